"""Which labels that nobody mapped are a speaker all the same, and what opens a line and is nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.segment.labels import SHORT_LABEL, without_remark

_SHORT = re.compile(SHORT_LABEL)

# What opens a paragraph with a colon and is nobody: lead-ins, captions, headings of a form.
_LEAD_INS = (
    "annen anna andre another den det de dei ei ein eit en et flere fleire han hun ho hen ja jo mm nei"
)
_CAPTIONS = "bilde bilete boks dato date fig figur figure kilde kjelde merk nb note obs og ok one ps source"
_FORMS = "noen nokon nokre sted stad table tabell the tid time tema topic vedlegg"
_HEADS = "alder deltakere deltakarar kjønn lengde lengd lydfil opptak prosjekt språk tittel varighet"

# Mostly short words in capitals: remarks, what stands before a number (kl, nr, tlf), the head of a letter
# (re, sv, vs, cc), parts of a text (del, kap, tab), references (doi, url), the recording.
_REMARKS = "ca eks ks men mvh og ps så"
_BEFORE_NUMBERS = "kl kr nr tel tlf"
_OF_TEXTS = "cc del doi http https isbn issn kap pkt re sv tab url vs www"
_OF_RECORDINGS = "lyd pause slutt start stopp"
_OPENINGS = (_LEAD_INS, _CAPTIONS, _FORMS, _HEADS, _REMARKS, _BEFORE_NUMBERS, _OF_TEXTS, _OF_RECORDINGS)
_NOT_PEOPLE = frozenset(" ".join(_OPENINGS).split())

SPEAKER_WORDS = (
    *("ansatt", "tilsett", "deltaker", "deltakar", "participant", "forsker", "forskar", "informant"),
    *("innbygger", "innbyggjar", "innbyggar", "intervjuer", "intervjuar", "interviewer", "moderator"),
    *("respondent", "speaker"),
)
"""What people call a speaker whom they give no name; it is a label in a transcript."""
_SPEAKER_WORD = re.compile(rf"(?i:{'|'.join(SPEAKER_WORDS)})(?:[ _-]?\d{{1,3}}|[ _-][A-ZÆØÅ])?")


def is_candidate(label: str) -> bool:
    """Whether an unknown label could be a speaker: short, capitalised, no lead-in or caption.

    A remark in brackets after it does not count (``Kari (ler)``); a year there is a reference.
    """
    bare = without_remark(label)
    if bare != label and not any(map(str.isdigit, label[len(bare) :])):
        label = bare
    words = label.split()
    if not 1 <= len(words) <= 3 or len(label) > 30 or not label[0].isupper():
        return False
    if words[0].casefold().rstrip(".") in _NOT_PEOPLE or any(mark in label for mark in ',;?!«»"“”()[]'):
        return False
    return all(word[0].isupper() or word[0].isdigit() for word in words)


def is_label_at_once(label: str, roles: Iterable[str]) -> bool:
    """Whether an unknown label of a transcript is one even where it opens one line only.

    So are up to five capitals and digits (``AO``, ``0A``, ``INNB 2``), and words for a speaker
    (``Informant 1``).
    With a semicolon for a colon (``OA;``) it must be a role but for one letter.
    """
    bare = without_remark(label)
    if _SPEAKER_WORD.fullmatch(bare):
        return True
    word = _unnumbered(bare.removesuffix(";"))
    if word in _NOT_PEOPLE:
        return False
    if bare.endswith(";"):
        return any(_nearly(word, role.casefold()) for role in roles)
    return bare.isupper() and _SHORT.fullmatch(bare) is not None


def _unnumbered(label: str) -> str:
    return label.casefold().rstrip("0123456789 ._-")


def _nearly(one: str, other: str) -> bool:
    """Whether two words share a letter and are the same but for one more, less or other, or two swapped."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    at = next((at for at, letter in enumerate(shorter) if letter != longer[at]), len(shorter))
    rest, left = longer[at:], shorter[at:]
    swapped = len(rest) == len(left) and rest[:2] == left[:2][::-1] and rest[2:] == left[2:]
    return bool(set(one) & set(other)) and (swapped or rest[1:] in (left, left[1:]))
