"""What memos are about and what they link to: found by subject, by words and by the links in their texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple

from pipeline.model import Memo, utterance_id

Subject = tuple[str, str]
"""A kind and an id, such as ``("code", "uklart-begrep")``."""

KINDS = ("code", "coding", "document", "utterance", "memo")
AROUND = 60
"""How many letters a snippet shows on either side of the word that was found."""

_LINK = re.compile(r"(?<!\\)\[\[([^\[\]\n]{1,200})\]\]")
_CODE = re.compile(r"^(```+|~~~+).*?(?:^\1|\Z)|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
_UTTERANCE = re.compile(r"(?P<document>.+):(?P<number>\d{1,9})")


class Found(NamedTuple):
    """A memo in which all words of a search stand, and some of its text around the first of them."""

    memo: Memo
    snippet: str


def memo_name(memo: Memo) -> str:
    """The name by which texts link to a memo: that of its file, without folder and ending."""
    return memo.file.rpartition("/")[2].removesuffix(".md")


def concerns(memo: Memo, kind: str) -> bool:
    """Whether a memo is about something of a kind; ``study: method`` is about method."""
    return any(kind in (named, id if named == "study" else named) for named, id in memo.about)


def links_of(text: str) -> list[str]:
    """What a text links to with ``[[...]]``, each once and in order; not what is shown as code."""
    return list(dict.fromkeys(link for link in map(linked, _LINK.findall(_CODE.sub(" ", text))) if link))


def linked(words: str) -> str:
    """The id that the words of a link mean: ``INT-01:4`` is ``INT-01:0004``; '' where there are none."""
    words = words.strip()
    numbered = _UTTERANCE.fullmatch(words)
    return utterance_id(numbered["document"], int(numbered["number"])) if numbered else words


def memos_about(memos: Iterable[Memo], kind: str, id: str, now: Callable[[str], str] = str) -> list[Memo]:
    """The memos that say they are about something, and those whose text links to it, in their order.

    ``now`` tells under which id a coding stands that a memo names.
    """
    return [
        memo
        for memo in memos
        if (kind, id) in ((named, now(one)) for named, one in memo.about)
        or (kind in KINDS and id in map(now, links_of(memo.text)) and memo_name(memo) != id)
    ]


def memos_by_subject(
    memos: Sequence[Memo],
    codes: Set[str] = frozenset(),
    documents: Set[str] = frozenset(),
    now: Callable[[str], str] = str,
) -> dict[Subject, list[Memo]]:
    """The memos under all that each is about or links to, the subjects in alphabetical order.

    A link is of a memo, an utterance, a code or a document of these, and else of the kind ``link``. A memo
    on nothing stands under ``("", "")``; ``now`` is as in ``memos_about``.
    """
    names = {memo_name(memo) for memo in memos}
    found: dict[Subject, list[Memo]] = {}
    for memo in memos:
        links = [(_kind(link, names, codes, documents), link) for link in links_of(memo.text)]
        subjects = dict.fromkeys((kind, now(id)) for kind, id in (*memo.about, *links))
        for subject in subjects or [("", "")]:
            found.setdefault(subject, []).append(memo)
    return dict(sorted(found.items()))


def _kind(link: str, names: Set[str], codes: Set[str], documents: Set[str]) -> str:
    if link in codes:
        return "code"
    if link in documents:
        return "document"
    if link in names:
        return "memo"
    return "utterance" if _UTTERANCE.fullmatch(link) else "link"


def search_memos(memos: Iterable[Memo], words: str) -> list[Found]:
    """The memos in which every word stands, capitals aside, in title, text or subject; none for no words."""
    wanted = words.casefold().split()
    found = []
    for memo in memos if wanted else ():
        subjects = " ".join(part for subject in memo.about for part in subject)
        everything = f"{memo.title}\n{memo.text}\n{subjects}".casefold()
        if all(word in everything for word in wanted):
            found.append(Found(memo, snippet(memo.text, wanted)))
    return found


def snippet(text: str, wanted: Iterable[str]) -> str:
    """Some of a text on one line, around the first of the words in it; else its beginning."""
    line = " ".join(text.split())
    hits = [hit for word in wanted if (hit := _where(line, word)) >= 0]
    start = max(min(hits, default=0) - AROUND, 0)
    end = start + 2 * AROUND
    if start:
        start = line.find(" ", start, start + AROUND) + 1 or start
    if end < len(line):
        end = max(line.rfind(" ", start, end), start + AROUND)
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"


def _where(line: str, word: str) -> int:
    """Where a case-folded word stands in a line; folding may lengthen it, so it is looked for by letters."""
    folded = line.casefold()
    at = folded.find(word)
    if at < 0 or len(folded) == len(line):
        return at
    lengths = 0
    for place, letter in enumerate(line):
        if lengths >= at:
            return place
        lengths += len(letter.casefold())
    return at
