"""All that people did to a study in one line of time: codings, codebook, memos and sampling decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pipeline.coding.events import Record
from pipeline.coding.moments import EARLIEST, moment
from pipeline.model import Memo

KINDS = ("coding", "codebook", "memo", "sampling")


class Happening(NamedTuple):
    """One thing that somebody did: when, who, what kind of record tells of it, and what was done.

    ``code``, ``coding``, ``utterance`` and ``document`` are what it is about, each '' where it is not about
    one; ``about`` says it in words (the words coded, a title, a question). ``why`` is the reason, memo or
    decision. ``place`` is the line of the file that tells of it.
    """

    at: str
    who: str
    kind: str
    event: str
    code: str
    coding: str
    utterance: str
    document: str
    about: str
    why: str
    place: str


COLUMNS = Happening._fields
Line = tuple[int, Mapping[str, Any]]
"""The number of a line in its file, and what it holds."""


class Asked(NamedTuple):
    """What of the timeline is wanted; what is empty narrows nothing.

    ``since`` and ``until`` are days (2024-03-04: the day as written in the events, both included) or moments.
    """

    since: str = ""
    until: str = ""
    coders: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def timeline(*parts: Iterable[Happening]) -> list[Happening]:
    """Everything in the order of its moments; what happened at one moment stays in the order given.

    A line whose time cannot be read stays behind the line before it in its file.
    """
    found = [one for part in parts for one in part]
    before: dict[str, datetime] = {}
    moments: list[datetime] = []
    for one in found:
        file = one.place.rpartition(":")[0]
        before[file] = moment(one.at) or before.get(file, EARLIEST)
        moments.append(before[file])
    return [found[at] for at in sorted(range(len(found)), key=moments.__getitem__)]


def narrowed(happenings: Iterable[Happening], asked: Asked) -> list[Happening]:
    """Those that are wanted, in their order."""
    return [one for one in happenings if _is_wanted(one, asked)]


def _is_wanted(one: Happening, asked: Asked) -> bool:
    return (
        (not asked.coders or one.who in asked.coders)
        and (not asked.kinds or one.kind in asked.kinds)
        and (not asked.codes or any(code in asked.codes for code in one.code.split()))
        and (not asked.documents or any(document in asked.documents for document in one.document.split()))
        and _is_not_before(one.at, asked.since)
        and _is_not_after(one.at, asked.until)
    )


def _is_not_before(at: str, since: str) -> bool:
    return not since or _in_order(since, at)


def _is_not_after(at: str, until: str) -> bool:
    return not until or _in_order(at, until)


def _in_order(first: str, second: str) -> bool:
    """Whether one time is not after another: as days where either is a day, else as moments."""
    if min(len(first), len(second)) <= len("2024-03-04"):
        return first[:10] <= second[:10]
    one, other = moment(first), moment(second)
    return one is not None and other is not None and one <= other


def coding_happenings(records: Sequence[Record]) -> list[Happening]:
    """What the coders' files tell, each line with the code and the words that it is about."""
    put = {record.event.coding: record for record in reversed(records) if record.event.event == "apply"}
    found = []
    for event, coder, document, place in records:
        first = put.get(event.coding)
        of = first.event if first else event
        utterance = event.utterance or of.utterance
        found.append(
            Happening(
                event.at,
                coder,
                "coding",
                f"{event.event} withdrawn" if event.withdrawn else event.event,
                event.code or of.code,
                event.coding,
                utterance,
                utterance.rpartition(":")[0] or document,
                event.quote or of.quote,
                ": ".join(filter(None, (event.decision, event.memo))),
                place,
            )
        )
    return found


def codebook_happenings(lines: Iterable[Line], file: str) -> list[Happening]:
    """What ``history.jsonl`` tells; ``about`` is the label after the change, and which fields changed."""
    return [
        Happening(
            _text(line, "at"),
            _text(line, "who"),
            "codebook",
            _text(line, "event"),
            _text(line, "code"),
            "",
            "",
            "",
            _changed(line),
            _text(line, "reason"),
            f"{file}:{number}",
        )
        for number, line in lines
    ]


