"""The form in which a memo is written to its file: a name, a few facts, and the text below them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pipeline.halves import whole
from pipeline.problems import UsageError

LONGEST = 60
"""How many letters of the title stand in the name of the file."""

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "ð": "d", "þ": "th", "đ": "d", "ł": "l"})
_PLAIN = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_TAKEN = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
"""Words that one version of YAML or another reads as something else."""


def slug_of(title: str) -> str:
    """A title in small letters, digits and hyphens, for the name of a file on any system; never empty."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    slug = "-".join(words)
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    return slug or "memo"


def one_line(title: str) -> str:
    """A title on one line, as it is kept."""
    return " ".join(whole(title).split())


def tidy(text: str) -> str:
    """The text of a memo as it is kept: plain line breaks, and no empty lines around it."""
    return whole(text).replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def subjects(about: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What a memo is about, each once; raises UsageError for a kind or an id that is empty."""
    found = tuple(dict.fromkeys((one_line(kind), one_line(id)) for kind, id in about))
    if not all(kind and id for kind, id in found):
        raise UsageError("What a memo is about has a kind and an id, such as: code uklart-begrep.")
    return found


def memo_text(date: str, title: str, about: Sequence[tuple[str, str]], coder: str, text: str) -> str:
    """A memo as its file holds it."""
    lines = [f"date: {quoted(date)}", title_line(title), *about_line(about)]
    lines += [f"coder: {plain(coder)}"] if coder else []
    return framed("".join(f"{line}\n" for line in lines), text)


def framed(head: str, text: str) -> str:
    """The facts between their two lines, and the text below."""
    return f"---\n{head}---\n\n{text}\n"


def title_line(title: str) -> str:
    """The line with the title."""
    return f"title: {quoted(title)}"


def about_line(about: Sequence[tuple[str, str]]) -> list[str]:
    """The line that tells what a memo is about, as a list where one kind stands twice; none for nothing."""
    if not about:
        return []
    pairs = [f"{plain(kind)}: {plain(id)}" for kind, id in about]
    if len({kind for kind, _ in about}) == len(about):
        return [f"about: {{{', '.join(pairs)}}}"]
    return [f"about: [{', '.join(f'{{{pair}}}' for pair in pairs)}]"]


def plain(value: str) -> str:
    """A value as YAML, without quotation marks where every reader takes it for a text."""
    return value if _PLAIN.fullmatch(value) and value.lower() not in _TAKEN else quoted(value)


def quoted(value: str) -> str:
    """A value as YAML in quotation marks, whatever it holds."""
    return '"' + "".join(map(_letter, value)) + '"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    code = ord(letter)
    if letter.isprintable() or letter in "\u200d\u00a0":
        return letter
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
