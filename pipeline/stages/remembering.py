"""The memos as one coder may read them: which may be seen, what each is about, and what leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.analysis.lineage import tree_order
from pipeline.coding.noted import (
    AROUND,
    Found,
    linked,
    links_of,
    memo_name,
    memos_about,
    memos_by_subject,
    search_memos,
)
from pipeline.model import Memo
from pipeline.problems import StudyError, error
from pipeline.stages.browsing import shortened
from pipeline.stages.desk import Desk
from pipeline.stages.memos_open import link_kind, memos_on, sheet_of, visible_memos
from pipeline.stages.seeing import find_visible

STUDY = "study"
ORDER = (STUDY, "code", "document", "utterance", "coding", "memo", "link")
"""In which order the subjects of memos are shown."""


class Subject(NamedTuple):
    """What a memo is about, as a person reads it.

    ``code`` and ``document`` with ``number`` tell where it is shown; ``there`` is False for what the study
    has no more (or what the reader may not see yet).
    """

    kind: str
    id: str
    label: str
    words: str = ""
    code: str = ""
    document: str = ""
    number: int = 0
    there: bool = True

    @property
    def token(self) -> str:
        """How a form or an address names it: ``code:uklart``."""
        return f"{self.kind}:{self.id}"


class Group(NamedTuple):
    """A subject and the memos on it."""

    subject: Subject
    found: list[Found]


def found_memos(
    desk: Desk, reader: str, words: str = "", about: tuple[str, str] | None = None
) -> list[Found]:
    """The memos that hold all these words, on this subject, the latest first; a document has those in it."""
    memos = visible_memos(desk, reader)
    if about is not None:
        memos = _on(desk, memos, *about)
    found = (
        search_memos(memos, words) if words.strip() else [Found(memo, beginning(memo.text)) for memo in memos]
    )
    return found[::-1]


def _on(desk: Desk, memos: list[Memo], kind: str, id: str) -> list[Memo]:
    if kind == STUDY:
        return [memo for memo in memos if not memo.about or any(one == STUDY for one, _ in memo.about)]
    if kind != "document":
        return memos_about(memos, kind, desk.stands_as(id), desk.stands_as)
    return [memo for memo in memos if any(_inside(desk, *one, id) for one in _leads(desk, memo))]


def _leads(desk: Desk, memo: Memo) -> list[tuple[str, str]]:
    """What a memo is about and what its text links to."""
    return [*memo.about, *((link_kind(desk, link), link) for link in links_of(memo.text))]


def _inside(desk: Desk, kind: str, id: str, document: str) -> bool:
    """Whether something is a document, or a part of it."""
    if kind == "coding":
        sheet = sheet_of(desk, kind, id)
        return sheet is not None and sheet.document == document
    return (kind == "document" and id == document) or (
        kind == "utterance" and id.rpartition(":")[0] == document
    )


def beginning(text: str) -> str:
    """The first words of a memo, on one line, without its links' brackets."""
    line = " ".join(text.replace("[[", "").replace("]]", "").split())
    return line if len(line) <= 3 * AROUND else line[: 3 * AROUND].rpartition(" ")[0].rstrip(",.;:") + " …"


def by_subject(desk: Desk, reader: str, found: Sequence[Found]) -> list[Group]:
    """The memos under each of their subjects: the study first, codes in the order of the tree."""
    snippets = {one.memo.file: one for one in found}
    documents = {row.document for row in desk.all_documents}
    codes = desk.codebook.by_id.keys()
    sorted_out = memos_by_subject([one.memo for one in found], codes, documents, desk.stands_as)
    groups = [
        Group(subject_of(desk, reader, kind or STUDY, id), [snippets[memo.file] for memo in memos])
        for (kind, id), memos in sorted_out.items()
    ]
    return sorted(groups, key=lambda group: _place(desk, group.subject))


