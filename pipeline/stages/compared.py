"""A code compared for the terminal: how often each group says it, with what words, and what is most like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pipeline.model import Narrow
from pipeline.problems import UsageError
from pipeline.stages.asking import Answer, asked_tables
from pipeline.stages.opened import OpenStudy

BY = ("role", "case", "wave")
"""What the words of a code are compared by."""
SAID_COLUMNS = (
    *("value", "utterance", "document", "role", "case", "wave", "coder", "origin"),
    *("start", "end", "quote", "code", "coding"),
)


class Compared(NamedTuple):
    """How often a code is met for each value of what it is compared by, and the words, value by value."""

    counts: Answer
    said: Answer


def compared(opened: OpenStudy, asked: str, by: str, narrow: Narrow, values: Sequence[str] = ()) -> Compared:
    """The counts of a code and those below it for each value (or those named), zeros too, and all its words.

    Raises StudyError for a code or value that the study lacks, UsageError for a value named twice.
    """
    from pipeline.analysis.counts import MENTION_COLUMNS, mention_rows
    from pipeline.analysis.negative import spoken
    from pipeline.analysis.quotes import quote_table

    if len(set(values)) < len(values):
        raise UsageError("Name two different values with --with.")
    if values and getattr(narrow, f"{by}s"):
        raise UsageError(f"Give either --with or --{by}, not both.")
    if values:
        narrow = replace(narrow, **{f"{by}s": tuple(values)})
    utterances, codings = asked_tables(opened, narrow)
    given = (utterances, codings, opened.codebook, opened.study, asked, narrow)
    counts = mention_rows(*given, by)
    order = list(values) or [row[by] for row in counts]
    counts = sorted(counts, key=lambda row: order.index(row[by]))
    who = spoken(utterances, opened.study, narrow)
    rows = []
    for row in quote_table(*given).to_pylist():
        one = who[row["utterance"]]._asdict()
        told = {**one, **row, "value": one[by]}
        rows.append([told[name] for name in SAID_COLUMNS])
    rows.sort(key=lambda row: order.index(row[0]))
    return Compared(_answer([by, *MENTION_COLUMNS], counts), Answer(list(SAID_COLUMNS), rows))


def _answer(columns: list[str], rows: list[dict[str, Any]]) -> Answer:
    return Answer(columns, [[row[name] for name in columns] for row in rows])
