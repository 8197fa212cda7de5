"""Tells Norwegian personal, account, organisation and telephone numbers from other figures in a text.

The check digits of personal numbers are reckoned here and not by python-stdnum, since that refuses the
synthetic numbers of Tenor and NAV and asks the clock which birthdays are to come; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

Found = tuple[str, int, int]

_SEP = r"[ \t\u00a0\u2009\u202f]?(?:[.\-– \t\u00a0\u2009\u202f]|\u00ad)[ \t\u00a0\u2009\u202f]?"
_RUN = re.compile(
    rf"\d(?:(?<![\w/=#].)|(?<=NO.))(?<!\d[.,:].)(?:(?:{_SEP})?\d){{7,40}}(?:(?!\w|,\d)|(?=MVA))"
)
_GROUP = re.compile(r"\d+")
_ACCOUNT_CUE = re.compile(r"konto|\bkto\b|vipps|\bbank\b|overfør", re.I)
_ORGANISATION_CUE = re.compile(
    r"\borg\b|\borg\.|orgn|organisasjonsn|foretaksn|virksomhetsn|\bMVA\b|mva-n", re.I
)
_TELEPHONE_CUE = re.compile(r"\btlf|telefon|\bmob|ring(?:e|te?)?\b|nummer|\bsms\b|\btel\b|nås på", re.I)
_MONEY_BEFORE = re.compile(r"(?:\bkr\.?|\bNOK|\bkroner|€|\$|£)\s*$", re.I)
_MONEY_AFTER = re.compile(
    r"\s*(?:,-|kr\b|kroner|kronor|NOK\b|mill|mrd|milliard|euro|dollar|€|%|prosent|innbygg|personer|stykk|meter|km\b)",
    re.I,
)
REACH = 35
"""How many characters before a number a cue word may stand."""


class _Run(NamedTuple):
    """Figures in a row with single separators between them, cut into groups."""

    text: str
    start: int
    end: int
    groups: list[re.Match[str]]
    shape: tuple[int, ...]


def kinds_of_numbers(text: str) -> Iterator[Found]:
    """The numbers of a text that point at somebody, each once: (kind, start, end).

    A number that is a personal number and an account number alike is a personal number.
    """
    for match in _RUN.finditer(text):
        groups = list(_GROUP.finditer(text, match.start(), match.end()))
        shape = tuple(group.end() - group.start() for group in groups)
        yield from _in_run(_Run(text, match.start(), match.end(), groups, shape))


def _in_run(run: _Run) -> Iterator[Found]:
    """The numbers in a run: windows of whole groups, from the left, the longest first."""
    if phone := _international(run):
        yield phone
        return
    first = 0
    while first < len(run.groups):
        for last in range(min(len(run.groups), first + 8), first, -1):
            kind = _kind(run, first, last)
            if kind:
                yield kind, run.groups[first].start(), run.groups[last - 1].end()
                first = last
                break
        else:
            first += 1


def _kind(run: _Run, first: int, last: int) -> str:
    shape = run.shape[first:last]
    size = sum(shape)
    if size not in (8, 9, 11):
        return ""
    digits = "".join(str(int(figure)) for group in run.groups[first:last] for figure in group.group())
    start, end = run.groups[first].start(), run.groups[last - 1].end()
    if size == 11:
        return _eleven(run.text, digits, shape, start, end)
    if size == 9:
        return "organisation-number" if _is_named_organisation(run, digits, shape, start, end) else ""
    return "telephone" if _is_telephone(run, digits, first, last) else ""


def _eleven(text: str, digits: str, shape: tuple[int, ...], start: int, end: int) -> str:
    if is_personal_number(digits) and len(shape) <= 5:
        return "national-id"
    usual = shape == (4, 2, 5)
    if is_account_number(digits) and (usual or _cued(_ACCOUNT_CUE, text, start, end)):
        return "account-number"
    return ""


def _cued(cue: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a cue word stands on the same line shortly before the number, or right after it."""
    before = text[max(0, start - REACH) : start].rpartition("\n")[2]
    after = text[end : end + 20].partition("\n")[0]
    return cue.search(before) is not None or cue.search(after) is not None


