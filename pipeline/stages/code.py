"""From coders' events and the codebook's indicators to one table of codings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
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

    from pipeline.coding.events import Record
    from pipeline.coding.live import LiveCodings
    from pipeline.coding.moved import Move
    from pipeline.coding.moves import Moves
    from pipeline.coding.settling import Decisions

Columns = Mapping[str, Sequence[Any]]
SEARCHED = ("utterance", "text", "role", "document")
COPIED = ("speaker", "case", "wave", "kind")
AUTHORED = ("codebook.yaml", "history.jsonl", "codings/")
NOTHING: Mapping[tuple[str, str], Any] = MappingProxyType({})


class People(NamedTuple):
    """What people decided: their codings, what is wrong, and what became of those on older texts.

    Joint decisions are among the codings: ``settled`` is the column of that name, by coding and utterance,
    and ``decisions`` are they themselves, by utterance and code.
    """

    codings: list[Coding]
    problems: list[Problem]
    moves: list[Move]
    standing: LiveCodings
    settled: Mapping[tuple[str, str], str] = NOTHING
    decisions: Decisions = NOTHING


def code(opened: OpenStudy) -> Ran:
    """Bring the table of codings up to date; the record says how far the utterances are coded.

    What is on the disk is always under the codebook of today.
    """
    if opened.older:
        return code(opened.older.today)
    ingested = ingest(opened).record
    return run(opened, "code", code_key(opened, ingested.key), lambda: _make(opened))


def codings_table(opened: OpenStudy, columns: Sequence[str] | None = None) -> pa.Table:
    """The table of codings, all its columns or those named, brought up to date before it is read.

    Of a study under an older codebook it is the one under that.
    """
    code(opened)
    if opened.older and opened.older.codings is not None:
        table = opened.older.codings
        return table if columns is None else table.select(list(columns))
    return read_arrow(opened.folder.processed / "codings.parquet", columns)


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
    write_parquet(tables / "codings.parquet", _columns(people, rules))
    outputs = [tables / "codings.parquet", _write_moves(opened, people.moves)]
    return Made(
        outputs, [*people.problems, *_rule_problems(opened)], _facts(opened, utterances, people, rules)
    )


def _columns(people: People, rules: Columns) -> Columns:
    """The table of codings: people's first, then those of indicators."""
    decided = columns_of(people.codings, CODING_COLUMNS)
    columns: dict[str, Sequence[Any]] = {name: [*decided[name], *rules[name]] for name in CODING_COLUMNS}
    columns["fired"] = [*[""] * len(people.codings), *rules["fired"]]
    columns["settled"] = [*_settled_column(people), *[""] * len(rules["fired"])]
    return columns


def codings_under(opened: OpenStudy, people: People) -> Columns:
    """The columns of the table of codings, made under the codebook of a study as it was opened."""
    utterances = read_arrow(opened.folder.processed / "utterances.parquet", (*SEARCHED, *COPIED))
    return _columns(people, _rules(opened, utterances))


def people_codings(opened: OpenStudy) -> People:
    """The codings that people made and did not remove, on the words of the current transcripts.

    Under an older codebook those of parts that a code was split into later are codings of that code.
    """
    from pipeline.coding.carrying import edit_problems
    from pipeline.coding.out_of_use import out_of_use
    from pipeline.coding.placing import place_codings
    from pipeline.coding.settled_quotes import fallen_pins, settled_marks, with_settled_quotes
    from pipeline.coding.settling import settlements, with_settlements
    from pipeline.store.history import history_told

    moved, found = _standing_and_problems(opened)
    if not moved.live.marks and not moved.live.settled:
        return People([], found, moved.moves, moved.live)
    listed = {row.document for row in opened.documents}
    said = utterances_of(opened, "utterances")
    descent = opened.descent
    placed = place_codings(moved.live, descent.book, said, listed)
    decided = settlements(moved.live.settled, descent.book)
    joint = with_settlements(placed.codings, decided, descent.book, said)
    standing = with_settled_quotes(moved.live, joint)
    found += edit_problems([*standing.marks, *settled_marks(standing, joint)], standing.edited)
    found += out_of_use(placed.standing, moved.live, descent.book, history_told(opened.folder.path).changes)
    found += [*placed.problems, *joint.problems, *fallen_pins(standing.pinned, joint)]
    rows, decisions = descent.codings(joint.codings), descent.decisions(joint.decisions)
    return People(rows, found, moved.moves, standing, joint.settled, decisions)


