"""Starting an empty study anywhere, ready for a researcher's own documents."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pipeline.problems import StudyError, error
from pipeline.store.files import write_atomic
from pipeline.store.register import DOCUMENT_FIELDS, SPEAKER_FIELDS

FOLDERS = (
    "data/raw",
    "data/processed",
    "codebooks/codings",
    "codebooks/memos",
    "codebooks/stopwords",
    "reports",
)

ATTRIBUTES = ".gitattributes"
"""How git is to merge the files that are only added to; one that is there already is left as it is."""


def new_study(path: Path) -> list[str]:
    """Make the folders and files of an empty study; the names of the files made.

    Raises StudyError where the folder already holds something of a study, and touches nothing then.
    """
    texts = _texts()
    there = {name for name in texts if (path / name).exists()}
    standing = [name for name in texts if name in there - {ATTRIBUTES}]
    if path.is_file() or standing:
        what = standing[0] if standing else "a file of that name"
        raise StudyError(
            error(
                str(path),
                "new",
                f"already holds {what}, and nothing of yours is overwritten.",
                "Choose another folder.",
            )
        )
    try:
        for folder in FOLDERS:
            (path / folder).mkdir(parents=True, exist_ok=True)
        for name in texts.keys() - there:
            write_atomic(path / name, texts[name].encode("utf-8"))
    except OSError as fault:
        raise StudyError(
            error(
                str(path),
                "new",
                f"cannot be made ({fault.strerror}).",
                "Choose a folder where you may write.",
            )
        ) from fault
    return [name for name in texts if name not in there]


def _texts() -> dict[str, str]:
    """The files of an empty study and what stands in them."""
    template = files("pipeline") / "stages" / "template"
    return {
        "LES-MEG.md": (template / "LES-MEG.md").read_text(encoding="utf-8"),
        "study.yaml": (template / "study.yaml").read_text(encoding="utf-8"),
        "data/raw/documents.csv": ",".join(DOCUMENT_FIELDS) + "\n",
        "data/raw/speakers.csv": ",".join(SPEAKER_FIELDS) + "\n",
        "codebooks/codebook.yaml": (template / "codebook.yaml").read_text(encoding="utf-8"),
        ATTRIBUTES: (template / "gitattributes.txt").read_text(encoding="utf-8"),
    }
