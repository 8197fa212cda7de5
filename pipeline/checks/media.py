"""Files that should not lie in a study: a voice is personal data even where no name is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.checks.evidence import Evidence
from pipeline.checks.registry import check
from pipeline.file_names import is_recording, sounds_like_key
from pipeline.problems import Problem, error, warning


def _visible(evidence: Evidence) -> Iterator[PurePosixPath]:
    for name in evidence.files:
        path = PurePosixPath(name)
        if not any(part.startswith(".") for part in path.parts[:-1]):
            yield path


@check("media-file")
def media_files(evidence: Evidence) -> Iterator[Problem]:
    """Every sound or video file anywhere in the study."""
    for path in _visible(evidence):
        if is_recording(path.name):
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
        if sounds_like_key(path.name):
            yield warning(
                str(path),
                "key-file",
                "sounds like the key to who the participants are; beside it, the texts are not anonymous.",
                "Keep the key, lists of names and signed consents outside the study's folder.",
            )
