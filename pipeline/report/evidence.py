"""What the sections of a report are given: tables, codebook, history, and what was made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pipeline.codebook import Change, Codebook
from pipeline.coding.coreq import NOTHING, Coreq
from pipeline.coding.events import Edit
from pipeline.model import Memo, Narrow
from pipeline.problems import Problem
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.coding.contradicting import NegativeCase
    from pipeline.coding.sampling import Sampling
    from pipeline.coding.whereabouts import Whereabouts
    from pipeline.language.stopwords import StopList
    from pipeline.report.sections.guarding import Guard
    from pipeline.report.sections.printed import Printed
    from pipeline.report.sections.standing import Standing
    from pipeline.report.sections.word_index import WordIndex
    from pipeline.report.wording import Wording


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as drawn, with its alt text; ``protected`` where it holds no cell under 3 and no document."""

    svg: bytes = field(repr=False)
    png: bytes = field(repr=False)
    alt: str = ""
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrected transcript: what it replaced, and how many codings were kept, moved, ambiguous or lost.

    ``placed`` are those of them that a person has placed since; ``waiting`` those counted nowhere yet.
    """

    document: str
    replaces: str
    kept: int = 0
    moved: int = 0
    ambiguous: int = 0
    lost: int = 0
    placed: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Colophon:
    """From what the report was made: the program, digests (name, SHA-256) and libraries (name, version)."""

    program: str = ""
    digests: tuple[tuple[str, str], ...] = ()
    libraries: tuple[tuple[str, str], ...] = ()
    language_model: str = ""


class Waiting(NamedTuple):
    """A coding to be read again: the code that it counts under, who made it, and the utterances it is on."""

    coding: str
    code: str
    coder: str
    utterances: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """All that a report stands on; whatever is empty is reported as empty.

    ``documents``, ``utterances`` and ``codings`` are the tables of ``data/processed`` (rule codings and
    every coder's among them). ``pins`` are coding ids, ``edits`` the edits of a quote by coding and
    utterance. ``words`` are the word tables by (role, wave), each ``all`` where not narrowed: rank, word,
    count, documents, removed_by. ``keyness`` are words by role: word, count, expected or other columns, g2,
    log_ratio. ``distinct`` are the words that set each finding apart: finding, rank, word, score.
    ``manuscript`` is the researchers' own chapter as they wrote it, in Markdown with live numbers.
    ``figures`` are by name, see ``FIGURES``. ``replaced`` are documents that a corrected one stands in for.
    ``negative`` are the negative cases by finding. ``sampling`` are the plans of whom to ask next, ``gaps``
    the codes that were never used by role and case, ``coreq`` what people answered of COREQ.
    ``agreement`` are the tables of agreement by name, ``alone`` the utterances that somebody put a code on
    by code, of those who are compared. ``waiting`` are everybody's codings in the recode queue.
    ``whereabouts`` gives, when it is called, those of the codings that do not stand under their own ids, so
    that what names one is led on.
    """

    study: Study
    codebook: Codebook
    documents: pd.DataFrame
    utterances: pd.DataFrame
    codings: pd.DataFrame
    pins: frozenset[str] = frozenset()
    edits: Mapping[tuple[str, str], Sequence[Edit]] = field(default_factory=dict)
    memos: Sequence[Memo] = ()
    history: Sequence[Change] = ()
    words: Mapping[tuple[str, str], pd.DataFrame] = field(default_factory=dict)
    keyness: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    distinct: pd.DataFrame | None = None
    stoplist: StopList | None = None
    figures: Mapping[str, Picture] = field(default_factory=dict)
    corrections: Sequence[Correction] = ()
    acknowledged: Sequence[tuple[Problem, str]] = ()
    warnings: Mapping[str, int] = field(default_factory=dict)
    colophon: Colophon = Colophon()
    negative: Mapping[str, Sequence[NegativeCase]] = field(default_factory=dict)
    relations: pd.DataFrame | None = None
    saturation: pd.DataFrame | None = None
    manuscript: str = ""
    sampling: Sequence[Sampling] = ()
    gaps: pd.DataFrame | None = None
    coreq: Coreq = NOTHING
    agreement: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    alone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: Sequence[Waiting] = ()
    whereabouts: Callable[[], Mapping[str, Whereabouts]] = dict

    @property
    def title(self) -> str:
        """The title of the study, which is that of the report."""
        return self.study.title

    @property
    def language(self) -> str:
        """The language of the report: nb, nn or en."""
        return self.study.language

    @property
    def edition(self) -> str:
        """``internal`` or ``public``."""
        return self.study.report.edition

    @property
    def subject(self) -> str:
        """What kind of report this is, in words."""
        return self.wording(f"edition.{self.edition}")

    @property
    def public(self) -> bool:
        """Whether this is the edition that holds no words but the printed quotes."""
        return self.study.report.edition == "public"

    @cached_property
    def wording(self) -> Wording:
        """The texts of the report in the study's language."""
        from pipeline.report.wording import wording

        return wording(self.study.language)

    @cached_property
    def current(self) -> pd.DataFrame:
        """The documents that stand: those that no corrected transcript has replaced."""
        replaced = set(self.documents["replaces"]) - {""}
        return self.documents[~self.documents["document"].isin(replaced)].reset_index(drop=True)

    @cached_property
    def counted(self) -> pd.DataFrame:
        """The codings that the report counts: people's, by the counted coders, on the roles that answer."""
        from pipeline.analysis.narrowing import narrow_codings

        return narrow_codings(self.codings, self.utterances, Narrow(), self.study)

    @cached_property
    def untold(self) -> Mapping[str, Sequence[str]]:
        """The roles whose speakers nobody has told apart between documents, with these documents."""
        from pipeline.analysis.speakers import untold

        columns = (self.utterances[name].tolist() for name in ("document", "role", "speaker"))
        return untold(zip(*columns, strict=True))

    @cached_property
    def standing(self) -> Standing:
        """How many utterances, documents and people stand behind each code, and which utterances."""
        from pipeline.report.sections.standing import Standing

        return Standing(self)

    @cached_property
    def quotes(self) -> list[Printed]:
        """The quotes that are printed, with their running numbers."""
        from pipeline.report.sections.printed import printed_quotes

        return printed_quotes(self)

    @cached_property
    def shared(self) -> Guard:
        """What of the researchers' own prose this edition may print."""
        from pipeline.report.sections.guarding import Guard

        return Guard(self)

    @cached_property
    def masked(self) -> frozenset[str]:
        """The words that are masked in a printed quote."""
        from pipeline.report.sections.masked import masked_words

        return masked_words(self)

    @cached_property
    def memo_numbers(self) -> dict[str, int]:
        """The number of each memo, by its file, in the order in which the report tells of them."""
        ordered = sorted(self.memos, key=lambda memo: (memo.date, memo.file))
        return {memo.file: number for number, memo in enumerate(ordered, start=1)}

    @cached_property
    def code_of(self) -> dict[str, str]:
        """The code of each coding."""
        return dict(zip(self.codings["coding"].tolist(), self.codings["code"].tolist(), strict=True))

    @cached_property
    def word_index(self) -> WordIndex:
        """In which utterances each word was said."""
        from pipeline.report.sections.word_index import WordIndex

        return WordIndex(self)

    @cached_property
    def answered(self) -> pd.DataFrame:
        """The utterances of all roles but those that ask."""
        return self.utterances[~self.utterances["role"].isin(self.study.asking)].reset_index(drop=True)


FIGURES = {
    "frequencies": "code frequencies by role, all findings",
    "frequencies_<finding>": "code frequencies by role, the codes of one finding",
    "code_by_case": "heat map of codes by case",
    "cooccurrence": "codes that meet",
    "cloud_<role>_<wave>": "word cloud; role or wave `all` where not narrowed",
    "relations": "the codes that are related, with what each is to the other",
    "evolution": "codes in use over time, and what was done to the codebook when",
    "agreement": "alpha of each code with its interval, where two have coded the same",
    "agreement_versions": "alpha of each version of the codebook with its interval",
    "saturation": "codes found after each document, for all and for each role",
    "portraits": "one sheet of portraits of the documents (internal edition only)",
    "coverage": "coded, by rule only and uncoded in each document (internal edition only)",
}
"""The names that the sections look for among ``Evidence.figures``; what is not there is left out."""
