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
# # 2. Fra koder til funn
#
# **Studien er konstruert.** Alle personer, steder og utsagn er oppdiktet for undervisning. Ingen har sagt det
# som står her, og tallene sier ingenting om noen virkelig kommune.
#
# I den første notatboka lærte du å sette koder på tekst. Nå har du en kodebok og mange hundre kodinger. Hva
# *viser* de? Du skal
#
# - se forskjellen på en overskrift og et funn,
# - telle i fire enheter, og alltid spørre «av hvor mange?»,
# - lete etter det som taler imot,
# - undersøke om et gjennomgående tema virkelig går gjennom,
# - og skrive ett funn ferdig, med tall og sitater som holder.
#
# Kjør rutene ovenfra og ned med Shift + Enter. Den første henter verktøyene og åpner studien.

# %%
import matplotlib.pyplot as plt
import pandas as pd

from pipeline import (
    changes,
    codes,
    codings,
    contradictions,
    cooccurrence,
    crosstab,
    mentions,
    open_study,
    quotes,
    utterances,
)

pd.set_option("display.max_colwidth", None)
study = open_study()

# %% [markdown]
# ## Kodeboka som tre
#
# Kodene ligger under hverandre. Øverst står fem **funn** (`finding`) og ett **gjennomgående tema**
# (`cross-cutting`). Under hvert av dem ligger kodene det er bygd av.

# %%
book = codes(study)
for code in book.itertuples():
    indent = "" if code.kind in ("finding", "cross-cutting") else "      "
    status = "" if code.status == "active" else f"   ({code.status})"
    print(f"{indent}{code.label}  [{code.code}]{status}")

# %% [markdown]
# ## Et funn er en påstand
#
# «Behov for verktøy» er en overskrift. Den kan ikke være feil. «De trenger verktøy og veiledning» er en
# påstand: noen kan si imot, og du kan lete etter dem som gjør det. Et godt funn
#
# - sier noe om hvem, når og under hvilke vilkår,
# - kan tenkes å være feil,
# - og rommer det som taler imot, i stedet for å gjemme det.
#
# Les hvordan ett av funnene ble til, endring for endring.

# %%
story = changes(study)
for change in story[story["code"] == "trenger-verktoy"].itertuples():
    print(f"{change.at[:10]}  {change.event} ({change.who}): {change.reason}\n")

# %%
finding = book.set_index("code").loc["trenger-verktoy"]
print(finding["definition"])

# %% [markdown]
# **Tenk over**
#
# 1. Koden sto i prosjektplanen før noen var intervjuet. Er det greit i grounded theory? Hva må til for at den
#    skal ha lov til å bli stående?
# 2. Skriv funnet om til én setning som noen kunne ha vært uenig i.
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Fire måter å telle på
#
# «Det ble nevnt elleve ganger» er ikke et tall før du vet hva som er talt. Programmet teller i fire enheter:
#
# | enhet | hva den teller | blir stor når … |
# |---|---|---|
# | kodinger (`codings`) | hver gang koderen satte en kode | koderen deler opp |
# | ytringer (`utterances`) | hvor mange ytringer som har koden, hver talt én gang | noen snakker mye |
# | dokumenter (`documents`) | hvor mange samtaler og møter den finnes i | mange nevner den i forbifarten |
# | personer (`speakers`) | hvor mange kjente personer som sier det | mange sier det, om så bare én gang |
#
# Når du spør etter et funn, telles alle kodene under det med.

# %%
mentions(study, "uklart-begrep", by="role")

# %% [markdown]
# Les tabellen rad for rad.
#
# - **INN** er innbyggerne. De har null kjente personer: vi hører dem bare i notater fra møter, og der står
#   det ikke hvem som er hvem. Kolonnen `unknown_speaker_utterances` sier hvor mange ytringer det gjelder.
#   Null personer betyr altså *vi vet ikke hvor mange*, ikke *ingen*.
# - **OA** er de ansatte. De er intervjuet, og vi vet hvem som snakker, unntatt når de høres i et møte.
# - **NOTE** er det ingen sa: det forskeren eller referenten selv skrev. Det kan kodes, men det er ingen
#   stemme.
# - Kolonnene som begynner med `of_`, er **nevnerne**: hvor mange det kunne ha vært.
#
# En setning i en rapport skal ha begge deler. Programmet kan lage den for deg:

