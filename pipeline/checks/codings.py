"""What can be wrong with codings and memos beyond their own lines: who made them, and what they are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from pipeline.checks.evidence import STUDY_FILE, Evidence
from pipeline.checks.registry import check
from pipeline.counted import number_of
from pipeline.model import Coding
from pipeline.problems import Problem, error, warning


@check("unlisted-coder")
def unlisted_coders(evidence: Evidence) -> Iterator[Problem]:
    """Coders who are not in study.yaml, each once with the number of their lines."""
    lines = Counter(record.coder for record in evidence.records)
    first = {record.coder: record.place for record in reversed(evidence.records)}
    for coder in sorted(set(lines) - set(evidence.study.coders)):
        yield warning(
            first[coder].rpartition("/")[0],
            "unlisted-coder",
            f"the coder '{coder}' ({number_of(lines[coder], 'line')}) is not in study.yaml; "
            "the codings are kept, and no report counts them unless it is asked for.",
            f"Add '{coder}' under coders in study.yaml, or correct the name of the folder.",
        )


@check("unknown-coder")
def unknown_coders(evidence: Evidence) -> Iterator[Problem]:
    """Coders whom the report is to count and whom the study does not have."""
    for coder in evidence.study.report.coders:
        if coder not in evidence.study.coders:
            yield error(
                evidence.line_in(STUDY_FILE, rf"^\s*(?:coders:.*|-.*)\b{re.escape(coder)}\b"),
                "unknown-coder",
                f"the report is to count the codings of '{coder}', who is not among the coders of the study.",
                "Correct the name under report.coders, or add the coder under coders.",
            )


@check("double-coding")
def unknown_double_coding(evidence: Evidence) -> Iterator[Problem]:
    """Documents that are to be coded by several and that the register does not have."""
    for document in evidence.study.double_coding:
        if document not in evidence.by_id:
            line = rf"^\s*(?:double_coding:.*|-.*)(?<!\w){re.escape(document)}(?!\w)"
            message = (
                f"'{document}' is to be coded by several, and documents.csv has no such document: "
                "hints are shown to those who code the one that was meant."
            )
            place = evidence.line_in(STUDY_FILE, line)
            yield warning(place, "double-coding", message, "Correct the id under double_coding.")


@check("coded-twice")
def passages_coded_twice(evidence: Evidence) -> Iterator[Problem]:
    """The same code put on the very same passage twice by one coder, so that it counts as two codings."""
    places = {(record.event.coding, record.event.utterance): record.place for record in evidence.records}
    passages: dict[str, list[Coding]] = {}
    for row in evidence.codings:
        if row.coder:
            passages.setdefault(row.coding, []).append(row)
    first: dict[tuple[object, ...], str] = {}
    for id, rows in passages.items():
        key = (rows[0].coder, rows[0].code, *sorted((row.utterance, row.start, row.end) for row in rows))
        other = first.setdefault(key, id)
        if other != id:
            place = places.get((id, rows[0].utterance), f"codebooks/codings/{rows[0].coder}")
            message = f"'{rows[0].code}' is on this passage already ({other}), so it counts as two codings."
            remedy = f"Take one away: forankret coding remove {id} --coder {rows[0].coder}"
            yield warning(place, "coded-twice", message, remedy)


@check("codebook-behind")
def codebook_behind(evidence: Evidence) -> Iterator[Problem]:
    """Codings made under a later version of the codebook than the one that is here."""
    codebook = evidence.codebook
    later = [record for record in evidence.records if codebook and record.event.codebook > codebook.version]
    if codebook and later:
        lines = number_of(len(later), "line from here on has", "lines from here on have")
        newest = max(record.event.codebook for record in later)
        yield warning(
            later[0].place,
            "codebook-behind",
            f"{lines} version {newest} of the codebook, but the one here is version {codebook.version}: "
            "it may be an old copy.",
            "Get the newest codebook.yaml from the colleague who changed it, or from git.",
        )


@check("memo-about-nothing")
def memos_about_nothing(evidence: Evidence) -> Iterator[Problem]:
    """Memos on a code, coding, document, utterance, relation or plan that is not in the study."""
    known = {
        "code": set(evidence.codebook.by_id) if evidence.codebook else set(),
        "coding": {record.event.coding for record in evidence.records},
        "document": set(evidence.by_id),
        "utterance": {row.utterance for rows in evidence.utterances.values() for row in rows},
        "relation": {str(getattr(one, "id", "")) for one in evidence.codebook.relations}
        if evidence.codebook
        else set(),
        "sampling": {line.event.sampling for line in evidence.sampling if line.event.event == "plan"},
    }
    for memo in evidence.memos:
        for kind, id in memo.about:
            if (
                kind in known
                and id not in known[kind]
                and (kind not in ("code", "relation") or evidence.codebook)
            ):
                message = f"the memo is about the {kind} '{id}', which is not in the study: nothing shows it."
                yield warning(
                    f"{memo.file}:1", "memo-about-nothing", message, "Correct the id under 'about:'."
                )


@check("memo-date")
def memo_dates(evidence: Evidence) -> Iterator[Problem]:
    """Memos whose date is none, so that they stand at the wrong place in the story of the analysis."""
    for memo in evidence.memos:
        try:
            date.fromisoformat(memo.date[:10])
        except ValueError:
            message = (
                f"'{memo.date}' is not a date, so the memo's place in the story of the analysis is lost."
            )
            yield warning(
                f"{memo.file}:1", "memo-date", message, "Write it as date: 2024-02-14 in the front matter."
            )
