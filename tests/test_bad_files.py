"""Truncated, empty, binary, misnamed, swollen and mutated files: a problem, never a traceback."""

import io
import random
import time
import tracemalloc
import zipfile

import pytest
from hearing import SAMPLES, STUDY
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import mutations

from pipeline.readers import READERS, Unreadable, read, unreadable
from pipeline.segment import between, turns
from pipeline.segment.labels import label_book

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
NAMES = sorted(path.name for path in SAMPLES.iterdir())


def survived(name: str, data: bytes) -> None:
    """Reads and cuts a file; only Unreadable may come out, with words for people."""
    try:
        reading, problems = read(name, data)
    except Unreadable as trouble:
        problem = unreadable(name, trouble)
        assert problem.place.startswith(name) and problem.message and problem.remedy
        return
    assert all(problem.place.startswith(name) for problem in problems)
    for kind in ("interview", "field-note"):
        found = turns(reading, kind, label_book(STUDY.roles, [], "D"))
        assert sum(map(len, between(reading, found))) <= len(reading.text)


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(Unreadable) as trouble:
        read(name, data)
    return trouble.value.message


def packed(parts: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in parts.items():
            archive.writestr(name, inside)
    return whole.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_a_hundred_mutations_of_each_sample_end_in_words_or_in_a_problem(name):
    begun = time.perf_counter()
    for data in mutations(name, (SAMPLES / name).read_bytes(), 100):
        survived(name, data)
    assert time.perf_counter() - begun < 60


@pytest.mark.parametrize("suffix", sorted(READERS))
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_under_any_name_end_in_words_or_in_a_problem(suffix, data):
    survived(f"a{suffix}", data)


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_sample_under_every_wrong_name_ends_in_words_or_in_a_problem(suffix):
    for name in NAMES:
        survived(f"a{suffix}", (SAMPLES / name).read_bytes())


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".xlsx", ".rtf"])
def test_an_empty_file_is_said_to_be_empty(suffix):
    assert "empty" in refusal(f"a{suffix}", b"")


@pytest.mark.parametrize("suffix", [".txt", ".md", ".csv", ".vtt", ".srt"])
def test_a_picture_or_other_binary_named_as_text_is_refused(suffix):
    assert "picture" in refusal(f"a{suffix}", PICTURE)
    assert "not a text file" in refusal(f"a{suffix}", b"OA: hei" + bytes(range(32)) * 3)


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"%PDF-1.7 hei", "a PDF"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"{\\rtf1 hei}", "an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office file"),
        (PICTURE, "a picture"),
        (b"OA: hei", "plain text"),
        ((SAMPLES / "turns.odt").read_bytes(), "an OpenDocument text"),
        ((SAMPLES / "table.xlsx").read_bytes(), "an Excel workbook"),
    ],
)
def test_a_word_file_that_is_something_else_is_told_what_it_looks_like(data, looks):
    assert looks in refusal("a.docx", data)


def test_a_suffix_that_nobody_reads_is_told_which_are():
    with pytest.raises(Unreadable, match=r"\.docx"):
        read("a.pdf", b"%PDF")


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.endswith((".docx", ".odt", ".xlsx", ".rtf"))]
)
def test_a_file_cut_short_is_a_problem(name):
    data = (SAMPLES / name).read_bytes()
    for part in (0.2, 0.5, 0.9, 0.99):
        refusal(name, data[: int(len(data) * part)])


@pytest.mark.parametrize(
    ("suffix", "part"),
    [(".docx", "word/document.xml"), (".odt", "content.xml"), (".xlsx", "xl/workbook.xml")],
)
def test_a_zip_bomb_is_refused_without_being_unpacked(suffix, part):
    bomb = packed({part: b"<a>" + b" " * 31_000_000 + b"</a>"})
    tracemalloc.start()
    assert "unpack to" in refusal(f"a{suffix}", bomb)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_a_zip_that_lies_about_its_size_is_read_no_further_than_it_says():
    bomb = bytearray(packed({"word/document.xml": b"<a>" + b" " * 50_000_000 + b"</a>"}))
    at = bomb.rfind(b"PK\x01\x02") + 24
    bomb[at : at + 4] = (100).to_bytes(4, "little")
    tracemalloc.start()
    refusal("a.docx", bytes(bomb))
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("suffix", "part"),
    [(".docx", "word/document.xml"), (".odt", "content.xml"), (".xlsx", "xl/workbook.xml")],
)
def test_entities_are_refused(suffix, part):
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    for xml in (laughs, laughs.decode().encode("utf-16")):
        assert refusal(f"a{suffix}", packed({part: xml}))


