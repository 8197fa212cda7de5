"""What can be wrong in the history of the codebook: lines that contradict each other, or the codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.checks.evidence import CODEBOOK_FILE, Evidence
from pipeline.checks.registry import check
from pipeline.codebook import Change, Codebook
from pipeline.coding.by_hand import Unrecorded, unrecorded
from pipeline.coding.history_lines import Told
from pipeline.coding.moments import moment
from pipeline.coding.replaying import OF_RELATIONS, WITHOUT_EFFECT, Shelf, done, made_code, said
from pipeline.coding.twice import doubled
from pipeline.problems import Problem, warning

HISTORY_FILE = "codebooks/history.jsonl"
SAME_VERSION = (*WITHOUT_EFFECT, "record")
"""The events that may have the version of the line before them."""
NEEDS = {
    "merge": ("active", "retired"),
    "split": ("active",),
    "retire": ("active",),
    "restore": ("retired", "merged", "split"),
}
"""The status that a code must have for an event."""
ENOUGH = 20
"""So many problems of one kind are told; a file with more of them was made by another program."""


def _place(told: Told) -> str:
    return f"{HISTORY_FILE}:{told.line}"


def _codes_before(evidence: Evidence) -> Iterator[tuple[Told, Shelf]]:
    """Each change of a code with the codes as the lines above it tell; those of a second history left out."""
    codes: Shelf = {}
    for told in evidence.history:
        if told.change.event in OF_RELATIONS or told.change.event in WITHOUT_EFFECT:
            continue
        if not told.beside:
            yield told, codes
        done(codes, told.change)


def _first(found: Iterator[Problem]) -> Iterator[Problem]:
    for number, problem in enumerate(found):
        if number == ENOUGH:
            return
        yield problem


@check("history-merge")
def merges_into_nothing(evidence: Evidence) -> Iterator[Problem]:
    """Lines by which a code was merged into itself, into none, or in a circle."""
    yield from _first(_bad_merges(evidence))


def _bad_merges(evidence: Evidence) -> Iterator[Problem]:
    remedy = "What codebook.yaml says counts. Say with forankret codebook merge or restore what was meant."
    for told, codes in _codes_before(evidence):
        code, heir = told.change.code, str((told.change.after or {}).get("merged_into") or "")
        if told.change.event != "merge":
            continue
        if not heir or heir == code:
            message = f"the code '{code}' is merged into {'itself' if heir else 'no code'}."
            yield warning(_place(told), "history-merge", message, remedy)
        elif code in (path := _onward(codes, heir)):
            message = f"the codes {' -> '.join([code, *path])} are merged into each other in a circle."
            yield warning(_place(told), "history-merge", message, remedy)


def _onward(codes: Shelf, id: str) -> list[str]:
    """A code and those it has become, one after the other, each once."""
    path: dict[str, None] = {}
    while id and id not in path:
        path[id] = None
        fields = codes.get(id, {})
        id = str(fields.get("merged_into") or "") if fields.get("status") == "merged" else ""
    return list(path)


@check("history-status")
def acts_on_codes_not_in_use(evidence: Evidence) -> Iterator[Problem]:
    """Lines that split, merge or retire a code that was not in use, or restore one that was."""
    yield from _first(_bad_acts(evidence))


def _bad_acts(evidence: Evidence) -> Iterator[Problem]:
    for told, codes in _codes_before(evidence):
        change = told.change
        if change.event not in NEEDS or change.code not in codes:
            continue
        status = str(codes[change.code].get("status") or "active")
        if status not in NEEDS[change.event] and _becomes(change, status):
            message = f"says '{change.event}' of the code '{change.code}', which was {status} already."
            remedy = "See what happened with: forankret codebook log " + change.code
            yield warning(_place(told), "history-status", message, remedy)


def _becomes(change: Change, status: str) -> bool:
    """Whether the line says that the status changed; some people's own lines only tell of a split."""
    after = change.after or {}
    return "status" in after or status != "active"


