"""What waits to be read again is told in the report: in all, and beside what it may come to."""

from __future__ import annotations

from pathlib import Path

import pytest
from reported import CODEBOOK, evidence
from small_study import forankret, opened, small_study

from pipeline.codebook import Code
from pipeline.report.blocks import Block, Number, Paragraph, text_of
from pipeline.report.evidence import Waiting
from pipeline.report.sections.codebook import codebook
from pipeline.report.sections.evolution import evolution
from pipeline.report.sections.findings import findings
from pipeline.stages.changing import split_code
from pipeline.store.report_index import read_lines

SPLIT = Code(id="gamle", label="Det gamle", kind="finding", status="split", split_into=["hva"])
BOOK = CODEBOOK.model_copy(update={"codes": (*CODEBOOK.codes, SPLIT)})
WAITS = (
    Waiting("w1", "gamle", "hege", ("INT-01:0002",)),
    Waiting("w2", "gamle", "ola", ("INT-01:0002", "INT-01:0003")),
    Waiting("w3", "gamle", "hege", ("INT-02:0002",)),
    Waiting("w4", "rolle", "hege", ("INT-03:0002",)),
)


def told(blocks: list[Block]) -> list[str]:
    texts = [text_of(one.runs) for one in blocks if isinstance(one, Paragraph)]
    return [text for text in texts if "lesning" in text or "på nytt" in text]


def test_all_that_wait_are_counted_in_the_chapter_on_the_codebook_and_open_their_utterances() -> None:
    blocks = evolution(evidence(codebook=BOOK, waiting=WAITS))
    (text,) = told(blocks)
    assert text.startswith("4 kodinger venter på ny lesning, fordi ")
    assert ": 1 under «Ubehag i rollen», 3 under «Det gamle»." in text
    numbers = [
        run for one in blocks if isinstance(one, Paragraph) for run in one.runs if isinstance(run, Number)
    ]
    behind = next(run for run in numbers if run.text == "3")
    assert behind.utterances == ("INT-01:0002", "INT-01:0003", "INT-02:0002")
    assert (behind.codes, behind.coders) == (("gamle",), ("hege", "ola"))


def test_where_nothing_waits_that_is_said() -> None:
    assert told(evolution(evidence())) == ["Ingen kodinger venter på å bli lest på nytt."]


def test_each_finding_and_code_tells_of_what_may_come_to_it() -> None:
    about = evidence(codebook=BOOK, waiting=WAITS)
    may = "3 kodinger under «Det gamle», som er delt, venter på ny lesning og kan høre hit. "
    may += "De er ikke regnet med her."
    here = "1 koding under «Ubehag i rollen» venter på ny lesning."
    assert told(findings(about)) == [may, here]
    split = "3 kodinger under «Det gamle» venter på ny lesning."
    assert told(codebook(about)) == [may, here, split]


@pytest.mark.parametrize("n", [3, 4])
def test_outside_no_small_number_is_told_nor_follows_from_the_sum(n: int) -> None:
    text = told(evolution(evidence(edition="public", codebook=BOOK, waiting=WAITS[:n])))[0]
    assert ("1 under" in text, "INT-" in text) == (False, False)
    assert ("<3" in text or "*" in text) == (n == 4)


def test_a_finding_that_was_split_leaves_word_of_its_codings_in_the_report(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    split_code(opened(folder), "hege", "uklart", ["Ordet", "Arbeidet"], "Rommer begge.")
    assert forankret(folder, "report").code == 0
    lines = [one.text for one in read_lines(folder / "data/processed") if "venter på ny lesning" in one.text]
    assert sum(line.startswith("3 kodinger under «Usikre på begrepet», som er delt") for line in lines) >= 2
    assert any(line.startswith("3 kodinger venter på ny lesning, ") for line in lines)
