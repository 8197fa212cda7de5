"""Reads OpenDocument texts (``.odt``): headings, paragraphs, lists and tables of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.model import Reading
from pipeline.readers.archive import Archive, xml_root
from pipeline.readers.composing import Composer
from pipeline.readers.encoding import Unreadable
from pipeline.readers.rows import columns, compose_narrative, compose_speech

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"

# Footnotes, comments, struck-out text and text boxes (read on their own) are not words of the paragraph.
_SKIPPED = frozenset(
    [
        *(_TEXT + name for name in ("note", "tracked-changes", "ruby-text", "table-of-content")),
        *(_OFFICE + name for name in ("annotation", "forms")),
        _DRAW + "text-box",
    ]
)
_WHITE = re.compile(r"[ \t\r\n]+")
MAX_SPACES = 1000
MAX_REPEATED = 20


def read(data: bytes) -> Reading:
    """The headings, paragraphs and rows in order; footnotes, comments and page headers are not speech."""
    archive = Archive(data)
    body = xml_root(archive.part("content.xml"), "content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    composer = Composer()
    if body is None:
        raise Unreadable("The file has no text in it.", "Open it in LibreOffice and save it as .odt again.")
    _compose(body, composer)
    return composer.reading()


def _compose(body: Any, composer: Composer) -> None:
    paragraph = tables = 0
    for element in _blocks(body):
        if element.tag == _TABLE + "table":
            tables += 1
            _table(element, composer, "row" if tables == 1 else f"table {tables} row")
            continue
        paragraph += 1
        words = _words(element)
        if words.strip():
            composer.paragraph(words, f"paragraph {paragraph}", level=_level(element))
            composer.write("\n")


def _blocks(body: Any) -> Iterator[Any]:
    """Headings, paragraphs and tables in order, also those in lists, sections and text boxes."""
    waiting = list(reversed(body))
    while waiting:
        element = waiting.pop()
        if element.tag == _TABLE + "table":
            yield element
        elif element.tag in (_TEXT + "p", _TEXT + "h"):
            yield element
            boxes = [box for box in element.iter(_DRAW + "text-box") if not _noted(box)]
            waiting.extend(inner for box in reversed(boxes) for inner in reversed(box))
        elif element.tag not in _SKIPPED or element.tag == _DRAW + "text-box":
            waiting.extend(reversed(element))


def _noted(element: Any) -> bool:
    return any(above.tag in _SKIPPED for above in element.iterancestors())


def _level(element: Any) -> int:
    if element.tag != _TEXT + "h":
        return 0
    value = element.get(_TEXT + "outline-level") or "1"
    return min(9, max(1, int(value))) if value.isdigit() and len(value) < 4 else 1


def _words(paragraph: Any) -> str:
    """The words as a reader of the page sees them: runs of white space as one, marked ones as marked."""
    found: list[str] = []
    waiting: list[Any] = [paragraph]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            found.append(_WHITE.sub(" ", item))
            continue
        inside = [] if item.tag in _SKIPPED and item is not paragraph else _inside(item, found)
        waiting.extend(reversed(inside))
    return "".join(found)


def _inside(item: Any, found: list[str]) -> list[Any]:
    """What stands in an element, in order, each child followed by the words after it."""
    if item.tag == _TEXT + "s":
        count = item.get(_TEXT + "c") or "1"
        found.append(" " * min(MAX_SPACES, int(count) if count.isdigit() and len(count) < 9 else 1))
    elif item.tag == _TEXT + "tab":
        found.append("\t")
    elif item.tag == _TEXT + "line-break":
        found.append("\n")
    parts: list[Any] = [item.text] if item.text else []
    for child in item:
        parts.append(child)
        if child.tail:
            parts.append(child.tail)
    return parts


def _table(table: Any, composer: Composer, place: str) -> None:
    rows = [_cells(row) for row in table.iter(_TABLE + "table-row") if _table_of(row) is table]
    found = columns(rows)
    if found is None or found.speaker < 0:
        compose_narrative(composer, rows, place)
    else:
        compose_speech(composer, rows, found, place)


def _table_of(row: Any) -> Any:
    return next((above for above in row.iterancestors() if above.tag == _TABLE + "table"), None)


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        words = "\n".join(_words(part) for part in cell.iter(_TEXT + "p", _TEXT + "h") if not _noted(part))
        repeated = cell.get(_TABLE + "number-columns-repeated") or "1"
        times = int(repeated) if repeated.isdigit() and len(repeated) < 6 else 1
        cells.extend([words] * max(1, min(MAX_REPEATED, times)))
    return cells
