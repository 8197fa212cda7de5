"""The documentation is held to the code: each name that people or programs meet stands there, and is true."""

from __future__ import annotations

import ast
import csv
import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import pyarrow.parquet as pq
import pytest
from commands import run
from pages import PAGES, ROOT, anchors, code, examples, fenced, first_column, links, page, section, tables
from pydantic import BaseModel
from ruamel.yaml import YAML
from test_help_examples import COMMANDS

from pipeline import anchors as anchoring
from pipeline import codebook, readers, study
from pipeline.analysis.distinct import DISTINCT_COLUMNS
from pipeline.analysis.keyness import COLUMNS as KEYNESS_COLUMNS
from pipeline.analysis.words import WORD_COLUMNS
from pipeline.coding import memo_log, sampling
from pipeline.coding.events import REQUIRED, SPANNED, Edit, Event
from pipeline.coding.indicators import NEAR
from pipeline.coding.memo_log import MemoEvent
from pipeline.coding.moved import MOVE_COLUMNS
from pipeline.coding.sampling import SamplingEvent
from pipeline.exchange import codings_table
from pipeline.language.stopwords import PRESETS
from pipeline.model import CODING_COLUMNS, DOCUMENT_COLUMNS, KINDS, ORIGINS, UTTERANCE_COLUMNS
from pipeline.readers.rows import SPEAKER_NAMES, TEXT_NAMES, TIME_NAMES
from pipeline.stages import importing
from pipeline.stages.asking import FOUND_COLUMNS
from pipeline.store.register import DOCUMENT_FIELDS, SPEAKER_FIELDS
from pipeline.store.register_words import COLUMN_NAMES, KIND_NAMES

FORMATS = "docs/formats.md"


def fields(model: type[BaseModel]) -> list[str]:
    return list(model.model_fields)


TOLD: dict[str, list[Iterable[str]]] = {
    "## study.yaml": [*map(fields, (study.Study, study.Role, study.Privacy, study.Report, study.Saturation))],
    "## documents.csv": [DOCUMENT_FIELDS],
    "## speakers.csv": [SPEAKER_FIELDS],
    "## Documents: what is read in each format": [
        [".txt", ".md", ".docx", ".odt", ".rtf", ".vtt", ".srt", ".csv", ".xlsx"]
    ],
    "## codebook.yaml": [
        *map(fields, (codebook.Codebook, codebook.Code, codebook.Indicator, codebook.Relation))
    ],
    "## history.jsonl": [fields(codebook.Change)],
    "## Codings: what a coder did": [fields(Event), REQUIRED],
    "## When a transcript is corrected": [get_args(anchoring.Status)],
    "## Memos": [("date", "title", "about", "coder")],
    "## memos.jsonl": [fields(MemoEvent), memo_log.EVENTS],
    "## sampling.jsonl": [fields(SamplingEvent), sampling.EVENTS],
    "### sampling.csv": [sampling.SAMPLING_COLUMNS],
    "## Importing codings": [codings_table.COLUMNS, get_args(codings_table.Status)],
    "### documents.parquet": [DOCUMENT_COLUMNS],
    "### utterances.parquet": [UTTERANCE_COLUMNS],
    "### codings.parquet": [(*CODING_COLUMNS, "fired", "settled")],
    "### moves.parquet": [MOVE_COLUMNS],
    "### words_ROLE_WAVE.csv": [WORD_COLUMNS],
    "### keyness_ROLE.csv": [KEYNESS_COLUMNS],
    "### distinct_words.csv": [DISTINCT_COLUMNS],
    "## What commands print": [FOUND_COLUMNS, importing.COLUMNS],
    "## manifest.json": [("inputs", "outputs")],
}
"""For each heading of the page on formats, the names that its tables are about."""


@pytest.mark.parametrize("heading", TOLD)
def test_the_page_names_every_field_or_column_and_no_other(heading: str) -> None:
    under = section(FORMATS, heading).split("\n### ")[0]
    told = [first_column(table) for table in tables(under)]
    assert [sorted(names) for names in told[: len(TOLD[heading])]] == [
        sorted(names) for names in TOLD[heading]
    ]


def test_each_event_is_told_with_what_it_needs() -> None:
    _, events = tables(section(FORMATS, "## Codings: what a coder did"))
    needs = {code(row[0])[0]: set(code(row[2])) for row in events[1:]}
    spans = {name: {"start", "end"} if name in SPANNED else set() for name in REQUIRED}
    assert needs == {name: {*REQUIRED[name], *spans[name]} for name in REQUIRED}


