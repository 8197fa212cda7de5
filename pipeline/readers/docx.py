"""Reads Word documents (``.docx``): paragraphs, headings by their style, and tables of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.model import Reading
from pipeline.readers.archive import Archive, xml_root
from pipeline.readers.composing import Composer
from pipeline.readers.encoding import Unreadable
from pipeline.readers.rows import columns, compose_narrative, compose_speech

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_LOOSE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

# What is not read: what was struck out under tracked changes, properties, and text boxes (read on their own).
_SKIPPED = frozenset(
    [
        *(_W + name for name in ("del", "moveFrom", "pPr", "rPr", "txbxContent", "delText", "instrText")),
        _FALLBACK,
    ]
)
_LETTERS = {
    _W + "tab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "\u2011",
}
_HEADING = re.compile(r"(?:heading|overskrift|rubrik)\s*(\d)", re.IGNORECASE)
_TITLES = frozenset({"title", "tittel"})


def read(data: bytes) -> Reading:
    """The paragraphs and rows of the body in order; footnotes, comments and page headers are not speech."""
    archive = Archive(data)
    name = _main_part(archive)
    body = _root(archive, name).find(f"{_W}body")
    levels = _heading_levels(archive)
    composer = Composer()
    if body is None:
        raise Unreadable(f"The part {name} has no text in it.", "Open it in Word and save it again.")
    _compose(body, composer, levels)
    return composer.reading()


def _main_part(archive: Archive) -> str:
    if "word/document.xml" in archive:
        return "word/document.xml"
    return next(
        (name for name in archive.names() if re.fullmatch(r"word/document\d*\.xml", name)),
        "word/document.xml",
    )


def _root(archive: Archive, name: str) -> Any:
    data = archive.part(name)
    return xml_root(data.replace(_STRICT.encode(), _LOOSE.encode()), name)


def _compose(body: Any, composer: Composer, levels: dict[str, int]) -> None:
    paragraph = tables = 0
    for element in _blocks(body):
        if element.tag == _W + "tbl":
            tables += 1
            _table(element, composer, "row" if tables == 1 else f"table {tables} row")
            continue
        paragraph += 1
        for at, words in enumerate(_texts(element)):
            if words.strip():
                level = 0 if at else _level(element, levels)
                composer.paragraph(words, f"paragraph {paragraph}", level=level)
                composer.write("\n")


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables of the body in order, also inside content controls and insertions."""
    waiting = list(reversed(body))
    while waiting:
        element = waiting.pop()
        if element.tag in (_W + "p", _W + "tbl"):
            yield element
        elif element.tag not in _SKIPPED and element.tag != _W + "sectPr":
            waiting.extend(reversed(element))


def _texts(paragraph: Any) -> list[str]:
    """The words of a paragraph, then those of each paragraph in a text box that hangs on it."""
    texts = [_words(paragraph)]
    for box in paragraph.iter(_W + "txbxContent"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            texts.extend(_words(inner) for inner in box.iter(_W + "p"))
    return texts


def _words(paragraph: Any) -> str:
    found: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == _W + "t":
            found.append(element.text or "")
        elif element.tag in _LETTERS:
            found.append(_LETTERS[element.tag])
        elif element.tag not in _SKIPPED:
            waiting.extend(reversed(element))
    return "".join(found)


def _table(table: Any, composer: Composer, place: str) -> None:
    rows = [[_cell(cell) for cell in _inside(row, "tc")] for row in _inside(table, "tr")]
    found = columns(rows)
    if found is None or found.speaker < 0:
        compose_narrative(composer, rows, place)
    else:
        compose_speech(composer, rows, found, place)


def _inside(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, also in content controls, not those of inner tables."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag == _W + name:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in (_W + "p", _W + "tbl", _W + "tc"):
            waiting.extend(reversed(child))


def _cell(cell: Any) -> str:
    texts = [
        text for paragraph in cell.iter(_W + "p") if not _boxed(paragraph, cell) for text in _texts(paragraph)
    ]
    return "\n".join(texts).strip("\n")


def _boxed(paragraph: Any, cell: Any) -> bool:
    """Whether a paragraph stands in a text box of the cell, which is read with the paragraph it hangs on."""
    for above in paragraph.iterancestors():
        if above is cell:
            return False
        if above.tag == _W + "txbxContent":
            return True
    return False


def _heading_levels(archive: Archive) -> dict[str, int]:
    """The level of each style that is a heading, by style id, also of styles based on one."""
    if "word/styles.xml" not in archive:
        return {}
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in _root(archive, "word/styles.xml").iter(_W + "style"):
        identity = style.get(_W + "styleId") or ""
        name = style.find(_W + "name")
        parent = style.find(_W + "basedOn")
        based[identity] = (parent.get(_W + "val") or "") if parent is not None else ""
        level = _named_level((name.get(_W + "val") or "") if name is not None else "") or _outline(style)
        if level:
            own[identity] = level
    return {identity: level for identity in based if (level := _inherited(identity, own, based))}


def _inherited(identity: str, own: dict[str, int], based: dict[str, str]) -> int:
    for _ in range(20):
        if identity in own:
            return own[identity]
        identity = based.get(identity, "")
    return 0


def _named_level(name: str) -> int:
    found = _HEADING.fullmatch(name.strip())
    if found:
        return max(1, int(found[1]))
    return 1 if name.strip().casefold() in _TITLES else 0


def _outline(element: Any) -> int:
    found = element.find(f"{_W}pPr/{_W}outlineLvl")
    value = found.get(_W + "val") if found is not None else None
    return int(value) + 1 if value and value.isdigit() and int(value) < 9 else 0


def _level(paragraph: Any, levels: dict[str, int]) -> int:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    identity = (style.get(_W + "val") or "") if style is not None else ""
    return _outline(paragraph) or levels.get(identity, 0) or _named_level(identity)
