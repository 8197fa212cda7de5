"""Building everything again in a folder of its own and comparing it with what the manifest promises."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from pipeline.problems import StudyError, error
from pipeline.stages.opened import OpenStudy, open_study
from pipeline.stages.report import report
from pipeline.store.folder import file_names
from pipeline.store.manifest import PLACE, output_entry, read_manifest, same_output


class Verified(NamedTuple):
    """How many outputs were compared, and a line for each difference."""

    compared: int
    differences: list[str]


def verify(opened: OpenStudy) -> Verified:
    """Compare a build made anew with ``reports/manifest.json``; the study itself is not touched.

    Raises StudyError where there is no manifest to compare with.
    """
    promised = read_manifest(opened.folder.path)
    if promised is None:
        raise StudyError(
            error(
                PLACE,
                "manifest",
                "is not there or cannot be read, so there is nothing to compare with.",
                "Build the report first: forankret report",
            )
        )
    with tempfile.TemporaryDirectory(prefix="forankret-") as folder:
        copy = Path(folder) / "study"
        _copy_of(opened, copy)
        report(open_study(copy, progress=opened.progress, working=opened.working))
        made = read_manifest(copy)
        assert made is not None
        found = {name: output_entry(copy / name) for name in made["outputs"]}
    differences = _inputs(promised["inputs"], made["inputs"]) + _outputs(promised["outputs"], found)
    differences += _altered(opened, promised["outputs"])
    return Verified(len(promised["outputs"].keys() | found.keys()), differences)


def _copy_of(opened: OpenStudy, copy: Path) -> None:
    """What people wrote, and nothing else, in another folder."""
    copy.mkdir(parents=True)
    shutil.copy(opened.folder.settings_file, copy)
    for folder in (opened.folder.raw, opened.folder.codebooks):
        if folder.is_dir():
            shutil.copytree(folder, copy / folder.relative_to(opened.folder.path))
    for name in file_names(opened.folder.path):
        place = copy / name
        if not place.exists():  # checks go by the names of other files, and the report counts what they find
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()


def _altered(opened: OpenStudy, promised: dict[str, dict[str, str]]) -> list[str]:
    """A line for each output that lies in the study and is not as the manifest says."""
    return [
        f"{name}: the file that lies here is another one than the manifest names"
        for name, entry in sorted(promised.items())
        if (path := opened.folder.path / name).is_file() and not same_output(entry, output_entry(path))
    ]


def _inputs(promised: dict[str, str], found: dict[str, str]) -> list[str]:
    return [
        f"{name}: is not what the manifest was made from"
        for name in sorted(promised.keys() | found.keys())
        if promised.get(name) != found.get(name)
    ]


def _outputs(promised: dict[str, dict[str, str]], found: dict[str, dict[str, str]]) -> list[str]:
    lines = []
    for name in sorted(promised.keys() | found.keys()):
        if name not in found:
            lines.append(f"{name}: is in the manifest, and is not made any more")
        elif name not in promised:
            lines.append(f"{name}: is made, and is not in the manifest")
        elif not same_output(promised[name], found[name]):
            lines.append(f"{name}: differs from the manifest")
    return lines
