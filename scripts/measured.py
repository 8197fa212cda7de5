"""What was measured stands in docs/performance.md, each thing in a section that its script writes anew."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

PLACE = Path(__file__).resolve().parents[1] / "docs/performance.md"


def machine() -> str:
    """On what is measured, in a line: the program, the processors, and how busy they are now."""
    busy = f", load {os.getloadavg()[0]:.1f} when it began" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {os.cpu_count()} processors{busy}."


def with_section(text: str, title: str, lines: list[str]) -> str:
    """A text of Markdown in which the section of a title has these lines; a new one stands at its end."""
    section = f"## {title}\n\n" + "\n".join(lines).strip() + "\n"
    found = re.search(rf"(?ms)^## {re.escape(title)}\n.*?(?=^## |\Z)", text)
    if found is None:
        return f"{text.rstrip()}\n\n{section}"
    after = text[found.end() :]
    return text[: found.start()] + section + (f"\n{after}" if after else "")


def put_section(title: str, lines: list[str]) -> None:
    """Write a section of docs/performance.md; all else there stays as it is."""
    PLACE.write_text(with_section(PLACE.read_text(encoding="utf-8"), title, lines), encoding="utf-8")
