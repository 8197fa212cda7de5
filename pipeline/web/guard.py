"""The guard at the door of the page: who is let in, and what is answered to everybody else.

Every request passes here first, also those for fonts and those that fail. It must be meant for this page
(else another site could let its own name lead here), must not come from another page, and must show the
token of this start or the cookie that took its place.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from pipeline.web.asked import Asked, asked, well_formed
from pipeline.web.carried import Message, Send, carrying
from pipeline.web.door import Door
from pipeline.web.refusals import Answer, refusal, way_in

__all__ = ["Door", "Guard"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 2_000_000
"""No more than this is taken in one request; what anybody types is far less."""

MOST_HEADERS = 64 * 1024
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
SAFE = frozenset(("GET", "HEAD"))
_PASSED = "forankret.passed"


def why_not(door: Door, request: Asked) -> str:
    """Which rule a request breaks, by its name in ``REFUSALS``; '' where it is let in."""
    host, origin = request.header("host"), request.header("origin")
    if not door.answers_to(host):
        return "host"
    if (origin or "origin" in request.headers) and origin.lower() != f"http://{host.lower()}":
        return "elsewhere"
    if request.header("sec-fetch-site") in ("cross-site", "same-site", "\0") and not request.is_visit:
        return "elsewhere"
    if not well_formed(request):
        return "path"
    if request.method not in METHODS:
        return "method"
    if request.weight > MOST_HEADERS:
        return "headers"
    if request.method not in SAFE and not origin and not _shows_token(door, request):
        return "unsigned"
    return "" if _shows_token(door, request) or _shows_cookie(door, request) else "key"


def _shows_token(door: Door, request: Asked) -> bool:
    scheme, _, token = request.header("authorization").partition(" ")
    return scheme.lower() == "bearer" and door.opened_by(token.strip())


def _shows_cookie(door: Door, request: Asked) -> bool:
    pairs = [
        pair.strip().partition("=") for line in request.headers.get("cookie", []) for pair in line.split(";")
    ]
    return any(name == door.cookie and door.knows(value) for name, _, value in pairs)


class Guard:
    """The door in front of an application; ``fault`` is told of what goes wrong behind it.

    Who came through one guard goes through the next. Where nobody is to be told, a fault is raised again.
    """

    def __init__(self, app: App, door: Door, fault: Callable[[Exception], None] | None = None) -> None:
        self.app = app
        self.door = door
        self.fault = fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._begin(scope, receive, send)
        elif _PASSED in scope:
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._let_in({**scope, _PASSED: True}, receive, carrying(scope["path"], send))
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _begin(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except Exception as fault:
            if self.fault:
                self.fault(fault)
            raise

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = asked(scope)
        answer = self._answer(request)
        if answer:
            return await _say(answer, send)
        try:
            body = await _body(request, receive)
        except _Left:
            return None
        if body is None:
            return await _say(refusal("large", request.wants_json), send)
        return await self._ask(scope, request, _again(body, receive), send)

    def _answer(self, request: Asked) -> Answer | None:
        """What the door answers by itself; None where the application is to answer."""
        broken = why_not(self.door, request)
        shown = request.tokens if request.method in SAFE else []
        if shown and broken in ("", "key"):
            opens = any(self.door.opened_by(token) for token in shown)
            if opens or not broken:
                return way_in(request.address, self._cookie() if opens else "")
        if not broken:
            return None
        again = request.address if broken == "key" and request.method in SAFE else ""
        return refusal(broken, request.wants_json, again)

    def _cookie(self) -> str:
        return f"{self.door.cookie}={self.door.pass_word}; HttpOnly; SameSite=Strict; Path=/"

    async def _ask(self, scope: Scope, request: Asked, receive: Receive, send: Send) -> None:
        exchange = _Exchange(receive, send)
        try:
            await self.app(scope, exchange.receive, exchange.send)
        except Exception as fault:
            if exchange.gone:
                return
            if not exchange.begun:
                await _say(refusal("fault", request.wants_json), send)
            if not self.fault:
                raise
            self.fault(fault)
        else:
            await exchange.end()


class _Exchange:
    """What goes to and fro in one request; a fault is told first when it is known whether it is one."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._held: list[Message] = []
        self.begun = self.gone = False

    async def receive(self) -> Message:
        message = await self._receive()
        self.gone = self.gone or message["type"] == "http.disconnect"
        return message

    async def send(self, message: Message) -> None:
        if self._held or message.get("status") == 500:
            self._held.append(message)
            return
        self.begun = True
        await self._send(message)

    async def end(self) -> None:
        for message in self._held:
            await self._send(message)


async def _body(request: Asked, receive: Receive) -> bytes | None:
    """All that was sent along; None where it is more than the page takes.

    Whoever leaves before all was sent has sent nothing: half a coding is none.
    """
    told = request.header("content-length")
    if told.isdecimal() and int(told) > MOST_BYTES:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Left
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            return None
        if not message.get("more_body"):
            return bytes(body)


class _Left(Exception):
    """Somebody went away before all was sent."""


def _again(body: bytes, receive: Receive) -> Receive:
    """The receiving of a body that the door has taken in already."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return left.pop() if left else await receive()

    return receiving


async def _say(answer: Answer, send: Send) -> None:
    length = (b"content-length", str(len(answer.body)).encode("ascii"))
    headers = [*answer.headers, length]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
