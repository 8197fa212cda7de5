"""Co-occurrence: which codes meet in the same utterance, and which in neighbouring ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow.compute as pc

from pipeline.analysis.lineage import lineage, theme_of, tree_order
from pipeline.analysis.narrowing import Table, arrow, is_in
from pipeline.analysis.tally import Field, Marks, Numbers, field, marks, position
from pipeline.codebook import Codebook
from pipeline.model import Narrow
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd

COOCCURRENCE_COLUMNS = (
    *("code_a", "label_a", "code_b", "label_b", "utterances_a", "utterances_b", "utterances", "jaccard"),
    *("neighbours", "a_then_b", "b_then_a", "jaccard_neighbours"),
)
_BLOCK = 8192


def cooccurrence(
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    narrow: Narrow | None = None,
    level: Literal["code", "theme"] = "code",
) -> pd.DataFrame:
    """How often two codes meet, one row for each pair that does, the most frequent first.

    Columns: code_a, label_a, code_b, label_b (a before b in the codebook); utterances_a and
    utterances_b (with each code), utterances (with both) and jaccard = both / either; neighbours
    (places where one code is in an utterance and the other in the next), of them a_then_b and
    b_then_a (a place can be both), and jaccard_neighbours = neighbours / places where either code
    stands in one of the two. The next utterance is the next in the document when those who ask are
    set aside (unless they were asked for). Codes count as they were put, not for those above them;
    with ``level="theme"`` every code counts as its finding (or topmost code).
    """
    narrow = narrow or Narrow()
    about = field(utterances, narrow, study)
    found = marks(codings, about, narrow, study)
    codes = tree_order(codebook)
    present = incidence(found, codes, codebook, level, len(about.document))
    first, second = _neighbours(utterances, about, narrow, study)
    return _pairs(meetings_of(present, present), *_next(present, first, second), codes, codebook)


def neighbouring(
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    pairs: Iterable[tuple[str, str]],
    level: Literal["code", "theme"] = "code",
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The places that ``cooccurrence`` counts as neighbours of each pair of codes, in the order of the study.

    A place is two utterances, the one after the other: one code is in one of them, the other in the other.
    """
    about = field(utterances, Narrow(), study)
    codes = tree_order(codebook)
    found = marks(codings, about, Narrow(), study)
    present = incidence(found, codes, codebook, level, len(about.document))
    first, second = _neighbours(utterances, about, Narrow(), study)
    ids = about.table["utterance"].to_numpy(zero_copy_only=False)
    column = {code: at for at, code in enumerate(codes)}
    places = {}
    for pair in pairs:
        a, b = (present[:, column[code]] for code in pair)
        here = (a[first] & b[second]) | (b[first] & a[second])
        places[pair] = list(zip(ids[first[here]].tolist(), ids[second[here]].tolist(), strict=True))
    return places


def incidence(found: Marks, codes: list[str], codebook: Codebook, level: str, utterances: int) -> Numbers:
    """Which code stands in which utterance, as a table of truth values."""
    number = {code: at for at, code in enumerate(codes)}
    counts_as = [
        theme_of(codebook, code) if level == "theme" else _own(codebook, code) for code in found.codes
    ]
    column = np.array([number.get(code, -1) for code in counts_as], dtype=np.int64)[found.code]
    present = np.zeros((utterances, len(codes)), dtype=bool)
    present[found.utterance[column >= 0], column[column >= 0]] = True
    return present


def _own(codebook: Codebook, code: str) -> str:
    return next(iter(lineage(codebook, code)), "")


def _neighbours(utterances: Table, about: Field, narrow: Narrow, study: Study) -> tuple[Numbers, Numbers]:
    """The rows of the field that follow each other in a document, those who ask set aside."""
    whole = arrow(utterances, ("utterance", "document", "role"))
    if study.asking.isdisjoint(narrow.roles):
        whole = whole.filter(pc.invert(is_in(whole["role"], study.asking)))
    documents = whole["document"].to_numpy(zero_copy_only=False)
    place = position(whole["utterance"], about.table["utterance"])
    both = (documents[:-1] == documents[1:]) & (place[:-1] >= 0) & (place[1:] >= 0)
    return place[:-1][both], place[1:][both]


def _next(present: Numbers, first: Numbers, second: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Places where b follows a; those of them where a also follows b; those with each in either."""
    before, after = present[first], present[second]
    return (
        meetings_of(before, after),
        meetings_of(before & after, before & after),
        meetings_of(before | after, before | after),
    )


def meetings_of(one: Numbers, other: Numbers) -> Numbers:
    """How many rows have code a in the one table and code b in the other (whole numbers, exact)."""
    total = np.zeros((one.shape[1], one.shape[1]), dtype=np.int64)
    for start in range(0, len(one), _BLOCK):
        block = slice(start, start + _BLOCK)
        total += (one[block].T.astype(np.float32) @ other[block].astype(np.float32)).astype(np.int64)
    return total


def _pairs(
    same: Numbers, then: Numbers, mutual: Numbers, either: Numbers, codes: list[str], codebook: Codebook
) -> pd.DataFrame:
    import pandas as pd

    neighbours = then + then.T - mutual
    a, b = np.nonzero(np.triu((same + neighbours) > 0, k=1))
    labels = np.array([codebook.by_id[code].label for code in codes], dtype=object)
    ids = np.array(codes, dtype=object)
    alone, near = np.diag(same), np.diag(either)
    columns: dict[str, Any] = {
        "code_a": ids[a],
        "label_a": labels[a],
        "code_b": ids[b],
        "label_b": labels[b],
        "utterances_a": alone[a],
        "utterances_b": alone[b],
        "utterances": same[a, b],
        "jaccard": _share(same[a, b], alone[a] + alone[b] - same[a, b]),
        "neighbours": neighbours[a, b],
        "a_then_b": then[a, b],
        "b_then_a": then[b, a],
        "jaccard_neighbours": _share(neighbours[a, b], near[a] + near[b] - either[a, b]),
    }
    table = pd.DataFrame(columns)[list(COOCCURRENCE_COLUMNS)]
    order = np.lexsort((b, a, -neighbours[a, b], -same[a, b]))
    return table.iloc[order].reset_index(drop=True)


def _share(part: Numbers, whole: Numbers) -> Numbers:
    return np.round(part / np.maximum(whole, 1), 6)
