"""The codebook: the codes, their definitions and the tree they form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

SIX_FIELDS = ("label", "brief", "definition", "use_when", "not_when", "examples")
"""The fields of a codebook entry after MacQueen et al. (1998)."""
FIELD_ORDER = (
    *("id", "label", "kind", "level", "parent", "origin", "status", "merged_into", "split_into"),
    *("brief", "definition", "use_when", "not_when", "examples", "indicators", "colour"),
)
"""The fields of a code in the order in which the program writes them."""
RELATION_TYPES = ("condition", "context", "action", "consequence", "contrast", "part-of")
"""What a code can be to another: the words of axial coding, and a part of a whole."""
MOST_VERSIONS = 10**9
"""No codebook has so many versions: a number like this was never written by anybody who counted."""


def _list(value: Any) -> Any:
    """Nothing as an empty list, one item as a list of one."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> Any:
    return "" if value is None else value


Text = Annotated[str, BeforeValidator(_text)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")


class Indicator(_Part):
    """A word, phrase, lemma, prefix or pattern that hints at a code; exactly one of the four is set."""

    form: str = ""
    lemma: str = ""
    prefix: str = ""
    pattern: tuple[dict[str, Any], ...] = ()
    not_near: Annotated[tuple[str, ...], BeforeValidator(_list)] = ()
    role: Annotated[tuple[str, ...], BeforeValidator(_list)] = ()

    def model_post_init(self, _: Any) -> None:
        if sum(map(bool, (self.form, self.lemma, self.prefix, self.pattern))) != 1:
            raise ValueError("an indicator has exactly one of form, lemma, prefix, pattern")


def _indicators(value: Any) -> Any:
    return [{"form": item} if isinstance(item, str) else item for item in _list(value)]


class Code(_Part):
    """An idea with a definition. The id never changes; the label is prose and may change any day."""

    id: str = Field(pattern=r"^[A-Za-z0-9æøåÆØÅ][A-Za-z0-9æøåÆØÅ._-]*$")
    label: str
    brief: Text = ""
    definition: Text = ""
    use_when: Text = ""
    not_when: Text = ""
    examples: Annotated[tuple[str, ...], BeforeValidator(_list)] = ()
    indicators: Annotated[tuple[Indicator, ...], BeforeValidator(_indicators)] = ()
    kind: Literal["finding", "cross-cutting", "category", "code"] = "code"
    level: Literal["", "open", "focused", "axial", "core"] = ""
    parent: Text = ""
    origin: Literal["", "a-priori", "open", "in-vivo"] = ""
    status: Literal["active", "retired", "merged", "split"] = "active"
    merged_into: Text = ""
    split_into: Annotated[tuple[str, ...], BeforeValidator(_list)] = ()
    colour: Text = ""

    @property
    def lacking(self) -> list[str]:
        """Which of the six fields are still empty."""
        return [name for name in SIX_FIELDS if not getattr(self, name)]


class Relation(_Part):
    """A typed relation between two codes: ``source`` is a ``type`` of ``target``.

    ``evidence`` holds pairs of codings that show it, one of each code or of codes below it.
    """

    id: Text = ""
    source: str
    type: str
    target: str
    memo: Text = ""
    evidence: Annotated[tuple[Any, ...], BeforeValidator(_list)] = ()


class Codebook(_Part):
    """The codes of a study as a tree by ``parent``; ``version`` counts its changes."""

    version: int = Field(default=1, gt=-MOST_VERSIONS, lt=MOST_VERSIONS)
    codes: Annotated[tuple[Code, ...], BeforeValidator(_list)] = ()
    relations: Annotated[tuple[Relation, ...], BeforeValidator(_list)] = ()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy that works out by itself what follows from its codes."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy

    @cached_property
    def by_id(self) -> dict[str, Code]:
        """The codes by their ids; of two with one id, the first."""
        return {code.id: code for code in reversed(self.codes)}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of each code by its id."""
        return {id: code.label for id, code in self.by_id.items()}

    def heir(self, id: str) -> str:
        """The code that a merged code has become, through any chain of merges; else the id itself.

        A chain that ends in a code which is not there leads to the last that is: nothing falls out of it.
        """
        seen: set[str] = set()
        while id in self.by_id and id not in seen:
            seen.add(id)
            code = self.by_id[id]
            if code.status != "merged" or code.merged_into not in self.by_id:
                break
            id = code.merged_into
        return id

    def ancestors(self, id: str) -> Iterator[str]:
        """The id itself and its parents upward; stops where the tree is broken or circular."""
        seen: set[str] = set()
        while id in self.by_id and id not in seen:
            seen.add(id)
            yield id
            id = self.by_id[id].parent

    def finding(self, id: str) -> str:
        """The finding or cross-cutting theme that a code lies under, '' where there is none."""
        for ancestor in self.ancestors(id):
            if self.by_id[ancestor].kind in ("finding", "cross-cutting"):
                return ancestor
        return ""

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for code in self.codes:
            children.setdefault(code.parent, []).append(code.id)
        return children

    def children(self, id: str = "") -> list[str]:
        """The codes directly under one, in the order of the file; '' gives the top level."""
        return self._children.get(id, [])

    def descendants(self, id: str) -> list[str]:
        """The code and every code below it, depth first, each once."""
        found: dict[str, None] = {}
        stack = [id]
        while stack:
            current = stack.pop()
            if current in found:
                continue
            found[current] = None
            stack.extend(reversed(self.children(current)))
        return list(found)

    @property
    def findings(self) -> list[Code]:
        """The main findings in the order of the file, the cross-cutting theme not among them."""
        return [code for code in self.codes if code.kind == "finding" and code.status == "active"]

    @property
    def cross_cutting(self) -> list[Code]:
        """The theme, or themes, that may meet any finding and are never counted as one."""
        return [code for code in self.codes if code.kind == "cross-cutting" and code.status == "active"]


class Change(BaseModel):
    """One line of ``history.jsonl``: what was changed in the codebook, by whom, when and why.

    ``scope`` is what a person said of a definition that changed: ``widened`` or ``narrowed``. ``merged``
    holds, in a ``mend`` event, the digests of the lines that begin a second history.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    at: str
    who: str
    version: int = Field(gt=-MOST_VERSIONS, lt=MOST_VERSIONS)
    event: str
    code: str
    reason: str = ""
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    previous: str = ""
    act: str = ""
    scope: str = ""
    merged: tuple[str, ...] = ()
