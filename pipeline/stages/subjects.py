"""What a memo or a plan is about, as a person types it: ``code:uklart-begrep``, looked up in the study."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from pipeline.problems import StudyError, UsageError, error
from pipeline.stages.opened import OpenStudy

Subject = tuple[str, str]

KINDS = (
    "study",
    "document",
    "utterance",
    "code",
    "coding",
    "relation",
    "method",
    "positionality",
    "sampling",
)
"""What a memo may be about."""
FREE = ("study", "method", "positionality")
"""The kinds whose id is a word of one's own."""


def the_subjects(opened: OpenStudy, typed: Sequence[str], kinds: Sequence[str] = KINDS) -> list[Subject]:
    """What was typed, each with its kind and the id under which the study has it.

    A word alone is on the study: ``method`` is ``study: method``. Raises UsageError for a kind that is none
    of these, and StudyError with near ids for what the study does not have.
    """
    return [_subject(opened, one, kinds) for one in typed]


def _subject(opened: OpenStudy, typed: str, kinds: Sequence[str]) -> Subject:
    kind, mark, id = (part.strip() for part in typed.partition(":"))
    if not mark and kind in FREE and "study" in kinds:
        return "study", kind
    if kind not in kinds or not id:
        raise UsageError(
            f"--about is written KIND:ID, such as code:uklart-begrep, and KIND is one of: "
            f"{', '.join(kinds)}; '{typed}' is not."
        )
    if kind in FREE:
        return kind, id
    if kind == "utterance":
        from pipeline.stages.meant import the_utterance

        return kind, the_utterance(opened, id).utterance
    return kind, the_id(kind, id, ids_of(opened, kind))


def the_id(kind: str, id: str, known: Iterable[str]) -> str:
    """The id, where the study has it; raises StudyError with the nearest ones where not."""
    from difflib import get_close_matches

    known = list(known)
    if id in known:
        return id
    near = get_close_matches(id, known, 3)
    remedy = f"Did you mean {' or '.join(near)}?" if near else _where(kind)
    raise StudyError(error(PLACES[kind], f"unknown-{kind}", f"the study has no {kind} '{id}'.", remedy))


PLACES = {
    "code": "codebooks/codebook.yaml",
    "relation": "codebooks/codebook.yaml",
    "coding": "codebooks/codings",
    "document": "data/raw/documents.csv",
    "memo": "codebooks/memos",
    "sampling": "codebooks/sampling.jsonl",
    "role": "study.yaml",
    "case": "study.yaml",
}
"""Where the ids of each kind stand."""


def _where(kind: str) -> str:
    if kind == "sampling":
        return "See them with: forankret sampling list"
    return f"See which there are in {PLACES[kind]}."


def ids_of(opened: OpenStudy, kind: str) -> Collection[str]:
    """The ids of a kind that the study has; all codings that were ever made, and all documents."""
    if kind == "code":
        return opened.codebook.by_id
    if kind == "relation":
        return [str(getattr(relation, "id", "")) for relation in opened.codebook.relations]
    if kind == "document":
        return [row.document for row in opened.documents]
    if kind == "coding":
        from pipeline.store.codings import read_codings

        return {record.event.coding for record in read_codings(opened.folder.path).records}
    if kind == "memo":
        from pipeline.store.memo_log import memo_digests

        return [name.removesuffix(".md") for name in memo_digests(opened.folder)]
    if kind == "sampling":
        from pipeline.store.sampling import read_sampling

        return [event.sampling for event in read_sampling(opened.folder).events if event.event == "plan"]
    return opened.study.roles if kind == "role" else opened.study.cases
