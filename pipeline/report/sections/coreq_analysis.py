"""What the data answer of COREQ on the analysis and the findings: only as far as they know."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.codebook import Code
from pipeline.coding.coreq import is_yes
from pipeline.report.blocks import Link, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, noun, number
from pipeline.report.sections.coreq_parts import (
    Told,
    counted_as,
)
from pipeline.report.sections.suppression import hidden_in


def saturated(evidence: Evidence) -> Told | None:
    """22: where saturation is shown."""
    if evidence.saturation is None or evidence.saturation.empty or evidence.counted.empty:
        return None
    link = Link(evidence.wording("saturation.heading"), "saturation")
    return Told(evidence.wording.runs("coreq.22", link=link), "codings")


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
        documents = counted_as(evidence, "document", len(both), both)
        told = (*told, Text(" "), *words.runs("coreq.24.several", documents=documents))
    return Told(told, "codings")


def coding_tree(evidence: Evidence) -> Told | None:
    """25: how large the codebook is, how much of it has a definition, and where it is printed."""
    active = [code for code in evidence.codebook.codes if code.status == "active"]
    if not active:
        return None
    words = evidence.wording
    findings, defined = len(evidence.codebook.findings), _defined(active)
    runs = words.runs(
        "coreq.25",
        n=(Text(words.number(len(active))),),
        codes=words.counted("code", len(active)),
        f=(Text(words.number(findings)),),
        findings=words.counted("finding", findings),
        d=(Text(words.number(defined)),),
        link=Link(words("book.heading"), "codebook"),
    )
    return Told(runs, "codebook", partly=defined < len(active))


def _defined(codes: Sequence[Code]) -> int:
    """How many codes have a definition."""
    return sum(bool(code.definition.strip()) for code in codes)


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
        evidence.wording.runs("coreq.28", documents=counted_as(evidence, "document", len(yes), yes)),
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
    against = [len(cases) for cases in evidence.negative.values()]
    n = sum(against)
    figure = number(evidence, Part(n), hidden_in(against, n)[0] if evidence.public else None)
    told = (Text(words("coreq.30.public" if evidence.public else "coreq.30")), Text(" "))
    cases = words.runs("coreq.30.negative", n=figure, cases=noun(evidence, "negative", n))
    return Told((*told, *cases), "codings")


def major(evidence: Evidence) -> Told | None:
    """31: how many findings there are, how many of them are defined and coded, and where."""
    findings = evidence.codebook.findings
    if not findings:
        return None
    words, n = evidence.wording, len(findings)
    met = sum(bool(evidence.standing.ids(finding.id)) for finding in findings)
    runs = words.runs(
        "coreq.31",
        n=(Text(words.number(n)),),
        findings=words.counted("finding", n),
        d=(Text(words.number(_defined(findings))),),
        k=(Text(words.number(met)),),
        link=Link(words("findings.heading"), "findings"),
    )
    return Told(runs, "codebook")


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
