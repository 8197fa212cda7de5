"""How a value is written in YAML, so that it looks like its neighbours and reads as was meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.codebook import FIELD_ORDER
from pipeline.problems import StudyError
from pipeline.store.codebook_layout import Layout, filled
from pipeline.store.codebook_nodes import column, is_mapping, is_text, loaded, style_of

WIDTH = 110
ENOUGH = 100
"""So many codes show how a file is written."""
_SPACE = re.compile(r"(?<=\S) (?=\S)")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"))
"""What other readers of YAML take for something else than a word."""
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Written(NamedTuple):
    """A value in YAML: what stands right after the colon, and the lines below."""

    head: str
    lines: tuple[str, ...] = ()


class Habits(NamedTuple):
    """How a codebook is written: the usual style of each field and of the items in it, indents and width."""

    styles: dict[str, str]
    items: dict[str, str]
    text_indent: int
    list_indent: int
    width: int


def habits(layout: Layout) -> Habits:
    """The ways of the person who wrote the file, those of the program where there is nothing to go by."""
    styles: dict[str, Counter[str]] = {}
    items: dict[str, Counter[str]] = {}
    texts: Counter[int] = Counter()
    lists: Counter[int] = Counter()
    widest = 0
    for entry in layout.entries[:: 1 + len(layout.entries) // ENOUGH]:
        for key, node in entry.node.value:
            name, style = str(key.value), style_of(node)
            styles.setdefault(name, Counter())[style] += 1
            at = column(layout.text, key.start_mark.index)
            if style in ("|", ">"):
                below = layout.text[node.start_mark.index : node.end_mark.index].rstrip().splitlines()[1:]
                texts.update(len(line) - len(line.lstrip()) - at for line in below[:1])
                widest = max(widest, *(len(line) for line in below)) if below and style == ">" else widest
            elif not is_text(node) and not is_mapping(node):
                items.setdefault(name, Counter()).update(
                    style_of(item) for item in node.value if is_text(item)
                )
                if style == "block":
                    lists[column(layout.text, node.start_mark.index) - at] += 1
    return Habits(
        {name: _most(count, "") for name, count in styles.items()},
        {name: _most(count, "") for name, count in items.items()},
        max(1, _most(texts, 2)),
        max(0, _most(lists, 2)),
        widest if 60 <= widest <= 140 else WIDTH,
    )


def _most(count: Counter[Any], otherwise: Any) -> Any:
    """What is commonest, the first where several are."""
    return max(count, key=lambda value: count[value]) if count else otherwise


def rank(name: str) -> int:
    """The place of a field among those of a code."""
    return FIELD_ORDER.index(name) if name in FIELD_ORDER else len(FIELD_ORDER)


def in_order(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that hold something, in their order."""
    return dict(sorted(filled(fields).items(), key=lambda one: rank(one[0])))


def entry_lines(fields: dict[str, Any], at: int, ways: Habits) -> Iterator[str]:
    """The lines of a code, its names in column ``at``."""
    for name, value in in_order(fields).items():
        one = written(name, value, at, ways)
        yield first(at, name, one)
        yield from one.lines


def first(at: int, name: str, one: Written) -> str:
    """The first line of a field whose name begins in column ``at``."""
    return f"{' ' * at}{name}:{' ' if one.head else ''}{one.head}"


def written(name: str, value: Any, at: int, ways: Habits, style: str | None = None) -> Written:
    """The value of a field whose name begins in column ``at``; ``style`` is that of the value before."""
    usual = ways.styles.get(name, "") if style is None else style
    if isinstance(value, str):
        return _written_text(name, value, at, ways, usual)
    if isinstance(value, list | tuple):
        return _written_list(name, list(value), at, ways, usual)
    return Written(inline(value))


def _written_text(name: str, value: str, at: int, ways: Habits, usual: str) -> Written:
    """The first way of writing the text that reads as the text."""
    for one in _ways_of_writing(name, value, at, ways, usual):
        if _reads_as(f"{' ' * at}{name}: " + "\n".join((one.head, *one.lines)), {name: value}):
            return one
    return Written(double_quoted(value))


