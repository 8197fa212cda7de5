"""Relations: what holds of each, how they are written and taken away, drawn, printed and looked at again."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from pages import first_column, section, tables
from reported import CODEBOOK as REPORTED
from reported import coded, evidence, nothing
from reported import said as said_of
from small_study import CODEBOOK, answered, built_study, contents, forankret, opened, put, small_study

from pipeline.analysis.relations import (
    RELATION_COLUMNS,
    Argued,
    argued,
    relation_table,
    standing_by_id,
)
from pipeline.codebook import Change, Code, Codebook, Relation
from pipeline.coding.events import Event, Record
from pipeline.exchange.graphs import graphml
from pipeline.problems import StudyError
from pipeline.report.blocks import Heading, Table, text_of
from pipeline.report.figures import FIGURES
from pipeline.report.figures.diagram import Box, arrows, in_rows
from pipeline.report.figures.words import FIGURE_WORDING
from pipeline.report.sections.evolution import evolution
from pipeline.report.sections.relations import relations as section_of
from pipeline.report.sections.relations import type_told
from pipeline.store.codebook_layout import layout
from pipeline.store.codebook_relations import related, relations_in
from pipeline.store.history import read_bytes

BOOK = Codebook(
    codes=[
        Code(id="a", label="A"),
        Code(id="under-a", label="Under A", parent="a"),
        Code(id="b", label="B"),
        Code(id="was-b", label="Var B", status="merged", merged_into="b"),
        Code(id="c", label="C"),
    ]
)
STANDING = standing_by_id(
    {
        "coding": id,
        "code": code,
        "coder": "hege",
        "role": "OA",
        "utterance": f"I:{at:04d}",
        "quote": f"ord {id}",
    }
    for at, (id, code) in enumerate(
        [("1", "a"), ("2", "b"), ("3", "under-a"), ("4", "c"), ("5n", "a"), ("2", "b")]
    )
)


def event(name: str, coding: str, code: str = "a", **more: Any) -> Record:
    made = Event(
        at="2025-01-01T10:00:00Z", event=name, coding=coding, utterance="I:0001", code=code, quote="q", **more
    )
    return Record(made, "hege", "I", "codebooks/codings/hege/I.jsonl:1")


PAST = [event("apply", "5"), event("apply", "5n", instead_of="5"), event("apply", "6"), event("remove", "6")]


def told(*pairs: Any, source: str = "a", target: str = "b", type: str = "condition") -> Argued:
    relation = Relation(id="r1", source=source, type=type, target=target, memo="Fordi.", evidence=list(pairs))
    book = BOOK.model_copy(update={"relations": (relation,)})
    (one,) = argued(book, STANDING, lambda: PAST)
    return one


@pytest.mark.parametrize(
    ("coding", "state"),
    [
        ("1", "stands"),
        ("3", "stands"),
        ("4", "other-code"),
        ("5", "recoded"),
        ("6", "removed"),
        ("7", "unknown"),
    ],
)
def test_what_became_of_a_coding_is_told(coding: str, state: str) -> None:
    one = told([coding, "2"])
    assert [shown.state for shown in one.pairs[0]] == [state, "stands"]
    assert one.holding == (state in ("stands", "recoded"))


def test_merged_ends_lead_to_their_heirs_and_a_passage_is_one_coding() -> None:
    one = told(["1", "2"], target="was-b")
    assert (one.source, one.target) == ("a", "b") and one.holding == 1
    shown = one.pairs[0][1].standing
    assert shown and shown.utterances == ("I:0001", "I:0005") and shown.quote == "ord 2 / ord 2"


def test_a_joint_decision_shows_what_was_decided() -> None:
    relation = Relation(source="a", type="x", target="b", evidence=[["j", "2"]])
    book = BOOK.model_copy(update={"relations": (relation,)})
    (one,) = argued(book, STANDING, lambda: [event("settle", "j", decision="stands")])
    assert one.pairs[0][0].state == "stands"


def test_events_are_read_only_where_a_coding_does_not_stand() -> None:
    def never() -> Any:
        raise AssertionError("nothing had to be read")

    book = BOOK.model_copy(
        update={"relations": (Relation(source="a", type="x", target="b", evidence=[["1", "2"]]),)}
    )
    assert argued(book, STANDING, never)[0].holding == 1


@pytest.mark.parametrize("odd", ["1", ["1"], ["1", "2", "3"], {"a": 1}, ["1", None], [1, 2]])
def test_what_is_no_pair_is_kept_apart(odd: Any) -> None:
    one = told(odd, ["1", "2"])
    assert len(one.pairs) == len(one.odd) == 1


def table_of(*relations: Relation) -> pd.DataFrame:
    book = BOOK.model_copy(update={"relations": relations})
    return relation_table(book, argued(book, STANDING, lambda: PAST))


def test_the_table_has_a_row_for_each_pair_and_one_for_a_relation_without() -> None:
    table = table_of(
        Relation(id="r1", source="a", type="condition", target="was-b", evidence=[["1", "2"], ["6", "2"]]),
        Relation(source="a", type="contrast", target="x"),
        Relation(id="r1", source="a", type="context", target="c"),
    )
    assert tuple(table.columns) == RELATION_COLUMNS
    assert table["relation"].tolist() == ["r1", "r1", "#2", "#3"] and table["pair"].tolist() == [1, 2, 0, 0]
    assert table["target"].tolist() == ["b", "b", "x", "c"] and table["target_label"].tolist()[2] == "x"
    assert table["source_state"].tolist() == ["stands", "removed", "", ""]
    assert table["source_coding"].tolist() == ["1", "6", "", ""]


def test_the_page_names_every_column_of_the_table() -> None:
    (found,) = tables(section("docs/relations.md", "### relations.csv"))
    assert first_column(found) == list(RELATION_COLUMNS)


# the text of the codebook

ONE = {
    "id": "r1",
    "source": "uklart",
    "type": "condition",
    "target": "styring",
    "memo": "Fordi: «det».",
    "evidence": [["c1", "c2"]],
}
TWO = {
    "id": "r2",
    "source": "styring",
    "type": "contrast",
    "target": "uklart",
    "memo": "x " * 90 + "x",
    "evidence": [["c2", "c1"], ["c5", "c4"]],
}
BLOCK = (
    "relations:\n  # det første\n  - id: r0\n    source: uklart # kilde\n    type: x\n    target: styring\n"
)
TEXTS = {
    "none": CODEBOOK,
    "no-line-end": CODEBOOK.rstrip("\n"),
    "empty": CODEBOOK + "relations: []\n",
    "null": CODEBOOK + "relations:\n# slutt\n",
    "block": CODEBOOK + BLOCK + "# slutt\n",
    "first": BLOCK + CODEBOOK,
    "unindented": CODEBOOK + "relations:\n- {id: r0, source: uklart, type: x, target: styring}\n\n",
    "flow": CODEBOOK + "relations: [{id: r0, source: uklart, type: x, target: styring}]\n",
    "dash": CODEBOOK
    + "relations:\n  -\n    id: r0\n    source: uklart\n    type: x\n    target: styring\nextra: 1\n",
    "windows": (CODEBOOK + BLOCK).replace("\n", "\r\n"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_relations_are_written_and_taken_away_and_all_else_stays(name: str) -> None:
    before = layout(TEXTS[name])
    held = relations_in(before)
    one = related(before, "r1", ONE)
    two = related(one, "r2", TWO)
    assert relations_in(two) == [*held, ONE, TWO] and two.version == before.version + 2
    changed = related(two, "r1", {**ONE, "memo": "Nytt."})
    assert relations_in(changed) == [*held, {**ONE, "memo": "Nytt."}, TWO]
    for id in ("r1", "r2", *(str(one["id"]) for one in held)):
        changed = related(changed, id, {})
    assert relations_in(changed) == []
    lines = [line for line in TEXTS[name].splitlines() if "version" not in line and "r0" not in line]
    kept = [
        line
        for line in lines
        if "relations" not in line and not line.startswith(("    source", "    type", "    target"))
    ]
    assert [line for line in kept if line.strip() not in ("", "-", "# det første")] == [
        line
        for line in changed.text.splitlines()
        if line in kept and line.strip() not in ("", "-", "# det første")
    ]


@pytest.mark.parametrize(
    "name", [name for name in TEXTS if name not in ("none", "no-line-end", "empty", "null", "flow")]
)
def test_what_was_added_and_taken_away_leaves_the_bytes_as_they_were(name: str) -> None:
    before = layout(TEXTS[name])
    after = related(related(before, "r1", ONE), "r1", {})
    assert after.text.replace("version: 5", "version: 3") == before.text


def test_a_file_between_braces_is_left_alone() -> None:
    with pytest.raises(StudyError, match="between braces"):
        related(layout("{version: 1, codes: [{id: a, label: A}]}\n"), "r1", ONE)


def test_fields_that_no_relation_can_have_are_refused() -> None:
    with pytest.raises(StudyError, match="cannot be so"):
        related(layout(CODEBOOK), "r1", {"id": "r1", "source": "a"})


# the acts

RELATE = (
    "codebook",
    "relate",
    "uklart",
    "condition",
    "styring",
    "--coder",
    "hege",
    "--reason",
    "Sett to steder.",
)


def relate(study: Path, *more: str) -> Any:
    return forankret(study, *RELATE, *more)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "s")


def test_codes_are_related_with_a_line_in_the_history_and_a_new_version(study: Path) -> None:
    done = relate(study, "--evidence", "c1,c2", "--memo", "Den usikre slipper ikke.")
    assert done.code == 0 and "version 4  r1: uklart – condition – styring" in done.out
    book = opened(study).codebook
    assert book.version == 4 and book.relations[0].evidence == (["c1", "c2"],)
    line = json.loads(read_bytes(study).splitlines()[-1])
    assert (line["event"], line["code"], line["who"], line["reason"], line["version"]) == (
        "relate", "r1", "hege", "Sett to steder.", 4,
    )  # fmt: skip
    assert line["before"] is None and line["after"]["memo"] == "Den usikre slipper ikke."
    (row,) = answered(study, "codebook", "relations")
    assert (row["source_quote"], row["target_quote"]) == ("usikker på hva ordet betyr", "slippe styringen")
    assert "usikker på hva" in forankret(study, "codebook", "relations").out


def test_related_again_they_get_further_evidence_and_the_same_id(study: Path) -> None:
    relate(study, "--evidence", "c1,c2", "--memo", "Slik.")
    done = relate(study, "--evidence", "c3,c4")
    assert done.code == 0, done.both
    (relation,) = opened(study).codebook.relations
    assert (
        relation.id == "r1" and relation.memo == "Slik." and relation.evidence == (["c1", "c2"], ["c4", "c3"])
    )
    assert json.loads(read_bytes(study).splitlines()[-1])["before"]["evidence"] == [["c1", "c2"]]
    assert relate(study, "--evidence", "c1,c2").code == 2


def test_a_relation_taken_away_gives_its_id_to_no_other(study: Path) -> None:
    before = (study / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    relate(study, "--evidence", "c1,c2", "--memo", "Slik.")
    done = forankret(study, "codebook", "unrelate", "r1", "--coder", "hege", "--reason", "Bare ett sted.")
    assert done.code == 0 and "taken away" in done.out
    line = json.loads(read_bytes(study).splitlines()[-1])
    assert (line["event"], line["after"], line["before"]["memo"]) == ("unrelate", None, "Slik.")
    assert (
        opened(study).codebook.relations == ()
        and before.splitlines()[1:]
        == (
            (study / "codebooks/codebook.yaml")
            .read_text(encoding="utf-8")
            .replace("\nrelations: []\n", "")
            .splitlines()[1:]
        )
    )
    assert "r2: uklart" in relate(study, "--evidence", "c1,c2", "--memo", "Slik.").out
    again = forankret(study, "codebook", "unrelate", "r1", "--coder", "hege", "--reason", "Igjen.")
    assert again.code == 1 and "there is no relation 'r1'" in again.err and "r2" in again.err


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        (("--evidence", "c1,c2"), 2, "--memo"),
        (("--memo", "m"), 2, "--evidence"),
        (("--memo", "m", "--evidence", "c1"), 2, "CODING,CODING"),
        (("--memo", "m", "--evidence", "c1,c2,c3"), 2, "CODING,CODING"),
        (("--memo", "m", "--evidence", "c1,c99"), 1, "no coding 'c99'"),
        (("--memo", "m", "--evidence", "c1,c4"), 1, "is of 'uklart' and 'uklart'"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    study: Path, more: Any, code: int, told: str
) -> None:
    before = contents(study)
    done = relate(study, *more)
    assert done.code == code and told in done.err and contents(study) == before


@pytest.mark.parametrize(("one", "other", "told"), [
    ("uklart", "uklart", "itself"), ("uklart", "styrng", "styring"), ("gammel", "styring", "retired"),
    ("redd", "uklart", "skummelt"),
])  # fmt: skip
def test_codes_that_cannot_be_related_are_told_of(study: Path, one: str, other: str, told: str) -> None:
    arguments = ("condition", other, "--coder", "hege", "--reason", "r", "--memo", "m", "--evidence", "c1,c2")
    done = forankret(study, "codebook", "relate", one, *arguments)
    assert done.code in (1, 2) and told in done.err


def test_a_type_of_ones_own_is_kept_with_a_note(study: Path) -> None:
    done = forankret(
        study, "codebook", "relate", "uklart", "motsier", "styring", "--coder", "hege", "--reason", "r",
        "--memo", "m",
        "--evidence", "c1,c2",
    )  # fmt: skip
    assert done.code == 0 and "kept as it is" in done.err
    assert "[relation-type]" in forankret(study, "check").out


@pytest.mark.parametrize("slip", ["conditon", "Condition", "part of"])
def test_a_slip_of_the_pen_in_the_type_is_told_and_nothing_is_saved(study: Path, slip: str) -> None:
    before = contents(study)
    done = forankret(
        study, "codebook", "relate", "uklart", slip, "styring", "--coder", "hege", "--reason", "r",
        "--memo", "m", "--evidence", "c1,c2",
    )  # fmt: skip
    assert done.code == 2 and "Did you mean" in done.err
    assert contents(study) == before


def test_a_coding_is_no_evidence_of_itself(study: Path) -> None:
    done = forankret(
        study, "codebook", "relate", "uklart", "condition", "styring", "--coder", "hege", "--reason", "r",
        "--memo", "m", "--evidence", "c1,c1",
    )  # fmt: skip
    assert done.code == 1 and "one coding cannot show" in done.err


# the checks

WEAK = """\
relations:
  - {source: uklart, type: condition, target: styring, memo: Slik., evidence: [[c1, c2]]}
  - {id: r1, source: redd, type: context, target: skummelt, memo: Slik., evidence: [[c3, c3]]}
  - {id: r1, source: gammel, type: enig, target: styring, evidence: [[c9, c2], c2]}
  - {id: r3, source: uklart, type: condition, target: styring, memo: Slik.}
  - {id: r4, source: uklart, type: part-of, target: styring, memo: Slik., evidence: [[c2, c1]]}
