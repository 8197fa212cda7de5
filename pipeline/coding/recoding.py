"""The recode queue: codings to be read again, since their code was split or its definition changed.

It is not stored but follows from what stands: the codebook, its history and the coders' files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from pipeline.codebook import Change, Codebook
from pipeline.coding.events import Record
from pipeline.coding.live import LiveCodings
from pipeline.coding.marks import Mark
from pipeline.coding.moments import EARLIEST, moment


class Opening(NamedTuple):
    """Why the codings of a code are to be read again: ``split`` or ``review``, and since which change.

    ``change`` is None where a code is split and no line of the history tells of it; ``heirs`` are the codes
    in use among those that the code was split into.
    """

    code: str
    why: str
    change: Change | None
    heirs: tuple[str, ...] = ()


class Queued(NamedTuple):
    """A coding to be read again: all its lines, the code that it counts under, and why."""

    marks: tuple[Mark, ...]
    opening: Opening

    @property
    def coding(self) -> str:
        return self.marks[0].coding

    @property
    def coder(self) -> str:
        return self.marks[0].coder

    @property
    def document(self) -> str:
        return self.marks[0].utterance.rpartition(":")[0]


class Progress(NamedTuple):
    """How far the codings of a code are read again: those that wait, and what became of the others."""

    opening: Opening
    waiting: int
    kept: int
    recoded: int
    removed: int


def openings(book: Codebook, history: Sequence[Change]) -> dict[str, Opening]:
    """The codes whose codings are to be read again, in the order of the codebook, each with why.

    A code is so while it is split, or from a ``review`` until one that says ``closed``. A review of a code
    that was merged since is one of its heir; of a code that is split, the split counts.
    """
    split: dict[str, Change] = {}
    review: dict[str, Change] = {}
    for change in history:
        if (change.after or {}).get("status") == "split":
            split[change.code] = change
        elif change.event == "review":
            review[book.heir(change.code)] = change
    found = {}
    for code in book.codes:
        said = review.get(code.id)
        if code.status == "split":
            heirs = tuple(id for id in map(book.heir, code.split_into) if id in book.by_id)
            found[code.id] = Opening(code.id, "split", split.get(code.id), heirs)
        elif said is not None and (said.after or {}).get("review") != "closed":
            found[code.id] = Opening(code.id, "review", said)
    return found


def recode_queue(live: LiveCodings, book: Codebook, history: Sequence[Change]) -> list[Queued]:
    """The codings to be read again, by code, document and place, each until it is recoded, removed or kept.

    One that was made after its definition was opened for review is not among them.
    """
    open_codes = openings(book, history)
    if not open_codes:
        return []
    kept = _kept(live, book)
    by_coding: dict[str, list[Mark]] = {}
    for mark in live.marks:
        by_coding.setdefault(mark.coding, []).append(mark)
    rank = {code: at for at, code in enumerate(open_codes)}
    found = []
    for coding, marks in by_coding.items():
        opening = open_codes.get(book.heir(marks[0].code))
        if opening and _concerned(marks[0], opening) and not _is_kept(kept, coding, opening):
            found.append(Queued(tuple(marks), opening))
    return sorted(found, key=lambda one: (rank[one.opening.code], one.document, one.marks[0][2:4], one.coder))


def _concerned(mark: Mark, opening: Opening) -> bool:
    """Whether a coding is older than the review; every coding of a split code is concerned."""
    if opening.why == "split" or opening.change is None:
        return True
    return _when(mark.codebook, mark.at) < _when(opening.change.version, opening.change.at)


def _when(version: int, at: str) -> tuple[int, datetime]:
    """The version first, since clocks may be wrong, then the moment."""
    return version, moment(at) or EARLIEST


Kept = Mapping[tuple[str, str], tuple[int, datetime]]


def _kept(live: LiveCodings, book: Codebook) -> Kept:
    """When each coding was said to stay with a code, the last word of its own coder."""
    owners = {mark.coding: mark.coder for mark in live.marks}
    found: dict[tuple[str, str], tuple[int, datetime]] = {}
    for record in live.kept:
        event = record.event
        if owners.get(event.coding) != record.coder:
            continue
        key = (event.coding, book.heir(event.code))
        if event.withdrawn:
            found.pop(key, None)
        else:
            found[key] = _when(event.codebook, event.at)
    return found


def kept_since(live: LiveCodings, book: Codebook, since: Mapping[str, Change]) -> set[str]:
    """The codings that were said to stay with their code since a change of that code; by code the change."""
    kept = _kept(live, book)
    return {
        coding
        for (coding, code), said in kept.items()
        if code not in since or said >= _when(since[code].version, since[code].at)
    }


def _is_kept(kept: Kept, coding: str, opening: Opening) -> bool:
    """Whether a coding was kept after its code was split or opened for review."""
    said = kept.get((coding, opening.code))
    if said is None or opening.change is None:
        return said is not None
    return said >= _when(opening.change.version, opening.change.at)


def progress(
    records: Iterable[Record], live: LiveCodings, book: Codebook, history: Sequence[Change]
) -> list[Progress]:
    """How far each queue is worked off, in the order of the codebook; queues of no coding are left out."""
    open_codes = openings(book, history)
    waiting = {one.coding for one in recode_queue(live, book, history)}
    kept = _kept(live, book)
    past = _past(records)
    standing = {mark.coding for mark in live.marks}
    counts: dict[str, dict[str, int]] = {}
    for chain in past.chains:
        for code in dict.fromkeys(book.heir(past.codes[coding]) for coding in chain):
            opening = open_codes.get(code)
            if opening is None:
                continue
            here = [coding for coding in chain if book.heir(past.codes[coding]) == code]
            if waiting.intersection(here):
                became = "waiting"
            elif any(coding in standing and _is_kept(kept, coding, opening) for coding in here):
                became = "kept"
            else:
                became = _became(here, chain, past.gone, standing, opening)
            if became:
                count = counts.setdefault(code, {})
                count[became] = count.get(became, 0) + 1
    return [
        Progress(opening, *(counts[code].get(name, 0) for name in Progress._fields[1:]))
        for code, opening in open_codes.items()
        if code in counts
    ]


class _Past(NamedTuple):
    """The code each coding was made with, when each went, and the codings that came in each other's place."""

    codes: dict[str, str]
    gone: dict[str, datetime]
    chains: list[list[str]]


