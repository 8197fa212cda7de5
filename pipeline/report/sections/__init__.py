"""The sections of the report, in the order in which they are read.

``SECTIONS`` is the registry: a list of functions, each from the evidence to its blocks. To add a section,
write a module in this folder and put its function where it belongs. A section that has nothing to show says
so.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.report.blocks import Block
from pipeline.report.evidence import Evidence
from pipeline.report.sections.data import data_and_method
from pipeline.report.sections.findings import findings
from pipeline.report.sections.opening import contents, title_page

SECTIONS: list[Callable[[Evidence], list[Block]]] = [
    title_page,
    contents,
    data_and_method,
    findings,
]


def build(evidence: Evidence) -> list[Block]:
    """All blocks of the report, from the title to the last appendix."""
    return [block for section in SECTIONS for block in section(evidence)]
