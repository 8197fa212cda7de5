"""What the report says of saturation, in bokmål, nynorsk and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str, str]] = {
    "saturation.heading": ("Metning", "Metting", "Saturation"),
    "saturation.empty": (
        "Ingen dokumenter er kodet ennå, så det er ikke noe å si om metning.",
        "Ingen dokument er koda enno, så det er ikkje noko å seie om metting.",
        "No documents have been coded yet, so there is nothing to say about saturation.",
    ),
    "saturation.intro": (
        "Her står det hvor mange nye koder dokumentene ga, regnet etter Guest, Namey og Chen (2020). Grunnlaget er "
        "de første {base} dokumentene. Et løp er {run} dokumenter på rad, og løpene overlapper. Terskelen er "
        "{threshold}\u00a0%: Den er nådd første gang et løp ga høyst så mange nye koder, regnet av kodene i "
        "grunnlaget. Et svar som {form} betyr {base} dokumenter og et løp på {run}.",
        "Her står det kor mange nye kodar dokumenta gav, rekna etter Guest, Namey og Chen (2020). Grunnlaget er "
        "dei første {base} dokumenta. Eit løp er {run} dokument på rad, og løpa overlappar. Terskelen er "
        "{threshold}\u00a0%: Han er nådd første gongen eit løp gav høgst så mange nye kodar, rekna av kodane i "
        "grunnlaget. Eit svar som {form} tyder {base} dokument og eit løp på {run}.",
        "This is how many new codes the documents gave, after Guest, Namey and Chen (2020). The base is the first "
        "{base} documents. A run is {run} documents in a row, and runs overlap. The threshold is {threshold}%: it "
        "is reached the first time that a run gave no more new codes than that, as a share of the codes of the "
        "base. An answer such as {form} means {base} documents and a run of {run}.",
    ),
    "saturation.caution": (
        "Dette er kodemetning, og den er vist, ikke påstått. Kodemetning er ikke teoretisk metning: Tallene sier "
        "ikke om kategoriene, egenskapene deres og sammenhengene mellom dem er forstått. Det må forskerne begrunne. "
        "Det neste dokumentet kan også gi noe nytt.",
        "Dette er kodemetting, og ho er vist, ikkje påstått. Kodemetting er ikkje teoretisk metting: Tala seier "
        "ikkje om kategoriane, eigenskapane deira og samanhengane mellom dei er forstådde. Det må forskarane grunngi. "
        "Det neste dokumentet kan òg gi noko nytt.",
        "This is code saturation, and it is shown, not claimed. Code saturation is not theoretical saturation: the "
        "numbers do not say whether the categories, their properties and their relations are understood. That is "
        "for the researchers to argue. The next document, too, may give something new.",
    ),
    "saturation.order.coding": (
        "I den rekkefølgen dokumentene ble kodet,",
        "I den rekkjefølgja dokumenta vart koda,",
        "In the order in which the documents were coded,",
    ),
    "saturation.order.date": (
        "Etter datoen på dokumentene",
        "Etter datoen på dokumenta",
        "By the dates of the documents,",
    ),
    "saturation.short.coding": ("koding", "koding", "coding"),
    "saturation.short.date": ("dato", "dato", "date"),
    "saturation.reached": (
        "{order} er terskelen nådd ved {form}.",
        "{order} er terskelen nådd ved {form}.",
        "{order} the threshold is reached at {form}.",
    ),
    "saturation.not-reached": (
        "{order} er terskelen ikke nådd.",
        "{order} er terskelen ikkje nådd.",
        "{order} the threshold is not reached.",
    ),
    "saturation.too-few-documents": (
        "{order} er det for få dokumenter til å si noe: Det trengs {needed}.",
        "{order} er det for få dokument til å seie noko: Det trengst {needed}.",
        "{order} there are too few documents to say anything: {needed} are needed.",
    ),
    "saturation.no-codes-in-base": (
        "{order} er metning ikke definert, for det er ingen koder i grunnlaget.",
        "{order} er metting ikkje definert, for det er ingen kodar i grunnlaget.",
        "{order} saturation is not defined, since there are no codes in the base.",
    ),
    "saturation.run": (
        "Grunnlaget har {base} koder, og løpet ga {n} {new} ({percent}\u00a0%).",
        "Grunnlaget har {base} kodar, og løpet gav {n} {new} ({percent}\u00a0%).",
        "The base has {base} codes, and the run gave {n} {new} ({percent}%).",
    ),
    "new.one": ("ny", "ny", "new one"),
    "new.many": ("nye", "nye", "new ones"),
    "saturation.again": (
        "Senere kom det {n} løp over terskelen igjen.",
        "Seinare kom det {n} løp over terskelen att.",
        "Later, {n} runs were above the threshold again.",
    ),
    "saturation.chance": (
        "Av {orders} tilfeldige rekkefølger når {reached} terskelen.",
        "Av {orders} tilfeldige rekkjefølgjer når {reached} terskelen.",
        "Of {orders} random orders, {reached} reach the threshold.",
    ),
    "saturation.uncoded": (
        "Dokumenter som ikke er kodet, er ikke med: {n}.",
        "Dokument som ikkje er koda, er ikkje med: {n}.",
        "Documents that have not been coded are left out: {n}.",
    ),
    "saturation.unplaced": (
        "Dokumenter uten dato står sist i rekkefølgen etter dato: {n}.",
        "Dokument utan dato står sist i rekkjefølgja etter dato: {n}.",
        "Documents without a date come last in the order by date: {n}.",
    ),
    "saturation.figure": (
        "Koder som er funnet etter hvert dokument, for alle og for hver rolle. Det grå feltet viser tilfeldige "
        "rekkefølger av de samme dokumentene: Det som ligger i feltet, kan skyldes rekkefølgen alene.",
        "Kodar som er funne etter kvart dokument, for alle og for kvar rolle. Det grå feltet viser tilfeldige "
        "rekkjefølgjer av dei same dokumenta: Det som ligg i feltet, kan kome av rekkjefølgja åleine.",
        "Codes found after each document, for all and for each role. The grey field shows random orders of the "
        "same documents: what lies within it may be due to the order alone.",
    ),
    "saturation.table": ("Kodemetning", "Kodemetting", "Code saturation"),
    "saturation.everybody": ("Alle", "Alle", "All"),
    "saturation.answer.reached": ("nådd, {form}", "nådd, {form}", "reached, {form}"),
    "saturation.answer.not-reached": ("ikke nådd", "ikkje nådd", "not reached"),
    "saturation.answer.too-few-documents": (
        "ikke definert: for få dokumenter",
        "ikkje definert: for få dokument",
        "not defined: too few documents",
    ),
    "saturation.answer.no-codes-in-base": (
        "ikke definert: ingen koder i grunnlaget",
        "ikkje definert: ingen kodar i grunnlaget",
        "not defined: no codes in the base",
    ),
    "saturation.answer.again": (", brutt igjen", ", broten att", ", exceeded again"),
    "saturation.note": (
        "Kodene er de som er satt på ordene, sammenslåtte koder som den de ble slått sammen med. «Nye i løpet» er "
        "det første løpet under terskelen, eller det siste der den ikke er nådd. Flere detaljer står i "
        "saturation.csv og saturation_curve.csv.",
        "Kodane er dei som er sette på orda, samanslåtte kodar som den dei vart slått saman med. «Nye i løpet» er "
        "det første løpet under terskelen, eller det siste der han ikkje er nådd. Fleire detaljar står i "
        "saturation.csv og saturation_curve.csv.",
        "Codes are those put on the words, a merged one as its heir. \u201cNew in the run\u201d is the first run "
        "under the threshold, or the last one where it is not reached. More is in saturation.csv and "
        "saturation_curve.csv.",
    ),
    "column.order": ("Rekkefølge", "Rekkjefølgje", "Order"),
    "column.base-codes": ("Koder i grunnlaget", "Kodar i grunnlaget", "Codes in base"),
    "column.all-codes": ("Koder i alt", "Kodar i alt", "Codes in all"),
    "column.run-codes": ("Nye i løpet", "Nye i løpet", "New in the run"),
    "column.threshold": ("Terskelen", "Terskelen", "Threshold"),
}
