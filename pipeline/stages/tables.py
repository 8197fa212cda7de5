"""The tables of a study, brought up to date, as data frames for a notebook.

Every function takes a study that ``open_study`` has opened. ``only`` narrows what is counted, by the words
the command line uses: role, case, wave, kind, coder and origin, each one name or a list of them. With no
role named, those who ask are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from pipeline.model import DECIDED, KINDS, NOTE, ORIGINS, Narrow
from pipeline.problems import UsageError
from pipeline.stages import asking
from pipeline.stages.code import code, codings_table
from pipeline.stages.opened import OpenStudy
from pipeline.store.tables import read_frame

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.analysis.words import By
    from pipeline.language import StopList

Names = str | Sequence[str]
DROPPED = "dropped-here"
"""How a table of words names what was dropped by hand in a notebook."""
ONLY = ("role", "case", "wave", "kind", "coder", "origin")


def documents(study: OpenStudy) -> pd.DataFrame:
    """The documents of the study, one row each: document, file, kind, case, wave, date, language and more."""
    return _table(study, "documents")


def utterances(study: OpenStudy) -> pd.DataFrame:
    """All that was said and written, one row an utterance, in order, those who ask among them.

    Columns: utterance (the id), document, number, role, speaker, label, case, wave, kind, section, text,
    place, time, answers (the question it follows). A corrected transcript stands in place of the older one.
    """
    return _table(study, "utterances")


def codings(study: OpenStudy) -> pd.DataFrame:
    """Every coding of every coder, and those that indicators made (origin ``rule``), one row an utterance.

    Columns: coding, coder, utterance, document, start, end, quote, code, finding, role, speaker, case, wave,
    kind, origin, at, codebook, fired (the word that made a rule coding), settled (``replaced`` where coders
    decided together, ``decision`` for what they decided), memo (what the coder noted with it).
    """
    from pipeline.coding.live import live
    from pipeline.store.codings import read_codings

    table = _table(study, "codings")
    standing = live(read_codings(study.folder.path).records)
    noted: dict[str, list[str]] = {}
    for mark in standing.marks:
        if mark.memo and mark.memo not in noted.setdefault(mark.coding, []):
            noted[mark.coding].append(mark.memo)
    for coding, notes in standing.memos.items():
        noted.setdefault(coding, []).extend(note.text for note in notes)
    return table.assign(memo=[" ".join(noted.get(coding, [])) for coding in table["coding"]])


def mentions(study: OpenStudy, code: str, by: str = "", **only: Names) -> pd.DataFrame:
    """How often a code is met, in one row, or one row for each role, case, wave, kind, coder or document.

    Columns: codings, utterances, documents, speakers, unknown_speaker_utterances, and the denominators
    of_utterances, of_documents, of_speakers. A code counts those below it, each utterance once.
    """
    return _answered(asking.mentions(study, code, _narrow(study, only), by))


def quotes(study: OpenStudy, code: str, **only: Names) -> pd.DataFrame:
    """Every quote of a code and those below it, in the order they were said.

    Columns: utterance, document, role, coder, origin, start, end, quote, code, coding.
    """
    return _answered(asking.quotes(study, code, _narrow(study, only)))


def contradictions(study: OpenStudy, finding: str = "", **only: Names) -> pd.DataFrame:
    """What is marked as speaking against a finding, or against each of them, in the order of the texts.

    Columns: finding, label, coding, code, coder, said_by, at, utterance (the first), utterances (how many),
    document, role, case, wave, quote, memo (why the words speak against it).
    """
    from pipeline.stages.contradictions import negative_tables, which

    narrow = _narrow(study, only)
    if finding:
        return _answered(which(study, finding, narrow))
    return negative_tables(study, narrow)["contradictions"]


def find(study: OpenStudy, pattern: str, width: int = 40, **only: Names) -> pd.DataFrame:
    """Every place where a word or phrase stands, with what is around it; ``oppskrift*`` finds all endings.

    Columns: utterance, role, left, match, right.
    """
    return _answered(asking.found(study, pattern, _narrow(study, only), width=width))


def crosstab(study: OpenStudy, by: str, **only: Names) -> pd.DataFrame:
    """Each code with each role, case, wave, kind or document, one row a cell, zeros included.

    Columns: code, label, finding, the division itself, utterances, codings, documents, speakers, the
    denominators of_utterances, of_documents, of_speakers, and the code's status.
    """
    from pipeline.analysis.crosstabs import crosstab as cross

    divisions = ("role", "case", "wave", "kind", "document")
    if by not in divisions:
        raise UsageError(f"Cannot divide by {by!r}. Choose one of {', '.join(divisions)}.")
    narrow = _narrow(study, only)
    return cross(utterances(study), _table(study, "codings"), study.codebook, study.study, by, narrow)


def cooccurrence(study: OpenStudy, level: Literal["code", "theme"] = "theme", **only: Names) -> pd.DataFrame:
    """How often two codes, or two findings, meet in an utterance or in neighbouring ones, one row a pair.

    Columns: code_a, label_a, code_b, label_b, utterances_a, utterances_b, utterances (with both), jaccard
    (both / either), neighbours, a_then_b, b_then_a, jaccard_neighbours.
    """
    from pipeline.analysis.cooccurrence import cooccurrence as pairs

    narrow = _narrow(study, only)
    return pairs(utterances(study), _table(study, "codings"), study.codebook, study.study, narrow, level)


def words(
    study: OpenStudy, stopwords: str = "", drop: Sequence[str] = (), by: By | None = None, **only: Names
) -> pd.DataFrame:
    """How often each word is said: rank, word, count, documents, removed_by.

    ``stopwords`` names a list (``default``, ``spacy-nb-3.8``, ``none``) used by itself; without it the
    study's own choice and files are used, as in the report. ``drop`` are words to leave out besides. A word
    that is left out stays in the table, without a rank, and ``removed_by`` tells which list did it. ``by``
    is ``forms`` or ``lemmas``; without it, what the study chose.
    """
    from pipeline.analysis.narrowing import narrow_utterances
    from pipeline.analysis.words import word_frequencies
    from pipeline.language import lemmatiser

    said = narrow_utterances(utterances(study), _narrow(study, only), study.study)
    register = _table(study, "documents")
    languages = dict(zip(register["document"], register["language"], strict=True))
    model, how = study.study.spacy_model, by or study.study.report.words
    lemmas = lemmatiser(model, said["text"] if model else ())
    return word_frequencies(said, _stop_list(study, stopwords, drop), languages, how, lemmas)


@dataclass(frozen=True)
class Picture:
    """A drawn figure as a notebook shows it: the bytes of its files by suffix, and what it shows in words."""

    files: Mapping[str, bytes] = field(repr=False)
    alt: str

    def _repr_png_(self) -> bytes:
        return self.files[".png"]


def cloud(
    study: OpenStudy,
    table: pd.DataFrame,
    seed: int | None = None,
    most: int | None = None,
    small_print: str = "",
) -> Picture:
    """The cloud of a table of words, drawn as in the report; another seed moves the words about.

    ``small_print`` stands below it; the report's clouds say there whose words they are and which stop list
    was applied.
    """
    from pipeline.report.figures.clouds import alt_cloud, draw_cloud
    from pipeline.report.figures.style import save
    from pipeline.report.figures.words import FIGURE_WORDING

    about, wording = study.study.report, FIGURE_WORDING[study.study.language]
    shown = about.top if most is None else most
    figure = draw_cloud(table, wording, about.seed if seed is None else seed, shown, small_print)
    return Picture(save(figure), alt_cloud(table, wording, shown))


def _table(study: OpenStudy, name: str) -> pd.DataFrame:
    if name == "codings":
        return codings_table(study).to_pandas()
    code(study)
    return read_frame(study.folder.processed / f"{name}.parquet")


def _answered(answer: asking.Answer) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(answer.rows, columns=answer.columns)


def _stop_list(study: OpenStudy, preset: str, drop: Sequence[str]) -> StopList:
    """The list asked for; what is dropped here is dropped, whatever a file says should be kept."""
    from pipeline.language import fold, stop_list
    from pipeline.stages.counting import stop_texts

    chosen = stop_list(preset or study.study.report.stopwords, {} if preset else stop_texts(study))
    dropped = {fold(word): DROPPED for word in ([drop] if isinstance(drop, str) else drop)}
    return replace(
        chosen,
        removed={**chosen.removed, **dropped},
        removed_lemmas={**chosen.removed_lemmas, **dropped},
        kept=chosen.kept - dropped.keys(),
    )


def _narrow(study: OpenStudy, only: dict[str, Names]) -> Narrow:
    """The filters asked for; raises UsageError for one that the study cannot have."""
    wished = {name: (value,) if isinstance(value, str) else tuple(value) for name, value in only.items()}
    for name, values in wished.items():
        if name not in ONLY:
            raise UsageError(f"Cannot narrow by {name!r}. Choose among {', '.join(ONLY)}.")
        known = _known(study, name)
        unknown = [value for value in values if value not in known]
        if unknown:
            choices = ", ".join(filter(None, known))
            raise UsageError(f"The study has no {name} {', '.join(map(repr, unknown))}. It has: {choices}.")
    given: dict[str, Any] = {f"{name}s": values for name, values in wished.items()}
    return Narrow(**{"origins": DECIDED} | given)


def _known(study: OpenStudy, name: str) -> list[str]:
    """The roles, cases, waves, ... that the study names, or that occur in it."""
    if name in ("kind", "origin"):
        return list(KINDS if name == "kind" else ORIGINS)
    about = study.study
    named: dict[str, Iterable[str]] = {
        "role": about.roles,
        "case": about.cases,
        "wave": about.waves,
        "coder": about.coders,
    }
    table = "codings" if name == "coder" else "utterances"
    found = sorted(set(_table(study, table)[name]) | ({NOTE} if name == "role" else set()))
    return list(dict.fromkeys((*named[name], *found)))
