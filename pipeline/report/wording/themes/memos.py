"""What the report says of memos and of sampling under way, in bokmål, nynorsk and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str, str]] = {
    "positionality.heading": ("Forskerens ståsted", "Ståstaden til forskaren", "Where the researchers stand"),
    "positionality.none": (
        "Ingen har skrevet et notat om eget ståsted.",
        "Ingen har skrive eit notat om eigen ståstad.",
        "Nobody has written a memo on where they stand.",
    ),
    "positionality.intro": (
        "Hva forskerne selv brakte med seg, har de skrevet om i disse notatene:",
        "Kva forskarane sjølve hadde med seg, har dei skrive om i desse notata:",
        "What the researchers themselves brought along, they wrote about in these memos:",
    ),
    "memo-texts.heading": ("Notatene i sin helhet", "Notata i sin heilskap", "The memos in full"),
    "memo-texts.intro": (
        "Notatene står etter dato, slik de er skrevet. De er bare med i den interne utgaven.",
        "Notata står etter dato, slik dei er skrivne. Dei er berre med i den interne utgåva.",
        "The memos stand by date, as they were written. Only the internal edition holds them.",
    ),
    "memo-texts.public": (
        "Teksten i notatene står bare i den interne utgaven.",
        "Teksten i notata står berre i den interne utgåva.",
        "Only the internal edition holds the text of the memos.",
    ),
    "memo-texts.about": ("om", "om", "on"),
    "about.utterance": ("ytringen", "ytringa", "the utterance"),
    "about.memo": ("notatet", "notatet", "the memo"),
    "about.relation": (
        "en sammenheng mellom koder",
        "ein samanheng mellom kodar",
        "a relation between codes",
    ),
    "about.sampling": ("en plan for utvalget", "ein plan for utvalet", "a plan for the sampling"),
    "about.method": ("framgangsmåten", "framgangsmåten", "the method"),
    "about.positionality": ("eget ståsted", "eigen ståstad", "one's own standpoint"),
    "about.role": ("rollen", "rolla", "the role"),
    "about.case": ("caset", "caset", "the case"),
    "plan.one": ("plan", "plan", "plan"),
    "plan.many": ("planer", "planar", "plans"),
    "sampling.heading": ("Utvalget underveis", "Utvalet undervegs", "Sampling under way"),
    "sampling.none": (
        "Det er ikke skrevet noen utvalgslogg: Hva som ble spurt om videre, hvem som ble spurt, og hvorfor, står ikke i "
        "studien.",
        "Det er ikkje skrive nokon utvalslogg: Kva det vart spurt om vidare, kven som vart spurde, og kvifor, står ikkje i "
        "studien.",
        "No sampling log was kept: what was to be asked next, of whom and why, does not stand in the study.",
    ),
    "sampling.intro": (
        "Underveis bestemte analysen hva det skulle spørres om videre. Loggen har {n} {plans}. Besvart: "
        "{answered}. Gitt opp: {dropped}. Åpne: {open}.",
        "Undervegs bestemte analysen kva det skulle spørjast om vidare. Loggen har {n} {plans}. Svart på: "
        "{answered}. Gitt opp: {dropped}. Opne: {open}.",
        "Under way the analysis decided what to ask next. The log has {n} {plans}. Answered: {answered}. "
        "Given up: {dropped}. Open: {open}.",
    ),
    "sampling.caption": (
        "Hva det skulle spørres om, og hva som kom ut av det",
        "Kva det skulle spørjast om, og kva som kom ut av det",
        "What was to be asked, and what came of it",
    ),
    "sampling.springs": ("Springer ut av", "Spring ut av", "It springs from"),
    "sampling.open": ("Åpen", "Open", "Open"),
    "sampling.answered": ("Besvart", "Svart på", "Answered"),
    "sampling.dropped": ("Gitt opp", "Gitt opp", "Given up"),
    "column.question": ("Spørsmål", "Spørsmål", "Question"),
    "column.whom": ("Hvem", "Kven", "Of whom"),
    "column.outcome": ("Hva som kom ut av det", "Kva som kom ut av det", "What came of it"),
    "column.state": ("Hvor det står", "Kor det står", "How it stands"),
    "gaps.heading": ("Tomme ruter", "Tomme ruter", "Gaps"),
    "gaps.intro": (
        "En tom rute er et sted der en rolle er hørt i et case uten at en kode er brukt der. Det kan bety at det ikke var "
        "noe å finne, eller at ingen har spurt.",
        "Ei tom rute er ein stad der ei rolle er høyrd i eit case utan at ein kode er brukt der. Det kan tyde at det ikkje "
        "var noko å finne, eller at ingen har spurt.",
        "A gap is a place where a role was heard in a case and a code was not used. There may have been nothing to find, or "
        "nobody may have asked.",
    ),
    "gaps.caption": (
        "Hvor mange av de {n} kodene i bruk som aldri er brukt",
        "Kor mange av dei {n} kodane i bruk som aldri er brukte",
        "How many of the {n} codes in use were never used",
    ),
    "gaps.note": (
        "Strek: Rollen er ikke hørt i caset. Alle rutene, kode for kode, står i reports/tables/gaps.csv.",
        "Strek: Rolla er ikkje høyrd i caset. Alle rutene, kode for kode, står i reports/tables/gaps.csv.",
        "A dash: the role was not heard in the case. All gaps, code by code, stand in reports/tables/gaps.csv.",
    ),
    "gaps.said": (
        "{role}: alt som er sagt i {case}",
        "{role}: alt som er sagt i {case}",
        "{role}: all that was said in {case}",
    ),
    "gaps.none": (
        "Det er ingen tomme ruter: Hver kode er brukt overalt der en rolle er hørt.",
        "Det er ingen tomme ruter: Kvar kode er brukt overalt der ei rolle er høyrd.",
        "There are no gaps: every code was used wherever a role was heard.",
    ),
    "gaps.no-theme": (
        "Hvert funn og gjennomgående tema er møtt overalt der en rolle er hørt.",
        "Kvart funn og gjennomgåande tema er møtt overalt der ei rolle er høyrd.",
        "Every finding and cross-cutting theme was met wherever a role was heard.",
    ),
    "gaps.themes": (
        "Disse funnene og temaene er ikke møtt i det hele tatt:",
        "Desse funna og temaa er ikkje møtte i det heile:",
        "These findings and themes were not met at all:",
    ),
    "gaps.item": (
        "{label}: ikke hos {role} i {case}, i {n} {utterances}",
        "{label}: ikkje hos {role} i {case}, i {n} {utterances}",
        "{label}: not by {role} in {case}, in {n} {utterances}",
    ),
}
"""Each text in the three languages, by its key."""
