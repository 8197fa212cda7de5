"""The nouns of the field: documents, paragraphs, turns, utterances and codings, all of them frozen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

KINDS = ("interview", "focus-group", "field-note", "minutes", "participant-minutes", "report")
TALK_KINDS = ("interview", "focus-group")
NOTE = "NOTE"
ORIGINS = ("manual", "rule", "suggested", "imported")
DECIDED = ("manual", "suggested", "imported")


@dataclass(frozen=True, slots=True)
class Document:
    """One row of ``documents.csv``: a transcript, field note or minutes as received.

    ``line`` is the row's line in ``documents.csv``; ``extra`` holds the columns we do not know.
    """

    document: str
    file: str
    kind: str
    case: str = ""
    wave: str = ""
    date: str = ""
    mode: str = ""
    replaces: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Speaker:
    """One row of ``speakers.csv``: the label of a document (``*`` for all) and whom it stands for."""

    document: str
    label: str
    speaker: str
    role: str
    case: str = ""
    line: int = 0


class Paragraph(NamedTuple):
    """A paragraph, cue or row as the file has it: ``text[start:end]`` of the document's text as read.

    ``label`` is set where the format itself names the speaker (a voice tag, a speaker column);
    ``level`` is the level of a heading, 0 for anything else.
    """

    start: int
    end: int
    place: str
    time: str = ""
    label: str = ""
    level: int = 0


class Reading(NamedTuple):
    """What a reader made of a file: its text as read, and its paragraphs in order, which never overlap."""

    text: str
    paragraphs: list[Paragraph]


class Turn(NamedTuple):
    """One turn of one speaker, or one paragraph of a note, before it has an id.

    ``pieces`` are the places of its words in the text as read; ``text`` is the pieces joined by a
    line break (by a space where cues were joined). ``label`` is as written, '' for narrative.
    """

    label: str
    text: str
    pieces: tuple[tuple[int, int], ...]
    place: str
    time: str
    section: str
    level: int


class Utterance(NamedTuple):
    """One turn of one speaker, or one paragraph of a note: the unit that is coded."""

    utterance: str
    document: str
    number: int
    role: str
    speaker: str
    label: str
    case: str
    wave: str
    kind: str
    section: str
    text: str
    place: str
    time: str
    answers: str


class Coding(NamedTuple):
    """One code on one span of one utterance; a passage over several shares its ``coding`` id.

    ``start`` and ``end`` are 0-based code points inside the utterance, ``end`` exclusive.
    """

    coding: str
    coder: str
    utterance: str
    document: str
    start: int
    end: int
    quote: str
    code: str
    finding: str
    role: str
    speaker: str
    case: str
    wave: str
    kind: str
    origin: str
    at: str
    codebook: int


@dataclass(frozen=True, slots=True)
class Memo:
    """A dated note on a code, a coding, a document or the study, as its Markdown file holds it.

    ``about`` are pairs such as ``("code", "uklart-begrep")``; ``line`` is where ``text`` begins in the file.
    """

    file: str
    date: str
    title: str
    about: tuple[tuple[str, str], ...]
    coder: str
    text: str
    line: int = 1


DOCUMENT_COLUMNS = (
    *("document", "file", "sha256", "kind", "case", "wave", "date", "mode", "language"),
    "replaces",
)
UTTERANCE_COLUMNS = Utterance._fields
CODING_COLUMNS = Coding._fields


@dataclass(frozen=True, slots=True)
class Narrow:
    """What a count, figure or list of quotes is narrowed to; empty means all.

    ``roles`` empty means every role but those that ask (``F``).
    """

    roles: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    origins: tuple[str, ...] = field(default=DECIDED)


def digest(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of a text, as kept in each coding event."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def utterance_id(document: str, number: int) -> str:
    """The id of a document's n-th utterance: ``INT-01:0012``."""
    return f"{document}:{number:04d}"
