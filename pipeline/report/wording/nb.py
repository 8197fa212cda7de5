# ruff: noqa: E501
"""The texts of the report in bokmål."""

TEXTS = {
    "months": "januar februar mars april mai juni juli august september oktober november desember",
    "and": "og",
    "yes": "ja",
    "no": "nei",
    "numbers": "null ett to tre fire fem seks sju åtte ni ti elleve tolv",
    "total": "I alt",
    "unknown": "ukjent",
    "not-stated": "Ikke oppgitt",
    "hidden": "noen",
    "role.note": "fortelling",
    "small": "<3: under tre, også null. ·: skjult fordi et annet skjult tall ellers kunne regnes ut.",
    # nouns
    "utterance.one": "ytring",
    "utterance.many": "ytringer",
    "document.one": "dokument",
    "document.many": "dokumenter",
    "coding.one": "koding",
    "coding.many": "kodinger",
    "code.one": "kode",
    "code.many": "koder",
    "finding.one": "hovedfunn",
    "finding.many": "hovedfunn",
    "memo.one": "notat",
    "memo.many": "notater",
    "word.one": "ord",
    "word.many": "ord",
    # kinds and languages
    "kind.interview": "intervju",
    "kind.focus-group": "fokusgruppe",
    "kind.field-note": "feltnotat",
    "kind.minutes": "møtereferat",
    "kind.participant-minutes": "referat skrevet av deltakere",
    "kind.report": "rapport",
    "language.nb": "bokmål",
    "language.nn": "nynorsk",
    "language.da": "dansk",
    "language.en": "engelsk",
    "language.und": "språk som ikke lot seg avgjøre",
    "figure.label": "Figur",
    "table.label": "Tabell",
    "page": "Side",
    "skip": "Hopp til innholdet",
    # columns
    "column.code": "Kode",
    "column.codings": "Kodinger",
    "column.utterances": "Ytringer",
    "column.documents": "Dokumenter",
    "column.speakers": "Talere",
    "column.words": "Ord",
    "column.unknown": "Ytringer uten kjent taler",
    "column.role": "Rolle",
    "column.coded": "Kodet",
    "column.rule-only": "Bare av regel",
    "column.uncoded": "Ikke kodet",
    "column.share": "Andel kodet",
    "column.coder": "Koder",
    "column.counted": "Telles her",
    "column.word": "Ord",
    "column.count": "Antall",
    "column.here": "Her",
    "column.elsewhere": "Ellers",
    "column.g2": "G²",
    "column.log-ratio": "Log-forhold",
    "column.finding": "Funn",
    "column.theme": "Tema",
    "column.both": "Ytringer med begge",
    "column.neighbours": "Naboytringer",
    "column.jaccard": "Jaccard",
    "column.share-of-finding": "Andel av funnet",
    "column.date": "Dato",
    "column.who": "Hvem",
    "column.what": "Hva",
    "column.why": "Hvorfor",
    "column.version": "Versjon",
    "column.status": "Status",
    "column.number": "Nr.",
    "column.utterance": "Ytring",
    "column.edits": "Endringer",
    "column.document": "Dokument",
    "column.replaces": "Erstatter",
    "column.kept": "Beholdt",
    "column.moved": "Flyttet",
    "column.ambiguous": "Tvetydig",
    "column.lost": "Tapt",
    "column.placed": "Plassert",
    "column.waiting": "Venter",
    "column.check": "Kontroll",
    "column.place": "Sted",
    "column.message": "Hva",
    "column.reason": "Begrunnelse",
    "column.digest": "SHA-256",
    "column.source": "Kilde",
    "column.library": "Bibliotek",
    "column.words-list": "Ord som skiller funnet ut",
    "column.field": "Felt",
    "by.kind": "Etter type",
    "by.case": "Etter case",
    "by.wave": "Etter fase",
    # first page
    "edition.internal": "Intern utgave",
    "edition.public": "Offentlig utgave",
    "extent.internal": (
        "Denne utgaven er for dem som har lov til å se materialet. I nettutgaven åpner hvert tall og hvert sitat "
        "ytringene som står bak."
    ),
    "extent.public": (
        "Denne utgaven kan deles. Den inneholder ingen ord fra materialet utover de trykte sitatene, ingen tabell "
        "per dokument og ingen tall under tre."
    ),
    "description.none": "Studien har ingen beskrivelse i study.yaml.",
    "material": "Rapporten bygger på {document} med {utterance}, og på {coding} under {code} i kodebokens versjon {version}.",
    "contents": "Innhold",
    # data and method
    "data.heading": "Data og metode",
    "data.empty": (
        "Studien har ingen dokumenter ennå. Når filene ligger i data/raw/ med hver sin rad i documents.csv, kommer "
        "materialet hit."
    ),
    "data.no-utterances": "Dokumentene inneholder ingen ytringer som kunne leses.",
    "data.intro": (
        "Materialet består av anonymiserte utskrifter, notater og referater. En ytring er én tur av én taler, eller ett "
        "avsnitt fortelling i et notat; den er enheten som kodes. Der en rettet utskrift har erstattet en eldre, "
        "telles bare den rettede."
    ),
    "data.documents": "Dokumentene etter type, case og fase",
    "material.column": "Dokumenter",
    "data.languages": "Språket i dokumentene: {list}.",
    "data.roles": "Hvem som snakker",
    "data.asking": (
        "De som spør ({roles}), er med i tabellen, men holdes utenfor alle tellinger, ordskyer og sitater i resten av "
        "rapporten."
    ),
    "data.nobody-asks": "Ingen rolle i studien er satt opp som den som spør; alle som snakker, er med i tellingene.",
    "data.roles.caption": "Ytringer, ord og kjente talere etter rolle",
    "data.roles.note": (
        "Der taleren ikke er kjent, telles ytringen som nettopp det, og aldri som en person. Fortelling er tekst i "
        "notater og referater som ingen har sagt."
    ),
    "method.heading": "Koding og telling",
    "method.units": (
        "Materialet er kodet mot kodeboken bakerst i rapporten. Tallene har fire enheter: kodinger (én kode satt på én "
        "passasje), ytringer, dokumenter og talere. En kode teller også kodene under seg, og hver ytring bare én gang. "
        "Det som telles, er det mennesker har bestemt; treff fra indikatorer i kodeboken står for seg og blandes ikke inn."
    ),
    "method.coders": "Rapporten teller kodingene til {coders}. Studien har {n} koder(e).",
    "method.no-coders": "Studien nevner ingen kodere; alle kodinger telles.",
    "method.no-codings": "Ingenting er kodet ennå.",
    "method.coverage": "Hvor mye som er kodet, etter rolle",
    "method.by-coder": "Kodinger per koder, med ytringene de står på",
    # findings
    "findings.heading": "Funn",
    "findings.empty": "Kodeboken har ingen funn ennå.",
    "findings.intro": (
        "Analysen har {n}. For hvert står definisjonen først, så hvor ofte og hos hvem det er kodet, så kodene under, "
        "og til slutt hva folk sier. Sitatene står med rolle, og rekkefølgen er trukket ved lodd, så den ikke røper noe sted."
    ),
    "definition.none": "Definisjonen er ikke skrevet ennå.",
    "spread": "Til sammen er dette kodet i {n} {utterances} i {d} av {documents} dokumenter: {clauses}.",
    "spread.none": "Ingen ytring er kodet med dette.",
    "clause.known": "{n} {utterances} av {m} av {k} {plural}, i {d} av {documents} dokumenter",
    "clause.mixed": "{n} {utterances} av {m} av {k} kjente {plural}, i {d} av {documents} dokumenter ({u} av dem uten kjent taler)",
    "clause.unknown": "{n} {utterances} av {plural} uten kjent taler, i {d} av {documents} dokumenter",
    "clause.none": "ingen ytringer av de {k} {plural}",
    "clause.nobody": "ingen ytringer av {plural}",
    "clause.note": "{n} avsnitt fortelling, i {d} av {documents} dokumenter",
    "clause.note-none": "ingen avsnitt fortelling",
    "counts.caption": "{label}: kodene i fire enheter",
    "counts.note": (
        "Ytringer er delt på roller. En kode teller kodene under seg, hver ytring én gang. Talere er kjente talere."
    ),
    "figure.finding": "{label}: ytringer per kode og rolle",
    "quotes.heading": "Sitater",
    "quotes.none": "Ingen sitater å vise.",
    "memos.heading": "Notater om dette",
    "edit.cut": "forkortet",
    "edit.mask": "anonymisert",
    "edit.insert": "med forklaring satt inn",
    "quote.label": "Sitat",
    "behind": "Ytringene bak tallet",
    "close": "Lukk",
}
