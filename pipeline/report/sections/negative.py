"""Negative cases: how much speaks against each finding, none included, with the words and the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.analysis.lineage import lineage
from pipeline.codebook import Code
from pipeline.coding.contradicting import NegativeCase
from pipeline.coding.edits import misfits, parts, within
from pipeline.report.blocks import (
    Block,
    Heading,
    Link,
    Paragraph,
    Row,
    Run,
    Runs,
    Source,
    Table,
    Text,
    anchor_of,
)
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, divided, noun, number, plain, small_note
from pipeline.report.sections.memos import coder_label
from pipeline.report.sections.suppression import LEAST
from pipeline.report.wording import role_label


def negative_cases(evidence: Evidence) -> list[Block]:
    """A table of every finding with what speaks against it; in the internal edition each case too."""
    words = evidence.wording
    blocks: list[Block] = [Heading(1, words("negative.heading"), "negative-cases")]
    themes = _themes(evidence)
    if not themes:
        return [*blocks, Paragraph((Text(words("negative.empty")),))]
    blocks += [Paragraph((Text(words("negative.intro")),)), _counts(evidence, themes)]
    for theme in () if evidence.public else themes:
        blocks.append(Heading(2, theme.label, anchor_of("negative", theme.id)))
        blocks += [Paragraph(_found(evidence, theme.id)), *_listed(evidence, theme)]
    return blocks


def against_told(evidence: Evidence, theme: str) -> list[Block]:
    """The sentence under a finding that says how many negative cases there are, and leads to them."""
    words = evidence.wording
    where = Link(words("negative.heading"), "negative-cases")
    return [Paragraph((*_found(evidence, theme), Text(" "), *words.runs("negative.see", place=where)))]


def _themes(evidence: Evidence) -> list[Code]:
    """The findings, the cross-cutting themes, and other codes that something was said to speak against."""
    book = evidence.codebook
    known = [*book.findings, *book.cross_cutting]
    others = [id for id in evidence.negative if id in book.by_id and evidence.negative[id]]
    return [*known, *(book.by_id[id] for id in others if book.by_id[id] not in known)]


def _found(evidence: Evidence, theme: str) -> Runs:
    """How many codings speak against a finding; none is said in so many words."""
    words = evidence.wording
    cases = evidence.negative.get(theme, ())
    codings, ids = {case.coding for case in cases}, _utterances(evidence, cases)
    if evidence.public and len(codings) < LEAST:
        return (Text(words("negative.few")),)
    if not codings:
        return (Text(words("negative.none")),)
    documents = {evidence.standing.facts[id][3] for id in ids}
    return words.runs(
        "negative.found",
        n=number(evidence, Part(len(codings), ids, words("negative.heading"))),
        codings=noun(evidence, "coding", len(codings)),
        u=number(evidence, Part(len(ids), ids, words("negative.heading"))),
        utterances=noun(evidence, "utterance", len(ids)),
        d=number(evidence, Part(len(documents), ids, words("negative.heading"))),
        documents=noun(evidence, "document", len(documents)),
    )


def _utterances(evidence: Evidence, cases: Iterable[NegativeCase]) -> tuple[str, ...]:
    """The utterances of cases, each once, that those who answer said."""
    asking, facts = evidence.study.asking, evidence.standing.facts
    every = dict.fromkeys(id for case in cases for id in case.utterances)
    return tuple(id for id in every if id in facts and facts[id][0] not in asking)


def _counts(evidence: Evidence, themes: list[Code]) -> Table:
    words = evidence.wording
    rows = tuple(Row((plain(theme.label), *_numbers(evidence, theme))) for theme in themes)
    names = ("finding", "codings-under", "against", "against-own", "utterances", "documents", "speakers")
    note = small_note(evidence, words("negative.note"), rows)
    widths = (0.34, 0.12, 0.12, 0.12, 0.1, 0.1, 0.1)
    header = tuple(words(f"column.{name}") for name in names)
    return Table(header, rows, words("negative.caption"), note, tuple(range(1, 7)), widths)


def _numbers(evidence: Evidence, theme: Code) -> Iterator[Runs]:
    cases = evidence.negative.get(theme.id, ())
    own = [case for case in cases if theme.id in lineage(evidence.codebook, case.code)]
    ids, facts = _utterances(evidence, cases), evidence.standing.facts
    speakers = {facts[id][4] for id in ids if facts[id][4]}
    yield number(
        evidence,
        Part(evidence.standing.count(theme.id).codings, evidence.standing.ids(theme.id), theme.label),
    )
    against, ours = ({case.coding for case in some} for some in (cases, own))
    total = Part(len(against), ids, theme.label)
    parts = [Part(len(ours), _utterances(evidence, own), theme.label), Part(len(against - ours))]
    every, (under, _) = divided(evidence, total, parts)
    yield from (every, under)
    for count in (len(ids), len({facts[id][3] for id in ids}), len(speakers)):
        yield number(evidence, Part(count, ids, theme.label))


def _listed(evidence: Evidence, theme: Code) -> list[Block]:
    """Each case with its words and why it speaks against the finding."""
    cases = evidence.negative.get(theme.id, ())
    if not cases:
        return []
    words = evidence.wording
    spans = _spans(evidence, {case.coding for case in cases})
    rows = tuple(Row(_case(evidence, case, spans.get(case.coding, []))) for case in cases)
    header = tuple(words(f"column.{name}") for name in ("utterance", "role", "said", "why", "coder"))
    caption = words("negative.listed", label=words.quoted(theme.label))
    return [Table(header, rows, caption, "", (), (0.13, 0.12, 0.38, 0.26, 0.11))]


def _case(evidence: Evidence, case: NegativeCase, spans: list[dict[Any, Any]]) -> tuple[Runs, ...]:
    words, ids = evidence.wording, _utterances(evidence, [case])
    sources: list[Run] = []
    for id in ids:
        sources += [Text(" "), Source(id)] if sources else [Source(id)]
    role = evidence.standing.facts[ids[0]][0]
    said = plain(" […] ".join(_shown(evidence, span) for span in spans) or case.quote)
    told = (case.memo or words("negative.no-memo"), coder_label(evidence, case.coder))
    return (tuple(sources), plain(role_label(evidence.study, role, words)), said, *map(plain, told))


def _spans(evidence: Evidence, codings: set[str]) -> dict[str, list[dict[Any, Any]]]:
    """The lines of these codings, with the utterances that they are on."""
    table = evidence.codings[evidence.codings["coding"].isin(codings)]
    texts = evidence.utterances[evidence.utterances["utterance"].isin(set(table["utterance"]))]
    lines = table[["coding", "utterance", "start", "end"]].merge(texts[["utterance", "text"]], on="utterance")
    found: dict[str, list[dict[Any, Any]]] = {}
    for line in lines.to_dict("records"):
        found.setdefault(line["coding"], []).append(line)
    return found


def _shown(evidence: Evidence, span: dict[Any, Any]) -> str:
    """The words of a span with the edits of its coding; none where these do not fit."""
    edits = list(evidence.edits.get((span["coding"], span["utterance"]), ()))
    start, end = span["start"], span["end"]
    if misfits([(start, end)], edits):
        return "[…]"
    return "".join(part.shown for part in parts(span["text"], start, end, within(start, end, edits)))