def _past(records: Iterable[Record]) -> _Past:
    codes: dict[str, str] = {}
    gone: dict[str, datetime] = {}
    chains: dict[tuple[str, str], list[str]] = {}
    for record in records:
        event = record.event
        if event.event == "apply" and event.coding not in codes:
            codes[event.coding] = event.code
            chain = chains.get((record.coder, event.instead_of), [])
            chain.append(event.coding)
            chains[record.coder, event.coding] = chain
        elif event.event == "remove":
            gone.setdefault(event.coding, moment(event.at) or EARLIEST)
    return _Past(codes, gone, list({id(chain): chain for chain in chains.values()}.values()))


def _became(
    here: Sequence[str],
    chain: Sequence[str],
    gone: Mapping[str, datetime],
    standing: set[str],
    opening: Opening,
) -> str:
    """What became of a coding that went after its code was opened; '' where it stands or went before.

    ``here`` are those of ``chain``, the codings that came in each other's place, that had the code.
    """
    since = moment(opening.change.at) if opening.change else None
    went = [coding for coding in chain if coding in gone]
    after = [coding for coding in here if coding in gone and not (since and gone[coding] < since)]
    if standing.intersection(here) or not after:
        return ""
    if standing.intersection(chain):
        return "recoded"
    return "removed" if max(went, key=lambda coding: gone[coding]) in here else "recoded"
