"""In which utterances each word was said, so that counts of words can be opened too."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.language import chunk_words, lemma

if TYPE_CHECKING:
    from pipeline.report.evidence import Evidence


class WordIndex:
    """The utterances of those who answer, by the words in them.

    Kept are the stretches between white space and where each stands; they are divided into words, and words
    get their lemmas, once for each different one and only when somebody asks.
    """

    def __init__(self, evidence: Evidence) -> None:
        language = dict(zip(evidence.documents["document"], evidence.documents["language"], strict=True))
        said = evidence.answered
        self._ids: list[str] = said["utterance"].tolist()
        self._places: dict[str, defaultdict[str, list[int]]] = {}
        for place, (document, text) in enumerate(
            zip(said["document"].tolist(), said["text"].tolist(), strict=True)
        ):
            places = self._places.setdefault(language.get(document, "nb"), defaultdict(list))
            for chunk in set(text.split()):
                places[chunk].append(place)

    @cached_property
    def _forms(self) -> dict[str, dict[str, list[str]]]:
        """For each language its words, each with the stretches that hold it."""
        forms: dict[str, dict[str, list[str]]] = {}
        for language, places in self._places.items():
            words = forms[language] = defaultdict(list)
            for chunk in places:
                for word in chunk_words(chunk):
                    words[word].append(chunk)
        return forms

    @cached_property
    def _lemmas(self) -> dict[str, dict[str, list[str]]]:
        """For each language its lemmas, each with the words that have it."""
        lemmas: dict[str, dict[str, list[str]]] = {}
        for language, words in self._forms.items():
            found = lemmas[language] = defaultdict(list)
            for word in words:
                found[lemma(word, language)].append(word)
        return lemmas

    def said(self, word: str, by_lemma: bool) -> tuple[str, ...]:
        """The utterances that hold a word: this form, or any form of its lemma."""
        roots = {word, lemma(word, "nb"), lemma(word, "nn")} if by_lemma else set()
        found: set[int] = set()
        for language, forms in self._forms.items():
            alike = {form for root in roots for form in self._lemmas[language].get(root, ())}
            for form in alike | {word}:
                for chunk in forms.get(form, ()):
                    found.update(self._places[language][chunk])
        return tuple(sorted(self._ids[place] for place in found))
