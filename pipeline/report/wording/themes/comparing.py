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
    "never.heading": (
        "Koder som aldri eller alltid møtes",
        "Kodar som aldri eller alltid møtest",
        "Codes that never or always meet",
    ),
    "never.intro": (
        "To koder møtes aldri når ingen ytring har begge, selv om de er brukt så mye at minst {least} møter var å vente "
        "om de ikke hadde med hverandre å gjøre. Ventet antall er ytringer med den ene ganger ytringer med den andre, "
        "delt på de {n} ytringene som har noen kode. Ytringer i samme samtale henger sammen, så tallet er en grunn til "
        "å lese videre og ingen test.",
        "To kodar møtest aldri når ingen ytring har begge, sjølv om dei er brukte så mykje at minst {least} møte var å "
        "vente om dei ikkje hadde med kvarandre å gjere. Venta tal er ytringar med den eine gonger ytringar med den "
        "andre, delt på dei {n} ytringane som har nokon kode. Ytringar i same samtale heng saman, så talet er ein grunn "
        "til å lese vidare og ingen test.",
        "Two codes never meet where no utterance has both, although they are used so much that at least {least} "
        "meetings were to be expected if they had nothing to do with each other. The expected number is the utterances "
        "with one times the utterances with the other, over the {n} utterances that have any code. Utterances of one "
        "conversation hang together, so the number is a reason to read on and no test.",
    ),
    "never.none": (
        "Ingen kodepar er brukt så mye og møtes likevel aldri.",
        "Ingen kodepar er brukte så mykje og møtest likevel aldri.",
        "No pair of codes is used so much and yet never meets.",
    ),
    "never.caption": (
        "Kodepar som aldri møtes",
        "Kodepar som aldri møtest",
        "Pairs of codes that never meet",
    ),
    "always.intro": (
        "En kode møter alltid en annen når hver ytring som har den ene, også har den andre. Bare koder på minst {least} "
        "ytringer er regnet med. Da kan det hende at de to er én kode, eller at den ene hører under den andre.",
        "Ein kode møter alltid ein annan når kvar ytring som har den eine, òg har den andre. Berre kodar på minst {least} "
        "ytringar er rekna med. Då kan det hende at dei to er éin kode, eller at den eine høyrer under den andre.",
        "A code always meets another where every utterance that has the one also has the other. Only codes on at least "
        "{least} utterances are included. The two may be one code, or the one may belong under the other.",
    ),
    "always.none": (
        "Ingen kode møter alltid en annen.",
        "Ingen kode møter alltid ein annan.",
        "No code always meets another.",
    ),
    "always.caption": (
        "Koder som alltid møter en annen",
        "Kodar som alltid møter ein annan",
        "Codes that always meet another",
    ),
    "column.with-first": ("Ytringer med den første", "Ytringar med den første", "Utterances with the first"),
    "column.with-second": ("Ytringer med den andre", "Ytringar med den andre", "Utterances with the second"),
    "column.expected": ("Møter å vente", "Møte å vente", "Meetings to expect"),
    "column.codings-under": ("Kodinger under funnet", "Kodingar under funnet", "Codings under it"),
    "column.against": ("Taler mot", "Talar mot", "Speak against"),
    "column.against-own": ("Av dem under funnet", "Av dei under funnet", "Of them under it"),
    "column.said": ("Det som ble sagt", "Det som vart sagt", "What was said"),
}
