"""Coding from the terminal: what a person types is what stands in their file, and nothing else changes."""

import json

import pytest
from small_study import STUDY, answered, built_study, contents, forankret, put, small_study


@pytest.fixture
def study(tmp_path):
    return built_study(tmp_path)


def lines(folder, coder: str = "hege", document: str = "INT-02") -> list[dict]:
    path = folder / f"codebooks/codings/{coder}/{document}.jsonl"
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    )


def add(folder, *arguments: str, coder: str = "hege"):
    return forankret(folder, "coding", "add", *arguments, "--coder", coder)


def test_words_are_coded_where_they_stand(study):
    said = add(study, "INT-02:4", "uklart", "--words", "rett  og slett", "--memo", "hun ler")
    assert said.code == 0 and "«rett og slett»" in said.out and said.err == ""
    event = lines(study)[-1]
    text = "En oppskrift, rett og slett."
    assert (event["event"], event["quote"], event["memo"]) == ("apply", "rett og slett", "hun ler")
    assert text[event["start"] : event["end"]] == "rett og slett"
    assert event["codebook"] == 3 and event["origin"] == "manual" and event["at"].endswith(("Z", ":00"))


def test_without_words_the_whole_utterance_is_coded(study):
    add(study, "INT-02:4", "uklart")
    assert (lines(study)[-1]["start"], lines(study)[-1]["end"]) == (0, len("En oppskrift, rett og slett."))


@pytest.mark.parametrize("last", ["INT-01:4", "INT-01:0004", "4"])
def test_a_passage_over_several_turns_is_one_coding(study, last):
    before = answered(study, "mentions", "styring")[0]
    coding = add(study, "INT-01:2", "styring", "--through", last).out.split()[0]
    events = [event for event in lines(study, document="INT-01") if event["coding"] == coding]
    assert [event["utterance"] for event in events] == ["INT-01:0002", "INT-01:0003", "INT-01:0004"]
    after = answered(study, "mentions", "styring")[0]
    assert after["codings"] - before["codings"] == 1 and after["utterances"] - before["utterances"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["INT-02:4", "uklart", "--words", "finnes ikke"], 1, "are not in"),
        (["INT-02:4", "uklart", "--words", " "], 2, "are empty"),
        (["INT-02:4", "uklart", "--words", "oppskrif"], 1, "are not in"),
        (["INT-01:4", "uklart", "--words", "er"], 1, "stand 2 times"),
        (["INT-01:4", "gammel"], 1, "is retired"),
        (["INT-01:4", "redd"], 1, "Use skummelt instead"),
        (["INT-01:4", "skumelt"], 1, "Did you mean skummelt?"),
        (["INT-01:99", "skummelt"], 1, "no utterance 'INT-01:0099'"),
        (["INT-09:1", "skummelt"], 1, "no utterance 'INT-09:0001'"),
        (["hei", "skummelt"], 1, "no utterance 'hei'"),
        (["INT-01:2", "styring", "--through", "INT-01:99"], 1, "no utterance 'INT-01:0099'"),
        (["INT-01:2", "styring", "--through", "999999999"], 1, "no utterance 'INT-01:999999999'"),
        (["INT-01:4", "styring", "--through", "INT-01:2"], 2, "later utterance"),
        (["INT-01:4", "styring", "--through", "INT-02:4"], 2, "later utterance"),
        (["INT-01:2", "styring", "--through", "INT-01:4", "--words", "x"], 2, "not both"),
    ],
)
def test_what_cannot_be_coded_is_refused_in_one_line_and_nothing_is_written(study, arguments, code, said):
    before = contents(study)
    answer = add(study, *arguments)
    assert answer.code == code and said in answer.err, answer
    assert len(answer.err.splitlines()) == 1
    assert contents(study) == before


def test_the_same_again_is_refused_and_another_coder_is_not(study):
    first = add(study, "INT-02:4", "uklart", "--words", "oppskrift").out.split()[0]
    again = add(study, "INT-02:4", "uklart", "--words", "oppskrift")
    assert again.code == 1 and first in again.err
    assert add(study, "INT-02:4", "uklart", "--words", "oppskrift", coder="ola").code == 0
    assert answered(study, "mentions", "uklart", "--by", "coder")[1]["codings"] == 2


def test_one_coder_need_not_be_named_and_several_must_be(tmp_path):
    study = small_study(tmp_path, coded=False, study__yaml=STUDY.replace("  ola: {label: Andre}\n", ""))
    assert forankret(study, "coding", "add", "INT-02:4", "uklart").code == 0
    assert lines(study)
    put(study, "study.yaml", STUDY)
    said = forankret(study, "coding", "add", "INT-02:2", "uklart")
    assert said.code == 2 and "hege, ola" in said.err


