"""Agreement: where coders differ, how far they agree, and what those numbers do not say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.analysis.agreement.bootstrap import FEW
from pipeline.report.blocks import Block, Heading, Listing, Paragraph, Row, Runs, Source, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.agreement_cells import (
    Found,
    coefficient,
    compared,
    group_label,
    header,
    interval,
    kappa,
    labels,
    rows_of,
    side_label,
)
from pipeline.report.sections.cells import ALSO, Part, number, plain, small_note
from pipeline.report.sections.findings import figure
from pipeline.report.sections.suppression import LEAST

LISTED = 15


def agreement(evidence: Evidence) -> list[Block]:
    """The disagreements first, then the numbers code by code, over codes, on letters and by version."""
    words = evidence.wording
    heading = Heading(1, words("agreement.heading"), "agreement")
    everybody = rows_of(evidence.agreement, "agreement_sets")
    documents = max((int(row["documents"]) for row in everybody), default=0)
    if not documents:
        return [heading, Paragraph((Text(words("agreement.empty")),))]
    if evidence.public and documents < LEAST:
        return [heading, Paragraph((Text(words("agreement.few")),))]
    blocks: list[Block] = [heading, Paragraph((Text(_intro(evidence, everybody)),))]
    blocks += [] if evidence.public else [_disagreements(evidence)]
    blocks += [_by_code(evidence), *_drawn(evidence, "agreement", "agreement.figure")]
    blocks += [_over_codes(evidence), Paragraph((Text(words("agreement.letters")),)), _on_letters(evidence)]
    blocks += [*_by_version(evidence), *_left_out(evidence)]
    return [*blocks, Listing(tuple(_cautions(evidence, everybody)))]


def _intro(evidence: Evidence, everybody: Found) -> str:
    words, coders = evidence.wording, labels(evidence, compared(evidence.agreement))
    first = everybody[0]
    documents, n = int(first["documents"]), int(first["n"])
    nouns = {"noun": words.counted("document", documents), "utterances": words.counted("utterance", n)}
    return words("agreement.intro", coders=coders, documents=documents, n=n, **nouns)


def _disagreements(evidence: Evidence) -> Table:
    words = evidence.wording
    found = rows_of(evidence.agreement, "disagreements")
    rows = [
        Row(
            (
                (Source(row["utterance"]),),
                plain(row["label"]),
                plain(side_label(evidence, row["put"])),
                plain(side_label(evidence, row["left"])),
                number(evidence, _letters(evidence, row)),
                plain(words(f"agreement.{row['decision']}") if row["decision"] else ""),
            )
        )
        for row in found[:LISTED]
    ]
    heads = header(evidence, "utterance", "code", "put-by", "left-by", "letters", "decided")
    decided = sum(bool(row["decision"]) for row in found)
    note = words("agreement.differ.note", shown=len(rows), n=len(found), decided=decided)
    widths = (0.14, 0.28, 0.14, 0.14, 0.15, 0.15)
    return Table(heads, tuple(rows), words("agreement.differ"), note, (4,), widths)


def _letters(evidence: Evidence, row: dict[Any, Any]) -> Part:
    """The letters of a disagreement, with the utterance that they stand in."""
    coders = tuple(compared(evidence.agreement))
    codes = _put_as(evidence, row["code"])
    return Part(int(row["letters"]), (row["utterance"],), row["label"], codes=codes, coders=coders)


def _by_code(evidence: Evidence) -> Table:
    """One row a code for all coders together; of several, kappa is the lowest and highest of the pairs.

    The utterances behind its numbers come with those that coders differ on first.
    """
    words, public = evidence.wording, evidence.public
    by_code = _codes(evidence)
    differing: dict[str, list[str]] = {}
    for row in rows_of(evidence.agreement, "disagreements"):
        differing.setdefault(row["code"], []).append(row["utterance"])
    rows = [_code_row(evidence, found, differing.get(code, [])) for code, found in by_code.items()]
    names = [
        "code",
        "with-code",
        *([] if public else ["differ", "positive"]),
        "kappa",
        "alpha",
        "interval",
        "ac1",
    ]
    numeric = tuple(range(1, len(names)))
    widths = (
        (0.32, 0.12, 0.15, 0.11, 0.19, 0.11) if public else (0.24, 0.11, 0.1, 0.11, 0.1, 0.08, 0.18, 0.08)
    )
    rounds = max((int(found[0]["rounds"]) for found in by_code.values()), default=0)
    several = any(len(found) > 1 for found in by_code.values())
    note = (
        words("agreement.codes.note", rounds=rounds)
        + ("" if public else words("agreement.inside.note"))
        + (words("agreement.pairs.note") if several else "")
    )
    caption = words("agreement.codes")
    return Table(
        header(evidence, *names), tuple(rows), caption, small_note(evidence, note, rows), numeric, widths
    )


def _codes(evidence: Evidence) -> dict[str, Found]:
    """The rows of each code that counts, all coders together first."""
    found: dict[str, list[dict[Any, Any]]] = {}
    for row in rows_of(evidence.agreement, "agreement"):
        if not row["left_out"]:
            found.setdefault(row["code"], []).append(row)
    return dict(found)


def _code_row(evidence: Evidence, found: Found, differing: list[str]) -> Row:
    first = found[0]
    hidden = evidence.public and first["n_positive"] < LEAST
    behind = (False, _put_as(evidence, first["code"]), tuple(compared(evidence.agreement)))
    apart = tuple(dict.fromkeys(differing))
    put = tuple(dict.fromkeys((*apart, *evidence.alone.get(first["code"], ()))))
    told = [number(evidence, Part(int(first["n_positive"]), put, first["label"], *behind))]
    if not evidence.public:
        told.append(number(evidence, Part(len(differing), apart, first["label"], *behind)))
    measured = [] if evidence.public else [coefficient(evidence, first, "positive")]
    measured += [kappa(evidence, found), *_alpha(evidence, first), coefficient(evidence, first, "ac1")]
    return Row((plain(first["label"]), *told, *(plain(ALSO if hidden else one) for one in measured)))


def _put_as(evidence: Evidence, code: str) -> tuple[str, ...]:
    """A code and those merged into it, with which its codings may have been put."""
    return tuple(one for one in evidence.codebook.by_id if evidence.codebook.heir(one) == code)


def _alpha(evidence: Evidence, row: dict[Any, Any]) -> list[str]:
    """Alpha, and its interval."""
    return [coefficient(evidence, row, "alpha"), interval(evidence, row, "alpha")]


def _over_codes(evidence: Evidence) -> Table:
    words = evidence.wording
    rows = [
        Row(
            (
                plain(group_label(evidence, row["coders"])),
                plain(row["distance"]),
                number(evidence, Part(int(row["documents"]))),
                number(evidence, Part(int(row["n"]))),
                *_alpha_unless_few(evidence, row),
            )
        )
        for row in rows_of(evidence.agreement, "agreement_sets")
    ]
    heads = header(evidence, "coders", "distance", "documents", "utterances", "alpha", "interval")
    note = small_note(evidence, words("agreement.sets.note"), rows)
    widths = (0.27, 0.2, 0.14, 0.12, 0.08, 0.19)
    caption = words("agreement.sets", codes=_counting(evidence))
    return Table(heads, tuple(rows), caption, note, (2, 3, 4, 5), widths)


def _counting(evidence: Evidence) -> str:
    """Over how many codes alpha on sets is taken: *de 12 kodene som teller*."""
    words, sets = evidence.wording, rows_of(evidence.agreement, "agreement_sets")
    n = max((int(row["n_codes"]) for row in sets), default=0)
    return words(f"agreement.counting.{'one' if n == 1 else 'many'}", n=n)


def _alpha_unless_few(evidence: Evidence, row: dict[Any, Any]) -> list[Runs]:
    """Alpha and its interval; outside not of fewer than three documents."""
    hidden = evidence.public and row["documents"] < LEAST
    return [plain(ALSO if hidden else one) for one in _alpha(evidence, row)]


def _on_letters(evidence: Evidence) -> Table:
    names = ("alpha_unitizing_2004", "alpha_unitizing_2016", "kappa_characters")
    rows = []
    for found in _codes(evidence).values():
        hidden = evidence.public and found[0]["n_positive"] < LEAST
        values = [coefficient(evidence, found[0], name) for name in names]
        if len(found) > 1:
            renamed = [{"kappa": row["kappa_characters"]} for row in found]
            values[2] = kappa(evidence, renamed)
        rows.append(Row((plain(found[0]["label"]), *(plain(ALSO if hidden else one) for one in values))))
    heads = header(evidence, "code", "unitizing-2004", "unitizing-2016", "letter-kappa")
    caption, note = evidence.wording("agreement.on-letters"), small_note(evidence, "", rows)
    return Table(heads, tuple(rows), caption, note, (1, 2, 3), (0.4, 0.2, 0.2, 0.2))


def _drawn(evidence: Evidence, name: str, key: str) -> list[Block]:
    """A figure with what its lines and dots mean."""
    return figure(evidence, name, evidence.wording(key), evidence.wording(f"{key}.note"))


def _by_version(evidence: Evidence) -> list[Block]:
    """Alpha for each version of the codebook, and drawn where there is more than one."""
    table = _versions(evidence)
    drawn = _drawn(evidence, "agreement_versions", "agreement.versions.figure")
    return [table, *(drawn if len(table.rows) > 1 else [])]


def _versions(evidence: Evidence) -> Table:
    words = evidence.wording
    over = [row for row in rows_of(evidence.agreement, "agreement_versions") if not row["code"]]
    rows = [
        Row(
            (
                plain(str(int(row["version"]))),
                plain(group_label(evidence, row["coders"])),
                number(evidence, Part(int(row["documents"]))),
                number(evidence, Part(int(row["n"]))),
                *_alpha_unless_few(evidence, row),
            )
        )
        for row in over
    ]
    heads = header(evidence, "version", "coders", "documents", "utterances", "alpha", "interval")
    asked = {"codes": _counting(evidence), "version": evidence.codebook.version}
    note = small_note(evidence, words("agreement.versions.note", **asked), rows)
    widths = (0.11, 0.34, 0.15, 0.13, 0.08, 0.19)
    return Table(heads, tuple(rows), words("agreement.versions"), note, (2, 3, 4, 5), widths)


def _left_out(evidence: Evidence) -> Iterator[Block]:
    labels = [row["label"] for row in rows_of(evidence.agreement, "agreement") if row["left_out"]]
    if labels:
        words = evidence.wording
        told = words("agreement.left-out", codes=words.listed([words.quoted(label) for label in labels]))
        yield Paragraph((Text(told),))


def _cautions(evidence: Evidence, everybody: Found) -> Iterator[Runs]:
    """What the numbers do not say, and how many utterances they would need."""
    words = evidence.wording
    yield (Text(words("agreement.not-failure")),)
    yield (Text(words("agreement.rare")),)
    yield (Text(words("agreement.bounds")),)
    documents = int(everybody[0]["documents"])
    if documents < FEW:
        noun = words.counted("document", documents)
        yield (Text(words("agreement.few-documents", documents=documents, noun=noun)),)
    codes = sum(code.status == "active" and not code.lacking for code in evidence.codebook.codes)
    if codes > 1:
        from pipeline.analysis.agreement.size import LEAST_ALPHAS, sample_size

        needed = sample_size(1 / codes, LEAST_ALPHAS[0])
        n = int(everybody[0]["n"])
        told = {"codes": codes, "needed": needed.units, "n": n}
        yield (Text(words("agreement.size", **told)),)