def _ways_of_writing(name: str, value: str, at: int, ways: Habits, usual: str) -> Iterator[Written]:
    long = at + len(name) + 2 + len(value) > ways.width
    indent, rows = " " * (at + ways.text_indent), value.split("\n")
    is_short = all(len(indent) + len(row) <= ways.width for row in rows)
    block = usual in ("|", ">") or len(rows) > 1 or (long and " " in value)
    if block and usual != "|" and _folds(rows) and not (len(rows) > 1 and is_short):
        yield Written(">-", tuple(_folded(rows, indent, ways.width)))
    if block and all(row == row.rstrip() for row in rows):
        yield Written("|-", tuple(f"{indent}{row}" if row else "" for row in rows))
    yield Written(quoted(value, usual))


def _folds(rows: list[str]) -> bool:
    """Whether a text can be wrapped without a blank at the wrong place."""
    return bool(rows[0] and rows[-1]) and all(row == row.strip() and "\t" not in row for row in rows)


def _folded(rows: list[str], indent: str, width: int) -> Iterator[str]:
    """The text in lines of the width; a line break in the text is a blank line here."""
    for number, row in enumerate(rows):
        if number:
            yield ""
        if row:
            yield from _wrapped(row, indent, width)


def _wrapped(row: str, indent: str, width: int) -> Iterator[str]:
    line = ""
    for word in _SPACE.split(row):
        if line and len(indent) + len(line) + 1 + len(word) > width:
            yield indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield indent + line


def _written_list(name: str, values: list[Any], at: int, ways: Habits, usual: str) -> Written:
    style = ways.items.get(name, "")
    if not values:
        return Written("[]")
    if usual == "flow":
        flow = f"[{', '.join(inline(value, style) for value in values)}]"
        if at + len(name) + 2 + len(flow) <= ways.width:
            return Written(flow)
    return Written("", tuple(list_lines(values, at + ways.list_indent, style)))


def list_lines(values: list[Any], at: int, style: str) -> list[str]:
    """The items of a list, each on a line that begins with a hyphen in column ``at``."""
    return [f"{' ' * at}- {inline(value, style, flow=False)}" for value in values]


def inline(value: Any, style: str = "", flow: bool = True) -> str:
    """A value on one line; ``flow`` where it stands between brackets or braces."""
    if isinstance(value, str):
        return quoted(value, style, flow)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(name)}: {inline(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)


def quoted(value: str, style: str = "", flow: bool = False) -> str:
    """A text on one line, in the style asked for where it can be, else between double quotation marks."""
    if style == "'" and value.isprintable() and value:
        return "'" + value.replace("'", "''") + "'"
    if style in ("'", '"') or not _is_plain(value, flow):
        return double_quoted(value)
    return value


def _is_plain(value: str, flow: bool) -> bool:
    """Whether a text reads as itself without quotation marks, here and in other programs."""
    if not value.isprintable() or value != value.strip() or value.lower() in _WORDS:
        return False
    if (
        not (value[:1].isalpha() or value[:1] in "«_")
        or ": " in value
        or value.endswith(":")
        or " #" in value
    ):
        return False
    if flow and any(sign in value for sign in ",[]{}:\"'?"):
        return False
    return value.replace(" ", "").isalnum() or _reads_as(f"[{value}]" if flow else f"- {value}", [value])


def double_quoted(value: str) -> str:
    """A text between double quotation marks, with whatever cannot be seen written out."""
    return '"' + "".join(_NAMED.get(sign) or _seen(sign) for sign in value) + '"'


def _seen(sign: str) -> str:
    if sign.isprintable():
        return sign
    return f"\\u{ord(sign):04X}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08X}"


def _reads_as(text: str, meant: Any) -> bool:
    try:
        return bool(loaded(text + "\n") == meant)
    except StudyError:
        return False
