"""The manuscript of a study: read, filled in with what the data give, and looked through for faults."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.problems import Problem, StudyError, error, warning
from pipeline.stages.opened import OpenStudy

if TYPE_CHECKING:
    from pipeline.coding.whereabouts import Whereabouts
    from pipeline.report.evidence import Evidence
    from pipeline.report.manuscript.filling import Filled, Live
    from pipeline.stages.code import People

PLACE = "codebooks/manuscript.md"
COLUMNS = ("line", "column", "expression", "typed", "value", "agrees", "utterances")
COUNTED = {"percent": "per cent", "words": "times", "negative": "negative cases", "speakers": "people"}
"""What a number counts, where that is called something else inside the program."""


class Chapter(NamedTuple):
    """The manuscript as filled in, with all that is wrong with it."""

    filled: Filled
    problems: list[Problem]


def manuscript_text(opened: OpenStudy) -> str:
    """The text of the manuscript; '' where there is none, or none that can be read."""
    from pipeline.readers.encoding import Unreadable, decoded

    try:
        return decoded((opened.folder.path / PLACE).read_bytes())[0]
    except (OSError, Unreadable):
        return ""


def _unreadable(opened: OpenStudy) -> list[Problem]:
    """Why the manuscript cannot be read, where it is there and is no text: the line, and what to do."""
    from pipeline.readers.encoding import Unreadable, decoded

    try:
        decoded((opened.folder.path / PLACE).read_bytes())
    except Unreadable as fault:
        line = fault.place.removeprefix("line ")
        message = "is no text: here stands a character that is no letter (a control character)."
        remedy = "Take it out, or save the manuscript again as plain text in UTF-8."
        return [error(f"{PLACE}:{line}", "manuscript-unreadable", message, remedy)]
    except OSError:
        return []
    return []


def manuscript_problems(opened: OpenStudy) -> list[Problem]:
    """Everything that is wrong with the manuscript; nothing where there is none."""
    if unreadable := _unreadable(opened):
        return unreadable
    if not manuscript_text(opened).strip() or not opened.has_codebook:
        return []
    return chapter(opened).problems


def chapter(opened: OpenStudy) -> Chapter:
    """The manuscript filled in; raises StudyError where the study has none."""
    from pipeline.report.manuscript.filling import filled
    from pipeline.report.manuscript.unmarked import doubtful

    text = manuscript_text(opened)
    if not text.strip():
        raise StudyError(*(_unreadable(opened) or [_none()]))
    about = numbers_evidence(opened)
    found = filled(about, text)
    problems = [*_faults(found), *_disagreeing(found), *_left_codes(found)]
    problems += [
        warning(_at(found, one.at), "manuscript-typed", one.message, one.remedy)
        for one in doubtful(about, found)
    ]
    return Chapter(found, problems)


def numbers_evidence(opened: OpenStudy) -> Evidence:
    """What the numbers of the manuscript stand on, brought up to date."""
    from pipeline.analysis.negative import counted_cases, spoken
    from pipeline.report.evidence import Evidence
    from pipeline.stages.code import code, people_codings
    from pipeline.store.tables import read_frame

    code(opened)
    people = people_codings(opened)
    standing = people.standing
    tables = opened.folder.processed
    documents, utterances, codings = (
        read_frame(tables / f"{name}.parquet") for name in ("documents", "utterances", "codings")
    )
    return Evidence(
        study=opened.study,
        codebook=opened.codebook,
        documents=documents,
        utterances=utterances,
        codings=codings,
        pins=frozenset(standing.pinned),
        edits=standing.edits,
        negative=counted_cases(standing, opened.codebook, opened.study, spoken(utterances, opened.study)),
        whereabouts=partial(codings_moved, opened, people),
    )


def codings_moved(opened: OpenStudy, people: People) -> dict[str, Whereabouts]:
    """Where the codings are that do not stand under their own ids."""
    from pipeline.coding.whereabouts import whereabouts
    from pipeline.store.codings import read_codings

    records = read_codings(opened.folder.path).records
    return whereabouts(records, {row.coding for row in people.codings})


def numbers_table(found: Filled) -> list[list[Any]]:
    """A row for each live number: where it stands, what it asks and gives, on how many utterances."""
    said = {None: "not compared", True: "yes", False: "no"}
    return [
        [
            live.claim.line,
            live.claim.column,
            expression(live.claim.source, live.claim.typed),
            live.claim.typed or "",
            live.value,
            said[live.compared.agrees] if live.compared else "",
            len(live.answer.ids) if live.answer else 0,
        ]
        for live in found.live
    ]


def expression(source: str, typed: str | None) -> str:
    """An expression without what stands around it."""
    inside = source.removeprefix("{{").removesuffix("}}") if typed is None else source.partition("]{")[2][:-1]
    return " ".join(inside.split())


def written(opened: OpenStudy) -> tuple[str, list[Problem]]:
    """The manuscript filled in, as Markdown, with what is to be looked at.

    An expression that cannot be worked out stands there with a mark before it.
    """
    from pipeline.report.manuscript.filling import plain_text

    found = chapter(opened)
    return plain_text(found.filled), found.problems


def save(path: Path, text: str) -> None:
    """Write a filled-in manuscript to a new file; raises StudyError where there is one already."""
    from pipeline.store.files import write_atomic

    if path.exists():
        raise StudyError(error(str(path), "out", "is there already.", "Name a new file with --out."))
    write_atomic(path, text.encode("utf-8", "surrogatepass"))


def _none() -> Problem:
    return error(
        PLACE,
        "manuscript-missing",
        "there is no manuscript.",
        "Write one in that file, in Markdown; docs/manuscript.md says how its numbers are asked for.",
    )


def _faults(found: Filled) -> list[Problem]:
    return [
        error(_at(found, fault.at), "manuscript-expression", fault.message, fault.remedy)
        for live in found.live
        for fault in live.faults
    ]


def _left_codes(found: Filled) -> Iterator[Problem]:
    """The expressions about codes that are used no more."""
    for live in found.live:
        if live.doubt is not None:
            yield warning(_at(found, live.doubt.at), "manuscript-code", live.doubt.message, live.doubt.remedy)


def _disagreeing(found: Filled) -> Iterator[Problem]:
    """The typed numbers that are not what the data give, and those that could not be compared."""
    for live in found.live:
        if live.compared is None or live.compared.agrees:
            continue
        typed, given = " ".join((live.claim.typed or "").split()), _given(live)
        write = f"let the program write it: {{{{ {expression(live.claim.source, live.claim.typed)} }}}}."
        at = _at(found, live.claim.start)
        if live.compared.agrees is False:
            message = f"'{typed}' is typed, and the data now give {given}."
            yield warning(at, "manuscript-number", message, f"Type what they give, or {write}")
        else:
            message = f"'{typed}' was not compared with {given}: {live.compared.why}."
            remedy = f"Type the number in figures (12 or 35,4) or in words below a hundred, or {write}"
            yield warning(at, "manuscript-uncompared", message, remedy)


def _given(live: Live) -> str:
    """What an expression gives; with what it counts where that does not stand there."""
    if (
        not live.answer
        or not live.answer.parts
        or any(letter.isalpha() or letter == "%" for letter in live.value)
    ):
        return f"'{live.value}'"
    what = live.answer.parts[0].what
    return f"'{live.value}' ({COUNTED.get(what, what)})"


def _at(found: Filled, at: int) -> str:
    line, column = found.manuscript.place(at)
    return f"{PLACE}:{line}:{column}"