"""


def test_what_is_weak_in_a_relation_is_told_with_its_line(tmp_path: Path) -> None:
    study = small_study(tmp_path / "s", codebook__yaml=CODEBOOK + WEAK)
    first = len(CODEBOOK.splitlines()) + 2
    found = [line for line in forankret(study, "check").out.splitlines() if "[relation-" in line]
    names = sorted((line.rsplit("[", 1)[1][:-1], int(line.split(":")[1]) - first) for line in found)
    assert names == [
        ("relation-ends", 1), ("relation-ends", 1), ("relation-ends", 3),
        ("relation-evidence", 1), ("relation-evidence", 1), ("relation-evidence", 3),
        ("relation-evidence", 4), ("relation-evidence", 4),
        ("relation-id", 0), ("relation-id", 1), ("relation-memo", 1), ("relation-type", 1),
    ]  # fmt: skip


def test_a_removed_coding_behind_a_relation_is_told(study: Path) -> None:
    relate(study, "--evidence", "c1,c2", "--memo", "Slik.")
    assert "[relation-" not in forankret(study, "check").out
    forankret(study, "coding", "remove", "c1", "--coder", "hege", "--reason", "feil")
    assert "c1, which was removed" in forankret(study, "check").out
    (row,) = answered(study, "codebook", "relations")
    assert (row["source_state"], row["target_state"]) == ("removed", "stands")


def test_a_coding_behind_a_relation_that_was_recoded_is_followed_to_where_it_stands(study: Path) -> None:
    relate(study, "--evidence", "c1,c2", "--memo", "Slik.")
    forankret(study, "codebook", "add", "Under", "--parent", "uklart", "--coder", "hege", "--reason", "x")
    assert forankret(study, "coding", "recode", "c1", "under", "--coder", "hege").code == 0
    assert "[relation-evidence]" not in forankret(study, "check").out
    (row,) = answered(study, "codebook", "relations")
    assert (row["source_state"], row["source_code"]) == ("recoded", "under")
    assert row["source_coding"] != "c1" and row["source_quote"] == "usikker på hva ordet betyr"
    forankret(study, "coding", "recode", row["source_coding"], "skummelt", "--coder", "hege")
    assert "[relation-evidence]" in forankret(study, "check").out


def test_a_relation_written_by_hand_is_noticed_and_put_into_the_history(study: Path) -> None:
    forankret(study, "codebook", "record", "--coder", "hege", "--reason", "Det som er her.")
    relate(study, "--evidence", "c1,c2", "--memo", "Slik.")
    path = study / "codebooks/codebook.yaml"
    text = path.read_text(encoding="utf-8").replace("type: condition", "type: context")
    path.write_text(
        text + "  - {id: r9, source: styring, type: contrast, target: uklart}\n", encoding="utf-8"
    )
    (line,) = (one for one in forankret(study, "check").out.splitlines() if "[unrecorded-change]" in one)
    assert "r1: type, r9 is not in it" in line
    done = forankret(study, "codebook", "record", "--coder", "hege", "--reason", "For hånd.")
    assert done.code == 0, done.both
    lines = [json.loads(one) for one in read_bytes(study).splitlines()[-2:]]
    assert [(one["event"], one["code"], one["after"]["type"]) for one in lines] == [
        ("relate", "r1", "context"),
        ("relate", "r9", "contrast"),
    ]
    assert (
        lines[0]["before"]["type"] == "condition"
        and lines[0]["version"] == lines[1]["version"] == opened(study).codebook.version
    )
    path.write_text(
        path.read_text(encoding="utf-8").replace("  - {id: r9", "  # - {id: r9"), encoding="utf-8"
    )
    forankret(study, "codebook", "record", "--coder", "hege", "--reason", "Bort igjen.")
    gone = json.loads(read_bytes(study).splitlines()[-1])
    assert (gone["event"], gone["code"], gone["after"]) == ("unrelate", "r9", None)
    told = [
        one for one in forankret(study, "check").out.splitlines() if "[history-" in one or "unrecorded" in one
    ]
    assert told == []


# what is drawn and printed


def related_report(
    language: str = "nb", edition: str = "internal", pairs: Any = (("a1", "b2"), ("a2", "b3"))
) -> Any:
    relation = Relation(
        id="r1",
        source="uklart",
        type="condition",
        target="rolle",
        memo="Fordi de sier det.",
        evidence=[list(one) for one in pairs],
    )
    book = REPORTED.model_copy(update={"relations": (relation,)})
    table = coded(said_of())
    table = relation_table(book, argued(book, standing_by_id(table.to_dict("records")), tuple))
    return evidence(language, edition, codebook=book, relations=table)


def words_of(blocks: list[Any]) -> str:
    texts = [text_of(block.runs) for block in blocks if hasattr(block, "runs")]
    texts += [block.text for block in blocks if isinstance(block, Heading)]
    cells = [
        text_of(cell)
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]
    return "\n".join([*texts, *cells])


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_relation_is_printed_with_its_memo_and_its_pairs(language: str) -> None:
    said = words_of(section_of(related_report(language)))
    assert "Fordi de sier det." in said and "INT-01:0002" in said and "INT-03:0003" in said
    assert {"nb": "er vilkår for", "nn": "er vilkår for", "en": "is a condition for"}[language] in said


def test_nothing_to_relate_is_said_plainly() -> None:
    assert "Ingen har satt koder i sammenheng ennå" in words_of(section_of(nothing()))


def test_a_coding_that_is_gone_is_said_so_where_its_words_would_stand() -> None:
    assert "(kodingen finnes ikke)" in words_of(section_of(related_report(pairs=[("borte", "b2")])))


def test_a_masked_quote_is_masked_here_too() -> None:
    inside = words_of(section_of(related_report()))
    assert "[noe]" in inside and "Vi vet <script>" not in inside


def test_the_public_edition_prints_only_words_that_are_printed_anyway() -> None:
    about = related_report(edition="public", pairs=[(f"a{at}", f"b{at}") for at in range(1, 10)])
    blocks = section_of(about)
    said = words_of(blocks)
    printed = {quote.coding for quote in about.quotes}
    expected = [at for at in range(1, 10) if {f"a{at}", f"b{at}"} <= printed]
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    assert len(rows) == len(expected) < 9
    assert "INT-0" not in said and "9. De er bare trykt" in said
    assert "<3" in words_of(section_of(related_report(edition="public")))


def test_the_graph_is_the_same_bytes_and_can_be_read() -> None:
    table = table_of(
        Relation(
            id="r1",
            source="a",
            type="condition",
            target="b",
            memo="Æ & <b> \x07",
            evidence=[["1", "2"], ["6", "2"]],
        ),
        Relation(id="r2", source="b", type="contrast", target="a", memo="x"),
        Relation(id="r3", source="a", type="context", target="b", memo="y"),
    )
    data = graphml(table, BOOK)
    assert data == graphml(table.copy(), BOOK)
    graph = nx.read_graphml(BytesIO(data), force_multigraph=True)
    edges = {
        about["id"]: (one, other, about["type"], about["pairs"])
        for one, other, about in graph.edges(data=True)
    }
    assert edges == {
        "r1": ("a", "b", "condition", 1),
        "r2": ("b", "a", "contrast", 0),
        "r3": ("a", "b", "context", 0),
    }
    assert (
        graph.nodes["a"]["label"] == "A"
        and b"memo" in data
        and b"memo" not in graphml(table, BOOK, memos=False)
    )


def test_the_report_of_a_study_has_the_graph_while_there_are_relations(tmp_path: Path) -> None:
    study = built_study(tmp_path)
    graph, table = study / "reports/relations.graphml", study / "reports/tables/relations.csv"
    assert not graph.exists() and table.read_text(encoding="utf-8").count("\n") == 1
    relate(study, "--evidence", "c1,c2", "--memo", "Slik.")
    assert forankret(study, "analyse").code == 0
    assert graph.exists() and (study / "reports/figures/relations.svg").exists()
    forankret(study, "codebook", "unrelate", "r1", "--coder", "hege", "--reason", "Nei.")
    assert forankret(study, "analyse").code == 0
    assert not graph.exists() and not (study / "reports/figures/relations.svg").exists()


def test_the_diagram_is_written_to_a_new_file_of_a_known_kind(study: Path, tmp_path: Path) -> None:
    relate(study, "--evidence", "c1,c2", "--memo", "Slik.")
    for name in ("d.svg", "d.graphml"):
        assert forankret(study, "codebook", "diagram", "--out", str(tmp_path / name)).out.endswith(
            "1 relation.\n"
        )
        assert forankret(study, "codebook", "diagram", "--out", str(tmp_path / name)).code == 1
    assert forankret(study, "codebook", "diagram", "--out", str(tmp_path / "d.pdf")).code == 2
    put(tmp_path, "x.txt", "")


@pytest.mark.parametrize("seed", range(5))
def test_words_in_a_diagram_lie_neither_on_each_other_nor_on_codes(seed: int) -> None:
    random = np.random.default_rng(seed)
    nodes = [f"c{at}" for at in range(9)]
    links = [tuple(random.choice(nodes, 2, replace=False)) for _ in range(7)]
    rows = in_rows(nodes, {node: at // 4 for at, node in enumerate(nodes)}, links, 4)
    assert sorted(node for row in rows for node in row) == nodes and max(map(len, rows)) <= 4
    boxes = {
        node: Box(0.8 + 1.5 * at, 0.6 + 1.2 * down, 0.6, 0.2)
        for down, row in enumerate(rows)
        for at, node in enumerate(row)
    }
    drawn = arrows(boxes, links, [(0.25, 0.08)] * len(links), (6.3, 4.0))
    assert len(drawn) == len(links)
    for at, one in enumerate(drawn):
        assert not any(one.words.meets(box) for box in boxes.values())
        assert not any(one.words.meets(other.words) for other in drawn[:at])


def crowded(codes: int, relations: int, seed: int) -> pd.DataFrame:
    """So many relations among so many codes, by chance."""
    random = np.random.default_rng(seed)
    ends = [random.choice(codes, 2, replace=False) for _ in range(relations)]
    rows = [
        {
            "relation": f"r{at}", "type": "condition", "source": f"k{one}", "target": f"k{two}",
            "source_label": f"Kode {one}", "target_label": f"Kode {two}",
            "source_level": "open", "target_level": "open",
        }
        for at, (one, two) in enumerate(ends)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def passing(codes: int, relations: int, seed: int) -> int:
    """How many codes a line of others is drawn across."""
    figure = FIGURES["relations"][0](crowded(codes, relations, seed), FIGURE_WORDING["nb"])
    lines = [line for line in figure.axes[0].lines if line.get_gid() == "passing"]
    assert all(line.get_zorder() > 5 for line in lines)
    return sum(bool(np.isfinite(line.get_xdata()).any()) for line in lines)


@pytest.mark.parametrize("seed", range(6))
def test_no_line_passes_behind_a_code_where_there_is_a_way_around_it(seed: int) -> None:
    assert passing(10, 10, seed) == 0


def test_a_line_that_must_pass_a_code_is_seen_to_cross_it() -> None:
    assert passing(24, 30, 3) > 0


def test_a_type_of_ones_own_is_no_way_for_words_out_of_the_public_edition() -> None:
    own = "sier at INT-01"
    table = relation_table(BOOK, [told(type=own)])
    outside = " ".join(FIGURES["relations"][1](table, FIGURE_WORDING["nb"], 3).split())
    drawn = FIGURES["relations"][0](table, FIGURE_WORDING["nb"], 3)
    outside += " ".join(text.get_text().replace("\n", " ") for text in drawn.axes[0].texts)
    change = Change(
        at="2024-03-01", who="hege", version=2, event="relate", code="r1",
        after={"source": "a", "target": "b", "type": own},
    )  # fmt: skip
    outside += words_of(evolution(evidence("nb", "public", history=(change,))))
    outside += type_told(evidence("nb", "public"), own)
    assert outside.count("henger sammen med") == 4 and "INT-01" not in outside
    assert own in words_of(evolution(evidence("nb", "internal", history=(change,))))
    assert own in type_told(evidence("nb", "internal"), own)
