"""What the data answer of COREQ: only as far as they know, and never a guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pipeline.analysis.narrowing import in_study_order
from pipeline.coding.coreq import is_yes
from pipeline.coding.noted import concerns
from pipeline.model import NOTE, TALK_KINDS, Narrow
from pipeline.report.blocks import Link, Run, Runs, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, noun, number, withheld
from pipeline.report.sections.memos import in_order, memo_link
from pipeline.report.sections.suppression import LEAST, hidden_alone, hidden_in
from pipeline.report.wording import role_label, role_plural

if TYPE_CHECKING:
    pass

_TIME = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?")


class Told(NamedTuple):
    """What the data say on an item, what that stands on (a key of the wording), and whether it is a part."""

    runs: Runs
    stands_on: str
    partly: bool = False


Teller = Callable[[Evidence], "Told | None"]


def _n(evidence: Evidence, value: int, utterances: Iterable[str] = (), about: str = "") -> Runs:
    """A number as this edition prints it."""
    return number(evidence, Part(value, tuple(utterances), about))


def _of(evidence: Evidence, documents: Iterable[str]) -> tuple[str, ...]:
    """The utterances of some documents."""
    said = evidence.utterances
    return tuple(said.loc[said["document"].isin(set(documents)), "utterance"].tolist())


def _among(evidence: Evidence, part: int, whole: int, utterances: Iterable[str]) -> Runs:
    """A number beside the whole that it is of: outside not printed where the rest could be told from it."""
    hidden = hidden_in([part, whole - part], whole)[0] if part != whole else hidden_alone(part)
    if hidden and part < LEAST:
        hidden = "small"
    return number(evidence, Part(part, tuple(utterances)), hidden if evidence.public else None)


def _counted(evidence: Evidence, name: str, value: int, documents: Iterable[str] = ()) -> Runs:
    """A number with its noun: *12 intervjuer*."""
    return (*_n(evidence, value, _of(evidence, documents)), Text(f" {noun(evidence, name, value)}"))


def _listed(evidence: Evidence, parts: list[Runs]) -> Runs:
    """Parts as a running list."""
    made: list[Run] = []
    for at, part in enumerate(parts):
        if at:
            made.append(Text(f" {evidence.wording('and')} " if at == len(parts) - 1 else ", "))
        made += part
    return tuple(made)


def _talks(evidence: Evidence) -> list[str]:
    """The interviews and focus groups that stand."""
    return evidence.current.loc[evidence.current["kind"].isin(TALK_KINDS), "document"].tolist()


def interviewers(evidence: Evidence) -> Told | None:
    """1: as what those speak who ask, and how much."""
    said = evidence.utterances[evidence.utterances["role"].isin(evidence.study.asking)]
    if said.empty:
        return None
    labels = [role_plural(evidence.study, role, evidence.wording) for role in sorted(set(said["role"]))]
    n = _n(evidence, len(said), said["utterance"].tolist())
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
    links = _listed(evidence, [(memo_link(evidence, memo, "emphasis"),) for memo in memos])
    return Told(evidence.wording.runs("coreq.8", memos=links), "memos")


def orientation(evidence: Evidence) -> Told | None:
    """9: how many codes were there before, came up openly, or are people's own words."""
    codes = [code for code in evidence.codebook.codes if code.status == "active" and code.origin]
    if not codes:
        return None
    counts = Counter(str(code.origin) for code in codes)
    parts = [
        evidence.wording.runs(f"coreq.origin.{origin}", n=_n(evidence, counts[origin]))
        for origin in ("a-priori", "open", "in-vivo")
        if counts[origin]
    ]
    return Told(evidence.wording.runs("coreq.9", list=_listed(evidence, parts)), "codebook")


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
    documents = _counted(evidence, "document", len(evidence.current), evidence.current["document"])
    known = said[(said["speaker"] != "") & (said["role"] != NOTE)]
    roles = in_study_order("role", known["role"].unique(), Narrow(), evidence.study)
    sizes = {role: known[known["role"] == role]["speaker"].nunique() for role in roles}
    people = [
        (*_n(evidence, n, known[known["role"] == role]["utterance"]), Text(f" {_role(evidence, role, n)}"))
        for role, n in sizes.items()
        if n
    ]
    if not people or withheld(evidence, known["speaker"].nunique(), [n for n in sizes.values() if n]):
        return Told(words.runs("coreq.12.documents", documents=documents), "documents")
    unknown = said[(said["speaker"] == "") & (said["role"] != NOTE)]
    told = words.runs("coreq.12", documents=documents, people=_listed(evidence, people))
    if len(unknown):
        n = _n(evidence, len(unknown), unknown["utterance"])
        more = words.runs("coreq.12.unknown", n=n, utterances=noun(evidence, "utterance", len(unknown)))
        told = (*told, Text(" "), *more)
    return Told(told, "speakers")


