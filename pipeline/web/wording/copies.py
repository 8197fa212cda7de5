"""What is said of copies that sync programs left, and of what is wrong in the coders' files."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str, str]] = {
    "copies.notice": (
        "Et synkroniseringsprogram har lagt igjen {n} kopier av studiens filer.",
        "Eit synkroniseringsprogram har lagt att {n} kopiar av filene til studien.",
        "A sync program has left {n} copies of the study's files.",
    ),
    "copies.notice.one": (
        "Et synkroniseringsprogram har lagt igjen en kopi av en av studiens filer.",
        "Eit synkroniseringsprogram har lagt att ein kopi av ei av filene til studien.",
        "A sync program has left a copy of one of the study's files.",
    ),
    "copies.see": ("Se kopiene", "Sjå kopiane", "See the copies"),
    "copies.title": ("Kopier fra synkronisering", "Kopiar frå synkronisering", "Copies left by syncing"),
    "copies.why": (
        "Når to maskiner skriver i samme fil, lager Dropbox, OneDrive og andre en kopi. Linjene i kopier av kodefiler teller allerede; her kan de flyttes inn der de hører hjemme.",
        "Når to maskiner skriv i same fil, lagar Dropbox, OneDrive og andre ein kopi. Linjene i kopiar av kodefiler tel alt; her kan dei flyttast inn der dei høyrer heime.",
        "When two machines write to one file, Dropbox, OneDrive and others make a copy. Lines in copies of coders' files count already; here they can be moved to where they belong.",
    ),
    "copies.none": ("Det er ingen kopier.", "Det er ingen kopiar.", "There are no copies."),
    "copies.of": (
        "Kopi av fila til {coder} på {document}",
        "Kopi av fila til {coder} på {document}",
        "Copy of {coder}'s file on {document}",
    ),
    "copies.new": (
        "{n} linjer står bare i kopien:",
        "{n} linjer står berre i kopien:",
        "{n} lines stand only in the copy:",
    ),
    "copies.new.one": (
        "1 linje står bare i kopien:",
        "1 linje står berre i kopien:",
        "1 line stands only in the copy:",
    ),
    "copies.new.none": (
        "Alt som står i kopien, står også i originalen.",
        "Alt som står i kopien, står òg i originalen.",
        "Everything in the copy is in the original too.",
    ),
    "copies.hidden": (
        "{n} linjer står bare i kopien. Hva de sier, vises når begge har merket dokumentet som ferdig.",
        "{n} linjer står berre i kopien. Kva dei seier, blir vist når begge har merkt dokumentet som ferdig.",
        "{n} lines stand only in the copy. What they say is shown when both have marked the document as done.",
    ),
    "copies.hidden.one": (
        "1 linje står bare i kopien. Hva den sier, vises når begge har merket dokumentet som ferdig.",
        "1 linje står berre i kopien. Kva ho seier, blir vist når begge har merkt dokumentet som ferdig.",
        "1 line stands only in the copy. What it says is shown when both have marked the document as done.",
    ),
    "copies.unreadable": (
        "{n} linjer kan ikke leses; de blir liggende i kopien.",
        "{n} linjer kan ikkje lesast; dei blir liggjande i kopien.",
        "{n} lines cannot be read; they stay in the copy.",
    ),
    "copies.unreadable.one": (
        "1 linje kan ikke leses; den blir liggende i kopien.",
        "1 linje kan ikkje lesast; ho blir liggjande i kopien.",
        "1 line cannot be read; it stays in the copy.",
    ),
    "copies.take": ("Ta inn …", "Ta inn …", "Take in …"),
    "copies.what": (
        "Linjene som bare står i kopien, skrives sist i {original}. Så flyttes kopien til mappa .taken-in, der den ikke leses. Ingenting slettes.",
        "Linjene som berre står i kopien, blir skrivne sist i {original}. Så blir kopien flytt til mappa .taken-in, der han ikkje blir lesen. Ingenting blir sletta.",
        "The lines that stand only in the copy are written at the end of {original}. Then the copy is moved to the folder .taken-in, where it is not read. Nothing is deleted.",
    ),
    "copies.confirm": ("Ja, ta inn kopien", "Ja, ta inn kopien", "Yes, take the copy in"),
    "copies.taken": (
        "{n} linjer er skrevet i {original}. Kopien ligger nå i {kept}.",
        "{n} linjer er skrivne i {original}. Kopien ligg no i {kept}.",
        "{n} lines are written to {original}. The copy now lies in {kept}.",
    ),
    "copies.taken.one": (
        "1 linje er skrevet i {original}. Kopien ligger nå i {kept}.",
        "1 linje er skriven i {original}. Kopien ligg no i {kept}.",
        "1 line is written to {original}. The copy now lies in {kept}.",
    ),
    "copies.others": ("Kopier av andre filer", "Kopiar av andre filer", "Copies of other files"),
    "copies.others.how": (
        "Disse tas ikke inn av programmet. Sammenlign hver med originalen, skriv inn det som mangler, og flytt kopien ut av studien.",
        "Desse blir ikkje tekne inn av programmet. Samanlikn kvar med originalen, skriv inn det som manglar, og flytt kopien ut av studien.",
        "The program does not take these in. Compare each with its original, write what is missing into that, and move the copy out of the study.",
    ),
    "copied.apply": (
        "{coder} satte {code} på «{words}»",
        "{coder} sette {code} på «{words}»",
        "{coder} put {code} on “{words}”",
    ),
    "copied.remove": (
        "{coder} fjernet {code} fra «{words}»",
        "{coder} fjerna {code} frå «{words}»",
        "{coder} removed {code} from “{words}”",
    ),
    "copied.memo": (
        "{coder} noterte om {code}: «{words}»",
        "{coder} noterte om {code}: «{words}»",
        "{coder} noted on {code}: “{words}”",
    ),
    "copied.pin": (
        "{coder} festet «{words}» til rapporten",
        "{coder} festa «{words}» til rapporten",
        "{coder} pinned “{words}” for the report",
    ),
    "copied.unpin": (
        "{coder} løsnet «{words}» fra rapporten",
        "{coder} løyste «{words}» frå rapporten",
        "{coder} unpinned “{words}”",
    ),
    "copied.edit": (
        "{coder} redigerte sitatet «{words}»",
        "{coder} redigerte sitatet «{words}»",
        "{coder} edited the quote “{words}”",
    ),
    "copied.place": (
        "{coder} flyttet en koding til «{words}»",
        "{coder} flytta ei koding til «{words}»",
        "{coder} moved a coding to “{words}”",
    ),
    "copied.reject": (
        "{coder} avviste forslaget {code} på «{words}»",
        "{coder} avviste forslaget {code} på «{words}»",
        "{coder} rejected the hint {code} on “{words}”",
    ),
    "copied.contradict": (
        "{coder} merket «{words}» som noe som taler mot {code}",
        "{coder} merkte «{words}» som noko som talar mot {code}",
        "{coder} marked “{words}” as speaking against {code}",
    ),
    "copied.done": (
        "{coder} merket dokumentet som ferdig",
        "{coder} merkte dokumentet som ferdig",
        "{coder} marked the document as done",
    ),
    "copied.settle": (
        "{coder} skrev ned en felles avgjørelse om {code}",
        "{coder} skreiv ned ei felles avgjerd om {code}",
        "{coder} wrote down a joint decision on {code}",
    ),
    "copied.withdrawn": (
        "{coder} tok noe tilbake om {code}",
        "{coder} tok noko tilbake om {code}",
        "{coder} took something back on {code}",
    ),
    "copied.withdrawn.done": (
        "{coder} åpnet dokumentet igjen",
        "{coder} opna dokumentet att",
        "{coder} opened the document again",
    ),
    "copied.other": (
        "{coder} gjorde noe som denne versjonen ikke kjenner",
        "{coder} gjorde noko som denne versjonen ikkje kjenner",
        "{coder} did something that this version does not know",
    ),
    "amiss.title": ("Tilstanden i filene", "Tilstanden i filene", "The state of the files"),
    "amiss.why": (
        "Det programmet har merket seg ved kodefilene og kodeboka. Alt om studien sier kommandoen «forankret check».",
        "Det programmet har merkt seg ved kodefilene og kodeboka. Alt om studien seier kommandoen «forankret check».",
        "What the program has noticed about the coders' files and the codebook. The command “forankret check” tells everything about the study.",
    ),
    "amiss.none": ("Alt er i orden.", "Alt er i orden.", "All is well."),
    "amiss.error": ("Feil", "Feil", "Error"),
    "amiss.warning": ("Merk", "Merk", "Note"),
    "amiss.hidden": (
        "{n} ting står i filene til {coder} på dokumenter som dere ikke begge er ferdige med; de vises ikke ennå.",
        "{n} ting står i filene til {coder} på dokument som de ikkje begge er ferdige med; dei blir ikkje viste enno.",
        "{n} things stand in {coder}'s files on documents that you have not both finished; they are not shown yet.",
    ),
    "amiss.hidden.one": (
        "Én ting står i filene til {coder} på et dokument som dere ikke begge er ferdige med; den vises ikke ennå.",
        "Éin ting står i filene til {coder} på eit dokument som de ikkje begge er ferdige med; han blir ikkje vist enno.",
        "One thing stands in {coder}'s files on a document that you have not both finished; it is not shown yet.",
    ),
    "amiss.do.coding-waits": (
        "Åpne dokumentet og si hvor hver koding hører hjemme.",
        "Opne dokumentet og sei kvar kvar koding høyrer heime.",
        "Open the document and say where each coding belongs.",
    ),
    "amiss.do.conflict-copy": (
        "Se kopiene, og ta inn det som mangler.",
        "Sjå kopiane, og ta inn det som manglar.",
        "See the copies, and take in what is missing.",
    ),
    "amiss.do.retired-code": (
        "Kodingene teller fortsatt. Flytt dem til en kode i bruk, eller la dem stå.",
        "Kodingane tel framleis. Flytt dei til ein kode i bruk, eller lat dei stå.",
        "The codings still count. Move them to a code in use, or leave them.",
    ),
    "amiss.do.torn-line": (
        "Gjør den ene kodingen på nytt; la linja ligge.",
        "Gjer den eine kodinga på nytt; lat linja liggje.",
        "Do that one coding again; leave the line as it is.",
    ),
    "amiss.do.broken-line": (
        "Hent fila fra en sikkerhetskopi der linja er hel; det som står på den, teller ikke nå.",
        "Hent fila frå ein tryggingskopi der linja er heil; det som står på henne, tel ikkje no.",
        "Get the file from a backup in which the line is whole; what stands on it does not count now.",
    ),
    "amiss.do.broken-chain": (
        "Hent fila slik programmet skrev den, fra en sikkerhetskopi.",
        "Hent fila slik programmet skreiv henne, frå ein tryggingskopi.",
        "Get the file as the program wrote it from a backup.",
    ),
    "amiss.do.merged-history": (
        "Ingenting mangler. Skriv «forankret check --mend» i terminalen for å si det i fila.",
        "Ingenting manglar. Skriv «forankret check --mend» i terminalen for å seie det i fila.",
        "Nothing is missing. Type “forankret check --mend” in a terminal to say so in the file.",
    ),
    "amiss.do.conflict-marker": (
        "Slett de tre merkelinjene i fila, behold alle andre, og skriv «forankret check --mend» i terminalen.",
        "Slett dei tre merkelinjene i fila, behald alle andre, og skriv «forankret check --mend» i terminalen.",
        "Delete the three marker lines in the file, keep all others, and type “forankret check --mend”.",
    ),
    "amiss.do.coded-twice": (
        "Ta den ene bort i dokumentet; nå teller de som to.",
        "Ta den eine bort i dokumentet; no tel dei som to.",
        "Take one away in the document; now they count as two.",
    ),
    "amiss.do.six-fields": (
        "Fyll ut feltene i kodeboka.",
        "Fyll ut felta i kodeboka.",
        "Fill in the fields in the codebook.",
    ),
    "amiss.do.settled-in-vain": (
        "Avgjør på nytt sammen, på ordene slik de er nå, eller ta avgjørelsen tilbake.",
        "Avgjer på nytt saman, på orda slik dei er no, eller ta avgjerda tilbake.",
        "Decide again together, on the words as they are now, or take the decision back.",
    ),
    "amiss.do.unlisted-coder": (
        "Skriv koderen under coders i study.yaml, eller rett navnet på mappa.",
        "Skriv kodaren under coders i study.yaml, eller rett namnet på mappa.",
        "Write the coder under coders in study.yaml, or correct the name of the folder.",
    ),
    "amiss.do.gone": (
        "Filer i data/raw skal ikke endres. Legg den gamle fila tilbake, og legg den rettede ved siden av som en ny fil som erstatter den.",
        "Filer i data/raw skal ikkje endrast. Legg den gamle fila tilbake, og legg den retta ved sida av som ei ny fil som erstattar henne.",
        "Files in data/raw are never edited. Put the old file back, and the corrected one beside it as a new file that replaces it.",
    ),
    "problem.conflict-copy": (
        "Dette er ingen kopi som ligger der nå; kanskje er den tatt inn allerede, eller blir endret akkurat nå.",
        "Dette er ingen kopi som ligg der no; kanskje er han teken inn alt, eller blir endra akkurat no.",
        "This is no copy that lies there now; it may be taken in already, or is being changed.",
    ),
}
