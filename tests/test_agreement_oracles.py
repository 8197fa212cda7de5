"""Coefficients on thousands of generated tables: as other libraries, or as counting every pair, have them."""

from __future__ import annotations

from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import masi_distance
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters
from statsmodels.stats.inter_rater import fleiss_kappa as statsmodels_fleiss

from pipeline.analysis.agreement import coefficients as c
from pipeline.analysis.agreement.alpha import alpha_on_scale
from pipeline.analysis.agreement.characters import characters
from pipeline.analysis.agreement.continua import u_alpha, u_alpha_binary
from pipeline.analysis.agreement.ratings import MISSING, in_use
from pipeline.analysis.agreement.sets import alpha_sets
from pipeline.analysis.agreement.spans import Unit, gaps, merged
from pipeline.analysis.agreement.unitizing import unitizing_alpha_2004

TABLES = 1000


def close(value: float):
    return pytest.approx(value, abs=1e-9)


def tables(seed: int, coders: tuple[int, int], missing: bool):
    """Made-up tables of ratings, small ones among them; coders lean to one value, so that some never vary."""
    chance = np.random.default_rng(seed)
    for _ in range(TABLES):
        units, many, values = chance.integers(1, 14), chance.integers(*coders), chance.integers(1, 6)
        truth = chance.integers(0, values, (units, 1))
        table = np.where(chance.random((units, many)) < 0.6, truth, chance.integers(0, values, (units, many)))
        yield np.where(chance.random((units, many)) < 0.25, MISSING, table) if missing else table


def test_kappa_of_two_is_that_of_scikit_learn() -> None:
    seen = 0
    for table in tables(1, (2, 3), missing=False):
        varied = len(np.unique(table)) > 1
        with np.errstate(invalid="ignore"):
            theirs = cohen_kappa_score(*table.T) if varied else float("nan")
        assert c.cohen_kappa(table) == (close(theirs) if np.isfinite(theirs) else None)
        seen += bool(np.isfinite(theirs))
    assert seen > TABLES / 2


def test_kappa_of_two_with_cells_missing_is_that_of_the_units_both_coded() -> None:
    for table in tables(2, (2, 3), missing=True):
        both = table[(table >= 0).all(axis=1)]
        if (table >= 0).any(axis=0).all() and len(both):
            assert c.cohen_kappa(table) == c.cohen_kappa(both)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_kappa_of_several_is_that_of_statsmodels() -> None:
    seen = 0
    for table in tables(3, (2, 6), missing=False):
        theirs = float(statsmodels_fleiss(aggregate_raters(table)[0]))
        varied = len(np.unique(table)) > 1
        assert c.fleiss_kappa(table) == (close(theirs) if varied else None)
        seen += varied
    assert seen > TABLES / 2


def nltk_task(table) -> AnnotationTask:
    """The table for nltk, without the cells that are missing and the units that only one coded."""
    pairable = (table >= 0).sum(axis=1) > 1
    rows = [(who, unit, int(table[unit, who])) for unit, who in np.argwhere((table >= 0) & pairable[:, None])]
    return AnnotationTask(data=[(f"c{who}", f"u{unit}", value) for who, unit, value in rows])


def test_alpha_is_that_of_nltk() -> None:
    seen = 0
    for table in tables(4, (2, 5), missing=True):
        pairable = table[(table >= 0).sum(axis=1) > 1]
        if len(np.unique(pairable[pairable >= 0])) > 1:
            assert c.alpha_nominal(table) == close(nltk_task(table).alpha())
            seen += 1
        else:
            assert c.alpha_nominal(table) is None
    assert seen > TABLES / 2


def test_alpha_of_sets_is_that_of_nltk_where_no_set_is_empty() -> None:
    chance = np.random.default_rng(5)
    some = [frozenset(codes) for n in (1, 2, 3) for codes in combinations("abc", n)]
    for _ in range(200):
        rows = [[some[at] for at in chance.integers(0, len(some), 2)] for _ in range(chance.integers(2, 12))]
        data = [
            (f"c{who}", f"u{unit}", codes) for unit, row in enumerate(rows) for who, codes in enumerate(row)
        ]
        if len({codes for *_, codes in data}) > 1:
            theirs = AnnotationTask(data=data, distance=masi_distance).alpha()
            assert alpha_sets(rows, "masi-passonneau") == close(theirs)


