"""The edition that may be shared: no hidden number can be worked out, nothing said stands outside a quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from constructed import CODEBOOK, STUDY, random_study, utterances
from reported import evidence, registered, said

from pipeline.codebook import Change, Code, Codebook
from pipeline.coding.edits import mask
from pipeline.model import Memo
from pipeline.report.blocks import Definitions, Figure, Listing, Paragraph, Quote, Table, text_of
from pipeline.report.evidence import Evidence
from pipeline.report.sections import build
from pipeline.report.sections.masked import masked_words
from pipeline.report.sections.sentences import spread
from pipeline.report.sections.suppression import hidden_in
from pipeline.stages.analyse import analyse
from pipeline.stages.opened import open_study
from pipeline.stages.report import evidence as evidence_of

HIDDEN = ("<3", "*")


def public(study):
    return study.model_copy(update={"report": study.report.model_copy(update={"edition": "public"})})


@pytest.fixture(scope="module")
def shared(demonstration: Path) -> Evidence:
    """The demonstration in its public edition."""
    opened = open_study(demonstration)
    inside = evidence_of(opened, analyse(opened).record, [], {})
    return replace(inside, study=public(inside.study), figures={})


@pytest.fixture(scope="module")
def report(shared: Evidence) -> list:
    return build(shared)


class Sums:
    """What the tables of a report print, by what it counts, and which numbers add up to which."""

    def __init__(self, blocks: list) -> None:
        self.known: dict[tuple, int] = {}
        self.hidden: set[tuple] = set()
        self.equations: list[tuple[tuple, list[tuple]]] = []
        for block in blocks:
            if isinstance(block, Table):
                self._read(block)

    def _read(self, table: Table) -> None:
        caption, head = table.caption, table.header
        if caption.startswith("Dokumentene etter"):
            self._groups(table)
        elif caption.startswith("Ytringer, ord og kjente"):
            rows = [(text_of(row.cells[0]), row) for row in table.rows]
            for at, name in ((1, "Ytringer"), (2, "Ord")):
                for role, row in rows:
                    self._put((name, role), row.cells[at])
                self.equations.append(((name, "I alt"), [(name, role) for role, _ in rows]))
        elif caption.startswith("Hvor mye som er kodet"):
            self._coverage(table)
        elif caption.endswith("dokumenter og talere"):
            self._codes(table, range(2, head.index("Dokumenter")), total=1)
        elif caption.startswith(("Ytringer i hvert funn", "Ytringer under hver kode")):
            self._codes(table, range(1, len(head) - 1), total=len(head) - 1)

    def _groups(self, table: Table) -> None:
        for at, name in enumerate(table.header[1:], start=1):
            parts: list[tuple] = []
            for row in [*table.rows, None]:
                if row is None or len(row.cells) == 1 or row.strong:
                    if parts:
                        self.equations.append(((name, "I alt"), parts))
                    parts = []
                    if row is not None and len(row.cells) > 1:
                        self._put((name, "I alt"), row.cells[at])
                    continue
                key = ("group", name, text_of(row.cells[0]))
                self._put(key, row.cells[at])
                parts.append(key)

    def _coverage(self, table: Table) -> None:
        names = table.header[1:-1]
        labels = [text_of(row.cells[0]) for row in table.rows]
        for label, row in zip(labels, table.rows, strict=True):
            who = "those who answer" if label == "I alt" else label
            for at, name in enumerate(names, start=1):
                self._put((name, who), row.cells[at])
            self.equations.append(((names[0], who), [(name, who) for name in names[1:]]))
        if len(labels) > 1:
            for name in names:
                self.equations.append(((name, "those who answer"), [(name, role) for role in labels[:-1]]))

    def _codes(self, table: Table, parts: range, total: int) -> None:
        for row in table.rows:
            code = text_of(row.cells[0])
            if text_of(row.cells[total]) == "–":
                continue
            self._put(("n", code), row.cells[total])
            keys = [("n", code, table.header[at]) for at in parts]
            for key, at in zip(keys, parts, strict=True):
                self._put(key, row.cells[at])
            self.equations.append((("n", code), keys))

    def _put(self, key: tuple, cell: tuple) -> None:
        text = text_of(cell).replace("\u00a0", "")
        if text in HIDDEN:
            self.hidden.add(key)
        else:
            self.known[key] = int(text)

    def worked_out(self) -> Iterator[tuple]:
        """The hidden numbers that the printed ones leave only one value, whichever table they stand in."""
        yield from (key for key in sorted(self.hidden) if key in self.known)
        unknown = sorted(
            {key for total, parts in self.equations for key in (total, *parts)} - set(self.known)
        )
        rows = np.zeros((len(self.equations), len(unknown)))
        for at, (total, parts) in enumerate(self.equations):
            for key, sign in [(total, -1), *((part, 1) for part in parts)]:
                if key not in self.known:
                    rows[at, unknown.index(key)] += sign
            rest = self.known.get(total, -1) - sum(self.known.get(part, 0) for part in parts)
            if any(part not in self.known for part in parts) and total in self.known and rest < 3:
                yield total
        rank = np.linalg.matrix_rank(rows) if rows.size else 0
        for at, key in enumerate(unknown):
            alone = np.eye(len(unknown))[at]
            if key in self.hidden and np.linalg.matrix_rank(np.vstack([rows, alone])) == rank:
                yield key


def test_no_hidden_number_of_the_demonstration_can_be_worked_out_from_the_printed_ones(report):
    sums = Sums(report)
    assert len(sums.hidden) > 30 and len(sums.equations) > 60
    assert list(sums.worked_out()) == []


@pytest.mark.parametrize("seed", range(24))
def test_no_hidden_number_of_studies_made_by_chance_can_be_worked_out(seed):
    spoken, coded = random_study(seed, size=30 + 20 * (seed % 4), marks=40 + 15 * seed)
    about = Evidence(public(STUDY), CODEBOOK, registered(spoken), spoken, coded)
    sums = Sums(build(about))
    assert sums.hidden
    assert list(sums.worked_out()) == []


def test_the_sums_find_a_number_that_can_be_worked_out_over_rows_and_columns():
    cells = [("Innbyggere", "173", "167", "6"), ("Ansatte", "436", "394", "42")]
    rows = [*cells, ("Fortelling", "125", "*", "*"), ("I alt", "734", "609", "125")]
    header = ("Rolle", "Ytringer", "Kodet", "Ikke kodet", "Andel kodet")
    from pipeline.report.blocks import Row, Text

    table = Table(
        header, tuple(Row(tuple((Text(t),) for t in (*row, "–"))) for row in rows), "Hvor mye som er kodet"
    )
    assert ("Kodet", "Fortelling") in list(Sums([table]).worked_out())


def test_who_knows_the_rule_learns_no_hidden_number_from_its_row():
    told: dict[tuple, list[tuple[int, ...]]] = {}
    for parts in product(range(9), repeat=3):
        below, above = hidden_in(parts, sum(parts))
        printed = ("hidden",) * 3 if below else parts
        told.setdefault((printed, "hidden" if above else sum(parts)), []).append(parts)
    for (printed, _), possible in told.items():
        assert "hidden" not in printed or all(len(set(column)) > 1 for column in zip(*possible, strict=True))


def test_a_number_under_three_is_never_printed_in_a_row():
    for parts in product(range(6), repeat=3):
        below, above = hidden_in(parts, sum(parts))
        assert below or min(parts) >= 3
        assert above or sum(parts) >= 3


def test_the_sentence_leaves_out_all_roles_where_one_is_said_too_seldom():
    told = text_of(spread(evidence(edition="public"), "rolle"))
    assert told.startswith("Til sammen er dette kodet i 10 ytringer i 10 av 10 dokumenter.")
    assert "av 9" not in told and "ansatte" not in told


def test_a_code_met_in_two_utterances_is_said_to_be_met_in_fewer_than_three():
    about = evidence(edition="public")
    few = about.codings[about.codings["coding"].isin(["c1", "c2"])]
    assert (
        text_of(spread(replace(about, codings=few), "tillit")) == "Dette er kodet i færre enn tre ytringer."
    )


def test_a_hidden_number_takes_the_plural_in_every_language():
    few = evidence().codings.iloc[:1]
    for language, plural in (("nb", "kodinger"), ("nn", "kodingar"), ("en", "codings")):
        blocks = build(replace(evidence(language, "public"), codings=few))
        opening = next(
            text_of(b.runs) for b in blocks if isinstance(b, Paragraph) and "<3" in text_of(b.runs)
        )
        assert f"<3 {plural}" in opening


def test_a_role_with_two_utterances_leaves_the_table_of_roles_and_of_coverage_out():
    spoken = pd.concat([said(), utterances(("X-1", "TOLK", "", "ja"), ("X-1", "TOLK", "", "nei"))])
    spoken = spoken.reset_index(drop=True)
    about = replace(evidence(edition="public"), utterances=spoken, documents=registered(spoken))
    captions = [block.caption for block in build(about) if isinstance(block, Table)]
    assert not any(caption.startswith("Ytringer, ord") for caption in captions)
    coverage = next(b for b in build(about) if isinstance(b, Table) and b.caption.startswith("Hvor mye"))
    assert [text_of(row.cells[0]) for row in coverage.rows] == ["I alt"]


def test_reasons_of_changes_stay_inside():
    reason = "INT-07: å kjenne seg «veldig unyttig»."
    change = Change(at="2024-05-11", who="hege", version=2, event="retire", code="rolle", reason=reason)
    for edition, there in (("internal", True), ("public", False)):
        blocks = build(evidence(edition=edition, history=[change]))
        history = next(b for b in blocks if isinstance(b, Table) and b.caption.startswith("Endringer"))
        assert ("Hvorfor" in history.header) == there
        assert any(reason in text_of(cell) for row in history.rows for cell in row.cells) == there


def words_of(blocks) -> Iterator[str]:
    """All texts of a report but its quotes."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield text_of(block.runs)
        elif isinstance(block, Listing):
            yield from (text_of(item) for item in block.items)
        elif isinstance(block, Definitions):
            yield from (text_of(runs) for _, runs in block.items)
        elif isinstance(block, Table):
            yield from (text_of(cell) for row in block.rows for cell in row.cells)
        elif isinstance(block, Figure):
            yield block.alt


