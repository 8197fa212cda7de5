"""The words of passages beside an utterance on the page: the nearest first, and those least like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.analysis.comparison import Passage, unlike_first
from pipeline.model import Utterance
from pipeline.stages.desk import Desk

if TYPE_CHECKING:
    from pipeline.analysis.likeness import Likeness

FARTHEST = 2
"""So many of the passages that are least like the utterance are shown beside the nearest."""


class Alike(NamedTuple):
    """Passages in the order in which they are shown, and of those that are left the least like ones."""

    shown: list[Passage]
    farthest: list[Passage]


def alike(desk: Desk, at_hand: Utterance, others: Sequence[Passage], most: int) -> Alike:
    """The passages of other roles and cases first, the nearest to the utterance first among them.

    Passages without words that can be compared come last; of them none is among the farthest.
    """
    from pipeline.analysis.nearness import nearness

    texts = [
        (" ".join(line.quote for line in one.lines), desk.language(one.first.document)) for one in others
    ]
    found = nearness(_measure(desk), (at_hand.text, desk.language(at_hand.document)), texts)
    near = [others[one.place] for one in found.nearest]
    silent = [others[place] for place in found.wordless] if found.comparable else list(others)
    shown = unlike_first([*near, *silent], at_hand.role, at_hand.case)[:most]
    ids = {one.first.coding for one in shown}
    far = [one for one in reversed(near) if one.first.coding not in ids]
    return Alike(shown, far[:FARTHEST])


def _measure(desk: Desk) -> Likeness:
    """The measure, fitted on all utterances of the study and kept until its texts or settings change."""
    return desk.kept("likeness", "", _fitted)


def _fitted(desk: Desk, _: str) -> Likeness:
    from pipeline.analysis.likeness import Likeness
    from pipeline.analysis.words import Reading
    from pipeline.language import lemmatiser, stop_list
    from pipeline.stages.counting import stop_texts

    study = desk.opened.study
    said = [(row.text, row.document) for one in desk.documents for row in desk.utterances(one.document)]
    model = study.spacy_model
    lemmas = lemmatiser(model, [text for text, _ in said] if model else ())
    stops = stop_list(study.report.stopwords, stop_texts(desk.opened))
    return Likeness(((text, desk.language(id)) for text, id in said), Reading(stops, "lemmas", lemmas))
