"""Finds the formulas of an Excel workbook whose results were not saved with it and cannot be read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)")


def unsaved_formulas(parts: Mapping[str, Any]) -> dict[str, list[tuple[int, int]]]:
    """By the name of the sheet the row and column, both from 1, of each formula without a saved result."""
    if _WORKBOOK not in parts or _LINKS not in parts:
        return {}
    targets = {link.get("Id"): link.get("Target") or "" for link in parts[_LINKS].iter("{*}Relationship")}
    found: dict[str, list[tuple[int, int]]] = {}
    for sheet in parts[_WORKBOOK].iter("{*}sheet"):
        part = posixpath.normpath(posixpath.join("/xl", targets.get(sheet.get(_LINK), ""))).lstrip("/")
        if part in parts:
            found[sheet.get("name") or ""] = list(_unsaved(parts[part]))
    return found


def _unsaved(sheet: Any) -> Iterator[tuple[int, int]]:
    for formula in sheet.iter("{*}f"):
        cell = formula.getparent()
        place = _CELL.fullmatch(cell.get("r") or "")
        if place and not _has_result(cell):
            yield int(place[2]), _column(place[1])


def _has_result(cell: Any) -> bool:
    """Whether the result was saved; of a text it may be empty."""
    result = cell.find("{*}v")
    return result is not None and (bool(result.text) or cell.get("t") == "str")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
