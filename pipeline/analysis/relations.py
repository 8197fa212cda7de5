"""Relations between codes: what each holds, and whether the codings that argue for it still stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pipeline.analysis.lineage import lineage
from pipeline.codebook import Codebook, Relation
from pipeline.coding.events import Record
from pipeline.coding.succession import Succession

if TYPE_CHECKING:
    import pandas as pd

State = Literal["stands", "recoded", "other-code", "removed", "unknown"]
"""Stands; stands under another id, since it was recoded; stands with another code; removed; never made."""
HOLDING = ("stands", "recoded")
"""The states in which a coding shows what it is to show."""
ENDS = ("source", "target")
_OF_AN_END = ("state", "coding", "code", "coder", "role", "utterances", "quote")
RELATION_COLUMNS = (
    *("relation", "source", "source_label", "source_level", "type"),
    *("target", "target_label", "target_level", "memo", "pair"),
    *(f"{end}_{name}" for end in ENDS for name in _OF_AN_END),
)
BETWEEN = " / "
"""Between the words that a passage has in several utterances."""


class Standing(NamedTuple):
    """A coding that stands: its code, who made it, and its words, an utterance each."""

    coding: str
    code: str
    coder: str
    role: str
    utterances: tuple[str, ...]
    quote: str


class Shown(NamedTuple):
    """One coding of a pair: the id that was written, what became of it, and the coding that stands."""

    written: str
    state: State
    standing: Standing | None = None


class Argued(NamedTuple):
    """A relation with the codes that its ends are now, its pairs, and what in ``evidence`` is no pair."""

    relation: Relation
    source: str
    target: str
    pairs: tuple[tuple[Shown, Shown], ...]
    odd: tuple[Any, ...] = ()

    @property
    def holding(self) -> int:
        """How many pairs still show it."""
        return sum(all(one.state in HOLDING for one in pair) for pair in self.pairs)


Records = Callable[[], Iterable[Record]]
"""All that coders did, read only where a coding that was named does not stand."""


def standing_by_id(rows: Iterable[Mapping[str, Any]]) -> dict[str, Standing]:
    """The codings that stand, by their ids; a passage over several utterances is one of them."""
    found: dict[str, Standing] = {}
    for row in rows:
        one = Standing(
            row["coding"], row["code"], row["coder"], row["role"], (row["utterance"],), row["quote"]
        )
        known = found.get(one.coding)
        if known is not None:
            one = known._replace(
                utterances=(*known.utterances, *one.utterances), quote=f"{known.quote}{BETWEEN}{one.quote}"
            )
        found[one.coding] = one
    return found


def argued(codebook: Codebook, standing: Mapping[str, Standing], records: Records) -> list[Argued]:
    """Every relation with its evidence as it stands now; merged codes lead to their heirs."""
    was = _Past(standing, records() if named(codebook) - standing.keys() else ())
    return [_argued(codebook, relation, was) for relation in codebook.relations]


def named(codebook: Codebook) -> set[str]:
    """The ids of all codings that a relation names as evidence."""
    return {id for relation in codebook.relations for pair in pairs_of(relation) for id in pair}


def pairs_of(relation: Relation) -> Iterator[tuple[str, str]]:
    """The pairs of coding ids in the evidence of a relation; what is no pair is passed over."""
    for one in relation.evidence:
        if _is_pair(one):
            yield str(one[0]), str(one[1])


def _is_pair(one: Any) -> bool:
    return isinstance(one, list | tuple) and len(one) == 2 and all(isinstance(id, str) and id for id in one)


class _Past:
    """What became of codings that do not stand under the id that was written."""

    def __init__(self, standing: Mapping[str, Standing], records: Iterable[Record]) -> None:
        self._standing = dict(standing)
        held = list(records)
        self._made = {record.event.coding for record in held if record.event.event == "apply"}
        self._chain = Succession(held) if held else None
        for record in held:
            event = record.event
            if event.event == "settle" and event.decision == "stands" and event.coding not in self._standing:
                self._standing[event.coding] = Standing(
                    event.coding, event.code, record.coder, "", (event.utterance,), event.quote
                )

    def of(self, id: str) -> tuple[State, Standing | None]:
        if id in self._standing:
            return "stands", self._standing[id]
        heir = self._chain.stands_as(id, self._standing.keys()) if self._chain else id
        if heir in self._standing:
            return "recoded", self._standing[heir]
        return ("removed" if id in self._made else "unknown"), None


def _argued(codebook: Codebook, relation: Relation, was: _Past) -> Argued:
    ends = codebook.heir(relation.source), codebook.heir(relation.target)
    pairs = [
        (_shown(codebook, one, ends[0], was), _shown(codebook, other, ends[1], was))
        for one, other in pairs_of(relation)
    ]
    odd = tuple(one for one in relation.evidence if not _is_pair(one))
    return Argued(relation, *ends, tuple(pairs), odd)


def _shown(codebook: Codebook, id: str, end: str, was: _Past) -> Shown:
    state, standing = was.of(id)
    if standing is not None and not shows(codebook, standing.code, end):
        state = "other-code"
    return Shown(id, state, standing)


def shows(codebook: Codebook, code: str, end: str) -> bool:
    """Whether a coding of a code can show something of another: it is that code, or lies below it."""
    return end in lineage(codebook, code)


def relation_table(codebook: Codebook, told: Sequence[Argued]) -> pd.DataFrame:
    """The relations, a row for each pair of codings, or one row for a relation that has none.

    Columns: relation (its id), source, source_label, source_level, type, target, target_label, target_level
    (of the codes that the ends are now), memo, pair (from 1, 0 for none); then for each end its state, coding
    (the id that stands), code, coder, role, utterances (ids with a space between) and quote.
    """
    import pandas as pd

    rows = [row for one, name in zip(told, _names(told), strict=True) for row in _rows(codebook, one, name)]
    return pd.DataFrame(rows, columns=list(RELATION_COLUMNS)).astype({"pair": "int64"})


def _names(told: Sequence[Argued]) -> list[str]:
    """The ids of the relations; one without an id of its own is called after its place: ``#2``."""
    names: list[str] = []
    for number, one in enumerate(told, start=1):
        names.append(one.relation.id if one.relation.id not in ("", *names) else f"#{number}")
    return names


def _rows(codebook: Codebook, told: Argued, name: str) -> Iterator[dict[str, Any]]:
    about: dict[str, Any] = {"relation": name, "type": told.relation.type}
    about["memo"] = told.relation.memo
    for end, id in zip(ENDS, (told.source, told.target), strict=True):
        known = codebook.by_id.get(id)
        about |= {end: id, f"{end}_label": known.label if known else id}
        about[f"{end}_level"] = known.level if known else ""
    nobody = Shown("", "unknown")
    for number, pair in enumerate(told.pairs or ((nobody, nobody),), start=1):
        row = {**about, "pair": number if told.pairs else 0}
        for end, one in zip(ENDS, pair, strict=True):
            row |= {f"{end}_{name}": value for name, value in _of_end(one, bool(told.pairs)).items()}
        yield row


def _of_end(shown: Shown, is_there: bool) -> dict[str, str]:
    one = shown.standing or Standing(shown.written, "", "", "", (), "")
    told = (*one[:4], " ".join(one.utterances), one.quote)
    names = ("coding", "code", "coder", "role", "utterances", "quote")
    return {"state": shown.state if is_there else "", **dict(zip(names, told, strict=True))}
