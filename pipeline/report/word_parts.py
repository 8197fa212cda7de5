"""The pieces of Word's own language that python-docx has no word for: fields, bookmarks, links, tables."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def element(tag: str, *children: Any, **attributes: str) -> Any:
    """An element of Word's XML: ``element("w:bookmarkStart", w_id="1")``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name.replace("_", ":", 1)) if "_" in name else name, clean(value))
    for child in children:
        made.append(child)
    return made


def words(text: str) -> Any:
    """The words of a run, with white space kept."""
    made = element("w:t")
    made.text = clean(text)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def run(text: str, *properties: Any) -> Any:
    """A run of words, with its properties; line breaks become Word's."""
    made = element("w:r")
    if properties:
        made.append(element("w:rPr", *properties))
    for at, line in enumerate(re.split(r"\r\n|\r|\n", text)):
        if at:
            made.append(element("w:br"))
        made.append(words(line))
    return made


def styled(text: str, style: str = "") -> Any:
    """A run of words in a character style."""
    return run(text, element("w:rStyle", w_val=style)) if style else run(text)


def field(instruction: str, shown: str, *properties: Any) -> list[Any]:
    """A field of Word, with the result that it shows until Word works it out again."""
    code = element("w:instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        element("w:r", element("w:fldChar", w_fldCharType="begin")),
        element("w:r", code),
        element("w:r", element("w:fldChar", w_fldCharType="separate")),
        run(shown, *properties),
        element("w:r", element("w:fldChar", w_fldCharType="end")),
    ]


def bookmarked(number: int, name: str, *inside: Any) -> list[Any]:
    """Runs between the two ends of a bookmark."""
    start = element("w:bookmarkStart", w_id=str(number), w_name=name)
    return [start, *inside, element("w:bookmarkEnd", w_id=str(number))]


def link(name: str, *inside: Any) -> Any:
    """Runs that lead to a bookmark of the document."""
    return element("w:hyperlink", *inside, w_anchor=name, w_history="1")
