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
    "waiting.none": (
        "Ingen kodinger venter på å bli lest på nytt.",
        "Ingen kodingar ventar på å bli lesne på nytt.",
        "No codings wait to be read again.",
    ),
    "waiting.all": (
        "{n} {codings} venter på ny lesning, fordi koden er delt eller definisjonen er endret: {list}. Alle koderne "
        "er regnet med. Til de er lest på nytt, teller de under koden de står med.",
        "{n} {codings} ventar på ny lesing, fordi koden er delt eller definisjonen er endra: {list}. Alle kodarane "
        "er rekna med. Til dei er lesne på nytt, tel dei under koden dei står med.",
        "{n} {codings} to be read again, since the code was split or its definition changed: {list}. All coders "
        "are included. Until then they count under the code that they have.",
    ),
    "waiting.part": ("{n} under {label}", "{n} under {label}", "{n} under {label}"),
    "waiting.here": (
        "{n} {codings} under {label} venter på ny lesning.",
        "{n} {codings} under {label} ventar på ny lesing.",
        "{n} {codings} under {label} to be read again.",
    ),
    "waiting.may-come": (
        "{n} {codings} under {label}, som er delt, venter på ny lesning og kan høre hit. De er ikke regnet med her.",
        "{n} {codings} under {label}, som er delt, ventar på ny lesing og kan høyre hit. Dei er ikkje rekna med her.",
        "{n} {codings} under {label}, which was split, to be read again and may belong here. They are not counted here.",
    ),
}
