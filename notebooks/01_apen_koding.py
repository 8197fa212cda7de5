# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 1. Åpen koding
#
# **Studien er konstruert.** Alt du leser her, er oppdiktet for undervisning: personene, kommunene, stedene og
# hvert eneste ord de sier. Ingen har sagt det. Tekstene er skrevet for å likne på ordentlige intervjuer og
# feltnotater, med nøling, omveier og selvmotsigelser, så du kan øve uten å bruke noens fortrolighet til det.
#
# Denne notatboka handler om det første du gjør når du har fått en transkripsjon i hendene. Du skal
#
# - lese langsomt og sette dine egne ord på det som skjer,
# - finne koder som er deltakernes egne ord (*in vivo*),
# - sammenlikne det samme med det samme til du ser hva koden handler om,
# - og se hva to andre kodere gjorde med den samme teksten.
#
# **Slik bruker du notatboka.** Den består av ruter. Noen er tekst, som denne. Andre er noen få linjer kode,
# og dem kjører du ved å klikke i ruta og trykke Shift + Enter. Du trenger ikke kunne programmere: les linjene
# som en setning om hva du ber om. Kjør rutene ovenfra og ned. Der det står **Ditt svar**, dobbeltklikker du
# og skriver.

# %%
import matplotlib.pyplot as plt
import pandas as pd

from pipeline import (
    changes,
    codes,
    codings,
    documents,
    find,
    memos,
    open_study,
    quotes,
    transcript,
    utterances,
)

pd.set_option("display.max_colwidth", None)
study = open_study()

# %% [markdown]
# ## Hva har vi?
#
# Fire steder i tre tenkte kommuner prøver *samskaping*: å utvikle en tjeneste sammen med dem som bruker den.
# Ansatte er intervjuet ved oppstart (`start`), underveis (`underway`) og til slutt (`end`). Innbyggerne er
# ikke intervjuet. Dem hører vi i feltnotater og referater, og noen av referatene har de skrevet selv.

# %%
register = documents(study)
register[["document", "kind", "case", "wave", "date", "language", "replaces"]]

# %% [markdown]
# Én rad er ett dokument. Legg merke til `INT-02R`: intervjuobjektet leste transkripsjonen og rettet den, og
# den rettede teksten trer i stedet for `INT-02`. Den gamle er ikke slettet, men den telles ikke.
#
# **Tenk over**
#
# 1. Hvilke stemmer får vi bare høre gjennom andres penn? Hva gjør det med det vi kan si om dem?
# 2. Et feltnotat er allerede en tolkning. Er det data på samme måte som et intervju?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Les før du koder
#
# Her er et stykke av det første intervjuet, med en leder i hjemmetjenesten. `F` er forskeren, `OA` er den
# offentlig ansatte. Tallet foran er ytringens nummer. En **ytring** er det én person sier før en annen tar
# ordet, og den er enheten vi koder i.
#
# Les det to ganger. Første gang bare for å høre henne. Andre gang med spørsmålet: *Hva er det hun gjør når
# hun sier dette?*

# %%
print(transcript(study, "INT-01", 6, 17))

# %% [markdown]
# ## Hva åpen koding er
#
# Å kode åpent er å gå gjennom teksten bit for bit og gi hver bit et kort navn på det som foregår i den. Du
# bestemmer ikke på forhånd hvilke navn som finnes. Noen råd:
#
# - **Skriv hva som skjer, ikke hva det handler om.** «Samskaping» er et tema; det sier ingenting. «Spør i
#   gangen i stedet for i møtet» er en kode: noen gjør noe, og du kan lete etter det flere steder.
# - **Hold deg nær ordene.** Du skal ikke forklare ennå. «Dårlig selvtillit» er en forklaring; «vil ikke være
#   den som ikke har skjønt det» er nesten det hun sier.
# - **Kod fort, og kod mye.** Flere koder på samme sted er lov. De fleste kodene dine vil forsvinne, og det er
#   meningen.
# - **La noe være ukodet.** «Mm.» trenger sjelden et navn. Men tenk over det før du går videre: noen ganger er
#   stillheten det viktigste som skjer.
#
# ### Din tur
#
# De to første linjene er eksempler. Bytt ut resten med dine egne koder. Bruk gjerne flere linjer på samme
# ytring.

# %%
my_codes = pd.DataFrame(
    [
        ("INT-01:0009", "ble med uten helt å ha valgt det"),
        ("INT-01:0011", "spør i gangen, ikke i møtet"),
        ("INT-01:0011", "din kode her"),
        ("INT-01:0013", "din kode her"),
        ("INT-01:0015", "din kode her"),
        ("INT-01:0017", "din kode her"),
    ],
    columns=["utterance", "my_code"],
)
my_codes.head(20)

