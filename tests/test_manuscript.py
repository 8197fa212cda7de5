"""The manuscript gives true numbers in the language of the study; what is wrong with it is told."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from constructed import CODEBOOK, STUDY, codings, random_study, utterances
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import first_column, page, section, tables
from reported import evidence as reported
from reported import registered
from small_study import built_study, forankret, put, small_study

from pipeline.analysis.counts import mentions
from pipeline.codebook import Code, Codebook
from pipeline.coding.contradicting import NegativeCase
from pipeline.coding.edits import mask
from pipeline.model import NOTE, Narrow
from pipeline.report.blocks import Block, Heading, Link, Listing, Number, Paragraph, Source, Table, text_of
from pipeline.report.evidence import Evidence
from pipeline.report.manuscript.answers import ANSWERS
from pipeline.report.manuscript.asking import FILTERS, FUNCTIONS, STATUSES
from pipeline.report.manuscript.filling import filled, plain_text
from pipeline.report.manuscript.unmarked import doubtful
from pipeline.report.sections.manuscript import manuscript
from pipeline.stages.manuscript import COLUMNS

PLACE = "codebooks/manuscript.md"
OA = {"role": "OA", "document": "INT-01"}


def study_of(said: Any, coded: Any, language: str = "nb", **more: Any) -> Evidence:
    study = STUDY.model_copy(update={"language": language})
    return Evidence(study, CODEBOOK, registered(said), said, coded, **more)


@pytest.fixture(scope="module")
def six() -> Evidence:
    """Six employees who speak of the code eleven times at the start, one unknown inhabitant, one note."""
    rows: list[Any] = [
        {**OA, "document": f"INT-0{at % 6}", "speaker": f"P{at % 6}", "text": f"Jeg {at}"} for at in range(11)
    ]
    rows += [{"document": "FN-01", "role": "INN", "speaker": "", "text": "Hva er det?", "kind": "field-note"}]
    rows += [{"document": "FN-01", "role": "NOTE", "text": "Det ble stille.", "kind": "field-note"}]
    rows += [
        {"document": "INT-01", "role": "OA", "speaker": "P1", "text": "Kanskje, kanskje ikke.", "wave": "end"}
    ]
    said = utterances(*rows)
    coded = codings(said, *((f"c{at}", id, "hva") for at, id in enumerate(said["utterance"][:13])))
    case = NegativeCase("uklart", "c1", "hva", "hege", (said["utterance"][1],), "Jeg 1", "", "hege", "", "")
    return study_of(said, coded, negative={"uklart": [case]})


def value(evidence: Evidence, expression: str) -> str:
    (live,) = filled(evidence, f"{{{{ {expression} }}}}").live
    assert not live.faults, live.faults
    return live.value


def faults(evidence: Evidence, text: str) -> list[tuple[str, str]]:
    return [(fault.message, fault.remedy) for live in filled(evidence, text).live for fault in live.faults]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "11 ganger av 6 av 6 offentlig ansatte"),
        ("nn", "11 gonger av 6 av 6 offentlig ansatte"),
        ("en", "11 times by 6 of 6 offentlig ansatte"),
    ],
)
def test_a_code_is_told_in_times_and_people_in_the_language_of_the_study(
    six: Evidence, language: str, told: str
) -> None:
    spoken = replace(six, study=six.study.model_copy(update={"language": language}))
    assert value(spoken, 'mentions("uklart", role="OA", wave="start")') == told


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        (
            'mentions("uklart")',
            "13 ganger av 6 av 6 kjente personer (1 av gangene uten kjent taler, 1 i fortellende tekst)",
        ),
        ('mentions("uklart", role="INN")', "1 gang av innbyggere som ikke kan telles hver for seg"),
        ('mentions("uklart", role="NOTE")', "1 gang i fortellende tekst"),
        ('mentions("uklart", role="OA", wave="end")', "0 ganger av 0 av 1 offentlig ansatt"),
        ('mentions("uklart", role="INN", wave="end")', "ikke definert"),
        ('mentions("uklart", role="OA") | words', "elleve ganger av seks av seks offentlig ansatte"),
        (
            'mentions("uklart", role="OA") | words | capital',
            "Elleve ganger av seks av seks offentlig ansatte",
        ),
        ('mentions("uklart", role="OA") | number', "11"),
        ('utterances("uklart") | noun', "13 ytringer"),
        ('utterances("rolle") | noun', "0 ytringer"),
        ("utterances()", "14"),
        ('utterances(role="OA", wave=["start", "end"])', "12"),
        ('codings("uklart", kind="field-note") | noun', "2 kodinger"),
        ('documents("uklart") | words | noun', "sju dokumenter"),
        ('speakers("uklart", role="OA") | noun', "6 offentlig ansatte"),
        ('speakers(wave="end") | noun', "1 person"),
        ('of_utterances("uklart")', "13 av 14"),
        ('of_documents("uklart") | noun', "7 av 7 dokumenter"),
        ('of_speakers("uklart", role="OA") | noun', "6 av 6 offentlig ansatte"),
        ('of_speakers("uklart", role="INN")', "ikke definert"),
        ('share("uklart")', "93\u00a0%"),
        ('share("uklart", of="speakers") | number', "100"),
        ('share("rolle") | words', "null prosent"),
        ('share("uklart", role="INN", wave="end")', "ikke definert"),
        ('words("kanskje") | noun', "2 ganger"),
        ('words("kan*")', "2"),
        ('words("kan")', "0"),
        ('words("det ble") | noun', "1 gang"),
        ('label("skummelt")', "Miste styringen"),
        ('negative("uklart") | words | noun', "ett negativt tilfelle"),
        ('negative("rolle") | noun', "0 negative tilfeller"),
        ("count_codes()", "8"),
        ('count_codes(kind="finding") | words | noun', "to hovedfunn"),
        ('count_codes("uklart")', "2"),
        ('count_codes(status=["retired", "merged"])', "2"),
        ('quote("c11")', "«Hva er det?» (sitat 1)"),
        ('utterances("uklart", coder="ola")', "0"),
        ('utterances("uklart", origin="imported")', "0"),
    ],
)
def test_each_function_gives_what_is_counted(six: Evidence, expression: str, told: str) -> None:
    assert value(six, expression) == told


def test_every_function_can_be_asked_and_answered() -> None:
    assert set(FUNCTIONS) == set(ANSWERS)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{{ mention("uklart") }}', "there is no function mention. Did you mean mentions?"),
        ('{{ mentions("uklatr") }}', "the codebook has no code 'uklatr'. Did you mean uklart (Uklart)?"),
        (
            '{{ mentions("Miste styring") }}',
            "the codebook has no code 'Miste styring'. Did you mean styring (Miste styringen)?",
        ),
        (
            '{{ mentions("skumelt") }}',
            "the codebook has no code 'skumelt'. Did you mean styring (Miste styringen) or gammelt (",
        ),
        (
            '{{ mentions("rollen") }}',
            "the codebook has no code 'rollen'. Did you mean rolle (Ubehag i rollen)?",
        ),
        ('{{ mentions("prad") }}', "the codebook has no code 'prad'. The codes and their ids stand in"),
        ('{{ mentions("uklart", rolle="OA") }}', "mentions has no key rolle. Did you mean role?"),
        ('{{ mentions("uklart", role="ansatte") }}', "the study has no role 'ansatte'. Did you mean OA?"),
        ('{{ mentions("uklart", wave="slutt") }}', "the study has no wave 'slutt'. Did you mean end?"),
        ('{{ mentions("uklart", case="vest") }}', "the study has no case 'vest'. It has nord, sør."),
        ('{{ mentions("uklart") | ord }}', "there is no filter ord. Did you mean words?"),
        ('{{ label("uklart") | words }}', "there is no filter words for label. It is one of capital."),
        ("{{ mentions() }}", "mentions is not told about what. Name a code first in the parenthesis."),
        ('{{ mentions("uklart", "rolle") }}', "mentions is about one thing, and 'rolle' is another."),
        ('{{ mentions("uklart", role="OA", role="F") }}', "role stands twice."),
        ('{{ negative("hva") }}', "'hva' is no finding. Negative cases are told of uklart, rolle, tillit."),
        ("{{ mentions(12) }}", "the codebook has no code '12'."),
        ('{{ words("...") }}', "'...' is no word."),
        ("{{ quote(99) }}", "the report prints no quote 99."),
        (f"{{{{ quote({9 * 10**30}) }}}}", f"the report prints no quote {9 * 10**30}."),
        (
            '{{ quote("12") }}',
            "there is no coding '12'. A quote is named by its number without marks, quote(1), and the "
            "report prints 4 quotes.",
        ),
        ('{{ quote("c99") }}', "there is no coding 'c99'. List those of a code with"),
        ('{{ share("uklart", of=["speakers", "documents"]) }}', "a share is of one thing."),
    ],
)
def test_what_is_wrong_says_what_it_could_have_been(six: Evidence, text: str, told: str) -> None:
    (fault,) = faults(six, text)
    assert " ".join(fault).startswith(told)


def test_a_code_may_be_named_by_its_label_where_only_one_has_it(six: Evidence) -> None:
    assert value(six, 'label("miste styringen")') == value(six, 'label("skummelt")') == "Miste styringen"
    labelled = [Code(id=f"k{at}", label="Det samme", status=status) for at, status in enumerate(STATUSES[:2])]
    two = replace(six, codebook=Codebook(codes=[*six.codebook.codes, *labelled]))
    assert value(two, 'utterances("Det samme")') == "0"
    twice = replace(six, codebook=Codebook(codes=[*two.codebook.codes, Code(id="k2", label="det samme")]))
    assert faults(twice, '{{ utterances("Det samme") }}') == [
        ("2 codes have the label 'Det samme'.", "Name one by its id: k0, k2.")
    ]


def test_a_label_in_an_expression_names_its_code_for_the_numbers_beside_it(six: Evidence) -> None:
    text = '{{ label("Tillit tar tid") }} er nevnt 77 ganger, {{ label("Uklart") }} er det også.'
    assert doubtful(six, filled(six, text)) == []
    (doubt,) = doubtful(six, filled(six, '{{ label("Uklart") }} er nevnt 77 ganger.'))
    assert "no count of 'uklart'" in doubt.message


def test_a_code_that_was_split_or_retired_is_told_of_where_it_is_counted(six: Evidence) -> None:
    parts = [
        Code(id="før", label="Før", status="split", split_into=["hva", "delt"]),
        Code(id="delt", label="Delt", status="merged", merged_into="mot"),
        Code(id="inn-i", label="Inn i", status="merged", merged_into="før"),
    ]
    study = replace(six, codebook=Codebook(codes=[*six.codebook.codes, *parts]))
    asked = ['codings("før")', 'share("inn-i")', 'label("før")', 'mentions("prat")', 'mentions("skummelt")']
    live = filled(study, " ".join(f"{{{{ {one} }}}}" for one in asked)).live
    told = [f"{one.doubt.message} {one.doubt.remedy}" if one.doubt else "" for one in live]
    assert told[0].startswith("'før' was split into hva and mot, so only the codings that are still under it")
    assert 'Ask for each: codings("hva") and codings("mot");' in told[0]
    assert 'Ask for each: share("hva") and share("mot");' in told[1]
    assert told[3].startswith("'prat' is retired, so only what was coded with it before is counted.")
    assert told[2] == told[4] == ""


def test_all_faults_of_an_expression_are_told_at_once(six: Evidence) -> None:
    told = faults(six, '{{ mentions("x", rolle="OA", wave="y") | z }} {{ g() }}')
    assert len(told) == 5


@given(st.integers(0, 5), st.data())
@settings(max_examples=40, deadline=None)
def test_numbers_are_those_of_mentions_and_stand_on_their_utterances(seed: int, data: Any) -> None:
    said, coded = random_study(seed)
    evidence = study_of(said, coded)
    roles = tuple(data.draw(st.lists(st.sampled_from(["INN", "OA", "F", NOTE]), unique=True, max_size=2)))
    waves = tuple(data.draw(st.lists(st.sampled_from(["start", "underway"]), unique=True, max_size=1)))
    code = data.draw(st.sampled_from([code.id for code in CODEBOOK.codes]))
    keys = "".join(
        f", {name}=[{', '.join(map(json.dumps, values))}]"
        for name, values in (("role", roles), ("wave", waves))
        if values
    )
    (row,) = mentions(said, coded, CODEBOOK, STUDY, code, Narrow(roles=roles, waves=waves)).to_dict("records")
    for unit in ("utterances", "codings", "documents", "speakers"):
        (live,) = filled(evidence, f'{{{{ {unit}("{code}"{keys}) }}}}').live
        assert live.answer is not None
        assert [part.number for part in live.answer.parts] == [row[unit]]
        if unit == "utterances":
            assert len(live.answer.ids) == len(set(live.answer.ids)) == row[unit]
    (live,) = filled(evidence, f'{{{{ mentions("{code}"{keys}) }}}}').live
    if row["of_utterances"]:
        assert live.answer is not None
        times, people, unknown, _ = live.answer.parts
        assert (times.number, people.number) == (row["utterances"], row["speakers"])
        assert (people.of, unknown.number) == (row["of_speakers"], row["unknown_speaker_utterances"])
    else:
        assert live.value == "ikke definert"


@given(st.integers(0, 5), st.sampled_from(["nb", "nn", "en"]), st.data())
@settings(max_examples=60, deadline=None)
def test_what_an_expression_gives_agrees_with_it_when_it_is_typed(
    seed: int, language: str, data: Any
) -> None:
    evidence = study_of(*random_study(seed), language)
    name = data.draw(st.sampled_from(sorted(set(FUNCTIONS) - {"quote", "label", "count_codes", "words"})))
    filters = data.draw(st.sampled_from(["", " | words", " | noun", " | words | noun | capital"]))
    role = data.draw(st.sampled_from(["", ', role="OA"', ', role="INN"', ', role="NOTE"']))
    asked = f'{name}("rolle"{role if name != "negative" else ""}){filters}'
    told = value(evidence, asked)
    (live,) = filled(evidence, f"[{told}]{{{asked}}}").live
    assert live.compared is not None
    assert live.compared.agrees is (True if any(map(str.isalnum, told)) and "defin" not in told else None)


def blocks(text: str, edition: str = "internal", **more: Any) -> list[Block]:
    return manuscript(reported(edition=edition, manuscript=text, **more))


def runs_of(found: list[Block]) -> list[Any]:
    return [run for block in found if isinstance(block, Paragraph) for run in block.runs]


def test_a_study_without_a_manuscript_has_no_chapter_for_it() -> None:
    assert manuscript(reported()) == blocks("  \n") == []


def test_markdown_becomes_the_blocks_of_a_report() -> None:
    found = blocks(
        "Først.\n\n# Kapittel {{ count_codes() }}\n\n## Del\n\n**Fet** *kursiv* `kode` [lenke](https://x.no/y)\n\n"
        "> Innrykk\n\n- a\n    1. b\n- c\n\n3. d\n\n"
        '| k | n |\n|---|--:|\n| x | {{ utterances("uklart") }} |\n\n'
        "Tabell: Om k\n\nMed note[^1].\n\n[^1]: Noten.\n\n<b>x</b> <!-- borte -->"
    )
    headings = [(block.level, block.text) for block in found if isinstance(block, Heading)]
    assert headings == [(1, "Forskernes egen tekst"), (1, "Kapittel 5"), (2, "Del")]
    assert len({block.anchor for block in found if isinstance(block, Heading)}) == 3
    (table,) = [block for block in found if isinstance(block, Table)]
    assert (table.caption, table.header, table.numeric) == ("Om k", ("k", "n"), (1,))
    assert [text_of(cell) for cell in table.rows[0].cells] == ["x", "9"]
    assert [
        (block.marks, [text_of(item) for item in block.items])
        for block in found
        if isinstance(block, Listing)
    ] == [
        (("•", "\u20031.", "•"), ["a", "b", "c"]),
        (("3.",), ["d"]),
        (("[1]",), ["Noten."]),
    ]
    told = [(text_of(block.runs), block.style) for block in found if isinstance(block, Paragraph)]
    assert ("Fet kursiv kode lenke (https://x.no/y)", "") in told
    assert ("Innrykk", "set-off") in told
    assert ("Med note[1].", "") in told
    assert "borte" not in str(found)
    styles = {run.text: run.style for run in runs_of(found) if hasattr(run, "style")}
    assert (styles["Fet"], styles["kursiv"], styles["kode"]) == ("strong", "emphasis", "mono")


def test_each_live_number_opens_its_utterances_also_where_it_was_typed() -> None:
    found = blocks('Kodet {{ utterances("uklart", wave="start") }} og [ni ganger]{mentions("uklart")}.')
    first, second = [run for run in runs_of(found) if isinstance(run, Number)]
    assert (first.text, len(first.utterances)) == ("5", 5)
    assert (second.text, len(second.utterances)) == ("ni ganger", 9)
    assert second.about == "Usikre på hva det er"


def test_links_lead_to_findings_codes_and_utterances() -> None:
    runs = runs_of(blocks("[[uklart]] [[hva]] [[INT-01:0002]] [[borte]] `[[uklart]]`"))
    assert Link("Usikre på hva det er", "theme-uklart") in runs
    assert Source("INT-01:0002") in runs
    assert "«Hva er det?»" in text_of(runs)
    assert text_of(runs).endswith("[[borte]] [[uklart]]")


def test_a_quote_is_printed_as_it_was_edited() -> None:
    assert "[noe]" in text_of(runs_of(blocks('{{ quote("a1") }}')))
    edits = {("a3", "INT-03:0002"): [mask(4, 9, "[x]")]}
    told = text_of(runs_of(blocks('{{ quote("a3") }}', edits=edits)))
    assert "«Jeg [x] nok" in told
    bad = reported(edits={("b3", "INT-03:0003"): [mask(400, 900, "[x]")]})
    ((message, _),) = faults(bad, '{{ quote("b3") }}')
    assert "do not fit" in message


def test_the_public_edition_hides_small_numbers_and_those_that_would_tell_them() -> None:
    text = (
        '{{ utterances("uklart") }}|{{ utterances("uklart", role="OA") }}|'
        '{{ utterances("rolle", role="INN") }}|'
        '[9 ganger]{mentions("uklart", role="OA")}|{{ share("uklart", role="OA") }}|{{ words("flaut") }}|'
        '{{ mentions("uklart") }}'
    )
    found = blocks(text, "public")
    told = text_of(found[2].runs)  # type: ignore[union-attr]
    assert told == "9|*|<3|* ganger|*|<3|9 ganger av 9 av 9 personer"
    assert not any(isinstance(run, Number) for run in runs_of(found))
    note = text_of(found[1].runs)  # type: ignore[union-attr]
    assert "<3: under tre" in note and "*: ikke trykt" in note


def test_the_public_edition_holds_no_words_of_the_material_and_no_ids() -> None:
    words = "men de stolte på meg etter hvert"
    text = (
        f'Som noen sa: Men *de stolte på* meg etter hvert. {{{{ quote("r1") }}}} [[INT-01:0002]] '
        "INT-01:0002\n\n"
        f"# {words}\n\n- {words}\n\n| {words} |\n|---|\n| {words} |"
    )
    inside, outside = str(blocks(text)), str(blocks(text, "public"))
    assert "stolte på meg" in inside and "INT-01:0002" in inside
    assert "stolte" not in outside and "etter hvert" not in outside and "INT-01" not in outside
    assert "[…]" in outside


def test_numbers_that_no_count_gives_are_doubted_and_others_are_left_in_peace(six: Evidence) -> None:
    text = (
        "Ubehag i rollen er nevnt 4 ganger. Nytt ord for noe gammelt: 0 ganger.\n\n"
        "«Uklart» er nevnt 13 ganger av 6 av 6 ansatte, i 7 dokumenter. «Uklart» er nevnt tolv ganger.\n\n"
        "Vi har [[hva]] hos fem ansatte, av 6 personer, nesten 90 ganger, i 2024, "
        "40 prosent og på 99 steder.\n\n"
        "«Uklart» og [[rolle]] er nevnt 500 ganger. Uklart er nevnt 500 ganger.\n\n"
        '| [[hva]] | 900 ganger |\n\n`[[hva]] 900 ganger` {{ label("tar-tid") }} er nevnt 77 ganger.\n'
    )
    found = filled(six, text)
    doubts = doubtful(six, found)
    assert [text[fault.at :].split()[0] for fault in doubts] == ["4", "tolv", "fem", "77"]
    assert doubts[1].message == (
        "12 is typed here, and no count of 'uklart' gives it: it has 13 utterances, 13 codings, "
        "7 documents and 6 known speakers."
    )


def test_the_filled_in_text_keeps_everything_else_as_it_was(six: Evidence) -> None:
    text = '---\na: b\n---\n\n\\{{ x }} `{{ y() }}` {{ utterances("uklart") }} '
    text += '[13 ganger]{mentions("uklart")} [[hva]]\n'
    assert plain_text(filled(six, text)) == ("---\na: b\n---\n\n{{ x }} `{{ y() }}` 13 13 ganger [[hva]]\n")


TEXT = 'Uklart er sagt {{ mentions("uklart", role="OA") }}, [tre ganger]{mentions("styring")}.\n'


def test_the_commands_print_the_text_and_its_numbers(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    put(folder, PLACE, TEXT)
    assert (
        forankret(folder, "manuscript").out
        == "Uklart er sagt 2 ganger av 2 av 2 offentlig ansatte, tre ganger.\n"
    )
    rows = list(
        csv.DictReader(io.StringIO(forankret(folder, "manuscript", "numbers", "--format", "csv").out))
    )
    assert [(row["line"], row["column"], row["value"], row["agrees"], row["utterances"]) for row in rows] == [
        ("1", "16", "2 ganger av 2 av 2 offentlig ansatte", "", "2"),
        ("1", "53", "2 ganger av 1 av 2 kjente personer (1 av gangene uten kjent taler)", "no", "2"),
    ]
    assert rows[0]["expression"] == 'mentions("uklart", role="OA")'
    out = tmp_path / "ut.md"
    assert forankret(folder, "manuscript", "--out", str(out)).code == 0
    assert out.read_text(encoding="utf-8").startswith("Uklart er sagt 2 ganger")
    again = forankret(folder, "manuscript", "--out", str(out))
    assert again.code == 1 and "[out]" in again.err


def test_a_study_without_a_manuscript_is_told_how_to_write_one(tmp_path: Path) -> None:
    said = forankret(small_study(tmp_path), "manuscript")
    assert said.code == 1 and "there is no manuscript" in said.err and "docs/manuscript.md" in said.err


def test_check_tells_of_typed_numbers_that_no_longer_agree(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    put(folder, PLACE, TEXT + "\nUsikre på begrepet er nevnt 14 ganger.\n")
    said = forankret(folder, "check").out
    assert f"{PLACE}:1:53: warning: 'tre ganger' is typed, and the data now give '2 ganger av 1" in said
    assert f"{PLACE}:3:29: warning: 14 is typed here, and no count of 'uklart' gives it" in said
    put(folder, PLACE, TEXT.replace("tre", "to"))
    assert "manuscript-" not in forankret(folder, "check").out


def test_check_tells_of_typed_numbers_that_it_could_not_compare(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    put(folder, PLACE, '[Et dusin ganger]{mentions("uklart")} og [ordet]{label("uklart")}.\n')
    said = forankret(folder, "check", "--format", "json")
    (row,) = [row for row in json.loads(said.out) if row["check"].startswith("manuscript")]
    assert row["check"] == "manuscript-uncompared"
    assert "'Et dusin ganger' was not compared with '2 ganger" in str(row)
    rows = json.loads(forankret(folder, "manuscript", "numbers", "--format", "json").out)
    assert [row["agrees"] for row in rows] == ["not compared", ""]


def test_a_wrong_expression_stops_the_report_until_it_is_mended_and_nobody_can_let_it_stand(
    tmp_path: Path,
) -> None:
    folder = small_study(tmp_path)
    put(folder, PLACE, '# Tekst\n\n{{ mentions("uklar") }} {{ words("kanskje" }}\n')
    said = forankret(folder, "report")
    assert said.code == 1 and "privacy.acknowledged" not in said.err
    assert f"{PLACE}:3:13: error: the codebook has no code 'uklar'. Did you mean uklart" in said.err
    assert f"{PLACE}:3:44: error: '|' " not in said.err and f"{PLACE}:3:" in said.err.split("uklart", 1)[1]
    assert forankret(folder, "manuscript").code == forankret(folder, "manuscript", "numbers").code == 1
    settings = (folder / "study.yaml").read_text(encoding="utf-8")
    entry = f"{{check: manuscript-expression, place: {PLACE}, reason: kommer}}"
    put(folder, "study.yaml", settings + f"privacy:\n  acknowledged:\n    - {entry}\n")
    assert forankret(folder, "report").code == 1
    assert "'manuscript-expression' at " in forankret(folder, "check").out
    assert "cannot be let stand" in forankret(folder, "check").out
    put(folder, PLACE, '# Tekst\n\n{{ mentions("uklart") }}\n')
    assert forankret(folder, "report").code == 0


def test_a_wrong_expression_is_marked_in_the_text_that_is_printed_all_the_same(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    put(folder, PLACE, 'Sagt {{ utterances("uklart") }} og {{ mentions("x") }}, [to]{f()}.\n')
    said = forankret(folder, "manuscript")
    assert said.out == 'Sagt 2 og **[?]** {{ mentions("x") }}, **[?]** [to]{f()}.\n'
    assert said.code == 1 and said.err.count("[manuscript-expression]") == 2
    out = tmp_path / "ut.md"
    again = forankret(folder, "manuscript", "--out", str(out))
    assert again.code == 1 and out.read_text(encoding="utf-8") == said.out


def recoded(folder: Path) -> str:
    """The coding that has come in the place of the first one."""
    assert forankret(folder, "coding", "recode", "c1", "styring", "--coder", "hege").code == 0
    rows = json.loads(forankret(folder, "quotes", "styring", "--format", "json").out)
    return next(row["coding"] for row in rows if row["utterance"] == "INT-01:0002")


def test_a_quoted_coding_that_was_recoded_is_followed_to_where_it_stands(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    new = recoded(folder)
    put(folder, PLACE, '{{ quote("c1") }}\n')
    said = forankret(folder, "manuscript")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("«usikker på hva ordet betyr» (sitat ")
    assert forankret(folder, "report").code == 0
    assert said.out.strip() in Document(str(folder / "reports/report.docx")).element.body.xpath("string()")
    put(folder, PLACE, f'{{{{ quote("{new[:8].upper()}") }}}}\n')
    assert forankret(folder, "manuscript").out == said.out
    put(folder, PLACE, f'{{{{ quote("{new[:5]}") }}}}\n')
    assert f"there is no coding '{new[:5]}'" in forankret(folder, "manuscript").err


def test_a_quoted_coding_that_is_gone_says_what_became_of_it(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    new = recoded(folder)
    assert forankret(folder, "coding", "remove", new, "--coder", "hege", "--reason", "Feil.").code == 0
    put(folder, PLACE, '{{ quote("c1") }}\n')
    said = forankret(folder, "check").out
    assert f"the coding c1 does not stand: it was recoded, as {new}; {new} was removed by hege, " in said
    assert ": Feil.. Quote another" not in said and ": Feil. Quote another" in said


def test_check_tells_of_a_code_that_is_used_no_more(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    put(folder, PLACE, '{{ utterances("gammel") }} {{ utterances("redd") }}\n')
    said = forankret(folder, "check").out
    assert f"{PLACE}:1:15: warning: 'gammel' is retired" in said and "[manuscript-code]" in said
    assert "redd" not in said


def test_the_chapter_stands_in_both_reports_before_the_findings(tmp_path: Path) -> None:
    folder = built_study(tmp_path)
    put(folder, PLACE, '# Vår egen tekst\n\n> Sagt {{ utterances("uklart") | noun }}.\n\n1. Ett\n2. To\n')
    assert forankret(folder, "report").code == 0
    document = Document(str(folder / "reports/report.docx"))
    paragraphs = [(one.text, one.style.name) for one in document.paragraphs]
    at = paragraphs.index(("Vår egen tekst", "Heading 1"))
    assert at < paragraphs.index(("Funn", "Heading 1"))
    assert paragraphs[at + 2 : at + 5] == [
        ("Sagt 2 ytringer.", "Set Off"),
        ("1.\u2002Ett", "Definition"),
        ("2.\u2002To", "Definition"),
    ]
    html = (folder / "reports/report.html").read_text(encoding="utf-8")
    assert re.search(r'<p class="set-off">Sagt <a class="n" href="#e\d+">2</a> ytringer.</p>', html)
    assert html.index("Vår egen tekst</h2>") < html.index(">Funn</h2>")


@pytest.mark.parametrize(
    "text", ["\x00\ue000\ue0011", "{{", "[^a]\n\n[^a]: [^a]", "|\n|-", "\ufeff# \u202e", "- " * 40]
)
def test_odd_texts_make_a_chapter_or_none(text: str) -> None:
    assert isinstance(blocks(text), list)


@given(st.text(alphabet='ab*_`[](){}|-#>"\n \\1.!<^:', max_size=80))
@settings(max_examples=80, deadline=None)
def test_any_text_is_laid_out(text: str) -> None:
    blocks(text)


def test_the_page_on_the_manuscript_tells_every_function_key_and_filter() -> None:
    functions, filters = tables(section("docs/manuscript.md", "## Functions"))
    told = {row[0].strip("`").partition("(")[0]: re.findall(r"`(\w+)`", row[2]) for row in functions[1:]}
    assert told == {name: list(function.keys) for name, function in FUNCTIONS.items()}
    assert first_column(filters) == list(FILTERS)


def test_the_grammar_on_the_page_is_that_of_the_program() -> None:
    from pipeline.report.manuscript import comparing, grammar

    told = f"{grammar.__doc__}\n{comparing.__doc__}"
    lines = [line.strip() for line in told.splitlines() if " = " in line]
    assert len(lines) == 5 and all(line in page("docs/manuscript.md") for line in lines)


def test_the_columns_of_the_list_of_numbers_stand_on_the_page() -> None:
    assert [name for name in COLUMNS if f"`{name}`" not in page("docs/manuscript.md")] == []


def test_the_manuscript_of_the_demonstration_is_true(demonstration: Path) -> None:
    said = forankret(demonstration, "manuscript", "numbers", "--format", "json")
    rows = json.loads(said.out)
    assert said.code == 0 and len(rows) >= 20
    assert {row["agrees"] for row in rows if row["typed"]} == {"yes"}
    assert "manuscript" not in said.err


def test_a_quote_that_the_report_does_not_print_names_its_utterance() -> None:
    evidence = reported()
    printed = {quote.coding for quote in evidence.quotes}
    coding, utterance = next(
        pair
        for pair in zip(evidence.codings["coding"], evidence.codings["utterance"], strict=True)
        if pair[0] not in printed
    )
    text = f'{{{{ quote("{coding}") }}}}'
    assert Source(utterance) in runs_of(blocks(text))
    assert text_of(runs_of(blocks(text, "public"))).endswith("[…]")


def test_a_manuscript_that_is_no_text_is_told_of_with_its_line_and_left_as_it_is(tmp_path: Path) -> None:
    study = small_study(tmp_path)
    path = put(study, "codebooks/manuscript.md", b"# Funn\n\nDe sier det\x00 ofte.\n")
    for typed in (("manuscript",), ("check",), ("report",)):
        said = forankret(study, *typed)
        assert said.code == 1, said.both
        assert "codebooks/manuscript.md:3: error: is no text" in said.both
        assert "[manuscript-unreadable]" in said.both and "manuscript-missing" not in said.both
    assert path.read_bytes() == b"# Funn\n\nDe sier det\x00 ofte.\n"
    path.unlink()
    assert "[manuscript-missing]" in forankret(study, "manuscript").both
