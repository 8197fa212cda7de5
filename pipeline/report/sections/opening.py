"""The first page: what the study is, which edition this is, and what the report contains."""

from __future__ import annotations

from pipeline.report.blocks import Block, Contents, Paragraph, Runs, Text, Title
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, noun, number


def title_page(evidence: Evidence) -> list[Block]:
    """The title, by whom and when, the edition, the study's own description, and the material in one line."""
    words, study = evidence.wording, evidence.study
    told = (words.listed(list(study.authors)), study.institution.strip(), study.date.strip())
    lines: tuple[Runs, ...] = ((Text(words(f"extent.{study.report.edition}")),),)
    by = tuple(filter(None, told))
    blocks: list[Block] = [Title(study.title, words(f"edition.{study.report.edition}"), lines, by)]
    blocks.append(_text(evidence.shared(study.description.strip()) or words("description.none"), "lead"))
    blocks.append(Paragraph(_material(evidence)))
    return blocks


def _text(text: str, style: str = "") -> Paragraph:
    return Paragraph((Text(text),), "lead" if style == "lead" else "")


def _material(evidence: Evidence) -> Runs:
    """The study in one line: how many documents, utterances and codings, under how many codes."""
    words, counted = evidence.wording, evidence.counted
    said = tuple(evidence.utterances["utterance"].tolist())
    parts = {
        "document": Part(len(evidence.current), said),
        "utterance": Part(len(said), said),
        "coding": Part(counted["coding"].nunique(), tuple(dict.fromkeys(counted["utterance"].tolist()))),
        "code": Part(sum(code.status == "active" for code in evidence.codebook.codes)),
    }
    told = {
        name: (*number(evidence, part), Text(f" {noun(evidence, name, part.number)}"))
        for name, part in parts.items()
    }
    return words.runs("material", **told, version=words.number(evidence.codebook.version))


def contents(evidence: Evidence) -> list[Block]:
    """The table of contents."""
    return [Contents(evidence.wording("contents"))]
