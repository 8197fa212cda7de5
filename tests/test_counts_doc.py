"""The page on counts is held to the code: its columns, its figures and its worked example."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from constructed import STUDY, codings, utterances

from pipeline.analysis.cooccurrence import COOCCURRENCE_COLUMNS
from pipeline.analysis.counts import FREQUENCY_COLUMNS, MENTION_COLUMNS, mention_rows
from pipeline.analysis.coverage import COVERAGE_COLUMNS
from pipeline.analysis.crosstabs import cross_columns
from pipeline.analysis.gaps import GAP_COLUMNS
from pipeline.analysis.negative import CONTRADICTION_COLUMNS, NEGATIVE_COLUMNS
from pipeline.analysis.never_always import EXPECTED, NEVER_ALWAYS_COLUMNS, OFTEN
from pipeline.analysis.portraits import PORTRAIT_COLUMNS
from pipeline.analysis.quotes import COMFORTABLE, QUOTE_COLUMNS, SHORTEST
from pipeline.codebook import Code, Codebook
from pipeline.report.figures import MODULES, coverage, frequencies, heatmap, meetings, portraits

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "counts.md").read_text(encoding="utf-8")
COLUMNS = {
    "code_frequencies": FREQUENCY_COLUMNS,
    "mentions": MENTION_COLUMNS,
    "code_by_case, code_by_role, code_by_document": cross_columns("case"),
    "cooccurrence": COOCCURRENCE_COLUMNS,
    "meetings_never_always": NEVER_ALWAYS_COLUMNS,
    "negative_cases": NEGATIVE_COLUMNS,
    "contradictions": CONTRADICTION_COLUMNS,
    "coverage": COVERAGE_COLUMNS,
    "gaps": GAP_COLUMNS,
    "portraits": PORTRAIT_COLUMNS,
    "quotes": QUOTE_COLUMNS,
}


def tables_under(heading: str) -> list[pd.DataFrame]:
    """The tables of the page under a heading, up to the next one."""
    section = PAGE.split(f"\n{heading}\n", 1)[1].split("\n#", 1)[0]
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", section, re.M):
        head, _, *rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in block.splitlines()]
        found.append(pd.DataFrame(rows, columns=head))
    return found


@pytest.mark.parametrize("name", COLUMNS)
def test_the_page_names_every_column_of_the_table_in_its_order(name: str) -> None:
    (told,) = tables_under(f"### {name}")
    assert ", ".join(told["column"]).split(", ") == list(COLUMNS[name])


def test_the_worked_example_gives_the_numbers_on_the_page() -> None:
    said_told, coded_told, once, by_role = tables_under("## A worked example")
    said = utterances(*said_told.drop(columns="utterance").to_dict("records"))
    assert list(said["utterance"]) == list(said_told["utterance"])
    coded = codings(said, *coded_told.itertuples(index=False, name=None))
    below = [Code(id=id, label=id, parent="uklart") for id in ("hva", "gammelt")]
    codebook = Codebook(codes=[Code(id="uklart", label="Uklart", kind="finding"), *below])
    for told, by in ((once, ""), (by_role, "role")):
        rows = mention_rows(said, coded, codebook, STUDY, "uklart", by=by)
        assert [[str(row[name]) for name in told.columns] for row in rows] == told.to_numpy().tolist()


def test_the_numbers_of_quotes_and_figures_on_the_page_are_those_of_the_code() -> None:
    flat = " ".join(PAGE.split())
    assert f"fewer than {SHORTEST} words" in flat and f"({COMFORTABLE[0]} to {COMFORTABLE[1]} words)" in flat
    assert f"at least {EXPECTED} meetings" in flat and f"at least {OFTEN} utterances" in flat
    (told,) = tables_under("## Figures")
    assert list(told["figure"]) == list(MODULES)
    left_out = dict(zip(told["figure"], told.iloc[:, 2], strict=True))
    assert (
        f"more than {frequencies.MOST} codes" in left_out["frequencies"] and heatmap.MOST == frequencies.MOST
    )
    assert f"up to {meetings.LARGEST} codes" in left_out["cooccurrence"]
    assert f"the {meetings.PAIRS} pairs" in left_out["cooccurrence"]
    assert left_out["portraits"] == f"documents beyond {portraits.MOST}"
    assert left_out["coverage"] == f"documents beyond {coverage.MOST}"
