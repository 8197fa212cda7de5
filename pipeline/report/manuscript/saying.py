"""How a number of the manuscript is printed: in words or figures, and hidden where the edition hides it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pipeline.analysis.lineage import asked_code
from pipeline.model import NOTE
from pipeline.report.blocks import Number, Runs, Text
from pipeline.report.manuscript.asking import Asked
from pipeline.report.manuscript.counting import Counting, Stood
from pipeline.report.sections.cells import ALSO, SMALL
from pipeline.report.sections.labels import value_label
from pipeline.report.sections.suppression import LEAST, Hidden, hidden_in
from pipeline.report.wording import Wording, role_label, role_plural

if TYPE_CHECKING:
    from pipeline.report.evidence import Evidence


class Part(NamedTuple):
    """A number that an expression gives, what it counts, and all there are of that (None: untold)."""

    number: int | Fraction
    what: str
    of: int | None = None


class Answer(NamedTuple):
    """What an expression gives: as it is printed, its parts in the order of print, and what they stand on.

    ``parts`` are true, also where the public edition hides some of their numbers (``hidden``).
    """

    runs: Runs
    parts: tuple[Part, ...] = ()
    ids: tuple[str, ...] = ()
    about: str = ""
    hidden: bool = False


class Saying:
    """Says the numbers of one study."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.words: Wording = evidence.wording
        self.counting = Counting(evidence)

    def stood(self, asked: Asked) -> Stood:
        """The count that an expression is about."""
        return self.counting.stood(self.subject(asked), asked.narrow)

    def subject(self, asked: Asked) -> str:
        """The code that is asked about, or its heir; '' where none is."""
        return asked_code(self.evidence.codebook, asked.subject) if asked.subject else ""

    def about(self, asked: Asked) -> str:
        """In words what a number counts: the code, and to what it is narrowed."""
        code, narrow = self.subject(asked), asked.narrow
        named = [self.evidence.codebook.by_id[code].label] if code else []
        for name, values in (("role", narrow.roles), ("case", narrow.cases), ("wave", narrow.waves)):
            named += [value_label(self.evidence, name, value) for value in values]
        named += [value_label(self.evidence, "kind", kind) for kind in narrow.kinds]
        return ", ".join([*named, *narrow.coders, *narrow.origins * bool(asked.others.get("origin"))])

    def hidden(self, asked: Asked, unit: str) -> Hidden:
        """Whether this edition hides a count: it is small, or one that it is added to a total with is."""
        if not self.evidence.public:
            return ""
        code = self.subject(asked)
        stood = self.counting.stood(code, asked.narrow)
        if min(getattr(stood, unit), stood.utterances) < LEAST:
            return "small"
        for counted in dict.fromkeys(("utterances", unit)):
            for parts in self.counting.parts(code, asked.narrow, counted):
                added = [part for part in parts if part or counted != "speakers"]
                if hidden_in(added, sum(added))[0]:
                    return "also"
        return ""

    def figure(self, asked: Asked, number: int, ids: tuple[str, ...], hidden: Hidden = "") -> Runs:
        """One number: in words where that was asked for, open to its utterances inside, hidden outside."""
        if hidden or (self.evidence.public and number < LEAST):
            return (Text(ALSO if hidden == "also" else SMALL),)
        text = self.words.small_number(number) if "words" in asked.filters else self.words.number(number)
        if self.evidence.public:
            return (Text(text),)
        return (Number(text, ids if number else (), self.about(asked)),)

    def people(self, asked: Asked, number: int) -> str:
        """What the people are called: by their role where one is asked about."""
        roles = asked.narrow.roles
        if len(roles) != 1 or roles == (NOTE,):
            return self.words.counted("claim.people", number)
        named = role_label if number == 1 else role_plural
        return named(self.evidence.study, roles[0], self.words)