# %%
row = mentions(study, "uklart-begrep", role="OA", kind="interview").iloc[0]
print(
    f"I intervjuene er funnet kodet i {row.utterances} av {row.of_utterances} ytringer, "
    f"av {row.speakers} av {row.of_speakers} ansatte, i {row.documents} av {row.of_documents} intervjuer."
)

# %% [markdown]
# **Tenk over**
#
# 1. Hvilket av tallene i setningen ville du hatt i en overskrift? Hvilket ville en kritiker ha spurt etter?
# 2. Alle ansatte sier det, men de utgjør en håndfull mennesker som er spurt nettopp om dette. Hva kan du
#    *ikke* slutte av «alle»?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Nevneren bestemmer
#
# Hvem er det som kjenner ubehag ved å gå ut av en vant rolle, de ansatte eller innbyggerne? Til venstre står
# antall ytringer, til høyre står andelen av det hver av dem har sagt.

# %%
by_role = crosstab(study, "role", role=["OA", "INN"])
theme = by_role[by_role["code"] == "rolle-ubehag"].set_index("role")
theme["percent"] = 100 * theme["utterances"] / theme["of_utterances"]

figure, (left, right) = plt.subplots(1, 2, figsize=(8, 2.6))
left.bar(theme.index, theme["utterances"], color=["0.35", "0.75"], edgecolor="black")
left.set_title("antall ytringer")
right.bar(theme.index, theme["percent"], color=["0.35", "0.75"], edgecolor="black")
right.set_title("prosent av rollens ytringer")
figure.tight_layout()

# %% [markdown]
# **Tenk over**
#
# 1. De to figurene er laget av de samme kodingene. Hvilken er riktig?
# 2. En ytring fra en ansatt er i gjennomsnitt mye lengre enn en fra en innbygger. Hva gjør det med andelen?
# 3. Innbyggernes ytringer er valgt ut av den som førte referatet. De ansattes er skrevet av ord for ord. Kan
#    de to andelene i det hele tatt sammenliknes?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Endrer det seg over tid?
#
# Andelen av de ansattes ytringer i intervjuene, for hvert tema i hver runde.

# %%
by_wave = crosstab(study, "wave", role="OA", kind="interview")
themes = book[book["kind"].isin(["finding", "cross-cutting"])]["code"]
by_wave = by_wave[by_wave["code"].isin(themes)]
by_wave["percent"] = 100 * by_wave["utterances"] / by_wave["of_utterances"]
shares = by_wave.pivot(index="label", columns="wave", values="percent")[["start", "underway", "end"]]
shares.round(1)

# %%
figure, axes = plt.subplots(figsize=(8, 4))
for (label, row), marker in zip(shares.iterrows(), "osD^vx", strict=True):
    axes.plot(row.index, row, color="black", marker=marker, linewidth=0.8, label=label)
axes.set_ylim(0)
axes.set_ylabel("prosent av ytringene")
axes.legend(frameon=False, bbox_to_anchor=(1, 1), loc="upper left")
figure.tight_layout()
# %% [markdown]
# Før du skriver at noe «går ned»: hvem ble spurt i hver runde?

# %%
said = utterances(study)
interviews = said[(said["kind"] == "interview") & (said["role"] == "OA")]
interviews.groupby(["speaker", "wave"])["utterance"].count().unstack(fill_value=0)

# %% [markdown]
# De fleste er bare med i én eller to runder. En nedgang kan bety at folk har forandret seg, men også at
# *andre folk* er spurt, eller at forskeren har spurt om noe annet. Her er bare de tre som er intervjuet både
# først og sist.

