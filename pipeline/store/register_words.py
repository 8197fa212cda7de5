"""How people write the columns, kinds and dates of the registers, and what we call them."""

from __future__ import annotations

import datetime
import re

COLUMN_NAMES = {
    "fil": "file",
    "filnavn": "file",
    "filnamn": "file",
    "dokument": "document",
    "type": "kind",
    "slag": "kind",
    "fase": "wave",
    "dato": "date",
    "form": "mode",
    "modus": "mode",
    "erstatter": "replaces",
    "erstattar": "replaces",
    "merkelapp": "label",
    "etikett": "label",
    "taler": "speaker",
    "talar": "speaker",
    "pseudonym": "speaker",
    "rolle": "role",
}
"""Norwegian names of columns; a name counts only where the column of our own name is not there."""

KIND_NAMES = {
    "intervju": "interview",
    "enkeltintervju": "interview",
    "fokusgruppe": "focus-group",
    "fokusgruppeintervju": "focus-group",
    "gruppeintervju": "focus-group",
    "feltnotat": "field-note",
    "referat": "minutes",
    "møtereferat": "minutes",
    "deltakerreferat": "participant-minutes",
    "deltakarreferat": "participant-minutes",
    "deltagerreferat": "participant-minutes",
    "rapport": "report",
}
"""Norwegian names of the kinds of document."""

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_NORWEGIAN = re.compile(r"(\d{1,2})\.[ ]?(\d{1,2})\.[ ]?(\d{4})(?: 00:00(?::00)?)?")


def columns_as_ours(header: list[str], ours: tuple[str, ...]) -> list[str]:
    """The names of the columns, Norwegian ones as ours where a register has none of our own name already."""
    names = list(header)
    for at, name in enumerate(header):
        known = COLUMN_NAMES.get(name, "")
        if name not in ours and known in ours and known not in names:
            names[at] = known
    return names


def kind_as_ours(kind: str) -> str:
    """A kind as we call it, whatever its capitals, spaces and hyphens; one that nobody knows as written."""
    low = kind.strip().lower()
    joined = re.sub(r"[\s_]+", "-", low)
    return KIND_NAMES.get(re.sub(r"[\s_-]+", "", low), joined)


def date_as_ours(text: str) -> str:
    """A date as 2024-02-14, also where it was written 14.02.2024 or 2024/2/14; '' where it is no date."""
    found = _ISO.fullmatch(text)
    year, month, day = found.groups() if found else ("", "", "")
    turned = _NORWEGIAN.fullmatch(text)
    if turned:
        day, month, year = turned.groups()
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return date.isoformat() if 1900 <= date.year <= 2200 else ""