# %% [markdown]
# **Tenk over**
#
# 1. Hvilken av kodene dine kunne du ha satt på noe som *ikke* handler om samskaping i det hele tatt? Det er
#    ofte de beste.
# 2. Er det en av dem du egentlig hadde bestemt deg for før du leste?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## In vivo: når deltakerne har funnet ordet for deg
#
# En *in vivo*-kode er et uttrykk som deltakerne selv bruker, og som rommer mer enn noe du kunne funnet på.
# Det stiller to krav. Ordene må stå i teksten, bokstavelig. Og de må bære noe: bildet må være verdt å følge
# videre.
#
# Lederen i INT-01 ønsker seg «en oppskrift». Er hun den eneste? Stjerna betyr at ordet kan ha en hvilken som
# helst endelse. Forskerens spørsmål er holdt utenfor.

# %%
find(study, "oppskrift*", width=60)

# %% [markdown]
# **Tenk over**
#
# 1. Noen ber om en oppskrift, noen sier nei til den, og noen gjør begge deler i samme svar. Er det da én kode
#    eller to? (Koderen i denne studien valgte én: *ber om, eller taler imot, en oppskrift*. Hva vant hun på
#    det, og hva tapte hun?)
# 2. Se på hvem som ber om unnskyldning når de ber om den. Hva sier det?
#
# **Ditt svar:**
#
# …
#
# Prøv nå et uttrykk du selv merket deg mens du leste. Står det ikke i teksten, er det ikke in vivo, men din
# omskriving. Det er lov å omskrive, så lenge du vet at du gjør det.

# %%
my_words = "hva er det egentlig"
places = find(study, my_words, width=60)
print(f"«{my_words}» står {len(places)} steder.")
places[["utterance", "role", "left", "match", "right"]]

# %% [markdown]
# Søket finner bare det du skrev, bokstav for bokstav. To av deltakerne stiller det samme spørsmålet på
# nynorsk: *kva er det eigentleg*. Prøv det. Et søk er ikke en lesning; det finner det du alt vet at du leter
# etter.

# %% [markdown]
# ## Hva den første koderen så
#
# Nå kan du åpne fasiten, som ikke er noen fasit. Hege (også oppdiktet) kodet det samme stykket. Under hver
# ytring står kodene hennes med ordene hun satte dem på. En koding kan gå over flere ytringer, og da står den
# under hver av dem, også under spørsmålet.

# %%
print(transcript(study, "INT-01", 6, 17, coder="hege"))

# %% [markdown]
# Her står dine koder ved siden av hennes. Samme ytring kan ha flere av begge slag, så rader gjentas.

# %%
everything = codings(study)
hege = everything[everything["coder"] == "hege"]
my_codes.merge(hege[["utterance", "code", "quote"]], on="utterance", how="left")

# %% [markdown]
# **Tenk over**
#
# 1. Hvor koder du en lengre bit enn henne, og hvor en kortere? Hva havner utenfor når biten blir kort?
# 2. Er det noe du så, som hun ikke har noen kode for?
# 3. Hun satte koden `leder-i-ryggen` på et ark der ordet sto «nederst, under eventuelt». Ville du gjort det?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Notatet er halve arbeidet
#
# En kode uten et notat er et navn uten grunn. Mens hun kodet, skrev Hege korte notater på enkelte kodinger.
# Her er de første.

# %%
noted = hege[(hege["memo"] != "") & (hege["document"] == "INT-01")]
noted[["utterance", "code", "quote", "memo"]].drop_duplicates().head(12)

# %% [markdown]
# De lengre notatene, *memoene*, handler om en kode, en metode eller en tvil. Der tenker forskeren høyt med
# seg selv, og der blir teorien til. Her er de første av dem.

# %%
for memo in memos(study).head(2).itertuples():
    print(f"{memo.date}  {memo.title}  (om {memo.about})\n\n{memo.text}\n\n")

# %% [markdown]
# **Skriv et memo på fem linjer** om en av kodene dine: Hva så du? Hva minner det om? Hva ville ha fått deg
# til å skifte mening?
#
# **Ditt memo:**
#
# …

# %% [markdown]
# ## Konstant sammenlikning
#
# Nå begynner det egentlige arbeidet. Du legger to steder med samme kode ved siden av hverandre og spør:
#
# - Hva er **likt**? Det er det koden handler om.
# - Hva er **ulikt**? Det er egenskapene til koden, det den kan variere i.
# - **Hører begge hjemme her?** Hvis ikke, må koden deles, snevres inn eller få et annet navn.
#
# Her er ett sted fra hvert av de fire tilfellene, det lengste av dem som har koden `miste-styring`.

