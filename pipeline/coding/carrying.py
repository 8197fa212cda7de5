"""Takes the edits of a quote along by their own words, so that what was hidden stays hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.anchors import move
from pipeline.coding.edits import LOST, misfits
from pipeline.coding.events import Edit
from pipeline.coding.marks import Mark, Quoted
from pipeline.problems import Problem, error


class LostEdit(NamedTuple):
    """An edit whose words could not be found again: what was done, to which words, and what was shown."""

    op: str
    words: str
    shown: str


class Edited(NamedTuple):
    """The edits of a coding's words in one utterance, those that were lost, and the line they come from.

    ``on`` are the words that a person edited, where the line says so.
    """

    edits: tuple[Edit, ...]
    place: str
    on: Quoted | None = None
    lost: tuple[LostEdit, ...] = ()

    @property
    def told(self) -> tuple[Edit, ...]:
        """The edits as a report is given them; one that fits no quote stands for those that were lost."""
        return (*self.edits, LOST) if self.lost else self.edits


def carried(edited: Mapping[str, Edited], old: Sequence[Quoted], new: Sequence[Quoted]) -> dict[str, Edited]:
    """The edits of a coding, by utterance, after what was on the words ``old`` was put on the words ``new``.

    An edit goes along where its own words are found with certainty, white space folded. Any other is among
    the lost ones of the utterance that it most likely belongs to.
    """
    way = _Way(old, new)
    found: dict[str, Edited] = {}

    def put(utterance: str, held: Edited, edit: tuple[Edit, ...], lost: tuple[LostEdit, ...] = ()) -> None:
        there = found.get(utterance, Edited((), held.place))
        found[utterance] = there._replace(edits=there.edits + edit, lost=there.lost + lost)

    for utterance, held in edited.items():
        numbers = [number for number, quoted in enumerate(old) if quoted.utterance == utterance]
        likely = new[min(numbers[0] if numbers else 0, len(new) - 1)].utterance
        put(likely, held, (), held.lost)
        for edit in held.edits:
            there = way.take(edit, numbers)
            put(*((there[0], held, (there[1],)) if there else (likely, held, (), (way.lost(edit, numbers),))))
    return found


class _Joined:
    """Words of several utterances as one text, white space folded, and where each letter comes from."""

    def __init__(self, quoted: Sequence[Quoted]) -> None:
        letters: list[str] = []
        self.origins: list[tuple[int, int]] = []
        for number, part in enumerate(quoted):
            for place, letter in enumerate(f"{part.quote} ", part.start):
                if not letter.isspace() or (letters and letters[-1] != " "):
                    letters.append(" " if letter.isspace() else letter)
                    self.origins.append((number, place))
        self.text = "".join(letters)

    def span(self, number: int, edit: Edit) -> tuple[int, int] | None:
        """The words of an edit of one of the quotes; None where it has none there."""
        inside = [
            at
            for at, (part, place) in enumerate(self.origins)
            if part == number and edit.start <= place < edit.end and self.text[at] != " "
        ]
        return (inside[0], inside[-1] + 1) if inside else None

    def insertion(self, number: int, edit: Edit) -> tuple[int, bool]:
        """Where words are put in, and whether that is before all the words of the quote."""
        part = [at for at, (other, _) in enumerate(self.origins) if other == number and self.text[at] != " "]
        before = [at for at in part if self.origins[at][1] < edit.start]
        return (before[-1] + 1, False) if before else (part[0] if part else 0, True)


class _Way:
    """The way from the words that were edited to those that a coding is on now."""

    def __init__(self, old: Sequence[Quoted], new: Sequence[Quoted]) -> None:
        self.old, self.new = old, new
        self.same = [part.quote for part in old] == [part.quote for part in new]
        self.before, self.after = _Joined(old), _Joined(new)

    def take(self, edit: Edit, numbers: Sequence[int]) -> tuple[str, Edit] | None:
        """The utterance and the edit as it is there; None where that is not certain."""
        for number in numbers:
            part = self.old[number]
            if part.start <= edit.start <= edit.end <= part.start + len(part.quote):
                return self._shifted(edit, number) if self.same else self._found(edit, number)
        return None

    def _shifted(self, edit: Edit, number: int) -> tuple[str, Edit]:
        there = self.new[number]
        return there.utterance, _at(edit, *(p - self.old[number].start + there.start for p in _span(edit)))

    def _found(self, edit: Edit, number: int) -> tuple[str, Edit] | None:
        if edit.op == "insert":
            return self._inserted(edit, *self.before.insertion(number, edit))
        span = self.before.span(number, edit)
        there = self._words(*span) if span else None
        if there is None:
            return None
        (first, start), (last, end) = self.after.origins[there[0]], self.after.origins[there[1] - 1]
        return (self.new[first].utterance, _at(edit, start, end + 1)) if first == last else None

    def _words(self, start: int, end: int) -> tuple[int, int] | None:
        """Where words are now: found once then and once now, or put there by the comparison of the two."""
        old, new = self.before.text, self.after.text
        here, there = _places(old, old[start:end]), _places(new, old[start:end])
        if old == new:
            return start, end
        if len(here) == len(there) == 1 and _edges(old, here[0]) == _edges(new, there[0]):
            return there[0]
        moved = move(old, new, [(start, end)])[0]
        certain = moved.status in ("kept", "moved") and len(there) <= len(here)
        return (moved.start, moved.end) if certain else None

    def _inserted(self, edit: Edit, at: int, leading: bool) -> tuple[str, Edit] | None:
        """Words put in stay behind the words that they came after, as many as it takes to be certain."""
        for start, end in _beside(self.before.text, at, leading):
            there = self._words(start, end)
            if there is not None:
                number, place = self.after.origins[there[0] if leading else there[1] - 1]
                return self.new[number].utterance, _at(edit, *[place if leading else place + 1] * 2)
        return None

    def lost(self, edit: Edit, numbers: Sequence[int]) -> LostEdit:
        """What is to be said of an edit that could not be taken along."""
        spans = [self.before.span(number, edit) for number in numbers]
        words = next((self.before.text[slice(*span)] for span in spans if span), "")
        return LostEdit(edit.op, words, edit.text)


def _span(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _at(edit: Edit, start: int, end: int) -> Edit:
    return edit.model_copy(update={"start": start, "end": end})


def _places(text: str, words: str) -> list[tuple[int, int]]:
    return [(hit.start(), hit.start() + len(words)) for hit in re.finditer(f"(?={re.escape(words)})", text)]


def _edges(text: str, span: tuple[int, int]) -> list[bool]:
    """Whether the words begin, and whether they end, inside a longer word."""
    return [0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in span]


def _beside(text: str, at: int, leading: bool) -> Iterator[tuple[int, int]]:
    """The words before a place (after it, where there are none), one, two, three and so on."""
    if leading:
        yield from ((at, at + word.end()) for word in re.finditer(r"\S+", text[at:]))
    else:
        yield from ((word.start(), at) for word in [*re.finditer(r"\S+", text[:at])][::-1])


def edit_problems(marks: Iterable[Mark], edited: Mapping[tuple[str, str], Edited]) -> list[Problem]:
    """One error for each edit that was lost or does not fit: no report is to print what should be hidden."""
    spans: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for mark in marks:
        lines = spans.setdefault(mark.coding, {})
        lines.setdefault(mark.utterance, []).append((mark.start, mark.end))
    problems: list[Problem] = []
    for (coding, utterance), held in edited.items():
        if coding not in spans:
            continue
        remedy = f"Edit it again: forankret coding edit {coding} --utterance {utterance} --mask ..."
        problems += [
            error(held.place, "quote-edit-lost", _lost(lost, coding, utterance), remedy) for lost in held.lost
        ]
        for fault in misfits(spans[coding].get(utterance, []), held.edits):
            message = f"The quote of {coding} in {utterance} cannot be edited like this: {fault}."
            where = utterance if utterance in spans[coding] else next(iter(spans[coding]))
            again = f"forankret coding edit {coding} --utterance {where}"
            problems.append(error(held.place, "quote-edit", message, f"Edit it again: {again} --mask ..."))
    return problems


def _lost(lost: LostEdit, coding: str, utterance: str) -> str:
    done = {
        "cut": f"«{lost.words}» was cut from the quote",
        "mask": f"«{lost.words}» was masked as «{lost.shown}» in the quote",
        "insert": f"«{lost.shown}» was put into the quote",
    }[lost.op]
    return (
        f"{done} of {coding}, and where that belongs in its words in {utterance} is not certain. The quote "
        "would print what was to be hidden, so it is not printed."
    )
