"""Which transcript stands at the end of a chain of corrections, for each that was ever received."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Document


def last_corrections(documents: Iterable[Document]) -> dict[str, str]:
    """Each document, and each that one of them replaces, with the last of its chain; itself without one."""
    documents = list(documents)
    successor = {row.replaces: row.document for row in documents if row.replaces}
    return {id: _last(id, successor) for id in (*(row.document for row in documents), *successor)}


def _last(document: str, successor: dict[str, str]) -> str:
    """The document at the end of a chain of corrections; a circle ends where it began."""
    passed = {document}
    while document in successor and successor[document] not in passed:
        document = successor[document]
        passed.add(document)
    return document
