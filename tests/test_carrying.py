"""What was cut, masked or put into a quote goes along with its words, or the quote is not printed at all."""

import pytest
from small_study import DOCUMENTS, INT_01, forankret, put, small_study
from test_live import apply, event

from pipeline.coding.carrying import Edited, LostEdit, carried, edit_problems
from pipeline.coding.edits import LOST, apply_edits, cut, insert, mask, misfits
from pipeline.coding.live import live
from pipeline.coding.marks import Quoted

OLD = "Altså, Kari sa at  vi ikke skulle spørre Ola."
MASKED = mask(7, 11, "[kollega]")


def after(new: str, *edits, old: str = OLD, start: int = 0) -> tuple[str, list[LostEdit]]:
    """The new quote as it is printed, and the edits that were lost."""
    held = carried({"A:1": Edited(edits, "a:1")}, [Quoted("A:1", 0, old)], [Quoted("B:1", start, new)])["B:1"]
    shown = "" if held.lost else apply_edits(" " * start + new, start, start + len(new), held.edits)
    return shown, list(held.lost)


def test_a_mask_stays_on_its_words_when_only_white_space_changed():
    assert after(OLD.replace("  ", "\n"), MASKED)[0] == "Altså, [kollega] sa at\nvi ikke skulle spørre Ola."


def test_a_mask_stays_on_its_words_when_words_around_them_changed():
    shown, _ = after("Altså, i går sa Kari at vi ikke burde spørre Ola.", MASKED, mask(41, 44, "[en]"))
    assert shown == "Altså, i går sa [kollega] at vi ikke burde spørre [en]."


def test_a_cut_and_words_put_in_stay_where_they_were():
    new = "Altså, Kari sa at vi aldri skulle spørre Ola."
    shown, _ = after(new, cut(0, 6), insert(21, "de ansatte"), start=3)
    assert shown == "(...) Kari sa at vi (de ansatte) aldri skulle spørre Ola."


def test_words_put_in_behind_a_common_word_stay_behind_the_right_one():
    old, new = "vi vet at vi kan", "ja, vi vet at vi kan det"
    assert after(new, insert(12, "alle"), old=old)[0] == "ja, vi vet at vi (alle) kan det"


@pytest.mark.parametrize(
    "new",
    [
        "Altså, kollegaen sa at vi ikke skulle spørre Ola.",
        "Altså, Karin sa at vi ikke skulle spørre Ola.",
        "Altså, Kari sa, ja Kari, at vi ikke skulle spørre Ola.",
    ],
)
def test_a_mask_whose_words_changed_or_came_twice_is_lost(new):
    assert after(new, MASKED)[1] == [LostEdit("mask", "Kari", "[kollega]")]


def test_of_several_edits_those_that_can_be_carried_are_kept():
    words = [Quoted("A:1", 0, OLD)], [Quoted("B:1", 0, "Altså, Karin sa det til Ola.")]
    held = carried({"A:1": Edited((MASKED, cut(41, 44)), "a:1")}, *words)["B:1"]
    assert held.edits == (cut(24, 27),) and len(held.lost) == 1 and held.told[-1] == LOST


def test_the_edits_of_two_turns_that_were_joined_are_both_kept():
    held = carried(
        {"A:1": Edited((mask(0, 4, "[x]"),), "a:1"), "A:3": Edited((mask(4, 7, "[y]"),), "a:2")},
        [Quoted("A:1", 0, "Kari sa det."), Quoted("A:3", 0, "Til Ola.")],
        [Quoted("B:1", 0, "Kari sa det."), Quoted("B:1", 13, "Til Ola.")],
    )
    assert held["B:1"].edits == (mask(0, 4, "[x]"), mask(17, 20, "[y]"))


def test_an_edit_over_words_that_now_stand_in_two_turns_is_lost():
    held = carried(
        {"A:1": Edited((cut(0, 12),), "a:1")},
        [Quoted("A:1", 0, "Kari sa det.")],
        [Quoted("B:1", 0, "Kari"), Quoted("B:2", 0, "sa det.")],
    )
    assert held["B:1"].lost == (LostEdit("cut", "Kari sa det.", ""),)


