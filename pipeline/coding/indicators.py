"""The indicators of a codebook made ready for searching: what to look for, and where it may count.

Words are compared case-folded and whole: an underscore, letter or digit beside a word makes it another word,
a hyphen does not (*post* fires in *e-post*). White space in a phrase stands for any white space.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pipeline.codebook import Codebook, Indicator
from pipeline.language import fold, tokeniser
from pipeline.problems import Problem, error

NEAR = 5
"""``not_near`` looks at so many words on either side of a match, inside the utterance."""

NEEDS_A_TAGGER = frozenset({"POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID"})
_EXACT = ("LOWER", "TEXT", "ORTH")

SHORTEST_STEM = 3
"""Forms that share so many letters are looked for by them at once."""

FormsOf = Callable[[str], list[str]]
"""From a lemma to the forms of it that occur in the texts."""


class Search(NamedTuple):
    """An expression that begins with a literal, and a string that stands in all that it can find.

    The literal at the beginning lets the search skip through the text; what may not stand before it is asked
    afterwards, by looking back.
    """

    literal: str
    expression: re.Pattern[str]


class Rule(NamedTuple):
    """One indicator in one language, ready to be looked for.

    ``searches`` are exact, on folded text. Where the indicator is a token ``pattern``, ``needles`` are
    strings of which one stands in every utterance where it can match; none where any utterance may.
    """

    code: str
    fired: str
    searches: tuple[Search, ...]
    needles: tuple[str, ...]
    pattern: tuple[dict[str, Any], ...]
    not_near: re.Pattern[str] | None
    roles: frozenset[str]


def rules_of(codebook: Codebook, forms_of: FormsOf) -> list[Rule]:
    """The rules of all active codes in the order of the codebook; broken or absent ones are left out."""
    rules = (
        _rule(code.id, indicator, forms_of)
        for code in codebook.codes
        if code.status == "active"
        for indicator in code.indicators
    )
    return [rule for rule in rules if rule is not None]


def needs_lemmas(codebook: Codebook) -> bool:
    """Whether any indicator of an active code must know the lemmas of the words."""
    return any(
        indicator.lemma or any("LEMMA" in token for token in indicator.pattern)
        for code in codebook.codes
        if code.status == "active"
        for indicator in code.indicators
    )


def indicator_problems(codebook: Codebook, place: str = "codebooks/codebook.yaml") -> list[Problem]:
    """The token patterns that cannot be used, each with the reason; they make no codings."""
    return [
        error(
            place,
            "indicator-pattern",
            f"Code {code.id}: the pattern {describe(indicator)} cannot be used: {reason}",
            "Correct the pattern, or use form, lemma or prefix in its place.",
        )
        for code in codebook.codes
        for indicator in code.indicators
        if (reason := pattern_fault(indicator.pattern))
    ]


def pattern_fault(pattern: tuple[dict[str, Any], ...]) -> str:
    """Why a token pattern cannot be used; '' where it can, or where there is none."""
    if not pattern:
        return ""
    if tagged := sorted({key for token in pattern for key in token if key.upper() in NEEDS_A_TAGGER}):
        return f"{', '.join(tagged)} would need a trained tagger, and the texts have none."
    from spacy.matcher import Matcher

    try:
        Matcher(tokeniser().vocab, validate=True).add("pattern", [list(pattern)])
    except (ValueError, TypeError, KeyError, re.error) as fault:
        return " ".join(str(fault).split())
    return ""


def describe(indicator: Indicator) -> str:
    """The indicator as one line: ``usikker``, ``lemma: usikker``, ``prefix: samskap``, ``pattern: [...]``."""
    if indicator.form:
        return indicator.form
    if indicator.pattern:
        return "pattern: " + json.dumps(list(indicator.pattern), ensure_ascii=False, sort_keys=True)
    return f"lemma: {indicator.lemma}" if indicator.lemma else f"prefix: {indicator.prefix}"


def _rule(code: str, indicator: Indicator, forms_of: FormsOf) -> Rule | None:
    alternatives = _alternatives(indicator, forms_of)
    if not all(alternatives) or not (alternatives or indicator.pattern) or pattern_fault(indicator.pattern):
        return None
    return Rule(
        code=code,
        fired=describe(indicator),
        searches=_searches(alternatives, open_end=bool(indicator.prefix)),
        needles=tuple(_pattern_needles(indicator.pattern, forms_of)),
        pattern=indicator.pattern,
        not_near=_any_of(indicator.not_near),
        roles=frozenset(indicator.role),
    )


def _alternatives(indicator: Indicator, forms_of: FormsOf) -> list[list[str]]:
    """For each word of the indicator, the folded forms that may stand there."""
    if indicator.lemma:
        return [forms_of(word) for word in fold(indicator.lemma).split()]
    return [[word] for word in fold(indicator.form or indicator.prefix).split()]


def _searches(alternatives: list[list[str]], open_end: bool = False) -> tuple[Search, ...]:
    """The words one after the other with white space between, whole words at both ends.

    One search where the forms of the first word share a stem, else one for each of its forms.
    """
    if not alternatives:
        return ()
    first, *others = alternatives
    rest = "".join(rf"\s+{_one_of(forms)}" for forms in others)
    rest += r"\w*" if open_end else _unless_goes_on(alternatives[-1])
    literals = [forms[0] for forms in others if len(forms) == 1]
    stem = _stem(first)
    beginnings = [(stem, first)] if len(stem) >= SHORTEST_STEM else [(form, [form]) for form in first]
    return tuple(
        Search(max([start, *literals], key=len), _from(start, forms, rest)) for start, forms in beginnings
    )


def _from(start: str, forms: list[str], rest: str) -> re.Pattern[str]:
    """The search for these forms, all beginning with ``start``, and the rest after them."""
    literal = re.escape(start)
    whole = rf"(?<!\w{literal})" if re.match(r"\w", start) else ""
    endings = [form[len(start) :] for form in forms]
    return re.compile(literal + whole + (_one_of(endings) if endings != [""] else "") + rest)


def _unless_goes_on(forms: list[str]) -> str:
    """What keeps a word whole at its end."""
    return r"(?!\w)" if re.search(r"\w\Z", forms[0]) else ""


def _stem(forms: list[str]) -> str:
    """The beginning that all these forms share."""
    first, last = min(forms, default=""), max(forms, default="")
    same = (a == b for a, b in zip(first, last, strict=False))
    return first[: next((place for place, alike in enumerate(same) if not alike), min(len(first), len(last)))]


def _one_of(forms: list[str]) -> str:
    """Any of these forms, the longest first."""
    escaped = [re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form))]
    return escaped[0] if len(escaped) == 1 else f"(?:{'|'.join(escaped)})"


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of these words or phrases, whole."""
    searches = [_searches([[word] for word in fold(phrase).split()]) for phrase in phrases]
    expressions = [search.expression.pattern for found in searches for search in found]
    return re.compile("|".join(expressions)) if expressions else None


def _pattern_needles(pattern: tuple[dict[str, Any], ...], forms_of: FormsOf) -> list[str]:
    """The words of which one must stand where the pattern can match: those of its longest required token."""
    required = [words for token in pattern if (words := _required(token, forms_of))]
    return max(required, key=lambda words: min(map(len, words)), default=[])


def _required(token: dict[str, Any], forms_of: FormsOf) -> list[str]:
    """The folded words of which a token of the pattern must be one; empty where that cannot be said."""
    if token.get("OP", "1") not in ("1", "+"):
        return []
    for key, value in token.items():
        words = list(_literals(value))
        if key.upper() in _EXACT and words:
            return [fold(word) for word in words]
        if key.upper() == "LEMMA" and words:
            return [form for word in words for form in forms_of(word)]
    return []


def _literals(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and set(value) == {"IN"}:
        yield from map(str, value["IN"])
