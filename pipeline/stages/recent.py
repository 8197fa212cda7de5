"""The codes that a coder used last, each in a place of its own, so that its key stays the same."""

from __future__ import annotations

from pipeline.coding.events import Record
from pipeline.stages.desk import Desk

PLACES = 9


def recent_codes(desk: Desk, coder: str) -> list[str]:
    """The last nine codes in use; a new one takes the place of the one that was unused for longest."""
    used = sorted((record.event.at, record.event.code) for record in desk.records_of(coder) if _puts(record))
    places: list[str] = []
    last: dict[str, int] = {}
    for time, (_, code) in enumerate(used):
        heir = desk.codebook.heir(code)
        known = desk.codebook.by_id.get(heir)
        if known is None or known.status != "active":
            continue
        if heir not in places:
            _take_in(places, heir, last)
        last[heir] = time
    return places


def _puts(record: Record) -> bool:
    return record.event.event == "apply"


def _take_in(places: list[str], code: str, last: dict[str, int]) -> None:
    if len(places) < PLACES:
        places.append(code)
    else:
        places[min(range(PLACES), key=lambda place: last[places[place]])] = code