NOBODY = STUDY.replace("  hege: {label: Første}\n  ola: {label: Andre}\n", "").replace("coders:\n", "", 1)
ACTS = (
    ("coding", "add", "INT-02:4", "uklart"),
    ("coding", "done", "INT-02"),
    ("codebook", "add", "Ny", "--reason", "fordi"),
    ("codebook", "record", "--reason", "fordi"),
    ("codebook", "review", "uklart", "--reason", "fordi"),
    ("codebook", "queue", "--work"),
    ("codebook", "relate", "uklart", "contrast", "styring", "--memo", "m", "--reason", "fordi"),
    ("memo", "add", "Tekst.", "--title", "Notat"),
    ("memo", "record"),
    ("sampling", "plan", "Hvem nå?"),
    ("import", "codings", "x.csv"),
    ("serve", "--no-browser", "--port", "0"),
)


@pytest.mark.parametrize("act", ACTS, ids=" ".join)
def test_a_slip_of_the_pen_makes_no_second_coder(study, act):
    before = contents(study, ".")
    said = forankret(study, *act, "--coder", "Hege")
    assert said.code == 1 and "no coder 'Hege'" in said.err and "[unknown-coder]" in said.err
    assert "Did you mean hege?" in said.err and "under coders in study.yaml: Hege: {" in said.err
    assert contents(study, ".") == before


def test_where_study_yaml_names_nobody_a_name_that_is_nearly_anothers_is_asked_about(tmp_path):
    study = small_study(tmp_path, coded=False, study__yaml=NOBODY.replace("  coders: [hege]\n", ""))
    said = add(study, "INT-02:4", "uklart", coder="Åse Moen")
    assert said.code == 0 and "names no coders" in said.err
    again = add(study, "INT-02:2", "uklart", coder="åse  moen")
    assert again.code == 1 and "Did you mean Åse Moen?" in again.err
    assert add(study, "INT-02:2", "uklart", coder="ola").code == 0
    assert {path.name for path in (study / "codebooks/codings").iterdir()} == {"Åse%20Moen", "ola"}


@pytest.mark.parametrize("coder", ["Åse Ø", "a/b", "..", ".", "con", "x" * 60])
def test_an_odd_name_of_a_coder_stays_inside_the_folder_of_codings(study, coder):
    put(study, "study.yaml", NOBODY.replace("  coders: [hege]\n", ""))
    before = contents(study, ".")
    assert add(study, "INT-02:4", "uklart", coder=coder).code == 0
    new = [
        name for name in contents(study, ".") if name not in before and not name.startswith("data/processed/")
    ]
    assert len(new) == 1 and new[0].startswith("codebooks/codings/") and new[0].count("/") == 3
    assert answered(study, "quotes", "uklart", "--coder", coder)[0]["coder"] == coder


@pytest.mark.parametrize("coder", ["  ", "a\nb", "x" * 300])
def test_a_name_that_cannot_be_kept_is_refused(study, coder):
    put(study, "study.yaml", NOBODY)
    before = contents(study)
    assert add(study, "INT-02:4", "uklart", coder=coder).code == 2
    assert contents(study) == before


def test_a_coding_is_removed_by_its_own_coder_and_its_lines_stay(study):
    other = forankret(study, "coding", "remove", "c6", "--coder", "hege")
    assert other.code == 1 and "--coder ola" in other.err
    before = len(lines(study, document="INT-01"))
    assert (
        forankret(study, "coding", "remove", "c1", "--coder", "hege", "--reason", "hører ikke til her").code
        == 0
    )
    after = lines(study, document="INT-01")
    assert len(after) == before + 1 and (after[-1]["event"], after[-1]["memo"]) == (
        "remove",
        "hører ikke til her",
    )
    assert forankret(study, "coding", "remove", "c1", "--coder", "hege").code == 1
    assert answered(study, "mentions", "uklart")[0]["codings"] == 1


def test_a_removed_coding_can_be_made_anew(study):
    coding = add(study, "INT-02:4", "uklart").out.split()[0]
    forankret(study, "coding", "remove", coding, "--coder", "hege")
    assert add(study, "INT-02:4", "uklart").code == 0


def test_pinning_twice_writes_once(study):
    before = len(lines(study, document="INT-01"))
    said = [forankret(study, "coding", act, "c1").out for act in ("pin", "pin", "unpin", "unpin")]
    assert [line.split("  ")[1].partition(" «")[0] for line in said] == [
        "pinned",
        "pinned already",
        "unpinned",
        "unpinned already",
    ]
    assert [event["event"] for event in lines(study, document="INT-01")[before:]] == ["pin", "unpin"]


