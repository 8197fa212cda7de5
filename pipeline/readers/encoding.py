"""From bytes to letters: which encoding a text file was saved in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from pipeline.counted import number_of
from pipeline.problems import ForankretError, Problem, warning

# Unreadable belongs to the family drawn in pipeline/problems.py:
# ForankretError
# └── Unreadable      one document cannot be read; the others still are


class Unreadable(ForankretError):
    """One document cannot be read: what is wrong with it, what to do, and where if that is known."""

    def __init__(
        self, message: str, remedy: str, place: str = "", check: str = "unreadable-document"
    ) -> None:
        super().__init__(f"{message} {remedy}")
        self.message = message
        self.remedy = remedy
        self.place = place
        self.check = check


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes(code for code in range(128) if _CONTROL.match(chr(code)))
"""Without one of these no text holds a control character, and bytes are searched in a fifth of the time."""

_LEAD = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_SAVE_AGAIN = "Open it in the program it was made with and save it again as UTF-8 text."


def decoded(data: bytes) -> tuple[str, list[Problem]]:
    """The letters of a text file, with every line ending as a line feed, and what was doubtful about them.

    UTF-8 and UTF-16 with or without a byte order mark; anything else is read as Windows-1252 with
    a warning. The place of a warning is '' or ``line 12``. Raises Unreadable for what is not text.
    """
    text, problems = _letters(data)
    if len(data.translate(None, _CONTROL_BYTES)) < len(data) and _CONTROL.search(text):
        _refuse_binary(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, problems


def _letters(data: bytes) -> tuple[str, list[Problem]]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _with_gaps(data[len(bom) :], name)
    wide = _wide_encoding(data)
    if wide:
        return _with_gaps(data, wide)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return _with_gaps(data, "utf-8")
    return _as_windows(data)


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without its mark shows as every other byte zero."""
    sample = data[:4096]
    if len(sample) < 4 or 0 not in sample:
        return ""
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _with_gaps(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """The text, with the replacement character for bytes that mean nothing, and a warning for them."""
    try:
        return data.decode(name), []
    except UnicodeDecodeError:
        text = data.decode(name, errors="replace")
    line = text.count("\n", 0, text.find("�")) + 1
    letters = number_of(text.count("�"), "letter")
    said = f"{letters} could not be read as {name.upper()}; � stands there in the text."
    return text, [warning(f"line {line}", "broken-letters", said, _SAVE_AGAIN)]


def _mostly_utf8(data: bytes) -> bool:
    """Whether a text with broken bytes is UTF-8 all the same, so that its other letters are not spoilt."""
    good = len(_LEAD.findall(data))
    bad = data.decode("utf-8", errors="replace").count("�")
    return good > 0 and good >= 4 * bad


def _as_windows(data: bytes) -> tuple[str, list[Problem]]:
    text = data.decode("cp1252", errors="replace")
    said = "It is not UTF-8 and was read as Windows-1252, so that letters such as æ, ø and å may be wrong."
    return text, [warning("", "encoding", said, "Look at a few words with æ, ø and å; " + _SAVE_AGAIN)]


def _refuse_binary(text: str) -> None:
    """A stray control character is survived; more of them, or a zero, say that this is no text."""
    found = _CONTROL.findall(text)
    if "\x00" in found or len(found) > max(4, len(text) // 200):
        first = _CONTROL.search(text)
        line = text.count("\n", 0, first.start()) + 1 if first else 1
        said = "The file holds bytes that are no letters, so it is not a text file."
        raise Unreadable(
            said, "Save the transcript as .docx, .odt or .txt and name it accordingly.", f"line {line}"
        )
