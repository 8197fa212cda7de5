"""The whole audit trail in a folder of its own, for somebody who is to look the analysis over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.coding.events import REQUIRED
from pipeline.coding.memo_log import EVENTS as OF_MEMOS
from pipeline.coding.replaying import OF_RELATIONS, OF_WHAT_IS_THERE, WITHOUT_EFFECT
from pipeline.coding.sampling import EVENTS as OF_SAMPLING
from pipeline.coding.timeline import COLUMNS, Happening
from pipeline.exchange import halpern
from pipeline.problems import Problem, StudyError, error
from pipeline.stages.opened import OpenStudy
from pipeline.stages.report import report
from pipeline.stages.timing import all_happenings
from pipeline.stages.trail import Trail
from pipeline.store.files import csv_text

if TYPE_CHECKING:
    from pipeline.exchange.audit_folder import Kept
    from pipeline.exchange.research_object import Described
    from pipeline.report.wording import Wording

SKIPPED = frozenset((".gitkeep", ".DS_Store"))
MEANINGS = ("code", "from_version", "label", "brief", "definition", "use_when", "not_when", "examples")
ACTS = ("day", "kind", "event")
NAMED = frozenset(
    (*REQUIRED, *OF_MEMOS, *OF_SAMPLING, *OF_WHAT_IS_THERE, *OF_RELATIONS, *WITHOUT_EFFECT, "add")
)
"""The acts that have a name of ours."""
PROBLEMS = ("place", "level", "check", "message", "acknowledged")
NO_DAY = "1970-01-01"
"""The day of a study in which nothing has happened yet."""


class Audited(NamedTuple):
    """What was written: all records with what was withheld, and whether the report could go along."""

    kept: list[Kept]
    has_report: bool


def audit(opened: OpenStudy, out: Path, without_text: bool = False) -> Audited:
    """Write the audit trail to a new folder: the six kinds of records, their index, and an RO-Crate.

    The report is brought up to date first. With ``without_text`` nothing goes along in which somebody's
    words stand: the public edition of the report does, and the timeline as bare acts; of all else only the
    digests are told. Raises StudyError where the folder holds something, or lies inside the study.
    """
    from pipeline.exchange.audit_folder import write_index
    from pipeline.exchange.research_object import write_crate
    from pipeline.report.wording import wording

    _must_be_free(opened, out)
    report(opened)
    happenings = all_happenings(opened)
    out.mkdir(parents=True, exist_ok=True)
    try:
        kept = list(_digests(opened, out, happenings) if without_text else _all(opened, out, happenings))
    except OSError as trouble:
        raise StudyError(_not_whole(opened, out, trouble)) from trouble
    words = wording(opened.study.language)
    write_index(out, opened.study.title, kept, words)
    write_crate(out, _described(opened, happenings, without_text, words), kept, words)
    return Audited(kept, any(one.what == "report" and one.copied for one in kept))


def _not_whole(opened: OpenStudy, out: Path, trouble: OSError) -> Problem:
    """What kept the trail from being written whole; a trail with a record missing is none."""
    path = Path(str(trouble.filename or out))
    inside = path.is_relative_to(opened.folder.path)
    place = path.relative_to(opened.folder.path).as_posix() if inside else str(path)
    message = f"cannot be read or written ({trouble.strerror or trouble}), so the audit trail is not whole."
    return error(place, "out", message, f"Mend it, remove what was written to {out}, and do it again.")


def _must_be_free(opened: OpenStudy, out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StudyError(error(str(out), "out", "holds something already.", "Name a new folder with --out."))
    if out.resolve().is_relative_to(opened.folder.path.resolve()):
        message = "lies inside the study, which would then hold its interviews twice."
        raise StudyError(error(str(out), "out", message, "Name a folder outside the study with --out."))


def sources(opened: OpenStudy) -> list[str]:
    """The files of the study that belong to the trail, by name."""
    root = opened.folder.path
    found = ["study.yaml"]
    for folder in ("data/raw", "codebooks", "reports"):
        for path, _, names in os.walk(root / folder):
            place = Path(path).relative_to(root)
            if not any(part.startswith(".") for part in place.parts):
                found += [(place / name).as_posix() for name in names if not name.startswith(".")]
    return sorted(found)


def _all(opened: OpenStudy, out: Path, happenings: list[Happening]) -> Iterator[Kept]:
    from pipeline.exchange.audit_folder import copied, made
    from pipeline.store.memos import read_memos

    memos = read_memos(opened.folder)[0]
    for name in opened.progress(sources(opened), "Copying records"):
        kind, place, what = halpern.place_of(name, memos)
        yield copied(out, place, kind, what, opened.folder.path / name, name)
    for name, what in (("utterances", "utterances"), ("codings", "codings-table")):
        yield made(out, f"{name}.csv", halpern.REDUCED, what, _table(opened, name))
    timeline = csv_text(COLUMNS, happenings)
    yield made(out, "timeline.csv", halpern.PROCESS, "timeline", _bytes(timeline))
    yield made(out, "problems.csv", halpern.PROCESS, "problems", _bytes(_problems(opened)))
    yield made(out, "definitions.csv", halpern.INSTRUMENTS, "definitions", _bytes(_meanings(opened)))


def _digests(opened: OpenStudy, out: Path, happenings: list[Happening]) -> Iterator[Kept]:
    """The digests of everything, and what holds nobody's words."""
    from pipeline.exchange.audit_folder import copied, made, withheld

    public = opened.study.report.edition == "public"
    for number, name in enumerate(sources(opened), 1):
        kind, place, what = halpern.place_of(name)
        path = opened.folder.path / name
        if what == "report" and public:
            yield copied(out, place, kind, what, path, name)
        else:
            yield withheld(number, kind, what, path)
    acts = csv_text(ACTS, [_bare(one) for one in happenings])
    yield made(out, "timeline.csv", halpern.PROCESS, "timeline", _bytes(acts))


