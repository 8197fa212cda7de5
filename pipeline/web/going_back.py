"""The way back: a link to a place carries the page that it was followed from."""

from __future__ import annotations

from typing import NamedTuple

FROM = ("compare", "search", "queue")
"""The pages that a document leads back to."""


class Back(NamedTuple):
    """The page that somebody came from, and its address."""

    place: str
    address: str


def back_to(address: str) -> Back | None:
    """The way back that an address tells of; None for one that is not of a page that leads to places."""
    plain = address.isprintable() and "\\" not in address and len(address) < 2000
    for place in FROM:
        if plain and address.startswith((f"/{place}?", f"/{place}#")):
            return Back(place, address)
    return None
