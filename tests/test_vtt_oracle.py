"""Subtitles are read as another library reads them: the same words, in the same cues."""

import io
from pathlib import Path

import pytest
import webvtt

from pipeline.readers import read

RAW = Path(__file__).resolve().parents[1] / "data/raw"


@pytest.mark.parametrize("name", ["intervju-03.vtt", "intervju-05.vtt"])
def test_the_cues_hold_the_words_that_webvtt_finds(name: str) -> None:
    data = (RAW / name).read_bytes()
    reading, problems = read(name, data)
    ours = [reading.text[part.start : part.end] for part in reading.paragraphs]
    theirs = [caption.text for caption in webvtt.from_buffer(io.StringIO(data.decode("utf-8")))]
    assert not problems
    assert len(theirs) > 100
    assert [" ".join(text.split()) for text in ours] == [" ".join(text.split()) for text in theirs]
