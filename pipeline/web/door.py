"""Where the page listens, and what opens it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import ip_address


@dataclass(frozen=True)
class Door:
    """Where the page listens and what opens it; ``names`` are what other machines call this one."""

    host: str
    port: int
    token: str = field(repr=False)
    names: tuple[str, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether only this machine can reach the page."""
        return is_loopback(self.host)

    @property
    def origin(self) -> str:
        """The address of the page on this machine, without a path."""
        everywhere = self.host in ("0.0.0.0", "::", "localhost")
        return f"http://{_written('127.0.0.1' if everywhere else self.host)}:{self.port}"

    @property
    def link(self) -> str:
        """The address that lets a person in."""
        return f"{self.origin}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """The name of the cookie; it tells the port, for which browsers do not keep cookies apart."""
        return f"forankret-{self.port}"

    @cached_property
    def pass_word(self) -> str:
        """What the cookie holds: it follows from the token, and the token does not follow from it."""
        return hmac.new(self.token.encode(), self.cookie.encode(), hashlib.sha256).hexdigest()

    @cached_property
    def hosts(self) -> frozenset[str]:
        """What a browser may call this place, in small letters."""
        names = ("127.0.0.1", "localhost", "[::1]", _written(self.host), *self.names)
        with_port = {f"{name.lower()}:{self.port}" for name in names}
        return frozenset(with_port | ({name.lower() for name in names} if self.port == 80 else set()))

    def answers_to(self, host: str) -> bool:
        """Whether a request that names this host is meant for this page.

        One that listens on every address of the machine answers to any address in numbers: to get at
        the page through a stranger's site, the browser would have to name that site.
        """
        if host.lower() in self.hosts:
            return True
        if self.host not in ("0.0.0.0", "::"):
            return False
        name, _, port = host.rpartition(":")
        return port == str(self.port) and _is_number(name)

    def opened_by(self, token: str) -> bool:
        """Whether this is the token of this start."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())

    def knows(self, cookie: str) -> bool:
        """Whether this is what the cookie of this start holds."""
        return hmac.compare_digest(cookie.encode("utf-8", "replace"), self.pass_word.encode())


def is_loopback(host: str) -> bool:
    """Whether an address is one that only the machine itself reaches."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_number(name: str) -> bool:
    bracketed = name.startswith("[") and name.endswith("]")
    try:
        return ip_address(name[1:-1] if bracketed else name).version == (6 if bracketed else 4)
    except ValueError:
        return False
