"""Words of an utterance as a person saw them, so that nothing is put on a text that is another by now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model import Utterance, digest
from pipeline.problems import StudyError, error
from pipeline.stages.desk import Desk


class Place(NamedTuple):
    """Some words of an utterance as a person saw them; ``digest`` is that of the utterance's whole text."""

    utterance: str
    start: int
    end: int
    digest: str


def seen(desk: Desk, place: Place) -> Utterance:
    """The utterance of a place; raises StudyError where its text is not what the person saw."""
    utterance = desk.utterance(place.utterance)
    if place.digest != digest(utterance.text):
        raise StudyError(
            error(
                place.utterance,
                "text-changed",
                "the transcript was changed since the page showed it.",
                "Reload the page and choose the words again.",
            )
        )
    if not 0 <= place.start < place.end <= len(utterance.text):
        raise StudyError(
            error(place.utterance, "span", "these are no words of the utterance.", "Choose the words again.")
        )
    return utterance


def words(desk: Desk, place: Place) -> dict[str, object]:
    """The fields of an event that say on which words it is."""
    text = seen(desk, place).text
    return {**place._asdict(), "quote": text[place.start : place.end]}


def in_order(desk: Desk, places: Sequence[Place]) -> list[Place]:
    """The places of a passage in the order of the text; raises StudyError unless they follow each other."""
    rows = [seen(desk, place) for place in places]
    paired = sorted(zip(rows, places, strict=True), key=lambda pair: pair[0].number)
    numbers = [row.number for row, _ in paired]
    one_document = len({row.document for row in rows}) == 1
    if not one_document or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise StudyError(
            error(
                places[0].utterance if places else "",
                "passage",
                "a passage is some utterances in a row.",
                "Choose the words again.",
            )
        )
    return [place for _, place in paired]
