"""What a person means by what was typed: which coder, which code, which utterances, which of their words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model import Utterance, utterance_id
from pipeline.problems import Problem, StudyError, UsageError, error
from pipeline.stages.ingest import ingest
from pipeline.stages.opened import OpenStudy


class Span(NamedTuple):
    """A passage inside one utterance."""

    utterance: Utterance
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.utterance.text[self.start : self.end]


def the_coder(opened: OpenStudy, coder: str) -> str:
    """The coder named, else the study's only one; raises UsageError where that is not clear.

    Raises StudyError for a name that study.yaml has not; where it names nobody, for one that is another
    coder's but for capitals, accents and spaces, so that a slip of the pen makes no second person.
    """
    coders = list(opened.study.coders)
    name = coder.strip()
    if name and coder.isprintable():
        _refuse_stranger(opened, name)
        return name
    if coder:
        raise UsageError("A coder's name holds at least one letter, and no line break.")
    if len(coders) == 1:
        return coders[0]
    listed = (
        f" The study has: {', '.join(coders)}."
        if coders
        else " Write yourself down under coders in study.yaml."
    )
    raise UsageError(f"Say who is coding with --coder NAME.{listed}")


def _refuse_stranger(opened: OpenStudy, name: str) -> None:
    from pipeline.coding.coder_names import likely_meant, same_name
    from pipeline.store.codings import coders_with_files

    listed = list(opened.study.coders)
    known = listed or coders_with_files(opened.folder.path)
    if name in known or not (listed or same_name(name, known)):
        return
    near = likely_meant(name, known)
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    remedy = f"{meant}A new coder gets a line under coders in study.yaml: {name}: {{label: ...}}"
    message = f"the study has no coder '{name}'; it has: {', '.join(known)}."
    raise StudyError(error("study.yaml", "unknown-coder", message, remedy))


def the_code(opened: OpenStudy, code: str) -> str:
    """The id of a code that may be used, by id or label; raises StudyError for an unknown or unused one."""
    from pipeline.coding.code_meant import code_meant

    code = code_meant(opened.codebook, code)
    known = opened.codebook.by_id[code]
    if known.status != "active":
        heir = opened.codebook.heir(code)
        use = f"Use {heir} instead." if heir != code else "Choose another code."
        raise StudyError(
            error("codebooks/codebook.yaml", "inactive-code", f"the code '{code}' is {known.status}.", use)
        )
    return code


def the_utterance(opened: OpenStudy, id: str) -> Utterance:
    """The utterance of an id, also of a replaced transcript; raises StudyError where there is none."""
    return _utterances(opened, [id], older=True)[0]


def _utterances(opened: OpenStudy, ids: Iterable[str], older: bool = False) -> list[Utterance]:
    import pyarrow.compute as pc

    from pipeline.store.tables import read_arrow

    ingest(opened)
    full = [full_id(id) for id in ids]
    rows: dict[str, Utterance] = {}
    for name in ("utterances", "replaced") if older else ("utterances",):
        table = read_arrow(opened.folder.processed / f"{name}.parquet")
        for row in table.filter(pc.is_in(table["utterance"], value_set=pc.cast(full, "string"))).to_pylist():
            rows[row["utterance"]] = Utterance(**{field: row[field] for field in Utterance._fields})
    gone = [id for id in full if id not in rows]
    if gone:
        raise StudyError(*(_no_utterance(opened, id) for id in gone))
    return [rows[id] for id in full]


def _no_utterance(opened: OpenStudy, id: str) -> Problem:
    from pipeline.stages.code import documents_read

    document = id.rpartition(":")[0]
    heirs = [other.document for other in documents_read(opened) if other.replaces == document != ""]
    if heirs:
        message = f"{document} was corrected, and {heirs[0]} stands in its place; code there."
        return error("data/raw", "replaced", message, f"Find the words with: forankret show {heirs[0]}")
    return error(
        "data/raw",
        "unknown-utterance",
        f"the study has no utterance '{id}'.",
        "See a document's utterances with: forankret show DOCUMENT",
    )


def full_id(id: str) -> str:
    """The id of an utterance as it is written in the tables: INT-01:4 is INT-01:0004."""
    document, _, number = id.rpartition(":")
    return utterance_id(document, int(number)) if number.isdecimal() and len(number) < 10 else id


def passage(opened: OpenStudy, id: str, words: str, through: str) -> list[Span]:
    """The spans of a passage: some words of an utterance, all of it, or all up to another one."""
    if words and through:
        raise UsageError("Give either --words or --through, not both.")
    first = _utterances(opened, [id])[0]
    if words:
        return [Span(first, *words_in(first, words))]
    if not through:
        return [Span(first, 0, len(first.text))]
    last = _last(opened, first, through)
    ids = [utterance_id(first.document, n) for n in range(first.number, last.number + 1)]
    return [Span(row, 0, len(row.text)) for row in _utterances(opened, ids)]


def _last(opened: OpenStudy, first: Utterance, through: str) -> Utterance:
    """The last utterance of a passage; its number alone will do."""
    last = full_id(f"{first.document}:{through}" if through.isdecimal() else through)
    document, _, number = last.rpartition(":")
    if document != first.document or not number.isdecimal() or int(number) < first.number:
        raise UsageError("--through names a later utterance of the same document.")
    return _utterances(opened, [last])[0]


def words_in(utterance: Utterance, words: str, where: str = "") -> tuple[int, int]:
    """Where whole words stand in an utterance, white space folded; raises StudyError unless that is once."""
    if not words.strip():
        raise UsageError("The words are empty. Leave the option out to mean the whole utterance.")
    found = [match.span() for match in re.finditer(_whole(words.split()), utterance.text)]
    if len(found) == 1:
        return found[0]
    said = "are not in" if not found else f"stand {len(found)} times in"
    todo = (
        f"Read it with: forankret show {utterance.utterance}"
        if not found
        else "Add the words beside them, until they are unique."
    )
    raise StudyError(
        error(utterance.utterance, "words", f"the words «{words}» {said} this utterance{where}.", todo)
    )


def _whole(words: list[str]) -> str:
    """A pattern for these words in a row, which does not begin or end inside a longer word."""
    first = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    last = r"(?!\w)" if re.search(r"\w$", words[-1]) else ""
    return first + r"\s+".join(map(re.escape, words)) + last
