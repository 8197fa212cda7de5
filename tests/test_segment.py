"""From paragraphs to turns: who goes on speaking, what is narrative, and that no word is lost."""

import re
from unittest.mock import patch

import pytest
from hearing import SHARED, STUDY, heard, said
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pipeline.model import KINDS, Speaker
from pipeline.readers import Unreadable, read
from pipeline.segment import _Cutter, between, turns
from pipeline.segment.labels import label_book


@pytest.mark.parametrize("kind", ["interview", "focus-group"])
def test_an_unlabelled_paragraph_of_a_transcript_goes_on_with_the_speaker_before(kind):
    assert said("F: Hva?\n\nOA: Ja.\n\nOg så det.\n\nOg mer.\n\nF: Nei.", kind) == [
        ("F", "Hva?"),
        ("OA", "Ja.\nOg så det.\nOg mer."),
        ("F", "Nei."),
    ]


@pytest.mark.parametrize("kind", ["field-note", "minutes", "participant-minutes", "report"])
def test_an_unlabelled_paragraph_of_a_note_is_narrative(kind):
    assert said("Vi kom.\n\nOA: Ja.\n\nHun gikk.\nDet regnet.\n\nEn til.", kind) == [
        ("NOTE", "Vi kom."),
        ("OA", "Ja."),
        ("NOTE", "Hun gikk.\nDet regnet."),
        ("NOTE", "En til."),
    ]


def test_before_the_first_label_a_transcript_is_narrative():
    assert said("Intervju i mars.\n\nTo til stede.\n\nF: Hei.")[:2] == [
        ("NOTE", "Intervju i mars."),
        ("NOTE", "To til stede."),
    ]


def test_each_labelled_line_starts_a_turn_and_wrapped_lines_belong_to_it():
    assert said("F: Hva tenker\ndu om det?\nOA: Ikke så\n  mye.\nOA: Eller jo.") == [
        ("F", "Hva tenker\ndu om det?"),
        ("OA", "Ikke så\n  mye."),
        ("OA", "Eller jo."),
    ]


def test_a_labelled_line_starts_a_turn_inside_a_paragraph_of_a_note():
    assert said("Møtet åpnet.\nLederen spurte.\nOA: Ja\nog nei.\nINN: Vel.", "minutes") == [
        ("NOTE", "Møtet åpnet.\nLederen spurte."),
        ("OA", "Ja\nog nei."),
        ("INN", "Vel."),
    ]


def test_a_label_alone_on_its_line_is_a_label_for_the_paragraphs_that_follow():
    assert said("OA:\n\nFørst.\n\nSå.\n\nF:\nJa?") == [("OA", "Først.\nSå."), ("F", "Ja?")]


def test_in_a_note_a_label_alone_is_for_the_next_paragraph_only():
    assert said("**OA:**\n\nFørst.\n\nVi gikk.", "field-note") == [("OA", "Først."), ("NOTE", "Vi gikk.")]


def test_a_heading_is_narrative_and_the_section_of_what_follows():
    found = heard("# Dag 1\n\nF: A?\n\n## Etter lunsj\n\nF: B?\n\nDag 2\n=====\n\nF: C?", name="a.md")
    assert [(one.role, one.text, one.section) for one in found] == [
        ("NOTE", "Dag 1", ""),
        ("F", "A?", "Dag 1"),
        ("NOTE", "Etter lunsj", "Dag 1"),
        ("F", "B?", "Dag 1 > Etter lunsj"),
        ("NOTE", "Dag 2", "Dag 1 > Etter lunsj"),
        ("F", "C?", "Dag 2"),
    ]


def test_after_a_heading_the_speaker_before_goes_on_in_a_turn_of_its_own():
    found = heard("OA: Ja.\n\n## Mer\n\nOg så.", name="a.md")
    assert [(one.label, one.text, one.place) for one in found] == [
        ("OA", "Ja.", "line 1"),
        ("", "Mer", "line 3"),
        ("OA", "Og så.", "line 5"),
    ]


def test_a_heading_that_is_nothing_but_a_label_is_a_label():
    assert said("### OA:\n\nJa.\n\n### F:\n\nHva?", name="a.md") == [("OA", "Ja."), ("F", "Hva?")]


