"""What the report says of agreement: disagreements first, no number where there is none, little outside."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from reported import evidence, picture

from pipeline.report.blocks import Figure, Heading, Listing, Paragraph, Table, text_of
from pipeline.report.sections.agreement import agreement
from pipeline.stages.agreement_tables import CODE_COLUMNS, DISAGREEMENT_COLUMNS, SET_COLUMNS, VERSION_COLUMNS
from pipeline.study import Study

NOTHING = None


def code_row(code: str, coders: str = "a + b", n_positive: int = 8, **told):
    row = dict.fromkeys(CODE_COLUMNS, NOTHING)
    row |= {"code": code, "label": code.title(), "coders": coders, "documents": 5, "n": 90, "rounds": 1000}
    return {**row, "n_positive": n_positive, "left_out": "", **told}


def tables(codes, documents: int = 5, coders: str = "a + b", n_codes: int = 3) -> dict[str, pd.DataFrame]:
    differ = [
        ("INT-01:0002", "INT-01", "uklart", "Uklart", "a", "b", 1, 40, "falls", "Nei."),
        ("INT-02:0002", "INT-02", "uklart", "Uklart", "b", "a", 1, 30, "", ""),
    ]
    sets = [(coders, "masi-passonneau", documents, 90, 60, 0.5, 0.4, 0.6, 1000, n_codes)]
    versions = [
        (
            7,
            coders,
            2,
            "",
            40,
            30,
            "masi-passonneau",
            *[NOTHING] * 3,
            0.25,
            NOTHING,
            NOTHING,
            NOTHING,
            n_codes,
        )
    ]
    return {
        "agreement": pd.DataFrame(codes, columns=list(CODE_COLUMNS)),
        "agreement_sets": pd.DataFrame(sets, columns=list(SET_COLUMNS)),
        "agreement_versions": pd.DataFrame(versions, columns=list(VERSION_COLUMNS)),
        "disagreements": pd.DataFrame(differ, columns=list(DISAGREEMENT_COLUMNS)),
    }


FULL = code_row("uklart", kappa=0.412, alpha=0.4, alpha_low=-0.1, alpha_high=0.7, ac1=0.95, positive=0.5)
NEVER = code_row("rolle", kappa=NOTHING)
RARE = code_row("hva", n_positive=2, kappa=1.0, alpha=1.0, ac1=1.0, positive=1.0)
LACKING = code_row("gammelt", left_out="not_when")


def section(*codes, language: str = "nb", edition: str = "internal", **more):
    found = tables(codes or (FULL, NEVER, RARE, LACKING), **more)
    return agreement(replace(evidence(language, edition), agreement=found))


def cells(blocks, caption: str) -> list[list[str]]:
    here = next(one for one in blocks if isinstance(one, Table) and one.caption.startswith(caption))
    return [[text_of(cell) for cell in row.cells] for row in here.rows]


def words(blocks) -> str:
    told = [text_of(one.runs) for one in blocks if isinstance(one, Paragraph)]
    told += [text_of(item) for one in blocks if isinstance(one, Listing) for item in one.items]
    for one in blocks:
        if isinstance(one, Table):
            told += [one.caption, one.note, *(text_of(cell) for row in one.rows for cell in row.cells)]
    return "\n".join(told)


def test_the_disagreements_come_first_and_tell_what_was_decided() -> None:
    blocks = section()
    captions = [one.caption for one in blocks if isinstance(one, Table)]
    assert captions[0] == "De største uenighetene"
    assert cells(blocks, "De største")[0] == ["INT-01:0002", "Uklart", "a", "b", "40", "koden faller"]
    assert "Tabellen viser 2 av 2 uenigheter" in words(blocks) and "om 1 av dem" in words(blocks)


def test_a_number_has_its_interval_and_what_is_not_defined_says_so() -> None:
    found = cells(section(), "Samsvar for hver kode")
    assert found[0] == ["Uklart", "8", "2", "0,50", "0,41", "0,40", "−0,10 til 0,70", "0,95"]
    assert found[1][3:] == [*["ikke definert"] * 3, "", "ikke definert"]
    assert len(found) == 3


def test_headings_begin_with_a_capital_and_coders_have_their_labels() -> None:
    known = Study(title="T", coders={"a": {"label": "Første koder"}, "b b": {"label": "Andre koder"}})
    found = tables((FULL,), coders="a + b b")
    found["disagreements"]["put"], found["disagreements"]["left"] = "a b b", "c"
    blocks = agreement(replace(evidence(), agreement=found, study=known))
    shown = [one for one in blocks if isinstance(one, Table)]
    assert all(name[0] == name[0].upper() for one in shown for name in one.header)
    assert cells(blocks, "De største")[0][2:4] == ["Første koder og Andre koder", "c"]
    assert cells(blocks, "Samsvar over de")[0][0] == "Første koder og Andre koder"
    assert cells(blocks, "Samsvar etter hvert")[0][1] == "Første koder og Andre koder"


def test_codes_that_do_not_count_are_named_and_warnings_stand_there() -> None:
    told = words(section())
    assert "«Gammelt»" in told
    assert "Lange strekk som ingen merket, løfter den" in told
    assert "er opplysning og ikke feil" in told
    assert "masi-passonneau" in told


def test_kappas_of_several_are_told_as_lowest_and_highest_and_never_averaged() -> None:
    kappas = {"a + b": 0.2, "a + c": 0.6, "b + c": NOTHING}
    several = [code_row("uklart", "a + b + c", alpha=0.4)]
    several += [code_row("uklart", who, kappa=one, kappa_characters=one) for who, one in kappas.items()]
    blocks = section(*several, coders="a + b + c")
    assert cells(blocks, "Samsvar for hver kode")[0][4] == "0,20 til 0,60"
    assert cells(blocks, "Samsvar om hvilke bokstaver")[0][3] == "0,20 til 0,60"
    assert "det er ikke tatt noe gjennomsnitt" in words(blocks)


def test_outside_there_are_no_ids_no_small_numbers_and_nothing_that_gives_them_away() -> None:
    blocks = section(edition="public")
    told = words(blocks)
    assert "INT-" not in told and "Nei." not in told
    found = cells(blocks, "Samsvar for hver kode")
    assert found[0] == ["Uklart", "8", "0,41", "0,40", "−0,10 til 0,70", "0,95"]
    assert found[2] == ["Hva", "<3", "*", "*", "*", "*"]
    assert cells(blocks, "Samsvar om hvilke")[2] == ["Hva", "*", "*", "*"]
    assert cells(blocks, "Samsvar etter hvert")[0][2:] == ["<3", "40", "*", "*"]


def test_outside_two_documents_are_too_few_to_tell_of() -> None:
    blocks = section(edition="public", documents=2)
    assert len(blocks) == 2 and "Færre enn tre dokumenter" in words(blocks)


@pytest.mark.parametrize(("language", "heading"), [("nb", "koderne"), ("nn", "kodarane"), ("en", "coders")])
def test_it_is_told_in_each_language(language: str, heading: str) -> None:
    blocks = section(language=language)
    assert isinstance(blocks[0], Heading) and blocks[0].text.endswith(heading)
    assert "{" not in words(blocks)


def test_where_nobody_coded_twice_it_says_so() -> None:
    blocks = agreement(evidence())
    assert len(blocks) == 2 and "Ingen dokumenter er merket som ferdige av to" in words(blocks)


def drawn(versions: int, edition: str = "internal", **more) -> list[str]:
    found = tables((FULL,), **more)
    found["agreement_versions"] = pd.concat([found["agreement_versions"]] * versions)
    figures = {"agreement": picture(), "agreement_versions": picture()}
    blocks = agreement(replace(evidence("nb", edition), agreement=found, figures=figures))
    return [one.name for one in blocks if isinstance(one, Figure)]


def test_alpha_is_drawn_and_by_version_where_there_is_more_than_one() -> None:
    assert drawn(1) == ["agreement"]
    assert drawn(2) == drawn(2, "public") == ["agreement", "agreement_versions"]
    assert drawn(2, "public", documents=2) == []


@pytest.mark.parametrize(
    ("language", "n", "told"),
    [
        ("nb", 12, "Samsvar over de 12 kodene som teller, sett under ett på hver ytring"),
        ("nb", 1, "Samsvar over den ene koden som teller, sett under ett på hver ytring"),
        ("nn", 12, "Samsvar over dei 12 kodane som tel, sett under eitt på kvar ytring"),
        ("en", 1, "Agreement over the one code that counts, taken together on each utterance"),
    ],
)
def test_over_how_many_codes_alpha_on_sets_is_stands_in_the_caption(language: str, n: int, told: str) -> None:
    captions = [one.caption for one in section(language=language, n_codes=n) if isinstance(one, Table)]
    assert told in captions


def test_that_todays_codebook_says_which_codes_count_stands_beside_the_versions() -> None:
    told = words(section(n_codes=12))
    assert "over de 12 kodene som teller i kodeboken slik den er nå, i versjon 3" in told


def test_nobody_is_said_not_to_have_seen_what_commands_can_show() -> None:
    told = words(section())
    assert "Ingen så" not in told and "så data vet ikke om noen har sett dem før" in told
    assert "sammenlignes det som sto da hver av dem var ferdig" in told


def test_intervals_of_few_documents_are_said_to_say_little() -> None:
    assert "trukket av 5 dokumenter. Av så få sier de lite" in words(section())
    assert "Av så få" not in words(section(documents=10))
