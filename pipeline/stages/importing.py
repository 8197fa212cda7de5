"""Taking in codings that were made elsewhere, each on the very words it quotes or not at all."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.counted import number_of
from pipeline.problems import Problem, StudyError, error, errors
from pipeline.stages.code import utterances_of
from pipeline.stages.coding import now
from pipeline.stages.ingest import ingest
from pipeline.stages.meant import the_coder
from pipeline.stages.opened import OpenStudy

if TYPE_CHECKING:
    from pipeline.exchange.codings_table import Placement

COLUMNS = ["row", "status", "document", "code", "utterance", "quote", "how"]
NOBODY = "imported"
"""The coder of rows that name none, in a study where it is not clear who that is."""


class Imported(NamedTuple):
    """What became of each row, a sentence that sums it up, and what was wrong."""

    columns: list[str]
    rows: list[list[Any]]
    said: str
    problems: list[Problem]

    @property
    def failed(self) -> bool:
        return bool(errors(self.problems))


def import_codings(opened: OpenStudy, table: Path, coder: str = "", dry_run: bool = False) -> Imported:
    """Put the rows of a table of codings on their words; what is placed is saved, what is not is listed."""
    from pipeline.coding.live import live
    from pipeline.exchange.codings_table import place_rows, read_rows
    from pipeline.store.codings import append, read_codings

    who = the_coder(opened, coder) if coder else _only_coder(opened)
    rows, problems = read_rows(table.name, _bytes(table), who)
    if not rows:
        return Imported(COLUMNS, [], "Nothing was imported.", problems)
    ingest(opened)
    utterances = utterances_of(opened, "utterances")
    standing = live(read_codings(opened.folder.path).records)
    placements, faults = place_rows(rows, utterances, opened.codebook, standing, table.name)
    if not dry_run:
        from pipeline.exchange.codings_table import events_for

        events = events_for(placements, utterances, opened.codebook.version, now(), os.urandom)
        for (who, document), lines in sorted(events.items()):
            append(opened.folder.path, who, document, lines)
    return Imported(
        COLUMNS, [_told(placement) for placement in placements], _said(placements, dry_run), problems + faults
    )


def _bytes(table: Path) -> bytes:
    try:
        return table.read_bytes()
    except OSError as fault:
        raise StudyError(
            error(
                str(table),
                "import-table",
                f"cannot be read ({fault.strerror}).",
                "Check the file's name and folder.",
            )
        ) from fault


def _only_coder(opened: OpenStudy) -> str:
    coders = list(opened.study.coders)
    return coders[0] if len(coders) == 1 else NOBODY


def _told(placement: Placement) -> list[Any]:
    """A row of the list: which row, what became of it, and where it is."""
    row = placement.row
    where = " ".join(dict.fromkeys(span.utterance for span in placement.spans))
    quote = " ".join(row.quote.split())
    short = quote if len(quote) <= 60 else quote[:57] + "..."
    return [row.line, placement.status, row.document, placement.code or row.code, where, short, placement.how]


def _said(placements: list[Placement], dry_run: bool) -> str:
    counts = Counter(placement.status for placement in placements)
    told = ", ".join(f"{count} {status}" for status, count in counts.most_common())
    return f"{number_of(len(placements), 'row')}: {told}.{' Nothing was written.' if dry_run else ''}"
