"""The lines of a coder's file: read one by one, chained, and never believed when they are broken."""

import json
import re
from datetime import UTC, datetime

import pytest

from pipeline.coding.events import NONE, Event, chain, line_digest, mend, new_coding, parse, stamp, uuid7

AT = "2024-03-01T09:00:00Z"
FILE = "codebooks/codings/anna/INT-01.jsonl"


def apply(coding: str, **fields) -> Event:
    given = {
        "utterance": "INT-01:0001",
        "start": 0,
        "end": 3,
        "quote": "Ja.",
        "digest": "x",
        "code": "tillit",
    }
    return Event(at=AT, event="apply", coding=coding, **(given | fields))


def lines(*events: Event, after: str = NONE) -> list[bytes]:
    return [line for _, line in chain(events, after)]


def read(*parts: bytes, end: bytes = b"\n"):
    return parse(b"\n".join(parts) + end, FILE, "anna", "INT-01")


def checks(parsed) -> list[tuple[str, str, str]]:
    return [(problem.place.removeprefix(FILE), problem.level, problem.check) for problem in parsed.problems]


def test_events_come_back_as_they_were_written_with_their_line():
    events = [apply("c1", memo="Usikker på «dette»"), Event(at=AT, event="remove", coding="c1")]
    parsed = read(*lines(*events))
    assert not parsed.problems
    assert [record.event.model_copy(update={"previous": ""}) for record in parsed.records] == events
    assert [record.place for record in parsed.records] == [f"{FILE}:1", f"{FILE}:2"]


def test_a_line_has_the_fields_of_the_contract_in_their_order():
    names = "at event coding utterance start end quote digest code codebook origin memo previous"
    assert " ".join(json.loads(lines(apply("c1"))[0])) == names


def test_what_several_people_decided_is_written_only_where_it_is_filled():
    filled = {"act": "a1", "undoes": "a0", "instead_of": "c0", "withdrawn": True}
    said = json.loads(lines(apply("c1", decision="stands", between=("anna", "bo"), **filled))[0])
    assert {name: said[name] for name in filled} == filled
    assert (said["decision"], said["between"]) == ("stands", ["anna", "bo"])
    assert not {*filled, "decision", "between"} & json.loads(lines(Event(at=AT, event="done"))[0]).keys()


def test_previous_is_the_digest_of_the_line_before():
    first, second = lines(apply("c1"), apply("c2"))
    assert json.loads(first)["previous"] == "none"
    assert json.loads(second)["previous"] == line_digest(first)


def test_unknown_events_and_unknown_fields_are_kept_and_the_event_reported():
    strange = Event.model_validate({"at": AT, "event": "sing", "tune": "Kråkevisa"})
    parsed = read(*lines(strange))
    assert checks(parsed) == [(":1", "warning", "unknown-event")]
    assert parsed.records[0].event.model_extra == {"tune": "Kråkevisa"}
    assert b"Kr\xc3\xa5kevisa" in lines(parsed.records[0].event)[0]


def test_a_torn_last_line_is_reported_and_survived():
    whole, torn = lines(apply("c1"), apply("c2"))
    parsed = read(whole, torn[:40], end=b"")
    assert checks(parsed) == [(":2", "warning", "torn-line")]
    assert [record.event.coding for record in parsed.records] == ["c1"]


def test_a_last_line_that_lacks_only_its_line_break_counts():
    assert len(read(*lines(apply("c1")), end=b"").records) == 1


def test_a_torn_line_that_the_next_line_already_knew_stays_a_warning():
    whole, torn = lines(apply("c1"), apply("c2"))
    rest = lines(apply("c3"), after=line_digest(torn[:40]))
    assert checks(read(whole, torn[:40], *rest)) == [(":2", "warning", "torn-line")]


def test_a_line_that_was_broken_later_is_an_error_and_the_others_are_read():
    first, second, third = lines(apply("c1"), apply("c2"), apply("c3"))
    parsed = read(first, second[:40], third)
    assert checks(parsed) == [(":2", "error", "broken-line"), (":3", "error", "broken-chain")]
    assert [record.event.coding for record in parsed.records] == ["c1", "c3"]


@pytest.mark.parametrize("line", [b"[1, 2]", b"42", b'"apply"', b"{}", b"\xff\xfe", b"[" * 5000])
def test_a_foreign_line_is_an_error(line):
    assert (":1", "error", "broken-line") in checks(read(line))


def test_a_field_of_the_wrong_kind_is_named():
    problem = read(b'{"at": "2024-03-01", "event": "apply", "start": "three"}').problems[0]
    assert "'start'" in problem.message


def test_a_removed_line_is_noticed_at_the_line_after_it():
    first, _, third = lines(apply("c1"), apply("c2"), apply("c3"))
    assert checks(read(first, third)) == [(":2", "error", "broken-chain")]


