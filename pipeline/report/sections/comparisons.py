"""Comparisons: the codes by role, case and wave, and the words that are key to a role or a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.analysis.narrowing import in_study_order
from pipeline.model import Narrow
from pipeline.report.blocks import Block, Heading, Paragraph, Row, Run, Runs, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, number, plain
from pipeline.report.sections.clouds import shareable, stop_list_told, word_ids
from pipeline.report.sections.code_tables import cross_table, tree_of
from pipeline.report.sections.findings import figure
from pipeline.report.sections.labels import value_label
from pipeline.report.sections.masked import without_masked
from pipeline.report.sections.sentences import roles_heard

if TYPE_CHECKING:
    import pandas as pd

KEY_WORDS = 12
FIGURES = {"role": "frequencies", "wave": "", "case": "code_by_case"}


def comparisons(evidence: Evidence) -> list[Block]:
    """Who, when and where: the same codes divided three ways, and then the words."""
    words = evidence.wording
    blocks: list[Block] = [Heading(1, words("compare.heading"), "comparisons")]
    if evidence.counted.empty:
        blocks.append(Paragraph((Text(words("compare.empty")),)))
    else:
        blocks += [block for dimension in FIGURES for block in _by(evidence, dimension)]
    return [*blocks, *_key_words(evidence), *_distinct(evidence)]


def _by(evidence: Evidence, dimension: str) -> list[Block]:
    """The codes against the values of a dimension, counted and then drawn; by role the findings alone."""
    words = evidence.wording
    values = _values(evidence, dimension)
    heading = Heading(2, words(f"compare.{dimension}"), f"by-{dimension}")
    if not values:
        return [heading, Paragraph((Text(words(f"compare.no-{dimension}")),))]
    codebook = evidence.codebook
    themes = [*codebook.findings, *codebook.cross_cutting]
    codes = [pair for theme in themes for pair in tree_of(evidence, theme.id)]
    if dimension == "role":
        codes = [pair for pair in codes if pair[1] == 0]
    caption = words(f"compare.{dimension}.caption")
    table = cross_table(evidence, codes, dimension, values, caption, words("compare.note"))
    drawn = figure(evidence, FIGURES[dimension], words(f"compare.{dimension}.figure"), beside=table)
    return [heading, table, *drawn]


def _values(evidence: Evidence, dimension: str) -> list[str]:
    if dimension == "role":
        return roles_heard(evidence)
    found = in_study_order(dimension, evidence.answered[dimension].unique(), Narrow(), evidence.study)
    return found if found != [""] else []


def _key_words(evidence: Evidence) -> list[Block]:
    """For each role the words that it uses more than the others do."""
    words = evidence.wording
    blocks: list[Block] = [Heading(2, words("key.heading"), "key-words")]
    tables = [_key_table(evidence, role, table) for role, table in evidence.keyness.items()]
    found = [table for table in tables if table.rows]
    if not found:
        return [*blocks, Paragraph((Text(words("key.empty")),))]
    return [*blocks, Paragraph((Text(words("key.intro")),)), *found]


def _key_table(evidence: Evidence, role: str, table: pd.DataFrame) -> Table:
    words = evidence.wording
    g2 = next((name for name in table.columns if name.startswith("g2")), "")
    more = table[table["log_ratio"] > 0] if g2 and len(table) else table[:0]
    if evidence.public and len(more):
        more = more[(more["target"] >= 3) & (more["reference"] >= 3)]
        known = evidence.words.get((role, "all"))
        often = set(shareable(evidence, known)["word"]) if known is not None else set()
        more = more[more["word"].isin(often)]
    rows = [_key_row(evidence, role, row, g2) for row in more.head(KEY_WORDS).to_dict("records")]
    header = tuple(words(f"column.{name}") for name in ("word", "here", "elsewhere", "g2", "log-ratio"))
    caption = words("key.caption", role=value_label(evidence, "role", role).lower())
    return Table(
        header, tuple(rows), caption, stop_list_told(evidence), (1, 2, 3, 4), (0.36, 0.16, 0.16, 0.16, 0.16)
    )


def _key_row(evidence: Evidence, role: str, row: dict[Any, Any], g2: str) -> Row:
    words, word = evidence.wording, str(row["word"])
    everywhere = () if evidence.public else word_ids(evidence, word)
    here = evidence.standing.narrowed(everywhere, role=role)
    elsewhere = tuple(id for id in everywhere if id not in set(here))
    return Row(
        (
            plain(word),
            number(evidence, Part(int(str(row["target"])), here, word)),
            number(evidence, Part(int(str(row["reference"])), elsewhere, word)),
            plain(words.decimal(float(str(row[g2])), 1)),
            plain(words.decimal(float(str(row["log_ratio"])), 1)),
        )
    )


def _distinct(evidence: Evidence) -> list[Block]:
    """The words that set each finding apart from the others."""
    words, table = evidence.wording, evidence.distinct
    blocks: list[Block] = [Heading(2, words("distinct.heading"), "distinct-words")]
    if table is not None and len(table):
        table = without_masked(evidence, table[table["count"] >= 3]) if evidence.public else table
    if table is None or table.empty:
        return [*blocks, Paragraph((Text(words("distinct.empty")),))]
    rows = []
    for finding, group in table.groupby("finding", sort=False):
        code = evidence.codebook.by_id.get(str(finding))
        label = plain(code.label if code else str(finding))
        rows.append(Row((label, _counted_words(evidence, str(finding), group.head(KEY_WORDS)))))
    header = (words("column.finding"), words("column.words-list"))
    caption = words("distinct.caption")
    return [
        *blocks,
        Paragraph((Text(words("distinct.intro")),)),
        Table(header, tuple(rows), caption, stop_list_told(evidence), (), (0.32, 0.68)),
    ]


def _counted_words(evidence: Evidence, finding: str, group: pd.DataFrame) -> Runs:
    """Words with their counts in brackets, each count open to the utterances of the finding that hold it."""
    under = set() if evidence.public else set(evidence.standing.ids(finding))
    made: list[Run] = []
    for word, count in zip(group["word"], group["count"], strict=True):
        everywhere = () if evidence.public else evidence.word_index.said(word, by_lemma=True)
        ids = tuple(id for id in everywhere if id in under)
        made += [
            Text(f"{', ' if made else ''}{word} ("),
            *number(evidence, Part(int(count), ids, word)),
            Text(")"),
        ]
    return tuple(made)
