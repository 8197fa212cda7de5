"""The report as a Word document, with real styles and the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from docx.shared import Cm, Pt

from pipeline.report.blocks import (
    About,
    Block,
    Contents,
    Definitions,
    Figure,
    Heading,
    Link,
    Listing,
    Number,
    Paragraph,
    Quote,
    Run,
    Source,
    Table,
    Text,
    Title,
    Transcripts,
)
from pipeline.report.word_look import TEXT_CM, new_document
from pipeline.report.word_parts import bookmarked, field, link, run, styled
from pipeline.report.word_tables import table_element
from pipeline.report.wording import wording

STYLES = {
    "": "",
    "strong": "Strong",
    "emphasis": "Emphasis",
    "mono": "Mono",
    "small": "Source Id",
    "gone": "Gone",
    "new": "New",
}
TALLEST_CM = 21.5
FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def render(blocks: Sequence[Block], about: About) -> bytes:
    """The bytes of the .docx file; the transcripts of the web page are left out of it."""
    writer = _Writer(blocks, about)
    for block in blocks:
        writer.write(block)
    return repacked(writer.saved())


def repacked(package: bytes) -> bytes:
    """A package with its parts in a fixed order and of a fixed date, stored as they are."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            if name == "docProps/thumbnail.jpeg":
                continue
            entry = zipfile.ZipInfo(name, FIXED_DATE)
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            new.writestr(entry, old.read(name))
    return packed.getvalue()


class _Writer:
    """The document while it grows."""

    def __init__(self, blocks: Sequence[Block], about: About) -> None:
        self.document = new_document(about)
        self.words = wording(about.language)
        self.headings = [block for block in blocks if isinstance(block, Heading)]
        self.bookmarks = {
            heading.anchor: f"_Toc{at:08d}" for at, heading in enumerate(self.headings, start=1)
        }
        self.captions = {"figure": 0, "table": 0}
        self.marks = 0

    def write(self, block: Block) -> None:
        """Add one block at the end of the document."""
        {
            Title: self._title,
            Contents: self._contents,
            Heading: self._heading,
            Paragraph: self._paragraph,
            Listing: self._listing,
            Definitions: self._definitions,
            Table: self._table,
            Figure: self._figure,
            Quote: self._quote,
            Transcripts: lambda _: None,
        }[type(block)](block)  # type: ignore[operator]

    def saved(self) -> bytes:
        saved = io.BytesIO()
        self.document.save(saved)
        return saved.getvalue()

    def _add(self, style: str, parts: Iterable[Any]) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        for part in parts:
            paragraph._p.append(part)
        return paragraph

    def _title(self, block: Title) -> None:
        self._add("Title", [run(block.title)])
        if block.subtitle:
            self._add("Subtitle", [run(block.subtitle)])
        for at, by in enumerate(block.by, start=1):
            line = self._add("By", [run(by)])
            if at == len(block.by):
                line.paragraph_format.space_after = Pt(14)
        for line in block.lines:
            self._add("Note", self.runs(line))

    def _heading(self, block: Heading) -> None:
        self.marks += 1
        parts = bookmarked(self.marks, self.bookmarks[block.anchor], run(block.text))
        heading = self._add(f"Heading {min(block.level, 3)}", parts)
        if block.new_page:
            heading.paragraph_format.page_break_before = True

    def _contents(self, block: Contents) -> None:
        """A field that Word can update, filled with the headings as they are."""
        self._add("TOC Heading", [run(block.title)])
        entries = [heading for heading in self.headings if heading.level <= 2]
        if not entries:
            return
        code = field('TOC \\o "1-2" \\h \\z \\u', "")
        for at, heading in enumerate(entries):
            bookmark = self.bookmarks[heading.anchor]
            parts = [link(bookmark, run(heading.text))]
            first, last = at == 0, at == len(entries) - 1
            self._add(
                f"TOC {heading.level}", [*(code[:3] if first else []), *parts, *(code[4:] if last else [])]
            )

    def _paragraph(self, block: Paragraph) -> None:
        style = {"": "Normal", "lead": "Lead", "note": "Note", "set-off": "Set Off"}[block.style]
        self._add(style, self.runs(block.runs))

    def _listing(self, block: Listing) -> None:
        for at, item in enumerate(block.items):
            mark = [run(f"{block.marks[at]}\u2002")] if block.marks else []
            self._add("Definition" if block.marks else "List Bullet", [*mark, *self.runs(item)])

    def _definitions(self, block: Definitions) -> None:
        for term, runs in block.items:
            self._add("Definition", [styled(term + "\u2002", "Strong"), *self.runs(runs)])

    def _table(self, block: Table) -> None:
        self._caption("table", block.caption)
        body = self.document.element.body
        body.insert(len(body) - 1, table_element(block, self.runs, TEXT_CM))
        note = self._add("Note", [run(block.note)] if block.note else [])
        if not block.note:
            note.paragraph_format.space_before = note.paragraph_format.space_after = Pt(0)

    def _caption(self, kind: str, text: str) -> None:
        self.captions[kind] += 1
        label = self.words(f"{kind}.label")
        number = field(f"SEQ {label} \\* ARABIC", str(self.captions[kind]))
        self._add("Caption", [run(f"{label} "), *number, run(f": {text}")])

    def _figure(self, block: Figure) -> None:
        paragraph = self.document.add_paragraph(style="Figure")
        picture = paragraph.add_run().add_picture(io.BytesIO(block.png), width=Cm(TEXT_CM))
        if picture.height > Cm(TALLEST_CM):
            picture.width = int(picture.width * Cm(TALLEST_CM) / picture.height)
            picture.height = Cm(TALLEST_CM)
        about = picture._inline.docPr
        about.set("name", block.name)
        about.set("descr", block.alt)
        about.set("title", block.caption)
        caption = self.captions["figure"]
        self._caption("figure", block.caption)
        assert self.captions["figure"] == caption + 1
        self.document.paragraphs[-1].paragraph_format.keep_with_next = bool(block.note)
        if block.note:
            self._add("Note", [run(block.note)])

    def _quote(self, block: Quote) -> None:
        self._add("Quote", self.runs(block.runs))
        number = f"{self.words('quote.label')} {self.words.number(block.number)}"
        edits = f" ({block.edits})" if block.edits else ""
        parts = [run(f"– {block.attribution}. {number}{edits}")]
        for utterance in block.utterances:
            parts.append(styled(f"  {utterance}", "Source Id"))
        self._add("Quote Source", parts)

    def runs(self, runs: Iterable[Run]) -> list[Any]:
        """Runs as Word has them; what opens in the web page is plain text here."""
        return [self._run(one) for one in runs]

    def _run(self, one: Run) -> Any:
        if isinstance(one, Number):
            return run(one.text)
        if isinstance(one, Source):
            return styled(one.utterance, "Source Id")
        if isinstance(one, Link):
            bookmark = self.bookmarks.get(one.anchor, "")
            return link(bookmark, run(one.text)) if bookmark else run(one.text)
        assert isinstance(one, Text)
        return styled(one.text, STYLES[one.style])