def pairs_of(table):
    """The ordered pairs of values that two coders gave one unit, each with Krippendorff's weight."""
    for row in table:
        given = [value for value in row if value >= 0]
        for one, other in permutations(range(len(given)), 2):
            yield given[one], given[other], 1 / (len(given) - 1)


def test_alpha_on_scales_is_that_of_counting_every_pair() -> None:
    for table in list(tables(6, (2, 5), missing=True))[:300]:
        pairable = table[(table >= 0).sum(axis=1) > 1]
        values = pairable[pairable >= 0]
        if len(set(values)) < 2:
            assert alpha_on_scale(table, range(6), "interval") is None
            continue
        for scale, distance in (
            ("interval", lambda a, b: (a - b) ** 2),
            ("ratio", lambda a, b: ((a - b) / (a + b)) ** 2 if a + b else 0),
        ):
            observed = sum(weight * distance(a, b) for a, b, weight in pairs_of(table)) / len(values)
            chance = [distance(a, b) for a, b in permutations(values.tolist(), 2)]
            assert alpha_on_scale(table, range(6), scale) == close(1 - observed / np.mean(chance))


def gwet_by_hand(table) -> tuple[float | None, float | None]:
    """AC1 and Brennan and Prediger's coefficient, unit by unit as in Gwet (2014)."""
    used = sorted(set(table[table >= 0].tolist()))
    rows = [[row.tolist().count(value) for value in used] for row in table]
    rated = [row for row in rows if sum(row)]
    pairable = [row for row in rows if sum(row) > 1]
    if len(used) < 2 or not pairable:
        return None, None
    found = np.mean([sum(r * (r - 1) for r in row) / (sum(row) * (sum(row) - 1)) for row in pairable])
    shares = np.mean([[r / sum(row) for r in row] for row in rated], axis=0)
    chance = sum(p * (1 - p) for p in shares) / (len(used) - 1)
    even = 1 / len(used)
    return (found - chance) / (1 - chance), (found - even) / (1 - even)


def test_ac1_and_even_chances_are_those_of_counting_by_hand() -> None:
    for table in tables(7, (1, 6), missing=True):
        ac1, even = gwet_by_hand(table)
        assert c.ac1(table) == (None if ac1 is None else close(ac1))
        assert c.brennan_prediger(table) == (None if even is None else close(even))


def test_positive_agreement_is_that_of_counting_pairs_of_coders() -> None:
    for table in tables(8, (2, 5), missing=True):
        binary = np.where(table > 0, 1, table)
        both = either = 0
        for row in binary:
            for one, other in combinations(row[row >= 0].tolist(), 2):
                both += one == other == 1
                either += (one == 1) + (other == 1)
        assert c.positive_agreement(binary) == (close(2 * both / either) if either else None)


def test_the_order_of_units_and_coders_and_the_numbers_of_values_do_not_matter() -> None:
    chance = np.random.default_rng(9)
    for table in list(tables(10, (2, 5), missing=True))[:300]:
        mixed = (
            chance.permuted(table, axis=0) if table.shape[0] == 1 else table[chance.permutation(len(table))]
        )
        mixed = mixed[:, chance.permutation(table.shape[1])]
        renumbered = np.where(mixed >= 0, (7 - mixed) * 3, mixed)
        for one, other in zip(c.coefficients(table), c.coefficients(renumbered), strict=True):
            assert (one is None and other is None) or one == close(other)


CELLS = st.integers(-1, 3)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 6).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), max_size=8)))
def test_any_table_gives_numbers_in_their_bounds_or_none(rows: list[list[int]]) -> None:
    table = np.array(rows, dtype=int).reshape(len(rows), len(rows[0]) if rows else 0)
    found = c.coefficients(table)
    assert all(value is None or value <= 1 + 1e-9 for value in found[1:])
    assert found.percent is None or found.percent >= 0
    assert found.cohen_kappa is None or found.cohen_kappa >= -1 - 1e-9
    if len(np.unique(table[table >= 0])) < 2:
        assert set(found[2:]) == {None}
    assert len(np.unique(in_use(table)[table >= 0])) == len(np.unique(table[table >= 0]))


LENGTH = 24


def marked(chance, codes: str) -> list[Unit]:
    """Units that do not overlap, on a short continuum."""
    cuts = sorted(chance.choice(LENGTH + 1, size=2 * chance.integers(0, 4), replace=False).tolist())
    pairs = zip(cuts[::2], cuts[1::2], strict=True)
    return [Unit(start, end, str(chance.choice(list(codes)))) for start, end in pairs]


