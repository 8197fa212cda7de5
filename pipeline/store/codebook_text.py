"""A codebook written out as the text of a file, as the program itself would write it."""

from __future__ import annotations

from typing import Any

from pipeline.codebook import Codebook
from pipeline.coding.replaying import said
from pipeline.store.codebook_writing import WIDTH, Habits, entry_lines

PLAIN = Habits({}, {}, 2, 2, WIDTH)


def codebook_text(book: Codebook) -> str:
    """The codebook in YAML, its version first, then its codes and relations in their order."""
    lines = [f"version: {book.version}"]
    for name, parts in (("codes", book.codes), ("relations", book.relations)):
        if parts:
            lines += ["", f"{name}:"]
            lines += [line for part in parts for line in _item(said(part))]
    return "\n".join(lines) + "\n"


def _item(fields: dict[str, Any]) -> list[str]:
    """The lines of one code or relation, a hyphen before the first."""
    lines = list(entry_lines(fields, 4, PLAIN))
    return ["  - " + lines[0].lstrip(" "), *lines[1:]]
