"""The short word lists of the checks, as text files that anyone can read and add to."""

from __future__ import annotations

from importlib.resources import files


def word_list(name: str) -> frozenset[str]:
    """The words of ``lists/<name>.txt``; what stands after # is a comment."""
    content = (files("pipeline.checks") / "lists" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in content.splitlines() for word in line.partition("#")[0].split())
