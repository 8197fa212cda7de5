"""A page of a few words behind the real door, and requests to it letter by letter."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, StreamingResponse

from pipeline.web.door import Door
from pipeline.web.guard import Guard
from pipeline.web.server import listening, run

TOKEN = "en-kort-nokkel-1234"
SECRET = "Jeg er usikker på hva ordet betyr."
PAGE = f"""<!doctype html><html lang="nb"><title>Side</title>
<main><h1>Side</h1><p id="said">{SECRET}</p>
<form method="post" action="/written"><label>Ord <input name="word" value="nytt"></label>
<button>Lagre</button></form></main>"""


def small_page() -> FastAPI:
    """An application that shows a secret and counts what is written."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    written: list[bytes] = []

    @app.get("/", response_class=HTMLResponse)
    def page() -> str:
        return PAGE

    @app.get("/static/plain.css")
    def style() -> PlainTextResponse:
        return PlainTextResponse("body{}", media_type="text/css")

    @app.get("/favicon.ico")
    def icon() -> PlainTextResponse:
        return PlainTextResponse("", media_type="image/svg+xml")

    @app.post("/written", response_class=HTMLResponse)
    @app.post("/api/written")
    async def write(request: Request) -> HTMLResponse:
        written.append(await request.body())
        return HTMLResponse(PAGE.replace("Side", "Lagret"))

    @app.get("/api/count")
    def count() -> int:
        return len(written)

    @app.get("/api/fault")
    def fault() -> None:
        raise RuntimeError(SECRET)

    @app.get("/api/endless")
    def endless() -> StreamingResponse:
        return StreamingResponse(_drops())

    @app.get("/api/hangs")
    def hangs() -> None:
        time.sleep(60)

    return app


async def _drops() -> AsyncIterator[bytes]:
    import asyncio

    while True:
        yield b"."
        await asyncio.sleep(0.05)


class Standing(NamedTuple):
    """A page that runs, in a process of its own."""

    port: int
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def link(self) -> str:
        return f"{self.origin}/?token={TOKEN}"

    @property
    def cookie(self) -> str:
        return f"forankret-{self.port}={Door('127.0.0.1', self.port, TOKEN).pass_word}"

    def said(self, request: str | bytes, more: bytes = b"") -> tuple[int, str]:
        """The status and the whole of what comes back to a request as it stands, lines ended as HTTP does."""
        raw = request if isinstance(request, bytes) else request.replace("\n", "\r\n").encode("latin-1")
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as wire:
            with suppress(OSError):
                wire.sendall(raw + more)
            answer = _all_of(wire).decode("utf-8", "replace")
        found = re.match(r"HTTP/1\.1 (\d{3})", answer)
        return int(found[1]) if found else 0, answer

    def asked(self, line: str = "GET / HTTP/1.1", *headers: str, body: str = "") -> tuple[int, str]:
        """The status and the answer to a request of this page's own host, with these headers."""
        length = [f"Content-Length: {len(body)}"] if body else []
        told = [f"Host: 127.0.0.1:{self.port}", "Connection: close", *length, *headers]
        named = {header.partition(":")[0].lower() for header in headers}
        told = [head for head in told if head in headers or head.partition(":")[0].lower() not in named]
        return self.said("\n".join([line, *told, "", body]))

    def let_in(self, line: str = "GET / HTTP/1.1", *headers: str, body: str = "") -> tuple[int, str]:
        """The same, of a browser that has the cookie."""
        return self.asked(line, f"Cookie: {self.cookie}", *headers, body=body)


def _all_of(wire: socket.socket) -> bytes:
    found = b""
    while True:
        try:
            piece = wire.recv(65536)
        except OSError:
            return found
        if not piece:
            return found
        found += piece


@contextmanager
def standing(*arguments: str) -> Iterator[Standing]:
    """The small page, running until the block ends."""
    process = subprocess.Popen(
        [sys.executable, __file__, *arguments],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stderr
    try:
        yield Standing(int(process.stdout.readline()), process)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def _stand(host: str = "127.0.0.1", *names: str) -> None:
    with listening(host, 0) as at:
        door = Door(host, at.getsockname()[1], TOKEN, names)
        print(door.port, flush=True)
        run(Guard(small_page(), door, lambda fault: print(type(fault).__name__, file=sys.stderr)), at)


if __name__ == "__main__":
    _stand(*sys.argv[1:])
