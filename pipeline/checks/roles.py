"""What can be wrong with who speaks: labels nobody mapped, roles the study does not have, names as labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from pipeline.analysis.speakers import untold
from pipeline.checks.evidence import CODEBOOK_FILE, SPEAKERS_FILE, STUDY_FILE, Evidence
from pipeline.checks.lists import word_list
from pipeline.checks.registry import check
from pipeline.model import NOTE, Turn
from pipeline.problems import Problem, error, warning
from pipeline.segment.labels import UNNAMED, role_of, several, tight, without_remark
from pipeline.study import Study

_NAME_LIKE = re.compile(r"(?:[^\W\d_]{2,}|[^\W\d_]\.)(?:[-'’ .]+[^\W\d_]+|, ?[^\W\d_]{2,}){0,3}\.?")
_FUNCTIONS = word_list("functions")
ASKERS = frozenset(("forskar", "forsker", "interviewer", "intervjuar", "intervjuer", "moderator"))


def looks_like_name(label: str, study: Study) -> bool:
    """Whether a label looks like somebody's name: capitalised words that are no role and no function."""
    bare = without_remark(label.strip(" *_:"))
    allowed = {entry.casefold() for entry in study.privacy.allow}
    if bare.casefold() in allowed or any(_is_role(one, study) for one in (bare, *several(bare))):
        return False
    if not _NAME_LIKE.fullmatch(bare) or not bare[0].isupper() or (bare.isupper() and len(bare) <= 4):
        return False
    words = re.findall(r"[^\W\d_]+", bare)
    if any(word.casefold() in allowed for word in words):
        return False
    functions = [word for word in words if word.casefold() in _FUNCTIONS]
    others = [word for word in words if word not in functions and word[0].isupper() and word[1:].islower()]
    return bool(others) if functions else True


def _is_role(label: str, study: Study) -> bool:
    return bool(role_of(label, study.roles, any_case=True))


@check("unmapped-label")
def unmapped_labels(evidence: Evidence) -> Iterator[Problem]:
    """Labels of a document that are no role and have none in ``speakers.csv``, each once with its count."""
    for document, utterances in evidence.utterances.items():
        seen: dict[str, list[str]] = {}
        for row in utterances:
            if row.label and not row.role:
                seen.setdefault(row.label, []).append(evidence.place_of(row))
        for label, places in seen.items():
            yield _unmapped(label, places, document, evidence)


def _unmapped(label: str, places: list[str], document: str, evidence: Evidence) -> Problem:
    times = f" ({len(places)} utterances)" if len(places) > 1 else ""
    nobodys = "words are counted as nobody's"
    row = f"a row to {SPEAKERS_FILE}: document {document}, label {label}, a pseudonym and a role."
    if label == UNNAMED:
        message = f"names nobody, while other cues name who speaks{times}: its {nobodys}."
        remedy = f"If they are all of one person, add {row}"
        return warning(places[0], "unmapped-label", message, remedy)
    if any(tight(label) == tight(known.label) for known in evidence.speakers_of(document)):
        message = (
            f"begins with the label '{label}'{times}, whose row in speakers.csv has no role: its {nobodys}."
        )
        return warning(
            places[0], "unmapped-label", message, f"Write the role into its row in {SPEAKERS_FILE}."
        )
    meant = _meant(label, document, evidence)
    message = (
        f"begins with the label '{label}'{times}, which neither study.yaml nor speakers.csv knows: "
        f"its {nobodys}.{f' Did you mean {meant}?' if meant else ''}"
    )
    remedy = f"Correct the label in the file; a role of yours goes under roles in study.yaml; else add {row}"
    return warning(places[0], "unmapped-label", message, remedy)


def _meant(label: str, document: str, evidence: Evidence) -> str:
    """The role or mapped label that an unknown label is most likely a slip of; '' where none is near."""
    bare = without_remark(label).rstrip(";").casefold()
    roles = evidence.study.roles
    for id, role in roles.items():
        if bare.rstrip("0123456789 ") in (role.label.casefold(), role.plural.casefold(), id.casefold()):
            return id
    if bare.rstrip("0123456789 ") in ASKERS and len(evidence.study.asking) == 1:
        return min(evidence.study.asking)
    known = {id.casefold(): id for id in roles}
    known |= {row.label.casefold(): row.label for row in evidence.speakers_of(document)}
    near = get_close_matches(bare, known, 1, 0.5 if len(bare) <= 5 else 0.75) if len(bare) > 1 else []
    return known[near[0]] if near else ""


@check("overlooked-label")
def overlooked_labels(evidence: Evidence) -> Iterator[Problem]:
    """Lines of transcripts that look as if somebody new began to speak, and are words of the turn before."""
    for document in evidence.documents:
        for start, label in evidence.may_be_labels(document).items():
            before = _speaker_at(evidence.turns_of(document), start)
            whose = f"those of '{before}', who speaks before" if before else "nobody's"
            name = (
                f" '{label}' may be a name too: a label such as OA1 in the file tells less."
                if looks_like_name(label, evidence.study)
                else ""
            )
            yield warning(
                evidence.place_at(document, start),
                "overlooked-label",
                f"'{label}:' looks like a label that nobody knows, and its words are counted as {whose}.",
                f"If somebody begins to speak here, add a row to {SPEAKERS_FILE}: document "
                f"{document.document}, label {label}, a pseudonym and a role; else let it stand.{name}",
            )


