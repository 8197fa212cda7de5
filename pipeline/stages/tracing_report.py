"""A number, sentence, row or quote of the report followed back to the words that it stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pipeline.problems import StudyError, error
from pipeline.report.recognising import Match, holding, meant, rarest, recognised
from pipeline.stages.tracing_utterance import (
    coding_told,
    definitions,
    fate_told,
    memos,
    said,
    traced_utterance,
)
from pipeline.stages.trail import Row, Trail, in_order
from pipeline.store.report_index import (
    IndexedLine,
    is_indexed,
    numbers_in,
    numbers_that_read,
    read_lines,
    utterances_behind,
)

MOST = 12
"""So many candidates are listed."""
UTTERANCE = re.compile(r"(?<![\w:.-])[^\s:(),;«»]+:\d{4,}(?!\w)")
"""How the id of an utterance looks in a sentence."""
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
AROUND = 30
"""So many letters stand on either side of a number that is told."""


def _lines(trail: Trail) -> list[IndexedLine]:
    """The lines of the report as it was last built; it is built where it never was."""
    if not is_indexed(trail.processed):
        from pipeline.stages.report import report

        report(trail.opened)
    return read_lines(trail.processed)


def quote_numbered(trail: Trail, number: int) -> Row | None:
    """A printed quote by its number: its words, where they stand, who chose and coded them, and why."""
    _lines(trail)
    rows = [row for row in trail.quotes if row["number"] == str(number)]
    if not rows:
        return None
    first, ids = rows[0], list(dict.fromkeys(row["utterance"] for row in rows))
    codings = [
        fate_told(trail, one)
        for one in trail.fates(ids)
        if one.utterance in ids or one.coding == first["coding"]
    ]
    own = [one for one in codings if one["coding"] == first["coding"]]
    return {
        "what": "quote",
        "quote": {**first, "number": number, "label": trail.label(first["code"])},
        "utterances": [said(row) for row in map(trail.utterance, ids) if row],
        "codings": own,
        "others": [one for one in codings if one["coding"] != first["coding"]],
        "definitions": definitions(trail, own),
        "memos": memos(trail, [("coding", first["coding"]), *(("utterance", id) for id in ids)]),
        "report": _state(trail),
    }


def numbers_printed(trail: Trail, asked: str) -> Row | None:
    """The places where the report prints a number, as candidates."""
    lines = {line.line: line for line in _lines(trail)}
    digits = re.sub(r"\D", "", asked)
    forms = {asked, digits, f"{int(digits):,}", f"{int(digits):,}".replace(",", "\u00a0")}
    found = [row for row in numbers_that_read(trail.processed, sorted(forms)) if row["list"]]
    if not found:
        return None
    return {"what": "candidates", "candidates": [_number_candidate(lines[row["line"]], row) for row in found]}


def percentage_printed(trail: Trail, number: str) -> Row:
    """The lines of the report in which a percentage stands; raises StudyError where none does."""
    whole, _, decimals = number.replace(".", ",").partition(",")
    form = rf"(?<![\d,.]){whole}" + (f"[,.]{decimals}" if decimals else "") + r"\s?%"
    lines = [line for line in _lines(trail) if re.search(form, line.text)]
    if not lines:
        message = f"the report prints no {number} %."
        remedy = "Copy the row or the sentence that it stands in, in quotation marks."
        raise StudyError(error("reports/report.docx", "unknown-trace", message, remedy))
    if len(lines) == 1:
        return line_named(trail, lines[0].line)
    return _candidates([_line_candidate(line) for line in lines])


def _number_candidate(line: IndexedLine, row: Row) -> Row:
    where = line.text[max(row["start"] - AROUND, 0) : row["end"] + AROUND]
    return {
        "name": f"report:{line.line}.{row['at']}",
        "chapter": line.chapter,
        "label": line.label,
        "text": line.text.split("\t")[0] + f" – {row['column']}" if row["column"] else where,
    }


def line_named(trail: Trail, number: int, at: int = 0) -> Row:
    """A line of the report by its number, or one of the numbers in it; raises StudyError without it."""
    for line in _lines(trail):
        if line.line == number:
            numbers = [one for one in numbers_in(trail.processed, number) if not at or one["at"] == at]
            if at and not numbers:
                break
            return _traced_line(trail, line, numbers)
    message = f"the report has no {f'number {at} in line {number}' if at else f'line {number}'}."
    remedy = "Such names are printed by forankret trace, and hold until the report is built anew."
    raise StudyError(error("reports/report.docx", "unknown-line", message, remedy))


def searched(trail: Trail, asked: str) -> Row | None:
    """What is recognised among the lines of the report, else in what was said; None where nothing is."""
    lines = _lines(trail)
    labelled = [line for line in lines if line.label.casefold() == asked.casefold()]
    if labelled:
        return _candidates([_line_candidate(line) for line in labelled])
    if WORD.fullmatch(asked):
        return _word(trail, lines, asked)
    matches = recognised(asked, [line.text for line in lines])
    likely = meant(matches)
    if likely and (likely[0].same_numbers or likely[0].score >= 90):
        if len(likely) == 1 and likely[0].same_numbers:
            return _recognised(trail, lines[likely[0].line], likely[0])
        found = [_line_candidate(lines[one.line], one) for one in likely]
        return _candidates([*found, *_said_so(trail, asked)], likely[0].same_numbers)
    spoken = _said_so(trail, asked)
    if len(spoken) == 1:
        return traced_utterance(trail, spoken[0]["name"])
    if spoken:
        return _candidates(spoken)
    return _candidates([_line_candidate(lines[one.line], one) for one in matches], False) if matches else None


def _word(trail: Trail, lines: Sequence[IndexedLine], word: str) -> Row | None:
    """Where one word stands as it is, in the report and in what was said; None where it does nowhere."""
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    found = [*(_line_candidate(line) for line in lines if whole.search(line.text)), *_said_so(trail, word)]
    if len(found) == 1 and UTTERANCE.fullmatch(found[0]["name"]):
        return traced_utterance(trail, found[0]["name"])
    return _candidates(found) if found else None


def _candidates(found: Sequence[Row], has_same_numbers: bool = True) -> Row:
    return {
        "what": "candidates",
        "has_same_numbers": has_same_numbers,
        "more": max(len(found) - MOST, 0),
        "candidates": list(found[:MOST]),
    }


def _line_candidate(line: IndexedLine, match: Match | None = None) -> Row:
    told: Row = {
        "name": f"sitat {line.quote}" if line.quote else f"report:{line.line}",
        "chapter": line.chapter,
        "label": line.label,
        "text": line.text.replace("\t", " | "),
    }
    return told | ({"score": match.score} if match else {})


def _recognised(trail: Trail, line: IndexedLine, match: Match) -> Row:
    if line.quote:
        quote = quote_numbered(trail, line.quote)
        if quote is not None:
            return quote
    numbers = numbers_in(trail.processed, line.line)
    inside = [one for one in numbers if one["start"] < match.end and one["end"] > match.start]
    return _traced_line(trail, line, inside or numbers)


def _said_so(trail: Trail, asked: str) -> list[Row]:
    """The utterances in which these very words stand, as candidates."""
    table = trail.said_with(rarest(asked))
    ids, texts = table["utterance"].to_pylist(), table["text"].to_pylist()
    return [
        {"name": ids[at], "chapter": "", "label": ids[at].rpartition(":")[0], "text": texts[at]}
        for at in holding(asked, texts)
    ]


def _traced_line(trail: Trail, line: IndexedLine, numbers: Sequence[Row]) -> Row:
    """A line with, for each of its numbers, the utterances behind it and what they were coded as."""
    behind = utterances_behind(trail.processed, {one["list"] for one in numbers if one["list"]})
    every = list(dict.fromkeys(id for ids in behind.values() for id in ids))
    codes, meeting = {one["code"] for one in numbers}, _shared(numbers, "codes", " ")
    coders = _shared(numbers, "coders", "\t")
    code = codes.pop() if len(codes) == 1 and not meeting else ""
    rows = in_order(every, trail.counted_on(every, code, meeting, coders))
    told = list(dict.fromkeys(row["utterance"] for row in rows)) if code else every
    named = list(dict.fromkeys(UTTERANCE.findall(line.text)))
    spoken = trail.utterances([*told, *named])
    shown = [coding_told(trail, row) for row in rows]
    subjects = [("coding", row["coding"]) for row in rows] + [("utterance", id) for id in told]
    return {
        "what": "line",
        "line": {
            "name": f"report:{line.line}",
            "kind": line.kind,
            "chapter": line.chapter,
            "label": line.label,
            "text": line.text.replace("\t", " | "),
            "code": code,
            "codes": meeting,
            "coders": coders,
        },
        "numbers": [_number(line, one, behind.get(one["list"], [])) for one in numbers],
        "utterances": [said(spoken[id]) for id in told if id in spoken],
        "named": [said(spoken[id]) for id in named if id in spoken],
        "codings": shown,
        "gone": _gone(trail, told),
        "definitions": definitions(trail, shown),
        "memos": memos(trail, [*subjects, *([("code", code)] if code else [])]),
        "report": _state(trail),
    }


def _shared(numbers: Sequence[Row], column: str, between: str) -> list[str]:
    """The codes, or the coders, whose codings some numbers stand on, where they are the same for all."""
    told = {one[column] for one in numbers if one["list"]}
    return [one for one in told.pop().split(between) if one] if len(told) == 1 else []


def _number(line: IndexedLine, one: Row, ids: list[str]) -> Row:
    start, end = max(one["start"] - AROUND, 0), one["end"] + AROUND
    around = f"{one['column']}" if one["column"] else " ".join(line.text[start:end].split())
    return {
        "name": f"report:{line.line}.{one['at']}",
        "number": one["number"],
        "counts": one["about"] or around,
        "column": one["column"],
        "code": one["code"],
        "pairs": [list(pair) for pair in zip(ids[::2], ids[1::2], strict=True)] if one["pairs"] else [],
        "utterances": list(dict.fromkeys(ids)),
    }


def _gone(trail: Trail, ids: Sequence[str]) -> list[Row]:
    """What was taken away from some utterances, and why: the alternatives that were weighed."""
    wanted = set(ids)
    removed = {one.event.coding for one in trail.records(["remove"]) if one.event.event == "remove"}
    return [
        fate_told(trail, one)
        for one in trail.fates((), removed)
        if one.utterance in wanted and one.state in ("removed", "recoded")
    ]


def _state(trail: Trail) -> dict[str, Any]:
    """Whether the report that was looked in is behind what people have done since."""
    return {"is_behind": trail.is_behind}
