"""The log of the memos tells of every writing; what was done outside it is noticed and can be recorded."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_study import MEMO, answered, forankret, opened, put, small_study

from pipeline.coding.chains import line_digest
from pipeline.coding.logs import chained, line_of, parse_log
from pipeline.coding.memo_log import EVENTS, MemoEvent, outside
from pipeline.problems import StudyError
from pipeline.stages.desk import Desk
from pipeline.stages.keeping_memos import change_memo, keep_memo
from pipeline.stages.noting import MemoChanged, open_memo, rewrite_memo, write_memo
from pipeline.store.logs import MEMOS, SAMPLING, append_log
from pipeline.store.memo_log import memo_digests, read_memo_log

FILE = "2024-03-01-ordet.md"
AT = "2024-03-01T10:00:00Z"


def study(folder: Path) -> Path:
    return small_study(folder, coded=False)


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / MEMOS).read_text(encoding="utf-8").splitlines()]


def event(memo: str = "a.md", digest: str = "d" * 16, **more: Any) -> MemoEvent:
    return MemoEvent(**({"at": AT, "who": "hege", "event": "write", "memo": memo, "digest": digest} | more))


def log_of(*events: MemoEvent) -> bytes:
    return b"".join(line_of(one) + b"\n" for one in chained(events, b""))


# What is logged


def test_a_memo_that_is_written_and_changed_is_logged_each_time(tmp_path: Path) -> None:
    one = opened(study(tmp_path))
    made = write_memo(one, "hege", "Tanke", "Ja.", [("code", "uklart")])
    seen = open_memo(one, made.file)
    rewrite_memo(one, made.file, "Tanke", "Nei.", made.about, seen.digest, "ola", "Les på nytt.")
    first, second = lines(tmp_path)
    name = made.file.rpartition("/")[2]
    assert (first["event"], first["who"], first["memo"]) == ("write", "hege", name)
    assert first["about"] == [{"code": "uklart"}] and first["previous"] == "none"
    assert (second["event"], second["who"], second["reason"]) == ("rewrite", "ola", "Les på nytt.")
    assert second["digest"] == memo_digests(one.folder)[name] != first["digest"]
    raw = (tmp_path / MEMOS).read_bytes().splitlines()
    assert second["previous"] == line_digest(raw[0])


def test_a_memo_that_is_saved_as_it_was_is_not_logged(tmp_path: Path) -> None:
    one = opened(study(tmp_path))
    seen = open_memo(one, FILE)
    rewrite_memo(one, FILE, seen.memo.title, seen.memo.text + "\n", seen.memo.about, seen.digest)
    logged = read_memo_log(one.folder).events
    rewrite_memo(one, FILE, "Ny", "x", [], open_memo(one, FILE).digest)
    assert [line.event for line in logged] == [] and len(lines(tmp_path)) == 1


def test_what_somebody_changed_meanwhile_is_neither_overwritten_nor_logged(tmp_path: Path) -> None:
    one = opened(study(tmp_path))
    with pytest.raises(MemoChanged):
        rewrite_memo(one, FILE, "Ny", "x", [], "0" * 64)
    assert not (tmp_path / MEMOS).exists()


def test_the_page_logs_what_is_saved_there_and_by_whom(tmp_path: Path) -> None:
    desk = Desk(study(tmp_path))
    made = keep_memo(desk, "hege", "Tanke", "Ja.", [("code", "uklart")])
    keep_memo(desk, "hege", "Tanke", "Ja.", [("code", "uklart")])
    seen = open_memo(desk.opened, made.file)
    for _ in range(2):
        change_memo(desk, "ola", made.file.rpartition("/")[2], "Tanke", "Nei.", made.about, seen.digest)
    assert [(one["event"], one["who"]) for one in lines(tmp_path)] == [("write", "hege"), ("rewrite", "ola")]


def test_memos_that_are_written_at_once_stand_in_one_chain(tmp_path: Path) -> None:
    one = opened(study(tmp_path))
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: write_memo(one, "hege", f"Nr {n}", "x", []), range(12)))
    log = read_memo_log(one.folder)
    assert len(log.lines) == 12 and not log.problems


# Outside the log


def test_memos_by_hand_are_new_changed_or_removed_until_they_are_recorded(tmp_path: Path) -> None:
    folder = study(tmp_path)
    assert forankret(folder, "memo", "record", "--coder", "hege").out == (
        "new      2024-03-01-ordet.md\n1 memo logged.\n"
    )
    assert "0 memos" in forankret(folder, "memo", "record", "--coder", "hege").out
    put(folder, f"codebooks/memos/{FILE}", MEMO + "\nMer.\n")
    assert "[memo-outside-log]" in forankret(folder, "check").out
    assert forankret(folder, "memo", "record", "ordet-finnes-ikke", "--coder", "hege").code == 1
    assert "changed  2024" in forankret(folder, "memo", "record", FILE, "--coder", "hege").out
    assert "[memo-outside-log]" not in forankret(folder, "check").out
    (folder / f"codebooks/memos/{FILE}").unlink()
    assert "was removed by hand" in forankret(folder, "check").out
    said = forankret(folder, "memo", "record", "--coder", "hege", "--reason", "Skrevet to ganger").out
    assert said.startswith("removed  2024")
    assert lines(folder)[-1]["reason"] == "Skrevet to ganger" and "digest" not in lines(folder)[-1]
    assert "[memo-outside-log]" not in forankret(folder, "check").out


def test_only_the_last_line_on_a_memo_decides() -> None:
    events = [
        event(),
        event(digest="e" * 16, event="rewrite"),
        event("b.md"),
        event("b.md", "", event="record"),
    ]
    assert outside(events, {"a.md": "e" * 16}) == []
    assert outside(events, {"a.md": "d" * 16, "b.md": "f" * 16}) == [("a.md", "changed"), ("b.md", "new")]


# A log that was damaged


def names(data: bytes) -> list[tuple[str, str]]:
    found = parse_log(data, MEMOS, MemoEvent, EVENTS).problems
    return [(problem.check, problem.place.rpartition(":")[2]) for problem in found]


def test_a_line_that_was_removed_or_altered_is_noticed_in_the_next() -> None:
    first, second, third = log_of(event(), event("b.md"), event("c.md")).splitlines(keepends=True)
    assert names(first + second + third) == []
    assert names(first + third) == [("broken-chain", "2")]
    assert names(first.replace(b"hege", b"ola") + second + third) == [("broken-chain", "2")]


def test_a_torn_last_line_is_a_warning_and_writing_goes_on_after_it(tmp_path: Path) -> None:
    put(tmp_path, MEMOS, log_of(event()) + b'{"at": "2024-03-01T1')
    append_log(tmp_path, MEMOS, [event("b.md")])
    data = (tmp_path / MEMOS).read_bytes()
    assert names(data) == [("torn-line", "2")]
    told = parse_log(data, MEMOS, MemoEvent, EVENTS)
    assert [one.memo for one in told.events] == ["a.md", "b.md"]


def test_two_histories_that_git_merged_are_joined_when_asked(tmp_path: Path) -> None:
    folder = study(tmp_path)
    base = log_of(event())
    ours, theirs = (chained([event(name)], base).pop() for name in ("b.md", "c.md"))
    put(folder, MEMOS, base + line_of(ours) + b"\n" + line_of(theirs) + b"\n")
    assert names((folder / MEMOS).read_bytes()) == [("merged-history", "3")]
    assert f"{MEMOS}: two histories were joined" in forankret(folder, "check", "--mend").out
    assert names((folder / MEMOS).read_bytes()) == []
    assert SAMPLING not in forankret(folder, "check", "--mend").out


def test_marks_of_a_conflict_are_told_and_the_lines_between_them_are_read() -> None:
    data = b"<<<<<<< HEAD\n" + log_of(event()) + b"=======\n>>>>>>> theirs\n"
    assert [name for name, _ in names(data)].count("conflict-marker") == 3
    assert len(parse_log(data, MEMOS, MemoEvent, EVENTS).events) == 1


@pytest.mark.parametrize(
    ("more", "check"),
    [
        ({"event": "burn"}, "unknown-event"),
        ({"memo": ""}, "incomplete-event"),
        ({"at": "i går"}, "event-time"),
    ],
)
def test_an_event_that_cannot_be_is_told_with_its_line(more: dict[str, str], check: str) -> None:
    assert names(log_of(event(), event(**more))) == [(check, "2")]


@given(
    st.lists(
        st.one_of(st.binary(max_size=40), st.sampled_from([b"{}", b"[]", b"null", b'{"at": 1}', b"1e999"]))
    )
)
def test_whatever_stands_between_good_lines_never_hides_them(noise: list[bytes]) -> None:
    good = log_of(event(), event("b.md"), event("c.md")).splitlines()
    mixed = [line for pair in zip(good, [*noise, b"", b"", b""], strict=False) for line in pair] + noise
    told = parse_log(b"\n".join(mixed) + b"\n", MEMOS, MemoEvent, EVENTS)
    assert [one.memo for one in told.events if one.memo] == ["a.md", "b.md", "c.md"]


def test_fields_that_nobody_knows_are_kept_and_about_may_be_written_in_any_form() -> None:
    line = (
        b'{"at":"2024-03-01","who":"h","event":"write","memo":"a","digest":"b","mood":"x","previous":"none",'
    )
    told = parse_log(line + b'"about":{"code":["a","b"],"document":"INT-1"}}\n', MEMOS, MemoEvent, EVENTS)
    assert told.problems == [] and told.events[0].about == (
        {"code": "a"},
        {"code": "b"},
        {"document": "INT-1"},
    )
    assert b'"mood": "x"' in line_of(told.events[0])


# The commands


def test_memos_are_written_found_and_shown(tmp_path: Path) -> None:
    folder = study(tmp_path)
    me = ("--coder", "hege")
    added = ("memo", "add", "Det spørres på gangen.", "--title", "Gangen", *me)
    made = forankret(folder, *added, "--about", "code:uklart", "--about", "utterance:INT-01:2")
    assert made.code == 0, made.both
    assert [row["title"] for row in answered(folder, "memo", "list", "--about", "code:uklart", *me)] == [
        "Ordet er uklart",
        "Gangen",
    ]
    assert (
        answered(folder, "memo", "search", "gangen", "SPØRRES", *me)[0]["words"] == "Det spørres på gangen."
    )
    shown = forankret(folder, "memo", "show", made.out.strip(), *me).out
    assert "code:uklart, utterance:INT-01:0002" in shown and shown.endswith("Det spørres på gangen.\n")
    assert len(answered(folder, "memo", "log", *me)) == 1


@pytest.mark.parametrize(
    ("about", "code", "said"),
    [
        ("code:uklar", 1, "Did you mean uklart"),
        ("coding:c99", 1, "the study has no coding 'c99'"),
        ("utterance:INT-01:99", 1, "no utterance"),
        ("cod:uklart", 2, "KIND is one of"),
        ("uklart", 2, "KIND is one of"),
        ("code:", 2, "KIND is one of"),
    ],
)
def test_what_a_memo_cannot_be_about_is_refused(tmp_path: Path, about: str, code: int, said: str) -> None:
    folder = study(tmp_path)
    done = forankret(folder, "memo", "add", "x", "--title", "T", "--coder", "hege", "--about", about)
    assert done.code == code and said in done.err
    assert len(list((folder / "codebooks/memos").iterdir())) == 1


def test_a_word_alone_is_on_the_study(tmp_path: Path) -> None:
    folder = study(tmp_path)
    forankret(folder, "memo", "add", "x", "--title", "Jeg", "--coder", "hege", "--about", "positionality")
    assert [row["about"] for row in answered(folder, "memo", "list", "--about", "positionality")] == [
        "study:positionality"
    ]


def test_a_memo_is_changed_by_options_and_its_text_stays(tmp_path: Path) -> None:
    folder = study(tmp_path)
    done = forankret(folder, "memo", "edit", "2024-03-01", "--title", "Nytt navn", "--coder", "ola")
    assert done.out == f"codebooks/memos/{FILE}  changed: Nytt navn\n"
    assert "De sier at de ikke vet" in (folder / f"codebooks/memos/{FILE}").read_text(encoding="utf-8")
    text = put(folder, "../notat.txt", "Helt ny tekst.\n")
    assert forankret(folder, "memo", "edit", "2024-03-01", "--file", str(text), "--coder", "ola").code == 0
    assert open_memo(opened(folder), FILE).memo.text == "Helt ny tekst."
    assert (
        "either" in forankret(folder, "memo", "edit", "2024", "x", "--file", str(text), "--coder", "ola").err
    )


def test_what_was_written_while_somebody_else_changed_the_memo_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = study(tmp_path)
    place = folder / f"codebooks/memos/{FILE}"

    def other(text: Path) -> str:
        place.write_text(MEMO + "\nDeres.\n", encoding="utf-8")
        return "Mitt."

    monkeypatch.setattr("pipeline.cli.memos._read", other)
    text = put(folder, "../notat.txt", "x")
    done = forankret(folder, "memo", "edit", "2024-03-01", "--file", str(text), "--coder", "ola")
    assert done.code == 1 and "[memo-changed]" in done.err
    kept = Path(done.err.partition("is kept in ")[2].partition("\n")[0].rstrip("."))
    assert kept.read_text(encoding="utf-8") == "Mitt." and "Deres." in place.read_text(encoding="utf-8")


def test_a_memo_that_is_not_there_is_told_with_those_that_look_like_it(tmp_path: Path) -> None:
    done = forankret(study(tmp_path), "memo", "show", "2024-03-01-ordt")
    assert done.code == 1 and "Did you mean 2024-03-01-ordet?" in done.err
    with pytest.raises(StudyError):
        open_memo(opened(tmp_path), "../codebook.yaml")


def test_anothers_memo_on_words_that_are_coded_blind_stays_closed(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    about = ("--about", "utterance:INT-01:2", "--coder", "hege")
    forankret(folder, "memo", "add", "x", "--title", "Blindt", *about)
    assert "blindt" not in forankret(folder, "memo", "log", "--coder", "ola").out
    assert "blindt" in forankret(folder, "memo", "log", "--coder", "hege").out
    for reader, there in (("", False), ("ola", False), ("hege", True)):
        said = forankret(folder, "memo", "list", *(["--coder", reader] if reader else []))
        assert ("Blindt" in said.out, "stay closed" in said.err) == (there, not there)
    assert forankret(folder, "memo", "search", "Blindt").out == "No memo holds these words.\n"


class Terminal(io.StringIO):
    """A terminal at which somebody sits."""

    def isatty(self) -> bool:
        return True


def test_a_memo_is_changed_in_the_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = study(tmp_path)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("click.edit", lambda text, **_: text.replace("De sier", "De ler av"))
    assert forankret(folder, "memo", "edit", "2024-03-01", "--coder", "ola").code == 0
    assert open_memo(opened(folder), FILE).memo.text == "De ler av at de ikke vet hva ordet betyr."
    monkeypatch.setattr("click.edit", lambda text, **_: None)
    assert "as it was" in forankret(folder, "memo", "edit", "2024-03-01", "--coder", "ola").out


@pytest.mark.parametrize("given", ["", " \n"])
def test_a_memo_without_a_text_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    folder = study(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    done = forankret(folder, "memo", "add", "--title", "T", "--coder", "hege")
    assert done.code == 2 and "has no text" in done.err
    monkeypatch.setattr("sys.stdin", io.StringIO("Fra røret."))
    assert forankret(folder, "memo", "add", "--title", "T", "--coder", "hege").code == 0
