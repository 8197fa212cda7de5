"""Memos in the report: named where they belong, in full in an appendix, and those on where one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from pipeline.coding.noted import concerns, linked, links_of, memo_name
from pipeline.model import Memo
from pipeline.report.blocks import (
    Block,
    Heading,
    Link,
    Listing,
    Paragraph,
    Run,
    Runs,
    Source,
    Text,
    anchor_of,
)
from pipeline.report.evidence import Evidence
from pipeline.report.sections.codebook import code_anchor

_PIECES = re.compile(
    r"(?<!\\)\[\[([^\[\]\n]{1,200})\]\]|\*\*([^*\n]+)\*\*|(?<![\w*])[*_]([^*_\n]+)[*_](?![\w*])"
)
_ITEM = re.compile(r"[-*] +")


def in_order(memos: Sequence[Memo]) -> list[Memo]:
    """The memos by date and file, as the report tells of them."""
    return sorted(memos, key=lambda memo: (memo.date, memo.file))


def memos_under(evidence: Evidence, code: str) -> list[Memo]:
    """The memos that are about a code, one below it or a coding of these, or link to such a code, by date."""
    below = set(evidence.codebook.descendants(code))
    return [memo for memo in in_order(evidence.memos) if _is_under(evidence, memo, below)]


def _is_under(evidence: Evidence, memo: Memo, codes: Set[str]) -> bool:
    codings = {evidence.code_of.get(id, "") for kind, id in memo.about if kind == "coding"}
    named = {id for kind, id in memo.about if kind == "code"} | {*links_of(memo.text)} | codings
    return not codes.isdisjoint(named)


def memo_anchor(evidence: Evidence, memo: Memo) -> str:
    """The anchor of a memo in the appendix: its number there."""
    return anchor_of("memo", str(evidence.memo_numbers[memo.file]))


def memo_link(evidence: Evidence, memo: Memo, style: str = "") -> Run:
    """The title of a memo; inside it leads to the text, outside it holds what may be shared."""
    if evidence.public:
        return Text(evidence.shared(memo.title), "emphasis" if style else "")
    return Link(memo.title, memo_anchor(evidence, memo))


def positionality(evidence: Evidence) -> list[Block]:
    """The memos in which the researchers tell where they stand; that there are none is said too."""
    words = evidence.wording
    heading = Heading(2, words("positionality.heading"), "positionality")
    memos = [memo for memo in in_order(evidence.memos) if concerns(memo, "positionality")]
    if not memos:
        return [heading, Paragraph((Text(words("positionality.none")),))]
    intro = Paragraph((Text(words("positionality.intro")),))
    return [heading, intro, Listing(tuple(_item(evidence, memo) for memo in memos))]


def _item(evidence: Evidence, memo: Memo) -> Runs:
    who = coder_label(evidence, memo.coder)
    told = f"{evidence.wording.date(memo.date)}{f', {who}' if who else ''}: "
    return (Text(told), memo_link(evidence, memo, "emphasis"))


def coder_label(evidence: Evidence, coder: str) -> str:
    """A coder as readers of the report know one."""
    known = evidence.study.coders.get(coder)
    return (known.label or coder) if known else coder


def memo_texts(evidence: Evidence) -> list[Block]:
    """All memos in full, by date, each leading back to what it is about; the public edition holds none."""
    words = evidence.wording
    blocks: list[Block] = [Heading(2, words("memo-texts.heading"), "memo-texts")]
    if evidence.public or not evidence.memos:
        empty = words("memo-texts.public" if evidence.public else "all-memos.empty")
        return [*blocks, Paragraph((Text(empty),))]
    blocks.append(Paragraph((Text(words("memo-texts.intro")),)))
    for memo in in_order(evidence.memos):
        blocks.append(Heading(3, memo.title, memo_anchor(evidence, memo)))
        blocks.append(Paragraph(_facts(evidence, memo), "note"))
        blocks += _body(evidence, memo.text)
    return blocks


def _facts(evidence: Evidence, memo: Memo) -> Runs:
    """When, by whom, and about what, each code a link to where it is explained."""
    words = evidence.wording
    told: list[Run] = [Text(words.date(memo.date))]
    if memo.coder:
        told.append(Text(f" · {coder_label(evidence, memo.coder)}"))
    for at, (kind, id) in enumerate(memo.about):
        told.append(Text(", " if at else f" · {words('memo-texts.about')} "))
        told += about_runs(evidence, kind, id)
    return tuple(told)


def about_runs(evidence: Evidence, kind: str, id: str) -> Runs:
    """What something is about, in words; codes, utterances and memos lead to their place."""
    words = evidence.wording
    name = words(f"about.{kind}") if words.has(f"about.{kind}") else kind
    if kind in ("code", "utterance", "memo"):
        return (Text(f"{name} "), _place(evidence, kind, id))
    if kind in ("role", "case"):
        named = (evidence.study.roles if kind == "role" else evidence.study.cases).get(id)
        return (Text(f"{name} {(named.label or id) if named else id}"),)
    if kind == "study" and words.has(f"about.{id}"):
        return (Text(words(f"about.{id}")),)
    return (Text(name if id == kind or kind in ("coding", "sampling", "relation") else f"{name} {id}"),)


def _place(evidence: Evidence, kind: str, id: str) -> Run:
    if kind == "utterance":
        return Source(id)
    if kind == "memo":
        named = [memo for memo in evidence.memos if memo_name(memo) == id.removesuffix(".md")]
        return memo_link(evidence, named[0]) if named else Text(id)
    code = evidence.codebook.by_id.get(id)
    return Link(code.label, code_anchor(id)) if code else Text(id)


def _body(evidence: Evidence, text: str) -> Iterator[Block]:
    """The text of a memo: its paragraphs and lists, headings in bold; its links lead where they can."""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = part.strip().split("\n")
        if all(_ITEM.match(line) for line in lines):
            yield Listing(tuple(_runs(evidence, _ITEM.sub("", line, count=1)) for line in lines))
        elif lines[0].startswith("#") and len(lines) == 1:
            yield Paragraph((Text(lines[0].lstrip("# "), "strong"),))
        elif part.strip():
            yield Paragraph(_runs(evidence, " ".join(line.strip() for line in lines)))


def _runs(evidence: Evidence, text: str) -> Runs:
    """Words with emphasis and links: what stands in ``[[...]]`` is a code, an utterance or a memo."""
    made: list[Run] = []
    reached = 0
    for match in _PIECES.finditer(text):
        made.append(Text(text[reached : match.start()]))
        link, strong, emphasis = match.groups()
        made.append(
            _linked(evidence, link) if link else Text(strong or emphasis, "strong" if strong else "emphasis")
        )
        reached = match.end()
    made.append(Text(text[reached:]))
    return tuple(run for run in made if not isinstance(run, Text) or run.text)


def _linked(evidence: Evidence, link: str) -> Run:
    id = linked(link)
    if id in evidence.codebook.by_id:
        return _place(evidence, "code", id)
    if re.fullmatch(r".+:\d+", id):
        return Source(id)
    return _place(evidence, "memo", id)
