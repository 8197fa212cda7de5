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
# # 4. Enige om hva? Samsvar mellom kodere, og hva tallet ikke sier
#
# **Studien er konstruert.** Alle personer, steder og utsagn er oppdiktet for undervisning. Det gjelder de to
# koderne også. Men uenigheten deres er kommet fram ved to lesninger av de samme ordene, og den er slik den
# pleier å være.
#
# Hege og Amund har kodet seks dokumenter hver for seg. Hvor enige er de? Det finnes ett svar som er lett å
# regne ut, og mange som er bedre. Du skal
#
# - lese uenighetene før du ser et eneste tall,
# - regne ut samsvaret på en tabell som er så liten at du kan telle etter for hånd,
# - se hvorfor to som nesten alltid er enige, kan få et tall nær null,
# - lese samsvar per kode med usikkerheten ved siden av,
# - og skrive den setningen om pålitelighet som du kan stå for.
#
# Kjør rutene ovenfra og ned med Shift + Enter.

# %%
import matplotlib.pyplot as plt
import pandas as pd

from pipeline import agreement, codes, coefficients, disagreements, open_study, transcript

pd.set_option("display.max_colwidth", None)
study = open_study()

# %% [markdown]
# ## Listen kommer før tallet
#
# Hver rad er en kode som den ene har satt på en ytring og den andre ikke. De lengste bitene står først.
# `decision` sier hva de to har blitt enige om etterpå, der de har gjort det: `stands` betyr at koden står,
# `falls` at den falt.

# %%
apart = disagreements(study)
print(f"{len(apart)} uenigheter")
apart[["utterance", "code", "put", "left", "letters"]].head(12)

# %% [markdown]
# Et nummer er ikke nok til å være uenig om. Her er stedet, slik hver av dem kodet det.

# %%
for coder in ("hege", "amund"):
    print(f"--- {coder}\n{transcript(study, 'MR-04', 24, 24, coder=coder)}\n")

# %% [markdown]
# **Tenk over**
#
# 1. «Jeg sitter og lurer på hva jeg er her, jeg.» Hvilken kode ville du satt? Les definisjonene i neste rute
#    før du bestemmer deg.
# 2. Er de to uenige om hva som blir sagt, eller om hva koden betyr? Hvordan ser du forskjellen?
#
# **Ditt svar:**
#
# …

# %%
book = codes(study).set_index("code")
book.loc[["innbygger-som-gjest", "rolle-ubehag"], ["label", "definition", "not_when"]]

# %% [markdown]
# De to satt en ettermiddag med listen fra MR-04. Her er hva de avgjorde, og hvorfor. Det de kodet hver for
# seg, står fortsatt; avgjørelsen kommer i tillegg.

# %%
settled = apart[apart["decision"] != ""]
settled[["utterance", "code", "put", "decision", "reason"]]

# %% [markdown]
# **Tenk over**
#
# 1. Finn en avgjørelse du ikke er enig i. Hva ville du sagt i møtet?
# 2. Noen uenigheter lot de ligge. Hva er galt med å avgjøre alt?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## En tabell du kan telle etter
#
# Ti ytringer, to kodere, én kode: satt (1) eller ikke (0).

# %%
first = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
second = [1, 1, 0, 1, 0, 0, 0, 0, 0, 0]
rows = [(unit, "A", value) for unit, value in enumerate(first)]
rows += [(unit, "B", value) for unit, value in enumerate(second)]
small = pd.DataFrame(rows, columns=["unit", "coder", "value"])
coefficients(small).round(2)

# %% [markdown]
# De er enige om åtte av ti: `percent` er 0,8. Men begge sier nei til de fleste ytringene, og da blir en enig
# om mye av seg selv. Satte begge koden på tre av ti *uten å lese*, ville de likevel vært enige om
# 0,3 · 0,3 + 0,7 · 0,7 = 0,58 av dem. **Kappa** og **alfa** spør hvor mye bedre enn dette de er:
# (0,8 − 0,58) / (1 − 0,58) = 0,52.
#
# Endre tallene i `first` og `second`, og kjør ruta igjen. Prøv disse:
#
# - de er enige om alt,
# - de er uenige om alt,
# - begge har bare nuller. (Da er det ingenting å være enig eller uenig *om*. Svaret mangler, og det er
#   riktig. Et program som sier 1 her, tar feil.)
#
# **Tenk over**
#
# 1. Hva skjer med kappa når du bytter om på hvem som er A og B?
# 2. Hva er det minste du kan endre for å få kappa ned til null?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## To som nesten alltid er enige, og får null
#
# Koden er sjelden: hver av dem har satt den tre ganger på tusen ytringer, men aldri på den samme.

