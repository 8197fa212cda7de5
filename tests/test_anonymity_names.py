"""The guard lists what may be names, once each, and leaves a study's own words alone."""

from __future__ import annotations

import pytest
from evidence import codes, evidence, found, memo

from pipeline.checks import run
from pipeline.checks.evidence import Evidence
from pipeline.checks.names import Familiar, is_cased, names_in, names_in_uncased
from pipeline.model import Document, Speaker
from pipeline.study import Study


def names(text: str, *allowed: str, small: str = "") -> list[str]:
    return [name.name for name in names_in(text, Familiar(allowed, texts=[small]))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jeg snakket med Kari i går.", ["Kari"]),
        ("Jeg snakket med Kari Nordmann og Ola-Petter.", ["Kari Nordmann", "Ola-Petter"]),
        ("Vi i NAV, og på Sentralen, sa det.", ["NAV", "Sentralen"]),
        ("Og så sa Bjørn at Dag og Stein kom.", ["Bjørn", "Dag", "Stein"]),
        ("Kari sa det. Trondheim er langt unna.", ["Kari", "Trondheim"]),
        ("Hun sa: «Hege, kom hit!»", ["Hege"]),
        ("Hos Siân O'Hara og Łukasz Żak.", ["Siân O'Hara", "Łukasz Żak"]),
    ],
)
def test_a_name_is_found(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Jeg vet ikke. Kanskje det. Hvordan da? Sånn er det.",
        "Eg veit ikkje. Korleis det? Kvifor ikkje.",
        "Vi møttes på Teams en Mandag i Mai.",
        "Det er IKKE sant, og DET ER VIKTIG.",
        "Erfaringskonsulenten sa det. Samskapingsprosessen går.",
        "Ja.\n- Nei.\n- Kanskje.",
        "Se www.Nordby.no og kari@Nordby.no, sa OA2 til INN.",
        "Mm. Eh. Hm. Ok.",
        "Skal vi? (ler) Holdt på å si det. [pause] Vent litt.",
        "Som i INT-04 og MR-2. Feltnotat fra møtet. Deltakerens ord.",
        "Hun sa «skal vi?» Gruer meg til det.",
        "Vi tok T-banen, så på TV-en og ble med på A-laget.",
    ],
)
def test_an_ordinary_sentence_has_no_names(text):
    assert names(text) == []


def test_an_unknown_word_at_the_start_that_is_written_small_elsewhere_is_no_name():
    assert names("Lavterskel, altså.") == ["Lavterskel"] or names("Itj no.") == ["Itj"]
    assert names("Itj no.", small="æ e itj sikker") == []


def test_a_name_at_the_start_that_is_also_a_word_is_one_unless_written_small_elsewhere():
    assert names("Stein kom.") == ["Stein"]
    assert names("Stein på stein.", small="Stein på stein.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Vi i Nordby.",
        "Nordbys folk.",
        "NORDBY er fint.",
        "Og i Nordby kommune òg.",
        "Ja, Nordby Kommunes plan.",
    ],
)
def test_an_allowed_name_is_let_through_in_any_form(text):
    assert names(text, "nordby", "Nordby kommune") == []


def test_an_allowed_name_of_several_words_lets_its_parts_stand_nowhere_else():
    assert names("Hos Kari Nordmann. Og Nordmann sa det.", "Kari Nordmann") == ["Nordmann"]


def test_the_allowed_words_at_the_edge_of_a_name_are_cut_away():
    assert names("Møte med NAV Nordby i går.", "NAV") == ["Nordby"]


def test_a_name_is_told_once_a_document_with_its_count_and_first_place():
    study = evidence({"a.txt": "OA: Og så Kari.\n\nF: Sa Kari det?\n\nOA: Ja, det var Karis plan.\n"})
    problems = found(run(study), "name")
    assert [(p.place, p.level) for p in problems] == [("data/raw/a.txt:1", "warning")]
    assert "«Kari» (3 times)" in problems[0].message


def test_each_document_is_told_of_by_itself():
    study = evidence({"a.txt": "OA: Og så Kari.\n", "b.txt": "OA: Ja, så Kari, igjen.\n"})
    assert [p.place for p in found(run(study), "name")] == ["data/raw/a.txt:1", "data/raw/b.txt:1"]


def test_after_twenty_names_the_others_are_told_in_one():
    made = [f"Bokstav{a}{b}" for a in "abcde" for b in "abcde"]
    study = evidence({"a.txt": "".join(f"OA: Og så {name}.\n\n" for name in made)})
    problems = found(run(study), "name")
    assert len(problems) == 21 and "5 further words" in problems[-1].message
    assert all(any(name in problem.message for problem in problems) for name in made)


def test_the_words_of_the_study_itself_are_no_names():
    study = evidence(
        {"a.txt": "OA: Og så sa Linde til Innbygger i Nordby at Tilliten, eller Styrmann, bestemte.\n"},
        speakers=[Speaker("*", "OA", "Linde", "OA", line=2)],
        study=Study(cases={"nord": "Nordby"}),
        codebook=codes({"id": "a", "label": "Tilliten er alt"}, {"id": "styrmann"}),
    )
    assert found(run(study), "name") == []


def test_names_in_memos_manuscript_codebook_and_further_columns_are_found():
    study = evidence(
        rows=[Document("A", "a.txt", "interview", extra=(("intervjuer", "møtte Kari"),), line=2)],
        memos=[memo("Jeg tror at Hege mener noe annet.")],
        texts={
            "codebooks/manuscript.md": "Ifølge Ingrid er det slik.\n",
            "codebooks/codebook.yaml": "codes:\n- label: A\n  id: a\n",
        },
        codebook=codes({"id": "a", "definition": "Slik som Marit sier det."}),
    )
    assert sorted(p.place for p in found(run(study), "name")) == [
        "codebooks/codebook.yaml:3",
        "codebooks/manuscript.md:1",
        "codebooks/memos/2024-02-14-tanke.md:6",
        "data/raw/documents.csv:2",
    ]


def test_a_label_that_is_a_name_does_not_hide_the_name_in_the_text():
    study = evidence(
        {"a.txt": "Kari: Ja.\n\nF: Er du enig, Kari?\n"},
        speakers=[Speaker("*", "Kari", "P1", "OA", line=2)],
    )
    assert {p.check for p in run(study)} == {"name", "name-as-label"}


def test_text_without_capitals_is_said_loudly():
    study = evidence({"a.txt": "OA: " + "eg snakka med kari og veit ikkje heilt. " * 10})
    message = found(run(study), "no-capitals")[0].message
    assert "CANNOT BE SEEN" in message and "does not mean that there are none" in message


def test_in_text_without_capitals_the_names_that_are_nothing_else_are_found():
    text = "eg snakka med ingrid i oslo og ho stein frå trondheim"
    assert [name.name for name in names_in_uncased(text, Familiar(["oslo"]))] == ["ingrid", "trondheim"]


@pytest.mark.parametrize(("text", "cased"), [("Ja. " * 100, True), ("ja. " * 100, False), ("ja", True)])
def test_whether_a_text_has_capitals(text, cased):
    assert is_cased(text) is cased


def test_english_transcripts_are_read_with_english_words():
    talk = "OA: We were told that the plan is what they want. These things take time, said Mary.\n"
    assert ["«Mary»" in p.message for p in found(run(evidence({"a.txt": talk * 2})), "name")] == [True]


def test_an_empty_study_has_nothing_to_search():
    assert run(Evidence(texts={"codebooks/manuscript.md": ""})) == []
