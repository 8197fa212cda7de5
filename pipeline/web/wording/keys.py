"""The keys of the page, as its cheat sheet tells them."""

from __future__ import annotations

Said = tuple[str, str, str]

KEYS: dict[str, list[tuple[tuple[str, ...], Said]]] = {
    "move": [
        (("j", "↓"), ("neste ytring", "neste ytring", "next utterance")),
        (("k", "↑"), ("forrige ytring", "førre ytring", "previous utterance")),
        (("Home", "End"), ("første, siste ytring", "første, siste ytring", "first, last utterance")),
        (("e",), ("neste ytring uten kode", "neste ytring utan kode", "next utterance without a code")),
        (("t",), ("til kodetreet", "til kodetreet", "to the tree of codes")),
        (("v",), ("til ruta med detaljer", "til ruta med detaljar", "to the panel with details")),
        (("Esc",), ("tilbake til teksten", "tilbake til teksten", "back to the text")),
    ],
    "choose": [
        (("→", "←"), ("velg neste, forrige ord", "vel neste, førre ord", "choose the next, previous word")),
        (("Shift", "→"), ("ta med ett ord til", "ta med eitt ord til", "take in one more word")),
        (("Shift", "←"), ("ta med ett ord mindre", "ta med eitt ord mindre", "take in one word less")),
        (("Shift", "↓"), ("ta med neste ytring", "ta med neste ytring", "take in the next utterance")),
        (
            ("Shift", "↑"),
            ("ta med en ytring mindre", "ta med ei ytring mindre", "take in one utterance less"),
        ),
        (("Esc",), ("hele ytringen igjen", "heile ytringa att", "the whole utterance again")),
    ],
    "code": [
        (("c", "Enter"), ("kod det valgte", "kod det valde", "code what is chosen")),
        (
            ("1", "–", "9"),
            ("sett en av de siste kodene", "set ein av dei siste kodane", "apply a recent code"),
        ),
        (
            ("i",),
            (
                "kod med ordene selv (in vivo)",
                "kod med orda sjølve (in vivo)",
                "code with the words themselves (in vivo)",
            ),
        ),
        (("u", "Ctrl+Z"), ("angre", "angre", "undo")),
        (("Shift+U", "Ctrl+Y"), ("gjør om igjen", "gjer om att", "redo")),
    ],
    "coding": [
        (
            (",", "."),
            (
                "forrige, neste koding i ytringen",
                "førre, neste koding i ytringa",
                "previous, next coding of the utterance",
            ),
        ),
        (("x", "Delete"), ("fjern kodingen", "fjern kodinga", "remove the coding")),
        (("r",), ("flytt til en annen kode", "flytt til ein annan kode", "move to another code")),
        (
            ("s",),
            (
                "la kodingen gjelde de valgte ordene",
                "la kodinga gjelde dei valde orda",
                "put the coding on the chosen words",
            ),
        ),
        (
            ("p",),
            ("fest som sitat til rapporten", "fest som sitat til rapporten", "pin as a quote for the report"),
        ),
        (("n",), ("taler mot et funn", "talar mot eit funn", "speaks against a finding")),
        (("m",), ("skriv et notat", "skriv eit notat", "write a memo")),
    ],
    "page": [
        (("?",), ("denne lista", "denne lista", "this list")),
        (("/",), ("søk", "søk", "search")),
        (("h",), ("vis eller skjul forslag", "vis eller gøym forslag", "show or hide hints")),
    ],
    "queue": [
        (
            ("1", "–", "9"),
            ("velg en av de nye kodene", "vel ein av dei nye kodane", "choose one of the new codes"),
        ),
        (("k",), ("behold, med begrunnelse", "behald, med grunngjeving", "keep, with a reason")),
        (("x", "Delete"), ("fjern, med begrunnelse", "fjern, med grunngjeving", "remove, with a reason")),
        (("r",), ("flytt til en annen kode", "flytt til ein annan kode", "move to another code")),
        (("s",), ("hopp over", "hopp over", "skip")),
    ],
}
"""For each part of the cheat sheet its keys, and what they do in bokmål, nynorsk and English."""
