"""Descent: as which code of an older codebook a coding counts whose code came later, by a split."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from pipeline.codebook import MOST_VERSIONS, Change, Code, Codebook
from pipeline.coding.events import Record
from pipeline.coding.live import LiveCodings
from pipeline.coding.replaying import OF_RELATIONS
from pipeline.coding.settling import STANDS, Decisions, Settlement
from pipeline.model import Coding


class Descent:
    """Where the codes that a codebook did not have yet came from; ``history`` tells what came after it.

    Only a split tells that one code came out of another: a code that was added is a new thought, also where
    others were merged into it later. Of the codebook of today everything is as it is.
    """

    def __init__(self, then: Codebook, history: Iterable[Change] = ()) -> None:
        self.then = then
        self._later = [change for change in history if change.version > then.version]
        self._known: dict[tuple[str, int], str] = {}
        self._splits: dict[str, list[Change]] = {}
        for change in self._later:
            for part in parts_of(change):
                self._splits.setdefault(part, []).append(change)

    def whole(self, code: str, made: int) -> str:
        """The code of then as which a coding counts that was made with a code under version ``made``.

        It is the code itself or its heir where it was there; else the code that it was split from, over any
        number of splits, of those that had come when the coding was made (of all where its version is not
        known, 0). Where nothing tells of one, or of more than one, it is ''.
        """
        key = (code, made)
        if key not in self._known:
            wholes = self._wholes(code, made)
            self._known[key] = wholes.pop() if len(wholes) == 1 else ""
        return self._known[key]

    def _wholes(self, code: str, made: int) -> set[str]:
        """The codes of then at the end of all ways back; '' is among them where a way leads to none."""
        found: set[str] = set()
        ways = [(code, made or MOST_VERSIONS)]
        passed = set(ways)
        while ways:
            one, until = ways.pop()
            heir = self.then.heir(one)
            if heir in self.then.by_id:
                found.add(heir)
                continue
            splits = [change for change in self._splits.get(one, ()) if change.version <= until]
            back = {(change.code, change.version) for change in splits}
            found |= set() if back else {""}
            ways += back - passed
            passed |= back
        return found

    @cached_property
    def book(self) -> Codebook:
        """The codebook of then, and behind it the codes that came by splits, to place their codings under."""
        new = [part for part in self._splits if part not in self.then.by_id]
        if not new:
            return self.then
        parts = (Code.model_construct(id=part, label=part) for part in new)
        return Codebook.model_construct(
            version=self.then.version, codes=(*self.then.codes, *parts), relations=self.then.relations
        )

    def codings(self, rows: list[Coding]) -> list[Coding]:
        """Codings that were placed under ``book``, each with its code of then; those without one left out."""
        if not self._later:
            return rows
        return [
            row if whole == row.code else row._replace(code=whole, finding=self.then.finding(whole))
            for row in rows
            if (whole := self.whole(row.code, row.codebook))
        ]

    def decisions(self, decisions: Decisions) -> Decisions:
        """Joint decisions on the codes of then; of several on its parts one by which a part stands."""
        if not self._later:
            return decisions
        found: dict[tuple[str, str], Settlement] = {}
        for one in decisions.values():
            if whole := self.whole(one.code, one.codebook):
                known = found.get((one.utterance, whole))
                if known is None or known.decision != STANDS:
                    found[one.utterance, whole] = one._replace(code=whole)
        return found

    def live(self, live: LiveCodings) -> LiveCodings:
        """What stands under a code of then, and what speaks against a finding of then; the rest left out."""
        if not self._later:
            return live
        marks = [
            mark._replace(code=whole)
            for mark in live.marks
            if (whole := self.whole(mark.code, mark.codebook))
        ]
        told = [one for record in live.contradicted for one in self._contradicted(record)]
        return replace(live, marks=marks, contradicted=told)

    def _contradicted(self, record: Record) -> Iterable[Record]:
        event = record.event
        whole = self.whole(event.code, event.codebook) if event.code else ""
        if whole or not event.code:
            yield record._replace(event=event.model_copy(update={"code": whole}))


def parts_of(change: Change) -> list[str]:
    """The codes into which a line of the history splits a code; none where it does not."""
    parts = (change.after or {}).get("split_into") if change.event not in OF_RELATIONS else None
    return [part for part in parts if isinstance(part, str)] if isinstance(parts, list | tuple) else []
