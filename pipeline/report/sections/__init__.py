"""The sections of the report, in the order in which they are read.

``SECTIONS`` is the registry: a list of functions, each from the evidence to its blocks. To add a section,
write a module in this folder and put its function where it belongs. A section that has nothing to show says
so.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.report.blocks import Block, Paragraph, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.agreement import agreement
from pipeline.report.sections.appendices import acknowledged, corrections, key_to_quotes
from pipeline.report.sections.clouds import clouds
from pipeline.report.sections.codebook import codebook
from pipeline.report.sections.colophon import colophon
from pipeline.report.sections.comparisons import comparisons
from pipeline.report.sections.coreq import coreq
from pipeline.report.sections.data import data_and_method
from pipeline.report.sections.evolution import evolution
from pipeline.report.sections.findings import findings
from pipeline.report.sections.manuscript import manuscript
from pipeline.report.sections.meetings import meetings
from pipeline.report.sections.memos import memo_texts, positionality
from pipeline.report.sections.negative import negative_cases
from pipeline.report.sections.opening import contents, title_page
from pipeline.report.sections.portraits import each_document
from pipeline.report.sections.relations import relations
from pipeline.report.sections.sampling import sampling
from pipeline.report.sections.saturation import saturation
from pipeline.report.sections.sources import sources
from pipeline.report.sections.theme import cross_cutting

SECTIONS: list[Callable[[Evidence], list[Block]]] = [
    title_page,
    contents,
    data_and_method,
    positionality,
    sampling,
    manuscript,
    findings,
    cross_cutting,
    negative_cases,
    clouds,
    comparisons,
    meetings,
    relations,
    saturation,
    agreement,
    each_document,
    codebook,
    evolution,
    key_to_quotes,
    corrections,
    acknowledged,
    coreq,
    memo_texts,
    colophon,
    sources,
]


def build(evidence: Evidence) -> list[Block]:
    """All blocks of the report, from the title to the last appendix."""
    return [_told(evidence, block) for section in SECTIONS for block in section(evidence)]


def _told(evidence: Evidence, block: Block) -> Block:
    """The block; of a table without rows a sentence that says so."""
    if not isinstance(block, Table) or block.rows:
        return block
    return Paragraph((Text(evidence.wording("table.empty", caption=block.caption)),))
