"""The words that set each finding apart from the others, by TF-IDF.

Each finding is one text: all utterances coded under it, each once. A word that every finding uses sets
none apart, and is left out. Of the others, a word weighs much where the finding uses it often and few other
findings do (scikit-learn's TfidfVectorizer: 1 + ln of the count, smoothed idf
``ln((1 + findings) / (1 + findings with the word)) + 1``, rows of length 1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.analysis.words import By, vocabulary
from pipeline.codebook import Codebook
from pipeline.language import Lemmatiser, StopList, lemma

if TYPE_CHECKING:
    import pandas as pd

DISTINCT_COLUMNS = ("finding", "label", "rank", "word", "count", "findings", "tfidf")


def distinct_words(
    utterances: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: Codebook,
    stops: StopList,
    language_of_document: Mapping[str, str],
    top: int = 20,
    by: By = "lemmas",
    lemmas: Lemmatiser = lemma,
) -> pd.DataFrame:
    """The words that weigh most in each finding and cross-cutting theme, in the order of the codebook.

    Columns: finding, label, rank, word (a lemma where ``by`` says so), count (in the finding), findings (how
    many of them hold the word), tfidf (0 to 1). Both tables must be narrowed alike beforehand.
    """
    import pandas as pd

    counts: dict[str, Counter[str]] = {}
    for code in (*codebook.findings, *codebook.cross_cutting):
        under = codings[codings["code"].isin(codebook.descendants(code.id))]["utterance"]
        said = utterances[utterances["utterance"].isin(set(under))]
        if words := vocabulary(said, stops, language_of_document, by, lemmas).kept:
            counts[code.id] = words
    spread = Counter(word for words in counts.values() for word in words)
    rows = [
        (finding, codebook.by_id[finding].label, rank, word, counts[finding][word], spread[word], weight)
        for finding, weights in tfidf(counts).items()
        for rank, (word, weight) in enumerate(weights[:top], 1)
    ]
    return pd.DataFrame(rows, columns=list(DISTINCT_COLUMNS))


def tfidf(counts: Mapping[str, Mapping[str, int]]) -> dict[str, list[tuple[str, float]]]:
    """For each text its words with their TF-IDF, rounded to 6 decimals, the heaviest first.

    Of several texts, the words that all of them use are left out.
    """
    spread = Counter(word for words in counts.values() for word in words)
    if all(len(counts) > 1 and times == len(counts) for times in spread.values()):
        return {name: [] for name in counts}
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectoriser = TfidfVectorizer(analyzer=_repeated, sublinear_tf=True, max_df=max(len(counts) - 1, 1))
    weights = vectoriser.fit_transform(counts.values()).tocsr()
    names = vectoriser.get_feature_names_out()
    table = {}
    for place, name in enumerate(counts):
        row = weights.getrow(place)
        found = [
            (str(names[column]), round(float(weight), 6))
            for column, weight in zip(row.indices, row.data, strict=True)
        ]
        table[name] = sorted(found, key=lambda pair: (-pair[1], pair[0]))
    return table


def _repeated(counts: Mapping[str, int]) -> list[str]:
    """A text as the vectoriser reads it: each word as often as it was said."""
    return list(Counter(counts).elements())
