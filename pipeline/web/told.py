"""How the page tells a script what is wrong: every fault in one form, in words a person understands."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class ProblemOut(BaseModel):
    """What is wrong in one place; ``said`` is it in the language of the page."""

    place: str
    level: str
    check: str
    message: str
    remedy: str
    said: str = ""


class Problems(BaseModel):
    """Why something was not done."""

    problems: list[ProblemOut]


FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problems, "description": description}
    for status, description in {
        400: "The request is none that the page understands.",
        401: "The token of this start is missing.",
        403: "The request comes from another page, or is meant for another.",
        404: "The study has nothing of this name.",
        405: "This cannot be asked in this way.",
        409: "Something was changed meanwhile, or does not fit what the study has; nothing was written.",
        413: "The request is too large.",
        422: "The request is not formed as it should be; nothing was written.",
        503: "The disk did not take it; the same request may be sent again.",
    }.items()
}
"""What may be answered to any request of a script, by the status."""
