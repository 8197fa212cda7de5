"""Students open the notebooks: they run on the demonstration, and come in through the front door alone."""

from __future__ import annotations

import ast
import hashlib
import inspect
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas
import pytest

import pipeline

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
ALLOWED = {"pipeline", "pandas", "matplotlib"}
NAMES = [path.stem for path in NOTEBOOKS]


def what_lies_in(folder: Path) -> dict[str, str]:
    """Every file of a folder but the derived tables, by its digest."""
    derived = folder / "data" / "processed"
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and derived not in path.parents
    }


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The demonstration as people wrote it, elsewhere, so that nothing is written in the repository."""
    folder = tmp_path_factory.mktemp("study")
    shutil.copy(ROOT / "study.yaml", folder)
    for part in ("data/raw", "codebooks", "notebooks"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


@pytest.fixture(scope="module")
def study(copy):
    return pipeline.open_study(copy)


def run(notebook: Path, cwd: Path):
    """The notebook with its outputs, run as Jupyter runs it, over files instead of ports where it can."""
    import jupytext
    from nbclient import NotebookClient
    from traitlets.config import Config

    content = jupytext.read(notebook)
    with tempfile.TemporaryDirectory(prefix="nb") as short:
        over_files = {"KernelManager": {"transport": "ipc", "ip": os.path.join(short, "k")}}  # noqa: PTH118
        NotebookClient(
            content,
            kernel_name="python3",
            timeout=120,
            config=Config({} if sys.platform == "win32" else over_files),
            resources={"metadata": {"path": str(cwd)}},
        ).execute()
    return content


def source(name: str) -> str:
    return (ROOT / "notebooks" / f"{name}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_on_the_demonstration_shows_figures_and_writes_nothing(name, copy):
    before = what_lies_in(copy)
    content = run(copy / "notebooks" / f"{name}.py", copy / "notebooks")
    outputs = [output for cell in content.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    assert what_lies_in(copy) == before


def test_there_are_four_notebooks_in_their_order():
    assert [name[:3] for name in NAMES] == ["01_", "02_", "03_", "04_"]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_says_first_that_the_study_is_constructed(name):
    first = source(name).split("# %%")[1]
    assert "**Studien er konstruert.**" in first


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_asks_and_leaves_room_for_answers(name):
    assert source(name).count("**Ditt svar:**") >= 5


@pytest.mark.parametrize("name", NAMES)
def test_a_cell_of_code_is_a_few_plain_lines(name):
    cells = re.findall(r"^# %%\n(.*?)(?=^# %%|\Z)", source(name), re.DOTALL | re.MULTILINE)
    assert cells
    assert [
        cell for cell in cells[1:] if len([line for line in cell.splitlines() if line.strip()]) > 14
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_comes_in_through_the_front_door_alone(name):
    taken, modules = set(), set()
    for node in ast.walk(ast.parse(source(name))):
        if isinstance(node, ast.ImportFrom):
            modules.add(node.module)
            taken |= {alias.name for alias in node.names} if node.module == "pipeline" else set()
        elif isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
    assert {module.partition(".")[0] for module in modules} <= ALLOWED
    assert {module for module in modules if module.startswith("pipeline")} == {"pipeline"}
    assert taken <= set(pipeline.__all__)


def test_the_front_door_is_sorted_and_is_all_there_is():
    assert pipeline.__all__ == sorted(pipeline.__all__)
    assert dir(pipeline) == pipeline.__all__
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        getattr(pipeline, "nonsense")  # noqa: B009


@pytest.mark.parametrize("name", pipeline.__all__)
def test_everything_at_the_front_door_says_what_comes_back(name):
    assert (inspect.getdoc(getattr(pipeline, name)) or "").partition("\n")[0].rstrip(".: ")


@pytest.mark.parametrize("name", pipeline.__all__)
def test_everything_at_the_front_door_is_used_by_a_notebook(name):
    assert any(re.search(rf"\b{name}\(", source(notebook)) for notebook in NAMES)


def test_the_front_door_opens_without_heavy_libraries():
    heavy = ["pandas", "numpy", "pyarrow", "matplotlib", "pydantic", "spacy"]
    code = f"import sys, pipeline; print([name for name in {heavy!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert told.stdout.strip() == "[]"


def test_the_published_cloud_has_maybe_first_and_how_second(study):
    """What the third notebook claims of the list for bokmål, and of our own."""
    asked = {"role": "OA", "wave": "start", "kind": "interview", "case": ["nabolagshuset", "ungvei", "bolig"]}
    published = pipeline.words(study, stopwords="spacy-nb-3.8", **asked)
    ours = pipeline.words(study, **asked)
    assert published.dropna(subset="rank")["word"].head(2).tolist() == ["kanskje", "hvordan"]
    assert ours.dropna(subset="rank")["word"].iloc[0] == "ikke"


def test_inhabitants_say_less_of_the_second_finding_in_number_and_more_in_share(study):
    """What the second notebook shows of denominators."""
    table = pipeline.crosstab(study, "role", role=["OA", "INN"]).set_index(["code", "role"])
    inn, oa = table.loc[("rolle-ubehag", "INN")], table.loc[("rolle-ubehag", "OA")]
    assert inn["utterances"] < oa["utterances"]
    assert inn["utterances"] / inn["of_utterances"] > oa["utterances"] / oa["of_utterances"]


def test_the_negative_cases_of_the_second_notebook_are_those_of_the_report(study):
    from pipeline.stages.analyse import analyse

    analyse(study)
    counts = pandas.read_csv(study.folder.reports / "tables" / "negative_cases.csv").set_index("finding")
    marked = pipeline.contradictions(study).groupby("finding")["coding"].nunique()
    assert counts["against"].to_dict() == marked.to_dict()
    assert len(pipeline.contradictions(study, "rolle-ubehag")) == marked["rolle-ubehag"]
    residents = pipeline.contradictions(study, "rolle-ubehag", role="INN")
    assert 0 < len(residents) < marked["rolle-ubehag"]
    assert set(residents["role"]) == {"INN"}


def test_a_memo_that_says_against_is_marked_or_says_what_it_is_against(study):
    """In the demonstration: a negative case that is only a memo would be in no table."""
    own = pipeline.codings(study).query("coder == 'hege'")
    said = own[own["memo"].str.contains("taler i?mot|motstemme|negativt", case=False)]
    marked = pipeline.contradictions(study)["coding"]
    left = said[~said["coding"].isin(marked)]
    assert sorted(left["utterance"]) == ["INT-03:0020", "INT-09:0017"]
    told = "2025-09-04-notatet-sa-det.md"
    memo = (ROOT / "codebooks" / "memos" / told).read_text(encoding="utf-8")
    assert "INT-03" in memo
    assert "INT-09" in memo


def test_notebooks_are_written_for_any_jupyter_by_the_line_that_the_documentation_gives(copy):
    documented = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
    line = re.search(r"^ +\.venv/bin/jupytext (.+)$", documented, re.MULTILINE).group(1)
    *options, pattern = line.split()
    given = [*options, *(str(path.relative_to(copy)) for path in sorted(copy.glob(pattern)))]
    command = [sys.executable, "-m", "jupytext", *given]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    written = copy / "notebooks" / "mine"
    assert [path.stem for path in sorted(written.glob("*.ipynb"))] == NAMES
    shutil.rmtree(written)


def test_a_figure_drawn_in_a_notebook_is_the_one_of_the_report(study):
    from pipeline.stages.analyse import analyse
    from pipeline.stages.counting import counted
    from pipeline.stages.drawing import small_print

    analyse(study)
    below = small_print(study, counted(study).stops, "OA", "start")
    drawn = pipeline.cloud(study, pipeline.words(study, role="OA", wave="start"), small_print=below)
    assert drawn.files[".svg"] == (study.folder.reports / "figures" / "cloud_OA_start.svg").read_bytes()
    assert "kanskje" in drawn.alt


def test_words_one_drops_stay_in_the_table_though_the_study_keeps_them(study):
    table = pipeline.words(study, drop=["kanskje"], role="OA").set_index("word")
    assert table.loc["kanskje", "removed_by"] == "dropped-here"
    assert table["rank"].isna()["kanskje"]


def test_a_transcript_shows_what_a_coder_put_on_its_words(study):
    bare = pipeline.transcript(study, "INT-01", 11, 11)
    coded = pipeline.transcript(study, "INT-01", 11, 11, coder="hege")
    assert bare.startswith("0011 OA ")
    assert coded.startswith(bare)
    assert "→ hva-er-det-egentlig: «hva er det egentlig?" in coded


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            lambda study: pipeline.mentions(study, "en-oppskrift", role="OO"),
            "no role 'OO'. It has: INN, OA, F",
        ),
        (lambda study: pipeline.mentions(study, "en-oppskrift", sted="bolig"), "Cannot narrow by 'sted'"),
        (lambda study: pipeline.crosstab(study, "place"), "Cannot divide by 'place'"),
        (lambda study: pipeline.transcript(study, "INT-99"), "It has: INT-01, INT-02R"),
        (lambda study: pipeline.words(study, stopwords="alle"), "no stop list 'alle'"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_there_is(asked, told, study):
    from pipeline.problems import ForankretError

    with pytest.raises(ForankretError, match=re.escape(told)):
        asked(study)
