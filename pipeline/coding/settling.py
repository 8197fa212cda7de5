"""What coders settle together: a joint decision takes the place of what each of them had coded apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.codebook import Codebook
from pipeline.coding.events import REQUIRED, Record
from pipeline.coding.moments import in_time
from pipeline.model import Coding, Utterance, digest
from pipeline.problems import Problem, error, warning

STANDS, FALLS = "stands", "falls"
REPLACED, DECISION = "replaced", "decision"
"""What the column ``settled`` says of a coding that a decision stands in for, and of that decision."""


class Settlement(NamedTuple):
    """A joint decision on a code and an utterance: whether it stands, on which words, and why.

    ``coder`` is who recorded it; ``between`` are those who decided, empty for all who coded it. ``start``
    and ``end`` are None where no words were given.
    """

    utterance: str
    code: str
    decision: str
    coding: str
    start: int | None
    end: int | None
    quote: str
    digest: str
    reason: str
    coder: str
    between: tuple[str, ...]
    at: str
    codebook: int
    place: str

    def concerns(self, coder: str) -> bool:
        """Whether the codings of a coder are among those that were decided on."""
        return not self.between or coder in self.between


Decisions = Mapping[tuple[str, str], Settlement]
"""Joint decisions by utterance and code."""


class Joint(NamedTuple):
    """The codings with the joint decisions in place.

    ``settled`` is the column of that name, by coding and utterance, where it is not empty. ``replaced`` has
    the coding of the decision for each one that it stands in for, '' where the code falls. ``decisions``
    are those that have effect.
    """

    codings: list[Coding]
    settled: dict[tuple[str, str], str]
    replaced: dict[tuple[str, str], str]
    decisions: dict[tuple[str, str], Settlement]
    problems: list[Problem]


def settlements(records: Iterable[Record], codebook: Codebook) -> dict[tuple[str, str], Settlement]:
    """The decision that stands for each utterance and code, the last one by time; none that was withdrawn.

    A merged code is decided on as its heir.
    """
    found: dict[tuple[str, str], Settlement] = {}
    for record in in_time([one for one in records if one.event.event == "settle"]):
        event = record.event
        if not all(getattr(event, name) for name in REQUIRED["settle"]):
            continue
        key = (event.utterance, codebook.heir(event.code))
        found.pop(key, None)
        if not event.withdrawn:
            found[key] = _settlement(record, key[1])
    return found


def _settlement(record: Record, code: str) -> Settlement:
    event = record.event
    return Settlement(
        event.utterance,
        code,
        event.decision,
        event.coding or digest(f"{event.utterance}\n{code}\n{event.start}\n{event.end}"),
        event.start,
        event.end,
        event.quote,
        event.digest,
        event.memo,
        record.coder,
        event.between,
        event.at,
        event.codebook,
        record.place,
    )


def with_settlements(
    codings: Sequence[Coding], settled: Decisions, codebook: Codebook, utterances: Iterable[Utterance]
) -> Joint:
    """The codings of all coders and behind them what they have settled together, in the order of time.

    A decision whose utterance, words or code are not there has no effect and is a problem: what it was to
    stand in for counts as before.
    """
    joint = Joint(list(codings), {}, {}, {}, [])
    if not settled:
        return joint
    wanted = {utterance for utterance, _ in settled}
    by_id = {row.utterance: row for row in utterances if row.utterance in wanted}
    taken = {row.coding for row in codings}
    for key, decision in settled.items():
        trouble = _trouble(decision, by_id.get(decision.utterance), codebook, taken)
        if trouble:
            joint.problems.append(trouble)
            continue
        joint.decisions[key] = decision
        if decision.decision == STANDS:
            joint.codings.append(_coding(decision, by_id[decision.utterance], codebook))
            joint.settled[decision.coding, decision.utterance] = DECISION
    _replace(codings, joint)
    return joint


def _replace(codings: Sequence[Coding], joint: Joint) -> None:
    """Marks the codings that a decision stands in for."""
    for row in codings:
        decision = joint.decisions.get((row.utterance, row.code))
        if decision and row.coder and decision.concerns(row.coder):
            key = (row.coding, row.utterance)
            joint.settled[key] = REPLACED
            joint.replaced[key] = decision.coding if decision.decision == STANDS else ""


def _coding(decision: Settlement, utterance: Utterance, codebook: Codebook) -> Coding:
    return Coding(
        decision.coding,
        decision.coder,
        utterance.utterance,
        utterance.document,
        decision.start or 0,
        decision.end or 0,
        decision.quote,
        decision.code,
        codebook.finding(decision.code),
        utterance.role,
        utterance.speaker,
        utterance.case,
        utterance.wave,
        utterance.kind,
        "manual",
        decision.at,
        decision.codebook,
    )


def _trouble(
    decision: Settlement, utterance: Utterance | None, codebook: Codebook, taken: set[str]
) -> Problem | None:
    """Why a decision can have no effect, or None where it has."""
    if decision.decision not in (STANDS, FALLS):
        return _void(decision, f"it says '{decision.decision}', which is neither '{STANDS}' nor '{FALLS}'")
    if decision.code not in codebook.by_id:
        return _void(decision, "that code is not in the codebook")
    if utterance is None:
        return _void(decision, "that utterance is not there any more, as after a corrected transcript")
    if decision.digest and decision.digest != digest(utterance.text):
        return _void(decision, "the words of the utterance are others now")
    if decision.decision == FALLS:
        return None
    here = utterance.text[decision.start : decision.end] if decision.start is not None else ""
    if not decision.quote or decision.end is None or here != decision.quote:
        return _void(decision, f"the words «{_short(decision.quote)}» are not where it says")
    if decision.coding in taken:
        message = f"The coding id {decision.coding} of this joint decision is already that of a coding."
        return error(decision.place, "duplicate-coding", message, _AGAIN)
    return None


_AGAIN = "Decide on it again together, on the words as they are now; or take the decision back."


def _void(decision: Settlement, why: str) -> Problem:
    message = (
        f"The joint decision on '{decision.code}' in {decision.utterance} has no effect: {why}. What each "
        "coder had coded there counts as before."
    )
    return warning(decision.place, "settled-in-vain", message, _AGAIN)


def _short(quote: str) -> str:
    return quote if len(quote) <= 60 else quote[:57] + "..."
