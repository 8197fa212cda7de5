"""Whether each line of a file follows the line above it: nothing was taken out, and nothing was altered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from hashlib import sha256
from typing import NamedTuple

NONE = "none"
"""What the first line of a file has as its ``previous``."""


def line_digest(line: bytes) -> str:
    """The first 16 hex digits of the SHA-256 of a line's bytes, without its line break."""
    return sha256(line).hexdigest()[:16]


class Link(NamedTuple):
    """A line: its number, the digest of its bytes, and what it says is the digest of the line above.

    ``previous`` is None where the line cannot be read, so that it says nothing.
    """

    line: int
    digest: str
    previous: str | None


class Break(NamedTuple):
    """A line that does not follow the one above it.

    ``after`` is the earlier line that it does follow (0: the start of the file), as where git merged two
    histories; None where no line of the file is the one that it followed.
    """

    line: int
    digest: str
    previous: str
    after: int | None


def breaks(links: Iterable[Link], mended: Set[str] = frozenset()) -> Iterator[Break]:
    """Where the chain of a file breaks; lines whose digests are among the ``mended`` are accounted for."""
    seen = {NONE: 0}
    before = NONE
    for line, digest, previous in links:
        if previous is not None and previous != before and digest not in mended:
            yield Break(line, digest, previous, seen.get(previous))
        seen.setdefault(digest, line)
        before = digest