def test_emphasis_and_quotes_round_a_turn_of_several_paragraphs_are_left_out():
    assert said("*OA: Én.*\n\n*To.*\n\n«F: Tre.\n\nFire.»\n\n*OA: Fem.*\n\nSeks.") == [
        ("OA", "Én.\nTo."),
        ("F", "Tre.\nFire."),
        ("OA", "Fem.\nSeks."),
    ]


def test_bullets_emphasis_and_quotes_round_a_paragraph_of_a_note_are_left_out():
    assert said("- «Vi lærte å tie!»\n- *Fin dag.*\n\n*Takk.*\n\n«a» og «b»", "field-note", "a.md") == [
        ("NOTE", "Vi lærte å tie!"),
        ("NOTE", "Fin dag."),
        ("NOTE", "Takk."),
        ("NOTE", "«a» og «b»"),
    ]


def test_in_a_note_the_next_item_of_a_list_is_not_said_by_the_speaker_of_the_one_before():
    assert said("- OA: Ja\n  og nei\n  - slik\n- Vi gikk.\n- INN: Hei\n* en til", "minutes", "a.md") == [
        ("OA", "Ja\n  og nei\n  - slik"),
        ("NOTE", "Vi gikk."),
        ("INN", "Hei\n* en til"),
    ]


def test_marks_of_a_reply_in_front_of_each_line_are_left_out():
    assert said("> OA: Jeg vet\n> ikke.\n\n> Hun gikk\n> ut.", "field-note", "a.md") == [
        ("OA", "Jeg vet\nikke."),
        ("NOTE", "Hun gikk\nut."),
    ]


def test_a_list_inside_a_turn_stays_as_written():
    assert said("OA: To ting:\n- én\n- to") == [("OA", "To ting:\n- én\n- to")]


def test_drawn_lines_are_no_words():
    assert said("F: A?\n\n---\n\nOA: B.\n\n* * *\n\n=====\n") == [("F", "A?"), ("OA", "B.")]


def test_the_place_of_each_turn_is_its_line():
    assert [one.place for one in heard("\n\nF: A\nOA: B\nmer\n\n\nF: C")] == ["line 3", "line 4", "line 8"]


def test_an_answer_knows_the_question_before_it():
    found = heard("Start.\n\nOA: Hei.\nF: Hva?\nOA: Ja.\nINN: Nei.\nF: Og?\nF: Altså?\nOA: Vel.")
    assert [(one.label, one.answers) for one in found] == [
        ("", ""),
        ("OA", ""),
        ("F", ""),
        ("OA", "D:0003"),
        ("INN", "D:0003"),
        ("F", ""),
        ("F", ""),
        ("OA", "D:0007"),
    ]


def test_narrative_after_a_question_answers_nothing():
    assert [one.answers for one in heard("F: Hva?\n\nHun tenkte.\n\nOA: Ja.", "field-note")] == [
        "",
        "",
        "D:0001",
    ]


def test_utterances_are_numbered_in_order_and_carry_case_and_wave_of_the_document():
    found = heard("F: A?\nOA: B.", rows=(Speaker("D", "OA", "P1", "OA", "B"),))
    assert [(one.utterance, one.number, one.case, one.wave) for one in found] == [
        ("D:0001", 1, "A", "start"),
        ("D:0002", 2, "B", "start"),
    ]


def test_narrative_has_no_speaker_even_where_a_row_says_so():
    assert [
        (one.role, one.speaker)
        for one in heard("Obs: Hun smilte.", rows=(Speaker("D", "Obs", "P1", "NOTE"),))
    ] == [("NOTE", "")]


def test_windows_line_endings_give_the_same_turns():
    text = "F: A?\r\n\r\nOA: B\r\nmer.\r\n"
    assert said(text) == said(text.replace("\r\n", "\n")) == said(text.replace("\r\n", "\r"))


LABELS = [
    "F:",
    "OA:",
    "**OA 2:**",
    "*INN:*",
    "Kari Nord:",
    "[00:01:23] OA:",
    "OA [01:02]:",
    "«OA:",
    "*OA:",
    "- F:",
    "OA   0:03",
]
WORDS = [
    "ja",
    "nei altså",
    "«du»",
    "*så*",
    "**veldig**",
    "hm …",
    "og:",
    "(ler)",
    "æøå",
    "-",
    "- punkt",
    '"',
    "»",
    "*",
    "_",
    "10:30",
]
BREAKS = [" ", "\n", "\n\n", "\n \n", "\r\n", "\n---\n", "\n# Del\n", "\n> "]
TRANSCRIPTS = st.lists(st.sampled_from(LABELS + WORDS + BREAKS + BREAKS), max_size=40).map(
    " ".join
) | st.text(max_size=80)


