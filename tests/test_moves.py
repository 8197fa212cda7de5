"""Codings on a corrected transcript: kept, moved, or waiting for a person and counted nowhere."""

import random

from test_anchors import corrected, mistake, spans_of

from pipeline.codebook import Codebook
from pipeline.coding.events import Edit, Event, Record
from pipeline.coding.live import live
from pipeline.coding.moves import move_codings
from pipeline.coding.placing import place_codings
from pipeline.model import Document, Utterance, digest, utterance_id

OLD = [
    "Kan du fortelle litt om hvordan dere begynte?",
    "Ja, vi begynte vel egentlig med en idé om at innbyggerne skulle være med.",
    "Mm.",
    "Og så ble vi ganske usikre på hva samskaping egentlig betyr for oss.",
    "Mm.",
    "Vi prøvde å spørre dem som hadde vært med før, og det hjalp jo litt.",
]


def document(id: str, turns: list[str], roles: str = "F OA") -> list[Utterance]:
    rows = []
    for number, text in enumerate(turns, 1):
        about = (roles.split()[number % 2 - 1], "", "", "", "", "interview", "")
        rows.append(Utterance(utterance_id(id, number), id, number, *about, text, "", "", ""))
    return rows


def apply(coding: str, number: int, words: str, id: str = "A", turns=OLD) -> Record:
    text = turns[number - 1]
    start = text.index(words)
    where = {"utterance": utterance_id(id, number), "start": start, "end": start + len(words), "quote": words}
    at = "2024-03-01T09:00:00Z"
    event = Event(at=at, event="apply", coding=coding, digest=digest(text), code="tillit", **where)
    return Record(event, "anna", id, f"codebooks/codings/anna/{id}.jsonl:{number}")


def about(name: str, coding: str, **fields) -> Record:
    made = Event(at="2024-03-02T09:00:00Z", event=name, coding=coding, **fields)
    return Record(made, "anna", "A", "codebooks/codings/anna/A.jsonl:99")


def documents(*pairs: tuple[str, str]) -> list[Document]:
    return [Document(id, f"{id}.txt", "interview", replaces=replaces) for id, replaces in pairs]


def correct(new: list[str], *records: Record, roles: str = "F OA"):
    pairs = documents(("A", ""), ("B", "A"))
    return move_codings(live(records), pairs, document("A", OLD), document("B", new, roles))


def without(number: int) -> list[str]:
    return OLD[: number - 1] + OLD[number:]


def test_a_coding_on_unchanged_words_is_kept_under_the_new_document():
    moves = correct(OLD, apply("c1", 4, "usikre på hva"))
    assert [(row.status, row.old_utterance, row.new_utterance) for row in moves.moves] == [
        ("kept", "A:0004", "B:0004")
    ]
    assert moves.live.marks[0].utterance == "B:0004"


def test_a_coding_behind_a_dropped_turn_is_moved_to_its_words():
    moves = correct(without(3), apply("c1", 4, "usikre på hva"))
    assert (moves.moves[0].status, moves.live.marks[0].utterance) == ("moved", "B:0003")
    assert moves.live.marks[0].digest == digest(OLD[3])


def test_a_moved_coding_is_counted_on_the_new_document():
    moves = correct(without(3), apply("c1", 4, "usikre på hva"))
    table = place_codings(
        moves.live, Codebook(codes=[{"id": "tillit", "label": "Tillit"}]), document("B", without(3))
    )
    assert [(row.document, row.quote) for row in table.codings] == [("B", "usikre på hva")]
    assert not table.problems


def test_a_whole_turn_stays_a_coding_of_its_words_when_turns_are_joined():
    joined = [*OLD[:3], f"{OLD[3]} {OLD[5]}"]
    moves = correct(joined, apply("c1", 4, OLD[3]))
    mark = moves.live.marks[0]
    assert (mark.utterance, mark.start, mark.end, mark.quote) == ("B:0004", 0, len(OLD[3]), OLD[3])


