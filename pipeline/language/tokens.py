"""The words of a text, as spaCy's blank Norwegian pipeline divides it.

The nynorsk pipeline divides bokmål at least as well as the bokmål one (token F1 .998 against .996), so
both are divided by it. A word holds a letter; numbers, marks and punctuation are no words. Marks at its
edges fall away (``va-`` is ``va``, ``kl.`` is ``kl``); hyphens, apostrophes and full stops inside stay.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.language.folding import fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

WORD_CHARACTERS = r"[^\W_]+(?:[-'’.][^\W_]+)*"
_WORD = re.compile(WORD_CHARACTERS)
_MARKS = ".,?!:;…"
# Letters with marks after them are one word whatever the tokeniser makes of the marks, abbreviation or not.
_PLAIN = re.compile(rf"[^\W\d_]+[{_MARKS}]*")


@cache
def tokeniser() -> Language:
    """spaCy's blank Norwegian pipeline: a tokeniser and nothing else, loaded once."""
    import spacy

    return spacy.blank("nn")


def document(text: str) -> Doc:
    """The text as a spaCy document: tokens with their places, no tags."""
    return tokeniser().make_doc(text)


def words(text: str) -> list[str]:
    """The words of a text in order, case-folded."""
    return [word for chunk in text.split() for word in chunk_words(chunk)]


@cache
def chunk_words(chunk: str) -> tuple[str, ...]:
    """The words of one stretch without white space, case-folded; the tokeniser sees each stretch once."""
    text = fold(chunk)
    if _PLAIN.fullmatch(text):
        return (text.rstrip(_MARKS),)
    found = (match.group() for token in document(chunk) for match in _WORD.finditer(fold(token.text)))
    return tuple(word for word in found if any(map(str.isalpha, word)))
