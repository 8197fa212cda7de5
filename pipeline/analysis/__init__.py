"""Analyses: pure functions from tables to a table.

``ANALYSES`` is the registry, a dict from the name of an analysis to its function. To add one, write a
module in this folder and a line in ``MODULES``. The modules are imported when the registry is first
asked for, because a small question (``forankret mentions``) should not wait for the large libraries.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

MODULES = {
    "code_frequencies": "counts",
    "mentions": "counts",
    "code_by_case": "crosstabs",
    "code_by_role": "crosstabs",
    "code_by_document": "crosstabs",
    "cooccurrence": "cooccurrence",
    "never_always": "never_always",
    "coverage": "coverage",
    "portraits": "portraits",
    "word_frequencies": "words",
    "word_tables": "words",
    "keyness_by_role": "keyness",
    "keyness_by_code": "keyness",
    "distinct_words": "distinct",
    "keyword_in_context": "concordance",
    "quotes_of": "quotes",
    "chosen_quotes": "quotes",
}
"""Where each analysis lives: the name of its function, and the module of this folder it stands in."""


@cache
def _analyses() -> dict[str, Callable[..., Any]]:
    return {name: getattr(import_module(f"{__name__}.{module}"), name) for name, module in MODULES.items()}


def __getattr__(name: str) -> dict[str, Callable[..., Any]]:
    if name == "ANALYSES":
        return _analyses()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
