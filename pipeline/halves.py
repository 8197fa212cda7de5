"""Halves of characters, as other programs may write them, and which no file or table can hold."""

from __future__ import annotations

from typing import Any


def whole(text: str) -> str:
    """A text in which two halves that belong together are one character, and a lone one is a sign for it."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def all_whole(value: Any) -> Any:
    """A value of JSON in which every text is whole, the names of fields too."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list):
        return [all_whole(one) for one in value]
    return {whole(name): all_whole(one) for name, one in value.items()} if isinstance(value, dict) else value
