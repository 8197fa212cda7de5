"""Names of files for ids that people chose: never a path, on no system reserved, and the id comes back."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

from pipeline.problems import UsageError

LONGEST = 200
RESERVED = {"CON", "PRN", "AUX", "NUL"} | {f"{port}{n}" for port in ("COM", "LPT") for n in range(10)}
"""Names that Windows keeps for itself, with any ending."""


def safe_name(id: str) -> str:
    """A file name for an id, from which ``id_of`` gives the id back; never a path, on no system reserved."""
    if not id:
        raise UsageError("an id cannot be empty")
    name = "".join(_kept(id, place) for place in range(len(id)))
    if name.split(".")[0].upper() in RESERVED:
        name = f"%{ord(name[0]):02X}{name[1:]}"
    if len(name.encode("utf-8")) > LONGEST:
        raise UsageError(f"the id {id[:40]}... is too long for a file name")
    return name


def _kept(id: str, place: int) -> str:
    letter = id[place]
    inside = 0 < place < len(id) - 1
    plain = letter.isalnum() and unicodedata.is_normalized("NFC", letter)
    if plain or letter in "-_" or (letter == "." and inside):
        return letter
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))


def id_of(name: str) -> str:
    """The id that a file name stands for."""
    return unquote(unicodedata.normalize("NFC", name))
