"""Data and method: which material the report stands on, who speaks in it, and how much of it is coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.narrowing import in_study_order
from pipeline.model import Narrow
from pipeline.report.blocks import Block, Heading, Paragraph, Row, Run, Runs, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, divided, number, numbers, plain, small_note
from pipeline.report.sections.labels import value_label
from pipeline.report.sections.method import method
from pipeline.report.sections.speakers import WORD, roles
from pipeline.report.sections.suppression import LEAST

if TYPE_CHECKING:
    import pandas as pd


def data_and_method(evidence: Evidence) -> list[Block]:
    """The documents by kind, case and wave, the roles, the languages, and how the material was coded."""
    words = evidence.wording
    blocks: list[Block] = [Heading(1, words("data.heading"), "data", new_page=True)]
    if evidence.current.empty:
        return [*blocks, Paragraph((Text(words("data.empty")),)), *method(evidence)]
    blocks += [Paragraph(words.runs("data.intro"))]
    blocks += [_documents(evidence), *_languages(evidence)]
    if evidence.utterances.empty:
        return [*blocks, Paragraph((Text(words("data.no-utterances")),)), *method(evidence)]
    return [*blocks, Heading(2, words("data.roles"), "roles"), *roles(evidence), *method(evidence)]


def _documents(evidence: Evidence) -> Table:
    """One table with a group of rows for each of kind, case and wave."""
    words = evidence.wording
    said = evidence.utterances.assign(words=evidence.utterances["text"].str.count(WORD))
    rows: list[Row] = []
    for name in ("kind", "case", "wave"):
        rows.append(Row((plain(words(f"by.{name}")),), strong=True))
        rows += _group(evidence, said, name)
    rows.append(Row((plain(words("total")), *_sizes(evidence, evidence.current, said)), strong=True))
    header = (
        words("material.column"),
        *(words(f"column.{name}") for name in ("documents", "utterances", "words")),
    )
    return Table(
        header,
        tuple(rows),
        words("data.documents"),
        small_note(evidence, "", rows),
        (1, 2, 3),
        (0.49, 0.17, 0.17, 0.17),
    )


def _group(evidence: Evidence, said: pd.DataFrame, name: str) -> list[Row]:
    """The rows of a dimension; a document with no such value counts as not stated."""
    documents = evidence.current
    values = in_study_order(name, documents[name], Narrow(), evidence.study)
    groups = [documents[documents[name] == value] for value in values]
    spoken = [said[said["document"].isin(group["document"])] for group in groups]
    behind = [tuple(part["utterance"].tolist()) for part in spoken]
    columns = [
        [Part(len(group), ids) for group, ids in zip(groups, behind, strict=True)],
        [Part(len(ids), ids) for ids in behind],
        [Part(int(part["words"].sum()), ids) for part, ids in zip(spoken, behind, strict=True)],
    ]
    cells = [divided(evidence, Part(sum(part.number for part in column)), column)[1] for column in columns]
    labels = [value_label(evidence, name, value) for value in values]
    return [
        Row((plain(label), *row), level=1)
        for label, row in zip(labels, zip(*cells, strict=True), strict=True)
    ]


def _sizes(evidence: Evidence, documents: pd.DataFrame, said: pd.DataFrame) -> tuple[Runs, ...]:
    ids = tuple(said["utterance"].tolist())
    return numbers(
        evidence, Part(len(documents), ids), Part(len(said), ids), Part(int(said["words"].sum()), ids)
    )


def _languages(evidence: Evidence) -> list[Block]:
    """The languages of the documents, commonest first; outside without numbers where one is small."""
    words, documents = evidence.wording, evidence.current
    counts = documents["language"].value_counts()
    order = sorted(counts.index, key=lambda one: (-int(counts[one]), one))
    few = evidence.public and any(counts[one] < LEAST for one in order)
    told: list[Run] = []
    for at, one in enumerate(order):
        between = "" if not at else f" {words('and')} " if at == len(order) - 1 else ", "
        told.append(Text(between + _language(evidence, one)))
        if not few:
            those = set(documents.loc[documents["language"] == one, "document"])
            said = evidence.utterances[evidence.utterances["document"].isin(those)]["utterance"]
            told += [Text(" ("), *number(evidence, Part(len(those), tuple(said))), Text(")")]
    return [Paragraph(words.runs("data.languages", list=tuple(told)))]


def _language(evidence: Evidence, code: str) -> str:
    key = f"language.{code}"
    return evidence.wording(key) if evidence.wording.has(key) else evidence.wording("language.und")