def _bare(one: Happening) -> tuple[str, str, str]:
    """An act as its day, kind and name; what was written in place of a day or name may be anything."""
    day, event = one.at[:10], one.event
    return day if _is_day(day) else "", one.kind, event if event.removesuffix(" withdrawn") in NAMED else ""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _table(opened: OpenStudy, name: str) -> bytes:
    """A table of ``data/processed`` as CSV."""
    from pipeline.store.tables import read_arrow

    table = read_arrow(opened.folder.processed / f"{name}.parquet")
    columns = table.to_pydict()
    rows = zip(*(columns[column] for column in table.column_names), strict=True)
    return _bytes(csv_text(table.column_names, list(rows)))


def _problems(opened: OpenStudy) -> str:
    """What the checks found, with the reasons for which researchers let some of it stand."""
    from pipeline.stages.check import check

    checked = check(opened)
    rows = [_problem(one, "") for one in checked.problems]
    rows += [_problem(one, reason) for one, reason in checked.acknowledged]
    return csv_text(PROBLEMS, rows)


def _problem(one: Problem, reason: str) -> list[str]:
    return [one.place, one.level, one.check, one.message, reason]


def _meanings(opened: OpenStudy) -> str:
    """What each code has meant: a row for each version from which on it meant something else."""
    trail = Trail(opened)
    versions: dict[str, set[int]] = {code.id: set() for code in opened.codebook.codes}
    for change in trail.history:
        versions.setdefault(change.code, set()).add(change.version)
    rows = []
    for code, changed in versions.items():
        before = None
        for at in sorted(changed) or [opened.codebook.version]:
            for _, meaning in trail.meanings(code, at):
                if meaning and meaning != before:
                    told = {**meaning, "examples": " · ".join(meaning.get("examples", ()))}
                    rows.append([code, at, *(told.get(name, "") for name in MEANINGS[2:])])
                before = meaning
    return csv_text(MEANINGS, rows)


def _described(
    opened: OpenStudy, happenings: list[Happening], without_text: bool, words: Wording
) -> Described:
    from pipeline.exchange.research_object import Described

    study = opened.study
    days = [one.at[:10] for one in happenings if _is_day(one.at[:10])]
    people = {id: coder.label or id for id, coder in study.coders.items()}
    return Described(
        study.title,
        max(days, default=NO_DAY),
        {} if without_text else people,
        version("forankret"),
        words("audit.terms.withheld" if without_text else "audit.terms"),
        without_text,
    )


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
