"""Versions of the codebook that stand twice in its history, since git merged what two people had written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.codebook import Codebook
from pipeline.coding.history_lines import Told
from pipeline.coding.replaying import OF_RELATIONS, WITHOUT_EFFECT, codebook_at, done, made_codebook, shelves


class Way(NamedTuple):
    """How one copy of the codebook came to a version, while another went on without it.

    ``told`` are its lines after the version ``base``, which all copies had; ``own`` those of them that no
    other copy had, the last of which made the version.
    """

    version: int
    base: int
    told: tuple[Told, ...]
    own: tuple[Told, ...]

    @property
    def who(self) -> list[str]:
        """Those who changed something in this copy alone, each once."""
        return list(dict.fromkeys(one.change.who for one in self.own))

    @property
    def named(self) -> str:
        """The way in words: the line that made the version, and whose it is."""
        return f"line {self.own[-1].line}, {' and '.join(self.who)}"


def ways(told: Sequence[Told], version: int) -> list[Way]:
    """How the copies of the codebook that had a version came to it; [] where there was one copy only.

    More than one way means that the version stands twice. What follows a second history without a ``mend``
    may have been written in the merged copy, so that a version that only stands there has no way of its own.
    """
    if not any(one.beside for one in told):
        return []
    parents = _parents(told)
    changes = [one for one in told if one.change.event not in WITHOUT_EFFECT]
    changes = [one for one in changes if one.change.version <= version]
    here = [one for one in changes if one.change.version == version]
    followed = {parents[one.line] for one in here}
    found = [_path(told, parents, one.line) for one in here if one.line not in followed]
    found = [path for path in found if not any(path[-1] in other[:-1] for other in found)]
    if len(found) == 1 and _has_ended(told, found[0][-1]):
        led = {*found[0]}
        apart = [one.line for one in changes if one.line not in led]
        sides = [*found, *(_path(told, parents, line) for line in apart[-1:])]
    else:
        sides = found
    if len(sides) < 2:
        return []
    both = set.intersection(*map(set, sides))
    base = min(one.change.version for one in changes if one.line not in both) - 1
    return [_way(told, {*path}, both, version, base) for path in found]


def _way(told: Sequence[Told], path: set[int], both: set[int], version: int, base: int) -> Way:
    lines = tuple(one for one in told if one.line in path and one.change.version > base)
    return Way(version, base, lines, tuple(one for one in lines if one.line not in both))


def _parents(told: Sequence[Told]) -> dict[int, int]:
    """The line that each line follows on: the one above it, but where a second history begins."""
    parents: dict[int, int] = {}
    above = 0
    for one in told:
        forks = one.beside and one.after < above and (one.after in parents or not one.after)
        parents[one.line] = one.after if forks else above
        above = one.line
    return parents


def _path(told: Sequence[Told], parents: Mapping[int, int], line: int) -> list[int]:
    """The lines that led to a line, itself the last; a ``mend`` has all lines above it behind it."""
    mends = {one.line for one in told if one.change.event == "mend"}
    path: list[int] = []
    while line:
        if line in mends:
            return [one.line for one in told if one.line <= line] + path[::-1]
        path.append(line)
        line = parents[line]
    return path[::-1]


def _has_ended(told: Sequence[Told], line: int) -> bool:
    """Whether a line is of a first history, or of a second one that a ``mend`` has ended."""
    after = [one for one in told if one.line >= line]
    return not after[0].beside or any(one.change.event == "mend" for one in after)


def doubled(told: Sequence[Told]) -> Iterator[tuple[int, list[Way]]]:
    """Each version that stands twice, with the ways to it, found one at a time."""
    for version in sorted({one.change.version for one in told if one.beside}):
        found = ways(told, version)
        if len(found) > 1:
            yield version, found


def book_of(now: Codebook, told: Sequence[Told], way: Way) -> Codebook:
    """The codebook as it was at the end of a way."""
    then = codebook_at(now, [one.change for one in told], way.base)
    codes, relations = shelves(then)
    for one in way.told:
        done(relations if one.change.event in OF_RELATIONS else codes, one.change)
    return made_codebook(way.version, codes, relations)
