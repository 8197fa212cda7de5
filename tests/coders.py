"""Studies in which two have coded, and have marked documents as done."""

from __future__ import annotations

from pathlib import Path

from pipeline.coding.events import Event
from pipeline.store.codings import append


def done(folder: Path, *coders: str, document: str = "INT-01", withdrawn: bool = False, at: str = "") -> None:
    """These coders mark a document as finished, or open it again."""
    for coder in coders:
        event = Event(at=at or "2024-04-01T09:00:00Z", event="done", withdrawn=withdrawn)
        append(folder, coder, document, [event])