def _changed(line: Mapping[str, Any]) -> str:
    before, after = line.get("before"), line.get("after")
    version = f"version {line['version']}" if line.get("version") else ""
    if not isinstance(after, dict):
        return version
    label = str(after.get("label") or "")
    fields = [] if not isinstance(before, dict) else [name for name in after if name != "label"]
    return ", ".join(filter(None, (version, f"«{label}»" if label else "", *fields)))


def memo_happenings(memos: Iterable[Memo], lines: Sequence[Line], file: str) -> list[Happening]:
    """What the log of the memos tells, and of each memo that it does not know the day in its front matter."""
    by_name = {memo.file.rpartition("/")[2]: memo for memo in memos}
    logged = {_name(line) for _, line in lines}
    told = [_logged(line, by_name.get(_name(line)), f"{file}:{number}") for number, line in lines]
    return [*told, *(_written(memo) for name, memo in by_name.items() if name not in logged)]


def _name(line: Mapping[str, Any]) -> str:
    return _text(line, "memo").rpartition("/")[2]


def _logged(line: Mapping[str, Any], memo: Memo | None, place: str) -> Happening:
    about = memo.about if memo else tuple(_pairs(line.get("about")))
    title = memo.title if memo else _text(line, "memo")
    at, who = _text(line, "at"), _text(line, "who")
    return _about_memo(at, who, _text(line, "event"), about, title, _text(line, "reason"), place)


def _written(memo: Memo) -> Happening:
    return _about_memo(memo.date, memo.coder, "write", memo.about, memo.title, "", f"{memo.file}:1")


def _about_memo(
    at: str, who: str, event: str, about: Iterable[tuple[str, str]], title: str, why: str, place: str
) -> Happening:
    subjects = list(about)
    utterances = _ids(subjects, "utterance")
    documents = [*_ids(subjects, "document"), *(id.rpartition(":")[0] for id in utterances)]
    return Happening(
        at,
        who,
        "memo",
        event,
        " ".join(_ids(subjects, "code")),
        " ".join(_ids(subjects, "coding")),
        " ".join(utterances),
        " ".join(dict.fromkeys(documents)),
        title,
        why,
        place,
    )


def sampling_happenings(lines: Sequence[Line], file: str) -> list[Happening]:
    """What the log of the sampling tells: what was to be asked, and what came of it."""
    asked: dict[str, str] = {}
    found = []
    for number, line in lines:
        id = _text(line, "sampling")
        asked.setdefault(id, _text(line, "question"))
        subjects = list(_pairs(line.get("about")))
        documents = [*_ids(subjects, "document"), *_texts(line.get("documents"))]
        found.append(
            Happening(
                _text(line, "at"),
                _text(line, "who"),
                "sampling",
                _text(line, "event"),
                " ".join(_ids(subjects, "code")),
                "",
                "",
                " ".join(dict.fromkeys(documents)),
                asked[id],
                _text(line, "outcome") or _text(line, "why"),
                f"{file}:{number}",
            )
        )
    return found


def _ids(subjects: Iterable[tuple[str, str]], kind: str) -> list[str]:
    return [id for named, id in subjects if named == kind]


def _pairs(about: Any) -> Iterable[tuple[str, str]]:
    """The subjects of a line as kinds with ids, however they are written."""
    for part in about if isinstance(about, list) else [about]:
        if isinstance(part, dict):
            yield from ((str(kind), id) for kind, ids in part.items() for id in _texts(ids))
        elif isinstance(part, list) and len(part) == 2:
            yield str(part[0]), str(part[1])


def _texts(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    return [str(one) for one in (value if isinstance(value, list) else [value])]


def _text(line: Mapping[str, Any], name: str) -> str:
    value = line.get(name)
    return "" if value is None else str(value)