@pytest.mark.parametrize(
    "names",
    [
        KINDS,
        ORIGINS,
        readers.READERS,
        PRESETS,
        fields(study.Acknowledged),
        fields(study.Cloud),
        get_args(study.Language),
        get_args(Edit.model_fields["op"].annotation),
        fields(Edit),
        SPEAKER_NAMES,
        TEXT_NAMES,
        TIME_NAMES,
        COLUMN_NAMES,
        KIND_NAMES,
        *(
            get_args(codebook.Code.model_fields[name].annotation)
            for name in ("kind", "level", "origin", "status")
        ),
        *(get_args(study.Report.model_fields[name].annotation) for name in ("edition", "words")),
        codebook.SIX_FIELDS,
    ],
    ids=lambda names: ",".join(names)[:30],
)
def test_every_word_that_may_stand_in_a_file_is_on_the_page(names: Iterable[str]) -> None:
    assert set(names) - {""} <= set(code(page(FORMATS)))


def test_every_command_is_on_the_page() -> None:
    told = set(code(section(FORMATS, "## What commands print")))
    groups = {"", "coding", "codebook", "import", "memo", "sampling"}
    assert {" ".join(path) for path in COMMANDS} - groups <= told


def test_the_limits_on_the_page_are_those_of_the_program() -> None:
    text = " ".join(page(FORMATS).split())
    assert f"more than {readers.MAX_BYTES >> 20} MB or a million lines" in text
    assert readers.MAX_LINES == 1_000_000 and NEAR == 5
    beside, around = anchoring.BESIDE, anchoring.AROUND
    assert (
        f"({beside} letters on one side of a quote of {around} letters or more; of a shorter one {beside}"
        in text
    )
    assert f"on both sides, and {around} in all)" in text


