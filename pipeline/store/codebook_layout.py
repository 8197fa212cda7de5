"""Where in ``codebook.yaml`` each code stands, and each of its fields."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from pipeline.codebook import MOST_VERSIONS, Code, Codebook
from pipeline.store.codebook_nodes import (
    Part,
    column,
    composed,
    end_of,
    is_mapping,
    is_text,
    loaded,
    parts_of,
    refused,
    stands_alone,
    told,
)


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], ())}


@dataclass(frozen=True)
class Entry:
    """One code as it stands in the text."""

    text: str
    node: Any
    start: int

    @property
    def flow(self) -> bool:
        """Whether it is written between braces."""
        return bool(self.node.flow_style)

    @cached_property
    def words(self) -> dict[str, str]:
        """The fields that hold one value, as text."""
        return {told(key): told(value) for key, value in self.node.value if is_text(value)}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its fields in their order."""
        return tuple(parts_of(self.text, self.node))

    @property
    def end(self) -> int:
        """Where its last letter, or its closing brace, ends."""
        return end_of(self.text, self.node, self.start)

    @property
    def column(self) -> int:
        """The column of its first field."""
        return column(self.text, self.node.value[0][0].start_mark.index if self.node.value else self.start)


@dataclass(frozen=True)
class Layout:
    """The text of a codebook with the place of everything in it."""

    text: str
    root: Any

    @cached_property
    def newline(self) -> str:
        """How most of its lines end."""
        return "\r\n" if self.text.count("\r\n") * 2 > self.text.count("\n") else "\n"

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The names at the top, such as ``version`` and ``codes``."""
        return {part.name: part for part in parts_of(self.text, self.root)} if self.root else {}

    @cached_property
    def entries(self) -> list[Entry]:
        """The codes in their order."""
        codes = self.parts.get("codes")
        if codes is None or (is_text(codes.node) and not told(codes.node)):
            return []
        if is_text(codes.node) or any(not is_mapping(node) for node in codes.node.value):
            raise refused("codes is no list of codes.", "See docs/formats.md.", self.line(codes.key))
        return [Entry(self.text, node, node.start_mark.index) for node in codes.node.value]

    @cached_property
    def special(self) -> bool:
        """Whether a value stands for another (an alias), so that no code can be read alone."""
        return not stands_alone(self.text)

    @cached_property
    def whole(self) -> dict[str, Any]:
        """The whole file as the program reads it."""
        data = loaded(self.text)
        return data if isinstance(data, dict) else {}

    @property
    def codes(self) -> list[dict[str, Any]]:
        """All codes as the program reads them; slow, for files in which values stand for others."""
        return list(self.whole.get("codes") or [])

    @cached_property
    def version(self) -> int:
        """The version of the codebook; 0 where nothing was written yet."""
        part = self.parts.get("version")
        if part is None:
            return 1 if self.root else 0
        try:
            version = int(told(part.node) or 1)
        except ValueError:
            version = MOST_VERSIONS
        if abs(version) < MOST_VERSIONS - 1:
            return version
        message = "version is no whole number, or a larger one than any codebook has."
        raise refused(message, "Write version: and a number.", self.line(part.key))

    @cached_property
    def outline(self) -> Codebook:
        """The codes with their ids, labels, parents and statuses alone; quickly made."""
        return Codebook.model_construct(version=self.version, codes=tuple(map(_outlined, self.entries)))

    def index(self, code: str) -> int:
        """Which of the codes has the id, -1 for none; raises StudyError where two have it."""
        found = self._numbers.get(code, [])
        if len(found) > 1:
            message = f"holds the id '{code}' twice, so it is not clear which code is meant."
            line = self.line(self.entries[found[1]].start)
            raise refused(message, "Give one of them an id that was never used.", line)
        return found[0] if found else -1

    def fields(self, code: str) -> dict[str, Any]:
        """The fields of a code as they stand, without those left empty; {} where it is not there."""
        number = self.index(code)
        if number >= 0 and code not in self._read:
            self._read[code] = self.fields_at(number)
        return dict(self._read.get(code, {}))

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        """Where in the list each id stands."""
        numbers: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            numbers.setdefault(entry.words.get("id", ""), []).append(number)
        return numbers

    @cached_property
    def _read(self) -> dict[str, dict[str, Any]]:
        """The fields of the codes that were asked for, since YAML reads slowly."""
        return {}

    def fields_at(self, number: int) -> dict[str, Any]:
        """The fields of the code at a place in the list, without those left empty."""
        entry = self.entries[number]
        if self.special:
            found = self.codes[number]
        elif entry.parts:
            found = loaded(" " * column(self.text, entry.start) + self.text[entry.start : entry.end] + "\n")
        else:
            found = {}
        return filled(found)

    def line(self, place: int) -> int:
        """The number of the line at a place in the text."""
        return self.text.count("\n", 0, place) + 1


def _outlined(entry: Entry) -> Code:
    words = entry.words
    names = ("label", "parent", "status", "merged_into", "kind", "definition")
    known = {name: words[name] for name in names if words.get(name)}
    held: dict[str, Any] = {"label": "", **known, "id": words.get("id", "")}
    return Code.model_construct(**held)


@lru_cache(maxsize=4)
def layout(text: str) -> Layout:
    """The places of everything in the text of a codebook; raises StudyError where it cannot be read."""
    if "\r" in text.replace("\r\n", ""):
        raise refused("has line breaks of a kind that no editor of today writes.", "Save it again as UTF-8.")
    root = composed(text)
    if root is not None and not is_mapping(root):
        raise refused("must be a list of 'name: value' lines.", "See docs/formats.md.", 1)
    return Layout(text, root)
