"""The anonymity guard: what could tell who the participants are, in raw text, memos, quotes and registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.checks.codebook import place_of_code
from pipeline.checks.evidence import (
    DOCUMENTS_FILE,
    Evidence,
    Passage,
    guarded,
    memo_passages,
    text_passage,
)
from pipeline.checks.identifiers import identifiers as found_in
from pipeline.checks.identifiers import masked
from pipeline.checks.names import Familiar, is_cased, names_in, names_in_uncased
from pipeline.checks.registry import check
from pipeline.checks.roles import looks_like_name
from pipeline.counted import number_of
from pipeline.language import language_of
from pipeline.model import Utterance
from pipeline.problems import Problem, error, warning

SAID = {
    "national-id": "a national identity number with valid check digits",
    "account-number": "an account number",
    "organisation-number": "an organisation number",
    "telephone": "a telephone number",
    "e-mail": "an e-mail address",
    "personal-web-address": "a personal web address",
    "street-address": "a home address with its postcode",
}
MANUSCRIPT_FILE = "codebooks/manuscript.md"
MOST = 20
"""So many names of one document get a warning of their own; the others are listed in one."""


@check(*SAID)
def identifiers(evidence: Evidence) -> Iterator[Problem]:
    """Everything that points straight at a person or a workplace; the message never shows it whole."""
    for passage in guarded(evidence):
        for item in found_in(passage.text):
            shown = masked(passage.text[item.start : item.end])
            place = passage.place(item.start)
            message = f"here stands {SAID[item.kind]} ({shown}), which tells who somebody is."
            yield error(place, item.kind, message, _remedy(place))


def _remedy(place: str) -> str:
    if place.startswith("codebooks/codings/"):
        return (
            "Mask it in the transcript, and write a mask such as [nummer] over it here; the chain of "
            "the file then breaks, so acknowledge 'broken-chain' in study.yaml with this as the reason."
        )
    return (
        "Write a mask such as [nummer] over it, in every copy; if it points at nobody, acknowledge the check "
        "and the place in study.yaml with the reason."
    )


@check("name")
def names(evidence: Evidence) -> Iterator[Problem]:
    """What may be names of persons, places and services, each once a document with its count."""
    familiar = familiar_words(evidence)
    for utterances in evidence.utterances.values():
        yield from _reported(_names_of_document(utterances, familiar, evidence))
    for passages in _authored(evidence):
        found = ((name.name, p.place(name.start)) for p in passages for name in names_in(p.text, familiar))
        yield from _reported(found)


def familiar_words(evidence: Evidence) -> Familiar:
    """The words of this study that are never flagged as names.

    They are those of ``privacy.allow``, the roles, cases, waves and coders, the ids of documents, the
    pseudonyms, the labels that do not look like names, and the words of the codebook's labels.
    """
    study = evidence.study
    terms = [document.document for document in evidence.documents]
    for ids in (study.roles, study.cases, study.waves, study.coders):
        for id, about in ids.items():
            terms += [id, about.label, getattr(about, "plural", "")]
    for row in evidence.speakers:
        terms += [row.speaker, row.case, "" if looks_like_name(row.label, study) else row.label]
    for code in evidence.codebook.codes if evidence.codebook else ():
        terms += [code.id, code.label]
    rows = (row for utterances in evidence.utterances.values() for row in utterances)
    return Familiar(study.privacy.allow, terms, (row.text for row in rows))


def _authored(evidence: Evidence) -> Iterator[list[Passage]]:
    """What the researchers have written themselves, file by file."""
    for memo in evidence.memos:
        yield list(memo_passages([memo]))
    yield list(_codebook_passages(evidence))
    yield [text_passage(MANUSCRIPT_FILE, evidence.texts.get(MANUSCRIPT_FILE, ""))]
    cells = [(value, document.line) for document in evidence.documents for _, value in document.extra]
    yield [text_passage(DOCUMENTS_FILE, value, line) for value, line in cells]


def _codebook_passages(evidence: Evidence) -> Iterator[Passage]:
    """What the codes say in sentences, at the line of their ids; their labels are words of the study."""
    for code in evidence.codebook.codes if evidence.codebook else ():
        for text in (code.brief, code.definition, code.use_when, code.not_when, *code.examples):
            yield Passage(text, lambda offset, id=code.id: place_of_code(evidence, id))  # type: ignore[misc]


def _names_of_document(
    utterances: Sequence[Utterance], familiar: Familiar, evidence: Evidence
) -> Iterator[tuple[str, str]]:
    """The names of a document with their places, in order, but for those that another check calls labels."""
    sample = "\n".join(row.text for row in utterances[:200])
    english, cased = language_of(sample) == "en", is_cased(sample)
    document = evidence.by_id.get(utterances[0].document) if utterances else None
    labels = evidence.may_be_labels(document) if document else {}
    for row in utterances:
        for name in names_in(row.text, familiar, english) if cased else names_in_uncased(row.text, familiar):
            at = evidence.offset_of(row, name.start)
            if document is None or at < 0:
                yield name.name, evidence.place_of(row)
            elif at not in labels:
                yield name.name, evidence.place_at(document, at)


def _reported(found: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """One warning for each of the first names, at its first place, and one for all the others."""
    places: dict[str, list[str]] = {}
    for name, place in found:
        places.setdefault(name, []).append(place)
    merged = _without_genitives(places)
    for name in list(merged)[:MOST]:
        times = len(merged[name])
        count = f" ({times} times)" if times > 1 else ""
        message = f"«{name}»{count} may be the name of a person, a place or a service."
        remedy = f"Mask it in the text if it is real; else add it to privacy.allow in study.yaml: [{name}]"
        yield warning(merged[name][0], "name", message, remedy)
    rest = list(merged)[MOST:]
    if rest:
        place = merged[rest[0]][0]
        message = f"from here on {number_of(len(rest), 'further word')} may be names: {', '.join(rest)}."
        yield warning(
            place, "name", message, "Mask the real ones; add the others to privacy.allow in study.yaml."
        )


def _without_genitives(places: dict[str, list[str]]) -> dict[str, list[str]]:
    """The names with *Karis* counted under *Kari*, where both are found."""
    merged: dict[str, list[str]] = {}
    for name, where in places.items():
        bare = name.removesuffix("s")
        key = bare if bare != name and bare in places else name
        merged.setdefault(key, []).extend(where)
    return merged


@check("no-capitals")
def uncased_documents(evidence: Evidence) -> Iterator[Problem]:
    """Documents in which the search for names is blind."""
    for id, utterances in evidence.utterances.items():
        if utterances and not is_cased("\n".join(row.text for row in utterances)):
            yield warning(
                evidence.place_of(utterances[0]).partition(":")[0],
                "no-capitals",
                f"{id} is written without capitals, so NAMES OF PEOPLE AND PLACES CANNOT BE SEEN HERE; that "
                "few or none are listed does not mean that there are none.",
                "Read the whole document for names before you share anything from it.",
            )
