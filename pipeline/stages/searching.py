"""Searching the whole study: where a word, any form of a word, or a code stands, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from pipeline.analysis.excerpts import AROUND, Piece, pieces
from pipeline.language import Folded, fold, folded
from pipeline.model import Document, Utterance
from pipeline.stages.browsing import Chip, chips
from pipeline.stages.desk import Desk

HOWS = ("word", "lemma", "code")
"""What is looked for: words as they are written, every form of a word, or what a code was put on."""
PAGE = 100
"""So many utterances stand on one page."""
DIMENSIONS = ("role", "case", "wave", "kind")


class Question(NamedTuple):
    """What is looked for and where; '' means everywhere. Roles that ask are left out unless ``asking``.

    ``words`` is a word or phrase, or the id or name of a code. A role that asks is searched where it is the
    role asked for.
    """

    words: str = ""
    how: str = "word"
    role: str = ""
    case: str = ""
    wave: str = ""
    kind: str = ""
    asking: bool = False
    page: int = 1


class Find(NamedTuple):
    """An utterance in which something was found, cut into marked words and others; the codes on it."""

    utterance: Utterance
    pieces: list[Piece]
    times: int
    chips: list[Chip]


class InDocument(NamedTuple):
    """How often something was found in a document, in how many utterances, and on which page they begin."""

    document: Document
    times: int
    utterances: int
    page: int
    first: int


class Found(NamedTuple):
    """What was found: how often, in how many of ``searched`` utterances, by role and document, and one page.

    ``code`` is the code that was looked for; ``choices`` are the codes that the words could mean where they
    do not tell. ``left_out`` are the roles that were not searched because they ask.
    """

    times: int
    utterances: int
    searched: int
    by_role: dict[str, int]
    by_document: list[InDocument]
    finds: list[Find]
    page: int
    pages: int
    code: str
    choices: list[str]
    left_out: list[str]


Spans = list[tuple[int, int]]


def search(desk: Desk, coder: str, question: Question) -> Found:
    """What a question finds, in the order of the documents; raises UsageError for words that say nothing.

    Words are found as ``forankret find`` finds them. Of codings, those of the coder are found.
    """
    inside = _inside(desk, question)
    codes = codes_meant(desk, question.words) if question.how == "code" else []
    if question.how == "code":
        found = _coded(desk, coder, inside, codes[0] if len(codes) == 1 else "")
    else:
        found = _said(desk, inside, question)
    return _found(desk, coder, question, inside, found, codes)


class Read(NamedTuple):
    """An utterance with its text made alike for comparing."""

    utterance: Utterance
    folded: Folded


def _inside(desk: Desk, question: Question) -> list[Read]:
    """The utterances that are asked about, in the order of the documents."""
    out = frozenset() if question.asking else desk.opened.study.asking - {question.role}
    found = [
        read
        for document in desk.documents
        for read in desk.kept("read", document.document, _read)
        if read.utterance.role not in out
    ]
    for name in DIMENSIONS:
        wanted, asked = getattr(question, name), attrgetter(f"utterance.{name}")
        if wanted:
            found = [read for read in found if asked(read) == wanted]
    return found


def _read(desk: Desk, document: str) -> list[Read]:
    return [Read(row, folded(row.text)) for row in desk.utterances(document)]


def _all(desk: Desk) -> Iterable[Utterance]:
    for document in desk.documents:
        yield from desk.utterances(document.document)


def _said(desk: Desk, inside: list[Read], question: Question) -> dict[str, Spans]:
    """Where the words stand, by utterance."""
    from pipeline.analysis.concordance import occurrences_in
    from pipeline.stages.asking import any_form

    pattern, regex = question.words, False
    if question.how == "lemma" and pattern.strip():
        pattern, regex = any_form(pattern.strip(), desk.kept("vocabulary", "", _vocabulary)), True
    found: dict[str, Spans] = {}
    for hit in occurrences_in((read.folded for read in inside), pattern, regex):
        found.setdefault(inside[hit.row].utterance.utterance, []).append((hit.start, hit.end))
    return found


def _vocabulary(desk: Desk, _: str) -> list[str]:
    from pipeline.analysis.words import counted_words

    return list(counted_words(row.text for row in _all(desk)))


def codes_meant(desk: Desk, words: str) -> list[str]:
    """The codes that somebody may mean: the one of that id or name, else all whose names hold the words."""
    book, asked = desk.codebook, fold(words.strip())
    if not asked:
        return []
    if words.strip() in book.by_id:
        return [book.heir(words.strip())]
    named = {code.id: fold(code.label) for code in book.codes if code.status in ("active", "retired")}
    whole = [id for id, label in named.items() if label == asked]
    return whole or [id for id, label in named.items() if asked in label or asked in fold(id)]


def _coded(desk: Desk, coder: str, inside: list[Read], code: str) -> dict[str, Spans]:
    """Where the coder has put a code or one below it, by utterance."""
    below = set(desk.codebook.descendants(code)) if code else set()
    asked = {read.utterance.utterance for read in inside} if code else set()
    found: dict[str, Spans] = {}
    for sheet in desk.sheets() if code else ():
        for row in sheet.codings:
            if row.coder == coder and row.code in below and row.utterance in asked:
                found.setdefault(row.utterance, []).append((row.start, row.end))
    return found


def _found(
    desk: Desk,
    coder: str,
    question: Question,
    inside: list[Read],
    spans: dict[str, Spans],
    codes: list[str],
) -> Found:
    rows = [read.utterance for read in inside if read.utterance.utterance in spans]
    pages = max(-(-len(rows) // PAGE), 1)
    page = min(max(question.page, 1), pages)
    by_role: Counter[str] = Counter()
    for row in rows:
        by_role[row.role] += len(spans[row.utterance])
    asking = desk.opened.study.asking
    return Found(
        sum(map(len, spans.values())),
        len(rows),
        len(inside),
        {role: by_role[role] for role in values(desk)["role"] if by_role[role]},
        _by_document(desk, rows, spans),
        _finds(desk, coder, rows[(page - 1) * PAGE : page * PAGE], spans),
        page,
        pages,
        codes[0] if len(codes) == 1 else "",
        codes if len(codes) > 1 else [],
        [] if question.asking or question.role in asking else sorted(asking & set(values(desk)["role"])),
    )


def _by_document(desk: Desk, rows: list[Utterance], spans: dict[str, Spans]) -> list[InDocument]:
    times: Counter[str] = Counter()
    first: dict[str, int] = {}
    utterances: Counter[str] = Counter(row.document for row in rows)
    for place, row in enumerate(rows):
        first.setdefault(row.document, place)
        times[row.document] += len(spans[row.utterance])
    return [
        InDocument(desk.document(name), times[name], utterances[name], place // PAGE + 1, rows[place].number)
        for name, place in first.items()
    ]


def _finds(desk: Desk, coder: str, rows: list[Utterance], spans: dict[str, Spans]) -> list[Find]:
    shown: dict[str, set[str]] = {}
    for row in rows:
        shown.setdefault(row.document, set()).add(row.utterance)
    beside = {
        id: own for name, ids in shown.items() for id, own in chips(desk, name, coder, coder, ids).items()
    }
    return [
        Find(
            row,
            pieces(row.text, spans[row.utterance], AROUND),
            len(spans[row.utterance]),
            beside[row.utterance],
        )
        for row in rows
    ]


def values(desk: Desk) -> dict[str, list[str]]:
    """The roles, cases, waves and kinds that occur or that the study names, in its order."""
    return desk.kept("values", "", _values)


def _values(desk: Desk, _: str) -> dict[str, list[str]]:
    from pipeline.analysis.narrowing import in_study_order
    from pipeline.model import Narrow

    here: dict[str, dict[str, None]] = {name: {} for name in DIMENSIONS}
    for row in _all(desk):
        for name, value in zip(DIMENSIONS, (row.role, row.case, row.wave, row.kind), strict=True):
            here[name][value] = None
    return {name: in_study_order(name, found, Narrow(), desk.opened.study) for name, found in here.items()}
