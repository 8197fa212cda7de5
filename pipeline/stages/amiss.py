"""What is wrong in the coders' files and the codebook, as far as a coder may know it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.checks import CHECKS, acknowledged, by_place
from pipeline.checks.evidence import Evidence
from pipeline.coding.blind import finished, may_see
from pipeline.coding.out_of_use import out_of_use
from pipeline.coding.settling import settlements, with_settlements
from pipeline.problems import Problem
from pipeline.stages.desk import Desk
from pipeline.stages.rereading import history_of_codes
from pipeline.store.codings import FOLDER, whose

LOOKED_AT = ("pipeline.checks.codebook", "pipeline.checks.codings")
"""The checks that are about what coders do; those about documents and names are left to ``check``."""


class Told(NamedTuple):
    """One problem, with the document that it is about ('' where it is about none)."""

    problem: Problem
    document: str


class Group(NamedTuple):
    """The problems of one check, errors first where some of them are."""

    check: str
    level: str
    told: list[Told]


class Amiss(NamedTuple):
    """The problems in groups, and how many there are in files of coders whose work is not to be seen yet."""

    groups: list[Group]
    hidden: dict[str, int]


def amiss(desk: Desk, reader: str) -> Amiss:
    """What is wrong, in groups by what it is; what study.yaml acknowledges is left out."""
    standing, _ = acknowledged(sorted(set(_found(desk)), key=by_place), desk.opened.study)
    groups: dict[str, list[Told]] = {}
    hidden: dict[str, int] = {}
    for problem in standing:
        coder, document = _about(desk, problem)
        if coder and not _may_know(desk, reader, coder, document):
            hidden[coder] = hidden.get(coder, 0) + 1
        else:
            groups.setdefault(problem.check, []).append(Told(problem, document))
    told = [Group(check, _worst(found), found) for check, found in groups.items()]
    return Amiss(sorted(told, key=lambda group: (group.level != "error", group.check)), hidden)


def _worst(found: list[Told]) -> str:
    return "error" if any(told.problem.level == "error" for told in found) else "warning"


def _found(desk: Desk) -> Iterator[Problem]:
    yield from desk.troubles
    yield from desk.file_problems()
    yield from desk.opened.codebook_problems
    yield from desk.other_copies
    for sheet in desk.sheets():
        yield from sheet.problems
        yield from out_of_use(sheet.standing, sheet.live, desk.codebook, history_of_codes(desk))
        settled = settlements(sheet.records, desk.codebook)
        yield from with_settlements(sheet.codings, settled, desk.codebook, sheet.utterances).problems
    evidence = _evidence(desk)
    for check in CHECKS:
        if check.find.__module__ in LOOKED_AT:
            yield from check(evidence)


def _evidence(desk: Desk) -> Evidence:
    """What the checks of codebook and codings look at."""
    return Evidence(
        study=desk.opened.study,
        codebook=desk.codebook,
        documents=desk.all_documents,
        utterances={row.document: desk.utterances(row.document) for row in desk.documents},
        records=desk.all_records(),
        codings=[row for sheet in desk.sheets() for row in sheet.codings],
        memos=desk.memos,
        texts=_texts(desk.opened.folder.path),
    )


def _texts(study: Path) -> dict[str, str]:
    """The files in which the checks look for the line of a code."""
    found: dict[str, str] = {}
    for name in ("study.yaml", "codebooks/codebook.yaml"):
        try:
            found[name] = (study / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return found


def _about(desk: Desk, problem: Problem) -> tuple[str, str]:
    """The coder in whose file a problem is, and the document; '' for each that it is not about."""
    file = problem.place if problem.place.endswith(".jsonl") else problem.place.rpartition(":")[0]
    if not file.startswith(f"{FOLDER}/") or file.count("/") != 3:
        return "", ""
    coder, document = whose(Path(file))
    copied = {copy.file: copy.document for copy in desk.copies}
    document = copied.get(file, document)
    known = {row.document for row in desk.all_documents}
    return coder, desk.document(document).document if document in known else ""


def _may_know(desk: Desk, reader: str, coder: str, document: str) -> bool:
    """Whether a reader may be told what stands in a coder's file; what is about no document tells nothing."""
    if not document or reader == coder:
        return True
    return may_see(finished(desk.sheet(document).records), reader, coder, document)
