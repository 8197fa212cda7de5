"""Every figure of the report, drawn from its counted tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.stages.code import people_codings
from pipeline.stages.counting import Counted
from pipeline.stages.opened import OpenStudy
from pipeline.store.files import write_atomic
from pipeline.store.names import safe_name

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.language import StopList

SMALLEST_SHOWN = 3
"""In the public edition a cell under this number is not shown."""


class Drawing(NamedTuple):
    """A figure to be drawn: its name, how, what it shows in words, whether the public edition may hold it."""

    name: str
    draw: Callable[[], Any]
    alt: Callable[[], str]
    protected: bool


def drawings_of(
    opened: OpenStudy,
    about: Counted,
    tables: dict[str, pd.DataFrame],
    wished: list[tuple[str, str]] | None = None,
) -> Iterable[Drawing]:
    """Every figure of the report; in the public edition none that shows a document or a small cell."""
    from pipeline.analysis.saturation_tables import drawn_curves
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
    if len(tables["relations"]):
        yield drawing("relations", "relations", tables["relations"], **least)
    yield drawing("saturation", "saturation", drawn_curves(tables), names=roles, **least)
    for name in ("agreement", "agreement_versions"):
        if len(tables.get(name, ())):
            yield drawing(name, name, tables[name], **least)
    if "codebook_changes" in tables:
        yield drawing("evolution", "evolution", tables["codebook_changes"], protected=True)
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


def draw_to(folder: Path, drawing: Drawing) -> list[Path]:
    """Draw a figure and write its files to a folder."""
    from pipeline.report.figures.style import save

    files = figure_files(folder, drawing.name)
    for suffix, data in save(drawing.draw()).items():
        write_atomic(files[suffix], data)
    return list(files.values())


def figure_files(folder: Path, name: str) -> dict[str, Path]:
    """Where a figure is written, by suffix."""
    return {suffix: folder / f"{safe_name(name)}{suffix}" for suffix in (".svg", ".png")}
