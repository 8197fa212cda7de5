"""What a request asks for, as the door looks at it."""

from __future__ import annotations

import unicodedata
from collections.abc import MutableMapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode


class Asked(NamedTuple):
    """A request as the door looks at it."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, list[str]]

    def header(self, name: str) -> str:
        """What stands in a header; '' where it is absent, and what nobody writes where it stands twice."""
        found = self.headers.get(name, [])
        return found[0] if len(found) == 1 else "\0" if found else ""

    @property
    def weight(self) -> int:
        """How many letters the headers have together."""
        return sum(len(name) + len(value) for name, found in self.headers.items() for value in found)

    @property
    def tokens(self) -> list[str]:
        """The tokens in the address."""
        return [value for name, value in self.query if name == "token"]

    @property
    def address(self) -> str:
        """The path and the question without any token."""
        rest = [(name, value) for name, value in self.query if name != "token"]
        return quote(self.path) + (f"?{urlencode(rest)}" if rest else "")

    @property
    def wants_json(self) -> bool:
        """Whether a program asks, and no person who reads the answer as a page."""
        accepts = self.header("accept")
        return f"{self.path}/".startswith("/api/") or ("json" in accepts and "html" not in accepts)

    @property
    def is_visit(self) -> bool:
        """Whether somebody goes to the address in the browser, and no page asks behind their back."""
        goes = self.header("sec-fetch-mode") == "navigate" and self.header("sec-fetch-dest") == "document"
        return self.method == "GET" and goes


def asked(scope: MutableMapping[str, Any]) -> Asked:
    """What a request asks for, as the door looks at it."""
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    return Asked(scope["method"], scope["path"], query, headers)


def well_formed(request: Asked) -> bool:
    """Whether a path is a plain one; nothing that climbs, and no letter that cannot stand in a name."""
    path = request.path
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path
    climbs = any(part in (".", "..") for part in path.split("/"))
    asks = "".join(word for pair in request.query for word in pair)
    return plain and not climbs and "\0" not in asks and not any(map(_is_control, path))


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) == "Cc"