def _speaker_at(turns: Iterable[Turn], start: int) -> str:
    """The label of the turn that a letter of the text as read belongs to."""
    inside = (turn for turn in turns if any(first <= start < last for first, last in turn.pieces))
    return next((turn.label for turn in inside), "")


@check("unknown-role")
def unknown_roles(evidence: Evidence) -> Iterator[Problem]:
    """Roles that the study does not have, in ``speakers.csv``, in indicators and in the clouds it wants."""
    known = evidence.study.roles
    remedy = f"Use one of {', '.join(known)}, or add the role to study.yaml."
    for row in evidence.speakers:
        if row.role and row.role != NOTE and row.role not in known:
            message = f"the role '{row.role}' is not in study.yaml: no table by role has its words."
            yield error(f"{SPEAKERS_FILE}:{row.line}", "unknown-role", message, remedy)
    for code in evidence.codebook.codes if evidence.codebook else ():
        for role in {role for indicator in code.indicators for role in indicator.role}:
            if role != NOTE and role not in known:
                place = evidence.line_in(CODEBOOK_FILE, rf"role:.*\b{re.escape(role)}\b")
                message = (
                    f"an indicator of '{code.id}' is for the role '{role}', which nobody has: it never fires."
                )
                yield error(place, "unknown-role", message, remedy)
    for cloud in evidence.study.report.clouds:
        if cloud.role and cloud.role != NOTE and cloud.role not in known:
            place = evidence.line_in(STUDY_FILE, rf"role:.*\b{re.escape(cloud.role)}\b")
            message = f"a word cloud is wanted for the role '{cloud.role}', which the study does not have."
            yield error(place, "unknown-role", message, remedy)


@check("name-as-label")
def names_as_labels(evidence: Evidence) -> Iterator[Problem]:
    """Labels of the transcripts that look like names, each once a document."""
    for utterances in evidence.utterances.values():
        seen: set[str] = set()
        for row in utterances:
            if row.label and row.label not in seen and looks_like_name(row.label, evidence.study):
                yield warning(
                    evidence.place_of(row),
                    "name-as-label",
                    f"the label '{row.label}' looks like somebody's name, which the text then tells.",
                    "Use a label such as OA1 in the file; a pseudonym may stand in privacy.allow.",
                )
            seen.add(row.label)


@check("label-not-found")
def unused_labels(evidence: Evidence) -> Iterator[Problem]:
    """Rows of ``speakers.csv`` about a document that is not there, or a label that nobody has in it."""
    labels = {id: {tight(row.label) for row in rows} for id, rows in evidence.utterances.items()}
    everywhere = set().union(*labels.values())
    for row in evidence.speakers:
        place = f"{SPEAKERS_FILE}:{row.line}"
        if row.document != "*" and row.document not in evidence.by_id:
            message = f"there is no document '{row.document}', so the row for '{row.label}' has no effect."
            yield warning(
                place, "label-not-found", message, "Write the id as in documents.csv, or * for all."
            )
        elif evidence.utterances and tight(row.label) not in labels.get(row.document, everywhere):
            where = "any document" if row.document == "*" else row.document
            message = f"nobody in {where} speaks as '{row.label}', so the row has no effect."
            yield warning(place, "label-not-found", message, "Write the label just as it stands in the file.")


@check("speakers-not-told-apart")
def speakers_not_told_apart(evidence: Evidence) -> Iterator[Problem]:
    """Roles whose speakers have no pseudonyms in several documents: told once, for all of them."""
    replaced = {document.replaces for document in evidence.documents}
    spoken = [row for id, rows in evidence.utterances.items() if id not in replaced for row in rows]
    found = untold((row.document, row.role, row.speaker) for row in spoken)
    if not found:
        return
    told = "; ".join(f"{role} in {_first_of(ids)}" for role, ids in found.items())
    role = next(iter(found))
    yield warning(
        SPEAKERS_FILE,
        "speakers-not-told-apart",
        f"does not tell who is the same person from document to document: {told}. Each counts as a new "
        "speaker in every interview, so that one person may be counted several times.",
        f"Give each person a pseudonym there, the same in every row of that person: document, label {role}, "
        f"speaker, role {role}; document * for one who has the label in all of them.",
    )


def _first_of(documents: list[str]) -> str:
    more = ", ..." if len(documents) > 3 else ""
    return f"{len(documents)} documents ({', '.join(documents[:3])}{more})"


@check("speaker-in-two-roles")
def speakers_in_two_roles(evidence: Evidence) -> Iterator[Problem]:
    """Pseudonyms that stand with more than one role: counted as a speaker in each."""
    first: dict[str, tuple[str, int]] = {}
    for row in evidence.speakers:
        if not row.speaker or not row.role:
            continue
        role, line = first.setdefault(row.speaker, (row.role, row.line))
        if role != row.role:
            yield warning(
                f"{SPEAKERS_FILE}:{row.line}",
                "speaker-in-two-roles",
                f"'{row.speaker}' is {row.role} here and {role} in line {line}, so both count this person.",
                "If they are two people, give one another pseudonym; else acknowledge it in study.yaml.",
            )
