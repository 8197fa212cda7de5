"""The nouns of a report: headings, paragraphs, tables, figures and quotes, before any file is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

Style = Literal["", "strong", "emphasis", "mono", "small", "gone", "new"]
"""How words stand; ``gone`` and ``new`` are words that were taken out of a text, and put into it."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a paragraph or cell, plain or in one of a few styles."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, with the ids of the utterances behind it (none: nothing to open).

    ``about`` says in words what the number counts, as the heading of the list it opens. Where it counts
    neighbours, ``pairs`` is true and the utterances stand two and two. ``codes`` are the codes whose codings
    it stands on, where it is about the meeting of several; ``coders`` those whose codings they are, where
    these are others than the report counts.
    """

    text: str
    utterances: tuple[str, ...] = ()
    about: str = ""
    pairs: bool = False
    codes: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a heading of the same report, by its anchor."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Source:
    """The id of an utterance, which opens it in its context where the report holds it."""

    utterance: str


Run: TypeAlias = Text | Number | Link | Source
Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the report, what lies under it, by whom and when it is, and the small lines below."""

    title: str
    subtitle: str = ""
    lines: tuple[Runs, ...] = ()
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The place of the table of contents; the headings themselves fill it."""

    title: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is a chapter, ``anchor`` is unique in the report.

    Only the great parts of a report begin a ``new_page``.
    """

    level: int
    text: str
    anchor: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a ``lead`` stands first in a chapter, a ``note`` is small, ``set-off`` is moved in."""

    runs: Runs
    style: Literal["", "lead", "note", "set-off"] = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, one item a line; with bullets, or with what ``marks`` has for each item (*1.*)."""

    items: tuple[Runs, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and what is said of each."""

    items: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``level`` moves its first cell to the right, a ``strong`` one sums up.

    A strong row of one cell heads those below it; a row ``across`` has one cell, which adds to the row above.
    """

    cells: tuple[Runs, ...]
    level: int = 0
    strong: bool = False
    across: bool = False

    @property
    def spans(self) -> bool:
        """Whether its one cell is as wide as the table."""
        return self.across or (self.strong and len(self.cells) == 1)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; ``widths`` are shares, ``numeric`` columns stand right."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    caption: str
    note: str = ""
    numeric: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in both forms, with its caption, and in words what it shows for those who do not see it."""

    name: str
    svg: bytes = field(repr=False)
    png: bytes = field(repr=False)
    caption: str
    alt: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody said, as printed, with who said them (a role, never with the case).

    ``number`` is the running number of the report; ``utterances`` are where the words stand, '' in the
    public edition; ``edits`` says in words what was cut, masked or put in.
    """

    number: int
    runs: Runs
    attribution: str
    utterances: tuple[str, ...] = ()
    edits: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """An utterance as its document has it: id, who spoke, where in the file, and the words that were coded.

    ``speaker`` says who spoke, as what and by which name; ``role`` only as what. ``marks`` are the places in
    ``text`` of printed quotes; ``codes`` the labels of the codes put on it.
    """

    utterance: str
    speaker: str
    place: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    codes: tuple[str, ...] = ()
    asks: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The utterances of a document in their order."""

    document: str
    description: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Transcripts:
    """The chapter of the web page to which numbers and quotes lead back; paper has none of it."""

    title: str
    intro: str
    anchor: str
    documents: tuple[Transcript, ...]


Block: TypeAlias = (
    Title | Contents | Heading | Paragraph | Listing | Definitions | Table | Figure | Quote | Transcripts
)


class About(Protocol):
    """What a writer must know beside the blocks: the title, the language (nb, nn, en) and the edition."""

    @property
    def title(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def edition(self) -> str: ...
    @property
    def subject(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Told:
    """The title, language, edition and subject of a report, where there is no evidence to ask."""

    title: str
    language: str = "nb"
    edition: str = "internal"
    subject: str = ""


def text_of(runs: Iterable[Run]) -> str:
    """The words of runs, without styles and links."""
    return "".join(run.utterance if isinstance(run, Source) else run.text for run in runs)


def anchor_of(*parts: str) -> str:
    """An anchor that HTML and Word both accept, the same for the same parts: letters, digits, hyphens."""
    letters = {"æ": "ae", "ø": "oe", "å": "aa"}
    words = "-".join(parts).lower()
    plain = "".join(letters.get(c, c if c.isascii() and c.isalnum() else "-") for c in words)
    return "-".join(filter(None, plain.split("-"))) or "x"
