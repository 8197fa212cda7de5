"""A code followed through the study: how it came to be, where it was put, and where it is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pipeline.coding.code_meant import codes_called
from pipeline.stages.tracing_utterance import coding_told, memos
from pipeline.stages.trail import Row, Trail
from pipeline.store.history import HISTORY, history_of, read_bytes
from pipeline.store.report_index import is_indexed, read_lines


def traced_code(trail: Trail, asked: str) -> Row | None:
    """A code by its id or its label; None where the codebook has none such."""
    book = trail.opened.codebook
    called = codes_called(book, asked)
    id = asked if asked in book.by_id else called[0] if len(called) == 1 else ""
    if not id:
        return None
    code = book.by_id[id]
    rows = [row for row in trail.put_under(id) if row["coder"]]
    return {
        "what": "code",
        "code": code.model_dump(mode="json", exclude={"indicators"}),
        "heir": book.heir(id),
        "history": [
            {"at": one.at, "who": one.who, "version": one.version, "event": one.event, "code": one.code}
            | {"reason": one.reason, "before": one.before, "after": one.after}
            for one in reversed(history_of(read_bytes(trail.opened.folder.path), id))
        ],
        "codings": [coding_told(trail, row) for row in rows],
        "by_coder": _numbers({(row["coder"], row["coding"]) for row in rows}),
        "by_version": _numbers({(row["codebook"], row["coding"]) for row in rows}),
        "memos": memos(trail, [("code", id)]),
        "quotes": sorted({int(one["number"]) for one in trail.quotes if one["code"] == id}),
        "lines": _lines(trail, id),
        "log": HISTORY,
    }


def _numbers(pairs: Iterable[tuple[Any, str]]) -> dict[str, int]:
    """How many codings each has."""
    return {str(name): number for name, number in sorted(Counter(name for name, _ in pairs).items())}


def _lines(trail: Trail, code: str) -> list[Row]:
    """The lines of the report whose numbers are about the code."""
    from pipeline.store.report_index import numbers_about

    if not is_indexed(trail.processed):
        return []
    lines = {line.line: line for line in read_lines(trail.processed)}
    numbers: dict[int, int] = Counter(row["line"] for row in numbers_about(trail.processed, code))
    return [
        {
            "name": f"report:{line}",
            "chapter": lines[line].chapter,
            "label": lines[line].label,
            "text": lines[line].text,
            "numbers": numbers[line],
        }
        for line in sorted(numbers)
    ]
