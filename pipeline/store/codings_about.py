"""The coders' lines about a few things, found without reading all that they ever wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.coding.copies import same_line
from pipeline.coding.events import Event, Record, event_of, lines_of
from pipeline.store.codings import coding_files, whose

FIELDS = re.compile(rb'"(?:event|coding|utterance|was|instead_of|code)"\s*:\s*("(?:[^"\\]|\\.)*")')
FEW = 40
"""So many ids are looked for one by one, which is quicker than to take every line apart."""


def records_about(study: Path, names: Iterable[str]) -> list[Record]:
    """Every event one of whose fields has one of these values, in the order of the files, each once.

    ``names`` are ids of utterances, codings or codes, or kinds of events. Lines that cannot be read are left
    out.
    """
    wanted = {form for name in names if name for form in _written(name)}
    found: list[Record] = []
    seen: set[bytes] = set()
    for path in coding_files(study, []) if wanted else ():
        for record in _in_file(study, path, wanted):
            line = same_line(record.event)
            if line not in seen:
                seen.add(line)
                found.append(record)
    return found


def codings_begun(study: Path, begins: str) -> list[str]:
    """The ids of codings that begin so, of those that are gone too, each once in their order."""
    id = re.compile(rb'"coding"\s*:\s*"(%s[^"\\]*)"' % re.escape(begins).encode("utf-8"))
    return sorted(
        {
            found.decode("utf-8", "replace")
            for path in coding_files(study, [])
            for found in id.findall(_bytes(path))
        }
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _in_file(study: Path, path: Path, wanted: set[bytes]) -> Iterator[Record]:
    data = _bytes(path)
    if len(wanted) <= FEW:
        wanted = {name for name in wanted if name in data}
    if not wanted:
        return
    place = path.relative_to(study).as_posix()
    coder, document = whose(path)
    for number, line in lines_of(data):
        if len(wanted) <= FEW and not any(name in line for name in wanted):
            continue
        if not wanted.isdisjoint(FIELDS.findall(line)):
            event = event_of(line)
            if isinstance(event, Event):
                yield Record(event, coder, document, f"{place}:{number}")


def _written(name: str) -> list[bytes]:
    """An id as it stands in JSON, whichever program wrote it."""
    return [json.dumps(name, ensure_ascii=ascii).encode("utf-8", "surrogatepass") for ascii in (True, False)]
