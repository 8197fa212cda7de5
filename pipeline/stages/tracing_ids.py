"""Ids that somebody asks to have followed: a coding's by its beginning, and those that lead elsewhere."""

from __future__ import annotations

import re
from typing import Any

from pipeline.model import utterance_id
from pipeline.problems import StudyError, error
from pipeline.stages.tracing_utterance import traced_coding, traced_utterance
from pipeline.stages.trail import Trail
from pipeline.stages.typed_id import the_coding

UTTERANCE = re.compile(r"(.+):(\d{1,9})")
BEGUN = re.compile(r"[0-9a-f]{6,8}(?:-[0-9a-f-]*)?", re.IGNORECASE)


def utterance_named(trail: Trail, asked: str) -> dict[str, Any] | None:
    """An utterance by its id; raises StudyError where its document is there, and has no such utterance."""
    named = UTTERANCE.fullmatch(asked)
    if named is None:
        return None
    document = named[1]
    found = traced_utterance(trail, utterance_id(document, int(named[2])))
    if found is None and document in _documents(trail):
        message = f"{document} has no utterance {named[2]}."
        remedy = f"Its utterances, with their numbers: forankret show {document}"
        raise StudyError(error("data/processed", "unknown-utterance", message, remedy))
    return found


def coding_begun(trail: Trail, asked: str) -> dict[str, Any] | None:
    """The only coding whose id begins so; raises UsageError where several do."""
    meant = the_coding(trail.opened, asked) if BEGUN.fullmatch(asked) else asked
    return traced_coding(trail, meant) if meant != asked else None


def elsewhere(trail: Trail, asked: str) -> None:
    """Raises StudyError for what is known here and followed in another way: a document, memo or relation."""
    command = ""
    if asked in _documents(trail):
        what, command = "a document", f"show {asked}"
    elif any(relation.id == asked for relation in trail.opened.codebook.relations):
        what, command = "a relation between codes", "codebook relations"
    elif any(memo.file.rpartition("/")[2].removesuffix(".md") == asked for memo in trail.memos):
        what, command = "a memo", f"memo show {asked}"
    if command:
        message = f"'{asked}' is {what}, and not something with words of its own behind it."
        remedy = f"See it with: forankret {command}; then trace an utterance of it (such as INT-01:0004)."
        raise StudyError(error("study", "unknown-trace", message, remedy))


def _documents(trail: Trail) -> set[str]:
    return {document.document for document in trail.opened.documents}
