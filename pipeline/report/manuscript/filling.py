"""Fills in a manuscript: each live number with what it gives, or with everything that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.report.blocks import text_of
from pipeline.report.manuscript.answers import answer
from pipeline.report.manuscript.asking import WORDED, Asked, Asking
from pipeline.report.manuscript.comparing import Compared, compared
from pipeline.report.manuscript.finding import Claim, Manuscript, read_manuscript, replaced
from pipeline.report.manuscript.grammar import Fault
from pipeline.report.manuscript.nouns import nouns
from pipeline.report.manuscript.quoting import edits_do_not_fit, printed_quote
from pipeline.report.manuscript.saying import Answer, Saying

if TYPE_CHECKING:
    from pipeline.report.evidence import Evidence


WRONG = "**[?]**"
"""What stands in the filled-in text before an expression that cannot be worked out."""


class Live(NamedTuple):
    """A live number with its answer; None and the faults where there is none.

    ``asked`` is what the expression asks of this study. ``compared`` is how words that people typed agree
    with it; None where none were typed, or the expression gives words and no number.
    ``doubt`` tells where the code is used no more.
    """

    claim: Claim
    answer: Answer | None
    faults: tuple[Fault, ...] = ()
    asked: Asked | None = None
    compared: Compared | None = None
    doubt: Fault | None = None

    @property
    def value(self) -> str:
        """What the expression gives, as words."""
        return text_of(self.answer.runs) if self.answer else ""


class Filled(NamedTuple):
    """A manuscript with all its live numbers answered."""

    manuscript: Manuscript
    live: tuple[Live, ...]


def filled(evidence: Evidence, text: str) -> Filled:
    """The live numbers of a manuscript, each with what it gives in this study."""
    manuscript = read_manuscript(text)
    if not manuscript.claims:
        return Filled(manuscript, ())
    asking, saying = Asking(evidence), Saying(evidence)
    return Filled(manuscript, tuple(_live(claim, asking, saying) for claim in manuscript.claims))


def _live(claim: Claim, asking: Asking, saying: Saying) -> Live:
    if claim.call is None:
        return Live(claim, None, (claim.fault,) if claim.fault else ())
    asked = asking.check(claim.call)
    if isinstance(asked, list):
        return Live(claim, None, tuple(asked))
    if asked.name == "quote" and (fault := _unfit(saying.evidence, asked.subject, claim)):
        return Live(claim, None, (fault,))
    told = answer(saying, asked)
    doubt = asking.doubt(claim.call, asked)
    return Live(claim, told, (), asked, _compared(claim, asked, told, saying), doubt)


def _compared(claim: Claim, asked: Asked, told: Answer, saying: Saying) -> Compared | None:
    if claim.typed is None or asked.name in WORDED:
        return None
    return compared(claim.typed, told.parts, nouns(saying.evidence.study))


def _unfit(evidence: Evidence, subject: str, claim: Claim) -> Fault | None:
    if printed_quote(evidence, subject) or not edits_do_not_fit(evidence, subject):
        return None
    assert claim.call is not None
    return Fault(
        claim.call.given[0].at,
        f"the edits of {subject} do not fit its words, which may be words to hide.",
        "Edit it again: forankret coding edit CODING.",
    )


def plain_text(found: Filled) -> str:
    """The Markdown with every live number replaced by what it gives, and typed ones by what was typed.

    Before what could not be worked out stands ``WRONG``.
    """
    pieces: list[tuple[int, int, str]] = [(at, at + 1, "") for at in found.manuscript.escaped]
    pieces += [(live.claim.start, live.claim.end, _plain(live)) for live in found.live]
    return replaced(found.manuscript.text, pieces)


def _plain(live: Live) -> str:
    if live.answer is None:
        return f"{WRONG} {live.claim.source}"
    return live.value if live.claim.typed is None else live.claim.typed
