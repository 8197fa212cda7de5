"""The documents of a study as a list: what each is, how much of it is coded, and who has done it."""

from __future__ import annotations

from typing import Any

from pipeline.coding.blind import finished
from pipeline.stages.code import code as code_stage
from pipeline.stages.opened import OpenStudy
from pipeline.store.codings import read_codings
from pipeline.store.tables import read_arrow

COLUMNS = ("document", "kind", "case", "wave", "date", "utterances", "coded", "done", "file")


def documents_table(opened: OpenStudy) -> list[list[Any]]:
    """A row for each document that was read, in the order of the register, columns ``COLUMNS``.

    ``utterances`` and ``coded`` are as in ``reports/tables/coverage.csv``: those of people who do not ask,
    and of these the ones that a person has coded. ``done`` are the coders who have marked the document as
    done. A document that a corrected one replaces has no utterances that count.
    """
    from pipeline.analysis.coverage import coverage
    from pipeline.stages.code import codings_table

    code_stage(opened)
    done = finished(read_codings(opened.folder.path).records)
    processed = opened.folder.processed
    counted = coverage(read_arrow(processed / "utterances.parquet"), codings_table(opened), opened.study)
    columns = (counted[name].tolist() for name in ("document", "utterances", "coded"))
    numbers = {document: (said, coded) for document, said, coded in zip(*columns, strict=True)}
    return [
        [
            *(row[name] for name in COLUMNS[:5]),
            *numbers.get(row["document"], (0, 0)),
            " ".join(coder for coder in opened.study.coders if (coder, row["document"]) in done),
            row["file"],
        ]
        for row in read_arrow(processed / "documents.parquet").to_pylist()
    ]
