"""How the material was coded: by whom, how much of it, and what the numbers of the report mean."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.analysis.narrowing import in_study_order
from pipeline.model import Narrow
from pipeline.report.blocks import Block, Heading, Paragraph, Row, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, divided, numbers, plain, small_note, withheld
from pipeline.report.sections.labels import value_label
from pipeline.report.sections.speakers import few_of_a_role
from pipeline.report.sections.suppression import LEAST


def method(evidence: Evidence) -> list[Block]:
    """How the material was coded: by whom, how much of it, and what the numbers of the report mean."""
    words = evidence.wording
    blocks: list[Block] = [
        Heading(2, words("method.heading"), "method"),
        Paragraph((Text(words("method.units")),)),
    ]
    blocks.append(Paragraph((Text(_coders(evidence)),)))
    if evidence.codings.empty:
        return [*blocks, Paragraph((Text(words("method.no-codings")),))]
    return [*blocks, *_coverage(evidence), *_by_coder(evidence)]


def _coders(evidence: Evidence) -> str:
    words, study = evidence.wording, evidence.study
    counted = [study.coders[one].label or one if one in study.coders else one for one in study.counted_coders]
    if not counted:
        return words("method.no-coders")
    return words("method.coders", coders=words.listed([f"{one}" for one in counted]), n=len(study.coders))


def _coverage(evidence: Evidence) -> list[Block]:
    """How many utterances of each role are coded by people, caught by indicators alone, or neither.

    The public edition tells only coded from not coded, and where a role has under three of one of them, only
    the sum of all roles.
    """
    words, sets = evidence.wording, _states(evidence)
    roles = in_study_order("role", evidence.answered["role"].unique(), Narrow(), evidence.study)
    asked = len(evidence.utterances) - len(evidence.answered)
    if evidence.public and (_few(evidence, sets, "all") or 0 < asked < LEAST):
        return [Paragraph((Text(words("method.coverage.withheld")),))]
    few = few_of_a_role(evidence) or any(_few(evidence, sets, role) for role in roles)
    rows = [] if few else [_covered(evidence, sets, role) for role in roles]
    rows.append(_covered(evidence, sets, "all", strong=True))
    names = ("role", "utterances", *[name for name in sets if name != "utterances"], "share")
    header = tuple(words(f"column.{name}") for name in names)
    note = small_note(evidence, words("method.coverage.note"), rows)
    numeric = tuple(range(1, len(header)))
    widths = (0.3, *[0.7 / len(numeric)] * len(numeric))
    return [Table(header, tuple(rows), words("method.coverage"), note, numeric, widths)]


def _states(evidence: Evidence) -> dict[str, tuple[str, ...]]:
    """The utterances of those who answer: coded, by rule only (not told outside) and uncoded."""
    coded = set(evidence.counted["utterance"].tolist())
    caught = set(evidence.codings.loc[evidence.codings["origin"] == "rule", "utterance"].tolist()) - coded
    ids = evidence.answered["utterance"].tolist()
    if evidence.public:
        others = tuple(id for id in ids if id not in coded)
        return {"utterances": tuple(ids), "coded": _kept(ids, coded), "uncoded": others}
    return {
        "utterances": tuple(ids),
        "coded": _kept(ids, coded),
        "rule-only": _kept(ids, caught),
        "uncoded": tuple(id for id in ids if id not in coded and id not in caught),
    }


def _kept(ids: Iterable[str], wanted: set[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in wanted)


def _few(evidence: Evidence, sets: dict[str, tuple[str, ...]], role: str) -> bool:
    """Whether the numbers of a role are too small for this edition."""
    sizes = [len(evidence.standing.narrowed(ids, role)) for ids in sets.values()]
    return withheld(evidence, sizes[0], sizes[1:])


def _covered(evidence: Evidence, sets: dict[str, tuple[str, ...]], role: str, strong: bool = False) -> Row:
    narrowed = {name: evidence.standing.narrowed(ids, role) for name, ids in sets.items()}
    label = evidence.wording("total") if role == "all" else value_label(evidence, "role", role)
    parts = [Part(len(ids), ids) for name, ids in narrowed.items() if name != "utterances"]
    whole, cells = divided(evidence, Part(len(narrowed["utterances"]), narrowed["utterances"]), parts)
    share = evidence.wording.percent(len(narrowed["coded"]), len(narrowed["utterances"]))
    return Row((plain(label), whole, *cells, plain(share)), strong=strong)


def _by_coder(evidence: Evidence) -> list[Block]:
    """How many codings each coder has made, the counted and the others; outside where all made several."""
    words, study = evidence.wording, evidence.study
    found = evidence.codings[evidence.codings["origin"] != "rule"]
    settled = "settled" in found and found["settled"].ne("").any()
    found = found[found["settled"] != "decision"] if settled else found
    present = set(found["coder"].unique())
    coders = [one for one in study.coders if one in present]
    coders += sorted(present - set(coders))
    rows, least = [], LEAST
    for coder in coders:
        ours = found[found["coder"] == coder]
        ids = tuple(dict.fromkeys(ours["utterance"].tolist()))
        label = study.coders[coder].label or coder if coder in study.coders else coder
        counted = words("yes") if coder in study.counted_coders or not study.counted_coders else words("no")
        parts = (
            Part(ours["coding"].nunique(), ids),
            Part(len(ids), ids),
            Part(ours["document"].nunique(), ids),
        )
        least = min(least, *(part.number for part in parts))
        rows.append(Row((plain(label), *numbers(evidence, *parts), plain(counted))))
    header = tuple(
        words(f"column.{name}") for name in ("coder", "codings", "utterances", "documents", "counted")
    )
    if not rows or (evidence.public and least < LEAST):
        return []
    widths = (0.36, 0.16, 0.16, 0.16, 0.16)
    note = words("method.by-coder.settled") if settled else ""
    return [Table(header, tuple(rows), words("method.by-coder"), note, (1, 2, 3), widths)]
