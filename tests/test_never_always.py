"""Codes that never and that always meet: by hand, and against a count one utterance at a time."""

from __future__ import annotations

import pandas as pd
import pytest
from constructed import CODEBOOK, STUDY, codings, random_study, utterances
from reported import evidence, nothing
from test_report import words_of

from pipeline.analysis.lineage import lineage
from pipeline.analysis.narrowing import narrow_codings
from pipeline.analysis.never_always import NEVER_ALWAYS_COLUMNS, never_always
from pipeline.model import Narrow
from pipeline.report.sections.meetings import meetings

PAIRS = [
    "kind",
    "code_a",
    "code_b",
    "utterances_a",
    "utterances_b",
    "utterances",
    "expected",
    "of_utterances",
]


def study(*codes: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """An utterance for each word, with the codes that its letters stand for."""
    letters = {"h": "hva", "g": "gammelt", "s": "styring", "t": "tar-tid", "u": "uklart", "k": "skummelt"}
    said = utterances(*(("D1", "OA", "Kari", "ord") for _ in codes))
    rows = [
        (f"c{at}{letter}", f"D1:{at:04d}", letters[letter])
        for at, word in enumerate(codes, 1)
        for letter in word.replace("-", "")
    ]
    return said, codings(said, *rows)


def pairs(*codes: str, expected: float = 2, often: int = 2) -> list[list[object]]:
    table = never_always(*study(*codes), CODEBOOK, STUDY, expected=expected, often=often)
    return [list(row) for row in table[PAIRS].itertuples(index=False)]


def test_codes_that_might_have_met_and_never_did_are_told_with_what_was_to_be_expected() -> None:
    assert pairs("h", "h", "h", "h", "s", "s", "s", "s") == [["never", "hva", "styring", 4, 4, 0, 2.0, 8]]
    assert pairs("h", "h", "h", "h", "s", "s", "s") == []


def test_utterances_without_a_code_are_not_among_those_that_count() -> None:
    assert pairs("h", "h", "h", "h", "s", "s", "s", "s", "-", "-", "-")[0][-2:] == [2.0, 8]


def test_a_code_that_is_never_without_another_is_told_with_that_one_second() -> None:
    assert pairs("sh", "sh", "h", expected=99) == [["always", "styring", "hva", 2, 3, 2, 2.0, 3]]


def test_codes_that_each_have_the_other_are_told_once() -> None:
    assert pairs("hs", "hs", "t", expected=99) == [["same", "hva", "styring", 2, 2, 2, 1.333333, 3]]


def test_a_rare_code_is_no_news() -> None:
    assert pairs("hs", "h", "h", expected=99) == []


def test_a_code_and_the_one_above_it_are_no_pair() -> None:
    assert pairs("uh", "uh", "u", expected=0.1) == []


def test_a_merged_code_counts_as_its_heir() -> None:
    assert pairs("kh", "kh", "h", expected=99)[0][:3] == ["always", "styring", "hva"]


def test_nothing_coded_gives_an_empty_table_with_its_columns() -> None:
    said, none = study("-", "-")
    table = never_always(said, none, CODEBOOK, STUDY)
    assert tuple(table.columns) == NEVER_ALWAYS_COLUMNS and table.empty


@pytest.mark.parametrize("seed", range(12))
def test_it_is_what_a_count_of_one_utterance_at_a_time_gives(seed: int) -> None:
    said, coded = random_study(seed, 30, 160)
    table = never_always(said, coded, CODEBOOK, STUDY, expected=0.5, often=1)
    ours = narrow_codings(coded, said, Narrow(), STUDY)
    on: dict[str, set[str]] = {}
    for row in ours.itertuples():
        line = lineage(CODEBOOK, row.code)
        if line:
            on.setdefault(line[0], set()).add(row.utterance)
    coded_ones = len(set().union(*on.values()))
    found = set()
    for a in on:
        for b in on:
            if a in lineage(CODEBOOK, b) or b in lineage(CODEBOOK, a):
                continue
            if not on[a] & on[b] and len(on[a]) * len(on[b]) / coded_ones >= 0.5:
                found.add(("never", *sorted((a, b))))
            if on[a] <= on[b]:
                found.add(("same", *sorted((a, b))) if on[a] == on[b] else ("always", a, b))
    told = {
        (kind, a, b) if kind == "always" else (kind, *sorted((a, b)))
        for kind, a, b in table[["kind", "code_a", "code_b"]].itertuples(index=False)
    }
    assert told == found and len(table) == len(found) > 0


def test_the_report_says_which_and_says_so_where_there_are_none() -> None:
    told = words_of(meetings(evidence()))
    assert "Ingen kodepar er brukt så mye" in told and "Ingen kode møter alltid en annen" in told
    assert "Koder som aldri" not in words_of(meetings(evidence(edition="public")))
    assert "Koder som aldri" not in words_of(meetings(nothing()))
