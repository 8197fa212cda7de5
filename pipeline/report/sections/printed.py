"""The quotes that the report prints: chosen, edited as people asked, and numbered through the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.analysis.quotes import chosen_quotes
from pipeline.coding.edits import misfits, parts, within
from pipeline.report.blocks import Block, Quote, Run, Runs, Text
from pipeline.report.evidence import Evidence
from pipeline.report.wording import capital, role_label

if TYPE_CHECKING:
    import pandas as pd

BREAK = " […] "
"""Between two utterances of one passage, where others may have spoken."""


class Span(NamedTuple):
    """The part of a printed quote that stands in one utterance."""

    utterance: str
    start: int
    end: int
    quote: str
    text: str


class Printed(NamedTuple):
    """A quote as the report prints it: its number, the coding behind it, and where its words stand."""

    number: int
    theme: str
    code: str
    coding: str
    coder: str
    role: str
    pinned: bool
    spans: tuple[Span, ...]


def printed_quotes(evidence: Evidence) -> list[Printed]:
    """All quotes of the report in the order of print: finding by finding, the cross-cutting theme last."""
    found: list[Printed] = []
    if evidence.codings.empty:
        return found
    codings = _printable(evidence, evidence.codings)
    for theme in [*evidence.codebook.findings, *evidence.codebook.cross_cutting]:
        avoid = {span.utterance for quote in found for span in quote.spans}
        table = chosen_quotes(
            evidence.utterances,
            codings,
            evidence.codebook,
            evidence.study,
            theme.id,
            evidence.pins,
            avoid=avoid,
        )
        for _, rows in table.groupby("order", sort=True):
            found.append(_printed(rows, theme.id, len(found) + 1))
    return found


def _printable(evidence: Evidence, table: pd.DataFrame) -> pd.DataFrame:
    """The codings without those whose edits were lost or do not fit: their words may be words to hide."""
    lines = table[table["coding"].isin({coding for coding, _ in evidence.edits})]
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for coding, utterance, start, end in zip(
        lines["coding"], lines["utterance"], lines["start"], lines["end"], strict=True
    ):
        spans.setdefault((coding, utterance), []).append((start, end))
    bad = {key[0] for key, edits in evidence.edits.items() if misfits(spans.get(key, []), list(edits))}
    return table[~table["coding"].isin(bad)]


def _printed(rows: pd.DataFrame, theme: str, number: int) -> Printed:
    lines: list[dict[Any, Any]] = rows.to_dict("records")
    first = lines[0]
    spans = tuple(
        Span(line["utterance"], line["start"], line["end"], line["quote"], line["text"]) for line in lines
    )
    return Printed(
        number, theme, first["code"], first["coding"], first["coder"], first["role"], first["pinned"], spans
    )


def quote_blocks(evidence: Evidence, theme: str) -> list[Block]:
    """The quotes of a finding or theme, ready for print."""
    return [_block(evidence, quote) for quote in evidence.quotes if quote.theme == theme]


def words_of_coding(evidence: Evidence, coding: str) -> Runs:
    """The words of any coding as they would be printed; nothing of one whose edits do not fit it."""
    rows = evidence.codings[evidence.codings["coding"] == coding]
    if rows.empty or _printable(evidence, rows).empty:
        return (Text("[…]"),)
    texts = dict(zip(evidence.utterances["utterance"], evidence.utterances["text"], strict=True))
    runs: list[Run] = []
    for line in rows.to_dict("records"):
        text = texts.get(line["utterance"], "")
        span = Span(line["utterance"], line["start"], line["end"], line["quote"], text)
        runs += [Text(BREAK)] if runs else []
        runs += _shown(evidence, coding, span)
    return tuple(runs)


def _block(evidence: Evidence, quote: Printed) -> Quote:
    words = evidence.wording
    runs: list[Run] = []
    for at, span in enumerate(quote.spans):
        runs += [Text(BREAK)] if at else []
        runs += _shown(evidence, quote.coding, span)
    ids = () if evidence.public else tuple(span.utterance for span in quote.spans)
    return Quote(
        quote.number,
        tuple(runs),
        capital(role_label(evidence.study, quote.role, words)),
        ids,
        _edits_told(evidence, quote),
    )


def edits_of(evidence: Evidence, coding: str, span: Span) -> list[Any]:
    """The edits of a printed span; a coding with edits that fit none of its spans is never printed."""
    return within(span.start, span.end, evidence.edits.get((coding, span.utterance), ()))


def _shown(evidence: Evidence, coding: str, span: Span) -> Runs:
    stretches = parts(span.text, span.start, span.end, edits_of(evidence, coding, span))
    return tuple(Text(part.shown, "emphasis" if part.edited else "") for part in stretches if part.shown)


def printed_words(evidence: Evidence, quote: Printed) -> str:
    """The words of a quote as they are printed."""
    return BREAK.join(
        "".join(
            part.shown
            for part in parts(span.text, span.start, span.end, edits_of(evidence, quote.coding, span))
        )
        for span in quote.spans
    )


def _edits_told(evidence: Evidence, quote: Printed) -> str:
    """What was done to a quote, in words: *forkortet, anonymisert*."""
    done = {edit.op for span in quote.spans for edit in edits_of(evidence, quote.coding, span)}
    return evidence.wording.listed(
        [evidence.wording(f"edit.{op}") for op in ("cut", "mask", "insert") if op in done]
    )


def quote_key(evidence: Evidence) -> pd.DataFrame:
    """The key from the printed number of a quote to its words: the table ``reports/tables/quotes.csv``.

    Columns: number, finding, code, coding, coder, role, pinned, utterance, document, start, end, quote (as
    said), printed (the whole quote as printed), edits (``op start-end text``, one after the other). A
    passage has a row for each of its utterances.
    """
    import pandas as pd

    columns = (
        "number",
        "finding",
        "code",
        "coding",
        "coder",
        "role",
        "pinned",
        "utterance",
        "document",
        "start",
        "end",
        "quote",
        "printed",
        "edits",
    )
    rows = [
        (
            quote.number,
            quote.theme,
            quote.code,
            quote.coding,
            quote.coder,
            quote.role,
            "yes" if quote.pinned else "no",
            span.utterance,
            span.utterance.rpartition(":")[0],
            span.start,
            span.end,
            span.quote,
            printed_words(evidence, quote),
            _edit_log(edits_of(evidence, quote.coding, span)),
        )
        for quote in evidence.quotes
        for span in quote.spans
    ]
    return pd.DataFrame(rows, columns=list(columns))


def _edit_log(edits: list[Any]) -> str:
    return "; ".join(f"{edit.op} {edit.start}-{edit.end} {edit.text}".strip() for edit in edits)
