"""How a transcript says who speaks: labels such as ``OA:``, ``**INN 3:**`` and ``[00:01:23] Kari:``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipeline.model import Speaker

SHORT_LABEL = r"[^\W_]{1,5}(?:[ _-]?\d{1,3})?"
_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_RANGE = rf"{_CLOCK}(?:[ \t]*(?:-->|[-–—])[ \t]*{_CLOCK})?"
_BRACKETED = rf"\[[ \t]*{_RANGE}[ \t]*\]|\([ \t]*{_RANGE}[ \t]*\)|\#{_CLOCK}(?:-\d{{1,2}})?\#"
_STAMP = rf"(?:{_BRACKETED}|{_RANGE})"
_SPACE = r"[ \t\f\xa0\ufeff\u200b\u200e\u2060]"
_BULLET = rf"(?:(?:[-*+•·–—‣▪>]|\d{{1,4}}[.)]?){_SPACE}+|>){{0,4}}"
_MARKS = rf"(?:[*_]{{1,3}}|[«»\"“”„‘]{_SPACE}?){{0,3}}"
_NAME = r"\w(?:[^\n:：]{0,58}?[^\s:：*_])??"

UNNAMED = "?"
"""The label of words that nobody is named for, in a file that otherwise names who speaks."""

# Nearly every label is a plain word or three and a colon; this finds the same ones in a third of the time.
_PLAIN = re.compile(r"[^\W\d_][^\W_]{0,30}(?: [^\W_]{1,20}){0,2}:(?=[ \t]+[^\s\[(#])")
_LABELLED = re.compile(
    rf"{_SPACE}*{_BULLET}(?P<open>{_MARKS})"
    rf"(?:(?P<before>{_STAMP}){_SPACE}*(?:[-–—]{_SPACE}*)?(?P<open2>{_MARKS}))?"
    rf"(?P<label>{_NAME})(?P<close>[*_]{{0,3}})"
    rf"{_SPACE}*(?P<between>{_STAMP})?(?P<close2>[*_]{{0,3}}){_SPACE}*(?:(?<!\d)[:：]|[:：](?!\d))(?![/\\]{{1,2}}\S)"
)
_LABEL_AND_TIME = re.compile(
    rf"{_SPACE}*(?P<open>[*_]{{0,3}})(?P<label>{_NAME})(?P<close>[*_]{{0,3}})"
    rf"{_SPACE}+(?P<between>{_STAMP})[*_]{{0,3}}{_SPACE}*$"
)
_LABEL_AND_TAB = re.compile(
    rf"{_SPACE}*(?P<open>[*_]{{0,3}})(?P<label>\w[^\n\t:]{{0,30}}?)(?P=open)[ ]*\t\s*(?=\S)"
)
_AFTER = re.compile(rf"{_SPACE}*(?P<after>{_BRACKETED})")
_ONLY_TIME = re.compile(rf"\s*{_STAMP}\s*")
_BARE = re.compile(rf"{_CLOCK}")
_SEMICOLON = re.compile(
    rf"{_SPACE}*{_BULLET}(?P<open>{_MARKS})(?:{_STAMP}{_SPACE}*(?P<open2>{_MARKS}))?"
    rf"(?P<label>{SHORT_LABEL};)(?P<close>[*_]{{0,3}})(?=\s|$)"
)
_MARK = re.compile(r"[*_]{1,3}|[«»\"“”„‘]")
_SPACES = re.compile(r"\s+")


class Mark(NamedTuple):
    """A label at the start of a line: as written, its time, where the words begin, and what it left open.

    ``body`` is the offset in the line after label, time and marks; ``opened`` are emphasis and
    quotation marks before the label that are not closed with it, the outermost first.
    """

    label: str
    time: str
    body: int
    opened: tuple[str, ...]


def folded(label: str) -> str:
    """A label as it is compared: without case, outer marks and a colon, each run of spaces as one."""
    return _SPACES.sub(" ", label).strip(" :*_").casefold()


def tight(label: str) -> str:
    """A label as it is compared with a row of ``speakers.csv``: folded, and without any space."""
    return "".join(folded(label).split())


def label_mark(line: str) -> Mark | None:
    """The label-like start of a line, known or not; None where there is none."""
    mark = plain_mark(line)
    if mark is not None:
        return mark
    return _marked_up(line) if line.find(":", 0, 160) >= 0 or "：" in line else None


def plain_mark(line: str) -> Mark | None:
    """The start of a line that is a plain label, as nearly all are; None for others."""
    plain = _PLAIN.match(line)
    return _mark_of(plain[0]) if plain else None


@lru_cache
def _mark_of(opening: str) -> Mark:
    """The mark of a plain label with its colon, made once: a transcript has few of them, in many turns."""
    return Mark(opening[:-1], "", len(opening), ())


def _marked_up(line: str) -> Mark | None:
    """The label-like start of a line with marks, bullets or times round it."""
    match = _LABELLED.match(line)
    if match is None:
        return None
    start = match.end()
    opened: tuple[str, ...] = ()
    marks = match["open"] + (match["open2"] or "")
    if marks:
        opened, start = _left_open(line, marks, match["close"] + match["close2"], start)
    stamp = match["before"] or match["between"]
    after = _AFTER.match(line, start) if not stamp and line[start : start + 3].lstrip()[:1] in "[(#" else None
    if after is not None:
        stamp, start = after["after"], after.end()
    return Mark(match["label"], _clock(stamp) if stamp else "", start, opened)


def semicolon_mark(line: str) -> Mark | None:
    """The start of a line that is a short word in capitals and a semicolon (``OA; ja``); None for others."""
    match = _SEMICOLON.match(line)
    if match is None or not match["label"].isupper():
        return None
    opened, start = _left_open(line, match["open"] + (match["open2"] or ""), match["close"], match.end())
    return Mark(match["label"], "", start, opened)


def named_time_mark(line: str) -> Mark | None:
    """The start of a line that is nothing but a name and a time (``Kari   0:03``); None for others."""
    match = _LABEL_AND_TIME.match(line)
    if match is None:
        return None
    return Mark(match["label"], _clock(match["between"]), len(line), ())


def tabbed_mark(line: str) -> Mark | None:
    """The start of a line where a tab and no colon follows the label; None for others."""
    match = _LABEL_AND_TAB.match(line)
    return Mark(match["label"], "", match.end(), ()) if match else None


def is_time(text: str) -> bool:
    """Whether a text is nothing but a time."""
    return _ONLY_TIME.fullmatch(text) is not None


def _clock(stamp: str) -> str:
    found = _BARE.search(stamp)
    return found.group() if found else ""


def _left_open(line: str, marks: str, closed: str, start: int) -> tuple[tuple[str, ...], int]:
    """Which opening marks wait for their end, and where the words begin."""
    opened = _MARK.findall(marks)
    for shut in _MARK.findall(closed):
        if shut in opened:
            opened.remove(shut)
    while opened and opened[-1][0] in "*_" and line.startswith(opened[-1], start):
        start += len(opened.pop())
    return tuple(opened), start


@dataclass(frozen=True)
class LabelBook:
    """The labels that a document may use: roles (bare or numbered) and names from ``speakers.csv``.

    Roles are matched as written, or without case where ``any_case``; names always without case.
    """

    roles: frozenset[str]
    names: frozenset[str] = frozenset()
    any_case: bool = False
    _known: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def knows(self, label: str) -> bool:
        """Whether the label is a role of the study, bare or numbered, or a name that is mapped."""
        known = self._known.get(label)
        if known is None:
            known = self._known[label] = self._looked_up(label)
        return known

    def _looked_up(self, label: str) -> bool:
        if role_of(label, self.roles, any_case=self.any_case) or folded(label) in self.names:
            return True
        bare = without_remark(label)
        return self.any_case and bare != label and self._looked_up(bare)

    def with_names(self, names: Iterable[str]) -> LabelBook:
        """The same book with further names in it."""
        return LabelBook(self.roles, self.names | {folded(name) for name in names}, self.any_case)

    def in_talk(self) -> LabelBook:
        """The same book for transcripts, where ``oa:`` is a label too."""
        return LabelBook(self.roles, self.names, any_case=True)


def label_book(roles: Iterable[str], speakers: Iterable[Speaker], document: str) -> LabelBook:
    """The labels of one document: the study's roles and the rows of ``speakers.csv`` for it or for all."""
    names = frozenset(folded(row.label) for row in speakers if row.document in ("*", document))
    return LabelBook(frozenset(roles), names - {""})


_NUMBERED = re.compile(r"(.*?)[ \t\xa0_-]?\d{0,3}")
_REMARK = re.compile(r"(\w.*?)[ \t]*\([^()]*\)")
_TOGETHER = re.compile(r"\s*(?:[/,&+]|\bog\b|\band\b)\s*")


def without_remark(label: str) -> str:
    """A label without a remark in brackets after it: ``OA 2`` for ``OA 2 (ler)``."""
    found = _REMARK.fullmatch(label.strip())
    return found[1] if found else label


def several(label: str) -> list[str]:
    """The labels in one that names several: ``OA`` and ``INN`` for ``OA/INN``; none where it names one."""
    names = _TOGETHER.split(label)
    return names if len(names) > 1 else []


def role_of(label: str, roles: Iterable[str], *, any_case: bool = False) -> str:
    """The role that a bare or numbered label names (``OA2``, ``INN 3``); '' where it names none."""
    found = _NUMBERED.fullmatch(label.strip())
    bare = found[1].strip() if found else label
    exact = next((role for role in roles if label == role), "") or next(
        (role for role in roles if bare == role), ""
    )
    if exact or not any_case:
        return exact
    return next((role for role in roles if role.casefold() in (label.casefold(), bare.casefold())), "")
