"""The page while it runs: one port of this machine, open until somebody stops it."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from types import FrameType

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from pipeline.problems import ForankretError
from pipeline.web.carried import carried
from pipeline.web.guard import MOST_HEADERS, App

PORT = 8753
_NEXT = 50
_PATIENCE = 1
_LAST = 1.7


def listening(host: str, port: int | None = None) -> socket.socket:
    """A socket that listens at an address of this machine; with no port named, at the first that is free.

    Raises ForankretError where the port that was named is taken, or the address is none of this machine's.
    """
    wanted = [PORT + step for step in range(_NEXT)] + [0] if port is None else [port]
    for one in wanted:
        try:
            return _bound(host, one)
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE:
                raise ForankretError(_why(host, one, fault)) from None
    raise ForankretError(
        f"Port {port} is taken, perhaps by a page that runs already. Use that one, stop it, "
        "or name another port with --port (without it, the next free one is taken)."
    )


def _bound(host: str, port: int) -> socket.socket:
    address = "127.0.0.1" if host == "localhost" else host
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # Named, so that small answers are sent at once and do not wait 40 ms for each other (TCP_NODELAY).
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            # A page that was just stopped may start again at once, on the same port.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((address, port))
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    return bound


def _why(host: str, port: int, fault: OSError) -> str:
    if fault.errno == errno.EACCES:
        return f"Port {port} may not be used by you; choose one above 1023."
    return (
        f"The page cannot listen at {host}, port {port} ({fault.strerror}). Name an address of this machine."
    )


def run(app: App, at: socket.socket) -> None:
    """Answer at a socket until Ctrl+C or SIGTERM; then it takes two seconds at most until this returns."""
    # What uvicorn would print are requests and tracebacks, which may quote what people said.
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    config = uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        log_config=None,
        access_log=False,
        use_colors=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_PATIENCE,
        h11_max_incomplete_event_size=MOST_HEADERS,
    )
    _Server(config).run(sockets=[at])


class _Server(uvicorn.Server):
    """A server for which being stopped is how it ends, not a fault."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {one: signal.signal(one, self.handle_exit) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if not self.should_exit:
            # Something that hangs cannot be waited for; what was shown as saved lies on the disk already.
            late = threading.Timer(_LAST, _leave)
            late.daemon = True
            late.start()
        super().handle_exit(sig, frame)


def _leave() -> None:
    sys.stdout.flush()
    os._exit(0)


class _Protocol(H11Protocol):
    """Requests that are no requests get an answer in words too, with what every answer carries."""

    def send_400_response(self, msg: str) -> None:
        body = b"This is not a request that the page understands.\n"
        told = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        told.append((b"content-length", str(len(body)).encode("ascii")))
        # Where an answer is under way already, there is nothing left to say.
        with contextlib.suppress(h11.LocalProtocolError):
            said = h11.Response(status_code=400, headers=carried("", 400, told), reason=b"Bad Request")
            for event in (said, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
