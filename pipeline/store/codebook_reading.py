"""Reading the codebook again quickly: only the codes whose lines changed since they were read last."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from pipeline.codebook import Codebook
from pipeline.problems import ForankretError
from pipeline.store.codebook_file import read_text
from pipeline.store.codebook_layout import filled, layout
from pipeline.store.codebook_nodes import column, loaded
from pipeline.store.folder import StudyFolder


def codebook_again(folder: StudyFolder) -> Codebook | None:
    """The codebook as its file says; None where anything in it needs the slower reader, which says what."""
    try:
        return _codebook(read_text(folder.path))
    except (ForankretError, ValidationError, TypeError):
        return None


def _codebook(text: str) -> Codebook | None:
    found = layout(text)
    if found.special or not found.root:
        return None
    codes = [_fields(" " * column(text, one.start) + text[one.start : one.end]) for one in found.entries]
    others = [part for name, part in found.parts.items() if name != "codes"]
    rest = _fields("\n".join(text[part.key : part.end].rstrip() for part in others))
    book = Codebook.model_validate(filled({**rest, "codes": list(codes)}))
    return None if _holds_more(book) else book


@lru_cache(maxsize=4096)
def _fields(text: str) -> dict[str, Any]:
    """The fields that some lines hold, as the program's own reader has them."""
    held = loaded(text + "\n")
    return filled(held) if isinstance(held, dict) else {}


def _holds_more(book: Codebook) -> bool:
    """Whether there are fields that nobody knows, which are to be told with their lines."""
    parts = [book, *book.codes, *book.relations, *(one for code in book.codes for one in code.indicators)]
    return any(part.model_extra for part in parts)
