"""Whatever two coders do, the files tell all of it, and each act can be taken back and done again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from time import process_time

import pytest
from acting import Stood, corrected_study, doing, only, shown, stood, told_afresh, words
from coders import done
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from small_study import contents, small_study

from pipeline.coding.edits import cut, insert, mask
from pipeline.coding.undoing import Act, acts_of, stacks
from pipeline.problems import StudyError
from pipeline.stages import acts, answering_hints, deciding, finishing, taking_back
from pipeline.stages.desk import Desk
from pipeline.stages.doing import Doing, Done, now, once
from pipeline.stages.hinting import all_hints
from pipeline.stages.places import Place

CODERS = ("hege", "ola")
CODES = ("uklart", "styring", "skummelt")
UTTERANCES = ("INT-01B:0002", "INT-01B:0003", "INT-01B:0004", "INT-02:0002", "INT-02:0003", "FN-01:0003")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(small_study(tmp_path))


def apply(desk: Desk, utterance: str = "INT-02:0004", code: str = "styring", coder: str = "hege") -> str:
    """A coding on a whole utterance."""
    return only(acts.apply(doing(desk, coder), [words(desk, utterance)], [code]))


def recode(desk: Desk) -> None:
    deciding.pin(doing(desk), "c4", True)
    deciding.edit_quote(doing(desk), "c4", "INT-02:0002", [cut(22, 26)])
    deciding.contradict(doing(desk), "c4", "styring")
    acts.recode(doing(desk), ["c4", "c5"], "skummelt", "bedre")


EACH: dict[str, Callable[[Desk], object]] = {
    "apply": apply,
    "several codes": lambda desk: acts.apply(doing(desk), [words(desk, "INT-02:0004")], CODES),
    "a passage": lambda desk: acts.apply(
        doing(desk), [words(desk, f"INT-01:000{n}") for n in (3, 2, 4)], ["skummelt"]
    ),
    "remove": lambda desk: acts.remove(doing(desk), ["c1", "c4"], "feil"),
    "span": lambda desk: acts.change_span(doing(desk), "c1", [words(desk, "INT-01:0002", "usikker")]),
    "recode": recode,
    "pin": lambda desk: deciding.pin(doing(desk), "c1", True),
    "edit": lambda desk: deciding.edit_quote(
        doing(desk), "c1", "INT-01:0002", [mask(7, 14, "redd"), insert(20, "her")]
    ),
    "contradict": lambda desk: deciding.contradict(doing(desk), "c1", "styring", "motsatt"),
    "finish": lambda desk: finishing.finish(doing(desk), "INT-01", True),
}  # fmt: skip


@pytest.mark.parametrize("what", EACH)
def test_an_act_that_is_taken_back_and_done_again_leaves_what_was_and_what_became(
    desk: Desk, what: str
) -> None:
    before = stood(desk)
    EACH[what](desk)
    after = stood(desk)
    assert after != before
    while taking_back.undo(doing(desk)).said == "done":
        pass
    assert stood(desk) == before
    while taking_back.undo(doing(desk), again=True).said == "done":
        pass
    assert stood(desk) == after
    assert stood(Desk(desk.opened.folder.path)) == after


def test_a_hint_that_was_refused_is_taken_back(desk: Desk) -> None:
    hint = all_hints(desk, "INT-01")[0]
    place = Place(hint.utterance, hint.start, hint.end, words(desk, hint.utterance).digest)
    answering_hints.reject(doing(desk), hint.coding, hint.code, place, "nei")
    assert stood(desk).refused
    taking_back.undo(doing(desk))
    assert not stood(desk).refused


def test_a_waiting_coding_that_was_taken_away_waits_again_when_that_is_taken_back(tmp_path: Path) -> None:
    desk = Desk(corrected_study(tmp_path))
    before = stood(desk)
    acts.drop_waiting(doing(desk), "c2", "borte")
    assert len(stood(desk).waiting) == len(before.waiting) - 1
    assert taking_back.undo(doing(desk)).said == "done"
    assert stood(desk) == before


def test_a_waiting_coding_that_was_placed_waits_again_when_that_is_taken_back(tmp_path: Path) -> None:
    desk = Desk(corrected_study(tmp_path))
    before = stood(desk)
    acts.place_waiting(doing(desk), "c2", [words(desk, "INT-01B:0004", "være med")])
    assert len(stood(desk).waiting) == len(before.waiting) - 1
    assert taking_back.undo(doing(desk)).said == "done"
    assert stood(desk) == before


def test_a_new_act_ends_what_could_be_done_again(desk: Desk) -> None:
    apply(desk)
    taking_back.undo(doing(desk))
    apply(desk, "INT-02:0002")
    assert taking_back.undo(doing(desk), again=True).said == "nothing"


def test_acts_are_taken_back_in_their_order_whatever_the_clock_of_the_machine_does(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = now()
    before = stood(desk)
    for step, code in ((0, "uklart"), (0, "styring"), (-3600, "skummelt")):
        monkeypatch.setattr(
            "pipeline.stages.doing.now",
            lambda step=step: begun.fromtimestamp(begun.timestamp() + step, begun.tzinfo),
        )
        apply(desk, code=code)
    gone = []
    for _ in range(3):
        left = set(stood(desk).codings)
        taking_back.undo(doing(desk))
        gone += [code for which in left - set(stood(desk).codings) for code in CODES if code in which]
    assert gone == ["skummelt", "styring", "uklart"]
    assert stood(desk) == before


def test_what_was_taken_back_by_two_programs_at_once_is_taken_back_once() -> None:
    def act(id: str, undoes: str = "") -> Act:
        return Act(id, [], undoes)

    both = stacks([act("a"), act("b"), act("u1", "b"), act("u2", "b")])
    assert ([one.id for one in both.undo], [one.id for one in both.redo]) == (["a"], ["u1"])
    again = stacks([act("a"), act("u1", "a"), act("r1", "u1"), act("r2", "u1"), act("u2", "r1")])
    assert ([one.id for one in again.undo], [one.id for one in again.redo]) == ([], ["u2"])


def test_taking_back_takes_no_longer_the_more_was_done() -> None:
    acts_done = [Act(f"a{number}", [], "") for number in range(30_000)]
    taken = [Act(f"u{number}", [], f"a{number}") for number in reversed(range(30_000))]
    begun = process_time()
    assert len(stacks([*acts_done, *taken]).redo) == 30_000
    assert process_time() - begun < 2


def test_what_another_coder_did_is_never_taken_back(desk: Desk) -> None:
    apply(desk, coder="ola")
    assert taking_back.undo(doing(desk, "hege")).said == "nothing"


@cache
def _corrected_once() -> Path:
    study = corrected_study(Path(mkdtemp(prefix="forankret-undoing-")) / "study")
    for document in ("INT-01B", "INT-02", "FN-01"):  # so that both may decide on all codings
        done(study, *CODERS, document=document)
    Desk(study)
    return study


class TwoCoders(RuleBasedStateMachine):
    """Two coders who do whatever the page lets them do, and what must hold after each act."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="forankret-two-"))
        self.study = Path(shutil.copytree(_corrected_once(), self.folder / "study"))
        self.desk = Desk(self.study)
        self.beginning = stood(self.desk)
        self.seen: dict[str, tuple[Stood, Stood, int]] = {}
        self.acts_of = dict.fromkeys(CODERS, 0)
        self.last: tuple[Doing, Callable[[Doing], Done]] | None = None

    def teardown(self) -> None:
        for _ in range(2):
            for coder in CODERS:
                while taking_back.undo(doing(self.desk, coder)).said == "done":
                    pass
        assert stood(self.desk).codings == self.beginning.codings
        assert stood(self.desk).waiting == self.beginning.waiting
        shutil.rmtree(self.folder)

    def act(self, coder: str, does: Callable[[Doing], Done]) -> None:
        """An act by a coder, after which nobody else's files are other than they were."""
        before, files = stood(self.desk), self.files()
        one = doing(self.desk, coder)
        try:
            done = does(one)
        except StudyError as refused:
            assert {problem.check for problem in refused.problems} <= {"quote-edit", "unknown-coding"}
            assert self.files() == files
            return
        self.only_added(files, coder)
        if done.said == "done":
            self.note(one, before)
            self.last = (one, does)
        else:
            assert self.files() == files

    def note(self, one: Doing, before: Stood) -> None:
        """Remember what an act changed, and how much others had done until then."""
        self.acts_of[one.coder] += 1
        self.seen[one.act] = (before, stood(self.desk), self.by_others(one.coder))

    def by_others(self, coder: str) -> int:
        return sum(number for other, number in self.acts_of.items() if other != coder)

    def files(self) -> dict[str, bytes]:
        return contents(self.study, "codebooks", "data/raw", "study.yaml")

    def only_added(self, before: dict[str, bytes], coder: str) -> None:
        for name, data in self.files().items():
            held = before.get(name, b"")
            own = name.startswith(f"codebooks/codings/{coder}/")
            assert data == held or (own and data.startswith(held)), name

    def own(self, coder: str, number: int) -> str:
        mine = [id for id in self.standing() if self.desk.find_coding(id)[1][0].coder == coder]
        return mine[number % len(mine)] if mine else ""

    def standing(self) -> list[str]:
        return sorted(id for sheet in self.desk.sheets() for id in sheet.by_coding)

    coder = st.sampled_from(CODERS)
    number = st.integers(0, 40)
    some_codes = st.lists(st.sampled_from(CODES), min_size=1, max_size=2)

    def place(self, utterance: str, number: int) -> Place:
        whole = words(self.desk, utterance)
        start = number % (whole.end - 1)
        return whole if number % 3 else whole._replace(start=start, end=min(whole.end, start + 1 + number))

    @rule(coder=coder, where=st.sampled_from(UTTERANCES), codes=some_codes, number=number)
    def apply(self, coder: str, where: str, codes: list[str], number: int) -> None:
        self.act(coder, lambda one: acts.apply(one, [self.place(where, number)], codes))

    @rule(coder=coder, length=st.integers(2, 4), code=st.sampled_from(CODES))
    def apply_to_passage(self, coder: str, length: int, code: str) -> None:
        places = [words(self.desk, f"INT-01B:{number:04}") for number in range(1, 1 + length)]
        self.act(coder, lambda one: acts.apply(one, places[::-1], [code], memo="lang"))

    @rule(coder=coder, numbers=st.lists(number, min_size=1, max_size=3))
    def remove(self, coder: str, numbers: list[int]) -> None:
        codings = [self.own(coder, number) for number in numbers]
        if all(codings):
            self.act(coder, lambda one: acts.remove(one, codings, "feil"))

    @rule(coder=coder, number=number, where=st.sampled_from(UTTERANCES))
    def change_span(self, coder: str, number: int, where: str) -> None:
        coding = self.own(coder, number)
        if coding and self.desk.find_coding(coding)[0].document == where.rpartition(":")[0]:
            self.act(coder, lambda one: acts.change_span(one, coding, [self.place(where, number)]))

    @rule(coder=coder, numbers=st.lists(number, min_size=1, max_size=3), code=st.sampled_from(CODES))
    def recode(self, coder: str, numbers: list[int], code: str) -> None:
        codings = [self.own(coder, number) for number in numbers]
        if all(codings):
            self.act(coder, lambda one: acts.recode(one, codings, code))

    @rule(coder=coder, number=number, pinned=st.booleans())
    def pin(self, coder: str, number: int, pinned: bool) -> None:
        codings = self.standing()
        if codings:
            self.act(coder, lambda one: deciding.pin(one, codings[number % len(codings)], pinned))

    @rule(coder=coder, number=number, how=st.sampled_from(("cut", "mask", "insert", "none")))
    def edit(self, coder: str, number: int, how: str) -> None:
        codings = self.standing()
        if not codings:
            return
        coding = codings[number % len(codings)]
        row = self.desk.find_coding(coding)[1][0]
        edits = {
            "cut": [cut(row.start, row.start + 1)],
            "mask": [mask(row.start, row.end, "noe")],
            "insert": [insert(row.end, "sic")],
            "none": [],
        }[how]
        self.act(coder, lambda one: deciding.edit_quote(one, coding, row.utterance, edits))

    @rule(coder=coder, number=number, finding=st.sampled_from(CODES), withdrawn=st.booleans())
    def contradict(self, coder: str, number: int, finding: str, withdrawn: bool) -> None:
        codings = self.standing()
        if codings:
            coding = codings[number % len(codings)]
            self.act(coder, lambda one: deciding.contradict(one, coding, finding, "mot", withdrawn))

    @rule(coder=coder, number=number, withdrawn=st.booleans())
    def reject(self, coder: str, number: int, withdrawn: bool) -> None:
        hints = [hint for row in self.desk.documents for hint in all_hints(self.desk, row.document)]
        hint = hints[number % len(hints)]
        place = words(self.desk, hint.utterance)._replace(start=hint.start, end=hint.end)
        said = (hint.coding, hint.code, place, "nei", withdrawn)
        self.act(coder, lambda one: answering_hints.reject(one, *said))

    @rule(coder=coder, document=st.sampled_from(("INT-01B", "INT-02", "INT-01")), finished=st.booleans())
    def finish(self, coder: str, document: str, finished: bool) -> None:
        self.act(coder, lambda one: finishing.finish(one, document, finished))

    @rule(coder=coder, number=number, place=st.booleans())
    def answer_waiting(self, coder: str, number: int, place: bool) -> None:
        waiting = [
            move.coding for sheet in self.desk.sheets() for move in sheet.waiting if move.coder == coder
        ]
        if not waiting:
            return
        coding = waiting[number % len(waiting)]
        where = [self.place("INT-01B:0004", number)]
        if place:
            self.act(coder, lambda one: acts.place_waiting(one, coding, where))
        else:
            self.act(coder, lambda one: acts.drop_waiting(one, coding, "borte"))

    @rule(coder=coder, again=st.booleans())
    def undo(self, coder: str, again: bool) -> None:
        now, files, both = stood(self.desk), self.files(), taking_back.undoable(self.desk, coder)
        top = (both.redo if again else both.undo)[-1:]
        one = doing(self.desk, coder)
        done = taking_back.undo(one, again)
        self.only_added(files, coder)
        taken = next((r.event.undoes for r in self.desk.records_of(coder) if r.event.act == one.act), "")
        if top and self.seen[top[0].id][2] == self.by_others(coder):
            assert taken == top[0].id
        if done.said == "done":
            before, after, _ = self.seen[taken]
            assert now != after or stood(self.desk) == before
            self.note(one, now)

    @precondition(lambda self: self.last)
    @rule()
    def the_same_request_again(self) -> None:
        assert self.last
        (one, does), files = self.last, self.files()
        one = one._replace(desk=self.desk)
        assert once(one, does).said == "done"
        assert self.files() == files

    @rule()
    def restart(self) -> None:
        self.desk = Desk(self.study)

    @invariant()
    def the_desk_shows_what_the_files_tell(self) -> None:
        rows, errors = told_afresh(self.study)
        assert shown(self.desk) == rows
        assert set(errors) <= {"quote-edit-lost"}, errors

    @invariant()
    def the_desk_knows_the_acts_as_the_files_tell_them(self) -> None:
        for coder in CODERS:
            assert self.desk.stacks_of(coder) == stacks(acts_of(self.desk.records_of(coder)))


TestTwoCoders = TwoCoders.TestCase
TestTwoCoders.settings = settings(
    max_examples=int(os.environ.get("FORANKRET_ACTS", "15")),
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
)
