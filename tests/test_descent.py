"""As which code of an older codebook a coding counts whose code came later, by a split."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import ROOT

from pipeline.codebook import Change, Codebook
from pipeline.coding.descent import Descent
from pipeline.coding.history_lines import parse_history
from pipeline.coding.replaying import codebook_at, told_codebook
from pipeline.model import Coding
from pipeline.store.folder import StudyFolder
from pipeline.store.settings import read_codebook


def line(version: int, event: str, code: str, before: Any, **after: Any) -> Change:
    usual = {"at": "2024-03-01T10:00:00Z", "who": "hege", "reason": "Fordi."}
    return Change(version=version, event=event, code=code, before=before, after=after, **usual)


def add(version: int, code: str) -> Change:
    return line(version, "add", code, None, id=code, label=code)


def split(version: int, code: str, *into: str) -> Change:
    before = {"status": "active", "split_into": []}
    return line(version, "split", code, before, status="split", split_into=[*into])


def merge(version: int, code: str, into: str) -> Change:
    before = {"status": "active", "merged_into": ""}
    return line(version, "merge", code, before, status="merged", merged_into=into)


def descent(history: list[Change], version: int) -> Descent:
    return Descent(codebook_at(told_codebook(history), history, version), history)


WHOLE = [add(1, "a"), add(2, "a1"), add(3, "a2"), split(4, "a", "a1", "a2")]


def test_what_was_coded_with_a_part_counts_under_the_whole_before_the_split():
    then = descent(WHOLE, 1)
    assert [then.whole(code, 4) for code in ("a", "a1", "a2")] == ["a", "a", "a"]
    assert [descent(WHOLE, 4).whole(code, 4) for code in ("a", "a1", "a2")] == ["a", "a1", "a2"]


def test_splits_are_followed_over_several_steps():
    history = [*WHOLE, add(5, "a11"), add(6, "a12"), split(7, "a1", "a11", "a12")]
    assert descent(history, 1).whole("a12", 7) == "a"
    assert descent(history, 4).whole("a12", 7) == "a1"


def test_a_part_that_was_merged_since_is_still_the_part_that_the_coder_put():
    history = [add(1, "b"), add(2, "a"), add(3, "a1"), add(4, "a2"), split(5, "a", "a1", "a2")]
    then = descent([*history, merge(6, "a1", "b")], 2)
    assert (then.whole("a1", 5), then.whole("b", 6)) == ("a", "b")


def test_a_whole_that_was_merged_by_then_leads_to_its_heir():
    history = [add(1, "b"), add(2, "a"), merge(3, "a", "b")]
    restored = line(
        4, "restore", "a", {"status": "merged", "merged_into": "b"}, status="active", merged_into=""
    )
    then = descent([*history, restored, add(5, "a1"), add(6, "a2"), split(7, "a", "a1", "a2")], 3)
    assert then.whole("a1", 7) == "b"


def test_a_code_that_was_added_is_a_new_thought_also_where_others_were_merged_into_it():
    assert descent([add(1, "a"), add(2, "n"), merge(3, "a", "n")], 1).whole("n", 3) == ""


def test_parts_of_two_wholes_count_under_neither():
    both = [add(1, "a"), add(2, "b"), add(3, "p"), add(4, "q"), split(5, "a", "p", "q"), add(6, "r")]
    then = descent([*both, split(7, "b", "p", "r")], 2)
    assert [then.whole("p", 5), then.whole("p", 7), then.whole("q", 7), then.whole("r", 7)] == [
        "a", "", "a", "b",
    ]  # fmt: skip


def test_a_part_of_a_whole_and_of_a_code_that_came_later_counts_under_neither():
    history = [add(1, "a"), add(2, "n"), add(3, "p"), split(4, "a", "p"), split(5, "n", "p")]
    assert descent(history, 1).whole("p", 5) == ""


def test_what_was_coded_before_the_split_was_no_part_of_it():
    history = [add(1, "a"), add(2, "p"), add(3, "q"), split(9, "a", "p", "q")]
    then = descent(history, 1)
    assert (then.whole("p", 8), then.whole("p", 9)) == ("", "a")
    assert then.whole("p", 0) == "a", "made under a version that is not known"


def test_a_split_in_a_circle_leads_nowhere_and_ends():
    history = [add(1, "a"), add(2, "p"), add(2, "q"), split(3, "p", "q"), split(3, "q", "p")]
    assert descent(history, 1).whole("p", 3) == ""


def test_a_long_line_of_splits_is_followed_to_its_end():
    history = [add(1, "k0")]
    for at in range(1, 3000):
        history += [add(2 * at, f"k{at}"), split(2 * at + 1, f"k{at - 1}", f"k{at}")]
    then = Descent(Codebook(version=1, codes=[{"id": "k0", "label": "k0"}]), history)
    assert then.whole("k2999", 6000) == "k0"


@pytest.mark.parametrize("odd", [None, "p", ["p", 3, None], {"p": 1}, 7])
def test_odd_lines_of_the_history_do_no_harm(odd: Any):
    history = [add(1, "a"), line(2, "split", "a", {}, split_into=odd)]
    then = Descent(Codebook(version=1, codes=[{"id": "a", "label": "a"}]), history)
    assert then.whole("p", 3) == ("a" if isinstance(odd, list) else "")


class Story(NamedTuple):
    """A codebook that grew, and codings that were put on the way: a code and the version it was put under."""

    history: list[Change]
    put: list[tuple[str, int]]
    began: dict[int, int]
    """The version before each split, by the version of the split."""


def story(seed: int, steps: int) -> Story:
    """Codes are added, split (into new ones, or one that is there), merged and restored, and put."""
    chance = random.Random(seed)
    active, gone = ["k"], []
    told = Story([add(1, "k")], [("k", 1)], {})
    for step in range(steps):
        version, one = len(told.history) + 1, chance.choice(active)
        act = chance.choice(["add", "split", "split", "join", "merge", "restore"])
        if act == "add":
            told.history.append(add(version, f"n{step}"))
            active.append(f"n{step}")
        elif act == "restore" and gone:
            back = gone.pop(chance.randrange(len(gone)))
            fields = {"status": "active", "merged_into": "", "split_into": []}
            was = told_codebook(told.history).by_id[back]
            before = {name: getattr(was, name) for name in fields}
            told.history.append(line(version, "restore", back, before, **fields))
            active.append(back)
        elif act in ("split", "join"):
            others = [code for code in active if code != one] if act == "join" else []
            parts = [f"p{step}", chance.choice(others) if others else f"q{step}"]
            new = [part for part in parts if part not in active]
            told.began[version + len(new)] = version - 1
            told.history.extend(add(version + at, part) for at, part in enumerate(new))
            told.history.append(split(version + len(new), one, *parts))
            active, gone = [*(code for code in active if code != one), *new], [*gone, one]
        elif act == "merge" and len(active) > 1:
            heir = chance.choice([code for code in active if code != one])
            told.history.append(merge(version, one, heir))
            active.remove(one)
            gone.append(one)
        told.put.append((chance.choice(active), len(told.history)))
    return told


def rows(put: list[tuple[str, int]]) -> list[Coding]:
    nobody = ("hege", "INT-01:0001", "INT-01", 0, 1, "x")
    return [
        Coding(f"c{at}", *nobody, code, "", "OA", "", "", "", "interview", "manual", "", version)
        for at, (code, version) in enumerate(put)
    ]


STORIES = st.builds(story, st.integers(0, 10**6), st.integers(1, 30))


@given(STORIES)
@settings(max_examples=100, deadline=None)
def test_under_the_codebook_of_today_nothing_changes(told: Story):
    now = told_codebook(told.history)
    codings = rows(told.put)
    assert Descent(now).codings(codings) == codings == Descent(now, told.history).codings(codings)
    assert [Descent(now, told.history).whole(*one) for one in told.put] == [
        now.heir(one) for one, _ in told.put
    ]


@given(STORIES)
@settings(max_examples=100, deadline=None)
def test_right_before_a_split_what_was_coded_with_its_new_parts_counts_under_the_whole(told: Story):
    parted = {change.version: change for change in told.history if change.event == "split"}
    for version, before in told.began.items():
        whole, then = parted[version].code, descent(told.history, before)
        for code, made in told.put:
            named = [
                one for at, one in parted.items() if before < at <= made and code in one.after["split_into"]
            ]
            if named == [parted[version]] and code not in then.then.by_id:
                assert then.whole(code, made) == whole


@given(STORIES, st.integers(0, 80))
@settings(max_examples=200, deadline=None)
def test_no_coding_counts_twice_and_what_was_there_stays_where_it_was(told: Story, version: int):
    then = descent(told.history, min(version, len(told.history)))
    placed = rows([(then.book.heir(code), made) for code, made in told.put])
    counted = {row.coding: row.code for row in then.codings(placed)}
    assert len(counted) == len(then.codings(placed)) and set(counted.values()) <= then.then.by_id.keys()
    there = {row.coding: row.code for row in placed if row.code in then.then.by_id}
    assert there.items() <= counted.items()


def test_in_the_demonstration_the_parts_of_a_split_count_under_it_before():
    book, _ = read_codebook(StudyFolder(ROOT))
    history = parse_history((ROOT / "codebooks/history.jsonl").read_bytes(), "").changes
    assert book is not None
    parts = ("en-som-har-gjort-det-for", "forskeren-ved-siden-av")
    for version, whole in ((20, ""), (112, "noen-ved-siden"), (114, None)):
        then = Descent(codebook_at(book, history, version), history)
        there = "noen-ved-siden" in then.then.by_id
        assert there == (version > 20)
        assert [then.whole(part, 118) for part in parts] == ([*parts] if whole is None else [whole] * 2)
