"""What the report says of COREQ, the items in words of our own, in bokmål, nynorsk and English."""

from __future__ import annotations

ITEMS: dict[int, tuple[str, str, str]] = {
    1: ("Hvem som holdt samtalene", "Kven som heldt samtalane", "Who held the interviews"),
    2: ("Utdanning", "Utdanning", "Degrees"),
    3: ("Yrke den gangen", "Yrke den gongen", "Occupation at the time"),
    4: ("Kjønn", "Kjønn", "Gender"),
    5: ("Erfaring og opplæring", "Erfaring og opplæring", "Experience and training"),
    6: (
        "Kontakt med deltakerne på forhånd",
        "Kontakt med deltakarane på førehand",
        "Relationship before the study began",
    ),
    7: (
        "Hva deltakerne visste om forskeren",
        "Kva deltakarane visste om forskaren",
        "What participants knew of the researcher",
    ),
    8: (
        "Forskerens interesser og antakelser",
        "Interessene og tankane til forskaren på førehand",
        "Interests and assumptions of the researcher",
    ),
    9: ("Metodologi og teori", "Metodologi og teori", "Methodology and theory"),
    10: ("Hvordan deltakerne ble valgt", "Korleis deltakarane vart valde", "How participants were selected"),
    11: (
        "Hvordan deltakerne ble spurt om å være med",
        "Korleis deltakarane vart spurde om å vere med",
        "How participants were approached",
    ),
    12: ("Hvor mange som deltok", "Kor mange som deltok", "How many took part"),
    13: ("Hvem som sa nei eller falt fra", "Kven som sa nei eller fall frå", "Who refused or dropped out"),
    14: ("Hvor samtalene ble holdt", "Kor samtalane vart haldne", "Where the data were collected"),
    15: ("Om andre var til stede", "Om andre var til stades", "Whether others were present"),
    16: ("Hvem deltakerne er", "Kven deltakarane er", "Who the participants are"),
    17: ("Intervjuguide", "Intervjuguide", "Interview guide"),
    18: ("Gjentatte intervjuer", "Gjentekne intervju", "Repeat interviews"),
    19: ("Opptak", "Opptak", "Recording"),
    20: ("Feltnotater", "Feltnotat", "Field notes"),
    21: ("Hvor lenge samtalene varte", "Kor lenge samtalane varte", "Duration"),
    22: ("Metning", "Metting", "Saturation"),
    23: (
        "Om deltakerne fikk lese utskriften",
        "Om deltakarane fekk lese utskrifta",
        "Whether transcripts were returned",
    ),
    24: ("Antall kodere", "Talet på kodarar", "Number of coders"),
    25: ("Kodetreet", "Kodetreet", "The coding tree"),
    26: ("Hvor temaene kom fra", "Kor temaa kom frå", "Where the themes came from"),
    27: ("Programvare", "Programvare", "Software"),
    28: (
        "Om deltakerne fikk si hva de mente om funnene",
        "Om deltakarane fekk seie kva dei meinte om funna",
        "Whether participants commented on the findings",
    ),
    29: ("Sitater", "Sitat", "Quotations"),
    30: ("Om data og funn henger sammen", "Om data og funn heng saman", "Whether data and findings agree"),
    31: (
        "Om hovedfunnene kommer tydelig fram",
        "Om hovudfunna kjem tydeleg fram",
        "Whether major themes are clear",
    ),
    32: (
        "Om mindre temaer og avvik er med",
        "Om mindre tema og avvik er med",
        "Whether minor themes and other cases are told",
    ),
}
"""The items of Tong, Sainsbury and Craig (2007), each named in a few words of our own."""

