"""COREQ: the thirty-two things that a report on interviews should tell, and what people have answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

ITEMS = range(1, 33)
"""The items of Tong, Sainsbury and Craig (2007), by their numbers there."""
DOMAINS = {1: "team", 9: "design", 24: "analysis"}
"""The three domains, by the item with which each begins."""
HUMAN = range(2, 9)
"""The items that only people can answer."""
DATA = (12, 18, 19, 20, 21, 23, 24, 25, 27, 28, 29)
"""The items that the data answer as far as they know; of all others they tell a part, or nothing."""

COLUMNS = {
    "recorded": ("recorded", "opptak", "lydopptak"),
    "guide": ("guide", "intervjuguide"),
    "returned": ("returned", "returnert"),
    "checked": ("checked", "deltakersjekk", "deltakarsjekk"),
}
"""Further columns of ``documents.csv`` that COREQ asks for, each with the names that are understood."""
YES = frozenset(("ja", "yes", "x", "1", "true", "sant"))
NO = frozenset(("nei", "no", "0", "false", "usant"))


class Answer(NamedTuple):
    """What people answered to an item, and who did."""

    text: str
    by: str = ""


class Coreq(NamedTuple):
    """People's answers by item, and the further columns of ``documents.csv`` by document."""

    answers: Mapping[int, Answer]
    columns: Mapping[str, Mapping[str, str]]

    def column(self, name: str, document: str) -> str:
        """What stands in one of the columns that COREQ asks for, '' where nothing does."""
        given = self.columns.get(document, {})
        return next((given[one] for one in COLUMNS[name] if given.get(one)), "")


NOTHING = Coreq({}, {})


def is_yes(value: str) -> bool | None:
    """Whether a cell says yes or no, a date being yes; None where it says neither."""
    word = value.strip().casefold()
    if word in YES or (word[:4].isdecimal() and len(word) == 10):
        return True
    return False if word in NO else None
