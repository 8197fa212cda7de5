"""The codebook: every code with its six fields, those in people's own words marked, and those nobody used."""

from __future__ import annotations

from pipeline.codebook import SIX_FIELDS, Code
from pipeline.report.blocks import (
    Block,
    Definitions,
    Heading,
    Link,
    Listing,
    Paragraph,
    Run,
    Runs,
    Text,
    anchor_of,
)
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, noun, number
from pipeline.report.sections.waiting import waiting_under


def codebook(evidence: Evidence) -> list[Block]:
    """All codes in the order of the tree, merged and retired ones after the others, then the unused ones."""
    words, book = evidence.wording, evidence.codebook
    blocks: list[Block] = [Heading(1, words("book.heading"), "codebook", new_page=True)]
    if not book.codes:
        return [*blocks, Paragraph((Text(words("book.empty")),))]
    blocks.append(Paragraph((Text(words("book.intro", version=book.version)),)))
    order = [id for id in dict.fromkeys([*book.descendants("")[1:], *book.by_id]) if id in book.by_id]
    active = [book.by_id[id] for id in order if book.by_id[id].status == "active"]
    gone = [book.by_id[id] for id in order if book.by_id[id].status != "active"]
    for code in active:
        blocks += [*_code(evidence, code), *waiting_under(evidence, (code.id,))]
    if gone:
        blocks.append(Heading(2, words("book.gone"), "codes-gone"))
        blocks += [
            block for code in gone for block in (*_code(evidence, code), *waiting_under(evidence, (code.id,)))
        ]
    return [*blocks, *_unused(evidence, active)]


def _code(evidence: Evidence, code: Code) -> list[Block]:
    """A code: its label and id, what it is, how often it is met, and its fields."""
    words = evidence.wording
    top = code.status == "active" and not (code.parent and code.parent in evidence.codebook.by_id)
    heading = Heading(2 if top else 3, code.label, code_anchor(code.id))
    return (
        [heading, Paragraph(_about(evidence, code), "note"), Definitions(_fields(evidence, code))]
        if any(getattr(code, name) for name in SIX_FIELDS[1:])
        else [heading, Paragraph((*_about(evidence, code), Text(f" {words('book.no-fields')}")), "note")]
    )


def code_anchor(code: str) -> str:
    """The anchor of a code in the codebook chapter."""
    return anchor_of("code", code)


def _about(evidence: Evidence, code: Code) -> Runs:
    """The line under a label: id, kind, origin, status, parent and counts."""
    words, book = evidence.wording, evidence.codebook
    parts: list[Runs] = [(Text(code.id, "mono"),), (Text(words(f"kind-of.{code.kind}")),)]
    if code.origin:
        parts.append((Text(words(f"origin.{code.origin}"), "strong" if code.origin == "in-vivo" else ""),))
    if code.level:
        parts.append((Text(words(f"level.{code.level}")),))
    if code.parent in book.by_id:
        parts.append(
            words.runs("book.under", parent=Link(book.by_id[code.parent].label, code_anchor(code.parent)))
        )
    if code.status != "active":
        parts.append((Text(words(f"status.{code.status}"), "strong"),))
    if code.status == "merged" and code.merged_into in book.by_id:
        heir = Link(book.by_id[code.merged_into].label, code_anchor(code.merged_into))
        parts.append(words.runs("book.into", heir=heir))
    else:
        parts.append(_met(evidence, code))
    return _between(parts, " · ")


def _met(evidence: Evidence, code: Code) -> Runs:
    """In how many utterances a code stands; that it stands in none is nobody's secret."""
    count, ids = evidence.standing.count(code.id).utterances, evidence.standing.ids(code.id)
    if evidence.public and not count:
        return (Text(evidence.wording("book.not-met")),)
    n = number(evidence, Part(count, ids, code.label))
    return evidence.wording.runs("book.met", n=n, utterances=noun(evidence, "utterance", count))


def _between(parts: list[Runs], mark: str) -> Runs:
    made: list[Run] = []
    for at, part in enumerate(parts):
        made += [Text(mark), *part] if at else part
    return tuple(made)


def _fields(evidence: Evidence, code: Code) -> tuple[tuple[str, Runs], ...]:
    """The fields after the label; what is empty is said so. Examples, people's words, inside only."""
    words = evidence.wording
    made = []
    for name in SIX_FIELDS[1:]:
        value = getattr(code, name)
        text = " / ".join(value) if name == "examples" else evidence.shared(value.strip())
        if name == "examples" and evidence.public and text:
            text = words("book.examples-out")
        made.append((words(f"field.{name}"), (Text(text or words("field.empty")),)))
    if code.indicators and not evidence.public:
        signs = [
            one.form or one.lemma or (one.prefix + "…" if one.prefix else "[…]") for one in code.indicators
        ]
        made.append((words("field.indicators"), (Text(", ".join(signs)),)))
    return tuple(made)


def _unused(evidence: Evidence, active: list[Code]) -> list[Block]:
    """The codes that nobody used, because what was looked for and not found is a result too."""
    words = evidence.wording
    heading = Heading(2, words("unused.heading"), "unused")
    unused = [code for code in active if not evidence.standing.count(code.id).utterances]
    if not unused:
        return [heading, Paragraph((Text(words("unused.none")),))]
    items = tuple((Link(code.label, code_anchor(code.id)), Text(f" ({code.id})")) for code in unused)
    return [heading, Paragraph((Text(words("unused.intro")),)), Listing(items)]