def test_a_lost_edit_fits_no_quote():
    assert misfits([(0, 10)], [LOST]) and misfits([(4, 10)], [LOST])


def placed(quote: str, start: int = 0, at: str = "2024-03-02T09:00:00Z", utterance: str = "INT-02:0004"):
    record = event("place", "c1", utterance=utterance, start=start, end=start + len(quote), quote=quote)
    return record._replace(event=record.event.model_copy(update={"at": at}))


def edited(*edits, at: str = "2024-03-01T09:00:00Z", utterance: str = "INT-01:0001", **fields):
    record = event("edit", "c1", utterance=utterance, edits=edits, line=7, **fields)
    return record._replace(event=record.event.model_copy(update={"at": at}))


def faults(*records) -> list[tuple[str, str]]:
    standing = live(records)
    return [(row.check, row.place) for row in edit_problems(standing.marks, standing.edited)]


WHOLE = {"start": 0, "end": 30}
LINE = "codebooks/codings/anna/INT-01.jsonl:7"


def test_placing_a_coding_on_slightly_other_words_keeps_what_was_masked():
    standing = live([apply("c1", **WHOLE), edited(mask(6, 12, "[x]")), placed("Vi er så usikre på det.")])
    assert standing.edits == {("c1", "INT-02:0004"): (mask(9, 15, "[x]"),)}


def test_placing_a_coding_on_other_words_of_the_same_turn_moves_the_mask():
    records = [apply("c1", **WHOLE), edited(mask(6, 12, "[x]"))]
    standing = live([*records, placed("er usikre på hva", 13, utterance="INT-01:0001")])
    assert standing.edits == {("c1", "INT-01:0001"): (mask(16, 22, "[x]"),)}


def test_what_was_masked_and_is_not_found_again_is_an_error_until_it_is_edited_again():
    records = [apply("c1", **WHOLE), edited(mask(6, 12, "[x]")), placed("Vi er trygge på det.")]
    assert faults(*records) == [("quote-edit-lost", LINE)]
    again = edited(mask(6, 12, "[x]"), at="2024-03-03T09:00:00Z", utterance="INT-02:0004")
    assert faults(*records, again) == []


def test_a_wrong_place_that_was_set_right_loses_nothing():
    records = [apply("c1", **WHOLE), edited(mask(6, 12, "[x]")), placed("Noe helt annet.")]
    right = placed("Vi er usikre på hva det betyr.", at="2024-03-03T09:00:00Z")
    assert faults(*records, right) == []
    assert live([*records, right]).edits["c1", "INT-02:0004"] == (mask(6, 12, "[x]"),)


def test_an_edit_that_says_on_which_words_it_was_made_is_carried_from_there():
    made = edited(mask(9, 15, "[x]"), utterance="INT-01B:0002", start=3, end=15, quote="er så usikre")
    standing = live([apply("c1", **WHOLE), made, placed("Vi er så usikre på det.")])
    assert standing.edits == {("c1", "INT-02:0004"): (mask(9, 15, "[x]"),)}


@pytest.mark.parametrize(
    "wrong",
    [
        edited(mask(20, 29, "[x]")),
        edited(cut(6, 10), mask(8, 12, "[x]")),
        edited(mask(6, 12, "[x]"), utterance="INT-01:0002"),
    ],
)
def test_edits_that_do_not_fit_are_an_error_at_their_line(wrong):
    assert faults(apply("c1"), wrong) == [("quote-edit", LINE)]


CORRECTED = INT_01.replace("hva ordet betyr. Kan", "hva orda betyr. Kan")


