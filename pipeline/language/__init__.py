"""Norwegian text handling: which language a text is in, its words, their lemmas, sentences and stop words."""

from pipeline.language.detect import LANGUAGES, language_of
from pipeline.language.folding import Folded, fold, folded
from pipeline.language.lemmas import OVERRIDES_VERSION, Lemmatiser, lemma, lemmatiser, model_problems
from pipeline.language.sentences import sentences
from pipeline.language.stopwords import PRESETS, StopList, stop_list, stop_list_problems
from pipeline.language.tokens import WORD_CHARACTERS, chunk_words, document, tokeniser, words

__all__ = [
    "LANGUAGES",
    "OVERRIDES_VERSION",
    "PRESETS",
    "WORD_CHARACTERS",
    "Folded",
    "Lemmatiser",
    "StopList",
    "chunk_words",
    "document",
    "fold",
    "folded",
    "language_of",
    "lemma",
    "lemmatiser",
    "model_problems",
    "sentences",
    "stop_list",
    "stop_list_problems",
    "tokeniser",
    "words",
]
