"""The Word report: real styles, the right language, nobody's name, and the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from reported import evidence, nothing

from pipeline.report import word
from pipeline.report.blocks import Heading, Paragraph, Row, Table, Text, Title, Told
from pipeline.report.sections import build
from pipeline.report.word_widths import column_widths


@pytest.fixture(scope="module")
def package() -> bytes:
    about = evidence()
    return word.render(build(about), about)


@pytest.fixture(scope="module")
def document(package):
    return Document(io.BytesIO(package))


def part(package: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return parts.read(name).decode("utf-8")


def test_two_builds_are_equal_byte_for_byte(package):
    about = evidence()
    assert word.render(build(about), about) == package


def test_parts_are_stored_with_a_fixed_date_and_in_order(package):
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        entries = parts.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_the_document_names_its_title_and_nobody(document, package):
    core = document.core_properties
    assert (core.title, core.author, core.last_modified_by) == ("Et hus til alle", "", "")
    assert core.created == core.modified
    told = (
        part(package, "docProps/app.xml") + part(package, "docProps/core.xml") + part(package, "_rels/.rels")
    )
    assert not any(name in told for name in ("Normal.dotm", "Macintosh", "python-docx", "thumbnail"))


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_the_language_is_set_in_styles_and_settings(language, tag):
    about = evidence(language)
    package = word.render(build(about), about)
    assert f'w:lang w:val="{tag}"' in part(package, "word/styles.xml")
    assert "en-US" not in part(package, "word/styles.xml") + part(package, "word/settings.xml")
    assert f'w:themeFontLang w:val="{tag}"' in part(package, "word/settings.xml")


def test_headings_quotes_captions_and_lists_have_real_styles(document):
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {
        "Title",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Quote",
        "Caption",
        "List Bullet",
        "TOC 1",
    } <= used


def test_headings_stay_with_what_follows_and_tables_repeat_their_header(document):
    assert document.styles["Heading 2"].paragraph_format.keep_with_next
    for table in document.tables:
        first, *others = table._tbl.findall(qn("w:tr"))
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in [first, *others])


def test_only_headings_of_great_parts_begin_a_page(document):
    assert not document.styles["Heading 1"].paragraph_format.page_break_before
    breaks = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["Data og metode", "Funn", "Kodeboken", "Vedlegg"]


def test_no_column_is_narrower_than_its_longest_word():
    header = ("Kode", "Nabolagshuset", "Dokumenter", "Kommunale boliger")
    row = Row(((Text("Usikker på hva"),), (Text("12"),), (Text("7"),), (Text("1 234"),)))
    block = Table(header, (row,), "T", "", (1, 2, 3), (0.9, 0.04, 0.03, 0.03))
    first, *others = column_widths(block, 16.0)
    assert round(first + sum(others), 6) == 16.0
    assert others[0] > 2.0 and others[1] > 1.6 and others[2] > 1.6


def test_words_after_a_column_of_numbers_stand_apart_from_it():
    block = Table(("Nr.", "Kode"), (Row(((Text("7"),), (Text("går"),))),), "T", "", (0,))
    opened = Document(io.BytesIO(word.render([block], Told("En tittel"))))
    margins = [cell._tc.find(".//" + qn("w:tcMar")) for cell in opened.tables[0].rows[1].cells]
    assert margins[0] is None and int(margins[1][0].get(qn("w:w"))) > 200


def test_what_is_added_to_a_row_goes_across_the_table_and_stays_with_it():
    rows = (Row(((Text("mai"),), (Text("Hvorfor?"),))), Row(((Text("Springer ut av mye"),),), across=True))
    opened = Document(io.BytesIO(word.render([Table(("Dato", "Spørsmål"), rows, "T")], Told("T"))))
    above, across = opened.tables[0].rows[1]._tr, opened.tables[0].rows[2]._tr
    assert [one.get(qn("w:val")) for one in across.iter(qn("w:gridSpan"))] == ["2"]
    assert [one.get(qn("w:val")) for one in across.iter(qn("w:pStyle"))] == ["Cell Across"]
    assert len(list(above.iter(qn("w:keepNext")))) == 2


def test_who_wrote_the_report_stands_on_its_first_page_and_in_no_property():
    opened = Document(io.BytesIO(word.render([Title("T", by=("Kari", "2025"))], Told("T"))))
    assert [p.text for p in opened.paragraphs if p.style.name == "By"] == ["Kari", "2025"]
    assert opened.core_properties.author == ""


def test_the_contents_are_a_field_filled_with_links_to_the_headings(package, document):
    xml = part(package, "word/document.xml")
    assert 'TOC \\o "1-2"' in xml
    anchors = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert len(anchors) > 15 and set(anchors) <= marks
    kinds = [mark.get(qn("w:fldCharType")) for mark in document.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_pages_are_numbered_by_a_field(package):
    assert " PAGE " in part(package, "word/footer1.xml")


def test_figures_have_alt_text_and_numbered_captions(document):
    pictures = list(document.element.body.iter(qn("wp:docPr")))
    assert len(pictures) == 3
    assert all("<dette>" in picture.get("descr") for picture in pictures)
    captions = [
        p.text for p in document.paragraphs if p.style.name == "Caption" and p.text.startswith("Figur")
    ]
    assert [caption.split(":")[0] for caption in captions] == ["Figur 1", "Figur 2", "Figur 3"]


def test_the_internal_edition_prints_the_id_behind_each_quote_and_the_public_one_does_not(document):
    sources = [p.text for p in document.paragraphs if p.style.name == "Quote Source"]
    assert sources and all("INT-" in text or "FN-" in text for text in sources)
    about = evidence(edition="public")
    shared = Document(io.BytesIO(word.render(build(about), about)))
    assert not any("INT-" in p.text or "FN-" in p.text for p in shared.paragraphs)


def test_an_empty_study_gives_a_document_that_opens():
    about = nothing()
    opened = Document(io.BytesIO(word.render(build(about), about)))
    assert any("ingen dokumenter" in p.text for p in opened.paragraphs)


def test_characters_that_xml_cannot_hold_do_not_break_the_document():
    wicked = "a\x00b\x0bc\ud800d <w:p> & \ufffe"
    blocks = [Heading(1, wicked, "x"), Paragraph((Text(wicked),))]
    opened = Document(io.BytesIO(word.render(blocks, Told("En tittel"))))
    assert opened.paragraphs[-1].text == "a\ufffdb\ufffdc\ufffdd <w:p> & \ufffd"


def kept(rows: int, words: str) -> list[bool]:
    """For each row of a table of one column whether it stays with the next."""
    block = Table(("Hva",), tuple(Row(((Text(words),),)) for _ in range(rows)), "T")
    opened = Document(io.BytesIO(word.render([block], Told("T"))))
    return [row._tr.find(".//" + qn("w:keepNext")) is not None for row in opened.tables[0].rows[1:]]


def test_a_low_table_stays_on_one_page_and_a_high_one_may_go_on_to_the_next():
    assert kept(8, "kort") == [True] * 7 + [False]
    assert kept(8, "mange ord " * 40) == [True, True, False, False, False, False, True, False]
    assert kept(40, "kort").count(True) == 3


def test_a_figure_stays_with_its_caption_and_takes_no_more_room_than_it_is_high(document):
    pairs = list(pairwise(document.paragraphs))
    after = [(one.style.name, two.style.name) for one, two in pairs if one._p.findall(".//" + qn("wp:docPr"))]
    assert after == [("Figure", "Caption")] * 3
    layout = document.styles["Figure"].paragraph_format
    assert layout.keep_with_next and layout.line_spacing == 1.0


def test_words_that_went_are_struck_through_and_words_that_came_underlined():
    runs = (Text("gammelt", "gone"), Text(" "), Text("nytt", "new"))
    opened = Document(io.BytesIO(word.render([Paragraph(runs)], Told("T"))))
    gone, _, new = opened.paragraphs[-1].runs
    assert gone.style.font.strike and new.style.font.underline and not new.style.font.strike


def test_no_rule_stands_between_two_rows_that_go_across():
    rows = (Row(((Text("a"),),)), *(Row(((Text(one),),), across=True) for one in "bc"))
    opened = Document(io.BytesIO(word.render([Table(("Hva",), rows, "T")], Told("T"))))
    bare = [
        [side.tag for side in row._tr.iter() if side.get(qn("w:val")) == "nil"]
        for row in opened.tables[0].rows
    ]
    assert bare[1:] == [[qn("w:bottom")], [qn("w:top"), qn("w:bottom")], [qn("w:top")]]
