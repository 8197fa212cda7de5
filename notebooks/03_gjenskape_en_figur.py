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
# # 3. Gjenskape en figur, og tvile på den
#
# **Studien er konstruert.** Alle personer, steder og utsagn er oppdiktet for undervisning. Det figurene
# viser, er altså ikke sant om noen. Men måten de kan ta feil på, er den samme som i virkelige studier.
#
# I en rapport om samskaping, en virkelig en, sto det en ordsky over de første intervjuene med de ansatte. Det
# største ordet var *kanskje*. Det nest største var *hvordan*. Den er lett å lese som et bilde av usikkerhet.
# Du skal
#
# - lage en slik figur selv, av de samme ordene, og se at den blir den samme hver gang,
# - finne ut hva som skal til for at *kanskje* blir størst,
# - se hva en ordsky skjuler, og lage noe bedre,
# - og til slutt ta ett tall og telle det på så mange måter at du vet hva det er verdt.
#
# Kjør rutene ovenfra og ned med Shift + Enter.

# %%
import matplotlib.pyplot as plt
import pandas as pd

from pipeline import cloud, codings, find, mentions, open_study, utterances, words

pd.set_option("display.max_colwidth", None)
study = open_study()

# %% [markdown]
# ## Figuren
#
# Dette er skyen i studiens egen rapport: ordene til de offentlig ansatte (`OA`) ved oppstart (`start`).

# %%
at_start = words(study, role="OA", wave="start")
cloud(study, at_start)

# %% [markdown]
# En figur er reproduserbar når den som leser rapporten, kan lage den på nytt og få den samme. Kjør ruta over
# en gang til: ordene står på samme sted. Det er ingen selvfølge, for et slikt program kaster terning om
# plasseringen. Her er terningkastet bestemt av et tall, et *frø*, som står i rapporten. Med et annet frø
# flytter ordene seg:

# %%
cloud(study, at_start, seed=1)

# %% [markdown]
# **Tenk over**
#
# 1. Hva er likt i de to skyene? Hva ser ut til å høre sammen i den ene, og ikke i den andre?
# 2. Betyr det noe hvor i skyen et ord står? Hvordan skulle en leser vite det?
# 3. Hvilket ord ser størst ut? Skriv det ned før du ser på tabellen under.
#
# **Ditt svar:**
#
# …
#
# Bak skyen ligger en tabell, og det er den som er resultatet. Her er de øverste radene som er med i skyen:
# hvor mange ganger ordet er sagt, og i hvor mange dokumenter.

# %%
in_cloud = at_start[at_start["rank"].notna()]
in_cloud.head(15)

# %% [markdown]
# ## Hvem bestemte hvilke ord som teller?
#
# De vanligste ordene i norsk er *det*, *og*, *er*. De sier lite, så en **stoppordliste** tar dem bort. Men
# hvem har bestemt hva som sier lite? Under er de samme ytringene med tre lister:
#
# - `default` er lista til dette programmet. Den tar aldri bort ord for tvil, plikt og nekting, som *kanskje*,
#   *hvordan*, *må* og *ikke*.
# - `spacy-nb-3.8` er lista for bokmål i det mye brukte programmet spaCy, frosset slik den en gang var.
# - `none` tar ikke bort noe.
#
# Studien har også sin egen liste, med en grunn for hvert ord (i `codebooks/stopwords`). Den er med i skyen
# øverst, men ikke her.

# %%
for name in ["default", "spacy-nb-3.8", "none"]:
    table = words(study, role="OA", wave="start", stopwords=name)
    top = table[table["rank"].notna()].head(10)
    print(f"{name:13}", ", ".join(top["word"]))

# %% [markdown]
# Ingen ord blir borte i det stille. De står igjen i tabellen, uten rang, og `removed_by` sier hvilken liste
# som tok dem. Slik behandler de tre listene noen ord som betyr noe:

# %%
telling = ["kanskje", "hvordan", "korleis", "ikke", "ikkje", "må", "skal", "kan", "nei", "jo", "det"]
verdicts = {}
for name in ["default", "spacy-nb-3.8", "none"]:
    table = words(study, role="OA", wave="start", stopwords=name).set_index("word")
    verdicts[name] = table.loc[telling, "removed_by"].replace("", "med")
pd.DataFrame(verdicts)

# %% [markdown]
# Kan våre oppdiktede ansatte gi en figur som likner den publiserte? Ta bare intervjuene, bare de tre stedene
# der de snakker bokmål, og lista for bokmål:

# %%
like_theirs = words(
    study,
    role="OA",
    wave="start",
    kind="interview",
    case=["nabolagshuset", "ungvei", "bolig"],
    stopwords="spacy-nb-3.8",
)
cloud(study, like_theirs)

# %%
like_theirs[like_theirs["rank"].notna()].head(8)

