"""The page as a whole: its door, its views and acts, and what it says when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from pipeline.problems import ForankretError, Problem, StudyError
from pipeline.stages.desk import Desk
from pipeline.web import routes, told
from pipeline.web.guard import Door, Guard
from pipeline.web.pages import page
from pipeline.web.visit import visit

STATIC = Path(__file__).parent / "static"
HERE_AGAIN = frozenset(("not-saved", "busy"))
"""The checks that tell of a disk that may take the same thing a moment later."""


def create_app(study: Path, door: Door, coder: str = "") -> FastAPI:
    """The page of one study behind a door; raises StudyError where the study cannot be opened."""
    app = FastAPI(
        title="Forankret",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        responses=told.FAULTS,
        description="What the coding page asks for; every change is one act of one coder.",
    )
    app.state.desk = Desk(study)
    app.state.door = door
    app.state.coder = coder
    for router in routes.all_routers():
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Guard, door=door)
    for fault, answer in FAULTS.items():
        app.add_exception_handler(fault, answer)
    return app


def _wants_json(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _problems(request: Request, status: int, problems: list[Problem]) -> Response:
    """What is wrong, as JSON for a script and as a page for a person."""
    asks = visit(request)
    if _wants_json(request):
        told = [{**problem._asdict(), "said": asks.words.problem(problem)} for problem in problems]
        return JSONResponse({"problems": told}, status)
    template = "fault_part.html.j2" if request.headers.get("hx-request") else "fault.html.j2"
    return page(asks, template, status=status, problems=problems)


def _expected(request: Request, fault: Exception) -> Response:
    problems = fault.problems if isinstance(fault, StudyError) else []
    status = getattr(fault, "status", 0) or _status(problems)
    return _problems(request, status, problems or [_as_problem("usage", str(fault))])


def _status(problems: list[Problem]) -> int:
    checks = {problem.check for problem in problems}
    if checks & HERE_AGAIN:
        return 503
    if any(check.startswith("unknown-") for check in checks):
        return 404
    return 409


def _as_problem(check: str, message: str) -> Problem:
    return Problem("", "error", check, message, "")


def _malformed(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in fault.errors()[:10])
    return _problems(request, 422, [_as_problem("malformed", said)])


def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    return _problems(
        request, fault.status_code, [_as_problem(f"http-{fault.status_code}", str(fault.detail))]
    )


def _disk(request: Request, fault: Exception) -> Response:
    """A disk that is full or read-only, where it was not told in more words already."""
    assert isinstance(fault, OSError)
    return _problems(request, 503, [_as_problem("not-saved", fault.strerror or "The disk failed.")])


FAULTS: dict[type[Exception], Callable[[Request, Exception], Any]] = {
    ForankretError: _expected,
    RequestValidationError: _malformed,
    HTTPException: _http,
    OSError: _disk,
}
