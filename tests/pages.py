"""The pages of the documentation, taken apart: examples that are files, tables, code, links and headings."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
"""Every page of the documentation."""

_FENCED = re.compile(r"^```[^\n]*\n.*?^```$", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)


def page(name: str) -> str:
    """The text of a page by its name: ``docs/formats.md``."""
    return (ROOT / name).read_text(encoding="utf-8")


def examples(name: str) -> list[tuple[str, str]]:
    """The examples of a page that are files: the file each names on its first line, and what stands in it."""
    return _EXAMPLE.findall(page(name))


def without_examples(text: str) -> str:
    """A page without what stands between fences."""
    return _FENCED.sub("", text)


def fenced(text: str) -> str:
    """What stands between the fences of a page."""
    return "\n".join(_FENCED.findall(text))


def section(name: str, heading: str) -> str:
    """What stands under a heading of a page, up to the next heading of that level or above."""
    level = heading.split()[0]
    after = f"\n{page(name)}".split(f"\n{heading}\n", 1)[1]
    return re.split(rf"^#{{1,{len(level)}}} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a text: rows of cells, the names of the columns first."""
    found = []
    for block in _TABLE.findall(without_examples(text)):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]
        found.append([rows[0], *rows[2:]])
    return found


def code(text: str) -> list[str]:
    """Everything that stands as code inside a line."""
    return re.findall(r"`([^`\n]+)`", without_examples(text))


def first_column(table: list[list[str]]) -> list[str]:
    """The names that the rows of a table are about, in order."""
    return [name for row in table[1:] for name in code(row[0])]


def links(text: str) -> list[str]:
    """Where the links and pictures of a page lead, those to other sites left out."""
    found = re.findall(r"\]\(([^)\s]+)\)", without_examples(text))
    return [link for link in found if "://" not in link and not link.startswith("mailto:")]


def anchors(text: str) -> set[str]:
    """The anchors of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", without_examples(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
