"""The cross-cutting theme: what it is, and in how many utterances it meets each finding."""

from __future__ import annotations

from pipeline.codebook import Code
from pipeline.report.blocks import Block, Heading, Paragraph, Row, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import ALSO, Part, number, plain, small_note
from pipeline.report.sections.findings import one_theme


def cross_cutting(evidence: Evidence) -> list[Block]:
    """The theme that may meet any finding, never counted as one more, against each of them."""
    words = evidence.wording
    blocks: list[Block] = [Heading(1, words("theme.heading"), "theme")]
    if not evidence.codebook.cross_cutting:
        return [*blocks, Paragraph((Text(words("theme.empty")),))]
    blocks.append(Paragraph((Text(words("theme.intro")),)))
    for theme in evidence.codebook.cross_cutting:
        blocks += one_theme(evidence, theme, theme.label, against=_against(evidence, theme))
    return blocks


def _against(evidence: Evidence, theme: Code) -> list[Block]:
    """For each finding its utterances, and those of them where the theme is met too."""
    words, standing = evidence.wording, evidence.standing
    if not evidence.codebook.findings:
        return []
    rows = []
    here = set(standing.ids(theme.id))
    for finding in evidence.codebook.findings:
        ids = standing.ids(finding.id)
        both = tuple(id for id in ids if id in here)
        about = f"{finding.label} + {theme.label}"
        cells = (
            number(evidence, Part(len(ids), ids, finding.label)),
            number(evidence, Part(len(both), both, about, codes=standing.codes(finding.id, theme.id))),
        )
        hidden = evidence.public and len(both) < 3
        share = ALSO if hidden else words.percent(len(both), len(ids))
        rows.append(Row((plain(finding.label), *cells, plain(share))))
    header = tuple(words(f"column.{name}") for name in ("finding", "utterances", "both", "share-of-finding"))
    caption = words("theme.caption", label=theme.label)
    note = small_note(evidence, words("theme.note"), rows)
    return [Table(header, tuple(rows), caption, note, (1, 2, 3), (0.46, 0.16, 0.2, 0.18))]
