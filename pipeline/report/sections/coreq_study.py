"""What the data answer of COREQ on the people and the material: only as far as they know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from statistics import median

from pipeline.analysis.narrowing import in_study_order
from pipeline.coding.coreq import is_yes
from pipeline.coding.noted import concerns
from pipeline.model import NOTE, TALK_KINDS, Narrow
from pipeline.report.blocks import Link, Runs, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import noun, withheld
from pipeline.report.sections.coreq_parts import (
    Told,
    among,
    counted_as,
    in_a_row,
    printed,
    said_in,
    sentences,
    talks_of,
)
from pipeline.report.sections.memos import in_order, memo_link
from pipeline.report.sections.people import people as people_as
from pipeline.report.sections.suppression import LEAST
from pipeline.report.wording import role_plural

_TIME = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?")


def interviewers(evidence: Evidence) -> Told | None:
    """1: as what those speak who ask, and how much."""
    said = evidence.utterances[evidence.utterances["role"].isin(evidence.study.asking)]
    if said.empty:
        return None
    labels = [role_plural(evidence.study, role, evidence.wording) for role in sorted(set(said["role"]))]
    n = printed(evidence, len(said), said["utterance"].tolist())
    words = evidence.wording
    runs = words.runs(
        "coreq.1", roles=words.listed(labels), n=n, utterances=noun(evidence, "utterance", len(said))
    )
    return Told(runs, "roles")


def standpoint(evidence: Evidence) -> Told | None:
    """8: the memos in which the researchers tell where they stand."""
    memos = [memo for memo in in_order(evidence.memos) if concerns(memo, "positionality")]
    if not memos:
        return None
    links = in_a_row(evidence, [(memo_link(evidence, memo, "emphasis"),) for memo in memos])
    return Told(evidence.wording.runs("coreq.8", memos=links), "memos")


def orientation(evidence: Evidence) -> Told | None:
    """9: how many codes were there before, came up openly, or are people's own words."""
    codes = [code for code in evidence.codebook.codes if code.status == "active" and code.origin]
    if not codes:
        return None
    counts = Counter(str(code.origin) for code in codes)
    parts = [
        evidence.wording.runs(f"coreq.origin.{origin}", n=printed(evidence, counts[origin]))
        for origin in ("a-priori", "open", "in-vivo")
        if counts[origin]
    ]
    return Told(evidence.wording.runs("coreq.9", list=in_a_row(evidence, parts)), "codebook")


def selection(evidence: Evidence) -> Told | None:
    """10: what was planned to be asked next, in the sampling log."""
    if not evidence.sampling:
        return None
    n = (Text(evidence.wording.number(len(evidence.sampling))),)
    link = Link(evidence.wording("sampling.heading"), "sampling")
    plans = evidence.wording.counted("plan", len(evidence.sampling))
    return Told(evidence.wording.runs("coreq.10", n=n, plans=plans, link=link), "sampling")


def sample_size(evidence: Evidence) -> Told | None:
    """12: how many documents, and how many known people of each role."""
    if evidence.current.empty:
        return None
    words, said = evidence.wording, evidence.answered
    documents = counted_as(evidence, "document", len(evidence.current), evidence.current["document"])
    known = said[(said["speaker"] != "") & (said["role"] != NOTE)]
    roles = in_study_order("role", known["role"].unique(), Narrow(), evidence.study)
    sizes = {role: known[known["role"] == role]["speaker"].nunique() for role in roles}
    people = [
        (
            *printed(evidence, n, known[known["role"] == role]["utterance"]),
            Text(f" {people_as(evidence, role, n)}"),
        )
        for role, n in sizes.items()
        if n
    ]
    if not people or withheld(evidence, known["speaker"].nunique(), [n for n in sizes.values() if n]):
        return Told(words.runs("coreq.12.documents", documents=documents), "documents")
    unknown = said[(said["speaker"] == "") & (said["role"] != NOTE)]
    key = "coreq.12" if evidence.untold.keys().isdisjoint(sizes) else "coreq.12.untold"
    told = words.runs(key, documents=documents, people=in_a_row(evidence, people))
    if len(unknown):
        n = printed(evidence, len(unknown), unknown["utterance"])
        more = words.runs("coreq.12.unknown", n=n, utterances=noun(evidence, "utterance", len(unknown)))
        told = (*told, Text(" "), *more)
    return Told(told, "speakers")


def dropouts(evidence: Evidence) -> Told | None:
    """13: plans that were given up."""
    n = sum(plan.state == "dropped" for plan in evidence.sampling)
    if not n:
        return None
    words = evidence.wording
    link = Link(words("sampling.heading"), "sampling")
    plans = words.counted("plan", n)
    return Told(words.runs("coreq.13", n=(Text(words.number(n)),), plans=plans, link=link), "sampling")


def setting(evidence: Evidence) -> Told | None:
    """14: how the talks were held; a study's own words, so that the public edition leaves them out."""
    talks = evidence.current[evidence.current["kind"].isin(TALK_KINDS)]
    modes = talks["mode"][talks["mode"] != ""].value_counts()
    if modes.empty or evidence.public:
        return None
    order = sorted(modes.index, key=lambda mode: (-int(modes[mode]), mode))
    parts: list[Runs] = [
        (
            Text(f"{mode} ("),
            *printed(
                evidence,
                int(modes[mode]),
                said_in(evidence, talks.loc[talks["mode"] == mode, "document"]),
            ),
            Text(")"),
        )
        for mode in order
    ]
    return Told(evidence.wording.runs("coreq.14", list=in_a_row(evidence, parts)), "documents")


