"""Word frequencies by role and wave, on forms or on lemmas, with every removed word still in the table.

Columns of each table: ``rank`` (empty for a removed word), ``word`` (case-folded; of a lemma, its commonest
form), ``count``, ``documents`` (how many documents hold it), ``removed_by`` (the list that removed it, '' for
none). The order is by count, then by the alphabet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.language import Lemmatiser, StopList, chunk_words, lemma

if TYPE_CHECKING:
    import pandas as pd

By = Literal["forms", "lemmas"]
WORD_COLUMNS = ("rank", "word", "count", "documents", "removed_by")
ALL = "all"


class _Said(NamedTuple):
    """How often each word was said in one document by one role in one wave."""

    document: str
    role: str
    wave: str
    language: str
    counts: Counter[str]


def word_frequencies(
    utterances: pd.DataFrame,
    stops: StopList,
    language_of_document: Mapping[str, str],
    by: By = "forms",
    lemmas: Lemmatiser = lemma,
) -> pd.DataFrame:
    """How often each word occurs in these utterances: rank, word, count, documents, removed_by.

    ``utterances`` needs the columns document, role, wave and text; all of its rows are counted, so narrow
    it first.
    """
    said = list(_said(utterances, language_of_document))
    return _table(said, Reading(stops, by, lemmas))


def word_tables(
    utterances: pd.DataFrame,
    stops: StopList,
    language_of_document: Mapping[str, str],
    asking: Iterable[str] = (),
    by: By = "forms",
    lemmas: Lemmatiser = lemma,
) -> dict[str, pd.DataFrame]:
    """The word table of every role and wave that has text, by name: ``words_<role>_<wave>``.

    Role ``all`` is every role but those that ask, wave ``all`` every wave; utterances without a wave stand in
    wave ``all`` only.
    """
    asks = frozenset(asking)
    reading = Reading(stops, by, lemmas)
    groups: dict[tuple[str, str], list[_Said]] = {}
    for part in _said(utterances, language_of_document):
        for role in (part.role,) if part.role in asks else (part.role, ALL):
            for wave in filter(None, dict.fromkeys((part.wave, ALL))):
                groups.setdefault((role, wave), []).append(part)
    tables = {(role, wave): _table(parts, reading) for (role, wave), parts in sorted(groups.items())}
    return {f"words_{role}_{wave}": table for (role, wave), table in tables.items() if len(table)}


def counted_words(texts: Iterable[str]) -> Counter[str]:
    """How often each case-folded word occurs in these texts; each different stretch is divided once."""
    counts: defaultdict[str, int] = defaultdict(int)
    for chunk, count in Counter(" ".join(texts).split()).items():
        for word in chunk_words(chunk):
            counts[word] += count
    return Counter(counts)


class Vocabulary(NamedTuple):
    """The words of some utterances that no list removes, and how many words there are, removed ones too."""

    kept: Counter[str]
    total: int


def vocabulary(
    utterances: pd.DataFrame,
    stops: StopList,
    language_of_document: Mapping[str, str],
    by: By = "forms",
    lemmas: Lemmatiser = lemma,
) -> Vocabulary:
    """How often each word that no list removes occurs in these utterances; lemmas under their own name."""
    reading = Reading(stops, by, lemmas)
    kept: Counter[str] = Counter()
    total = 0
    for language, texts in _texts_by_language(utterances, language_of_document).items():
        read = reading.of(language)
        for word, count in counted_words(texts).items():
            total += count
            if not read[word].removed_by:
                kept[read[word].key] += count
    return Vocabulary(kept, total)


def _texts_by_language(
    utterances: pd.DataFrame, language_of_document: Mapping[str, str]
) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for document, text in zip(utterances["document"].tolist(), utterances["text"].tolist(), strict=True):
        texts.setdefault(language_of_document.get(document, "und"), []).append(text)
    return texts


class Read(NamedTuple):
    """Under which key a word is counted, and which list removes it ('' for none)."""

    key: str
    removed_by: str


class Reading:
    """How words are read, language by language."""

    def __init__(self, stops: StopList, by: By, lemmas: Lemmatiser) -> None:
        self._stops, self._by, self._lemmas = stops, by, lemmas
        self._languages: dict[str, _Words] = {}

    def of(self, language: str) -> _Words:
        """The words of one language, each read when it is first asked for."""
        if language not in self._languages:
            self._languages[language] = _Words(language, self._stops, self._by, self._lemmas)
        return self._languages[language]


class _Words(dict[str, Read]):
    """A dictionary that reads a word it does not have yet, so that each is looked up once."""

    def __init__(self, language: str, stops: StopList, by: By, lemmas: Lemmatiser) -> None:
        super().__init__()
        self._language, self._stops, self._by, self._lemmas = language, stops, by, lemmas
        self._needs_lemmas = by == "lemmas" or bool(stops.removed_lemmas)

    def __missing__(self, word: str) -> Read:
        root = self._lemmas(word, self._language) if self._needs_lemmas else ""
        read = self[word] = Read(root if self._by == "lemmas" else word, self._stops.lookup(word, root))
        return read


def _said(utterances: pd.DataFrame, language_of_document: Mapping[str, str]) -> Iterator[_Said]:
    """The words of each document by role and wave."""
    columns: Sequence[list[str]] = [
        utterances[name].tolist() for name in ("document", "role", "wave", "text")
    ]
    texts: dict[tuple[str, str, str], list[str]] = {}
    for document, role, wave, text in zip(*columns, strict=True):
        texts.setdefault((document, role, wave), []).append(text)
    for (document, role, wave), said in texts.items():
        language = language_of_document.get(document, "und")
        yield _Said(document, role, wave, language, counted_words(said))


def _table(parts: Sequence[_Said], reading: Reading) -> pd.DataFrame:
    """One row per word, or per lemma; each word stands once, whichever languages it occurs in."""
    spoken: dict[str, Counter[str]] = {}
    for part in parts:
        spoken.setdefault(part.language, Counter()).update(part.counts)
    removed = _removed(spoken, reading)
    shown = _shown(spoken, removed, reading)
    counts: Counter[str] = Counter()
    for language, words in spoken.items():
        for word, count in words.items():
            counts[shown[language][word]] += count
    return _frame(counts, _documents(parts, shown), removed)


def _removed(spoken: Mapping[str, Counter[str]], reading: Reading) -> dict[str, str]:
    """The list that removes each word; a word that is kept in one language is kept."""
    removed: dict[str, str] = {}
    for language, words in sorted(spoken.items()):
        read = reading.of(language)
        for word in words:
            source = read[word].removed_by
            removed[word] = source if removed.get(word, source) else ""
    return removed


def _shown(
    spoken: Mapping[str, Counter[str]], removed: Mapping[str, str], reading: Reading
) -> dict[str, dict[str, str]]:
    """For each language and word, the form that stands for it in the table: the commonest of its lemma."""
    groups: defaultdict[tuple[str, str], defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for language, words in spoken.items():
        read = reading.of(language)
        for word, count in words.items():
            groups[read[word].key, removed[word]][word] += count
    commonest = {key: min(forms, key=lambda word: (-forms[word], word)) for key, forms in groups.items()}
    return {
        language: {word: commonest[reading.of(language)[word].key, removed[word]] for word in words}
        for language, words in spoken.items()
    }


def _documents(parts: Sequence[_Said], shown: Mapping[str, Mapping[str, str]]) -> Counter[str]:
    """In how many documents each shown word occurs."""
    words_of: dict[str, set[str]] = {}
    for part in parts:
        words_of.setdefault(part.document, set()).update(map(shown[part.language].__getitem__, part.counts))
    documents: Counter[str] = Counter()
    for words in words_of.values():
        documents.update(words)
    return documents


def _frame(counts: Counter[str], documents: Counter[str], removed: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd

    words = sorted(counts, key=lambda word: (-counts[word], word))
    ranks = iter(range(1, len(words) + 1))
    columns = {
        "rank": pd.array([None if removed[word] else next(ranks) for word in words], dtype="Int64"),
        "word": pd.Series(words, dtype="str"),
        "count": pd.Series([counts[word] for word in words], dtype="int64"),
        "documents": pd.Series([documents[word] for word in words], dtype="int64"),
        "removed_by": pd.Series([removed[word] for word in words], dtype="str"),
    }
    return pd.DataFrame(columns, columns=list(WORD_COLUMNS))
