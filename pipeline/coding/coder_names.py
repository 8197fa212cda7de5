"""Names of coders that are so alike that one of them is a slip of the pen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches


def same_name(name: str, known: Iterable[str]) -> list[str]:
    """The known names that are told from this one by nothing but capitals, accents and spaces."""
    return [other for other in known if other != name and _bare(other) == _bare(name)]


def likely_meant(name: str, known: Iterable[str]) -> list[str]:
    """The known names, at most three, that somebody may have meant who typed this one."""
    others = list(known)
    by_bare = {_bare(other): other for other in reversed(others)}
    return same_name(name, others) or [
        by_bare[near] for near in get_close_matches(_bare(name), by_bare, 3, 0.6)
    ]


def _bare(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in letters if sign.isalnum())
