"""Two coders side by side: what both put on an utterance, what only one did, and how far words agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from pipeline.coding.settling import Decisions, Settlement
from pipeline.model import Coding, Utterance

Who = Literal["both", "first", "second"]
Agreement = Literal["nothing", "all", "some", "none"]


class Side(NamedTuple):
    """What one coder put a code on in an utterance: the spans in their order, and the codings."""

    spans: tuple[tuple[int, int], ...] = ()
    codings: tuple[str, ...] = ()


class CodeMeeting(NamedTuple):
    """One code in one utterance as two coders have it: both, only the first or only the second.

    ``overlap`` is the share of letters that both marked among those that either did, from 0 to 1.
    ``decision`` is what they settled together, None where they have not.
    """

    code: str
    who: Who
    first: Side
    second: Side
    overlap: float
    decision: Settlement | None = None


class Meeting(NamedTuple):
    """One utterance as two coders have coded it: every code that one of them put there, as it comes in it."""

    utterance: str
    codes: tuple[CodeMeeting, ...] = ()

    @property
    def agreement(self) -> Agreement:
        """Whether both coded nothing, or agree on all of the codes there, on some or on none."""
        both = sum(code.who == "both" for code in self.codes)
        if not self.codes:
            return "nothing"
        return "all" if both == len(self.codes) else "some" if both else "none"


class CodeTally(NamedTuple):
    """In how many utterances both coders have a code, only the first, and only the second."""

    both: int = 0
    first: int = 0
    second: int = 0


class Tally(NamedTuple):
    """In how many utterances two coders coded nothing, agree on all codes, some or none; and by code."""

    nothing: int
    all: int
    some: int
    none: int
    codes: dict[str, CodeTally]


def side_by_side(
    codings: Iterable[Coding],
    first: str,
    second: str,
    utterances: Sequence[Utterance],
    decisions: Decisions | None = None,
) -> list[Meeting]:
    """How two coders coded the utterances that are given, every one of them and in their order.

    What each coded alone is compared, also where they have decided together since: ``decisions`` are told
    beside. A code counts as it was put, not for those above it.
    """
    decided = decisions or {}
    joint = {decision.coding for decision in decided.values()}
    found: dict[str, dict[str, dict[str, list[Coding]]]] = {}
    for row in codings:
        if row.coder in (first, second) and row.coding not in joint:
            found.setdefault(row.utterance, {}).setdefault(row.code, {}).setdefault(row.coder, []).append(row)
    return [
        Meeting(said.utterance, _codes(found.get(said.utterance, {}), first, second, said.utterance, decided))
        for said in utterances
    ]


def _codes(
    coded: Mapping[str, Mapping[str, list[Coding]]],
    first: str,
    second: str,
    utterance: str,
    decided: Decisions,
) -> tuple[CodeMeeting, ...]:
    met: list[CodeMeeting] = []
    for code, rows in coded.items():
        one, other = _side(rows.get(first, [])), _side(rows.get(second, []))
        who: Who = "both" if one.spans and other.spans else "first" if one.spans else "second"
        decision = decided.get((utterance, code))
        theirs = decision and decision.concerns(first) and decision.concerns(second)
        met.append(CodeMeeting(code, who, one, other, _overlap(one, other), decision if theirs else None))
    return tuple(sorted(met, key=lambda code: (min(code.first.spans + code.second.spans), code.code)))


def _side(rows: list[Coding]) -> Side:
    rows = sorted(rows, key=lambda row: (row.start, row.end, row.coding))
    spans = dict.fromkeys((row.start, row.end) for row in rows)
    return Side(tuple(spans), tuple(dict.fromkeys(row.coding for row in rows)))


def _overlap(one: Side, other: Side) -> float:
    """The letters that both marked as a share of those that either did."""
    mine, theirs = ({at for span in side.spans for at in range(*span)} for side in (one, other))
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def tally(meetings: Iterable[Meeting]) -> Tally:
    """How often two coders agree: utterances by agreement, and for each code who has it."""
    counts = {"nothing": 0, "all": 0, "some": 0, "none": 0}
    codes: dict[str, CodeTally] = {}
    for meeting in meetings:
        counts[meeting.agreement] += 1
        for met in meeting.codes:
            before = codes.get(met.code, CodeTally())
            codes[met.code] = before._replace(**{met.who: getattr(before, met.who) + 1})
    return Tally(counts["nothing"], counts["all"], counts["some"], counts["none"], codes)
