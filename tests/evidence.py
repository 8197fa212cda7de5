"""Evidence for the tests of the checks, made from transcripts that stand in the test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pipeline.checks.evidence import Evidence
from pipeline.codebook import Change, Code, Codebook
from pipeline.coding.events import Event, Record
from pipeline.coding.history_lines import Told
from pipeline.model import Document, Memo, Speaker
from pipeline.problems import Problem
from pipeline.readers import read
from pipeline.segment import SpeakerMap, turns, utterances
from pipeline.segment.labels import label_book
from pipeline.study import Study

FULL = {"brief": "x", "definition": "x", "use_when": "x", "not_when": "x", "examples": ["x"]}


def evidence(
    files: dict[str, str] | None = None,
    rows: Iterable[Document] = (),
    speakers: Iterable[Speaker] = (),
    study: Study | None = None,
    **more: Any,
) -> Evidence:
    """A study whose documents are these files; interviews INT-1, INT-2 ... unless the rows are given."""
    study, speakers = study or Study(), tuple(speakers)
    files = files or {}
    given = tuple(rows) or tuple(
        Document(f"INT-{at}", name, "interview", line=at + 1) for at, name in enumerate(files, 1)
    )
    readings = {f"data/raw/{name}": read(name, text.encode())[0] for name, text in files.items()}
    said = {
        row.document: utterances(
            row,
            turns(
                readings[f"data/raw/{row.file}"], row.kind, label_book(study.roles, speakers, row.document)
            ),
            SpeakerMap(speakers),
            study,
        )
        for row in given
        if f"data/raw/{row.file}" in readings
    }
    made = Evidence(study=study, documents=given, speakers=speakers, readings=readings, utterances=said)
    return replace(made, **more)


def codes(*given: dict[str, Any]) -> Codebook:
    """A codebook of codes with all six fields filled unless told otherwise."""
    return Codebook(codes=[Code(**({"label": code["id"]} | FULL | code)) for code in given])


def record(line: int = 1, coder: str = "hege", document: str = "INT-1", **event: Any) -> Record:
    """A line of a coder's file."""
    place = f"codebooks/codings/{coder}/{document}.jsonl:{line}"
    return Record(Event(**({"at": "2024-02-14T10:00:00Z", "event": "apply"} | event)), coder, document, place)


def memo(text: str, date: str = "2024-02-14", **about: str) -> Memo:
    """A memo whose text begins in line 6 of its file."""
    return Memo("codebooks/memos/2024-02-14-tanke.md", date, "Tanke", tuple(about.items()), "hege", text, 6)


def history(*lines: dict[str, Any]) -> list[Told]:
    """The lines of a history as they follow each other, each of the next version unless told otherwise."""
    usual = {"at": "2024-02-14T10:00:00Z", "who": "hege", "event": "edit", "reason": "Klarere."}
    changes = [Change(**(usual | {"version": at} | line)) for at, line in enumerate(lines, 1)]
    return [Told(change, at, at - 1) for at, change in enumerate(changes, 1)]


def added(id: str, **more: Any) -> dict[str, Any]:
    """The line by which a code of ``codes`` was added."""
    return {"event": "add", "code": id, "after": {"id": id, "label": id} | FULL} | more


def found(problems: Iterable[Problem], check: str) -> list[Problem]:
    """The problems of one name."""
    return [problem for problem in problems if problem.check == check]
