"""Opens Word, Excel and OpenDocument files (zip archives of XML) without trusting their size or shape."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from pipeline.readers.encoding import Unreadable

MAX_PARTS = 5_000
MAX_PART_BYTES = 64 * 1024 * 1024
MAX_TAGS = 3_000_000
MAX_TOTAL_BYTES = 300 * 1024 * 1024
MAX_RATIO = 250
FREE_BYTES = 10 * 1024 * 1024

_SAVE_AGAIN = "Open it in the program it was made with and save it again."


class Archive:
    """The parts of a zip archive whose declared sizes are within what a document can have."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {part.filename: part for part in self._zip.infolist()}
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            NotImplementedError,
            EOFError,
            IndexError,
        ) as trouble:
            raise Unreadable("The file is damaged or cut short.", _SAVE_AGAIN) from trouble
        except Exception as trouble:  # a broken directory can make zipfile fail in many ways
            raise Unreadable("The file is damaged.", _SAVE_AGAIN) from trouble
        self._refuse_bomb(len(data))

    def _refuse_bomb(self, packed: int) -> None:
        sizes = [part.file_size for part in self._zip.infolist()]
        total = sum(sizes)
        swollen = total > FREE_BYTES and total > packed * MAX_RATIO
        if len(sizes) > MAX_PARTS or total > MAX_TOTAL_BYTES or swollen:
            said = f"It would unpack to {total // 1048576} MB in {len(sizes)} parts, which no transcript has."
            raise Unreadable(said, "Take pictures out of it, or save its text alone.", check="too-large")

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> list[str]:
        """The names of the parts."""
        return list(self._parts)

    def part(self, name: str) -> bytes:
        """The bytes of one part, never more than allowed. Raises Unreadable where it is damaged."""
        info = self._parts.get(name)
        if info is None:
            raise Unreadable(f"The part {name} is missing, so the file is damaged.", _SAVE_AGAIN)
        if info.flag_bits & 0x1:
            raise Unreadable("The file is locked with a password.", "Save a copy without a password.")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(min(info.file_size, MAX_PART_BYTES) + 1)
        except Unreadable:
            raise
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as trouble:
            raise Unreadable(f"The part {name} is damaged.", _SAVE_AGAIN) from trouble
        except Exception as trouble:  # lzma and bz2 raise their own
            raise Unreadable(f"The part {name} is damaged.", _SAVE_AGAIN) from trouble
        if len(data) > MAX_PART_BYTES:
            raise Unreadable(
                f"The part {name} is larger than any transcript.", _SAVE_AGAIN, check="too-large"
            )
        return data


def xml_root(data: bytes, name: str) -> Any:
    """The root of an XML part; entities are never resolved. Raises Unreadable for broken or too deep XML."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    if data.count(b"<") > MAX_TAGS:
        raise Unreadable(
            f"The part {name} holds more marks than any transcript.", _SAVE_AGAIN, check="too-large"
        )
    if b"<!ENTITY" in data:
        raise _with_entities(name)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as trouble:
        deep = "depth" in str(trouble).lower()
        said = "is nested too deeply" if deep else "is damaged"
        raise Unreadable(f"The part {name} {said}.", _SAVE_AGAIN) from trouble
    if root is None:
        raise Unreadable(f"The part {name} is empty.", _SAVE_AGAIN)
    about: Any = root.getroottree().docinfo
    if about.doctype:
        raise _with_entities(name)
    return root


def _with_entities(name: str) -> Unreadable:
    said = f"The part {name} defines entities, which no word processor writes and which can swell."
    return Unreadable(said, _SAVE_AGAIN)
