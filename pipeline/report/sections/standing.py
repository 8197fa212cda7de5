"""What stands behind each number of the report: how many there are, and which utterances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from pipeline.analysis.counts import code_frequencies
from pipeline.analysis.lineage import lineage

if TYPE_CHECKING:
    from pipeline.report.evidence import Evidence

UNITS = (
    "codings",
    "utterances",
    "documents",
    "speakers",
    "of_utterances",
    "of_documents",
    "of_speakers",
    "unknown_speaker_utterances",
    "of_unknown_speaker_utterances",
    "rule_codings",
    "rule_utterances",
)


class Count(NamedTuple):
    """A code in four units with their denominators, and what indicators caught beside."""

    codings: int = 0
    utterances: int = 0
    documents: int = 0
    speakers: int = 0
    of_utterances: int = 0
    of_documents: int = 0
    of_speakers: int = 0
    unknown: int = 0
    of_unknown: int = 0
    rule_codings: int = 0
    rule_utterances: int = 0


class Standing:
    """The counts of every code, and the utterances that stand behind them."""

    def __init__(self, evidence: Evidence) -> None:
        self._counts = _counts(evidence)
        columns = ("utterance", "role", "case", "wave", "document", "speaker")
        said = zip(*(evidence.utterances[name].tolist() for name in columns), strict=True)
        self.facts = {row[0]: row[1:] for row in said}
        order = {id: at for at, id in enumerate(self.facts)}
        self._under = _under(evidence, order)
        self._put = _put(evidence, order)
        self._lines = {
            code: lineage(evidence.codebook, code) for code in sorted(evidence.counted["code"].unique())
        }

    def count(self, code: str, role: str = "all", case: str = "all", wave: str = "all") -> Count:
        """How often a code is met; divided by one of role, case and wave, or by role and wave."""
        return self._counts.get((code, role, case, wave), Count())

    def ids(self, code: str, role: str = "all", case: str = "all", wave: str = "all") -> tuple[str, ...]:
        """The utterances that a code or one below it was put on, in the order of the study."""
        return self.narrowed(self._under.get(code, ()), role, case, wave)

    def speaker(self, utterance: str) -> str:
        """Who said an utterance, '' where nobody known did."""
        return self.facts[utterance][-1]

    def put(self, code: str) -> tuple[str, ...]:
        """The utterances that this very code was put on, those of codes below it not among them."""
        return self._put.get(code, ())

    def codes(self, *codes: str, rolled: bool = True) -> tuple[str, ...]:
        """The codes whose codings stand behind some codes: these, those merged into them, those below them.

        Not ``rolled``: those below are not among them.
        """
        wanted = set(codes)
        return tuple(
            code for code, line in self._lines.items() if wanted.intersection(line if rolled else line[:1])
        )

    def narrowed(
        self, ids: Iterable[str], role: str = "all", case: str = "all", wave: str = "all"
    ) -> tuple[str, ...]:
        """Those of the utterances that have this role, case and wave."""
        found = tuple(ids)
        for fact, wanted in enumerate((role, case, wave)):
            if wanted != "all":
                found = tuple(id for id in found if self.facts[id][fact] == wanted)
        return found

    def where(self, role: str = "all", case: str = "all", wave: str = "all") -> tuple[str, ...]:
        """All utterances with this role, case and wave."""
        return self.narrowed(self.facts, role, case, wave)


def _counts(evidence: Evidence) -> dict[tuple[str, ...], Count]:
    table = code_frequencies(evidence.utterances, evidence.codings, evidence.codebook, evidence.study)
    keys = zip(*(table[name] for name in ("code", "role", "case", "wave")), strict=True)
    numbers = zip(*(table[name].astype(int).tolist() for name in UNITS), strict=True)
    return {key: Count(*row) for key, row in zip(keys, numbers, strict=True)}


def _under(evidence: Evidence, order: dict[str, int]) -> dict[str, tuple[str, ...]]:
    """The utterances under each code and every code above it, in the order of the study."""
    found: dict[str, dict[str, None]] = {}
    ours = evidence.counted
    above = {code: lineage(evidence.codebook, code) for code in ours["code"].unique()}
    for code, utterance in zip(ours["code"].tolist(), ours["utterance"].tolist(), strict=True):
        for one in above[code]:
            found.setdefault(one, {})[utterance] = None
    return {code: tuple(sorted(ids, key=order.__getitem__)) for code, ids in found.items()}


def _put(evidence: Evidence, order: dict[str, int]) -> dict[str, tuple[str, ...]]:
    """The utterances of each code as it was put, merged codes as their heirs."""
    found: dict[str, dict[str, None]] = {}
    ours = evidence.counted
    for code, utterance in zip(ours["code"].tolist(), ours["utterance"].tolist(), strict=True):
        found.setdefault(evidence.codebook.heir(code), {})[utterance] = None
    return {code: tuple(sorted(ids, key=order.__getitem__)) for code, ids in found.items()}
