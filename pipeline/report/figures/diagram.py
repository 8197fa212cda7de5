"""Where the boxes and arrows of a diagram stand, so that no words lie on each other; always the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[Any]
BENDS = (0.0, 0.12, -0.12, 0.24, -0.24, 0.38, -0.38, 0.55, -0.55, 0.75, -0.75, 1.0, -1.0)
WIDE = (0.0, *(sign * bend for bend in (0.3, 0.6, 1.0, 1.5, 2.2) for sign in (1, -1)))
BENT = [
    *((bend, bend) for bend in BENDS),
    *sorted(
        ((first, last) for first in WIDE for last in WIDE if first != last),
        key=lambda pair: (abs(pair[0]) + abs(pair[1]), pair),
    ),
]
"""How a line may be bent near its source and near its target: as a bow, and else in all ways."""
BEHIND = 60.0
"""What it costs to pass behind a box."""
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
SWEEPS = 8


class Box(NamedTuple):
    """A rectangle: its middle, and half of its width and height."""

    x: float
    y: float
    across: float
    up: float

    def meets(self, other: Box, room: float = 0.0) -> bool:
        """Whether two rectangles overlap, or come nearer than ``room``."""
        return (
            abs(self.x - other.x) < self.across + other.across + room
            and abs(self.y - other.y) < self.up + other.up + room
        )

    def holds(self, points: Points) -> npt.NDArray[np.bool_]:
        """Which points lie within."""
        return (np.abs(points[:, 0] - self.x) <= self.across) & (np.abs(points[:, 1] - self.y) <= self.up)


class Arrow(NamedTuple):
    """A line from box to box, as points, and the rectangle in which its words stand."""

    points: Points
    words: Box


def in_rows(
    nodes: Sequence[str], level: Mapping[str, int], links: Sequence[tuple[str, str]], most: int
) -> list[list[str]]:
    """The nodes in rows by level, at most so many in one, beside those that they are linked to."""
    rows = []
    for one in sorted(set(level.values())):
        here = [node for node in nodes if level[node] == one]
        count = -(-len(here) // most)
        size = -(-len(here) // count)
        rows += [here[at : at + size] for at in range(0, len(here), size)]
    for _ in range(SWEEPS):
        place = {node: at - (len(row) - 1) / 2 for row in rows for at, node in enumerate(row)}
        rows = [_ordered(row, place, links) for row in rows]
    return rows


def _ordered(row: list[str], place: Mapping[str, float], links: Sequence[tuple[str, str]]) -> list[str]:
    """A row with each node near the middle of those that it is linked to."""

    def middle(node: str) -> float:
        beside = [
            place[two if one == node else one] for one, two in links if node in (one, two) and one != two
        ]
        return sum(beside) / len(beside) if beside else place[node]

    return sorted(row, key=lambda node: (round(middle(node), 9), place[node]))


def arrows(
    boxes: Mapping[str, Box],
    links: Sequence[tuple[str, str]],
    words: Sequence[tuple[float, float]],
    sheet: tuple[float, float],
) -> list[Arrow]:
    """A line and a place for words for each link: the least bent one that meets no box and no other words.

    ``words`` are half the width and height that the words of each link take; ``sheet`` is the width and
    height that there is to stand on.
    """
    drawn: list[Arrow] = []
    for (source, target), size in zip(links, words, strict=True):
        others = [box for node, box in boxes.items() if node not in (source, target)]
        best: tuple[float, Arrow] | None = None
        for first, last in BENT:
            if first != last and best and best[0] < BEHIND:
                break
            line = _line(boxes[source], boxes[target], first, last)
            along_line = (abs(first) + abs(last)) * 2 + _through(line, others, drawn, sheet)
            for along in ALONG:
                if best and along_line >= best[0]:
                    break
                x, y = line[round(along * (len(line) - 1))]
                made = Arrow(line, Box(float(x), float(y), *size))
                cost = along_line + _words_ill(made, boxes, drawn, sheet) + abs(along - 0.5) * 2
                if best is None or cost < best[0] - 1e-9:
                    best = cost, made
        if best:
            drawn.append(best[1])
    return drawn


def _line(source: Box, target: Box, first: float, last: float) -> Points:
    """A curve between the edges of two boxes, bent near each as told; of a box to itself a loop over it."""
    start, end = np.array(source[:2]), np.array(target[:2])
    way = end - start
    if way.any():
        aside = np.array([-way[1], way[0]]) * 2 / 3
        curve = _bezier(start, start + way / 3 + aside * first, end - way / 3 + aside * last, end)
    else:
        up, side = np.array([0.0, source.up * (4 + 2 * abs(first))]), np.array([source.across * 0.6, 0.0])
        curve = _bezier(start - side, start + up - side * 2, start + up + side * 2, start + side)
    outside = np.flatnonzero(~(source.holds(curve) | target.holds(curve)))
    return curve[outside[0] : outside[-1] + 1] if len(outside) > 2 else curve[[0, -1]]


def _bezier(*corners: Points) -> Points:
    a, b, c, d = corners
    t = np.linspace(0, 1, 61)[:, None]
    return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d


def _through(
    line: Points, others: Sequence[Box], drawn: Sequence[Arrow], sheet: tuple[float, float]
) -> float:
    """How ill a line lies: behind boxes and off the sheet, over words, or along another line."""
    behind = sum(BEHIND + BEHIND * float(held.mean()) for box in others if (held := box.holds(line)).any())
    off = float(((line < 0) | (line > np.array(sheet))).any()) * 200
    over_words = sum(bool(one.words.holds(line).any()) for one in drawn) * 20
    middle = line[len(line) // 2]
    beside = sum(bool(np.abs(one.points[len(one.points) // 2] - middle).max() < 0.08) for one in drawn) * 20
    return behind + off + over_words + beside


def _words_ill(
    made: Arrow, boxes: Mapping[str, Box], drawn: Sequence[Arrow], sheet: tuple[float, float]
) -> float:
    """How ill the words of an arrow stand: on boxes, on other words or lines, off the sheet, on all of it."""
    words = made.words
    met = sum(words.meets(box, 0.02) for box in boxes.values())
    met += sum(words.meets(one.words, 0.02) for one in drawn)
    under = sum(bool(words.holds(one.points).any()) for one in drawn)
    off = not (words.across < words.x < sheet[0] - words.across and words.up < words.y < sheet[1] - words.up)
    hidden = float(words.holds(made.points).mean())
    return 100.0 * met + 20.0 * under + 200.0 * off + 25.0 * max(0.0, hidden - 0.45)
