"""What can be asked of the page and done on it, one module for each part."""

from __future__ import annotations

from importlib import import_module

from fastapi import APIRouter

PARTS = (
    "settings",
    "reading",
    "coding",
    "watching",
    "codebook",
    "queue",
    "searching",
    "comparing",
    "memo_writing",
    "memos",
    "coders",
    "quotes",
    "helping",
)
"""The modules of this package; each has a ``router``."""


def all_routers() -> list[APIRouter]:
    """The routers of all parts."""
    return [import_module(f"pipeline.web.routes.{name}").router for name in PARTS]
