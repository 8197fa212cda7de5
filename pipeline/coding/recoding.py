"""The recode queue: codings to be read again, since their code was split or its definition changed.

It is not stored but follows from what stands: the codebook, its history and the coders' files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pipeline.codebook import Change, Codebook
from pipeline.coding.events import Record
from pipeline.coding.live import LiveCodings
from pipeline.coding.marks import Mark
from pipeline.coding.moments import EARLIEST, moment
from pipeline.coding.replaying import OF_RELATIONS


class Opening(NamedTuple):
    """Why the codings of a code are to be read again: ``split`` or ``review``, and since which change.

    ``change`` is None where a code is split and no line of the history tells of it; ``heirs`` are the codes
    in use among those that the code was split into. ``reviews`` are, by the code that a coding was put with,
    the reviews that it waits for; ``change`` is the last of them. ``stays`` tells that the code is in use,
    and that only what was coded before its split is to be read again.
    """

    code: str
    why: str
    change: Change | None
    heirs: tuple[str, ...] = ()
    reviews: Mapping[str, Change] = {}
    stays: bool = False

    def since(self, code: str) -> Change | None:
        """The change since which codings put with a code are to be read again."""
        return self.change if self.why == "split" else self.reviews.get(code)

    def concerns(self, code: str) -> bool:
        """Whether codings put with a code are to be read again; those that came to it later are not."""
        return self.why == "split" or code in self.reviews


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
    that was merged since stands under its heir; of a code that is split, the split counts.
    """
    split = {change.code: change for change in history if _splits(change)}
    under: dict[str, dict[str, Change]] = {}
    for code, change in _reviews(book, history).items():
        under.setdefault(book.heir(code), {})[code] = change
    found = {}
    for one in book.codes:
        stays = one.status == "active" and one.id in one.split_into and one.id in split
        if one.status == "split" or stays:
            heirs = tuple(id for id in map(book.heir, one.split_into) if id in book.by_id and id != one.id)
            found[one.id] = Opening(one.id, "split", split.get(one.id), heirs, stays=stays)
        elif reviews := under.get(one.id):
            found[one.id] = Opening(one.id, "review", [*reviews.values()][-1], reviews=reviews)
    return found


def _splits(change: Change) -> bool:
    after = change.after or {}
    return after.get("status") == "split" or (change.event == "split" and bool(after.get("split_into")))


def opens_or_merges(change: Change) -> bool:
    """Whether a change puts codings into the queue, closes it, or tells which codes were one by then."""
    fields = {**(change.before or {}), **(change.after or {})}
    return change.event in ("review", "split") or "status" in fields or "merged_into" in fields


def _reviews(book: Codebook, history: Sequence[Change]) -> dict[str, Change]:
    """The open review of each code, the last last: of the one named, and of those merged into it by then."""
    became = {code.id: code.merged_into if code.status == "merged" else "" for code in book.codes}
    changes = [change for change in history if opens_or_merges(change) and change.event not in OF_RELATIONS]
    for change in reversed(changes):
        _merged(became, change.code, change.before)
    found: dict[str, Change] = {}
    for change in changes:
        if change.event != "review":
            _merged(became, change.code, change.after)
            continue
        for code in _one_with(became, change.code):
            found.pop(code, None)
            if (change.after or {}).get("review") != "closed":
                found[code] = change
    return found


def _merged(became: dict[str, str], code: str, fields: Mapping[str, Any] | None) -> None:
    """Note what a code has become by fields of it, '' for nothing."""
    fields = fields or {}
    if "status" in fields or "merged_into" in fields:
        heir = fields.get("merged_into") if fields.get("status", "merged") == "merged" else ""
        became[code] = str(heir or "")


def _one_with(became: Mapping[str, str], code: str) -> list[str]:
    """The codes that count as one with a code, itself among them."""
    heir = _last(became, code)
    return [one for one in dict.fromkeys((*became, code)) if _last(became, one) == heir]


def _last(became: Mapping[str, str], code: str) -> str:
    seen: set[str] = set()
    while became.get(code) and code not in seen:
        seen.add(code)
        code = became[code]
    return code


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
        if opening and _concerned(marks[0], opening) and not _is_kept(kept, coding, marks[0].code, opening):
            found.append(Queued(tuple(marks), opening))
    return sorted(found, key=lambda one: (rank[one.opening.code], one.document, one.marks[0][2:4], one.coder))


def _concerned(mark: Mark, opening: Opening) -> bool:
    """Whether a coding is older than the review of its code, or the split in which that stays in use.

    Every coding of a code that was split and is used no more is concerned.
    """
    if opening.why == "split" and not opening.stays:
        return True
    review = opening.since(mark.code)
    return review is not None and _when(mark.codebook, mark.at) < _when(review.version, review.at)


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


def _is_kept(kept: Kept, coding: str, code: str, opening: Opening) -> bool:
    """Whether a coding put with a code was kept after that was split or opened for review."""
    said, since = kept.get((coding, opening.code)), opening.since(code)
    if said is None or since is None:
        return said is not None
    return said >= _when(since.version, since.at)


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
            had = {coding: past.codes[coding] for coding in chain if book.heir(past.codes[coding]) == code}
            here = [coding for coding, put in had.items() if opening.concerns(put)]
            if not here:
                continue
            if waiting.intersection(here):
                became = "waiting"
            elif any(coding in standing and _is_kept(kept, coding, had[coding], opening) for coding in here):
                became = "kept"
            else:
                became = _became(here, chain, past.gone, standing, opening.since(had[here[0]]))
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
    opened: Change | None,
) -> str:
    """What became of a coding that went after its code was opened; '' where it stands or went before.

    ``here`` are those of ``chain``, the codings that came in each other's place, that had the code.
    """
    since = moment(opened.at) if opened else None
    went = [coding for coding in chain if coding in gone]
    after = [coding for coding in here if coding in gone and not (since and gone[coding] < since)]
    if standing.intersection(here) or not after:
        return ""
    if standing.intersection(chain):
        return "recoded"
    return "removed" if max(went, key=lambda coding: gone[coding]) in here else "recoded"
