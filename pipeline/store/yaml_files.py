"""Reading what people write in YAML, each fault with its line."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from pipeline.problems import Problem, error, warning

Model = TypeVar("Model", bound=BaseModel)
MOST_VALUES = 500_000


def read_yaml(path: Path, place: str, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """The file as a model, or None, with all that is wrong in it; unknown fields are warnings."""
    data, problems = load_yaml(path, place)
    return (None, problems) if problems else _validated(data, place, model)


def load_yaml(path: Path, place: str) -> tuple[Any, list[Problem]]:
    """What a file holds, its lines known, or why it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if marks := _conflict(text):
            return None, [_both_sides(place, marks)]
        data = YAML(typ="rt").load(text)
    except OSError as fault:
        return None, [
            error(
                place,
                "yaml",
                f"cannot be read ({fault.strerror}).",
                "Check that the file is there and yours.",
            )
        ]
    except UnicodeDecodeError as fault:
        return None, [
            error(place, "yaml", f"is not UTF-8 text (byte {fault.start}).", "Save it again as UTF-8.")
        ]
    except RecursionError:
        return None, [
            error(
                place, "yaml", "is nested too deeply to be read.", "Keep lists within lists to a few levels."
            )
        ]
    except YAMLError as fault:
        return None, [yaml_problem(place, fault)]
    except ValueError as fault:  # a date that cannot be
        return None, [
            error(place, "yaml", f"{fault}, so the file cannot be read.", "Put it in quotation marks.")
        ]
    if not _fits(data):
        message = f"holds more than {MOST_VALUES} values (anchors and aliases repeated), so it is not read."
        return None, [error(place, "yaml", message, "Write each value out where it belongs.")]
    return data, []


def _conflict(text: str) -> list[int]:
    """The lines that git put round two sides that did not fit."""
    lines = text.splitlines()
    found = [at for at, line in enumerate(lines, 1) if line.startswith(("<<<<<<< ", ">>>>>>> "))]
    return found if len(found) > 1 else []


def _both_sides(place: str, marks: list[int]) -> Problem:
    message = "git left both sides of a conflict here, so the file cannot be read; nothing in it is lost."
    remedy = (
        f"Between <<<<<<< and >>>>>>> (lines {marks[0]} to {marks[1]}) stands first what one wrote, then, "
        "after =======, what the other did. Keep what you both want, delete the marker lines, and save."
    )
    if len(marks) > 2:
        remedy += f" There are {len(marks) // 2} such places."
    if place.endswith("codebook.yaml"):
        remedy += " Of two versions keep the higher one. Then type: forankret check"
    return error(f"{place}:{marks[0]}", "yaml", message, remedy)


def yaml_problem(place: str, fault: YAMLError) -> Problem:
    mark = fault.problem_mark if isinstance(fault, MarkedYAMLError) else None
    said = (fault.problem if isinstance(fault, MarkedYAMLError) else None) or "this is not YAML"
    where = f"{place}:{mark.line + 1}" if mark else place
    return error(
        where,
        "yaml",
        f"{said.splitlines()[0]}, so the file cannot be read.",
        "Look at this line and the one above: indentation, colon, quotation marks.",
    )


def _validated(data: Any, place: str, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    if data is None:
        data = CommentedMap()
    if not isinstance(data, dict):
        return None, [
            error(f"{place}:1", "yaml", "must be a list of 'name: value' lines.", "See docs/formats.md.")
        ]
    try:
        value = model.model_validate(filled(plain(data), model))
        return value, [_unknown(data, place, location) for location in _extras(value)]
    except ValidationError as fault:
        return None, [
            error(
                f"{place}:{line_in(data, item['loc'])}",
                "yaml",
                f"{_path(item['loc'])}: {item['msg']}.",
                "See docs/formats.md for what may stand here.",
            )
            for item in fault.errors(include_url=False)
        ]


def _extras(value: Any) -> Iterator[tuple[int | str, ...]]:
    """Where a model holds fields that it does not know."""
    if isinstance(value, BaseModel):
        yield from ((name,) for name in value.model_extra or {})
        inside: Any = [(name, getattr(value, name)) for name in type(value).model_fields]
    elif isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, tuple | list):
        inside = enumerate(value)
    else:
        return
    for name, item in inside:
        yield from ((name, *rest) for rest in _extras(item))


def _unknown(data: Any, place: str, location: tuple[int | str, ...]) -> Problem:
    return warning(
        f"{place}:{line_in(data, location)}",
        "unknown-field",
        f"'{_path(location)}' is not a field we know, so nothing comes of it.",
        "Look for a slip of the pen; docs/formats.md lists the fields.",
    )


def plain(value: Any) -> Any:
    """YAML's values as plain ones: keys as text, dates as their ISO text, no marks."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    return value


def _fits(data: Any) -> bool:
    """Whether a file is of a size that people write; a few aliases can stand for millions of values."""
    stack, seen = [data], 0
    while stack and seen <= MOST_VALUES:
        value = stack.pop()
        seen += 1
        if isinstance(value, dict):
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
    return seen <= MOST_VALUES


def filled(data: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """The file without the fields that were left blank (``title:``), which are as if they were not there."""
    given = {name: value for name, value in data.items() if value is not None}
    for name, field in model.model_fields.items():
        part = field.annotation
        if isinstance(part, type) and issubclass(part, BaseModel) and isinstance(given.get(name), dict):
            given[name] = filled(given[name], part)
    return given


def _path(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location) or "the file"


def line_in(data: Any, location: tuple[int | str, ...]) -> int:
    """The line, from 1, of the innermost thing on the way to a location that the file has."""
    line = 1
    for part in location:
        try:
            if isinstance(data, CommentedMap):
                line = data.lc.key(part)[0] + 1
            elif isinstance(data, CommentedSeq):
                line = data.lc.item(part)[0] + 1
            data = data[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line