@check("history-code")
def changes_of_unknown_codes(evidence: Evidence) -> Iterator[Problem]:
    """Lines about a code that no line has added and that the codebook does not have."""
    yield from _first(_unknown_codes(evidence))


def _unknown_codes(evidence: Evidence) -> Iterator[Problem]:
    if evidence.codebook is None:
        return
    known = evidence.codebook.by_id
    reported: set[str] = set()
    for told, codes in _codes_before(evidence):
        change = told.change
        if change.code in codes or change.code in known or change.code in reported or _brings(change):
            continue
        reported.add(change.code)
        message = f"tells of the code '{change.code}', which no line has added and the codebook lacks."
        yield warning(_place(told), "history-code", message, "See whether lines above this one are missing.")


def _brings(change: Change) -> bool:
    return change.before is None or (change.event == "record" and change.before == {})


@check("history-fields")
def lines_that_do_not_fit(evidence: Evidence) -> Iterator[Problem]:
    """Lines that say of before something else than the lines above them said."""
    yield from _first(_misfits(evidence))


def _misfits(evidence: Evidence) -> Iterator[Problem]:
    first: Shelf = {}
    for told, codes in _codes_before(evidence):
        change, held = told.change, codes.get(told.change.code)
        if change.before is None and held is not None and change.event == "add":
            message = f"adds the code '{change.code}', which was there already."
            yield warning(_place(told), "history-fields", message, "See whether two lines are of one change.")
        elif held is not None and change.before:
            # Of what two people changed in copies that git merged, either may have been kept.
            merged = _others(change.code, change.before, first.get(change.code, held))
            others = [name for name in _others(change.code, change.before, held) if name in merged]
            if others:
                message = (
                    f"says of '{change.code}' that {', '.join(others)} was something else before than the "
                    "lines above tell: a change in between was not written down."
                )
                remedy = "See both with: forankret codebook log " + change.code
                yield warning(_place(told), "history-fields", message, remedy)
        done(first, change)


def _others(code: str, before: dict[str, Any], held: dict[str, Any]) -> list[str]:
    """The fields that were told before and say something else here."""
    names = [name for name in before if name in held or "label" in held]
    then, now = (said(made_code(code, {name: one.get(name) for name in names})) for one in (held, before))
    return [name for name in names if then.get(name) != now.get(name)]


@check("history-reason")
def lines_without_reason(evidence: Evidence) -> Iterator[Problem]:
    """Lines on a change for which nobody gave a reason."""
    yield from _first(_unexplained(evidence))


def _unexplained(evidence: Evidence) -> Iterator[Problem]:
    for told in evidence.history:
        change = told.change
        if change.event != "mend" and not change.reason.strip():
            message = f"'{change.event}' of '{change.code}' by {change.who or 'somebody'} has no reason."
            remedy = "Say it in a memo on the code; the program asks for one with every change."
            yield warning(_place(told), "history-reason", message, remedy)


@check("history-order", "history-time")
def times_that_go_backward(evidence: Evidence) -> Iterator[Problem]:
    """Lines that are older than the line they follow, or whose time cannot be read."""
    yield from _first(_bad_times(evidence))


def _bad_times(evidence: Evidence) -> Iterator[Problem]:
    by_line = {told.line: told.change for told in evidence.history}
    for told in evidence.history:
        at, above = moment(told.change.at), by_line.get(told.after)
        if at is None:
            message = f"'{told.change.at[:40]}' is not a time, so it cannot be told when this was changed."
            yield warning(
                _place(told), "history-time", message, "Times are written like 2024-03-01T09:30:00Z."
            )
        elif above and (then := moment(above.at)) and at < then:
            message = f"is of {told.change.at}, which is before the line it follows ({above.at})."
            remedy = "The order of the lines counts. A clock was wrong, or lines were moved: leave them."
            yield warning(_place(told), "history-order", message, remedy)


@check("history-version")
def versions_out_of_step(evidence: Evidence) -> Iterator[Problem]:
    """Lines whose version is not the next one after that of the line they follow."""
    yield from _first(_bad_versions(evidence))