def folded(text: str) -> str:
    return " " + " ".join(re.findall(r"\w+", text.casefold())) + " "


def test_nothing_that_the_demonstration_puts_in_quotation_marks_was_said_but_labels_and_quotes(
    shared, report
):
    material = [folded(text) for text in shared.utterances["text"]]
    labels = [folded(code.label) for code in shared.codebook.codes]
    labels += [folded(str((c.before or {}).get("label", ""))) for c in shared.history]
    quotes = [folded(text_of(block.runs)) for block in report if isinstance(block, Quote)]
    marked = [
        folded(found)
        for text in words_of(report)
        for found in re.findall(r"«([^«»]+)»|“[^”]+”|\"[^\"]+\"", text)
        if found and found != "[…]"
    ]
    assert len(marked) > 40
    leaked = [one for one in marked if not any(one in told for told in (*labels, *quotes))]
    assert [one for one in leaked if any(one in text for text in material)] == []


def test_no_id_of_a_document_stands_in_the_public_demonstration(shared, report):
    told = "\n".join(words_of(report))
    assert not [id for id in shared.documents["document"] if re.search(rf"\b{re.escape(id)}\b", told)]


def test_words_in_quotation_marks_that_were_said_are_left_out_of_definitions_and_titles_of_memos():
    codes = [
        Code(
            id="a", label="«Sitte stille»", kind="finding", definition="«Sitte stille» er «flaut», «umulig»."
        )
    ]
    memos = [Memo("m.md", "2024-05-02", "Om “flaut”", (), "hege", "tekst")]
    about = evidence(edition="public", codebook=Codebook(version=1, codes=codes), memos=memos)
    told = "\n".join(words_of(build(replace(about, codings=about.codings[:0], pins=frozenset()))))
    assert "«Sitte stille» er «[…]», «umulig»." in told and "Om “[…]”" in told


