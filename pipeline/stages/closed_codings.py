"""Which codings a terminal shows of documents that several code: it cannot know who reads."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from pipeline.coding.blind import double_coded, finished, may_see
from pipeline.stages.opened import OpenStudy


class Closed:
    """The codings that stay closed to a ``reader``, or to anyone where it is not said who reads.

    In a document that several code, a coder's codings are open to another when both have done it. To nobody
    in particular they are open when two have, its coder among them. With ``every`` nothing is closed.
    """

    def __init__(self, opened: OpenStudy, records: list[Any], reader: str = "", every: bool = False) -> None:
        self._opened, self._records = opened, records
        self._reader, self._every = reader, every

    @cached_property
    def _done(self) -> frozenset[tuple[str, str]]:
        return finished(self._records)

    @cached_property
    def _several(self) -> set[str]:
        return double_coded(self._opened.study, self._records, self._opened.documents)

    def hides(self, coder: str, document: str) -> bool:
        """Whether the codings of a coder in a document are closed."""
        if self._every or not coder or document not in self._several:
            return False
        if self._reader:
            return not may_see(self._done, self._reader, coder, document)
        return (coder, document) not in self._done or sum(name == document for _, name in self._done) < 2

    def told(self, coders: set[str], document: str) -> list[str]:
        """A line on whose codings in a document are not shown, and how to see them."""
        if not coders:
            return []
        whose = ", ".join(sorted(coders))
        return [
            f"Codings of {whose} are hidden: not all who code {document} have marked it as done. "
            "See your own with --coder NAME, all with --all."
        ]
