"""From utterances and codings to the tables people read and the figures drawn from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model import Narrow
from pipeline.problems import Problem, StudyError, error
from pipeline.stages.asking import must_know
from pipeline.stages.code import code, people_codings
from pipeline.stages.opened import OpenStudy
from pipeline.stages.running import Made, Ran, key_of, run
from pipeline.store.codings import safe_name
from pipeline.store.files import digest_of, write_atomic
from pipeline.store.freshness import promise
from pipeline.store.tables import read_arrow, read_frame, write_csv, write_frame

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.language import Lemmatiser, StopList

EVERYTHING = Narrow()
DIMENSIONS = ("role", "case", "wave")
SMALLEST_SHOWN = 3
"""In the public edition a cell under this number is not shown."""


class Counted(NamedTuple):
    """What the counting stands on: the tables of the study and how its words are read."""

    documents: pd.DataFrame
    utterances: pd.DataFrame
    codings: pd.DataFrame
    stops: StopList
    languages: dict[str, str]
    lemmas: Lemmatiser


class Drawing(NamedTuple):
    """A figure to be drawn: its name, how, what it shows in words, whether the public edition may hold it."""

    name: str
    draw: Callable[[], Any]
    alt: Callable[[], str]
    protected: bool


def analyse(opened: OpenStudy) -> Ran:
    """Bring ``reports/tables`` and ``reports/figures`` up to date; the record says how many there are."""
    coded = code(opened).record
    return run(opened, "analyse", analyse_key(opened, coded.key), lambda: _make(opened))


def analyse_key(opened: OpenStudy, coded: str) -> str:
    """The digest of all that the tables and figures stand on."""
    lists = {
        name: value
        for name, value in opened.folder.codebooks_digests.items()
        if name.startswith("stopwords/")
    }
    settings = opened.study.model_dump(
        mode="json", include={"language", "roles", "cases", "waves", "report", "spacy_model"}
    )
    return key_of(opened, ("code", coded), ("stopwords", digest_of(lists.items())), settings=settings)


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
        read_frame(tables / "codings.parquet"),
        stop_list(opened.study.report.stopwords, stop_texts(opened)),
        dict(zip(documents["document"], documents["language"], strict=True)),
        lemmatiser(model, utterances["text"] if model else ()),
    )


def _make(opened: OpenStudy) -> Made:
    from pipeline.language import stop_list_problems

    about = counted(opened)
    tables = all_tables(opened, about)
    drawings = list(_drawings(opened, about, tables))
    folder = opened.folder.reports / "figures"
    promise(
        opened.folder,
        "analyse",
        [
            *(path for name in tables for path in _table_files(opened, name)),
            *(path for drawing in drawings for path in _figure_files(folder, drawing.name).values()),
        ],
    )
    written = [*_write_tables(opened, tables)]
    figures: dict[str, dict[str, Any]] = {}
    for drawing in opened.progress(drawings, "Drawing figures"):
        written += _draw_to(folder, drawing)
        figures[drawing.name] = {"alt": drawing.alt(), "protected": drawing.protected}
    problems: list[Problem] = stop_list_problems(stop_texts(opened))
    facts = {"tables": len(tables), "figures": len(figures), "table": list(tables), "figure": figures}
    return Made(written, problems, facts)


def narrowed(opened: OpenStudy, narrow: Narrow, out: Path) -> tuple[int, int]:
    """Every table and figure narrowed as asked, written to a folder of one's own: how many there are.

    Raises StudyError where the folder holds something already, so that nothing of anybody's is overwritten.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StudyError(error(str(out), "out", "holds something already.", "Name a new folder with --out."))
    code(opened)
    must_know(opened, narrow, read_arrow(opened.folder.processed / "utterances.parquet", DIMENSIONS))
    about = counted(opened)
    tables = all_tables(opened, about, narrow)
    for name, table in tables.items():
        write_csv(out / "tables" / f"{safe_name(name)}.csv", table)
    drawings = list(_drawings(opened, about, tables, [("all", "all")]))
    for drawing in opened.progress(drawings, "Drawing figures"):
        _draw_to(out / "figures", drawing)
    return len(tables), len(drawings)


