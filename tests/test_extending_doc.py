"""What the page on extending says to write is written here, just as it stands there, and works."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from constructed import STUDY, utterances
from evidence import evidence
from pages import ROOT, code, examples, page
from ruamel.yaml import YAML

from pipeline import readers
from pipeline.codebook import SIX_FIELDS, Code
from pipeline.model import Document
from pipeline.problems import Problem
from pipeline.report.blocks import Heading, Number, Paragraph, text_of

EXTENDING = "docs/extending.md"
EXAMPLES = dict(examples(EXTENDING))


def written(file: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module that the page says to write into a file, as if it were there."""
    assert not (ROOT / file).exists(), f"{file} is there by now: the page needs another example"
    name = file.removesuffix(".py").replace("/", ".")
    module = ModuleType(name)
    monkeypatch.setitem(sys.modules, name, module)
    exec(compile(EXAMPLES[file], file, "exec"), module.__dict__)
    return module


def texts(file: str) -> dict[str, str]:
    """The lines that the page says to add to a file of texts."""
    return dict(ast.literal_eval("{" + EXAMPLES[file] + "}"))


def registered(module: str, registry: str) -> Any:
    """A registry of the program, which the page says to add a line to."""
    assert registry in code(page(EXTENDING))
    return getattr(importlib.import_module(module), registry)


@pytest.mark.parametrize("file", [name for name in EXAMPLES if name.endswith(".py")])
def test_an_example_is_written_as_the_code_is(file: str) -> None:
    text = EXAMPLES[file]
    assert all(len(line) <= 110 for line in text.splitlines())
    if not text.startswith(" "):
        tree = ast.parse(text)
        docs = [ast.get_docstring(one) for one in [tree, *filter(_is_function, tree.body)]]
        assert all(doc and doc.endswith(".") for doc in docs)


def _is_function(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef)


def test_the_code_of_the_page_is_complete_and_fits_the_demonstration() -> None:
    (given,) = YAML(typ="safe").load(EXAMPLES["codebooks/codebook.yaml"])
    book = YAML(typ="safe").load(page("codebooks/codebook.yaml"))
    new = Code.model_validate(given)
    known = {one["id"] for one in book["codes"]}
    assert all(getattr(new, name) for name in SIX_FIELDS) and new.parent in known and new.id not in known


def test_the_reader_of_the_page_reads_a_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    written("pipeline/readers/chat.py", monkeypatch)
    monkeypatch.setitem(registered("pipeline.readers", "TEXT"), ".chat", "chat")
    monkeypatch.setitem(readers.READERS, ".chat", readers._reader(".chat"))
    reading, problems = readers.read("a.chat", "12:30 <Kari> Hei på deg\n(latter)\n".encode())
    said = [
        (reading.text[part.start : part.end], part.place, part.label, part.time)
        for part in reading.paragraphs
    ]
    assert said[:2] == [("Hei på deg", "line 1", "Kari", "12:30"), ("(latter)", "line 2", "", "")]
    assert problems == []


def lengths(monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    """The table of the page's analysis for four utterances, of which one asks."""
    module = written("pipeline/analysis/lengths.py", monkeypatch)
    monkeypatch.setitem(registered("pipeline.analysis", "MODULES"), "turn_lengths", "lengths")
    said = utterances(
        ("A", "F", "", "Hva tenker du?"),
        ("A", "OA", "", "Jeg vet ikke."),
        ("A", "OA", "", "Jo, kanskje vi kan prøve."),
        ("A", "INN", "", "Nei."),
    )
    table: pd.DataFrame = module.turn_lengths(said, STUDY)
    assert tuple(table.columns) == module.LENGTH_COLUMNS
    return table


def test_the_analysis_of_the_page_counts_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lengths(monkeypatch).to_numpy().tolist() == [["OA", 2, 4.0], ["INN", 1, 1.0]]


def test_the_check_of_the_page_finds_a_turn_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    module = written("pipeline/checks/long_turns.py", monkeypatch)
    monkeypatch.setattr(
        "pipeline.checks.CHECKS", [*registered("pipeline.checks", "CHECKS"), module.long_turns]
    )
    from pipeline.checks import run

    talk = evidence({"a.txt": "F: Hva?\n\nOA: " + "jo " * 1501}, rows=[Document("A", "a.txt", "interview")])
    (found,) = [problem for problem in run(talk) if problem.check == "long-turn"]
    assert isinstance(found, Problem) and found.place == "data/raw/a.txt:3"
    short = evidence({"a.txt": "F: Hva?\n\nOA: " + "jo " * 1500}, rows=[Document("A", "a.txt", "interview")])
    assert not [problem for problem in run(short) if problem.check == "long-turn"]


def test_the_section_of_the_page_opens_the_answers_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.codebook import Codebook
    from pipeline.report.evidence import Evidence
    from pipeline.report.wording import wording

    module = written("pipeline/report/sections/short_answers.py", monkeypatch)
    for key, text in texts("pipeline/report/wording/nb.py").items():
        monkeypatch.setitem(wording("nb").texts, key, text)
    assert registered("pipeline.report.sections", "SECTIONS")
    said = utterances(
        ("A", "F", "", "Ja?"),
        ("A", "OA", "", "Nei."),
        ("A", "OA", "", "Ja, det er det."),
    )
    nothing = pd.DataFrame(columns=["utterance", "origin"])
    heading, paragraph = module.short_answers(Evidence(STUDY, Codebook(), pd.DataFrame(), said, nothing))
    assert isinstance(heading, Heading) and isinstance(paragraph, Paragraph)
    assert text_of(paragraph.runs) == "1 svar er på ett ord eller to."
    (count,) = [run for run in paragraph.runs if isinstance(run, Number)]
    assert count.utterances == (said["utterance"][1],)


def test_the_figure_of_the_page_is_drawn_the_same_each_time_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.report.figures.style import save
    from pipeline.report.figures.words import FIGURE_WORDING

    module = written("pipeline/report/figures/lengths.py", monkeypatch)
    words = {**FIGURE_WORDING["nb"], **texts("pipeline/report/figures/words.py")}
    table = lengths(monkeypatch)
    assert save(module.draw_lengths(table, words)) == save(module.draw_lengths(table, words))
    assert module.alt_lengths(table, words) == "Liggende søyler: ord i en vanlig replikk. OA 4 og INN 1."
    assert words["no_data"] in module.alt_lengths(table.head(0), words)
    assert save(module.draw_lengths(table.head(0), words))[".png"]


def test_every_place_that_the_page_says_to_add_a_line_to_is_there() -> None:
    named = re.findall(r"in\s+`(\w+)` in\s+`((?:pipeline|tests)/[\w/]+\.py)`", page(EXTENDING))
    assert len(named) >= 8
    for name, file in named:
        assert re.search(rf"^(?:def )?{name}\b", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), (
            name,
            file,
        )
