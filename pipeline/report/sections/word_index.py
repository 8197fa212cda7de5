"""In which utterances each word was said, so that counts of words can be opened too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.language import lemma, words
from pipeline.language.folding import fold

if TYPE_CHECKING:
    from pipeline.report.evidence import Evidence


class WordIndex:
    """The utterances of those who answer, by the words in them."""

    def __init__(self, evidence: Evidence) -> None:
        language = dict(zip(evidence.documents["document"], evidence.documents["language"], strict=True))
        said = evidence.answered
        self._forms: dict[str, dict[str, None]] = {}
        self._lemmas: dict[str, dict[str, None]] = {}
        for id, document, text in zip(said["utterance"], said["document"], said["text"], strict=True):
            for form in {fold(word) for word in words(text)}:
                self._forms.setdefault(form, {})[id] = None
                self._lemmas.setdefault(lemma(form, language.get(document, "nb")), {})[id] = None

    def said(self, word: str, by_lemma: bool) -> tuple[str, ...]:
        """The utterances that hold a word: this form, or any form of its lemma."""
        found = dict(self._forms.get(word, {}))
        if by_lemma:
            for one in (word, lemma(word, "nb"), lemma(word, "nn")):
                found |= self._lemmas.get(one, {})
        return tuple(sorted(found))
