"""From coders' events and the codebook's indicators to one table of codings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model import CODING_COLUMNS, UTTERANCE_COLUMNS, Coding, Document, Utterance
from pipeline.problems import Problem
from pipeline.stages.ingest import ingest, replacements
from pipeline.stages.opened import OpenStudy
from pipeline.stages.running import Made, Ran, key_of, run
from pipeline.store.files import digest_of
from pipeline.store.tables import columns_of, read_arrow, write_parquet

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.coding.live import LiveCodings
    from pipeline.coding.moves import Move

Columns = Mapping[str, Sequence[Any]]
SEARCHED = ("utterance", "text", "role", "document")
COPIED = ("speaker", "case", "wave", "kind")
AUTHORED = ("codebook.yaml", "codings/")


class People(NamedTuple):
    """What people decided: their codings, what is wrong, and what became of those on older texts."""

    codings: list[Coding]
    problems: list[Problem]
    moves: list[Move]
    standing: LiveCodings


def code(opened: OpenStudy) -> Ran:
    """Bring the table of codings up to date; the record says how far the utterances are coded."""
    ingested = ingest(opened).record
    return run(opened, "code", code_key(opened, ingested.key), lambda: _make(opened))


def code_key(opened: OpenStudy, ingested: str) -> str:
    """The digest of all that the table of codings stands on."""
    authored = {
        name: value for name, value in opened.folder.codebooks_digests.items() if name.startswith(AUTHORED)
    }
    settings = opened.study.model_dump(mode="json", include={"coders", "spacy_model", "roles", "report"})
    return key_of(opened, ("ingest", ingested), ("codebooks", digest_of(authored.items())), settings=settings)


def _make(opened: OpenStudy) -> Made:
    tables = opened.folder.processed
    utterances = read_arrow(tables / "utterances.parquet", (*SEARCHED, *COPIED))
    people = people_codings(opened)
    rules = _rules(opened, utterances)
    decided = columns_of(people.codings, CODING_COLUMNS)
    columns: dict[str, Sequence[Any]] = {name: [*decided[name], *rules[name]] for name in CODING_COLUMNS}
    columns["fired"] = [*[""] * len(people.codings), *rules["fired"]]
    write_parquet(tables / "codings.parquet", columns)
    outputs = [tables / "codings.parquet", _write_moves(opened, people.moves)]
    return Made(
        outputs, [*people.problems, *_rule_problems(opened)], _facts(opened, utterances, people, rules)
    )


def people_codings(opened: OpenStudy) -> People:
    """The codings that people made and did not remove, on the words of the current transcripts."""
    from pipeline.coding.live import live
    from pipeline.coding.moves import move_codings
    from pipeline.coding.placing import place_codings
    from pipeline.store.codings import read_codings

    files = read_codings(opened.folder.path)
    standing = live(files.records)
    if not standing.marks:
        return People([], files.problems + standing.problems, [], standing)
    older, current = utterances_of(opened, "replaced"), utterances_of(opened, "utterances")
    moved = move_codings(standing, documents_read(opened), older, current)
    placed = place_codings(moved.live, opened.codebook, current)
    problems = [*files.problems, *standing.problems, *moved.problems, *placed.problems]
    return People(placed.codings, problems, moved.moves, moved.live)


def documents_read(opened: OpenStudy) -> list[Document]:
    """The documents of the register that could be read, so that none gives way to one that could not."""
    read = read_arrow(opened.folder.processed / "documents.parquet", ("document",))["document"].to_pylist()
    return list(replacements(opened.documents, set(read)).values())


def utterances_of(opened: OpenStudy, table: str) -> list[Utterance]:
    """The utterances of the current transcripts, or of those that were replaced."""
    columns = read_arrow(opened.folder.processed / f"{table}.parquet").to_pydict()
    return list(map(Utterance._make, zip(*(columns[name] for name in UTTERANCE_COLUMNS), strict=True)))


def _rule_problems(opened: OpenStudy) -> list[Problem]:
    """What keeps indicators from firing: patterns that are none, and a language model that is not here."""
    from pipeline.coding.indicators import indicator_problems
    from pipeline.language import model_problems

    return [*indicator_problems(opened.codebook), *model_problems(opened.study.spacy_model)]


def _rules(opened: OpenStudy, utterances: pa.Table) -> dict[str, list[Any]]:
    """The rule codings as columns; nothing is loaded for a codebook without indicators."""
    if not any(code.indicators for code in opened.codebook.codes):
        return {name: [] for name in (*CODING_COLUMNS, "fired")}
    from pipeline.coding.rules import coding_columns, rule_codings
    from pipeline.columns import numbers
    from pipeline.language import lemmatiser

    ids, texts, roles, documents = (utterances[name].to_pylist() for name in SEARCHED)
    lemmas = lemmatiser(opened.study.spacy_model, texts if opened.study.spacy_model else ())
    matches = rule_codings(ids, texts, roles, languages_of(opened, documents), opened.codebook, lemmas)
    matched = utterances.take(numbers(match.row for match in matches)).to_pydict()
    return coding_columns(matches, matched, opened.codebook)


def languages_of(opened: OpenStudy, documents: Sequence[str]) -> list[str]:
    """The language of the document of each utterance."""
    rows = read_arrow(opened.folder.processed / "documents.parquet", ("document", "language")).to_pydict()
    by_document = dict(zip(rows["document"], rows["language"], strict=True))
    return [by_document[document] for document in documents]


def _write_moves(opened: OpenStudy, moves: list[Move]) -> Any:
    from pipeline.coding.moves import MOVE_COLUMNS

    path = opened.folder.processed / "moves.parquet"
    columns = columns_of(moves, MOVE_COLUMNS)
    write_parquet(path, columns)
    return path


def _facts(opened: OpenStudy, utterances: pa.Table, people: People, rules: Columns) -> dict[str, Any]:
    """How many utterances are coded by people, by rule only, and not at all; those that ask left out."""
    asking = opened.study.asking
    roles = zip(utterances["utterance"].to_pylist(), utterances["role"].to_pylist(), strict=True)
    counted = {id for id, role in roles if role not in asking}
    decided = {row.utterance for row in people.codings} & counted
    by_rule = (set(rules["utterance"]) & counted) - decided
    waiting = {move.coding for move in people.moves if move.waiting}
    return {
        "utterances": len(counted),
        "coded": len(decided),
        "by_rule_only": len(by_rule),
        "uncoded": len(counted) - len(decided) - len(by_rule),
        "codings": len({row.coding for row in people.codings}),
        "rule_codings": len(rules["coding"]),
        "waiting": len(waiting),
    }
