"""The words by which people say what a number counts: times, utterances, people, documents, per cent."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.study import Study

BETWEEN = r"(?:(?:kjente|kjende|known|ulike|forskjellige|different|av|of|de|dei|the|alle|all)\s+)*"
"""What may stand between a number and its noun, or between a number and the one that it is of."""
OF = re.compile(rf"\s+(?:av|of)\s+{BETWEEN}")
"""What stands between a number and all there are: *6 av de 8*."""
_NOUNS = {
    "times": "gang ganger gong gonger time times",
    "utterances": "ytring ytringer ytringar utterance utterances",
    "codings": "koding kodinger kodingar coding codings",
    "documents": "dokument dokumenter document documents",
    "speakers": (
        "person personer personar people speaker speakers taler talere talar talarar menneske mennesker "
        "informant informanter informantar deltaker deltakere deltakar deltakarar informants participants"
    ),
}
_PERCENT = re.compile(r"\s*(?:%|prosent\b|per ?cent\b)", re.IGNORECASE)


def nouns(study: Study) -> dict[str, str]:
    """What each noun counts: times, utterances, codings, documents or speakers; roles are speakers."""
    named = {word: what for what, words in _NOUNS.items() for word in words.split()}
    for role in study.roles.values():
        for label in filter(None, (role.label, role.plural)):
            named |= {label.casefold(): "speakers", label.casefold().split()[-1]: "speakers"}
    return named


def noun_after(text: str, known: Mapping[str, str]) -> str:
    """What the noun counts that follows a number right away; '' where none does."""
    if _PERCENT.match(text):
        return "percent"
    for words in sorted(known, key=len, reverse=True):
        if re.match(rf"\s+{BETWEEN}{re.escape(words)}(?!\w)", text, re.IGNORECASE):
            return known[words]
    return ""
