"""Data and method: which material the report stands on, who speaks in it, and how much of it is coded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.analysis.narrowing import in_study_order
from pipeline.model import NOTE, Narrow
from pipeline.report.blocks import Block, Heading, Paragraph, Row, Run, Runs, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import ALSO, Part, divided, number, numbers, plain, small_note
from pipeline.report.sections.suppression import LEAST
from pipeline.report.wording import capital, role_plural

if TYPE_CHECKING:
    import pandas as pd

WORD = r"\w+(?:[-'’]\w+)*"


def data_and_method(evidence: Evidence) -> list[Block]:
    """The documents by kind, case and wave, the roles, the languages, and how the material was coded."""
    words = evidence.wording
    blocks: list[Block] = [Heading(1, words("data.heading"), "data")]
    if evidence.current.empty:
        return [*blocks, Paragraph((Text(words("data.empty")),)), *_method(evidence)]
    blocks += [Paragraph(words.runs("data.intro"))]
    blocks += [_documents(evidence), *_languages(evidence)]
    if evidence.utterances.empty:
        return [*blocks, Paragraph((Text(words("data.no-utterances")),)), *_method(evidence)]
    return [*blocks, Heading(2, words("data.roles"), "roles"), *_roles(evidence), *_method(evidence)]


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
        small_note(evidence),
        (1, 2, 3),
        (0.49, 0.17, 0.17, 0.17),
    )


def _group(evidence: Evidence, said: pd.DataFrame, name: str) -> list[Row]:
    """The rows of a dimension; a document with no such value counts as not stated."""
    documents = evidence.current
    values = in_study_order(name, documents[name], Narrow(), evidence.study)
    groups = [documents[documents[name] == value] for value in values]
    spoken = [said[said["document"].isin(group["document"])] for group in groups]
    columns = [
        [Part(len(group), tuple(part["utterance"])) for group, part in zip(groups, spoken, strict=True)],
        [Part(len(part), tuple(part["utterance"])) for part in spoken],
        [Part(int(part["words"].sum()), tuple(part["utterance"])) for part in spoken],
    ]
    cells = [divided(evidence, Part(sum(part.number for part in column)), column)[1] for column in columns]
    labels = [value_label(evidence, name, value) for value in values]
    return [
        Row((plain(label), *row), level=1)
        for label, row in zip(labels, zip(*cells, strict=True), strict=True)
    ]


def _sizes(evidence: Evidence, documents: pd.DataFrame, said: pd.DataFrame) -> tuple[Runs, ...]:
    ids = tuple(said["utterance"])
    return numbers(
        evidence, Part(len(documents), ids), Part(len(said), ids), Part(int(said["words"].sum()), ids)
    )


def value_label(evidence: Evidence, dimension: str, value: str) -> str:
    """A case, wave, kind or role as readers know it; '' is said to be unknown."""
    words, study = evidence.wording, evidence.study
    if not value:
        return words("not-stated")
    if dimension == "kind":
        return capital(words(f"kind.{value}")) if words.has(f"kind.{value}") else value
    if dimension == "role":
        return capital(role_plural(study, value, words))
    named = {"case": study.cases, "wave": study.waves}[dimension]
    return capital(named[value].label or value) if value in named else value


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


def _roles(evidence: Evidence) -> list[Block]:
    """Who speaks: utterances, words, known people, and what is said by nobody known."""
    words = evidence.wording
    said = evidence.utterances.assign(words=evidence.utterances["text"].str.count(WORD))
    everybody = Narrow(roles=tuple(dict.fromkeys([*evidence.study.roles, *said["role"]])))
    values = in_study_order("role", said["role"], everybody, evidence.study)
    rows = [_role(evidence, said[said["role"] == value], value) for value in values]
    header = tuple(words(f"column.{name}") for name in ("role", "utterances", "words", "speakers", "unknown"))
    note = small_note(evidence, words("data.roles.note"))
    table = Table(
        header, tuple(rows), words("data.roles.caption"), note, (1, 2, 3, 4), (0.36, 0.16, 0.16, 0.16, 0.16)
    )
    asking = [
        role_plural(evidence.study, role, words)
        for role in evidence.study.roles
        if role in evidence.study.asking
    ]
    text = words("data.asking", roles=words.listed(asking)) if asking else words("data.nobody-asks")
    return [Paragraph((Text(text),)), table]


def _role(evidence: Evidence, said: pd.DataFrame, role: str) -> Row:
    known = said[said["speaker"] != ""]
    unknown = said[said["speaker"] == ""]
    sizes = (
        Part(len(said), tuple(said["utterance"])),
        Part(int(said["words"].sum()), tuple(said["utterance"])),
    )
    people = (
        (plain("–"), plain("–"))
        if role == NOTE
        else numbers(
            evidence,
            Part(known["speaker"].nunique(), tuple(known["utterance"])),
            Part(len(unknown), tuple(unknown["utterance"])),
        )
    )
    return Row((plain(value_label(evidence, "role", role)), *numbers(evidence, *sizes), *people))


def _method(evidence: Evidence) -> list[Block]:
    """How the material was coded: by whom, how much of it, and what the numbers of the report mean."""
    words = evidence.wording
    blocks: list[Block] = [
        Heading(2, words("method.heading"), "method"),
        Paragraph((Text(words("method.units")),)),
    ]
    blocks.append(Paragraph((Text(_coders(evidence)),)))
    if evidence.codings.empty:
        return [*blocks, Paragraph((Text(words("method.no-codings")),))]
    return [*blocks, _coverage(evidence), *_by_coder(evidence)]


def _coders(evidence: Evidence) -> str:
    words, study = evidence.wording, evidence.study
    counted = [study.coders[one].label or one if one in study.coders else one for one in study.counted_coders]
    if not counted:
        return words("method.no-coders")
    return words("method.coders", coders=words.listed([f"{one}" for one in counted]), n=len(study.coders))


def _coverage(evidence: Evidence) -> Table:
    """How many utterances of each role are coded by people, caught by indicators alone, or neither."""
    words = evidence.wording
    sets = _states(evidence)
    rows = []
    for role in in_study_order("role", evidence.answered["role"], Narrow(), evidence.study):
        rows.append(_covered(evidence, value_label(evidence, "role", role), sets, role))
    rows.append(_covered(evidence, words("total"), sets, "all", strong=True))
    header = tuple(
        words(f"column.{name}") for name in ("role", "utterances", "coded", "rule-only", "uncoded", "share")
    )
    widths = (0.3, 0.14, 0.14, 0.14, 0.14, 0.14)
    return Table(header, tuple(rows), words("method.coverage"), small_note(evidence), (1, 2, 3, 4, 5), widths)


def _states(evidence: Evidence) -> dict[str, tuple[str, ...]]:
    """The utterances of those who answer, sorted into coded, rule only and uncoded."""
    coded = set(evidence.counted["utterance"])
    caught = set(evidence.codings.loc[evidence.codings["origin"] == "rule", "utterance"]) - coded
    ids = list(evidence.answered["utterance"])
    return {
        "utterances": tuple(ids),
        "coded": _kept(ids, coded),
        "rule-only": _kept(ids, caught),
        "uncoded": tuple(id for id in ids if id not in coded and id not in caught),
    }


def _kept(ids: Iterable[str], wanted: set[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in wanted)


def _covered(
    evidence: Evidence, label: str, sets: dict[str, tuple[str, ...]], role: str, strong: bool = False
) -> Row:
    narrowed = {name: evidence.standing.narrowed(ids, role) for name, ids in sets.items()}
    parts = {name: Part(len(ids), ids) for name, ids in narrowed.items()}
    whole, cells = divided(evidence, parts.pop("utterances"), list(parts.values()))
    coded, of = len(narrowed["coded"]), len(narrowed["utterances"])
    exact = not evidence.public or all(
        cell[0] == number(evidence, part)[0] for cell, part in zip(cells, parts.values(), strict=True)
    )
    share = evidence.wording.percent(coded, of) if exact and (not evidence.public or coded > 2) else ALSO
    return Row((plain(label), whole, *cells, plain(share)), strong=strong)


def _by_coder(evidence: Evidence) -> list[Block]:
    """How many codings each coder has made, the counted and the others."""
    words, study = evidence.wording, evidence.study
    found = evidence.codings[evidence.codings["origin"] != "rule"]
    coders = [one for one in study.coders if one in set(found["coder"])]
    coders += sorted(set(found["coder"]) - set(coders))
    rows = []
    for coder in coders:
        ours = found[found["coder"] == coder]
        ids = tuple(dict.fromkeys(ours["utterance"]))
        label = study.coders[coder].label or coder if coder in study.coders else coder
        counted = words("yes") if coder in study.counted_coders or not study.counted_coders else words("no")
        parts = (
            Part(ours["coding"].nunique(), ids),
            Part(len(ids), ids),
            Part(ours["document"].nunique(), ids),
        )
        rows.append(Row((plain(label), *numbers(evidence, *parts), plain(counted))))
    header = tuple(
        words(f"column.{name}") for name in ("coder", "codings", "utterances", "documents", "counted")
    )
    if not rows:
        return []
    widths = (0.36, 0.16, 0.16, 0.16, 0.16)
    return [Table(header, tuple(rows), words("method.by-coder"), small_note(evidence), (1, 2, 3), widths)]
