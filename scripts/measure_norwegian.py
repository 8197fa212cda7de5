"""How well words, sentences and lemmas are found, measured against treebanks that the user points to.

Give it one or more files in CoNLL-U format, such as those of Universal Dependencies (UD_Norwegian-Bokmaal,
-Nynorsk, -NynorskLIA). It prints one row per file:

    token     F1 of token boundaries, each sentence tokenised from its running text
    sentence  F1 of sentence boundaries, ten sentences of the treebank joined by a space at a time
    all       share of correct lemmas, case-folded, punctuation left out
    cont      the same for nouns, verbs, adjectives and adverbs
    infl      the same for those of them whose form differs from their lemma

    python scripts/measure_norwegian.py no_bokmaal-ud-test.conllu --language nb
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.language import document, fold, language_of, lemma, sentences

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
JOINED = 10


class Word(NamedTuple):
    form: str
    lemma: str
    tag: str


class Sentence(NamedTuple):
    """One sentence of a treebank: its running text, its tokens as written and its syntactic words."""

    text: str
    tokens: list[str]
    words: list[Word]


class Measures(NamedTuple):
    """Shares between 0 and 1; None where there was nothing to measure."""

    token: float | None
    sentence: float | None
    all: float | None
    cont: float | None
    infl: float | None


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", metavar="FILE.conllu")
    parser.add_argument("--language", choices=("nb", "nn"), help="default: found from the text")
    options = parser.parse_args(arguments)
    print("file\tlanguage\tsentences\t" + "\t".join(Measures._fields))
    for name in options.files:
        try:
            treebank = list(read(Path(name).read_text(encoding="utf-8").splitlines()))
        except (OSError, UnicodeDecodeError) as fault:
            print(f"{name}: cannot be read: {fault}", file=sys.stderr)
            return 1
        if not treebank:
            print(f"{name}: holds no sentence in CoNLL-U format.", file=sys.stderr)
            return 1
        language = options.language or language_of(" ".join(each.text for each in treebank))
        shares = ("-" if share is None else f"{share:.4f}" for share in measure(treebank, language))
        print("\t".join([Path(name).name, language, str(len(treebank)), *shares]))
    return 0


def read(lines: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of a file in CoNLL-U format."""
    rows: list[list[str]] = []
    text = ""
    for line in [*lines, ""]:
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line.strip() and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line.strip() and rows:
            yield _sentence(text, [row for row in rows if len(row) == 10])
            rows, text = [], ""


def _sentence(text: str, rows: list[list[str]]) -> Sentence:
    spans = [row for row in rows if "-" in row[0]]
    inside = {
        str(n) for row in spans for n in range(int(row[0].split("-")[0]), int(row[0].split("-")[1]) + 1)
    }
    written = [row for row in rows if "." not in row[0] and row[0] not in inside]
    words = [Word(row[1], row[2], row[3]) for row in rows if row[0].isdigit()]
    joined = "".join(row[1] + ("" if "SpaceAfter=No" in row[9] else " ") for row in written).strip()
    return Sentence(text or joined, [row[1] for row in written], words)


def measure(treebank: Sequence[Sentence], language: str) -> Measures:
    """Every measure of one treebank, lemmas looked up in the given language."""
    words = [word for each in treebank for word in each.words if word.tag not in ("PUNCT", "SYM")]
    content = [word for word in words if word.tag in CONTENT]
    inflected = [word for word in content if fold(word.form) != fold(word.lemma)]
    return Measures(
        _f1((set(_places(each.text, each.tokens)), set(_found_tokens(each.text))) for each in treebank),
        _f1(_sentence_ends([each.text for each in treebank])),
        *(_correct(group, language) for group in (words, content, inflected)),
    )


def _places(text: str, tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each token stands in the text."""
    position = 0
    for token in tokens:
        start = text.find(token, position)
        if start >= 0:
            position = start + len(token)
            yield start, position


def _found_tokens(text: str) -> Iterator[tuple[int, int]]:
    return ((token.idx, token.idx + len(token)) for token in document(text) if not token.is_space)


def _sentence_ends(texts: Sequence[str]) -> Iterator[tuple[set[int], set[int]]]:
    """The true and the found ends of sentences inside each stretch of ten, its last end left out."""
    for first in range(0, len(texts), JOINED):
        group = texts[first : first + JOINED]
        ends, position = set(), 0
        for text in group[:-1]:
            position += len(text)
            ends.add(position)
            position += 1
        joined = " ".join(group)
        yield ends, {end for _, end in sentences(joined)} - {len(joined)}


def _f1(
    pairs: Iterable[tuple[set[int], set[int]] | tuple[set[tuple[int, int]], set[tuple[int, int]]]],
) -> float | None:
    true = found = both = 0
    for gold, ours in pairs:
        true, found, both = true + len(gold), found + len(ours), both + len(set(gold) & set(ours))
    return 2 * both / (true + found) if true else None


def _correct(words: Sequence[Word], language: str) -> float | None:
    """The share of words whose lemma is found."""
    if not words:
        return None
    return sum(lemma(word.form, language) == fold(word.lemma) for word in words) / len(words)


if __name__ == "__main__":
    sys.exit(main())
