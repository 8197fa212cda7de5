"""Which memos a coder may read: another's stay closed while they could tell of codings still blind."""

from __future__ import annotations

import re

from pipeline.coding.blind import double_coded, finished, may_see
from pipeline.coding.noted import links_of, memo_name, memos_about
from pipeline.model import Memo
from pipeline.problems import StudyError, error
from pipeline.stages.desk import Desk
from pipeline.stages.sheet import Sheet


def visible_memos(desk: Desk, reader: str) -> list[Memo]:
    """The memos that a coder may read, by date: own ones, and others' that tell of nothing still blind.

    Another's memo on a coding or an utterance, or on a document that several people code, is shown when both
    have finished that document; so is one whose text links to it.
    """
    return [memo for memo in desk.memos if _is_open(desk, reader, memo)]


def memos_on(desk: Desk, reader: str, kind: str, id: str) -> list[Memo]:
    """The memos about something, or linking to it, that one may read; of a coding, under any of its ids."""
    return memos_about(visible_memos(desk, reader), kind, desk.stands_as(id), desk.stands_as)


def _is_open(desk: Desk, reader: str, memo: Memo) -> bool:
    if reader and memo.coder == reader:
        return True
    named = [(link_kind(desk, link), link, False) for link in links_of(memo.text)]
    named += [(kind, id, kind == "utterance") for kind, id in memo.about]
    return not any(_is_blind(desk, reader, memo.coder, *one) for one in named)


def _is_blind(desk: Desk, reader: str, writer: str, kind: str, id: str, close: bool) -> bool:
    """Whether a memo could tell of codings that are blind yet; ``close``: it is on the words themselves."""
    if kind not in ("coding", "document", "utterance"):
        return False
    sheet = sheet_of(desk, kind, id)
    if sheet is None or (kind == "coding" and id not in sheet.succession.coders):
        return kind == "coding"
    done = finished(sheet.records)
    owners = {sheet.succession.coders[id]} if kind == "coding" else set()
    if close or _several_code(desk, sheet):
        owners |= {writer} if writer else {record.coder for record in sheet.records}
    return not all(may_see(done, reader, owner, sheet.document) for owner in owners)


def _several_code(desk: Desk, sheet: Sheet) -> bool:
    return sheet.document in double_coded(desk.opened.study, sheet.records, desk.all_documents)


def sheet_of(desk: Desk, kind: str, id: str) -> Sheet | None:
    """The sheet of the document that something is in; None where the study has no such document."""
    document = id.rpartition(":")[0] if kind == "utterance" else id
    if kind == "coding":
        document = desk.home_of_coding(id)
    try:
        return desk.sheet(document)
    except StudyError:
        return None


def link_kind(desk: Desk, link: str) -> str:
    """What a link in a text leads to: a code, a document, a memo, an utterance or a coding, else ``link``."""
    if link in desk.codebook.by_id:
        return "code"
    if any(row.document == link for row in desk.all_documents):
        return "document"
    if any(memo_name(memo) == link for memo in desk.memos):
        return "memo"
    if desk.home_of_coding(link):
        return "coding"
    return "utterance" if re.fullmatch(r".+:\d+", link) else "link"


def visible_memo(desk: Desk, reader: str, file: str) -> Memo:
    """A memo by the name of its file; raises StudyError for one that is not there or may not be read yet."""
    for memo in visible_memos(desk, reader):
        if memo.file == f"codebooks/memos/{file}":
            return memo
    raise StudyError(error(file[:200], "unknown-memo", "there is no such memo.", ""))