def test_a_pinned_quote_is_printed_in_the_report(study):
    forankret(study, "coding", "pin", "c3")
    assert forankret(study, "report").code == 0
    table = (study / "reports/tables/quotes.csv").read_text(encoding="utf-8")
    assert ",c3,hege,OA,yes," in table


def test_a_quote_is_cut_masked_and_filled_in_and_set_back(study):
    said = forankret(
        study, "coding", "edit", "c1", "--cut", "på hva", "--mask", "ordet=[det]", "--insert", "betyr=her"
    )
    assert said.code == 0 and "«usikker (...) [det] betyr (her)»" in said.out
    assert forankret(study, "report").code == 0
    html = (study / "reports/report.html").read_text(encoding="utf-8")
    assert "[det]" in html
    assert answered(study, "quotes", "uklart")[0]["quote"] == "usikker på hva ordet betyr"
    back = forankret(study, "coding", "edit", "c1")
    assert "«usikker på hva ordet betyr»" in back.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["c1", "--cut", "noe nytt"], 1),
        (["c1", "--cut", "på hva ordet", "--mask", "ordet=[det]"], 1),
        (["c1", "--mask", "ordet"], 2),
        (["c1", "--mask", "ordet="], 1),
        (["c1", "--utterance", "INT-02:2", "--cut", "ordet"], 1),
        (["borte", "--cut", "ordet"], 1),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_nothing_is_written(study, arguments, code):
    before = contents(study)
    said = forankret(study, "coding", "edit", *arguments)
    assert said.code == code and len(said.err.splitlines()) == 1, said
    assert contents(study) == before


def test_one_turn_of_a_passage_is_edited_by_its_short_id(study):
    coding = add(study, "INT-01:2", "styring", "--through", "4").out.split()[0]
    said = forankret(study, "coding", "edit", coding, "--utterance", "INT-01:4", "--cut", "alle sammen")
    assert said.code == 0 and "«Vi er usikre (...)" in said.out
    assert lines(study, document="INT-01")[-1]["utterance"] == "INT-01:0004"


def test_a_rule_coding_is_nobodys_to_remove_or_pin(study):
    rule = answered(study, "quotes", "uklart", "--origin", "rule")[0]["coding"]
    for act in ("remove", "pin", "edit"):
        assert forankret(study, "coding", act, rule, "--coder", "hege").code == 1


def test_a_coding_can_be_placed_elsewhere_and_back(study):
    assert forankret(study, "coding", "place", "c2", "INT-02:2", "--words", "verktøy").code == 0
    place = {row["coding"]: row["utterance"] for row in answered(study, "quotes", "styring")}
    assert place["c2"] == "INT-02:0002"
    forankret(study, "coding", "place", "c2", "INT-01:4", "--words", "slippe styringen")
    place = {row["coding"]: row["utterance"] for row in answered(study, "quotes", "styring")}
    assert place["c2"] == "INT-01:0004"


def test_of_two_people_who_decided_the_later_one_counts(study):
    forankret(study, "coding", "pin", "c1", "--coder", "ola")
    forankret(study, "coding", "unpin", "c1", "--coder", "hege")
    assert "unpinned already" in forankret(study, "coding", "unpin", "c1").out


def test_each_act_only_adds_to_one_file(study):
    before = contents(study)
    for arguments in (
        ["pin", "c1"],
        ["edit", "c1", "--cut", "ordet"],
        ["place", "c1", "INT-01:4"],
        ["remove", "c1"],
    ):
        assert forankret(study, "coding", *arguments, "--coder", "hege").code == 0
    add(study, "INT-01:2", "uklart")
    after = contents(study)
    changed = [name for name in after if after[name] != before.get(name)]
    assert changed == ["codebooks/codings/hege/INT-01.jsonl"]
    assert after[changed[0]].startswith(before[changed[0]])


def test_codings_that_cannot_be_saved_are_told_as_not_saved(study, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    said = add(study, "INT-02:4", "uklart")
    assert said.code == 1 and "[not-saved]" in said.err


def test_whoever_codes_a_turn_that_asks_is_told_that_it_is_not_counted(study):
    before = answered(study, "mentions", "uklart")[0]["codings"]
    said = add(study, "INT-01:1", "uklart")
    assert said.code == 0 and "those who ask (F)" in said.err and "--role F" in said.err
    assert answered(study, "mentions", "uklart")[0]["codings"] == before
    assert answered(study, "mentions", "uklart", "--role", "F")[0]["codings"] == 1


def test_a_turn_that_asks_inside_a_passage_is_nothing_to_tell(study):
    assert add(study, "INT-01:2", "uklart", "--through", "4").err == ""
