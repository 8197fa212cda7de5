"""Which codings stand, and on which words they are counted."""

import time

import pytest

from pipeline.codebook import Codebook
from pipeline.coding.events import Edit, Event, Record
from pipeline.coding.live import LiveCodings, live
from pipeline.coding.moments import moment
from pipeline.coding.out_of_use import out_of_use
from pipeline.coding.placing import place_codings
from pipeline.model import Utterance, digest

TEXT = "Vi er usikre på hva det betyr."
BOOK = Codebook(
    codes=[
        {"id": "usikkerhet", "label": "Usikkerhet", "kind": "finding"},
        {"id": "begrep", "label": "Begrepet", "parent": "usikkerhet"},
        {"id": "ord", "label": "Ordet", "status": "merged", "merged_into": "uttrykk"},
        {"id": "uttrykk", "label": "Uttrykket", "status": "merged", "merged_into": "begrep"},
        {"id": "gammel", "label": "Gammel", "status": "retired"},
    ]
)


def said(number: int = 1, text: str = TEXT) -> Utterance:
    who = ("OA", "OA1", "OA", "dal", "start", "interview")
    return Utterance(f"INT-01:{number:04d}", "INT-01", number, *who, "", text, "line 1", "", "")


def event(name: str, coding: str = "", coder: str = "anna", line: int = 1, **fields) -> Record:
    made = Event(at="2024-03-01T09:00:00Z", event=name, coding=coding, **fields)
    return Record(made, coder, "INT-01", f"codebooks/codings/{coder}/INT-01.jsonl:{line}")


def apply(
    coding: str, code: str = "begrep", start: int = 6, end: int = 12, number: int = 1, **fields
) -> Record:
    given = {"utterance": f"INT-01:{number:04d}", "quote": TEXT[start:end], "digest": digest(TEXT)}
    return event("apply", coding, code=code, start=start, end=end, **(given | fields))


def ids(standing: LiveCodings) -> list[str]:
    return [mark.coding for mark in standing.marks]


def checks(problems) -> list[tuple[str, str]]:
    return [(problem.level, problem.check) for problem in problems]


def test_the_live_codings_are_the_applied_less_the_removed():
    assert ids(live([apply("c1"), apply("c2"), event("remove", "c1")])) == ["c2"]


def test_a_removed_coding_stays_removed_in_whatever_order_git_merged_the_lines():
    assert ids(live([event("remove", "c1"), apply("c1")])) == []


def test_a_passage_over_several_utterances_is_removed_as_a_whole():
    passage = [apply("c1", number=1), apply("c1", number=2)]
    assert ids(live(passage)) == ["c1", "c1"]
    assert ids(live([*passage, event("remove", "c1")])) == []


def test_the_same_line_twice_counts_once():
    assert ids(live([apply("c1"), apply("c1")])) == ["c1"]


def test_an_id_used_for_another_coding_is_an_error_and_not_counted():
    standing = live([apply("c1"), apply("c1", code="gammel"), apply("c1", coder="bo")])
    assert ids(standing) == ["c1"]
    assert checks(standing.problems) == [("error", "duplicate-coding")] * 2


def test_events_about_codings_that_nobody_made_are_errors():
    standing = live(
        [event(name, "c9", memo="m", utterance="u") for name in ("remove", "pin", "edit", "memo")]
    )
    assert checks(standing.problems) == [("error", "unknown-coding")] * 4


def test_events_about_a_removed_coding_are_no_problem():
    assert live([apply("c1"), event("pin", "c1"), event("remove", "c1"), event("unpin", "c1")]).problems == []


def test_nobody_removes_the_coding_of_another_coder():
    standing = live([apply("c1"), event("remove", "c1", coder="bo")])
    assert ids(standing) == ["c1"]
    assert checks(standing.problems) == [("warning", "not-their-coding")]


def test_what_was_pinned_and_not_unpinned_is_pinned():
    records = [apply("c1"), apply("c2"), event("pin", "c1"), event("pin", "c2"), event("unpin", "c1")]
    assert list(live(records).pinned) == ["c2"]


def test_the_last_edit_of_a_quote_holds_the_whole_list():
    one, two = Edit(op="cut", start=6, end=9), Edit(op="cut", start=9, end=12)
    records = [apply("c1")] + [
        event("edit", "c1", utterance="INT-01:0001", edits=edits) for edits in ((one,), (two,))
    ]
    assert live(records).edits == {("c1", "INT-01:0001"): (two,)}


def test_memos_are_kept_with_who_wrote_them():
    note = live([apply("c1"), event("memo", "c1", coder="bo", memo="Se også 12")]).memos["c1"][0]
    assert (note.coder, note.text) == ("bo", "Se også 12")


