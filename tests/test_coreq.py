"""COREQ, memos and sampling in the report: answered as far as data and people do, shut where it must be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from constructed import codings, utterances
from pages import tables as tables_of
from reported import CODEBOOK, coded, evidence, registered, said
from reported import study as settings
from small_study import answered, forankret, put, small_study

from pipeline.analysis.gaps import gaps
from pipeline.coding.coreq import DATA, HUMAN, ITEMS, Answer, Coreq, is_yes
from pipeline.coding.sampling import Sampling
from pipeline.model import Memo
from pipeline.report.blocks import Block, Heading, Link, Listing, Paragraph, Source, Table, text_of
from pipeline.report.evidence import Evidence
from pipeline.report.sections import build
from pipeline.report.sections.coreq import Item, coreq, items
from pipeline.report.sections.coreq_answers import TELLERS
from pipeline.report.sections.findings import findings
from pipeline.report.sections.memos import memo_texts, memos_under, positionality
from pipeline.report.sections.sampling import sampling
from pipeline.report.wording import LANGUAGES, wording
from pipeline.report.wording.themes import coreq as coreq_words
from pipeline.report.wording.themes import memos as memo_words
from pipeline.store.coreq_file import read_coreq
from pipeline.store.folder import StudyFolder

BLANK = "ikke rapportert"


def words_of(blocks: list[Block]) -> str:
    told = []
    for block in blocks:
        if isinstance(block, Heading):
            told.append(block.text)
        elif isinstance(block, Paragraph):
            told.append(text_of(block.runs))
        elif isinstance(block, Listing):
            told += [text_of(item) for item in block.items]
        elif isinstance(block, Table):
            told += [block.caption, *(text_of(cell) for row in block.rows for cell in row.cells)]
    return "\n".join(told)


def item(number: int, about: Evidence | None = None, **more: Any) -> Item:
    return items(about or evidence(**more))[number - 1]


def answer(number: int, about: Evidence | None = None, **more: Any) -> str:
    return text_of(item(number, about, **more).answer).replace("\u00a0", " ")


# People's answers


def read(folder: Path, text: str | bytes) -> tuple[dict[int, Answer], list[tuple[str, str]]]:
    put(folder, "codebooks/coreq.yaml", text)
    answers, problems = read_coreq(StudyFolder(folder))
    return answers, [(problem.check, problem.place.rpartition("/")[2]) for problem in problems]


def test_answers_are_texts_alone_or_with_who_gave_them(tmp_path: Path) -> None:
    text = '2: Sosiolog.\n3: {text: Forskere., by: hege}\n"4":\n12: 24\n5:\n  text: Kurs.\n  by:\n'
    answers = {2: Answer("Sosiolog."), 3: Answer("Forskere.", "hege"), 12: Answer("24"), 5: Answer("Kurs.")}
    assert read(tmp_path, text) == (answers, [])
    assert read_coreq(StudyFolder(tmp_path / "ingen")) == ({}, [])
    assert read(tmp_path, "") == ({}, [])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("2: a\n33: b\n", [("coreq", "coreq.yaml:2")]),
        ("utdanning: b\n", [("coreq", "coreq.yaml:1")]),
        ("2: [a, b]\n3: {tekst: b}\n", [("coreq", "coreq.yaml:1"), ("coreq", "coreq.yaml:2")]),
        ("2: {text: {a: b}}\n", [("coreq", "coreq.yaml:1")]),
        ("2: true\n", [("coreq", "coreq.yaml:1")]),
        ('2: a\n"2": b\n', [("coreq", "coreq.yaml:2")]),
        ("- a\n", [("coreq", "coreq.yaml:1")]),
        ("2: a\n2: b\n", [("yaml", "coreq.yaml:2")]),
        ("2: 'a\n", [("yaml", "coreq.yaml:2")]),
        ("2: 2024-13-45\n", [("yaml", "coreq.yaml")]),
        (b"2: \xff\n", [("yaml", "coreq.yaml")]),
    ],
)
def test_what_is_no_answer_is_told_with_its_line(
    tmp_path: Path, text: str | bytes, places: list[tuple[str, str]]
) -> None:
    assert read(tmp_path, text)[1] == places


def test_a_wrong_answer_hides_no_right_one(tmp_path: Path) -> None:
    assert read(tmp_path, "1: a\n99: b\n3: c\n")[0] == {1: Answer("a"), 3: Answer("c")}


def test_the_command_tells_what_is_wrong_with_the_file_and_the_report_is_not_made(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    put(folder, "codebooks/coreq.yaml", "33: x\n")
    assert "[coreq]" in forankret(folder, "check").out
    done = forankret(folder, "coreq")
    assert done.code == 1 and "coreq.yaml:1: error: COREQ has no item '33'" in done.err


# What data answer


def test_an_empty_study_answers_nothing_but_with_which_program() -> None:
    empty = Evidence(settings(), CODEBOOK.model_copy(update={"codes": ()}), *(one[:0] for one in TABLES))
    told = {one.number for one in items(empty) if one.state != "none"}
    assert told == {27, 29}
    assert answer(2, empty) == BLANK and answer(29, empty) == "Ingen sitater er trykt."


TABLES = (registered(said()), said(), coded(said()))


def test_no_item_that_only_people_can_answer_is_answered_by_data() -> None:
    assert set(TELLERS) & set(HUMAN) == {8}
    assert set(DATA) <= set(TELLERS) and max(ITEMS) == 32
    assert [item(number).state for number in HUMAN if number != 8] == ["none"] * 6


def test_people_answer_beside_the_data() -> None:
    mine = Coreq({2: Answer("Sosiolog.", "hege"), 12: Answer("Sju sa nei.")}, {})
    assert (item(2, coreq=mine).state, answer(2, coreq=mine)) == ("people", "Sosiolog.")
    assert item(2, coreq=mine).stands_on == "det forskerne har skrevet (hege)"
    assert item(12, coreq=mine).state == "both" and answer(12, coreq=mine).startswith("Sju sa nei. 10 dok")
    assert "hege" not in item(2, coreq=mine, edition="public").stands_on


def test_a_memo_on_where_one_stands_is_named_and_is_no_whole_answer() -> None:
    about = evidence(memos=[memo("Meg selv", ("study", "positionality"))])
    assert item(8, about).state == "part" and "Meg selv" in answer(8, about)
    assert item(8, evidence(memos=[memo("Annet", ("study", "method"))])).state == "none"


def test_the_sample_is_documents_and_known_people_by_role() -> None:
    told = answer(12)
    assert "10 dokumenter" in told and "9 offentlig ansatte" in told
    assert "Hvem som sa 1 ytring, vet vi ikke." in told
    assert "1 ytring" not in answer(12, edition="public") and "<3" in answer(12, edition="public")


def test_the_codes_and_findings_that_have_a_definition_are_counted_and_no_other_is_said_to_have_one() -> None:
    assert answer(25).startswith("5 koder i bruk, av dem 2 hovedfunn. 1 av 5 står med definisjon under ")
    assert item(25).state == "part"
    assert answer(31).startswith("2 hovedfunn; 1 av 2 står med definisjon, og 2 av 2 er kodet; se ")
    none = evidence(codings=coded(said())[:0])
    assert "og 0 av 2 er kodet" in answer(31, none)
    full = [code.model_copy(update={"definition": "Noe."}) for code in CODEBOOK.codes]
    whole = evidence(codebook=CODEBOOK.model_copy(update={"codes": tuple(full)}))
    assert "5 av 5 står med definisjon" in answer(25, whole) and item(25, whole).state == "data"


def talk(document: str, speaker: str, time: str = "", **more: str) -> dict[str, Any]:
    return {"document": document, "role": "OA", "speaker": speaker, "time": time, "text": "Ja."} | more


def talked(*rows: dict[str, Any], columns: dict[str, dict[str, str]] | None = None, **more: Any) -> Evidence:
    table = utterances(*rows)
    given = (settings(**more), CODEBOOK, registered(table), table, codings(table)[:0])
    return Evidence(*given, coreq=Coreq({}, columns or {}))


def test_who_was_talked_with_again_is_told_only_where_pseudonyms_tell() -> None:
    rows = [talk("INT-1", "Kari"), talk("INT-2", "Kari"), talk("INT-3", "Ola")]
    assert answer(18, talked(*rows)) == "1 person av 2 er intervjuet mer enn én gang."
    assert answer(18, talked(talk("INT-1", "INT-1/OA"), talk("INT-2", "INT-2/OA"))) == BLANK


def test_speakers_whom_nobody_told_apart_are_no_known_people() -> None:
    told = answer(12, talked(talk("INT-1", "INT-1/OA"), talk("INT-2", "INT-2/OA")))
    assert (
        "Talere som svarer, en ny i hvert intervju der det ikke er sagt hvem det er: 2 talere som er" in told
    )
    assert "Kjente personer" not in told
    assert "Kjente personer som svarer: 2 offentlig" in answer(
        12, talked(talk("INT-1", "A"), talk("INT-2", "B"))
    )


def test_a_recording_is_what_the_register_says() -> None:
    rows = [talk("INT-1", "Kari"), talk("INT-2", "Ola"), talk("INT-3", "Per")]
    given = {"INT-1": {"recorded": "ja"}, "INT-2": {"opptak": "Nei"}}
    about = talked(*rows, columns=given)
    assert answer(19, about) == "Opptak er gjort av 1 av 3 samtaler. For 1 står det ikke."
    assert item(19, about).state == "part"
    given["INT-3"] = {"opptak": "2024-02-14"}
    assert item(19, talked(*rows, columns=given)).state == "data"
    assert answer(19, talked(*rows)) == BLANK


def test_the_public_edition_tells_no_part_from_which_a_few_others_follow() -> None:
    rows = [talk(f"INT-{n}", f"Person {n}") for n in range(6)]
    given = {f"INT-{n}": {"recorded": "ja" if n < 5 else "nei"} for n in range(6)}
    assert answer(19, talked(*rows, columns=given)).startswith("Opptak er gjort av 5 av 6")
    assert answer(19, talked(*rows, columns=given, edition="public")).startswith("Opptak er gjort av * av 6")
    given["INT-5"] = {"recorded": "ja"}
    assert answer(19, talked(*rows, columns=given, edition="public")).startswith("Opptak er gjort av 6 av 6")
    assert answer(18, talked(*rows, edition="public")).startswith("<3 personer av 6")


@pytest.mark.parametrize(
    ("cell", "said_yes"),
    [
        ("ja", True),
        ("X", True),
        ("2024-02-14", True),
        ("nei", False),
        ("0", False),
        ("", None),
        ("tja", None),
    ],
)
def test_a_cell_says_yes_or_no_or_neither(cell: str, said_yes: bool | None) -> None:
    assert is_yes(cell) is said_yes


def test_a_talk_lasted_at_least_from_its_first_time_code_to_its_last() -> None:
    rows = [talk("INT-1", "Kari", "00:01:00"), talk("INT-1", "Kari", "01:02:59.400"), talk("INT-2", "Ola")]
    about = talked(*rows)
    assert "1 av 2 samtaler viser at de varte minst 61 til 61 minutter" in answer(21, about)
    assert item(21, about).state == "part" and "vet data ikke" in answer(21, about)
    short = talked(talk("INT-1", "Kari", "0:03"), talk("INT-1", "Kari", "4:10"))
    assert "minst 4 til 4" in answer(21, short) and item(21, short).state == "data"
    assert answer(21, talked(talk("INT-1", "Kari", "0:03"))) == BLANK


def test_a_correction_is_not_taken_for_the_participants_reading() -> None:
    table = utterances(talk("INT-1", "Kari"), talk("INT-2", "Ola"))
    documents = registered(table).assign(replaces=["INT-0", ""])
    about = Evidence(settings(), CODEBOOK, documents, table, codings(table)[:0])
    assert item(23, about).state == "part"
    assert answer(23, about) == "1 utskrift er rettet. Om deltakerne fikk lese dem, vet data ikke."
    sent = {"INT-1": {"returned": "ja"}, "INT-2": {"returned": "nei"}}
    about = Evidence(settings(), CODEBOOK, documents, table, codings(table)[:0], coreq=Coreq({}, sent))
    assert answer(23, about).startswith("Utskriften er sendt tilbake i 1 av 2 samtaler.")


def test_several_coders_and_what_they_share_are_counted() -> None:
    table = said()
    more = codings(table, {"coding": "z1", "utterance": "INT-01:0002", "code": "hva", "coder": "ola"})
    about = evidence(codings=pd.concat([coded(table), more], ignore_index=True))
    assert answer(24, about) == "2 personer har kodet. Flere har kodet 1 dokument."
    assert answer(24) == "1 person har kodet."


def test_the_table_has_every_item_and_names_those_that_wait() -> None:
    blocks = coreq(evidence())
    (table,) = [block for block in blocks if isinstance(block, Table)]
    numbers = [int(found[1]) for row in table.rows if (found := re.match(r"(\d+)\. ", text_of(row.cells[0])))]
    assert numbers == list(ITEMS)
    lists = [block for block in blocks if isinstance(block, Listing)]
    waiting = [
        f"{mark} {text_of(item)}" for one in lists for mark, item in zip(one.marks, one.items, strict=True)
    ]
    assert "2. Utdanning" in waiting and not [one for one in waiting if one.startswith("12.")]
    assert not [block for block in coreq(evidence(edition="public")) if isinstance(block, Listing)]


def test_what_people_wrote_is_guarded_in_the_public_edition() -> None:
    quoted = Answer("Hun sa: «Rommet er varmt, og kaffen er kald.» i FN-01.")
    told = answer(11, coreq=Coreq({11: quoted}, {}), edition="public")
    assert "kaffen" not in told and "FN-01" not in told and "Hun sa" in told


def test_the_guide_says_of_each_item_who_answers_it() -> None:
    page = (Path(__file__).resolve().parents[1] / "docs/memos.md").read_text(encoding="utf-8")
    (table,) = [table for table in tables_of(page) if table[0][0] == "item"]
    who = {int(n): row[1] for row in table[1:] for n in row[0].split(", ")}
    assert sorted(who) == list(ITEMS)
    assert {n for n in who if who[n] == "data"} == set(DATA)
    assert {n for n in who if who[n] == "people"} == set(ITEMS) - set(TELLERS) | {8}


def test_the_command_answers_as_the_report_does(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    put(folder, "codebooks/coreq.yaml", "2: Sosiolog.\n")
    rows = answered(folder, "coreq")
    assert [row["item"] for row in rows] == list(ITEMS)
    assert (rows[1]["answer"], rows[1]["state"]) == ("Sosiolog.", "people")
    missing = answered(folder, "coreq", "--missing")
    assert {row["state"] for row in missing} == {"none", "part"}


# Wording


@pytest.mark.parametrize("theme", [coreq_words, memo_words])
def test_each_text_has_the_same_holes_in_every_language(theme: Any) -> None:
    for key, texts in theme.TEXTS.items():
        assert len(texts) == 3 and all(texts), key
        assert len({tuple(sorted(re.findall(r"\{(\w+)\}", text))) for text in texts}) == 1, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sections_are_written_in_every_language(language: str) -> None:
    about = evidence(language, sampling=PLANS, gaps=GAPS, memos=[memo("En tanke", ("code", "hva"))])
    told = words_of([*sampling(about), *coreq(about), *memo_texts(about), *positionality(about)])
    assert wording(language)("coreq.not-reported") in told and "{" not in told


# Memos


def memo(title: str, *about: tuple[str, str], text: str = "Teksten.", day: str = "2024-03-01") -> Memo:
    return Memo(
        f"codebooks/memos/{day}-{title.lower().replace(' ', '-')}.md", day, title, about, "hege", text
    )


def test_a_finding_leads_to_the_memos_on_it_and_each_of_them_back() -> None:
    about = evidence(memos=[memo("En tanke", ("code", "hva")), memo("Først", day="2024-01-01")])
    lists = [block for block in findings(about) if isinstance(block, Listing)]
    links = [run for block in lists for one in block.items for run in one if isinstance(run, Link)]
    assert [(link.text, link.anchor) for link in links] == [("En tanke", "memo-2")]
    texts = memo_texts(about)
    assert [block.anchor for block in texts if isinstance(block, Heading)][1:] == ["memo-1", "memo-2"]
    back = [
        run for block in texts if isinstance(block, Paragraph) for run in block.runs if isinstance(run, Link)
    ]
    assert [(link.text, link.anchor) for link in back] == [("«Hva er det?»", "code-hva")]


def test_memos_on_a_coding_or_with_a_link_belong_to_the_finding_too() -> None:
    memos = [
        memo("Koding", ("coding", "a2")),
        memo("Lenke", text="Se [[gammelt]]."),
        memo("Annet", ("code", "rolle")),
    ]
    about = evidence(memos=memos)
    assert [one.title for one in memos_under(about, "uklart")] == ["Koding", "Lenke"]


def test_the_text_of_a_memo_keeps_its_parts_and_its_links_lead_somewhere() -> None:
    text = "# Først\n\nEn **sterk** og [[hva]] i [[INT-01:2]], [[2024-01-01-først]].\n\n- én\n- [[borte]]\n"
    about = evidence(memos=[memo("En tanke", text=text), memo("Først", day="2024-01-01")])
    blocks = memo_texts(about)[-3:]
    assert words_of(blocks) == "Først\nEn sterk og «Hva er det?» i INT-01:0002, Først.\nén\nborte"
    runs = blocks[1].runs if isinstance(blocks[1], Paragraph) else ()
    assert [run for run in runs if isinstance(run, Source)] == [Source("INT-01:0002")]
    anchors = {block.anchor for block in build(about) if isinstance(block, Heading)}
    links = [run for run in runs if isinstance(run, Link)]
    assert len(links) == 2 and {link.anchor for link in links} <= anchors


def test_no_text_of_a_memo_is_in_the_public_edition() -> None:
    about = evidence(edition="public", memos=[memo("En tanke", ("code", "hva"), text="Hemmelig.")])
    assert "Hemmelig" not in words_of(build(about)) and "En tanke" in words_of(findings(about))
    assert not [
        run
        for block in findings(about)
        if isinstance(block, Listing)
        for one in block.items
        for run in one
        if isinstance(run, Link)
    ]


def test_memos_on_where_one_stands_are_listed_by_themselves() -> None:
    about = evidence(memos=[memo("Meg", ("positionality", "hege")), memo("Annet", ("code", "hva"))])
    assert "Meg" in words_of(positionality(about)) and "Annet" not in words_of(positionality(about))
    assert "Ingen har skrevet" in words_of(positionality(evidence(memos=[])))


# Sampling

PLANS = [
    Sampling("s1", "2024-03-01T10:00:00Z", "hege", "Hvem spør?", "Kari i Nord", "Ingen har spurt.",
             (("code", "hva"), ("role", "INN")), "answered", "2024-04-01", ("Ingen.",), ("FN-01",), ""),
    Sampling("s2", "2024-03-02T10:00:00Z", "hege", "Hvorfor?", "", "", (), "open", "", (), (), ""),
]  # fmt: skip
GAPS = gaps(said(), coded(said()), CODEBOOK, settings())


def test_plans_are_told_with_what_came_of_them() -> None:
    told = words_of(sampling(evidence(sampling=PLANS, gaps=GAPS)))
    for words in (
        "2 planer",
        "Hvem spør?",
        "Kari i Nord",
        "Besvart. Ingen. (FN-01)",
        "Åpen",
        "«Hva er det?»",
    ):
        assert words in told


def test_the_public_edition_tells_only_questions_and_reasons() -> None:
    told = words_of(sampling(evidence(edition="public", sampling=PLANS, gaps=GAPS)))
    assert "Hvem spør?" in told and "Ingen har spurt." in told
    for words in ("Kari", "FN-01", "Ingen.\n", "Første koder", "Tomme ruter"):
        assert words not in told


def test_gaps_are_counted_by_case_and_role_and_open_to_what_was_said() -> None:
    blocks = sampling(evidence(gaps=GAPS))
    (table,) = [block for block in blocks if isinstance(block, Table)]
    rows = {text_of(row.cells[0]): [text_of(cell) for cell in row.cells[1:]] for row in table.rows}
    counts = GAPS.groupby(["case", "role"]).size()
    assert rows["Nord"] == [str(counts["nord", "INN"]), str(counts["nord", "OA"])]
    assert rows["Sør"][0] == "–"
    number = table.rows[0].cells[1][0]
    assert getattr(number, "utterances", ()) == ("FN-01:0002",)
    assert "«Usikre på hva det er»: ikke hos innbyggere i Nord, i 1 ytring" in words_of(blocks)


def test_a_study_without_a_log_says_so() -> None:
    assert "ikke skrevet noen utvalgslogg" in words_of(sampling(evidence()))
