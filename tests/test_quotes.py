"""Quotes: all of them in order, and the choice for the report."""

from __future__ import annotations

from typing import Any

import pandas as pd
from constructed import CODEBOOK, STUDY, codings, random_study, utterances

from pipeline.analysis.quotes import CHOICE_COLUMNS, QUOTE_COLUMNS, chosen_quotes, quotes_of
from pipeline.model import Narrow

LONG = "Vi har jo egentlig alltid holdt på med dette, bare under et annet navn."


def many_people() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Eight employees and four unnamed inhabitants, in two cases, two utterances each."""
    said = utterances(
        *[
            {"document": f"I{who}", "role": "OA", "speaker": f"P{who}", "text": LONG, "case": case}
            for who, case in enumerate(["nord", "sør"] * 4)
            for _ in range(2)
        ],
        *[
            {"document": f"N{who}", "role": "INN", "speaker": "", "text": LONG, "case": case}
            for who, case in enumerate(["nord", "sør"] * 2)
            for _ in range(2)
        ],
    )
    return said, codings(said, *[(f"c-{id}", id, "gammelt") for id in said["utterance"]])


def chosen(said: pd.DataFrame, coded: pd.DataFrame, code: str = "uklart", **more: Any) -> pd.DataFrame:
    return chosen_quotes(said, coded, CODEBOOK, STUDY, code, **more)


def test_quotes_come_in_the_order_they_were_said_with_the_agreed_columns_first() -> None:
    said = utterances(("J", "OA", "Kari", "Først sagt."), ("I", "OA", "Ola", "Så dette her."))
    coded = codings(
        said,
        ("b", "I:0001", "hva"),
        {"coding": "c", "utterance": "J:0001", "code": "gammelt", "start": 6, "end": 10},
        ("a", "J:0001", "hva"),
    )
    table = quotes_of(said, coded, CODEBOOK, STUDY, "uklart")
    assert tuple(table.columns) == QUOTE_COLUMNS
    agreed = ["utterance", "document", "role", "coder", "origin", "start", "end", "quote"]
    assert table[agreed].to_numpy().tolist() == [
        ["J:0001", "J", "OA", "hege", "manual", 0, 11, "Først sagt."],
        ["J:0001", "J", "OA", "hege", "manual", 6, 10, "sagt"],
        ["I:0001", "I", "OA", "hege", "manual", 0, 13, "Så dette her."],
    ]


def test_there_are_as_many_quotes_as_codings_on_utterances_without_limit() -> None:
    said, coded = random_study(51, size=300, marks=2000)
    ours = coded[(coded["coder"] == "hege") & (coded["origin"] != "rule") & (coded["code"] == "hva")]
    spoken = ours[ours["utterance"].isin(said["utterance"][said["role"] != "F"])]
    assert len(quotes_of(said, coded, CODEBOOK, STUDY, "hva")) == len(spoken) > 60


def test_quotes_follow_the_filters() -> None:
    said, coded = random_study(52)
    narrow = Narrow(roles=("INN",), coders=("ola",), origins=("imported", "manual"))
    table = quotes_of(said, coded, CODEBOOK, STUDY, "rolle", narrow)
    assert len(table) and set(table["role"]) == {"INN"} and set(table["coder"]) == {"ola"}
    assert set(table["origin"]) <= {"imported", "manual"}


def test_the_quote_is_the_words_between_start_and_end() -> None:
    said, coded = random_study(53)
    table = quotes_of(said, coded, CODEBOOK, STUDY, "tillit").merge(
        said[["utterance", "text"]], on="utterance"
    )
    assert all(row.text[row.start : row.end] == row.quote for row in table.itertuples())


def test_the_choice_spreads_over_roles_and_cases_and_quotes_nobody_twice() -> None:
    table = chosen(*many_people(), number=4)
    assert tuple(table.columns) == CHOICE_COLUMNS
    assert sorted(table["role"]) == ["INN", "INN", "OA", "OA"]
    assert sorted(table["case"]) == ["nord", "nord", "sør", "sør"]
    assert table["document"].is_unique and not table["pinned"].any()


def test_the_choice_ends_when_everybody_has_been_heard() -> None:
    table = chosen(*many_people(), number=50)
    assert len(table) == 12 and table["document"].is_unique


def test_the_same_tables_in_another_order_give_the_same_choice_in_the_same_order() -> None:
    said, coded = many_people()
    again = chosen(said, coded.sample(frac=1, random_state=1), number=6)
    pd.testing.assert_frame_equal(chosen(said, coded, number=6), again)


def test_the_order_is_random_and_another_seed_gives_another_one() -> None:
    said, coded = many_people()
    pins = set(coded["coding"])
    orders = []
    for seed in (1, 2):
        other = STUDY.model_copy(update={"report": STUDY.report.model_copy(update={"seed": seed})})
        table = chosen_quotes(said, coded, CODEBOOK, other, "uklart", pins=pins)
        orders.append(list(table["coding"]))
    assert orders[0] != orders[1] and sorted(orders[0]) == sorted(orders[1]) == sorted(pins)
    assert orders[0] != sorted(orders[0]) and orders[1] != sorted(orders[1])


def test_pinned_quotes_are_printed_and_no_others() -> None:
    said, coded = many_people()
    table = chosen(said, coded, pins={"c-I0:0001", "c-I0:0002"}, number=4)
    assert sorted(table["coding"]) == ["c-I0:0001", "c-I0:0002"] and table["pinned"].all()


def test_a_pin_of_another_code_is_not_a_pin_of_this_one() -> None:
    said, coded = many_people()
    assert chosen(said, coded, "rolle", pins={"c-I0:0001"}).empty


def test_a_pinned_passage_keeps_its_utterances_together_and_in_turn() -> None:
    said, coded = many_people()
    passage = [{"coding": "p", "utterance": f"I0:000{at}", "code": "hva"} for at in (1, 2)]
    coded = pd.concat([coded, codings(said, *passage)])
    table = chosen(said, coded, pins={"c-I1:0001", "p", "c-I2:0001"})
    mine = table[table["coding"] == "p"]
    assert list(mine["utterance"]) == ["I0:0001", "I0:0002"] and mine["order"].nunique() == 1
    assert sorted(table["order"].unique()) == [1, 2, 3]


def test_a_very_short_quote_is_chosen_only_where_there_is_no_longer_one() -> None:
    said = utterances(("I", "OA", "Kari", "Ja."), ("J", "OA", "Ola", LONG))
    coded = codings(said, ("a", "I:0001", "hva"), ("b", "J:0001", "hva"))
    assert list(chosen(said, coded)["coding"]) == ["b"]
    assert list(chosen(said, coded.iloc[:1])["coding"]) == ["a"]


def test_words_a_person_marked_come_before_words_that_were_imported() -> None:
    said = utterances(("I", "OA", "Kari", LONG), ("J", "OA", "Ola", LONG))
    for ours, theirs in (("a", "b"), ("b", "a")):
        imported = {"coding": theirs, "utterance": "J:0001", "code": "hva", "origin": "imported"}
        coded = codings(said, (ours, "I:0001", "hva"), imported)
        assert list(chosen(said, coded, number=1)["coding"]) == [ours]


def test_narrative_and_those_who_ask_are_never_chosen() -> None:
    said = utterances(("N", "NOTE", "", LONG), ("I", "F", "", LONG))
    coded = codings(said, ("a", "N:0001", "hva"), ("b", "I:0001", "hva"))
    assert chosen(said, coded).empty


def test_an_utterance_printed_elsewhere_is_not_chosen_again() -> None:
    said, coded = many_people()
    first = chosen(said, coded, number=4)
    second = chosen(said, coded, number=4, avoid=set(first["utterance"]))
    assert len(second) == 4 and not set(first["utterance"]) & set(second["utterance"])


def test_two_unnamed_people_with_one_label_in_a_note_may_be_the_same_and_are_quoted_once() -> None:
    said = utterances(("N", "INN", "", LONG), ("N", "INN", "", LONG))
    coded = codings(said, ("a", "N:0001", "hva"), ("b", "N:0002", "hva"))
    assert len(chosen(said, coded)) == 1
    said["label"] = ["INN 1", "INN 2"]
    assert len(chosen(said, coded)) == 2


def test_no_quotes_wanted_gives_none() -> None:
    assert chosen(*many_people(), number=0).empty
