"""An utterance at hand against the earlier codings of a code: which words are most like it, which least."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model import Narrow, Utterance
from pipeline.stages.asking import Answer
from pipeline.stages.code import code
from pipeline.stages.compared import SAID_COLUMNS, compared
from pipeline.stages.counting import counted
from pipeline.stages.meant import passage
from pipeline.stages.opened import OpenStudy

if TYPE_CHECKING:
    from pipeline.analysis.likeness import Likeness

NEAR_COLUMNS = ("side", "rank", "likeness", "unlike", *SAID_COLUMNS[1:6], "coder", "quote", "code", "coding")


class Nearest(NamedTuple):
    """The utterance at hand, its neighbours among the codings, and how many codings hold no words."""

    utterance: Utterance
    near: Answer
    codings: int
    wordless: int
    comparable: bool


def nearest(opened: OpenStudy, asked: str, id: str, narrow: Narrow, most: int) -> Nearest:
    """The codings of a code that are most like an utterance, and those that are least, its own left out.

    A coding over several utterances is compared as a whole. The measure is fitted on all utterances of the
    study, so that it is the same for every code. Raises StudyError where there is no such utterance or code.
    """
    from pipeline.analysis.nearness import nearness

    code(opened)
    at_hand = passage(opened, id, "", "")[0].utterance
    rows = _codings(compared(opened, asked, "role", narrow).said, at_hand.utterance)
    measure, languages = _measure(opened)
    texts = [(row["quote"], languages.get(row["document"], "und")) for row in rows]
    found = nearness(measure, (at_hand.text, languages.get(at_hand.document, "und")), texts, most)
    told = []
    for side, near in (("nearest", found.nearest), ("farthest", found.farthest)):
        for rank, one in enumerate(near, 1):
            row = rows[one.place]
            about = {"side": side, "rank": rank, "likeness": one.likeness, "unlike": _unlike(at_hand, row)}
            told.append([(row | about)[name] for name in NEAR_COLUMNS])
    answer = Answer(list(NEAR_COLUMNS), told)
    return Nearest(at_hand, answer, len(rows), len(found.wordless), found.comparable)


def _codings(said: Answer, at_hand: str) -> list[dict[str, Any]]:
    """Each coding once, with the words of all its utterances, those on the utterance at hand left out."""
    codings: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in (dict(zip(said.columns, row, strict=True)) for row in said.rows):
        codings.setdefault((row["coding"], row["coder"]), []).append(row)
    return [
        own[0] | {"quote": " […] ".join(row["quote"] for row in own)}
        for own in codings.values()
        if at_hand not in {row["utterance"] for row in own}
    ]


def _measure(opened: OpenStudy) -> tuple[Likeness, dict[str, str]]:
    """The measure, fitted on all that was said and written in the study; the language of each document."""
    from pipeline.analysis.likeness import Likeness
    from pipeline.analysis.words import Reading

    about = counted(opened)
    documents = (about.languages.get(name, "und") for name in about.utterances["document"])
    texts = zip(about.utterances["text"], documents, strict=True)
    return Likeness(texts, Reading(about.stops, "lemmas", about.lemmas)), about.languages


def _unlike(at_hand: Utterance, row: dict[str, Any]) -> str:
    """In what the words are of others than those at hand: role, case, both or neither."""
    return ", ".join(name for name in ("role", "case") if row[name] != getattr(at_hand, name))
