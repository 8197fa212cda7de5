"""The house: arrows point down only, and the front door is light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run

PACKAGE = Path(__file__).resolve().parents[1] / "pipeline"

LAYERS = {
    "nouns": ["counted", "halves", "model", "problems", "study", "codebook", "report.blocks"],
    "pure": [
        "columns",
        "file_names",
        "segment",
        "labels",
        "anchors",
        "checks",
        "coding",
        "analysis",
        "report.manuscript",
        "report.sections",
        "report.wording",
        "report.evidence",
        "report.lines",
        "report.recognising",
        "language",
    ],
    "rim": ["readers", "store", "report.figures", "report.word", "report.html", "exchange"],
    "stages": ["stages"],
    "edges": ["cli", "web"],
}
ORDER = list(LAYERS)


def layer_of(module: str) -> int | None:
    """The layer of a module named from inside the package; None for the package's own front door."""
    inside = module.removeprefix("pipeline").lstrip(".")
    best = max(
        (
            (len(prefix), ORDER.index(layer))
            for layer, prefixes in LAYERS.items()
            for prefix in prefixes
            if inside == prefix or inside.startswith((prefix + ".", prefix + "_"))
        ),
        default=None,
    )
    return best[1] if best else None


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("pipeline.")}


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_arrows_point_down_only(path):
    module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
    if module in ("__init__", "report"):
        return
    own = layer_of(module)
    assert own is not None, f"{module} has no layer: give it one in LAYERS"
    upward = [
        name for name in imports_of(path) if (layer_of(name) if layer_of(name) is not None else -1) > own
    ]
    assert not upward, f"{module} ({ORDER[own]}) reaches up to {upward}"


def test_the_command_line_starts_without_heavy_libraries():
    heavy = "pandas numpy pyarrow spacy sklearn matplotlib docx pydantic ruamel.yaml lxml openpyxl"
    code = (
        "import sys, pipeline.cli; import pipeline.cli.building, pipeline.cli.asking;"
        f"print([m for m in {heavy.split()!r} if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


ASKED = {
    "ingest": ["ingest"],
    "code": ["code"],
    "mentions": ["mentions", "usikker", "--origin", "rule", "--by", "role"],
    "quotes": ["quotes", "usikker", "--origin", "rule"],
    "show": ["show", "INT-01:2"],
}


def test_the_small_commands_load_no_pandas(tmp_path):
    study = tmp_path / "study"
    run(tmp_path, "new", str(study))
    said = "F: Hvordan?\nOA: Jeg er usikker på det.\nF: Ja.\n"
    (study / "data/raw/INT-01.txt").write_text(said, encoding="utf-8")
    register = "file,document,kind,case,wave,date,mode,replaces\nINT-01.txt,INT-01,interview,,,,,\n"
    (study / "data/raw/documents.csv").write_text(register, encoding="utf-8")
    codes = "version: 1\ncodes:\n  - {id: usikker, label: Usikker, kind: finding, indicators: [usikker]}\n"
    (study / "codebooks/codebook.yaml").write_text(codes, encoding="utf-8")
    for name, arguments in ASKED.items():
        code = (
            "import sys\nfrom pipeline.cli import main\ntry:\n    main(sys.argv[1:])\n"
            "finally:\n    print('pandas' in sys.modules, file=sys.stderr)"
        )
        command = [sys.executable, "-c", code, "--study", str(study), *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        assert (ran.returncode, ran.stderr.split()[-1]) == (0, "False"), (name, ran.stderr)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_module_opens_with_a_sentence(path):
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert doc.partition("\n")[0].rstrip().endswith("."), f"{path} opens with {doc[:60]!r}"
