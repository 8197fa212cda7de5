"""The words in the figures of saturation and of relations, in bokmål, nynorsk and English."""

from __future__ import annotations

WORDS = {
    "all": ("alle", "alle", "all"),
    "codes_found": ("koder funnet", "kodar funne", "codes found"),
    "documents_read": ("dokumenter", "dokument", "documents"),
    "by_coding": ("som de ble kodet", "slik dei vart koda", "as they were coded"),
    "by_date": ("etter dato", "etter dato", "by date"),
    "by_chance": (
        "tilfeldige rekkefølger (9 av 10)",
        "tilfeldige rekkjefølgjer (9 av 10)",
        "random orders (9 of 10)",
    ),
    "middle": ("midten av dem", "midten av dei", "their middle"),
    "base_hollow": (
        "Åpne punkter: dokumentene i grunnlaget. Strek: der terskelen først er nådd.",
        "Opne punkt: dokumenta i grunnlaget. Strek: der terskelen først er nådd.",
        "Open dots: the documents of the base. Bar: where the threshold is first reached.",
    ),
    "saturation_reached": ("nådd ved {form}", "nådd ved {form}", "reached at {form}"),
    "saturation_again": (", men brutt igjen", ", men broten att", ", but exceeded again"),
    "saturation_not-reached": ("ikke nådd", "ikkje nådd", "not reached"),
    "saturation_too-few-documents": ("for få dokumenter", "for få dokument", "too few documents"),
    "saturation_no-codes-in-base": (
        "ingen koder i grunnlaget",
        "ingen kodar i grunnlaget",
        "no codes in the base",
    ),
    "alt_saturation": (
        "Kurver over hvor mange koder som er funnet etter hvert dokument. Terskelen for kodemetning, "
        "i rekkefølgen de ble kodet: {told}.",
        "Kurver over kor mange kodar som er funne etter kvart dokument. Terskelen for kodemetting, "
        "i rekkjefølgja dei vart koda: {told}.",
        "Curves of how many codes are found after each document. The threshold of code saturation, "
        "in the order of coding: {told}.",
    ),
    "relation_condition": ("er vilkår for", "er vilkår for", "is a condition for"),
    "relation_context": ("er kontekst for", "er kontekst for", "is the context of"),
    "relation_action": ("er handling overfor", "er handling overfor", "is action towards"),
    "relation_consequence": ("er følge av", "er følgje av", "is a consequence of"),
    "relation_contrast": ("står i motsetning til", "står i motsetnad til", "is in contrast to"),
    "relation_part-of": ("er del av", "er del av", "is part of"),
    "relation_other": ("henger sammen med", "heng saman med", "is related to"),
    "level_core": ("kjerne", "kjerne", "core"),
    "level_axial": ("aksial", "aksial", "axial"),
    "level_focused": ("fokusert", "fokusert", "focused"),
    "level_open": ("åpen", "open", "open"),
    "relations_left_out": (
        "{n} sammenhenger er ikke tegnet",
        "{n} samanhengar er ikkje teikna",
        "{n} relations are not drawn",
    ),
    "alt_relations": (
        "Diagram: {n} koder i rader etter nivå, med piler mellom dem. {told}.",
        "Diagram: {n} kodar i rader etter nivå, med piler mellom dei. {told}.",
        "Diagram: {n} codes in rows by level, with arrows between them. {told}.",
    ),
}
"""What a key says in the three languages."""
LANGUAGES = ("nb", "nn", "en")


def of(language: str) -> dict[str, str]:
    """The words in one language."""
    return {key: said[LANGUAGES.index(language)] for key, said in WORDS.items()}
