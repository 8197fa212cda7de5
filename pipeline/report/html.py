"""The report as one web page that needs nothing else, with the sources inside."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from pipeline.report.blocks import (
    About,
    Block,
    Contents,
    Figure,
    Heading,
    Link,
    Number,
    Row,
    Run,
    Source,
    Table,
    Transcripts,
)
from pipeline.report.html_figures import inline_svg
from pipeline.report.wording import TAGS, Wording, wording

_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""Characters that a page cannot hold."""
LONGEST = 2000
"""So many utterances are listed behind a number; nobody reads on, and a page must still open in a browser."""

TAGS_OF = {
    "strong": "strong",
    "emphasis": "em",
    "mono": "code",
    "small": "small",
    "gone": "del",
    "new": "ins",
}


def render(blocks: Sequence[Block], about: About) -> str:
    """The whole page as text; numbers and quotes open their utterances where the blocks hold transcripts."""
    page = _Page(blocks, about)
    body = Markup("\n").join(page.block(block) for block in blocks)
    script = _part("report.js.j2") if page.lists else ""
    written = _template("page.html.j2").render(
        about=about,
        words=page.words,
        language=TAGS[about.language],
        style=Markup(_part("report.css")),
        script=Markup(script),
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        body=body,
        lists=page.evidence_lists(),
    )
    return _IMPOSSIBLE.sub("\ufffd", written)


@cache
def _part(name: str) -> str:
    return (files("pipeline.report") / name).read_text(encoding="utf-8")


@cache
def _template(name: str) -> Any:
    from jinja2 import Environment, StrictUndefined

    kinds = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return kinds.from_string(_part(name))


class _Page:
    """What must be known of the whole report while its blocks are written."""

    def __init__(self, blocks: Sequence[Block], about: About) -> None:
        self.about = about
        self.words: Wording = wording(about.language)
        self.headings = [
            Heading(1, block.title, block.anchor) if isinstance(block, Transcripts) else block
            for block in blocks
            if isinstance(block, Heading | Transcripts)
        ]
        transcripts = [one for block in blocks if isinstance(block, Transcripts) for one in block.documents]
        self.anchors = {
            passage.utterance: f"u{at}"
            for at, passage in enumerate((p for t in transcripts for p in t.passages), start=1)
        }
        self.lists: dict[tuple[tuple[str, ...], bool], tuple[str, str]] = {}
        self.captions = {"figure": 0, "table": 0}

    def block(self, block: Block) -> Markup:
        """A block as HTML, from the macro of its name in the template."""
        name = type(block).__name__.lower()
        return Markup(getattr(_template("blocks.html.j2").module, name)(block, self))

    def runs(self, runs: Iterable[Run]) -> Markup:
        """Runs as HTML, everything escaped."""
        return Markup("").join(self._run(one) for one in runs)

    def _run(self, one: Run) -> Markup:
        if isinstance(one, Number):
            return self._number(one)
        if isinstance(one, Source):
            return self.source(one.utterance)
        if isinstance(one, Link):
            return Markup('<a href="#{}">{}</a>').format(one.anchor, one.text)
        text = escape(one.text)
        tag = TAGS_OF.get(one.style, "")
        return Markup(f"<{tag}>{text}</{tag}>") if tag else text

    def _number(self, one: Number) -> Markup:
        if not any(id in self.anchors for id in one.utterances):
            return escape(one.text)
        key = (one.utterances, one.pairs)
        anchor, _ = self.lists.setdefault(key, (f"e{len(self.lists) + 1}", one.about))
        return Markup('<a class="n" href="#{}">{}</a>').format(anchor, one.text)

    def source(self, utterance: str) -> Markup:
        """The id of an utterance, as a link to its place in the transcript where the page holds it."""
        if utterance not in self.anchors:
            return Markup('<span class="id">{}</span>').format(utterance)
        return Markup('<a class="id" href="#{}">{}</a>').format(self.anchors[utterance], utterance)

    def cell(self, row: Row, at: int, table: Table) -> Markup:
        """A cell of a table; the first of a row is its header."""
        inside = self.runs(row.cells[at]) if at < len(row.cells) else Markup("")
        if at == 0:
            indent = Markup(' class="l{}"').format(min(row.level, 6)) if row.level else Markup("")
            return Markup('<th scope="row"{}>{}</th>').format(indent, inside)
        number = Markup(' class="r"') if at in table.numeric else Markup("")
        return Markup("<td{}>{}</td>").format(number, inside)

    def numbered(self, kind: str) -> str:
        """The label of the next figure or table: *Figur 3*."""
        self.captions[kind] += 1
        return f"{self.words(f'{kind}.label')} {self.captions[kind]}"

    def svg(self, figure: Figure) -> Markup:
        """A figure as inline SVG whose ids meet those of no other figure."""
        return Markup(inline_svg(figure.svg, f"g{self.captions['figure'] + 1}-", figure.alt))

    def evidence_lists(self) -> list[dict[str, Any]]:
        """What the numbers open: for each distinct set of utterances their ids, document by document.

        Neighbours stand pair by pair instead, a line for each.
        """
        found = []
        for (ids, pairs), (anchor, about) in self.lists.items():
            known = [id for id in ids if id in self.anchors]
            shown = self._by_pair(known[:LONGEST]) if pairs else self._by_document(known[:LONGEST])
            size, noun = (2, "neighbours") if pairs else (1, "utterance")
            count, more = len(known) // size, max(len(known) - LONGEST, 0) // size
            told = {"anchor": anchor, "about": about, "count": count, "noun": noun, "pairs": pairs}
            found.append({**told, "documents": shown, "more": more})
        return found

    def _by_pair(self, ids: list[str]) -> list[tuple[str, list[Markup]]]:
        """Links to the two utterances of each pair, with their document."""
        return [pair for at in range(0, len(ids), 2) for pair in self._by_document(ids[at : at + 2])]

    def _by_document(self, ids: list[str]) -> list[tuple[str, list[Markup]]]:
        """Links to utterances, by document; an anchor and a number hold nothing that must be escaped."""
        found: dict[str, list[Markup]] = {}
        for id in ids:
            document, _, number = id.rpartition(":")
            found.setdefault(document, []).append(Markup(f'<a href="#{self.anchors[id]}">{number}</a>'))
        return list(found.items())

    def marked(self, text: str, marks: Sequence[tuple[int, int]]) -> Markup:
        """The words of an utterance with the quoted ones marked."""
        made, reached = Markup(""), 0
        for start, end in sorted(marks):
            start = max(start, reached)
            if end <= start:
                continue
            made += escape(text[reached:start]) + Markup("<mark>{}</mark>").format(text[start:end])
            reached = end
        return made + escape(text[reached:])

    def contents(self, _: Contents) -> list[tuple[Heading, list[Heading]]]:
        """The chapters with their parts, for the table of contents."""
        found: list[tuple[Heading, list[Heading]]] = []
        for heading in self.headings:
            if heading.level == 1:
                found.append((heading, []))
            elif heading.level == 2 and found:
                found[-1][1].append(heading)
        return found
