"""What every answer of the page carries, so that the browser itself keeps others out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

_CLOSED = (
    *("camera", "display-capture", "geolocation", "gyroscope", "hid"),
    *("microphone", "midi", "payment", "serial", "usb"),
)

CARRIED = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    # Not "no-referrer": with it the browser calls our own forms' origin "null", as it calls a stranger's.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(f"{name}=()" for name in _CLOSED),
}
"""What every answer carries, so that the browser itself keeps others out."""

_CARRIED = {name.encode("ascii"): value.encode("ascii") for name, value in CARRIED.items()}
_OWN = (b"content-security-policy", b"referrer-policy")
"""Of these, what the pages of the door say for themselves, stricter than the rest."""

STATIC = "/static/"


def carrying(path: str, send: Send) -> Send:
    """The sending of an answer to a path, with what every answer carries."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": carried(path, message["status"], message.get("headers", ()))}
        await send(message)

    return sending


def carried(path: str, status: int, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with those that every answer carries, each once."""
    own = [(bytes(name).lower(), bytes(value)) for name, value in headers]
    said = {name for name, _ in own}
    ours = {name: value for name, value in _CARRIED.items() if name not in _OWN or name not in said}
    ours[b"cache-control"] = b"no-cache" if path.startswith(STATIC) and status in (200, 304) else b"no-store"
    kept = [(name, value) for name, value in own if name not in ours and name != b"server"]
    return [*kept, *ours.items()]
