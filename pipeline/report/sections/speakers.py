"""Who speaks in the material: each role with its utterances, words and known people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.narrowing import in_study_order
from pipeline.model import NOTE, Narrow
from pipeline.report.blocks import Block, Paragraph, Row, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import NONE, Part, number, numbers, plain, small_note, withheld
from pipeline.report.sections.labels import value_label
from pipeline.report.wording import role_plural

if TYPE_CHECKING:
    import pandas as pd

WORD = r"\w+(?:[-'’]\w+)*"


def roles(evidence: Evidence) -> list[Block]:
    """Who speaks: utterances, words, known people, and what is said by nobody known."""
    words = evidence.wording
    asking = [
        role_plural(evidence.study, role, words)
        for role in evidence.study.roles
        if role in evidence.study.asking
    ]
    text = words("data.asking", roles=words.listed(asking)) if asking else words("data.nobody-asks")
    if untold := [
        role_plural(evidence.study, role, words) for role in _speaking(evidence) if role in evidence.untold
    ]:
        text = f"{text} {words('data.untold', roles=words.listed(untold))}"
    if few_of_a_role(evidence):
        return [Paragraph((Text(f"{text} {words('data.roles.withheld')}"),))]
    said = evidence.utterances.assign(words=evidence.utterances["text"].str.count(WORD))
    rows = [_role(evidence, said[said["role"] == value], value) for value in _speaking(evidence)]
    header = tuple(words(f"column.{name}") for name in ("role", "utterances", "words", "speakers", "unknown"))
    note = small_note(evidence, words("data.roles.note"), rows)
    caption, widths = words("data.roles.caption"), (0.32, 0.16, 0.16, 0.16, 0.2)
    return [Paragraph((Text(text),)), Table(header, tuple(rows), caption, note, (1, 2, 3, 4), widths)]


def _speaking(evidence: Evidence) -> list[str]:
    """The roles that said something, those that ask among them."""
    found = evidence.utterances["role"].unique()
    everybody = Narrow(roles=tuple(dict.fromkeys([*evidence.study.roles, *found])))
    return in_study_order("role", found, everybody, evidence.study)


def few_of_a_role(evidence: Evidence) -> bool:
    """Whether a role has so little to it that the public edition tells of none."""
    if not evidence.public:
        return False
    said = evidence.utterances
    sizes = [said[said["role"] == role] for role in _speaking(evidence)]
    counted = [(len(one), int(one["text"].str.count(WORD).sum())) for one in sizes]
    return any(withheld(evidence, sum(column), column) for column in zip(*counted, strict=True))


def _role(evidence: Evidence, said: pd.DataFrame, role: str) -> Row:
    known = said[said["speaker"] != ""]
    unknown = said[said["speaker"] == ""]
    ids = tuple(said["utterance"].tolist())
    sizes = (Part(len(said), ids), Part(int(said["words"].sum()), ids))
    nobody = role == NOTE or (evidence.public and known.empty)
    people = Part(known["speaker"].nunique(), tuple(known["utterance"].tolist()))
    others = Part(len(unknown), tuple(unknown["utterance"].tolist()))
    few = known.empty or unknown.empty or not withheld(evidence, len(said), (len(known), len(unknown)))
    cells = (
        plain(NONE) if nobody else number(evidence, people),
        plain(NONE) if role == NOTE else number(evidence, others, None if few else "also"),
    )
    return Row((plain(value_label(evidence, "role", role)), *numbers(evidence, *sizes), *cells))
