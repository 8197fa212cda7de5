"""Finds what points straight at a person in a text: numbers, e-mail and home addresses, personal web pages."""

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
_HAS_EMAIL = re.compile(r"@|\bat[)\]]|alfa", re.I)

_SOCIAL = (
    r"(?:[\w-]+\.)?(?:facebook|fb|instagram|twitter|x|threads|tiktok|snapchat|pinterest|reddit|vk|strava|medium|"
    r"github|gitlab|youtube|linkedin|mastodon|bsky|flickr|soundcloud|orcid|researchgate|academia)"
    r"\.(?:com|net|no|app|social|org|edu)"
)
_SHARED = r"(?:hashtag|events?|groups?|watch|search|explore|help|policies|company|school|jobs|pages|share|sharer|playlist|legal|about|home|login|intent|i|p|r|reel|status)"
_HOSTED = r"[\w-]+\.(?:blogspot|wordpress|tumblr|substack|wixsite|weebly|blogg)\.(?:com|no|net)"
_PERSON = r"(?:ansatte?|tilsette?|medarbeidere?|personer?|people|person|folk|users?|profile?s?|profil|staff|employees?|in|kontakt)"
_URL_START = r"(?:https?://|www\.)?"
_WEB = re.compile(
    rf"(?<![\w@.-])(?:"
    rf"{_URL_START}{_SOCIAL}/(?!{_SHARED}(?:[/?#\s]|$))[\w@~.%?=/-]*\w"
    rf"|{_URL_START}{_HOSTED}(?![\w.])"
    rf"|(?:https?://|www\.)[\w.-]+/(?:[\w.%-]+/)*(?:~[\w.-]+|{_PERSON}/[\w.%-]*[^\W\d_][\w.%-]*)"
    rf")",
    re.I,
)
_HAS_WEB = re.compile(r"\.(?:com|net|no|app|social|org|edu)\b|https?:|www\.", re.I)
_HANDLE = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|snappen|twitter|tik ?tok|facebook|linkedin|bluesky|threads)\b[^\n]{0,30}?"
    r"(?<![\w.\[])(@[\w.]{2,30}\w)",
    re.I,
)
_STREET = re.compile(
    r"\b[A-ZÆØÅ][\wæøåÆØÅ.-]*(?:[ ][\wæøåÆØÅ.-]+){0,2}?"
    r"(?:gaten?|gata|veie?n|vegen|vei|veg|all[eé]en?|plassen?|svingen|bakken|stien|stredet|torget|tunet|kroken|lia|g\.|v\.|gt\.)"
    r"[ ]\d{1,4}[ ]?[A-Za-z]?,?\s{1,2}(?:(?:N|NO)-)?\d{4}[ ][A-ZÆØÅ]"
)


def identifiers(text: str) -> Iterator[Identifier]:
    """The identifiers in a text by their place; none overlaps another."""
    found: list[Identifier] = []
    if _HAS_EMAIL.search(text):
        found += [Identifier("e-mail", *match.span()) for match in _EMAIL.finditer(text)]
        found += [Identifier("personal-web-address", *match.span(1)) for match in _HANDLE.finditer(text)]
    if _HAS_WEB.search(text):
        found += [Identifier("personal-web-address", *match.span()) for match in _WEB.finditer(text)]
    found += [Identifier("street-address", *match.span()) for match in _STREET.finditer(text)]
    found += [Identifier(*number) for number in kinds_of_numbers(text)]
    end = 0
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= end:
            yield item
            end = item.end


def masked(words: str) -> str:
    """The first two characters of an identifier, so that it can be found and is not passed on."""
    return words[:2] + "…"
