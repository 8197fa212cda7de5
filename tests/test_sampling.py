"""The sampling log: plans, what came of them, and where a code was never used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from constructed import STUDY, codings, utterances
from hypothesis import given
from hypothesis import strategies as st
from small_study import answered, forankret, small_study

from pipeline.analysis.crosstabs import crosstab
from pipeline.analysis.gaps import GAP_COLUMNS, gaps
from pipeline.codebook import Code, Codebook
from pipeline.coding.logs import LogLine, parse_log
from pipeline.coding.sampling import EVENTS, SAMPLING_COLUMNS, SamplingEvent, plans_of, sampling_rows
from pipeline.model import Narrow
from pipeline.store.logs import SAMPLING

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside, max_size=2),
    max_leaves=4,
)


def line(event: str, sampling: str = "s1", **more: Any) -> LogLine[SamplingEvent]:
    base: dict[str, Any] = {"plan": {"question": "Hvorfor?"}}.get(event, {"outcome": "Derfor."})
    made = SamplingEvent(
        **({"at": "2024-03-01T10:00:00Z", "event": event, "sampling": sampling} | base | more)
    )
    return LogLine(made, f"{SAMPLING}:1")


# Plans


def test_a_plan_is_open_until_something_came_of_it_or_it_was_given_up() -> None:
    assert plans_of([line("plan")]).plans[0].state == "open"
    assert plans_of([line("plan"), line("outcome")]).plans[0].state == "answered"
    assert plans_of([line("plan"), line("outcome"), line("drop")]).plans[0].state == "dropped"
    assert plans_of([line("plan"), line("drop"), line("outcome")]).plans[0].state == "answered"


def test_all_that_came_of_a_plan_is_kept_also_where_git_put_it_first() -> None:
    one = line("outcome", outcome="Én.", documents=["INT-01"])
    two = line("outcome", outcome="To.", documents=["INT-01", "FN-01"])
    found = plans_of([one, line("plan"), two])
    assert found.plans[0].outcomes == ("Én.", "To.") and found.plans[0].documents == ("INT-01", "FN-01")
    assert not found.unplanned and not found.twice


def test_lines_on_no_plan_and_second_plans_are_told_apart() -> None:
    lost, again = line("outcome", "s9"), line("plan", question="En annen?")
    found = plans_of([line("plan"), lost, again])
    assert (found.unplanned, found.twice) == ([lost], [again])
    assert [plan.question for plan in found.plans] == ["Hvorfor?"]


EVENTS_OF_ANY_SORT = st.builds(
    lambda event, id, fields: {"at": "2024", "event": event, "sampling": id} | fields,
    st.sampled_from(["plan", "outcome", "drop", "mend", "x", ""]),
    st.sampled_from(["a", "b", "", None, 7]),
    st.dictionaries(
        st.sampled_from(["question", "outcome", "about", "documents", "previous"]), JSON, max_size=4
    ),
)


@given(st.lists(EVENTS_OF_ANY_SORT, max_size=12))
def test_whatever_stands_in_the_log_every_whole_plan_is_found_once(events: list[dict[str, Any]]) -> None:
    data = b"".join(json.dumps(one).encode() + b"\n" for one in events)
    log = parse_log(data, SAMPLING, SamplingEvent, EVENTS)
    made = plans_of(log.lines)
    ids = [plan.sampling for plan in made.plans]
    whole = [one for one in log.events if one.event == "plan" and one.sampling and one.question]
    assert ids == list(dict.fromkeys(one.sampling for one in whole))
    assert len(ids) + len(made.twice) == len(whole)
    assert all(len(row) == len(SAMPLING_COLUMNS) for row in sampling_rows(made.plans))


def test_a_plan_is_made_answered_and_listed(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    typed = ("sampling", "plan", "Hvem spør?", "--whom", "innbyggere", "--why", "Ingen har spurt.")
    made = forankret(folder, *typed, "--about", "code:uklart", "--about", "case:vest", "--coder", "hege")
    assert made.code == 0, made.both
    id = made.out.strip()
    came = ("sampling", "outcome", id[:-1], "Ingen.", "--document", "FN-01", "--coder", "ola")
    assert forankret(folder, *came).out == f"{id}  answered: Hvem spør?\n"
    (row,) = answered(folder, "sampling", "list")
    assert (row["who"], row["state"], row["outcome"], row["documents"]) == (
        "hege",
        "answered",
        "Ingen.",
        "FN-01",
    )
    assert row["about"] == "code:uklart; case:vest"
    assert answered(folder, "sampling", "list", "--state", "open") == []
    assert "came of it: Ingen." in forankret(folder, "sampling", "list").out
    assert "\n0 errors" in f"\n{forankret(folder, 'check').out}"
    logged = [json.loads(one) for one in (folder / SAMPLING).read_text(encoding="utf-8").splitlines()]
    assert [one["event"] for one in logged] == ["plan", "outcome"] and "outcome" not in logged[0]


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("plan", " "), 2, "what is to be asked"),
        (("plan", "Hva?", "--about", "code:uklar"), 1, "Did you mean uklart?"),
        (("plan", "Hva?", "--about", "utterance:INT-01:1"), 2, "KIND is one of"),
        (("outcome", "x", "Ja."), 1, "no plan begins with 'x'"),
        (("outcome", "", "Ja."), 1, "no plan begins"),
        (("drop", "x"), 2, "--reason"),
    ],
)
def test_what_cannot_be_planned_is_refused(
    tmp_path: Path, typed: tuple[str, ...], code: int, said: str
) -> None:
    folder = small_study(tmp_path)
    done = forankret(folder, "sampling", *typed, "--coder", "hege")
    assert done.code == code and said in done.err
    assert not (folder / SAMPLING).exists()


def test_a_document_that_the_study_lacks_is_refused_and_two_plans_are_told_apart(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    ids = [forankret(folder, "sampling", "plan", f"{n}?", "--coder", "hege").out.strip() for n in (1, 2)]
    done = forankret(folder, "sampling", "outcome", ids[0], "x", "--document", "INT-1", "--coder", "hege")
    assert done.code == 1 and "Did you mean INT-01" in done.err
    assert (
        "2 plans begin with '0'"
        in forankret(folder, "sampling", "drop", "0", "--reason", "x", "--coder", "ola").err
    )


def test_what_tells_who_somebody_is_is_found_in_the_log_too(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    forankret(folder, "sampling", "plan", "Hvem?", "--whom", "ring 92 34 56 78", "--coder", "hege")
    assert f"{SAMPLING}:1: error" in forankret(folder, "check").out


# Gaps

SAID = utterances(
    {"document": "INT-01", "role": "OA", "case": "nord", "text": "Hva er det?"},
    {"document": "INT-01", "role": "OA", "case": "nord", "text": "Nytt."},
    {"document": "INT-01", "role": "F", "case": "nord", "text": "Ja?"},
    {"document": "INT-02", "role": "INN", "case": "nord", "text": "Ikke spurt."},
    {"document": "INT-03", "role": "INN", "case": "sør", "text": "Kaffe."},
    {"document": "FN-01", "role": "NOTE", "case": "sør", "text": "Det var kaldt."},
)  # fmt: skip
BOOK = Codebook(
    codes=[
        Code(id="uklart", label="Uklart", kind="finding"),
        Code(id="hva", label="Hva", parent="uklart"),
        Code(id="gammel", label="Gammel", status="retired"),
        Code(id="redd", label="Redd", status="merged", merged_into="hva"),
    ]
)


def found(coded: pd.DataFrame, **narrow: Any) -> list[tuple[str, str, str]]:
    table = gaps(SAID, coded, BOOK, STUDY, Narrow(**narrow))
    assert tuple(table.columns) == GAP_COLUMNS
    return [tuple(row) for row in table[["code", "role", "case"]].to_numpy().tolist()]


def test_a_gap_is_where_a_role_was_heard_in_a_case_and_a_code_was_not_used() -> None:
    coded = codings(SAID, ("c1", "INT-01:0001", "hva"), ("c2", "INT-03:0001", "uklart"))
    assert found(coded) == [("uklart", "INN", "nord"), ("hva", "INN", "nord"), ("hva", "INN", "sør")]


def test_a_merged_code_fills_its_heir_and_those_out_of_use_have_no_gaps() -> None:
    coded = codings(SAID, ("c3", "INT-02:0001", "redd"))
    assert ("hva", "INN", "nord") not in found(coded) and ("uklart", "INN", "nord") not in found(coded)
    assert {code for code, _, _ in found(coded)} == {"uklart", "hva"}


def test_those_who_ask_and_narrative_have_gaps_only_where_they_are_asked_for() -> None:
    none = codings(SAID)
    assert {role for _, role, _ in found(none)} == {"OA", "INN"}
    assert {role for _, role, _ in found(none, roles=("F",))} == {"F"}
    assert {role for _, role, _ in found(none, roles=("NOTE",))} == {"NOTE"}


def test_a_gap_tells_how_much_there_was_and_agrees_with_the_cross_table() -> None:
    coded = codings(SAID, ("c4", "INT-01:0001", "hva"))
    table = gaps(SAID, coded, BOOK, STUDY)
    assert table[table["role"] == "INN"]["utterances"].tolist() == [1, 1, 1, 1]
    for case in ("nord", "sør"):
        cross = crosstab(SAID, coded, BOOK, STUDY, "role", Narrow(cases=(case,)))
        zero = cross[
            (cross["utterances"] == 0) & (cross["of_utterances"] > 0) & (cross["status"] == "active")
        ]
        zero = zero[zero["role"] != "NOTE"]
        ours = table[table["case"] == case]
        assert set(zip(ours["code"], ours["role"], strict=True)) == set(
            zip(zero["code"], zero["role"], strict=True)
        )


def test_a_study_without_utterances_or_codes_has_no_gaps() -> None:
    assert gaps(SAID[:0], codings(SAID)[:0], BOOK, STUDY).empty
    assert gaps(SAID, codings(SAID), Codebook(), STUDY).empty


def test_the_gaps_of_a_study_are_narrowed_as_asked(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    rows = answered(folder, "sampling", "gaps", "--code", "styring")
    assert {row["code"] for row in rows} <= {"styring", "skummelt"}
    assert ("skummelt", "INN", "nord", 2) in {
        (r["code"], r["role"], r["case"], r["utterances"]) for r in rows
    }
    assert forankret(folder, "sampling", "gaps", "--role", "XX").code == 1
