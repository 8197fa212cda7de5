"""Anything in the report leads back to the words it stands on, and an utterance to what became of it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from coders import done
from pages import first_column, section, tables
from small_study import built_study, code_words, forankret, put, small_study

from pipeline.codebook import Code, Codebook
from pipeline.coding.events import Event
from pipeline.report.blocks import Number, Paragraph, Text
from pipeline.report.lines import lines_of_report
from pipeline.report.recognising import meant, recognised
from pipeline.report.wording import wording
from pipeline.stages.tracing import COLUMNS
from pipeline.store.codings import append
from pipeline.store.report_index import read_lines

SENTENCE = "Til sammen er dette kodet i 2 ytringer i 2 av 3 dokumenter: ingen ytringer av innbyggere"


def traced(study: Path, *what: str) -> dict[str, Any]:
    said = forankret(study, "trace", *what, "--format", "json")
    assert said.code == 0, said.both
    found: dict[str, Any] = json.loads(said.out)
    return found


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return built_study(tmp_path)


def act(study: Path, coder: str, document: str, **fields: Any) -> None:
    append(study, coder, document, [Event(at="2024-04-01T09:00:00Z", **fields)])


def test_a_sentence_of_the_report_leads_to_the_utterances_behind_its_numbers(study: Path) -> None:
    found = traced(study, SENTENCE)
    assert found["what"] == "line" and found["line"]["code"] == "uklart"
    first = found["numbers"][0]
    assert (first["number"], first["utterances"]) == ("2", ["INT-01:0002", "INT-02:0002"])
    assert {row["coding"] for row in found["codings"]} == {"c1", "c4"}
    assert [row["title"] for row in found["memos"]] == ["Ordet er uklart"]


def test_a_line_that_names_an_utterance_leads_to_it(study: Path) -> None:
    memo = "De sier at de ikke vet hva ordet betyr."
    with_id = f"{memo} Se INT-01:0002, og ikke INT-77:0001."
    path = study / "codebooks/memos/2024-03-01-ordet.md"
    path.write_text(path.read_text(encoding="utf-8").replace(memo, with_id), encoding="utf-8")
    assert forankret(study, "report").code == 0
    found = traced(study, "Se INT-01:0002, og ikke INT-77:0001.")
    assert [row["utterance"] for row in found["named"]] == ["INT-01:0002"]


def test_only_the_numbers_of_the_words_that_were_asked_for_are_told(study: Path) -> None:
    whole = traced(study, SENTENCE)
    part = traced(study, whole["line"]["text"])
    assert 0 < len(whole["numbers"]) < len(part["numbers"])


def test_a_sentence_with_a_number_that_is_not_there_is_not_taken_for_one_that_is(study: Path) -> None:
    found = traced(study, SENTENCE.replace("2 ytringer", "7 ytringer"))
    assert found["what"] == "candidates" and found["has_same_numbers"] is False
    assert "with these numbers" in forankret(study, "trace", found["asked"]).out


def test_words_that_stand_in_several_lines_are_listed_and_none_is_chosen(study: Path) -> None:
    found = traced(study, SENTENCE.partition(":")[0])
    assert [one["chapter"] for one in found["candidates"]] == ["1. Usikre på begrepet", "2. Slippe styringen"]


def test_a_row_copied_from_a_table_is_recognised(study: Path) -> None:
    found = traced(study, "Forskere\t5\t17\t2\t0")
    assert [(one["number"], one["column"], len(one["utterances"])) for one in found["numbers"]] == [
        *(("5", "Ytringer", 5), ("17", "Ord", 5)),
        *(("2", "Talere", 5), ("0", "Ytringer uten kjent taler", 0)),
    ]


def test_a_table_is_listed_row_by_row(study: Path) -> None:
    listed = traced(study, "Tabell 2")["candidates"]
    assert {one["label"] for one in listed} == {"Tabell 2"} and len(listed) > 3


def test_every_candidate_can_be_traced_by_its_name(study: Path) -> None:
    found = traced(study, "2")
    others = found["also_printed"] if found["what"] == "quote" else found["candidates"]
    assert others
    for one in others[:5]:
        told = traced(study, one["name"])
        assert [number["number"] for number in told["numbers"]] == ["2"]
        assert told["numbers"][0]["utterances"]


def test_a_quote_is_found_by_its_number_and_by_its_words(study: Path) -> None:
    by_number = traced(study, "sitat 2")
    assert (by_number["quote"]["coding"], by_number["codings"][0]["coding"]) == ("c5", "c5")
    assert by_number["codings"][0]["state"] == "stands"
    assert traced(study, "«Vi vil bli spurt før alt er bestemt.»")["quote"] == by_number["quote"]
    assert traced(study, "2")["quote"] == by_number["quote"] and traced(study, "2")["also_printed"]


def test_a_quote_that_is_not_printed_is_said_to_be_none(study: Path) -> None:
    said = forankret(study, "trace", "sitat", "3")
    assert said.code == 1 and "the report prints 2 quotes; 3 is none" in said.err


def test_words_of_the_codebook_that_were_also_said_are_listed_with_who_said_them(study: Path) -> None:
    names = [one["name"] for one in traced(study, "Det er skummelt å slippe styringen")["candidates"]]
    assert names[-1] == "INT-01:0004" and all(name.startswith("report:") for name in names[:-1])


def test_an_utterance_is_followed_to_its_codings_its_quote_and_the_numbers_that_count_it(study: Path) -> None:
    found = traced(study, "INT-01:4")
    assert {(one["coding"], one["state"]) for one in found["codings"]} == {("c2", "stands"), ("c3", "stands")}
    assert found["counted_in"] and found["counted_in"][0]["code"]
    for one in found["counted_in"][:4]:
        assert "INT-01:0004" in traced(study, one["name"])["numbers"][0]["utterances"]
    assert {one["name"] for one in found["figures"]} >= {"frequencies", "frequencies_styring"}


def test_what_was_taken_away_is_told_with_the_reason(study: Path) -> None:
    act(study, "hege", "INT-01", event="remove", coding="c3", memo="Ordet alene er ikke nok.")
    removed = {one["coding"]: one for one in traced(study, "INT-01:0004")["codings"]}["c3"]
    assert removed["state"] == "removed"
    assert [(one["event"], one["who"], one["why"]) for one in removed["acts"]] == [
        ("remove", "hege", "Ordet alene er ikke nok.")
    ]
    assert removed["acts"][0]["place"].startswith("codebooks/codings/hege/INT-01.jsonl:")
    line = traced(study, SENTENCE)
    assert all(one["coding"] != "c3" for one in line.get("codings", []))


def test_a_coding_that_was_recoded_names_the_one_in_its_place(study: Path) -> None:
    act(study, "hege", "INT-01", event="remove", coding="c3", memo="Er styring.")
    fields = {"utterance": "INT-01:0004", "start": 29, "end": 37, "quote": "skummelt", "code": "styring"}
    act(study, "hege", "INT-01", event="apply", coding="c9", instead_of="c3", codebook=3, **fields)
    old = traced(study, "c3")["codings"]
    assert [(one["coding"], one["state"], one["became"]) for one in old if one["coding"] == "c3"] == [
        ("c3", "recoded", "c9")
    ]


def test_another_coder_cannot_take_a_coding_away(study: Path) -> None:
    act(study, "ola", "INT-01", event="remove", coding="c1", memo="Uenig.")
    assert traced(study, "c1")["codings"][0]["state"] == "stands"


def test_a_code_is_found_by_its_id_and_its_label(study: Path) -> None:
    assert traced(study, "styring")["code"]["id"] == "styring"
    assert traced(study, "Slippe styringen")["code"]["id"] == "styring"
    assert traced(study, "redd")["heir"] == "skummelt"


def test_words_that_the_report_does_not_print_are_found_where_they_were_said(study: Path) -> None:
    found = traced(study, "det var kaldt  i SALEN")
    assert found["what"] == "utterance" and found["utterance"]["utterance"] == "FN-01:0002"


def test_what_is_nowhere_is_said_with_what_was_looked_through(study: Path) -> None:
    said = forankret(study, "trace", "noe helt annet som ingen har sagt noe om")
    assert said.code == 1 and "nor in what was said" in said.err and "sitat 12" in said.err
    assert forankret(study, "trace", "report:99999").code == 1
    assert forankret(study, "trace", " ").code == 1


def test_the_list_behind_a_number_is_exported_as_a_table(study: Path) -> None:
    name = traced(study, SENTENCE)["numbers"][0]["name"]
    said = forankret(study, "trace", name, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert [(row["utterance"], row["coding"], row["words"]) for row in rows] == [
        ("INT-01:0002", "c1", "usikker på hva ordet betyr"),
        ("INT-02:0002", "c4", "usikkerheten er der"),
    ]


def test_no_table_is_exported_where_several_things_may_be_meant(study: Path) -> None:
    said = forankret(study, "trace", SENTENCE.partition(":")[0], "--format", "csv")
    assert (said.code, said.out) == (1, "") and "Trace one of them" in said.err


def test_a_report_that_is_behind_says_so(study: Path) -> None:
    assert traced(study, "sitat 1")["report"] == {"is_behind": False}
    act(study, "hege", "INT-01", event="memo", coding="c1", memo="Senere tanke.")
    assert traced(study, "sitat 1")["report"] == {"is_behind": True}
    assert "build it anew" in forankret(study, "trace", "sitat 1").out


def test_the_public_edition_is_traced_to_the_same_utterances(study: Path) -> None:
    text = (study / "study.yaml").read_text(encoding="utf-8")
    put(study, "study.yaml", text.replace("report:", "report:\n  edition: public"))
    assert forankret(study, "report").code == 0
    assert "INT-01:0002" not in (study / "reports/report.html").read_text(encoding="utf-8")
    found = traced(study, SENTENCE)
    assert found["numbers"][0]["utterances"] == ["INT-01:0002", "INT-02:0002"]


def test_what_a_code_meant_when_it_was_put_is_told_with_what_changed_since(study: Path) -> None:
    change = {
        "at": "2024-03-05T09:00:00Z",
        "who": "hege",
        "version": 4,
        "event": "edit",
        "code": "uklart",
        "reason": "For trang.",
        "before": {"definition": "Bare ordet."},
        "after": {"definition": "Usikkerhet om hva ordet betyr."},
        "previous": "none",
    }
    put(study, "codebooks/history.jsonl", json.dumps(change) + "\n")
    book = (study / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    put(study, "codebooks/codebook.yaml", book.replace("version: 3", "version: 4"))
    (meant_then,) = traced(study, "INT-01:0002")["definitions"]
    assert (meant_then["versions"], meant_then["definition"]) == ([3], "Bare ordet.")
    assert meant_then["changed_since"] == ["definition"]
    assert "version 3 (changed since: definition)" in forankret(study, "trace", "INT-01:0002").out


def test_numbers_weigh_more_than_words_where_one_recognises_a_line() -> None:
    texts = ["nevnt 10 ganger av 6 av 6 ansatte", "ble nevnt 11 ganger, av 6 av 6 av de ansatte"]
    assert [one.line for one in recognised("nevnt 11 ganger av 6 av 6 ansatte", texts)] == [1, 0]
    assert len(meant(recognised("nevnt 10 ganger av 6 av 6", texts))) == 1


def test_spaces_quotation_marks_and_capitals_do_not_matter() -> None:
    found = recognised('Sa  at "1 126" ytringer', ["de sa at «1\u00a0126» ytringer er lest"])
    assert found and found[0].same_numbers and found[0].score > 95


def test_the_page_names_every_column_of_the_export() -> None:
    _, exported = tables(section("docs/audit.md", "## Following something: `forankret trace`"))
    assert first_column(exported) == list(COLUMNS)


@pytest.mark.parametrize(
    "about", ["Redd, eller ikke", "Redd, eller ikke – OA", "Redd, eller ikke, Ansatte, Start"]
)
def test_a_number_is_about_the_code_whose_label_it_begins_with(about: str) -> None:
    book = Codebook(codes=[Code(id="redd", label="Redd, eller ikke"), Code(id="alene", label="Alene")])
    number = Number("2", ("INT-01:0001",), about)
    (line,) = lines_of_report([Paragraph((Text("Det er "), number))], book, wording("nb"))
    assert [(one.code, line.text[one.start : one.end]) for one in line.counts] == [("redd", "2")]


@pytest.mark.parametrize(
    "what", ["INT-01:0002", "c1", "uklart", "sitat 1", SENTENCE, "Kanskje det er noe nytt"]
)
def test_tracing_loads_no_pandas(study: Path, what: str) -> None:
    code = (
        "import sys; from pipeline.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: print(end.code, 'pandas' in sys.modules)"
    )
    forankret(study, "report")
    arguments = [sys.executable, "-c", code, "--study", str(study), "trace", what]
    said = subprocess.run(arguments, capture_output=True, encoding="utf-8")
    assert said.stdout.splitlines()[-1] == "0 False", said


def test_neighbours_are_traced_pair_by_pair_with_the_codings_of_both_codes(study: Path) -> None:
    code_words(study, "hege", "c7", "INT-01:0004", "uklart", "Vi er usikre alle sammen.")
    assert forankret(study, "report").code == 0
    row = "Usikre på begrepet\tSlippe styringen\t1\t"
    line = next(one.line for one in read_lines(study / "data/processed") if one.text.startswith(row))
    found = traced(study, f"report:{line}")
    both, near = found["numbers"]
    assert both["column"] == "Ytringer med begge" and both["utterances"] == ["INT-01:0004"]
    assert (near["column"], near["number"], near["pairs"]) == (
        *("Naboytringer", "1"),
        [["INT-01:0002", "INT-01:0004"]],
    )
    assert {one["coding"] for one in found["codings"]} == {"c1", "c2", "c3", "c7"}
    assert "INT-01:0002 and INT-01:0004" in forankret(study, "trace", near["name"]).out


def test_a_row_of_agreement_leads_to_the_codings_of_all_who_are_compared_disagreements_first(
    tmp_path: Path,
) -> None:
    study = small_study(tmp_path)
    code_words(study, "ola", "c7", "INT-01:0006", "uklart", "Mm.")
    done(study, "hege", "ola")
    assert forankret(study, "report").code == 0
    row = next(
        one.line
        for one in read_lines(study / "data/processed")
        if one.text.startswith("Usikre på begrepet\t2\t1\t") and one.chapter.startswith("Samsvar")
    )
    found = traced(study, f"report:{row}")
    assert [(one["column"], one["number"], one["utterances"]) for one in found["numbers"][:2]] == [
        ("Ytringer", "2", ["INT-01:0006", "INT-01:0002"]),
        ("Uenige", "1", ["INT-01:0006"]),
    ]
    assert [(one["coder"], one["coding"]) for one in found["codings"]] == [
        *(("ola", "c7"), ("hege", "c1"), ("ola", "c6")),
    ]
    said = forankret(study, "trace", f"report:{row}").out
    assert "What was coded there as [uklart], by hege and ola:" in said


def test_a_coding_is_found_by_the_beginning_of_its_id_also_where_it_is_gone(study: Path) -> None:
    first, second = "018f9a56-c590-7717-ae83-ffccf6ee9e2e", "018f9a56-d000-7717-ae83-ffccf6ee9e2e"
    fields = {"utterance": "INT-01:0002", "code": "uklart", "start": 0, "end": 3, "quote": "Det"}
    act(study, "hege", "INT-01", event="apply", coding=first, **fields)
    assert traced(study, first[:8])["what"] == "coding"
    act(study, "hege", "INT-01", event="remove", coding=first, memo="Feil sted.")
    assert traced(study, first[:8])["codings"][0]["coding"] == first
    act(study, "hege", "INT-01", event="apply", coding=second, **fields)
    said = forankret(study, "trace", first[:8])
    assert said.code == 2 and first in said.err and second in said.err
    assert traced(study, second[:13])["codings"][0]["coding"] == second


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("INT-01:9999", "INT-01 has no utterance 9999"),
        ("INT-01", "forankret show INT-01"),
        ("tullball", "nothing was found"),
    ],
)
def test_what_cannot_be_followed_is_told_with_what_to_type(study: Path, asked: str, told: str) -> None:
    said = forankret(study, "trace", asked)
    assert said.code == 1 and told in said.err


def test_one_word_is_found_as_it_is_written_and_not_by_its_likes(study: Path) -> None:
    found = traced(study, "uklart")
    near = forankret(study, "trace", "uklarr")
    assert found["what"] == "code" and near.code == 1


def test_a_percentage_is_found_among_percentages_and_nowhere_else(study: Path) -> None:
    code_words(study, "hege", "c7", "INT-01:0004", "uklart", "Vi er usikre alle sammen.")
    book = study / "codebooks/codebook.yaml"
    book.write_text(
        book.read_text("utf-8").replace("version: 3", "version: 98")
        + """  - {id: tillit, label: Tillit, kind: cross-cutting}
""",
        "utf-8",
    )
    code_words(study, "hege", "c8", "INT-01:0004", "tillit", "skummelt")
    assert forankret(study, "report").code == 0
    lines = [line.text for line in read_lines(study / "data/processed")]
    assert any("versjon 98" in text for text in lines) and any("50\u00a0%" in text for text in lines)
    for asked in ("33 %", "33%"):
        assert "33\u00a0%" in traced(study, asked)["line"]["text"]
    missing = forankret(study, "trace", "98 %")
    assert missing.code == 1 and "the report prints no 98 %" in missing.err
    assert forankret(study, "trace", "3 %").code == 1
