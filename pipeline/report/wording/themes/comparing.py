"""What the report says of negative cases, and of codes that never or always meet."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str, str]] = {
    "negative.heading": (
        "Det som taler mot funnene",
        "Det som talar mot funna",
        "What speaks against the findings",
    ),
    "negative.empty": (
        "Studien har ingen funn ennå, så ingenting kan tale mot dem.",
        "Studien har ingen funn enno, så ingenting kan tale mot dei.",
        "The study has no findings yet, so nothing can speak against them.",
    ),
    "negative.intro": (
        "Et negativt tilfelle er en koding der en koder har merket at ordene taler mot et funn. Alle funn står i "
        "tabellen, også de som ingenting er merket mot. Null betyr at ingen har merket noe. Det sier ikke hvor "
        "grundig noen har lett.",
        "Eit negativt tilfelle er ei koding der ein kodar har merkt at orda talar mot eit funn. Alle funn står i "
        "tabellen, òg dei som ingenting er merkt mot. Null tyder at ingen har merkt noko. Det seier ikkje kor "
        "grundig nokon har leita.",
        "A negative case is a coding whose words a coder has marked as speaking against a finding. All findings are "
        "in the table, also those that nothing is marked against. Zero means that nobody has marked anything. It "
        "does not say how thoroughly anyone has looked.",
    ),
    "negative.found": (
        "Negative tilfeller: {n} {codings} taler mot dette, på {u} {utterances} i {d} {documents}.",
        "Negative tilfelle: {n} {codings} talar mot dette, på {u} {utterances} i {d} {documents}.",
        "Negative cases: {n} {codings} speaking against this, on {u} {utterances} in {d} {documents}.",
    ),
    "negative.none": (
        "Negative tilfeller: 0. Ingen er merket.",
        "Negative tilfelle: 0. Ingen er merkte.",
        "Negative cases: 0. None is marked.",
    ),
    "negative.few": (
        "Negative tilfeller: færre enn tre, kanskje ingen.",
        "Negative tilfelle: færre enn tre, kanskje ingen.",
        "Negative cases: fewer than three, perhaps none.",
    ),
    "negative.see": ("Se {place}.", "Sjå {place}.", "See {place}."),
    "negative.caption": (
        "Hvor mye som taler mot hvert funn",
        "Kor mykje som talar mot kvart funn",
        "How much speaks against each finding",
    ),
    "negative.note": (
        "«Av dem under funnet» er de av kodingene som taler mot funnet, og som selv står under det. De andre er satt "
        "under noe annet. Ytringer, dokumenter og talere er dem det som taler mot funnet, står i.",
        "«Av dei under funnet» er dei av kodingane som talar mot funnet, og som sjølve står under det. Dei andre er "
        "sette under noko anna. Ytringar, dokument og talarar er dei som det som talar mot funnet, står i.",
        "“Of them under it” are those of the codings speaking against a finding that stand under it themselves. The "
        "others were put under something else. Utterances, documents and speakers are those of what speaks against it.",
    ),
    "negative.listed": (
        "Det som taler mot {label}",
        "Det som talar mot {label}",
        "What speaks against {label}",
    ),
    "negative.no-memo": ("Ingen begrunnelse", "Inga grunngjeving", "No reason given"),
    "column.codings-under": ("Kodinger under funnet", "Kodingar under funnet", "Codings under it"),
    "column.against": ("Taler mot", "Talar mot", "Speak against"),
    "column.against-own": ("Av dem under funnet", "Av dei under funnet", "Of them under it"),
    "column.said": ("Det som ble sagt", "Det som vart sagt", "What was said"),
}
