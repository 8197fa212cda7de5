"""Co-occurrence, checked against a slow and plain recount."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest
from constructed import CODEBOOK, STUDY, codings, random_study, utterances

from pipeline.analysis.cooccurrence import COOCCURRENCE_COLUMNS, cooccurrence, neighbouring
from pipeline.model import Narrow

THEME = {"hva": "uklart", "gammelt": "uklart", "styring": "rolle", "mot": "rolle", "skummelt": "rolle"}
THEME |= {"tar-tid": "tillit"}


def recount(said: pd.DataFrame, coded: pd.DataFrame, level: str) -> dict[tuple[str, str], dict[str, float]]:
    """The pairs of ``cooccurrence`` in plain loops: codes on each utterance, then pairs and neighbours."""
    decided = coded[(coded["coder"] == "hege") & (coded["origin"] != "rule")]
    on: dict[str, set[str]] = {id: set() for id in said["utterance"][said["role"] != "F"]}
    known = [code.id for code in CODEBOOK.codes]
    for id, code in zip(decided["utterance"], decided["code"], strict=True):
        heir = "styring" if code == "skummelt" else code
        if id in on and code in known:
            on[id].add(THEME.get(heir, heir) if level == "theme" else heir)
    steps = [
        (one, other)
        for _, ids in said[said["role"] != "F"].groupby("document", sort=False)["utterance"]
        for one, other in itertools.pairwise(ids)
    ]
    pairs = {}
    for a, b in ((a, b) for at, a in enumerate(known) for b in known[at + 1 :]):
        has_a, has_b = {id for id in on if a in on[id]}, {id for id in on if b in on[id]}
        then = sum(a in on[one] and b in on[other] for one, other in steps)
        before = sum(b in on[one] and a in on[other] for one, other in steps)
        near = sum((a in on[x] and b in on[y]) or (b in on[x] and a in on[y]) for x, y in steps)
        anywhere = sum(bool({a, b} & (on[x] | on[y])) for x, y in steps)
        if has_a & has_b or near:
            pairs[a, b] = {
                "utterances_a": len(has_a),
                "utterances_b": len(has_b),
                "utterances": len(has_a & has_b),
                "jaccard": round(len(has_a & has_b) / len(has_a | has_b), 6),
                "neighbours": near,
                "a_then_b": then,
                "b_then_a": before,
                "jaccard_neighbours": round(near / max(anywhere, 1), 6),
            }
    return pairs


@pytest.mark.parametrize("level", ["code", "theme"])
@pytest.mark.parametrize("seed", [41, 42, 43])
def test_every_pair_equals_a_plain_recount(seed: int, level: str) -> None:
    said, coded = random_study(seed, size=40, marks=150)
    table = cooccurrence(said, coded, CODEBOOK, STUDY, level=level)
    assert tuple(table.columns) == COOCCURRENCE_COLUMNS
    found = {(row["code_a"], row["code_b"]): row for row in table.to_dict("records")}
    expected = recount(said, coded, level)
    assert set(found) == set(expected) and len(expected) >= 3
    for pair, counts in expected.items():
        assert {name: found[pair][name] for name in counts} == counts, pair


def test_a_question_between_two_answers_does_not_part_them() -> None:
    said = utterances(
        ("I", "OA", "Kari", "Vet ikke."), ("I", "F", "", "Mm?"), ("I", "OA", "Kari", "Skummelt.")
    )
    coded = codings(said, ("a", "I:0001", "hva"), ("b", "I:0003", "styring"))
    row = cooccurrence(said, coded, CODEBOOK, STUDY).iloc[0]
    assert (row["utterances"], row["neighbours"], row["a_then_b"], row["b_then_a"]) == (0, 1, 1, 0)
    asked = cooccurrence(said, coded, CODEBOOK, STUDY, Narrow(roles=("F", "OA")))
    assert asked.empty


def test_an_answer_that_the_filters_leave_out_still_stands_between() -> None:
    said = utterances(
        ("I", "OA", "Kari", "Vet ikke."), ("I", "INN", "", "Nei."), ("I", "OA", "Kari", "Skummelt.")
    )
    coded = codings(said, ("a", "I:0001", "hva"), ("b", "I:0003", "styring"))
    assert cooccurrence(said, coded, CODEBOOK, STUDY, Narrow(roles=("OA",))).empty


def test_the_last_utterance_of_a_document_has_no_neighbour_in_the_next() -> None:
    said = utterances(("I", "OA", "Kari", "Vet ikke."), ("J", "OA", "Ola", "Skummelt."))
    coded = codings(said, ("a", "I:0001", "hva"), ("b", "J:0001", "styring"))
    assert cooccurrence(said, coded, CODEBOOK, STUDY).empty


def test_the_pair_that_meets_most_comes_first() -> None:
    said = utterances(("I", "OA", "Kari", "En."), ("I", "OA", "Kari", "To."))
    marks = [("a", 1, "hva"), ("b", 1, "prat"), ("c", 2, "hva"), ("d", 2, "prat"), ("e", 2, "tillit")]
    coded = codings(said, *[(id, f"I:000{at}", code) for id, at, code in marks])
    table = cooccurrence(said, coded, CODEBOOK, STUDY)
    assert table[["code_a", "code_b", "utterances"]].to_numpy().tolist()[0] == ["hva", "prat", 2]


def test_nothing_coded_gives_an_empty_table_with_its_columns() -> None:
    said = utterances(("I", "OA", "Kari", "Ja."))
    assert tuple(cooccurrence(said, codings(said), CODEBOOK, STUDY).columns) == COOCCURRENCE_COLUMNS


@pytest.mark.parametrize("level", ["code", "theme"])
def test_as_many_places_are_named_as_are_counted_and_each_holds_both_codes(level: Any) -> None:
    said, coded = random_study(41, size=40, marks=150)
    table = cooccurrence(said, coded, CODEBOOK, STUDY, level=level)
    counted = {(row["code_a"], row["code_b"]): row["neighbours"] for row in table.to_dict("records")}
    places = neighbouring(said, coded, CODEBOOK, STUDY, counted, level)
    assert {pair: len(found) for pair, found in places.items()} == counted and max(counted.values()) > 3
    ours = coded[(coded["coder"] == "hege") & (coded["origin"] != "rule")]
    on: dict[str, set[str]] = {}
    for id, code in zip(ours["utterance"], ours["code"], strict=True):
        heir = "styring" if code == "skummelt" else code
        on.setdefault(id, set()).add(THEME.get(heir, heir) if level == "theme" else heir)
    for (a, b), found in places.items():
        for one, other in found:
            assert (a in on.get(one, ()) and b in on.get(other, ())) or (
                b in on.get(one, ()) and a in on.get(other, ())
            )


def test_a_place_is_two_utterances_in_the_order_in_which_they_were_said() -> None:
    said = utterances(
        ("I", "OA", "Kari", "Vet ikke."), ("I", "F", "", "Mm?"), ("I", "OA", "Kari", "Skummelt.")
    )
    coded = codings(said, ("a", "I:0003", "hva"), ("b", "I:0001", "styring"))
    places = neighbouring(said, coded, CODEBOOK, STUDY, [("hva", "styring")])
    assert places == {("hva", "styring"): [("I:0001", "I:0003")]}
