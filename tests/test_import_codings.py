"""Codings made elsewhere: put on the very words they quote, or listed as ambiguous or not found."""

import io
import random
from collections import Counter
from datetime import UTC, datetime

import pytest

from pipeline.codebook import Codebook
from pipeline.coding.events import Record
from pipeline.coding.live import live
from pipeline.exchange.codings_table import events_for, moment, place_rows, read_rows
from pipeline.model import Utterance, digest, utterance_id

TURNS = [
    "Kan du fortelle litt?",
    "Ja. Vi var  usikre\npå hva det betyr.",
    "Mm.",
    "Det var fint å prøve, men det tok lang tid.",
    "Mm.",
    "Ja. Vi var mange. Jada, vi var slitne.",
]
BOOK = Codebook(
    codes=[
        {"id": "usikkerhet", "label": "Usikkerhet"},
        {"id": "begrep", "label": "Begrepet", "parent": "usikkerhet"},
        {"id": "tid", "label": "Tid og ro"},
        {"id": "tid-2", "label": "Tid og ro", "parent": "usikkerhet"},
    ]
)
NOW = datetime(2024, 3, 1, 9, tzinfo=UTC)


def utterances() -> list[Utterance]:
    who = ("OA", "", "", "", "", "interview", "")
    return [
        Utterance(utterance_id("A", number), "A", number, *who, text, "", "", "")
        for number, text in enumerate(TURNS, 1)
    ]


def place(*rows: str, header: str = "document;code;quote;utterance;coder", standing=()):
    data = "\n".join([header, *rows]).encode()
    read, problems = read_rows("t.csv", data, coder="anna")
    placements, more = place_rows(read, utterances(), BOOK, live(standing), "t.csv")
    return placements, problems + more


def one(quote: str, utterance: str = "", code: str = "tid"):
    placements, _ = place(f'A;{code};"{quote}";{utterance};')
    return placements[0]


def spans(placement) -> list[tuple[str, str]]:
    return [(span.utterance, span.quote) for span in placement.spans]


def checks(problems) -> list[tuple[str, str, str]]:
    return [(problem.place, problem.level, problem.check) for problem in problems]


def test_a_quote_is_put_exactly_on_its_words():
    placement = one("det tok lang tid")
    assert (placement.status, placement.how, spans(placement)) == (
        "placed",
        "exactly",
        [("A:0004", "det tok lang tid")],
    )
    assert TURNS[3][placement.spans[0].start : placement.spans[0].end] == "det tok lang tid"


def test_a_quote_is_found_with_white_space_folded_and_keeps_the_words_as_they_stand():
    placement = one("Vi var usikre på hva")
    assert (placement.how, spans(placement)) == (
        "with white space folded",
        [("A:0002", "Vi var  usikre\npå hva")],
    )


def test_a_quote_over_several_turns_is_one_coding_with_a_span_in_each():
    placement = one("hva det betyr. Mm. Det var fint")
    assert spans(placement) == [("A:0002", "hva det betyr."), ("A:0003", "Mm."), ("A:0004", "Det var fint")]
    assert placement.how == "with white space folded, over 3 turns"


def test_speaker_labels_in_a_quote_are_passed_over_where_a_turn_begins():
    placement = one("Ola: Ja. Vi var usikre på hva det betyr. F 2: Mm.")
    assert spans(placement) == [("A:0002", TURNS[1]), ("A:0003", "Mm.")]


def test_a_word_with_a_colon_inside_a_turn_is_no_label():
    assert one("Det var Ola: fint å prøve").status == "not found"


def test_a_quote_that_stands_twice_is_ambiguous_and_put_nowhere():
    placement = one("Mm.")
    assert (placement.status, placement.spans) == ("ambiguous", ())
    assert "A:0003, A:0005" in placement.how


@pytest.mark.parametrize("utterance", ["A:0005", "A:5", "5"])
def test_the_utterance_says_which_one_is_meant(utterance):
    assert spans(one("Mm.", utterance)) == [("A:0005", "Mm.")]


def test_words_that_stand_elsewhere_than_the_utterance_named_are_not_found():
    placement = one("det tok lang tid", "A:0002")
    assert (placement.status, placement.how) == ("not found", "not in A:0002, but in A:0004")


def test_nothing_is_placed_on_words_that_are_only_alike():
    assert one("det tok lange tid").status == "not found"


def test_a_short_quote_is_not_found_inside_a_longer_word():
    assert one("ang").status == "not found"
    assert spans(one("Ja", "A:0006")) == [("A:0006", "Ja")]


