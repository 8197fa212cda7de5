"""Rule codings: the passages that a codebook's indicators point at, kept apart from what people decided.

The texts are searched in large blocks of folded text, so that an indicator that is a word, a phrase or a
prefix costs no tokens and no lemmas; lemmas are looked up once per word of the vocabulary, and only where an
indicator asks for them; only an utterance that a token pattern may match is divided into tokens.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.codebook import Codebook
from pipeline.coding.indicators import NEAR, FormsOf, Rule, needs_lemmas, rules_of
from pipeline.language import WORD_CHARACTERS, Folded, Lemmatiser, document, fold, folded, lemma, tokeniser

if TYPE_CHECKING:
    from spacy.tokens import Doc

BLOCK = 2000
"""So many utterances are searched at a time; bounds the memory that folding takes."""

_GAP = "\0"
_WORD = re.compile(WORD_CHARACTERS)
_PART = re.compile(r"\w+")

_Key = tuple[int, int, int, str]


class Match(NamedTuple):
    """One passage that an indicator points at; ``row`` is the utterance's place in the sequence searched."""

    row: int
    utterance: str
    start: int
    end: int
    code: str
    fired: str


class _Block(NamedTuple):
    """Utterances of one language as one folded text; ``starts`` has where each begins, and the end."""

    language: str
    first: int
    text: str
    starts: list[int]
    folds: list[Folded] | None

    def said(self, place: int) -> str:
        """The folded text of one utterance."""
        return self.text[self.starts[place] : self.starts[place + 1] - 1]


def rule_codings(
    utterances: Sequence[str],
    texts: Sequence[str],
    roles: Sequence[str],
    languages: Sequence[str],
    codebook: Codebook,
    lemmas: Lemmatiser = lemma,
) -> list[Match]:
    """Every passage that an indicator of an active code points at, in the order of the text.

    The four sequences run in parallel: ids, texts, roles and the language of the document. A passage that
    several indicators of one code point at comes once, with the first of them in ``fired``.
    """
    blocks = list(_blocks(texts, languages))
    forms = _Forms(blocks, lemmas) if needs_lemmas(codebook) else None
    rules = {
        language: rules_of(codebook, forms.of(language) if forms else _no_forms)
        for language in sorted({block.language for block in blocks})
    }
    order = {code.id: place for place, code in enumerate(codebook.codes)}
    matches: list[Match] = []
    for block in blocks:
        found = _search(block, rules[block.language], texts, roles, lemmas)
        rows = sorted(found, key=lambda key: (*key[:3], order[key[3]]))
        matches += [Match(key[0], utterances[key[0]], *key[1:], fired=found[key]) for key in rows]
    return matches


def coding_id(utterance: str, code: str, start: int, end: int) -> str:
    """The id of a rule coding: the first 16 hex digits of a SHA-256, the same in every build."""
    return hashlib.sha256(f"{utterance}\n{code}\n{start}\n{end}".encode()).hexdigest()[:16]


def coding_columns(
    matches: Sequence[Match], matched: Mapping[str, Sequence[Any]], codebook: Codebook
) -> dict[str, list[Any]]:
    """The matches as columns of ``codings.parquet``, with ``fired`` (the indicator) after them.

    ``matched`` has the columns of ``utterances.parquet``, with the utterance of each match.
    """
    findings = {match.code: "" for match in matches}
    findings = {code: codebook.finding(code) for code in findings}
    return {
        "coding": [coding_id(match.utterance, match.code, match.start, match.end) for match in matches],
        "coder": [""] * len(matches),
        "utterance": [match.utterance for match in matches],
        "document": list(matched["document"]),
        "start": [match.start for match in matches],
        "end": [match.end for match in matches],
        "quote": [
            text[match.start : match.end] for text, match in zip(matched["text"], matches, strict=True)
        ],
        "code": [match.code for match in matches],
        "finding": [findings[match.code] for match in matches],
        **{name: list(matched[name]) for name in ("role", "speaker", "case", "wave", "kind")},
        "origin": ["rule"] * len(matches),
        "at": [""] * len(matches),
        "codebook": [codebook.version] * len(matches),
        "fired": [match.fired for match in matches],
    }


def _no_forms(_: str) -> list[str]:
    return []


def _blocks(texts: Sequence[str], languages: Sequence[str]) -> Iterator[_Block]:
    first = 0
    for language, run in groupby(languages):
        end = first + sum(1 for _ in run)
        for start in range(first, end, BLOCK):
            yield _block(language, start, texts[start : min(start + BLOCK, end)])
        first = end


def _block(language: str, first: int, texts: Sequence[str]) -> _Block:
    """These texts as one; where folding moves characters, each text is folded by itself."""
    text, folds = folded(_GAP.join(texts)), None
    if text.places is not None:
        folds = [folded(each) for each in texts]
        texts = [each.text for each in folds]
        text = Folded(_GAP.join(texts), None)
    starts = list(accumulate((len(each) + 1 for each in texts), initial=0))
    return _Block(language, first, text.text, starts, folds)


