"""A number for each code that no later change of the codebook alters: when it came."""

from __future__ import annotations

from pipeline.stages.desk import Desk
from pipeline.store.history import codes_as_they_came, read_bytes


def arrivals(desk: Desk) -> dict[str, int]:
    """The number of each code: even as the history tells that they were added, odd for all others."""
    return desk.kept("arrival", "", _arrivals)


def _arrivals(desk: Desk, _: str) -> dict[str, int]:
    came = codes_as_they_came(read_bytes(desk.opened.folder.path))
    others = [code.id for code in desk.codebook.codes if code.id not in set(came)]
    told = {id: 2 * place for place, id in enumerate(came)}
    return told | {id: 2 * place + 1 for place, id in enumerate(dict.fromkeys(others))}
