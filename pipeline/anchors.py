"""Finds the very words of a coding in a corrected transcript, and says where it cannot be sure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

Status = Literal["kept", "moved", "ambiguous", "lost"]

FIXED = 20
"""Characters that a turn has at least when it serves as a fixed point, found once in each text."""
BESIDE = 8
"""Characters that agree on a side of a quote at least, before that side counts as agreeing."""
AROUND = 24
"""Characters that agree on both sides of a short quote together; from this length on a quote is long."""
LOCAL = 16
"""Characters to each side within which a copy of the quote and its surroundings raises doubt."""
FAR = 400
"""Characters to each side that may be used to tell a repeated passage from its likes."""
ALIKE = 0.5
"""How alike changed words must be to the old ones to be shown as the best guess."""


class Moved(NamedTuple):
    """Where a span is in the new text; for an ambiguous one the best guess, for a lost one nothing (0, 0).

    ``kept``: the same words at the same place; ``moved``: the same words at another place.
    """

    status: Status
    start: int
    end: int


class Block(NamedTuple):
    """A stretch that the two texts share: ``old[start:end]`` is ``new[start + shift : end + shift]``."""

    start: int
    end: int
    shift: int


class _Text(NamedTuple):
    """A text with its white space folded, and where each of its characters begins in the text as it is."""

    raw: str
    folded: str
    starts: list[int]


def move(old: str, new: str, spans: Sequence[tuple[int, int]], turn_break: str = "\n") -> list[Moved]:
    """Where each span of the old text is in the new one, in the order of the spans.

    A span is kept or moved only where its words are the same (but for white space), two alignments of the
    texts, one from each end, put it at the same place, enough of what surrounds it agrees, and nothing like
    it was added or taken away elsewhere. All else is ambiguous, with the best guess, or lost.
    ``turn_break`` is what parts the turns. Positions are 0-based code points, the end exclusive.
    """
    before, after = _fold(old, turn_break), _fold(new, turn_break)
    mover = _Mover(before.folded, after.folded, turn_break)
    return [_unfolded(mover, before, after, start, end) for start, end in spans]


def _fold(text: str, turn_break: str) -> _Text:
    """The text with each run of white space as one space; breaks between turns stay."""
    white = re.compile(r"[^\S\n]+" if turn_break == "\n" else r"\s+")
    parts: list[str] = []
    starts: list[int] = []
    reached = 0
    for run in white.finditer(text):
        parts += (text[reached : run.start()], " ")
        starts.extend(range(reached, run.start() + 1))
        reached = run.end()
    parts.append(text[reached:])
    starts.extend(range(reached, len(text) + 1))
    return _Text(text, "".join(parts), starts)


def _unfolded(mover: _Mover, before: _Text, after: _Text, start: int, end: int) -> Moved:
    """The new place of a span, in positions of the texts as they are."""
    first = bisect_right(before.starts, start) - 1
    last = max(bisect_left(before.starts, end), first)
    found = mover.find(first, last)
    if found.status == "lost":
        return found
    quote = before.raw[start:end]
    exact = after.starts[found.start] + start - before.starts[first]
    if found.status != "ambiguous" and after.raw[exact : exact + len(quote)] == quote:
        new_start, new_end = exact, exact + len(quote)
    else:
        new_start = after.starts[found.start]
        new_end = after.starts[found.end - 1] + 1 if found.end > found.start else new_start
    if found.status == "ambiguous":
        return Moved("ambiguous", new_start, new_end)
    return Moved("kept" if (new_start, new_end) == (start, end) else "moved", new_start, new_end)


class _Mover:
    """The two texts side by side, aligned from the front and from the back."""

    def __init__(self, old: str, new: str, turn_break: str) -> None:
        self.old, self.new, self.turn_break = old, new, turn_break
        gaps = list(_gaps(old, new, turn_break))
        self.forward = _joined(block for gap in gaps for block in _aligned(old, new, gap, backwards=False))
        self.backward = _joined(block for gap in gaps for block in _aligned(old, new, gap, backwards=True))

    def find(self, start: int, end: int) -> Moved:
        """Where ``old[start:end]`` is in the new text."""
        ahead = _shift(self.forward, start, end)
        if ahead is not None and ahead == _shift(self.backward, start, end):
            place = (start + ahead, end + ahead)
            return Moved("moved" if self._is_certain(start, end, ahead) else "ambiguous", *place)
        return self._guess(start, end)

    def _is_certain(self, start: int, end: int, shift: int) -> bool:
        quote = self.old[start:end]
        if not quote.strip() or self.new[start + shift : end + shift] != quote:
            return False
        left, right = self._agreeing(start, -1, shift), self._agreeing(end, 1, shift)
        if not self._cuts_no_word(start, shift) or not self._cuts_no_word(end, shift):
            return False
        if len(quote) >= AROUND:
            enough = max(left, right) >= BESIDE
        else:
            enough = min(left, right) >= BESIDE and left + right >= AROUND
        return (
            enough
            and (left >= BESIDE or self._edge_is_sure(start, end, shift, before=True))
            and (right >= BESIDE or self._edge_is_sure(start, end, shift, before=False))
            and self._stands_alone(start, end, left, right)
        )

    def _agreeing(self, place: int, step: int, shift: int) -> int:
        """How many characters agree on one side; reaching the end of both texts counts as far enough."""
        agreeing = 0
        at = place if step > 0 else place - 1
        while agreeing < FAR:
            inside_old, inside_new = 0 <= at < len(self.old), 0 <= at + shift < len(self.new)
            if not inside_old and not inside_new:
                return FAR
            if not inside_old or not inside_new or self.old[at] != self.new[at + shift]:
                break
            agreeing += 1
            at += step
        return agreeing

    def _cuts_no_word(self, place: int, shift: int) -> bool:
        """Whether a word ends here in the one text just as in the other."""
        return _inside_word(self.old, place) == _inside_word(self.new, place + shift)

    def _edge_is_sure(self, start: int, end: int, shift: int, before: bool) -> bool:
        """Whether the word at the edge of a quote is not also among the words that changed beside it.

        After *prøve [med så]* became *med prøve med så* nobody can tell which *med* is the old one.
        """
        edge = re.findall(r"\w+", self.old[start:end])[:: 1 if before else -1][:1]
        if not edge:
            return False
        beside = (
            changed for blocks in (self.forward, self.backward) for changed in _beside(blocks, start, before)
        )
        for old_part, new_part in beside:
            nearby = self.old[slice(*old_part)] + " " + self.new[slice(*new_part)]
            if edge[0] in re.findall(r"\w+", nearby):
                return False
        return True

    def _stands_alone(self, start: int, end: int, left: int, right: int) -> bool:
        """Whether nothing like the quote came or went, and its wider surroundings are found only once."""
        lacking = max(AROUND - (end - start), 0)
        before, after = min(left, lacking, start), min(right, lacking, len(self.old) - end)
        for around in ((before, 0), (0, after)):
            if not all(
                self.old.count(near) == self.new.count(near) for near in self._near(start, end, *around)
            ):
                return False
        near = self.old[max(start - min(left, LOCAL), 0) : end + min(right, LOCAL)]
        wide = self.old[max(start - left, 0) : end + right]
        return _once(self.old, near, wide) and _once(self.new, near, wide)

    def _near(self, start: int, end: int, before: int, after: int) -> Iterator[str]:
        """The quote with what is around it, and the part of that which lies in its own turn if it is long."""
        head, tail = self.old[start - before : start], self.old[end : end + after]
        quote = self.old[start:end]
        yield (head + quote + tail).strip()
        inside = head.rpartition(self.turn_break)[2] + quote + tail.partition(self.turn_break)[0]
        if len(inside) >= AROUND // 2:
            yield inside.strip()

    def _guess(self, start: int, end: int) -> Moved:
        """The most likely place of words that changed, or of words that are found elsewhere."""
        quote = self.old[start:end]
        first, last = _nearest(self.forward, start, True), _nearest(self.forward, end, False)
        first, last = max(first, 0), min(last, len(self.new))
        if first < last and Indel.normalized_similarity(quote, self.new[first:last]) >= ALIKE:
            return Moved("ambiguous", first, last)
        places = (
            [match.start() for match in re.finditer(f"(?={re.escape(quote)})", self.new)] if quote else []
        )
        if not places:
            return Moved("lost", 0, 0)
        nearest = min(places, key=lambda place: abs(place - first))
        return Moved("ambiguous", nearest, nearest + len(quote))


def _inside_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _once(text: str, near: str, wide: str) -> bool:
    """Whether a passage occurs exactly once, with the surroundings it needs for that."""
    window = near if text.count(near) == 1 else wide
    first = text.find(window)
    return first >= 0 and text.find(window, first + 1) < 0


def _gaps(old: str, new: str, turn_break: str) -> Iterator[tuple[int, int, int, int]]:
    """The stretches to align, parted by the turns that are found once in each text and keep their order."""
    old_turns, new_turns = _turns(old, turn_break), _turns(new, turn_break)
    common = old_turns.keys() & new_turns.keys()
    pairs = sorted((old_turns[turn], new_turns[turn], len(turn)) for turn in common)
    at_old = at_new = 0
    for old_start, new_start, length in _rising(pairs):
        yield at_old, old_start, at_new, new_start
        yield old_start, old_start + length, new_start, new_start + length
        at_old, at_new = old_start + length, new_start + length
    yield at_old, len(old), at_new, len(new)


def _turns(text: str, turn_break: str) -> dict[str, int]:
    """The longer turns that occur once in a text, and where they begin."""
    turns = text.split(turn_break)
    number = Counter(turns)
    found: dict[str, int] = {}
    at = 0
    for turn in turns:
        if len(turn) >= FIXED and number[turn] == 1:
            found[turn] = at
        at += len(turn) + len(turn_break)
    return found


def _rising(pairs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The longest run of turns that have the same order in both texts."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (_, new_start, _) in enumerate(pairs):
        rank = bisect_left(tails, new_start)
        before.append(ends[rank - 1] if rank else -1)
        tails[rank : rank + 1] = [new_start]
        ends[rank : rank + 1] = [place]
    run: list[tuple[int, int, int]] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        run.append(pairs[place])
        place = before[place]
    return run[::-1]


def _aligned(old: str, new: str, gap: tuple[int, int, int, int], backwards: bool) -> Iterator[Block]:
    """What the two texts share within a gap, read from the front or from the back."""
    old_start, old_end, new_start, new_end = gap
    one, other = old[old_start:old_end], new[new_start:new_end]
    if one == other:
        yield Block(old_start, old_end, new_start - old_start)
        return
    if backwards:
        one, other = one[::-1], other[::-1]
    found = [part for part in Levenshtein.opcodes(one, other) if part.tag == "equal"]
    for part in reversed(found) if backwards else found:
        length = part.src_end - part.src_start
        at_old = len(one) - part.src_end if backwards else part.src_start
        at_new = len(other) - part.dest_end if backwards else part.dest_start
        start = old_start + at_old
        yield Block(start, start + length, new_start + at_new - start)


def _joined(blocks: Iterator[Block]) -> list[Block]:
    """The blocks with those that go on from each other made one."""
    joined: list[Block] = []
    for block in blocks:
        if block.start == block.end:
            continue
        if joined and joined[-1].end == block.start and joined[-1].shift == block.shift:
            joined[-1] = Block(joined[-1].start, block.end, block.shift)
        else:
            joined.append(block)
    return joined


def _shift(blocks: list[Block], start: int, end: int) -> int | None:
    """How far a span has moved, or None where something inside it changed."""
    at = bisect_right(blocks, start, key=lambda block: block.start) - 1
    if at < 0 or end > blocks[at].end:
        return None
    return blocks[at].shift


def _nearest(blocks: list[Block], place: int, is_start: bool) -> int:
    """Where a position that lies between blocks would be in the new text."""
    at = bisect_right(blocks, place, key=lambda block: block.start) - 1
    if at >= 0 and place <= blocks[at].end:
        return place + blocks[at].shift
    if is_start:
        return blocks[at].end + blocks[at].shift if at >= 0 else 0
    return blocks[at + 1].start + blocks[at + 1].shift if at + 1 < len(blocks) else 1 << 60


def _beside(
    blocks: list[Block], start: int, before: bool
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """What changed on one side of the block that holds a place, in the old and in the new text.

    Stretches that are shared by chance, of a few letters, count as changed.
    """
    at = bisect_right(blocks, start, key=lambda block: block.start) - 1
    step = -1 if before else 1
    other = at + step
    while 0 <= other < len(blocks) and blocks[other].end - blocks[other].start < BESIDE:
        other += step
    here = blocks[at]
    if before:
        far = blocks[other] if other >= 0 else Block(0, 0, 0)
        yield (far.end, here.start), (far.end + far.shift, here.start + here.shift)
        return
    limit = 1 << 60
    far = blocks[other] if other < len(blocks) else Block(limit, limit, 0)
    yield (here.end, far.start), (here.end + here.shift, far.start + far.shift)
