"""Relating two codes with a memo and codings that show it, taking it back, and drawing what is related."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.codebook import RELATION_TYPES, Codebook
from pipeline.problems import StudyError, UsageError, error
from pipeline.stages.asking import Answer
from pipeline.stages.changing_codes import active_code
from pipeline.stages.changing_words import explained
from pipeline.stages.code import codings_table
from pipeline.stages.coding import now
from pipeline.stages.meant import the_coder
from pipeline.stages.opened import OpenStudy
from pipeline.store.codebook_file import change_codebook
from pipeline.store.codebook_nodes import FILE
from pipeline.store.codebook_relations import relation_fields, relations_in
from pipeline.store.codebook_steps import Step
from pipeline.store.history import ever_used

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.analysis.relations import Argued, Standing
    from pipeline.coding.events import Record
    from pipeline.store.codebook_layout import Layout

NEEDS = ("coding", "code", "coder", "role", "utterance", "quote", "origin")


class Related(NamedTuple):
    """What was done: the codebook's new version, the relation's id, a line for the person, and a note."""

    version: int
    relation: str
    said: str
    note: str = ""


def relate(
    opened: OpenStudy,
    who: str,
    source: str,
    type: str,
    target: str,
    evidence: Sequence[tuple[str, str]],
    memo: str,
    reason: str,
) -> Related:
    """A code that is something to another, as a relation with its evidence.

    Where the two are related so already, the pairs are added to that relation, and its memo is the new one
    where one is given. Raises UsageError for a relation without memo or evidence, StudyError for codes and
    codings that are not there.
    """
    why, kind, said = explained(reason), " ".join(type.split()), memo.strip()
    if not kind:
        raise UsageError(f"Say what the one is to the other: {', '.join(RELATION_TYPES)}.")
    if slip := _slip(kind):
        raise UsageError(f"'{kind}' is no type of relation. Did you mean {slip}?")
    if source == target:
        raise UsageError("A code cannot be related to itself.")
    pairs = [list(_pair(opened, source, target, pair)) for pair in evidence]

    def decide(here: Layout, history: bytes) -> list[Step]:
        for end in (source, target):
            active_code(here.outline, end)
        old = _same(here, source, kind, target)
        held = [list(one) if isinstance(one, list) else one for one in old.get("evidence", [])]
        fields = {"source": source, "type": kind, "target": target, "memo": said or old.get("memo", "")}
        fields["evidence"] = [*held, *(one for one in pairs if one not in held)]
        if not fields["memo"]:
            raise UsageError("Say with --memo why you think so: a relation is argued, not only drawn.")
        if not fields["evidence"]:
            raise UsageError("Name with --evidence CODING,CODING at least one pair of codings that shows it.")
        id = str(old.get("id") or _new_id(here, history))
        if {"id": id, **fields} == old:
            raise UsageError(f"The relation '{id}' says this already, so there is nothing to save.")
        return [Step("relate", id, {**old, "id": id, **fields}, why)]

    saved = change_codebook(opened.folder.path, the_coder(opened, who), _now(), decide)
    change = saved.changes[0]
    told = f"{change.code}: {source} – {kind} – {target}, argued with {len(change.after['evidence'])}"  # type: ignore[index]
    note = (
        "" if kind in RELATION_TYPES else f"'{kind}' is none of {', '.join(RELATION_TYPES)}; kept as it is."
    )
    return Related(saved.version, change.code, told, note)


def _slip(kind: str) -> str:
    """The type that is meant where one is a slip of the pen; '' for a type, and for one of one's own."""
    import difflib

    near = difflib.get_close_matches(kind.lower(), RELATION_TYPES, 1, 0.8)
    return near[0] if near and kind not in RELATION_TYPES else ""


def unrelate(opened: OpenStudy, who: str, id: str, reason: str) -> Related:
    """A relation taken away; the history keeps what it was, and why it went."""
    why = explained(reason)

    def decide(here: Layout, history: bytes) -> list[Step]:
        if not relation_fields(here, id):
            known = ", ".join(str(one.get("id", "")) for one in relations_in(here)) or "none at all"
            message = f"there is no relation '{id}'."
            raise StudyError(error(FILE, "unknown-relation", message, f"The codebook has: {known}."))
        return [Step("unrelate", id, {}, why)]

    saved = change_codebook(opened.folder.path, the_coder(opened, who), _now(), decide)
    was = saved.changes[0].before or {}
    told = f"{id}: {was.get('source')} – {was.get('type')} – {was.get('target')} is taken away"
    return Related(saved.version, id, told)


def _now() -> str:
    return now().isoformat(timespec="seconds")


def _same(here: Layout, source: str, type: str, target: str) -> dict[str, Any]:
    """The relation that says the same already, {} where there is none, or none with an id."""
    wanted = {"source": source, "type": type, "target": target}
    alike = (one for one in relations_in(here) if one.get("id") and wanted.items() <= one.items())
    return next(alike, {})


