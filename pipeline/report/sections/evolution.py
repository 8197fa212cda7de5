"""How the codebook evolved: every change with its date, by whom and why, and the memos."""

from __future__ import annotations

from typing import Any

from pipeline.codebook import SIX_FIELDS, Change
from pipeline.model import Memo
from pipeline.report.blocks import Block, Heading, Paragraph, Row, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import plain


def evolution(evidence: Evidence) -> list[Block]:
    """The history of the codebook in words, then the memos."""
    words = evidence.wording
    blocks: list[Block] = [Heading(1, words("history.heading"), "evolution")]
    if not evidence.history:
        blocks.append(Paragraph((Text(words("history.empty")),)))
    else:
        blocks += [Paragraph((Text(words("history.intro", n=len(evidence.history))),)), _history(evidence)]
    return [*blocks, *_memos(evidence)]


def _history(evidence: Evidence) -> Table:
    words = evidence.wording
    rows = tuple(
        Row(
            (
                plain(words.date(change.at)),
                plain(words.number(change.version)),
                plain(_who(evidence, change.who)),
                plain(_told(evidence, change)),
                plain(evidence.shared(change.reason) or words("history.no-reason")),
            )
        )
        for change in evidence.history
    )
    header = tuple(words(f"column.{name}") for name in ("date", "version", "who", "what", "why"))
    return Table(header, rows, words("history.caption"), "", (1,), (0.13, 0.08, 0.12, 0.27, 0.4))


def _who(evidence: Evidence, coder: str) -> str:
    known = evidence.study.coders.get(coder)
    return (known.label or coder) if known else coder


def _told(evidence: Evidence, change: Change) -> str:
    """A change in words: what was done to which code."""
    words = evidence.wording
    before, after = change.before or {}, change.after or {}
    label = str(after.get("label") or before.get("label") or _label(evidence, change.code))
    if change.event == "rename":
        return words("change.rename", old=str(before.get("label", "?")), new=str(after.get("label", label)))
    if change.event == "move":
        old, new = (_parent(evidence, one) for one in (before, after))
        return words("change.move", label=label, old=old, new=new)
    if change.event == "merge":
        return words(
            "change.merge", label=label, heir=_label(evidence, str(after.get("merged_into", "")) or "?")
        )
    if change.event == "edit":
        return words("change.edit", label=label, fields=_changed(evidence, before, after))
    key = f"change.{change.event}"
    return words(key, label=label) if words.has(key) else f"{change.event}: {label}"


def _label(evidence: Evidence, code: str) -> str:
    known = evidence.codebook.by_id.get(code)
    return known.label if known else code


def _parent(evidence: Evidence, code: dict[str, Any]) -> str:
    parent = str(code.get("parent") or "")
    return f"«{_label(evidence, parent)}»" if parent else evidence.wording("change.top")


def _changed(evidence: Evidence, before: dict[str, Any], after: dict[str, Any]) -> str:
    """The fields that an edit changed, by the names they have in the codebook chapter."""
    words = evidence.wording
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    known = [*SIX_FIELDS, "indicators"]
    told = [words(f"field.{name}").lower() if name in known else name for name in names]
    return words.listed(told) or words("change.nothing")


def _memos(evidence: Evidence) -> list[Block]:
    """All memos by date: their titles and what they are about; their text stays in the study."""
    words = evidence.wording
    heading = Heading(2, words("all-memos.heading"), "memos")
    if not evidence.memos:
        return [heading, Paragraph((Text(words("all-memos.empty")),))]
    memos = sorted(evidence.memos, key=lambda memo: (memo.date, memo.file))
    rows = tuple(
        Row(
            (
                plain(words.date(memo.date)),
                plain(_who(evidence, memo.coder)),
                plain(evidence.shared(memo.title)),
                plain(_on(evidence, memo)),
            )
        )
        for memo in memos
    )
    header = tuple(words(f"column.{name}") for name in ("date", "who", "memo", "about"))
    return [heading, Table(header, rows, words("all-memos.caption"), "", (), (0.18, 0.16, 0.36, 0.3))]


def _on(evidence: Evidence, memo: Memo) -> str:
    """What a memo is about, in words; documents and codings are not named in the public edition."""
    words = evidence.wording
    told = []
    for kind, id in memo.about:
        name = words(f"about.{kind}") if words.has(f"about.{kind}") else kind
        if kind == "code":
            told.append(f"{name} «{_label(evidence, id)}»")
        elif kind == "document" and not evidence.public:
            told.append(f"{name} {id}")
        else:
            told.append(name)
    return words.listed(told)
