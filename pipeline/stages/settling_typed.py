"""What coders decide together, typed in a terminal: on which words and between whom goes without saying."""

from __future__ import annotations

import os
from collections.abc import Sequence

from pipeline.coding.blind import finished
from pipeline.coding.code_meant import code_meant
from pipeline.coding.settling import FALLS, STANDS, Settlement
from pipeline.model import digest
from pipeline.problems import UsageError
from pipeline.stages.desk import Desk
from pipeline.stages.doing import Doing, once
from pipeline.stages.meant import full_id, the_coder, words_in
from pipeline.stages.opened import OpenStudy
from pipeline.stages.places import Place
from pipeline.stages.settling import decision_on, settle, take_back
from pipeline.stages.sheet import Sheet


def settle_typed(
    opened: OpenStudy,
    coder: str,
    id: str,
    code: str,
    decision: str,
    reason: str,
    words: str = "",
    between: Sequence[str] = (),
) -> str:
    """Write down that a code stands on an utterance, or falls, and why; what was decided, in a sentence.

    Without ``between`` it is decided by all who have done the document; without ``words`` the code stands
    where they put it. Raises UsageError where they put it on different words, and StudyError as ``settle``.
    """
    desk = Desk(opened.folder.path)
    who, asked, utterance = the_coder(opened, coder), code_meant(opened.codebook, code), full_id(id)
    asked = opened.codebook.heir(asked)
    sheet = desk.sheet(desk.utterance(utterance).document)
    deciding = [the_coder(opened, name) for name in between] or _done_by(desk, sheet)
    place = _place(desk, sheet, utterance, asked, words, deciding) if decision == STANDS else None
    if decision == FALLS and words:
        raise UsageError("A code that falls has no words: leave --words out.")
    before = decision_on(desk, sheet, utterance, asked)
    doing = Doing(desk, who, os.urandom(8).hex())
    done = once(doing, lambda one: settle(one, utterance, asked, decision, place, reason, deciding))
    on = f" on «{_short(desk, place)}»" if place else ""
    said = f"{asked} {decision} on {utterance}{on}, as decided by {' and '.join(deciding)}."
    return f"{said}{' It was so already.' if done.said == 'already' else _instead(before)}"


def withdraw_typed(opened: OpenStudy, coder: str, id: str, code: str, reason: str) -> str:
    """Take a joint decision back, so that what each coder put counts again; what was done, in a sentence."""
    desk = Desk(opened.folder.path)
    who, utterance, code = the_coder(opened, coder), full_id(id), code_meant(opened.codebook, code)
    doing = Doing(desk, who, os.urandom(8).hex())
    done = once(doing, lambda one: take_back(one, utterance, code, reason))
    if done.said == "already":
        return f"Nothing is decided on {code} in {utterance}."
    return f"The decision on {code} in {utterance} is taken back; what each of them put counts again."


def _done_by(desk: Desk, sheet: Sheet) -> list[str]:
    done = finished(sheet.records)
    return [coder for coder in desk.coders if (coder, sheet.document) in done]


def _place(desk: Desk, sheet: Sheet, utterance: str, code: str, words: str, deciding: Sequence[str]) -> Place:
    """The words on which a code stands: those typed, else the only ones on which the coders have it."""
    row = desk.utterance(utterance)
    if words:
        return Place(utterance, *words_in(row, words), digest(row.text))
    put = [
        (one.start, one.end)
        for one in sheet.on_utterance.get(utterance, ())
        if one.code == code and one.coder in deciding
    ]
    there = list(dict.fromkeys(put))
    if len(there) == 1:
        return Place(utterance, *there[0], digest(row.text))
    quotes = "; ".join(f"«{' '.join(row.text[start:end].split())}»" for start, end in there)
    told = f" They have it on: {quotes}." if there else " None of them has the code there now."
    raise UsageError(f'Say on which words it stands, with --words "...".{told}')


def _short(desk: Desk, place: Place) -> str:
    words = " ".join(desk.utterance(place.utterance).text[place.start : place.end].split())
    return f"{words[:70]}{'…' if len(words) > 70 else ''}"


def _instead(before: Settlement | None) -> str:
    """What was decided before, which counts no more."""
    return (
        f" Before, {before.coder} had written down: {before.decision}, «{before.reason}»." if before else ""
    )
