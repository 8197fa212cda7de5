"""Texts of the lists that numbers open on the page: what they hold, and saving one as a table."""

TEXTS = {
    "list.save": (
        "Lagre lista som CSV",
        "Lagre lista som CSV",
        "Save the list as CSV",
    ),
    "list.mark": (";", ";", ","),
    "neighbours.one": ("par naboytringer", "par naboytringar", "pair of neighbouring utterances"),
    "neighbours.many": ("par naboytringer", "par naboytringar", "pairs of neighbouring utterances"),
    "place.line": ("linje {n}", "linje {n}", "line {n}"),
    "place.paragraph": ("avsnitt {n}", "avsnitt {n}", "paragraph {n}"),
    "place.cue": ("replikk {n}", "replikk {n}", "cue {n}"),
    "place.row": ("rad {n}", "rad {n}", "row {n}"),
    "place.sheet": ("ark {sheet}, {place}", "ark {sheet}, {place}", "sheet {sheet}, {place}"),
    "list.columns": (
        "Ytring|Rolle|Koder|Ord",
        "Ytring|Rolle|Kodar|Ord",
        "Utterance|Role|Codes|Words",
    ),
}