def waits(moves, status: str) -> bool:
    row = moves.moves[0]
    checks = {(problem.level, problem.check) for problem in moves.problems}
    return (
        row.status == status
        and row.waiting == "yes"
        and not moves.live.marks
        and checks == {("warning", "coding-waits")}
    )


def test_a_coding_whose_words_were_corrected_waits_with_the_best_guess():
    new = [text.replace("ganske usikre", "ganske usikker") for text in OLD]
    moves = correct(new, apply("c1", 4, "ble vi ganske usikre på hva"))
    assert waits(moves, "ambiguous")
    row = moves.moves[0]
    assert row.new_quote == new[3][row.start : row.end] == "ble vi ganske usikker på hva"


def test_a_coding_whose_words_are_gone_waits_as_lost():
    assert waits(correct(without(4), apply("c1", 4, "hva samskaping egentlig betyr")), "lost")


def test_a_turn_that_was_split_inside_the_coded_words_waits():
    split = [*OLD[:3], "Og så ble vi ganske usikre på", "hva samskaping egentlig betyr for oss.", *OLD[4:]]
    moves = correct(split, apply("c1", 4, OLD[3]))
    assert waits(moves, "ambiguous")
    assert (
        moves.moves[0].new_quote == "Og så ble vi ganske usikre på / hva samskaping egentlig betyr for oss."
    )


def test_a_repeated_turn_does_not_drift_when_one_of_them_is_dropped():
    for dropped in (3, 5):
        moves = correct(without(dropped), apply("c1", 3, "Mm."), apply("c2", 5, "Mm."))
        standing = {mark.coding for mark in moves.live.marks}
        assert standing <= {"c2" if dropped == 3 else "c1"}


def test_a_passage_waits_as_a_whole_when_one_of_its_turns_is_lost():
    moves = correct(without(4), apply("c1", 2, OLD[1]), apply("c1", 4, OLD[3]))
    assert [(row.status, row.waiting) for row in moves.moves] == [("kept", "yes"), ("lost", "yes")]
    assert not moves.live.marks


def test_an_answer_of_a_person_ends_the_waiting():
    new = [text.replace("ganske usikre", "ganske usikker") for text in OLD]
    place = about(
        "place", "c1", utterance="B:0004", start=6, end=20, quote=new[3][6:20], digest=digest(new[3])
    )
    moves = correct(new, apply("c1", 4, "ganske usikre på"), place)
    assert (moves.moves, moves.problems, moves.live.marks[0].utterance) == ([], [], "B:0004")


def test_removing_a_waiting_coding_ends_the_waiting():
    moves = correct(without(4), apply("c1", 4, "hva samskaping"), about("remove", "c1"))
    assert (moves.moves, moves.problems) == ([], [])


def test_a_coding_goes_along_through_a_chain_of_corrections():
    pairs = documents(("A", ""), ("B", "A"), ("C", "B"))
    second, third = without(3), ["Da er vi i gang.", *without(3)]
    replaced = document("A", OLD) + document("B", second)
    moves = move_codings(live([apply("c1", 4, "usikre på hva")]), pairs, replaced, document("C", third))
    assert [(row.old_document, row.new_document, row.status) for row in moves.moves] == [
        ("A", "B", "moved"),
        ("B", "C", "moved"),
    ]
    assert [mark.utterance for mark in moves.live.marks] == ["C:0004"]


def test_documents_that_replace_each_other_in_a_circle_are_left_alone():
    moves = move_codings(
        live([apply("c1", 4, "usikre")]), documents(("A", "B"), ("B", "A")), [], document("A", OLD)
    )
    assert [mark.utterance for mark in moves.live.marks] == ["A:0004"]


def test_the_edits_of_a_quote_go_along_with_its_words():
    new = [*OLD[:3], "Ja. " + OLD[3], *OLD[4:]]
    start = OLD[3].index("usikre")
    edit = about("edit", "c1", utterance="A:0004", edits=(Edit(op="cut", start=start, end=start + 6),))
    moves = correct(new, apply("c1", 4, OLD[3]), edit)
    assert moves.live.edits["c1", "B:0004"] == (Edit(op="cut", start=start + 4, end=start + 10),)


