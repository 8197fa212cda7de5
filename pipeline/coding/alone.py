"""What each coder put alone: what stood when a document was done, before another's codings could be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.coding.blind import Finished
from pipeline.coding.events import Record
from pipeline.coding.moments import in_time

Pair = tuple[str, str]
"""A coder and a document; of a corrected transcript the last correction."""
NOWHERE: Pair = ("", "")


class Alone(NamedTuple):
    """What is compared where several coded the same.

    ``finished`` are the coders and documents that count, ``records`` the events that give what these coders
    put alone, to be read as any others. ``reopened`` are those of ``finished`` that were marked as done again
    after another's codings could be seen; what stood before that counts.
    """

    finished: Finished
    records: list[Record]
    reopened: Finished


def coded_alone(records: Iterable[Record], last: Mapping[str, str]) -> Alone:
    """What coders put before they could see each other's codings, in documents that two of them finished.

    ``last`` names the last correction of each document. Codings of a document can be seen by two coders from
    the first moment at which both have marked it as done. Where fewer than two have marked a corrected
    transcript anew, it counts as finished by those who had finished the one before. Answers to where a
    coding belongs in a corrected transcript count whenever they were given.
    """
    ordered = in_time([one for one in records if one.event.event in ("done", "apply", "remove", "place")])
    ends, standing = _ends(ordered, last), _standing(ordered)
    finished: dict[Pair, int] = {}
    for end in {last.get(document, document) for document in standing}:
        several = [one for one in standing if last.get(one, one) == end and len(standing[one]) > 1]
        if several:
            chosen = standing[max(several, key=lambda one: (one == end, max(standing[one].values())))]
            finished |= {(coder, end): place for coder, place in chosen.items()}
    kept = list(_before(ordered, last, {pair: ends[pair] for pair in finished}))
    again = frozenset(pair for pair, place in finished.items() if place != ends[pair])
    return Alone(frozenset(finished), kept, again)


def _marked(ordered: Sequence[Record]) -> Iterator[tuple[str, dict[str, int]]]:
    """After each mark of done or its withdrawal: the document, and who has it done since which line."""
    done: dict[str, dict[str, int]] = {}
    for place, (event, coder, document, _) in enumerate(ordered):
        if event.event == "done":
            here = done.setdefault(document, {})
            here.pop(coder, None) if event.withdrawn else here.update({coder: place})
            yield document, here


def _standing(ordered: Sequence[Record]) -> dict[str, dict[str, int]]:
    """Who has which document done, and since which line."""
    return dict(_marked(ordered))


def _ends(ordered: Sequence[Record], last: Mapping[str, str]) -> dict[Pair, int]:
    """The mark of done up to which each coder worked alone on a document that somebody else finished too."""
    ends: dict[Pair, int] = {}
    for document, done in _marked(ordered):
        if len(done) > 1:
            for coder, place in done.items():
                ends.setdefault((coder, last.get(document, document)), place)
    return ends


def _before(ordered: Sequence[Record], last: Mapping[str, str], ends: Mapping[Pair, int]) -> Iterator[Record]:
    """What was made and removed before the end of each coder and document, and all places given to it."""
    where: dict[str, Pair] = {}
    for event, coder, document, _ in ordered:
        if event.event == "apply":
            on = event.utterance.rpartition(":")[0] or document
            where.setdefault(event.coding, (coder, last.get(on, on)))
    for place, record in enumerate(ordered):
        pair = where.get(record.event.coding, NOWHERE)
        if pair in ends and (record.event.event == "place" or place < ends[pair]):
            yield record