def by_letter(units: list[Unit]) -> list[tuple[str, int]]:
    """For each letter its code, and in which unit it lies; a letter in a gap is alone."""
    found = [("", -1 - at) for at in range(LENGTH)]
    for number, unit in enumerate(units):
        for at in range(unit.start, unit.end):
            found[at] = (unit.code, number)
    return found


def letter_by_letter(coders: list[list[tuple[str, int]]]) -> float | None:
    """Alpha of the 2016 family from all pairs of letters that do not lie in one unit."""
    pool = [(who, *letter) for who, letters in enumerate(coders) for letter in letters]
    apart = [a[1] != b[1] for a, b in permutations(pool, 2) if (a[0], a[2]) != (b[0], b[2])]
    observed = [one[at][0] != other[at][0] for one, other in combinations(coders, 2) for at in range(LENGTH)]
    return 1 - np.mean(observed) / np.mean(apart) if any(apart) else None


def test_the_2016_family_is_that_of_all_pairs_of_letters() -> None:
    chance = np.random.default_rng(11)
    for _ in range(150):
        coders = [marked(chance, "ab") for _ in range(chance.integers(2, 4))]
        letters = [by_letter(units) for units in coders]
        theirs = letter_by_letter(letters)
        assert u_alpha(coders, 0, LENGTH) == (None if theirs is None else close(theirs))
        one_code = [[Unit(unit.start, unit.end, "x") for unit in units] for units in coders]
        theirs = letter_by_letter([by_letter(units) for units in one_code])
        spans = [merged((unit.start, unit.end) for unit in units) for units in coders]
        assert u_alpha_binary(spans, LENGTH) == (None if theirs is None else close(theirs))


def sections(spans) -> list[tuple[int, int, bool]]:
    units = [(int(start), int(end - start), True) for start, end in spans]
    empty = [(int(start), int(end - start), False) for start, end in gaps(spans, 0, LENGTH)]
    return sorted(units + empty)


def section_by_section(coders) -> tuple[float, float]:
    """Observed and expected disagreement of the 2004 family from every pair of sections (1995, eq. 3-6)."""
    each = [sections(spans) for spans in coders]
    many, units = len(each), [s for found in each for s in found if s[2]]
    observed = 0
    for one, other in permutations(each, 2):
        for (start, size, unit), (start_2, size_2, unit_2) in product(one, other):
            ahead = start - start_2
            if unit and unit_2 and -size < ahead < size_2:
                observed += ahead**2 + (ahead + size - size_2) ** 2
            elif unit and not unit_2 and size_2 - size >= ahead >= 0:
                observed += size**2
            elif unit_2 and not unit and size - size_2 >= -ahead >= 0:
                observed += size_2**2
    empty = [s for found in each for s in found if not s[2]]
    places = sum(
        (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        + size**2 * sum(gap - size + 1 for _, gap, _ in empty if gap >= size)
        for _, size, _ in units
    )
    whole = many * LENGTH
    pairs = whole * (whole - 1) - sum(size * (size - 1) for _, size, _ in units)
    return observed / (many * (many - 1) * LENGTH**2), 2 / LENGTH * places / pairs if pairs else 0


def test_the_2004_family_is_that_of_every_pair_of_sections() -> None:
    chance = np.random.default_rng(12)
    for _ in range(300):
        coders = [marked(chance, "a") for _ in range(chance.integers(2, 4))]
        observed, expected = section_by_section(
            [merged((unit.start, unit.end) for unit in units) for units in coders]
        )
        found = unitizing_alpha_2004(coders, 0, LENGTH)
        if found.by_code:
            assert found.by_code["a"] == (close(observed), close(expected))
        else:
            assert found.overall is None and observed == 0


def test_letters_are_those_that_each_marked() -> None:
    chance = np.random.default_rng(13)
    for _ in range(300):
        coders = [marked(chance, "a") for _ in range(2)]
        one, other = (np.array([bool(code) for code, _ in by_letter(units)]) for units in coders)
        spans = [merged((unit.start, unit.end) for unit in units) for units in coders]
        found = characters(*spans, LENGTH)
        assert found == (
            (one & other).sum(),
            (one & ~other).sum(),
            (other & ~one).sum(),
            (~one & ~other).sum(),
        )
        varied = len({*one.tolist(), *other.tolist()}) > 1
        theirs = cohen_kappa_score(one, other) if varied else None
        assert found.kappa == (None if theirs is None else close(theirs))