# %%
same_code = quotes(study, "miste-styring", role=["OA", "INN"])
same_code = same_code.merge(utterances(study)[["utterance", "case", "wave"]], on="utterance")
longest_first = same_code.sort_values("quote", key=lambda quote: quote.str.len(), ascending=False)
for place in longest_first.groupby("case").head(1).itertuples():
    print(f"{place.utterance}  ({place.role}, {place.case}, {place.wave})\n{place.quote}\n")

# %% [markdown]
# Definisjonen i kodeboka er det sammenlikningen endte med. Les særlig *når ikke*: den linja er nesten alltid
# svar på et sted der to kodere var uenige.

# %%
book = codes(study).set_index("code")
for field in ["label", "definition", "use_when", "not_when", "examples"]:
    print(f"{field}: {book.loc['miste-styring', field]}\n")

# %% [markdown]
# **Tenk over**
#
# 1. Hva er det de er redde for å miste? Er det det samme hver gang (møtet, resultatet, ansvaret, ansiktet)?
# 2. Bytt `"miste-styring"` med `"sitte-pa-hendene"` i ruta over, og sammenlikn på nytt. Hvor går grensen
#    mellom de to?
# 3. Finn ett sted som etter din mening ikke hører til. Hva ville du gjort med det?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Koder dør, flytter og skifter navn
#
# En kodebok som ikke har endret seg, er ikke blitt brukt. Disse kodene er ikke lenger i bruk. Den ene gikk
# opp i en annen, den andre ble lagt bort.

# %%
dead = book[book["status"] != "active"]
dead[["label", "status", "merged_into", "definition"]]

# %% [markdown]
# Alt som er gjort med kodeboka, er skrevet ned med dato og grunn. Følg tre koder gjennom halvannet år.
# (`add`: ny kode, `edit`: endret, `rename`: nytt navn, `move`: flyttet, `split`: delt, `merge`: slått sammen
# med en annen, `retire`: lagt bort, `restore`: tatt fram igjen.)

# %%
story = changes(study)
followed = story[story["code"].isin(["skummelt", "kommunikasjon", "sitte-pa-hendene"])]
for change in followed.itertuples():
    print(f"{change.at[:10]}  {change.code}: {change.event} ({change.who})\n    {change.reason}\n")

# %% [markdown]
# Når kom kodene til, og når ble de arbeidet med? Den hele linja teller nye koder. Den stiplede teller alle
# andre endringer: nye definisjoner, nye navn, flyttinger, sammenslåinger.

# %%
day = pd.to_datetime(story["at"].str[:10])
is_new = story["event"] == "add"
figure, axes = plt.subplots(figsize=(8, 3.5))
axes.step(day, is_new.cumsum(), where="post", color="black", label="nye koder")
axes.step(day, (~is_new).cumsum(), where="post", color="black", linestyle="--", label="andre endringer")
axes.set_ylabel("antall til nå")
axes.legend(frameon=False)
figure.autofmt_xdate()

# %% [markdown]
# **Tenk over**
#
# 1. Det sluttet å komme nye koder lenge før det sluttet å komme endringer. Når var koderne «ferdige»?
# 2. *Metning* blir ofte sagt å være når det ikke kommer nye koder. Hva sier figuren om den regelen?
# 3. `kommunikasjon` passet på nesten alt. Hvorfor er det et problem?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## To lesere, samme tekst
#
# Amund (oppdiktet, han også) kodet en fjerdedel av dokumentene uten å se hva Hege hadde gjort. Les det samme
# stykket to ganger.

# %%
print("HEGE\n")
print(transcript(study, "INT-01", 25, 31, coder="hege"))
print("\n\nAMUND\n")
print(transcript(study, "INT-01", 25, 31, coder="amund"))

# %% [markdown]
# **Tenk over**
#
# 1. Der de er uenige: har den ene feil, eller har de sett hver sin ting?
# 2. Noen ganger er de enige om koden, men ikke om hvor den begynner og slutter. Betyr det noe for det du vil
#    finne ut?
# 3. I åpen koding er uenighet en opplysning, ikke en karakter. Hva får du vite av den her?
#
# **Ditt svar:**
#
# …
#
# ---
# Neste notatbok, `02_fra_koder_til_funn.py`, begynner der denne slutter: med en haug koder og spørsmålet om
# hva de viser.
