"""Which documents to code twice, and how many utterances that should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.problems import StudyError, UsageError, error
from pipeline.stages.ingest import ingest
from pipeline.stages.opened import OpenStudy
from pipeline.store.tables import read_arrow

if TYPE_CHECKING:
    from pipeline.analysis.agreement.sampling import Candidate
    from pipeline.analysis.agreement.size import SampleSize

NEEDED = ("utterance", "document", "case", "wave", "role")


class Sample(NamedTuple):
    """The documents drawn, and out of which.

    ``sizes`` are what the formula asks for, None where there are fewer than two codes.
    ``wanted`` is how many utterances were asked for. ``codes`` counts the codes that are fully described.
    """

    drawn: list[Candidate]
    candidates: list[Candidate]
    wanted: int
    codes: int
    sizes: list[SampleSize] | None
    seed: int
    already: list[str]


def double_coding_sample(
    opened: OpenStudy,
    size: int | None = None,
    share: float | None = None,
    seed: int | None = None,
    occurs: float | None = None,
) -> Sample:
    """Documents to code twice, spread over cases, roles and waves; those of ``double_coding`` are kept.

    ``size`` is in utterances, ``share`` of all of them; with neither, what Bloch and Kraemer ask for to show
    an alpha of .667. ``occurs`` is how often a code is expected; 1 / the number of codes otherwise.
    """
    from pipeline.analysis.agreement.sampling import sample
    from pipeline.analysis.agreement.size import LEAST_ALPHAS, sample_size

    if size is not None and share is not None:
        raise UsageError("Give either --size or --share, not both.")
    candidates = _candidates(opened)
    if not candidates:
        message = "nobody who answers says anything in this study yet, so there is nothing to code twice."
        raise StudyError(error("data/raw", "nothing-to-code", message, "Put transcripts into data/raw."))
    codes = sum(code.status == "active" and not code.lacking for code in opened.codebook.codes)
    likely = occurs or (1 / codes if codes > 1 else 0)
    sizes = [sample_size(likely, alpha) for alpha in LEAST_ALPHAS] if likely else None
    total = sum(one.units for one in candidates)
    asked = size if size is not None else round(total * (share or 0)) if share else 0
    wanted = asked or (sizes[0].units if sizes else total)
    chosen = opened.study.report.seed if seed is None else seed
    already = [one.document for one in candidates if one.document in opened.study.double_coding]
    drawn = set(sample(candidates, wanted, chosen, already))
    found = [one for one in candidates if one.document in drawn]
    return Sample(found, candidates, wanted, codes, sizes, chosen, already)


def _candidates(opened: OpenStudy) -> list[Candidate]:
    """The documents that stand, with the utterances of those who answer."""
    from pipeline.analysis.agreement.sampling import Candidate

    ingest(opened)
    table = read_arrow(opened.folder.processed / "utterances.parquet", NEEDED)
    roles: dict[str, dict[str, int]] = {}
    where: dict[str, tuple[str, str]] = {}
    for _, document, case, wave, role in zip(*(table[name].to_pylist() for name in NEEDED), strict=True):
        if role not in opened.study.asking:
            counts = roles.setdefault(document, {})
            counts[role] = counts.get(role, 0) + 1
            where.setdefault(document, (case, wave))
    return [Candidate(document, *where[document], counts) for document, counts in roles.items()]
