"""Who speaks: the labels that transcripts use, and the words with a colon that are nobody."""

import pytest
from hearing import heard, said
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.model import Speaker
from pipeline.segment.labels import _marked_up, label_book, label_mark, role_of
from pipeline.segment.unknown_labels import is_candidate

KARI = (Speaker("*", "Kari Nordmann", "P1", "OA", "B"), Speaker("D", "Åse-Lill Ø.", "P2", "INN"))


@pytest.mark.parametrize(
    "line",
    [
        "OA: Ja, *men* det.",
        "OA**: Ja, *men* det.",
        "OA : Ja, *men* det.",
        "**OA:** Ja, *men* det.",
        "**OA**: Ja, *men* det.",
        "*OA:* Ja, *men* det.",
        "_OA:_ Ja, *men* det.",
        "**OA: Ja, *men* det.**",
        "«OA: Ja, *men* det.»",
        '"OA: Ja, *men* det."',
        "“OA: Ja, *men* det.”",
        "”OA: Ja, *men* det.”",
        "OA: «Ja, *men* det.»",
        'OA: "Ja, *men* det."',
        "OA: “Ja, *men* det.”",
        "OA: **Ja, *men* det.**",
        "**OA:** «Ja, *men* det.»",
        "**«OA: Ja, *men* det.»**",
        "- OA: Ja, *men* det.",
        "* OA: Ja, *men* det.",
        "• OA: Ja, *men* det.",
        "– OA: Ja, *men* det.",
        "- **OA:** Ja, *men* det.",
        "* **OA: Ja, *men* det.**",
        "> OA: Ja, *men* det.",
        "  OA:\tJa, *men* det.  ",
        "OA:Ja, *men* det.",
        "\ufeffOA: Ja, *men* det.",
    ],
)
def test_marks_round_the_label_or_the_turn_are_left_out_and_no_word_is(line):
    assert said(line) == [("OA", "Ja, *men* det.")]


@pytest.mark.parametrize(
    "line",
    [
        "[00:01:23] OA: Ja.",
        "00:01:23 OA: Ja.",
        "00:01:23 - OA: Ja.",
        "OA [00:01:23]: Ja.",
        "OA 00:01:23: Ja.",
        "OA: [00:01:23] Ja.",
        "(00:01:23) OA: Ja.",
        "OA (00:01:23): Ja.",
        "**[00:01:23] OA:** Ja.",
        "**OA (00:01:23):** Ja.",
        "[00:01:23 - 00:01:25] OA: Ja.",
        "#00:01:23-4# OA: Ja.",
        "[00:01:23]\nOA: Ja.",
        "OA   00:01:23\nJa.",
    ],
)
def test_a_time_beside_the_label_is_the_time_of_the_turn_and_no_words(line):
    assert [(found.label, found.text, found.time) for found in heard(line)] == [("OA", "Ja.", "00:01:23")]


@pytest.mark.parametrize("label", ["INN", "OA", "F", "OA2", "INN 3", "OA 12", "INN-4"])
def test_a_role_bare_or_numbered_is_a_label_as_written(label):
    assert said(f"{label}: Hei.", "report") == [(label, "Hei.")]


def test_a_clock_time_after_the_label_without_brackets_is_words():
    assert said("OA: 10:30 møttes vi.") == [("OA", "10:30 møttes vi.")]


def test_names_from_speakers_csv_are_labels_in_every_kind_without_case_and_with_folded_spaces():
    for kind in ("interview", "report"):
        assert said("kari  nordmann: Hei.\n\nÅse-Lill Ø.: Hallo.", kind, rows=KARI) == [
            ("kari  nordmann", "Hei."),
            ("Åse-Lill Ø.", "Hallo."),
        ]


def test_a_line_of_name_and_time_as_teams_writes_it_in_word_is_a_label():
    found = heard("Kari Nordmann   0:03\nHei.\n\nKari Nordmann   1:07\nHa det.", rows=KARI)
    assert [(one.speaker, one.text, one.time) for one in found] == [
        ("P1", "Hei.", "0:03"),
        ("P1", "Ha det.", "1:07"),
    ]


def test_a_row_for_the_document_wins_over_one_for_all():
    rows = (Speaker("*", "OA", "P1", "OA"), Speaker("D", "OA", "P9", "INN", "C"))
    assert [(one.speaker, one.role, one.case) for one in heard("OA: Hei.", rows=rows)] == [("P9", "INN", "C")]


def test_a_bare_role_is_a_person_of_its_own_in_an_interview_and_unknown_elsewhere():
    assert [one.speaker for one in heard("INN 3: Hei.")] == ["D/INN3"]
    assert [one.speaker for one in heard("INN 3: Hei.", "focus-group")] == [""]
    assert [one.speaker for one in heard("INN 3: Hei.", "minutes")] == [""]