def _is_amount(text: str, start: int, end: int) -> bool:
    money = _MONEY_BEFORE.search(text, max(0, start - 10), start)
    return money is not None or _MONEY_AFTER.match(text, end) is not None


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11


def is_personal_number(digits: str) -> bool:
    """Whether eleven digits are a personal number with valid check digits.

    Also D-numbers (day + 40), H-numbers (month + 40) and the synthetic numbers of Tenor (month + 80) and
    NAV (month + 65, or + 40). Weights after Skatteetaten.
    """
    first = _weighted(digits[:10], (3, 7, 6, 1, 8, 9, 4, 5, 2, 1))
    second = _weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    if first or second:
        return False
    day, month = int(digits[:2]) % 40, int(digits[2:4])
    months = {month, month - 40, month - 65, month - 80}
    return int(digits[:2]) < 72 and 1 <= day <= 31 and any(1 <= month <= 12 for month in months)


def is_account_number(digits: str) -> bool:
    """Whether eleven digits are an account number: the last one is a check digit modulo 11."""
    return _weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) == 0 and digits != "0" * 11


def is_organisation_number(digits: str) -> bool:
    """Whether nine digits are an organisation number: the last one is a check digit modulo 11."""
    return _weighted(digits, (3, 2, 7, 6, 5, 4, 3, 2, 1)) == 0 and digits[0] != "0"


def _is_named_organisation(run: _Run, digits: str, shape: tuple[int, ...], start: int, end: int) -> bool:
    text = run.text
    if not is_organisation_number(digits):
        return False
    if _cued(_ORGANISATION_CUE, text, start, end) or text[end : end + 3] == "MVA":
        return True
    return run.shape == shape == (3, 3, 3) and not digits.endswith("000") and not _is_amount(text, start, end)


_SHAPES = ((2, 2, 2, 2), (3, 2, 3))


def _is_telephone(run: _Run, digits: str, first: int, last: int) -> bool:
    start, end = run.groups[first].start(), run.groups[last - 1].end()
    if digits[0] not in "23456789" or len(set(digits)) == 1 or _is_amount(run.text, start, end):
        return False
    if last - first == 1:
        return not _is_day(digits) or _cued(_TELEPHONE_CUE, run.text, start, end)
    separators = {
        run.text[a.end() : b.start()]
        for a, b in zip(run.groups[first : last - 1], run.groups[first + 1 : last], strict=True)
    }
    whole = sum(run.shape) % 8 == sum(run.shape[:first]) % 8 == 0
    if _is_counting([int(group.group()) for group in run.groups[first:last]]):
        return len(run.groups) == 4 and _cued(_TELEPHONE_CUE, run.text, start, end)
    return run.shape[first:last] in _SHAPES and len(separators) == 1 and whole


def _is_counting(numbers: list[int]) -> bool:
    """Whether numbers go up by the same small step, as line numbers and *20 30 40 50* do."""
    steps = {after - before for before, after in pairwise(numbers)}
    return len(numbers) > 3 and len(steps) == 1 and steps <= {1, 2, 5, 10}


def _is_day(digits: str) -> bool:
    """Whether eight digits read as a day: 20240214 or 24022024."""
    orders = ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2]))
    return any(
        "1900" <= year < "2100" and "01" <= month <= "12" and "01" <= day <= "31"
        for year, month, day in orders
    )


def _international(run: _Run) -> Found | None:
    """A telephone number with its country: (+)47 or 0047 and eight digits, + and nine to fourteen."""
    digits = "".join(group.group() for group in run.groups)
    marked = run.text[run.start - 1 : run.start] == "+"
    coded = marked or digits.startswith("0047") or run.groups[0].group() == "47"
    digits = digits.removeprefix("00")
    norwegian = coded and digits.startswith("47") and len(digits) == 10 and digits[2] in "23456789"
    foreign = marked and not digits.startswith("47") and 9 <= len(digits) <= 14
    return ("telephone", run.start - marked, run.end) if norwegian or foreign else None
