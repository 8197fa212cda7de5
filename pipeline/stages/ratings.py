"""The agreement in a table of ratings from anywhere, without any study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.problems import Problem, StudyError, error, errors

if TYPE_CHECKING:
    from pipeline.analysis.agreement.alpha import Scale
    from pipeline.exchange.ratings_table import Rating


class Found(NamedTuple):
    """The coefficients of a table by name, None where one is not defined, and what to look at in it.

    ``coders`` are those who coded anything, ``values`` the values in use.
    """

    coefficients: dict[str, Any]
    coders: list[str]
    values: list[str]
    problems: list[Problem]


def agreement_of_table(table: Path, scale: Scale = "nominal") -> Found:
    """Every coefficient of a table; ``scale`` adds an alpha of that name where it is not nominal.

    Raises StudyError with every fault where the table cannot be read, or has no rows.
    """
    from pipeline.analysis.agreement.alpha import alpha_on_scale
    from pipeline.analysis.agreement.coefficients import coefficients
    from pipeline.analysis.agreement.ratings import rated
    from pipeline.exchange.ratings_table import CHECK, read_ratings

    rows, problems = read_ratings(table.name, _bytes(table))
    if not rows and not errors(problems):
        remedy = "Put a row into it for each unit and coder: unit, coder, value."
        problems = [
            *problems,
            error(table.name, CHECK, "the table has no rows, so nothing can agree.", remedy),
        ]
    numbers = _numbers(table.name, rows, scale) if scale != "nominal" else {}
    problems += [fault for fault in numbers.values() if isinstance(fault, Problem)]
    if errors(problems):
        raise StudyError(*errors(problems))
    found = rated((row.unit, row.coder, row.value or None) for row in rows)
    told: dict[str, Any] = dict(coefficients(found.ratings)._asdict())
    if scale != "nominal":
        given = [numbers[str(value)] for value in found.values]
        told[f"alpha_{scale}"] = alpha_on_scale(found.ratings, given, scale) if given else None
    coding = [
        str(coder) for coder, column in zip(found.coders, found.ratings.T, strict=True) if column.max() >= 0
    ]
    return Found(told, coding, [str(value) for value in found.values], problems)


def _numbers(name: str, rows: list[Rating], scale: str) -> dict[str, Any]:
    """The number of each value, or the problem that it is none."""
    from pipeline.exchange.ratings_table import CHECK, as_number

    numbers: dict[str, Any] = {}
    for row in rows:
        if row.value and row.value not in numbers:
            message = f"'{row.value}' is not a number, so it has no place on the {scale} scale."
            remedy = "Write numbers, or leave --scale out: values are alike or not then."
            number = as_number(row.value)
            if number is not None and number < 0 and scale == "ratio":
                message = f"'{row.value}' is below zero, and a ratio scale has nothing there."
                remedy = "Correct it, or use --scale interval, on which zero is a number as any other."
                number = None
            fault = error(f"{name}:{row.line}", CHECK, message, remedy)
            numbers[row.value] = fault if number is None else number
    return numbers


def _bytes(table: Path) -> bytes:
    from pipeline.exchange.ratings_table import CHECK

    try:
        return table.read_bytes()
    except OSError as fault:
        message = f"cannot be read ({fault.strerror})."
        raise StudyError(error(str(table), CHECK, message, "Check the file's name and folder.")) from fault
