"""Groups of utterances that are alike, without names: the same each time, every utterance accounted for."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run
from small_study import CODEBOOK, code_words, forankret, put, small_study

from pipeline.analysis.patterns import FEWEST, WORDS, Patterns, kept_aside, patterns
from pipeline.analysis.words import Reading
from pipeline.language import lemma, stop_list

READING = Reading(stop_list("default", {}), "lemmas", lemma)
SUBJECTS = {
    "benk": ["benken", "parken", "hagen", "blomster", "plen", "gress", "solen", "lekeplass", "tre", "busk"],
    "brev": [
        "brevet",
        "skjema",
        "vedtaket",
        "saksbehandler",
        "klage",
        "frist",
        "søknad",
        "avslag",
        "kontoret",
        "papirer",
    ],
    "mat": ["middagen", "kjøkken", "vafler", "kaffe", "kake", "suppe", "grytene", "kokk", "smaken", "brød"],
}


def said(each: int = 30, seed: int = 1) -> list[str]:
    """Texts on three subjects that share no word, one after the other."""
    lot = random.Random(seed)
    return [" ".join(lot.choices(words, k=8)) for _ in range(each) for words in SUBJECTS.values()]


def found(texts: list[str], seed: int = 5, **more: float) -> Patterns:
    return patterns([(text, "nb") for text in texts], READING, seed, **more)  # type: ignore[arg-type]


def test_texts_on_three_subjects_are_three_groups_and_their_number_is_found() -> None:
    told = found(said())
    assert [len(group) for group in told.groups] == [30, 30, 30]
    assert [{one.place % 3 for one in group} for group in told.groups] == [{0}, {1}, {2}]
    assert max(told.curve, key=lambda one: one.rand).groups == 3 and told.curve[0].rand > 0.95


def test_the_largest_group_comes_first_and_in_it_the_most_typical() -> None:
    texts = said(20) + [" ".join(random.Random(at).choices(SUBJECTS["mat"], k=8)) for at in range(15)]
    told = found(texts, groups=3)
    assert [len(group) for group in told.groups] == [35, 20, 20]
    for group in told.groups:
        typical = [one.typical for one in group]
        assert typical == sorted(typical, reverse=True) and -1 <= typical[-1] <= typical[0] <= 1.000001


def test_every_text_is_in_a_group_or_kept_aside_or_too_short() -> None:
    texts = said()
    texts[4] = "Ja, det er det."
    told = found(texts, groups=4, hold_out=0.25)
    grouped = [one.place for group in told.groups for one in group]
    assert sorted([*grouped, *told.aside, *told.short]) == list(range(len(texts)))
    assert len(told.aside) == round(0.25 * len(texts))
    assert told.short == ([] if 4 in told.aside else [4])


def test_what_is_kept_aside_is_drawn_by_lot_before_anything_is_looked_at() -> None:
    assert kept_aside(90, 0.3, 5) == kept_aside(90, 0.3, 5) == found(said(), hold_out=0.3).aside
    assert kept_aside(90, 0.3, 5) != kept_aside(90, 0.3, 6)
    assert kept_aside(90, 0, 5) == [] and kept_aside(0, 0.5, 5) == []


def test_few_texts_have_no_patterns() -> None:
    assert found(said()[: FEWEST - 1]).groups == []
    assert found([]).groups == []
    assert found(["Mm."] * 100).short == list(range(100))


def test_a_language_is_not_what_sets_groups_apart() -> None:
    shared = said(20)
    both = [(f"{text} ikke kommer hjemme noen", "nb") for text in shared]
    both += [(f"{text} ikkje kjem heime nokon", "nn") for text in shared]
    told = patterns(both, Reading(stop_list("none", {}), "lemmas", lemma), 5, 3)
    for group in told.groups:
        languages = [both[one.place][1] for one in group]
        assert 0.3 < languages.count("nn") / len(languages) < 0.7


def test_texts_that_are_all_the_same_are_survived_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    told = found(["benken parken hagen blomster plen gress"] * 50, groups=3)
    assert sum(map(len, told.groups)) == 50
    assert capfd.readouterr().err == ""


SCRIPT = """
import sys
sys.path.insert(0, {tests!r})
from test_patterns import found, said
print(found(said(15)), found(said(20), seed=9, groups=4, hold_out=0.2))
"""


def test_the_same_texts_give_the_same_groups_whatever_the_number_of_threads() -> None:
    script = SCRIPT.format(tests=str(Path(__file__).parent))
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"OPENBLAS_NUM_THREADS": number, "OMP_NUM_THREADS": number, "PYTHONHASHSEED": number},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for number in ("1", "2")
    }
    assert len(told) == 1 and "Member" in told.pop()


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with an interview of ninety answers on three subjects, of which a few are coded."""
    study = small_study(tmp_path / "study", coded=False)
    turns = "\n\n".join(f"F: Og så?\n\nOA: {text}" for text in said())
    put(study, "data/raw/int-01.txt", turns)
    return study


