"""Where the parts of a study lie, and what its files add up to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from pipeline.problems import StudyError, error
from pipeline.store.files import digest_of, sha256

SKIPPED = frozenset((".git", ".venv", "__pycache__", "node_modules"))
PROGRAM = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class StudyFolder:
    """The folder of one study: people write ``raw`` and ``codebooks``, stages write the rest."""

    path: Path

    @property
    def settings_file(self) -> Path:
        """The settings of the study."""
        return self.path / "study.yaml"

    @property
    def raw(self) -> Path:
        """The folder of documents as received, and of the two registers."""
        return self.path / "data" / "raw"

    @property
    def codebooks(self) -> Path:
        """The folder of all that people author."""
        return self.path / "codebooks"

    @property
    def codebook_file(self) -> Path:
        """The codebook."""
        return self.codebooks / "codebook.yaml"

    @property
    def processed(self) -> Path:
        """The folder of derived tables and records of stages."""
        return self.path / "data" / "processed"

    @property
    def reports(self) -> Path:
        """The folder of the report, its tables and its figures."""
        return self.path / "reports"

    def place(self, path: Path) -> str:
        """A path as people see it: relative to the study, with forward slashes."""
        return path.relative_to(self.path).as_posix()

    @cached_property
    def raw_digests(self) -> dict[str, str]:
        """The SHA-256 of every file under ``data/raw``, by its name there."""
        return file_digests(self.raw)

    @cached_property
    def codebooks_digests(self) -> dict[str, str]:
        """The SHA-256 of every file under ``codebooks``, by its name there."""
        return file_digests(self.codebooks)

    @cached_property
    def settings_digest(self) -> str:
        """The SHA-256 of ``study.yaml``."""
        return sha256(self.settings_file.read_bytes())


def file_digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every visible file under a folder, by its relative name; {} where there is none."""
    names = sorted(_visible(folder), key=lambda name: name.split("/")) if folder.is_dir() else []
    return {name: sha256((folder / name).read_bytes()) for name in names}


def file_names(folder: Path) -> list[str]:
    """Every file that people put into the study, by its relative name; derived files are left out."""
    names: list[str] = []
    for root, folders, files in os.walk(folder):
        place = Path(root).relative_to(folder)
        folders[:] = sorted(name for name in folders if name not in SKIPPED and not name.startswith("."))
        if place.parts[:2] == ("data", "processed") or place.parts[:1] == ("reports",):
            folders[:] = []
            continue
        names += [(place / name).as_posix() for name in files if not name.startswith(".")]
    return sorted(names)


def _visible(folder: Path, before: str = "") -> Iterator[str]:
    """The visible files under a folder; every command asks for them, so they are not looked at one by one."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _visible(folder / entry.name, f"{before}{entry.name}/")
            elif entry.is_file():
                yield before + entry.name


@cache
def program_digest() -> str:
    """One digest over the program's own source and data files."""
    return digest_of(
        (path.relative_to(PROGRAM).as_posix(), sha256(path.read_bytes()))
        for path in PROGRAM.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    )


def find_study(start: Path | None, here: Path) -> StudyFolder:
    """The study asked for, else the nearest at or above the folder one stands in.

    Raises StudyError where there is none.
    """
    if start is not None:
        if (start / "study.yaml").is_file():
            return StudyFolder(start.resolve())
        raise StudyError(
            error(
                str(start),
                "study",
                "there is no study.yaml here, so this is not a study.",
                f"Start one with: forankret new {start}",
            )
        )
    for folder in (here, *here.parents):
        if (folder / "study.yaml").is_file():
            return StudyFolder(folder.resolve())
    raise StudyError(
        error(
            ".",
            "study",
            "neither this folder nor any above it holds a study.yaml.",
            "Go into a study's folder, name one with --study PATH, or start one with: forankret new PATH",
        )
    )
