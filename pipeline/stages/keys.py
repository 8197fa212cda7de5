"""What the tables, figures and report stand on, each as one digest, told without loading what makes them."""

from __future__ import annotations

from pipeline.file_names import telling
from pipeline.stages.opened import OpenStudy
from pipeline.stages.running import key_of
from pipeline.store.files import digest_of
from pipeline.store.folder import file_names


def analyse_key(opened: OpenStudy, coded: str) -> str:
    """The digest of all that the tables and figures stand on."""
    lists = {
        name: value
        for name, value in opened.folder.codebooks_digests.items()
        if name.startswith(("stopwords/", "history.jsonl"))
    }
    settings = opened.study.model_dump(
        mode="json", include={"language", "roles", "cases", "waves", "report", "spacy_model"}
    )
    return key_of(opened, ("code", coded), ("stopwords", digest_of(lists.items())), settings=settings)


def report_key(opened: OpenStudy, analysed: str) -> str:
    """The digest of all that the report stands on; of files elsewhere, those that ``check`` tells of."""
    return key_of(
        opened,
        ("analyse", analysed),
        ("codebooks", digest_of(opened.folder.codebooks_digests.items())),
        ("study", opened.folder.settings_digest),
        ("files", digest_of((n, "") for n in telling(file_names(opened.folder.path)))),
    )
