"""Word clouds: the words people use most, larger the more often they use them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from pipeline.report.figures.style import WIDTH, bare, note, nothing, place, sheet, styled
from pipeline.report.figures.words import Wording, listed

if TYPE_CHECKING:
    import pandas as pd

CANVAS = (900, 500)
"""Width and height of the cloud in the units it is laid out in."""
LARGEST, SMALLEST = 120, 8
"""The sizes that letters may have, in the same units."""
DARKEST, LIGHTEST = 0.0, 0.42
"""The greys of the first and the last word; all are dark enough to read in print."""


class Placed(NamedTuple):
    """A word of a cloud, where its upper left corner is and how high its letters are."""

    word: str
    size: int
    left: int
    top: int


@cache
def font_file() -> str:
    """The typeface that comes with matplotlib, so that a cloud looks the same everywhere."""
    return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")


@styled
def draw_cloud(
    table: pd.DataFrame,
    wording: Wording,
    seed: int,
    most: int = 100,
    small_print: str = "",
    least: int = 0,
) -> Figure:
    """A cloud of the ``most`` commonest words of a table of word frequencies.

    ``table`` has rank, word and count; words without a rank were removed by a stop list and stay
    out, as do those said fewer than ``least`` times. ``small_print`` (whose words, which list) stands below.
    """
    words = _ranked(table[table["count"] >= least], most)
    if not words:
        return nothing(wording["no_data"])
    across, down = CANVAS
    height = WIDTH * down / across
    foot = 0.22 if small_print else 0.02
    figure = sheet(height + foot)
    axes = bare(place(figure, 0, foot, WIDTH, height))
    axes.set(xlim=(0, across), ylim=(down, 0))
    for at, one in enumerate(_laid_out(words, seed)):
        grey = DARKEST + (LIGHTEST - DARKEST) * (at / max(len(words) - 1, 1)) ** 0.6
        axes.add_patch(PathPatch(_letters(one), facecolor=str(round(grey, 3)), edgecolor="none"))
    if small_print:
        note(figure, small_print)
    return figure


def _ranked(table: pd.DataFrame, most: int) -> dict[str, float]:
    kept = table[table["rank"].notna()].sort_values("rank", kind="stable").head(most)
    return {str(row["word"]): float(row["count"]) for row in kept.to_dict("records")}


def _laid_out(words: dict[str, float], seed: int) -> list[Placed]:
    """Where each word stands, the commonest first; the same for the same words and seed.

    The library makes a word smaller where it finds no room for it. So the largest size is lowered until words
    said equally often are equally large; where that does not help, the last of them decides.
    """
    size = float(LARGEST)
    while True:
        placed = _tried(words, seed, round(size))
        least = {words[one.word]: one.size for one in placed}
        if all(one.size == least[words[one.word]] for one in placed) or size < SMALLEST * 2:
            return [one._replace(size=least[words[one.word]]) for one in placed]
        size *= 0.92


def _tried(words: dict[str, float], seed: int, largest: int) -> list[Placed]:
    """One layout of the words, none larger than so many units."""
    from wordcloud import WordCloud

    with _plain_layout():
        cloud = WordCloud(
            font_path=font_file(),
            width=CANVAS[0],
            height=CANVAS[1],
            margin=4,
            random_state=seed,
            max_words=len(words),
            prefer_horizontal=1.0,
            relative_scaling=0.5,
            min_font_size=SMALLEST,
            max_font_size=largest,
            background_color="white",
            color_func=lambda *_, **__: "black",
        ).generate_from_frequencies(words)
    return [Placed(word, size, left, top) for (word, _), size, (top, left), _, _ in cloud.layout_]


@contextmanager
def _plain_layout() -> Iterator[None]:
    """Letters measured without the text-shaping library that some machines have and others lack."""
    import wordcloud.wordcloud as library
    from PIL import ImageFont

    def truetype(font: Any, size: float) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(font, size, layout_engine=ImageFont.Layout.BASIC)

    before = library.ImageFont
    library.ImageFont = SimpleNamespace(truetype=truetype, TransposedFont=ImageFont.TransposedFont)
    try:
        yield
    finally:
        library.ImageFont = before


def _letters(one: Placed) -> Any:
    """The outline of a word in the units of the cloud, in the corner that was kept free for it."""
    outline = TextPath((0, 0), one.word, size=one.size, prop=FontProperties(fname=font_file()), usetex=False)
    ink = outline.get_extents()
    return (
        Affine2D().scale(1, -1).translate(one.left - min(ink.x0, 0), one.top + ink.y1).transform_path(outline)
    )


def alt_cloud(table: pd.DataFrame, wording: Wording, most: int = 100, least: int = 0) -> str:
    """What the cloud shows, in words: how many words, and the six largest with their counts.

    A word said fewer than ``least`` times is not told.
    """
    words = _ranked(table[table["count"] >= least], most)
    if not words:
        return wording["no_data"] + "."
    top = [f"{word} ({int(count)})" for word, count in list(words.items())[:6]]
    return wording["alt_cloud"].format(n=len(words), top=listed(top, wording))
