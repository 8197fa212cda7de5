"""How the codebook evolved: every change with its date, by whom and why, and the memos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.codebook import Change
from pipeline.coding.moments import moment
from pipeline.coding.versions import changed_fields, names_then
from pipeline.model import Memo
from pipeline.report.blocks import Block, Heading, Listing, Paragraph, Row, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import plain
from pipeline.report.sections.change_words import label_of, old_and_new, told_change
from pipeline.report.sections.findings import figure
from pipeline.report.sections.memos import in_order, memo_link
from pipeline.report.sections.waiting import waiting_in_all

SIGNS = frozenset({"indicators", "examples"})
"""Fields that help coders and change nothing of what a code means."""


def evolution(evidence: Evidence) -> list[Block]:
    """The history of the codebook in words, then the memos."""
    words = evidence.wording
    blocks: list[Block] = [Heading(1, words("history.heading"), "evolution")]
    if not evidence.history:
        return [*blocks, Paragraph((Text(words("history.empty")),)), *_memos(evidence)]
    intro = words("history.intro", n=len(evidence.history))
    added = _days_of_new_codes(evidence.history)
    summed = [change for change in evidence.history if _is_summed(change, added)]
    if not summed:
        blocks.append(Paragraph((Text(intro),)))
    else:
        blocks.append(Paragraph((Text(f"{intro} {words('history.summed')}"),)))
        blocks.append(Listing(tuple((Text(line),) for line in _days(evidence, summed))))
    blocks += figure(evidence, "evolution", words("history.figure"))
    told = [(change, what) for change, what in _told(evidence) if not _is_summed(change, added)]
    table = [_history(evidence, told)] if told else []
    return [*blocks, waiting_in_all(evidence), *table, *_memos(evidence)]


def _days_of_new_codes(history: Sequence[Change]) -> set[str]:
    """The days on which codes were added and nothing else was done."""
    others = {change.at[:10] for change in history if change.event != "add"}
    return {change.at[:10] for change in history} - others


def _is_summed(change: Change, added: set[str]) -> bool:
    """Whether a change is told in a sentence: codes of days that only added, edits of signs alone."""
    if change.event == "edit":
        fields = set(changed_fields(change))
        return bool(fields) and fields <= SIGNS
    return change.event == "add" and change.at[:10] in added


def _days(evidence: Evidence, summed: Sequence[Change]) -> list[str]:
    """A line for each day: how many codes were added, and how many were given new signs."""
    words = evidence.wording
    counts: dict[str, Counter[str]] = {}
    for change in summed:
        counts.setdefault(change.at[:10], Counter())["added" if change.event == "add" else "signs"] += 1
    return [
        words(
            "history.day",
            date=_date(evidence, day),
            list=words.listed(
                [words(f"history.{what}.{'one' if n == 1 else 'many'}", n=n) for what, n in kinds.items()]
            ),
        )
        for day, kinds in counts.items()
    ]


def _history(evidence: Evidence, changes: Sequence[tuple[Change, str]]) -> Table:
    """The changes with their reasons, and under each the texts before and after.

    Reasons may tell of people, and what was taken out of a text may have been taken out for their sake, so
    the public edition leaves both out.
    """
    words, public = evidence.wording, evidence.public
    rows = tuple(row for change, what in changes for row in _change(evidence, change, what))
    names = ("date", "version", "who", "what", *(() if public else ("why",)))
    header = tuple(words(f"column.{name}") for name in names)
    widths = (0.22, 0.11, 0.19, 0.48) if public else (0.14, 0.09, 0.1, 0.26, 0.41)
    note = words("history.public" if public else "history.marks")
    return Table(header, rows, words("history.caption"), note, (1,), widths)


def _change(evidence: Evidence, change: Change, what: str) -> Iterator[Row]:
    """A change: when, by whom, what and why; inside also each text that it altered, on a row of its own."""
    words, public = evidence.wording, evidence.public
    yield Row(
        (
            plain(_date(evidence, change.at)),
            plain(words.number(change.version)),
            plain(_who(evidence, change.who)),
            plain(what),
            *(() if public else (plain(change.reason or words("history.no-reason")),)),
        )
    )
    if not public:
        yield from (Row((runs,), across=True) for runs in old_and_new(words, change))


def _date(evidence: Evidence, at: str) -> str:
    """A date as people write it; what was written in its place stays inside."""
    return "?" if evidence.public and moment(at) is None else evidence.wording.date(at)


def _who(evidence: Evidence, coder: str) -> str:
    known = evidence.study.coders.get(coder)
    return (known.label or coder) if known else coder


def _told(evidence: Evidence) -> Iterator[tuple[Change, str]]:
    """Each change with what was done to which code, by the names that the codes had then.

    An older name may have said too much, so that the public edition has those of today.
    """
    words, book, public = evidence.wording, evidence.codebook, evidence.public
    for change, names in names_then(book, evidence.history):
        yield change, told_change(words, book.labels if public else names, change, public)


def _memos(evidence: Evidence) -> list[Block]:
    """All memos by date: their titles and what they are about; their text stays in the study."""
    words = evidence.wording
    heading = Heading(2, words("all-memos.heading"), "memos")
    if not evidence.memos:
        return [heading, Paragraph((Text(words("all-memos.empty")),))]
    memos = in_order(evidence.memos)
    rows = tuple(
        Row(
            (
                plain(_date(evidence, memo.date)),
                plain(_who(evidence, memo.coder)),
                (memo_link(evidence, memo),),
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
            told.append(f"{name} {words.quoted(label_of(evidence.codebook, id))}")
        elif kind == "document" and not evidence.public:
            told.append(f"{name} {id}")
        else:
            told.append(name)
    return words.listed(told)
