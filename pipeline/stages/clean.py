"""Removing what the stages wrote, and nothing else."""

from __future__ import annotations

from pathlib import Path

from pipeline.stages.opened import OpenStudy
from pipeline.store.files import sweep_partials
from pipeline.store.freshness import recorded
from pipeline.store.manifest import PLACE, read_manifest

OWN = ("*.stage.json", "*.copy.json", ".*.lock")
"""What the program keeps for itself in ``data/processed``."""


def clean(opened: OpenStudy) -> int:
    """How many files were removed: those that a stage or the manifest names, and the program's own.

    ``reports/manifest.json`` stays, and so does every file that people put there.
    """
    folder = opened.folder
    manifest = read_manifest(folder.path) or {"outputs": {}}
    names = {*recorded(folder), *manifest["outputs"]} - {PLACE}
    outputs = {folder.path / name for name in names}
    outputs |= {path for pattern in OWN for path in folder.processed.glob(pattern)}
    derived = [path for path in sorted(outputs) if _is_derived(opened, path) and path.is_file()]
    for path in derived:
        path.unlink()
    for top in (folder.processed, folder.reports):
        sweep_partials(top)
        _drop_empty(top)
    return len(derived)


def _is_derived(opened: OpenStudy, path: Path) -> bool:
    """Whether a file lies where stages write, whatever a manifest says."""
    tops = (opened.folder.processed, opened.folder.reports)
    return ".." not in path.parts and any(path.is_relative_to(top) for top in tops)


def _drop_empty(top: Path) -> None:
    """Takes away the folders below this one that nothing is in any more."""
    for folder in sorted((path for path in top.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
