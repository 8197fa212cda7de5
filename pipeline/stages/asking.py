"""Answers to questions about the study: counts, quotes, words found, and what stands behind an id."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model import NOTE, Narrow
from pipeline.problems import Problem, StudyError, error
from pipeline.stages.code import codings_table
from pipeline.stages.ingest import ingest
from pipeline.stages.opened import OpenStudy
from pipeline.store.tables import read_arrow, read_frame

if TYPE_CHECKING:
    import pyarrow as pa

MENTION_NEEDS = ("utterance", "document", "number", "role", "speaker", "case", "wave", "kind")
CODING_NEEDS = (
    "coding",
    "coder",
    "utterance",
    "document",
    "start",
    "end",
    "quote",
    "code",
    "role",
    "case",
    "wave",
    "kind",
    "origin",
    "settled",
)


FOUND_COLUMNS = ("utterance", "role", "left", "match", "right")


class Answer(NamedTuple):
    """A table that answers a question: its columns and its rows."""

    columns: list[str]
    rows: list[list[Any]]


def mentions(opened: OpenStudy, asked: str, narrow: Narrow, by: str = "") -> Answer:
    """How often a code is met, narrowed and divided as asked; see analysis.counts.mentions."""
    from pipeline.analysis.counts import MENTION_COLUMNS, mention_rows

    utterances, codings = asked_tables(opened, narrow)
    rows = mention_rows(utterances, codings, opened.codebook, opened.study, asked, narrow, by)
    columns = [*([by] if by else []), *MENTION_COLUMNS]
    return Answer(columns, [[row[name] for name in columns] for row in rows])


def quotes(opened: OpenStudy, asked: str, narrow: Narrow) -> Answer:
    """Every quote of a code, narrowed as asked, in the order of the texts."""
    from pipeline.analysis.quotes import quote_table

    utterances, codings = asked_tables(opened, narrow)
    table = quote_table(utterances, codings, opened.codebook, opened.study, asked, narrow)
    columns = [column.to_pylist() for column in table.columns]
    return Answer(table.column_names, [list(row) for row in zip(*columns, strict=True)])


def asked_tables(opened: OpenStudy, narrow: Narrow) -> tuple[pa.Table, pa.Table]:
    """The tables of utterances and codings, brought up to date; what is asked for must be in them."""
    codings = codings_table(opened, CODING_NEEDS)
    utterances = read_arrow(opened.folder.processed / "utterances.parquet", MENTION_NEEDS)
    must_know(opened, narrow, utterances, codings)
    return utterances, codings


def must_know(
    opened: OpenStudy, narrow: Narrow, utterances: pa.Table, codings: pa.Table | None = None
) -> None:
    """Raise StudyError for a role, case, wave or coder that neither study.yaml nor the texts have."""
    study = opened.study
    known = {
        "role": (narrow.roles, {*study.roles, NOTE}, utterances),
        "case": (narrow.cases, set(study.cases), utterances),
        "wave": (narrow.waves, set(study.waves), utterances),
        "coder": (narrow.coders, set(study.coders), codings),
    }
    problems: list[Problem] = []
    for name, (asked, listed, table) in known.items():
        if set(asked) - listed:
            here = listed | (set(table[name].unique().to_pylist()) if table is not None else set())
            problems += [_unknown(name, value, here) for value in asked if value not in here]
    if problems:
        raise StudyError(*problems)


def _unknown(name: str, value: str, known: set[str]) -> Problem:
    choices = ", ".join(sorted(known - {""})) or "none at all"
    return error(
        "study.yaml", f"unknown-{name}", f"the study has no {name} '{value}'.", f"It has: {choices}."
    )


def found(
    opened: OpenStudy, pattern: str, narrow: Narrow, lemma: bool = False, regex: bool = False, width: int = 40
) -> Answer:
    """Where a word, phrase or pattern stands in the study, with what stands around it."""
    from pipeline.analysis.concordance import keyword_in_context
    from pipeline.analysis.narrowing import narrow_utterances
    from pipeline.analysis.words import counted_words

    ingest(opened)
    utterances = read_frame(opened.folder.processed / "utterances.parquet")
    must_know(
        opened, narrow, read_arrow(opened.folder.processed / "utterances.parquet", ("role", "case", "wave"))
    )
    inside = narrow_utterances(utterances, narrow, opened.study)
    if lemma:
        pattern, regex = any_form(pattern, counted_words(inside["text"])), True
    frame = keyword_in_context(inside, pattern, width, regex)[list(FOUND_COLUMNS)]
    return Answer(list(frame.columns), frame.to_numpy().tolist())


def any_form(word: str, occurring: Iterable[str]) -> str:
    """A pattern for every form of a word that is among these words."""
    import re

    from pipeline.language import fold, lemma

    wanted = {lemma(fold(word), language) for language in ("nb", "nn")} | {fold(word)}
    forms = {form for form in occurring if {lemma(form, "nb"), lemma(form, "nn")} & wanted}
    return r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(forms | {fold(word)}))) + r")(?!\w)"
