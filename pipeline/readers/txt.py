"""Reads plain text (``.txt``): paragraphs are lines that stand together until a blank line."""

from __future__ import annotations

from pipeline.model import Reading
from pipeline.readers.blocks import blocks


def read(text: str) -> Reading:
    """The text as it is, and its paragraphs with the line each begins on."""
    return Reading(text, blocks(text))
