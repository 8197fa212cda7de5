"""The words that are left out of clouds and word lists, which list left each out, and why.

A study chooses a preset (``default``, ``spacy-nb-3.8`` or ``none``) and adds its own files. Its
``project-keep.txt`` wins over everything, then its ``project-drop.txt`` and other files, then the preset. The
lists of ``default`` never remove words of modality and negation (*kanskje*, *hvordan*, *ikke*, *må*).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.language.folding import fold
from pipeline.problems import Problem, UsageError, warning

PRESETS: dict[str, tuple[str, ...]] = {
    "default": ("base-function", "spoken", "project-drop", "project-keep"),
    "spacy-nb-3.8": ("spacy-nb-3.8",),
    "none": (),
}
"""The packaged lists of each preset, in the order in which they claim a word."""

BY_LEMMA = ("default",)
"""The presets that also match the lemma; the others are matched as their makers match them, by form."""


class _Line(NamedTuple):
    number: int
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class StopList:
    """Words to leave out. ``digest`` is the SHA-256 of what it removes and keeps, in any order of lines.

    ``name`` is the preset, with ``+ project`` where the study added words; ``version`` is that of the
    preset's lists.
    """

    name: str
    version: str
    digest: str
    removed: Mapping[str, str] = field(repr=False)
    kept: frozenset[str] = field(repr=False)
    removed_lemmas: Mapping[str, str] = field(repr=False)

    def lookup(self, word: str, lemma: str = "") -> str:
        """The list that removes this case-folded word, as it stands or by its lemma; '' if it is kept."""
        if word in self.kept or (lemma in self.kept and word not in self.removed):
            return ""
        return self.removed.get(word) or self.removed_lemmas.get(lemma, "")


def stop_list(preset: str = "default", texts: Mapping[str, str] | None = None) -> StopList:
    """The stop list of a preset and a study's own files, given as file name and content.

    Files named ``…keep.txt`` keep words, all others remove them. Raises ``UsageError`` for an unknown preset.
    """
    if preset not in PRESETS:
        raise UsageError(f"There is no stop list {preset!r}. Choose one of: {', '.join(PRESETS)}.")
    packaged = {f"{name}.txt": _packaged(name) for name in PRESETS[preset]}
    own = {name: texts[name] for name in sorted(texts or {})} if texts else {}
    base, protected = _sorted_out(packaged)
    drop, keep = _sorted_out(own)
    removed = {word: source for word, source in base.items() if word not in protected} | drop
    removed = {word: source for word, source in removed.items() if word not in keep}
    kept = keep | (protected - drop.keys())
    by_lemma = (
        removed if preset in BY_LEMMA else {word: source for word, source in drop.items() if word in removed}
    )
    return StopList(
        name=f"{preset} + project" if drop or keep else preset,
        version=_version(packaged),
        digest=_digest(preset, removed, kept),
        removed=removed,
        kept=frozenset(kept),
        removed_lemmas=by_lemma,
    )


def stop_list_problems(texts: Mapping[str, str]) -> list[Problem]:
    """What a person should look at in a study's stop-word files: phrases, and words without a reason."""
    return [
        problem
        for name in sorted(texts)
        for line in _lines(texts[name])
        if (problem := _problem(f"codebooks/stopwords/{name}:{line.number}", line))
    ]


def _problem(place: str, line: _Line) -> Problem | None:
    if " " in line.word:
        return warning(
            place,
            "stopword-phrase",
            f"{line.word!r} is more than one word, so it removes nothing: words are looked up one by one.",
            "Write one word a line.",
        )
    if not line.reason:
        return warning(
            place,
            "stopword-reason",
            f"{line.word!r} has no reason, so a reader cannot judge why the figure treats it so.",
            f"Write `{line.word}  # why`.",
        )
    return None


def _lines(content: str) -> Iterator[_Line]:
    for number, line in enumerate(content.removeprefix("\ufeff").splitlines(), 1):
        word, _, reason = line.partition("#")
        if word.strip():
            yield _Line(number, " ".join(fold(word).split()), reason.strip())


def _sorted_out(texts: Mapping[str, str]) -> tuple[dict[str, str], frozenset[str]]:
    """The words that these files remove, each with the first file that names it, and those they keep."""
    removed: dict[str, str] = {}
    kept: set[str] = set()
    for name, content in texts.items():
        source = name.removesuffix(".txt")
        for line in _lines(content):
            if source.endswith("keep"):
                kept.add(line.word)
            else:
                removed.setdefault(line.word, source)
    return removed, frozenset(kept)


@cache
def _packaged(name: str) -> str:
    return (files("pipeline.language") / "stopwords" / f"{name}.txt").read_text(encoding="utf-8")


def _version(texts: Mapping[str, str]) -> str:
    """The version that the headers of the packaged lists give, the highest of them; '' without lists."""
    found = [
        line.partition(":")[2].strip()
        for content in texts.values()
        for line in content.splitlines()
        if line.startswith("# version:")
    ]
    return max(found, default="")


def _digest(preset: str, removed: Mapping[str, str], kept: frozenset[str]) -> str:
    parts = [f"- {word} {source}" for word, source in removed.items()] + [f"+ {word}" for word in kept]
    return hashlib.sha256("\n".join([preset, *sorted(parts)]).encode()).hexdigest()