@settings(max_examples=300, deadline=None)
@given(text=TRANSCRIPTS, kind=st.sampled_from(KINDS), name=st.sampled_from(["a.txt", "a.md"]))
def test_turns_and_what_lies_between_give_back_the_text_as_read(text, kind, name):
    try:
        reading, _ = read(name, text.encode("utf-8", "surrogatepass"))
    except Exception as trouble:
        assert type(trouble).__name__ == "Unreadable"
        return
    found = turns(reading, kind, label_book(STUDY.roles, [Speaker("*", "Kari Nord", "P1", "OA")], "D"))
    gaps = between(reading, found)
    pieces = [reading.text[start:end] for turn in found for start, end in turn.pieces]
    woven = "".join(part for pair in zip(gaps, [*pieces, ""], strict=True) for part in pair)
    assert woven == reading.text
    unsaid = [
        letter
        for gap in gaps
        for letter in re.sub(r"(?i)\b(kari\s+nord|oa|inn|f)\b", "", gap)
        if letter.isalpha()
    ]
    known = {letter for turn in found for letter in turn.label}
    assert not [letter for letter in unsaid if letter not in known]


@settings(max_examples=300, deadline=None)
@given(text=TRANSCRIPTS, name=st.sampled_from(["a.txt", "a.md"]))
@example(text="OA: \n> svar\nINN: ja", name="a.txt")
@example(text="OA: 10:30\nINN: ja", name="a.txt")
def test_a_turn_that_is_over_at_once_is_cut_as_all_others_are(text, name):
    try:
        reading, _ = read(name, text.encode("utf-8", "surrogatepass"))
    except Unreadable:
        assume(False)
    labels = label_book(STUDY.roles, [Speaker("*", "Kari Nord", "P1", "OA")], "D")
    with patch.object(_Cutter, "_at_once", return_value=False):
        slowly = turns(reading, "interview", labels)
    assert turns(reading, "interview", labels) == slowly


def test_marks_that_are_shut_around_nothing_leave_nothing():
    assert said("**«OA:**\n\nF: Ja.") == [("F", "Ja.")]


@settings(max_examples=100, deadline=None)
@given(text=TRANSCRIPTS.filter(lambda text: not re.search(r"[\x00-\x1f\x7f]", text.replace("\n", ""))))
def test_the_words_of_a_turn_are_slices_of_the_text_as_read(text):
    reading, _ = read("a.md", text.encode())
    for turn in turns(reading, "interview", label_book(STUDY.roles, [], "D")):
        assert turn.text == "\n".join(reading.text[start:end] for start, end in turn.pieces)
        assert turn.text == turn.text.strip() != ""


REAL = SHARED / "real"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the real text lies beside the repository")


@real
@pytest.mark.shared
def test_chapter_four_holds_exactly_the_twenty_quotes_that_a_person_finds():
    source = (REAL / "sluttrapport-kap4.md").read_text(encoding="utf-8")
    by_hand = [
        line.strip().strip("*").removeprefix("OA: ")
        for line in source.split("\n")
        if re.match(r"\*?OA:", line)
    ]
    found = [one for one in heard(source, "report", "kap4.md") if one.role != "NOTE"]
    assert [one.text for one in found] == by_hand
    assert {one.role for one in found} == {"OA"}
    sections = [one.section.split(" > ")[-1][:3] for one in found]
    assert {section: sections.count(section) for section in sections} == {
        "4.3": 1,
        "4.4": 3,
        "4.5": 7,
        "4.6": 6,
        "4.7": 3,
    }


def test_an_unnamed_speaker_is_one_person_however_the_label_is_written():
    found = heard("F: Ja?\n\nOA 2: Ja.\n\noa2: Jo.\n\n**OA2 (ler):** Mm.\n")
    assert {one.speaker for one in found if one.role == "OA"} == {"D/OA2"}


@real
@pytest.mark.shared
@pytest.mark.parametrize("name", ["feltnotat-askim-2018.md", "verktoy-webinar.md"])
@pytest.mark.parametrize("kind", ["field-note", "minutes", "participant-minutes", "report"])
def test_the_real_note_and_slides_hold_nobody(name, kind):
    found = heard((REAL / name).read_bytes(), kind, name)
    assert len(found) > 20
    assert {one.role for one in found} == {"NOTE"}
