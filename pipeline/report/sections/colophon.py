"""The colophon: from what and under which settings the report was made, so that anyone can make it again."""

from __future__ import annotations

from pipeline.report.blocks import Block, Definitions, Heading, Paragraph, Row, Runs, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import plain


def colophon(evidence: Evidence) -> list[Block]:
    """Digests, versions, seed, stop list and libraries; no clock, no machine, no name."""
    words, made = evidence.wording, evidence.colophon
    blocks: list[Block] = [Heading(2, words("colophon.heading"), "colophon")]
    blocks += [Paragraph((Text(words("colophon.intro")),)), Definitions(_settings(evidence))]
    if made.digests:
        rows = tuple(Row((plain(name), (Text(digest, "mono"),))) for name, digest in made.digests)
        header = (words("column.source"), words("column.digest"))
        blocks.append(Table(header, rows, words("colophon.digests"), "", (), (0.22, 0.78)))
    else:
        blocks.append(Paragraph((Text(words("colophon.no-digests")),)))
    if made.libraries:
        told = ", ".join(f"{name} {version}" for name, version in made.libraries)
        blocks.append(Paragraph((Text(words("colophon.libraries", list=told)),)))
    return blocks


def _settings(evidence: Evidence) -> tuple[tuple[str, Runs], ...]:
    words, study, stops = evidence.wording, evidence.study, evidence.stoplist
    coders = [study.coders[one].label or one if one in study.coders else one for one in study.counted_coders]
    named = f"{stops.name} {stops.version}".strip() if stops else study.report.stopwords
    stop_digest: Runs = (Text(f"{named}, SHA-256 "), Text(stops.digest, "mono")) if stops else (Text(named),)
    told: list[tuple[str, Runs]] = [
        (words("colophon.program"), (Text(f"Forankret {evidence.colophon.program}".strip()),)),
        (words("colophon.codebook"), (Text(words.number(evidence.codebook.version)),)),
        (words("colophon.edition"), (Text(words(f"edition.{study.report.edition}")),)),
        (
            words("colophon.coders"),
            (Text(words.listed(coders) or words("colophon.all-coders")),),
        ),
        (words("colophon.seed"), (Text(str(study.report.seed)),)),
        (words("colophon.stops"), stop_digest),
        (words("colophon.words"), (Text(words(f"words.{study.report.words}")),)),
        (words("colophon.model"), (Text(evidence.colophon.language_model or words("colophon.no-model")),)),
    ]
    return tuple(told)
