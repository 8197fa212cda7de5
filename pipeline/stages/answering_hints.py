"""A coder's answer to a hint: it becomes a coding of the coder's own, or is refused with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.coding.events import Event, stamp
from pipeline.problems import StudyError, error
from pipeline.stages.acts import apply
from pipeline.stages.deciding import known_code, said_already
from pipeline.stages.doing import Doing, Done, now, write
from pipeline.stages.hinting import all_hints, hints_allowed
from pipeline.stages.places import Place, in_order, words


def accept(doing: Doing, hint: str, places: Sequence[Place], codes: Sequence[str], memo: str = "") -> Done:
    """Put the code of a hint on its words; raises StudyError for what is none, or where they are closed."""
    on = in_order(doing.desk, places)[0].utterance
    document = on.rpartition(":")[0]
    if not hints_allowed(doing.desk, document, doing.coder):
        message = "hints are closed on this document until you have marked it as done."
        raise StudyError(error(on, "hints-closed", message, "Choose the words and the code yourself."))
    asked = [(hint, *place[:3], code) for place in places for code in codes]
    there = all_hints(doing.desk, document)
    told = {(one.coding, one.utterance, one.start, one.end, one.code) for one in there}
    if len(asked) != 1 or asked[0] not in told:
        message = "the codebook's indicators do not point at these words with this code."
        raise StudyError(error(on, "unknown-hint", message, "Show the hints again."))
    return apply(doing, places, codes, memo, hint)


def reject(doing: Doing, hint: str, code: str, place: Place, reason: str, withdrawn: bool = False) -> Done:
    """Refuse a hint, with a reason, so that it is not shown to this coder again."""
    known_code(doing.desk, code)
    told = {"at": stamp(now()), "event": "reject", "coding": hint, "code": code, "memo": reason}
    on = words(doing.desk, place)
    last = [
        one.event
        for one in doing.desk.sheet(place.utterance.rpartition(":")[0]).live.rejected
        if (one.coder, one.event.code, one.event.utterance, one.event.start, one.event.end)
        == (doing.coder, code, *place[:3])
    ]
    if said_already(last, reason, withdrawn):
        return Done((place.utterance,), (), "already")
    write(doing, [Event.model_validate({**told, "withdrawn": withdrawn, **on})])
    return Done((place.utterance,))
