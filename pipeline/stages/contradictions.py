"""Negative cases as the study counts them: asked for, made into tables, and said or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from pipeline.coding.blind import finished, may_see
from pipeline.coding.contradicting import NegativeCase, negative_cases
from pipeline.model import Narrow
from pipeline.problems import StudyError, UsageError, error
from pipeline.stages.asking import Answer, asked_tables
from pipeline.stages.code import people_codings
from pipeline.stages.coding import Done, moved_codings, now, standing
from pipeline.stages.meant import the_coder
from pipeline.stages.opened import OpenStudy

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from pipeline.analysis.negative import Spoken
    from pipeline.codebook import Codebook
    from pipeline.coding.live import LiveCodings
    from pipeline.coding.marks import Mark


class Contradictions(NamedTuple):
    """What speaks against each finding, who said the words, and the tables that it was counted from."""

    cases: Mapping[str, list[NegativeCase]]
    said: Mapping[str, Spoken]
    utterances: pa.Table
    codings: pa.Table


def contradictions(opened: OpenStudy, narrow: Narrow) -> Contradictions:
    """What the counted coders (or those named) say speaks against each finding; nothing is left out."""
    from pipeline.analysis.negative import counted_cases, spoken

    utterances, codings = asked_tables(opened, narrow)
    said = spoken(utterances, opened.study, narrow)
    live = opened.descent.live(people_codings(opened).standing)
    cases = counted_cases(live, opened.codebook, opened.study, said, narrow)
    return Contradictions(cases, said, utterances, codings)


def how_many(opened: OpenStudy, narrow: Narrow) -> Answer:
    """How much speaks against each finding, zeros included; see analysis.negative.negative_table."""
    from pipeline.analysis.negative import NEGATIVE_COLUMNS, negative_table

    found = contradictions(opened, narrow)
    rows = negative_table(*found, opened.codebook, opened.study, narrow)
    return Answer(list(NEGATIVE_COLUMNS), [list(row.values()) for row in rows])


def which(opened: OpenStudy, finding: str, narrow: Narrow) -> Answer:
    """All that speaks against a finding; raises StudyError for a code that is none, with those that are."""
    from pipeline.analysis.negative import CONTRADICTION_COLUMNS, contradiction_rows

    found = contradictions(opened, narrow)
    known = _the_finding(opened.codebook, finding, found.cases)
    rows = contradiction_rows({known: found.cases[known]}, found.said, opened.codebook)
    return Answer(list(CONTRADICTION_COLUMNS), [list(row.values()) for row in rows])


def _the_finding(codebook: Codebook, asked: str, cases: Mapping[str, object]) -> str:
    from pipeline.analysis.lineage import asked_code

    if asked in cases:
        return asked
    known = asked_code(codebook, asked)
    if known in cases:
        return known
    above = codebook.finding(known)
    told = f"It lies under {above}: forankret contradictions {above}" if above else ""
    listed = told or f"The findings are: {', '.join(cases) or 'none yet'}."
    raise StudyError(
        error("codebooks/codebook.yaml", "no-finding", f"'{asked}' is a code and no finding.", listed)
    )


def negative_tables(opened: OpenStudy, narrow: Narrow) -> dict[str, pd.DataFrame]:
    """The tables of the report: ``negative_cases`` (how many) and ``contradictions`` (each of them)."""
    import pandas as pd

    from pipeline.analysis import negative

    found = contradictions(opened, narrow)
    counts = negative.negative_table(*found, opened.codebook, opened.study, narrow)
    each = negative.contradiction_rows(found.cases, found.said, opened.codebook)
    return {
        "negative_cases": pd.DataFrame(counts, columns=list(negative.NEGATIVE_COLUMNS)),
        "contradictions": pd.DataFrame(each, columns=list(negative.CONTRADICTION_COLUMNS)),
    }


def contradict(
    opened: OpenStudy, coder: str, coding: str, finding: str = "", memo: str = "", withdraw: bool = False
) -> Done:
    """Say that the words of a coding speak against a finding, or take that back; nothing is said twice.

    Who marks another's coding must be able to see it: both have marked the document as done. Raises
    StudyError for a coding or a finding that the study does not have.
    """
    from pipeline.coding.events import Event, stamp
    from pipeline.store.codings import append

    mark, live = _the_coding(opened, coding)
    who = the_coder(opened, coder) if coder else mark.coder
    document = mark.utterance.rpartition(":")[0]
    if not may_see(finished(live), who, mark.coder, document):
        raise _blind(mark.coder, document)
    against = _against(opened.codebook, finding, mark.code)
    if not (withdraw or memo.strip()):
        raise UsageError('Say why the words speak against the finding, with --memo "...".')
    told = f"{'no longer speaks' if withdraw else 'speaks'} against {against}"
    words = f"«{' '.join(mark.quote.split())[:70]}»"
    if _said_already(live, opened.codebook, coding, against, memo, withdraw):
        return Done(coding, f"{told} already: {words}")
    event = Event(
        at=stamp(now()),
        event="contradict",
        coding=coding,
        utterance=mark.utterance,
        code=against,
        codebook=opened.codebook.version,
        memo=memo,
        withdrawn=withdraw,
    )
    append(opened.folder.path, who, document, [event])
    return Done(coding, f"{told}: {words}")


def _the_coding(opened: OpenStudy, coding: str) -> tuple[Mark, LiveCodings]:
    """The first line of a coding on the current transcripts, and all that stands."""
    from pipeline.coding.moved import waiting_problem

    moves = moved_codings(opened)
    waiting = [line for line in moves.moves if line.coding == coding and line.waiting]
    if waiting:
        raise StudyError(waiting_problem(waiting[0]))
    return standing(moves.live, coding)[0], moves.live


def _blind(owner: str, document: str) -> StudyError:
    message = f"this coding is {owner}'s, and not both of you have marked {document} as done; you work blind."
    return StudyError(error(document, "blind", message, "Mark your own coding; compare when both are done."))


def _against(codebook: Codebook, finding: str, code: str) -> str:
    """The finding that is meant: the one named, or that of the coding's own code."""
    from pipeline.analysis.lineage import asked_code

    known = asked_code(codebook, finding or code)
    return codebook.finding(known) or known


def _said_already(
    live: LiveCodings, codebook: Codebook, coding: str, against: str, memo: str, withdraw: bool
) -> bool:
    cases = [case for case in negative_cases(live, codebook).get(against, []) if case.coding == coding]
    return not cases if withdraw else any(case.memo == memo for case in cases)
