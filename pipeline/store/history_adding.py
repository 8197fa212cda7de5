"""Lines of the codebook's history that change nothing in the codebook, such as a review or a mend."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from pipeline.codebook import Change
from pipeline.problems import StudyError, error
from pipeline.store.codebook_file import LOCK
from pipeline.store.files import lock
from pipeline.store.history import HISTORY, append_lines, chained, change_line, open_history, read_bytes

Decide = Callable[[bytes], list[Change]]
"""From the history as it is now, the lines to be added."""


def tell(study: Path, decide: Decide) -> list[Change]:
    """Add lines to the history and nothing to the codebook; on the disk before this returns.

    ``decide`` sees the history as it is, under the lock of all who change the codebook.
    """
    try:
        with lock(study, LOCK):
            data = read_bytes(study)
            linked = chained(decide(data), data)
            handle = open_history(study)
            try:
                append_lines(handle, map(change_line, linked), bool(data) and not data.endswith(b"\n"))
            finally:
                os.close(handle)
            return linked
    except OSError as trouble:
        message = f"The history could not be written ({trouble.strerror or trouble}), and is as it was."
        remedy = "See that the disk is not full and that codebooks/ may be written to; then do it again."
        raise StudyError(error(HISTORY, "not-saved", message, remedy)) from trouble
