"""Where a study stands: what it holds, how far it is coded, and which stages are up to date."""

from __future__ import annotations

from collections import Counter

from pipeline.counted import number_of
from pipeline.problems import errors
from pipeline.stages.code import code_key
from pipeline.stages.ingest import ingest_key
from pipeline.stages.keys import analyse_key, report_key
from pipeline.stages.opened import OpenStudy
from pipeline.store.freshness import StageRecord, is_fresh, read_record


def status(opened: OpenStudy) -> list[str]:
    """Lines that tell how the study stands, without building anything."""
    study = opened.study
    cases, waves, coders = (", ".join(named) or "none" for named in (study.cases, study.waves, study.coders))
    return [
        study.title,
        f"  {opened.folder.path}",
        f"  Documents: {_documents(opened)}",
        f"  Cases: {cases}; waves: {waves}; coders: {coders}",
        *_codebook(opened),
        *_stages(opened),
    ]


def _documents(opened: OpenStudy) -> str:
    """How many documents there are of each kind, as the register says; corrected ones once."""
    replaced = {document.replaces for document in opened.documents} - {""}
    kinds = Counter(row.kind for row in opened.documents if row.document not in replaced)
    held = ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "no documents yet"
    return held + (f"; {len(replaced)} replaced by a corrected one" if replaced else "")


def _codebook(opened: OpenStudy) -> list[str]:
    codebook = opened.codebook
    active = [code for code in codebook.codes if code.status == "active"]
    lacking = [code.id for code in active if code.lacking]
    lines = [
        f"  Codebook: version {codebook.version}, {number_of(len(active), 'active code')}, "
        f"{number_of(len(codebook.findings), 'finding')}, {len(codebook.cross_cutting)} cross-cutting"
    ]
    if lacking:
        lines.append(f"  Codes that still lack fields: {', '.join(lacking)}")
    return lines


def _stages(opened: OpenStudy) -> list[str]:
    """One line a stage: up to date, to be run, or never run; a stage is only as fresh as the one before."""
    lines: list[str] = []
    key, stale = "", False
    for name, key_of in (
        ("ingest", None),
        ("code", code_key),
        ("analyse", analyse_key),
        ("report", report_key),
    ):
        key = key_of(opened, key) if key_of else ingest_key(opened)
        record = read_record(opened.folder, name)
        stale = stale or not is_fresh(opened.folder, record, key)
        lines.append(f"  {name:8} {_how(record, stale)}")
    return lines


def _how(record: StageRecord | None, stale: bool) -> str:
    if record is None:
        return "not run yet"
    if not record.is_finished:
        return "to be run again (it did not come to its end)"
    faults = len(errors(record.problems))
    facts = ", ".join(
        f"{name.replace('_', ' ')} {value}" for name, value in record.facts.items() if isinstance(value, int)
    )
    bad = f"; {number_of(faults, 'error')}" if faults else ""
    return f"{'to be run again' if stale else 'up to date'} ({facts}{bad})"
