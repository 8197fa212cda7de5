"""Reading what people write beside the codes: memos, and the history of the codebook."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

from pipeline.codebook import Change
from pipeline.model import Memo
from pipeline.problems import Problem, error, warning
from pipeline.store.folder import StudyFolder
from pipeline.store.history import history_told

MEMO_FORM = (
    "Begin a memo with --- on a line, then 'date:', 'title:' and 'about:', then --- on a line, then the text."
)


def read_memos(folder: StudyFolder) -> tuple[list[Memo], list[Problem]]:
    """The memos by date and file, and what is wrong with the others; nothing of them is lost."""
    memos: list[Memo] = []
    problems: list[Problem] = []
    for path in sorted((folder.codebooks / "memos").glob("*.md")):
        place = folder.place(path)
        try:
            memo, faults = memo_of(place, path.read_bytes().decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            problems.append(error(place, "memo", "cannot be read as UTF-8 text.", "Save it again as UTF-8."))
            continue
        memos.append(memo)
        problems += faults
    return sorted(memos, key=lambda memo: (memo.date, memo.file)), problems


def memo_of(place: str, text: str) -> tuple[Memo, list[Problem]]:
    """The memo that a file holds, and what is wrong with its front matter."""
    text = text.replace("\r\n", "\n")
    name = place.rsplit("/", 1)[-1].removesuffix(".md")
    head, body, line = parted(text)
    facts, problems = front_matter(place, head)
    return Memo(
        file=place,
        date=str(facts.get("date", name[:10])),
        title=str(facts.get("title", name)),
        about=tuple(_subjects(facts.get("about") or {})),
        coder=str(facts.get("coder", "")),
        text=body.strip("\n"),
        line=line,
    ), problems


def _subjects(about: Any) -> Iterator[tuple[str, str]]:
    """What a memo is about: kinds with ids, or a list of such; any other text is on the study."""
    for part in about if isinstance(about, list) else [about]:
        if not isinstance(part, dict):
            yield "study", str(part)
            continue
        for kind, ids in part.items():
            yield from ((str(kind), str(id)) for id in (ids if isinstance(ids, list) else [ids]))


def parted(text: str) -> tuple[str, str, int]:
    """The front matter, the body, and the line on which the body begins."""
    if not text.startswith("---\n"):
        return "", text, 1
    head, mark, body = text[4:].partition("\n---\n")
    return (head, body, head.count("\n") + 4) if mark else ("", text, 1)


def front_matter(place: str, head: str) -> tuple[dict[str, Any], list[Problem]]:
    """The facts above a memo, and why they cannot be read."""
    if not head:
        return {}, [
            warning(
                f"{place}:1", "memo", "has no front matter, so it is not known what it is about.", MEMO_FORM
            )
        ]
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        facts = YAML(typ="safe", pure=True).load(StringIO(head))
    except (YAMLError, ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        return {}, [
            warning(f"{place}:1", "memo", "its front matter cannot be read, so it stands alone.", MEMO_FORM)
        ]
    return facts, []


def read_history(folder: StudyFolder) -> tuple[list[Change], list[Problem]]:
    """The changes of the codebook in order, and what is wrong with lines that cannot be read."""
    held = history_told(folder.path)
    return held.changes, held.problems