TEXTS: dict[str, tuple[str, str, str]] = {
    **{f"coreq.item.{number}": names for number, names in ITEMS.items()},
    "coreq.heading": (
        "COREQ: hva en intervjustudie bør fortelle",
        "COREQ: kva ein intervjustudie bør fortelje",
        "COREQ: what an interview study should tell",
    ),
    "coreq.intro": (
        "Listen følger de 32 punktene i COREQ (Tong, Sainsbury og Craig 2007), med navn i våre egne ord. Data svarer "
        "bare så langt de rekker, og kolonnen til høyre sier hva svaret bygger på. Det ingen har svart på, står som «ikke "
        "rapportert».",
        "Lista følgjer dei 32 punkta i COREQ (Tong, Sainsbury og Craig 2007), med namn i våre eigne ord. Data svarer "
        "berre så langt dei rekk, og kolonnen til høgre seier kva svaret byggjer på. Det ingen har svart på, står som "
        "«ikkje rapportert».",
        "The list follows the 32 items of COREQ (Tong, Sainsbury and Craig 2007), named in our own words. The data answer "
        "only as far as they go, and the column to the right says what an answer stands on. What nobody has answered is "
        "'not reported'.",
    ),
    "coreq.caption": ("De 32 punktene i COREQ", "Dei 32 punkta i COREQ", "The 32 items of COREQ"),
    "coreq.not-reported": ("ikke rapportert", "ikkje rapportert", "not reported"),
    "coreq.waiting.none": (
        "Disse punktene kan bare dere som laget studien, svare på. Skriv svarene under numrene i codebooks/coreq.yaml:",
        "Desse punkta kan berre de som laga studien, svare på. Skriv svara under numra i codebooks/coreq.yaml:",
        "Only you who made the study can answer these items. Write the answers under their numbers in codebooks/coreq.yaml:",
    ),
    "coreq.waiting.part": (
        "Disse punktene svarer data bare delvis på. Resten må dere skrive samme sted:",
        "Desse punkta svarer data berre delvis på. Resten må de skrive same staden:",
        "These items the data answer only in part. The rest is for you to write in the same place:",
    ),
    "coreq.domain.team": (
        "Forskerne og deltakerne",
        "Forskarane og deltakarane",
        "Research team and reflexivity",
    ),
    "coreq.domain.design": ("Hvordan studien er lagt opp", "Korleis studien er lagd opp", "Study design"),
    "coreq.domain.analysis": ("Analyse og funn", "Analyse og funn", "Analysis and findings"),
    "column.item": ("Punkt", "Punkt", "Item"),
    "column.answer": ("Svar", "Svar", "Answer"),
    "column.stands-on": ("Bygger på", "Byggjer på", "Stands on"),
    "coreq.on.people": (
        "det forskerne har skrevet",
        "det forskarane har skrive",
        "what the researchers wrote",
    ),
    "coreq.on.roles": ("rollene i utskriftene", "rollene i utskriftene", "the roles in the transcripts"),
    "coreq.on.memos": ("notatene", "notata", "the memos"),
    "coreq.on.codebook": ("kodeboken", "kodeboka", "the codebook"),
    "coreq.on.history": ("historien til kodeboken", "historia til kodeboka", "the history of the codebook"),
    "coreq.on.sampling": ("utvalgsloggen", "utvalsloggen", "the sampling log"),
    "coreq.on.documents": ("dokumentlisten", "dokumentlista", "the register of documents"),
    "coreq.on.speakers": (
        "dokumentlisten og pseudonymene",
        "dokumentlista og pseudonyma",
        "the registers of documents and speakers",
    ),
    "coreq.on.times": ("tidskodene", "tidskodane", "the time codes"),
    "coreq.on.codings": ("kodingene", "kodingane", "the codings"),
    "coreq.on.program": ("programmet selv", "programmet sjølv", "the program itself"),
    "coreq.on.quotes": ("sitatene i rapporten", "sitata i rapporten", "the quotes of the report"),
    "talk.one": ("samtale", "samtale", "interview"),
    "talk.many": ("samtaler", "samtalar", "interviews"),
    "guide.one": ("guide", "guide", "guide"),
    "guide.many": ("guider", "guidar", "guides"),
    "field-note.one": ("feltnotat", "feltnotat", "field note"),
    "field-note.many": ("feltnotater", "feltnotat", "field notes"),
    "transcript.one": ("utskrift", "utskrift", "transcript"),
    "transcript.many": ("utskrifter", "utskrifter", "transcripts"),
    "person.one": ("person", "person", "person"),
    "person.many": ("personer", "personar", "people"),
    "coder.one": ("person", "person", "person"),
    "coder.many": ("personer", "personar", "people"),
    "change.one": ("endring", "endring", "change"),
    "change.many": ("endringer", "endringar", "changes"),
    "quote.one": ("sitat", "sitat", "quote"),
    "quote.many": ("sitater", "sitat", "quotes"),
    "negative.one": ("negativt tilfelle", "negativt tilfelle", "negative case"),
    "negative.many": ("negative tilfeller", "negative tilfelle", "negative cases"),
    "theme.one": ("gjennomgående tema", "gjennomgåande tema", "cross-cutting theme"),
    "theme.many": ("gjennomgående temaer", "gjennomgåande tema", "cross-cutting themes"),
    "coreq.1": (
        "De som spør, er oppført som {roles}, med {n} {utterances}.",
        "Dei som spør, er førte opp som {roles}, med {n} {utterances}.",
        "Those who ask are entered as {roles}, with {n} {utterances}.",
    ),
    "coreq.8": (
        "Det er skrevet om eget ståsted: {memos}.",
        "Det er skrive om eigen ståstad: {memos}.",
        "Where they stand is written about in: {memos}.",
    ),
    "coreq.9": (
        "Kodene i bruk, etter opphav: {list}.",
        "Kodane i bruk, etter opphav: {list}.",
        "The codes in use, by their origin: {list}.",
    ),
    "coreq.origin.a-priori": (
        "{n} fra før",
        "{n} frå før",
        "{n} from before",
    ),
    "coreq.origin.open": ("{n} fra lesningen", "{n} frå lesinga", "{n} from the reading"),
    "coreq.origin.in-vivo": (
        "{n} i deltakernes egne ord",
        "{n} i deltakarane sine eigne ord",
        "{n} in participants' own words",
    ),
    "coreq.10": (
        "Utvalgsloggen har {n} {plans} for hvem som skulle spørres videre; se {link}.",
        "Utvalsloggen har {n} {plans} for kven som skulle spørjast vidare; sjå {link}.",
        "The sampling log has {n} {plans} for whom to ask next; see {link}.",
    ),
    "coreq.12": (
        "{documents}. Kjente personer som svarer: {people}.",
        "{documents}. Kjende personar som svarer: {people}.",
        "{documents}. Known people who answer: {people}.",
    ),
    "coreq.12.untold": (
        "{documents}. Talere som svarer, en ny i hvert intervju der det ikke er sagt hvem det er: {people}.",
        "{documents}. Talarar som svarer, ein ny i kvart intervju der det ikkje er sagt kven det er: {people}.",
        "{documents}. Speakers who answer, a new one in each interview where it is not told who it is: {people}.",
    ),
    "coreq.12.documents": ("{documents}.", "{documents}.", "{documents}."),
    "coreq.12.unknown": (
        "Hvem som sa {n} {utterances}, vet vi ikke.",
        "Kven som sa {n} {utterances}, veit vi ikkje.",
        "Who said {n} {utterances} is not known.",
    ),
    "coreq.13": (
        "I utvalgsloggen er {n} {plans} gitt opp; se {link}. Hvem som sa nei, vet data ikke.",
        "I utvalsloggen er {n} {plans} gitte opp; sjå {link}. Kven som sa nei, veit data ikkje.",
        "In the sampling log {n} {plans} were given up; see {link}. Who refused, the data do not know.",
    ),
    "coreq.14": (
        "Samtalene er holdt slik: {list}.",
        "Samtalane er haldne slik: {list}.",
        "The interviews were held: {list}.",
    ),
    "coreq.16": (
        "Dokumentene og rollene står i tabellene under {link}.",
        "Dokumenta og rollene står i tabellane under {link}.",
        "Documents and roles stand in the tables under {link}.",
    ),
    "coreq.17": (
        "Dokumentlisten nevner {n} {guides}, i bruk i {documents}. Spørsmålene selv står ikke i data.",
        "Dokumentlista nemner {n} {guides}, i bruk i {documents}. Spørsmåla sjølve står ikkje i data.",
        "The register names {n} {guides}, used in {documents}. The questions themselves are not in the data.",
    ),
    "coreq.18": (
        "{n} {people} av {of} er intervjuet mer enn én gang.",
        "{n} {people} av {of} er intervjua meir enn éin gong.",
        "{n} {people} of {of} were interviewed more than once.",
    ),
    "coreq.19": (
        "Opptak er gjort av {n} av {of}.",
        "Det er gjort opptak av {n} av {of}.",
        "{n} of {of} were recorded.",
    ),
    "coreq.19.unknown": ("For {n} står det ikke.", "For {n} står det ikkje.", "Of {n} it is not told."),
    "coreq.19.times": (
        "Utskriften har tidskoder i {documents}.",
        "Utskrifta har tidskodar i {documents}.",
        "The transcript has time codes in {documents}.",
    ),
    "coreq.20": ("Materialet har {notes}.", "Materialet har {notes}.", "The material has {notes}."),
    "coreq.20.none": (
        "Materialet har ingen feltnotater.",
        "Materialet har ingen feltnotat.",
        "The material has no field notes.",
    ),
    "coreq.21": (
        "Tidskodene i {n} av {of} viser at de varte minst {least} til {most} minutter (median {middle}).",
        "Tidskodane i {n} av {of} viser at dei varte minst {least} til {most} minutt (median {middle}).",
        "The time codes in {n} of {of} show that they lasted at least {least} to {most} minutes (median {middle}).",
    ),
    "coreq.21.unknown": (
        "Hvor lenge de andre varte, vet data ikke.",
        "Kor lenge dei andre varte, veit data ikkje.",
        "How long the others lasted, the data do not know.",
    ),
    "coreq.22": ("Se {link}.", "Sjå {link}.", "See {link}."),
    "coreq.23": (
        "Utskriften er sendt tilbake i {n} av {of}.",
        "Utskrifta er send tilbake i {n} av {of}.",
        "The transcript was returned in {n} of {of}.",
    ),
    "coreq.23.corrected": ("{documents} er rettet.", "{documents} er retta.", "{documents} corrected."),
    "coreq.23.unknown": (
        "Om deltakerne fikk lese dem, vet data ikke.",
        "Om deltakarane fekk lese dei, veit data ikkje.",
        "Whether participants read them, the data do not know.",
    ),
    "coreq.24": ("{n} {coders} har kodet.", "{n} {coders} har koda.", "{n} {coders} coded."),
    "coreq.24.several": (
        "Flere har kodet {documents}.",
        "Fleire har koda {documents}.",
        "Several of them coded {documents}.",
    ),
    "coreq.25": (
        "{n} {codes} i bruk, av dem {f} {findings}. {d} av {n} står med definisjon under {link}.",
        "{n} {codes} i bruk, av dei {f} {findings}. {d} av {n} står med definisjon under {link}.",
        "{n} {codes} in use, of them {f} {findings}. {d} of {n} stand with a definition under {link}.",
    ),
    "coreq.26": (
        "{n} {changes} av kodeboken; se {link}.",
        "{n} {changes} av kodeboka; sjå {link}.",
        "{n} {changes} of the codebook; see {link}.",
    ),
    "coreq.27": ("{program}; se {link}.", "{program}; sjå {link}.", "{program}; see {link}."),
    "coreq.28": (
        "I {documents} sier deltakerne hva de mener om funnene.",
        "I {documents} seier deltakarane kva dei meiner om funna.",
        "In {documents} participants say what they think of the findings.",
    ),
    "coreq.29": (
        "{n} {quotes} er trykt, hvert med nummer og rolle.",
        "{n} {quotes} er trykte, kvart med nummer og rolle.",
        "{n} {quotes} printed, each with a number and a role.",
    ),
    "coreq.29.none": ("Ingen sitater er trykt.", "Ingen sitat er trykte.", "No quotes are printed."),
    "coreq.30": (
        "I nettutgaven åpner tallene på koder og roller ytringene de bygger på.",
        "I nettutgåva opnar tala på kodar og roller ytringane dei byggjer på.",
        "In the web page, counts of codes and roles open to the utterances that they stand on.",
    ),
    "coreq.30.public": (
        "I den interne nettutgaven åpner tallene på koder og roller ytringene de bygger på.",
        "I den interne nettutgåva opnar tala på kodar og roller ytringane dei byggjer på.",
        "In the internal web page, counts of codes and roles open to the utterances that they stand on.",
    ),
    "coreq.30.negative": ("{n} {cases} er merket.", "{n} {cases} er merkte.", "{n} {cases} marked."),
    "coreq.31": (
        "{n} {findings}; {d} av {n} står med definisjon, og {k} av {n} er kodet; se {link}.",
        "{n} {findings}; {d} av {n} står med definisjon, og {k} av {n} er koda; sjå {link}.",
        "{n} {findings}; {d} of {n} stand with a definition, and {k} of {n} are coded; see {link}.",
    ),
    "coreq.32": (
        "{n} {codes} under funnene, og {k} {themes}.",
        "{n} {codes} under funna, og {k} {themes}.",
        "{n} {codes} under the findings, and {k} {themes}.",
    ),
}
"""Each text in the three languages, by its key."""
