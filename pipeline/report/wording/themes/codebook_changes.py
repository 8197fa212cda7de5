"""What is said of changes of the codebook, beside the plainest of them."""

TEXTS: dict[str, tuple[str, str, str]] = {
    "history.figure": (
        "Koder i bruk, og hva som ble gjort med kodeboken når",
        "Kodar i bruk, og kva som vart gjort med kodeboka når",
        "Codes in use, and what was done to the codebook when",
    ),
    "change.split-into": (
        "{label} delt i {heirs}",
        "{label} delt i {heirs}",
        "{label} split into {heirs}",
    ),
    "change.widened": (
        "Definisjonen av {label} er utvidet",
        "Definisjonen av {label} er utvida",
        "The definition of {label} was widened",
    ),
    "change.narrowed": (
        "Definisjonen av {label} er snevret inn",
        "Definisjonen av {label} er snevra inn",
        "The definition of {label} was narrowed",
    ),
    "change.besides": ("; endret også {fields}", "; endra òg {fields}", "; also changed: {fields}"),
    "change.remove": (
        "{label} tatt ut av kodeboken",
        "{label} teken ut av kodeboka",
        "{label} taken out of the codebook",
    ),
    "change.review": (
        "Kodingene med {label} skal leses på nytt",
        "Kodingane med {label} skal lesast på nytt",
        "The codings with {label} are to be read again",
    ),
    "change.review-closed": (
        "Ny gjennomlesing av {label} er avsluttet",
        "Ny gjennomlesing av {label} er avslutta",
        "The new reading of {label} is over",
    ),
    "change.record": (
        "{label}: {fields} endret for hånd",
        "{label}: {fields} endra for hand",
        "{label}: {fields} changed by hand",
    ),
    "change.record-new": (
        "Skrevet inn for hånd: {label}",
        "Skriven inn for hand: {label}",
        "Written by hand: {label}",
    ),
    "change.mend": (
        "To utgaver av loggen ble slått sammen",
        "To utgåver av loggen vart slått saman",
        "Two versions of the log were joined",
    ),
    "change.relate": (
        "{source} og {target} satt i sammenheng: «{type}»",
        "{source} og {target} sette i samanheng: «{type}»",
        "{source} and {target} related: “{type}”",
    ),
    "change.unrelate": (
        "{source} og {target} ikke lenger i sammenheng: «{type}»",
        "{source} og {target} ikkje lenger i samanheng: «{type}»",
        "{source} and {target} no longer related: “{type}”",
    ),
    "change.before": ("før: {text}", "før: {text}", "before: {text}"),
    "change.now": ("nå: {text}", "no: {text}", "now: {text}"),
    "change.empty": ("(tomt)", "(tomt)", "(empty)"),
    "change.why": ("{who}, {date}: {reason}", "{who}, {date}: {reason}", "{who}, {date}: {reason}"),
    "change.same": (
        "Versjon {old} og {new} sier det samme.",
        "Versjon {old} og {new} seier det same.",
        "Versions {old} and {new} say the same.",
    ),
}