def test_words_masked_in_a_printed_quote_stand_in_no_table_of_words():
    text = said().set_index("utterance")["text"]["INT-02:0003"]
    at = text.index("lytte")
    edits = {("b2", "INT-02:0003"): [mask(at, at + 5, "[noe]")]}
    about = evidence(edition="public", edits=edits, pins=frozenset({"b2"}))
    assert "lytte" in masked_words(about)
    tables = [block for block in build(about) if isinstance(block, Table)]
    assert not any("lytte" in text_of(cell) for one in tables for row in one.rows for cell in row.cells)
    open_ = [block for block in build(evidence(edition="public")) if isinstance(block, Table)]
    assert any("lytte" in text_of(cell) for one in open_ for row in one.rows for cell in row.cells)


def test_words_of_negation_and_of_the_stop_list_are_never_masked_away():
    text = said().set_index("utterance")["text"]["INT-01:0002"]
    edits = {("a1", "INT-01:0002"): [mask(0, len(text), "[alt]")]}
    hidden = masked_words(evidence(edition="public", edits=edits))
    assert "samskaping" in hidden and not hidden & {"ikke", "kanskje", "er", "og"}


def test_a_cloud_never_says_that_no_word_was_taken_away_where_some_were_and_none_may_be_named() -> None:
    rare = pd.DataFrame(
        [(1, "lytte", 9, 9, ""), (None, "og", 2, 1, "base-function")],
        columns=["rank", "word", "count", "documents", "removed_by"],
    )
    for edition, told in (
        ("internal", "og (2, vanlige småord)"),
        ("public", "Ord er tatt bort, men ingen som er"),
    ):
        about = evidence(edition=edition, words={("OA", "all"): rare})
        notes = [one.note for one in build(about) if isinstance(one, Figure) and one.name == "cloud_OA_all"]
        assert notes and told in notes[0] and "Ingen ord er tatt bort" not in notes[0]
    some = pd.concat([rare, pd.DataFrame([(None, "det", 20, 10, "spoken")], columns=rare.columns)])
    about = evidence(edition="public", words={("OA", "all"): some})
    note = next(one.note for one in build(about) if isinstance(one, Figure) and one.name == "cloud_OA_all")
    assert "det (20, muntlige fyllord)" in note and "ulike ord" not in note
