"""Reads SubRip subtitles (``.srt``): numbered cues with a time, as speech recognisers write them."""

from __future__ import annotations

from pipeline.model import Reading
from pipeline.readers.cues import reading_of_cues


def read(text: str) -> Reading:
    """The cues in order, each with its number and time."""
    return reading_of_cues(text)
