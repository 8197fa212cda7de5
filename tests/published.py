"""Tables of ratings from the literature, and how they are written down in tests."""

from __future__ import annotations

import numpy as np

from pipeline.analysis.agreement.ratings import MISSING, Ratings


def ratings(*coders: str) -> Ratings:
    """A string of one sign a unit for each coder: a digit or a letter is a value, a full stop is missing."""
    return np.array([[MISSING if sign == "." else int(sign, 36) for sign in row] for row in coders]).T


KRIPPENDORFF_C = ratings("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
"""Krippendorff (2011), example C: four observers, twelve units."""
KRIPPENDORFF_B = ratings("aabbdcccedda", "babbbccceddd")
"""Krippendorff (2011), example B: two observers, twelve units."""
KRIPPENDORFF_224 = ratings("1100000000", "0110010100")
"""Krippendorff (2004), p. 224: two observers, ten units."""
HAYES = ratings(
    "112.001122.01311211000201001111223222221",
    "1130000.21102311121000302102111122222221",
    "203000222100221123001.30.1012202.2232.21",
    ".13....0.10022...31.103021122..122...12.",
    "2..0001.2....3112..0.0..2.0..20.2.2222.1",
)
"""Hayes and Krippendorff (2007), p. 84: five observers, forty units."""
GWET = ratings("123321412...", "1233224125..", ".33323422513", "12332441251.")
"""Gwet (2014): four raters, twelve subjects."""
THREE_TWO = ratings("YY", "NN", "NN")
"""Three coders, two units, of which one coder differs on both."""

SETS = [
    *(("", ""), ("A", ""), ("A", "A"), ("A", "B"), ("AB", "A"), ("AB", "AC"), ("ABC", "ABC")),
    *(("C", "AC"), ("C", "AC")),
]
"""Nine items with the sets of two coders (DKPro Agreement, SetAnnotationsTest)."""
