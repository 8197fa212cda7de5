"""The researchers' own chapter: their text, its numbers filled in and open to the utterances behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.report.blocks import (
    Block,
    Heading,
    Link,
    Listing,
    Number,
    Paragraph,
    Row,
    Run,
    Runs,
    Source,
    Table,
    Text,
    anchor_of,
    text_of,
)
from pipeline.report.evidence import Evidence
from pipeline.report.manuscript.finding import replaced
from pipeline.report.manuscript.layout import laid_out
from pipeline.report.manuscript.running_words import Held, hold, links, plain
from pipeline.report.sections.cells import ALSO, SMALL
from pipeline.report.sections.findings import theme_anchor
from pipeline.report.sections.guarding import LEFT_OUT

if TYPE_CHECKING:
    from pipeline.report.manuscript.filling import Filled, Live


def manuscript(evidence: Evidence) -> list[Block]:
    """The chapters of the manuscript; nothing where there is none."""
    blocks = _laid_out(evidence)
    if not blocks:
        return []
    words = evidence.wording
    if not (isinstance(blocks[0], Heading) and blocks[0].level == 1):
        blocks = [Heading(1, words("manuscript.heading"), ""), *blocks]
    anchored = [_shared(evidence, block) for block in _anchored(blocks)]
    note = " ".join([words("manuscript.note"), *_marks_told(evidence, anchored)])
    return [anchored[0], Paragraph((Text(note),), "note"), *anchored[1:]]


def written(evidence: Evidence) -> Iterator[str]:
    """What the researchers wrote, a text for each paragraph, heading, item and cell, as printed."""
    for block in _laid_out(evidence):
        yield from (text_of(runs) for runs in _all_runs(block))


def _laid_out(evidence: Evidence) -> list[Block]:
    if not evidence.manuscript.strip():
        return []
    from pipeline.report.manuscript.filling import filled

    found = filled(evidence, evidence.manuscript)
    text = plain(found.manuscript.text)
    pieces = [(at, at + 1, "") for at in found.manuscript.escaped]
    pieces += [(start, end, "\n" * text.count("\n", start, end)) for start, end in found.manuscript.unseen]
    pieces += [(live.claim.start, live.claim.end, hold(at)) for at, live in enumerate(found.live)]
    text = replaced(text, pieces)
    held = Held(
        [_live(evidence, live) for live in found.live],
        _named(evidence, found),
        evidence.wording("manuscript.table"),
    )
    return laid_out(text, held)


def _live(evidence: Evidence, live: Live) -> Runs:
    """What is printed for a live number; typed words stay, unless a number in them is to be hidden."""
    if live.answer is None:
        return (Text(live.claim.source, "mono"),)
    typed = live.claim.typed
    if typed is None or live.answer.hidden:
        return live.answer.runs
    typed = " ".join(typed.split())
    return (Text(typed),) if evidence.public else (Number(typed, live.answer.ids, live.answer.about),)


def _named(evidence: Evidence, found: Filled) -> dict[str, Runs]:
    """What ``[[...]]`` leads to: the chapter of a finding, the label of a code, an utterance."""
    book, said = evidence.codebook, evidence.standing.facts
    chapters = {code.id for code in (*book.findings, *book.cross_cutting)}
    named: dict[str, Runs] = {}
    for link in links(found.manuscript.text):
        code = book.by_id.get(book.heir(link))
        if code is not None:
            label = (
                Link(code.label, theme_anchor(code.id))
                if code.id in chapters
                else Text(code.label, "emphasis"),
            )
            named[link] = label
        elif link in said:
            named[link] = (Text(LEFT_OUT),) if evidence.public else (Source(link),)
    return named


def _anchored(blocks: list[Block]) -> list[Block]:
    """The headings with anchors of their own."""
    return [
        replace(block, anchor=anchor_of("manuscript", str(at))) if isinstance(block, Heading) else block
        for at, block in enumerate(blocks)
    ]


def _marks_told(evidence: Evidence, blocks: list[Block]) -> list[str]:
    """What the marks for hidden numbers mean, where some are printed."""
    if not evidence.public:
        return []
    told = " ".join(text_of(runs) for block in blocks for runs in _all_runs(block))
    return [evidence.wording(key) for mark, key in ((SMALL, "small"), (ALSO, "small.also")) if mark in told]


def _all_runs(block: Block) -> list[Runs]:
    if isinstance(block, Heading):
        return [(Text(block.text),)]
    if isinstance(block, Paragraph):
        return [block.runs]
    if isinstance(block, Listing):
        return list(block.items)
    if isinstance(block, Table):
        cells = [cell for row in block.rows for cell in row.cells]
        return [(Text(block.caption),), *((Text(name),) for name in block.header), *cells]
    return []


def _shared(evidence: Evidence, block: Block) -> Block:
    """The block with what must not be shared left out of it."""
    if not evidence.public:
        return block
    if isinstance(block, Heading):
        return replace(block, text=evidence.shared(block.text))
    if isinstance(block, Paragraph):
        return replace(block, runs=_open(evidence, block.runs))
    if isinstance(block, Listing):
        return replace(block, items=tuple(_open(evidence, runs) for runs in block.items))
    if isinstance(block, Table):
        rows = tuple(Row(tuple(_open(evidence, cell) for cell in row.cells)) for row in block.rows)
        header = tuple(evidence.shared(name) for name in block.header)
        return replace(block, header=header, caption=evidence.shared(block.caption), rows=rows)
    return block


def _open(evidence: Evidence, runs: Runs) -> Runs:
    """Runs without the words that must not be shared, also where these go from one run into the next."""
    hidden = evidence.shared.hidden(text_of(runs))
    made: list[Run] = []
    at = 0
    for run in runs:
        size = len(text_of((run,)))
        made += _cut(run, at, hidden) if isinstance(run, Text) else _whole(run, at, size, hidden)
        at += size
    return tuple(made)


def _cut(run: Text, at: int, hidden: list[tuple[int, int]]) -> Iterator[Run]:
    reached = 0
    for start, end in hidden:
        first, last = max(start - at, 0), min(end - at, len(run.text))
        if first < last:
            yield Text(run.text[reached:first] + (LEFT_OUT if start >= at else ""), run.style)
            reached = last
    if run.text[reached:]:
        yield Text(run.text[reached:], run.style)


def _whole(run: Run, at: int, size: int, hidden: list[tuple[int, int]]) -> Iterator[Run]:
    """A link or number, which is printed whole or not at all."""
    if any(start < at + size and at < end for start, end in hidden):
        yield Text(LEFT_OUT)
    else:
        yield run
