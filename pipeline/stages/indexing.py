"""Keeping, beside a report, which utterances stand behind each number in each of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.stages.opened import OpenStudy
from pipeline.store.report_index import write_index

if TYPE_CHECKING:
    from pipeline.report.blocks import Block
    from pipeline.report.evidence import Evidence


def index_report(opened: OpenStudy, blocks: Sequence[Block], about: Evidence) -> list[Path]:
    """Write the index of a report; its files.

    Of a public edition, whose numbers open nothing, it is that of the internal edition of the same report:
    the index is never given away.
    """
    from pipeline.report.lines import lines_of_report
    from pipeline.report.sections import build

    if about.public:
        settings = about.study.report.model_copy(update={"edition": "internal"})
        about = replace(about, study=about.study.model_copy(update={"report": settings}))
        blocks = build(about)
    return write_index(opened.folder.processed, lines_of_report(blocks, about.codebook, about.wording))
