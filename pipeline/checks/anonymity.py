"""The anonymity guard: what could tell who the participants are, in raw text, memos, quotes and registers."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.evidence import Evidence, guarded
from pipeline.checks.identifiers import identifiers as found_in
from pipeline.checks.identifiers import masked
from pipeline.checks.registry import check
from pipeline.problems import Problem, error

SAID = {
    "national-id": "a national identity number with valid check digits",
    "account-number": "an account number",
    "organisation-number": "an organisation number",
    "telephone": "a telephone number",
    "e-mail": "an e-mail address",
    "personal-web-address": "a personal web address",
    "street-address": "a home address with its postcode",
}


@check(*SAID)
def identifiers(evidence: Evidence) -> Iterator[Problem]:
    """Everything that points straight at a person or a workplace; the message never shows it whole."""
    for passage in guarded(evidence):
        for item in found_in(passage.text):
            shown = masked(passage.text[item.start : item.end])
            place = passage.place(item.start)
            yield error(
                place,
                item.kind,
                f"here stands {SAID[item.kind]} ({shown}), which tells who somebody is.",
                _remedy(place),
            )


def _remedy(place: str) -> str:
    if place.startswith("codebooks/codings/"):
        return (
            "Take it out of the transcript and write a mask such as [nummer] over it here; the chain of the file "
            "then breaks, which you acknowledge ('broken-chain') in study.yaml with this as the reason."
        )
    return (
        "Write a mask such as [nummer] over it, in every copy; if it points at nobody, acknowledge the check and "
        "the place in study.yaml with the reason."
    )
