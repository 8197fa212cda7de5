"""What people decided and noted beside a code: pins, edits, memos, and where a coding went."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.stages.opened import OpenStudy

if TYPE_CHECKING:
    from pipeline.coding.marks import Mark
    from pipeline.coding.moves import Moves
    from pipeline.coding.succession import Succession
    from pipeline.model import Memo
    from pipeline.stages.closed_codings import Closed

Row = dict[str, Any]


class Besides:
    """What the coders' files and the memos tell about a coding, utterance, document or code."""

    def __init__(self, opened: OpenStudy, reader: str = "", every: bool = False) -> None:
        self.opened = opened
        self._reader, self._every = reader, every

    @cached_property
    def closed(self) -> Closed:
        """The codings that are not to be shown yet."""
        from pipeline.stages.closed_codings import Closed

        return Closed(self.opened, self._records, self._reader, self._every)

    @cached_property
    def moves(self) -> Moves:
        """What stands of all that the coders did."""
        from pipeline.stages.code import standing_codings

        return standing_codings(self.opened, self._records)

    @cached_property
    def _records(self) -> list[Any]:
        from pipeline.store.codings import read_codings

        return read_codings(self.opened.folder.path).records

    @cached_property
    def _standing(self) -> set[str]:
        """The codings that stand or wait."""
        return {mark.coding for mark in self.moves.live.marks} | {
            move.coding for move in self.moves.moves if move.waiting
        }

    @cached_property
    def _succession(self) -> Succession:
        from pipeline.coding.succession import Succession

        return Succession(self._records)

    def stands_as(self, coding: str) -> str:
        """The id under which a coding stands now, which was recoded or came back; its own where none does."""
        return self._succession.stands_as(coding, self._standing)

    @cached_property
    def _memos(self) -> list[Memo]:
        from pipeline.store.memos import read_memos

        return read_memos(self.opened.folder)[0]

    def marks(self, coding: str) -> list[Mark]:
        """The lines of a coding that stands, or of a joint decision."""
        live = self.moves.live
        return live.decided.get(coding) or [mark for mark in live.marks if mark.coding == coding]

    def decided(self, coding: str, rows: Iterable[Row] = ()) -> list[str]:
        """Whether a coding is pinned, how its words in these utterances are printed, and the notes on it."""
        live = self.moves.live
        lines = ["pinned for the report"] if coding in live.pinned else []
        for row in rows:
            lines += self._printed(coding, row)
        lines += [f"memo: {mark.memo}" for mark in self.marks(coding) if mark.memo]
        lines += [f"memo by {note.coder}, {note.at}: {note.text}" for note in live.memos.get(coding, [])]
        return [f"    {line}" for line in (*lines, *self.memos("coding", coding))]

    def _printed(self, coding: str, row: Row) -> list[str]:
        """How the words of a coding in an utterance are printed, where people edited them."""
        from pipeline.coding.edits import apply_edits, misfits, within

        edits = self.moves.live.edits.get((coding, row["utterance"]), ())
        spans = [(m.start, m.end) for m in self.marks(coding) if m.utterance == row["utterance"]]
        if not edits:
            return []
        if misfits(spans, edits):
            return ["not printed, since its edits do not fit its words; see: forankret check"]
        printed = [apply_edits(row["text"], *span, within(*span, edits)) for span in spans]
        return [f"printed as: «{' […] '.join(printed)}»"]

    def once_on(self, utterance: str) -> list[Mark]:
        """The codings that people put on an utterance and did not remove, wherever they are now."""
        from pipeline.coding.live import live

        found: dict[str, Mark] = {}
        for acts in (("apply", "remove"), ("apply", "remove", "place")):
            marks = live(record for record in self._records if record.event.event in acts).marks
            found |= {mark.coding: mark for mark in marks if mark.utterance == utterance}
        return list(found.values())

    def where(self, coding: str) -> str:
        """Where a coding is now, in words."""
        now = dict.fromkeys(mark.utterance for mark in self.marks(coding))
        return f"is on {', '.join(now)} now" if now else "waits until a person says where it belongs"

    def memos(self, kind: str, id: str) -> list[str]:
        """The memos that are about something, by their titles; of a coding under any of its ids."""
        now = self.stands_as if kind == "coding" else str
        return [
            f"memo {memo.date} «{memo.title}»{f' by {memo.coder}' if memo.coder else ''}: {memo.file}"
            for memo in self._memos
            if (kind, id) in ((named, now(one)) for named, one in memo.about)
        ]
