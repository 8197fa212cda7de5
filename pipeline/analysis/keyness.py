"""Keyness: which words one group of texts uses more, or less, than another.

Two definitions of the log-likelihood are in use under one name, and they differ for common words, so the
column says which it is. ``g2_4cell`` (the default) compares the word and all other words in both groups
(Dunning 1993, four cells). ``g2_2cell`` compares the word alone (Rayson & Garside 2000, two cells). The
effect size is the binary log of the ratio of relative frequencies (Hardie 2014), with 0.5 for a zero count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log, log2
from typing import TYPE_CHECKING, Literal

from pipeline.analysis.words import By, Vocabulary, vocabulary
from pipeline.codebook import Codebook
from pipeline.language import Lemmatiser, StopList, lemma

if TYPE_CHECKING:
    import pandas as pd

Definition = Literal["4cell", "2cell"]
COLUMNS = ("word", "target", "reference", "target_per_1000", "reference_per_1000", "g2_4cell", "log_ratio")


def keyness(
    target: Vocabulary, reference: Vocabulary, definition: Definition = "4cell", least: int = 1
) -> pd.DataFrame:
    """How much each word sets the target apart from the reference, the most telling first.

    Columns: ``word``; ``target`` and ``reference`` (counts); ``target_per_1000`` and ``reference_per_1000``
    (of all words, removed ones too); ``g2_4cell`` or ``g2_2cell``; ``log_ratio`` (1 means twice as frequent
    in the target, negative means rarer there). Words said fewer than ``least`` times in all are left out.
    The table is empty where one of the groups has no words.
    """
    import pandas as pd

    columns = [*COLUMNS[:5], f"g2_{definition}", COLUMNS[-1]]
    if not (target.total and reference.total):
        return pd.DataFrame({name: [] for name in columns})
    g2 = g2_four_cells if definition == "4cell" else g2_two_cells
    rows: list[tuple[str, int, int, float, float, float, float]] = []
    for word in target.kept.keys() | reference.kept.keys():
        a, b = target.kept[word], reference.kept[word]
        if a + b >= least:
            totals = (target.total, reference.total)
            per_1000 = (round(1000 * a / totals[0], 6), round(1000 * b / totals[1], 6))
            rows.append(
                (word, a, b, *per_1000, round(g2(a, b, *totals), 6), round(log_ratio(a, b, *totals), 6))
            )
    rows.sort(key=lambda row: (row[6] <= 0, -row[5], row[0]))
    return pd.DataFrame(rows, columns=columns)


def keyness_by_role(
    utterances: pd.DataFrame,
    role: str,
    stops: StopList,
    language_of_document: Mapping[str, str],
    asking: Iterable[str] = (),
    by: By = "forms",
    lemmas: Lemmatiser = lemma,
    definition: Definition = "4cell",
) -> pd.DataFrame:
    """The words of one role against those of all other roles that do not ask; columns of ``keyness``."""
    heard = utterances[(utterances["role"] == role) | ~utterances["role"].isin(list(asking))]
    inside = heard["role"] == role
    return _between(heard, inside, stops, language_of_document, by, lemmas, definition)


def keyness_by_code(
    utterances: pd.DataFrame,
    codings: pd.DataFrame,
    code: str,
    codebook: Codebook,
    stops: StopList,
    language_of_document: Mapping[str, str],
    by: By = "forms",
    lemmas: Lemmatiser = lemma,
    definition: Definition = "4cell",
) -> pd.DataFrame:
    """The words of the utterances under a code or its descendants against all others; columns of ``keyness``.

    Both tables must be narrowed alike beforehand; an utterance counts once, whole.
    """
    under = codings[codings["code"].isin(codebook.descendants(code))]["utterance"]
    inside = utterances["utterance"].isin(set(under))
    return _between(utterances, inside, stops, language_of_document, by, lemmas, definition)


def g2_four_cells(a: int, b: int, words_a: int, words_b: int) -> float:
    """G2 of the table [[a, words_a - a], [b, words_b - b]] without continuity correction (Dunning 1993)."""
    total = words_a + words_b
    said, other = a + b, total - a - b
    cells = (
        (a, words_a * said),
        (b, words_b * said),
        (words_a - a, words_a * other),
        (words_b - b, words_b * other),
    )
    return 2 * sum(seen * log(seen * total / product) for seen, product in cells if seen)


def g2_two_cells(a: int, b: int, words_a: int, words_b: int) -> float:
    """Log-likelihood of the word's two counts against those expected (Rayson & Garside 2000)."""
    total = words_a + words_b
    cells = ((a, words_a * (a + b)), (b, words_b * (a + b)))
    return 2 * sum(seen * log(seen * total / product) for seen, product in cells if seen)


def log_ratio(a: int, b: int, words_a: int, words_b: int) -> float:
    """The binary log of the ratio of relative frequencies, 0.5 standing for a count of zero (Hardie 2014)."""
    return log2(((a or 0.5) / words_a) / ((b or 0.5) / words_b))


def _between(
    utterances: pd.DataFrame,
    inside: pd.Series[bool],
    stops: StopList,
    language_of_document: Mapping[str, str],
    by: By,
    lemmas: Lemmatiser,
    definition: Definition,
) -> pd.DataFrame:
    target = vocabulary(utterances[inside], stops, language_of_document, by, lemmas)
    reference = vocabulary(utterances[~inside], stops, language_of_document, by, lemmas)
    return keyness(target, reference, definition)
