"""A coder marks a document as finished, or opens it again."""

from __future__ import annotations

from pipeline.coding.blind import finished as all_finished
from pipeline.coding.events import Event, stamp
from pipeline.stages.doing import Doing, Done, now, write
from pipeline.stages.sheet import Sheet


def has_finished(sheet: Sheet, coder: str) -> bool:
    """Whether a coder has marked a document as finished."""
    return (coder, sheet.document) in all_finished(sheet.records)


def finish(doing: Doing, document: str, finished: bool) -> Done:
    """Mark a document as finished by the coder, or open it again."""
    home = doing.desk.document(document).document
    if has_finished(doing.desk.sheet(home), doing.coder) == finished:
        return Done((), (), "already")
    write(doing, [Event(at=stamp(now()), event="done", withdrawn=not finished)], document=home)
    return Done(())
