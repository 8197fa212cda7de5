"""Patterns in what was said, as a reading list: groups without names, their words, what is typical."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.counted import number_of
from pipeline.model import DECIDED, Narrow
from pipeline.problems import UsageError
from pipeline.stages.asking import Answer, must_know
from pipeline.stages.code import code
from pipeline.stages.counting import Counted, counted
from pipeline.stages.opened import OpenStudy
from pipeline.store.tables import read_arrow

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.analysis.patterns import Member, Patterns, Stability

PATTERN_COLUMNS = (
    *("group", "size", "rank", "typical", "shown", "words"),
    *("utterance", "document", "role", "case", "wave", "text"),
)
KEY_WORDS = 8
"""So many words at most are told of each group."""


class Group(NamedTuple):
    """A group: its number by size, the words that set it apart, its most and its least typical utterances."""

    number: int
    size: int
    documents: int
    words: list[str]
    most: list[dict[str, Any]]
    least: list[dict[str, Any]]


class Reading(NamedTuple):
    """A reading list: the groups, what their number was chosen from, and every utterance as a row."""

    groups: list[Group]
    curve: list[Stability]
    utterances: int
    aside: int
    short: int
    seed: int
    rows: Answer


def reading_list(
    opened: OpenStudy,
    narrow: Narrow,
    groups: int = 0,
    most: int = 5,
    seed: int | None = None,
    hold_out: float = 0.0,
    uncoded: bool = False,
) -> Reading:
    """Groups of utterances that are alike, narrowed as asked; ``uncoded`` leaves those that nobody coded yet.

    The seed is the study's where none is given. Raises UsageError for more groups than a group of two each.
    """
    from pipeline.analysis.patterns import patterns
    from pipeline.analysis.words import Reading as Words

    code(opened)
    seed = opened.study.report.seed if seed is None else seed
    must_know(
        opened, narrow, read_arrow(opened.folder.processed / "utterances.parquet", ("role", "case", "wave"))
    )
    about = counted(opened)
    said = _said(opened, about, narrow, uncoded)
    if groups > max(len(said) // 2, 2):
        raise UsageError(
            f"{number_of(len(said), 'utterance')} cannot be divided into {groups} groups; give a smaller --k."
        )
    languages = [about.languages.get(name, "und") for name in said["document"]]
    texts = list(zip(said["text"].tolist(), languages, strict=True))
    words = Words(about.stops, "lemmas", about.lemmas)
    with opened.working("Comparing utterances"):
        found = patterns(texts, words, seed, groups, hold_out)
    listed = [_group(about, said, found, number, most) for number in range(len(found.groups))]
    rows = _rows(said, found, listed)
    return Reading(listed, found.curve, len(said), len(found.aside), len(found.short), seed, rows)


def _said(opened: OpenStudy, about: Counted, narrow: Narrow, uncoded: bool) -> pd.DataFrame:
    from pipeline.analysis.narrowing import narrow_utterances

    said = narrow_utterances(about.utterances, narrow, opened.study)
    if uncoded:
        people = about.codings[about.codings["origin"].isin(DECIDED)]
        said = said[~said["utterance"].isin(set(people["utterance"]))]
    return said.reset_index(drop=True)


def _group(about: Counted, said: pd.DataFrame, found: Patterns, number: int, most: int) -> Group:
    members = found.groups[number]
    ids = said["document"].iloc[[one.place for one in members]]
    shown = members[:most]
    rest = members[len(shown) :][-most:]
    words = _set_apart(about, said, found, number)
    return Group(
        number + 1,
        len(members),
        int(ids.nunique()),
        words,
        [_told(said, one) for one in shown],
        [_told(said, one) for one in reversed(rest)],
    )


def _told(said: pd.DataFrame, member: Member) -> dict[str, Any]:
    row = said.iloc[member.place]
    names = ("utterance", "document", "role", "case", "wave", "text")
    return {**{name: row[name] for name in names}, "typical": member.typical}


def _set_apart(about: Counted, said: pd.DataFrame, found: Patterns, number: int) -> list[str]:
    """The words that a group uses more than the other groups do, the most telling first (keyness)."""
    from pipeline.analysis.keyness import keyness
    from pipeline.analysis.words import vocabulary

    places = {one.place for one in found.groups[number]}
    others = {one.place for group in found.groups for one in group} - places
    own, rest = (
        vocabulary(said.iloc[sorted(some)], about.stops, about.languages, "lemmas", about.lemmas)
        for some in (places, others)
    )
    table = keyness(own, rest, least=3)
    more = table[(table["log_ratio"] > 0) & (table["target"] > 1)] if len(table) else table
    return [str(word) for word in more["word"].head(KEY_WORDS)]


def _rows(said: pd.DataFrame, found: Patterns, groups: list[Group]) -> Answer:
    """Every utterance once: the groups from the most typical on, those kept aside, the short ones."""
    rows = []
    for group, members in zip(groups, found.groups, strict=True):
        most, least = ({row["utterance"] for row in some} for some in (group.most, group.least))
        for rank, one in enumerate(members, 1):
            row = _told(said, one)
            shown = "most" if row["utterance"] in most else "least" if row["utterance"] in least else ""
            words = " ".join(group.words)
            rows.append(
                row
                | {"group": group.number, "size": group.size, "rank": rank, "shown": shown, "words": words}
            )
    ungrouped = {one for group in found.groups for one in (m.place for m in group)} | {
        *found.aside,
        *found.short,
    }
    few = [place for place in range(len(said)) if place not in ungrouped]
    for why, places in (("aside", found.aside), ("short", found.short), ("few", few)):
        for place in places:
            nothing = {"group": None, "size": None, "rank": None, "words": "", "shown": why}
            told = {name: said[name].iloc[place] for name in PATTERN_COLUMNS[6:]}
            rows.append(told | nothing | {"typical": None})
    return Answer(list(PATTERN_COLUMNS), [[row[name] for name in PATTERN_COLUMNS] for row in rows])