def test_entities_are_refused_in_a_wide_encoding_too():
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = f'<!DOCTYPE a [<!ENTITY b "ha">]><w:document {space}><w:body>'
    xml += "<w:p><w:r><w:t>OA: &b;</w:t></w:r></w:p></w:body></w:document>"
    assert "entities" in refusal("a.docx", packed({"word/document.xml": xml.encode("utf-16")}))


def test_an_entity_never_reads_another_file():
    steal = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    assert "entities" in refusal("a.docx", packed({"word/document.xml": steal}))


@pytest.mark.parametrize(
    ("suffix", "part"),
    [(".docx", "word/document.xml"), (".odt", "content.xml"), (".xlsx", "xl/workbook.xml")],
)
def test_xml_nested_without_end_is_refused(suffix, part):
    assert "nested" in refusal(f"a{suffix}", packed({part: b"<a>" * 100_000 + b"</a>" * 100_000}))


def test_rtf_nested_without_end_is_refused():
    assert "nested" in refusal("a.rtf", b"{\\rtf1 " + b"{" * 100_000 + b"}" * 100_001)


def test_a_file_larger_than_any_transcript_is_refused_at_once():
    assert "MB" in refusal("a.txt", b"a" * (65 * 1024 * 1024))


def test_more_lines_or_marks_than_any_transcript_has_are_refused_before_they_fill_the_memory():
    assert "lines" in refusal("a.txt", b"a\n\n" * 600_000)
    assert "marks" in refusal(
        "a.docx",
        packed(
            {
                "word/document.xml": b"<a>" + b"<b/>" * 3_100_000 + b"</a>",
                "x": random.Random(1).randbytes(200_000),
            }
        ),
    )
    assert "rows" in refusal(
        "a.xlsx", workbook(b'<row r="900000"><c r="A900000" t="inlineStr"><is><t>x</t></is></c></row>')
    )


def workbook(rows: bytes) -> bytes:
    """The Excel sample with these rows in its sheet."""
    with zipfile.ZipFile(SAMPLES / "table.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    at, end = sheet.index(b"<sheetData>") + 11, sheet.index(b"</sheetData>")
    return packed(parts | {"xl/worksheets/sheet1.xml": sheet[:at] + rows + sheet[end:]})


def test_a_quotation_mark_that_is_never_shut_is_a_problem_with_its_row():
    with pytest.raises(Unreadable) as trouble:
        read("a.csv", b'speaker,text\nOA,ja\nOA,"nei\nF,vel\n')
    assert trouble.value.place == "row 3"


def test_a_table_without_words_is_told_which_columns_it_needs():
    assert "column" in refusal("a.csv", b"a,b\n1,2\n3,4\n")


def test_subtitles_without_cues_are_a_problem():
    assert "cue" in refusal("a.vtt", b"WEBVTT\n\nOA: Hei\n")


ODD = {
    "stars": "*" * 100_000,
    "stars in a turn": "OA: " + "*" * 100_000,
    "quotes": "«" * 100_000,
    "bullets": "- " * 50_000,
    "times": "[00:00:01] " * 10_000,
    "empty quotes": "OA: «" + "«»" * 50_000,
    "one word": "a" * 200_000 + ":",
    "open emphasis": "OA: *a\n" * 20_000,
    "blank lines": "\n" * 200_000,
    "headings": "# " * 50_000,
    "labels in a line": "*OA:* " * 20_000,
    "underlined": "_a_" * 50_000,
    "colons": ": " * 100_000,
    "numbers": "1. " * 50_000,
    "replies": "> " * 50_000,
    "short lines": "OA\n" * 50_000,
    "tags": "<" * 100_000,
    "entities": "&" * 100_000,
    "emphasis paragraphs": "*a*\n\n" * 20_000,
    "names": "Kari Nordmann: " * 10_000,
    "title marks": "a\n---\n" * 20_000,
    "clocks": "0:00 " * 30_000,
    "voices": "<v a>" * 20_000,
}


@pytest.mark.parametrize("line", ODD.values(), ids=ODD)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.vtt", "a.csv"])
def test_odd_lines_take_no_time(name, line):
    head = {"a.vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n", "a.csv": "speaker,text\nOA,"}.get(name, "")
    begun = time.process_time()
    survived(name, (head + line).encode())
    assert time.process_time() - begun < 4
