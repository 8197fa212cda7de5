"""Coefficients give what is printed in the literature, to its last digit."""

from __future__ import annotations

import pytest
from published import (
    GWET,
    HAYES,
    KRIPPENDORFF_224,
    KRIPPENDORFF_B,
    KRIPPENDORFF_C,
    SETS,
    THREE_TWO,
)

from pipeline.analysis.agreement import coefficients as c
from pipeline.analysis.agreement.alpha import SCALES, alpha_nominal, alpha_on_scale
from pipeline.analysis.agreement.characters import Characters, characters
from pipeline.analysis.agreement.continua import u_alpha, u_alpha_binary
from pipeline.analysis.agreement.ratings import rated
from pipeline.analysis.agreement.sets import DISTANCES, alpha_sets, distance
from pipeline.analysis.agreement.size import LEAST_ALPHAS, sample_size
from pipeline.analysis.agreement.spans import Unit, merged
from pipeline.analysis.agreement.unitizing import unitizing_alpha_2004


def close(value: float, digits: float = 5e-7):
    return pytest.approx(value, abs=digits)


def on_scales(table) -> dict[str, float | None]:
    return {scale: alpha_on_scale(table, range(7), scale) for scale in SCALES}


def test_alpha_on_four_scales_of_the_example_with_missing_values() -> None:
    found = on_scales(KRIPPENDORFF_C)
    printed = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}
    again = {"nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403}
    assert {scale: round(value or 0, 3) for scale, value in found.items()} == printed
    assert found == {scale: close(value) for scale, value in again.items()}


def test_two_observers_without_missing_values() -> None:
    found = c.coefficients(KRIPPENDORFF_B)
    assert (found.percent, found.cohen_kappa) == (close(0.75), close(0.684211))
    assert found.alpha_nominal == close(0.691964)


def test_a_binary_code_on_ten_segments() -> None:
    found = c.coefficients(KRIPPENDORFF_224)
    assert (found.percent, found.cohen_kappa) == (close(0.6), close(0.090909))
    assert found.alpha_nominal == close(0.095238)
    assert round(1 - (1 - 0.6) / (1 - (found.alpha_nominal or 0)), 2) == 0.56


def test_five_observers_of_forty_units() -> None:
    found = on_scales(HAYES)
    assert [found[scale] for scale in ("nominal", "ordinal", "interval")] == [
        close(value, 5e-5) for value in (0.4765, 0.7598, 0.7574)
    ]


def test_gwet_with_missing_values() -> None:
    found = c.coefficients(GWET)
    assert found.n_units == 12 and found.cohen_kappa is None
    assert found.percent == close(0.818, 5e-4)
    assert (found.ac1, found.alpha_nominal) == (close(0.77544, 5e-6), close(0.74342, 5e-6))
    assert (found.fleiss_kappa, found.brennan_prediger) == (close(0.76117, 5e-6), close(0.77273, 5e-6))


def test_three_coders_of_whom_one_differs_always() -> None:
    assert alpha_nominal(THREE_TWO) == close(-0.25)


def test_sets_of_codes_give_another_alpha_for_each_distance() -> None:
    found = {name: alpha_sets([[set(one), set(two)] for one, two in SETS], name) for name in DISTANCES}
    assert found == {
        "steps": close(0.1862, 5e-5),
        "masi-dkpro": close(0.2529, 5e-5),
        "masi-passonneau": close(0.2731, 5e-5),
        "jaccard": close(0.3156, 5e-5),
        "exact": close(0.2388, 5e-5),
    }


@pytest.mark.parametrize(
    ("code", "kappa", "alpha"), [("A", 0.0, 0.0556), ("B", 0.1818, 0.2154), ("C", 0.7692, 0.7792)]
)
def test_each_code_of_the_sets_as_present_or_absent(code: str, kappa: float, alpha: float) -> None:
    rows = [(unit, who, code in row[who]) for unit, row in enumerate(SETS) for who in (0, 1)]
    table = rated(rows).ratings
    assert c.cohen_kappa(table) == close(kappa, 5e-5)
    assert c.alpha_nominal(table) == close(alpha, 5e-5)


@pytest.mark.parametrize(
    ("one", "other", "passonneau", "dkpro"),
    [("A", "AB", 2 / 3, 1 / 6), ("AB", "BC", 8 / 9, 4 / 9), ("A", "B", 1, 1), ("AB", "AB", 0, 0)],
)
def test_two_functions_are_called_masi(one: str, other: str, passonneau: float, dkpro: float) -> None:
    assert distance(set(one), set(other), "masi-passonneau") == close(passonneau)
    assert distance(set(one), set(other), "masi-dkpro") == close(dkpro)


def test_every_distance_of_two_empty_sets_is_nothing() -> None:
    assert {distance(set(), set(), name) for name in DISTANCES} == {0.0}


def units(*rows: tuple[int, int, str]) -> list[Unit]:
    """Units as the literature has them: begin, length, code."""
    return [Unit(begin, begin + length, code) for begin, length, code in rows]


def test_unitizing_alpha_of_2004() -> None:
    first = units((225, 70, "c"), (370, 30, "c"), (180, 60, "k"), (300, 50, "k"))
    second = units((220, 80, "c"), (355, 20, "c"), (400, 20, "c"), (180, 60, "k"), (300, 50, "k"))
    found = unitizing_alpha_2004([first, second], 150, 300)
    assert found.by_code["c"].observed == close(0.014444)
    assert found.by_code["c"].expected == close(0.053222)
    assert found.by_code["k"].expected == close(0.048979)
    assert (found.by_code["c"].alpha, found.by_code["k"].alpha) == (close(0.728599), 1.0)
    assert found.overall == close(0.858665)


def test_unitizing_alpha_of_2016() -> None:
    first = units((0, 10, "F1"), (20, 15, "F2"), (50, 20, "F3"))
    second = units((0, 12, "F1"), (22, 10, "F2"), (50, 20, "F4"))
    assert u_alpha([first, second], 0, 100) == close(0.589295)
    spans = [merged((unit.start, unit.end) for unit in each) for each in (first, second)]
    assert u_alpha_binary(spans, 100) == close(0.862869)


@pytest.mark.parametrize(
    ("cells", "kappa"),
    [((50, 150, 0, 800), 0.347826), ((50, 75, 75, 800), 0.314286), ((50, 0, 150, 800), 0.347826)],
)
def test_kappa_on_letters(cells: tuple[int, int, int, int], kappa: float) -> None:
    both, first, second, neither = cells
    assert (Characters(*cells).percent, Characters(*cells).kappa) == (close(0.85), close(kappa))
    one, other = [(0, both + first)], [(0, both), (both + first, both + first + second)]
    assert characters(merged(one), merged(other), both + first + second + neither) == Characters(*cells)


@pytest.mark.parametrize(
    ("share", "units_needed"),
    [(1 / 4, (81, 139)), (1 / 5, (96, 164)), (1 / 6, (111, 189)), (1 / 10, (172, 294)), (0.05, (329, 560))],
)
def test_the_size_of_a_sample(share: float, units_needed: tuple[int, int]) -> None:
    assert tuple(sample_size(share, alpha).units for alpha in LEAST_ALPHAS) == units_needed
