"""What the report says of how far coders agree."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str, str]] = {
    "undefined": ("ikke definert", "ikkje definert", "not defined"),
    "agreement.heading": ("Samsvar mellom koderne", "Samsvar mellom kodarane", "Agreement between coders"),
    "agreement.empty": (
        "Ingen dokumenter er merket som ferdige av to kodere, så det er ikke noe samsvar å regne ut.",
        "Ingen dokument er merkte som ferdige av to kodarar, så det er ikkje noko samsvar å rekne ut.",
        "No document has been marked as done by two coders, so there is no agreement to compute.",
    ),
    "agreement.few": (
        "Færre enn tre dokumenter er ferdig kodet av to. Samsvaret vises ikke i denne utgaven.",
        "Færre enn tre dokument er ferdig koda av to. Samsvaret blir ikkje vist i denne utgåva.",
        "Fewer than three documents have been coded by two. The agreement is not shown in this edition.",
    ),
    "agreement.intro": (
        "{coders} har kodet hver for seg. Siden de koder på, skjuler de andres kodinger til begge er ferdige med "
        "dokumentet; kommandoene i terminalen kan vise dem, så data vet ikke om noen har sett dem før. Det "
        "gjelder {documents} {noun} med {n} {utterances}; det de som spør sier, er holdt utenfor. Her "
        "sammenlignes det som sto da hver av dem var ferdig. Det de har endret eller bestemt sammen siden, er "
        "ikke regnet med.",
        "{coders} har koda kvar for seg. Sida dei kodar på, skjuler kodingane til dei andre til begge er ferdige med "
        "dokumentet; kommandoane i terminalen kan vise dei, så data veit ikkje om nokon har sett dei før. Det "
        "gjeld {documents} {noun} med {n} {utterances}; det dei som spør seier, er halde utanfor. Her blir det "
        "som stod då kvar av dei var ferdig, samanlikna. Det dei har endra eller bestemt saman sidan, er ikkje "
        "rekna med.",
        "{coders} have coded each on their own. The page that they code on hides the others' codings until both are "
        "done with the document; commands in the terminal can show them, so the data do not know whether anyone saw "
        "them before. That is {documents} {noun} with {n} {utterances}; what those who ask say is left out. "
        "What stood when each of them was done is compared. What they have changed or decided together since "
        "does not count.",
    ),
    "agreement.differ": ("De største uenighetene", "Dei største usemjene", "The largest disagreements"),
    "agreement.differ.note": (
        "Tabellen viser {shown} av {n} uenigheter: en kode på en ytring som ikke alle satte der. Koderne har "
        "bestemt seg sammen om {decided} av dem. Alle står i reports/tables/disagreements.csv.",
        "Tabellen viser {shown} av {n} usemjer: ein kode på ei ytring som ikkje alle sette der. Kodarane har "
        "bestemt seg saman om {decided} av dei. Alle står i reports/tables/disagreements.csv.",
        "The table shows {shown} of {n} disagreements: a code on an utterance that not all put there. The coders "
        "have decided on {decided} of them together. All are in reports/tables/disagreements.csv.",
    ),
    "agreement.stands": ("koden står", "koden står", "the code stands"),
    "agreement.falls": ("koden faller", "koden fell", "the code falls"),
    "agreement.codes": (
        "Samsvar for hver kode, satt eller ikke satt på hver ytring",
        "Samsvar for kvar kode, sett eller ikkje sett på kvar ytring",
        "Agreement on each code, put or not put on each utterance",
    ),
    "agreement.codes.note": (
        "Ytringer: der minst én satte koden. "
        "Kappa etter Cohen (1960), alfa etter Krippendorff (2011), AC1 etter Gwet (2008). "
        "Intervallet holder 95 % av {rounds} trekninger av hele dokumenter; der det mangler, står koden i for få "
        "dokumenter.",
        "Ytringar: der minst éin sette koden. "
        "Kappa etter Cohen (1960), alfa etter Krippendorff (2011), AC1 etter Gwet (2008). "
        "Intervallet held 95 % av {rounds} trekkingar av heile dokument; der det manglar, står koden i for få "
        "dokument.",
        "Utterances: where at least one put the code. "
        "Kappa after Cohen (1960), alpha after Krippendorff (2011), AC1 after Gwet (2008). "
        "The interval holds 95% of {rounds} draws of whole documents; where it is missing, the code stands in too "
        "few documents.",
    ),
    "agreement.figure": (
        "Alfa for hver kode, den høyeste øverst",
        "Alfa for kvar kode, den høgaste øvst",
        "Alpha of each code, the highest first",
    ),
    "agreement.figure.note": (
        "Streken er 95 %-intervallet; der den er lang, vet vi lite. Et punkt uten strek er ikke sikrere: enten har "
        "koderne aldri vært uenige, eller koden står i for få dokumenter. De stiplede linjene er Krippendorffs "
        "grenser. Til høyre står hvor mange ytringer minst én satte koden på.",
        "Streken er 95 %-intervallet; der han er lang, veit vi lite. Eit punkt utan strek er ikkje sikrare: anten har "
        "kodarane aldri vore usamde, eller koden står i for få dokument. Dei stipla linjene er grensene til "
        "Krippendorff. Til høgre står kor mange ytringar minst éin sette koden på.",
        "The line is the 95% interval; where it is long, little is known. A dot without a line is no surer: either "
        "the coders never differed, or the code stands in too few documents. The broken lines are Krippendorff's "
        "bounds. At the right stands how many utterances at least one put the code on.",
    ),
    "agreement.versions.figure": (
        "Alfa over alle kodene, etter versjon av kodeboken",
        "Alfa over alle kodane, etter versjon av kodeboka",
        "Alpha over all codes, by version of the codebook",
    ),
    "agreement.versions.figure.note": (
        "Streken er 95 %-intervallet. Av ett dokument kan det ikke regnes ut noe intervall.",
        "Streken er 95 %-intervallet. Av eitt dokument kan det ikkje reknast ut noko intervall.",
        "The line is the 95% interval. Of one document none can be computed.",
    ),
    "agreement.inside.note": (
        " Uenige: der ikke alle gjorde det. Positivt samsvar: hvor ofte de er enige om hvor koden er.",
        " Usamde: der ikkje alle gjorde det. Positivt samsvar: kor ofte dei er samde om kvar koden er.",
        " Differ: where not all did. Positive agreement: how often they agree on where the code is.",
    ),
    "agreement.pairs.note": (
        " Kappa er den laveste og den høyeste for to og to kodere; det er ikke tatt noe gjennomsnitt.",
        " Kappa er den lågaste og den høgaste for to og to kodarar; det er ikkje teke noko gjennomsnitt.",
        " Kappa is the lowest and the highest of the pairs of coders; nothing has been averaged.",
    ),
    "agreement.from-to": ("{low} til {high}", "{low} til {high}", "{low} to {high}"),
    "agreement.sets": (
        "Samsvar over {codes}, sett under ett på hver ytring",
        "Samsvar over {codes}, sett under eitt på kvar ytring",
        "Agreement over {codes}, taken together on each utterance",
    ),
    "agreement.counting.one": (
        "den ene koden som teller",
        "den eine koden som tel",
        "the one code that counts",
    ),
    "agreement.counting.many": (
        "de {n} kodene som teller",
        "dei {n} kodane som tel",
        "the {n} codes that count",
    ),
    "agreement.sets.note": (
        "Krippendorffs alfa for sett av koder. Tallet avhenger av hvordan avstanden mellom to sett måles, så "
        "avstanden er nevnt. Bare koder med alle de seks feltene utfylt teller. To som begge lot ytringen stå uten kode, er enige.",
        "Krippendorffs alfa for sett av kodar. Talet kjem an på korleis avstanden mellom to sett blir målt, så "
        "avstanden er nemnd. Berre kodar med alle dei seks felta utfylte tel. To som begge lét ytringa stå utan kode, er samde.",
        "Krippendorff's alpha for sets of codes. The number depends on how the distance between two sets is measured, "
        "so the distance is named. Only codes with all six fields filled in count. Two who both left the utterance without a code agree.",
    ),
    "agreement.letters": (
        "Den neste tabellen ser på hvilke bokstaver hver koder merket. Enhetsalfa fra 2004 måler hvor langt grensene "
        "ligger fra hverandre; den fra 2016 sammenligner bokstavene innenfor og utenfor. De er to ulike mål. Kappa på "
        "bokstaver er regnet slik NVivo gjør det. Lange strekk som ingen merket, løfter den, og én lang koding veier "
        "mer enn mange korte.",
        "Den neste tabellen ser på kva bokstavar kvar kodar merkte. Einingsalfa frå 2004 måler kor langt grensene "
        "ligg frå kvarandre; den frå 2016 samanliknar bokstavane innanfor og utanfor. Dei er to ulike mål. Kappa på "
        "bokstavar er rekna slik NVivo gjer det. Lange strekk som ingen merkte, løftar den, og éi lang koding veg "
        "meir enn mange korte.",
        "The next table looks at which letters each coder marked. Unitizing alpha of 2004 measures how far borders "
        "lie apart; that of 2016 compares the letters inside and outside. They are two different measures. Kappa on "
        "letters is computed as NVivo does. Long stretches that nobody marked raise it, and one long coding outweighs "
        "many short ones.",
    ),
    "agreement.on-letters": (
        "Samsvar om hvilke bokstaver som ble merket",
        "Samsvar om kva bokstavar som vart merkte",
        "Agreement on which letters were marked",
    ),
    "agreement.versions": (
        "Samsvar etter hvert som kodeboken vokste",
        "Samsvar etter kvart som kodeboka voks",
        "Agreement as the codebook grew",
    ),
    "agreement.versions.note": (
        "Et dokument hører til den versjonen av kodeboken som hver koder satte de fleste kodene etter, og av disse til den høyeste. Alfa er for sett av "
        "koder med avstanden masi-passonneau. Alle radene er over {codes} i kodeboken slik den er nå, i versjon {version}: "
        "blir flere koder beskrevet, kan også tallene for eldre versjoner endre seg. Versjonene har ulike dokumenter, så en endring kan komme av teksten og "
        "ikke av kodeboken.",
        "Eit dokument høyrer til den versjonen av kodeboka som kvar kodar sette dei fleste kodane etter, og av desse til den høgaste. Alfa er for sett av "
        "kodar med avstanden masi-passonneau. Alle radene er over {codes} i kodeboka slik ho er no, i versjon {version}: "
        "blir fleire kodar skildra, kan òg tala for eldre versjonar endre seg. Versjonane har ulike dokument, så ei endring kan kome av teksten og "
        "ikkje av kodeboka.",
        "A document belongs to the version of the codebook under which each coder put most codes, and of these to the highest. Alpha is for sets "
        "of codes with the distance masi-passonneau. Every row is over {codes} in the codebook as it is now, in version "
        "{version}: as more codes are described, the numbers of older versions may change too. The versions have different documents, so a change may come from "
        "the text and not from the codebook.",
    ),
    "agreement.left-out": (
        "Disse kodene er ikke ferdig beskrevet og er ikke regnet med: {codes}.",
        "Desse kodane er ikkje ferdig skildra og er ikkje rekna med: {codes}.",
        "These codes are not fully described and do not count: {codes}.",
    ),
    "agreement.not-failure": (
        "Lavt samsvar mens kodene blir til, er opplysning og ikke feil. Det viser hvor to leser ulikt.",
        "Lågt samsvar medan kodane blir til, er opplysning og ikkje feil. Det viser kvar to les ulikt.",
        "Low agreement while codes are being made is information, not failure. It shows where two people read "
        "differently.",
    ),
    "agreement.rare": (
        "En sjelden kode kan ha høy AC1 og lav kappa av de samme kodingene. Les dem sammen med antall ytringer.",
        "Ein sjeldan kode kan ha høg AC1 og låg kappa av dei same kodingane. Les dei saman med talet på ytringar.",
        "A rare code may have a high AC1 and a low kappa from the same codings. Read them together with the number of "
        "utterances.",
    ),
    "agreement.bounds": (
        "Krippendorff ber om en alfa på minst 0,800 for å stole på kodingen, og 0,667 for forsiktige slutninger. De "
        "grensene er laget for innholdsanalyse med ferdige koder.",
        "Krippendorff ber om ein alfa på minst 0,800 for å stole på kodinga, og 0,667 for varsame slutningar. Dei "
        "grensene er laga for innhaldsanalyse med ferdige kodar.",
        "Krippendorff asks for an alpha of at least 0.800 to rely on the coding, and 0.667 for tentative conclusions. "
        "Those bounds were made for content analysis with finished codes.",
    ),
    "agreement.few-documents": (
        "Intervallene er trukket av {documents} {noun}. Av så få sier de lite, og de er smalere enn de burde være.",
        "Intervalla er trekte av {documents} {noun}. Av så få seier dei lite, og dei er smalare enn dei burde vere.",
        "The intervals are drawn from {documents} {noun}. Of so few they say little, and are narrower than they should be.",
    ),
    "agreement.size": (
        "For å vise en alfa på minst 0,667 trengs det {needed} ytringer kodet av to, om hver av de {codes} kodene står "
        "like ofte (Bloch og Kraemer 1989; z = 1,645, to kodere). Her er det {n}.",
        "For å vise ein alfa på minst 0,667 trengst det {needed} ytringar koda av to, om kvar av dei {codes} kodane står "
        "like ofte (Bloch og Kraemer 1989; z = 1,645, to kodarar). Her er det {n}.",
        "To show an alpha of at least 0.667, {needed} utterances coded by two are needed if each of the {codes} codes is "
        "equally common (Bloch and Kraemer 1989; z = 1.645, two coders). Here there are {n}.",
    ),
    "agreement.column.put-by": ("Satt av", "Sett av", "Put by"),
    "agreement.column.left-by": ("Ikke av", "Ikkje av", "Not by"),
    "agreement.column.letters": ("Bokstaver", "Bokstavar", "Letters"),
    "agreement.column.decided": ("Bestemt sammen", "Bestemt saman", "Decided"),
    "agreement.column.with-code": ("Ytringer", "Ytringar", "Utterances"),
    "agreement.column.differ": ("Uenige", "Usamde", "Differ"),
    "agreement.column.positive": ("Positivt samsvar", "Positivt samsvar", "Positive agreement"),
    "agreement.column.kappa": ("Kappa", "Kappa", "Kappa"),
    "agreement.column.alpha": ("Alfa", "Alfa", "Alpha"),
    "agreement.column.interval": ("95 %-intervall", "95 %-intervall", "95% interval"),
    "agreement.column.ac1": ("AC1", "AC1", "AC1"),
    "agreement.column.coders": ("Kodere", "Kodarar", "Coders"),
    "agreement.column.distance": ("Avstand", "Avstand", "Distance"),
    "agreement.column.unitizing-2004": ("Enhetsalfa 2004", "Einingsalfa 2004", "Unitizing alpha 2004"),
    "agreement.column.unitizing-2016": ("Enhetsalfa 2016", "Einingsalfa 2016", "Unitizing alpha 2016"),
    "agreement.column.letter-kappa": ("Kappa på bokstaver", "Kappa på bokstavar", "Kappa on letters"),
}
"""Each text by its key, in bokmål, nynorsk and English."""