@pytest.mark.parametrize("code, id", [
    ("begrep", "begrep"), ("BEGREPET", "begrep"), ("Usikkerhet > Begrepet", "begrep"), ("Tid og ro", "tid"),
    ("Usikkerhet > Tid og ro", "tid-2"),
])  # fmt: skip
def test_a_code_is_known_by_its_id_its_label_or_its_path(code, id):
    assert one("det tok lang tid", code=code).code == id


def test_all_that_is_wrong_is_said_at_once():
    placements, problems = place(
        "B;tid;Mm.;;", "A;begrepp;Mm.;;", "A;tid;;;", "A;tid;borte;;", "A;tid;Mm.;;", 'A;tid;"lang tid";;'
    )
    assert checks(problems) == [
        ("t.csv:2", "error", "import-document"),
        ("t.csv:3", "error", "import-code"),
        ("t.csv:4", "error", "import-row"),
        ("t.csv:5", "warning", "import-not-found"),
        ("t.csv:6", "warning", "import-ambiguous"),
    ]
    assert "begrep" in problems[1].remedy
    assert [placement.status for placement in placements][-1] == "placed"


def test_a_row_without_a_coder_needs_one():
    rows, _ = read_rows("t.csv", b"document,code,quote\nA,tid,Mm.\n")
    _, problems = place_rows(rows, utterances(), BOOK, live([]), "t.csv")
    assert checks(problems) == [("t.csv:2", "error", "import-coder")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_between_cells_is_found_out(mark):
    data = mark.join(["document", "code", "quote"]) + "\n" + mark.join(["A", "tid", "Mm."])
    assert read_rows("t.csv", data.encode())[0][0].quote == "Mm."


def test_a_workbook_is_read_like_a_table():
    from openpyxl import Workbook

    book = Workbook()
    for row in (["Document", "Code", "Quote", "Date"], ["A", "tid", "Mm.", datetime(2024, 3, 1)]):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    rows, problems = read_rows("t.xlsx", data.getvalue(), "anna")
    assert (rows[0].quote, rows[0].coder, moment(rows[0].date), problems) == (
        "Mm.",
        "anna",
        datetime(2024, 3, 1),
        [],
    )


@pytest.mark.parametrize("name, data", [
    ("t.csv", b""), ("t.csv", b"document,code\nA,tid"), ("t.csv", b"\x00\x01\x02"),
    ("t.csv", b'document,code,quote\nA,"x'),
    ("t.xlsx", b"not a workbook"), ("t.xlsx", b"PK\x03\x04broken"),
])  # fmt: skip
def test_a_table_that_cannot_be_read_is_a_problem(name, data):
    rows, problems = read_rows(name, data)
    assert (rows, [problem.check for problem in problems]) == ([], ["import-table"])


def test_the_events_of_a_passage_share_their_id_and_hold_the_words():
    placements, _ = place('A;tid;"hva det betyr. Mm.";;bo')
    made = events_for(placements, utterances(), 3, NOW, random.Random(1).randbytes)
    events = made["bo", "A"]
    assert len({event.coding for event in events}) == 1
    assert [(event.utterance, event.quote) for event in events] == [
        ("A:0002", "hva det betyr."),
        ("A:0003", "Mm."),
    ]
    assert {(event.origin, event.codebook, event.code, event.at) for event in events} == {
        ("imported", 3, "tid", "2024-03-01T09:00:00.000Z")
    }
    assert events[0].digest == digest(TURNS[1])


def test_the_date_of_a_row_is_when_it_was_coded():
    placements, _ = place("A;tid;lang tid;31.12.2023", header="document;code;quote;date")
    events = events_for(placements, utterances(), 1, NOW, random.Random(1).randbytes)
    assert events["anna", "A"][0].at == "2023-12-31T00:00:00Z"


def test_a_date_that_cannot_be_is_a_warning_and_the_row_is_placed():
    placements, problems = place("A;tid;lang tid;31.02.2023", header="document;code;quote;date")
    assert (placements[0].status, checks(problems)) == ("placed", [("t.csv:2", "warning", "import-date")])


def test_importing_the_same_table_again_adds_nothing():
    rows = ['A;tid;"hva det betyr. Mm.";;', "A;tid;lang tid;;", "A;tid;lang tid;;"]
    placements, _ = place(*rows)
    assert [placement.status for placement in placements] == ["placed", "placed", "already there"]
    made = events_for(placements, utterances(), 1, NOW, random.Random(1).randbytes)
    records = [
        Record(event, coder, document, "x:1")
        for (coder, document), events in made.items()
        for event in events
    ]
    again, _ = place(*rows, standing=records)
    assert Counter(placement.status for placement in again) == {"already there": 3}
