"""Words that were masked in a printed quote, so that no table and no cloud tells them after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.language import lemma, words
from pipeline.language.folding import fold
from pipeline.report.sections.printed import edits_of

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.report.evidence import Evidence

LANGUAGES = ("nb", "nn")
NEVER_UNSEEN = ("kanskje", "hvordan", "korleis", "ikke", "ikkje", "må", "maybe", "how", "not", "must")
"""Words of modality and negation: they are nobody's, and leaving one out unseen would alter a finding."""


def masked_words(evidence: Evidence) -> frozenset[str]:
    """The words behind the masks of all printed quotes, folded as words are counted, with their lemmas.

    Words that the mask itself prints, those of modality and negation, and those of the stop list stay out.
    """
    found: set[str] = set()
    for quote in evidence.quotes:
        for span in quote.spans:
            for edit in edits_of(evidence, quote.coding, span):
                if edit.op == "mask":
                    said = words(span.text[edit.start : edit.end])
                    found |= {fold(word) for word in said} - {fold(word) for word in words(edit.text)}
    stops = evidence.stoplist
    found -= {word for word in found if word in NEVER_UNSEEN or (stops and stops.lookup(word))}
    return frozenset(found | {lemma(word, language) for word in found for language in LANGUAGES})


def without_masked(evidence: Evidence, table: pd.DataFrame) -> pd.DataFrame:
    """A table of words without those that the public edition has masked, nor any other form of them."""
    if not evidence.public or table.empty or not evidence.masked:
        return table
    hidden = [
        fold(word) in evidence.masked or any(lemma(fold(word), one) in evidence.masked for one in LANGUAGES)
        for word in table["word"].astype(str)
    ]
    return table[[not one for one in hidden]]
