"""From tables, figures, quotes and memos to the report in Word and as a page, with its manifest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model import NOTE
from pipeline.problems import Problem, StudyError, error, errors, warning
from pipeline.stages.analyse import analyse, kept_table
from pipeline.stages.check import check
from pipeline.stages.code import People, documents_read, people_codings
from pipeline.stages.counting import counted
from pipeline.stages.indexing import index_report
from pipeline.stages.keys import report_key
from pipeline.stages.manuscript import codings_moved, manuscript_text
from pipeline.stages.opened import OpenStudy
from pipeline.stages.running import Made, Ran, run
from pipeline.store.files import digest_of, sha256, write_atomic
from pipeline.store.freshness import StageRecord, read_record
from pipeline.store.manifest import PLACE, manifest_text, output_entry, write_manifest
from pipeline.store.names import safe_name
from pipeline.store.tables import read_frame, write_csv

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.report.evidence import Colophon, Correction, Evidence, Picture, Waiting

REPORTS = ("reports/report.docx", "reports/report.html")
LIBRARIES = (
    "lxml",
    "matplotlib",
    "numpy",
    "pandas",
    "pillow",
    "py3langid",
    "pyarrow",
    "python-docx",
    "rapidfuzz",
    "scikit-learn",
    "scipy",
    "simplemma",
    "spacy",
    "wordcloud",
)


def report(opened: OpenStudy) -> Ran:
    """Bring the report up to date; raises StudyError while an error stands that nobody has acknowledged."""
    analysed = analyse(opened).record
    kept = _set_aside(opened)
    ran = run(opened, "report", report_key(opened, analysed.key), lambda: _make(opened, analysed))
    return ran._replace(record=replace(ran.record, problems=[*ran.record.problems, *kept]))


def _set_aside(opened: OpenStudy) -> list[Problem]:
    """Keep a report that somebody has written in under another name, and tell where it is now."""
    record = read_record(opened.folder, "report")
    if record is None or not record.is_finished:
        return []
    told = []
    for name in REPORTS:
        path = opened.folder.path / name
        found = sha256(path.read_bytes()) if path.is_file() else ""
        if found and found != record.outputs.get(name):
            copy = path.with_name(f"{path.stem}.changed-{found[:8]}{path.suffix}")
            path.replace(copy)
            told.append(_kept(name, opened.folder.place(copy)))
    return told


def _kept(name: str, copy: str) -> Problem:
    return warning(
        name,
        "changed-report",
        "had been changed since it was built, and is built anew.",
        f"Your changed one is kept as {copy}. Write in a copy of your own, under another name.",
    )


def _make(opened: OpenStudy, analysed: StageRecord) -> Made:
    from pipeline.report import html, word
    from pipeline.report.sections import build
    from pipeline.report.sections.printed import quote_key
    from pipeline.stages.sampling import sampling_table

    checked = check(opened)
    standing = errors(checked.problems)
    if standing:
        raise StudyError(*standing, *_refusal(standing))
    about = evidence(
        opened, analysed, checked.acknowledged, dict(Counter(problem.check for problem in checked.problems))
    )
    blocks = build(about)
    reports = opened.folder.reports
    write_atomic(reports / "report.docx", word.render(blocks, about))
    write_atomic(reports / "report.html", html.render(blocks, about).encode("utf-8", "surrogatepass"))
    write_csv(reports / "tables" / "quotes.csv", quote_key(about))
    write_csv(reports / "tables" / "sampling.csv", sampling_table(opened))
    outputs = [reports / "report.docx", reports / "report.html", reports / "tables" / "quotes.csv"]
    outputs.append(reports / "tables" / "sampling.csv")
    indexed = index_report(opened, blocks, about)
    made = [opened.folder.path / name for name in analysed.outputs if name.startswith("reports/")] + outputs
    _write_manifest(opened, made)
    facts = {
        "quotes": len(about.quotes),
        "figures": len(about.figures),
        "edition": opened.study.report.edition,
    }
    return Made([*outputs, *indexed, opened.folder.path / PLACE], [], facts)


def _refusal(standing: list[Problem]) -> list[Problem]:
    from pipeline.checks.acknowledging import NOT_TO_STAND

    how, entry = "Mend the errors above.", ""
    if any(problem.check not in NOT_TO_STAND for problem in standing):
        how = "Mend the errors above; or, for one that may stand, write under privacy.acknowledged in "
        entry = "study.yaml: {check: the word in brackets, place: the file, reason: why it may stand}"
    return [
        error(
            "reports/report.docx",
            "refused",
            "the report is not written while these errors stand.",
            how + entry,
        )
    ]


def _write_manifest(opened: OpenStudy, outputs: list[Path]) -> None:
    entries = {opened.folder.place(path): output_entry(path) for path in outputs}
    write_manifest(opened.folder.path, manifest_text(dict(_digests(opened)), entries))


def _digests(opened: OpenStudy) -> tuple[tuple[str, str], ...]:
    """What the report is made from, as digests."""
    folder = opened.folder
    return (
        ("data/raw", digest_of(folder.raw_digests.items())),
        ("codebooks", digest_of(folder.codebooks_digests.items())),
        ("study.yaml", folder.settings_digest),
        ("program", opened.program),
    )


def evidence(
    opened: OpenStudy, analysed: StageRecord, acknowledged: list[Any], warnings: dict[str, int]
) -> Evidence:
    """All that the report stands on, read once."""
    from pipeline.analysis.negative import counted_cases, spoken
    from pipeline.report.evidence import Evidence
    from pipeline.stages.coreq_known import coreq_of
    from pipeline.stages.sampling import samplings
    from pipeline.store.memos import read_history, read_memos

    about = counted(opened)
    people = people_codings(opened)
    tables = {name: read_frame(kept_table(opened, name)) for name in analysed.facts["table"]}
    return Evidence(
        study=opened.study,
        codebook=opened.codebook,
        documents=about.documents,
        utterances=about.utterances,
        codings=about.codings,
        pins=frozenset(people.standing.pinned),
        edits=people.standing.edits,
        memos=read_memos(opened.folder)[0],
        history=read_history(opened.folder)[0],
        words=_words(opened, tables),
        keyness={
            name.removeprefix("keyness_"): table
            for name, table in tables.items()
            if name.startswith("keyness_")
        },
        distinct=tables["distinct_words"],
        agreement={name: table for name, table in tables.items() if "agreement" in name},
        alone=_alone(opened),
        waiting=_waiting(opened, people),
        stoplist=about.stops,
        figures=_pictures(opened, analysed),
        corrections=_corrections(opened, people),
        acknowledged=acknowledged,
        warnings=warnings,
        colophon=_colophon(opened),
        negative=counted_cases(
            people.standing, opened.codebook, opened.study, spoken(about.utterances, opened.study)
        ),
        relations=tables["relations"],
        saturation=tables["saturation"],
        manuscript=manuscript_text(opened),
        whereabouts=partial(codings_moved, opened, people),
        sampling=samplings(opened).plans,
        gaps=tables["gaps"],
        coreq=coreq_of(opened)[0],
    )


def _alone(opened: OpenStudy) -> dict[str, tuple[str, ...]]:
    """The utterances on which somebody put each code, of the documents and coders that are compared."""
    from pipeline.stages.agreement import study_agreement

    double = study_agreement(opened).double
    return {
        code: tuple(double.units[at] for at in sorted(set(marks.unit.tolist())))
        for code, marks in double.marks.items()
    }


def _waiting(opened: OpenStudy, people: People) -> list[Waiting]:
    """The codings that are to be read again, everybody's."""
    from pipeline.coding.recoding import recode_queue
    from pipeline.report.evidence import Waiting
    from pipeline.stages.versions import history_of

    queued = recode_queue(people.standing, opened.codebook, history_of(opened))
    return [
        Waiting(one.coding, one.opening.code, one.coder, tuple(mark.utterance for mark in one.marks))
        for one in queued
    ]


