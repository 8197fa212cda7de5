"""What stands round a whole turn and is not part of it: emphasis, quotation marks and list bullets."""

from __future__ import annotations

import re

Piece = tuple[int, int]

CLOSERS = {
    "«": "»",
    "»": "«",
    "“": "”“",
    "”": "”",
    "„": "“”",
    "‘": "’",
    '"': '"',
}
_WHITE = " \t\n\r\f\v\xa0\ufeff\u200b\u2028\u2029\x85\x1c\x1d\x1e\x1f\u2002\u2003\u2009\u202f\u3000"
OPENERS = frozenset("*_") | frozenset(CLOSERS)
_LAST = frozenset('*_«»“”’"')
_BULLET = re.compile(r"(?:[-*+•·–—‣▪✓■>][ \t\xa0]+)+(?=\S)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S)")


def without_bullet(text: str, start: int, end: int) -> int:
    """Where the words of a paragraph begin after its list bullet."""
    found = _BULLET.match(text, start, end)
    return found.end() if found else start


def trimmed(text: str, start: int, end: int) -> Piece:
    """The same slice without white space at its ends."""
    if start < end and " " < text[start] < "\x7f" and " " < text[end - 1] < "\x7f":
        return start, end
    part = text[start:end]
    first = len(part) - len(part.lstrip(_WHITE))
    return start + first, start + max(first, len(part.rstrip(_WHITE)))


def unwrapped(text: str, pieces: list[Piece], opened: tuple[str, ...] = ()) -> list[Piece]:
    """The pieces of a turn without emphasis and quotation marks that surround the whole of it.

    ``opened`` are marks that stood before the label and are shut somewhere in the turn. A mark
    that surrounds only part of the turn (``«a» og «b»``) stays.
    """
    if not pieces:
        return pieces
    for mark in opened:
        pieces = _shut(text, pieces, mark) if pieces else pieces
    while pieces and text[pieces[0][0]] in OPENERS and text[pieces[-1][1] - 1] in _LAST:
        inner = _one_layer(text, pieces)
        if inner is None:
            break
        pieces = inner
    return pieces


def _shut(text: str, pieces: list[Piece], mark: str) -> list[Piece]:
    """The pieces without the end of a mark that was opened before the label, if it ends a piece."""
    closers = (mark,) if mark[0] in "*_" else tuple(CLOSERS.get(mark, ""))
    last = len(pieces) - 1
    for at in (0, last) if mark[0] in "*_" else (last, 0):
        start, end = pieces[at]
        closer = next((shut for shut in closers if text.endswith(shut, start, end)), "")
        if closer and _waits(text, pieces[: at + 1], mark, closer):
            shorter = [*pieces[:at], trimmed(text, start, end - len(closer)), *pieces[at + 1 :]]
            return _same_round_each(text, shorter, mark) if at == 0 else _kept(shorter)
    return pieces


def _waits(text: str, pieces: list[Piece], mark: str, closer: str) -> bool:
    """Whether the last closing mark of these pieces is the one that the opened mark waits for."""
    words = "\n".join(text[start:end] for start, end in pieces)
    if mark[0] in "*_":
        return _first_shut(words, mark) == len(words) - len(mark)
    if mark == closer:
        return words.count(mark) % 2 == 1
    return words.count(closer) > words.count(mark)


def _first_shut(words: str, mark: str) -> int:
    """Where emphasis that is open at the start of the words is shut; -1 where it is not."""
    letter, inner = re.escape(mark[0]), False
    for found in re.finditer(rf"(?<!{letter}){re.escape(mark)}(?!{letter})", words):
        opens = words[found.end() : found.end() + 1].strip() and not words[: found.start()][-1:].strip()
        if not inner and not opens:
            return found.start()
        inner = bool(opens) if not inner else False
    return -1


def _same_round_each(text: str, pieces: list[Piece], mark: str) -> list[Piece]:
    """Where each further paragraph has the same emphasis round it, the paragraphs without it."""
    if mark[0] not in "*_" or len(pieces) < 2:
        return _kept(pieces)
    rest = [_inside(text, start, end, mark) for start, end in pieces[1:]]
    if any(piece is None for piece in rest):
        return _kept(pieces)
    return _kept([pieces[0], *(piece for piece in rest if piece is not None)])


def _kept(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece[0] < piece[1]]


def _one_layer(text: str, pieces: list[Piece]) -> list[Piece] | None:
    """The pieces without one layer of marks round the whole, None where nothing surrounds it all."""
    emphasis = _EMPHASIS.match(text, pieces[0][0], pieces[0][1])
    if emphasis is None:
        return _without_quotes(text, pieces)
    marked = [_inside(text, start, end, emphasis[1]) for start, end in pieces]
    if any(piece is None for piece in marked):
        return None
    return _kept([piece for piece in marked if piece is not None]) or None


def _inside(text: str, start: int, end: int, mark: str) -> Piece | None:
    """The slice inside emphasis that runs from its first to its last letter, None where it does not."""
    size = len(mark)
    if end - start <= 2 * size or not (text.startswith(mark, start, end) and text.endswith(mark, start, end)):
        return None
    inner = text[start + size : end - size]
    if inner[0] in mark or inner[-1] in mark or inner[0].isspace() or inner[-1].isspace():
        return None
    exact = rf"(?<!{re.escape(mark[0])}){re.escape(mark)}(?!{re.escape(mark[0])})"
    if re.search(exact, inner):
        return None
    return start + size, end - size


def _without_quotes(text: str, pieces: list[Piece]) -> list[Piece] | None:
    """The pieces without quotation marks round the whole, None where a pair shuts before the end."""
    first, last = pieces[0], pieces[-1]
    mark, closer = text[first[0]], text[last[1] - 1]
    if closer not in CLOSERS.get(mark, "") or (len(pieces) == 1 and first[1] - first[0] < 3):
        return None
    words = "\n".join(text[start:end] for start, end in pieces)[1:-1]
    if not _balanced(words, mark, closer):
        return None
    inner = [*pieces]
    inner[0] = (inner[0][0] + 1, inner[0][1])
    inner[-1] = (inner[-1][0], inner[-1][1] - 1)
    return _kept([trimmed(text, start, end) for start, end in inner]) or None


def _balanced(words: str, mark: str, closer: str) -> bool:
    """Whether quotes inside the quote open before they shut, so that the outer pair holds them all."""
    if mark == closer:
        return mark not in words
    depth = 0
    for letter in words:
        depth += (letter == mark) - (letter == closer)
        if depth < 0:
            return False
    return depth == 0
