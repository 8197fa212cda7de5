"""A codebook that is read again quickly says what the slow reader says, or leaves it to that one."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import opened, put, small_study

from pipeline.codebook import Code, Codebook
from pipeline.store.codebook_reading import codebook_again
from pipeline.store.folder import StudyFolder
from pipeline.store.yaml_files import read_yaml

ROOT = Path(__file__).resolve().parents[1]


def both(folder: Path) -> tuple[Codebook | None, Codebook | None]:
    """What the quick reader and the slow one make of the codebook of a study."""
    there = StudyFolder(folder)
    return codebook_again(there), read_yaml(there.codebook_file, "codebooks/codebook.yaml", Codebook)[0]


def test_the_demonstration_is_read_alike() -> None:
    quick, slow = both(ROOT)
    assert quick is not None and quick == slow and quick.version > 100


WRITTEN = {
    "braces": "version: 2\ncodes:\n  - {id: a, label: no, brief: '12', examples: [ja, nei]}\n",
    "numbers for texts": "version: 3\ncodes:\n- id: a\n  label: 2024-01-02\n  brief: 012\n  definition: on\n",
    "folded": "codes:\n  - id: a\n    label: A\n    brief: >-\n"
    "      to linjer\n      som er én\n\n      og en til\n",
    "dates": "version: 3\ncodes:\n- id: a\n  label: 2024-01-02\n  brief: on\n",
    "relations first": "relations:\n  - {source: a, type: x, target: b}\n"
    "codes:\n  - {id: a, label: A}\n  - {id: b, label: B}\n",
    "windows": "version: 2\r\ncodes:\r\n  - id: a\r\n    label: Æ ø å\r\n",
    "blank fields": "version: 1\ncodes:\n  - id: a\n    label: A\n    brief:\n    examples:\n",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_codebook_is_read_alike_however_it_is_written(tmp_path: Path, name: str) -> None:
    folder = small_study(tmp_path, coded=False, codebook__yaml=WRITTEN[name])
    quick, slow = both(folder)
    assert quick == slow and (slow is not None or name == "numbers for texts")


@pytest.mark.parametrize(
    "text",
    [
        "version: 1\ncodes:\n  - {id: a, label: A, slip: of the pen}\n",
        "version: 1\ncodes:\n  - &one {id: a, label: A}\n  - {<<: *one, id: b}\n",
        "version: 1\ncodes:\n  - {id: a, label: A\n",
        "version: 1\ncodes:\n  - {id: a, label: A, kind: nothing}\n",
        "version: 1\ncodes:\n  - {id: a, label: A, id: b}\n",
    ],
    ids=["unknown field", "alias", "broken", "impossible", "twice"],
)
def test_what_is_doubtful_is_left_to_the_reader_that_tells_why(tmp_path: Path, text: str) -> None:
    folder = small_study(tmp_path, coded=False, codebook__yaml=text)
    assert codebook_again(StudyFolder(folder)) is None


def test_a_desk_follows_a_codebook_that_is_changed_and_broken_and_mended(tmp_path: Path) -> None:
    from pipeline.stages.desk import Desk

    folder = small_study(tmp_path)
    desk = Desk(folder)
    text = (folder / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    put(folder, "codebooks/codebook.yaml", text.replace("Slippe styringen", "Slippe taket"))
    desk.look(now=True)
    assert (
        desk.opened.codebook.by_id["styring"].label == desk.codebook.by_id["styring"].label == "Slippe taket"
    )
    put(folder, "codebooks/codebook.yaml", text + "  - {id: x")
    desk.look(now=True)
    assert desk.troubles and desk.codebook.by_id["styring"].label == "Slippe taket"
    put(folder, "codebooks/codebook.yaml", text)
    desk.look(now=True)
    assert not desk.troubles and desk.codebook == opened(folder).codebook


def test_a_copy_with_other_codes_knows_its_own() -> None:
    book = Codebook(codes=[Code(id="a", label="A")])
    assert book.labels == {"a": "A"}
    copy = book.model_copy(update={"codes": (Code(id="b", label="B"),)})
    assert (copy.labels, list(copy.by_id), book.labels) == ({"b": "B"}, ["b"], {"a": "A"})
