"""The words that stand in figures and in their descriptions, in the three languages of a report."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.report.figures import words_of_agreement, words_of_codebook, words_of_theory

Wording = Mapping[str, str]

_NB = {
    "no_data": "Ingen data å vise",
    "utterances": "ytringer",
    "of": "av",
    "codes_left_out": "{n} koder med færre ytringer er ikke tegnet",
    "documents_left_out": "{n} dokumenter er ikke tegnet",
    "pairs_left_out": "{n} par som møtes sjeldnere, er ikke tegnet",
    "coded": "kodet",
    "rule_only": "bare regel",
    "uncoded": "ikke kodet",
    "same": "i samme ytring",
    "neighbours": "i naboytringer",
    "shade": "Tall: ytringer. Gråtone: andel av ytringene i kolonnen.",
    "cell": "Tall: ytringer med begge. I parentes: naboytringer.",
    "begin": "start",
    "end": "slutt",
    "NOTE": "fortelling",
    "and": "og",
    "alt_cloud": "Ordsky med {n} ord. Størst: {top}.",
    "alt_frequencies": "Liggende søyler: ytringer per kode, én kolonne per rolle ({names}). Flest: {top}.",
    "alt_heatmap": "Rutenett: koder nedover, {names} bortover, antall ytringer i rutene. Flest: {top}.",
    "alt_cooccurrence": "Koder som møtes. Oftest i samme ytring: {top}.",
    "alt_cooccurrence_none": "Koder som møtes. Ingen par er talt ofte nok til å nevnes.",
    "alt_portraits": "Striper for {n} dokumenter som viser hvor temaene ligger fra start til slutt. "
    "Mest tekst under: {top}.",
    "alt_coverage": "Liggende søyler for {n} dokumenter: {coded} av {all} ytringer er kodet, "
    "{rule} bare av regel, {uncoded} ikke kodet.",
}
_NN = {
    "no_data": "Ingen data å vise",
    "utterances": "ytringar",
    "of": "av",
    "codes_left_out": "{n} kodar med færre ytringar er ikkje teikna",
    "documents_left_out": "{n} dokument er ikkje teikna",
    "pairs_left_out": "{n} par som møtest sjeldnare, er ikkje teikna",
    "coded": "koda",
    "rule_only": "berre regel",
    "uncoded": "ikkje koda",
    "same": "i same ytring",
    "neighbours": "i naboytringar",
    "shade": "Tal: ytringar. Gråtone: del av ytringane i kolonnen.",
    "cell": "Tal: ytringar med begge. I parentes: naboytringar.",
    "begin": "start",
    "end": "slutt",
    "NOTE": "forteljing",
    "and": "og",
    "alt_cloud": "Ordsky med {n} ord. Størst: {top}.",
    "alt_frequencies": "Liggjande søyler: ytringar per kode, éi kolonne per rolle ({names}). Flest: {top}.",
    "alt_heatmap": "Rutenett: kodar nedover, {names} bortover, talet på ytringar i rutene. Flest: {top}.",
    "alt_cooccurrence": "Kodar som møtest. Oftast i same ytring: {top}.",
    "alt_cooccurrence_none": "Kodar som møtest. Ingen par er talde ofte nok til å nemnast.",
    "alt_portraits": "Striper for {n} dokument som viser kvar temaa ligg frå start til slutt. "
    "Mest tekst under: {top}.",
    "alt_coverage": "Liggjande søyler for {n} dokument: {coded} av {all} ytringar er koda, "
    "{rule} berre av regel, {uncoded} ikkje koda.",
}
_EN = {
    "no_data": "No data to show",
    "utterances": "utterances",
    "of": "of",
    "codes_left_out": "{n} codes with fewer utterances are not drawn",
    "documents_left_out": "{n} documents are not drawn",
    "pairs_left_out": "{n} pairs that meet more seldom are not drawn",
    "coded": "coded",
    "rule_only": "by rule only",
    "uncoded": "not coded",
    "same": "in the same utterance",
    "neighbours": "in neighbouring utterances",
    "shade": "Number: utterances. Shade: share of the utterances of the column.",
    "cell": "Number: utterances with both. In brackets: neighbouring utterances.",
    "begin": "beginning",
    "end": "end",
    "NOTE": "narrative",
    "and": "and",
    "alt_cloud": "Word cloud of {n} words. Largest: {top}.",
    "alt_frequencies": "Horizontal bars: utterances per code, one column per role ({names}). Most: {top}.",
    "alt_heatmap": "Grid: codes down, {names} across, number of utterances in the cells. Most: {top}.",
    "alt_cooccurrence": "Codes that meet. Most often in the same utterance: {top}.",
    "alt_cooccurrence_none": "Codes that meet. No pair is met often enough to be named.",
    "alt_portraits": "Strips for {n} documents that show where the themes lie from beginning to end. "
    "Most text under: {top}.",
    "alt_coverage": "Horizontal bars for {n} documents: {coded} of {all} utterances are coded, "
    "{rule} by rule only, {uncoded} not coded.",
}
THEMES = (words_of_theory, words_of_codebook, words_of_agreement)
FIGURE_WORDING: Mapping[str, Wording] = {
    language: {**held, **{key: word for theme in THEMES for key, word in theme.of(language).items()}}
    for language, held in (("nb", _NB), ("nn", _NN), ("en", _EN))
}


def listed(items: list[str], wording: Wording) -> str:
    """A list as a sentence has it: ``a, b og c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {wording['and']} {items[-1]}"


def called(value: str, names: Mapping[str, str] | None, wording: Wording) -> str:
    """A role or case as printed: as the study names it; narrative and what has no name in our own words."""
    return (names or {}).get(value) or (wording["NOTE"] if value == "NOTE" else value or "–")


def capital(text: str) -> str:
    """The text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]
