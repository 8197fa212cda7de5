"""What the page gives with each act of a coder, checked before anything is done."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.coding.events import Edit
from pipeline.stages.places import Place

Id = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Prose = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")]
Offset = Annotated[int, Field(ge=0, le=10_000_000)]


class ActIn(BaseModel):
    """One act of one coder. ``act`` is an id that the page makes; sent again, nothing is done twice."""

    model_config = ConfigDict(extra="forbid")

    act: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")]
    coder: Id


class PlaceIn(BaseModel):
    """Words of an utterance: code points from ``start`` to ``end``; ``digest`` of the text that was seen."""

    model_config = ConfigDict(extra="forbid")

    utterance: Id
    start: Offset
    end: Offset
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]

    def place(self) -> Place:
        """The words as the stages know them."""
        return Place(self.utterance, self.start, self.end, self.digest)


Places = Annotated[list[PlaceIn], Field(min_length=1, max_length=500)]
Ids = Annotated[list[Id], Field(min_length=1, max_length=200)]


class ApplyIn(ActIn):
    """Codes to be put on a passage; ``origin`` is ``suggested`` where a hint was accepted."""

    places: Places
    codes: Ids
    origin: Literal["manual", "suggested"] = "manual"
    memo: Prose = ""
    hint: str = Field("", max_length=200)


class CodingsIn(ActIn):
    """Codings of one's own, and why."""

    codings: Ids
    reason: Prose = ""


class RecodeIn(CodingsIn):
    """Codings of one's own, to be moved to another code."""

    code: Id


class KeepIn(ActIn):
    """A coding of one's own that was read again and stays, and why."""

    coding: Id
    reason: Prose


class SpanIn(ActIn):
    """A coding of one's own, to be put on other words."""

    coding: Id
    places: Places


class WaitingIn(ActIn):
    """A coding of one's own that waits after a correction, taken away."""

    coding: Id
    reason: Prose = ""


class PinIn(ActIn):
    """A coding whose words are chosen for the report, or let go."""

    coding: Id
    pinned: bool


class EditsIn(ActIn):
    """All edits that a quote has from now on; ``seen`` are those that the page showed as saved."""

    coding: Id
    utterance: Id
    edits: Annotated[list[Edit], Field(max_length=200)]
    seen: Annotated[list[Edit], Field(max_length=200)] | None = None


class ContradictIn(ActIn):
    """A coding that speaks against a finding; ``finding`` left out is the coding's own."""

    coding: Id
    finding: str = Field("", max_length=200)
    memo: Prose = ""
    withdrawn: bool = False


class RejectIn(ActIn):
    """A hint that is refused, and why."""

    hint: Id
    code: Id
    place: PlaceIn
    reason: Prose = ""
    withdrawn: bool = False


class FinishIn(ActIn):
    """A document that is marked as done, or opened again."""

    document: Id
    finished: bool
