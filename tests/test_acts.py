"""Each act of a coder comes into the files whole and once, or is refused and leaves them as they were."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from acting import corrected_study, doing, only, shown, stood, told_afresh, words
from coders import done
from small_study import contents, small_study

from pipeline.coding.edits import cut
from pipeline.problems import StudyError
from pipeline.stages import acts, deciding, finishing, taking_back
from pipeline.stages.desk import Desk
from pipeline.stages.doing import Doing, Done, once
from pipeline.stages.places import Place


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(small_study(tmp_path))


def lines(desk: Desk, coder: str = "hege", document: str = "INT-01") -> list[dict[str, object]]:
    file = desk.opened.folder.path / f"codebooks/codings/{coder}/{document}.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(StudyError) as fault:
        act()
    (problem,) = fault.value.problems
    return problem.check


def test_a_coding_is_on_the_words_that_were_chosen_and_says_which(desk: Desk) -> None:
    coding = only(
        acts.apply(
            doing(desk, act="en-handling"), [words(desk, "INT-01:0002", "noe nytt")], ["styring"], memo="hm"
        )
    )
    last = lines(desk)[-1]
    told = {
        name: last[name]
        for name in ("event", "coding", "utterance", "quote", "code", "codebook", "memo", "act")
    }
    assert told == {
        "event": "apply", "coding": coding, "utterance": "INT-01:0002", "quote": "noe nytt",
        "code": "styring", "codebook": 3, "memo": "hm", "act": "en-handling",
    }  # fmt: skip


def test_a_passage_is_one_coding_and_counts_its_lines(desk: Desk) -> None:
    done = acts.apply(doing(desk), [words(desk, f"INT-01:000{n}") for n in (4, 3)], ["uklart"])
    last = lines(desk)[-2:]
    assert [(line["utterance"], line["coding"], line["lines"]) for line in last] == [
        ("INT-01:0003", only(done), 2), ("INT-01:0004", only(done), 2),
    ]  # fmt: skip


def test_several_codes_are_codings_of_their_own_in_one_act(desk: Desk) -> None:
    done = acts.apply(doing(desk), [words(desk, "INT-01:0003")], ["uklart", "styring", "uklart"])
    assert len(set(done.codings)) == 2
    assert len({line["act"] for line in lines(desk)[-2:]}) == 1


def test_a_code_that_is_there_already_is_not_put_there_twice(desk: Desk) -> None:
    place = [words(desk, "INT-01:0003")]
    acts.apply(doing(desk), place, ["uklart"])
    before = contents(desk.opened.folder.path)
    assert acts.apply(doing(desk), place, ["uklart"]).said == "already"
    assert contents(desk.opened.folder.path) == before


@pytest.mark.parametrize(
    ("act", "check"),
    [
        (lambda d: acts.apply(doing(d), [words(d, "INT-01:0002")], ["ukjent"]), "unknown-code"),
        (lambda d: acts.apply(doing(d), [words(d, "INT-01:0002")], ["gammel"]), "inactive-code"),
        (
            lambda d: acts.apply(doing(d), [Place("INT-01:0099", 0, 1, "0" * 16)], ["uklart"]),
            "unknown-utterance",
        ),
        (lambda d: acts.apply(doing(d), [Place("INT-01:0002", 0, 1, "0" * 16)], ["uklart"]), "text-changed"),
        (lambda d: acts.apply(doing(d), [words(d, "INT-01:0002")._replace(end=999)], ["uklart"]), "span"),
        (
            lambda d: acts.apply(doing(d), [words(d, "INT-01:0002")._replace(start=5, end=5)], ["uklart"]),
            "span",
        ),
        (
            lambda d: acts.apply(doing(d), [words(d, "INT-01:0002"), words(d, "INT-01:0004")], ["uklart"]),
            "passage",
        ),
        (
            lambda d: acts.apply(doing(d), [words(d, "INT-01:0002"), words(d, "INT-01:0002")], ["uklart"]),
            "passage",
        ),
        (
            lambda d: acts.apply(doing(d), [words(d, "INT-01:0007"), words(d, "INT-02:0001")], ["uklart"]),
            "passage",
        ),
        (lambda d: acts.remove(doing(d), ["borte"]), "unknown-coding"),
        (lambda d: deciding.pin(doing(d), "borte", True), "unknown-coding"),
        (lambda d: deciding.edit_quote(doing(d), "c1", "INT-01:0002", [cut(0, 3)]), "quote-edit"),
        (lambda d: deciding.edit_quote(doing(d), "c1", "INT-01:0004", []), "not-there"),
        (lambda d: deciding.contradict(doing(d), "c1", "ukjent"), "unknown-code"),
        (lambda d: finishing.finish(doing(d), "INT-99", True), "unknown-document"),
        (lambda d: acts.place_waiting(doing(d), "c1", [words(d, "INT-01:0002")]), "unknown-coding"),
    ],
)
def test_what_cannot_be_done_is_refused_and_leaves_every_file_as_it_was(
    desk: Desk, act: Callable[[Desk], object], check: str
) -> None:
    before = contents(desk.opened.folder.path)
    assert refused(lambda: act(desk)) == check
    assert contents(desk.opened.folder.path) == before


OWN: list[Callable[[Desk], object]] = [
    lambda d: acts.remove(doing(d), ["c6"]),
    lambda d: acts.change_span(doing(d), "c6", [words(d, "INT-01:0002")]),
    lambda d: acts.recode(doing(d), ["c1", "c6"], "styring"),
]
OPEN: list[Callable[[Desk], object]] = [
    lambda d: deciding.pin(doing(d), "c6", True),
    lambda d: deciding.contradict(doing(d), "c6", "styring"),
    lambda d: deciding.edit_quote(doing(d), "c6", "INT-01:0002", [cut(0, 3)]),
]


@pytest.mark.parametrize("act", [*OWN, *OPEN])
def test_anothers_coding_that_is_blind_is_told_as_if_it_were_not_there(
    desk: Desk, act: Callable[[Desk], object]
) -> None:
    before = contents(desk.opened.folder.path)
    assert refused(lambda: act(desk)) == "unknown-coding"
    assert contents(desk.opened.folder.path) == before


@pytest.mark.parametrize("act", OWN)
def test_anothers_coding_that_one_sees_is_not_changed(desk: Desk, act: Callable[[Desk], object]) -> None:
    done(desk.opened.folder.path, "hege", "ola")
    desk.look(now=True)
    assert refused(lambda: act(desk)) == "not-their-coding"


@pytest.mark.parametrize("act", OPEN)
def test_anothers_coding_that_one_sees_is_decided_on(desk: Desk, act: Callable[[Desk], object]) -> None:
    done(desk.opened.folder.path, "hege", "ola")
    desk.look(now=True)
    act(desk)
    assert lines(desk)[-1]["coding"] == "c6"


def test_a_coding_that_moves_to_another_code_takes_all_along_that_was_decided_on_it(desk: Desk) -> None:
    deciding.pin(doing(desk), "c4", True)
    deciding.edit_quote(doing(desk), "c4", "INT-02:0002", [cut(22, 26)])
    deciding.contradict(doing(desk), "c4", "styring", "mot")
    coding = only(acts.recode(doing(desk), ["c4"], "skummelt", "passer bedre"))
    live = desk.sheet("INT-02").live
    assert coding in live.pinned and live.edits[coding, "INT-02:0002"] == (cut(22, 26),)
    assert [one.event.memo for one in live.contradicted if one.event.coding == coding] == ["mot"]
    assert lines(desk, document="INT-02")[-1]["memo"] == "passer bedre"


def test_a_coding_waits_until_its_coder_says_where_it_belongs(tmp_path: Path) -> None:
    desk = Desk(corrected_study(tmp_path))
    assert refused(lambda: acts.drop_waiting(doing(desk, "ola"), "c2")) == "unknown-coding"
    acts.place_waiting(doing(desk), "c2", [words(desk, "INT-01B:0004", "være med")])
    assert desk.find_coding("c2")[1][0].quote == "være med"
    assert shown(desk) == told_afresh(tmp_path)[0]


REQUESTS: dict[str, Callable[[Doing], Done]] = {
    "a passage": lambda one: acts.apply(
        one, [words(one.desk, f"INT-01:000{n}") for n in (2, 3, 4)], ["styring", "uklart"], memo="om alt"
    ),
    "removing in three files": lambda one: acts.remove(one, ["c1", "c4", "c5"], "feil"),
    "recoding in three files": lambda one: acts.recode(one, ["c1", "c4", "c5"], "skummelt", "bedre"),
    "other words": lambda one: acts.change_span(
        one, "c1", [words(one.desk, f"INT-01:000{n}") for n in (2, 3)]
    ),
    "taking back": taking_back.undo,
}


def prepared(folder: Path) -> Desk:
    """A study in which a coding is pinned, edited and contradicts, and another is a passage."""
    desk = Desk(small_study(folder))
    deciding.pin(doing(desk, act="festet-foer"), "c4", True)
    deciding.contradict(doing(desk, act="motsagt-foer"), "c4", "styring", "mot")
    deciding.edit_quote(doing(desk, act="endret-foer"), "c4", "INT-02:0002", [cut(22, 26)])
    places = [words(desk, f"INT-01:000{n}") for n in (5, 6, 7)]
    acts.apply(doing(desk, act="lang-foer"), places, ["uklart"])
    return desk


def put_in(desk: Desk, what: str) -> None:
    """What the request takes back, where it is about taking back."""
    if what == "taking back":
        codings = [
            id for sheet in desk.sheets() for id, rows in sheet.by_coding.items() if rows[0].coder == "hege"
        ]
        acts.remove(doing(desk, act="fjernet-foer"), codings)


@pytest.mark.parametrize("what", REQUESTS)
def test_an_act_that_was_cut_off_after_any_line_is_whole_after_the_same_request(
    tmp_path: Path, what: str
) -> None:
    desk = prepared(tmp_path / "hel")
    put_in(desk, what)
    begun = contents(tmp_path / "hel")
    request = doing(desk, act="handling-1")
    once(request, REQUESTS[what])
    whole = stood(desk)
    written = [
        (name, line)
        for name, data in contents(tmp_path / "hel").items()
        for line in data[len(begun.get(name, b"")) :].splitlines(keepends=True)
    ]
    assert len(written) > 1
    for kept in range(len(written) + 1):
        folder = tmp_path / f"kuttet-{kept}"
        prepared(folder)
        for name, data in begun.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        for name, some in groupby(written[:kept], key=lambda pair: pair[0]):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with (folder / name).open("ab") as file:
                file.write(b"".join(line for _, line in some))
        again = Desk(folder)
        assert once(Doing(again, "hege", "handling-1"), REQUESTS[what]).said == "done"
        assert stood(again) == whole == stood(Desk(folder)), kept
        assert told_afresh(folder)[1] == []
        assert sum(record.event.act == "handling-1" for record in again.records_of("hege")) == len(written)


@pytest.mark.parametrize("fails", ["write", "fsync"])
def test_a_disk_that_fails_leaves_nothing_of_the_act_and_the_same_request_does_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    before = contents(desk.opened.folder.path)
    request, places = doing(desk), [words(desk, f"INT-01:000{n}") for n in (2, 3, 4)]
    really = os.write
    with monkeypatch.context() as broken:
        if fails == "write":
            taken = iter([True])

            def a_part(handle: int, data: bytes) -> int:
                if next(taken, False):
                    return really(handle, bytes(data)[: len(data) // 2])
                raise OSError(28, "No space left on device")

            broken.setattr(os, "write", a_part)
        else:

            def no_sync(handle: int) -> None:
                raise OSError(5, "Input/output error")

            broken.setattr(os, "fsync", no_sync)
        assert refused(lambda: once(request, lambda one: acts.apply(one, places, ["styring"]))) == "not-saved"
    assert contents(desk.opened.folder.path) == before
    assert once(request, lambda one: acts.apply(one, places, ["styring"])).said == "done"
    assert told_afresh(desk.opened.folder.path)[1] == []


def test_the_same_request_twice_is_done_once(desk: Desk) -> None:
    request, place = doing(desk), [words(desk, "INT-01:0003")]
    first = once(request, lambda one: acts.apply(one, place, ["uklart"]))
    before = contents(desk.opened.folder.path)
    assert once(request, lambda one: acts.apply(one, place, ["uklart"])) == first
    assert contents(desk.opened.folder.path) == before


def test_two_programs_that_are_asked_for_the_same_act_at_once_do_it_once(desk: Desk) -> None:
    study = desk.opened.folder.path
    other, place = Desk(study), [words(desk, f"INT-01:000{n}") for n in (3, 4)]
    told: list[Done] = []

    def apply(one: Doing) -> Done:
        return acts.apply(one, place, ["uklart", "skummelt"])

    late = Thread(target=lambda: told.append(once(Doing(other, "hege", "handling-1"), apply)))

    def slowly(one: Doing) -> Done:
        late.start()
        sleep(0.3)
        return apply(one)

    told.append(once(Doing(desk, "hege", "handling-1"), slowly))
    late.join()
    assert told[0] == told[1] and len(told[0].codings) == 2
    assert [record.event.act for record in Desk(study).records_of("hege")].count("handling-1") == 4


def test_who_waits_in_vain_for_another_program_is_told_that_nothing_was_saved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody_lets_go(self: object) -> None:
        raise TimeoutError(11, "the lock is held")

    monkeypatch.setattr("filelock.FileLock.acquire", nobody_lets_go)
    assert refused(lambda: once(doing(desk), lambda one: deciding.pin(one, "c1", True))) == "not-saved"
