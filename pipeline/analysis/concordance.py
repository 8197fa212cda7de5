"""Keyword in context: every place where something is said, with the words before and after it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.language import Folded, fold, folded
from pipeline.problems import UsageError

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 40
_CARRIED = ("utterance", "document", "role", "speaker", "case", "wave", "kind")
CONCORDANCE_COLUMNS = (*_CARRIED, "start", "end", "left", "match", "right")


class Hit(NamedTuple):
    """One place where the pattern was found: the row of the sequence searched, and where in its text."""

    row: int
    start: int
    end: int


def keyword_in_context(
    utterances: pd.DataFrame, pattern: str, width: int = WIDTH, regex: bool = False
) -> pd.DataFrame:
    """Every occurrence of a pattern with up to ``width`` characters on either side, in the order of the rows.

    Columns: utterance, document, role, speaker, case, wave, kind, start, end, left, match, right. Line breaks
    in left, match and right are shown as spaces; start and end are places in the utterance as it stands.
    """
    import pandas as pd

    texts = utterances["text"].tolist()
    hits = list(occurrences(texts, pattern, regex))
    carried = {name: utterances[name].tolist() for name in _CARRIED}
    columns = {name: [values[hit.row] for hit in hits] for name, values in carried.items()}
    columns["start"] = [hit.start for hit in hits]
    columns["end"] = [hit.end for hit in hits]
    for name, shown in zip(("left", "match", "right"), _shown(texts, hits, width), strict=True):
        columns[name] = shown
    return pd.DataFrame(columns, columns=list(CONCORDANCE_COLUMNS))


def occurrences(texts: Sequence[str], pattern: str, regex: bool = False) -> Iterator[Hit]:
    """Every place where the pattern stands in these texts, capitals and small letters alike.

    The pattern is a word or phrase, whole words, where ``*`` stands for any letters (``samskap*``); with
    ``regex`` it is a regular expression. Raises ``UsageError`` for an empty or broken pattern.
    """
    yield from occurrences_in(map(folded, texts), pattern, regex)


def occurrences_in(reads: Iterable[Folded], pattern: str, regex: bool = False) -> Iterator[Hit]:
    """The same as ``occurrences``, in texts that were folded before."""
    search, needle = _regular(pattern) if regex else _wildcards(pattern)
    for row, read in enumerate(reads):
        if needle and needle not in read.text:
            continue
        for match in search.finditer(read.text):
            if match.end() > match.start():
                yield Hit(row, read.start(match.start()), read.end(match.end()))


def _regular(pattern: str) -> tuple[re.Pattern[str], str]:
    try:
        return re.compile(unicodedata.normalize("NFC", pattern), re.IGNORECASE), ""
    except re.error as fault:
        message = (
            f"The pattern {pattern!r} is not a regular expression: {fault}. Leave out --regex to find words."
        )
        raise UsageError(message) from fault


def _wildcards(pattern: str) -> tuple[re.Pattern[str], str]:
    """The search for whole words with ``*``, and the longest stretch that must stand where it can match."""
    words = fold(pattern).split()
    literals = [piece for word in words for piece in word.split("*") if piece]
    if not literals:
        raise UsageError("There is nothing to find in an empty pattern; write a word, such as samskap*.")
    body = r"\s+".join(r"\w*".join(map(re.escape, word.split("*"))) for word in words)
    before = r"(?<!\w)" if re.match(r"[\w*]", words[0]) else ""
    after = r"(?!\w)" if re.search(r"[\w*]\Z", words[-1]) else ""
    return re.compile(before + body + after), max(literals, key=len)


def _shown(texts: Sequence[str], hits: Sequence[Hit], width: int) -> tuple[list[str], list[str], list[str]]:
    left = [_line(texts[hit.row][max(0, hit.start - width) : hit.start]) for hit in hits]
    match = [_line(texts[hit.row][hit.start : hit.end]) for hit in hits]
    right = [_line(texts[hit.row][hit.end : hit.end + width]) for hit in hits]
    return left, match, right


def _line(text: str) -> str:
    """The text with each white-space character as a plain space."""
    return "".join(" " if character.isspace() else character for character in text)
