"""From utterances and codings to the tables people read and the figures drawn from them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model import Narrow
from pipeline.problems import Problem, StudyError, error
from pipeline.stages.agreement_tables import agreement_tables
from pipeline.stages.asking import must_know
from pipeline.stages.code import code
from pipeline.stages.counting import EVERYTHING, Counted, all_tables, counted, stop_texts
from pipeline.stages.drawing import draw_to, drawings_of, figure_files
from pipeline.stages.evolving import change_tables
from pipeline.stages.keys import analyse_key
from pipeline.stages.opened import OpenStudy
from pipeline.stages.relating import graph_file, write_graph
from pipeline.stages.running import Made, Ran, run
from pipeline.store.freshness import promise
from pipeline.store.names import safe_name
from pipeline.store.tables import read_arrow, write_csv, write_frame

if TYPE_CHECKING:
    import pandas as pd

DIMENSIONS = ("role", "case", "wave")


def analyse(opened: OpenStudy) -> Ran:
    """Bring ``reports/tables`` and ``reports/figures`` up to date; the record says how many there are."""
    coded = code(opened).record
    return run(opened, "analyse", analyse_key(opened, coded.key), lambda: _make(opened))


def _make(opened: OpenStudy) -> Made:
    from pipeline.language import stop_list_problems

    about = counted(opened)
    tables = _of_whole(opened, about)
    drawings = list(drawings_of(opened, about, tables))
    folder = opened.folder.reports / "figures"
    promise(
        opened.folder,
        "analyse",
        [
            *(path for name in tables for path in _table_files(opened, name)),
            graph_file(opened),
            *(path for drawing in drawings for path in figure_files(folder, drawing.name).values()),
        ],
    )
    written = [*_write_tables(opened, tables), *write_graph(opened, tables["relations"])]
    figures: dict[str, dict[str, Any]] = {}
    for drawing in opened.progress(drawings, "Drawing figures"):
        written += draw_to(folder, drawing)
        figures[drawing.name] = {"alt": drawing.alt(), "protected": drawing.protected}
    problems: list[Problem] = stop_list_problems(stop_texts(opened))
    facts = {"tables": len(tables), "figures": len(figures), "table": list(tables), "figure": figures}
    return Made(written, problems, facts)


def _of_whole(opened: OpenStudy, about: Counted) -> dict[str, pd.DataFrame]:
    """Every table of the study, those of its coders and its codebook among them."""
    return {**all_tables(opened, about), **agreement_tables(opened), **change_tables(opened)}


def narrowed(opened: OpenStudy, narrow: Narrow, out: Path) -> tuple[int, int]:
    """Every table and figure narrowed as asked, written to a folder of one's own: how many there are.

    Agreement and the changes of the codebook are of the whole study, and there where nothing is narrowed.
    Raises StudyError where the folder holds something already, so that nothing of anybody's is overwritten.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StudyError(error(str(out), "out", "holds something already.", "Name a new folder with --out."))
    code(opened)
    must_know(opened, narrow, read_arrow(opened.folder.processed / "utterances.parquet", DIMENSIONS))
    about = counted(opened)
    tables = _of_whole(opened, about) if narrow == EVERYTHING else all_tables(opened, about, narrow)
    for name, table in tables.items():
        write_csv(out / "tables" / f"{safe_name(name)}.csv", table)
    drawings = list(drawings_of(opened, about, tables, [("all", "all")]))
    for drawing in opened.progress(drawings, "Drawing figures"):
        draw_to(out / "figures", drawing)
    return len(tables), len(drawings)


def _write_tables(opened: OpenStudy, tables: dict[str, pd.DataFrame]) -> Iterable[Path]:
    for name, table in tables.items():
        shown, kept = _table_files(opened, name)
        write_csv(shown, table)
        write_frame(kept, table)
        yield from (shown, kept)


def _table_files(opened: OpenStudy, name: str) -> tuple[Path, Path]:
    """Where a table is written: for people, and for the report."""
    return opened.folder.reports / "tables" / f"{safe_name(name)}.csv", kept_table(opened, name)


def kept_table(opened: OpenStudy, name: str) -> Path:
    """Where a table is kept for the report, with the types that a CSV forgets."""
    return opened.folder.processed / "tables" / f"{safe_name(name)}.parquet"
