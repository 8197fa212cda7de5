"""Counts in four units, checked against a slow and plain recount."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from constructed import CODEBOOK, STUDY, codings, random_study, utterances

from pipeline.analysis import ANALYSES, MODULES
from pipeline.analysis.counts import (
    BY,
    FREQUENCY_COLUMNS,
    MENTION_COLUMNS,
    code_frequencies,
    mention_rows,
    mentions,
)
from pipeline.analysis.narrowing import narrow_codings, narrow_utterances
from pipeline.model import ORIGINS, Narrow
from pipeline.problems import StudyError, UsageError
from pipeline.study import Study

BELOW = {
    "uklart": {"uklart", "hva", "gammelt"},
    "rolle": {"rolle", "styring", "skummelt", "mot"},
    "styring": {"styring", "skummelt", "mot"},
    "skummelt": {"styring", "skummelt", "mot"},
    "tillit": {"tillit", "tar-tid"},
}
"""Which codes count under which, written by hand."""


def one(said: pd.DataFrame, coded: pd.DataFrame, code: str, **filters: Any) -> dict[str, Any]:
    study = filters.pop("study", STUDY)
    (row,) = mention_rows(said, coded, CODEBOOK, study, code, Narrow(**filters))
    return row


def recount(
    said: pd.DataFrame, coded: pd.DataFrame, code: str, narrow: Narrow, coders: Any
) -> dict[str, int]:
    """The counts of ``mentions`` in plain loops over the rows."""
    field = {u["utterance"]: u for u in said.to_dict("records") if _left(u, narrow)}
    found = [
        c
        for c in coded.to_dict("records")
        if c["utterance"] in field
        and c["code"] in BELOW.get(code, {code})
        and (not narrow.origins or c["origin"] in narrow.origins)
        and (not coders or c["coder"] in coders or (c["origin"] == "rule" and not narrow.coders))
    ]
    met = [field[id] for id in {c["utterance"] for c in found}]
    counts = {"codings": len({c["coding"] for c in found}), "utterances": len(met)}
    counts["documents"] = len({u["document"] for u in met})
    counts["speakers"] = len({u["speaker"] for u in met if u["speaker"] and u["role"] != "NOTE"})
    counts["unknown_speaker_utterances"] = sum(not u["speaker"] and u["role"] != "NOTE" for u in met)
    counts["of_utterances"] = len(field)
    counts["of_documents"] = len({u["document"] for u in field.values()})
    speakers = {u["speaker"] for u in field.values() if u["speaker"] and u["role"] != "NOTE"}
    return counts | {"of_speakers": len(speakers)}


def _left(utterance: dict[str, Any], narrow: Narrow) -> bool:
    asked = utterance["role"] in narrow.roles if narrow.roles else utterance["role"] != "F"
    pairs = (("case", narrow.cases), ("wave", narrow.waves), ("kind", narrow.kinds))
    return asked and all(not values or utterance[name] in values for name, values in pairs)


def narrowings() -> Iterator[Narrow]:
    options = itertools.product(
        [(), ("INN",), ("F", "OA"), ("NOTE",), ("nobody",)],
        [(), ("nord",), ("øst", "")],
        [(), ("start",)],
        [(), ("field-note",)],
        [(), ("ola",), ("gjest", "hege")],
        [("manual", "suggested", "imported"), ("rule",), ORIGINS, ()],
    )
    return itertools.starmap(Narrow, random.Random(7).sample(list(options), 40))


@pytest.mark.parametrize("seed", range(4))
def test_mentions_equal_a_plain_recount_under_every_filter(seed: int) -> None:
    said, coded = random_study(seed)
    for narrow in narrowings():
        code = random.Random(f"{seed}{narrow}").choice([code.id for code in CODEBOOK.codes])
        expected = recount(said, coded, code, narrow, narrow.coders or ("hege",))
        assert mention_rows(said, coded, CODEBOOK, STUDY, code, narrow) == [expected], (code, narrow)


@pytest.mark.parametrize(("by", "field"), [("role", 0), ("case", 1), ("wave", 2), ("kind", 3)])
def test_each_row_of_a_division_equals_asking_for_that_value_alone(by: str, field: int) -> None:
    said, coded = random_study(11)
    for row in mention_rows(said, coded, CODEBOOK, STUDY, "uklart", by=by):
        alone = Narrow(*[(row[by],) if at == field else () for at in range(4)])
        assert recount(said, coded, "uklart", alone, ("hege",)) == {
            name: row[name] for name in MENTION_COLUMNS
        }


def test_each_row_by_document_equals_a_recount_of_that_document() -> None:
    said, coded = random_study(12)
    rows = mention_rows(said, coded, CODEBOOK, STUDY, "rolle", by="document")
    assert [row["document"] for row in rows] == ["D0", "D1", "D2", "D3", "D4"]
    for row in rows:
        here = recount(said[said["document"] == row["document"]], coded, "rolle", Narrow(), ("hege",))
        assert here == {name: row[name] for name in MENTION_COLUMNS}


def test_by_coder_shows_every_coder_with_the_same_denominators() -> None:
    said, coded = random_study(13)
    rows = mention_rows(said, coded, CODEBOOK, STUDY, "rolle", Narrow(origins=ORIGINS), by="coder")
    assert [row["coder"] for row in rows] == ["hege", "ola", "gjest", ""]
    for row in rows:
        mine = coded[coded["coder"] == row["coder"]]
        expected = recount(said, mine, "rolle", Narrow(origins=ORIGINS), ())
        assert expected == {name: row[name] for name in MENTION_COLUMNS}


@pytest.mark.parametrize("seed", [21, 22])
def test_every_row_of_the_code_frequencies_equals_a_plain_recount(seed: int) -> None:
    said, coded = random_study(seed)
    for row in code_frequencies(said, coded, CODEBOOK, STUDY).to_dict("records"):
        picked = [() if row[name] == "all" else (row[name],) for name in ("role", "case", "wave")]
        code = "nothing counts here" if row["status"] == "merged" else row["code"]
        decided = recount(said, coded, code, Narrow(*picked), ("hege",))
        assert decided == {name: row[name] for name in MENTION_COLUMNS}, row
        rules = recount(said, coded, code, Narrow(*picked, origins=("rule",)), ())
        assert (row["rule_codings"], row["rule_utterances"]) == (rules["codings"], rules["utterances"])


def test_code_frequencies_have_the_agreed_columns_first_and_every_code_in_tree_order() -> None:
    said, coded = random_study(1)
    table = code_frequencies(said, coded, CODEBOOK, STUDY)
    agreed = "code label finding role case wave codings utterances documents speakers"
    assert list(table.columns)[:13] == [*agreed.split(), "of_utterances", "of_documents", "of_speakers"]
    assert tuple(table.columns) == FREQUENCY_COLUMNS
    order = "uklart hva gammelt rolle styring skummelt mot tillit tar-tid prat"
    assert list(table["code"].unique()) == order.split()


def test_each_code_has_rows_for_all_and_for_role_case_wave_and_role_with_wave() -> None:
    said, coded = random_study(1)
    table = code_frequencies(said, coded, CODEBOOK, STUDY)
    first = table[table["code"] == "uklart"][["role", "case", "wave"]].to_records(index=False).tolist()
    assert first[0] == ("all", "all", "all")
    assert [row[0] for row in first[1:5]] == ["INN", "OA", "NOTE", "TOLK"]
    assert [row[1] for row in first[5:9]] == ["nord", "sør", "øst", ""]
    assert [row[2] for row in first[9:12]] == ["start", "underway", "end"]
    assert ("OA", "all", "end") in first[12:] and len(first) == 12 + 4 * 3


def test_an_utterance_under_two_sub_codes_counts_once_for_the_finding() -> None:
    said = utterances(("I", "OA", "Kari", "Hva er det? Vi har alltid gjort det."))
    coded = codings(said, ("a", "I:0001", "hva"), ("b", "I:0001", "gammelt"))
    assert one(said, coded, "uklart") | {"codings": 2, "utterances": 1} == one(said, coded, "uklart")


def test_a_passage_over_three_utterances_is_one_coding_and_three_utterances() -> None:
    said = utterances(("I", "OA", "Kari", "Ja."), ("I", "OA", "Kari", "Altså."), ("I", "OA", "Kari", "Nei."))
    coded = codings(said, ("a", "I:0001", "hva"), ("a", "I:0002", "hva"), ("a", "I:0003", "hva"))
    row = one(said, coded, "hva")
    assert (row["codings"], row["utterances"], row["speakers"]) == (1, 3, 1)


def test_two_unnamed_inhabitants_are_two_utterances_without_a_known_speaker_and_no_person() -> None:
    said = utterances(("N", "INN", "", "Vi er gjester her."), ("N", "INN", "", "Ja, gjester."))
    coded = codings(said, ("a", "N:0001", "rolle"), ("b", "N:0002", "rolle"))
    row = one(said, coded, "rolle")
    assert (row["utterances"], row["speakers"], row["of_speakers"]) == (2, 0, 0)
    assert row["unknown_speaker_utterances"] == 2


def test_narrative_counts_as_utterance_and_document_but_not_as_speaker_known_or_unknown() -> None:
    said = utterances(("N", "NOTE", "", "Stolene står i ring."))
    row = one(said, codings(said, ("a", "N:0001", "rolle")), "rolle")
    assert (row["utterances"], row["documents"], row["of_utterances"]) == (1, 1, 1)
    assert (row["speakers"], row["unknown_speaker_utterances"]) == (0, 0)


def test_those_who_ask_are_left_out_until_they_are_asked_for() -> None:
    said = utterances(("I", "F", "", "Hva er det?"), ("I", "OA", "Kari", "Vet ikke."))
    coded = codings(said, ("a", "I:0001", "hva"), ("a", "I:0002", "hva"))
    assert one(said, coded, "hva")["utterances"] == 1
    assert one(said, coded, "hva", roles=("F",))["utterances"] == 1
    assert one(said, coded, "hva", roles=("F", "OA"))["of_utterances"] == 2


def test_only_the_first_coder_counts_unless_the_study_or_the_question_names_others() -> None:
    said = utterances(("I", "OA", "Kari", "Hva er det?"))
    theirs = {"coding": "b", "utterance": "I:0001", "code": "hva", "coder": "ola"}
    coded = codings(said, theirs)
    assert one(said, coded, "hva")["codings"] == 0
    assert one(said, coded, "hva", coders=("ola",))["codings"] == 1
    both = Study(coders=["hege", "ola"], report={"coders": ["hege", "ola"]})
    assert one(said, coded, "hva", study=both)["codings"] == 1


def test_a_study_that_names_no_coder_counts_all_of_them() -> None:
    said = utterances(("I", "OA", "Kari", "Hva er det?"))
    assert one(said, codings(said, ("a", "I:0001", "hva")), "hva", study=Study())["codings"] == 1


def test_rule_codings_are_counted_only_when_asked_for() -> None:
    said = utterances(("I", "OA", "Kari", "Hva er det?"))
    rule = {"coding": "r", "utterance": "I:0001", "code": "hva", "coder": "", "origin": "rule"}
    coded = codings(said, rule)
    assert one(said, coded, "hva")["utterances"] == 0
    assert one(said, coded, "hva", origins=("rule",))["utterances"] == 1
    assert one(said, coded, "hva", origins=("rule",), coders=("hege",))["utterances"] == 0


def test_no_coder_and_no_origin_changes_a_denominator() -> None:
    said, coded = random_study(5)
    every = one(said, coded, "hva", origins=())
    few = one(said, coded, "hva", coders=("gjest",), origins=("imported",))
    of = ("of_utterances", "of_documents", "of_speakers")
    assert [every[name] for name in of] == [few[name] for name in of]


def test_a_merged_code_answers_as_its_heir_and_its_row_in_the_table_is_empty_and_says_so() -> None:
    said = utterances(("I", "OA", "Kari", "Det er skummelt."))
    coded = codings(said, ("a", "I:0001", "skummelt"))
    assert one(said, coded, "skummelt") == one(said, coded, "styring")
    table = code_frequencies(said, coded, CODEBOOK, STUDY).groupby("code", sort=False).first()
    assert table["utterances"]["styring"] == 1
    assert table.loc["skummelt", ["utterances", "status", "merged_into"]].tolist() == [0, "merged", "styring"]


def test_codings_of_a_code_the_codebook_lacks_or_on_a_lost_utterance_count_nowhere() -> None:
    said = utterances(("I", "OA", "Kari", "Ja."))
    coded = codings(said, ("a", "I:0001", "borte"), ("b", "X:0001", "hva"))
    assert code_frequencies(said, coded, CODEBOOK, STUDY)["codings"].sum() == 0


def test_a_code_the_study_lacks_is_a_problem_that_names_the_nearest() -> None:
    said, coded = random_study(1)
    with pytest.raises(StudyError, match=r"no code 'strying'.*Did you mean styring"):
        mentions(said, coded, CODEBOOK, STUDY, "strying")


def test_an_unknown_division_is_wrong_usage() -> None:
    said, coded = random_study(1)
    with pytest.raises(UsageError, match="role, case, wave"):
        mentions(said, coded, CODEBOOK, STUDY, "hva", by="age")


@pytest.mark.parametrize("by", ["", *BY])
def test_a_study_without_a_word_gives_zeros(by: str) -> None:
    said, coded = utterances(), codings(utterances())
    table = mentions(said, coded, CODEBOOK, STUDY, "hva", by=by)
    assert list(table.columns) == [*([by] if by else []), *MENTION_COLUMNS]
    assert not table[list(MENTION_COLUMNS)].to_numpy().any()
    assert len(code_frequencies(said, coded, CODEBOOK, STUDY)) > 0


def test_arrow_tables_and_data_frames_give_the_same_counts() -> None:
    said, coded = random_study(3)
    tables = [pa.Table.from_pandas(table, preserve_index=False) for table in (said, coded)]
    for by in ("", *BY):
        expected = mention_rows(said, coded, CODEBOOK, STUDY, "uklart", by=by)
        assert mention_rows(*tables, CODEBOOK, STUDY, "uklart", by=by) == expected


def test_narrowed_tables_are_what_the_counts_stand_on() -> None:
    said, coded = random_study(4)
    narrow = Narrow(roles=("OA", "INN"), waves=("start",))
    left = narrow_codings(coded, said, narrow, STUDY)
    row = one(said, coded, "uklart", roles=("OA", "INN"), waves=("start",))
    assert len(narrow_utterances(said, narrow, STUDY)) == row["of_utterances"]
    assert left[left["code"].isin(BELOW["uklart"])]["coding"].nunique() == row["codings"] > 0


def test_many_cells_are_counted_by_sorting_just_as_few_are_by_ticking_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said, coded = random_study(6)
    expected = code_frequencies(said, coded, CODEBOOK, STUDY)
    monkeypatch.setattr("pipeline.analysis.tally._SMALL", 0)
    pd.testing.assert_frame_equal(code_frequencies(said, coded, CODEBOOK, STUDY), expected)


def test_the_registry_names_functions_that_exist() -> None:
    assert set(ANALYSES) == set(MODULES)
    assert all(ANALYSES[name].__name__ == name and ANALYSES[name].__doc__ for name in ANALYSES)
