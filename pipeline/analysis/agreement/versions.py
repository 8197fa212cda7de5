"""Agreement as the codebook grew: the documents by the version under which they were coded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.analysis.agreement.by_code import CodeAgreement, agreement_by_code
from pipeline.analysis.agreement.double import Double
from pipeline.analysis.agreement.over_codes import SetAgreement, agreement_over_codes

DISTANCE = "masi-passonneau"


class VersionAgreement(NamedTuple):
    """Agreement in the documents of one version: over codes, and code by code where the code was put."""

    version: int
    documents: tuple[str, ...]
    over_codes: list[SetAgreement]
    by_code: list[CodeAgreement]


def agreement_by_version(
    double: Double, codes: Sequence[str], rounds: int, seed: int
) -> list[VersionAgreement]:
    """Agreement for each version of the codebook, the oldest first, in every group of coders.

    A document belongs to the version under which each of its coders put most codes there, and of these to the
    highest: by then all of them had read what the codes mean, and a few codings that were made anew later
    change nothing. Documents in which nobody put a code belong to none.
    """
    found = []
    for version in sorted(set(double.version) - {0}):
        here = double.of_documents([at for at, one in enumerate(double.version) if one == version])
        used = [code for code in codes if code in here.marks]
        by_code = agreement_by_code(here, used, rounds, seed, spans=False)
        over = agreement_over_codes(here, codes, rounds, seed, [DISTANCE])
        found.append(
            VersionAgreement(
                version,
                here.documents,
                [row for row in over if row.n],
                [row for row in by_code if row.n],
            )
        )
    return found
