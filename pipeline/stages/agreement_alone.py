"""The codings that coders put alone in a study, on the transcripts that stand now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.coding.blind import Finished
from pipeline.model import Coding
from pipeline.stages.code import codings_table, documents_read, standing_codings, utterances_of
from pipeline.stages.opened import OpenStudy

if TYPE_CHECKING:
    from pipeline.analysis.agreement.double import Double, Row
    from pipeline.coding.live import LiveCodings

NEEDED = ("coding", "coder", "document", "origin", "settled")
NOBODY: Finished = frozenset()


class PutAlone(NamedTuple):
    """What coders put alone; ``finished`` are the coders and documents that can be compared.

    ``reopened`` are those of them that were marked as done again after the others could be seen.
    """

    finished: Finished = NOBODY
    codings: tuple[Coding, ...] = ()
    reopened: Finished = NOBODY


class Since(NamedTuple):
    """What was done after coders had finished: how many codings went (removed, recoded) and how many came."""

    went: int = 0
    came: int = 0
    reopened: tuple[tuple[str, str], ...] = ()


def codings_alone(opened: OpenStudy, done: Sequence[Sequence[str]]) -> PutAlone:
    """The codings that stood when each coder had finished, before another's could be seen.

    They stand on the words that they are on now, under the heirs of merged codes. ``done`` are the coders and
    documents that are marked as done; nothing is read where no document is so by two. Needs the table of
    codings up to date.
    """
    from pipeline.coding.placing import place_codings

    if max(Counter(document for _, document in done).values(), default=0) < 2:
        return PutAlone()
    standing, finished, reopened = _standing(opened)
    said = utterances_of(opened, "utterances", {document for _, document in finished})
    placed = place_codings(standing, opened.descent.book, said)
    kept = tuple(one for one in opened.descent.codings(placed.codings) if one.origin != "rule")
    return PutAlone(finished, kept, reopened)


def _standing(opened: OpenStudy) -> tuple[LiveCodings, Finished, Finished]:
    """What stood of all that was put alone, whose it was, and who was done again since."""
    from pipeline.coding.alone import coded_alone
    from pipeline.coding.corrections import last_corrections
    from pipeline.store.codings import read_codings

    last = last_corrections(documents_read(opened))
    alone = coded_alone(read_codings(opened.folder.path).records, last)
    return standing_codings(opened, alone.records).live, alone.finished, alone.reopened


def rows_of(codings: Iterable[Coding]) -> list[Row]:
    """The codings as agreement takes them: coder, utterance, code, start, end, version of the codebook."""
    return [(one.coder, one.utterance, one.code, one.start, one.end, one.codebook) for one in codings]


def since_done(opened: OpenStudy, put: PutAlone, double: Double) -> Since:
    """What coders did in the documents that are compared after they had finished them."""
    compared = {
        (who, document)
        for document, row in zip(double.documents, double.finished.tolist(), strict=True)
        for who, done in zip(double.coders, row, strict=True)
        if done
    }
    before = {one.coding for one in put.codings if (one.coder, one.document) in compared}
    table = codings_table(opened, NEEDED)
    rows = zip(*(table[name].to_pylist() for name in NEEDED), strict=True)
    now = {
        coding
        for coding, who, document, origin, settled in rows
        if (who, document) in compared and origin != "rule" and settled != "decision"
    }
    return Since(len(before - now), len(now - before), tuple(sorted(compared & put.reopened)))
