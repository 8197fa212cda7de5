"""A person's own coding acts from the terminal: each becomes one event in that coder's file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model import Utterance, digest
from pipeline.problems import StudyError, error
from pipeline.stages.ingest import ingest
from pipeline.stages.meant import Span, full_id, passage, the_code, the_coder, the_utterance, words_in
from pipeline.stages.opened import OpenStudy

if TYPE_CHECKING:
    from pipeline.coding.events import Edit
    from pipeline.coding.live import LiveCodings
    from pipeline.coding.marks import Mark
    from pipeline.coding.moves import Moves


class Done(NamedTuple):
    """What a coding act did: the coding's id, a line for the person, and what to know besides."""

    coding: str
    said: str
    note: str = ""


def now() -> datetime:
    """The moment of an act, in this machine's time zone; only people's own events carry it."""
    return datetime.now(UTC).astimezone()


def add(
    opened: OpenStudy, coder: str, id: str, code: str, words: str = "", through: str = "", memo: str = ""
) -> Done:
    """Put a code on words, on a whole utterance, or on several in a row; saved before this returns."""
    from pipeline.coding.events import Event, new_coding, stamp
    from pipeline.store.codings import append

    coder = the_coder(opened, coder)
    known = the_code(opened, code)
    spans = passage(opened, id, words, through)
    _refuse_again(opened, coder, known, spans)
    at = now()
    coding = new_coding(at, os.urandom(10))
    events = [
        Event(
            at=stamp(at),
            event="apply",
            coding=coding,
            utterance=span.utterance.utterance,
            start=span.start,
            end=span.end,
            quote=span.quote,
            digest=digest(span.utterance.text),
            code=known,
            codebook=opened.codebook.version,
            origin="manual",
            memo=memo if number == 0 else "",
        )
        for number, span in enumerate(spans)
    ]
    append(opened.folder.path, coder, spans[0].utterance.document, events)
    quote = " ".join(" … ".join(span.quote for span in spans).split())
    return Done(
        coding,
        f"{known} on {spans[0].utterance.utterance}: «{quote[:70]}{'…' if len(quote) > 70 else ''}»",
        " ".join(filter(None, (_nobody_listed(opened, coder), _asked(opened, spans)))),
    )


def _nobody_listed(opened: OpenStudy, coder: str) -> str:
    """What a person should know who codes in a study that names no coders."""
    if opened.study.coders:
        return ""
    return (
        f"study.yaml names no coders, so no report counts this coding: write '{coder}' there, under coders."
    )


def _asked(opened: OpenStudy, spans: list[Span]) -> str:
    """What a person should know who codes nothing but turns of those who ask."""
    roles = sorted({span.utterance.role for span in spans})
    if not opened.study.asking.issuperset(roles):
        return ""
    named = ", ".join(roles)
    return (
        f"These are words of those who ask ({named}): the coding is kept, and counted only where {named} is "
        f"asked for, as with --role {roles[0]}."
    )


def remove(opened: OpenStudy, coder: str, coding: str, reason: str = "") -> Done:
    """Take a coding away; its lines stay in the file, and what counts it does so no more."""
    marks = standing(live_codings(opened), coding)
    owner = marks[0].coder
    if the_coder(opened, coder) != owner:
        raise StudyError(
            error(
                marks[0].place,
                "not-their-coding",
                f"this coding is {owner}'s; coders work independently.",
                f"If it is to go, type: forankret coding remove {coding} --coder {owner}",
            )
        )
    _about(opened, marks[0], "remove", "", {"memo": reason})
    return Done(coding, f"removed {marks[0].code} from {marks[0].utterance}")


def pin(opened: OpenStudy, coder: str, coding: str, event: str = "pin") -> Done:
    """Choose a coding's words for the report, or (``unpin``) let them go; nothing is done twice."""
    everything = live_codings(opened)
    mark = _words_of(everything, coding)[0]
    already = coding in everything.pinned if event == "pin" else _is_unpinned(everything, coding)
    if not already:
        _about(opened, mark, event, coder)
    words = " ".join(mark.quote.split())[:70]
    return Done(coding, f"{event}ned{' already' if already else ''} «{words}»")


def _is_unpinned(everything: LiveCodings, coding: str) -> bool:
    """Whether a coding is not pinned; a joint decision is as its codings are until it is unpinned itself."""
    if coding in everything.decided:
        return coding in everything.unpinned
    return coding not in everything.pinned


def edit(
    opened: OpenStudy,
    coder: str,
    coding: str,
    cuts: Sequence[str],
    masks: Sequence[tuple[str, str]],
    inserts: Sequence[tuple[str, str]],
    utterance: str = "",
) -> Done:
    """Let a quote be printed with words cut, masked or inserted; coding and source stay as they are."""
    from pipeline.coding.edits import apply_edits

    mark = _mark_on(current(opened, coding), utterance)
    text = the_utterance(opened, mark.utterance).text
    edits = sorted(_edits(text, mark, cuts, masks, inserts), key=lambda one: (one.start, one.end))
    printed = apply_edits(text, mark.start, mark.end, edits)
    words = {"start": mark.start, "end": mark.end, "quote": mark.quote, "digest": mark.digest}
    _about(opened, mark, "edit", coder, {"edits": tuple(edits), **words})
    return Done(coding, f"will be printed: «{printed}»")