def _standing_and_problems(opened: OpenStudy) -> tuple[Moves, list[Problem]]:
    """What stands, and what is wrong in the files and in what stands; the events themselves are let go."""
    from pipeline.store.codings import read_codings

    files = read_codings(opened.folder.path)
    moved = standing_codings(opened, files.records)
    return moved, [*files.problems, *moved.live.problems, *moved.problems]


def _settled_column(people: People) -> list[str]:
    return [people.settled.get((row.coding, row.utterance), "") for row in people.codings]


def standing_codings(opened: OpenStudy, records: Iterable[Record]) -> Moves:
    """What stands of all that the coders did, on the current transcripts; what waits is not among it."""
    from pipeline.coding.live import live
    from pipeline.coding.moves import Moves, move_codings

    standing = live(records)
    documents = documents_read(opened)
    concerned = {name for row in documents if row.replaces for name in (row.document, row.replaces)}
    if not standing.marks or not concerned:
        return Moves(standing, [], [])
    older, current = (utterances_of(opened, table, concerned) for table in ("replaced", "utterances"))
    return move_codings(standing, documents, older, current)


def documents_read(opened: OpenStudy) -> list[Document]:
    """The documents of the register that could be read, so that none gives way to one that could not."""
    read = read_arrow(opened.folder.processed / "documents.parquet", ("document",))["document"].to_pylist()
    return list(replacements(opened.documents, set(read)).values())


def utterances_of(opened: OpenStudy, table: str, documents: Iterable[str] | None = None) -> list[Utterance]:
    """The utterances of the current transcripts, or of those that were replaced; of some documents only."""
    rows = read_arrow(opened.folder.processed / f"{table}.parquet")
    if documents is not None:
        import pyarrow.compute as pc

        from pipeline.columns import texts

        rows = rows.filter(pc.is_in(rows["document"], value_set=texts(sorted(documents))))
    columns = rows.to_pydict()
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
    from pipeline.coding.moved import MOVE_COLUMNS

    path = opened.folder.processed / "moves.parquet"
    columns = columns_of(moves, MOVE_COLUMNS)
    write_parquet(path, columns)
    return path


def between_coders(opened: OpenStudy) -> dict[str, Any]:
    """Who marked which document as done, and what was decided together, brought up to date."""
    facts: dict[str, Any] = code(opened).record.facts
    return _between_coders(people_codings(opened)) if opened.older else facts


def _between_coders(people: People) -> dict[str, Any]:
    """Who marked which document as done, and what was decided together: what agreement stands on."""
    from pipeline.coding.blind import finished

    decided = people.decisions.values()
    return {
        "done": [list(pair) for pair in sorted(finished(people.standing))],
        "decided": [[one.utterance, one.code, one.decision, one.reason, [*one.between]] for one in decided],
    }


def _facts(opened: OpenStudy, utterances: pa.Table, people: People, rules: Columns) -> dict[str, Any]:
    """How many utterances are coded by those whom the report counts, by rule only, and not at all.

    Those that ask are left out. ``by_all`` and ``all_codings`` are what all coders did together.
    """
    asking = opened.study.asking
    roles = zip(utterances["utterance"].to_pylist(), utterances["role"].to_pylist(), strict=True)
    counted = {id for id, role in roles if role not in asking}
    ours = opened.study.counted_coders
    kinds = list(zip(people.codings, _settled_column(people), strict=True))
    standing = [row for row, settled in kinds if settled != "replaced"]
    heard = [
        row
        for row, settled in kinds
        if settled == "decision" or (settled == "" and (not ours or row.coder in ours))
    ]
    decided = {row.utterance for row in heard} & counted
    by_rule = (set(rules["utterance"]) & counted) - decided
    waiting = {move.coding for move in people.moves if move.waiting}
    return {
        "utterances": len(counted),
        "coded": len(decided),
        "by_rule_only": len(by_rule),
        "uncoded": len(counted) - len(decided) - len(by_rule),
        "codings": len({row.coding for row in heard}),
        "rule_codings": len(rules["coding"]),
        "waiting": len(waiting),
        "by_all": len({row.utterance for row in standing} & counted),
        "all_codings": len({row.coding for row in standing}),
        "coders": list(ours),
        "others": sorted({row.coder for row in people.codings}.difference(ours)) if ours else [],
        **_between_coders(people),
    }
