"""Files that should not lie in a study: a voice is personal data even where no name is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.checks.evidence import Evidence
from pipeline.checks.registry import check
from pipeline.problems import Problem, error, warning

AUDIO = (
    "aac ac3 aif aifc aiff amr ape au caf dct ds2 dss dvf flac m4a m4b m4p mka mp1 mp2 mp3 msv oga ogg opus "
    "ra snd voc wav weba wma"
)
VIDEO = "3g2 3gp asf avi f4v flv m2ts m2v m4v mkv mov mp4 mpe mpeg mpg mts mxf ogm ogv rm rmvb vob webm wmv"
MEDIA = frozenset(f".{suffix}" for suffix in f"{AUDIO} {VIDEO}".split())
_KEY = re.compile(
    r"koblings?n[øo]kk?el|kodene?[øo]?kk?el|navneliste|namneliste|deltakerliste|deltakarliste|"
    r"samtykke(?:skjema|erkl)|key[-_ ]?file|name[-_ ]?key|consent[-_ ]?form",
    re.IGNORECASE,
)


def _visible(evidence: Evidence) -> Iterator[PurePosixPath]:
    for name in evidence.files:
        path = PurePosixPath(name)
        if not any(part.startswith(".") for part in path.parts[:-1]):
            yield path


@check("media-file")
def media_files(evidence: Evidence) -> Iterator[Problem]:
    """Every sound or video file anywhere in the study."""
    for path in _visible(evidence):
        if path.suffix.lower() in MEDIA:
            yield error(
                str(path),
                "media-file",
                "is a recording; a voice is personal data even where no name is said.",
                "Move it to the approved storage, or delete it by the project's plan and log the deletion.",
            )


@check("key-file")
def key_files(evidence: Evidence) -> Iterator[Problem]:
    """Files whose names say that they tell who the participants are."""
    for path in _visible(evidence):
        if _KEY.search(path.name):
            yield warning(
                str(path),
                "key-file",
                "sounds like the key to who the participants are; beside it, the texts are not anonymous.",
                "Keep the key, lists of names and signed consents outside the study's folder.",
            )
