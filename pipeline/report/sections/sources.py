"""The transcripts behind the numbers and quotes, in the internal edition of the web page."""

from __future__ import annotations

from pipeline.report.blocks import Block, Passage, Transcript, Transcripts
from pipeline.report.evidence import Evidence
from pipeline.report.sections.labels import place_label, value_label
from pipeline.report.wording import capital, role_label


def sources(evidence: Evidence) -> list[Block]:
    """Every document with its utterances in order, so that each is read after the question it answers."""
    if evidence.public or evidence.utterances.empty:
        return []
    words = evidence.wording
    marks, codes = _marks(evidence), _codes(evidence)
    kinds = dict(zip(evidence.documents["document"], evidence.documents["kind"], strict=True))
    present = evidence.utterances["role"].unique()
    roles = {role: capital(role_label(evidence.study, role, words)) for role in present}
    columns = ("utterance", "document", "role", "speaker", "label", "place", "text")
    found: dict[str, list[Passage]] = {}
    for id, document, role, speaker, label, place, text in zip(
        *(evidence.utterances[name].tolist() for name in columns), strict=True
    ):
        who = roles[role]
        name = speaker or label
        passage = Passage(
            id,
            f"{who} ({name})" if name else who,
            place_label(words, place),
            text,
            tuple(marks.get(id, ())),
            tuple(codes.get(id, ())),
            role in evidence.study.asking,
            who,
        )
        found.setdefault(document, []).append(passage)
    documents = tuple(
        Transcript(document, value_label(evidence, "kind", kinds.get(document, "")), tuple(passages))
        for document, passages in found.items()
    )
    return [Transcripts(words("sources.heading"), words("sources.intro"), "sources", documents)]


def _marks(evidence: Evidence) -> dict[str, list[tuple[int, int]]]:
    """Where the printed quotes stand in their utterances."""
    marks: dict[str, list[tuple[int, int]]] = {}
    for quote in evidence.quotes:
        for span in quote.spans:
            marks.setdefault(span.utterance, []).append((span.start, span.end))
    return marks


def _codes(evidence: Evidence) -> dict[str, dict[str, None]]:
    """The labels of the codes on each utterance, in the order in which they were put."""
    codes: dict[str, dict[str, None]] = {}
    ours = evidence.counted
    for code, utterance in zip(ours["code"].tolist(), ours["utterance"].tolist(), strict=True):
        known = evidence.codebook.by_id.get(code)
        codes.setdefault(utterance, {})[known.label if known else code] = None
    return codes
