"""An utterance followed forward: every coding of it, what became of each, and where the report counts it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.codebook import SIX_FIELDS
from pipeline.stages.trail import SAID, TOLD, Row, Trail
from pipeline.store.report_index import is_indexed, numbers_counting, read_lines

if TYPE_CHECKING:
    from pipeline.coding.fates import Fate
    from pipeline.model import Memo


def traced_utterance(trail: Trail, id: str) -> Row | None:
    """Everything that became of an utterance; None where the study has none of this id."""
    row = trail.utterance(id)
    if row is None:
        return None
    here = trail.put_on([id])
    codings = told_fates(trail, [id], here)
    on = [one["coding"] for one in codings]
    return {
        "what": "utterance",
        "utterance": said(row),
        "codings": codings,
        "by_rule": [_by_rule(trail, one) for one in here if not one["coder"] and one["origin"] == "rule"],
        "decided": _decided(trail, id),
        "definitions": definitions(trail, codings),
        "memos": memos(trail, [("utterance", id), *(("coding", one) for one in on)], row["document"]),
        "quotes": sorted({int(one["number"]) for one in trail.quotes if one["utterance"] == id}),
        "counted_in": [] if row["replaced"] else counted_in(trail, id),
        "figures": [] if row["replaced"] else _figures(trail, row),
    }


def traced_coding(trail: Trail, id: str) -> Row | None:
    """A coding from the words it was put on to where it is now; None where nobody made one of this id."""
    codings = told_fates(trail, (), [{"coding": id, "coder": "?"}])
    own = [one for one in codings if one["coding"] == id]
    now = [row for row in trail.codings_of(id) if row["utterance"]]
    if not own and not now:
        return None
    ids = list(dict.fromkeys([*(row["utterance"] for row in now), *(one["utterance"] for one in own)]))
    texts = [row for row in map(trail.utterance, ids) if row]
    return {
        "what": "coding",
        "codings": codings or [_by_rule(trail, row) for row in now],
        "now": [{name: row[name] for name in ("utterance", "start", "end", "quote")} for row in now],
        "utterances": [said(row) for row in texts],
        "definitions": definitions(trail, codings),
        "memos": memos(trail, [("coding", id), *(("utterance", one) for one in ids)]),
        "quotes": sorted({int(one["number"]) for one in trail.quotes if one["coding"] == id}),
    }


def said(row: Row) -> Row:
    """An utterance as it is told: who said it where, and the words."""
    return {name: row[name] for name in SAID} | ({"replaced": True} if row.get("replaced") else {})


def told_fates(trail: Trail, ids: Iterable[str], here: Sequence[Row]) -> list[Row]:
    """What people put on some utterances, each with what became of it; ``here`` stands on them now."""
    wanted = set(ids)
    now = {row["coding"]: row for row in here if row["coder"]}
    found = trail.fates(wanted, now)
    return [fate_told(trail, one) for one in found if one.utterance in wanted or one.coding in now]


def fate_told(trail: Trail, one: Fate) -> Row:
    """What became of a coding, as a mapping."""
    told = {**one._asdict(), "label": trail.label(one.code)}
    told["acts"] = [act._asdict() for act in one.acts]
    return told


def coding_told(trail: Trail, row: Row) -> Row:
    """A coding as it stands, as a mapping."""
    return {"label": trail.label(row["code"]), **{name: row[name] for name in TOLD}}


def _by_rule(trail: Trail, row: Row) -> Row:
    names = ("coding", "code", "utterance", "start", "end", "quote", "fired")
    return {"label": trail.label(row["code"]), **{name: row[name] for name in names}}


def _decided(trail: Trail, id: str) -> list[Row]:
    """What people decided on the utterance beside codings: hints refused, codes settled together."""
    from pipeline.coding.moments import in_time

    records = [one for one in trail.records([id]) if one.event.utterance == id]
    return [
        {
            "at": event.at,
            "who": coder,
            "event": f"{event.event} withdrawn" if event.withdrawn else event.event,
            "code": event.code,
            "decision": event.decision,
            "why": event.memo,
            "place": place,
        }
        for event, coder, _, place in in_time(records)
        if event.event in ("reject", "settle")
    ]


def definitions(trail: Trail, codings: Iterable[Row]) -> list[Row]:
    """What each code meant under each version of the codebook it was put under, and what it means now.

    Where git merged two copies of the codebook that each had a version, ``copy`` says whose it was.
    """
    put = [one for one in codings if "codebook" in one]
    asked = dict.fromkeys((one["code"], one["codebook"], one["coder"]) for one in put)
    found: dict[tuple[str, str, str], Row] = {}
    for code, version, coder in sorted(asked):
        for copy, meaning in trail.meanings(code, version, coder):
            key = (code, str(meaning), copy)
            same = found.setdefault(key, {"code": code, "versions": [], "copy": copy, **meaning})
            same["versions"] += [version] if version not in same["versions"] else []
            same["changed_since"] = _unlike(meaning, trail.meaning(code))
    return list(found.values())


def _unlike(one: Row, other: Row) -> list[str]:
    """The fields in which two meanings differ."""
    return [name for name in SIX_FIELDS if one.get(name) != other.get(name)]


def memos(trail: Trail, subjects: Iterable[tuple[str, str]], document: str = "") -> list[Row]:
    """The memos on any of some things, each once, by date; those on the document as a whole last."""
    asked = set(subjects)
    found = [memo for memo, about in trail.memos_with_subjects if not asked.isdisjoint(about)]
    whole = {("document", document)} if document else set()
    rest = [memo for memo, about in trail.memos_with_subjects if not whole.isdisjoint(about)]
    return [*map(_memo, found), *(_memo(memo) for memo in rest if memo not in found)]


def _memo(memo: Memo) -> Row:
    return {
        "date": memo.date,
        "title": memo.title,
        "who": memo.coder,
        "about": [list(one) for one in memo.about],
        "file": memo.file,
    }


def counted_in(trail: Trail, id: str) -> list[Row]:
    """The numbers of the report that count the utterance; those about no code, such as totals, last."""
    if not is_indexed(trail.processed):
        return []
    lines = {line.line: line for line in read_lines(trail.processed)}
    found = []
    for number in numbers_counting(trail.processed, id):
        line = lines[number["line"]]
        found.append(
            {
                "name": f"report:{line.line}.{number['at']}",
                "chapter": line.chapter,
                "label": line.label,
                "line": line.text.split("\t")[0] if line.kind == "row" else line.text,
                "column": number["column"],
                "number": number["number"],
                "about": number["about"],
                "code": number["code"],
            }
        )
    return sorted(found, key=lambda one: not one["code"])


def _figures(trail: Trail, row: Row) -> list[Row]:
    """The figures of the report that the utterance is counted in."""
    from pipeline.analysis.lineage import lineage

    if not is_indexed(trail.processed) or row["role"] in trail.opened.study.asking:
        return []
    codes = [lineage(trail.opened.codebook, one["code"]) for one in trail.counted_on([row["utterance"]])]
    return [
        {"label": line.label, "caption": line.text, "name": line.name}
        for line in read_lines(trail.processed)
        if line.kind == "figure" and _is_drawn(line.name, codes, row)
    ]


def _is_drawn(name: str, codes: Sequence[Sequence[str]], row: Row) -> bool:
    kind, _, which = name.partition("_")
    if kind == "cloud":
        return any(
            which == f"{role}_{wave}" for role in (row["role"], "all") for wave in (row["wave"], "all")
        )
    if kind == "cooccurrence":
        return len({line[0] for line in codes if line}) > 1
    if kind == "frequencies" and which:
        return any(which in line for line in codes)
    return (bool(codes) and name in ("frequencies", "code_by_case")) or name in ("portraits", "coverage")
