"""Following anything through a study: a number or sentence back to the words, an utterance forward."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pipeline.problems import StudyError, error
from pipeline.stages.opened import OpenStudy
from pipeline.stages.running import uninterrupted
from pipeline.stages.tracing_code import traced_code
from pipeline.stages.tracing_ids import coding_begun, elsewhere, utterance_named
from pipeline.stages.tracing_report import (
    line_named,
    numbers_printed,
    percentage_printed,
    quote_numbered,
    searched,
)
from pipeline.stages.tracing_utterance import traced_coding
from pipeline.stages.trail import Trail

Traced = dict[str, Any]
"""What was found, ready for JSON: ``asked``, ``what`` it is, and what there is to tell of it."""

_LINE = re.compile(r"report:(\d{1,9})(?:\.(\d{1,6}))?")
_QUOTE = re.compile(r"(?:sitat|quote)\s*(?:nr\.?|no\.?)?\s*(\d{1,6})", re.IGNORECASE)
_PERCENTAGE = re.compile(r"(\d{1,3}(?:[.,]\d{1,6})?)\s?%")
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0,]?\d{3})*")


def trace(opened: OpenStudy, asked: str) -> Traced:
    """What stands behind something, and what became of it.

    ``asked`` is the id of an utterance, coding or code, the number of a printed quote, a line of the report
    (``report:40``, ``report:40.2``), or words of it: a sentence, a row, a number, a quote. Where several
    things may be meant they are listed (``what`` is ``candidates``). Raises StudyError where nothing is.
    """
    trail, asked = Trail(opened), " ".join(asked.split())
    ways: tuple[Callable[[Trail, str], Traced | None], ...] = (
        _named_line,
        _quote,
        utterance_named,
        traced_code,
        traced_coding,
        coding_begun,
        _number,
        _percentage,
        elsewhere,
        searched,
    )
    for way in ways:
        with uninterrupted():
            found = way(trail, asked) if asked else None
        if found is not None:
            return {"asked": asked, **found}
    raise StudyError(_nothing(asked))


def _named_line(trail: Trail, asked: str) -> Traced | None:
    found = _LINE.fullmatch(asked)
    return line_named(trail, int(found[1]), int(found[2] or 0)) if found else None


def _quote(trail: Trail, asked: str) -> Traced | None:
    found = _QUOTE.fullmatch(asked)
    if not found:
        return None
    quote = quote_numbered(trail, int(found[1]))
    if quote is None:
        message = (
            f"the report prints {len({row['number'] for row in trail.quotes})} quotes; {found[1]} is none."
        )
        remedy = "They are in reports/tables/quotes.csv, with their numbers."
        raise StudyError(error("reports/tables/quotes.csv", "unknown-quote", message, remedy))
    return quote


def _number(trail: Trail, asked: str) -> Traced | None:
    """A bare number: the quote that has it, and beside it where the report prints it."""
    if not _NUMBER.fullmatch(asked):
        return None
    printed = numbers_printed(trail, asked)
    quote = quote_numbered(trail, int(asked)) if asked.isdecimal() and len(asked) < 7 else None
    if quote is None:
        return printed
    return {**quote, "also_printed": printed["candidates"] if printed else []}


def _percentage(trail: Trail, asked: str) -> Traced | None:
    found = _PERCENTAGE.fullmatch(asked)
    return percentage_printed(trail, found[1]) if found else None


def _nothing(asked: str) -> Any:
    message = (
        f"nothing was found for '{asked[:80]}': not among the utterances, codings and codes, the quotes, "
        "sentences, rows and numbers of the report, nor in what was said."
    )
    remedy = (
        "Copy a whole sentence or row of the report, in quotation marks; or give an id (INT-01:0004), "
        "or a quote as: forankret trace 'sitat 12'"
    )
    return error("study", "unknown-trace", message, remedy)


COLUMNS = (
    *("utterance", "role", "code", "label", "coding", "coder", "at", "codebook"),
    *("start", "end", "words", "state", "why"),
)
"""What is exported of a trace: a row for each coding, gone or not, and for each uncoded utterance."""


def rows_of(traced: Traced) -> list[list[Any]]:
    """The utterances behind what was traced with their codings, as a table to export.

    Raises StudyError where several things may be meant.
    """
    if traced["what"] == "candidates":
        names = ", ".join(one["name"] for one in traced["candidates"][:5])
        message = f"'{traced['asked'][:80]}' may mean several things: {names}."
        raise StudyError(error("study", "unknown-trace", message, "Trace one of them by its name."))
    found = [traced["utterance"]] if "utterance" in traced else traced.get("utterances", [])
    roles = {row["utterance"]: row["role"] for row in (*traced["codings"], *found) if "role" in row}
    codings = [*traced["codings"], *traced.get("others", ()), *(traced.get("gone") or ())]
    rows = [_row(one, roles) for one in codings]
    coded = {one["utterance"] for one in codings}
    rows += [_bare(row) for row in found if row["utterance"] not in coded]
    place = {id: at for at, id in enumerate(roles)}
    return sorted(rows, key=lambda row: place.get(row[0], len(place)))


def _row(one: Traced, roles: dict[str, str]) -> list[Any]:
    names = ("coding", "coder", "at", "codebook", "start", "end", "quote")
    told = [one.get(name, "") for name in names]
    state, why = one.get("state", "stands"), one.get("why", "")
    return [one["utterance"], roles.get(one["utterance"], ""), one["code"], one["label"], *told, state, why]


def _bare(row: Traced) -> list[Any]:
    return [row["utterance"], row["role"], *[""] * 8, row["text"], "", ""]