@pytest.fixture(scope="module")
def example_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study that the examples of the page are together."""
    folder = tmp_path_factory.mktemp("example")
    for name, text in examples(FORMATS):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def test_the_examples_of_the_page_are_a_study_without_a_problem(example_study: Path) -> None:
    assert run(example_study, "check").stdout.splitlines()[-1] == "0 errors, 0 warnings, 1 acknowledged."


def test_the_codings_of_the_example_follow_the_corrected_transcript(example_study: Path) -> None:
    quotes = run(example_study, "quotes", "hva-er-det", "--format", "csv").stdout
    told = {row["code"]: row for row in csv.DictReader(quotes.splitlines())}
    assert told["hva-er-det"]["utterance"] == "INT-01R:0002"
    assert told["sammen"]["quote"] == "Ja. Stort sett alltid."


def test_every_way_to_write_a_label_on_the_page_gives_the_same_words() -> None:
    from hearing import heard

    lines = re.findall(r"^.*Jeg vet ikke\..*$", fenced(section(FORMATS, "### Who speaks")), re.MULTILINE)
    found = [utterance for line in lines for utterance in heard(line)]
    assert len(found) == len(lines) == 7
    assert {(one.role, one.text) for one in found} == {("OA", "Jeg vet ikke.")}


def csv_columns(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def told_columns(name: str) -> list[str]:
    """The columns that the documentation gives for a table of the report, wherever it does so."""
    index = {
        file: row[2]
        for row in tables(section(FORMATS, "## Tables in reports/tables"))[0][1:]
        for file in code(row[0])
    }
    pattern = next(file for file in index if re.fullmatch(re.sub("<.+?>", "[^.]+", file), name))
    if index[pattern] == "below":
        return first_column(
            tables(section(FORMATS, f"### {re.sub('<(.+?)>', lambda hit: hit[1].upper(), pattern)}"))[0]
        )
    file, _, anchor = index[pattern].partition("](")[2].rstrip(")").partition("#")
    if not file:
        return first_column(tables(section(FORMATS, f"### {index[pattern][1:].partition(']')[0]}"))[0])
    heading = next(
        line
        for line in page(f"docs/{file}").splitlines()
        if line.startswith("### ") and anchors(line) == {anchor}
    )
    if file != "counts.md":
        return first_column(tables(section(f"docs/{file}", heading))[0])
    names = [cell for row in tables(section("docs/counts.md", heading))[0][1:] for cell in row[0].split(", ")]
    value = re.fullmatch("code_by_(case|role|document).csv", name)
    return [value[1] if value and cell == "case" else cell for cell in names]


def test_every_table_of_the_report_is_documented_with_its_columns_in_order(demonstration: Path) -> None:
    written = sorted((demonstration / "reports" / "tables").glob("*.csv"))
    assert len(written) > 20
    assert {path.name: told_columns(path.name) for path in written} == {
        path.name: csv_columns(path) for path in written
    }


@pytest.mark.parametrize("name", ["documents", "utterances", "replaced", "codings", "moves"])
def test_every_table_for_programs_has_the_columns_and_types_of_the_page(
    name: str, demonstration: Path
) -> None:
    schema = pq.read_schema(demonstration / "data" / "processed" / f"{name}.parquet")
    heading = f"### {'utterances' if name == 'replaced' else name}.parquet"
    assert schema.names == first_column(tables(section(FORMATS, heading))[0])
    whole = {column for column in schema.names if str(schema.field(column).type) == "int64"}
    assert whole == {"number", "start", "end", "codebook"} & set(schema.names)


def test_no_table_for_programs_is_left_out(demonstration: Path) -> None:
    written = {path.name for path in (demonstration / "data" / "processed").glob("*.parquet")}
    assert written <= set(code(page(FORMATS)))


def test_the_manifest_has_the_keys_of_the_page(demonstration: Path) -> None:
    manifest = json.loads((demonstration / "reports" / "manifest.json").read_text(encoding="utf-8"))
    told = set(code(section(FORMATS, "## manifest.json")))
    inside = {key for entry in manifest["outputs"].values() for key in entry}
    assert {*manifest, *manifest["inputs"], *inside} <= told


def named_checks() -> set[str]:
    """The name of every problem that the program can tell of, as it stands in its source."""
    names: set[str] = set()
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                names |= _named(node)
    return names


def _named(call: ast.Call) -> set[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    given: list[Any] = [keyword.value for keyword in call.keywords if keyword.arg == "check"]
    if name in ("error", "warning"):
        given += call.args[1:2]
    return {
        value.value for value in given if isinstance(value, ast.Constant) and isinstance(value.value, str)
    }


def test_every_problem_is_explained() -> None:
    assert named_checks() - set(code(page("docs/checks.md"))) == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in links(path.read_text(encoding="utf-8")):
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_file_of_the_repository_that_a_page_names_is_there(path: Path) -> None:
    ours = re.compile(r"(?:pipeline|tests|docs|scripts|notebooks|\.ci)/[\w./-]*")
    named = [name for name in code(path.read_text(encoding="utf-8")) if ours.fullmatch(name)]
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_that_a_page_names_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [*code(text), *fenced(text).splitlines(), *re.findall(r"^ {4,}(.*)$", text, re.MULTILINE)]
    typed = [re.findall(r"(?:^|[\s/])forankret((?: --study \S+)?)((?: [a-z]+)+)", line) for line in lines]
    for _, words in (hit for hits in typed for hit in hits):
        named = tuple(words.split())
        assert named[:1] in COMMANDS or named[:2] in COMMANDS, words


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads(page("pyproject.toml"))["project"]["version"]
    citation = YAML(typ="safe").load(page("CITATION.cff"))
    assert citation["version"] == version and citation["cff-version"] == "1.2.0"
    assert {"title", "authors", "license", "message"} <= citation.keys()
    assert re.search(rf"^## {re.escape(version)}\b", page("CHANGELOG.md"), re.MULTILINE)


@pytest.mark.parametrize(
    ("page_of_keys", "language"),
    [
        ("docs/page.md", 2),
        *((f"pipeline/web/help/{name}.md", at) for at, name in enumerate(("nb", "nn", "en"))),
    ],
)
def test_the_keys_of_the_page_are_told_as_its_cheat_sheet_tells_them(
    page_of_keys: str, language: int
) -> None:
    from pipeline.web.wording.keys import KEYS

    told = [row for table in tables(page(page_of_keys)) for row in table if row[0].startswith("`")]
    rows = [
        (" ".join(f"`{key}`" for key in keys), said[language])
        for part in KEYS.values()
        for keys, said in part
    ]
    assert [(row[0], row[1]) for row in told if (row[0], row[1]) in rows] == rows


def test_the_norwegian_page_on_the_page_is_the_one_that_the_page_itself_shows() -> None:
    assert page("docs/siden.md") == page("pipeline/web/help/nb.md")
