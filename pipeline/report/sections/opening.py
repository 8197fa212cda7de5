"""The first page: what the study is, which edition this is, and what the report contains."""

from __future__ import annotations

from pipeline.report.blocks import Block, Contents, Paragraph, Runs, Text, Title
from pipeline.report.evidence import Evidence


def title_page(evidence: Evidence) -> list[Block]:
    """The title, the study's own description, the edition, and the material in one line."""
    words, study = evidence.wording, evidence.study
    lines: list[Runs] = [(Text(words("extent." + study.report.edition)),)]
    blocks: list[Block] = [Title(study.title, words("edition." + study.report.edition), tuple(lines))]
    blocks.append(_text(study.description.strip() or words("description.none"), "lead"))
    blocks.append(_text(_material(evidence)))
    return blocks


def _text(text: str, style: str = "") -> Paragraph:
    return Paragraph((Text(text),), "lead" if style == "lead" else "")


def _material(evidence: Evidence) -> str:
    """The study in one line: how many documents, utterances and codings, under how many codes."""
    words = evidence.wording
    parts = {
        "document": len(evidence.current),
        "utterance": len(evidence.utterances),
        "coding": evidence.counted["coding"].nunique(),
        "code": sum(code.status == "active" for code in evidence.codebook.codes),
    }
    told = {noun: f"{words.number(n)} {words.counted(noun, n)}" for noun, n in parts.items()}
    version = words.number(evidence.codebook.version)
    return words("material", **told, version=version)


def contents(evidence: Evidence) -> list[Block]:
    """The table of contents."""
    return [Contents(evidence.wording("contents"))]