def test_decisions_of_other_kinds_are_kept_as_lists():
    names = ("reject", "contradict", "done", "settle", "sing")
    given = {"utterance": "INT-01:0001", "code": "begrep", "decision": "falls"}
    standing = live([apply("c1"), *(event(name, "c1", **given) for name in names)])
    lists = (standing.rejected, standing.contradicted, standing.done, standing.settled, standing.unknown)
    assert [kept[0].event.event for kept in lists] == list(names)


def test_words_of_no_coding_contradict_nothing():
    standing = live([event("contradict", "c9", code="begrep")])
    assert (standing.contradicted, checks(standing.problems)) == ([], [("error", "unknown-coding")])


def test_an_answer_of_a_person_puts_a_coding_on_other_words():
    place = event("place", "c1", utterance="INT-02:0004", start=0, end=2, quote="Vi", digest="d")
    mark = live([apply("c1"), place]).marks[0]
    assert (mark.utterance, mark.start, mark.end, mark.quote, mark.code) == (
        "INT-02:0004",
        0,
        2,
        "Vi",
        "begrep",
    )


def test_an_answer_may_stand_for_one_line_of_a_passage():
    place = event("place", "c1", utterance="INT-02:0004", was="INT-01:0002", start=0, end=2, quote="Vi")
    marks = live([apply("c1", number=1), apply("c1", number=2), place]).marks
    assert [mark.utterance for mark in marks] == ["INT-01:0001", "INT-02:0004"]


def test_of_several_answers_the_last_one_counts():
    places = [
        event("place", "c1", utterance=f"INT-02:000{n}", start=0, end=2, quote="Vi")._replace(place=str(n))
        for n in (4, 5)
    ]
    later = places[1]._replace(event=places[1].event.model_copy(update={"at": "2024-03-02T09:00:00Z"}))
    assert [mark.utterance for mark in live([apply("c1"), places[0], later]).marks] == ["INT-02:0005"]


def test_an_answer_takes_the_edits_of_the_quote_along():
    edit = event("edit", "c1", utterance="INT-01:0001", edits=(Edit(op="cut", start=6, end=9),))
    place = event("place", "c1", utterance="INT-02:0004", start=10, end=16, quote="usikre")
    assert live([apply("c1"), edit, place]).edits["c1", "INT-02:0004"] == (Edit(op="cut", start=10, end=13),)


def on(at: str, name: str, coder: str, **fields) -> Record:
    """An event about c1 at a moment; the files of the coders come in the order of the alphabet."""
    record = event(name, "c1", coder=coder, **fields)
    return record._replace(event=record.event.model_copy(update={"at": at}))


def test_of_two_coders_the_one_who_decided_last_counts_whatever_the_alphabet_says():
    early, late = "2024-03-01T09:00:00Z", "2024-03-01T10:00:00Z"
    assert not live([apply("c1"), on(late, "unpin", "anna"), on(early, "pin", "bo")]).pinned
    assert live([apply("c1"), on(late, "pin", "anna"), on(early, "unpin", "bo")]).pinned


@pytest.mark.parametrize(
    ("pinned", "unpinned"),
    [
        ("2024-03-01T10:00:00+02:00", "2024-03-01T09:30:00+01:00"),
        ("2024-03-01T09:00:00", "2024-03-01T10:30:00+01:00"),
        ("2024-03-01T09:00:00Z", "2024-03-01T10:00:00.001+01:00"),
        ("2024-03-31T23:30:00-01:00", "2024-04-01T02:31:00+02:00"),
    ],
)
def test_moments_are_compared_and_not_letters(pinned, unpinned):
    for first, second in (("anna", "bo"), ("bo", "anna")):
        records = sorted((on(pinned, "pin", first), on(unpinned, "unpin", second)), key=lambda r: r.coder)
        assert not live([apply("c1"), *records]).pinned


