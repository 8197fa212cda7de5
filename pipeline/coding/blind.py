"""Who may see whose codings: each coder works blind on a document until both have marked it as done."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING

from pipeline.coding.corrections import last_corrections
from pipeline.coding.live import LiveCodings
from pipeline.coding.moments import in_time

if TYPE_CHECKING:
    from pipeline.coding.events import Record
    from pipeline.model import Document
    from pipeline.study import Study

Finished = frozenset[tuple[str, str]]
"""The pairs of coder and document that are marked as done."""


def finished(found: LiveCodings | Iterable[Record]) -> Finished:
    """The coders and documents that are marked as done; of several decisions on one, the last counts."""
    records = found.done if isinstance(found, LiveCodings) else found
    last: dict[tuple[str, str], bool] = {}
    for event, coder, document, _ in in_time([one for one in records if one.event.event == "done"]):
        last[coder, document] = not event.withdrawn
    return frozenset(pair for pair, done in last.items() if done)


def may_see(done: Set[tuple[str, str]], reader: str, owner: str, document: str) -> bool:
    """Whether a coder may see the codings of another on a document: once both have marked it as done.

    ``document`` is the one that the words stand in now, so that a corrected transcript is marked anew.
    """
    return reader == owner or {(reader, document), (owner, document)} <= done


def double_coded(study: Study, records: Iterable[Record], documents: Iterable[Document] = ()) -> set[str]:
    """The documents that several people code: those that study.yaml names, and those that two have coded.

    With the register's ``documents``, a transcript and its corrections count as one: whoever coded any of
    them coded all.
    """
    last = last_corrections(documents)
    coders: dict[str, set[str]] = {}
    for event, coder, document, _ in records:
        if event.event == "apply":
            on = event.utterance.rpartition(":")[0] or document
            coders.setdefault(last.get(on, on), set()).add(coder)
    several = {document for document, who in coders.items() if len(who) > 1}
    several |= {last.get(document, document) for document in study.double_coding}
    return {*study.double_coding, *several, *(id for id, end in last.items() if end in several)}
