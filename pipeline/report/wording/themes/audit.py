"""Texts of the index of an audit trail: the six kinds of records, and what each file is."""

TEXTS = {
    "audit.lang": ("nb", "nn", "en"),
    "audit.title": ("Revisjonsspor", "Revisjonsspor", "Audit trail"),
    "audit.intro": (
        "Her ligger alt analysen står på, ordnet i Halperns seks slag. Hver fil har sin SHA-256, så "
        "enhver kan se at den er den samme. Mappa inneholder intervjuer: ta vare på den som på dem.",
        "Her ligg alt analysen står på, ordna i Halpern sine seks slag. Kvar fil har sin SHA-256, så "
        "alle kan sjå at ho er den same. Mappa inneheld intervju: ta vare på ho som på dei.",
        "Everything the analysis stands on, in Halpern's six kinds. Each file has its SHA-256, so that "
        "anyone can see that it is the same. The folder holds interviews: keep it as safe as them.",
    ),
    "audit.intro.withheld": (
        "Alt analysen står på er her med sin SHA-256, ordnet i Halperns seks slag. Det som holder noens ord, "
        "er holdt tilbake: den som har studien, kan vise at det er det samme.",
        "Alt analysen står på er her med sin SHA-256, ordna i Halpern sine seks slag. Det som held orda til "
        "nokon, er halde tilbake: den som har studien, kan vise at det er det same.",
        "Everything the analysis stands on is here with its SHA-256, in Halpern's six kinds. What holds "
        "somebody's words was withheld: who has the study can show that it is the same.",
    ),
    "audit.terms": (
        "Holder intervjuer. Tas vare på og deles bare slik det er avtalt med dem som ble intervjuet; ingen "
        "lisens er gitt.",
        "Held intervju. Vert teke vare på og delt berre slik det er avtalt med dei som vart intervjua; ingen "
        "lisens er gjeven.",
        "Holds interviews. To be kept and shared only as was agreed with those who were interviewed; no "
        "licence is given.",
    ),
    "audit.terms.withheld": (
        "Ingen lisens er gitt. Det som holder noens ord, er holdt tilbake.",
        "Ingen lisens er gjeven. Det som held orda til nokon, er halde tilbake.",
        "No licence is given. What holds somebody's words was withheld.",
    ),
    "audit.raw-data": ("Rådata", "Rådata", "Raw data"),
    "audit.raw-data.about": (
        "Dokumentene slik de kom, og registrene over dokumenter og talere.",
        "Dokumenta slik dei kom, og registera over dokument og talarar.",
        "The documents as received, and the registers of documents and speakers.",
    ),
    "audit.reduction-and-analysis": (
        "Reduksjon og analyse",
        "Reduksjon og analyse",
        "Data reduction and analysis products",
    ),
    "audit.reduction-and-analysis.about": (
        "Ytringene, hver koders kodinger linje for linje, og tabellene som er talt av dem.",
        "Ytringane, kodingane til kvar kodar linje for linje, og tabellane som er talde av dei.",
        "The utterances, each coder's codings line by line, and the tables counted from them.",
    ),
    "audit.reconstruction-and-synthesis": (
        "Rekonstruksjon og sammenfatning",
        "Rekonstruksjon og samanfatting",
        "Data reconstruction and synthesis products",
    ),
    "audit.reconstruction-and-synthesis.about": (
        "Kodeboken med funn og sammenhenger, figurene, sitatene, manuskriptet og rapporten.",
        "Kodeboka med funn og samanhengar, figurane, sitata, manuskriptet og rapporten.",
        "The codebook with findings and relations, the figures, the quotes, the manuscript and the report.",
    ),
    "audit.process-notes": ("Notater om framgangsmåten", "Notat om framgangsmåten", "Process notes"),
    "audit.process-notes.about": (
        "Hva som ble gjort, når og hvorfor: tidslinjen, kodebokens historie, notatene, utvalget, "
        "samsvar og metning, og det kontrollen fant.",
        "Kva som vart gjort, når og kvifor: tidslina, historia til kodeboka, notata, utvalet, "
        "samsvar og metting, og det kontrollen fann.",
        "What was done, when and why: the timeline, the history of the codebook, the memos, the sampling, "
        "agreement and saturation, and what the checks found.",
    ),
    "audit.intentions-and-dispositions": (
        "Hensikter og forhåndssyn",
        "Føremål og førehandssyn",
        "Materials relating to intentions and dispositions",
    ),
    "audit.intentions-and-dispositions.about": (
        "Notater om studien og om forskerne selv, og det de sier om seg selv i COREQ.",
        "Notat om studien og om forskarane sjølve, og det dei seier om seg sjølve i COREQ.",
        "Memos on the study and on the researchers themselves, and what they say of themselves in COREQ.",
    ),
    "audit.instrument-development": (
        "Utvikling av redskapene",
        "Utvikling av reiskapane",
        "Instrument development information",
    ),
    "audit.instrument-development.about": (
        "Innstillinger, stoppordlister, og hva hver kode har betydd fra versjon til versjon.",
        "Innstillingar, stoppordlister, og kva kvar kode har tydd frå versjon til versjon.",
        "Settings, stop words, and what each code has meant from version to version.",
    ),
    "audit.file": ("Fil", "Fil", "File"),
    "audit.what": ("Hva det er", "Kva det er", "What it is"),
    "audit.source": ("Sted i studien", "Stad i studien", "Place in the study"),
    "audit.bytes": ("Byte", "Byte", "Bytes"),
    "audit.none": ("Ingenting av dette slaget.", "Ingenting av dette slaget.", "Nothing of this kind."),
    "audit.withheld": ("(holdt tilbake)", "(halden tilbake)", "(withheld)"),
    "audit.what.register": ("register", "register", "register"),
    "audit.what.document": ("dokument slik det kom", "dokument slik det kom", "document as received"),
    "audit.what.utterances": ("ytringene", "ytringane", "the utterances"),
    "audit.what.codings-table": (
        "kodingene slik de telles",
        "kodingane slik dei vert talde",
        "the codings as they are counted",
    ),
    "audit.what.codings": (
        "en koders hendelser i et dokument",
        "hendingane til ein kodar i eit dokument",
        "a coder's events on a document",
    ),
    "audit.what.table": ("tabell", "tabell", "table"),
    "audit.what.trust": (
        "tabell om hvor godt analysen holder",
        "tabell om kor godt analysen held",
        "table on how well the analysis holds",
    ),
    "audit.what.manifest": (
        "hva rapporten er laget av",
        "kva rapporten er laga av",
        "what the report was made from",
    ),
    "audit.what.figure": ("figur", "figur", "figure"),
    "audit.what.report": ("rapporten", "rapporten", "the report"),
    "audit.what.codebook": ("kodeboken", "kodeboka", "the codebook"),
    "audit.what.manuscript": ("manuskriptet", "manuskriptet", "the manuscript"),
    "audit.what.history": ("kodebokens historie", "historia til kodeboka", "the history of the codebook"),
    "audit.what.log": ("logg", "logg", "log"),
    "audit.what.timeline": ("tidslinjen", "tidslina", "the timeline"),
    "audit.what.problems": ("hva kontrollen fant", "kva kontrollen fann", "what the checks found"),
    "audit.what.memo": ("notat", "notat", "memo"),
    "audit.what.coreq": ("svar til COREQ", "svar til COREQ", "answers to COREQ"),
    "audit.what.stopwords": ("stoppordliste", "stoppordliste", "stop words"),
    "audit.what.settings": (
        "studiens innstillinger",
        "innstillingane til studien",
        "the settings of the study",
    ),
    "audit.what.definitions": (
        "hva hver kode har betydd",
        "kva kvar kode har tydd",
        "what each code has meant",
    ),
    "audit.what.other": ("annet", "anna", "other"),
}
