"""What stands behind an id: an utterance with its codes, a document, a speaker, a code, or a coding."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pipeline.coding.code_meant import codes_called, near_codes
from pipeline.counted import number_of
from pipeline.model import NOTE, utterance_id
from pipeline.problems import Problem, StudyError, error
from pipeline.stages.besides import Besides
from pipeline.stages.code import code as code_stage
from pipeline.stages.opened import OpenStudy
from pipeline.store.tables import rows_where

Row = dict[str, Any]
SETTLED = {
    "": "",
    "decision": " (decided together)",
    "replaced": " (counted as the coders decided together)",
}
"""What is said of a coding after coders have settled together."""


def show(opened: OpenStudy, id: str, reader: str = "", every: bool = False) -> list[str]:
    """The lines that tell about an utterance, document, speaker, code or coding of the study.

    Codings that are closed to the ``reader`` yet are told of and not shown, unless ``every`` one is to be.
    Raises StudyError where the study has nothing of that id.
    """
    code_stage(opened)
    besides = Besides(opened, reader, every)
    for kind in (_utterance, _document, _code, _coding, _waiting, _astray, _speaker, _under_another_id):
        lines = kind(opened, id, besides)
        if lines:
            return lines
    raise StudyError(_nothing(opened, id))


def _nothing(opened: OpenStudy, id: str) -> Problem:
    """What is told where nothing has an id: what it may have been meant to be."""
    documents = [row.document for row in opened.documents]
    near = [*near_codes(opened.codebook, id, 2), *get_close_matches(id, documents, 2)]
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    remedy = f"{meant}An utterance is written INT-01:0004; see all documents with: forankret documents"
    return error("study", "unknown-id", f"nothing here has the id '{id}'.", remedy)


def _rows(opened: OpenStudy, table: str, column: str, value: str) -> list[Row]:
    return rows_where(opened.folder.processed / f"{table}.parquet", column, value)


def _utterance(opened: OpenStudy, id: str, besides: Besides) -> list[str]:
    parts = re.fullmatch(r"(.+):(\d{1,9})", id)
    if not parts:
        return []
    full = utterance_id(parts[1], int(parts[2]))
    for table in ("utterances", "replaced"):
        for row in _rows(opened, table, "utterance", full):
            codes = _codes(opened, row, besides) if table == "utterances" else _gone_on(opened, full, besides)
            return [
                *_words(opened, row, table),
                "",
                *(codes or ["No codes yet."]),
                *besides.memos("utterance", full),
            ]
    return []


def _words(opened: OpenStudy, row: Row, table: str) -> list[str]:
    """The utterance itself, under what is known of it and the question it answers."""
    return [*_head(row, table), *_question(opened, row, table), _said(row)]


def _words_of(opened: OpenStudy, utterance: str, table: str = "utterances") -> list[str]:
    return [
        line for row in _rows(opened, table, "utterance", utterance) for line in _words(opened, row, table)
    ]


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


def _codes(opened: OpenStudy, row: Row, besides: Besides) -> list[str]:
    """The codings of an utterance, each with what people decided about it."""
    lines: list[str] = []
    hidden: set[str] = set()
    for coding in _rows(opened, "codings", "utterance", row["utterance"]):
        if not coding["settled"] and besides.closed.hides(coding["coder"], row["document"]):
            hidden.add(coding["coder"])
            continue
        lines.append(_coding_line(opened, coding))
        lines += besides.decided(coding["coding"], [row]) if coding["coder"] else []
    return [*lines, *besides.closed.told(hidden, row["document"])]


def _gone_on(opened: OpenStudy, utterance: str, besides: Besides) -> list[str]:
    """Where the codings of an utterance of a replaced transcript are now, or that they wait."""
    return [
        f"  {_named(opened, mark.code)} – {mark.coder} – «{mark.quote}» "
        f"{besides.where(mark.coding)} {mark.coding}"
        for mark in besides.once_on(utterance)
    ]


def _coding_line(opened: OpenStudy, row: Row) -> str:
    who = row["coder"] or f"rule: {row.get('fired') or 'indicator'}"
    place = f"({row['start']}–{row['end']})"
    told = SETTLED[row["settled"]]
    return f"  {_named(opened, row['code'])} – {who} – «{row['quote']}» {place} {row['coding']}{told}"


def _named(opened: OpenStudy, code: str) -> str:
    return f"[{code}] {_label(opened, code)}"


def _label(opened: OpenStudy, id: str) -> str:
    known = opened.codebook.by_id.get(id)
    return known.label if known else "(not in the codebook)"


def _document(opened: OpenStudy, id: str, besides: Besides) -> list[str]:
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
    head += besides.memos("document", id)
    return [*head, f"{number_of(len(said), 'utterance')}:", *_read_out(opened, id, said, besides)]


def _read_out(opened: OpenStudy, document: str, said: list[Row], besides: Besides) -> Iterator[str]:
    """Each utterance whole, with the codes that people put on it below it."""
    put: dict[str, list[Row]] = {}
    hidden: set[str] = set()
    for row in _rows(opened, "codings", "document", document):
        if not row["settled"] and besides.closed.hides(row["coder"], document):
            hidden.add(row["coder"])
        elif row["coder"]:
            put.setdefault(row["utterance"], []).append(row)
    yield from besides.closed.told(hidden, document)
    for row in said:
        yield f"  {row['utterance']}  {row['label'] or row['role'] or '?'}: {' '.join(row['text'].split())}"
        for one in put.get(row["utterance"], ()):
            told = f"{_part(one, row)}{SETTLED[one['settled']]}"
            yield f"      {_named(opened, one['code'])} – {one['coder']}{told}"


def _part(coding: Row, said: Row) -> str:
    """The words of a coding, where they are not all of the utterance."""
    whole = (coding["start"], coding["end"]) == (0, len(said["text"]))
    return "" if whole else f" – «{' '.join(coding['quote'].split())}»"


def _code(opened: OpenStudy, id: str, besides: Besides) -> list[str]:
    called = codes_called(opened.codebook, id)
    id = called[0] if id not in opened.codebook.by_id and len(called) == 1 else id
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
    by_rule = {row["coding"] for row in rows if row["origin"] == "rule"}
    joint = {row["coding"] for row in rows if row["settled"] == "decision"}
    decided = {row["coding"] for row in rows} - by_rule - joint
    return [
        id,
        *(f"  {name}: {value}" for name, value in fields if value),
        f"  Codings by people, all coders: {len(decided)}; by rule: {len(by_rule)}",
        *(f"  {memo}" for memo in besides.memos("code", id)),
        f"  Read them with: forankret quotes {id}",
    ]


def _coding(opened: OpenStudy, id: str, besides: Besides) -> list[str]:
    rows = _rows(opened, "codings", "coding", id)
    if not rows:
        return []
    first = rows[0]
    made = f"by {first['coder']}, {first['at']}" if first["coder"] else "by rule"
    lines = [f"Coding {id} {made}, codebook version {first['codebook']}"]
    said: list[Row] = []
    for row in rows:
        there = _rows(opened, "utterances", "utterance", row["utterance"])
        said += [utterance for utterance in there if utterance not in said]
        lines += [_coding_line(opened, row), *_words_of(opened, row["utterance"])]
    if not first["coder"]:
        return lines
    for move in _rows(opened, "moves", "coding", id):
        lines.append(f"{move['status'].capitalize()} from {move['old_utterance']}: «{move['old_quote']}»")
    return [*lines, *besides.decided(id, said)]


def _waiting(opened: OpenStudy, id: str, besides: Besides) -> list[str]:
    """A coding of a corrected transcript that is counted nowhere until a person says where it belongs."""
    rows = [row for row in _rows(opened, "moves", "coding", id) if row["waiting"]]
    lines = [f"Coding {id} by {rows[0]['coder']}, counted nowhere until it is placed"] if rows else []
    for row in rows:
        lines += [f"  {_named(opened, row['code'])} – «{row['old_quote']}» was here:"]
        lines += _words_of(opened, row["old_utterance"], "replaced")
        if row["new_quote"]:
            lines += [
                f"Perhaps it belongs here: «{row['new_quote']}»",
                *_words_of(opened, row["new_utterance"]),
            ]
    decided = besides.decided(id) if rows else []
    return [*lines, *decided, *([_what_to_type(rows)] if rows else [])]


def _what_to_type(rows: list[Row]) -> str:
    """How a person says where a coding belongs, its best guess filled in; a passage is placed as a whole."""
    first = rows[0]
    where = first["new_utterance"] or f"{first['new_document']}:NUMBER"
    passage = len(rows) > 1 or " / " in first["new_quote"]
    words = _typed(" ".join(first["new_quote"].split())) if first["new_quote"] else '"..."'
    how = "--through UTTERANCE" if passage else f"--words {words}"
    return (
        f"Say where it belongs: forankret coding place {first['coding']} {where} {how}; "
        f"or drop it: forankret coding remove {first['coding']} --coder {shlex.quote(first['coder'])}"
    )


def _typed(words: str) -> str:
    """Words as one types them in a terminal."""
    return shlex.quote(words) if re.search(r'["$`\\!]', words) else f'"{words}"'


def _astray(opened: OpenStudy, id: str, besides: Besides) -> list[str]:
    """A coding whose utterance, words or code are gone."""
    return [
        f"Coding {id} by {mark.coder}: [{mark.code}] on {mark.utterance} «{mark.quote}» ({mark.place}) "
        "is counted nowhere; see why with: forankret check"
        for mark in besides.marks(id)
    ]


def _speaker(opened: OpenStudy, id: str, besides: Besides) -> list[str]:
    """A person: as what they spoke, and how many utterances of theirs each document has."""
    rows = _rows(opened, "utterances", "speaker", id) if id else []
    if not rows:
        return []
    about = [*dict.fromkeys(row["role"] or "unknown role" for row in rows)]
    about += dict.fromkeys(row["case"] for row in rows if row["case"])
    documents = Counter(row["document"] for row in rows)
    return [
        f"{id}  ({', '.join(about)})",
        f"{number_of(len(rows), 'utterance')} in {number_of(len(documents), 'document')}:",
        *(f"  {document}: {number}" for document, number in documents.items()),
    ]


def _under_another_id(opened: OpenStudy, id: str, besides: Besides) -> list[str]:
    """A coding that was recoded, or came back after it was gone, as it stands now."""
    now = besides.stands_as(id)
    lines = [] if now == id else _coding(opened, now, besides) or _waiting(opened, now, besides)
    return [f"Coding {id} was recoded, or came back; it is {now} now.", *lines] if lines else []
