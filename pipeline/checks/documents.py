"""What can be wrong with documents as a whole: nothing said in them, unlisted cases and waves, dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from pipeline.checks.evidence import DOCUMENTS_FILE, SPEAKERS_FILE, STUDY_FILE, Evidence
from pipeline.checks.registry import check
from pipeline.counted import number_of
from pipeline.model import Document
from pipeline.problems import Problem, error, warning


def _row(document: Document) -> str:
    return f"{DOCUMENTS_FILE}:{document.line}" if document.line else DOCUMENTS_FILE


@check("nothing-said")
def documents_without_words(evidence: Evidence) -> Iterator[Problem]:
    """Documents that were read and have text, of which no utterance was made."""
    for document in evidence.documents:
        file = f"data/raw/{document.file}"
        rows = evidence.utterances.get(document.document)
        reading = evidence.readings.get(file)
        if rows is None or reading is None or not reading.text.strip():
            continue
        if not any(row.text.strip() for row in rows):
            message = (
                f"{document.document} has labels but no words, so it counts as a document with nothing in it."
            )
            yield warning(
                file, "nothing-said", message, "Put the right file in its place, or take its row away."
            )


@check("unlisted-case")
def unlisted_cases(evidence: Evidence) -> Iterator[Problem]:
    """Cases in the registers that study.yaml does not list, each once."""
    known = evidence.study.cases
    used = [(row.case, _row(row)) for row in evidence.documents]
    used += [(row.case, f"{SPEAKERS_FILE}:{row.line}") for row in evidence.speakers]
    yield from _unlisted("case", used, set(known))


@check("unlisted-wave")
def unlisted_waves(evidence: Evidence) -> Iterator[Problem]:
    """Waves in documents.csv and in the wanted clouds that study.yaml does not list, each once."""
    used = [(row.wave, _row(row)) for row in evidence.documents]
    for cloud in evidence.study.report.clouds:
        used.append((cloud.wave, evidence.line_in(STUDY_FILE, rf"wave:.*\b{re.escape(cloud.wave)}\b")))
    yield from _unlisted("wave", used, set(evidence.study.waves))


def _unlisted(what: str, used: list[tuple[str, str]], known: set[str]) -> Iterator[Problem]:
    times = Counter(id for id, _ in used)
    first = dict(reversed(used))
    for id in sorted(set(times) - known - {""}):
        yield warning(
            first[id],
            f"unlisted-{what}",
            f"the {what} '{id}' ({number_of(times[id], 'row')}) is not in study.yaml; "
            "if misspelt, it counts apart.",
            f"Correct it, or add it under {what}s in study.yaml.",
        )


@check("wave-order")
def waves_out_of_order(evidence: Evidence) -> Iterator[Problem]:
    """Documents that are dated before the first one of an earlier wave of their case."""
    order = {wave: at for at, wave in enumerate(evidence.study.waves)}
    begins: dict[tuple[str, str], date] = {}
    dated = [(row, day) for row in evidence.documents if (day := _day(row.date)) and row.wave in order]
    for row, day in dated:
        key = (row.case, row.wave)
        begins[key] = min(day, begins.get(key, day))
    for row, day in dated:
        for wave in list(order)[: order[row.wave]]:
            begun = begins.get((row.case, wave))
            if begun and day < begun:
                message = (
                    f"{row.document} is in '{row.wave}', but dated {day}, before '{wave}' began ({begun})."
                )
                yield warning(
                    _row(row), "wave-order", message, "Correct the date or the wave, or let it stand."
                )
                break


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@check("read-twice")
def documents_read_twice(evidence: Evidence) -> Iterator[Problem]:
    """Documents with the same file or the very same text, so that everything in it counts twice."""
    first: dict[str, Document] = {}
    replaced = {row.replaces for row in evidence.documents}
    for row in evidence.documents:
        reading = evidence.readings.get(f"data/raw/{row.file}")
        text = " ".join(reading.text.split()) if reading else ""
        if not text or row.document in replaced:
            continue
        other = first.setdefault(text, row)
        if other is not row:
            message = f"{row.document} has the same text as {other.document}, so all of it counts twice."
            yield warning(_row(row), "read-twice", message, "Take one of the two rows away.")


@check("alike-ids")
def ids_alike(evidence: Evidence) -> Iterator[Problem]:
    """Ids of documents that differ in nothing but capitals, which some systems take for one."""
    first: dict[str, Document] = {}
    for row in evidence.documents:
        other = first.setdefault(row.document.casefold(), row)
        if other.document != row.document:
            message = (
                f"'{row.document}' and '{other.document}' differ in capitals only, which mixes up files."
            )
            yield error(_row(row), "alike-ids", message, "Give one of them another id.")
