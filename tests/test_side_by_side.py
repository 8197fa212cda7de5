"""Two coders' codings of a document are laid side by side, utterance by utterance."""

import pytest

from pipeline.analysis.side_by_side import CodeTally, Side, Tally, side_by_side, tally
from pipeline.coding.settling import Settlement
from pipeline.model import Coding, Utterance


def said(number: int) -> Utterance:
    who = ("OA", "OA1", "OA", "dal", "start", "interview")
    return Utterance(f"A:{number:04d}", "A", number, *who, "", "ti tegn her", "line 1", "", "")


def put(coding: str, coder: str, number: int, code: str, start: int = 0, end: int = 10) -> Coding:
    about = ("OA", "OA1", "dal", "start", "interview", "manual", "2024-03-01", 1)
    return Coding(coding, coder, f"A:{number:04d}", "A", start, end, "x", code, "", *about)


def settled(number: int, code: str, between: tuple[str, ...] = (), coding: str = "d1") -> Settlement:
    where = (f"A:{number:04d}", code, "stands", coding, 0, 10, "x", "", "fordi")
    return Settlement(*where, "hege", between, "2024-05-01", 1, "x:1")


def meet(*codings: Coding, utterances: int = 1, decisions=None):
    texts = [said(number) for number in range(1, utterances + 1)]
    return side_by_side(codings, "hege", "ola", texts, decisions)


def test_every_utterance_is_there_in_its_order_coded_or_not():
    met = meet(put("a", "hege", 3, "k"), put("b", "ola", 1, "k"), utterances=4)
    assert [meeting.utterance for meeting in met] == ["A:0001", "A:0002", "A:0003", "A:0004"]
    assert [meeting.agreement for meeting in met] == ["none", "nothing", "none", "nothing"]


def test_a_code_is_met_by_both_or_by_one():
    (met,) = meet(put("a", "hege", 1, "k"), put("b", "ola", 1, "k"), put("c", "ola", 1, "m"))
    assert [(code.code, code.who) for code in met.codes] == [("k", "both"), ("m", "second")]
    assert met.codes[0].first == Side(((0, 10),), ("a",)) and met.codes[1].first == Side()


def test_both_stay_who_they_are_when_they_change_places():
    rows = [put("a", "hege", 1, "k"), put("b", "ola", 1, "m")]
    (met,) = side_by_side(rows, "ola", "hege", [said(1)])
    assert {code.code: code.who for code in met.codes} == {"k": "second", "m": "first"}


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ([(0, 10)], [(0, 10)], 1),
        ([(0, 10)], [(5, 10)], 0.5),
        ([(0, 4)], [(6, 10)], 0),
        ([(0, 6)], [(3, 9)], 3 / 9),
        ([(0, 3), (5, 8)], [(0, 8)], 6 / 8),
        ([(0, 5), (2, 8)], [(0, 8)], 1),
    ],
)
def test_overlap_is_the_shared_letters_of_those_that_either_marked(one, other, share):
    rows = [put(f"a{n}", "hege", 1, "k", *span) for n, span in enumerate(one)]
    rows += [put(f"b{n}", "ola", 1, "k", *span) for n, span in enumerate(other)]
    (met,) = meet(*rows)
    assert met.codes[0].overlap == pytest.approx(share)


def test_what_only_one_has_overlaps_with_nothing():
    assert meet(put("a", "hege", 1, "k"))[0].codes[0].overlap == 0


def test_other_coders_and_rules_play_no_part():
    assert meet(put("a", "kari", 1, "k"), put("b", "", 1, "m"))[0].codes == ()


def test_a_joint_decision_is_told_beside_and_is_nobodys_coding():
    decisions = {("A:0001", "k"): settled(1, "k")}
    (met,) = meet(put("a", "ola", 1, "k"), put("d1", "hege", 1, "k"), decisions=decisions)
    assert (met.codes[0].who, met.codes[0].decision) == ("second", decisions["A:0001", "k"])


def test_a_decision_of_others_is_not_told():
    decisions = {("A:0001", "k"): settled(1, "k", between=("hege", "kari"))}
    assert meet(put("a", "hege", 1, "k"), decisions=decisions)[0].codes[0].decision is None


def test_agreement_is_counted_by_utterance_and_by_code():
    met = meet(
        put("a", "hege", 1, "k"),
        put("b", "ola", 1, "k"),
        put("c", "hege", 2, "k"),
        put("d", "ola", 2, "k"),
        put("e", "ola", 2, "m"),
        put("f", "hege", 3, "m"),
        utterances=5,
    )
    codes = {"k": CodeTally(2, 0, 0), "m": CodeTally(0, 1, 1)}
    assert tally(met) == Tally(nothing=2, all=1, some=1, none=1, codes=codes)
