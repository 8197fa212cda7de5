"""What stands around the words on a page: where sections begin, and which documents come before and after."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Utterance
from pipeline.stages.desk import Desk


def beginnings(utterances: Iterable[Utterance]) -> dict[int, str]:
    """The section where it begins, by the number of the utterance, unless its heading stands right above."""
    found: dict[int, str] = {}
    before, above = "", ""
    for said in utterances:
        heading = said.section.rpartition(" > ")[2]
        begins = said.section != before and heading not in (said.text, above)
        found[said.number] = said.section if begins else ""
        before, above = said.section, said.text
    return found


def neighbours(desk: Desk, document: str) -> tuple[str, str]:
    """The documents before and after one, '' at either end."""
    ids = ["", *(row.document for row in desk.documents), ""]
    at = ids.index(document)
    return ids[at - 1], ids[at + 1]
