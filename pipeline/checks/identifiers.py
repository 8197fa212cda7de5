"""Finds what points straight at a person in a text: numbers, e-mail, web and home addresses.

The web address of an organisation, such as a link to its report, points at no person and is let through;
personal are profiles in social media, blogs on a host of their own, ``~name`` and ``/ansatte/name``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.numbers import kinds_of_numbers


class Identifier(NamedTuple):
    """An identifier in a text: its kind and its place."""

    kind: str
    start: int
    end: int


_AT = r"(?:@|[ ]?[(\[](?:at|alfa|krøllalfa)[)\]][ ]?|[ ]krøll?-?alfa[ ])"
_DOT = r"(?:\.|[ ]?[(\[](?:dot|punktum|prikk)[)\]][ ]?|[ ](?:punktum|prikk)[ ])"
_EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w][\w.+%-]*{_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}[^\W\d_]{{2,24}}(?![\w@])", re.I
)
_MAY_BE_EMAIL = re.compile(r"@|[(\[]at[)\]]|alfa", re.I)

_HOST = (
    "facebook|fb|instagram|twitter|x|threads|tiktok|snapchat|pinterest|reddit|vk|strava|medium|github|gitlab|"
    "youtube|linkedin|mastodon|bsky|flickr|soundcloud|orcid|researchgate|academia"
)
_SOCIAL = rf"(?:[\w-]+\.)?(?:{_HOST})\.(?:com|net|no|app|social|org|edu)"
_SHARED = (
    "hashtag|events?|groups?|watch|search|explore|help|policies|company|school|jobs|pages|sharer?|playlist|"
    "legal|about|home|login|intent|i|p|r|reel|status"
)
_BLOG = r"[\w-]+\.(?:blogspot|wordpress|tumblr|substack|wixsite|weebly|blogg)\.(?:com|no|net)"
_PERSON = "ansatte?|tilsette?|medarbeidere?|personer?|people|folk|users?|profile?s?|staff|employees?|in"
_WEB = re.compile(
    rf"(?<![\w@.-])(?:"
    rf"(?:https?://|www\.)?{_SOCIAL}/(?!(?:{_SHARED})(?:[/?#\s]|$))[\w@~.%?=/-]*\w"
    rf"|(?:https?://|www\.)?{_BLOG}(?![\w.])"
    rf"|(?:https?://|www\.)[\w.-]+/(?:[\w.%-]+/)*(?:~[\w.-]+|(?:{_PERSON})/[\w.%-]*[^\W\d_][\w.%-]*)"
    rf")",
    re.I,
)
_MAY_BE_WEB = re.compile(
    r"\.(?:com|net|no|app|social|org|edu)/|http|www\.|\.(?:blog|wordpress|tumblr|substack|wix|weebly)", re.I
)
_PLACES_OF_HANDLES = (
    r"insta(?:gram)?|snap(?:chat)?|snappen|twitter|tik ?tok|facebook|linkedin|bluesky|threads"
)
_HANDLE = re.compile(rf"\b(?:{_PLACES_OF_HANDLES})\b[^\n]{{0,30}}?(?<![\w.\[])(@[\w.]{{2,30}}\w)", re.I)
_POSTCODE = re.compile(r"\d{4}[ ][A-ZÆØÅ]")
_ROADS = (
    "gaten?|gata|veie?n|vegen|vei|veg|all[eé]en?|plassen?|svingen|bakken|stien|stredet|torget|tunet|kroken|lia|"
    r"g\.|v\.|gt\."
)
_STREET = re.compile(
    rf"\b[A-ZÆØÅ][\w.-]*(?:[ ][\w.-]+){{0,2}}?(?:{_ROADS})[ ]\d{{1,4}}[ ]?[A-Za-z]?,?\s{{1,2}}(?:NO?-)?\Z"
)


def identifiers(text: str) -> Iterator[Identifier]:
    """The identifiers in a text by their place; none overlaps another."""
    found = [Identifier(*number) for number in kinds_of_numbers(text)]
    if _MAY_BE_EMAIL.search(text):
        found += [Identifier("e-mail", *match.span()) for match in _EMAIL.finditer(text)]
        found += [Identifier("personal-web-address", *match.span(1)) for match in _HANDLE.finditer(text)]
    if _MAY_BE_WEB.search(text):
        found += [Identifier("personal-web-address", *match.span()) for match in _WEB.finditer(text)]
    found += _home_addresses(text)
    end = 0
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= end:
            yield item
            end = item.end


def _home_addresses(text: str) -> Iterator[Identifier]:
    """A street and its number, followed by a postcode; a street alone is left to the names."""
    for code in _POSTCODE.finditer(text):
        first = max(0, code.start() - 80)
        street = _STREET.search(text[first : code.start()])
        if street:
            yield Identifier("street-address", first + street.start(), code.end())


def masked(words: str) -> str:
    """The first two characters of an identifier, so that it can be found and is not passed on."""
    return words[:2] + "…"
