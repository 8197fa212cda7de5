"""What people wrote in a study, laid out for reading: transcripts with their codes, codebook and memos."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

from pipeline.model import NOTE
from pipeline.problems import StudyError, error
from pipeline.stages.code import code
from pipeline.stages.opened import OpenStudy
from pipeline.store.tables import rows_where

if TYPE_CHECKING:
    import pandas as pd

CODE_COLUMNS = (
    *("code", "label", "kind", "parent", "finding", "status", "merged_into", "origin", "level"),
    *("brief", "definition", "use_when", "not_when", "examples"),
)
CHANGE_COLUMNS = ("at", "who", "version", "event", "code", "reason")
MEMO_COLUMNS = ("date", "title", "about", "coder", "text")
WIDE = 96
INDENT = 10

Row = dict[str, Any]


def codes(study: OpenStudy) -> pd.DataFrame:
    """The codebook, one row a code, each finding followed by what lies below it.

    Columns: code, label, kind, parent, finding, status, merged_into, origin, level, and the six fields brief,
    definition, use_when, not_when, examples (joined by ``·``) beside the label.
    """
    import pandas as pd

    from pipeline.analysis.lineage import tree_order

    book = study.codebook
    rows = []
    for id in tree_order(book):
        about = book.by_id[id].model_dump(include=set(CODE_COLUMNS) - {"code", "finding", "examples"})
        examples = " · ".join(book.by_id[id].examples)
        rows.append({**about, "code": id, "finding": book.finding(id), "examples": examples})
    return pd.DataFrame(rows, columns=list(CODE_COLUMNS))


def changes(study: OpenStudy) -> pd.DataFrame:
    """What was changed in the codebook, when and why, oldest first: at, who, version, event, code, reason."""
    import pandas as pd

    from pipeline.store.memos import read_history

    rows = [change.model_dump(include=set(CHANGE_COLUMNS)) for change in read_history(study.folder)[0]]
    return pd.DataFrame(rows, columns=list(CHANGE_COLUMNS))


def memos(study: OpenStudy) -> pd.DataFrame:
    """The memos of the study by date: date, title, about (such as ``code uklart-begrep``), coder, text."""
    import pandas as pd

    from pipeline.store.memos import read_memos

    rows = [
        (memo.date, memo.title, ", ".join(" ".join(pair) for pair in memo.about), memo.coder, memo.text)
        for memo in read_memos(study.folder)[0]
    ]
    return pd.DataFrame(rows, columns=list(MEMO_COLUMNS))


def transcript(
    study: OpenStudy, document: str, first: int = 1, last: int | None = None, coder: str = ""
) -> str:
    """A stretch of a document for reading, from one utterance number to another, to be printed.

    With a coder named, what that coder coded stands below each utterance, as code and words. Raises
    StudyError for a document that the study does not count.
    """
    rows = _rows(study, "utterances", document)
    if not rows:
        raise StudyError(
            error(
                "study", "unknown-id", f"no utterances here are of a document '{document}'.", _remedy(study)
            )
        )
    inside = [row for row in rows if first <= row["number"] <= (last or len(rows))]
    own = [row for row in _rows(study, "codings", document) if row["settled"] != "decision"]
    coded = [row for row in own if coder and row["coder"] == coder]
    return "\n\n".join(
        _said(row, [one for one in coded if one["utterance"] == row["utterance"]]) for row in inside
    )


def _rows(study: OpenStudy, table: str, document: str) -> list[Row]:
    code(study)
    return rows_where(study.folder.processed / f"{table}.parquet", "document", document)


def _remedy(study: OpenStudy) -> str:
    replaced = {document.replaces for document in study.documents}
    return "It has: " + ", ".join(d.document for d in study.documents if d.document not in replaced) + "."


def _said(row: Row, coded: list[Row]) -> str:
    """One utterance with its number and label, and below it the codes that stand on it."""
    label = "" if row["role"] == NOTE else row["label"] or row["role"]
    head = f"{row['number']:04d} {label:<4} "
    lines = [fill(row["text"], WIDE, initial_indent=head, subsequent_indent=" " * INDENT)]
    for one in sorted(coded, key=lambda one: (one["start"], one["end"], one["code"])):
        lines.append(_coded(one))
    return "\n".join(lines)


def _coded(one: Row) -> str:
    quote = " ".join(one["quote"].split())
    room = WIDE - INDENT - len(one["code"]) - 7
    shown = quote if len(quote) <= room else quote[: max(room - 1, 20)].rstrip() + "…"
    return f"{' ' * INDENT}→ {one['code']}: «{shown}»"
