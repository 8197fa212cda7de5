"""Which codes a sentence of the manuscript names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.codebook import Codebook

if TYPE_CHECKING:
    from pipeline.report.manuscript.filling import Filled

_MARKS = "«»“”„\"'"


class Names:
    """The codes of a codebook by the words that name them for certain."""

    def __init__(self, codebook: Codebook, found: Filled) -> None:
        self._known: dict[str, str] = {}
        for code in codebook.codes:
            heir = codebook.heir(code.id)
            label = code.label.strip(_MARKS + " ").casefold()
            self._known.setdefault(f"[[{code.id.casefold()}]]", heir)
            for name in (code.id.casefold(), label):
                names = (
                    [name]
                    if " " in name or "-" in name
                    else [f"«{name}»", f"“{name}”", f'"{name}"', f"`{name}`"]
                )
                for one in filter(lambda one: len(one) > 3, names):
                    self._known.setdefault(one, heir)
        ordered = sorted(self._known, key=len, reverse=True)
        self._pattern = re.compile(
            "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in ordered) or r"(?!)"
        )
        self._asked = {
            live.claim.start: (live.claim.end, codebook.heir(live.asked.subject))
            for live in found.live
            if live.asked and live.asked.name == "label"
        }

    def named(self, start: int, sentence: str) -> list[tuple[int, int, str]]:
        """The places of codes in a sentence that begins at ``start``, each with the code."""
        folded = sentence.lower()
        if len(folded) != len(sentence):
            return []
        found = [(m.start(), m.end(), self._known[m.group()]) for m in self._pattern.finditer(folded)]
        inside = range(start, start + len(sentence))
        return found + [
            (at - start, min(end, inside.stop) - start, code)
            for at, (end, code) in self._asked.items()
            if at in inside
        ]