def listed(study: Path, *arguments: str) -> list[dict[str, str]]:
    answer = forankret(study, "patterns", "--role", "OA", *arguments, "--format", "csv")
    assert answer.code == 0, answer.both
    return list(csv.DictReader(io.StringIO(answer.out)))


def test_the_command_tells_each_group_with_its_words_and_both_ends(study: Path) -> None:
    answer = forankret(study, "patterns", "--role", "OA", "--case", "nord", "--most", "2", "--k", "3")
    assert answer.code == 0
    assert "Group 1: 30 utterances in 1 document\n" in answer.out and "Group 3" in answer.out
    assert answer.out.count("Most typical") == answer.out.count("Least typical") == 3
    first = answer.out.split("Group 1")[1].split("Group 2")[0]
    told = first.split("apart: ")[1].split("\n")[0].split(", ")
    assert any(set(told) <= {lemma(word, "nb") for word in words} for words in SUBJECTS.values())


def test_as_a_table_every_utterance_has_its_row(study: Path) -> None:
    rows = listed(study, "--k", "3", "--hold-out", "0.2")
    assert len(rows) == len({row["utterance"] for row in rows}) == 92
    assert [row["shown"] for row in rows].count("aside") == 18
    assert {row["group"] for row in rows} == {"1", "2", "3", ""}
    tops = [row for row in rows if row["rank"] == "1"]
    assert [row["shown"] for row in tops] == ["most"] * 3 and all(row["words"] for row in tops)
    assert json.loads(forankret(study, "patterns", "--role", "OA", "--k", "3", "--format", "json").out)


def test_the_seed_is_that_of_the_study_unless_one_is_given(study: Path) -> None:
    assert listed(study, "--hold-out", "0.2") == listed(study, "--hold-out", "0.2")
    assert listed(study, "--hold-out", "0.2") != listed(study, "--hold-out", "0.2", "--seed", "8")


def test_uncoded_leaves_out_what_anybody_has_coded(study: Path) -> None:
    text = said()[0]
    code_words(study, "ola", "c1", "INT-01:0002", "uklart", text)
    left = {row["utterance"] for row in listed(study, "--uncoded", "--k", "3")}
    every = {row["utterance"] for row in listed(study, "--k", "3")}
    assert every - left == {"INT-01:0002"}


def test_too_few_utterances_are_told_and_no_fault(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study", codebook__yaml=CODEBOOK)
    answer = forankret(study, "patterns")
    assert answer.code == 0 and answer.out == ""
    assert "too few" in answer.err and str(FEWEST) in answer.err and f"{WORDS} words" in answer.err
    rows = list(csv.DictReader(io.StringIO(forankret(study, "patterns", "--format", "csv").out)))
    assert {row["shown"] for row in rows} <= {"few", "short"} and len(rows) > 5


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--role", "TULL"), 1, "unknown-role"),
        (("--k", "1"), 2, "--k"),
        (("--k", "5000"), 2, "smaller --k"),
        (("--hold-out", "2"), 2, "--hold-out"),
    ],
)
def test_what_cannot_be_grouped_is_told(
    study: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    answer = forankret(study, "patterns", *arguments)
    assert answer.code == code and told in answer.err


def test_a_study_in_which_nothing_was_said_has_no_patterns(tmp_path: Path) -> None:
    run(tmp_path, "new", "study")
    answer = forankret(tmp_path / "study", "patterns")
    assert answer.code == 0 and "too few" in answer.err
