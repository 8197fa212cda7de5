"""Sampling under way: what was to be asked next, of whom and why, what came of it, and what was not met."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.analysis.narrowing import in_study_order
from pipeline.coding.sampling import Sampling
from pipeline.model import NOTE, Narrow
from pipeline.report.blocks import Block, Heading, Listing, Paragraph, Row, Run, Runs, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import NONE, noun, number, plain
from pipeline.report.sections.cells import Part as Count
from pipeline.report.sections.labels import value_label
from pipeline.report.sections.memos import about_runs, coder_label

if TYPE_CHECKING:
    import pandas as pd


def sampling(evidence: Evidence) -> list[Block]:
    """The plans with what came of them, and the gaps of the findings in short."""
    words = evidence.wording
    blocks: list[Block] = [Heading(2, words("sampling.heading"), "sampling")]
    if not evidence.sampling:
        return [*blocks, Paragraph((Text(words("sampling.none")),)), *_gaps(evidence)]
    blocks.append(Paragraph(_summary(evidence)))
    return [*blocks, *_plans(evidence), *_gaps(evidence)]


def _summary(evidence: Evidence) -> Runs:
    """How many plans there are and what became of them: acts of researchers, so open in either edition."""
    words = evidence.wording
    counts = Counter(plan.state for plan in evidence.sampling)
    states = {state: words.number(counts[state]) for state in ("answered", "dropped", "open")}
    total = len(evidence.sampling)
    return words.runs("sampling.intro", n=words.number(total), plans=words.counted("plan", total), **states)


def _plans(evidence: Evidence) -> list[Block]:
    """A row a plan; outside only questions and reasons, as far as these may be shared."""
    words = evidence.wording
    if evidence.public:
        rows = tuple(
            Row(
                (
                    plain(evidence.shared(plan.question)),
                    plain(evidence.shared(plan.why)),
                    plain(_state(evidence, plan)),
                )
            )
            for plan in evidence.sampling
        )
        header = tuple(words(f"column.{name}") for name in ("question", "why", "state"))
        return [Table(header, rows, words("sampling.caption"), "", (), (0.42, 0.42, 0.16))]
    rows = tuple(row for plan in evidence.sampling for row in _rows(evidence, plan))
    header = tuple(words(f"column.{name}") for name in ("date", "question", "whom", "why", "outcome"))
    return [Table(header, rows, words("sampling.caption"), "", (), (0.12, 0.24, 0.16, 0.25, 0.23))]


def _rows(evidence: Evidence, plan: Sampling) -> list[Row]:
    """A plan with what came of it, and across below it what it springs from."""
    words = evidence.wording
    who = coder_label(evidence, plan.who)
    came = f"{_state(evidence, plan)}. {' '.join(plan.outcomes)}" if plan.outcomes else _state(evidence, plan)
    documents = f" ({', '.join(plan.documents)})" if plan.documents else ""
    planned = Row(
        (
            plain(f"{words.date(plan.at)}{f', {who}' if who else ''}"),
            plain(plan.question),
            plain(plan.whom),
            plain(plan.why),
            plain(f"{came}{documents}"),
        )
    )
    if not plan.about:
        return [planned]
    springs: list[Run] = []
    for kind, id in plan.about:
        springs += [
            Text("; " if springs else f"{words('sampling.springs')} "),
            *about_runs(evidence, kind, id),
        ]
    return [planned, Row((tuple(springs),), across=True)]


def _state(evidence: Evidence, plan: Sampling) -> str:
    return evidence.wording(f"sampling.{plan.state}")


def _gaps(evidence: Evidence) -> list[Block]:
    """Where a role was heard in a case and a whole finding was never met there, and how many gaps there are.

    A gap is a zero, and the public edition prints none.
    """
    words, gaps = evidence.wording, evidence.gaps
    if evidence.public or gaps is None or evidence.counted.empty:
        return []
    heading = Heading(3, words("gaps.heading"), "gaps")
    if gaps.empty:
        return [heading, Paragraph((Text(words("gaps.none")),))]
    blocks: list[Block] = [heading, Paragraph((Text(words("gaps.intro")),)), _grid(evidence, gaps)]
    themes = [code.id for code in (*evidence.codebook.findings, *evidence.codebook.cross_cutting)]
    rows = gaps[gaps["code"].isin(themes)]
    items = tuple(
        words.runs(
            "gaps.item",
            label=words.quoted(label),
            role=value_label(evidence, "role", role).lower(),
            case=value_label(evidence, "case", case),
            n=number(evidence, Count(n, evidence.standing.where(role, case), label)),
            utterances=noun(evidence, "utterance", n),
        )
        for label, role, case, n in zip(
            rows["label"], rows["role"], rows["case"], rows["utterances"].tolist(), strict=True
        )
    )
    if not items:
        return [*blocks, Paragraph((Text(words("gaps.no-theme")),))]
    return [*blocks, Paragraph((Text(words("gaps.themes")),)), Listing(items)]


def _grid(evidence: Evidence, gaps: pd.DataFrame) -> Table:
    """How many codes were never used, by case and role; a dash where the role was not heard."""
    words, said = evidence.wording, evidence.answered
    spoken = said[said["role"] != NOTE]
    roles = in_study_order("role", spoken["role"].unique(), Narrow(), evidence.study)
    cases = in_study_order("case", spoken["case"].unique(), Narrow(), evidence.study)
    codes = sum(code.status == "active" for code in evidence.codebook.codes)
    rows = []
    for case in cases:
        cells = [_cell(evidence, gaps, role, case) for role in roles]
        rows.append(Row((plain(value_label(evidence, "case", case)), *cells)))
    header = (words("by.case"), *(value_label(evidence, "role", role) for role in roles))
    widths = (0.4, *[0.6 / len(roles)] * len(roles))
    caption = words("gaps.caption", n=codes)
    return Table(header, tuple(rows), caption, words("gaps.note"), tuple(range(1, len(header))), widths)


def _cell(evidence: Evidence, gaps: pd.DataFrame, role: str, case: str) -> Runs:
    heard = evidence.standing.where(role, case)
    if not heard:
        return plain(NONE)
    n = int(((gaps["role"] == role) & (gaps["case"] == case)).sum())
    return number(evidence, Count(n, heard, words_of(evidence, role, case)))


def words_of(evidence: Evidence, role: str, case: str) -> str:
    """What the list behind a gap holds, as its heading: all that a role said in a case."""
    labels = (value_label(evidence, "role", role), value_label(evidence, "case", case))
    return evidence.wording("gaps.said", role=labels[0], case=labels[1])
