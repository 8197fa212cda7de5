"""How quotes are printed after coders have settled together: pins and edits go over to the joint decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.coding.carrying import Edited
from pipeline.coding.events import Edit
from pipeline.coding.live import LiveCodings
from pipeline.coding.marks import Mark
from pipeline.coding.settling import Joint
from pipeline.problems import Problem, warning


def settled_marks(live: LiveCodings, joint: Joint) -> list[Mark]:
    """The words of the joint decisions that have effect."""
    return [
        mark
        for decision in joint.decisions.values()
        for mark in live.decided.get(decision.coding, [])
        if (mark.utterance, mark.start, mark.end) == (decision.utterance, decision.start, decision.end)
    ]


def with_settled_quotes(live: LiveCodings, joint: Joint) -> LiveCodings:
    """What stands, with the pins and edits of the codings that joint decisions stand in for.

    A decision is pinned where one of those codings is, unless it was unpinned itself. It has their edits, as
    far as they touch its words, unless it was edited itself: so what was hidden stays hidden. Edits that
    fit each other or its words no more keep it from print.
    """
    if not joint.replaced:
        return live
    pinned, edited = dict(live.pinned), dict(live.edited)
    for (coding, _), decision in joint.replaced.items():
        if decision and coding in live.pinned and decision not in live.unpinned:
            pinned.setdefault(decision, live.pinned[coding])
    for mark in settled_marks(live, joint):
        key = (mark.coding, mark.utterance)
        theirs = [
            live.edited[coding, utterance]
            for (coding, utterance), decision in joint.replaced.items()
            if (decision, utterance) == key and (coding, utterance) in live.edited
        ]
        if theirs and key not in edited:
            edited[key] = _together(theirs, mark)
    return replace(live, pinned=pinned, edited=edited)


def _together(theirs: list[Edited], mark: Mark) -> Edited:
    """The edits of several codings of the same words, each once, as far as they touch those of a decision."""
    edits = dict.fromkeys(edit for held in theirs for edit in held.edits if _touches(edit, mark))
    lost = tuple(dict.fromkeys(one for held in theirs for one in held.lost))
    return Edited(tuple(edits), theirs[0].place, None, lost)


def _touches(edit: Edit, mark: Mark) -> bool:
    if edit.op == "insert":
        return mark.start <= edit.start <= mark.end
    return edit.start < mark.end and mark.start < edit.end


def fallen_pins(pinned: Iterable[str], joint: Joint) -> list[Problem]:
    """One warning for each pinned quote that is printed no more, since the coders let its code fall."""
    by_coding: dict[str, list[tuple[str, str]]] = {coding: [] for coding in pinned}
    for row in joint.codings:
        if row.coding in by_coding:
            by_coding[row.coding].append((row.utterance, row.code))
    problems: list[Problem] = []
    for coding, lines in by_coding.items():
        if lines and all(joint.replaced.get((coding, utterance)) == "" for utterance, _ in lines):
            problems.append(_fallen(coding, lines[0], joint))
    return problems


def _fallen(coding: str, line: tuple[str, str], joint: Joint) -> Problem:
    utterance, code = line
    message = (
        f"The coding {coding} is pinned, but those who coded {utterance} have decided together that "
        f"'{code}' does not stand there: the quote is not printed."
    )
    remedy = f"Let it go: forankret coding unpin {coding}; or decide on it again together."
    return warning(joint.decisions[line].place, "pinned-quote-fell", message, remedy)
