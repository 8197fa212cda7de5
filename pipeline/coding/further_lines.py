"""A file of events that was only added to: the new lines are read, the others stay as they were read."""

from __future__ import annotations

from pipeline.coding.events import Event, Parsed, Record, event_of, foreign, lacking, line_digest, lines_of

MARK = b"\xef\xbb\xbf"


def parse_further(before: Parsed, held: bytes, data: bytes, file: str) -> Parsed | None:
    """What ``parse`` tells of ``data``, where it told ``before`` of its beginning, ``held``.

    None where that cannot be told from the new lines alone: something is wrong in the file, or they do not
    follow each other.
    """
    if not before.records or before.problems or not (held.endswith(b"\n") and data.startswith(held)):
        return None
    added = data[len(held) :]
    if added.startswith(MARK) or (added and not added.endswith(b"\n")):
        return None
    _, coder, document, _ = before.records[0]
    passed = held.count(b"\n")
    previous = line_digest(held.removeprefix(MARK).rstrip().rpartition(b"\n")[2])
    new: list[Record] = []
    for number, line in lines_of(added):
        event, place = event_of(line), f"{file}:{passed + number}"
        if not isinstance(event, Event) or event.previous != previous or list(lacking(event, place)):
            return None
        previous = line_digest(line)
        new.append(Record(event, coder, document, place))
    if foreign(new):
        return None
    return Parsed([*before.records, *new], [], [])
