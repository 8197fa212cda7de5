"""Whom the labels of a document stand for: role, pseudonym and case, after ``speakers.csv``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model import NOTE, TALK_KINDS, Document, Speaker
from pipeline.segment.labels import folded, role_of, tight, without_remark

if TYPE_CHECKING:
    from pipeline.study import Study


class Spoken(NamedTuple):
    """Whom a label stands for in one document."""

    role: str
    speaker: str
    case: str


class SpeakerMap:
    """Whom the labels stand for, after ``speakers.csv``; rows for a document win over rows for ``*``."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self._rows: dict[tuple[str, str], Speaker] = {}
        for row in speakers:
            self._rows.setdefault((row.document, folded(row.label)), row)
            self._rows.setdefault((row.document, tight(row.label)), row)

    def spoken(self, document: Document, label: str, study: Study) -> Spoken:
        """The role, speaker and case of a label; '' where unknown, and no speaker for narrative.

        A bare role label without a row has its role; its speaker is unknown unless the document is
        an interview, where it is ``<document>/<label>``.
        """
        if not label:
            return Spoken(NOTE, "", document.case)
        talk = document.kind in TALK_KINDS
        row = self.row(document.document, label)
        if row is None and talk:
            label = without_remark(label)
            row = self.row(document.document, label)
        bare = role_of(label, study.roles, any_case=talk)
        role = row.role if row and row.role else bare
        speaker = row.speaker if row else ""
        if not speaker and bare and document.kind == "interview":
            own, named = "".join(bare.split()), "".join(label.split())
            speaker = f"{document.document}/{own}{named[len(own) :]}"
        case = row.case if row and row.case else document.case
        return Spoken(role, "" if role == NOTE else speaker, case)

    def row(self, document: str, label: str) -> Speaker | None:
        """The row of ``speakers.csv`` for a label of a document, None where there is none."""
        for key in (folded(label), tight(label)):
            for where in (document, "*"):
                found = self._rows.get((where, key))
                if found is not None:
                    return found
        return None
