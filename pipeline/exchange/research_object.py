"""The description of an audit trail as a research object (RO-Crate 1.3), for archives and other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from pipeline.exchange.audit_folder import INDEX, PAGE, SUMS, Kept
from pipeline.exchange.halpern import KINDS

if TYPE_CHECKING:
    from pipeline.report.wording import Wording

VERSION = "1.3"
FORMATS = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "graphml": "application/graphml+xml",
    "html": "text/html",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "md": "text/markdown",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "rtf": "application/rtf",
    "srt": "application/x-subrip",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
}
"""What each kind of file is to other programs; the same on every machine."""


class Described(NamedTuple):
    """What is told of the whole: its title, day (ISO, of the last act), people by id, and the program."""

    title: str
    day: str
    people: Mapping[str, str]
    program: str
    terms: str
    withheld: bool = False


def write_crate(out: Path, about: Described, kept: Sequence[Kept], words: Wording) -> None:
    """Write ``ro-crate-metadata.json`` beside the files; nothing is fetched, and no clock is asked."""
    from rocrate.model import ContextEntity, Person
    from rocrate.rocrate import ROCrate

    crate: Any = ROCrate(version=VERSION)
    terms = {"@type": "CreativeWork", "name": about.terms, "description": about.terms}
    crate.name = f"{words('audit.title')}: {about.title}"
    crate.description = about.terms if about.withheld else words("audit.intro")
    crate.datePublished = about.day
    crate.license = crate.add(ContextEntity(crate, "#terms", properties=terms))
    people = [
        crate.add(Person(crate, f"#person-{quote(id)}", properties={"name": name}))
        for id, name in sorted(about.people.items())
    ]
    if people:
        crate.creator = people
    folders = [_folder(crate, out, kind, kept, words) for kind in KINDS if _copied(kept, kind)]
    for name in (INDEX, PAGE, SUMS):
        crate.add_file(out / name, name, properties=_file(out / name, name, words("audit.title")))
    results = [crate.dereference(name) for name in _reports(kept)]
    if results:
        _tell_how(crate, about, folders, results, words("audit.what.report"))
    crate.metadata.write(out)


def _tell_how(
    crate: Any, about: Described, folders: Sequence[Any], results: Sequence[Any], name: str
) -> None:
    """That the report was made of the records, by whom and with which program."""
    from rocrate.model import ContextEntity

    told = {"@type": "CreativeWork", "name": "Forankret", "version": about.program}
    program = crate.add(ContextEntity(crate, "#forankret", properties=told))
    made = {"name": name, "endTime": about.day}
    action = crate.add_action(program, "#report", list(folders), list(results), made)
    if crate.creator:
        action["agent"] = crate.creator
    crate.root_dataset["mentions"] = action


def _copied(kept: Sequence[Kept], kind: str) -> list[Kept]:
    return [one for one in kept if one.kind == kind and one.copied]


def _folder(crate: Any, out: Path, kind: str, kept: Sequence[Kept], words: Wording) -> Any:
    """A kind of records as a data set of its own, with its files."""
    name = kind.split("-", 1)[1]
    mine = [one for one in kept if one.kind == kind]
    away = len(mine) - len(_copied(kept, kind))
    about = words(f"audit.{name}.about") + (f" {words('audit.withheld')}: {away}." if away else "")
    told = {"name": words(f"audit.{name}"), "description": about}
    folder = crate.add_dataset(out / kind, f"{kind}/", properties=told)
    parts = [
        crate.add_file(out / one.file, one.file, properties=_properties(one, words))
        for one in _copied(kept, kind)
    ]
    folder["hasPart"] = parts if len(parts) > 1 else parts[0]
    return folder


def _properties(one: Kept, words: Wording) -> dict[str, str]:
    said = words(f"audit.what.{one.what}")
    told = {
        "name": one.file.rpartition("/")[2],
        "description": f"{said}: {one.source}" if one.source else said,
        "contentSize": str(one.bytes),
        "sha256": one.sha256,
    }
    return told | _format(one.file)


def _file(path: Path, name: str, what: str) -> dict[str, str]:
    told = {"name": name, "description": what, "contentSize": str(path.stat().st_size)}
    return told | _format(name)


def _format(name: str) -> dict[str, str]:
    form = FORMATS.get(name.rpartition(".")[2].lower())
    return {"encodingFormat": form} if form else {}


def _reports(kept: Sequence[Kept]) -> list[str]:
    return [one.file for one in kept if one.what == "report" and one.copied]