# %%
rare = pd.DataFrame({"unit": range(1000)})
a = rare.assign(coder="A", value=[int(unit < 3) for unit in range(1000)])
b = rare.assign(coder="B", value=[int(3 <= unit < 6) for unit in range(1000)])
coefficients(pd.concat([a, b])).round(3)

# %% [markdown]
# De er enige om 99,4 prosent. Alfa er så godt som null. AC1 er nesten 1. Alle tre er regnet riktig; de spør
# om forskjellige ting. Alfa spør: når koden *er* i spill, hjelper det å vite hva den andre gjorde? Nei. AC1
# og prosenten ser mest på de 994 ytringene der ingen så noe.
#
# **Tenk over**
#
# 1. Hvilket av tallene ville du tatt med i rapporten for en sjelden kode, hvis du bare fikk ta med ett?
# 2. Hva må stå *ved siden av* tallet, uansett hvilket?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Kode for kode
#
# Nå kan vi se på studien. `n` er antall ytringer som begge har lest, `n_positive` er hvor mange av dem
# minst én har satt koden på. Tallene i `alpha_low` og `alpha_high` er grensene når de seks dokumentene
# trekkes på nytt mange ganger.

# %%
by_code = agreement(study)
shown = ["code", "n", "n_positive", "percent", "kappa", "alpha", "alpha_low", "alpha_high", "ac1"]
by_code[shown].sort_values("alpha").round(2)

# %%
drawn = by_code.dropna(subset=["alpha", "alpha_low"]).sort_values("alpha").reset_index(drop=True)
figure, axes = plt.subplots(figsize=(7, 9))
axes.hlines(drawn.index, drawn["alpha_low"], drawn["alpha_high"], color="0.6")
axes.plot(drawn["alpha"], drawn.index, "o", color="black")
axes.set_yticks(drawn.index, [f"{row.code} ({row.n_positive})" for row in drawn.itertuples()])
axes.axvline(0.8, linestyle=":", color="0.4")
axes.axvline(0.667, linestyle=":", color="0.4")
axes.set_xlabel("alfa med 95 % intervall (antall ytringer med koden i parentes)")
figure.tight_layout()

# %% [markdown]
# Strekene ved 0,667 og 0,8 er grensene som ofte blir brukt: over 0,8 kan en stole på koden, mellom de to med
# forbehold. Se hvor få av intervallene som ligger helt på den ene siden av en strek.
#
# **Tenk over**
#
# 1. Amund skriver i et notat at de er mest enige om det som har noe å ta i: oppskriften, tida, lederen i
#    ryggen. Stemmer det? Hva slags koder ligger nederst?
# 2. Flere av kodene er satt færre enn seks ganger. Hva vet vi egentlig om dem?
# 3. Hvorfor gir vi ikke *ett* tall for hele studien? Regn det ut likevel (`by_code["percent"].mean()`), og
#    skriv ned hva det skjuler.
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Lengden på en koding
#
# Til nå har vi spurt om begge har satt koden på ytringen. Et strengere spørsmål er om de har satt den på de
# samme *bokstavene*. NVivo regner for eksempel kappa slik.

# %%
by_code[["code", "kappa", "kappa_characters", "alpha_unitizing_2016"]].round(2).head(12)

# %% [markdown]
# Hege koder ofte en halv setning der Amund tar hele svaret. På bokstaver blir det uenighet av noe de er enige
# om. Det motsatte skjer også: lang tekst som ingen har kodet, løfter tallet, og én lang koding veier mer enn
# ti korte.
#
# **Tenk over**
#
# 1. Finn en kode der de to tallene spriker. Gå til listen øverst: er det lengden de er uenige om?
# 2. Når betyr det noe *hvilke* ord koden står på?
#
# **Ditt svar:**
#
# …

# %% [markdown]
# ## Hva tallet ikke sier
#
# Samsvar sier om to lesere av kodeboka gjør det samme. Det sier ikke at de har rett. To kan være helt enige
# om noe galt, særlig når de er utdannet på samme sted. I grounded theory er dessuten lavt samsvar tidlig i
# arbeidet en opplysning: det viser hvor en kode ikke er ferdig tenkt. Derfor skal listen leses først, og
# derfor endrer tallet seg når kodeboka gjør det.
#
# Skriv nå avsnittet om pålitelighet til metodekapitlet. Ta med
#
# - hvem som kodet hva, hvor mye av materialet det er, og hvordan det ble valgt,
# - at de kodet hver for seg, og hva de gjorde med uenighetene etterpå,
# - to koder med tall, antall og intervall: en du stoler på, og en du ikke stoler på,
# - hvilket mål du brukte, og hvorfor,
# - og én setning om hva tallene *ikke* sier.
#
# **Ditt svar:**
#
# …
