"""What a study has to answer COREQ with: what people wrote, and further columns of the register."""

from __future__ import annotations

from pipeline.coding.coreq import Coreq
from pipeline.problems import Problem
from pipeline.stages.opened import OpenStudy


def coreq_of(opened: OpenStudy) -> tuple[Coreq, list[Problem]]:
    """What people answered and the registers tell, and what is wrong with ``coreq.yaml``."""
    from pipeline.store.coreq_file import read_coreq

    answers, problems = read_coreq(opened.folder)
    columns = {
        row.document: {name.strip().casefold(): value.strip() for name, value in row.extra}
        for row in opened.documents
    }
    return Coreq(answers, columns), problems
