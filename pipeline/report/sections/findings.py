"""The findings: for each its definition, how often and by whom it is met, its codes, and what people said."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.codebook import Code
from pipeline.report.blocks import (
    Block,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Table,
    Text,
    anchor_of,
    text_of,
)
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import ALSO, SMALL
from pipeline.report.sections.code_tables import counts_table, tree_of
from pipeline.report.sections.memos import memo_link, memos_under
from pipeline.report.sections.negative import against_told
from pipeline.report.sections.printed import quote_blocks
from pipeline.report.sections.sentences import spread
from pipeline.report.sections.waiting import waiting_under


def findings(evidence: Evidence) -> list[Block]:
    """A chapter with a part for each main finding, in the order of the codebook."""
    words = evidence.wording
    found = evidence.codebook.findings
    blocks: list[Block] = [Heading(1, words("findings.heading"), "findings", new_page=True)]
    if not found:
        return [*blocks, Paragraph((Text(words("findings.empty")),))]
    n = f"{words.small_number(len(found))} {words.counted('finding', len(found))}"
    blocks.append(Paragraph((Text(words("findings.intro", n=n)),)))
    for number, finding in enumerate(found, start=1):
        blocks += one_theme(evidence, finding, f"{number}. {finding.label}")
    return blocks


def one_theme(
    evidence: Evidence, theme: Code, heading: str, level: int = 2, against: Sequence[Block] = ()
) -> list[Block]:
    """A finding or theme: heading, definition, the sentence, its codes, its figure, its quotes, its memos."""
    blocks: list[Block] = [Heading(level, heading, theme_anchor(theme.id))]
    definition = evidence.shared(theme.definition or theme.brief)
    blocks.append(Paragraph((Text(definition.strip() or evidence.wording("definition.none")),), "lead"))
    blocks.append(Paragraph(spread(evidence, theme.id)))
    blocks += waiting_under(evidence, evidence.codebook.descendants(theme.id))
    table = counts_table(evidence, tree_of(evidence, theme.id), theme.label)
    told = evidence.wording("figure.finding", label=theme.label)
    blocks += figure(evidence, f"frequencies_{theme.id}", told, beside=table)
    blocks += [table, *against, *against_told(evidence, theme.id)]
    return [*blocks, *_quotes(evidence, theme, level + 1), *_memos(evidence, theme, level + 1)]


def theme_anchor(code: str) -> str:
    """The anchor of the part about a finding or theme."""
    return anchor_of("theme", code)


def figure(
    evidence: Evidence, name: str, caption: str, note: str = "", beside: Table | None = None
) -> list[Block]:
    """A figure by its name, where it was drawn.

    The public edition prints it only where it is ``protected`` and the table ``beside`` it, of the same
    numbers, has none to hide: a figure shows zeros, and cannot hide a number to protect another.
    """
    picture = evidence.figures.get(name)
    if picture is None or (evidence.public and not (picture.protected and _open(beside))):
        return []
    return [Figure(name, picture.svg, picture.png, caption, picture.alt or caption, note)]


def _open(table: Table | None) -> bool:
    """Whether a table hides no number."""
    if table is None:
        return True
    return not any(text_of(cell) in (SMALL, ALSO) for row in table.rows for cell in row.cells[1:])


def _quotes(evidence: Evidence, theme: Code, level: int) -> list[Block]:
    words = evidence.wording
    quotes = quote_blocks(evidence, theme.id)
    heading = Heading(level, words("quotes.heading"), anchor_of("quotes", theme.id))
    return [heading, *quotes] if quotes else [heading, Paragraph((Text(words("quotes.none")),))]


def _memos(evidence: Evidence, theme: Code, level: int) -> list[Block]:
    """The titles of the memos on the finding, a code below it, or a coding of one of these."""
    words = evidence.wording
    about = memos_under(evidence, theme.id)
    if not about:
        return []
    items = tuple(
        (Text(f"{words.date(memo.date)}: "), memo_link(evidence, memo, "emphasis")) for memo in about
    )
    return [Heading(level, words("memos.heading"), anchor_of("memos", theme.id)), Listing(items)]
