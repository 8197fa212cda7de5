"""A table of codes with their counts, one row a code, indented as the codebook has them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report.blocks import Row, Runs, Table
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import NONE, Part, divided, number, plain, small_note
from pipeline.report.sections.labels import value_label
from pipeline.report.sections.sentences import roles_heard


def tree_of(evidence: Evidence, code: str, level: int = 0) -> list[tuple[str, int]]:
    """The code and the active codes below it with their levels; merged and retired codes are left out."""
    found = [(code, level)]
    for child in evidence.codebook.children(code):
        if evidence.codebook.by_id[child].status == "active" and level < 12:
            found += tree_of(evidence, child, level + 1)
    return found


def counts_table(evidence: Evidence, codes: Sequence[tuple[str, int]], label: str) -> Table:
    """The codes in four units: codings, utterances (then of each role), documents and speakers.

    The public edition leaves codings out: those of a code are the sum of those below it, so that a small
    number of them could be worked out from the others.
    """
    words = evidence.wording
    roles = roles_heard(evidence)
    header = (
        words("column.code"),
        *(() if evidence.public else (words("column.codings"),)),
        words("column.utterances"),
        *(value_label(evidence, "role", role) for role in roles),
        words("column.documents"),
        words("column.speakers"),
    )
    rows = tuple(_counts_row(evidence, code, level, roles) for code, level in codes)
    caption = words("counts.caption.public" if evidence.public else "counts.caption", label=label)
    note = small_note(evidence, words("counts.note"), rows)
    widths = (0.34, *[0.66 / (len(header) - 1)] * (len(header) - 1))
    return Table(header, rows, caption, note, tuple(range(1, len(header))), widths)


def _counts_row(evidence: Evidence, code: str, level: int, roles: Sequence[str]) -> Row:
    standing, label = evidence.standing, evidence.codebook.by_id[code].label
    count, ids = standing.count(code), standing.ids(code)
    if _nothing(evidence, count.utterances):
        return _empty_row(label, level, len(roles) + 3)
    parts = [
        Part(
            standing.count(code, role).utterances,
            standing.ids(code, role),
            _of(evidence, label, "role", role),
        )
        for role in roles
    ]
    total, cells = divided(evidence, Part(count.utterances, ids, label), parts)
    beside = [number(evidence, Part(n, ids, label)) for n in (count.codings, count.documents, count.speakers)]
    first = () if evidence.public else (beside[0],)
    return Row((plain(label), *first, total, *cells, *beside[1:]), level=level, strong=level == 0)


def _nothing(evidence: Evidence, utterances: int) -> bool:
    """Whether a code is one that nobody used, which the public edition says openly: it is nobody's."""
    return evidence.public and not utterances


def _empty_row(label: str, level: int, columns: int) -> Row:
    return Row((plain(label), *[plain(NONE)] * columns), level=level, strong=level == 0)


def cross_table(
    evidence: Evidence,
    codes: Sequence[tuple[str, int]],
    dimension: str,
    values: Sequence[str],
    caption: str,
    note: str = "",
) -> Table:
    """The codes against the roles, cases or waves: utterances in each, and in all."""
    words = evidence.wording
    header = (
        words("column.code"),
        *(value_label(evidence, dimension, value) for value in values),
        words("total"),
    )
    rows = tuple(_cross_row(evidence, code, level, dimension, values) for code, level in codes)
    share = 0.62 / (len(header) - 1)
    widths = (0.38, *[share] * (len(header) - 1))
    return Table(
        header, rows, caption, small_note(evidence, note, rows), tuple(range(1, len(header))), widths
    )


def _cross_row(evidence: Evidence, code: str, level: int, dimension: str, values: Sequence[str]) -> Row:
    standing, label = evidence.standing, evidence.codebook.by_id[code].label
    if _nothing(evidence, standing.count(code).utterances):
        return _empty_row(label, level, len(values) + 1)
    parts = [
        _cell(evidence, code, dimension, value, _of(evidence, label, dimension, value)) for value in values
    ]
    count, ids = standing.count(code), standing.ids(code)
    total, cells = divided(evidence, Part(count.utterances, ids, label), parts)
    made: tuple[Runs, ...] = (plain(label), *cells, total)
    return Row(made, level=level, strong=level == 0)


def _of(evidence: Evidence, label: str, dimension: str, value: str) -> str:
    """What a number counts: a code, and the role, case or wave as readers know it."""
    return f"{label} – {value_label(evidence, dimension, value)}"


def _cell(evidence: Evidence, code: str, dimension: str, value: str, about: str) -> Part:
    standing = evidence.standing
    role, case, wave = (value if dimension == name else "all" for name in ("role", "case", "wave"))
    return Part(
        standing.count(code, role, case, wave).utterances, standing.ids(code, role, case, wave), about
    )