# %%
same_people = interviews[interviews["speaker"].isin(["Torunn", "Marit", "Jorunn"])]
hege = codings(study).query("coder == 'hege'")
unsure = set(hege[hege["finding"] == "uklart-begrep"]["utterance"])
same_people = same_people.assign(unsure=100 * same_people["utterance"].isin(unsure))
same_people.groupby(["speaker", "wave"])["unsure"].mean().unstack()[["start", "end"]].round(1)

# %% [markdown]
# **Tenk over**
#
# 1. Holder påstanden om en nedgang for hver enkelt av de tre?
# 2. Ved oppstart spurte forskeren hva de *tror* samskaping er. Til slutt spurte hun hva de *har gjort*. Hvor
#    mye av nedgangen kan ligge i spørsmålene?
# 3. Studien er konstruert, og den som skrev tekstene, visste hvor det skulle ende. Hva slags støy ville du
#    ventet i virkelige data?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Det som taler imot
#
# Et **negativt tilfelle** er et sted som ikke passer. Det er det mest verdifulle du har. Et funn du ikke har
# lett etter unntak fra, er en magefølelse med fotnoter.
#
# I denne studien er slike steder **merket**: koderen har sagt hvilket funn ordene taler imot, og hvorfor.

# %%
against = contradictions(study)
against.groupby("label", sort=False)["coding"].nunique().rename("kodinger som taler imot").to_frame()

# %%
for place in contradictions(study, "rolle-ubehag").itertuples():
    print(f"{place.utterance} ({place.role})  {place.code}\n«{place.quote}»\n    {place.memo}\n")

# %% [markdown]
# Et notat er ikke et merke. Koderne hadde skrevet «taler mot» og liknende i notatene sine lenge før de
# merket, og her er de av Heges notater som *ikke* ble til et merke.

# %%
noted = hege[hege["memo"].str.contains("taler i?mot|motstemme|negativ", case=False)]
for place in noted[~noted["coding"].isin(against["coding"])].itertuples():
    print(f"{place.utterance} ({place.role})  {place.code}\n«{place.quote}»\n    {place.memo}\n")

# %% [markdown]
# Du kan gjøre tre ting med et negativt tilfelle: **endre** funnet så det får plass, **avgrense** funnet
# («gjelder dem som …»), eller la funnet stå og **fortelle** om unntaket. Det eneste du ikke kan, er å la det
# ligge.
#
# **Tenk over**
#
# 1. Velg to av stedene over. Hvilken av de tre tingene ville du gjort med hvert av dem?
# 2. Noen av dem handler om innbyggere som *ikke vil* ha noen ny rolle. Er det et unntak fra funnet eller et
#    eget funn?
# 3. Hva er det de to siste taler imot, om det ikke er funnet? Forskernes eget svar står i notatet fra
#    4. september 2025 (`codebooks/memos`). Er du enig?
# 4. Disse unntakene ble sett fordi koderen skrev et notat. Hva med dem som ikke ble sett?
#
# **Ditt svar:**
#
# …
#
# Unntak gjemmer seg også i det **ukodede**. Dette er ytringer fra møtene som ingen av koderne satte noen kode
# på.

# %%
coded = codings(study).query("origin != 'rule'")["utterance"]
in_meetings = said[said["role"].isin(["INN", "OA"]) & (said["kind"] != "interview")]
left_over = in_meetings[~in_meetings["utterance"].isin(coded)]
print(f"{len(left_over)} av {len(in_meetings)} ytringer i møtene er ikke kodet.\n")
for place in left_over.head(15).itertuples():
    print(f"{place.utterance} ({place.role})  {place.text}\n")

# %% [markdown]
# **Tenk over.** Er det noe her som burde hatt en kode? Er det noe som taler imot et funn, og som derfor falt
# utenfor? Trenger noe en kode som ikke finnes?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Går det gjennomgående temaet gjennom?
#
# «Engasjement og tillit bærer» er ikke et sjette funn. Forskerne påstår at det *går gjennom* de fem. Da bør
# det også møte dem i teksten. Tabellen viser hvor mange av hvert funns ytringer som også er kodet under
# temaet (`utterances`), og hvor mange steder de to står i ytringer ved siden av hverandre (`neighbours`).