def participants(evidence: Evidence) -> Told | None:
    """16: where the tables of documents and roles are."""
    if evidence.current.empty:
        return None
    link = Link(evidence.wording("data.heading"), "data")
    return Told(evidence.wording.runs("coreq.16", link=link), "documents")


def guides(evidence: Evidence) -> Told | None:
    """17: how many interview guides the documents name."""
    talks = talks_of(evidence)
    named = {document: evidence.coreq.column("guide", document) for document in talks}
    found = sorted({guide for guide in named.values() if guide})
    if not found:
        return None
    given = [document for document, guide in named.items() if guide]
    words = evidence.wording
    return Told(
        words.runs(
            "coreq.17",
            n=printed(evidence, len(found)),
            guides=noun(evidence, "guide", len(found)),
            documents=counted_as(evidence, "talk", len(given), given),
        ),
        "documents",
    )


def repeats(evidence: Evidence) -> Told | None:
    """18: how many people were talked with more than once, where pseudonyms tell."""
    said = evidence.answered
    talks = said[said["kind"].isin(TALK_KINDS) & (said["speaker"] != "") & (said["role"] != NOTE)]
    own = [
        speaker.startswith(f"{document}/")
        for speaker, document in zip(talks["speaker"], talks["document"], strict=True)
    ]
    named = talks[[not one for one in own]]
    if named.empty:
        return None
    times = named.groupby("speaker")["document"].nunique()
    again = times[times > 1]
    documents = named[named["speaker"].isin(again.index)]
    words = evidence.wording
    runs = words.runs(
        "coreq.18",
        n=among(evidence, len(again), len(times), documents["utterance"]),
        people=noun(evidence, "person", len(again)),
        of=printed(evidence, len(times), named["utterance"]),
    )
    return Told(runs, "speakers")


def recording(evidence: Evidence) -> Told | None:
    """19: how many talks were recorded, as the register says, and how many have time codes."""
    words, talks = evidence.wording, talks_of(evidence)
    answers = {document: is_yes(evidence.coreq.column("recorded", document)) for document in talks}
    yes = [document for document, answer in answers.items() if answer]
    unknown = [document for document, answer in answers.items() if answer is None]
    timed = _timed(evidence, talks)
    told: list[Runs] = []
    if len(unknown) < len(talks):
        n = among(evidence, len(yes), len(talks), said_in(evidence, yes))
        told.append(words.runs("coreq.19", n=n, of=counted_as(evidence, "talk", len(talks), talks)))
        if unknown:
            told.append(
                words.runs("coreq.19.unknown", n=printed(evidence, len(unknown), said_in(evidence, unknown)))
            )
    if timed:
        documents = counted_as(evidence, "talk", len(timed), timed)
        told.append(words.runs("coreq.19.times", documents=documents))
    return Told(sentences(told), "documents", partly=bool(unknown)) if told else None


def field_notes(evidence: Evidence) -> Told | None:
    """20: how many field notes there are."""
    if evidence.current.empty:
        return None
    notes = evidence.current.loc[evidence.current["kind"] == "field-note", "document"].tolist()
    if not notes:
        return Told((Text(evidence.wording("coreq.20.none")),), "documents")
    return Told(
        evidence.wording.runs("coreq.20", notes=counted_as(evidence, "field-note", len(notes), notes)),
        "documents",
    )


def duration(evidence: Evidence) -> Told | None:
    """21: from the first time code to the last, for the talks that have any; so long at least."""
    talks = talks_of(evidence)
    found = _timed(evidence, talks)
    if not found or (evidence.public and len(found) < LEAST):
        return None
    minutes = sorted(int(seconds // 60) for seconds in found.values())
    words = evidence.wording
    told = words.runs(
        "coreq.21",
        n=among(evidence, len(found), len(talks), said_in(evidence, found)),
        of=counted_as(evidence, "talk", len(talks), talks),
        least=minutes[0],
        most=minutes[-1],
        middle=int(median(minutes)),
    )
    if len(found) == len(talks):
        return Told(told, "times")
    return Told((*told, Text(f" {words('coreq.21.unknown')}")), "times", partly=True)


def _timed(evidence: Evidence, documents: Iterable[str]) -> dict[str, float]:
    """For each document with several time codes the seconds from the earliest to the latest."""
    said = evidence.utterances[evidence.utterances["document"].isin(set(documents))]
    found: dict[str, list[int]] = {}
    for document, time in zip(said["document"], said["time"], strict=True):
        match = _TIME.search(time)
        if match:
            hours, minutes, seconds = (int(part or 0) for part in match.groups())
            found.setdefault(document, []).append(3600 * hours + 60 * minutes + seconds)
    return {document: max(times) - min(times) for document, times in found.items() if len(set(times)) > 1}


def returned(evidence: Evidence) -> Told | None:
    """23: how many transcripts were returned, as the register says, and how many were corrected."""
    words, talks = evidence.wording, talks_of(evidence)
    answers = {document: is_yes(evidence.coreq.column("returned", document)) for document in talks}
    known = any(answer is not None for answer in answers.values())
    told: list[Runs] = []
    if known:
        given = [document for document, answer in answers.items() if answer]
        n = among(evidence, len(given), len(talks), said_in(evidence, given))
        told.append(words.runs("coreq.23", n=n, of=counted_as(evidence, "talk", len(talks), talks)))
    corrected = evidence.current.loc[evidence.current["replaces"] != "", "document"].tolist()
    if corrected:
        documents = counted_as(evidence, "transcript", len(corrected), corrected)
        told.append(words.runs("coreq.23.corrected", documents=documents))
    if corrected and not known:
        told.append((Text(words("coreq.23.unknown")),))
    return Told(sentences(told), "documents", partly=not known) if told else None
