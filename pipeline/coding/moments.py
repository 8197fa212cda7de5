"""In which order people decided, whichever file a decision stands in."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from pipeline.coding.events import Record

EARLIEST = datetime.min.replace(tzinfo=UTC)


def in_time(records: list[Record]) -> list[Record]:
    """The events in the order of their moments; those of one moment stay in the order of the files.

    One whose time cannot be read stays behind the line before it in its file.
    """
    before: dict[tuple[str, str], datetime] = {}
    moments: list[datetime] = []
    for record in records:
        file = (record.coder, record.document)
        before[file] = moment(record.event.at) or before.get(file, EARLIEST)
        moments.append(before[file])
    return [records[place] for place in sorted(range(len(records)), key=moments.__getitem__)]


@lru_cache(maxsize=1 << 17)
def moment(at: str) -> datetime | None:
    """The moment of an event, in UTC where it names no time zone; None where it cannot be read."""
    try:
        read = datetime.fromisoformat(at)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
