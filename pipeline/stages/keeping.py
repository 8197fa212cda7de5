"""What was made once of the texts and the codebook, kept at hand until one of them changes."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, RLock
from typing import Any, TypeVar

Kept = TypeVar("Kept")


class Keeping:
    """Each thing is made once, however many ask for it at a time; whoever asks for another does not wait."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._making: dict[tuple[str, str], RLock] = {}
        self._made: dict[tuple[str, str], Any] = {}

    def get(self, what: str, about: str, make: Callable[[], Kept]) -> Kept:
        """What was made of something, or is made now."""
        key = (what, about)
        with self._lock:
            making = self._making.setdefault(key, RLock())
        with making:
            if key not in self._made:
                self._made[key] = make()
            held: Kept = self._made[key]
            return held