def test_a_time_without_a_time_zone_is_the_same_moment_on_every_machine(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    moment.cache_clear()
    try:
        records = [on("2024-03-01T10:00:00", "pin", "anna"), on("2024-03-01T09:00:00Z", "unpin", "bo")]
        assert live([apply("c1"), *records]).pinned
    finally:
        monkeypatch.undo()
        time.tzset()
        moment.cache_clear()


def test_at_one_moment_and_without_a_moment_the_order_of_the_lines_counts():
    now = "2024-03-01T09:00:00Z"
    assert live([apply("c1"), on(now, "unpin", "anna"), on(now, "pin", "anna")]).pinned
    assert live([apply("c1"), on("i går", "unpin", "anna"), on("i dag", "pin", "anna")]).pinned
    assert not live([apply("c1"), on(now, "pin", "anna"), on("senere", "unpin", "anna")]).pinned


def test_the_last_edit_memo_and_place_count_whoever_made_them():
    early, late = "2024-03-01T11:00:00+02:00", "2024-03-01T10:30:00+01:00"
    edits = [Edit(op="cut", start=6, end=end) for end in (9, 12)]
    where = {"start": 0, "end": 2, "quote": "Vi"}
    standing = live(
        [
            apply("c1"),
            on(late, "edit", "anna", utterance="INT-01:0001", edits=(edits[1],)),
            on(late, "memo", "anna", memo="sist"),
            on(early, "edit", "bo", utterance="INT-01:0001", edits=(edits[0],)),
            on(early, "memo", "bo", memo="først"),
        ]
    )
    assert standing.edits["c1", "INT-01:0001"] == (edits[1],)
    assert [note.text for note in standing.memos["c1"]] == ["først", "sist"]
    places = [on(late, "place", "anna", utterance="B:0001", **where)]
    places += [on(early, "place", "bo", utterance="A:0001", **where)]
    assert [mark.utterance for mark in live([apply("c1"), *places]).marks] == ["B:0001"]


def test_a_removed_coding_stays_removed_whatever_was_decided_later():
    removed = on("2024-03-01T09:00:00Z", "remove", "anna")
    assert ids(live([apply("c1"), removed, on("2024-03-02T09:00:00Z", "pin", "bo")])) == []


def placed(*records: Record, rows=None):
    return place_codings(live(records), BOOK, [said()] if rows is None else rows)


def test_a_coding_gets_role_speaker_case_wave_and_kind_from_its_utterance():
    coding = placed(apply("c1")).codings[0]
    assert (coding.role, coding.speaker, coding.case, coding.wave, coding.kind) == (
        "OA", "OA1", "dal", "start", "interview",
    )  # fmt: skip
    assert (coding.quote, coding.finding, coding.document) == ("usikre", "usikkerhet", "INT-01")


def test_a_merged_code_is_followed_to_its_heir_through_any_chain():
    result = placed(apply("c1", code="ord"))
    assert [(row.code, row.finding) for row in result.codings] == [("begrep", "usikkerhet")]
    assert result.merged == {("ord", "begrep"): 1}


def test_codings_of_a_retired_code_count_and_are_reported_once_a_file():
    result = placed(apply("c1", code="gammel"), apply("c2", code="gammel"))
    assert len(result.codings) == 2
    told = list(out_of_use(result.standing, live([]), BOOK, []))
    assert (
        checks(told) == [("warning", "retired-code")]
        and "2 codings in this file still count" in told[0].message
    )


def gone(result, check: str) -> bool:
    return checks(result.problems) == [("error", check)] and result.codings == [] and len(result.astray) == 1


def test_a_coding_whose_utterance_is_gone_is_an_error_and_not_counted():
    assert gone(placed(apply("c1"), rows=[]), "coding-utterance-gone")


def test_a_coding_whose_code_is_gone_is_an_error_and_not_counted():
    assert gone(placed(apply("c1", code="borte")), "coding-code-gone")


def test_a_coding_whose_words_are_gone_is_an_error_and_not_counted():
    assert gone(placed(apply("c1"), rows=[said(text="Vi er trygge på hva det betyr.")]), "coding-words-gone")


def test_words_that_stand_elsewhere_in_the_utterance_are_not_counted_there():
    assert gone(placed(apply("c1", start=7, end=13, quote="usikre")), "coding-words-gone")


def test_the_same_words_in_an_utterance_that_changed_are_not_counted_silently():
    assert gone(
        placed(apply("c1"), rows=[said(text="Vi er usikre på hva dette betyr.")]), "coding-text-changed"
    )


def test_a_repeated_turn_of_a_document_that_was_edited_in_place_is_not_believed():
    old = ["Ja.", "Vi er i gang.", "Ja.", "Det tok tid."]
    marks = [
        apply(f"c{n}", number=n, start=0, end=len(text), quote=text, digest=digest(text))
        for n, text in enumerate(old, 1)
    ]
    edited = [said(n, text) for n, text in enumerate(["Ja.", "Mm.", "Ja.", "Det tok tid."], 1)]
    assert [row.coding for row in placed(*marks, rows=edited).codings] == ["c4"]
    untouched = [said(n, text) for n, text in enumerate(old, 1)]
    assert len(placed(*marks, rows=untouched).codings) == 4


def test_a_person_may_say_which_of_the_repeated_turns_it_is():
    answer = event("place", "c1", utterance="INT-01:0003", start=0, end=3, quote="Ja.", digest=digest("Ja."))
    lost = apply("c2", number=2, start=0, end=3, quote="Nei", digest="x")
    rows = [said(n, text) for n, text in enumerate(["Ja.", "Mm.", "Ja."], 1)]
    result = placed(apply("c1", start=0, end=3, quote="Ja.", digest=digest("Ja.")), lost, answer, rows=rows)
    assert [row.utterance for row in result.codings] == ["INT-01:0003"]


def test_a_problem_names_the_line_in_the_coders_file():
    assert placed(apply("c1", line=7), rows=[]).problems[0].place == "codebooks/codings/anna/INT-01.jsonl:7"