# %% [markdown]
# *Kanskje* er størst, og *hvordan* kommer like etter. Men se hva som skulle til.
#
# **Tenk over**
#
# 1. Hvilket ord er størst med programmets egen liste? Hva slags ord er det? Ville du ha tatt det bort, og hva
#    ville du ha skrevet som grunn?
# 2. Det blir ofte sagt at vanlige stoppordlister tar bort *kanskje* og *hvordan*. Stemmer det for lista for
#    bokmål her? Hva tar *den* bort, og hva kunne du ha funnet i de ordene?
# 3. Hva skjedde da intervjuene på nynorsk var med? Hvorfor blir *eg*, *dei* og *ho* store? Hva forteller det
#    om hvem lista er laget for?
# 4. «Kanskje var det ordet de ansatte brukte mest.» Er setningen sann? Skriv den om så den er det.
#
# **Ditt svar:**
#
# …
#
# Prøv selv. I `drop` setter du inn ordene du vil ha bort. Skriv grunnen i ruta under, for hvert eneste ord.

# %%
my_drop = ["ikke", "ikkje"]
mine = words(study, role="OA", wave="start", drop=my_drop)
mine[mine["rank"].notna()].head(8)

# %% [markdown]
# **Mine grunner:**
#
# - *ikke*, *ikkje*: …

# %% [markdown]
# ## Ett ord eller to?
#
# Programmet teller ord slik de er skrevet. *Hvordan* og *korleis* er samme ord på bokmål og nynorsk, men blir
# to. Det samme gjelder *ikke* og *ikkje*, og *åssen* er det noen som sier. Legger vi dem sammen, endrer
# rekkefølgen seg:

# %%
same_word = {"korleis": "hvordan", "åssen": "hvordan", "ikkje": "ikke"}
counts = in_cloud.assign(word=in_cloud["word"].replace(same_word)).groupby("word")["count"].sum()
counts.sort_values(ascending=False).head(8).to_frame()

# %% [markdown]
# **Tenk over.** I hvilken studie ville du slått dem sammen, og i hvilken ville du holdt dem fra hverandre?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Det skyen skjuler
#
# Øyet leser en ordsky etter areal, og lange ord får mer areal enn korte. Skyen har ingen akse, ingen nevner
# og ingen personer. Et søylediagram av de samme tallene er kjedeligere og sannere:

# %%
top = in_cloud.head(15).iloc[::-1]
figure, axes = plt.subplots(figsize=(7, 4))
axes.barh(top["word"], top["count"], color="0.6", edgecolor="black")
axes.set_xlabel("ganger sagt av ansatte ved oppstart")
figure.tight_layout()

# %% [markdown]
# Heller ikke søylene sier *hvem*. Kanskje er det én person som sier *kanskje* hele tida. Noen snakker
# dessuten mer enn andre, så vi regner om til ganger per 1000 ord.

# %%
said = utterances(study)
talk = said[(said["role"] == "OA") & (said["kind"] == "interview")]
talk = talk.assign(
    words=talk["text"].str.split().str.len(),
    kanskje=talk["text"].str.lower().str.count(r"\bkanskje\b"),
)
person = talk.groupby(["speaker", "wave"])[["words", "kanskje"]].sum().reset_index()
person["per_1000"] = (1000 * person["kanskje"] / person["words"]).round(1)
person.sort_values("per_1000", ascending=False)

# %%
wide = person.pivot(index="speaker", columns="wave", values="per_1000")
both = wide.dropna(subset=["start", "end"])
figure, axes = plt.subplots(figsize=(5, 3.2))
for (name, row), marker in zip(both.iterrows(), "os^", strict=True):
    axes.plot(["oppstart", "avslutning"], row[["start", "end"]], color="black", marker=marker, label=name)
axes.set_ylim(0)
axes.set_ylabel("«kanskje» per 1000 ord")
axes.legend(frameon=False)
figure.tight_layout()
# %% [markdown]
# Hos hver av de tre som er intervjuet både først og sist, blir *kanskje* nesten borte. Det ser ut som et
# funn.
#
# **Tenk over**
#
# 1. Ved oppstart spør forskeren om det som skal komme, og til slutt om det som har vært. Hvor ofte sier du
#    selv *kanskje* om noe du har gjort?
# 2. Så rene linjer ser en sjelden. I en konstruert studie er de laget slik. Hva ville du gjort hvis dine egne
#    data var så pene?
# 3. En av dem sier selv i intervjuet at hun hører hvor ofte hun sier *kanskje*. Finn stedet (søk etter
#    *kanskje hele tida*). Hva gjør det med tallet ditt?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Les ordene der de står
#
# *Kanskje* kan være tvil («jeg vet kanskje ikke helt ennå»), høflighet («det er kanskje dumt å si det»),
# eller en mulighet noen ser for seg («kanskje er de redde»). En teller ser ikke forskjell. Her er tolv
# tilfeldige steder, med det som står rundt.

