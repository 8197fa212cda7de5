"""Cuts, masks and words put in: each seen as it will be printed before it is saved, and refused in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.coding.events import Edit
from pipeline.problems import StudyError, error
from pipeline.stages.deciding import edit_quote
from pipeline.stages.desk import Desk
from pipeline.stages.doing import Doing, Done
from pipeline.stages.quoting import Passage, passage, the_quote
from pipeline.stages.seeing import visible_codings


def previewed(
    desk: Desk, reader: str, coding: str, utterance: str, edits: Sequence[Edit], seen: str
) -> Passage:
    """A part of a quote as it would be printed with these edits.

    Raises StudyError where they do not fit it, or its text is not the one seen (by its digest).
    """
    quote = the_quote(desk, reader, coding)
    there = [one for one in quote.passages if one.utterance.utterance == utterance]
    if not there:
        raise StudyError(error(utterance, "not-there", "the coding is not on this utterance.", "Reload."))
    if seen != there[0].digest:
        raise StudyError(error(utterance, "text-changed", "the transcript was changed.", "Reload."))
    for fault in _faults(there[0], edits):
        raise fault
    return passage(there[0].utterance, there[0].start, there[0].end, _in_order(edits))


def _in_order(edits: Sequence[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda one: (one.start, one.end))


def _faults(there: Passage, edits: Sequence[Edit]) -> Iterator[StudyError]:
    """What does not fit, each fault by a name of its own, so that the page has words for it."""
    before: Edit | None = None
    text = there.utterance.text
    for edit in _in_order(edits):
        words = text[edit.start : edit.end]
        fault = ""
        if not there.start <= edit.start <= edit.end <= there.end:
            fault = "edit-outside"
        elif edit.op == "insert" and edit.start != edit.end:
            fault = "edit-place"
        elif edit.op != "insert" and not words:
            fault = "edit-no-words"
        elif edit.op != "cut" and not edit.text.strip():
            fault = "edit-no-text"
        elif before is not None and edit.start < before.end:
            fault = "edit-overlap"
        if fault:
            yield StudyError(error(there.utterance.utterance, fault, words or edit.text, ""))
        before = edit


def edit_seen(
    doing: Doing, coding: str, utterance: str, edits: Sequence[Edit], seen: Sequence[Edit] | None
) -> Done:
    """The act of giving a quote these edits, unless others were given to it since ``seen`` was shown.

    Raises StudyError with ``edits-changed`` then, and as ``previewed`` where they do not fit.
    """
    quote = the_quote(doing.desk, doing.coder, coding)
    there = [one for one in quote.passages if one.utterance.utterance == utterance]
    if there and seen is not None and list(there[0].edits) != _in_order(seen):
        raise StudyError(error(utterance, "edits-changed", "somebody edited this quote meanwhile.", "Look."))
    for fault in _faults(there[0], edits) if there else ():
        raise fault
    return edit_quote(doing, quote.coding, utterance, edits)


def generalisations(desk: Desk, reader: str, most: int = 12) -> list[str]:
    """What is printed in place of words in this study's masks, the most used first."""
    seen = {row.coding for _, row in visible_codings(desk, reader)}
    used: Counter[str] = Counter()
    for sheet in desk.sheets():
        for (coding, _), held in sheet.live.edited.items():
            if coding in seen:
                used.update(edit.text for edit in held.edits if edit.op == "mask")
    return [text for text, _ in sorted(used.items(), key=lambda pair: (-pair[1], pair[0]))][:most]
