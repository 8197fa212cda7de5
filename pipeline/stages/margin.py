"""The margin of a document: which of its utterances somebody wrote a memo on."""

from __future__ import annotations

from collections import Counter

from pipeline.coding.noted import linked
from pipeline.stages.desk import Desk
from pipeline.stages.memos_open import visible_memos


def memos_in_margin(desk: Desk, document: str, reader: str) -> dict[str, int]:
    """How many memos that a coder may read are on each utterance of a document; others are left out."""
    home = desk.document(document).document
    found = Counter(
        linked(id)
        for memo in visible_memos(desk, reader)
        for kind, id in dict.fromkeys(memo.about)
        if kind == "utterance"
    )
    return {id: number for id, number in found.items() if id.rpartition(":")[0] == home}
