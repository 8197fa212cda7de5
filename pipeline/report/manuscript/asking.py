"""What may be asked in an expression, and what it could have been where it asks something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.model import DECIDED, KINDS, NOTE, ORIGINS, Narrow
from pipeline.report.manuscript.grammar import Call, Fault, Key, Value

if TYPE_CHECKING:
    from pipeline.report.evidence import Evidence

PLACES = ("role", "case", "wave", "kind")
WHOSE = (*PLACES, "coder", "origin")
SHARES = ("utterances", "documents", "speakers")
CODE_KINDS = ("finding", "cross-cutting", "category", "code")
THEMES = ("finding", "cross-cutting")
LEVELS = ("open", "focused", "axial", "core")
STATUSES = ("active", "retired", "merged", "split")
FILTERS = ("words", "noun", "number", "capital")

FEW = 8
"""So many choices are all told."""
WORDED = ("quote", "label")
"""The functions that give words and no number."""

Subject = Literal["code", "code?", "finding", "word", "quote"]


class Function(NamedTuple):
    """What a function is asked about (``?``: it may be left out), and the keys that narrow it."""

    about: Subject
    keys: tuple[str, ...]


FUNCTIONS: Mapping[str, Function] = {
    "mentions": Function("code", WHOSE),
    "utterances": Function("code?", WHOSE),
    "codings": Function("code?", WHOSE),
    "documents": Function("code?", WHOSE),
    "speakers": Function("code?", WHOSE),
    "of_utterances": Function("code", WHOSE),
    "of_documents": Function("code", WHOSE),
    "of_speakers": Function("code", WHOSE),
    "share": Function("code", (*WHOSE, "of")),
    "words": Function("word", PLACES),
    "quote": Function("quote", ()),
    "negative": Function("finding", ()),
    "label": Function("code", ()),
    "count_codes": Function("code?", ("kind", "level", "status")),
}
"""Every function of the manuscript; what each of them gives stands in docs/manuscript.md."""


class Asked(NamedTuple):
    """An expression that makes sense in this study: its function, its subject, its filters."""

    name: str
    subject: str
    narrow: Narrow
    others: Mapping[str, tuple[str, ...]]
    filters: tuple[str, ...]


class Asking:
    """What this study can be asked about."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        study, said = evidence.study, evidence.utterances
        self._known: dict[str, list[str]] = {
            "role": _all(study.roles, said["role"], [NOTE]),
            "case": _all(study.cases, said["case"]),
            "wave": _all(study.waves, said["wave"]),
            "kind": list(KINDS),
            "coder": _all(study.coders, evidence.codings["coder"]),
            "origin": list(ORIGINS),
            "of": list(SHARES),
            "level": list(LEVELS),
            "status": list(STATUSES),
        }

    def check(self, call: Call) -> Asked | list[Fault]:
        """The expression as a question to the study, or everything that is wrong with it."""
        function = FUNCTIONS.get(call.name)
        if function is None:
            told = _near(call.name, FUNCTIONS, "The functions are")
            return [Fault(call.at, f"there is no function {call.name}.", told), *self._filters(call)]
        faults = [*self._subject(call, function), *self._keys(call, function), *self._filters(call)]
        if faults:
            return faults
        given = {key.name: tuple(str(one.value) for one in key.values) for key in call.keys}
        narrowed = (
            {} if call.name == "count_codes" else {name: given[name] for name in WHOSE if name in given}
        )
        plural = {f"{name}s": values for name, values in narrowed.items()}
        narrow = Narrow(**({"origins": DECIDED} | plural))
        others = {name: values for name, values in given.items() if name not in narrowed}
        subject = str(call.given[0].value) if call.given else ""
        return Asked(call.name, subject, narrow, others, tuple(str(one.value) for one in call.filters))

    def _subject(self, call: Call, function: Function) -> Iterator[Fault]:
        what = {
            "word": "a word",
            "quote": "the id of a coding or the number of a quote",
            "finding": "a finding",
        }.get(function.about, "a code")
        if not call.given and not function.about.endswith("?"):
            yield Fault(
                call.at, f"{call.name} is not told about what.", f"Name {what} first in the parenthesis."
            )
        for extra in call.given[1:]:
            yield Fault(
                extra.at,
                f"{call.name} is about one thing, and {extra.value!r} is another.",
                'Write the others as keys (role="OA"), or ask twice.',
            )
        for value in call.given[:1]:
            yield from self._named(value, function.about)

    def _named(self, value: Value, about: Subject) -> Iterator[Fault]:
        book = self.evidence.codebook
        if about in ("code", "code?", "finding"):
            if value.value not in book.by_id:
                yield Fault(value.at, f"the codebook has no code {value.value!r}.", self._near_code(value))
            elif about == "finding" and book.by_id[book.heir(str(value.value))].kind not in THEMES:
                themes = [code.id for code in (*book.findings, *book.cross_cutting)]
                told = f"Negative cases are told of {', '.join(themes) or 'findings, and there is none'}."
                yield Fault(value.at, f"{value.value!r} is no finding.", told)
        elif about == "word":
            from pipeline.language import words

            if not words(str(value.value)):
                yield Fault(value.at, f"{value.value!r} is no word.", 'Write a word: words("kanskje").')
        else:
            yield from self._quote(value)

    def _near_code(self, value: Value) -> str:
        """Codes whose id, or whose label, is like what was written."""
        codes = self.evidence.codebook.by_id
        labels = {code.label.casefold(): id for id, code in codes.items()}
        asked = str(value.value)
        by_label = get_close_matches(asked.casefold(), labels, n=3, cutoff=0.6)
        near = [*get_close_matches(asked, codes, n=3, cutoff=0.5), *(labels[label] for label in by_label)]
        if near:
            return f"Did you mean {', '.join(dict.fromkeys(near))}?"
        return "The codes and their ids stand in codebooks/codebook.yaml."

    def _quote(self, value: Value) -> Iterator[Fault]:
        if isinstance(value.value, int):
            printed = len(self.evidence.quotes)
            if not 1 <= value.value <= printed:
                yield Fault(
                    value.at,
                    f"the report prints no quote {value.value}.",
                    f"It prints {printed}: reports/tables/quotes.csv has them.",
                )
        elif not (self.evidence.codings["coding"] == value.value).any():
            yield Fault(
                value.at,
                f"there is no coding {value.value!r} that stands.",
                "List those of a code with: forankret quotes CODE --format csv",
            )

    def _keys(self, call: Call, function: Function) -> Iterator[Fault]:
        seen: set[str] = set()
        for key in call.keys:
            if key.name not in function.keys:
                told = _near(key.name, function.keys, f"{call.name} can be narrowed by")
                yield Fault(key.at, f"{call.name} has no key {key.name}.", told)
            elif key.name in seen:
                yield Fault(
                    key.at, f"{key.name} stands twice.", f'Write both as one: {key.name}=["...", "..."].'
                )
            else:
                yield from self._values(key, call.name)
            seen.add(key.name)

    def _values(self, key: Key, function: str) -> Iterator[Fault]:
        known = (
            list(CODE_KINDS) if function == "count_codes" and key.name == "kind" else self._known[key.name]
        )
        for value in key.values:
            if value.value not in known:
                told = self._near_value(key.name, str(value.value), known)
                yield Fault(value.at, f"the study has no {key.name} {value.value!r}.", told)
        if key.name == "of" and len(key.values) > 1:
            yield Fault(key.at, "a share is of one thing.", 'Write of="speakers", say.')

    def _near_value(self, name: str, asked: str, known: list[str]) -> str:
        """Values whose id, or whose label, is like what was written; all of them where they are few."""
        study = self.evidence.study
        named = {"case": study.cases, "wave": study.waves, "coder": study.coders}
        labels = {one.label.casefold(): id for id, one in named.get(name, {}).items()}
        if name == "role":
            labels = {one.label.casefold(): id for id, one in study.roles.items()}
            labels |= {one.plural.casefold(): id for id, one in study.roles.items()}
            labels |= {label.rpartition(" ")[2]: id for label, id in labels.items()}
        near = [labels[label] for label in get_close_matches(asked.casefold(), labels, n=1, cutoff=0.6)]
        if near:
            return f"Did you mean {near[0]}?"
        if len(known) <= FEW:
            return f"It has {', '.join(known)}." if known else "It has none at all."
        return _near(asked, known, "It has")

    def _filters(self, call: Call) -> Iterator[Fault]:
        known = ("capital",) if call.name in WORDED else FILTERS
        for one in call.filters:
            if one.value not in known:
                whose = f" for {call.name}" if call.name in WORDED else ""
                told = _near(str(one.value), known, "It is one of")
                yield Fault(one.at, f"there is no filter {one.value}{whose}.", told)


def _all(named: Iterable[str], found: Iterable[str], more: Iterable[str] = ()) -> list[str]:
    """What the study names, and what occurs without being named."""
    occurring = sorted(set(found) - {""})
    return list(dict.fromkeys([*named, *more, *occurring]))


def _near(asked: str, known: Iterable[str], otherwise: str) -> str:
    """What could have been meant; without anything near, all there is."""
    folded = {one.casefold(): one for one in known}
    near = [folded[one] for one in get_close_matches(asked.casefold(), folded, n=2, cutoff=0.6)]
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"{otherwise} {', '.join(folded.values())}."
