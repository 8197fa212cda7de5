"""What the name of a file tells by itself: a recording, or a key to who the participants are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

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


def is_recording(name: str) -> bool:
    """Whether a file holds sound or film, by its ending."""
    return PurePosixPath(name).suffix.lower() in MEDIA


def sounds_like_key(name: str) -> bool:
    """Whether a file sounds as if it told who the participants are."""
    return bool(_KEY.search(PurePosixPath(name).name))


def telling(names: Iterable[str]) -> list[str]:
    """The files of a study of which something is told for their names alone, wherever they lie.

    Beside recordings and keys these are what may be a copy of ``study.yaml``.
    """
    return [
        name
        for name in names
        if is_recording(name) or sounds_like_key(name) or ("/" not in name and name.endswith(".yaml"))
    ]
