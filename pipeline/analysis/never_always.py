"""Codes that never meet though both are often used, and codes of which one is never without the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.analysis.cooccurrence import incidence, meetings_of
from pipeline.analysis.lineage import lineage, tree_order
from pipeline.analysis.narrowing import Table
from pipeline.analysis.tally import Numbers, field, marks
from pipeline.codebook import Codebook
from pipeline.model import Narrow
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd

NEVER_ALWAYS_COLUMNS = (
    *("kind", "code_a", "label_a", "code_b", "label_b", "utterances_a", "utterances_b"),
    *("utterances", "expected", "of_utterances"),
)
EXPECTED = 5
"""Codes never meet where so many meetings are to be expected, had they nothing to do with each other."""
OFTEN = 5
"""A code that is on fewer utterances is always or never with another by mere chance."""


def never_always(
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    narrow: Narrow | None = None,
    expected: float = EXPECTED,
    often: int = OFTEN,
) -> pd.DataFrame:
    """Pairs of codes that never meet in an utterance, and pairs of which one is never without the other.

    Columns: kind (``never``; ``always``, where every utterance with a has b too; ``same``, where each has
    the other); code_a, label_a, code_b, label_b; utterances_a and utterances_b; utterances (with both);
    expected = utterances_a * utterances_b / of_utterances, the number of meetings to be expected if the codes
    had nothing to do with each other; of_utterances (those with any code). Codes count as they were put, a
    merged one as its heir. Only pairs with at least ``expected`` meetings to be expected are ``never``; only
    a code on at least ``often`` utterances is ``always`` with another. A code and one below it are no pair.
    What is most unexpected comes first, then in the order of the codebook.
    """
    import pandas as pd

    narrow = narrow or Narrow()
    about = field(utterances, narrow, study)
    codes = tree_order(codebook)
    present = incidence(marks(codings, about, narrow, study), codes, codebook, "code", len(about.document))
    together = meetings_of(present, present)
    alone, coded = np.diag(together), int(present.any(axis=1).sum())
    chance = np.outer(alone, alone) / max(coded, 1)
    apart = ~_related(codebook, codes)
    rows = [
        *_rows("never", apart & (together == 0) & (chance >= expected), np.triu, together, chance),
        *_always(apart, together, often, chance),
    ]
    labels = [codebook.by_id[code].label for code in codes]
    table = [
        (
            *(kind, codes[a], labels[a], codes[b], labels[b], int(alone[a]), int(alone[b])),
            *(int(together[a, b]), round(float(chance[a, b]), 6), coded),
        )
        for kind, a, b in rows
    ]
    return pd.DataFrame(table, columns=list(NEVER_ALWAYS_COLUMNS))


Pair = tuple[str, int, int]


def _rows(kind: str, mask: Numbers, part: Any, together: Numbers, chance: Numbers) -> list[Pair]:
    """The pairs of a kind, the most unexpected first: the largest difference between seen and expected."""
    a, b = np.nonzero(part(mask, 1) if part else mask)
    away = np.round(np.abs(together[a, b] - chance[a, b]), 6)
    order = np.lexsort((b, a, -away))
    return [(kind, int(a[at]), int(b[at])) for at in order]


def _always(apart: Numbers, together: Numbers, often: int, chance: Numbers) -> list[Pair]:
    """The pairs of which one is never without the other; where that goes both ways, once as the same."""
    alone = np.diag(together)
    inside = apart & (together == alone[:, None]) & (alone[:, None] >= often)
    both = inside & inside.T
    return [
        *_rows("same", both, np.triu, together, chance),
        *_rows("always", inside & ~both, None, together, chance),
    ]


def _related(codebook: Codebook, codes: list[str]) -> Numbers:
    """Which pairs of codes are one above the other in the tree, or one and the same."""
    number = {code: at for at, code in enumerate(codes)}
    related = np.eye(len(codes), dtype=bool)
    for at, code in enumerate(codes):
        for above in lineage(codebook, code):
            related[at, number[above]] = related[number[above], at] = True
    return related
