"""What the page for searching says."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str, str]] = {
    "search.title": ("Søk i studien", "Søk i studien", "Search the study"),
    "search.for": ("Se etter", "Sjå etter", "Look for"),
    "search.go": ("Søk", "Søk", "Search"),
    "search.how": ("Slik", "Slik", "How"),
    "search.how.word": ("ord slik de står", "ord slik dei står", "words as they stand"),
    "search.how.lemma": ("alle bøyninger", "alle bøyingar", "all forms of a word"),
    "search.how.code": ("en kode", "ein kode", "a code"),
    "search.hint.word": (
        "Ett eller flere ord. Stjerne står for flere bokstaver: oppskrift* finner også oppskrifter.",
        "Eitt eller fleire ord. Stjerne står for fleire bokstavar: oppskrift* finn òg oppskrifter.",
        "One or several words. A star stands for more letters: oppskrift* also finds oppskrifter.",
    ),
    "search.hint.lemma": (
        "Ett ord i én form: «usikker» finner også usikre og usikkert.",
        "Eitt ord i éi form: «usikker» finn òg usikre og usikkert.",
        "One word in one form: “usikker” also finds usikre and usikkert.",
    ),
    "search.hint.code": (
        "Ordene du selv har kodet med koden og med dem under den.",
        "Orda du sjølv har koda med koden og med dei under han.",
        "The words that you have coded with this code and those below it.",
    ),
    "search.asking": ("også {roles}, som spør", "òg {roles}, som spør", "also {roles}, who ask"),
    "search.left_out": (
        "Ordene til {roles} er ikke med, siden de spør.",
        "Orda til {roles} er ikkje med, sidan dei spør.",
        "The words of {roles} are left out, since they ask.",
    ),
    "search.take_in": ("Ta dem med", "Ta dei med", "Take them in"),
    "search.in_utterances": (
        "i {utterances} av {n} ytringer",
        "i {utterances} av {n} ytringar",
        "in {utterances} of {n} utterances",
    ),
    "search.in_documents": ("i {n} dokumenter", "i {n} dokument", "in {n} documents"),
    "search.in_documents.one": ("i 1 dokument", "i 1 dokument", "in 1 document"),
    "search.begin": (
        "Skriv et ord og trykk Enter. Treffene vises med ordene rundt, etter rolle og dokument.",
        "Skriv eit ord og trykk Enter. Treffa blir viste med orda rundt, etter rolle og dokument.",
        "Type a word and press Enter. Hits are shown with the words around them, by role and document.",
    ),
    "search.says_nothing": (
        "Det står ingen bokstaver å lete etter. Skriv et ord, for eksempel oppskrift*.",
        "Det står ingen bokstavar å leite etter. Skriv eit ord, til dømes oppskrift*.",
        "There are no letters to look for. Write a word, such as oppskrift*.",
    ),
    "search.none.word": (
        "«{words}» står ikke i de {n} ytringene det ble søkt i.",
        "«{words}» står ikkje i dei {n} ytringane det vart søkt i.",
        "“{words}” does not stand in the {n} utterances that were searched.",
    ),
    "search.none.lemma": (
        "Ingen form av «{words}» står i de {n} ytringene det ble søkt i.",
        "Inga form av «{words}» står i dei {n} ytringane det vart søkt i.",
        "No form of “{words}” stands in the {n} utterances that were searched.",
    ),
    "search.none.code": (
        "Du har ikke satt «{words}» på noe i de {n} ytringene det ble søkt i.",
        "Du har ikkje sett «{words}» på noko i dei {n} ytringane det vart søkt i.",
        "You have not put “{words}” on anything in the {n} utterances that were searched.",
    ),
    "search.no_such_code": (
        "Kodeboka har ingen kode som heter «{words}».",
        "Kodeboka har ingen kode som heiter «{words}».",
        "The codebook has no code called “{words}”.",
    ),
    "search.which_code": (
        "Flere koder heter noe slikt. Hvilken?",
        "Fleire kodar heiter noko slikt. Kva for ein?",
        "Several codes are called something like this. Which one?",
    ),
    "search.could": ("Du kan prøve:", "Du kan prøve:", "You could try:"),
    "search.try.star": (
        "begynnelsen av ordet: {words}",
        "starten av ordet: {words}",
        "the beginning: {words}",
    ),
    "search.try.lemma": (
        "alle bøyninger av {words}",
        "alle bøyingar av {words}",
        "all forms of {words}",
    ),
    "search.try.everywhere": (
        "hele studien, uten filtre",
        "heile studien, utan filter",
        "the whole study, without filters",
    ),
    "search.try.asking": ("også ordene til {roles}", "òg orda til {roles}", "also the words of {roles}"),
    "search.try.compare": (
        "alle ord under koden, også andres",
        "alle ord under koden, òg andre sine",
        "all words under the code, others' too",
    ),
    "search.by_role": ("Etter rolle", "Etter rolle", "By role"),
    "search.by_document": ("Etter dokument", "Etter dokument", "By document"),
    "search.hits": ("Treff", "Treff", "Hits"),
    "search.times": ("{n} treff", "{n} treff", "{n} hits"),
    "search.times.one": ("1 treff", "1 treff", "1 hit"),
    "search.page": ("Side {page} av {pages}", "Side {page} av {pages}", "Page {page} of {pages}"),
    "search.previous": ("Forrige side", "Førre side", "Previous page"),
    "search.next": ("Neste side", "Neste side", "Next page"),
    "search.nobody": (
        "Du er ikke valgt som koder, så ingen kodinger er dine.",
        "Du er ikkje vald som kodar, så ingen kodingar er dine.",
        "You are not chosen as coder, so no codings are yours.",
    ),
    "back_to.search": ("Tilbake til søket", "Tilbake til søket", "Back to the search"),
    "back_to.compare": (
        "Tilbake til sammenligningen",
        "Tilbake til samanlikninga",
        "Back to the comparison",
    ),
    "combobox.hint": (
        "Skriv noen bokstaver, pil ned og Enter",
        "Skriv nokre bokstavar, pil ned og Enter",
        "Type a few letters, arrow down and Enter",
    ),
    "no_value": ("ukjent", "ukjend", "unknown"),
    "role.note": ("fortalt", "fortalt", "narrative"),
    "js.combobox.none": ("Ingen kode passer.", "Ingen kode passar.", "No code matches."),
    "js.combobox.found": ("{n} koder passer.", "{n} kodar passar.", "{n} codes match."),
}
