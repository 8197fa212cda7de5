"""What stands behind an id: an utterance with its codes, a document, a code, or a coding."""

from __future__ import annotations

import re
from typing import Any

from pipeline.model import NOTE, utterance_id
from pipeline.problems import StudyError, error
from pipeline.stages.code import code as code_stage
from pipeline.stages.opened import OpenStudy
from pipeline.store.tables import rows_where

Row = dict[str, Any]


def show(opened: OpenStudy, id: str) -> list[str]:
    """The lines that tell about an utterance, document, code or coding of the study.

    Raises StudyError where the study has nothing of that id.
    """
    code_stage(opened)
    for kind in (_utterance, _document, _code, _coding, _waiting, _astray):
        lines = kind(opened, id)
        if lines:
            return lines
    raise StudyError(
        error(
            "study",
            "unknown-id",
            f"nothing here has the id '{id}'.",
            "An utterance is written INT-01:0004; see all documents with: forankret status",
        )
    )


def _rows(opened: OpenStudy, table: str, column: str, value: str) -> list[Row]:
    return rows_where(opened.folder.processed / f"{table}.parquet", column, value)


def _utterance(opened: OpenStudy, id: str) -> list[str]:
    parts = re.fullmatch(r"(.+):(\d{1,9})", id)
    if not parts:
        return []
    full = utterance_id(parts[1], int(parts[2]))
    words = _words(opened, full)
    return [*words, "", *_codes(opened, full)] if words else []


def _words(opened: OpenStudy, utterance: str) -> list[str]:
    """The utterance itself, under what is known of it and the question it answers."""
    for table in ("utterances", "replaced"):
        rows = _rows(opened, table, "utterance", utterance)
        if rows:
            return [*_head(rows[0], table), *_question(opened, rows[0], table), _said(rows[0])]
    return []


def _head(row: Row, table: str) -> list[str]:
    about = [
        row["role"] or "unknown role",
        row["speaker"],
        row["case"],
        row["wave"],
        row["kind"],
        row["place"],
        row["time"],
    ]
    lines = [f"{row['utterance']}  ({', '.join(part for part in about if part)})"]
    if row["section"]:
        lines.append(f"Section: {row['section']}")
    if table == "replaced":
        lines.append("This is the older transcript, which a later one replaces; it is counted nowhere.")
    return lines


def _question(opened: OpenStudy, row: Row, table: str) -> list[str]:
    if not row["answers"]:
        return []
    asked = _rows(opened, table, "utterance", row["answers"])
    return [f"  {line['label'] or line['role']}: {line['text']}" for line in asked]


def _said(row: Row) -> str:
    label = row["label"] or row["role"]
    return f"> {label}: {row['text']}" if label != NOTE else f"> {row['text']}"


def _codes(opened: OpenStudy, utterance: str) -> list[str]:
    rows = _rows(opened, "codings", "utterance", utterance)
    lines = [_coding_line(opened, row) for row in rows]
    lines += [_move_line(opened, row) for row in _rows(opened, "moves", "old_utterance", utterance)]
    return lines or ["No codes yet."]


def _coding_line(opened: OpenStudy, row: Row) -> str:
    who = row["coder"] or f"rule: {row.get('fired') or 'indicator'}"
    place = f"({row['start']}–{row['end']})"
    return f"  {_named(opened, row['code'])} – {who} – «{row['quote']}» {place} {row['coding']}"


def _move_line(opened: OpenStudy, row: Row) -> str:
    """What became of a coding of a transcript that was corrected."""
    waits = "waits until a person says where it belongs"
    now = waits if row["waiting"] else f"is on {row['new_utterance']} now"
    return f"  {_named(opened, row['code'])} – {row['coder']} – «{row['old_quote']}» {now} {row['coding']}"


def _named(opened: OpenStudy, code: str) -> str:
    return f"[{code}] {_label(opened, code)}"


def _label(opened: OpenStudy, id: str) -> str:
    known = opened.codebook.by_id.get(id)
    return known.label if known else "(not in the codebook)"


def _document(opened: OpenStudy, id: str) -> list[str]:
    rows = _rows(opened, "documents", "document", id)
    if not rows:
        return []
    row = rows[0]
    said = _rows(opened, "utterances", "document", id) or _rows(opened, "replaced", "document", id)
    about = [row["kind"], row["case"], row["wave"], row["date"], row["mode"], row["language"]]
    head = [f"{id}  {row['file']}  ({', '.join(part for part in about if part)})"]
    if row["replaces"]:
        head.append(f"Replaces {row['replaces']}.")
    head += [
        f"Replaced by {heir['document']}; counted nowhere."
        for heir in _rows(opened, "documents", "replaces", id)
    ]
    return [*head, f"{len(said)} utterances:", *(_short(line) for line in said)]


def _short(row: Row) -> str:
    words = " ".join(row["text"].split())
    return f"  {row['utterance']}  {row['role'] or '?':5} {words[:90]}{'…' if len(words) > 90 else ''}"


def _code(opened: OpenStudy, id: str) -> list[str]:
    code = opened.codebook.by_id.get(id)
    if code is None:
        return []
    fields = [
        ("Label", code.label),
        ("In brief", code.brief),
        ("Definition", code.definition),
        ("Use when", code.use_when),
        ("Not when", code.not_when),
        ("Examples", " · ".join(code.examples)),
        ("Kind", code.kind),
        ("Under", code.parent),
        ("Status", code.status if not code.merged_into else f"{code.status} into {code.merged_into}"),
        ("Below it", ", ".join(opened.codebook.children(id))),
        ("Lacks", ", ".join(code.lacking)),
    ]
    rows = _rows(opened, "codings", "code", opened.codebook.heir(id))
    decided = {row["coding"] for row in rows if row["origin"] != "rule"}
    by_rule = {row["coding"] for row in rows} - decided
    return [
        id,
        *(f"  {name}: {value}" for name, value in fields if value),
        f"  Codings by people, all coders: {len(decided)}; by rule: {len(by_rule)}",
        f"  Read them with: forankret quotes {id}",
    ]


def _coding(opened: OpenStudy, id: str) -> list[str]:
    rows = _rows(opened, "codings", "coding", id)
    if not rows:
        return []
    first = rows[0]
    made = f"by {first['coder']}, {first['at']}" if first["coder"] else "by rule"
    lines = [f"Coding {id} {made}, codebook version {first['codebook']}"]
    for row in rows:
        lines += [_coding_line(opened, row), *_words(opened, row["utterance"])]
    return lines


def _waiting(opened: OpenStudy, id: str) -> list[str]:
    """A coding of a corrected transcript that is counted nowhere until a person says where it belongs."""
    rows = _rows(opened, "moves", "coding", id)
    lines = [f"Coding {id} by {rows[0]['coder']}, counted nowhere until it is placed"] if rows else []
    for row in rows:
        lines += [_move_line(opened, row), *_words(opened, row["old_utterance"])]
        if row["new_quote"]:
            lines += [f"Perhaps it belongs here: «{row['new_quote']}»", *_words(opened, row["new_utterance"])]
    return lines


def _astray(opened: OpenStudy, id: str) -> list[str]:
    """A coding whose utterance, words or code are gone."""
    from pipeline.stages.coding import live_codings

    return [
        f"Coding {id} by {mark.coder}: [{mark.code}] on {mark.utterance} «{mark.quote}» ({mark.place}) "
        "is counted nowhere; see why with: forankret check"
        for mark in live_codings(opened).marks
        if mark.coding == id
    ]