def all_tables(opened: OpenStudy, about: Counted, narrow: Narrow = EVERYTHING) -> dict[str, pd.DataFrame]:
    """Every table of the report, by name, narrowed as asked."""
    from pipeline.analysis.cooccurrence import cooccurrence
    from pipeline.analysis.counts import code_frequencies
    from pipeline.analysis.coverage import coverage
    from pipeline.analysis.crosstabs import code_by_case, code_by_document, code_by_role
    from pipeline.analysis.portraits import portraits

    study, book = opened.study, opened.codebook
    given = (about.utterances, about.codings, book, study, narrow)
    return {
        "code_frequencies": code_frequencies(*given),
        "code_by_case": code_by_case(*given),
        "code_by_role": code_by_role(*given),
        "code_by_document": code_by_document(*given),
        "cooccurrence": cooccurrence(*given),
        "cooccurrence_themes": cooccurrence(*given, level="theme"),
        "coverage": coverage(about.utterances, about.codings, study, narrow),
        "portraits": portraits(*given),
        "moves": read_frame(opened.folder.processed / "moves.parquet"),
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


def _write_tables(opened: OpenStudy, tables: dict[str, pd.DataFrame]) -> Iterable[Path]:
    for name, table in tables.items():
        shown, kept = _table_files(opened, name)
        write_csv(shown, table)
        write_frame(kept, table)
        yield from (shown, kept)


def _table_files(opened: OpenStudy, name: str) -> tuple[Path, Path]:
    """Where a table is written: for people, and for the report."""
    return opened.folder.reports / "tables" / f"{safe_name(name)}.csv", kept_table(opened, name)


def kept_table(opened: OpenStudy, name: str) -> Path:
    """Where a table is kept for the report, with the types that a CSV forgets."""
    return opened.folder.processed / "tables" / f"{safe_name(name)}.parquet"


def _drawings(
    opened: OpenStudy,
    about: Counted,
    tables: dict[str, pd.DataFrame],
    wished: list[tuple[str, str]] | None = None,
) -> Iterable[Drawing]:
    """Every figure of the report; in the public edition none that shows a document or a small cell."""
    from pipeline.report.figures import FIGURES
    from pipeline.report.figures.words import FIGURE_WORDING

    wording = FIGURE_WORDING[opened.study.language]
    public = opened.study.report.edition == "public"
    least: dict[str, Any] = {"least": SMALLEST_SHOWN} if public else {}

    def drawing(name: str, figure: str, *given: Any, protected: bool = public, **how: Any) -> Drawing:
        draw, alt = FIGURES[figure]
        told = {key: value for key, value in how.items() if key in ("names", "by", "least", "most")}
        return Drawing(
            name,
            lambda: draw(given[0], wording, *given[1:], **how),
            lambda: alt(given[0], wording, **told),
            protected,
        )

    roles = {id: role.label or id for id, role in opened.study.roles.items()}
    cases = {id: case.label or id for id, case in opened.study.cases.items()}
    themes = {code.id: code.label for code in (*opened.codebook.findings, *opened.codebook.cross_cutting)}
    frequencies = tables["code_frequencies"]
    yield drawing("frequencies", "frequencies", _themes_only(frequencies, themes), names=roles, **least)
    for theme in themes:
        below = frequencies[frequencies["code"].isin(opened.codebook.descendants(theme))]
        yield drawing(f"frequencies_{theme}", "frequencies", below, names=roles, **least)
    yield drawing("code_by_case", "heatmap", tables["code_by_case"], names=cases, by="case", **least)
    yield drawing("cooccurrence", "cooccurrence", tables["cooccurrence_themes"], **least)
    yield drawing("cooccurrence_codes", "cooccurrence", tables["cooccurrence"], **least)
    shareable = _shareable(opened, about) if public else _as_it_is
    for role, wave in clouds(opened) if wished is None else wished:
        table = tables.get(f"words_{role}_{wave}")
        if table is not None:
            name, seed, most = f"cloud_{role}_{wave}", opened.study.report.seed, opened.study.report.top
            told = small_print(opened, about.stops, role, wave)
            yield drawing(name, "cloud", shareable(table), seed, most=most, small_print=told, **least)
    if not public:
        yield drawing("portraits", "portraits", tables["portraits"], names=themes)
        yield drawing("coverage", "coverage", tables["coverage"])


def _themes_only(frequencies: pd.DataFrame, themes: dict[str, str]) -> pd.DataFrame:
    return frequencies[frequencies["code"].isin(list(themes))]


def small_print(opened: OpenStudy, stops: StopList, role: str, wave: str) -> str:
    """Whose words a cloud shows, and which stop list was applied, wherever the figure is copied to."""
    study = opened.study
    whose = study.roles[role].label if role in study.roles else role
    when = study.waves[wave].label if wave in study.waves else wave
    version = f" {stops.version}" if stops.version else ""
    return f"{whose or role}, {when or wave} · {stops.name}{version} · SHA-256 {stops.digest[:16]}"


def _as_it_is(words: pd.DataFrame) -> pd.DataFrame:
    return words


def _shareable(opened: OpenStudy, about: Counted) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Leaves in a table of words those that single nobody out: said by several, and not masked in a quote."""
    from pipeline.report.evidence import Evidence
    from pipeline.report.sections.masked import without_masked

    standing = people_codings(opened).standing
    evidence = Evidence(
        study=opened.study,
        codebook=opened.codebook,
        documents=about.documents,
        utterances=about.utterances,
        codings=about.codings,
        pins=frozenset(standing.pinned),
        edits=standing.edits,
        stoplist=about.stops,
    )

    def shareable(words: pd.DataFrame) -> pd.DataFrame:
        several = (words["count"] >= SMALLEST_SHOWN) & (words["documents"] >= SMALLEST_SHOWN)
        return without_masked(evidence, words[several])

    return shareable


def clouds(opened: OpenStudy) -> list[tuple[str, str]]:
    """The word clouds that the study asks for, as role and wave; else one of each role that answers."""
    study = opened.study
    wished = [(cloud.role or "all", cloud.wave or "all") for cloud in study.report.clouds]
    return wished or [(role, "all") for role in study.roles if role not in study.asking]


def _draw_to(folder: Path, drawing: Drawing) -> list[Path]:
    """Draw a figure and write its files to a folder."""
    from pipeline.report.figures.style import save

    files = _figure_files(folder, drawing.name)
    for suffix, data in save(drawing.draw()).items():
        write_atomic(files[suffix], data)
    return list(files.values())


def _figure_files(folder: Path, name: str) -> dict[str, Path]:
    """Where a figure is written, by suffix."""
    return {suffix: folder / f"{safe_name(name)}{suffix}" for suffix in (".svg", ".png")}
