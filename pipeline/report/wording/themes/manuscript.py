"""What the manuscript says of its numbers, and what stands around the researchers' own chapter."""

TEXTS = {
    "manuscript.heading": (
        "Forskernes egen tekst",
        "Forskarane sin eigen tekst",
        "The researchers' own text",
    ),
    "manuscript.note": (
        "Denne delen har forskerne skrevet. Tallene er hentet fra kodingene da rapporten ble laget. "
        "En «gang» er en ytring; den telles én gang selv om den er kodet flere ganger med det samme.",
        "Denne delen har forskarane skrive. Tala er henta frå kodingane då rapporten vart laga. "
        "Ein «gong» er ei ytring; ho tel éin gong sjølv om ho er koda fleire gonger med det same.",
        "The researchers wrote this part. Its numbers were taken from the codings when the report was made. "
        "A “time” is an utterance; it counts once even where it was coded several times with the same code.",
    ),
    "manuscript.table": (
        "Fra forskernes egen tekst",
        "Frå forskarane sin eigen tekst",
        "From the researchers' own text",
    ),
    "manuscript.notes": ("Noter", "Notar", "Notes"),
    "claim.times.one": ("gang", "gong", "time"),
    "claim.times.many": ("ganger", "gonger", "times"),
    "claim.people.one": ("person", "person", "person"),
    "claim.people.many": ("personer", "personar", "people"),
    "claim.known": ("kjente", "kjende", "known"),
    "claim.mentions.known": (
        "{n} {times} av {m} av {k} {known}{plural}",
        "{n} {times} av {m} av {k} {known}{plural}",
        "{n} {times} by {m} of {k} {known}{plural}",
    ),
    "claim.mentions.unknown": (
        "{n} {times} av {plural} som ikke kan telles hver for seg",
        "{n} {times} av {plural} som ikkje kan teljast kvar for seg",
        "{n} {times} by {plural} who cannot be told apart",
    ),
    "claim.mentions.nobody": (
        "{n} {times} av {plural}",
        "{n} {times} av {plural}",
        "{n} {times} by {plural}",
    ),
    "claim.mentions.note": (
        "{n} {times} i fortellende tekst",
        "{n} {times} i forteljande tekst",
        "{n} {times} in narrative text",
    ),
    "claim.mentions.bare": ("{n} {times}", "{n} {times}", "{n} {times}"),
    "claim.besides.unknown": (
        "{n} av gangene uten kjent taler",
        "{n} av gongene utan kjend talar",
        "{n} of them with no known speaker",
    ),
    "claim.besides.narrative": (
        "{n} i fortellende tekst",
        "{n} i forteljande tekst",
        "{n} in narrative text",
    ),
    "claim.of": ("{n} av {k}", "{n} av {k}", "{n} of {k}"),
    "claim.percent": ("{n} prosent", "{n} prosent", "{n} per cent"),
    "claim.undefined": ("ikke definert", "ikkje definert", "not defined"),
    "check.manuscript-expression": (
        "et uttrykk i manuskriptet som ikke lar seg regne ut",
        "eit uttrykk i manuskriptet som ikkje let seg rekne ut",
        "an expression in the manuscript that cannot be worked out",
    ),
    "check.manuscript-number": (
        "et tall i manuskriptet som ikke lenger stemmer med dataene",
        "eit tal i manuskriptet som ikkje lenger stemmer med dataa",
        "a number in the manuscript that no longer agrees with the data",
    ),
    "check.manuscript-code": (
        "et uttrykk i manuskriptet om en kode som er delt eller tatt ut av bruk",
        "eit uttrykk i manuskriptet om ein kode som er delt eller teken ut av bruk",
        "an expression in the manuscript about a code that was split or retired",
    ),
    "check.manuscript-uncompared": (
        "skrevne ord i manuskriptet som ikke lar seg sammenligne med det dataene gir",
        "skrivne ord i manuskriptet som ikkje let seg samanlikne med det dataa gir",
        "typed words in the manuscript that cannot be compared with what the data give",
    ),
    "check.manuscript-typed": (
        "et skrevet tall i manuskriptet som ingen telling av koden gir",
        "eit skrive tal i manuskriptet som inga teljing av koden gir",
        "a typed number in the manuscript that no count of the code gives",
    ),
}