def test_a_bold_phrase_in_the_words_stays():
    assert said("OA: Det er **viktig** og **sant**") == [("OA", "Det er **viktig** og **sant**")]


def test_quotes_that_do_not_surround_the_whole_turn_stay():
    assert said('OA: «a» og «b»\n\nF: «Ja».\n\nOA: "a" og "b"') == [
        ("OA", "«a» og «b»"),
        ("F", "«Ja»."),
        ("OA", '"a" og "b"'),
    ]


def test_a_quotation_mark_that_opens_twice_and_shuts_once_stays():
    assert said("OA: «Hun sa «ja»") == [("OA", "«Hun sa «ja»")]


def test_a_quote_inside_the_quote_stays_when_the_outer_pair_goes():
    assert said("«OA: Hun sa «ja» til «nei»»") == [("OA", "Hun sa «ja» til «nei»")]


@pytest.mark.parametrize(
    "line",
    [
        "En annen: Vi kom.",
        "*En annen offentlig ansatt:*",
        "Figur 1: Modellen.",
        "Tabell 2: Antall.",
        "Kobro, F. og Berg, F. (2019): Bok.",
        "F. Hansen: Boka.",
        "F. 2019: x",
        "1: Kilde",
        "Inn: kl. 08",
        "[^1]: En fotnote.",
        "http://eksempel.no: side",
        "Deltaker: Noen",
        "Oa: noe",
    ],
)
@pytest.mark.parametrize("kind", ["field-note", "minutes", "participant-minutes", "report"])
def test_words_with_a_colon_are_not_always_speakers(line, kind):
    assert {one.role for one in heard(f"{line}\n\n{line}", kind)} == {"NOTE"}


@pytest.mark.parametrize("line", ["En annen: Ja.", "Figur 1: Ja.", "Tabell 2: Ja.", "Det viktigste er: ja."])
def test_lead_ins_and_captions_are_nobody_in_interviews_either(line):
    assert [one.label for one in heard(f"OA: Hei.\n\n{line}\n\n{line}\n\n{line}")] == ["OA"]


def test_an_unknown_name_that_opens_two_paragraphs_of_an_interview_has_its_own_turns_without_a_role():
    found = heard("OA: Hei.\n\nKari: Ja.\n\nOA: Vel.\n\nKari: Nei.")
    assert [(one.label, one.role, one.speaker) for one in found if one.label == "Kari"] == [
        ("Kari", "", "")
    ] * 2


def test_a_name_that_opens_one_paragraph_only_goes_on_with_the_speaker_before():
    assert said("OA: Hei.\n\nResultatet: Ja.") == [("OA", "Hei.\nResultatet: Ja.")]


@pytest.mark.parametrize("kind", ["interview", "focus-group"])
@pytest.mark.parametrize(
    "label",
    [
        *("AO", "0A", "INNB", "A1", "AO 2", "K", "NAV", "AO (ler)", "**AO**", "[00:01] AO"),
        *("Intervjuer", "intervjuar", "Informant", "Respondent 1", "Moderator", "INNBYGGER 2", "Informant A"),
    ],
)
def test_what_is_nothing_but_a_label_is_one_at_its_first_line_and_nobody_we_know(label, kind):
    found = heard(f"F: Hva?\n\nOA: Ja.\n{label}: Byttet om.\nmer\n\nOA: Vel.", kind)
    assert [(one.role, one.text) for one in found] == [
        ("F", "Hva?"),
        ("OA", "Ja."),
        ("", "Byttet om.\nmer"),
        ("OA", "Vel."),
    ]
    assert found[2].speaker == ""


@pytest.mark.parametrize("label", ["OA;", "AO;", "INNB;", "OA 2;", "**OA;**", "[00:01] OA;"])
def test_a_semicolon_after_what_is_nearly_a_role_ends_a_label_too(label):
    found = heard(f"F: Hva?\n{label} Ja: helt klart.\nF: Vel.")
    assert [(one.role, one.text) for one in found] == [("F", "Hva?"), ("", "Ja: helt klart."), ("F", "Vel.")]


@pytest.mark.parametrize(
    "opening",
    [
        *(
            "NB:",
            "PS:",
            "OBS:",
            "KL:",
            "KL 10:",
            "Nr:",
            "NR 2:",
            "Tlf:",
            "TLF:",
            "JA:",
            "OK:",
            "10:",
            "10:30:",
        ),
        *("Figur 1:", "FIG 1:", "Tabell 2:", "DEL 1:", "En annen:", "JA;", "NAV;", "oa;", "Oa;", "DOI:"),
        *("Berg (2019):", "Kobro, L. (2019):", "F. (2019):", "Tema:", "Varighet:", "https:"),
    ],
)
def test_abbreviations_captions_and_references_are_nobody_however_often_they_stand(opening):
    assert [one.label for one in heard(f"OA: Hei.\n{opening} x\n\n{opening} y\nF: z")] == ["OA", "F"]


