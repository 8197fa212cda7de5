"""A code keeps its colour for life, and its key as long as it is used."""

from __future__ import annotations

import re
from pathlib import Path

from small_study import opened, small_study

from pipeline.stages.changing import add_code, move_code, retire_code
from pipeline.stages.desk import Desk
from pipeline.stages.recent import recent_codes
from pipeline.web.colours import colour_sheet, names


def colours(desk: Desk) -> dict[str, str]:
    """The colour of each code as the style sheet has it."""
    desk.look(now=True)
    sheet = colour_sheet(desk)
    found = {}
    for id, name in names(desk).items():
        match = re.search(rf"\.{name} {{ --strong: ([^;]+);", sheet)
        assert match, id
        found[id] = match[1]
    return found


def test_a_code_keeps_its_colour_whatever_is_added_moved_or_retired(tmp_path: Path) -> None:
    folder = small_study(tmp_path, coded=False)
    add_code(opened(folder), "hege", "Første")
    desk = Desk(folder)
    before = colours(desk)
    add_code(opened(folder), "hege", "Andre", parent="uklart")
    move_code(opened(folder), "hege", "skummelt", "uklart", "Hører hjemme der.")
    retire_code(opened(folder), "hege", "uklart", "Brukes ikke.")
    after = colours(desk)
    assert before["forste"] == after["forste"]
    add_code(opened(folder), "hege", "Tredje", parent="styring")
    again = colours(desk)
    assert {id: again[id] for id in after} == after
    assert len(set(again.values())) == len(again)


def test_a_code_of_ones_own_colour_has_it(tmp_path: Path) -> None:
    book = "version: 1\ncodes:\n  - {id: a, label: A, colour: '#aa3311'}\n"
    desk = Desk(small_study(tmp_path, coded=False, codebook__yaml=book))
    assert "#aa3311" in colours(desk)["a"]


def test_a_recent_code_keeps_its_place_when_it_is_used_again(tmp_path: Path) -> None:
    desk = Desk(small_study(tmp_path))
    places = recent_codes(desk, "hege")
    assert sorted(places) == ["skummelt", "styring", "uklart"]
