"""The lemma of a word: *usikre* and *usikkert* both belong to *usikker*.

A small file of overrides is read first (``lemma_overrides.csv``: the words that simplemma takes for another
word), then simplemma, bokmål before nynorsk or the other way round by the language of the document. A
study may name a trained spaCy model instead; each word then gets the lemma it most often has when the
model reads this study's texts.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from pipeline.language.folding import fold
from pipeline.problems import Problem, StudyError, error

Lemmatiser = Callable[[str, str], str]
"""A word and a language in, the lemma out."""

OVERRIDES_VERSION = "1"
ORDER = {"nb": ("nb", "nn"), "nn": ("nn", "nb"), "da": ("da", "nb"), "en": ("en",), "und": ("nb", "nn")}


@cache
def lemma(word: str, language: str) -> str:
    """The lemma of one word, case-folded; the word itself where nothing is known of it."""
    from simplemma import lemmatize

    form = fold(word)
    if not form:
        return ""
    order = ORDER.get(language, ORDER["und"])
    known = _overrides().get((order[0], form))
    return known or fold(lemmatize(form, lang=order))


@cache
def _overrides() -> dict[tuple[str, str], str]:
    content = (files("pipeline.language") / "lemma_overrides.csv").read_text(encoding="utf-8")
    lines = [line for line in content.splitlines() if not line.startswith("#")]
    return {(row["variety"], row["form"]): row["lemma"] for row in csv.DictReader(lines)}


def lemmatiser(model: str = "", texts: Iterable[str] = ()) -> Lemmatiser:
    """The function from word and language to lemma; with a model, learnt from its reading of the texts.

    Raises ``StudyError`` where the named model is not installed.
    """
    if not model:
        return lemma
    if problems := model_problems(model):
        raise StudyError(*problems)
    learnt = _lemmas_by_model(model, texts)

    def by_model(word: str, language: str) -> str:
        return learnt.get(fold(word)) or lemma(word, language)

    return by_model


def model_problems(model: str) -> list[Problem]:
    """What is wrong with the spaCy model that ``study.yaml`` names: nothing, or that it is not there."""
    installed = model.isidentifier() and find_spec(model) is not None
    if not model or installed or Path(model, "meta.json").is_file():
        return []
    return [
        error(
            "study.yaml",
            "spacy-model",
            f"spacy_model names {model!r}, which is not installed, so lemmas cannot be found with it.",
            f"Install it (`.venv/bin/python -m spacy download {model}`), or leave spacy_model empty.",
        )
    ]


def _lemmas_by_model(model: str, texts: Iterable[str]) -> dict[str, str]:
    """Each form with the lemma that the model most often gives it, ties in alphabetical order."""
    import spacy

    seen: dict[str, Counter[str]] = {}
    for read in spacy.load(model, exclude=["ner"]).pipe(texts):
        for token in read:
            if token.lemma_ and token.is_alpha:
                seen.setdefault(fold(token.text), Counter())[fold(token.lemma_)] += 1
    return {form: min(counts, key=lambda known: (-counts[known], known)) for form, counts in seen.items()}
