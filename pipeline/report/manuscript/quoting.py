"""The words of a coding as the manuscript may print them, edited as people asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.coding.edits import misfits, parts, within
from pipeline.report.blocks import Link, Run, Runs, Source, Text
from pipeline.report.sections.guarding import LEFT_OUT
from pipeline.report.sections.printed import BREAK, Printed, edits_of

if TYPE_CHECKING:
    from pipeline.coding.events import Edit
    from pipeline.report.evidence import Evidence


class Quoted(NamedTuple):
    """The words in quotation marks, with the number of the quote in the report, or else their utterance."""

    runs: Runs
    ids: tuple[str, ...] = ()


def quoted(evidence: Evidence, subject: str) -> Quoted:
    """A quote by its printed number or by its coding; the public edition has the words of printed ones."""
    printed = printed_quote(evidence, subject)
    if printed is not None:
        words = [
            _shown(span.text, span.start, span.end, edits_of(evidence, printed.coding, span))
            for span in printed.spans
        ]
        number = evidence.wording.number(printed.number)
        told = Link(f"{evidence.wording('quote.label').lower()} {number}", f"q{printed.number}")
        return Quoted(
            (*_marked(evidence, words), Text(" ("), told, Text(")")),
            () if evidence.public else tuple(span.utterance for span in printed.spans),
        )
    if evidence.public or edits_do_not_fit(evidence, subject):
        return Quoted((Text(LEFT_OUT),))
    lines = _lines(evidence, subject)
    words = [
        _shown(text, start, end, within(start, end, evidence.edits.get((subject, utterance), ())))
        for utterance, start, end, text in lines
    ]
    ids = tuple(dict.fromkeys(line[0] for line in lines))
    where = (Text(" ("), Source(ids[0]), Text(")")) if ids else ()
    return Quoted((*_marked(evidence, words), *where), ids)


def printed_quote(evidence: Evidence, subject: str) -> Printed | None:
    """The printed quote that a number or the id of a coding means; None where the report prints none."""
    for quote in evidence.quotes:
        if subject in (str(quote.number), quote.coding):
            return quote
    return None


def edits_do_not_fit(evidence: Evidence, coding: str) -> bool:
    """Whether the edits of a coding do not fit its words: these may then be words to hide."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for utterance, start, end, _ in _lines(evidence, coding):
        spans.setdefault(utterance, []).append((start, end))
    return any(
        misfits(spans.get(utterance, []), list(edits))
        for (one, utterance), edits in evidence.edits.items()
        if one == coding
    )


def _lines(evidence: Evidence, coding: str) -> list[tuple[str, int, int, str]]:
    """The stretches of a coding with the texts they stand in, each once."""
    table = evidence.codings
    rows = table[table["coding"] == coding]
    said = evidence.utterances
    texts = said[said["utterance"].isin(rows["utterance"])]
    text = dict(zip(texts["utterance"], texts["text"], strict=True))
    found = zip(rows["utterance"], rows["start"], rows["end"], strict=True)
    return [(id, int(start), int(end), text[id]) for id, start, end in dict.fromkeys(found) if id in text]


def _shown(text: str, start: int, end: int, edits: list[Edit]) -> Runs:
    stretches = parts(text, start, end, edits)
    return tuple(Text(part.shown, "emphasis" if part.edited else "") for part in stretches if part.shown)


def _marked(evidence: Evidence, words: list[Runs]) -> Runs:
    """The words in the quotation marks of the language, with a mark between two utterances."""
    before, _, after = evidence.wording.texts["quoted"].partition("{label}")
    made: list[Run] = [Text(before)]
    for at, runs in enumerate(words):
        made += [Text(BREAK)] if at else []
        made += runs
    return (*made, Text(after))
