"""The codebook: its tree, what each code means and where it came from, and every change of it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from pipeline.problems import StudyError, error
from pipeline.stages import growing
from pipeline.web.colours import names
from pipeline.web.visit import Asking, Visit

router = APIRouter(tags=["codebook"])

Id = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Line = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]


class _Act(BaseModel):
    """One change by one coder. ``act`` is an id that the page makes; sent again, nothing is done twice."""

    model_config = ConfigDict(extra="forbid")

    act: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")]
    coder: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]


class NewCodeIn(_Act):
    """A code made while coding: a label, and what it lies under; the other fields are filled in later."""

    label: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*\S[^\x00]*$")]
    parent: Id = ""
    origin: Literal["open", "in-vivo"] = "open"


class NewCode(BaseModel):
    """The code that has the label now, the style in which it is shown, and the version of the codebook."""

    id: str
    label: str
    style: str
    version: int


def changing_coder(visit: Visit, given: _Act) -> str:
    """Who makes the change; raises StudyError where nobody was chosen, or somebody else in another tab."""
    coder = visit.must_code()
    if coder != given.coder:
        raise StudyError(error("study.yaml", "other-coder", "another coder was chosen meanwhile.", "Reload."))
    return coder


@router.post("/api/codes")
def new_code(visit: Asking, given: NewCodeIn) -> NewCode:
    """Make a code on the fly; where one in use has this label already, that one comes back."""
    coder = changing_coder(visit, given)
    act = growing.code_called(visit.desk, coder, given.act, given.label, given.parent, given.origin)
    book = visit.desk.codebook
    return NewCode(
        id=act.code, label=book.by_id[act.code].label, style=names(book)[act.code], version=book.version
    )