def test_words_that_the_correction_gave_to_somebody_else_show_both_roles():
    row = correct(OLD, apply("c1", 4, "usikre på hva"), roles="F INN").moves[0]
    assert (row.status, row.old_role, row.new_role) == ("kept", "OA", "INN")


def test_words_that_somebody_else_said_after_all_are_a_warning_with_both_roles():
    (told,) = correct(OLD, apply("c1", 4, "usikre på hva"), roles="F INN").problems
    assert (told.level, told.check) == ("warning", "coding-speaker-changed")
    for said in ("c1", "«usikre på hva»", "to OA", "to INN", "forankret coding place c1 B:0004"):
        assert said in told.message + told.remedy


def spoken(id: str, speaker: str) -> list[Utterance]:
    return [row._replace(speaker=speaker) for row in document(id, OLD)]


def test_another_speaker_of_the_same_role_is_a_warning_and_a_label_that_got_a_name_is_none():
    def told(before: str, after: str) -> list[str]:
        pairs = documents(("A", ""), ("B", "A"))
        moves = move_codings(live([apply("c1", 4, "usikre")]), pairs, spoken("A", before), spoken("B", after))
        return [problem.check for problem in moves.problems]

    assert told("Kari", "Ola") == told("A/OA 1", "B/OA 2") == ["coding-speaker-changed"]
    assert told("A/OA", "B/OA") == told("A/OA", "Kari") == told("Kari", "Kari") == told("", "Kari") == []


def test_a_coding_that_a_person_placed_with_another_speaker_is_no_warning():
    place = about("place", "c1", utterance="B:0004", start=11, end=17, quote="usikre", digest=digest(OLD[3]))
    assert correct(OLD, apply("c1", 4, "usikre"), place, roles="F INN").problems == []


def test_a_coding_that_was_astray_on_the_old_text_is_not_taken_along():
    record = apply("c1", 4, "usikre på hva")
    astray = record._replace(event=record.event.model_copy(update={"start": 0, "end": 13}))
    assert waits(correct(OLD, astray), "lost")


def test_codings_on_other_documents_are_left_as_they_are():
    marks = correct(OLD, apply("c1", 4, "usikre", id="Z")).live.marks
    assert [mark.utterance for mark in marks] == ["Z:0004"]


def test_random_corrections_put_no_coding_on_other_words():
    for seed in range(5000, 5150):
        before, transcript, _, _ = corrected(seed)
        old_turns = texts(before)
        starts = offsets(old_turns)
        spans = list(spans_of(before, random.Random(seed)))
        records = []
        for number, span in enumerate(spans):
            turn = span[0][3]
            start, end = span[0][0] - starts[turn], span[-1][1] - starts[turn]
            record = apply(f"c{number}", turn + 1, old_turns[turn][start:end], turns=old_turns)
            records.append(
                record._replace(event=record.event.model_copy(update={"start": start, "end": end}))
            )
        new_turns = transcript.text().split("\n")
        moves = move_codings(
            live(records),
            documents(("A", ""), ("B", "A")),
            document("A", old_turns),
            document("B", new_turns),
        )
        assert len(moves.moves) == len(spans)
        new_starts, places = offsets(new_turns), transcript.places()
        for mark in moves.live.marks:
            at = new_starts[int(mark.utterance[2:]) - 1]
            found = mark._replace(start=mark.start + at, end=mark.end + at)
            assert not mistake(spans[int(mark.coding[1:])], found, before, places), seed


def texts(places) -> list[str]:
    turns: dict[int, list[str]] = {}
    for place in places:
        turns.setdefault(place[3], []).append(place[2].text)
    return [" ".join(words) for words in turns.values()]


def offsets(turns: list[str]) -> list[int]:
    return [sum(len(turn) + 1 for turn in turns[:number]) for number in range(len(turns))]
