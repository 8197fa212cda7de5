"""How like two texts are: the mean of two cosines, one over their lemmas and one over pieces of their words.

Each text is weighed by TF-IDF (1 + ln of the count; idf ``ln((1 + texts) / (1 + texts that have it)) + 1``),
once over the lemmas of its words and once over the stretches of 3 to 5 letters in them, a word beginning and
ending with a space; each has length 1. So *usikker* and *usikkerhet* are alike though no word is the same.
Words that the stop list removes have no weight. (The weights are those of scikit-learn's TfidfVectorizer with
``sublinear_tf``, to which the tests hold them; loading it would cost the page a second.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

from pipeline.analysis.words import Reading
from pipeline.language import words

MEASURE = "mean cosine of TF-IDF over lemmas and over stretches of 3 to 5 letters"
PIECES = (3, 4, 5)
"""How long the stretches of letters are."""

Sparse: TypeAlias = Any
"""A sparse table of numbers, as scipy has it."""
Text = tuple[str, str]
"""A text and the language that it is read as."""


class Likeness:
    """A measure that is fitted on some texts, and the texts as it weighs them: ``rows``, one each.

    The product of two rows (or of rows and what ``of`` gives) is how like two texts are, from 0 to 1. A
    text whose words are all removed, or in none of the texts, has a row of zeros: it is like nothing.
    """

    def __init__(self, texts: Iterable[Text], reading: Reading) -> None:
        self._reading = reading
        self._lemmas: dict[str, int] = {}
        self._pieces: dict[str, int] = {}
        counts = self._counts(list(texts), fitting=True)
        self._idf = [_idf(table) for table in counts]
        self.rows = self._weighed(counts)

    def of(self, texts: Iterable[Text]) -> Sparse:
        """Texts as the measure weighs them, one row each."""
        return self._weighed(self._counts(list(texts)))

    def _weighed(self, counts: tuple[Sparse, Sparse]) -> Sparse:
        from scipy.sparse import hstack  # type: ignore[import-untyped]

        parts = [_of_length_one(table, idf) for table, idf in zip(counts, self._idf, strict=True)]
        return hstack([part * 0.5**0.5 for part in parts], format="csr")

    def _counts(self, texts: Sequence[Text], fitting: bool = False) -> tuple[Any, Any]:
        """How often each lemma, and each stretch of letters, occurs in each text."""
        kinds: dict[tuple[str, str], int] = {}
        said = [Counter(kept_words(text, self._reading)) for text in texts]
        for counts in said:
            for kind in counts:
                kinds.setdefault(kind, len(kinds))
        lemmas = [self._known(self._lemmas, (lemma,), fitting) for _, lemma in kinds]
        pieces = [self._known(self._pieces, _pieces(word), fitting) for word, _ in kinds]
        rows = [{kinds[kind]: count for kind, count in counts.items()} for counts in said]
        of_kinds = _table(rows, len(kinds))
        return (
            of_kinds @ _table(lemmas, len(self._lemmas)),
            of_kinds @ _table(pieces, len(self._pieces)),
        )

    def _known(self, known: dict[str, int], found: Iterable[str], fitting: bool) -> dict[int, int]:
        """The numbers of what was found, and how often; what is not known is left out, or gets a number."""
        if fitting:
            return dict(Counter(known.setdefault(one, len(known)) for one in found))
        return dict(Counter(known[one] for one in found if one in known))


def kept_words(text: Text, reading: Reading) -> Iterator[tuple[str, str]]:
    """The words of a text that no list removes, each with its lemma."""
    read = reading.of(text[1])
    return ((word, read[word].key) for word in words(text[0]) if not read[word].removed_by)


def _idf(counts: Sparse) -> Any:
    """The weight of each column: the rarer it is among the texts, the more."""
    import numpy as np

    texts_with = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.log((1 + counts.shape[0]) / (1 + texts_with)) + 1


def _of_length_one(counts: Sparse, idf: Any) -> Sparse:
    """Counts as weights, each row of length 1; a row of zeros stays one."""
    import numpy as np

    weights = counts.copy()
    weights.data = (1 + np.log(weights.data)) * idf[weights.indices]
    length = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    weights.data /= np.repeat(np.where(length > 0, length, 1), np.diff(weights.indptr))
    return weights


@cache
def _pieces(word: str) -> list[str]:
    """The stretches of letters of a word that begins and ends with a space; a shorter word is one itself."""
    spaced = f" {word} "
    found = [spaced[at : at + size] for size in PIECES for at in range(len(spaced) - size + 1)]
    return found or [spaced]


def _table(rows: Sequence[dict[int, int]], columns: int) -> Any:
    """Rows of counts as a sparse table."""
    import numpy as np
    from scipy.sparse import csr_matrix

    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    places = np.fromiter((place for row in rows for place in row), dtype=np.int64, count=starts[-1])
    counts = np.fromiter((one for row in rows for one in row.values()), dtype=np.float64, count=starts[-1])
    return csr_matrix((counts, places, starts), shape=(len(rows), columns))
