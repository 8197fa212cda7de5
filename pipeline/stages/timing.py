"""The timeline of a study: every act of every person, read from all the files in which acts are kept."""

from __future__ import annotations

from pipeline.coding.timeline import (
    COLUMNS,
    Asked,
    Happening,
    codebook_happenings,
    coding_happenings,
    memo_happenings,
    narrowed,
    sampling_happenings,
    timeline,
)
from pipeline.problems import StudyError, error
from pipeline.stages.asking import Answer
from pipeline.stages.opened import OpenStudy
from pipeline.store.codings import read_codings
from pipeline.store.history import HISTORY
from pipeline.store.logs import MEMOS, SAMPLING, log_lines
from pipeline.store.memos import read_memos


def all_happenings(opened: OpenStudy) -> list[Happening]:
    """Everything that people did, in the order of its moments."""
    study = opened.folder.path
    return timeline(
        codebook_happenings(log_lines(study, HISTORY), HISTORY),
        sampling_happenings(log_lines(study, SAMPLING), SAMPLING),
        memo_happenings(read_memos(opened.folder)[0], log_lines(study, MEMOS), MEMOS),
        coding_happenings(read_codings(study).records),
    )


def happened(opened: OpenStudy, asked: Asked) -> Answer:
    """What happened, narrowed as asked; raises StudyError where a name that was asked for is nowhere."""
    everything = all_happenings(opened)
    found = narrowed(everything, asked)
    if not found:
        _must_be_known(opened, everything, asked)
    return Answer(list(COLUMNS), [list(one) for one in found])


def _must_be_known(opened: OpenStudy, everything: list[Happening], asked: Asked) -> None:
    codes = {*(opened.codebook.by_id if opened.has_codebook else ()), *_words(everything, "code")}
    documents = {*(row.document for row in opened.documents), *_words(everything, "document")}
    coders = {*opened.study.coders, *(one.who for one in everything)}
    wanted = (("code", asked.codes, codes), ("document", asked.documents, documents))
    for kind, names, known in (*wanted, ("coder", asked.coders, coders)):
        for name in names:
            if name not in known:
                remedy = "See what there is with: forankret timeline"
                raise StudyError(error("study", f"unknown-{kind}", f"there is no {kind} '{name}'.", remedy))


def _words(everything: list[Happening], name: str) -> set[str]:
    return {word for one in everything for word in getattr(one, name).split()}
