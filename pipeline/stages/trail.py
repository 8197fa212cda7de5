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
from pipeline.store.tables import arrow_where, read_arrow, rows_where

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.codebook import Change, Codebook
    from pipeline.coding.events import Record
    from pipeline.coding.fates import Fate
    from pipeline.coding.history_lines import Told
    from pipeline.coding.twice import Way

Row = dict[str, Any]
NEWEST = 1 << 62
"""A version after all others."""
SAID = ("utterance", "document", "role", "speaker", "label", "case", "wave", "place", "time", "text")
"""The columns of an utterance that are told of it."""
TOLD = (
    *("coding", "code", "coder", "at", "codebook", "utterance", "role", "start", "end", "quote"),
    *("origin", "settled"),
)
"""The columns of a coding that are told of it."""


class Trail:
    """A study whose codings are up to date, read only as far as a question needs."""

    def __init__(self, opened: OpenStudy) -> None:
        self.opened = opened
        self._records: dict[frozenset[str], list[Record]] = {}
        self._known_ways: dict[int, list[Way]] = {}
        code_stage(opened)

    @property
    def processed(self) -> Path:
        """The folder of the derived tables."""
        return self.opened.folder.processed

    @cached_property
    def told(self) -> list[Told]:
        """The lines of the codebook's history that can be read."""
        from pipeline.store.history import history_told

        return history_told(self.opened.folder.path).told

    @cached_property
    def history(self) -> list[Change]:
        """The changes of the codebook that can be read."""
        return [one.change for one in self.told]

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
        """Some utterances by their ids, with the columns ``SAID``."""
        table = arrow_where(self.processed / "utterances.parquet", "utterance", ids, SAID)
        return {row["utterance"]: row for row in table.to_pylist()}

    def said_with(self, word: str) -> pa.Table:
        """The utterances in which these letters stand, whatever their capitals."""
        import pyarrow.compute as pc

        table = read_arrow(self.processed / "utterances.parquet", ("utterance", "text"))
        return table.filter(pc.match_substring(pc.utf8_lower(table["text"]), word))

    def _codings(self, column: str, values: Collection[str], names: Sequence[str] | None = None) -> pa.Table:
        """Those rows of the table of codings, rule codings among them, that have one of these values."""
        return arrow_where(self.processed / "codings.parquet", column, values, names)

    def put_on(self, ids: Collection[str]) -> list[Row]:
        """The codings on some utterances, everybody's and those by rule."""
        rows: list[Row] = self._codings("utterance", ids).to_pylist()
        return rows

    def codings_of(self, id: str) -> list[Row]:
        """The lines of a coding as it stands now."""
        rows: list[Row] = self._codings("coding", [id]).to_pylist()
        return rows

    def put_under(self, code: str) -> list[Row]:
        """The codings that this very code was put with, with the columns ``TOLD``."""
        rows: list[Row] = self._codings("code", [code], TOLD).to_pylist()
        return rows

    def records(self, names: Iterable[str]) -> list[Record]:
        """The coders' lines in which one of these ids stands; for the same ids they are looked for once."""
        asked = frozenset(names)
        if asked not in self._records:
            self._records[asked] = records_about(self.opened.folder.path, asked)
        return self._records[asked]

    def counted_on(
        self, ids: Collection[str], code: str = "", codes: Collection[str] = (), coders: Sequence[str] = ()
    ) -> list[Row]:
        """Those codings on some utterances that the report counts, of a code and those below it.

        With ``codes``: those that were put with one of these very codes; with ``coders``: what each of these
        put. They have the columns ``TOLD``.
        """
        import pyarrow.compute as pc

        from pipeline.analysis.lineage import lineage
        from pipeline.analysis.narrowing import arrow, counted, is_in

        table = self._codings("utterance", ids, TOLD)
        columns = arrow(table, ("coder", "origin", "code", "settled"))
        mask = counted(columns, Narrow(coders=tuple(coders)), self.opened.study)
        if code:
            book = self.opened.codebook
            below = [one for one in pc.unique(columns["code"]).to_pylist() if code in lineage(book, one)]
            mask = pc.and_(mask, is_in(columns["code"], below))
        if codes:
            mask = pc.and_(mask, is_in(columns["code"], codes))
        rows: list[Row] = table.filter(mask).to_pylist()
        return rows

    def fates(self, names: Iterable[str], standing: Iterable[str] = ()) -> list[Fate]:
        """What became of the codings that are on, or are, one of these; ``standing`` are asked for too."""
        from pipeline.coding.fates import fates

        ids = {record.event.coding for record in self.records(names)} | {*standing}
        records = self.records(ids - {""})
        now = self._codings("coding", ids, ("coding",))["coding"].to_pylist()
        return fates(records, {*now})

    def meaning(self, code: str, version: int = NEWEST) -> Row:
        """The six fields of a code as they were under a version of the codebook, those that were filled."""
        from pipeline.coding.replaying import codebook_at

        told = [change for change in self.history if change.code == code]
        return _six(codebook_at(self._alone(code), told, version), code)

    def meanings(self, code: str, version: int, coder: str = "") -> list[tuple[str, Row]]:
        """What a code meant under a version, with whose copy of the codebook that was.

        It is one meaning and '' but where git merged two copies that each had this version, and the code
        meant another thing in each: then it is that of the copy in which this coder changed something, or
        else those of all.
        """
        found = [(way, self._meant(code, way)) for way in self._ways(version)]
        if not found:
            return [("", self.meaning(code, version))]
        if all(row == found[0][1] for _, row in found):
            return [("", found[0][1])]
        own = [(way, row) for way, row in found if coder in way.who]
        return [(way.named, row) for way, row in (own if len(own) == 1 else found)]

    def _meant(self, code: str, way: Way) -> Row:
        from pipeline.coding.twice import book_of

        told = [one for one in self.told if one.change.code == code]
        of_code = tuple(one for one in way.told if one.change.code == code)
        return _six(book_of(self._alone(code), told, way._replace(told=of_code)), code)

    def _ways(self, version: int) -> list[Way]:
        from pipeline.coding.twice import ways

        if version not in self._known_ways:
            self._known_ways[version] = ways(self.told, version)
        return self._known_ways[version]

    def _alone(self, code: str) -> Codebook:
        """The codebook with one code: replayed by itself, which is quick where the history is long."""
        now = self.opened.codebook
        return now.model_copy(update={"codes": tuple(one for one in now.codes if one.id == code)})

    def label(self, code: str) -> str:
        """The label of a code, its id where it has none."""
        known = self.opened.codebook.by_id.get(code)
        return known.label if known else code

    @property
    def is_behind(self) -> bool:
        """Whether people have done something since the report was built."""
        from pipeline.stages.keys import analyse_key, report_key
        from pipeline.store.freshness import read_record

        folder = self.opened.folder
        record, coded = read_record(folder, "report"), read_record(folder, "code")
        if record is None or coded is None:
            return True
        return record.key != report_key(self.opened, analyse_key(self.opened, coded.key))


def _six(book: Codebook, code: str) -> Row:
    """The six fields of a code, those that are filled."""
    known = book.by_id.get(code)
    fields = known.model_dump(mode="json") if known else {}
    return {name: fields[name] for name in SIX_FIELDS if fields.get(name)}


def in_order(ids: Sequence[str], rows: Iterable[Row]) -> list[Row]:
    """Rows in the order of the utterances that they are on."""
    place = {id: at for at, id in enumerate(ids)}
    return sorted(rows, key=lambda row: place.get(row["utterance"], len(place)))
