"""The codebook as a person reads it on the terminal: its tree, one code of it, and all codes in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.codebook import Code, Codebook
from pipeline.coding.code_meant import code_meant
from pipeline.coding.indicator_lines import indicator_line
from pipeline.coding.replaying import said
from pipeline.coding.versions import names_then
from pipeline.counted import number_of
from pipeline.report.sections.change_words import told_change
from pipeline.report.wording import wording
from pipeline.stages.opened import OpenStudy
from pipeline.stages.versions import before_and_now, concerns, history_of, who_label

SAID = (
    ("Label", "label"),
    ("In brief", "brief"),
    ("Definition", "definition"),
    ("Use when", "use_when"),
    ("Not when", "not_when"),
    ("Kind", "kind"),
    ("Level", "level"),
    ("Under", "parent"),
    ("Origin", "origin"),
    ("Status", "status"),
    ("Became", "merged_into"),
    ("Colour", "colour"),
)


def tree_lines(book: Codebook) -> Iterator[str]:
    """The codes under each other, with their ids and what there is to know of how they stand."""
    in_use = sum(code.status == "active" for code in book.codes)
    yield f"Version {book.version}, {number_of(in_use, 'code')} in use"
    shown: set[str] = set()
    for top in book.children():
        yield from _branch(book, top, 0, shown)
    for code in book.codes:
        if code.id not in shown:
            yield from _branch(book, code.id, 0, shown)


def _branch(book: Codebook, id: str, depth: int, shown: set[str]) -> Iterator[str]:
    stack = [(id, depth)]
    while stack:
        one, deep = stack.pop()
        if one in shown:
            continue
        shown.add(one)
        yield f"{'  ' * deep}{book.by_id[one].label}  [{one}]{_standing(book, book.by_id[one])}"
        stack += [(child, deep + 1) for child in reversed(book.children(one))]


def _standing(book: Codebook, code: Code) -> str:
    told: list[str] = [code.kind] if code.kind in ("finding", "cross-cutting") else []
    told += [code.level] if code.level else []
    if code.status == "merged":
        told.append(f"merged into {book.heir(code.id)}")
    elif code.status == "split" and code.split_into:
        told.append(f"split into {', '.join(code.split_into)}")
    elif code.status != "active":
        told.append(code.status)
    return f"  ({', '.join(told)})" if told else ""


def code_lines(opened: OpenStudy, book: Codebook, id: str) -> Iterator[str]:
    """What a code says at a version, and how it came to say it; raises StudyError for an unknown one."""
    id = code_meant(book, id)
    code = book.by_id[id]
    yield f"Code {id}, version {book.version} of the codebook"
    for name, field in SAID:
        if value := getattr(code, field):
            yield f"  {name + ':':<12} {' '.join(str(value).split())}"
    for name, items in _lists(book, code):
        if items:
            yield f"  {name + ':':<12} {' · '.join(items)}"
    past = [*_past(opened, id, book.version)]
    yield from ["", *past] if past else ()


def _lists(book: Codebook, code: Code) -> Iterable[tuple[str, Sequence[str]]]:
    yield "Examples", code.examples
    yield "Indicators", [indicator_line(one) for one in said(code).get("indicators", [])]
    yield "Split into", code.split_into
    yield "Below it", book.children(code.id)


def _past(opened: OpenStudy, id: str, version: int) -> Iterator[str]:
    """The changes of a code up to a version, in the language of the report, the first first."""
    words = wording(opened.study.language)
    for change, names in names_then(opened.codebook, history_of(opened)):
        if change.version > version or not concerns(change, id):
            continue
        who = who_label(opened, change.who)
        head = f"{change.version:>4}  {words.date(change.at)}, {who}: "
        yield f"{head}{told_change(words, names, change)}. {change.reason}".rstrip()
        if change.before and change.after and "definition" in change.before:
            yield from (f"    {line}" for line in before_and_now(words, change))


def code_table(opened: OpenStudy) -> tuple[list[str], list[list[Any]]]:
    """Every code with its status and its counts; see analysis.codes."""
    from pipeline.analysis.codes import COLUMNS, code_rows
    from pipeline.model import Narrow
    from pipeline.stages.asking import asked_tables

    utterances, codings = asked_tables(opened, Narrow())
    return list(COLUMNS), code_rows(utterances, codings, opened.codebook, opened.study)
