"""Looking through the whole study for anything that is wrong, before others read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.model import Coding
from pipeline.problems import Problem
from pipeline.stages.code import code, people_codings
from pipeline.stages.ingest import read_all
from pipeline.stages.manuscript import manuscript_problems
from pipeline.stages.opened import OpenStudy
from pipeline.stages.running import Made, Ran, key_of, run
from pipeline.store.files import digest_of
from pipeline.store.folder import file_names

if TYPE_CHECKING:
    from pipeline.checks.evidence import Evidence

TEXTS = (
    "study.yaml",
    "data/raw/documents.csv",
    "data/raw/speakers.csv",
    "codebooks/codebook.yaml",
    "codebooks/history.jsonl",
    "codebooks/manuscript.md",
    "codebooks/coreq.yaml",
)


class Checked(NamedTuple):
    """The problems that stand, and those that the researchers have acknowledged, each with its reason."""

    problems: list[Problem]
    acknowledged: list[tuple[Problem, str]]


def check(opened: OpenStudy) -> Checked:
    """Everything that is wrong in the study, as it stands now."""
    from pipeline.checks.acknowledging import acknowledged

    problems, reasons = acknowledged(run_checks(opened).record.problems, opened.study)
    return Checked(problems, reasons)


COLUMNS = ("place", "level", "check", "message", "remedy", "acknowledged")


def rows_of(found: Checked) -> list[tuple[str, ...]]:
    """Each problem as a row of ``COLUMNS``; ``acknowledged`` is the reason for which it is let stand."""
    return [
        (one.place, one.level, one.check, one.message, one.remedy, reason)
        for one, reason in (*((one, "") for one in found.problems), *found.acknowledged)
    ]


def run_checks(opened: OpenStudy) -> Ran:
    """The record of the checks, brought up to date; it holds every problem, acknowledged or not."""
    return run(opened, "check", _key(opened), lambda: _make(opened))


def _key(opened: OpenStudy) -> str:
    names = digest_of((name, "") for name in file_names(opened.folder.path))
    authored = digest_of(opened.folder.codebooks_digests.items())
    return key_of(
        opened,
        *opened.folder.raw_digests.items(),
        ("codebooks", authored),
        ("files", names),
        ("study", opened.folder.settings_digest),
    )


def _make(opened: OpenStudy) -> Made:
    from pipeline.checks import run as run_all

    return Made([], run_all(evidence(opened)), {})


def evidence(opened: OpenStudy) -> Evidence:
    """The study as the checks see it."""
    from pipeline.checks.evidence import Evidence
    from pipeline.store.codings import read_codings
    from pipeline.store.coreq_file import read_coreq
    from pipeline.store.history import history_told
    from pipeline.store.memo_log import memo_digests, read_memo_log
    from pipeline.store.memos import read_memos
    from pipeline.store.sampling import read_sampling

    told = history_told(opened.folder.path)
    read, reading_problems = read_all(opened, keep=True)
    memos, memo_problems = read_memos(opened.folder)
    memo_log, sampling = read_memo_log(opened.folder), read_sampling(opened.folder)
    files = read_codings(opened.folder.path)
    codings, coding_problems = _codings(opened) if opened.has_codebook else ([], files.problems)
    found = [
        *opened.settings_problems,
        *opened.register_problems,
        *reading_problems,
        *opened.codebook_problems,
        *memo_problems,
        *memo_log.problems,
        *sampling.problems,
        *told.problems,
        *read_coreq(opened.folder)[1],
        *_stop_problems(opened),
        *coding_problems,
    ]
    return Evidence(
        study=opened.study,
        codebook=opened.codebook if opened.has_codebook else None,
        documents=opened.documents,
        speakers=opened.speakers,
        readings={f"data/raw/{item.document.file}": item.reading for item in read if item.reading},
        utterances={item.document.document: item.utterances for item in read},
        records=files.records,
        codings=codings,
        memos=memos,
        memo_log=memo_log.lines,
        memo_digests=memo_digests(opened.folder),
        sampling=sampling.lines,
        history=told.told,
        texts=_texts(opened),
        files=file_names(opened.folder.path),
        found=found,
    )


def _codings(opened: OpenStudy) -> tuple[list[Coding], list[Problem]]:
    """What people coded, without what was settled together, and what is wrong with it and its counts."""
    problems = [*code(opened).record.problems, *manuscript_problems(opened)]
    people = people_codings(opened)
    settled = people.settled
    return [one for one in people.codings if settled.get((one.coding, one.utterance)) != "decision"], problems


def _stop_problems(opened: OpenStudy) -> list[Problem]:
    from pipeline.language import stop_list_problems
    from pipeline.stages.counting import stop_texts

    return stop_list_problems(stop_texts(opened))


def _texts(opened: OpenStudy) -> dict[str, str]:
    """The files that people write as text, by name; what cannot be read has been reported already."""
    from pipeline.readers.encoding import Unreadable, decoded

    texts: dict[str, str] = {}
    lists = [
        f"codebooks/stopwords/{path.name}"
        for path in sorted((opened.folder.codebooks / "stopwords").glob("*.txt"))
    ]
    for name in (*TEXTS, *lists):
        try:
            texts[name] = decoded((opened.folder.path / name).read_bytes())[0]
        except (OSError, Unreadable):
            continue
    return texts


def mend_histories(opened: OpenStudy) -> list[str]:
    """Join the histories that git merged, each with an event that says so; a line for each file mended."""
    from pipeline.coding.events import mend, stamp
    from pipeline.stages.coding import now
    from pipeline.stages.recording import mend_history
    from pipeline.store.codings import append, coding_file, read_codings
    from pipeline.store.logs import MEMOS, SAMPLING, mend_log

    lines: list[str] = []
    for log in (MEMOS, SAMPLING):
        if mend_log(opened.folder.path, log, stamp(now())):
            lines.append(f"{log}: two histories were joined; every line of both counts.")
    lines += mend_history(opened)
    for (coder, document), forks in sorted(read_codings(opened.folder.path).forks.items()):
        event = mend(forks, stamp(now()))
        if event is not None:
            append(opened.folder.path, coder, document, [event])
            lines.append(
                f"{coding_file(coder, document)}: two histories were joined; every line of both counts."
            )
    return lines or ["No merged histories to mend."]
