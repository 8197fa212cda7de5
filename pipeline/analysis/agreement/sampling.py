"""Which documents to code twice: drawn with a seed, spread over cases, roles and waves as the study is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import fsum
from typing import NamedTuple

import numpy as np


class Candidate(NamedTuple):
    """A document that may be drawn: its utterances by the roles that answer, its case and its wave."""

    document: str
    case: str
    wave: str
    roles: Mapping[str, int]

    @property
    def units(self) -> int:
        """Its utterances."""
        return sum(self.roles.values())


DRAWS = 200


def sample(candidates: Sequence[Candidate], units: int, seed: int, taken: Collection[str] = ()) -> list[str]:
    """Documents with so many utterances together, or all there are; those ``taken`` already come first.

    Of 200 samples drawn at random with the seed, the one in which cases, waves and roles are nearest to their
    shares in the study (the sum of absolute differences): drawn at random, then held to balance, as in
    rejective sampling (Fuller 2009). The documents are in the order of ``candidates``.
    """
    chance = np.random.default_rng(seed)
    wanted = _shares(_profile(candidates))
    already = [one for one in candidates if one.document in taken]
    others = [one for one in candidates if one.document not in taken and one.units]
    drawn = [
        _drawn([others[at] for at in chance.permutation(len(others))], already, units) for _ in range(DRAWS)
    ]
    best = {one.document for one in min(drawn, key=lambda one: _apart(_shares(_profile(one)), wanted))}
    return [one.document for one in candidates if one.document in best]


def _drawn(order: list[Candidate], already: list[Candidate], units: int) -> list[Candidate]:
    found, many = list(already), sum(one.units for one in already)
    for one in order:
        if many >= units:
            break
        found.append(one)
        many += one.units
    return found


Profile = Counter[tuple[str, str]]


def _profile(documents: Sequence[Candidate]) -> Profile:
    """How many utterances lie in each case, wave and role."""
    found: Profile = Counter()
    for one in documents:
        found["case", one.case] += one.units
        found["wave", one.wave] += one.units
        for role, many in one.roles.items():
            found["role", role] += many
    return found


def spread(documents: Sequence[Candidate]) -> dict[tuple[str, str], float]:
    """The share of utterances in each case, wave and role: by (``case``, id) and so on, 0 to 1."""
    return _shares(_profile(documents))


def _shares(profile: Profile) -> dict[tuple[str, str], float]:
    whole = sum(many for (kind, _), many in profile.items() if kind == "case") or 1
    return {key: many / whole for key, many in profile.items()}


def _apart(one: Mapping[tuple[str, str], float], other: Mapping[tuple[str, str], float]) -> float:
    return fsum(abs(one.get(key, 0.0) - other.get(key, 0.0)) for key in {*one, *other})
