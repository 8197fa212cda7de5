"""Whatever a codebook looks like, a change of it is the one that was meant, and touches nothing else."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from test_codebook_file import TRICKY, added, edited, read

from pipeline.store.codebook_layout import layout

UNSEEN = ("Cs", "Cc", "Zl", "Zp")
LETTERS = some.characters(codec="utf-8", exclude_categories=UNSEEN, exclude_characters="\ufeff\x85")
WORDS = some.sampled_from(["ord", "samskaping", "å", "(og)", "«ja»", "a:", "-", "#1"])
TEXT = some.one_of(
    some.sampled_from([value for value in TRICKY if value.isprintable()]),
    some.text(some.sampled_from("abcæøå :#-'\",[]{}*&!|>%@?.0123\n"), min_size=1, max_size=40),
    some.text(LETTERS, min_size=1, max_size=20),
    some.lists(WORDS, min_size=20, max_size=60).map(" ".join),
)
TEXT = TEXT.map(str.strip).filter(bool)
NAMES = ("brief", "definition", "use_when", "not_when", "parent")
FIELDS = some.fixed_dictionaries(
    {"label": TEXT},
    optional={**dict.fromkeys(NAMES, TEXT), "examples": some.lists(TEXT, min_size=1, max_size=4)},
)
CHANGES = some.fixed_dictionaries(
    {},
    optional={
        "label": TEXT,
        **dict.fromkeys(NAMES, some.one_of(TEXT, some.just(""))),
        "examples": some.lists(TEXT, max_size=4),
    },
)
UNPLAIN = ("y", "n", "no", "null", "true")
STYLES = ("plain", "single", "double", "folded", "literal", "flow")
ANY = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def dumped(value: Any, style: str) -> str:
    """A value on one line, as another program might write it."""
    if isinstance(value, list):
        return "[" + ", ".join(dumped(item, "double") for item in value) + "]"
    if style == "single" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if style == "plain" and re.fullmatch(r"[a-zæøå][a-zæøå ]*", value) and value not in UNPLAIN:
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def rendered(name: str, value: Any, style: str, at: int, draw: Any) -> list[str]:
    """The lines of a field in one of the ways in which people write YAML."""
    comment = draw(some.sampled_from(["", "", "  # beside", "   "]))
    deep = " " * (at + draw(some.integers(1, 4)))
    if isinstance(value, list) and style != "flow":
        inner = " " * (at + draw(some.integers(0, 3)))
        lines = [f"{inner}- {dumped(item, style)}{comment}" for item in value]
        return [f"{' ' * at}{name}:{comment}", *lines]
    if style in ("folded", "literal") and isinstance(value, str):
        rows = value.split("\n")
        if all(row == row.strip() and row.isprintable() for row in rows) and "" not in rows:
            gap = "\n\n" if style == "folded" else "\n"
            body = gap.join(deep + row for row in rows).split("\n")
            return [f"{' ' * at}{name}: {'|-' if style == 'literal' else '>-'}{comment}", *body]
    if draw(some.integers(0, 5)) == 0:
        return [f"{' ' * at}{name}:{comment}", f"{deep}{dumped(value, style)}"]
    return [f"{' ' * at}{name}: {dumped(value, style)}{comment}"]


@some.composite
def codebooks(draw: Any) -> tuple[str, list[dict[str, Any]]]:
    """The text of a codebook in many styles at once, and what it says."""
    codes = [{"id": f"k{number}", **draw(FIELDS)} for number in range(draw(some.integers(1, 4)))]
    at = draw(some.integers(0, 4))
    lines = draw(some.sampled_from([[], ["# top", ""], ["---"]]))
    lines = [*lines, f"version: {draw(some.integers(1, 300))}", "codes:"]
    for code in codes:
        lines += draw(some.sampled_from([[], [""], ["", " " * at + "# before", ""], ["# far out"]]))
        if draw(some.integers(0, 3)) == 0:
            inside = ", ".join(f"{name}: {dumped(value, 'double')}" for name, value in code.items())
            lines.append(f"{' ' * at}- {{{inside}}}{draw(some.sampled_from(['', '  # behind']))}")
            continue
        gap = draw(some.integers(1, 3))
        deep = at + 1 + gap
        lines.append(f"{' ' * at}-{' ' * gap}id: {code['id']}")
        for name, value in list(code.items())[1:]:
            lines += draw(some.sampled_from([[], [], [" " * deep + "# above"], [""]]))
            lines += rendered(name, value, draw(some.sampled_from(STYLES)), deep, draw)
    lines += draw(some.sampled_from([[], [""], ["# below"], ["relations: []"], ["", "# below", ""]]))
    newline = draw(some.sampled_from(["\n", "\n", "\r\n"]))
    return newline.join(lines) + draw(some.sampled_from(["", newline])), codes


def outside(text: str, code: str) -> tuple[str, str]:
    """What stands before the lines of a code and what after them, the version's number left out."""
    now = layout(text)
    entry = now.entries[now.index(code)]
    dash = text.rfind("\n", 0, entry.start) + 1
    end = text.find("\n", entry.end)
    before = re.sub(r"version: \d+", "version: N", text[:dash])
    return before, text[end + 1 :] if end >= 0 else ""


def without_empty(code: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in code.items() if value not in ("", [], None)}


def codes_in(text: str) -> list[dict[str, Any]]:
    return [without_empty(code) for code in read(text)["codes"]]


@ANY
@given(some.data())
def test_any_edit_of_any_codebook_is_exactly_what_was_meant(data: some.DataObject) -> None:
    text, codes = data.draw(codebooks())
    assert codes_in(text) == codes
    number = data.draw(some.integers(0, len(codes) - 1))
    fields = data.draw(CHANGES)
    new = edited(text, codes[number]["id"], **fields)
    codes[number] = without_empty({**codes[number], **fields})
    assert codes_in(new) == codes
    (before, behind), there = outside(new, codes[number]["id"]), outside(text, codes[number]["id"])
    assert (before, behind[len(behind) - len(there[1]) :]) == there
    left = behind.removesuffix(there[1]).split()
    assert left == [] or left[0] == "#", "what is left of a field that went is its comment"


@ANY
@given(some.data())
def test_a_code_added_to_any_codebook_leaves_every_line_that_was_there(data: some.DataObject) -> None:
    text, codes = data.draw(codebooks())
    after = data.draw(some.sampled_from(["", *(code["id"] for code in codes)]))
    fields = {"id": "ny", **data.draw(FIELDS)}
    new = added(text, after, **fields)
    place = [code["id"] for code in codes].index(after) + 1 if after else len(codes)
    assert codes_in(new) == [*codes[:place], fields, *codes[place:]]
    before, behind = outside(new, "ny")
    was = re.sub(r"version: \d+", "version: N", text)
    assert re.sub(r"\s*\n", "\n", before + behind).strip() == re.sub(r"\s*\n", "\n", was).strip()
