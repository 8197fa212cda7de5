"""Under which id a coding stands now: one that was recoded, or came back after it was gone, has another."""

from __future__ import annotations

from collections.abc import Iterable, Set

from pipeline.coding.events import Record


class Succession:
    """Which coding came in the place of which, told by ``instead_of``; only its own coder can replace one.

    The codings in ``but`` are left out: they count as nobody's successors.
    """

    def __init__(self, records: Iterable[Record], but: Set[str] = frozenset()) -> None:
        applied = [record for record in records if record.event.event == "apply"]
        self.coders = {record.event.coding: record.coder for record in reversed(applied)}
        self._after: dict[str, list[str]] = {}
        self._before: dict[str, str] = {}
        for record in applied:
            new, old = record.event.coding, record.event.instead_of
            if old and new not in but and self.coders.get(old) == record.coder:
                self._after.setdefault(old, []).append(new)
                self._before[new] = old

    def onward(self, coding: str, standing: Set[str]) -> str:
        """The coding that stands of this one and those that came in its place; '' where none does."""
        passed: set[str] = set()
        ahead = [coding]
        while ahead:
            one = ahead.pop()
            if one in standing:
                return one
            if one not in passed:
                passed.add(one)
                ahead += self._after.get(one, [])
        return ""

    def stands_as(self, coding: str, standing: Set[str]) -> str:
        """The id under which a coding stands: its own, a later one, or an earlier one that came back.

        Its own too where nothing of it stands.
        """
        passed: set[str] = set()
        one = coding
        while one and one not in passed:
            passed.add(one)
            if found := self.onward(one, standing):
                return found
            one = self._before.get(one, "")
        return coding