class _Forms:
    """The forms of each lemma that occur in the texts, by the language of the document."""

    def __init__(self, blocks: list[_Block], lemmas: Lemmatiser) -> None:
        self._lemmas = lemmas
        self._forms: dict[tuple[str, str], list[str]] = {}
        for language in sorted({block.language for block in blocks}):
            for word in sorted(_vocabulary(block.text for block in blocks if block.language == language)):
                self._forms.setdefault((language, lemmas(word, language)), []).append(word)

    def of(self, language: str) -> FormsOf:
        def forms(word: str) -> list[str]:
            names = {fold(word), self._lemmas(word, language)}
            return sorted(form for name in names for form in self._forms.get((language, name), []))

        return forms


def _vocabulary(texts: Iterator[str]) -> set[str]:
    """The different words of these folded texts, hyphenated ones whole and in their parts."""
    found: set[str] = set()
    for text in texts:
        found.update(_WORD.findall(text))
    return found.union(*(_PART.findall(word) for word in found))


def _search(
    block: _Block, rules: list[Rule], texts: Sequence[str], roles: Sequence[str], lemmas: Lemmatiser
) -> dict[_Key, str]:
    """What the rules find in one block: (row, start, end, code) and the indicator that fired first."""
    found: dict[_Key, str] = {}
    read = _Tokens(block, texts, lemmas)
    for rule in rules:
        hits = _pattern_hits(block, rule, read) if rule.pattern else _word_hits(block, rule)
        for place, start, end in hits:
            row = block.first + place
            if not rule.roles or roles[row] in rule.roles:
                found.setdefault((row, start, end, rule.code), rule.fired)
    return found


def _word_hits(block: _Block, rule: Rule) -> Iterator[tuple[int, int, int]]:
    """Where the words of a rule stand: the utterance's place in the block, and start and end in it."""
    starts = block.starts
    for literal, expression in rule.searches:
        if literal not in block.text:
            continue
        for hit in expression.finditer(block.text):
            start, end = hit.span()
            place = bisect_right(starts, start) - 1
            begin = starts[place]
            if rule.not_near is not None and _near(
                rule.not_near, block.said(place), start - begin, end - begin
            ):
                continue
            if block.folds is None:
                yield place, start - begin, end - begin
            else:
                yield place, block.folds[place].start(start - begin), block.folds[place].end(end - begin)


def _near(unwanted: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether an unwanted word stands among the five words before a passage or the five after it."""
    words = [word.span() for word in _PART.finditer(text)]
    before = [begin for begin, stop in words if stop <= start][-NEAR:]
    after = [stop for begin, stop in words if begin >= end][:NEAR]
    windows = (text[min(before, default=start) : start], text[end : max(after, default=end)])
    return any(unwanted.search(fold(window)) for window in windows)


def _pattern_hits(block: _Block, rule: Rule, read: _Tokens) -> Iterator[tuple[int, int, int]]:
    """Where a token pattern matches, the longest stretch where several overlap."""
    from spacy.matcher import Matcher

    matcher = Matcher(tokeniser().vocab)
    matcher.add(rule.code, [list(rule.pattern)], greedy="LONGEST")
    for place in _candidates(block, rule.needles):
        tokens = read.utterance(place)
        for span in sorted(matcher(tokens, as_spans=True), key=lambda span: (span.start, span.end)):
            start, end = span.start_char, span.end_char
            if rule.not_near is None or not _near(rule.not_near, tokens.text, start, end):
                yield place, start, end


def _candidates(block: _Block, needles: tuple[str, ...]) -> list[int]:
    """The utterances of the block in which one of the needles stands; all where there are none."""
    if not needles:
        return list(range(len(block.starts) - 1))
    return sorted({place for needle in needles for place in _holding(block, needle)})


def _holding(block: _Block, needle: str) -> Iterator[int]:
    position = block.text.find(needle)
    while position >= 0:
        place = bisect_right(block.starts, position) - 1
        yield place
        position = block.text.find(needle, block.starts[place + 1])


class _Tokens:
    """The utterances of a block as tokens with lemmas, each divided at most once, and only when asked for."""

    def __init__(self, block: _Block, texts: Sequence[str], lemmas: Lemmatiser) -> None:
        self._block, self._texts, self._lemmas = block, texts, lemmas
        self._read: dict[int, Doc] = {}

    def utterance(self, place: int) -> Doc:
        if place not in self._read:
            tokens = self._read[place] = document(self._texts[self._block.first + place])
            for token in tokens:
                token.lemma_ = self._lemmas(token.text, self._block.language) or token.text
        return self._read[place]
