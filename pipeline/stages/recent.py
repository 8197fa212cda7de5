"""The codes that a coder used last, each in a place of its own, so that its key stays the same."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.codebook import Codebook
from pipeline.stages.desk import Desk

PLACES = 9


def recent_codes(desk: Desk, coder: str) -> list[str]:
    """The last nine codes in use; a new one takes the place of the one that was unused for longest."""
    with desk.lock:
        used = desk.codes_put(coder)
        held = desk.kept("recent", coder, lambda desk, _: _Recent(desk.codebook))
        return held.after(used)


class _Recent:
    """The places after all that was used until now; what is used later is added to them."""

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self._begin([])

    def _begin(self, used: Sequence[str]) -> None:
        self._used, self._taken = used, 0
        self._places: list[str] = []
        self._last: dict[str, int] = {}

    def after(self, used: Sequence[str]) -> list[str]:
        """The codes in their places after all these, which may be those of the last time and some more."""
        if used is not self._used:
            self._begin(used)
        for time in range(self._taken, len(used)):
            heir = self._book.heir(used[time])
            known = self._book.by_id.get(heir)
            if known and known.status == "active":
                self._put(heir)
                self._last[heir] = time
        self._taken = len(used)
        return list(self._places)

    def _put(self, code: str) -> None:
        if code in self._places:
            return
        if len(self._places) < PLACES:
            self._places.append(code)
        else:
            longest = min(range(PLACES), key=lambda place: self._last[self._places[place]])
            self._places[longest] = code