def test_an_altered_line_is_noticed_at_the_line_after_it():
    first, second = lines(apply("c1"), apply("c2"))
    assert checks(read(first.replace(b"tillit", b"mistro"), second)) == [(":2", "error", "broken-chain")]


def test_a_file_that_lost_its_beginning_is_noticed():
    _, second = lines(apply("c1"), apply("c2"))
    assert checks(read(second)) == [(":1", "error", "broken-chain")]


def test_two_histories_merged_by_git_are_told_apart_from_tampering():
    shared = lines(apply("c1"))
    mine = lines(apply("c2"), apply("c3"), after=line_digest(shared[0]))
    yours = lines(apply("c4"), apply("c5"), after=line_digest(shared[0]))
    parsed = read(*shared, *mine, *yours)
    assert checks(parsed) == [(":4", "warning", "merged-history")]
    assert len(parsed.records) == 5


def test_two_files_that_were_both_begun_are_a_merge_too():
    parsed = read(*lines(apply("c1")), *lines(apply("c2")))
    assert checks(parsed) == [(":2", "warning", "merged-history")]


def test_mending_says_so_in_the_file_and_ends_the_warning():
    mine, yours = lines(apply("c1")), lines(apply("c2"))
    event = mend(read(*mine, *yours).forks, AT)
    assert event is not None
    parsed = read(*mine, *yours, *lines(event, after=line_digest(yours[-1])))
    assert (parsed.problems, parsed.forks) == ([], [])


def test_mending_does_not_hide_a_removed_line():
    first, _, third = lines(apply("c1"), apply("c2"), apply("c3"))
    assert mend(read(first, third).forks, AT) is None


def test_a_conflict_that_git_left_in_the_file_is_named_as_such():
    parsed = read(b"<<<<<<< HEAD", *lines(apply("c1")), b"=======", *lines(apply("c2")), b">>>>>>> branch")
    assert [check for _, _, check in checks(parsed)].count("conflict-marker") == 3


def test_windows_line_breaks_and_a_mark_at_the_start_break_no_chain():
    data = b"\xef\xbb\xbf" + b"\r\n".join(lines(apply("c1"), apply("c2"))) + b"\r\n"
    parsed = parse(data, FILE, "anna", "INT-01")
    assert (len(parsed.records), parsed.problems) == (2, [])


def test_a_line_separator_inside_a_quote_is_no_line_break():
    assert len(read(*lines(apply("c1", quote="en\u2028to\u0085tre"))).records) == 1


def test_an_event_that_lacks_what_it_needs_is_an_error():
    assert checks(read(*lines(apply("c1", quote="")))) == [(":1", "error", "incomplete-event")]


@pytest.mark.parametrize("name", ["contradict", "settle", "reject"])
def test_a_decision_about_nothing_is_an_error(name):
    assert checks(read(*lines(Event(at=AT, event=name)))) == [(":1", "error", "incomplete-event")]


def test_that_a_document_is_done_needs_no_more_words():
    assert checks(read(*lines(Event(at=AT, event="done")))) == []


def test_a_time_that_cannot_be_is_a_warning():
    event = apply("c1").model_copy(update={"at": "2024-13-41"})
    assert checks(read(*lines(event))) == [(":1", "warning", "event-time")]


def test_codings_of_another_document_are_reported_once_a_file():
    parsed = read(*lines(apply("c1", utterance="INT-02:0001"), apply("c2", utterance="INT-02:0002")))
    assert checks(parsed) == [(":1", "warning", "foreign-line")]
    assert len(parsed.records) == 2


def test_an_empty_file_holds_nothing_and_has_nothing_wrong():
    assert parse(b"", FILE, "anna", "INT-01") == ([], [], [])


def test_uuid7_has_its_version_its_variant_and_the_order_of_time():
    early, late = uuid7(1_700_000_000_000, bytes(10)), uuid7(1_700_000_000_001, bytes(10))
    assert early == "018bcfe5-6800-7000-8000-000000000000"
    assert early < late
    assert uuid7(1_700_000_000_000, b"\xff" * 10) == "018bcfe5-6800-7fff-bfff-ffffffffffff"


def test_the_time_of_a_coding_is_in_its_id_and_its_stamp():
    now = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert new_coding(now, bytes(10)).startswith("018bcfe5-6800-7")
    assert stamp(now) == "2023-11-14T22:13:20.000Z"


@pytest.mark.parametrize("field", ["start", "end"])
def test_a_place_that_fits_no_table_is_a_line_that_cannot_be_read(field: str) -> None:
    good, bad = lines(apply("c1"), apply("c2"))
    huge = re.sub(rb'"%s": \d+' % field.encode(), b'"%s": %d' % (field.encode(), 10**30), bad)
    parsed = read(good, huge)
    assert [one.event.coding for one in parsed.records] == ["c1"]
    assert "broken-line" in [check for _, _, check in checks(parsed)]