def _words(opened: OpenStudy, tables: dict[str, pd.DataFrame]) -> dict[tuple[str, str], pd.DataFrame]:
    """The word tables by role and wave."""
    roles, waves = [*opened.study.roles, "all", NOTE], [*opened.study.waves, "all"]
    named = {(role, wave): tables.get(f"words_{role}_{wave}") for role in roles for wave in waves}
    return {key: table for key, table in named.items() if table is not None}


def _pictures(opened: OpenStudy, analysed: StageRecord) -> dict[str, Picture]:
    from pipeline.report.evidence import Picture

    folder = opened.folder.reports / "figures"
    return {
        name: Picture(
            (folder / f"{safe_name(name)}.svg").read_bytes(),
            (folder / f"{safe_name(name)}.png").read_bytes(),
            about["alt"],
            about["protected"],
        )
        for name, about in analysed.facts["figure"].items()
    }


def _corrections(opened: OpenStudy, people: People) -> list[Correction]:
    """What became of the codings of each corrected transcript."""
    from pipeline.report.evidence import Correction

    found = []
    for document in documents_read(opened):
        if not document.replaces:
            continue
        moves = [move for move in people.moves if move.old_document == document.replaces]
        counts = {
            status: len({move.coding for move in moves if move.status == status})
            for status in ("kept", "moved", "ambiguous", "lost")
        }
        waiting = {move.coding for move in moves if move.waiting}
        placed = _placed_in(people, document.document)
        found.append(
            Correction(
                document.document, document.replaces, **counts, placed=len(placed), waiting=len(waiting)
            )
        )
    return found


def _placed_in(people: People, document: str) -> set[str]:
    """The codings that a person has placed in a document."""
    return {
        coding
        for coding, answers in people.standing.placed.items()
        if any(answer.event.utterance.rpartition(":")[0] == document for answer in answers)
    }


def _colophon(opened: OpenStudy) -> Colophon:
    from importlib.metadata import version

    from pipeline.report.evidence import Colophon

    return Colophon(
        program=version("forankret"),
        digests=_digests(opened),
        libraries=tuple((name, version(name)) for name in LIBRARIES),
        language_model=opened.study.spacy_model,
    )
