"""Reads WebVTT (``.vtt``), the transcripts of Teams (``<v Name>``) and Zoom (``Name: ...``)."""

from __future__ import annotations

from pipeline.model import Reading
from pipeline.readers.cues import reading_of_cues


def read(text: str) -> Reading:
    """The cues in order, each with its number, its time and the name in its voice tag."""
    return reading_of_cues(text)
