"""The agreement of coders in a study: what is compared, and that sums by document give what tables give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from coders import done
from small_study import Said, answered, code_words, forankret, opened, small_study

from pipeline.analysis.agreement import coefficients as c
from pipeline.analysis.agreement.bootstrap import NONE, draws, interval
from pipeline.analysis.agreement.by_code import agreement_by_code
from pipeline.analysis.agreement.disagreements import disagreements
from pipeline.analysis.agreement.double import Double, double_coded
from pipeline.analysis.agreement.over_codes import agreement_over_codes
from pipeline.analysis.agreement.sampling import Candidate, sample, spread
from pipeline.analysis.agreement.sets import DISTANCES, alpha_sets
from pipeline.analysis.agreement.versions import agreement_by_version
from pipeline.stages.agreement import study_agreement
from pipeline.stages.agreement_tables import agreement_tables

CODERS = ("a", "b", "c")
CODES = ("x", "y", "z", "never")


def made_up(seed: int, coders: int = 3, documents: int = 6) -> tuple[Double, dict[str, np.ndarray]]:
    """A made-up study with the ratings of each code, counted the plain way."""
    chance = np.random.default_rng(seed)
    names = CODERS[:coders]
    said = [(f"d{d}:{u}", f"d{d}", 20) for d in range(documents) for u in range(chance.integers(1, 7))]
    finished = {(who, f"d{d}") for who in names for d in range(documents) if chance.random() < 0.75}
    rows = [
        (
            who,
            unit,
            code,
            int(start := chance.integers(0, 10)),
            int(start + chance.integers(1, 10)),
            1 + int(document[1:]) // 3,
        )
        for who in names
        for unit, document, _ in said
        for code in CODES[:3]
        for _ in range(chance.integers(0, 3))
        if chance.random() < 0.4
    ]
    double = double_coded(said, rows, finished, names)
    put = {(who, unit, code) for who, unit, code, *_ in rows}
    plain = {
        code: np.array(
            [
                [
                    int((who, unit, code) in put) if (who, unit.partition(":")[0]) in finished else -1
                    for who in names
                ]
                for unit in double.units
            ]
        ).reshape(-1, coders)
        for code in CODES
    }
    return double, plain


def same(one: float | None, other: float | None) -> bool:
    return (one is None and other is None) or one == pytest.approx(other, abs=1e-9)


@pytest.mark.parametrize("seed", range(25))
def test_sums_by_document_give_what_the_table_of_a_code_gives(seed: int) -> None:
    double, plain = made_up(seed)
    found = {(row.code, row.coders): row for row in agreement_by_code(double, CODES, 0, 1)}
    assert len(found) == len(CODES) * 4
    for group in double.groups:
        for code in CODES:
            row = found[code, double.named(group)]
            table = plain[code][:, list(group)]
            table = table[(table >= 0).sum(axis=1) > 1]
            assert row.n == len(table)
            assert row.n_positive == (table == 1).any(axis=1).sum()
            assert same(row.found["percent"], c.percent(table))
            assert same(row.found["alpha"], c.alpha_nominal(table))
            assert same(row.found["ac1"], c.ac1(table))
            assert same(row.found["positive"], c.positive_agreement(table))
            assert same(row.found["kappa"], c.cohen_kappa(table) if len(group) == 2 else None)


@pytest.mark.parametrize("seed", range(12))
def test_intervals_are_those_of_documents_put_together_again(seed: int) -> None:
    double, plain = made_up(seed, coders=2)
    row = agreement_by_code(double, ["x"], 200, 5)[0]
    here = double.of_group((0, 1))
    drawn = draws(len(here.documents), 200 if len(here.documents) > 1 else 0, 5).astype(int)
    tables = [plain["x"][[u.startswith(f"{name}:") for u in double.units]] for name in here.documents]
    again = [
        np.vstack([t for t, many in zip(tables, times, strict=True) for _ in range(many)]) for times in drawn
    ]
    for name, by_hand in (("alpha", c.alpha_nominal), ("kappa", c.cohen_kappa), ("ac1", c.ac1)):
        values = [by_hand(table) for table in again]
        low, high = interval(np.array([np.nan if v is None else v for v in values]))
        assert same(row.intervals[name][0], low) and same(row.intervals[name][1], high)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("distance", DISTANCES)
def test_alpha_over_codes_is_that_of_the_sets(seed: int, distance: str) -> None:
    double, plain = made_up(seed)
    sets = [
        [
            frozenset(code for code in CODES if plain[code][unit, who] == 1) if double_done else None
            for who, double_done in enumerate(double.finished[double.document[unit]])
        ]
        for unit in range(len(double.units))
    ]
    everyone = agreement_over_codes(double, CODES, 10, 1, [distance])[0]
    assert same(everyone.alpha, alpha_sets(sets, distance))


def test_many_different_sets_get_fewer_rounds_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.analysis.agreement.over_codes.MOST_WORK", 2000)
    double, _ = made_up(1)
    few = agreement_over_codes(double, CODES, 1000, 1)[0]
    assert 0 < few.rounds < 1000
    monkeypatch.undo()
    many = agreement_over_codes(double, CODES, 1000, 1)[0]
    assert many.rounds == 1000 and same(few.alpha, many.alpha)


def test_draws_are_the_same_for_a_seed_and_hold_every_document_in_turn() -> None:
    assert (draws(5, 40, 3) == draws(5, 40, 3)).all() and (draws(5, 40, 3) != draws(5, 40, 4)).any()
    assert (draws(5, 40, 3).sum(axis=1) == 5).all() and (draws(5, 40, 3).max(axis=0) > 1).all()
    assert draws(0, 3, 1).shape == (3, 0)


def test_an_interval_is_not_given_where_it_was_seldom_defined() -> None:
    numbers = np.linspace(0, 1, 101)
    assert interval(numbers) == (pytest.approx(0.025), pytest.approx(0.975))
    assert interval(np.where(numbers < 0.05, np.nan, numbers)) != NONE
    assert interval(np.where(numbers < 0.2, np.nan, numbers)) == NONE
    assert interval(np.array([])) == NONE


def test_the_largest_disagreement_comes_first() -> None:
    said = [("d:1", "d", 50), ("d:2", "d", 50), ("e:1", "e", 50)]
    done_by = {("a", "d"), ("b", "d"), ("c", "d"), ("a", "e"), ("b", "e")}
    rows = [
        *(("a", "d:1", "x", 0, 5, 1), ("b", "d:1", "x", 0, 50, 1), ("c", "d:1", "x", 0, 1, 1)),
        *(("a", "d:2", "x", 0, 5, 1), ("a", "d:2", "x", 3, 9, 1), ("b", "d:2", "y", 0, 4, 1)),
        *(("a", "e:1", "y", 0, 50, 1), ("c", "e:1", "x", 0, 50, 1)),
    ]
    found = disagreements(double_coded(said, rows, done_by, CODERS))
    assert [(one.utterance, one.code, one.put, one.left, one.pairs, one.letters) for one in found] == [
        ("d:2", "x", ("a",), ("b", "c"), 2, 9),
        ("d:2", "y", ("b",), ("a", "c"), 2, 4),
        ("e:1", "y", ("a",), ("b",), 1, 50),
    ]


def test_a_document_belongs_to_the_version_under_which_most_of_it_was_coded() -> None:
    said = [("d:1", "d", 9), ("e:1", "e", 9), ("f:1", "f", 9)]
    rows = [("a", "d:1", "x", 0, 1, 3), ("b", "d:1", "x", 0, 1, 7), ("a", "e:1", "x", 0, 1, 7)]
    rows += [("c", "f:1", "x", 0, 1, 9), ("b", "d:1", "x", 0, 1, 7), ("b", "d:1", "x", 0, 1, 30)]
    done_by = {(who, document) for who in "ab" for document in "def"}
    found = agreement_by_version(double_coded(said, rows, done_by, "ab"), ["x"], 10, 1)
    assert [(one.version, one.documents) for one in found] == [(7, ("d", "e"))]
    assert found[0].by_code[0].n_positive == 2


def study(folder: Path, *who: str) -> Path:
    """The small study, with INT-01 done by those named."""
    made = small_study(folder)
    done(made, *who)
    return made


def told(folder: Path, *more: str) -> Said:
    return forankret(folder, "agreement", *more)


def test_nothing_is_compared_until_two_are_done(tmp_path: Path) -> None:
    made = study(tmp_path, "hege")
    said = told(made)
    assert said.code == 0 and "No document has been marked as done by two coders" in said.out
    assert "uklart" not in said.out


def test_a_document_that_one_has_not_finished_is_not_looked_at(tmp_path: Path) -> None:
    made = study(tmp_path, "hege", "ola")
    found = study_agreement(opened(made))
    assert found.double.documents == ("INT-01",)
    assert [one.utterance for one in found.disagreements] == ["INT-01:0004", "INT-01:0004"]
    done(made, "ola", withdrawn=True, at="2024-05-01T09:00:00Z")
    assert study_agreement(opened(made)).disagreements == []


def test_disagreements_come_before_the_numbers(tmp_path: Path) -> None:
    said = told(study(tmp_path, "hege", "ola"))
    assert said.code == 0, said.both
    assert -1 < said.out.index("2 disagreements") < said.out.index("Code by code")
    assert "long stretches that nobody marked raise it" in " ".join(said.out.split())


def test_what_was_put_by_both_agrees_and_what_nobody_put_is_not_defined(tmp_path: Path) -> None:
    made = study(tmp_path, "hege", "ola")
    rows = {row["code"]: row for row in answered(made, "agreement", "--part", "codes")}
    assert (rows["uklart"]["n"], rows["uklart"]["n_positive"], rows["uklart"]["alpha"]) == (4, 1, 1.0)
    assert (rows["styring"]["percent"], rows["styring"]["kappa"]) == (0.75, 0.0)
    assert rows["styring"]["alpha_low"] is None
    other = small_study(tmp_path / "other")
    assert forankret(other, "coding", "remove", "c3", "--coder", "hege", "--reason", "nei").code == 0
    done(other, "hege", "ola", at="2999-01-01T09:00:00Z")
    assert "Put by nobody in these documents, so not defined: 1 more of the codes." in told(other).out


def test_roles_that_ask_are_no_units(tmp_path: Path) -> None:
    made = study(tmp_path, "hege", "ola")
    code_words(made, "ola", "c9", "INT-01:0001", "styring", "Hva")
    assert all(one.utterance != "INT-01:0001" for one in study_agreement(opened(made)).disagreements)


def test_a_code_that_is_not_described_gets_no_number_but_its_disagreements_are_listed(tmp_path: Path) -> None:
    made = study(tmp_path, "hege", "ola")
    book = made / "codebooks/codebook.yaml"
    book.write_text(book.read_text("utf-8").replace("    not_when: Når verktøy nevnes.\n", ""), "utf-8")
    found = study_agreement(opened(made))
    assert found.left_out == {"styring": ["not_when"]}
    assert {row.code for row in found.by_code} == {"uklart", "skummelt"}
    assert "styring" in {one.code for one in found.disagreements}
    said = told(made).out
    assert "styring does not count: not_when must be written first." in said
    assert "Over the 2 codes that count in the codebook of today: alpha on the set of codes" in said
    assert "Of all versions the same 2 codes count" in said
    tables = agreement_tables(opened(made), 10)
    assert set(tables["agreement_sets"]["n_codes"]) == {2}
    versions = tables["agreement_versions"]
    assert set(versions.loc[versions["code"] == "", "n_codes"]) == {2}


def test_of_few_documents_intervals_are_said_to_mean_little_and_why_one_may_be_missing(
    tmp_path: Path,
) -> None:
    said = told(study(tmp_path, "hege", "ola")).out
    assert "They are drawn from 1 document: of so few they mean little" in said
    assert "Where none is given, the number was not defined in a tenth of the draws or more." in said


def test_the_terminal_claims_of_nobody_that_they_have_not_looked(tmp_path: Path) -> None:
    said = told(study(tmp_path, "hege", "ola")).out
    assert "so whether anyone looked is not known" in said and "before the others could be seen" not in said


def test_where_no_code_has_numbers_the_reason_is_told_and_no_empty_table(tmp_path: Path) -> None:
    made = study(tmp_path, "hege", "ola")
    book = made / "codebooks/codebook.yaml"
    book.write_text(book.read_text("utf-8").replace("    not_when:", "    # not_when:"), "utf-8")
    said = told(made).out
    assert "draws of documents):\nNo code has numbers: none that was put is fully described.\n" in said
    assert "uklart does not count: not_when must be written first." in said
    unused = told(made, "--code", "gammel").out
    assert "No disagreements: what one of them put" in unused
    assert "No code has numbers: none was put.\n" in unused
    assert "None." not in said + unused


def test_what_was_decided_is_told_beside_and_changes_no_number(tmp_path: Path) -> None:
    from pipeline.coding.events import Event
    from pipeline.store.codings import append

    made = study(tmp_path, "hege", "ola")
    before = study_agreement(opened(made)).by_code
    event = Event.model_validate(
        {
            **{"at": "2024-06-01T09:00:00Z", "event": "settle", "coding": "s1", "between": ["hege", "ola"]},
            **{
                "utterance": "INT-01:0004",
                "code": "styring",
                "decision": "falls",
                "memo": "Det var ikke styring.",
            },
        }
    )
    append(made, "hege", "INT-01", [event])
    assert study_agreement(opened(made)).by_code == before
    rows = answered(made, "agreement", "--part", "disagreements")
    decided = {row["code"]: (row["decision"], row["reason"]) for row in rows}
    assert decided == {"styring": ("falls", "Det var ikke styring."), "skummelt": ("", "")}


def test_one_code_and_some_coders_can_be_asked_for(tmp_path: Path) -> None:
    made = study(tmp_path, "hege", "ola")
    rows = answered(
        made, "agreement", "--part", "codes", "--code", "redd", "--coder", "ola", "--coder", "hege"
    )
    assert [row["code"] for row in rows] == ["skummelt"]
    csv = told(made, "--format", "csv", "--code", "styring")
    assert csv.out.startswith("code,label,coders,") and len(csv.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (("--coder", "hege"), 2, "One coder alone cannot agree"),
        (("--coder", "kari", "--coder", "hege"), 2, "No coder is called kari"),
        (("--code", "uklar"), 1, "Did you mean uklart?"),
        (("--document", "INT-99"), 1, "the study has no document 'INT-99'"),
    ],
)
def test_what_is_not_there_is_told(tmp_path: Path, more: tuple[str, ...], code: int, words: str) -> None:
    said = told(study(tmp_path, "hege", "ola"), *more)
    assert said.code == code and words in said.err and "Traceback" not in said.err


def test_the_tables_of_the_report_hold_the_same(tmp_path: Path) -> None:
    made = study(tmp_path, "hege", "ola")
    assert forankret(made, "analyse").code == 0
    lines = (made / "reports/tables/disagreements.csv").read_text("utf-8").splitlines()
    assert lines == told(made, "--part", "disagreements", "--format", "csv").out.splitlines()
    lines = (made / "reports/tables/agreement.csv").read_text("utf-8").splitlines()
    assert len(lines) == 4


def test_without_anything_coded_twice_the_tables_have_headers_alone(tmp_path: Path) -> None:
    made = small_study(tmp_path, coded=False)
    assert forankret(made, "analyse").code == 0
    for name in ("agreement", "agreement_sets", "agreement_versions", "disagreements"):
        assert len((made / f"reports/tables/{name}.csv").read_text("utf-8").splitlines()) == 1


CANDIDATES = [
    Candidate(f"d{at}", f"case{at % 3}", ("start", "end")[at % 2], {"OA": 10, "INN": at % 4 + 1})
    for at in range(60)
]


def test_a_sample_is_large_enough_seeded_and_spread() -> None:
    drawn = sample(CANDIDATES, 120, 4)
    chosen = [one for one in CANDIDATES if one.document in drawn]
    assert 120 <= sum(one.units for one in chosen) < 135
    assert drawn == sample(CANDIDATES, 120, 4) and drawn != sample(CANDIDATES, 120, 5)
    whole, here = spread(CANDIDATES), spread(chosen)
    assert max(abs(here.get(key, 0) - part) for key, part in whole.items()) < 0.1


def test_a_sample_keeps_what_is_double_coded_already_and_takes_no_more_than_there_is() -> None:
    assert sample(CANDIDATES, 5, 1, ["d7"]) == ["d7"]
    assert len(sample(CANDIDATES, 10_000, 1)) == 60


def test_the_sample_is_told_with_its_size_and_what_that_assumes(tmp_path: Path) -> None:
    made = small_study(tmp_path)
    said = forankret(made, "agreement", "sample", "--occurs", "0.25")
    assert said.code == 0
    for words in ("81 for 0.667, 139 for 0.800", "z = 1.645", "2 coders", "p = 0.25"):
        assert words in said.out
    assert "That is all there is" in said.out
    assert said.out.splitlines()[-1].startswith("double_coding: [INT-01, ")
    assert forankret(made, "agreement", "sample", "--size", "2", "--share", "0.5").code == 2


def test_an_empty_study_has_nothing_to_code_twice(tmp_path: Path) -> None:
    assert forankret(None, "new", str(tmp_path / "empty")).code == 0
    said = forankret(tmp_path / "empty", "agreement", "sample")
    assert said.code == 1 and "[nothing-to-code]" in said.err
    assert forankret(tmp_path / "empty", "agreement").code == 0
