"""What the report owes its readers at the end: corrections, known problems, and the key to the quotes."""

from __future__ import annotations

from collections import Counter

from pipeline.report.blocks import Block, Heading, Listing, Paragraph, Row, Runs, Source, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import numbers_told, plain
from pipeline.report.sections.printed import Printed, edits_of


def corrections(evidence: Evidence) -> list[Block]:
    """For each corrected transcript what became of its codings."""
    words = evidence.wording
    heading = Heading(2, words("corrections.heading"), "corrections")
    if not evidence.corrections:
        return [heading, Paragraph((Text(words("corrections.empty")),))]
    intro = Paragraph((Text(words("corrections.intro")),))
    names = ("kept", "moved", "ambiguous", "lost", "placed", "waiting")
    if evidence.public:
        waiting = sum(one.waiting for one in evidence.corrections)
        key = "corrections.public" if not waiting else "corrections.public-waiting"
        return [heading, intro, Paragraph((Text(words(key)),))]
    rows = tuple(
        Row(
            (
                plain(one.document),
                plain(one.replaces),
                *numbers_told(evidence, *(getattr(one, n) for n in names)),
            )
        )
        for one in evidence.corrections
    )
    header = tuple(words(f"column.{name}") for name in ("document", "replaces", *names))
    widths = (0.18, 0.16, *[0.11] * 6)
    return [heading, intro, Table(header, rows, words("corrections.caption"), "", tuple(range(2, 8)), widths)]


def acknowledged(evidence: Evidence) -> list[Block]:
    """The errors that the researchers have seen and let stand with a reason, and the warnings that stand."""
    words = evidence.wording
    blocks: list[Block] = [Heading(2, words("problems.heading"), "problems")]
    if not evidence.acknowledged:
        blocks.append(Paragraph((Text(words("problems.none")),)))
    else:
        blocks += [Paragraph((Text(words("problems.intro")),)), _problems(evidence)]
    if evidence.warnings:
        told = tuple(
            (
                Text(f"{words.number(n)} {words.counted('warning', n)}: {_in_words(evidence, name)} ("),
                *(Text(name, "mono"), Text(")")),
            )
            for name, n in sorted(evidence.warnings.items())
        )
        blocks += [Paragraph((Text(words("problems.warnings")),)), Listing(told)]
    return blocks


def _in_words(evidence: Evidence, check: str) -> str:
    """What a check is about; one that has no words here keeps its name."""
    key = f"check.{check}"
    return evidence.wording(key if evidence.wording.has(key) else "check.other")


def _problems(evidence: Evidence) -> Table:
    """Inside with place and message; outside only which check and why, since places may tell."""
    words = evidence.wording
    if evidence.public:
        told = sorted({(problem.check, evidence.shared(reason)) for problem, reason in evidence.acknowledged})
        few = tuple(
            Row((plain(f"{_in_words(evidence, check)} ({check})"), plain(reason))) for check, reason in told
        )
        return Table(
            (words("column.check"), words("column.reason")),
            few,
            words("problems.caption"),
            "",
            (),
            (0.3, 0.7),
        )
    rows = tuple(
        Row(
            (
                plain(f"{_in_words(evidence, problem.check)} ({problem.check})"),
                plain(problem.place),
                plain(problem.message),
                plain(reason),
            )
        )
        for problem, reason in evidence.acknowledged
    )
    header = tuple(words(f"column.{name}") for name in ("check", "place", "message", "reason"))
    return Table(header, rows, words("problems.caption"), "", (), (0.16, 0.22, 0.34, 0.28))


def key_to_quotes(evidence: Evidence) -> list[Block]:
    """From the printed number of each quote to where its words stand; outside it is said who keeps it."""
    words = evidence.wording
    heading = Heading(2, words("key-quotes.heading"), "quotes-key")
    chapter = Heading(1, words("appendices.heading"), "appendices", new_page=True)
    if not evidence.quotes:
        return [chapter, heading, Paragraph((Text(words("key-quotes.empty")),))]
    if evidence.public:
        return [chapter, heading, Paragraph((Text(words("key-quotes.public")),))]
    rows = tuple(Row(_key_row(evidence, quote)) for quote in evidence.quotes)
    header = tuple(words(f"column.{name}") for name in ("number", "code", "utterance", "chosen", "edits"))
    intro = Paragraph((Text(words("key-quotes.intro")),))
    table = Table(header, rows, words("key-quotes.caption"), "", (0,), (0.08, 0.34, 0.24, 0.14, 0.2))
    return [chapter, heading, intro, table]


def _key_row(evidence: Evidence, quote: Printed) -> tuple[Runs, ...]:
    words, code = evidence.wording, evidence.codebook.by_id.get(quote.code)
    places: list[Text | Source] = []
    for at, span in enumerate(quote.spans):
        places += [Text(", ")] if at else []
        places.append(Source(span.utterance))
    edits = [edit for span in quote.spans for edit in edits_of(evidence, quote.coding, span)]
    counts = Counter(edit.op for edit in edits)
    told = [f"{counts[op]} {words(f'edits.{op}')}" for op in ("cut", "mask", "insert") if counts[op]]
    return (
        plain(words.number(quote.number)),
        plain(code.label if code else quote.code),
        tuple(places),
        plain(words("chosen.pinned" if quote.pinned else "chosen.lot")),
        plain(", ".join(told) or "–"),
    )
