"""Paragraphs of plain text: lines that stand together until a blank line."""

from __future__ import annotations

import re

from pipeline.model import Paragraph

_LINE = re.compile(r"\n(?=[\s*_=~#-]|\Z)")
"""The break before a line that may be blank or drawn; only those are looked at, one by one."""

_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}|~{3,}|#{3,})[ \t]*")


def is_rule(line: str) -> bool:
    """Whether a line is only drawn: ``---``, ``***``, ``====``."""
    return _RULE.fullmatch(line) is not None


def blocks(text: str) -> list[Paragraph]:
    """The paragraphs of a plain text, each with the line it begins on; drawn lines belong to none."""
    found: list[Paragraph] = []
    first, number = 0, 1
    for start in (0, *(each.end() for each in _LINE.finditer(text)), len(text) + 1):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        if line.strip() and not is_rule(line):
            continue
        if first < start:
            found.append(Paragraph(first, start - 1, f"line {number}"))
        number += text.count("\n", first, start) + 1
        first = start + len(line) + 1
    return found
