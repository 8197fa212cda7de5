"""Damages a file as copying, mail and disks do: cut short, flipped, deleted, doubled, spliced."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Iterator


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to three accidents."""
    for _ in range(chance.randint(1, 3)):
        if not data:
            break
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice((1, 2, 8, 100, 1000)))
        accident = chance.choice(("cut", "flip", "delete", "double", "splice", "noise"))
        if accident == "cut":
            data = data[:start]
        elif accident == "flip":
            data = data[:start] + bytes([data[start] ^ (1 << chance.randrange(8))]) + data[start + 1 :]
        elif accident == "delete":
            data = data[:start] + data[end:]
        elif accident == "double":
            data = data[:end] + data[start:end] * chance.choice((1, 5, 50)) + data[end:]
        elif accident == "splice":
            other = chance.randrange(len(data))
            data = data[:start] + data[other : other + end - start] + data[end:]
        else:
            data = data[:start] + chance.randbytes(end - start) + data[end:]
    return data


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """A zip archive that is whole but has one damaged part, so that the damage reaches the reader of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    wanted = [name for name in parts if name.endswith(".xml") and ("document" in name or "content" in name)]
    wanted += [name for name in parts if "sheet" in name or "styles" in name or "shared" in name.casefold()]
    name = chance.choice(wanted or list(parts))
    parts[name] = damaged(parts[name], chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, inside in parts.items():
            archive.writestr(part, inside)
    return packed.getvalue()


def mutations(name: str, data: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """The same damaged files on every run for a name, a count and a seed."""
    chance = random.Random(zlib.crc32(name.encode()) + seed)
    for number in range(count):
        inside = data.startswith(b"PK") and number % 2
        yield damaged_inside(data, chance) if inside else damaged(data, chance)
