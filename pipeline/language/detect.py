"""Which language a text is in: bokmål, nynorsk, Danish or English.

Small words that only one of the four has decide where they speak clearly, as they do in nearly every
transcript; py3langid decides the rest. A text of fewer than ten words is ``und``, undecided.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = ("nb", "nn", "da", "en", "und")
READ = 8000
"""So many characters are read: the language of a document shows long before its end."""

IDENTIFIED = 2000
"""So many of them py3langid is given, which is slow and sure within a few sentences."""

FEWEST_WORDS = 10
CLEAR_WORDS, CLEAR_SHARE = 10, 0.95

_WORDS = re.compile(r"[^\W\d_]+")
_MARKS = {
    "nb": "jeg ikke hva hvordan hvorfor noe noen mye etter meg deg seg nå blir ble hvem hvor dere",
    "nn": "eg ikkje kva korleis kvifor noko nokon mykje berre ho dei vere vera meg seg blir frå kven sjølv",
    "da": "jeg ikke hvad hvordan hvorfor noget nogen meget efter mig dig sig nu bliver blev hvem hvor af",
    "en": "the and of you that is was it we they what not are this with",
}
_SHARED = Counter(word for words in _MARKS.values() for word in set(words.split()))
_LANGUAGE_OF_WORD = {
    word: language for language, words in _MARKS.items() for word in words.split() if _SHARED[word] == 1
}


def language_of(text: str) -> str:
    """``nb``, ``nn``, ``da`` or ``en``; ``und`` for a text of fewer than ten words."""
    text = text[:READ]
    if sum(1 for _ in islice(_WORDS.finditer(text), FEWEST_WORDS)) < FEWEST_WORDS:
        return "und"
    return _clear(text) or _identified(text[:IDENTIFIED])


def _clear(text: str) -> str:
    """The language that at least ten small words and 95 in a hundred of them speak for, else ''.

    Divided at white space alone, which is quick; a small word beside a comma is not missed among so many.
    """
    seen = Counter(filter(None, map(_LANGUAGE_OF_WORD.get, text.casefold().split())))
    if not seen:
        return ""
    language, count = seen.most_common(1)[0]
    return language if count >= CLEAR_WORDS and count >= CLEAR_SHARE * seen.total() else ""


def _identified(text: str) -> str:
    language = str(_identifier().classify(text)[0])
    return "nb" if language == "no" else language


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["no", "nn", "da", "en"])
    return identifier
