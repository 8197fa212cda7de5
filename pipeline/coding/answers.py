"""Where people have placed codings, and how their words are edited, decision by decision."""

from __future__ import annotations

from itertools import groupby

from pipeline.coding.carrying import Edited, carried
from pipeline.coding.events import Record
from pipeline.coding.marks import Mark, Quoted


def answered(marks: list[Mark], places: list[Record]) -> list[Mark]:
    """The marks of a coding where people have placed them; an answer stands in for the line it names.

    An answer that names no line stands in for the whole passage; of several answers the last one counts
    (answers of one moment belong together, where a turn was split).
    """
    if not places:
        return marks
    answers: dict[str, list[Record]] = {}
    for record in places:
        before = answers.get(record.event.was, [])
        together = before and _together(before[-1]) == _together(record)
        answers[record.event.was] = [*before, record] if together else [record]
    whole = answers.get("")
    kept = [] if whole else marks
    result = [_placed(marks[0], record) for record in whole or []]
    for mark in kept:
        result += [_placed(mark, record) for record in answers.get(mark.utterance, [])] or [mark]
    if whole:
        result += [_placed(marks[0], r) for was, some in answers.items() if was for r in some]
    return result


def _together(record: Record) -> tuple[str, str, str]:
    """What lines that were written at once have in common."""
    return record.event.event, record.event.at, record.coder


def _placed(mark: Mark, record: Record) -> Mark:
    event = record.event
    return mark._replace(
        utterance=event.utterance,
        start=event.start or 0,
        end=event.end or 0,
        quote=event.quote,
        digest=event.digest,
        place=record.place,
        answered=True,
    )


def edited_words(marks: list[Mark], history: list[Record]) -> dict[str, Edited]:
    """The edits of a coding's words by utterance, after all that people edited and placed, in that order.

    Edits go along from the words that a person saw, so that a place that was set right again loses nothing.
    """
    if not any(record.event.event == "edit" for record in history):
        return {}
    held: dict[str, Edited] = {}
    seen, edited = marks, held
    now, places = marks, list[Record]()
    for (event, *_), lines in groupby(history, key=_together):
        if event == "place":
            places += lines
            now = answered(marks, places)
            held = _taken_along(edited, [mark.quoted for mark in seen], [mark.quoted for mark in now])
            continue
        for record in lines:
            held = {**held, record.event.utterance: _as_edited(record, now)}
        seen, edited = now, held
    return held


def _as_edited(record: Record, now: list[Mark]) -> Edited:
    """What a line says of a quote; edits of words that the coding has left since are taken along."""
    event = record.event
    on = (
        Quoted(event.utterance, event.start, event.quote) if event.quote and event.start is not None else None
    )
    held = Edited(event.edits, record.place, on)
    here = [mark.quoted for mark in now if mark.utterance == event.utterance]
    if on is None or not here or on in here:
        return held
    return _taken_along({event.utterance: held}, [on], here).get(event.utterance, held)


def _taken_along(edited: dict[str, Edited], old: list[Quoted], new: list[Quoted]) -> dict[str, Edited]:
    """The edits on a coding's new words; later ones, of words that moved by themselves, bring their own."""
    there = {quoted.utterance for quoted in old}
    attached = {utterance: held for utterance, held in edited.items() if utterance in there}
    apart = {utterance: held for utterance, held in edited.items() if utterance not in there}
    told = {utterance: held for utterance, held in apart.items() if held.on}
    found = carried(told, [held.on for held in told.values() if held.on], new)
    if not apart or len(old) > 1:
        for utterance, held in carried(attached, old, new).items():
            before = found.get(utterance, Edited((), held.place))
            edits = tuple(dict.fromkeys(before.edits + held.edits))
            found[utterance] = before._replace(edits=edits, lost=before.lost + held.lost)
    return {**{utterance: held for utterance, held in apart.items() if not held.on}, **found}