def _new_id(here: Layout, history: bytes) -> str:
    """An id that no relation and no code has, or ever had."""
    taken = {str(one.get("id", "")) for one in relations_in(here)} | set(here.outline.by_id)
    number = 1
    while f"r{number}" in taken or ever_used(history, f"r{number}"):
        number += 1
    return f"r{number}"


def _pair(opened: OpenStudy, source: str, target: str, pair: tuple[str, str]) -> tuple[str, str]:
    """A pair with the coding of the source first; raises StudyError where they do not show the two codes."""
    from pipeline.analysis.relations import shows

    book, standing = opened.codebook, _standing(opened, set(pair))
    for end in (source, target):
        active_code(book, end)
    gone = [id for id in pair if id not in standing]
    if gone:
        raise StudyError(*(_no_coding(id) for id in gone))
    if pair[0] == pair[1]:
        message = "one coding cannot show how two codes are related."
        remedy = "Name two codings, one of each code; find their ids with: forankret quotes CODE"
        raise StudyError(error(FILE, "relation-evidence", message, remedy))
    one, other = (standing[id].code for id in pair)
    if shows(book, one, source) and shows(book, other, target):
        return pair
    if shows(book, other, source) and shows(book, one, target):
        return pair[1], pair[0]
    message = f"the pair {','.join(pair)} is of '{one}' and '{other}', and not of '{source}' and '{target}'."
    remedy = "Name a coding of each code, or of codes below it; find their ids with: forankret quotes CODE"
    raise StudyError(error(FILE, "relation-evidence", message, remedy))


def _no_coding(id: str) -> Any:
    message = f"there is no coding '{id}' that stands."
    return error("codebooks/codings", "unknown-coding", message, "See the ids with: forankret quotes CODE")


def _standing(opened: OpenStudy, ids: Iterable[str] | None = None) -> dict[str, Standing]:
    """The codings that people made and that stand, all or those of these ids."""
    import pyarrow.compute as pc

    from pipeline.analysis.relations import standing_by_id
    from pipeline.columns import texts

    table = codings_table(opened, NEEDS)
    if ids is not None:
        table = table.filter(pc.is_in(table["coding"], value_set=texts(sorted(ids))))
    return standing_by_id(row for row in table.to_pylist() if row["origin"] != "rule")


def told_relations(opened: OpenStudy, codebook: Codebook | None = None) -> list[Argued]:
    """Every relation of the codebook with its evidence as it stands now."""
    from pipeline.analysis.relations import argued, named

    book = codebook or opened.codebook
    if not book.relations:
        return []
    ids = named(book)
    standing = _standing(opened, ids)
    if ids - standing.keys():  # one that was recoded stands under another id
        standing = _standing(opened)
    return argued(book, standing, partial(_records, opened))


def _records(opened: OpenStudy) -> Sequence[Record]:
    from pipeline.store.codings import read_codings

    return read_codings(opened.folder.path).records


def relations_table(opened: OpenStudy) -> pd.DataFrame:
    """The table ``relations``, a row for each pair of codings."""
    from pipeline.analysis.relations import relation_table

    return relation_table(opened.codebook, told_relations(opened))


def relations(opened: OpenStudy) -> Answer:
    """The relations with the words of their evidence, as an answer to be printed."""
    table = relations_table(opened)
    return Answer(list(table.columns), table.astype(object).to_numpy().tolist())


def draw(opened: OpenStudy, out: Path) -> int:
    """Write the diagram of the relations to a new file, as SVG or GraphML: how many relations it holds."""
    suffix = out.suffix.lower()
    if suffix not in (".svg", ".graphml"):
        raise UsageError("Name a file that ends in .svg or .graphml.")
    if out.exists():
        raise StudyError(error(str(out), "out", "is there already.", "Name a new file with --out."))
    from pipeline.store.files import write_atomic

    table = relations_table(opened)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(out, _svg(opened, table) if suffix == ".svg" else graph(opened, table))
    return int(table["relation"].nunique()) if len(table) else 0


def _svg(opened: OpenStudy, table: pd.DataFrame) -> bytes:
    from pipeline.report.figures.relations import draw_relations
    from pipeline.report.figures.style import save
    from pipeline.report.figures.words import FIGURE_WORDING

    return save(draw_relations(table, FIGURE_WORDING[opened.study.language]))[".svg"]


def graph(opened: OpenStudy, table: pd.DataFrame) -> bytes:
    """The relations as GraphML; in the public edition without memos."""
    from pipeline.exchange.graphs import graphml

    return graphml(table, opened.codebook, opened.study.report.edition != "public")


def graph_file(opened: OpenStudy) -> Path:
    """Where the graph of the relations is written."""
    return opened.folder.reports / "relations.graphml"


def write_graph(opened: OpenStudy, table: pd.DataFrame) -> list[Path]:
    """Write the graph where any codes are related: the files that were written."""
    from pipeline.store.files import write_atomic

    if table.empty:
        return []
    write_atomic(graph_file(opened), graph(opened, table))
    return [graph_file(opened)]
