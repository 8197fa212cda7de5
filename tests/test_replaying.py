"""The codebook of any version: backward from today and forward from nothing lead to the same codes."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.codebook import Change, Codebook
from pipeline.coding.by_hand import unrecorded
from pipeline.coding.descent import Descent
from pipeline.coding.history_lines import parse_history
from pipeline.coding.replaying import codebook_at, made_code, told_codebook, untold
from pipeline.coding.versions import differences, marked, past_of, woven
from pipeline.store.codebook_text import codebook_text
from pipeline.store.folder import StudyFolder
from pipeline.store.history import chained, change_line
from pipeline.store.settings import read_codebook

ROOT = Path(__file__).resolve().parents[1]


def change(version: int, event: str, code: str, before: Any, after: Any, **more: Any) -> Change:
    usual = {"at": f"2024-03-{version % 28 + 1:02}T10:00:00Z", "who": "hege", "reason": f"grunn {version}"}
    return Change(
        **usual | {"version": version, "event": event, "code": code} | more, before=before, after=after
    )


def grown(seed: int, steps: int) -> tuple[Codebook, list[Change]]:
    """A codebook that grew through random acts, and its history, whole from the first code on."""
    chance = random.Random(seed)
    codes: dict[str, dict[str, Any]] = {}
    history: list[Change] = []

    def put(event: str, code: str, fields: dict[str, Any]) -> None:
        old = codes.get(code)
        before = (
            None if old is None else {name: old.get(name, type(value)()) for name, value in fields.items()}
        )
        codes[code] = {**(old or {}), **fields}
        history.append(change(len(history) + 1, event, code, before, fields))

    for step in range(steps):
        active = [id for id, fields in codes.items() if fields.get("status", "active") == "active"]
        act = chance.choice(["add", "edit", "rename", "move", "merge", "split", "retire", "restore"])
        if act == "add" or len(active) < 3:
            id = f"k{step}"
            put("add", id, {"id": id, "label": f"Kode {step}", "kind": "code", "status": "active"})
            continue
        one, other, third = chance.sample(active, 3)
        gone = [id for id in codes if id not in active]
        if act == "edit":
            put("edit", one, {"definition": f"sier {step}", "examples": [f"e{step}"]})
        elif act == "rename":
            put("rename", one, {"label": f"Navn {step}"})
        elif act == "move":
            put("move", one, {"parent": other})
        elif act == "merge":
            put("merge", one, {"status": "merged", "merged_into": other})
        elif act == "split":
            put("split", one, {"status": "split", "split_into": [other, third]})
        elif act == "retire":
            put("retire", one, {"status": "retired"})
        elif gone:
            put("restore", chance.choice(gone), {"status": "active", "merged_into": "", "split_into": []})
    made = [made_code(id, fields) for id, fields in codes.items()]
    return Codebook(version=len(history), codes=made), history


@given(st.integers(0, 10**6), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_where_the_history_is_whole_both_ways_lead_to_the_same_codes(seed: int, steps: int) -> None:
    book, history = grown(seed, steps)
    for version in range(book.version + 1):
        assert codebook_at(book, history, version).by_id == told_codebook(history, version).by_id


def test_the_history_of_the_demonstration_is_whole() -> None:
    book, _ = read_codebook(StudyFolder(ROOT))
    assert book is not None
    history = parse_history((ROOT / "codebooks/history.jsonl").read_bytes(), "").changes
    assert untold(book.version, history) == [] and len(history) > 100
    for version in range(0, book.version + 1, 9):
        assert codebook_at(book, history, version).by_id == told_codebook(history, version).by_id
    assert told_codebook(history).by_id == book.by_id


def test_what_no_line_tells_of_is_as_it_is_today() -> None:
    book = Codebook(version=5, codes=[{"id": "a", "label": "A", "brief": "nå"}, {"id": "b", "label": "B"}])
    history = [change(5, "edit", "a", {"brief": "før"}, {"brief": "nå"})]
    then = codebook_at(book, history, 2)
    assert (then.version, then.by_id["a"].brief, then.by_id["b"].label) == (2, "før", "B")
    assert untold(5, history, 2) == [(3, 4)]


def test_a_code_that_was_taken_out_by_hand_is_there_again_before_that() -> None:
    book = Codebook(version=3, codes=[{"id": "b", "label": "B"}])
    history = [change(3, "record", "a", {"label": "A", "brief": "kort"}, None)]
    assert codebook_at(book, history, 2).by_id["a"].brief == "kort"
    assert "a" not in codebook_at(book, history, 3).by_id


def test_a_code_that_was_there_before_the_history_stays_there() -> None:
    book = Codebook(version=4, codes=[{"id": "a", "label": "A"}])
    history = [change(4, "record", "a", {}, {"id": "a", "label": "A"})]
    assert "a" in codebook_at(book, history, 1).by_id


@pytest.mark.parametrize(
    "fields", [{"kind": "ukjent"}, {"label": 3}, {"indicators": [{"x": 1}]}, {"status": []}]
)
def test_what_no_code_can_say_is_left_out_and_the_code_stays(fields: dict[str, Any]) -> None:
    code = made_code("a", {"brief": "kort", **fields})
    assert (code.id, code.brief) == ("a", "kort")


def test_reviews_and_mends_change_nothing_of_what_the_codebook_says() -> None:
    book = Codebook(version=2, codes=[{"id": "a", "label": "A"}])
    history = [
        change(2, "review", "a", {"review": "closed"}, {"review": "open"}),
        change(2, "mend", "", None, None),
    ]
    assert codebook_at(book, history, 1).by_id == book.by_id


def test_a_relation_is_there_from_the_version_on_in_which_it_was_made() -> None:
    relation = {"id": "r1", "source": "a", "type": "condition", "target": "b"}
    codes = [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]
    book = Codebook(version=3, codes=codes, relations=[relation])
    history = [change(3, "relate", "r1", None, relation)]
    assert codebook_at(book, history, 2).relations == ()
    assert [one.source for one in codebook_at(book, history, 3).relations] == ["a"]


def test_a_codebook_that_is_written_out_reads_as_it_was(tmp_path: Path) -> None:
    book, history = grown(7, 40)
    for version in (0, 3, 20, book.version):
        then = codebook_at(book, history, version)
        (tmp_path / "codebooks").mkdir(exist_ok=True)
        (tmp_path / "codebooks/codebook.yaml").write_text(codebook_text(then), encoding="utf-8")
        read, problems = read_codebook(StudyFolder(tmp_path))
        assert problems == [] and read is not None
        assert (read.version, read.codes) == (then.version, then.codes)


def test_what_was_changed_and_changed_back_is_no_difference() -> None:
    book = Codebook(version=3, codes=[{"id": "a", "label": "A"}])
    history = [
        change(2, "rename", "a", {"label": "A"}, {"label": "B"}),
        change(3, "rename", "a", {"label": "B"}, {"label": "A"}),
    ]
    assert differences(codebook_at(book, history, 1), book, history) == []
    (one,) = differences(codebook_at(book, history, 2), book, history)
    assert (one.change.event, [line.reason for line in one.because]) == ("rename", ["grunn 3"])


def test_of_a_code_that_came_and_went_both_are_told() -> None:
    history = [
        change(2, "add", "a", None, {"id": "a", "label": "A"}),
        change(3, "retire", "a", {"status": "active"}, {"status": "retired"}),
        change(4, "restore", "a", {"status": "retired"}, {"status": "active"}),
        change(
            5, "merge", "a", {"merged_into": "", "status": "active"}, {"merged_into": "b", "status": "merged"}
        ),
    ]
    book = Codebook(
        version=5,
        codes=[{"id": "b", "label": "B"}, {"id": "a", "label": "A", "status": "merged", "merged_into": "b"}],
    )
    came, went = differences(codebook_at(book, history, 1), book, history)
    assert (came.change.event, [one.version for one in came.because]) == ("add", [2])
    assert (went.change.event, went.change.after) == ("merge", {"status": "merged", "merged_into": "b"})
    assert [one.version for one in went.because] == [3, 4, 5]
    (alone,) = differences(codebook_at(book, history, 1), codebook_at(book, history, 4), history)
    assert (alone.change.event, [one.version for one in alone.because]) == ("add", [2])


@pytest.mark.parametrize(
    ("scopes", "told"),
    [
        (["widened"], "widened"),
        (["widened", "widened"], "widened"),
        (["widened", "narrowed"], ""),
        ([""], ""),
    ],
)
def test_a_definition_is_wider_only_where_all_who_changed_it_say_so(scopes: list[str], told: str) -> None:
    texts = [f"sier {at}" for at in range(len(scopes) + 1)]
    history = [
        change(at + 2, "edit", "a", {"definition": texts[at]}, {"definition": texts[at + 1]}, scope=scope)
        for at, scope in enumerate(scopes)
    ]
    book = Codebook(version=len(scopes) + 1, codes=[{"id": "a", "label": "A", "definition": texts[-1]}])
    (one,) = differences(codebook_at(book, history, 1), book, history)
    assert (one.change.scope, len(one.because)) == (told, len(scopes))


def test_a_definition_keeps_its_history() -> None:
    _, history = grown(3, 60)
    edits = [line for line in history if line.event == "edit"]
    code = edits[-1].code
    said = [(old, new) for _, old, new in past_of(history, code, "definition")]
    assert said[-1][1] == (edits[-1].after or {})["definition"]
    assert [old for old, _ in said[1:]] == [new for _, new in said[:-1]]


def test_words_that_went_and_words_that_came_are_in_marks() -> None:
    assert marked("ikke vite hva ordet er", "ikke lenger vite hva det er") == (
        "ikke vite hva [-ordet-] er",
        "ikke [+lenger+] vite hva [+det+] er",
    )


@given(st.integers(0, 10**6), st.integers(1, 30), st.data())
@settings(max_examples=60, deadline=None)
def test_broken_lines_hide_none_of_the_good_ones(seed: int, steps: int, data: st.DataObject) -> None:
    _, history = grown(seed, steps)
    lines = [change_line(one) for one in chained(history, b"")]
    noise = st.one_of(
        st.binary(min_size=1, max_size=60).map(lambda one: one.replace(b"\n", b"")).filter(bytes.strip),
        st.sampled_from([b"[" * 5000, b"{}", b"null", b'{"at": 1}', b"<<<<<<< HEAD", b'{"version": 1e400}']),
    )
    mixed: list[bytes] = []
    for line in lines:
        mixed += [*data.draw(st.lists(noise, max_size=2)), line]
    held = parse_history(b"\n".join(mixed) + b"\n", "h")
    assert [one.version for one in held.changes if one.who == "hege"] == [one.version for one in history]
    assert len(held.problems) >= len(mixed) - len(held.told)


FIELD = st.one_of(
    st.none(), st.text(max_size=5), st.integers(-5, 5), st.lists(st.text(max_size=3), max_size=2)
)
SHELF = st.one_of(
    st.none(),
    st.dictionaries(
        st.sampled_from(
            ["id", "label", "status", "merged_into", "split_into", "parent", "definition", "kind"]
        ),
        FIELD,
        max_size=4,
    ),
)
LINE = st.fixed_dictionaries(
    {
        "at": st.sampled_from(
            ["2024-03-01T10:00:00Z", "2023-01-01", "i går", "", "9999-12-31T23:59:59-14:00"]
        ),
        "who": st.sampled_from(["hege", ""]),
        "version": st.integers(-3, 12),
        "event": st.sampled_from(
            [
                "add",
                "edit",
                "merge",
                "split",
                "restore",
                "record",
                "review",
                "mend",
                "relate",
                "unrelate",
                "noe",
            ]
        ),
        "code": st.sampled_from(["a", "b", "c", ""]),
        "before": SHELF,
        "after": SHELF,
    }
)


@given(st.lists(LINE, max_size=12), st.integers(0, 12))
@settings(max_examples=150, deadline=None)
def test_no_history_however_odd_makes_anything_crash(lines: list[dict[str, Any]], version: int) -> None:
    from pipeline.analysis.codebook_changes import codebook_changes
    from pipeline.checks import run
    from pipeline.checks.evidence import Evidence
    from pipeline.coding.live import LiveCodings
    from pipeline.coding.recoding import recode_queue
    from pipeline.report.wording import wording

    data = b"\n".join(json.dumps(line).encode() for line in lines) + b"\n"
    held = parse_history(data, "codebooks/history.jsonl")
    assert len(held.told) == len(lines)
    book = Codebook(version=12, codes=[{"id": "a", "label": "A"}, {"id": "b", "label": "B"}])
    then = codebook_at(book, held.changes, version)
    differences(then, book, held.changes)
    unrecorded(book, held.changes)
    assert {Descent(then, held.changes).whole(code, 12) for code in "abcd"} <= {"", *then.by_id}
    recode_queue(LiveCodings(), book, held.changes)
    assert len(codebook_changes(book, held.changes, wording("nn"))) == len(lines)
    assert run(Evidence(codebook=book, history=held.told)) is not None


@given(st.text("ab .", max_size=30), st.text("ab .", max_size=30))
def test_two_texts_woven_into_one_hold_the_words_of_both(old: str, new: str) -> None:
    pieces = woven(old, new)
    for sign, text in (("-", old), ("+", new)):
        assert " ".join(words for of, words in pieces if of in ("", sign)).split() == text.split()
    assert {of for of, _ in woven(old, old)} <= {""}


def test_a_split_in_which_the_code_stays_itself_is_told_as_one() -> None:
    book = Codebook(version=3, codes=[{"id": "a", "label": "Gjest"}, {"id": "b", "label": "B"}])
    history = [
        change(2, "split", "a", {"label": "Plass"}, {"label": "Gjest"}),
        change(3, "add", "b", None, {"id": "b", "label": "B"}),
    ]
    told = differences(codebook_at(book, history, 1), book, history)
    assert [(one.change.event, one.change.code) for one in told] == [
        ("split", "a"),
        ("rename", "a"),
        ("add", "b"),
    ]
    assert [line.reason for line in told[0].because] == ["grunn 2"]
