"""The words and marks of a Rich Text file, one after the other: letters, breaks, cells, styles."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.readers.encoding import Unreadable

MAX_DEPTH = 1000
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})?[ ]?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)|\\",
    re.DOTALL,
)
_NOTES = "annotation atnauthor atnid comment doccomm footnote ftncn ftnsep ftnsepc revtbl"
_EDGES = "footer footerf footerl footerr header headerf headerl headerr"
_ABOUT = "author company generator info keywords manager operator private subject template title userprops"
_TABLES = "colortbl falt filetbl fontemb latentstyles listtable listoverridetable rsidtbl themedata xmlopen"
_THINGS = "listtext nonshppict object pict pntext rxe shprslt tc txe xe"
_SKIPPED = frozenset(f"{_NOTES} {_EDGES} {_ABOUT} {_TABLES} {_THINGS}".split())
_LETTERS = {
    "line": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
}
_SIGNS = {"~": "\u00a0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
_BREAKS = "par sect page cell row nestcell nestrow"
_MARKS = frozenset(f"{_BREAKS} pard s outlinelevel intbl".split())
_CHARSETS = {0: "cp1252", 77: "mac_roman", 128: "cp932", 161: "cp1253", 162: "cp1254", 186: "cp1257"}
_CHARSETS |= {204: "cp1251", 238: "cp1250", 254: "cp437", 255: "cp850"}


@dataclass(frozen=True)
class _Group:
    """What holds inside a pair of braces."""

    kind: str = ""
    skipped: bool = False
    struck: bool = False
    unicode_skip: int = 1
    codec: str = ""


@dataclass
class _State:
    """Where the reading stands."""

    group: _Group = field(default_factory=_Group)
    stack: list[_Group] = field(default_factory=list)
    codec: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    skip: int = 0
    starred: bool = False
    pending: bytearray = field(default_factory=bytearray)


Mark = tuple[str, int, str]


def marks(source: str) -> Iterator[Mark]:
    """Tuples of (name, number, words): ``text`` with its words, and par, cell, row, s, ... with their number.

    ``style`` is a piece of the style sheet. Raises Unreadable where braces are too deep or left open.
    """
    state = _State()
    at = 0
    while at < len(source):
        token = _TOKEN.match(source, at)
        if token is None:
            at += 1
            continue
        at = token.end()
        word, number, code, sign, brace, words = token.groups()
        if code is None and state.pending:
            yield from _flushed(state)
        if brace:
            _brace(state, brace)
            if not state.stack:
                return
        elif word == "bin":
            at += max(0, int(number or 0))
        elif word:
            yield from _word(state, word, number)
        elif code:
            _byte(state, bytes.fromhex(code))
        elif sign:
            yield from _sign(state, sign)
        elif words:
            yield from _plain(state, words)
    raise Unreadable("The file is cut short.", "Save it again from the program it comes from.")


def _brace(state: _State, brace: str) -> None:
    state.skip = 0
    state.starred = False
    if brace == "}":
        state.group = state.stack.pop() if state.stack else _Group()
        return
    state.stack.append(state.group)
    if len(state.stack) > MAX_DEPTH:
        raise Unreadable("The file is nested too deeply.", "Save it again from the program it comes from.")


def _word(state: _State, word: str, digits: str | None) -> Iterator[Mark]:
    number = int(digits) if digits else -1
    starred, state.starred = state.starred, False
    if word == "u":
        yield from _unicode(state, number if digits else 32)
        return
    if word in _MARKS or word in _LETTERS:
        state.skip = 0
        yield from _shown(state, word, number)
    elif word in ("fonttbl", "stylesheet"):
        state.group = replace(state.group, kind=word)
    elif word == "shptxt":
        state.group = replace(state.group, skipped=False)
    elif starred or word in _SKIPPED:
        if not (state.group.kind == "stylesheet" and word != "latentstyles"):
            state.group = replace(state.group, skipped=True)
    else:
        _setting(state, word, number)


def _shown(state: _State, word: str, number: int) -> Iterator[Mark]:
    if state.group.skipped or state.group.kind == "fonttbl":
        return
    if state.group.kind == "stylesheet":
        if word == "s":
            yield "style-number", number, ""
        elif word == "outlinelevel":
            yield "style-level", number, ""
    elif word in _LETTERS:
        if not state.group.struck:
            yield "text", -1, _LETTERS[word]
    else:
        yield word, number, ""


def _setting(state: _State, word: str, number: int) -> None:
    group = state.group
    if word == "uc":
        state.group = replace(group, unicode_skip=max(0, min(10, number)))
    elif word == "ansicpg":
        state.codec = _codec(f"cp{number}")
    elif word == "mac":
        state.codec = "mac_roman"
    elif word == "f" and group.kind == "fonttbl":
        state.font = number
    elif word == "fcharset" and group.kind == "fonttbl":
        state.fonts[state.font] = _CHARSETS.get(number, "") if number else ""
    elif word == "f":
        state.group = replace(group, codec=state.fonts.get(number, ""))
    elif word == "deleted":
        state.group = replace(group, struck=number != 0)
    elif word == "plain":
        state.group = replace(group, struck=False, codec="")


def _codec(name: str) -> str:
    try:
        return codecs.lookup("utf-8" if name == "cp65001" else name).name
    except LookupError:
        return "cp1252"


def _unicode(state: _State, number: int) -> Iterator[Mark]:
    state.skip = state.group.unicode_skip
    yield from _said(state, chr(number % 0x10000) if number < 0x110000 else "�")


def _byte(state: _State, byte: bytes) -> None:
    if state.skip:
        state.skip -= 1
    elif not state.group.skipped:
        state.pending += byte


def _flushed(state: _State) -> Iterator[Mark]:
    words = bytes(state.pending).decode(state.group.codec or state.codec, errors="replace")
    state.pending.clear()
    yield from _said(state, words)


def _sign(state: _State, sign: str) -> Iterator[Mark]:
    if sign == "*":
        state.starred = True
    elif sign in "\r\n":
        yield from _shown(state, "par", -1)
    elif state.skip:
        state.skip -= 1
    elif sign in _SIGNS:
        yield from _said(state, _SIGNS[sign])


def _plain(state: _State, words: str) -> Iterator[Mark]:
    skipped = min(state.skip, len(words))
    state.skip -= skipped
    words = words[skipped:]
    if not words.isascii():
        words = words.encode("latin-1").decode(state.group.codec or state.codec, errors="replace")
    yield from _said(state, words)


def _said(state: _State, words: str) -> Iterator[Mark]:
    group = state.group
    if group.skipped or group.struck or group.kind == "fonttbl" or not words:
        return
    yield ("style" if group.kind == "stylesheet" else "text"), -1, words
