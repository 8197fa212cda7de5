"""Figures: the same bytes each time, honest when empty, and readable without colour."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest
from constructed import CODEBOOK, STUDY, codings, random_study, utterances
from matplotlib.figure import Figure
from PIL import Image
from reported import registered

from pipeline.analysis import ANALYSES
from pipeline.analysis.codebook_changes import codebook_changes
from pipeline.analysis.crosstabs import crosstab
from pipeline.analysis.relations import argued, relation_table
from pipeline.analysis.saturation_tables import drawn_curves, saturation_tables
from pipeline.codebook import Change, Relation
from pipeline.report.figures import FIGURES, MODULES
from pipeline.report.figures.clouds import _laid_out
from pipeline.report.figures.code_rows import code_rows
from pipeline.report.figures.style import TALLEST, folded, save, short
from pipeline.report.figures.words import FIGURE_WORDING, listed
from pipeline.report.wording import wording

NB = FIGURE_WORDING["nb"]
NAMES = {"INN": "innbyggere", "OA": "offentlig ansatte", "nord": "Nord", "sør": "Sør"}


def words(*counted: tuple[str, int]) -> pd.DataFrame:
    rows = [(at, word, count, 1, "") for at, (word, count) in enumerate(counted, start=1)]
    table = pd.DataFrame(rows, columns=["rank", "word", "count", "documents", "removed_by"])
    return table.astype({"rank": "Int64"})


def related(number: int) -> pd.DataFrame:
    """So many relations among the codes of the constructed codebook."""
    types = ["condition", "contrast", "motsier"]
    ends = [("hva", "rolle"), ("tar-tid", "hva"), ("rolle", "gammelt")]
    relations = [
        Relation(id=f"r{at}", source=one, type=type, target=other, memo="Fordi.")
        for at, (type, (one, other)) in enumerate(zip(types, ends, strict=True))
    ]
    book = CODEBOOK.model_copy(update={"relations": tuple(relations[:number])})
    return relation_table(book, argued(book, {}, tuple))


def agreed() -> pd.DataFrame:
    """Alpha of five codes: two defined, one without an interval, one not defined, one put twice only."""
    rows = [
        ("hva", "«Hva?»", 5, 12, 0.41, -0.102, 0.7, ""),
        ("rolle", "Ubehag i rollen", 5, 9, 0.82, 0.5, 1.0, ""),
        ("sjelden", "Sjelden kode", 5, 2, 0.999, None, None, ""),
        ("aldri", "Aldri ulikt", 5, 8, None, None, None, ""),
        ("uferdig", "Uferdig", 5, 7, None, None, None, "not_when"),
    ]
    names = ["code", "label", "documents", "n_positive", "alpha", "alpha_low", "alpha_high", "left_out"]
    return pd.DataFrame(rows, columns=names)


def by_version() -> pd.DataFrame:
    """Alpha of two versions of the codebook, the later of one document, and of a code of the first."""
    rows = [(46, "", 3, 0.58, 0.39, 0.67), (46, "hva", 3, 0.2, 0.1, 0.3), (108, "", 1, 0.63, None, None)]
    return pd.DataFrame(rows, columns=["version", "code", "documents", "alpha", "alpha_low", "alpha_high"])


def grown() -> list[Change]:
    """A short history of the codebook of these tests, its last line an edit."""
    codes = [code.id for code in CODEBOOK.codes]
    usual = {"who": "hege", "at": "2024-03-01T10:00:00Z"}
    added = [
        Change(version=at, event="add", code=id, after={"id": id, "label": id}, **usual)
        for at, id in enumerate(codes, 1)
    ]
    edit = {"before": {"definition": "før"}, "after": {"definition": "nå"}}
    last = usual | {"at": "2024-09-01T10:00:00Z"}
    return [*added, Change(version=len(codes) + 1, event="edit", code=codes[0], **edit, **last)]


def tables(said: pd.DataFrame, coded: pd.DataFrame) -> dict[str, pd.DataFrame]:
    given = (said, coded, CODEBOOK, STUDY)
    counted = (("kanskje", 40), ("hvordan", 31), ("samskapingsprosessene", 12), ("må", 9), ("ikke", 8))
    return {
        "cloud": words(*counted) if len(coded) else words(),
        "frequencies": ANALYSES["code_frequencies"](*given),
        "heatmap": ANALYSES["code_by_case"](*given),
        "cooccurrence": ANALYSES["cooccurrence"](*given),
        "portraits": ANALYSES["portraits"](*given),
        "coverage": ANALYSES["coverage"](said, coded, STUDY),
        "relations": related(3 if len(coded) else 0),
        "saturation": drawn_curves(saturation_tables(registered(said), *given)),
        "agreement": agreed() if len(coded) else agreed()[:0],
        "agreement_versions": by_version() if len(coded) else by_version()[:0],
        "evolution": codebook_changes(CODEBOOK, grown() if len(coded) else [], wording("nb")),
    }


SOME = tables(*random_study(61, size=80, marks=160))
NONE = tables(utterances(), codings(utterances()))


def drawn(name: str, table: pd.DataFrame, **more: Any) -> Figure:
    seed = (1,) if name == "cloud" else ()
    figure: Figure = FIGURES[name][0](table, NB, *seed, **more)
    return figure


def texts(figure: Figure) -> list[str]:
    found = [text.get_text() for axes in figure.axes for text in axes.texts]
    return found + [text.get_text() for text in figure.texts]


@pytest.mark.parametrize("name", MODULES)
def test_a_figure_is_the_same_bytes_each_time_it_is_drawn(name: str) -> None:
    assert save(drawn(name, SOME[name])) == save(drawn(name, SOME[name]))


@pytest.mark.parametrize("name", MODULES)
def test_settings_of_the_machine_do_not_change_a_figure(name: str) -> None:
    before = save(drawn(name, SOME[name]))
    with matplotlib.rc_context(
        {"font.size": 20, "lines.linewidth": 9, "savefig.dpi": 30, "font.family": "serif"}
    ):
        assert save(drawn(name, SOME[name])) == before


@pytest.mark.parametrize("name", MODULES)
def test_the_files_hold_no_date_no_program_version_and_no_path(name: str) -> None:
    files = save(drawn(name, SOME[name]))
    assert not re.search(rb"<dc:date|<dc:creator|Matplotlib v|/home|/tmp", files[".svg"])
    chunks, at = [], 8
    while at < len(files[".png"]):
        (length,) = struct.unpack(">I", files[".png"][at : at + 4])
        chunks.append(files[".png"][at + 4 : at + 8])
        at += length + 12
    assert b"tEXt" not in chunks and b"tIME" not in chunks and b"iTXt" not in chunks


@pytest.mark.parametrize("name", MODULES)
def test_a_figure_has_no_colour_but_greys(name: str) -> None:
    image = Image.open(BytesIO(save(drawn(name, SOME[name]))[".png"])).convert("RGB")
    colours = image.getcolors(1 << 24) or []
    assert len(colours) > 2 and all(max(colour) - min(colour) <= 2 for _, colour in colours)


@pytest.mark.parametrize("language", FIGURE_WORDING)
@pytest.mark.parametrize("name", MODULES)
def test_an_empty_table_gives_a_figure_and_a_text_that_say_so(name: str, language: str) -> None:
    wording = FIGURE_WORDING[language]
    draw, alt = FIGURES[name]
    figure = draw(NONE[name], wording, *([1] if name == "cloud" else []))
    assert wording["no_data"] in texts(figure) and save(figure)[".png"]
    assert alt(NONE[name], wording) == wording["no_data"] + "."


def test_the_three_languages_have_the_same_words() -> None:
    assert FIGURE_WORDING["nb"].keys() == FIGURE_WORDING["nn"].keys() == FIGURE_WORDING["en"].keys()


def test_the_alternative_text_of_a_cloud_names_the_largest_words_with_their_counts() -> None:
    alt = FIGURES["cloud"][1](SOME["cloud"], NB)
    assert alt.startswith("Ordsky med 5 ord. Størst: kanskje (40), hvordan (31), ")


def test_the_alternative_text_of_frequencies_names_the_roles_and_the_most_used_code() -> None:
    table = SOME["frequencies"]
    ours = table[(table["role"] != "all") & (table["case"] == "all") & (table["wave"] == "all")]
    top = ours.sort_values("utterances", ascending=False, kind="stable").iloc[0]
    alt = FIGURES["frequencies"][1](table, NB, NAMES)
    assert (
        "innbyggere, offentlig ansatte" in alt
        and f"{top['label']} (" in alt
        and f": {top['utterances']})" in alt
    )


def test_the_alternative_text_of_coverage_tells_the_sums() -> None:
    table = SOME["coverage"]
    assert f"{table['coded'].sum()} av {table['utterances'].sum()} ytringer" in FIGURES["coverage"][1](
        table, NB
    )


def test_every_number_of_the_heat_map_stands_in_its_cell() -> None:
    table = SOME["heatmap"]
    shown = [text for text in texts(drawn("heatmap", table)) if re.fullmatch(r"\d+", text)]
    cells = table[(table["of_utterances"] > 0) & ((table["status"] == "active") | (table["code"] == "prat"))]
    assert sorted(map(int, shown)) == sorted(cells["utterances"])


@pytest.mark.parametrize("name", ["frequencies", "heatmap", "cooccurrence"])
def test_a_number_too_small_to_be_told_is_neither_printed_nor_described(name: str) -> None:
    shown = texts(drawn(name, SOME[name], least=1000))
    headings = [str(at) for at in range(1, 10)] if name == "cooccurrence" else []
    numbers = [text for text in shown if re.fullmatch(r"\(?[1-9]\d*\)?", text)]
    assert numbers == headings[: len(numbers)]
    told = FIGURES[name][1](SOME[name], NB, least=1000)
    assert not re.search(r"[(: ]\d+\)", told)


def test_few_codes_give_a_matrix_and_many_the_pairs_that_meet_most() -> None:
    said, coded = random_study(62, size=90, marks=200)
    themes = ANALYSES["cooccurrence"](said, coded, CODEBOOK, STUDY, level="theme")
    assert "Uklart  1" in texts(drawn("cooccurrence", themes))
    many = pd.concat([themes.iloc[:1].assign(code_b=f"k{at}", label_b=f"Kode {at}") for at in range(40)])
    figure = drawn("cooccurrence", many.assign(utterances=range(40, 0, -1)))
    assert sum("+" in text for text in texts(figure)) == 24
    assert "16 par som møtes sjeldnere, er ikke tegnet" in texts(figure)


@pytest.mark.parametrize(("name", "left_out"), [("coverage", 5), ("portraits", 5)])
def test_documents_beyond_the_sheet_are_told_of(name: str, left_out: int) -> None:
    said = utterances(*[(f"D{at:02}", "OA", "Kari", "Hva er det?") for at in range(45)])
    coded = codings(said, *[(f"c{at}", id, "hva") for at, id in enumerate(said["utterance"])])
    assert f"{left_out} dokumenter er ikke tegnet" in texts(drawn(name, tables(said, coded)[name]))


@pytest.mark.parametrize("name", ["frequencies", "heatmap", "cooccurrence"])
def test_a_zero_is_hidden_with_the_small_numbers(name: str) -> None:
    shown = texts(drawn(name, SOME[name], least=3))
    assert "<3" in " ".join(shown) and not {"0", "(0)", "1", "(2)"} & set(
        shown[:0] if name == "cooccurrence" else shown
    )


def test_words_said_too_seldom_are_neither_drawn_nor_described() -> None:
    table = pd.DataFrame({"rank": [1, 2], "word": ["ofte", "egentlig"], "count": [3, 1]})
    assert FIGURES["cloud"][1](table, NB, least=3) == "Ordsky med 1 ord. Størst: ofte (3)."


@pytest.mark.parametrize("counts", [[1] * 15, [3] * 3 + [1] * 12, [9, 5, 5, 2, 2, 2, 1, 1, 1, 1]])
def test_words_said_equally_often_are_equally_large(counts: list[int]) -> None:
    words = {f"{'samskaping' if at % 3 else 'hus'}{at}": float(n) for at, n in enumerate(counts)}
    sizes: dict[float, set[int]] = {}
    for one in _laid_out(words, 7):
        sizes.setdefault(words[one.word], set()).add(one.size)
    assert all(len(size) == 1 for size in sizes.values())


def test_words_that_a_stop_list_removed_are_not_in_the_cloud() -> None:
    table = words(("kanskje", 9), ("og", 100))
    table.loc[1, "rank"] = pd.NA
    assert FIGURES["cloud"][1](table, NB) == "Ordsky med 1 ord. Størst: kanskje (9)."


def test_another_seed_lays_the_cloud_out_in_another_way() -> None:
    draw = FIGURES["cloud"][0]
    assert save(draw(SOME["cloud"], NB, 1)) != save(draw(SOME["cloud"], NB, 2))


def test_the_words_of_a_cloud_do_not_lie_on_each_other() -> None:
    counted = {f"ord{at}æøå"[: 4 + at % 6]: 100.0 / (at + 1) for at in range(60)}
    draw = FIGURES["cloud"][0]
    figure = draw(words(*((word, int(count) + 1) for word, count in counted.items())), NB, 7)
    for patch in figure.axes[0].patches:
        patch.set(facecolor="black", alpha=0.5)
        box = patch.get_path().get_extents()
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= 901 and box.y1 <= 501
    greys = np.asarray(Image.open(BytesIO(save(figure)[".png"])).convert("L"))
    assert len(figure.axes[0].patches) > 40
    assert (greys < 90).sum() < 0.001 * (greys < 200).sum(), "ink on ink would be darker than half black"


def test_a_cloud_is_laid_out_without_the_shaping_library_even_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from PIL import ImageFont

    engines = []
    real = ImageFont.truetype

    def truetype(*args: Any, **kwargs: Any) -> Any:
        engines.append(kwargs.get("layout_engine"))
        return real(*args, **kwargs)

    monkeypatch.setattr(ImageFont, "truetype", truetype)
    assert len(_laid_out({"kanskje": 3.0, "hvordan": 2.0}, 1)) == 2
    assert engines and set(engines) == {ImageFont.Layout.BASIC}


def test_a_long_label_is_cut_at_a_word_or_folded() -> None:
    assert short("Ubehag ved å gå ut av vant rolle", 20) == "Ubehag ved å gå ut…"
    assert folded("offentlig ansatte", 10) == "offentlig\nansatte"
    assert short("kort", 20) == folded("kort", 20) == "kort"


def test_where_there_are_too_many_codes_the_findings_and_the_most_used_stay() -> None:
    rows = [(f"k{at}", f"K{at}", "f", "active", at) for at in range(100)]
    table = pd.DataFrame(
        [("f", "F", "f", "active", 0), *rows], columns=["code", "label", "finding", "status", "utterances"]
    )
    kept, left_out = code_rows(table, 3)
    assert [row.code for row in kept] == ["f", "k98", "k99"] and left_out == 98


@pytest.mark.parametrize(
    "name", ["frequencies", "heatmap", "portraits", "coverage", "saturation", "relations"]
)
def test_no_figure_fills_a_page_alone(name: str) -> None:
    codes = [{"code": f"k{at}", "label": f"Kode {at}", "finding": "f"} for at in range(60)]
    table = SOME[name]
    if "code" in table:
        table = pd.concat([table[table["code"] == table["code"].iloc[0]].assign(**code) for code in codes])
    elif name in ("portraits", "coverage"):
        first = table[table["document"] == table["document"].iloc[0]]
        table = pd.concat([first.assign(document=f"INT-{at:02d}") for at in range(60)])
    assert drawn(name, table).get_size_inches()[1] <= TALLEST


def test_merged_codes_and_retired_ones_nobody_used_are_not_drawn() -> None:
    said, coded = random_study(63)
    rows, _ = code_rows(crosstab(said, coded[coded["code"] != "prat"], CODEBOOK, STUDY, "case"), 40)
    assert {"skummelt", "prat"}.isdisjoint(row.code for row in rows)


def test_a_list_reads_as_a_sentence_has_it() -> None:
    assert listed(["a", "b", "c"], NB) == "a, b og c" and listed(["a"], NB) == "a" and listed([], NB) == ""


@pytest.mark.parametrize("name", ["cloud", "cooccurrence"])
def test_a_figure_does_not_depend_on_the_hash_seed(name: str) -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests'); import test_figures as t; "
        f"print(hashlib.sha256(t.save(t.drawn({name!r}, t.SOME[{name!r}]))['.svg']).hexdigest())"
    )
    root = Path(__file__).resolve().parents[1]
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1 and len(told.pop()) == 65


def test_no_font_of_the_machine_stands_in_for_that_of_the_library() -> None:
    import matplotlib
    from matplotlib.font_manager import fontManager

    import pipeline.report.figures.style  # noqa: F401

    assert fontManager.ttflist
    assert all(font.fname.startswith(matplotlib.get_data_path()) for font in fontManager.ttflist)


@pytest.mark.parametrize(
    "at",
    ["9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00", "9990-01-01", "in spring", "2023-01-01"],
)
def test_changes_whose_times_are_no_line_of_time_are_drawn_over_versions(at: str) -> None:
    table = SOME["evolution"].copy()
    table.loc[len(table) - 1, "at"] = at
    figure = drawn("evolution", table)
    assert save(figure)[".png"] and figure.axes[1].get_xlabel() == NB["evolution_version"]
    assert drawn("evolution", SOME["evolution"]).axes[1].get_xlabel() == ""


def shown_alphas(**more: Any) -> tuple[Figure, list[str]]:
    figure = drawn("agreement", SOME["agreement"], **more)
    return figure, texts(figure)


def test_alphas_stand_from_the_highest_each_with_its_number_and_its_interval() -> None:
    figure, told = shown_alphas()
    names = [text for text in told if text in set(SOME["agreement"]["label"])]
    assert names == ["Sjelden kode", "Ubehag i rollen", "«Hva?»", "Aldri ulikt"]
    assert {"0,82", "0,41", "0,667", "0,800", "12"} <= set(told)
    lines = [line.get_xdata() for line in figure.axes[0].lines if line.get_linewidth() == 1.3]
    assert [tuple(line) for line in lines] == [(0.5, 1.0), (-0.102, 0.7)]


def test_what_is_not_defined_has_words_in_place_of_a_dot_and_never_nought() -> None:
    figure, told = shown_alphas()
    assert told.count("ikke definert") == 1 and "0,00" not in told
    dots = [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert dots == [0.999, 0.82, 0.41]
    assert FIGURES["agreement"][1](SOME["agreement"], NB).endswith("Ikke definert: Aldri ulikt.")


def test_outside_nothing_is_told_of_a_code_put_twice_and_its_place_does_not_give_it_away() -> None:
    figure, told = shown_alphas(least=3)
    names = [text for text in told if text in set(SOME["agreement"]["label"])]
    assert names[-1] == "Sjelden kode" and "vises ikke her" in told and "<3" in told
    assert not {"1,00", "2"} & set(told)
    assert [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_marker() == "o"] == [0.82, 0.41]
    assert "Sjelden" not in FIGURES["agreement"][1](SOME["agreement"], NB, least=3)
    rows = [SOME["agreement"].iloc[:1].assign(code=f"k{n}", label=f"K{n}", n_positive=n) for n in (1, 2, 1)]
    rows[2] = rows[2].assign(code="sist", label="K3")
    told = texts(drawn("agreement", pd.concat([SOME["agreement"], *rows]), least=3))
    assert [text for text in told if text in ("K1", "K2", "K3")] == ["K1", "K2", "K3"]
    few = SOME["agreement"].assign(documents=2)
    assert NB["no_data"] in texts(drawn("agreement", few, least=3))


def test_versions_stand_in_their_order_and_outside_none_of_few_documents() -> None:
    told = texts(drawn("agreement_versions", SOME["agreement_versions"]))
    assert [text for text in told if text.startswith("Versjon")] == ["Versjon 46", "Versjon 108"]
    assert {"0,58", "0,63"} <= set(told) and "0,20" not in told
    outside = texts(drawn("agreement_versions", SOME["agreement_versions"], least=3))
    assert "0,58" in outside and "0,63" not in outside and "<3" in outside


def test_a_number_under_nought_has_a_true_minus_and_english_a_point() -> None:
    table = SOME["agreement"].assign(alpha=-0.014)
    assert "−0,01" in texts(drawn("agreement", table))
    assert "−0.01" in texts(FIGURES["agreement"][0](table, FIGURE_WORDING["en"]))
