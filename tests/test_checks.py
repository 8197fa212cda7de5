"""Each check finds what it is for, where it is, and an empty study has no problems."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from evidence import added, codes, evidence, found, history, memo, record

from pipeline.checks import CHECKS, run
from pipeline.checks.acknowledging import acknowledged
from pipeline.checks.evidence import CODEBOOK_FILE, STUDY_FILE, Evidence
from pipeline.codebook import Codebook, Relation
from pipeline.coding.logs import LogLine
from pipeline.coding.memo_log import MemoEvent
from pipeline.coding.sampling import SamplingEvent
from pipeline.model import Coding, Document, Speaker
from pipeline.problems import error
from pipeline.study import Study

TALK = {"int-1.txt": "F: Hva tenker du?\n\nOA: Jeg vet ikke helt.\n"}


def interview(id: str, file: str, line: int, **more: str) -> Document:
    return Document(id, file, "interview", line=line, **more)


def coding(id: str, **more: object) -> Coding:
    base = dict.fromkeys(Coding._fields, "") | {"coder": "hege", "utterance": "INT-1:0001", "code": "hva"}
    return Coding(**(base | {"coding": id, "start": 0, "end": 3, "codebook": 1} | more))


def memo_line(event: str, memo: str, digest: str) -> LogLine[MemoEvent]:
    made = MemoEvent(at="2024-02-14T10:00:00Z", event=event, memo=memo, digest=digest)
    return LogLine(made, "codebooks/memos.jsonl:1")


def step(event: str, line: int = 1, **more: Any) -> LogLine[SamplingEvent]:
    made = SamplingEvent(at="2024-02-14T10:00:00Z", event=event, sampling="s1", **more)
    return LogLine(made, f"codebooks/sampling.jsonl:{line}")


RELATED = "relations:\n  - id: r1\n    source: a\n"


def related(**fields):
    """Two codes and a relation that has these fields."""
    given = {"id": "r1", "source": "a", "type": "context", "target": "b", "memo": "Fordi.", **fields}
    book = Codebook(codes=[{"id": id, "label": id, "status": "active"} for id in ("a", "b")])
    return book.model_copy(update={"relations": (Relation(**given),)})


TROUBLE: dict[str, tuple[Evidence, str]] = {
    "duplicate-code": (
        evidence(
            codebook=codes({"id": "hva"}, {"id": "hva"}),
            texts={CODEBOOK_FILE: "codes:\n- id: hva\n  label: a\n- id: hva\n  label: b\n"},
        ),
        "codebooks/codebook.yaml:4",
    ),
    "unknown-code": (
        evidence(
            codebook=Codebook(
                codes=[{"id": "ro", "label": "Ro", "status": "retired"}],
                relations=[Relation(source="mot", type="fører til", target="ro")],
            ),
            texts={CODEBOOK_FILE: "relations:\n- source: mot\n  target: ro\n"},
        ),
        "codebooks/codebook.yaml:2",
    ),
    "six-fields": (
        evidence(
            codebook=codes({"id": "hva", "not_when": ""}),
            texts={CODEBOOK_FILE: "codes:\n- {id: hva, label: x}"},
        ),
        "codebooks/codebook.yaml:2",
    ),
    "parent-missing": (evidence(codebook=codes({"id": "hva", "parent": "borte"})), CODEBOOK_FILE),
    "parent-circular": (
        evidence(codebook=codes({"id": "a", "parent": "b"}, {"id": "b", "parent": "a"})),
        CODEBOOK_FILE,
    ),
    "split-into": (evidence(codebook=codes({"id": "a", "status": "split"})), CODEBOOK_FILE),
    "merged-into": (
        evidence(codebook=codes({"id": "a", "status": "merged", "merged_into": "borte"})),
        CODEBOOK_FILE,
    ),
    "finding-below": (
        evidence(codebook=codes({"id": "a"}, {"id": "b", "kind": "finding", "parent": "a"})),
        CODEBOOK_FILE,
    ),
    "inactive-parent": (
        evidence(codebook=codes({"id": "a", "status": "retired"}, {"id": "b", "parent": "a"})),
        CODEBOOK_FILE,
    ),
    "in-vivo": (
        evidence(TALK, codebook=codes({"id": "a", "origin": "in-vivo", "label": "midt i smørøyet"})),
        CODEBOOK_FILE,
    ),
    **{
        f"relation-{name}": (evidence(codebook=related(**fields), texts={CODEBOOK_FILE: RELATED}), where)
        for name, fields, where in (
            ("id", {"id": ""}, "codebooks/codebook.yaml:3"),
            ("type", {"type": "motsier"}, "codebooks/codebook.yaml:2"),
            ("ends", {"target": "a"}, "codebooks/codebook.yaml:2"),
            ("memo", {"memo": ""}, "codebooks/codebook.yaml:2"),
            ("evidence", {"evidence": [["1"]]}, "codebooks/codebook.yaml:2"),
        )
    },
    "unlisted-coder": (
        evidence(records=[record(coder="ukjent", event="done")]),
        "codebooks/codings/ukjent",
    ),
    "unknown-coder": (
        evidence(study=Study(report={"coders": "borte"}), texts={STUDY_FILE: "report:\n  coders: [borte]\n"}),
        "study.yaml:2",
    ),
    "double-coding": (
        evidence(study=Study(double_coding="borte"), texts={STUDY_FILE: "double_coding:\n  - borte\n"}),
        "study.yaml:2",
    ),
    "coded-twice": (
        evidence(
            codings=[coding("1"), coding("2")],
            records=[record(7, coding="2", utterance="INT-1:0001")],
            study=Study(coders=["hege"]),
        ),
        "codebooks/codings/hege/INT-1.jsonl:7",
    ),
    "codebook-behind": (
        evidence(records=[record(3, codebook=9)], study=Study(coders=["hege"])),
        "codebooks/codings/hege/INT-1.jsonl:3",
    ),
    "memo-about-nothing": (
        evidence(memos=[memo("x", code="borte")]),
        "codebooks/memos/2024-02-14-tanke.md:1",
    ),
    "memo-outside-log": (
        evidence(memo_log=[memo_line("write", "a.md", "0" * 16)], memo_digests={"a.md": "1" * 16}),
        "codebooks/memos/a.md:1",
    ),
    "sampling-unplanned": (evidence(sampling=[step("outcome", outcome="x")]), "codebooks/sampling.jsonl:1"),
    "sampling-twice": (
        evidence(sampling=[step("plan", question="x"), step("plan", 2, question="y")]),
        "codebooks/sampling.jsonl:2",
    ),
    "sampling-about-nothing": (
        evidence(sampling=[step("plan", question="x", about=[{"role": "borte"}])]),
        "codebooks/sampling.jsonl:1",
    ),
    "memo-date": (evidence(memos=[memo("x", date="i fjor")]), "codebooks/memos/2024-02-14-tanke.md:1"),
    "nothing-said": (evidence({"int-1.txt": "OA:\n\nF:\n"}), "data/raw/int-1.txt"),
    "read-twice": (evidence(TALK | {"kopi.txt": TALK["int-1.txt"]}), "data/raw/documents.csv:3"),
    "alike-ids": (
        evidence(rows=[interview("INT-1", "a.txt", 2), interview("int-1", "b.txt", 3)]),
        "data/raw/documents.csv:3",
    ),
    "unlisted-case": (evidence(rows=[interview("I", "a.txt", 2, case="nord")]), "data/raw/documents.csv:2"),
    "unlisted-wave": (evidence(rows=[interview("I", "a.txt", 2, wave="strat")]), "data/raw/documents.csv:2"),
    "wave-order": (
        evidence(
            rows=[
                interview("A", "a.txt", 2, wave="start", date="2024-03-01"),
                interview("B", "b.txt", 3, wave="end", date="2024-02-01"),
            ]
        ),
        "data/raw/documents.csv:3",
    ),
    "unmapped-label": (
        evidence({"int-1.txt": "Veileder: Hei.\n\nOA: Ja.\n\nVeileder: Nei.\n"}),
        "data/raw/int-1.txt:1",
    ),
    "overlooked-label": (
        evidence({"int-1.txt": "F: Hva?\n\nOA: Ja,\nÅse: Nei.\n"}),
        "data/raw/int-1.txt:4",
    ),
    "unknown-role": (
        evidence(TALK, speakers=[Speaker("*", "OA", "P1", "OFF", line=2)]),
        "data/raw/speakers.csv:2",
    ),
    "name-as-label": (
        evidence(
            {"int-1.txt": "F: Hei.\n\nKari: Ja.\n"}, speakers=[Speaker("*", "Kari", "P1", "OA", line=2)]
        ),
        "data/raw/int-1.txt:3",
    ),
    "label-not-found": (
        evidence(TALK, speakers=[Speaker("INT-1", "OA7", "P1", "OA", line=2)]),
        "data/raw/speakers.csv:2",
    ),
    "speakers-not-told-apart": (
        evidence({**TALK, "int-2.txt": "F: Hva?\n\nOA: Ja.\n"}),
        "data/raw/speakers.csv",
    ),
    "speaker-in-two-roles": (
        evidence(
            TALK, speakers=[Speaker("*", "OA", "P1", "OA", line=2), Speaker("*", "F", "P1", "F", line=3)]
        ),
        "data/raw/speakers.csv:3",
    ),
    "history-merge": (
        evidence(history=history(added("a"), {"event": "merge", "code": "a", "after": {"merged_into": "a"}})),
        "codebooks/history.jsonl:2",
    ),
    "history-status": (
        evidence(
            history=history(
                added("a"),
                {"event": "retire", "code": "a", "after": {"status": "retired"}},
                {"event": "split", "code": "a", "after": {"status": "split", "split_into": ["b", "c"]}},
            )
        ),
        "codebooks/history.jsonl:3",
    ),
    "history-code": (
        evidence(history=history({"code": "borte", "before": {"label": "x"}, "after": {"label": "y"}})),
        "codebooks/history.jsonl:1",
    ),
    "history-fields": (
        evidence(
            history=history(added("a"), {"code": "a", "before": {"brief": "y"}, "after": {"brief": "z"}})
        ),
        "codebooks/history.jsonl:2",
    ),
    "history-reason": (
        evidence(history=history(added("a"), added("b", reason=" "))),
        "codebooks/history.jsonl:2",
    ),
    "history-order": (
        evidence(history=history(added("a"), added("b", at="2024-02-14T09:00:00Z"))),
        "codebooks/history.jsonl:2",
    ),
    "history-time": (
        evidence(history=history(added("a", at="i går"), added("b"))),
        "codebooks/history.jsonl:1",
    ),
    "history-version": (
        evidence(history=history(added("a"), added("b", version=4))),
        "codebooks/history.jsonl:2",
    ),
    "history-twice": (
        evidence(
            history=[
                *history(added("a"), added("b")),
                history(added("c", version=2))[0]._replace(line=3, after=1, beside=True),
            ]
        ),
        "codebooks/history.jsonl:3",
    ),
    "unrecorded-change": (
        evidence(codebook=codes({"id": "a", "brief": "endret"}), history=history(added("a"))),
        CODEBOOK_FILE,
    ),
    "history-behind": (
        evidence(codebook=codes({"id": "a"}).model_copy(update={"version": 4}), history=history(added("a"))),
        CODEBOOK_FILE,
    ),
    "history-ahead": (
        evidence(codebook=codes({"id": "a"}), history=history(added("a", version=7))),
        CODEBOOK_FILE,
    ),
    "media-file": (Evidence(files=["data/Opptak.MP3"]), "data/Opptak.MP3"),
    "key-file": (Evidence(files=["data/koblingsnøkkel.xlsx"]), "data/koblingsnøkkel.xlsx"),
    "national-id": (
        evidence({"int-1.txt": "OA: Ja.\n\nOA: Nummeret er 010190 00083, altså.\n"}),
        "data/raw/int-1.txt:3",
    ),
    "account-number": (evidence({"int-1.txt": "OA: Kontoen er 1234.56.78903.\n"}), "data/raw/int-1.txt:1"),
    "organisation-number": (evidence({"int-1.txt": "OA: Org.nr. 923609016.\n"}), "data/raw/int-1.txt:1"),
    "telephone": (evidence({"int-1.txt": "OA: Ring 922 33 445.\n"}), "data/raw/int-1.txt:1"),
    "e-mail": (evidence({"int-1.txt": "OA: Skriv til kari@nordby.no.\n"}), "data/raw/int-1.txt:1"),
    "personal-web-address": (
        evidence({"int-1.txt": "OA: Se facebook.com/kari.n.\n"}),
        "data/raw/int-1.txt:1",
    ),
    "street-address": (
        evidence({"int-1.txt": "OA: Bor i Storgata 12, 0155 Oslo.\n"}),
        "data/raw/int-1.txt:1",
    ),
    "conflict-copy": (
        Evidence(files=["study.yaml", "study (Karis motstridende kopi 2026-01-02).yaml"]),
        "study (Karis motstridende kopi 2026-01-02).yaml",
    ),
    "name": (evidence({"int-1.txt": "OA: Jeg snakket med Kari i går.\n"}), "data/raw/int-1.txt:1"),
    "no-capitals": (
        evidence({"int-1.txt": "OA: " + "eg veit ikkje heilt kva eg skal seia. " * 10}),
        "data/raw/int-1.txt",
    ),
}
"""For each name of a problem a study that has it, and the place where it is found."""


def test_an_empty_study_has_no_problems():
    assert run(Evidence()) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.names[0])
def test_each_check_finds_nothing_in_an_empty_study(check):
    assert list(check(Evidence())) == []


def test_a_sound_interview_has_no_problems():
    assert run(evidence(TALK)) == []


def test_every_check_has_a_study_that_it_finds_something_in():
    assert {name for check in CHECKS for name in check.names} == set(TROUBLE)


@pytest.mark.parametrize("name", TROUBLE)
def test_the_check_names_its_place(name):
    study, place = TROUBLE[name]
    assert [problem.place for problem in found(run(study), name)] == [place]


@pytest.mark.parametrize("name", TROUBLE)
def test_each_problem_says_what_is_wrong_and_what_to_do(name):
    problem = found(run(TROUBLE[name][0]), name)[0]
    assert len(problem.message) > 20
    assert problem.remedy.endswith((".", "]")) or "forankret" in problem.remedy


def test_no_two_checks_share_a_name():
    names = [name for check in CHECKS for name in check.names]
    assert len(names) == len(set(names))


def test_a_check_finds_only_what_it_names():
    for check in CHECKS:
        for study, _ in TROUBLE.values():
            assert {problem.check for problem in check(study)} <= set(check.names)


def test_the_guide_tells_of_every_check_and_of_no_other():
    guide = (Path(__file__).resolve().parents[1] / "docs" / "checks.md").read_text(encoding="utf-8")
    own = guide.partition("## Found while reading")[0]
    assert sorted(re.findall(r"^### `(.+)`", own, re.MULTILINE)) == sorted(TROUBLE)


def test_what_reading_has_found_is_passed_on():
    torn = error("codebooks/codings/hege/INT-1.jsonl:3", "broken-line", "it is torn.", "Mend it.")
    assert run(Evidence(found=[torn])) == [torn]


def test_problems_come_by_file_and_line_number():
    problems = [error(f"data/raw/a.txt:{line}", "x", "y", "z") for line in (10, 2, 1)]
    assert [problem.place for problem in run(Evidence(found=problems))] == [
        "data/raw/a.txt:1",
        "data/raw/a.txt:2",
        "data/raw/a.txt:10",
    ]


def test_the_same_problem_found_twice_is_shown_once():
    problem = error("a.txt:1", "x", "y", "z")
    assert run(Evidence(found=[problem, problem])) == [problem]


def test_an_unreadable_codebook_makes_no_further_problems():
    assert run(evidence(TALK, codebook=None, memos=[memo("x", code="hva")])) == []


# Acknowledging


def study_that_lets_stand(check: str, place: str) -> Study:
    return Study(privacy={"acknowledged": [{"check": check, "place": place, "reason": "oppdiktet nummer"}]})


PHONE = error("data/raw/int-1.txt:12", "telephone", "here stands a number.", "Mask it.")


@pytest.mark.parametrize("place", ["data/raw/int-1.txt:12", "data/raw/int-1.txt", "data/raw/*", "*"])
def test_an_acknowledged_problem_no_longer_stands(place):
    assert acknowledged([PHONE], study_that_lets_stand("telephone", place)) == (
        [],
        [(PHONE, "oppdiktet nummer")],
    )


@pytest.mark.parametrize(
    ("check", "place"),
    [
        ("e-mail", "*"),
        ("telephone", "data/raw/int-1.txt:1"),
        ("telephone", "data/raw/int-2.txt"),
        ("tele*", "*"),
    ],
)
def test_another_problem_still_stands(check, place):
    assert acknowledged([PHONE], study_that_lets_stand(check, place)) == ([PHONE], [])


def test_a_place_inside_a_word_document_can_be_acknowledged_by_its_file():
    problem = PHONE._replace(place="data/raw/int-1.docx: paragraph 3")
    assert acknowledged([problem], study_that_lets_stand("telephone", "data/raw/int-1.docx"))[0] == []


def test_a_file_name_with_brackets_is_acknowledged_as_it_is_written():
    problem = PHONE._replace(place="data/raw/int [1].txt:2")
    assert acknowledged([problem], study_that_lets_stand("telephone", "data/raw/int [1].txt"))[0] == []


def test_an_acknowledgement_of_nothing_is_told():
    problems = run(Evidence(study=study_that_lets_stand("telephone", "data/raw/borte.txt")))
    assert [(problem.check, problem.level) for problem in problems] == [("acknowledged-nothing", "warning")]


# What single checks let through


def test_a_circle_of_codes_is_told_once_and_names_them_all():
    book = codes({"id": "a", "parent": "b"}, {"id": "b", "parent": "c"}, {"id": "c", "parent": "b"})
    problems = found(run(evidence(codebook=book)), "parent-circular")
    assert [problem.message for problem in problems] == [
        "the codes b -> c -> b lie under each other in a circle, so they are in no finding."
    ]


def test_a_code_under_itself_is_a_circle():
    assert found(run(evidence(codebook=codes({"id": "a", "parent": "a"}))), "parent-circular")


def test_merges_in_a_circle_are_found():
    book = codes(
        {"id": "a", "status": "merged", "merged_into": "b"},
        {"id": "b", "status": "merged", "merged_into": "a"},
    )
    assert len(found(run(evidence(codebook=book)), "merged-into")) == 1


def test_a_merged_code_without_heir_is_found():
    assert found(run(evidence(codebook=codes({"id": "a", "status": "merged"}))), "merged-into")


def test_a_retired_code_may_lack_fields():
    assert run(evidence(codebook=codes({"id": "a", "brief": "", "status": "retired"}))) == []


def test_an_in_vivo_label_that_was_said_is_let_through_in_any_capitals_and_quotes():
    book = codes({"id": "a", "origin": "in-vivo", "label": "«jeg vet  ikke helt»"})
    assert run(evidence(TALK, codebook=book)) == []


def test_the_word_of_a_longer_id_does_not_give_its_line():
    book = codes({"id": "hva-sa"}, {"id": "hva", "brief": ""})
    text = {CODEBOOK_FILE: "codes:\n- id: hva-sa\n  label: x\n- id: hva\n"}
    assert (
        found(run(evidence(codebook=book, texts=text)), "six-fields")[0].place == "codebooks/codebook.yaml:4"
    )


def test_a_replaced_document_with_the_same_text_is_not_read_twice():
    rows = [interview("INT-1", "a.txt", 2), interview("INT-2", "b.txt", 3, replaces="INT-1")]
    assert found(run(evidence({"a.txt": "OA: Ja.\n", "b.txt": "OA: Ja.\n"}, rows)), "read-twice") == []


def test_waves_of_different_cases_may_overlap():
    rows = [
        interview("A", "a.txt", 2, wave="start", date="2024-03-01", case="nord"),
        interview("B", "b.txt", 3, wave="end", date="2024-02-01", case="sør"),
    ]
    assert found(run(evidence(rows=rows, study=Study(cases=["nord", "sør"]))), "wave-order") == []


def test_an_indicator_for_an_unknown_role_is_found():
    book = codes({"id": "a", "indicators": [{"form": "begrep", "role": ["OOA"]}]})
    assert found(run(evidence(codebook=book)), "unknown-role")


def test_a_cloud_for_an_unknown_role_is_found():
    assert found(run(evidence(study=Study(report={"clouds": [{"role": "OOA"}]}))), "unknown-role")


def test_a_label_is_counted_once_a_document_with_its_utterances():
    problem = found(run(TROUBLE["unmapped-label"][0]), "unmapped-label")
    assert len(problem) == 1 and "(2 utterances)" in problem[0].message


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        *(("AO", "OA"), ("0A", "OA"), ("INNB", "INN"), ("OA;", "OA"), ("Forsker", "F"), ("Intervjuer", "F")),
        *(("Informant 1", ""), ("Kåre", "Kaare"), ("BUP", ""), ("K", "")),
    ],
)
def test_an_unknown_label_is_a_warning_at_its_line_that_says_what_may_be_meant(label, meant):
    colon = "" if label.endswith(";") else ":"
    said = f"F: Hva?\n\nKaare: Ja.\n{label}{colon} Nei.\n\nOA: Vel.\n\n{label}{colon} Jo.\n"
    mapped = [Speaker("*", "Kaare", "P1", "OA", line=2)]
    (problem,) = found(run(evidence({"int-1.txt": said}, speakers=mapped)), "unmapped-label")
    assert problem.place == "data/raw/int-1.txt:4"
    assert f"the label '{label}' (2 utterances), which neither study.yaml nor speakers.csv" in problem.message
    assert (f"Did you mean {meant}?" if meant else "nobody's.") in problem.message.split("counted as ")[1]
    assert ("Did you mean" in problem.message) == bool(meant)
    assert f"label {label}," in problem.remedy


def test_an_unknown_label_of_capitals_is_not_called_a_name_too():
    problems = run(evidence({"int-1.txt": "F: Hva?\n\nAO: Ja.\nINNB: Nei.\nInnbyggjar: Jo.\n"}))
    assert {problem.check for problem in problems} == {"unmapped-label"}


def test_a_label_that_is_overlooked_says_whose_its_words_are_and_is_not_called_a_name_to_be_allowed():
    (problem,) = run(TROUBLE["overlooked-label"][0])
    assert "'Åse:'" in problem.message and "those of 'OA'" in problem.message
    assert "privacy.allow" not in problem.remedy


def test_an_overlooked_label_does_not_hide_the_same_name_elsewhere():
    said = "F: Hva?\n\nÅse: Nei.\n\nOA: Det sa Åse også.\n"
    (problem,) = found(run(evidence({"int-1.txt": said})), "name")
    assert problem.place == "data/raw/int-1.txt:5" and "times" not in problem.message


def test_an_overlooked_label_before_the_first_known_one_is_nobodys():
    assert (
        "nobody's"
        in found(run(evidence({"int-1.txt": "Åse: Hei.\n\nOA: Ja.\n"})), "overlooked-label")[0].message
    )


def test_in_notes_no_label_is_overlooked():
    rows = [Document("A", "a.txt", "field-note", line=2)]
    assert found(run(evidence({"a.txt": "Resultatet: Ja.\n"}, rows)), "overlooked-label") == []


def test_a_cue_that_names_nobody_is_told_at_its_number():
    cue = "00:00:0{0}.000 --> 00:00:0{0}.500\n{1}\n\n"
    text = "WEBVTT\n\n" + cue.format(1, "<v OA>Hei</v>") + cue.format(2, "Ja")
    (problem,) = run(evidence({"a.vtt": text}))
    assert (problem.place, problem.check) == ("data/raw/a.vtt: cue 2", "unmapped-label")
    assert "names nobody, while other cues name who speaks" in problem.message


def test_a_row_without_a_role_is_asked_for_one():
    (problem,) = run(evidence({"a.txt": "AO: Hei.\n"}, speakers=[Speaker("*", "AO", "P1", "", line=2)]))
    assert "whose row in speakers.csv has no role" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "F: Hva?\nOA: Ja,\nmen det var\nhos Torunn da.\n",
        "F: Hva?\n\nOA:\nJa, hos Torunn.\n",
        "F: Hva?\nOA: Ja,\n\nhos Torunn da.\n",
        "\nF: Hva?\nOA: Ja, hos Torunn. Ja, hos\nTorunn.\n",
    ],
)
def test_a_name_is_told_at_the_very_line_it_stands_on(text):
    (problem,) = found(run(evidence({"a.txt": text})), "name")
    line = next(number for number, line in enumerate(text.split("\n"), 1) if "Torunn" in line)
    assert problem.place == f"data/raw/a.txt:{line}"


def test_what_is_wrong_with_the_files_that_all_else_stands_on_comes_first():
    faults = [
        error(place, "x", "y", "z") for place in ("codebooks/codings/a/B.jsonl:1", "data/raw/documents.csv:1")
    ]
    assert next(problem.place for problem in run(evidence(found=faults))) == "data/raw/documents.csv:1"


@pytest.mark.parametrize(
    "label",
    [
        "OA",
        "OA2",
        "INN 3",
        "P1",
        "Veileder",
        "Intervjuer",
        "BUP",
        "speaker 1",
        "Deltaker 2",
        "Offentlig ansatt",
        "OA, F",
    ],
)
def test_a_label_that_is_no_name_is_let_through(label):
    study = evidence({"int-1.txt": f"{label}: Ja.\n"}, speakers=[Speaker("*", label, "P1", "OA", line=2)])
    assert found(run(study), "name-as-label") == []


@pytest.mark.parametrize(
    "label", ["Kari", "Kari Nordmann", "Ola-Petter", "K. Nordmann", "Bjørn", "Nordmann, Ola"]
)
def test_a_label_that_looks_like_a_name_is_told(label):
    study = evidence({"int-1.txt": f"{label}: Ja.\n"}, speakers=[Speaker("*", label, "P1", "OA", line=2)])
    assert len(found(run(study), "name-as-label")) == 1


@pytest.mark.parametrize("name", ["Hege Forsker", "Ola Nordmann (Ekstern)", "Kari Lege"])
def test_a_display_name_with_a_function_or_remark_in_it_is_told(name):
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {name}>Hei</v>\n"
    assert len(found(run(evidence({"a.vtt": text})), "name-as-label")) == 1


def test_a_pseudonym_may_be_allowed_as_a_label():
    study = Study(privacy={"allow": ["Kari"]})
    speakers = [Speaker("*", "Kari", "P1", "OA", line=2)]
    assert run(evidence({"int-1.txt": "Kari: Ja.\n"}, speakers=speakers, study=study)) == []


@pytest.mark.parametrize("name", ["a.wav", "x/b.m4a", "data/raw/c.MOV", "opptak.webm", "d.ogg"])
def test_a_recording_is_an_error_wherever_it_lies(name):
    assert [problem.level for problem in run(Evidence(files=[name]))] == ["error"]


@pytest.mark.parametrize("name", [".venv/lib/scipy/test.wav", "reports/figures/a.svg", "data/raw/int-1.txt"])
def test_other_files_are_no_recordings(name):
    assert run(Evidence(files=[name])) == []


def test_a_memo_about_something_that_is_there_is_let_through():
    study = evidence(TALK, codebook=codes({"id": "hva"}), memos=[memo("x", code="hva", document="INT-1")])
    assert run(study) == []


def test_a_passage_coded_again_in_other_words_is_not_twice():
    assert run(evidence(codings=[coding("1"), coding("2", end=4)])) == []


def test_speakers_whom_nobody_told_apart_are_warned_of_once_with_the_remedy() -> None:
    talks = {f"{at}.txt": "F: Hva?\n\nOA: Ja.\n\nINN: Nei.\n" for at in (1, 2, 3, 4)}
    known = [Speaker("*", "INN", "Kari", "INN", line=2)]
    study = Study(roles={"F": {"asks": True}, "OA": {}, "INN": {}})
    (problem,) = found(run(evidence(talks, speakers=known, study=study)), "speakers-not-told-apart")
    assert (problem.level, problem.place) == ("warning", "data/raw/speakers.csv")
    assert "F in 4 documents (INT-1, INT-2, INT-3, ...); OA in 4 documents" in problem.message
    assert "INN" not in problem.message and "Give each person a pseudonym" in problem.remedy
    alone = run(evidence({"1.txt": talks["1.txt"]}, study=study))
    assert not found(alone, "speakers-not-told-apart")
