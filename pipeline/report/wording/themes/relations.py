"""What the report says of relations between codes, in bokmål, nynorsk and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str, str]] = {
    "relations.heading": ("Sammenhenger mellom koder", "Samanhengar mellom kodar", "Relations between codes"),
    "relations.empty": (
        "Ingen har satt koder i sammenheng ennå, ut over at noen står under andre.",
        "Ingen har sett kodar i samanheng enno, ut over at nokre står under andre.",
        "Nobody has related codes yet, beyond some of them lying under others.",
    ),
    "relations.intro": (
        "Forskerne har satt {n} sammenhenger mellom koder. Hver av dem er en påstand. Begrunnelsen står først, og så "
        "par av sitater som viser den: ett for hver av de to kodene. En sammenheng er et argument og ikke et "
        "mål: Tallet på par sier ikke hvor sterk den er.",
        "Forskarane har sett {n} samanhengar mellom kodar. Kvar av dei er ein påstand. Grunngivinga står først, og så "
        "par av sitat som viser han: eitt for kvar av dei to kodane. Ein samanheng er eit argument og ikkje eit "
        "mål: Talet på par seier ikkje kor sterk han er.",
        "The researchers have related codes {n} times. Each relation is a claim. The reason for it comes first, then "
        "pairs of quotes that show it, one for each of the two codes. A relation is an argument and not a "
        "measure: the number of pairs does not say how strong it is.",
    ),
    "relations.figure": (
        "Koder som er satt i sammenheng, i rader etter nivå: kjerne, aksial, fokusert, åpen. Jo tykkere ramme, jo "
        "lenger er koden kommet.",
        "Kodar som er sette i samanheng, i rader etter nivå: kjerne, aksial, fokusert, open. Di tjukkare ramme, di "
        "lenger er koden komen.",
        "Codes that are related, in rows by level: core, axial, focused, open. The thicker the frame, the further "
        "the code has come.",
    ),
    "relations.no-memo": (
        "Ingen har skrevet hvorfor.",
        "Ingen har skrive kvifor.",
        "Nobody has written why.",
    ),
    "relations.no-pair": (
        "Ingen kodinger er ført opp som viser sammenhengen.",
        "Ingen kodingar er førte opp som viser samanhengen.",
        "No codings are named that show the relation.",
    ),
    "relations.pairs": ("Det som viser det", "Det som viser det", "What shows it"),
    "relations.gone": (
        "(kodingen er fjernet)",
        "(kodinga er fjerna)",
        "(the coding was removed)",
    ),
    "relations.lost": (
        "(kodingen finnes ikke)",
        "(kodinga finst ikkje)",
        "(there is no such coding)",
    ),
    "relations.other": (
        "(står nå under {label})",
        "(står no under {label})",
        "(now stands under {label})",
    ),
    "relations.quote-number": ("Sitat {n}: ", "Sitat {n}: ", "Quote {n}: "),
    "relations.public": (
        "Par som viser det: {n}. De er bare trykt der rapporten trykker begge sitatene.",
        "Par som viser det: {n}. Dei er berre trykte der rapporten trykkjer begge sitata.",
        "Pairs that show it: {n}. They are printed only where the report prints both quotes.",
    ),
    "relations.type.condition": ("er vilkår for", "er vilkår for", "is a condition for"),
    "relations.type.context": ("er kontekst for", "er kontekst for", "is the context of"),
    "relations.type.action": ("er handling overfor", "er handling overfor", "is action towards"),
    "relations.type.consequence": ("er følge av", "er følgje av", "is a consequence of"),
    "relations.type.contrast": ("står i motsetning til", "står i motsetnad til", "is in contrast to"),
    "relations.type.part-of": ("er del av", "er del av", "is part of"),
    "relations.type.other": ("henger sammen med", "heng saman med", "is related to"),
}
