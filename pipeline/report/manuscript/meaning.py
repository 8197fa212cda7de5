"""Which code or coding is meant in an expression: by its id, its label, or how the id begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pipeline.codebook import Code
from pipeline.coding.whereabouts import Whereabouts, beginning
from pipeline.counted import number_of

if TYPE_CHECKING:
    from pipeline.report.evidence import Evidence

SHOWN = 5
"""So many codings that begin alike are named."""
NEAR = 3


class Meant(NamedTuple):
    """What is meant, by its id; '' where nothing is, with what is wrong and what it could have been."""

    id: str
    message: str = ""
    remedy: str = ""


class Meanings:
    """The codes and codings of a study by what people may call them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.book = evidence.codebook

    def code(self, asked: str) -> Meant:
        """The code with this id or, where only one has it, this label; codes in use come first."""
        if asked in self.book.by_id:
            return Meant(asked)
        labelled = [code for code in self.book.codes if code.label.casefold() == asked.casefold()]
        labelled = [code for code in labelled if code.status == "active"] or labelled
        if len(labelled) == 1:
            return Meant(labelled[0].id)
        if labelled:
            named = ", ".join(code.id for code in labelled)
            return Meant(
                "", f"{len(labelled)} codes have the label {asked!r}.", f"Name one by its id: {named}."
            )
        return Meant("", f"the codebook has no code {asked!r}.", self._near(asked))

    def coding(self, asked: str) -> Meant:
        """The coding that stands with this id, in the place of the one that had it, or whose id begins so."""
        if asked in self._standing:
            return Meant(asked)
        begun = [asked] if asked in self._codings else beginning(asked, self._codings)
        meant = list(dict.fromkeys(self._codings[id] or id for id in begun))
        if len(meant) == 1:
            return Meant(meant[0]) if meant[0] in self._standing else self._gone(meant[0])
        if meant:
            more = f" and {len(meant) - SHOWN} more" if len(meant) > SHOWN else ""
            listed = ", ".join(meant[:SHOWN])
            return Meant("", f"several codings begin with {asked!r}: {listed}{more}.", "Give more of the id.")
        remedy = "List those of a code with: forankret quotes CODE --format csv"
        if asked.isdecimal():
            printed = number_of(len(self.evidence.quotes), "quote")
            remedy = (
                f"A quote is named by its number without marks, quote(1), and the report prints {printed}."
            )
        return Meant("", f"there is no coding {asked!r}.", remedy)

    def in_use(self, code: str) -> list[str]:
        """The codes in use that a code is or has become: itself, its heir, or what it was split into."""
        return list(dict.fromkeys(self._in_use(code, set())))

    def _in_use(self, code: str, passed: set[str]) -> Iterator[str]:
        found = self.book.by_id.get(self.book.heir(code))
        if found is None or found.id in passed:
            return
        passed.add(found.id)
        if found.status == "active":
            yield found.id
        for part in found.split_into if found.status == "split" else ():
            yield from self._in_use(part, passed)

    def _gone(self, coding: str) -> Meant:
        told = self._elsewhere[coding].told
        remedy = "Quote another; list those of a code with: forankret quotes CODE --format csv"
        return Meant("", f"the coding {coding} does not stand: {told.removesuffix('.')}.", remedy)

    @cached_property
    def _standing(self) -> set[str]:
        return set(self.evidence.codings["coding"])

    @cached_property
    def _elsewhere(self) -> Mapping[str, Whereabouts]:
        return self.evidence.whereabouts()

    @cached_property
    def _codings(self) -> Mapping[str, str]:
        """Every coding there is or was, with the one that stands now; '' where none does."""
        gone = {id: where.now for id, where in self._elsewhere.items()}
        return gone | {id: id for id in self._standing}

    def _near(self, asked: str) -> str:
        """Codes in use whose id or label is like what was written, or holds it."""
        wanted = asked.casefold()
        ids = {code.id.casefold(): code.id for code in self.book.codes}
        labels = {code.label.casefold(): code.id for code in self.book.codes}
        holding = [id for name, id in (*ids.items(), *labels.items()) if len(wanted) > 3 and wanted in name]
        near = (
            *(ids[name] for name in get_close_matches(wanted, ids, n=NEAR, cutoff=0.5)),
            *(labels[name] for name in get_close_matches(wanted, labels, n=NEAR, cutoff=0.6)),
            *holding[:NEAR],
        )
        found = dict.fromkeys(one for id in near for one in self.in_use(id))
        if not found:
            return "The codes and their ids stand in codebooks/codebook.yaml."
        return f"Did you mean {_listed(self.book.by_id[id] for id in found)}?"


def _listed(codes: Iterable[Code]) -> str:
    """Codes by their ids, each with its label."""
    return " or ".join(f"{code.id} ({code.label})" for code in codes)