def current(opened: OpenStudy, coding: str) -> list[Mark]:
    """The lines of a coding on the current transcripts; raises StudyError where it waits or is gone."""
    moves = moved_codings(opened)
    waiting = [line for line in moves.moves if line.coding == coding and line.waiting]
    if waiting:
        from pipeline.coding.moved import waiting_problem

        raise StudyError(*(waiting_problem(line) for line in waiting[:1]))
    return _words_of(moves.live, coding)


def _words_of(everything: LiveCodings, coding: str) -> list[Mark]:
    """The lines of a coding that stands, or of a joint decision; raises StudyError where there is neither."""
    return everything.decided.get(coding) or standing(everything, coding)


def _mark_on(marks: list[Mark], utterance: str) -> Mark:
    """The line of a coding that is on an utterance, the first where none is named."""
    if not utterance:
        return marks[0]
    found = [mark for mark in marks if mark.utterance == full_id(utterance)]
    if found:
        return found[0]
    on = ", ".join(mark.utterance for mark in marks)
    message = f"the coding {marks[0].coding} is not on {utterance}."
    raise StudyError(error(marks[0].place, "not-there", message, f"It is on: {on}."))


def place(opened: OpenStudy, coder: str, coding: str, id: str, words: str = "", through: str = "") -> Done:
    """Say where a coding of a corrected transcript belongs; it counts from then on."""
    old = standing(live_codings(opened), coding)[0]
    spans = passage(opened, id, words, through)
    told = [
        {"start": span.start, "end": span.end, "quote": span.quote, "digest": digest(span.utterance.text)}
        for span in spans
    ]
    ids = [span.utterance.utterance for span in spans]
    _about(
        opened, old, "place", coder, *({"utterance": id, **more} for id, more in zip(ids, told, strict=True))
    )
    return Done(coding, f"placed on {ids[0]}: «{spans[0].quote[:70]}»")


def _about(opened: OpenStudy, mark: Mark, event: str, coder: str = "", *lines: dict[str, Any]) -> None:
    """Append an event about a coding (several lines of one moment where it is on several utterances)."""
    from pipeline.coding.events import Event, stamp
    from pipeline.store.codings import append

    at = stamp(now())
    events = [
        Event(
            **{
                "at": at,
                "event": event,
                "coding": mark.coding,
                "utterance": mark.utterance,
                "codebook": opened.codebook.version,
                **line,
            }
        )
        for line in lines or ({},)
    ]
    who = the_coder(opened, coder) if coder else mark.coder
    append(opened.folder.path, who, events[0].utterance.rpartition(":")[0], events)


def live_codings(opened: OpenStudy) -> LiveCodings:
    """What stands of all that the coders did, as their files say now."""
    from pipeline.coding.live import live
    from pipeline.store.codings import read_codings

    return live(read_codings(opened.folder.path).records)


def moved_codings(opened: OpenStudy) -> Moves:
    """What stands of all that the coders did, on the current transcripts, and what became of the rest."""
    from pipeline.stages.code import standing_codings
    from pipeline.store.codings import read_codings

    ingest(opened)
    return standing_codings(opened, read_codings(opened.folder.path).records)


def standing(everything: LiveCodings, coding: str) -> list[Mark]:
    """The lines of a coding that stands; raises StudyError where there is none of that id."""
    marks = [mark for mark in everything.marks if mark.coding == coding]
    if not marks:
        raise StudyError(
            error(
                "codebooks/codings",
                "unknown-coding",
                f"no coding that stands has the id '{coding}'.",
                "See the ids with: forankret show UTTERANCE, or: forankret quotes CODE",
            )
        )
    return marks


def _refuse_again(opened: OpenStudy, coder: str, code: str, spans: list[Span]) -> None:
    """Raise StudyError where the coder has put this very code on these very words already."""
    wanted = {(span.utterance.utterance, span.start, span.end) for span in spans}
    theirs: dict[str, set[tuple[str, int, int]]] = {}
    for mark in moved_codings(opened).live.marks:
        if mark.coder == coder and mark.code == code:
            theirs.setdefault(mark.coding, set()).add((mark.utterance, mark.start, mark.end))
    for coding, there in theirs.items():
        if there == wanted:
            raise StudyError(
                error(
                    spans[0].utterance.utterance,
                    "again",
                    f"{coder} has put {code} on these words already.",
                    f"Nothing was added; the coding is {coding}.",
                )
            )


def _edits(
    text: str,
    mark: Mark,
    cuts: Sequence[str],
    masks: Sequence[tuple[str, str]],
    inserts: Sequence[tuple[str, str]],
) -> list[Edit]:
    """The edits as places in the utterance; each names words that stand once in the quote."""
    from pipeline.coding.edits import cut, insert, mask

    def where(words: str) -> tuple[int, int]:
        inside = Utterance(*("",) * 2, 0, *("",) * 11)._replace(
            utterance=mark.utterance, text=text[mark.start : mark.end]
        )
        start, end = words_in(inside, words, " (in the quoted part)")
        return mark.start + start, mark.start + end

    return [
        *(cut(*where(words)) for words in cuts),
        *(mask(*where(words), shown) for words, shown in masks),
        *(insert(where(words)[1], shown) for words, shown in inserts),
    ]
