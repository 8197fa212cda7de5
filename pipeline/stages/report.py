"""From tables, figures, quotes and memos to the report in Word and as a page, with its manifest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.problems import StudyError, errors
from pipeline.stages.analyse import analyse, clouds, counted
from pipeline.stages.check import check
from pipeline.stages.code import People, people_codings
from pipeline.stages.opened import OpenStudy
from pipeline.stages.running import Made, Ran, key_of, run
from pipeline.store.files import digest_of, write_atomic
from pipeline.store.freshness import StageRecord
from pipeline.store.manifest import PLACE, manifest_text, output_entry, write_manifest
from pipeline.store.tables import read_arrow, write_csv

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.report.evidence import Colophon, Correction, Evidence, Picture

LIBRARIES = ("lxml", "matplotlib", "numpy", "pandas", "pillow", "py3langid", "pyarrow", "python-docx", "rapidfuzz",
             "scikit-learn", "scipy", "simplemma", "spacy", "wordcloud")


def report(opened: OpenStudy) -> Ran:
    """Bring the report up to date; raises StudyError while an error stands that nobody has acknowledged."""
    analysed = analyse(opened).record
    return run(opened, "report", report_key(opened, analysed.key), lambda: _make(opened, analysed))


def report_key(opened: OpenStudy, analysed: str) -> str:
    """The digest of all that the report stands on."""
    from pipeline.stages.check import file_names

    return key_of(opened, ("analyse", analysed), ("codebooks", digest_of(opened.folder.codebooks_digests.items())),
                  ("study", opened.folder.settings_digest), ("files", digest_of((n, "") for n in file_names(opened.folder.path))))


def _make(opened: OpenStudy, analysed: StageRecord) -> Made:
    from pipeline.report import html, word
    from pipeline.report.sections import build

    checked = check(opened)
    standing = errors(checked.problems)
    if standing:
        raise StudyError(*standing)
    about = evidence(opened, analysed, checked.acknowledged, len(checked.problems))
    blocks = build(about)
    reports = opened.folder.reports
    write_atomic(reports / "report.docx", word.render(blocks, about))
    write_atomic(reports / "report.html", html.render(blocks, about).encode("utf-8", "surrogatepass"))
    key = _quote_key(about)
    write_csv(reports / "tables" / "quotes.csv", key)
    outputs = [reports / "report.docx", reports / "report.html", reports / "tables" / "quotes.csv"]
    made = [opened.folder.path / name for name in analysed.outputs] + outputs
    _write_manifest(opened, made)
    facts = {"quotes": len(key), "pages": f"{len(blocks)} blocks"}
    return Made([*outputs, opened.folder.path / PLACE], [], facts)


def _write_manifest(opened: OpenStudy, outputs: list[Path]) -> None:
    entries = {opened.folder.place(path): output_entry(path) for path in outputs}
    write_manifest(opened.folder.path, manifest_text(dict(_digests(opened)), entries))


def _digests(opened: OpenStudy) -> tuple[tuple[str, str], ...]:
    """What the report is made from, as digests."""
    folder = opened.folder
    return (
        ("data/raw", digest_of(folder.raw_digests.items())),
        ("codebooks", digest_of(folder.codebooks_digests.items())),
        ("study.yaml", folder.settings_digest),
        ("program", opened.program),
    )
