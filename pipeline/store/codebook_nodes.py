"""The parts of a text in YAML, each with the place where it begins and ends."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from operator import sub
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pipeline.problems import StudyError, error
from pipeline.store.yaml_files import plain, yaml_problem

FILE = "codebooks/codebook.yaml"
NOTHING = ("", "~", "null", "Null", "NULL")
DEEPEST = 300
_COLON = re.compile(r"\s*:")
_ALIAS = re.compile(r"[\s-]*(\*[^\s,\[\]{}]+)")
_BRACKET = re.compile(r"[\[\]{}]")
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}
_STAIRS = re.compile(rf"(?:[-?:] *){{{DEEPEST}}}")
_SPECIAL = re.compile(r"^%|(?:^|[\s\[{,:])\*[^\s*]", re.MULTILINE)


def refused(message: str, remedy: str, line: int = 0) -> StudyError:
    """The answer where the program cannot change the file without risk: it is left as it is."""
    place = f"{FILE}:{line}" if line else FILE
    return StudyError(error(place, "not-changed", message, remedy))


class Part(NamedTuple):
    """A name with its value, as places in the text: the name begins at ``key``, its colon ends at ``colon``.

    ``end`` is where the last letter of the value ends; comments and blank lines after it do not belong to it.
    """

    name: str
    key: int
    colon: int
    start: int
    end: int
    node: Any

    @property
    def style(self) -> str:
        """How the value is written: ``'``, ``"``, ``|``, ``>``, '' for plain text, ``block`` or ``flow``."""
        return style_of(self.node)


def is_text(node: Any) -> bool:
    """Whether a node is one value, and no list or mapping."""
    return isinstance(node.value, str)


def style_of(node: Any) -> str:
    """How a node is written: a quotation mark, ``|`` or ``>``, '' for plain text, ``block`` or ``flow``."""
    if is_text(node):
        style = str(node.style or "")
        return style if style in ("'", '"', "|", ">") else ""
    return "flow" if node.flow_style else "block"


def is_mapping(node: Any) -> bool:
    """Whether a node is a mapping of names to values."""
    return (
        not isinstance(node, tuple)
        and isinstance(node.value, list)
        and all(isinstance(pair, tuple) for pair in node.value)
    )


def told(node: Any) -> str:
    """A value as text, '' for nothing."""
    if not is_text(node) or (style_of(node) == "" and node.value in NOTHING):
        return ""
    return str(node.value)


def composed(text: str) -> Any:
    """The text as nodes with their places; libyaml is fast, ruamel has the last word."""
    try:
        if not _is_deep(text):
            with _without_sweeping():
                return _libyaml().compose(text, _libyaml().CBaseLoader)
    except Exception:
        pass
    return _ruled(text, lambda reader: reader.compose(text))


@contextmanager
def _without_sweeping() -> Iterator[None]:
    """No search for garbage, which takes half the time where thousands of nodes are made and all are kept."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _is_deep(text: str) -> bool:
    """Whether lists may lie so deep within lists that libyaml would break down over them."""
    depths = list(accumulate(map(_STEP.__getitem__, _BRACKET.findall(text)), initial=0))
    deepest = max(map(sub, depths, accumulate(depths, min)))
    return deepest > DEEPEST or " " * DEEPEST in text or _STAIRS.search(text) is not None


def stands_alone(text: str) -> bool:
    """Whether no value stands for another (an alias), so that each part can be read by itself."""
    if ("*" not in text and "%" not in text) or _SPECIAL.search(text) is None:
        return True
    try:
        events = _libyaml().parse(text, _libyaml().CBaseLoader)
        return "\n%" not in f"\n{text}" and all(type(one).__name__ != "AliasEvent" for one in events)
    except Exception:
        return False


def _libyaml() -> Any:
    import yaml  # type: ignore[import-untyped]

    return yaml


def loaded(text: str) -> Any:
    """What the program reads in a text of YAML, as plain values."""
    return plain(_ruled(text, lambda reader: reader.load(text)))


def _ruled(text: str, ask: Any) -> Any:
    """What ruamel answers, the reader that all of the program's YAML goes through."""
    try:
        return ask(YAML(typ="rt", pure=True))
    except YAMLError as fault:
        raise StudyError(yaml_problem(FILE, fault)) from None
    except RecursionError:
        raise refused(
            "is nested too deeply to be read.", "Keep lists within lists to a few levels."
        ) from None


def column(text: str, place: int) -> int:
    """How many letters stand before a place on its line."""
    return place - (text.rfind("\n", 0, place) + 1)


def parts_of(text: str, node: Any) -> Iterator[Part]:
    """The names and values of a mapping, in their order; raises StudyError where a name stands twice."""
    seen: set[str] = set()
    for key, value in node.value:
        name = told(key)
        if name in seen:
            line = text.count("\n", 0, key.start_mark.index) + 1
            raise refused(f"'{name}' stands twice in the same place.", "Keep one of them.", line)
        seen.add(name)
        colon = _COLON.match(text, key.end_mark.index)
        after = colon.end() if colon else key.end_mark.index
        start, end = span_of(text, value, after)
        yield Part(name, key.start_mark.index, after, start, end, value)


def span_of(text: str, node: Any, low: int) -> tuple[int, int]:
    """Where a value that comes after ``low`` begins and ends; of an alias, the alias itself."""
    if node.start_mark.index < low and (alias := _ALIAS.match(text, low)):
        return alias.start(1), alias.end(1)
    return node.start_mark.index, end_of(text, node, low)


def end_of(text: str, node: Any, low: int) -> int:
    """Where the last letter of a value ends."""
    start, stop = node.start_mark.index, node.end_mark.index
    if style_of(node) in ("|", ">"):
        return _block_end(text, start, stop)
    if is_text(node) or node.flow_style or not node.value:
        return int(stop)
    last = node.value[-1]
    if isinstance(last, tuple):
        colon = _COLON.match(text, last[0].end_mark.index)
        return span_of(text, last[1], colon.end() if colon else last[0].end_mark.index)[1]
    before = span_of(text, node.value[-2], start)[1] if len(node.value) > 1 else start
    return span_of(text, last, before)[1]


def _block_end(text: str, start: int, stop: int) -> int:
    """The end of a block of text; with ``+`` the blank lines after it are its own."""
    header = text[start : text.find("\n", start) if "\n" in text[start:stop] else stop]
    if "+" not in header.partition("#")[0]:
        return start + len(text[start:stop].rstrip(" \t\r\n"))
    return start + len(text[start:stop].rstrip(" ").removesuffix("\n").removesuffix("\r"))
