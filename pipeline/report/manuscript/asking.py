"""What may be asked in an expression, and what it could have been where it asks something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.model import DECIDED, KINDS, NOTE, ORIGINS, Narrow
from pipeline.report.manuscript.grammar import Call, Fault, Key, Value
from pipeline.report.manuscript.meaning import Meanings, Meant

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
UNCOUNTED = ("label", "count_codes")
"""The functions that count no codings of the code that they are about."""
A_WORD = 'Write a word: words("kanskje").'

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
        self._means = Meanings(evidence)
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
        subject = self._meant(call.given[0], function.about).id if call.given else ""
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
        meant = self._meant(value, about)
        if not meant.id:
            yield Fault(value.at, meant.message, meant.remedy)
        elif about == "finding":
            yield from self._finding(value, meant.id)

    def _meant(self, value: Value, about: Subject) -> Meant:
        """What a value names, or what is wrong with it."""
        asked = str(value.value)
        if about == "word":
            from pipeline.language import words

            return Meant(asked) if words(asked) else Meant("", f"{asked!r} is no word.", A_WORD)
        if about == "quote":
            return self._numbered(value.value) if isinstance(value.value, int) else self._means.coding(asked)
        return self._means.code(asked)

    def _numbered(self, number: int) -> Meant:
        printed = len(self.evidence.quotes)
        if 1 <= number <= printed:
            return Meant(str(number))
        remedy = f"It prints {printed}: reports/tables/quotes.csv has them."
        return Meant("", f"the report prints no quote {number}.", remedy)

    def _finding(self, value: Value, id: str) -> Iterator[Fault]:
        book = self.evidence.codebook
        if book.by_id[book.heir(id)].kind not in THEMES:
            themes = [code.id for code in (*book.findings, *book.cross_cutting)]
            told = f"Negative cases are told of {', '.join(themes) or 'findings, and there is none'}."
            yield Fault(value.at, f"{value.value!r} is no finding.", told)

    def doubt(self, call: Call, asked: Asked) -> Fault | None:
        """What to know of the code that is counted, where it is used no more."""
        if asked.name in UNCOUNTED or not asked.subject or FUNCTIONS[asked.name].about in ("word", "quote"):
            return None
        book = self.evidence.codebook
        code = book.by_id[book.heir(asked.subject)]
        heirs = self._means.in_use(code.id)
        left = {"retired": _retired, "split": _split}.get(code.status)
        return Fault(call.given[0].at, *left(code.id, heirs, asked.name)) if left else None

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


def _retired(code: str, heirs: list[str], name: str) -> tuple[str, str]:
    message = f"'{code}' is retired, so only what was coded with it before is counted."
    return message, "Say so in the sentence, or ask about a code that is in use."


def _split(code: str, heirs: list[str], name: str) -> tuple[str, str]:
    into = f" into {' and '.join(heirs)}" if heirs else ""
    message = f"'{code}' was split{into}, so only the codings that are still under it are counted."
    again = "read again what waits, with: forankret codebook queue --work"
    if not heirs:
        return message, f"Ask about a code that is in use; {again}"
    ask = " and ".join(f'{name}("{heir}")' for heir in heirs)
    return message, f"Ask for each: {ask}; and {again}"


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
