"""How an act of a coder comes into the files: whole, on the disk before it is told, and never twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from pipeline.coding.events import Event, new_coding, stamp
from pipeline.coding.moments import moment
from pipeline.stages.acts_told import NOTHING, told
from pipeline.stages.desk import Desk
from pipeline.store.codings import alone, append, put_on_disk


class Doing(NamedTuple):
    """Who does something at the desk, and the id of the act, by which a repeated request is known.

    ``at`` is its moment, '' where that is when it is written. ``begun`` are its lines that are in the files
    already, where it was cut off (a crash, a full disk); only those that lack are written then.
    """

    desk: Desk
    coder: str
    act: str
    at: str = ""
    begun: tuple[Event, ...] = ()


class Done(NamedTuple):
    """What an act did: the utterances it is about, the codings it made, and a word for what happened.

    ``said`` is ``done``, ``already`` (nothing had to be done) or ``nothing`` (there was nothing to do). Where
    it took another act back, or did it again, ``undone`` says which in a few words, and ``document`` where.
    """

    utterances: tuple[str, ...]
    codings: tuple[str, ...] = ()
    said: str = "done"
    undone: str = ""
    document: str = ""


def now() -> datetime:
    """The moment of an act; only people's own events carry it."""
    return datetime.now(UTC)


def new_id(doing: Doing, about: str) -> str:
    """The id of a coding that an act makes; always the same for the same act, so that it can be taken up."""
    randomness = sha256("\0".join((doing.coder, doing.act, about)).encode("utf-8", "replace")).digest()
    return new_coding(moment(doing.at) or now(), randomness)


def once(doing: Doing, do: Callable[[Doing], Done]) -> Done:
    """What an act did: now, or before, where an answer got lost on its way; one cut off is taken up.

    Nobody else writes meanwhile, so that two programs that are asked for the same act do it once.
    """
    with alone(doing.desk.opened.folder.path):
        return _once(doing, do)


def _once(doing: Doing, do: Callable[[Doing], Done]) -> Done:
    doing.desk.look(now=True)
    known = doing.desk.acts_of(doing.coder).get(doing.act)
    begun = known.records if known else []
    if not begun:
        return do(doing._replace(at=stamp(_moment(doing.desk))))
    held = tuple(record.event for record in begun)
    if len(held) < held[0].lines:
        with doing.desk.leaving_out(doing.act):
            return do(doing._replace(at=held[0].at, begun=held))
    for document in dict.fromkeys(record.document for record in begun):
        put_on_disk(doing.desk.opened.folder.path, doing.coder, document)
    made = tuple(dict.fromkeys(event.coding for event in held if event.event == "apply"))
    back = doing.desk.acts_of(doing.coder).get(held[0].undoes)
    about = told(doing.desk, doing.coder, back) if back else NOTHING
    there = [record.event.utterance for record in (*begun, *(back.records if back else ()))]
    return Done(tuple(dict.fromkeys(filter(None, there))), made, "done", about.what, about.document)


def write(doing: Doing, events: Iterable[Event], undoes: str = "", document: str = "") -> list[Event]:
    """The events of an act as written: each in the coder's file on its document, on disk before this ends."""
    at = doing.at or stamp(_moment(doing.desk))
    whole = list(events)
    shared = {"at": at, "act": doing.act, "undoes": undoes, "lines": len(whole) if len(whole) > 1 else 0}
    begun = {_as_told(event) for event in doing.begun}
    by_document: dict[str, list[Event]] = {}
    for event in whole:
        full = event.model_copy(update={**shared, "codebook": event.codebook or doing.desk.codebook.version})
        if _as_told(full) not in begun:
            by_document.setdefault(document or event.utterance.rpartition(":")[0], []).append(full)
    for name, own in by_document.items():
        append(doing.desk.opened.folder.path, doing.coder, name, own)
    doing.desk.look(now=True)
    return [event.model_copy(update=shared) for event in whole]


def _as_told(event: Event) -> str:
    """What an event says, wherever it stands and whichever codebook was open."""
    return event.model_copy(update={"previous": "", "codebook": 0, "lines": 0}).model_dump_json()


def _moment(desk: Desk) -> datetime:
    """The moment of an act: after all that is in the files, also where a clock was behind or put back.

    Of what was decided about a thing the last counts, so an act must not seem older than what it changes.
    """
    return max(now(), desk.latest(now() + timedelta(days=1)) + timedelta(milliseconds=1))
