"""Texts of the lists that numbers open on the page: saving one as a table."""

TEXTS = {
    "list.save": (
        "Lagre lista som CSV",
        "Lagre lista som CSV",
        "Save the list as CSV",
    ),
    "list.mark": (";", ";", ","),
    "list.columns": (
        "Ytring|Rolle|Koder|Ord",
        "Ytring|Rolle|Kodar|Ord",
        "Utterance|Role|Codes|Words",
    ),
}
