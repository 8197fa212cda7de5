"""Paragraphs of plain text: lines that stand together until a blank line."""

from __future__ import annotations

import re

from pipeline.model import Paragraph

_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}|~{3,}|#{3,})[ \t]*")


def is_rule(line: str) -> bool:
    """Whether a line is only drawn: ``---``, ``***``, ``====``."""
    return _RULE.fullmatch(line) is not None


def blocks(text: str) -> list[Paragraph]:
    """The paragraphs of a plain text, each with the line it begins on; drawn lines belong to none."""
    found: list[Paragraph] = []
    at, first, end = 0, -1, 0
    began = 0
    for number, line in enumerate(text.split("\n"), 1):
        stop = at + len(line)
        if not line or line.isspace() or (line.lstrip()[:1] in "-*_=~#" and is_rule(line)):
            if first >= 0:
                found.append(Paragraph(first, end, f"line {began}"))
                first = -1
        else:
            if first < 0:
                first, began = at, number
            end = stop
        at = stop + 1
    if first >= 0:
        found.append(Paragraph(first, end, f"line {began}"))
    return found