def _bad_versions(evidence: Evidence) -> Iterator[Problem]:
    by_line = {told.line: told.change for told in evidence.history}
    for told in evidence.history:
        above, version = by_line.get(told.after), told.change.version
        if above is None or version == above.version + 1 or told.change.event == "mend":
            continue
        same = told.change.event in SAME_VERSION or _of_one_recording(above, told.change)
        if version == above.version and same:
            continue
        what = "skips versions" if version > above.version else "has a version that was there already"
        message = f"{what}: version {version} follows version {above.version}."
        remedy = "What was changed in between is not known; codebook.yaml counts as it is."
        yield warning(_place(told), "history-version", message, remedy)


@check("history-twice")
def versions_that_stand_twice(evidence: Evidence) -> Iterator[Problem]:
    """Versions that two people both made, in copies of the codebook that git merged."""
    yield from _first(_twice(evidence))


def _twice(evidence: Evidence) -> Iterator[Problem]:
    for version, found in doubled(evidence.history):
        first, *others = found
        for other in others:
            message = (
                f"version {version} stands here ({' and '.join(other.who)}) and in {first.named} too, since "
                "git merged two histories: what was coded under it may mean either."
            )
            remedy = f"Both count, and trace tells of both. How they differ: forankret codebook at {version}"
            yield warning(f"{HISTORY_FILE}:{other.own[-1].line}", "history-twice", message, remedy)


def _of_one_recording(above: Change, change: Change) -> bool:
    """Whether two lines were written down together: a relation changed by hand, and what was before it."""
    return change.event in OF_RELATIONS and (above.at, above.who) == (change.at, change.who)


@check("unrecorded-change", "history-ahead", "history-behind")
def codebook_changed_by_hand(evidence: Evidence) -> Iterator[Problem]:
    """A codebook that is not as its history tells: changed by hand, an older copy, or a history cut off."""
    if evidence.codebook is None:
        return
    changes = [told.change for told in evidence.history]
    last, now = max((change.version for change in changes), default=0), evidence.codebook.version
    if now > max(last, 1):
        yield _behind(evidence.codebook, changes, last)
    elif changes and now < last:
        message = (
            f"is version {now}, but its history tells of version {last}: it may be an older copy, or the "
            "lower of two versions that git merged."
        )
        remedy = f"Get the newest codebook.yaml; if this is it, write version: {last} in it."
        yield warning(CODEBOOK_FILE, "history-ahead", message, remedy)
    elif changes and (found := unrecorded(evidence.codebook, changes)):
        message = f"was changed, and its history does not tell of it ({_all_listed(found)})."
        remedy = 'Write down why with: forankret codebook record --reason "..."'
        yield warning(CODEBOOK_FILE, "unrecorded-change", message, remedy)


def _behind(book: Codebook, changes: Sequence[Change], last: int) -> Problem:
    """A history that ends before the codebook, or is not there, with what it does not tell of."""
    if changes:
        ends = f"its history ends at version {last}: lines are missing at its end"
    else:
        ends = f"{HISTORY_FILE} is empty or not there: the history was lost"
    found = unrecorded(book, changes) if changes else []
    message = (
        f"is version {book.version}, and {ends}, or the version was typed by "
        f"hand{f' ({_all_listed(found)})' if found else ''}. Who changed what, and why, is not told."
    )
    else_ = (
        f"write version: {last} in codebook.yaml."
        if changes and not found
        else 'write down why with: forankret codebook record --reason "..."'
    )
    remedy = f"Look for an older copy of the history (git, a backup) that has more; if there is none, {else_}"
    return warning(CODEBOOK_FILE, "history-behind", message, remedy)


def _all_listed(found: Sequence[Unrecorded]) -> str:
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    return ", ".join(_listed(one) for one in found[:5]) + more


def _listed(one: Unrecorded) -> str:
    if one.after is None:
        return f"{one.code} is gone"
    named = [name for name, value in one.after.items() if (one.before or {}).get(name) != value]
    return f"{one.code}: {', '.join(named)}" if one.before else f"{one.code} is not in it"