def _role(evidence: Evidence, role: str, n: int) -> str:
    one = n == 1 and not evidence.public
    return (role_label if one else role_plural)(evidence.study, role, evidence.wording)


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
            *_n(evidence, int(modes[mode]), _of(evidence, talks.loc[talks["mode"] == mode, "document"])),
            Text(")"),
        )
        for mode in order
    ]
    return Told(evidence.wording.runs("coreq.14", list=_listed(evidence, parts)), "documents")


def participants(evidence: Evidence) -> Told | None:
    """16: where the tables of documents and roles are."""
    if evidence.current.empty:
        return None
    link = Link(evidence.wording("data.heading"), "data")
    return Told(evidence.wording.runs("coreq.16", link=link), "documents")


def guides(evidence: Evidence) -> Told | None:
    """17: how many interview guides the documents name."""
    talks = _talks(evidence)
    named = {document: evidence.coreq.column("guide", document) for document in talks}
    found = sorted({guide for guide in named.values() if guide})
    if not found:
        return None
    given = [document for document, guide in named.items() if guide]
    words = evidence.wording
    return Told(
        words.runs(
            "coreq.17",
            n=_n(evidence, len(found)),
            guides=noun(evidence, "guide", len(found)),
            documents=_counted(evidence, "talk", len(given), given),
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
        n=_among(evidence, len(again), len(times), documents["utterance"]),
        people=noun(evidence, "person", len(again)),
        of=_n(evidence, len(times), named["utterance"]),
    )
    return Told(runs, "speakers")


def recording(evidence: Evidence) -> Told | None:
    """19: how many talks were recorded, as the register says, and how many have time codes."""
    words, talks = evidence.wording, _talks(evidence)
    answers = {document: is_yes(evidence.coreq.column("recorded", document)) for document in talks}
    yes = [document for document, answer in answers.items() if answer]
    unknown = [document for document, answer in answers.items() if answer is None]
    timed = _timed(evidence, talks)
    told: list[Runs] = []
    if len(unknown) < len(talks):
        n = _among(evidence, len(yes), len(talks), _of(evidence, yes))
        told.append(words.runs("coreq.19", n=n, of=_counted(evidence, "talk", len(talks), talks)))
        if unknown:
            told.append(words.runs("coreq.19.unknown", n=_n(evidence, len(unknown), _of(evidence, unknown))))
    if timed:
        documents = _counted(evidence, "talk", len(timed), timed)
        told.append(words.runs("coreq.19.times", documents=documents))
    return Told(_sentences(told), "documents", partly=bool(unknown)) if told else None


def field_notes(evidence: Evidence) -> Told | None:
    """20: how many field notes there are."""
    if evidence.current.empty:
        return None
    notes = evidence.current.loc[evidence.current["kind"] == "field-note", "document"].tolist()
    if not notes:
        return Told((Text(evidence.wording("coreq.20.none")),), "documents")
    return Told(
        evidence.wording.runs("coreq.20", notes=_counted(evidence, "field-note", len(notes), notes)),
        "documents",
    )


def duration(evidence: Evidence) -> Told | None:
    """21: from the first time code to the last, for the talks that have any; so long at least."""
    talks = _talks(evidence)
    found = _timed(evidence, talks)
    if not found or (evidence.public and len(found) < LEAST):
        return None
    minutes = sorted(int(seconds // 60) for seconds in found.values())
    words = evidence.wording
    told = words.runs(
        "coreq.21",
        n=_among(evidence, len(found), len(talks), _of(evidence, found)),
        of=_counted(evidence, "talk", len(talks), talks),
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


def saturated(evidence: Evidence) -> Told | None:
    """22: where saturation is shown."""
    if evidence.saturation is None or evidence.saturation.empty or evidence.counted.empty:
        return None
    link = Link(evidence.wording("saturation.heading"), "saturation")
    return Told(evidence.wording.runs("coreq.22", link=link), "codings")


def returned(evidence: Evidence) -> Told | None:
    """23: how many transcripts were returned, as the register says, and how many were corrected."""
    words, talks = evidence.wording, _talks(evidence)
    answers = {document: is_yes(evidence.coreq.column("returned", document)) for document in talks}
    known = any(answer is not None for answer in answers.values())
    told: list[Runs] = []
    if known:
        given = [document for document, answer in answers.items() if answer]
        n = _among(evidence, len(given), len(talks), _of(evidence, given))
        told.append(words.runs("coreq.23", n=n, of=_counted(evidence, "talk", len(talks), talks)))
    corrected = evidence.current.loc[evidence.current["replaces"] != "", "document"].tolist()
    if corrected:
        documents = _counted(evidence, "transcript", len(corrected), corrected)
        told.append(words.runs("coreq.23.corrected", documents=documents))
    if corrected and not known:
        told.append((Text(words("coreq.23.unknown")),))
    return Told(_sentences(told), "documents", partly=not known) if told else None


def _sentences(parts: list[Runs]) -> Runs:
    """Sentences with a space between."""
    made: list[Run] = []
    for at, part in enumerate(parts):
        made += [Text(" "), *part] if at else part
    return tuple(made)


def coders(evidence: Evidence) -> Told | None:
    """24: how many people have coded, and how many documents several of them coded."""
    found = evidence.codings[evidence.codings["coder"] != ""]
    if found.empty:
        return None
    n = found["coder"].nunique()
    several = found.groupby("document")["coder"].nunique()
    both = several[several > 1].index.tolist()
    words = evidence.wording
    told = words.runs("coreq.24", n=(Text(words.number(n)),), coders=words.counted("coder", n))
    if n > 1:
        documents = _counted(evidence, "document", len(both), both)
        told = (*told, Text(" "), *words.runs("coreq.24.several", documents=documents))
    return Told(told, "codings")


def coding_tree(evidence: Evidence) -> Told | None:
    """25: how large the codebook is, and where it is printed."""
    active = [code for code in evidence.codebook.codes if code.status == "active"]
    if not active:
        return None
    words = evidence.wording
    findings = len(evidence.codebook.findings)
    runs = words.runs(
        "coreq.25",
        n=(Text(words.number(len(active))),),
        codes=words.counted("code", len(active)),
        f=(Text(words.number(findings)),),
        findings=words.counted("finding", findings),
        link=Link(words("book.heading"), "codebook"),
    )
    return Told(runs, "codebook")


def derivation(evidence: Evidence) -> Told | None:
    """26: how often the codebook was changed, and where that is told."""
    if not evidence.history:
        return None
    words, n = evidence.wording, len(evidence.history)
    link = Link(words("history.heading"), "evolution")
    return Told(
        words.runs("coreq.26", n=(Text(words.number(n)),), changes=words.counted("change", n), link=link),
        "history",
    )


def software(evidence: Evidence) -> Told | None:
    """27: the program and its version."""
    link = Link(evidence.wording("colophon.heading"), "colophon")
    program = f"Forankret {evidence.colophon.program}".strip()
    return Told(evidence.wording.runs("coreq.27", program=program, link=link), "program")


def checked(evidence: Evidence) -> Told | None:
    """28: in how many documents participants give their view of the findings, as the register says."""
    documents = evidence.current["document"].tolist()
    answers = {document: is_yes(evidence.coreq.column("checked", document)) for document in documents}
    if all(answer is None for answer in answers.values()):
        return None
    yes = [document for document, answer in answers.items() if answer]
    return Told(
        evidence.wording.runs("coreq.28", documents=_counted(evidence, "document", len(yes), yes)),
        "documents",
    )


def quotations(evidence: Evidence) -> Told | None:
    """29: how many quotes are printed, and how they are marked."""
    n = len(evidence.quotes)
    words = evidence.wording
    if not n:
        return Told((Text(words("coreq.29.none")),), "quotes")
    return Told(
        words.runs("coreq.29", n=(Text(words.number(n)),), quotes=words.counted("quote", n)), "quotes"
    )


def consistency(evidence: Evidence) -> Told | None:
    """30: what can be followed back, and how much speaks against the findings."""
    if evidence.counted.empty:
        return None
    words = evidence.wording
    n = sum(len(cases) for cases in evidence.negative.values())
    told = (Text(words("coreq.30.public" if evidence.public else "coreq.30")), Text(" "))
    cases = words.runs("coreq.30.negative", n=_n(evidence, n), cases=noun(evidence, "negative", n))
    return Told((*told, *cases), "codings")


def major(evidence: Evidence) -> Told | None:
    """31: how many findings there are, and where."""
    n = len(evidence.codebook.findings)
    if not n:
        return None
    words = evidence.wording
    link = Link(words("findings.heading"), "findings")
    return Told(
        words.runs("coreq.31", n=(Text(words.number(n)),), findings=words.counted("finding", n), link=link),
        "codebook",
    )


def minor(evidence: Evidence) -> Told | None:
    """32: how many codes lie under the findings, and how many themes cross them."""
    book = evidence.codebook
    themes = [*book.findings, *book.cross_cutting]
    below = {id for theme in themes for id in book.descendants(theme.id)} - {theme.id for theme in themes}
    n = sum(id in book.by_id and book.by_id[id].status == "active" for id in below)
    if not n and not book.cross_cutting:
        return None
    words = evidence.wording
    crossing = len(book.cross_cutting)
    runs = words.runs(
        "coreq.32",
        n=(Text(words.number(n)),),
        codes=words.counted("code", n),
        k=(Text(words.number(crossing)),),
        themes=words.counted("theme", crossing),
    )
    return Told(runs, "codebook")


TELLERS: dict[int, Teller] = {
    1: interviewers,
    8: standpoint,
    9: orientation,
    10: selection,
    12: sample_size,
    13: dropouts,
    14: setting,
    16: participants,
    17: guides,
    18: repeats,
    19: recording,
    20: field_notes,
    21: duration,
    22: saturated,
    23: returned,
    24: coders,
    25: coding_tree,
    26: derivation,
    27: software,
    28: checked,
    29: quotations,
    30: consistency,
    31: major,
    32: minor,
}
"""What the data tell, by the number of the item; of those that are not here they know nothing."""
