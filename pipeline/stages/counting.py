"""Every table of the report, counted from what was said and coded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model import Narrow
from pipeline.stages.code import codings_table
from pipeline.stages.opened import OpenStudy
from pipeline.store.tables import read_frame

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.language import Lemmatiser, StopList

EVERYTHING = Narrow()


class Counted(NamedTuple):
    """What the counting stands on: the tables of the study and how its words are read."""

    documents: pd.DataFrame
    utterances: pd.DataFrame
    codings: pd.DataFrame
    stops: StopList
    languages: dict[str, str]
    lemmas: Lemmatiser


def stop_texts(opened: OpenStudy) -> dict[str, str]:
    """The study's own stop-word files: their names and what stands in them."""
    from pipeline.readers.encoding import decoded

    folder = opened.folder.codebooks / "stopwords"
    return {path.name: decoded(path.read_bytes())[0] for path in sorted(folder.glob("*.txt"))}


def counted(opened: OpenStudy) -> Counted:
    """The tables of the study, read, with its stop list and lemmas."""
    from pipeline.language import lemmatiser, stop_list

    tables = opened.folder.processed
    documents = read_frame(tables / "documents.parquet")
    utterances = read_frame(tables / "utterances.parquet")
    model = opened.study.spacy_model
    return Counted(
        documents,
        utterances,
        codings_table(opened).to_pandas(),
        stop_list(opened.study.report.stopwords, stop_texts(opened)),
        dict(zip(documents["document"], documents["language"], strict=True)),
        lemmatiser(model, utterances["text"] if model else ()),
    )


def all_tables(opened: OpenStudy, about: Counted, narrow: Narrow = EVERYTHING) -> dict[str, pd.DataFrame]:
    """Every table of the report, by name, narrowed as asked."""
    from pipeline.analysis.cooccurrence import cooccurrence
    from pipeline.analysis.counts import code_frequencies
    from pipeline.analysis.coverage import coverage
    from pipeline.analysis.crosstabs import code_by_case, code_by_document, code_by_role
    from pipeline.analysis.gaps import gaps
    from pipeline.analysis.never_always import never_always
    from pipeline.analysis.portraits import portraits
    from pipeline.analysis.saturation_tables import saturation_tables
    from pipeline.stages.contradictions import negative_tables
    from pipeline.stages.relating import relations_table

    study, book = opened.study, opened.codebook
    given = (about.utterances, about.codings, book, study, narrow)
    return {
        "code_frequencies": code_frequencies(*given),
        "code_by_case": code_by_case(*given),
        "code_by_role": code_by_role(*given),
        "code_by_document": code_by_document(*given),
        "cooccurrence": cooccurrence(*given),
        "cooccurrence_themes": cooccurrence(*given, level="theme"),
        "meetings_never_always": never_always(*given),
        "coverage": coverage(about.utterances, about.codings, study, narrow),
        "gaps": gaps(*given),
        "portraits": portraits(*given),
        "moves": read_frame(opened.folder.processed / "moves.parquet"),
        **negative_tables(opened, narrow),
        "relations": relations_table(opened),
        **saturation_tables(about.documents, *given),
        **_word_tables(opened, about, narrow),
    }


def _word_tables(opened: OpenStudy, about: Counted, narrow: Narrow) -> dict[str, pd.DataFrame]:
    """Word frequencies by role and wave, what is key to a role or a finding, and what sets findings apart."""
    from pipeline.analysis.distinct import distinct_words
    from pipeline.analysis.keyness import keyness_by_code, keyness_by_role
    from pipeline.analysis.narrowing import narrow_codings, narrow_utterances
    from pipeline.analysis.words import word_tables

    study = opened.study
    reading = (about.stops, about.languages)
    how: dict[str, Any] = {"by": study.report.words, "lemmas": about.lemmas}
    answered = narrow_utterances(about.utterances, narrow, study)
    decided = narrow_codings(about.codings, about.utterances, narrow, study)
    heard = about.utterances if narrow == EVERYTHING else answered
    themes = [code.id for code in (*opened.codebook.findings, *opened.codebook.cross_cutting)]
    roles = [role for role in study.roles if role not in study.asking and (answered["role"] == role).any()]
    return {
        **word_tables(heard, *reading, study.asking if heard is about.utterances else (), **how),
        **{
            f"keyness_{role}": keyness_by_role(answered, role, *reading, study.asking, **how)
            for role in roles
        },
        **{
            f"finding_keyness_{code}": keyness_by_code(
                answered, decided, code, opened.codebook, *reading, **how
            )
            for code in themes
        },
        "distinct_words": distinct_words(answered, decided, opened.codebook, *reading, **how),
    }
