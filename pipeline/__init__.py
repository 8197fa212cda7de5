"""Forankret: from raw transcripts to a report in which every number leads back to the words it stands on.

This is also the front door for notebooks: ``from pipeline import open_study, mentions``. What may be imported
is listed in ``__all__``; each name is fetched when it is first asked for, so that the door opens at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.stages.agreement_asked import agreement, coefficients, disagreements
    from pipeline.stages.opened import open_study
    from pipeline.stages.reading import changes, codes, memos, transcript
    from pipeline.stages.tables import (
        cloud,
        codings,
        contradictions,
        cooccurrence,
        crosstab,
        documents,
        find,
        mentions,
        quotes,
        utterances,
        words,
    )

__all__ = [
    "agreement",
    "changes",
    "cloud",
    "codes",
    "codings",
    "coefficients",
    "contradictions",
    "cooccurrence",
    "crosstab",
    "disagreements",
    "documents",
    "find",
    "memos",
    "mentions",
    "open_study",
    "quotes",
    "transcript",
    "utterances",
    "words",
]

_ROOMS = {
    "agreement": "agreement_asked",
    "coefficients": "agreement_asked",
    "disagreements": "agreement_asked",
    "open_study": "opened",
    "changes": "reading",
    "codes": "reading",
    "memos": "reading",
    "transcript": "reading",
}
"""The module of ``pipeline.stages`` that each name stands in; all others stand in ``tables``."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.stages.{_ROOMS.get(name, 'tables')}"), name)


def __dir__() -> list[str]:
    return list(__all__)
