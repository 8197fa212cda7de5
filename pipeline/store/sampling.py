"""The sampling log on the disk: ``codebooks/sampling.jsonl``."""

from __future__ import annotations

from pipeline.coding.logs import Log
from pipeline.coding.sampling import EVENTS, SamplingEvent
from pipeline.store.folder import StudyFolder
from pipeline.store.logs import SAMPLING, append_log, read_log


def read_sampling(folder: StudyFolder) -> Log[SamplingEvent]:
    """The log, line by line, and what is wrong in it."""
    return read_log(folder.path, SAMPLING, SamplingEvent, EVENTS)


def append_sampling(folder: StudyFolder, event: SamplingEvent) -> SamplingEvent:
    """The event as it is on the disk now."""
    return append_log(folder.path, SAMPLING, [event])[0]