# %%
meetings = cooccurrence(study, level="theme")
meetings = meetings[meetings["code_b"] == "engasjement-tillit"]
meetings["percent_of_finding"] = (100 * meetings["utterances"] / meetings["utterances_a"]).round(1)
meetings[["label_a", "utterances_a", "utterances", "percent_of_finding", "neighbours"]]

# %% [markdown]
# **Tenk over**
#
# 1. Hvilke funn møter temaet, og hvilke møter det nesten ikke? Passer det med ordet «gjennomgående»?
# 2. Forskernes egen begrunnelse står i ruta under. Er den av et slag som en slik tabell kan støtte eller
#    felle?
# 3. At to koder står i samme ytring, sier ikke at det ene fører til det andre. Hva måtte du ha lest for å si
#    det?
#
# **Ditt svar:**
#
# …

# %%
for change in story[story["code"] == "engasjement-tillit"].itertuples():
    print(f"{change.at[:10]}  {change.event} ({change.who}): {change.reason}\n")

# %% [markdown]
# ## Hullene, og hvem du skulle ha snakket med
#
# I grounded theory bestemmer analysen hvem du spør neste gang. Da må du se hvor du vet lite. Her er
# innbyggernes ytringer, funn for funn og sted for sted. Tallene er små: les dem som et kart over hva du
# mangler, ikke som resultater.

# %%
residents = crosstab(study, "case", role="INN")
residents = residents[residents["code"].isin(themes)]
cells = residents.pivot(index="label", columns="case", values="utterances")

figure, axes = plt.subplots(figsize=(7, 3.2))
axes.imshow(cells, cmap="Greys", vmin=0, vmax=2 * cells.to_numpy().max(), aspect="auto")
axes.set_xticks(range(len(cells.columns)), cells.columns)
axes.set_yticks(range(len(cells.index)), cells.index)
for down in range(len(cells.index)):
    for across in range(len(cells.columns)):
        axes.text(across, down, cells.iloc[down, across], ha="center", va="center")
figure.tight_layout()

# %% [markdown]
# **Tenk over**
#
# 1. Hvor er det tynt? Er det tynt fordi innbyggerne ikke mener det, eller fordi ingen spurte dem?
# 2. Du får gjøre tre intervjuer til. Med hvem, og hva er det første du spør om?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Skriv et funn ferdig
#
# Velg et av de fem funnene ved å bytte ut koden i den første linja. Ruta gir deg tallene og alle sitatene fra
# innbyggerne. Bytt `"INN"` med `"OA"` for å se de ansattes.

# %%
my_finding = "forankre-internt"
places = quotes(study, my_finding, role="INN").drop_duplicates(["utterance", "code", "quote"])
print(f"{len(places)} sitater fra innbyggere\n")
for place in places.itertuples():
    print(f"{place.utterance}  {place.code}\n«{place.quote}»\n")

# %%
mentions(study, my_finding, by="role")

# %% [markdown]
# Skriv en side med disse delene. Skriv sitatene nøyaktig slik de står, og merk det du utelater med (…). Oppgi
# rollen til den som snakker, men aldri rolle og sted sammen: det kan røpe hvem det er.
#
# 1. **Påstanden**, i én setning som det går an å være uenig i.
# 2. **Hvor vanlig det er**, med enhet og nevner.
# 3. **Tre sitater** som viser bredden, ikke bare det som passer best.
# 4. **Det som taler imot**, med minst ett sitat, og hva du gjør med det.
# 5. **Det du ikke vet**, og hvordan en kunne ha funnet det ut.
#
# **Din tekst:**
#
# …
#
# ---
# I den neste notatboka, `03_gjenskape_en_figur.py`, tar du en figur fra rapporten fra hverandre. Den siste,
# `04_enige_om_hva.py`, spør hvor enige to kodere er, og hva det tallet ikke sier.