def _place(desk: Desk, subject: Subject) -> tuple[int, int, str]:
    kind = ORDER.index(subject.kind) if subject.kind in ORDER else len(ORDER)
    rows = (
        tree_order(desk.codebook) if subject.kind == "code" else [row.document for row in desk.all_documents]
    )
    at = subject.id if subject.kind == "code" else subject.document
    return kind, rows.index(at) if at in rows else len(rows), subject.id


def subjects_of(desk: Desk, reader: str, memo: Memo) -> list[Subject]:
    """What a memo says it is about."""
    return [subject_of(desk, reader, kind, id) for kind, id in memo.about]


def subject_of(desk: Desk, reader: str, kind: str, id: str) -> Subject:
    """A subject as a person reads it; what is not there (or may not be seen) is told by its id alone."""
    if kind == "code" and id in desk.codebook.by_id:
        return Subject(kind, id, desk.codebook.by_id[id].label, code=id)
    if kind == "memo":
        names = {memo_name(memo): memo for memo in visible_memos(desk, reader)}
        return Subject(kind, id, names[id].title) if id in names else Subject(kind, id, id, there=False)
    try:
        if kind == "document":
            return Subject(kind, id, id, document=desk.document(id).document)
        if kind == "utterance":
            row = desk.utterance(id)
            return Subject(kind, id, id, shortened(row.text), document=row.document, number=row.number)
        if kind == "coding":
            return _coding(desk, reader, id)
    except StudyError:
        pass
    return Subject(kind, id, id, there=kind not in ORDER or kind == STUDY)


def _coding(desk: Desk, reader: str, id: str) -> Subject:
    sheet, lines = find_visible(desk, reader, desk.stands_as(id))
    first = lines[0]
    known = desk.codebook.by_id.get(first.code)
    label = known.label if known else first.code
    number = desk.utterance(first.utterance).number
    return Subject("coding", id, label, shortened(first.quote), first.code, sheet.document, number)


def meant(desk: Desk, reader: str, said: str) -> Subject:
    """The subject that a person typed: a code's name or id, a document, an utterance, or ``kind:id``.

    Raises StudyError where the study has nothing like it.
    """
    said = _as_written(desk, linked(said))
    labels = {code.label.casefold(): code.id for code in desk.codebook.codes if code.status == "active"}
    code = said if said in desk.codebook.by_id else labels.get(said.casefold(), "")
    if code:
        return subject_of(desk, reader, "code", code)
    kind, _, id = said.partition(":")
    tries = [(kind, linked(id))] if kind in ORDER else []
    tries += [("document", said), ("utterance", said), ("coding", said), ("memo", said)]
    for one in tries:
        found = subject_of(desk, reader, *one)
        if found.id and found.there and (found.kind != STUDY or found.id == STUDY):
            return found
    raise not_there(said)


def _as_written(desk: Desk, said: str) -> str:
    """The id of a document or an utterance in the capitals of the study."""
    folded = {row.document.casefold(): row.document for row in desk.all_documents}
    document, colon, number = said.rpartition(":") if ":" in said else (said, "", "")
    return folded.get(document.casefold(), document) + colon + number


def wanted_subjects(
    desk: Desk, reader: str, tokens: Iterable[str], kept: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """The subjects that a form names (``code:uklart``); raises StudyError for one that the study has not.

    ``kept`` are those that the memo has already, which may have gone since.
    """
    found: dict[tuple[str, str], None] = {}
    for token in tokens:
        kind, _, id = token.partition(":")
        if (kind, id) not in [*kept, (STUDY, id)] and not (
            kind in ORDER and subject_of(desk, reader, kind, id).there
        ):
            raise not_there(token)
        if id:
            found[kind, id] = None
    return list(found)


def not_there(said: str) -> StudyError:
    """What is told where somebody names a subject that the study has not."""
    return StudyError(error("", "memo-subject", f"«{said[:80]}»", "Name a code, a document or an utterance."))


def leading_here(desk: Desk, reader: str, memo: Memo) -> list[Memo]:
    """The memos whose texts link to a memo."""
    return memos_on(desk, reader, "memo", memo_name(memo))
