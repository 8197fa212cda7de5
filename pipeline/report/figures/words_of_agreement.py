"""The words in the figures of agreement, in bokmål, nynorsk and English."""

from __future__ import annotations

WORDS = {
    "decimal_sign": (",", ",", "."),
    "agreement_alpha": ("alfa", "alfa", "alpha"),
    "agreement_n": ("ytringer", "ytringar", "utterances"),
    "agreement_documents": ("dokumenter", "dokument", "documents"),
    "agreement_version": ("Versjon {n}", "Versjon {n}", "Version {n}"),
    "agreement_undefined": ("ikke definert", "ikkje definert", "not defined"),
    "agreement_hidden": ("vises ikke her", "blir ikkje vist her", "not shown here"),
    "alt_agreement": (
        "Et punkt for Krippendorffs alfa for hver av {n} koder, med en strek for intervallet. "
        "Fra den høyeste: {told}.",
        "Eit punkt for Krippendorffs alfa for kvar av {n} kodar, med ein strek for intervallet. "
        "Frå den høgaste: {told}.",
        "A dot for Krippendorff's alpha of each of {n} codes, with a line for its interval. "
        "From the highest: {told}.",
    ),
    "alt_agreement_versions": (
        "Et punkt for alfa i dokumentene fra hver av {n} versjoner av kodeboken, med en strek for "
        "intervallet: {told}.",
        "Eit punkt for alfa i dokumenta frå kvar av {n} versjonar av kodeboka, med ein strek for "
        "intervallet: {told}.",
        "A dot for alpha in the documents of each of {n} versions of the codebook, with a line for its "
        "interval: {told}.",
    ),
    "alt_agreement_undefined": (
        " Ikke definert: {names}.",
        " Ikkje definert: {names}.",
        " Not defined: {names}.",
    ),
}
"""What a key says in the three languages."""
LANGUAGES = ("nb", "nn", "en")


def of(language: str) -> dict[str, str]:
    """The words in one language."""
    return {key: said[LANGUAGES.index(language)] for key, said in WORDS.items()}