@pytest.mark.parametrize("line", ["AO: Ja.", "Informant 1: Ja.", "OA; Ja."])
def test_in_notes_what_nobody_mapped_is_no_label(line):
    assert {one.role for one in heard(f"{line}\n\n{line}", "field-note")} == {"NOTE"}


def test_a_mapped_label_with_a_semicolon_or_a_misspelling_is_whom_its_row_says():
    rows = (Speaker("D", "AO", "P1", "OA"), Speaker("D", "OA;", "P1", "OA"))
    assert {(one.role, one.speaker) for one in heard("AO: Ja.\nOA; Nei.", rows=rows)} == {("OA", "P1")}


def test_a_name_with_a_remark_opens_its_turns_as_the_name_does():
    found = heard("OA: Hei.\n\nKari Berg (Ekstern): Ja.\n\nOA: Vel.\n\nKari Berg (Ekstern): Nei.")
    assert [one.role for one in found] == ["OA", "", "OA", ""]


def test_a_remark_in_brackets_after_the_label_does_not_make_somebody_else():
    found = heard("OA 2 (ler): Hei.\nKari Nordmann (lavt): Ja.", rows=KARI)
    assert [(one.label, one.speaker) for one in found] == [
        ("OA 2 (ler)", "D/OA2"),
        ("Kari Nordmann (lavt)", "P1"),
    ]


@pytest.mark.parametrize("label", ["OA/INN", "OA1 og OA2", "OA, F", "OA & Kari Nordmann"])
def test_what_several_say_at_once_is_nobodys_alone(label):
    found = heard(f"F: Hva?\n{label}: Ja.\nF: Vel.", rows=KARI)
    assert [(one.label, one.role, one.speaker) for one in found][1] == (label, "", "")


def test_a_bracket_that_shuts_after_a_role_makes_no_label():
    assert said("F: Hva?\nOA): Ja.") == [("F", "Hva?\nOA): Ja.")]


def test_a_role_with_a_number_in_its_name_wins_over_a_numbered_role():
    assert role_of("OA1", ["OA", "OA1"]) == "OA1"


def test_a_label_in_lower_case_counts_in_a_transcript():
    assert [one.role for one in heard("oa: Hei.\nf: Ja?")] == ["OA", "F"]


def test_role_of_reads_numbers_with_and_without_space():
    assert [role_of(label, ["INN", "OA"]) for label in ("INN", "OA2", "INN 3", "OB", "OAX")] == [
        "INN",
        "OA",
        "INN",
        "",
        "",
    ]


def test_a_book_knows_only_the_rows_of_its_document_and_those_for_all():
    rows = [Speaker("X", "Ola", "P1", "OA"), Speaker("*", "Kari", "P2", "OA")]
    book = label_book(["OA"], rows, "D")
    assert (book.knows("Ola"), book.knows("KARI"), book.knows("OA")) == (False, True, True)


def test_a_candidate_is_short_and_capitalised():
    assert [is_candidate(label) for label in ("Kari", "Kari Nordmann")] == [True, True]
    assert [is_candidate(label) for label in ("En annen", "det", "Figur 1", "Hva er det")] == [False] * 4


def test_a_long_line_of_colons_and_stars_is_looked_at_in_no_time():
    assert label_mark("*" * 5000 + ":") is None
    assert label_mark("- " * 5000 + ":") is None
    assert label_mark("[00:00:00] " * 3000) is None


def test_a_label_and_a_tab_without_a_colon_is_a_label_in_a_transcript_only():
    assert said("F\tHva?\nOA 2\tJa.") == [("F", "Hva?"), ("OA 2", "Ja.")]
    assert said("F\tHva?", "field-note") == [("NOTE", "F\tHva?")]


def test_emphasis_that_is_shut_inside_the_turn_leaves_the_rest_alone():
    assert said("*OA: hei* og *nei*") == [("OA", "hei* og *nei*")]
    assert said("*OA: hei **du** der*") == [("OA", "hei **du** der")]


@given(
    line=st.text(alphabet="OAa 2:*_[(«\t-.,5å", max_size=24)
    | st.from_regex(r"\A[A-Z]\w{0,9}( \w{1,5}){0,3}: .{0,9}\Z")
)
@example(line="Kari Nordmann Ås: hei")
def test_plain_labels_are_found_as_marked_up_ones_are(line):
    assert label_mark(line) == (_marked_up(line) if ":" in line else None)
