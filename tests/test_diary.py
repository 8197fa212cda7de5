"""What is added to a coder's files is taken in by itself, and tells the same as reading all of it anew."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from acting import doing, shown, words
from hypothesis import given, settings
from hypothesis import strategies as st
from small_study import code_words, put, small_study

from pipeline.coding.diary import Diary
from pipeline.coding.events import Event, Parsed, Record, chain, line_digest, parse
from pipeline.coding.further_lines import parse_further
from pipeline.stages import acts, taking_back
from pipeline.stages.desk import Desk
from pipeline.stages.recent import recent_codes

FILE, CODER, DOCUMENT = "codebooks/codings/hege/INT-01.jsonl", "hege", "INT-01"


def lines(count: int, previous: str = "none", event: str = "pin") -> bytes:
    events = [
        Event(at=f"2024-05-01T10:{number:02}:00Z", event=event, coding="c1", act=f"handling-{number}")
        for number in range(count)
    ]
    return b"".join(line + b"\n" for _, line in chain(events, previous))


WHOLE = lines(6)
BEGINNING = b"".join(WHOLE.splitlines(keepends=True)[:4])
OTHERS = (
    b"",
    b"\n",
    b"\r\n",
    b"  \n",
    b"\xef\xbb\xbf",
    b"ikke en hendelse\n",
    b'{"at": "2024-05-01T10:00:00Z", "event": "ukjent", "coding": "c1"}\n',
    b'{"at": "2024-05-01T10:00:00Z", "event": "pin"}\n',
    b'{"at": "2024-05-01T10:00:00Z", "event": "pin", "coding": "c1"}\n',
    b'{"at"',
    lines(1),
)


def told(data: bytes) -> Parsed:
    return parse(data, FILE, CODER, DOCUMENT)


def following(data: bytes, event: str = "pin") -> bytes:
    """Two lines that follow a file as the program writes them."""
    last = data.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n ").rpartition(b"\n")[2]
    return lines(2, line_digest(last), event)


def test_the_new_lines_of_a_file_tell_what_the_whole_file_tells() -> None:
    further = 0
    for before, one, between, other in product((b"", b"\xef\xbb\xbf"), OTHERS, (False, True), OTHERS):
        held = before + BEGINNING + one
        added = (following(held) if between else b"") + other
        for more in (
            added,
            added + following(held + added),
            added + following(held),
            following(held, "ukjent") + added,
        ):
            found = parse_further(told(held), held, held + more, FILE)
            assert found in (None, told(held + more)), (held, more)
            further += found is not None
        assert parse_further(told(held), held, b" " + held, FILE) is None
    assert further > 100


def test_a_file_that_was_added_to_keeps_what_was_read_of_it() -> None:
    before = told(BEGINNING)
    further = parse_further(before, BEGINNING, WHOLE, FILE)
    assert further and further == told(WHOLE)
    assert all(one is other for one, other in zip(before.records, further.records, strict=False))


def record(number: int, at: str, act: str, undoes: str = "", code: str = "uklart") -> Record:
    event = Event(
        at=f"2024-05-01T{at}Z", event="apply", coding=f"c{number}", act=act, undoes=undoes, code=code
    )
    return Record(event, CODER, DOCUMENT, f"{FILE}:{number}")


MOMENTS = st.sampled_from(["10:00:00", "10:00:01", "10:00:02", "10:00:03"])
SOME = st.lists(st.tuples(MOMENTS, st.sampled_from("abcde"), st.sampled_from(["", *"abcde"])), max_size=8)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(SOME, SOME)
def test_what_is_added_to_a_diary_stands_as_if_it_had_been_there_from_the_start(
    first: list[tuple[str, str, str]], more: list[tuple[str, str, str]]
) -> None:
    records = [record(number, *one, code=one[1]) for number, one in enumerate((*first, *more))]
    diary, whole = Diary(records[: len(first)]), Diary(records)
    before = (dict(diary.acts), diary.stacks, list(diary.codes))
    if diary.add(records[len(first) :]):
        assert list(diary.acts.values()) == list(whole.acts.values())
        assert (diary.stacks, diary.codes) == (whole.stacks, whole.codes)
    else:
        assert (diary.acts, diary.stacks, diary.codes) == before


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(small_study(tmp_path))


def as_afresh(desk: Desk) -> None:
    afresh = Desk(desk.opened.folder.path)
    for coder in ("hege", "ola"):
        assert list(desk.acts_of(coder).values()) == list(afresh.acts_of(coder).values())
        assert desk.stacks_of(coder) == afresh.stacks_of(coder)
        assert desk.codes_put(coder) == afresh.codes_put(coder)
        assert recent_codes(desk, coder) == recent_codes(afresh, coder)
    assert desk.begun() == afresh.begun() and desk.coders == afresh.coders
    assert shown(desk) == shown(afresh)


def test_the_desk_knows_what_was_done_as_the_files_tell_it_whatever_happens_to_them(desk: Desk) -> None:
    study = desk.opened.folder.path
    file = study / "codebooks/codings/hege/INT-01.jsonl"
    as_afresh(desk)
    put(study, "codebooks/codings/hege/INT-01 (2).jsonl", file.read_bytes())
    desk.look(now=True)
    as_afresh(desk)
    before = file.read_bytes()
    code_words(study, "hege", "c8", "INT-01:0003", "styring", "andre")
    both = file.read_bytes()
    put(study, "codebooks/codings/hege/INT-01 (2).jsonl", both)
    for own in (before, both):
        put(study, "codebooks/codings/hege/INT-01.jsonl", own)
        desk.look(now=True)
        as_afresh(desk)
    acts.apply(doing(desk), [words(desk, "INT-01:0003")], ["styring", "skummelt"])
    acts.remove(doing(desk), ["c1", "c4"])
    as_afresh(desk)
    taking_back.undo(doing(desk))
    as_afresh(desk)
    code_words(study, "ola", "c9", "INT-02:0002", "styring", "bedre")
    desk.look(now=True)
    as_afresh(desk)
    put(study, "codebooks/codings/hege/INT-01 (1).jsonl", file.read_bytes())
    whole = file.read_bytes()
    other_code = whole.replace(b'"code": "skummelt"', b'"code": "uklart"')
    shorter = whole[: whole.rindex(b"\n", 0, -1) + 1]
    for data in (shorter, whole[:-5], whole, other_code, b"", whole):
        put(study, "codebooks/codings/hege/INT-01.jsonl", data)
        desk.look(now=True)
        as_afresh(desk)
    (study / "codebooks/codings/hege/INT-01 (1).jsonl").unlink()
    acts.apply(doing(desk), [words(desk, "INT-01:0002")], ["styring"])
    as_afresh(desk)


def test_lines_that_were_changed_by_hand_are_read_anew(desk: Desk) -> None:
    study = desk.opened.folder.path
    as_afresh(desk)
    whole = (study / "codebooks/codings/hege/INT-01.jsonl").read_bytes()
    put(study, "codebooks/codings/hege/INT-01.jsonl", whole.replace(b'"skummelt"', b'"uklart"'))
    desk.look(now=True)
    as_afresh(desk)


def test_an_act_reads_no_line_of_a_file_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desk.records_of("hege")
    acts.apply(doing(desk), [words(desk, "INT-01:0003")], ["styring"])
    known = {id(one) for one in before}
    assert sum(id(one) not in known for one in desk.records_of("hege")) == 1