# %%
places = find(study, "kanskje", role="OA", wave="start", width=70)
sample = places.sample(12, random_state=20)
sample[["utterance", "left", "match", "right"]]

# %% [markdown]
# Les hvert sted og sett en bokstav: `t` for tvil, `h` for høflighet, `m` for mulighet, `?` når du ikke kan si
# det. Bytt ut spørsmålstegnene under.

# %%
my_reading = ["?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?"]
pd.Series(my_reading, name="antall").value_counts().to_frame()

# %% [markdown]
# **Tenk over**
#
# 1. Hvor stor del var tvil? Regn det om til hele skyen. Hvor stort er *kanskje* da?
# 2. La en annen lese de samme tolv. Hvor mange er dere enige om?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Ett tall, mange svar
#
# Til slutt et tall som ser ut til å være rett fram: *Hvor ofte ønsker noen seg en oppskrift, eller sier nei
# til den?* Koden heter `en-oppskrift`. Svaret avhenger av hva du teller, hvem som kodet, og om det var et
# menneske.
#
# ### Enheten

# %%
one = mentions(study, "en-oppskrift").iloc[0]
print(
    f"{one.codings} kodinger, {one.utterances} ytringer, {one.documents} dokumenter, {one.speakers} personer"
)

# %% [markdown]
# ### Koderen
#
# To personer kodet de samme dokumentene hver for seg. Hvor mange ytringer la de under hvert funn, og hvor
# mange la de *begge* der?

# %%
everything = codings(study)
people = everything[(everything["origin"] != "rule") & (everything["role"] != "F")]
shared = people[people["coder"] == "amund"]["document"].unique()
people = people[people["document"].isin(shared)]
rows = []
for finding in sorted(set(people["finding"]) - {""}):
    hege = set(people[(people["coder"] == "hege") & (people["finding"] == finding)]["utterance"])
    amund = set(people[(people["coder"] == "amund") & (people["finding"] == finding)]["utterance"])
    rows.append((finding, len(hege), len(amund), len(hege & amund)))
pd.DataFrame(rows, columns=["funn", "Hege", "Amund", "begge"])

# %% [markdown]
# Les uenigheten før du regner på den. Her er ytringer som bare den ene av dem la under `rolle-ubehag`.

# %%
same_theme = people[people["finding"] == "rolle-ubehag"]
coders = same_theme.groupby("utterance")["coder"].agg(lambda names: " og ".join(sorted(set(names))))
alone = coders[~coders.str.contains(" og ")].rename("bare").reset_index()
for place in alone.merge(said, on="utterance").head(6).itertuples():
    print(f"{place.utterance} ({place.role})  bare {place.bare}\n{place.text}\n")

# %% [markdown]
# **Tenk over**
#
# 1. Finnes det et funn der den ene jevnt over ser mer enn den andre? Hva kan grunnen være?
# 2. Rapporten teller bare Heges kodinger. Hvor må det stå?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ### Regelen
#
# I kodeboka har noen koder **indikatorer**: ord som tyder på koden. Programmet kan finne dem alle på et
# øyeblikk. Slike *regelkodinger* telles alltid for seg, aldri sammen med det mennesker har bestemt. Hvor godt
# treffer de?

# %%
asked = everything[(everything["code"] == "en-oppskrift") & everything["role"].isin(["OA", "INN"])]
by_person = set(asked[asked["coder"] == "hege"]["utterance"])
by_rule = set(asked[asked["origin"] == "rule"]["utterance"])
print(f"mennesket {len(by_person)}, regelen {len(by_rule)}, begge {len(by_person & by_rule)}")

# %% [markdown]
# Det bare mennesket så, og det bare regelen så:

# %%
only_one = said[said["utterance"].isin(by_person ^ by_rule)]
for place in only_one.itertuples():
    who = "regelen" if place.utterance in by_rule else "mennesket"
    print(f"bare {who}: {place.utterance} ({place.role})\n{place.text}\n")

# %% [markdown]
# **Tenk over**
#
# 1. Hva slags steder finner bare mennesket? Hva slags ord er det de *ikke* bruker?
# 2. En regel er helt reproduserbar og ser ingenting. Et menneske er det motsatte. Hva kan de to brukes til
#    sammen?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Skriv figurteksten
#
# Du er blitt den som vet mest om denne figuren. Skriv teksten som skal stå under den, slik at en leser kan
# gjenskape den og tvile på den. Ta med
#
# - hvem som snakker, når, i hvilke og hvor mange dokumenter,
# - hvor mange ord som er talt, og i hvilken enhet,
# - hvilken stoppordliste, og hva *du* tok bort og hvorfor,
# - frøet,
# - og én setning om hva figuren *ikke* viser.
#
# **Din figurtekst:**
#
# …
