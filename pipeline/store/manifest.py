"""The manifest of a build: what went in and what came out, so that anyone can check for the same."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from pipeline.store.files import sha256, write_atomic

PLACE = "reports/manifest.json"


def output_entry(path: Path) -> dict[str, str]:
    """The digest of an output; of a PNG that of its pixels too, since its bytes differ between systems."""
    data = path.read_bytes()
    entry = {"sha256": sha256(data)}
    if path.suffix == ".png":
        entry["pixels"] = _pixels(data)
    return entry


def _pixels(data: bytes) -> str:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            seen = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        return ""  # a picture that somebody broke
    return sha256(f"{seen.width}x{seen.height}".encode() + seen.tobytes())


def manifest_text(inputs: dict[str, str], outputs: dict[str, dict[str, str]]) -> str:
    """The manifest as it stands on disk: sorted, one digest a line."""
    return (
        json.dumps({"inputs": inputs, "outputs": outputs}, indent=1, sort_keys=True, ensure_ascii=False)
        + "\n"
    )


def write_manifest(folder: Path, text: str) -> None:
    """Put the manifest in place."""
    write_atomic(folder / PLACE, text.encode("utf-8"))


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a study; None where there is none that can be read."""
    try:
        data = json.loads((folder / PLACE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if _is_manifest(data) else None


def _is_manifest(data: Any) -> bool:
    """Whether it holds the digests of inputs and, by name, those of outputs."""
    if not isinstance(data, dict):
        return False
    inputs, outputs = data.get("inputs"), data.get("outputs")
    if not isinstance(inputs, dict) or not isinstance(outputs, dict):
        return False
    return all(isinstance(entry, dict) and "sha256" in entry for entry in outputs.values())


def same_output(expected: dict[str, str], found: dict[str, str]) -> bool:
    """Whether an output is the same by its bytes, or by its pixels where it is a picture."""
    return expected["sha256"] == found["sha256"] or (
        bool(expected.get("pixels")) and expected.get("pixels") == found.get("pixels")
    )
