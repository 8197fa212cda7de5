"""Reads one live expression: ``mentions("uklart-begrep", role="OA") | words``.

The grammar is all there is; nothing of it is ever run as a program::

    expression = name "(" [given {"," given}] ")" {"|" name}
    given      = value | name "=" (value | "[" value {"," value} "]")
    value      = text in quotation marks | whole number
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    r"(?P<text>\"[^\"\n]*\"|'[^'\n]*'|«[^»\n]*»|[“”„][^“”\n]*[“”])|(?P<number>\d{1,400}(?!\w))"
    r"|(?P<name>\w[\w.-]*)|(?P<mark>[(),=|\[\]])|(?P<other>\S)"
)
_ANOTHER = re.compile(r"\{\{|\[[^\[\]\n]*\]\{(?=\s{0,9}\w{1,40}\s{0,9}\()")
_BLANK = re.compile(r"[ \t]*\n[ \t]*\n")
_SPACE = re.compile(r"\s+")
_MARKS = "\"'«“”„"
_HALF = "a quotation mark is opened and never closed."
HOW = 'Write it so: mentions("uklart-begrep", role="OA").'


class Fault(NamedTuple):
    """What is wrong with an expression, where in the text, and what it could have been."""

    at: int
    message: str
    remedy: str


class Value(NamedTuple):
    """A text or a whole number as it was written, and where it stands."""

    value: str | int
    at: int


class Key(NamedTuple):
    """A key with its values: ``role=["OA", "INN"]``."""

    name: str
    at: int
    values: tuple[Value, ...]


class Call(NamedTuple):
    """One expression: what is asked, of what, narrowed by which keys, and how it is to be written."""

    name: str
    at: int
    given: tuple[Value, ...] = ()
    keys: tuple[Key, ...] = ()
    filters: tuple[Value, ...] = ()


class Parsed(NamedTuple):
    """What was read: the call, or else the fault; ``end`` is where the text goes on."""

    call: Call | None
    fault: Fault | None
    end: int


class _Token(NamedTuple):
    kind: Literal["text", "number", "name", "mark", "other", "end"]
    text: str
    at: int


class _Wrong(Exception):
    def __init__(self, at: int, message: str, remedy: str = HOW) -> None:
        super().__init__(message)
        self.fault = Fault(at, message, remedy)


def parse(text: str, start: int, close: str = "") -> Parsed:
    """The expression that begins at ``start`` and ends before ``close`` (at the end of the text without it).

    An expression ends with its paragraph at the latest, and where another begins, so that one that is not
    closed spoils no other.
    """
    tokens: list[_Token] = []
    at, closed = start, not close
    for token in _tokens(text, start, close):
        if token.kind == "end":
            at, closed = token.at, closed or token.text == close
            break
        tokens.append(token)
    end = at + (len(close) if closed else 0)
    if not closed:
        return Parsed(None, _unclosed(tokens, start, close), end)
    try:
        return Parsed(_Reader([*tokens, _Token("end", "", at)]).expression(), None, end)
    except _Wrong as wrong:
        return Parsed(None, wrong.fault, end)


def _tokens(text: str, at: int, close: str) -> Iterator[_Token]:
    while at < len(text):
        if close and text.startswith(close, at):
            yield _Token("end", close, at)
            return
        if _BLANK.match(text, at) or (close and _ANOTHER.match(text, at)):
            break
        if space := _SPACE.match(text, at):
            at = min((m.start() for m in [_BLANK.search(text, at, space.end())] if m), default=space.end())
            continue
        found = _TOKEN.match(text, at)
        assert found is not None and found.lastgroup is not None
        yield _Token(found.lastgroup, found.group(), at)  # type: ignore[arg-type]
        at = found.end()
    yield _Token("end", "", at)


def _unclosed(tokens: list[_Token], start: int, close: str) -> Fault:
    """What is missing, at the end of what can be read as an expression."""
    reader = _Reader([*tokens, _Token("end", "", start)])
    with suppress(_Wrong):
        reader.expression()
    if reader.next.kind == "other" and reader.next.text in _MARKS:
        return Fault(reader.next.at, _HALF, HOW)
    last = tokens[reader.at - 1] if reader.at else _Token("end", "", start)
    missing = f"the expression is never closed: {close} is missing."
    return Fault(last.at + len(last.text), missing, f"Close it with {close}.")


class _Reader:
    """Reads tokens from the left; each function takes what it is named after."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def _is(self, mark: str) -> bool:
        return self.next.kind == "mark" and self.next.text == mark

    def _take(self, mark: str, why: str) -> None:
        if not self._is(mark):
            raise _Wrong(self.next.at, f"{_named(self.next)} stands where {why} was expected.")
        self.at += 1

    def expression(self) -> Call:
        name = self._name("the name of a function")
        self._take("(", "a parenthesis (")
        given: list[Value] = []
        keys: list[Key] = []
        while not self._is(")"):
            self._given(given, keys)
            if not self._is(")"):
                self._take(",", "a comma or a closing parenthesis")
        self.at += 1
        filters = []
        while self._is("|"):
            self.at += 1
            word = self._name("the name of a filter")
            filters.append(Value(word.text, word.at))
        if self.next.kind != "end":
            raise _Wrong(self.next.at, f"{_named(self.next)} stands after the end of the expression.")
        return Call(name.text, name.at, tuple(given), tuple(keys), tuple(filters))

    def _name(self, what: str) -> _Token:
        token = self.next
        if token.kind != "name":
            raise _Wrong(token.at, f"{_named(token)} stands where {what} was expected.")
        self.at += 1
        return token

    def _given(self, given: list[Value], keys: list[Key]) -> None:
        following = self.tokens[self.at + 1] if self.next.kind == "name" else None
        if following is None or (following.kind, following.text) != ("mark", "="):
            given.append(self._value())
            return
        name = self._name("a key")
        self.at += 1
        keys.append(Key(name.text, name.at, self._values()))

    def _values(self) -> tuple[Value, ...]:
        if not self._is("["):
            return (self._value(),)
        self.at += 1
        found = [self._value()]
        while not self._is("]"):
            self._take(",", "a comma or ]")
            found.append(self._value())
        self.at += 1
        return tuple(found)

    def _value(self) -> Value:
        token = self.next
        if token.kind == "name":
            raise _Wrong(token.at, f"{token.text} stands without quotation marks.", f'Write "{token.text}".')
        if token.kind == "other" and token.text in _MARKS:
            raise _Wrong(token.at, _HALF)
        if token.kind not in ("text", "number"):
            raise _Wrong(token.at, f"{_named(token)} stands where a text in quotation marks was expected.")
        self.at += 1
        return Value(int(token.text) if token.kind == "number" else token.text[1:-1].strip(), token.at)


def _named(token: _Token) -> str:
    return "the end" if token.kind == "end" else f"{token.text[:40]!r}"
