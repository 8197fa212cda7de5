"""Hints on a document: what the indicators point at there, shown only to those who may see them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.coding.blind import double_coded
from pipeline.coding.hints import Hint, open_hints
from pipeline.stages.desk import Desk
from pipeline.stages.finishing import has_finished


def hints_allowed(desk: Desk, document: str, coder: str) -> bool:
    """Whether a coder may see hints on a document: not while it is coded by several and not finished."""
    home = desk.document(document).document
    several = double_coded(desk.opened.study, desk.begun(), desk.all_documents)
    return home not in several or has_finished(desk.sheet(home), coder)


def hints(desk: Desk, document: str, coder: str) -> list[Hint]:
    """The hints on a document that a coder has not answered yet; none where hints are not allowed."""
    if not hints_allowed(desk, document, coder):
        return []
    sheet = desk.sheet(document)
    return open_hints(all_hints(desk, document), sheet.codings, sheet.live.rejected, coder)


def all_hints(desk: Desk, document: str) -> list[Hint]:
    """Everything that the codebook's indicators point at in a document."""
    if not any(code.indicators for code in desk.codebook.codes):
        return []
    return desk.kept("hints", desk.document(document).document, _searched)


def prepare(desk: Desk, utterances: Iterable[str]) -> None:
    """Find the hints of some documents, so that nobody waits for that who saves meanwhile."""
    known = {row.document for row in desk.documents}
    for document in {id.rpartition(":")[0] for id in utterances} & known:
        all_hints(desk, document)


def _searched(desk: Desk, document: str) -> list[Hint]:
    from pipeline.coding.rules import coding_id, rule_codings
    from pipeline.language import lemmatiser

    rows = desk.utterances(document)
    texts = [row.text for row in rows]
    model = desk.opened.study.spacy_model
    matches = rule_codings(
        [row.utterance for row in rows],
        texts,
        [row.role for row in rows],
        [desk.language(document)] * len(rows),
        desk.codebook,
        lemmatiser(model, texts if model else ()),
    )
    return [
        Hint(
            coding_id(match.utterance, match.code, match.start, match.end),
            match.utterance,
            match.start,
            match.end,
            texts[match.row][match.start : match.end],
            match.code,
            match.fired,
        )
        for match in matches
    ]
