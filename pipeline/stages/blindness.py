"""From the terminal, a coder marks a document as done, or opens it again."""

from __future__ import annotations

from pipeline.coding.blind import finished
from pipeline.coding.corrections import last_corrections
from pipeline.coding.events import Event, stamp
from pipeline.problems import StudyError, error
from pipeline.stages.code import documents_read
from pipeline.stages.coding import now
from pipeline.stages.ingest import ingest
from pipeline.stages.meant import the_coder
from pipeline.stages.opened import OpenStudy
from pipeline.store.codings import append, read_codings


def mark_done(opened: OpenStudy, coder: str, document: str, again: bool = False) -> str:
    """Mark a document as done by a coder, or with ``again`` open it anew; what is so now, in a sentence.

    A transcript that was corrected is marked where its codings stand now. Raises StudyError for a document
    or a coder that the study has not.
    """
    who = the_coder(opened, coder)
    home = _home(opened, document)
    done = finished(read_codings(opened.folder.path).records)
    if ((who, home) in done) != again:
        return f"{home} was {'done' if not again else 'open'} for {who} already."
    append(opened.folder.path, who, home, [_event(opened, again)])
    if again:
        return f"{home} is open again for {who}."
    others = [name for name in opened.study.coders if name != who and (name, home) in done]
    return f"{home} is done for {who}. {_next(others)}"


def _event(opened: OpenStudy, again: bool) -> Event:
    return Event(at=stamp(now()), event="done", withdrawn=again, codebook=opened.codebook.version)


def _next(others: list[str]) -> str:
    if not others:
        return "Nobody else has it done yet; codings stay apart until then."
    return f"So it is for {', '.join(others)}: compare with forankret agreement"


def _home(opened: OpenStudy, document: str) -> str:
    """The document in which the words of one stand now."""
    ingest(opened)
    known = documents_read(opened)
    last = last_corrections(known)
    home = last.get(document, document)
    if home not in {one.document for one in known}:
        message = f"the study has no document '{document}'."
        raise StudyError(
            error("data/raw/documents.csv", "unknown-document", message, "See them with: forankret documents")
        )
    return home
