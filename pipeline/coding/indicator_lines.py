"""Indicators as people type them, one a line: ``word``, ``lemma: x``, ``prefix: y``, ``word | role: OA``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline.problems import StudyError, error

KINDS = ("form", "lemma", "prefix", "pattern")
LIMITS = ("role", "not_near")


def indicator_line(indicator: Any) -> str:
    """An indicator of the codebook as a line; a pattern as JSON."""
    if isinstance(indicator, str):
        return indicator if _bare(indicator) else f"form: {indicator}"
    kind = next((kind for kind in KINDS if indicator.get(kind)), "form")
    said = indicator.get(kind, "")
    if kind == "pattern":
        first = f"pattern: {json.dumps(said, ensure_ascii=False)}"
    else:
        first = str(said) if kind == "form" and _bare(str(said)) else f"{kind}: {said}"
    limits = [f"{name}: {', '.join(_listed(indicator[name]))}" for name in LIMITS if indicator.get(name)]
    return " | ".join([first, *limits])


def _bare(word: str) -> bool:
    """Whether a word can stand alone on its line and mean itself."""
    return "|" not in word and not word.partition(":")[1]


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value]


def indicators_of(lines: Sequence[str], before: Sequence[Any]) -> list[Any]:
    """The indicators that lines mean; one whose line is as before stays exactly as it was written.

    Raises StudyError for a line that means none.
    """
    known = {" ".join(indicator_line(one).split()): one for one in before}
    typed = [" ".join(line.split()) for line in lines if line.strip()]
    return [known[line] if line in known else _meant(line) for line in dict.fromkeys(typed)]


def _meant(line: str) -> Any:
    first, *rest = line.split(" | ") if not line.startswith("pattern:") else _around_pattern(line)
    kind, colon, said = first.partition(":")
    if not colon:
        kind, said = "form", first
    if kind.strip() not in KINDS or not said.strip():
        raise _unclear(line)
    limits = dict(_limit(line, part) for part in rest)
    if kind == "form" and not limits and _bare(said.strip()):
        return said.strip()
    return {kind.strip(): _pattern(line, said) if kind == "pattern" else said.strip(), **limits}


def _around_pattern(line: str) -> list[str]:
    """A pattern and its limits: what stands after the last bracket."""
    end = line.rfind("]") + 1
    return [line[:end], *(part.strip() for part in line[end:].split("|") if part.strip())]


def _limit(line: str, part: str) -> tuple[str, list[str]]:
    name, _, said = part.partition(":")
    words = [word.strip() for word in said.split(",") if word.strip()]
    if name.strip() not in LIMITS or not words:
        raise _unclear(line)
    return name.strip(), words


def _pattern(line: str, said: str) -> Any:
    try:
        tokens = json.loads(said)
    except (ValueError, RecursionError):
        raise _unclear(line) from None
    if not isinstance(tokens, list) or not tokens or any(not isinstance(one, dict) for one in tokens):
        raise _unclear(line)
    return tokens


def _unclear(line: str) -> StudyError:
    message = f"«{line[:120]}» is no indicator."
    remedy = "Write a word, or lemma: x, prefix: x, and after it | role: OA or | not_near: x, y."
    return StudyError(error("codebooks/codebook.yaml", "unclear-indicator", message, remedy))
