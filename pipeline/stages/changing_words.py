"""What people typed for the codebook, made fit to be kept: clean texts, an id of its own, a reason."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from pydantic import BaseModel

from pipeline.problems import StudyError, UsageError, error

TEXTS = ("label", "brief", "definition", "use_when", "not_when", "kind", "level", "origin", "colour")
LISTS = ("examples", "indicators")
_ID = re.compile(r"[A-Za-z0-9æøåÆØÅ][A-Za-z0-9æøåÆØÅ._-]*")
_LETTERS = str.maketrans({"å": "a", "ø": "o", "æ": "ae", "ð": "d", "þ": "th", "ß": "ss", "đ": "d", "ł": "l"})
LONGEST_ID = 60
OF_COURSE = {
    "add": {
        "nb": "Lagt til under koding.",
        "nn": "Lagd til under koding.",
        "en": "Added while coding.",
    },
    "fill": {
        "nb": "Feltene fylt ut.",
        "nn": "Felta fylte ut.",
        "en": "Fields filled in.",
    },
}
"""What the history says where nobody had to give a reason."""


def of_course(what: str, language: str) -> str:
    """The reason that goes without saying, in the study's language."""
    return OF_COURSE[what].get(language, OF_COURSE[what]["en"])


def explained(reason: str) -> str:
    """The reason as it is kept; raises UsageError where there is none."""
    if not reason.strip():
        raise UsageError(
            'Say why, in the terminal with --reason "...": the reason is kept, for you and for others.'
        )
    return _text("reason", reason)


def cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they are kept: no blanks around them, one kind of line break, no empty items."""
    for name in fields:
        if name not in (*TEXTS, *LISTS):
            raise UsageError(
                f"'{name}' is no field that can be edited; these can: {', '.join(TEXTS + LISTS)}."
            )
    clean = {name: _kept(name, value) for name, value in fields.items()}
    if "label" in clean:
        clean["label"] = " ".join(clean["label"].split())
        if not clean["label"]:
            raise UsageError("A code needs a label, by which people know it.")
    return clean


def _kept(name: str, value: Any) -> Any:
    if name in TEXTS:
        if not isinstance(value, str | None):
            raise UsageError(f"'{name}' holds a text.")
        return _text(name, value or "")
    items = [value] if isinstance(value, str | dict) else list(value or ())
    return [item for item in (_item(name, item) for item in items) if item]


def _item(name: str, item: Any) -> Any:
    if isinstance(item, BaseModel):
        item = item.model_dump(mode="json", exclude_defaults=True)
    if isinstance(item, str):
        return _text(name, item)
    if isinstance(item, dict) and name == "indicators":
        return item
    raise UsageError(f"'{name}' holds texts{' and indicators' if name == 'indicators' else ''}.")


def _text(name: str, value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError(f"'{name}' holds a sign that is no letter and cannot be saved.") from None
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def new_id(asked: str, label: str, taken: set[str], history: bytes) -> str:
    """The id of a new code, asked for or made from its label; never one that was used before."""
    from pipeline.store.history import ever_used

    if asked:
        if not _ID.fullmatch(asked):
            raise UsageError(f"'{asked}' is no id: letters, digits, hyphen, underscore and full stop only.")
        if asked in taken or ever_used(history, asked):
            message = f"the id '{asked}' is, or was, that of another code, and codings stand under it."
            raise StudyError(error("codebooks/codebook.yaml", "code-taken", message, "Choose another id."))
        return asked
    made, number = made_id(label), 1
    id = made
    while id in taken or ever_used(history, id):
        number += 1
        id = f"{made}-{number}"
    return id


def made_id(label: str) -> str:
    """A label in small letters without accents, with hyphens between its words."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", label).lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in letters if not unicodedata.combining(sign)))
    id = ""
    for word in words:
        if id and len(id) + len(word) >= LONGEST_ID:
            break
        id = f"{id}-{word}" if id else word[:LONGEST_ID]
    return id or "kode"
