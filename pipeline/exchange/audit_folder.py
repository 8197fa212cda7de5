"""The folder of an audit trail: its files, their index, and a list of digests that anyone can check."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.exchange.halpern import KINDS
from pipeline.store.files import csv_text, sha256

if TYPE_CHECKING:
    from pipeline.report.wording import Wording

COLUMNS = ("file", "kind", "what", "source", "bytes", "sha256", "copied")
INDEX = "index.csv"
PAGE = "index.html"
SUMS = "sha256sums.txt"


class Kept(NamedTuple):
    """A record of the trail; ``file`` is its place in the folder, ``source`` that in the study.

    ``source`` is '' for what was made for the trail. Of one that was withheld only its size and digest are
    told, under a name that says nothing, and ``copied`` is False.
    """

    file: str
    kind: str
    what: str
    source: str
    bytes: int
    sha256: str
    copied: bool = True


def copied(out: Path, place: str, kind: str, what: str, source: Path, named: str) -> Kept:
    """A file of the study, copied to its place in the folder."""
    target = out / kind / place
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    data = target.read_bytes()
    return Kept(f"{kind}/{place}", kind, what, named, len(data), sha256(data))


def made(out: Path, place: str, kind: str, what: str, data: bytes) -> Kept:
    """A file that was made for the trail, written to its place in the folder."""
    target = out / kind / place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return Kept(f"{kind}/{place}", kind, what, "", len(data), sha256(data))


def withheld(number: int, kind: str, what: str, source: Path) -> Kept:
    """A file that stays where it is."""
    data = source.read_bytes()
    return Kept(f"{kind}/withheld-{number:04d}", kind, what, "", len(data), sha256(data), False)


def write_index(out: Path, title: str, kept: Sequence[Kept], words: Wording) -> None:
    """The index for people (a page) and programs (CSV), and the digests as ``sha256sum -c`` reads them."""
    told = [one._replace(what=words(f"audit.what.{one.what}")) for one in kept]
    rows = [[*one[:-1], "yes" if one.copied else "no"] for one in told]
    _write(out / INDEX, csv_text(COLUMNS, rows))
    _write(out / SUMS, "".join(f"{one.sha256}  {one.file}\n" for one in kept if one.copied))
    intro = words("audit.intro" if all(one.copied for one in kept) else "audit.intro.withheld")
    page = _template().render(title=title, words=words, intro=intro, kinds=list(_by_kind(told, words)))
    _write(out / PAGE, page + "\n")


def _by_kind(kept: Iterable[Kept], words: Wording) -> Iterable[Mapping[str, Any]]:
    kept = list(kept)
    for kind in KINDS:
        mine = [one for one in kept if one.kind == kind]
        name = kind.split("-", 1)[1]
        yield {
            "id": kind,
            "title": words(f"audit.{name}"),
            "about": words(f"audit.{name}.about"),
            "kept": mine,
        }


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    kinds = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    text = (files("pipeline.exchange") / "audit_index.html.j2").read_text(encoding="utf-8")
    return kinds.from_string(text)