@pytest.fixture
def study(tmp_path):
    """A study in which a word of a pinned quote was masked before the transcript was corrected."""
    study = small_study(tmp_path)
    assert forankret(study, "coding", "pin", "c1", "--coder", "hege").code == 0
    assert forankret(study, "coding", "edit", "c1", "--mask", "ordet=[begrepet]", "--coder", "hege").code == 0
    put(study, "data/raw/int-01b.txt", CORRECTED)
    put(study, "data/raw/documents.csv", DOCUMENTS + "int-01b.txt,INT-01B,interview,nord,start,,,INT-01\n")
    return study


def printed(study) -> str:
    return (study / "reports/tables/quotes.csv").read_text(encoding="utf-8")


def test_no_report_is_written_while_a_mask_is_lost(study):
    forankret(study, "coding", "place", "c1", "INT-01B:2", "--words", "usikker på hva orda betyr")
    said = forankret(study, "report")
    assert said.code == 1 and not (study / "reports/report.docx").exists()
    (told,) = [line for line in said.err.splitlines() if "[quote-edit-lost]" in line]
    assert "hege/INT-01.jsonl:5" in told and "«ordet» was masked as «[begrepet]»" in told
    assert "forankret coding edit c1 --utterance INT-01B:0002" in told


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_a_quote_whose_mask_was_lost_is_not_printed_even_where_the_error_may_stand(study, edition):
    forankret(study, "coding", "place", "c1", "INT-01B:2", "--words", "usikker på hva orda betyr")
    settings = (study / "study.yaml").read_text(encoding="utf-8")
    stands = "privacy:\n  acknowledged:\n    - {check: quote-edit-lost, reason: Rettes i morgen.}\n"
    put(study, "study.yaml", settings.replace("report:\n", f"{stands}report:\n  edition: {edition}\n"))
    assert forankret(study, "report").code == 0
    assert ",c1," not in printed(study) and ",c4," in printed(study)


def test_once_it_is_edited_again_on_the_new_words_the_quote_is_printed(study):
    forankret(study, "coding", "place", "c1", "INT-01B:2", "--words", "usikker på hva orda betyr")
    said = forankret(study, "coding", "edit", "c1", "--mask", "orda=[begrepet]")
    assert said.code == 0 and "«usikker på hva [begrepet] betyr»" in said.out
    assert forankret(study, "report").code == 0
    assert "usikker på hva [begrepet] betyr" in printed(study)


def test_a_quote_that_moved_by_itself_is_edited_on_its_new_words(study):
    put(study, "data/raw/int-01b.txt", "F: Hei.\n\n" + INT_01)
    said = forankret(study, "coding", "edit", "c1", "--cut", "på hva")
    assert said.code == 0 and (study / "codebooks/codings/hege/INT-01B.jsonl").exists()
    assert forankret(study, "report").code == 0
    assert "usikker (...) ordet betyr" in printed(study)


def test_a_coding_that_waits_is_placed_before_its_quote_is_edited(study):
    said = forankret(study, "coding", "edit", "c1", "--cut", "på hva")
    assert said.code == 1 and "[coding-waits]" in said.err and "forankret coding place c1" in said.err


def test_edits_that_do_not_fit_keep_a_quote_out_of_print(tmp_path):
    from pipeline.coding.events import Event
    from pipeline.store.codings import append

    study = small_study(tmp_path)
    wrong = Event(
        at="2024-03-02T09:00:00Z",
        event="edit",
        coding="c1",
        utterance="INT-01:0002",
        edits=(mask(0, 2, "[x]"),),
    )
    append(study, "hege", "INT-01", [wrong])
    said = forankret(study, "report")
    assert said.code == 1 and "[quote-edit]" in said.err and "hege/INT-01.jsonl:4" in said.err
    settings = (study / "study.yaml").read_text(encoding="utf-8")
    stands = "privacy:\n  acknowledged:\n    - {check: quote-edit, reason: Rettes i morgen.}\n"
    put(study, "study.yaml", settings.replace("report:\n", f"{stands}report:\n"))
    assert forankret(study, "report").code == 0
    assert ",c1," not in printed(study) and ",c4," in printed(study)
