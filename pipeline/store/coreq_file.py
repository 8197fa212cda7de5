"""Reading ``codebooks/coreq.yaml``, in which people answer the items of COREQ that no data can answer."""

from __future__ import annotations

from typing import Any

from pipeline.coding.coreq import ITEMS, Answer
from pipeline.problems import Problem, error
from pipeline.store.folder import StudyFolder
from pipeline.store.yaml_files import line_in, load_yaml, plain

PLACE = "codebooks/coreq.yaml"
HOW = "Write the number of the item, 1 to 32, then a text, or {text: ..., by: ...}. See docs/memos.md."


def read_coreq(folder: StudyFolder) -> tuple[dict[int, Answer], list[Problem]]:
    """The answers by item, and what is wrong with the others; {} where there is no such file."""
    path = folder.codebooks / "coreq.yaml"
    if not path.exists():
        return {}, []
    data, problems = load_yaml(path, PLACE)
    if problems or data is None:
        return {}, problems
    if not isinstance(data, dict):
        return {}, [error(f"{PLACE}:1", "coreq", "is no mapping from items to answers.", HOW)]
    answers: dict[int, Answer] = {}
    for key, value in data.items():
        place = f"{PLACE}:{line_in(data, (key,))}"
        said = _answer(plain(value))
        if _item(key) not in ITEMS:
            problems.append(error(place, "coreq", f"COREQ has no item '{key}'; it has 1 to 32.", HOW))
        elif _item(key) in answers:
            problems.append(error(place, "coreq", f"item {key} is answered twice.", "Leave one of them out."))
        elif said is None:
            problems.append(error(place, "coreq", f"the answer to item {key} is no text.", HOW))
        elif said.text:
            answers[_item(key)] = said
    return answers, problems


def _item(key: Any) -> int:
    if isinstance(key, bool):
        return 0
    text = str(key).strip()
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _answer(value: Any) -> Answer | None:
    """The answer; an empty one where nothing is written yet, None where it is none."""
    if value is None:
        return Answer("")
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return Answer(str(value).strip())
    if isinstance(value, dict) and set(value) <= {"text", "by"}:
        parts = [_answer(value.get(name)) for name in ("text", "by")]
        if all(
            part is not None and not isinstance(value.get(name), dict)
            for part, name in zip(parts, ("text", "by"), strict=True)
        ):
            return Answer(*(part.text for part in parts if part is not None))
    return None
