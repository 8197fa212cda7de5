"""COREQ as the study can answer it now: what people wrote, and what the data know."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.problems import StudyError, errors
from pipeline.stages.coreq_known import coreq_of
from pipeline.stages.opened import OpenStudy

COREQ_COLUMNS = ("item", "name", "answer", "stands_on", "state")


class CoreqRow(NamedTuple):
    """An item as a row of a table."""

    item: int
    name: str
    answer: str
    stands_on: str
    state: str


def coreq_rows(opened: OpenStudy) -> list[CoreqRow]:
    """The thirty-two items as they stand, in the language of the study.

    Raises StudyError where ``coreq.yaml`` cannot be read as it is.
    """
    from pipeline.report.blocks import text_of
    from pipeline.report.sections.coreq import items
    from pipeline.stages.analyse import analyse
    from pipeline.stages.report import evidence

    wrong = errors(coreq_of(opened)[1])
    if wrong:
        raise StudyError(*wrong)
    about = evidence(opened, analyse(opened).record, [], {})
    return [
        CoreqRow(item.number, item.name, text_of(item.answer), item.stands_on, item.state)
        for item in items(about)
    ]
