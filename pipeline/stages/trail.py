"""What following something through a study needs: its tables, its logs and the index of its report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.codebook import SIX_FIELDS
from pipeline.model import Memo, Narrow
from pipeline.stages.code import code as code_stage
from pipeline.stages.opened import OpenStudy
from pipeline.store.codings_about import records_about
from pipeline.store.tables import read_arrow, rows_where

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.codebook import Change, Code
    from pipeline.coding.events import Record
    from pipeline.coding.fates import Fate

Row = dict[str, Any]
NEWEST = 1 << 62
"""A version after all others."""


class Trail:
    """A study whose codings are up to date, read only as far as a question needs."""

    def __init__(self, opened: OpenStudy) -> None:
        self.opened = opened
        code_stage(opened)

    @property
    def processed(self) -> Path:
        """The folder of the derived tables."""
        return self.opened.folder.processed

    @cached_property
    def codings(self) -> pa.Table:
        """The table of codings, rule codings among them."""
        return read_arrow(self.processed / "codings.parquet")

    @cached_property
    def history(self) -> list[Change]:
        """The changes of the codebook that can be read."""
        from pipeline.store.memos import read_history

        return read_history(self.opened.folder)[0]

    @cached_property
    def memos(self) -> list[Memo]:
        """The memos by date."""
        from pipeline.store.memos import read_memos

        return read_memos(self.opened.folder)[0]

    @cached_property
    def memos_with_subjects(self) -> list[tuple[Memo, set[tuple[str, str]]]]:
        """The memos by date, each with what it is about or its text links to."""
        from pipeline.coding.noted import KINDS, links_of

        return [
            (memo, {*memo.about, *((kind, id) for id in links_of(memo.text) for kind in KINDS)})
            for memo in self.memos
        ]

    @cached_property
    def quotes(self) -> list[dict[str, str]]:
        """The rows of ``reports/tables/quotes.csv``; none where no report was built."""
        import csv

        path = self.opened.folder.reports / "tables" / "quotes.csv"
        try:
            with path.open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
        except OSError:
            return []

    def utterance(self, id: str) -> Row | None:
        """An utterance, of a replaced transcript too; None where the study has none of this id."""
        for table in ("utterances", "replaced"):
            for row in rows_where(self.processed / f"{table}.parquet", "utterance", id):
                return {**row, "replaced": table == "replaced"}
        return None

    def utterances(self, ids: Collection[str]) -> dict[str, Row]:
        """Some utterances by their ids."""
        table = read_arrow(self.processed / "utterances.parquet")
        return {row["utterance"]: row for row in _where(table, "utterance", ids)}

    def said_with(self, word: str) -> pa.Table:
        """The utterances in which these letters stand, whatever their capitals."""
        import pyarrow.compute as pc

        table = read_arrow(self.processed / "utterances.parquet", ("utterance", "text"))
        return table.filter(pc.match_substring(pc.utf8_lower(table["text"]), word))

    def put_on(self, ids: Collection[str]) -> list[Row]:
        """The codings on some utterances, everybody's and those by rule."""
        return _where(self.codings, "utterance", ids)

    def codings_of(self, id: str) -> list[Row]:
        """The lines of a coding as it stands now."""
        return _where(self.codings, "coding", [id])

    def put_under(self, code: str) -> list[Row]:
        """The codings that this very code was put with."""
        return _where(self.codings, "code", [code])

    def records(self, names: Iterable[str]) -> list[Record]:
        """The coders' lines in which one of these ids stands."""
        return records_about(self.opened.folder.path, names)

    def counted_on(self, ids: Collection[str], code: str = "") -> list[Row]:
        """Those codings on some utterances that the report counts, of a code and those below it."""
        import pyarrow.compute as pc

        from pipeline.analysis.lineage import lineage
        from pipeline.analysis.narrowing import arrow, counted, is_in

        columns = arrow(self.codings, ("coder", "origin", "code", "settled"))
        mask = pc.fill_null(counted(columns, Narrow(), self.opened.study), False)
        if code:
            book = self.opened.codebook
            below = [one for one in pc.unique(columns["code"]).to_pylist() if code in lineage(book, one)]
            mask = pc.and_(mask, is_in(columns["code"], below))
        return _where(self.codings.filter(mask), "utterance", ids)

    def fates(self, names: Iterable[str], standing: Iterable[str] = ()) -> list[Fate]:
        """What became of the codings that are on, or are, one of these; ``standing`` are asked for too."""
        from pipeline.coding.fates import fates

        asked = [*names]
        study = self.opened.folder.path
        ids = {record.event.coding for record in records_about(study, asked)} | {*standing}
        records = records_about(study, ids - {""})
        now = {row["coding"] for row in _where(self.codings, "coding", ids)}
        return fates(records, now)

    def meaning(self, code: str, version: int = NEWEST) -> Row:
        """The six fields of a code as they were under a version of the codebook, those that were filled."""
        known = self._at(code, version)
        fields = known.model_dump(mode="json") if known else {}
        return {name: fields[name] for name in SIX_FIELDS if fields.get(name)}

    def _at(self, code: str, version: int) -> Code | None:
        """A code under a version: replayed by itself, which is quick where the history is long."""
        from pipeline.coding.replaying import codebook_at

        now = self.opened.codebook
        alone = now.model_copy(update={"codes": tuple(one for one in now.codes if one.id == code)})
        told = [change for change in self.history if change.code == code]
        return codebook_at(alone, told, version).by_id.get(code)

    def label(self, code: str) -> str:
        """The label of a code, its id where it has none."""
        known = self.opened.codebook.by_id.get(code)
        return known.label if known else code

    @property
    def is_behind(self) -> bool:
        """Whether people have done something since the report was built."""
        from pipeline.stages.analyse import analyse_key
        from pipeline.stages.report import report_key
        from pipeline.store.freshness import read_record

        folder = self.opened.folder
        record, coded = read_record(folder, "report"), read_record(folder, "code")
        if record is None or coded is None:
            return True
        return record.key != report_key(self.opened, analyse_key(self.opened, coded.key))


def _where(table: pa.Table, column: str, values: Collection[str]) -> list[Row]:
    import pyarrow.compute as pc

    from pipeline.columns import texts

    rows: list[Row] = table.filter(pc.is_in(table[column], value_set=texts(list(values)))).to_pylist()
    return rows


def in_order(ids: Sequence[str], rows: Iterable[Row]) -> list[Row]:
    """Rows in the order of the utterances that they are on."""
    place = {id: at for at, id in enumerate(ids)}
    return sorted(rows, key=lambda row: place.get(row["utterance"], len(place)))
