"""Each format gives the same turns, with their place in the file and their time."""

import io
import zipfile

import docx
import openpyxl
import pytest
from hearing import SAMPLES, heard, said

from pipeline.readers import PACKED, READERS, TEXT, Unreadable, read

TURNS = [
    ("F", "Hva tenker du når du hører ordet «samskaping»?"),
    ("OA", "Nei, altså … jeg er usikker på hva det betyr.\tEgentlig."),
    ("OA", "Vi gjør jo det – hver dag.\nPå en måte."),
    ("F", "Kan du si  mer?"),
    ("INN 2", "Eg veit ikkje heilt, sa ho «ja»."),
]
WITH_HEADINGS = [("NOTE", "Intervju med en ansatt"), *TURNS[:3], ("NOTE", "Etter pausen"), *TURNS[3:]]


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def body(xml: str) -> bytes:
    """A Word document that is nothing but this body."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{xml}</w:body></w:document>'
        )
    return packed.getvalue()


def saved(document) -> bytes:
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def test_the_registry_names_a_module_for_every_suffix():
    assert (
        set(READERS)
        == {*TEXT, *PACKED}
        == {".txt", ".md", ".docx", ".vtt", ".srt", ".csv", ".xlsx", ".odt", ".rtf"}
    )


@pytest.mark.parametrize("name", ["turns.docx", "turns.odt", "turns.rtf", "turns.md"])
def test_the_same_transcript_in_each_word_format_gives_the_same_utterances(name):
    found = heard(sample(name), name=name)
    assert [(one.label or one.role, one.text) for one in found] == WITH_HEADINGS
    assert found[-1].section == "Intervju med en ansatt > Etter pausen"


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.docx", "table.odt", "table.rtf"])
def test_the_same_transcript_as_a_table_in_each_format_gives_the_same_utterances(name):
    found = [one for one in heard(sample(name), name=name) if one.role != "NOTE"]
    assert [(one.label, one.text) for one in found] == TURNS
    assert [one.place for one in found] == ["row 2", "row 3", "row 4", "row 5", "row 6"]
    assert found[1].time.startswith("00:01")


@pytest.mark.parametrize("name", ["meeting.vtt", "meeting.srt"])
def test_cues_of_one_speaker_join_into_one_turn_with_place_and_time_of_the_first(name):
    found = heard(sample(name), name=name)
    assert [(one.label, one.text, one.place) for one in found] == [
        ("F", "Hva tenker du når du hører ordet «samskaping»?", "cue 1"),
        ("OA", "Nei, altså … jeg er usikker på hva det betyr.", "cue 2"),
        ("INN 2", "Eg veit ikkje heilt, sa ho «ja».", "cue 4"),
    ]
    assert found[1].time[:8] == "00:00:04"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_told_apart_without_a_word_of_warning(encoding):
    text = "F: Hvad så?\nOA: Bjørn på kjøkkenet – «ærlig».\n"
    reading, problems = read("a.txt", text.encode(encoding))
    assert (reading.text.lstrip("\ufeff"), problems) == (text, [])


def test_windows_1252_is_read_with_a_warning_that_names_the_file():
    reading, problems = read("data/raw/a.txt", "OA: Bjørn – «ærlig»".encode("cp1252"))
    assert reading.text == "OA: Bjørn – «ærlig»"
    assert [(one.place, one.level, one.check) for one in problems] == [
        ("data/raw/a.txt", "warning", "encoding")
    ]


def test_a_broken_letter_does_not_spoil_the_others():
    reading, problems = read("a.txt", "OA: Blåbær, blåbær, blåbær\nF: så".encode() + b"\xc3\nOA: ja")
    assert "Blåbær, blåbær" in reading.text
    assert [(one.place, one.check) for one in problems] == [("a.txt:2", "broken-letters")]


def test_an_empty_document_is_a_warning():
    for data in (b"", b" \n\n\t", b"\xef\xbb\xbf"):
        assert [one.check for one in read("a.txt", data)[1]] == ["empty-document"]


def test_a_teams_transcript_names_the_voice_of_each_cue_or_part_of_it():
    text = "WEBVTT\n\nguid/1-0\n00:00:01.000 --> 00:00:02.000\n<v Kari Å.>Hei &amp; hå</v>\n\n"
    text += "guid/1-1\n00:00:02.000 --> 00:00:03.000\n<v Kari Å.>du</v><v OA>ja</v>\n"
    assert said(text, name="a.vtt") == [("Kari Å.", "Hei & hå du"), ("OA", "ja")]


def test_a_teams_cue_without_a_voice_is_nobodys_where_others_have_one():
    cue = "00:00:0{0}.000 --> 00:00:0{0}.500\n{1}\n\n"
    words = ("<v OA>Hei</v>", "Vet ikke", "helt", "<v OA>Nei</v>", "<v >Jo</v>", "INN: Ja")
    text = "WEBVTT\n\n" + "".join(cue.format(at, said) for at, said in enumerate(words))
    found = heard(text, name="a.vtt")
    assert [(one.role, one.text) for one in found] == [
        ("OA", "Hei"),
        ("", "Vet ikke helt"),
        ("OA", "Nei"),
        ("", "Jo"),
        ("INN", "Ja"),
    ]
    assert [one.speaker for one in found if not one.role] == ["", ""]


def test_a_zoom_transcript_has_the_name_in_front_and_a_cue_without_goes_on():
    text = "WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000\r\nOA: Hei\r\n\r\n"
    text += "2\r\n00:00:02.000 --> 00:00:03.000\r\nog hallo\r\n\r\n"
    text += "3\r\n00:00:03.000 --> 00:00:04.000\r\nF: Ja\r\n"
    assert said(text, name="a.vtt") == [("OA", "Hei og hallo"), ("F", "Ja")]


def test_notes_and_styles_in_a_vtt_are_not_speech():
    text = (
        "WEBVTT - tittel\n\nSTYLE\n::cue {}\n\nNOTE\nikke tale\n\n00:01.000 --> 00:02.000\nOA: <i>Hei</i>\n"
    )
    assert said(text, name="a.vtt") == [("OA", "Hei")]


def test_a_number_said_in_a_cue_is_not_taken_for_the_number_of_the_next():
    text = "1\n00:00:01,000 --> 00:00:02,000\nOA: Hvor mange?\n12\n\n2\n00:00:02,000 --> 00:00:03,000\nF: 7\n"
    assert said(text, name="a.srt") == [("OA", "Hvor mange? 12"), ("F", "7")]


def test_cues_without_a_blank_line_between_them_lose_no_words():
    text = "00:01.000 --> 00:02.000\nOA: Hei\n00:02.000 --> 00:03.000\nF: Ja\n"
    assert said(text, name="a.vtt") == [("OA", "Hei"), ("F", "Ja")]


def test_words_after_a_blank_line_inside_a_cue_are_not_lost():
    assert said("1\n00:00:01,000 --> 00:00:02,000\nOA: Hei\n\nmer\n", name="a.srt") == [("OA", "Hei mer")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize(
    "names", [("speaker", "text", "time"), ("Taler", "Tekst", "Tid"), ("label", "ytring", "start")]
)
def test_columns_are_found_by_norwegian_and_english_names_whatever_stands_between(mark, names):
    text = mark.join(names) + "\n" + mark.join(["OA", '"Ja; nei, ""vel"""', "00:05"]) + "\n"
    assert [(one.label, one.text, one.time) for one in heard(text, name="a.csv")] == [
        ("OA", 'Ja; nei, "vel"', "00:05")
    ]


def test_na_and_none_and_null_are_words():
    assert said("speaker,text\nOA,NA\nF,None\nOA,null\nF,012\n", name="a.csv") == [
        ("OA", "NA"),
        ("F", "None"),
        ("OA", "null"),
        ("F", "012"),
    ]


def test_a_row_without_a_speaker_goes_on_with_the_one_before_in_an_interview():
    assert said("speaker;text\nOA;Ja\n;og mer\n", name="a.csv") == [("OA", "Ja\nog mer")]


def test_a_table_without_names_of_columns_is_read_where_roles_stand_first():
    assert said("F,Hva?\nOA,Ja\n", name="a.csv") == [("F", "Hva?"), ("OA", "Ja")]


def test_a_workbook_is_read_from_the_sheet_that_holds_words():
    book = openpyxl.Workbook()
    book.active.append(["år", 2020])
    sheet = book.create_sheet("Samtale")
    for row in (["Tid", "Navn", "Utsagn"], [None, "OA", "NA"], ["0:05", "F", 12.0], [None, None, None]):
        sheet.append(row)
    assert said(saved(book), name="a.xlsx") == [("OA", "NA"), ("F", "12")]


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def test_sheets_with_the_same_columns_are_read_one_after_the_other():
    data = workbook(
        Del1=[["Taler", "Tekst"], ["OA", "Hei"]],
        Tom=[],
        Del2=[["En tittel"], ["taler", "tekst "], ["INN", "Ja"]],
    )
    found = heard(data, name="a.xlsx")
    assert [(one.role, one.text, one.place) for one in found] == [
        ("OA", "Hei", "row 2"),
        ("INN", "Ja", "sheet Del2 row 3"),
    ]
    assert read("a.xlsx", data)[1] == []


def test_sheets_with_other_columns_are_named_in_a_warning():
    speech = [["taler", "tekst"], ["OA", "Hei"]]
    other = [["taler", "tekst", "kode"], ["OA", "Vel", "x"]]
    (problem,) = read("a.xlsx", workbook(Del1=speech, Notat=[["Husk"]], Del3=other))[1]
    assert (problem.place, problem.level, problem.check) == ("a.xlsx", "warning", "sheet-left-out")
    assert "'Notat', 'Del3'" in problem.message


def test_a_formula_whose_result_was_not_saved_is_a_warning_with_its_row():
    rows = [["taler", "tekst", "nr"], ["OA", "Hei", "=1+1"], ["OA", "=B2", 3], ["F", "=B2", 4]]
    data = workbook(Ark=[["år"]], Del1=rows, Del2=[rows[0], ["OA", "=A1"]])
    problems = [one for one in read("a.xlsx", data)[1] if one.check == "formula"]
    assert [one.place for one in problems] == ["a.xlsx: row 3", "a.xlsx: sheet Del2 row 2"]
    assert "1 further row," in problems[0].message


def test_a_formula_whose_saved_result_is_empty_is_no_problem():
    from lxml import etree

    from pipeline.readers.formulas import unsaved_formulas

    def parts(cell: str) -> dict[str, object]:
        link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        files = {
            "xl/workbook.xml": f'<w xmlns:r="{link}"><sheet name="Ark" r:id="r1"/></w>',
            "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r1" Target="worksheets/s.xml"/></R>',
            "xl/worksheets/s.xml": f"<s>{cell}</s>",
        }
        return {name: etree.fromstring(text) for name, text in files.items()}

    assert unsaved_formulas(parts('<c r="AB3" t="str"><f>x</f><v></v></c>')) == {"Ark": []}
    assert unsaved_formulas(parts('<c r="AB3"><f>x</f></c>')) == {"Ark": [(3, 28)]}


def test_word_headings_are_told_by_style_also_in_norwegian_and_by_outline():
    document = docx.Document()
    document.add_paragraph("Del én", style="Heading 2")
    document.add_paragraph("OA: Hei.")
    assert heard(saved(document), name="a.docx")[1].section == "Del én"
    outline = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Del to</w:t></w:r></w:p>'
    assert heard(body(outline), name="a.docx")[0].label == ""
    style = '<w:p><w:pPr><w:pStyle w:val="Overskrift1"/></w:pPr><w:r><w:t>Del tre</w:t></w:r></w:p>'
    speech = "<w:p><w:r><w:t>OA: Ja</w:t></w:r></w:p>"
    assert heard(body(style + speech), name="a.docx")[1].section == "Del tre"


def test_struck_words_footnotes_comments_and_page_headers_of_a_word_file_are_not_speech():
    runs = "<w:r><w:t>OA: Ja</w:t></w:r><w:del><w:r><w:delText>nei</w:delText></w:r></w:del>"
    runs += "<w:ins><w:r><w:t xml:space='preserve'> vel</w:t></w:r></w:ins>"
    runs += "<w:moveFrom><w:r><w:t>flyttet</w:t></w:r></w:moveFrom><w:r><w:footnoteReference w:id='1'/></w:r>"
    assert said(body(f"<w:p>{runs}</w:p>"), name="a.docx") == [("OA", "Ja vel")]


def test_words_in_links_controls_and_text_boxes_of_a_word_file_are_kept():
    inner = "<w:hyperlink><w:r><w:t>lenke</w:t></w:r></w:hyperlink>"
    control = f"<w:sdt><w:sdtContent><w:p><w:r><w:t>OA: en </w:t></w:r>{inner}</w:p></w:sdtContent></w:sdt>"
    inside = "<w:txbxContent><w:p><w:r><w:t>F: boks</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:p><w:r><w:pict>{inside}</w:pict></w:r></w:p>"
    assert said(body(control + box), name="a.docx") == [("OA", "en lenke"), ("F", "boks")]


def test_teams_in_word_writes_name_and_time_on_a_line_above_the_words():
    document = docx.Document()
    for name, time, words in (("OA", "0:03", "Hei der."), ("F", "0:09", "Hallo."), ("OA", "1:00", "Ja.")):
        document.add_paragraph().add_run(f"{name}   {time}\n{words}")
    found = heard(saved(document), name="a.docx")
    assert [(one.label, one.time, one.text) for one in found] == [
        ("OA", "0:03", "Hei der."),
        ("F", "0:09", "Hallo."),
        ("OA", "1:00", "Ja."),
    ]


def test_a_table_of_facts_in_a_note_has_no_speakers():
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for left, right in (("Kommunen er", "en myndighet"), ("Lederen er", "god"), ("Prosjektet", "går")):
        row = table.add_row().cells
        row[0].text, row[1].text = left, right
    assert {one.role for one in heard(saved(document), "field-note", "a.docx")} == {"NOTE"}


def test_a_table_without_names_of_columns_in_word_has_labels_in_its_first_cells():
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for label, words in (("F:", "Hva?"), ("OA:", "Ja."), ("INN 2:", "Nei.")):
        row = table.add_row().cells
        row[0].text, row[1].text = label, words
    assert said(saved(document), "minutes", "a.docx") == [("F", "Hva?"), ("OA", "Ja."), ("INN 2", "Nei.")]


RTF = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}"


def test_rtf_letters_are_read_in_their_code_page_and_as_unicode():
    text = rb"\f0 OA: Bj\'f8rn \u229\'e5r \u8211- \emdash {\f1\'e6} \u-10179?\u-8704? \{ok\}\par}"
    assert said(RTF + text, name="a.rtf") == [("OA", "Bjørn år – —ж 😀 {ok}")]


def test_rtf_footnotes_headers_bullets_and_struck_words_are_not_speech():
    text = rb"{\header topp\par}{\listtext\bullet\tab}OA: Ja{\super 1{\footnote fot}}"
    text += rb"{\deleted borte} vel.\par F: Nei\par}"
    assert said(RTF + text, name="a.rtf") == [("OA", "Ja1 vel."), ("F", "Nei")]


def test_rtf_links_keep_their_words():
    text = rb'OA: se {\field{\*\fldinst HYPERLINK "http://x.no"}{\fldrslt her}}.\par}'
    assert said(RTF + text, name="a.rtf") == [("OA", "se her.")]


def odt(xml: str) -> bytes:
    """An OpenDocument text that is nothing but these paragraphs."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        inside = f"<office:body><office:text>{xml}</office:text></office:body>"
        archive.writestr(
            "content.xml", f"<office:document-content {spaces}>{inside}</office:document-content>"
        )
    return packed.getvalue()


def test_odt_spaces_tabs_and_breaks_are_kept_and_notes_and_struck_words_left_out():
    note = "<text:note><text:note-body><text:p>fotnote</text:p></text:note-body></text:note>"
    struck = "<text:tracked-changes><text:p>strøket</text:p></text:tracked-changes>"
    words = f"OA: a<text:s text:c='3'/>b\n  c<text:tab/>d<text:line-break/>e{note}<text:span> f</text:span>"
    assert said(odt(f"{struck}<text:p>{words}</text:p>"), name="a.odt") == [("OA", "a   b c\td\ne f")]


def test_odt_lists_and_sections_are_read_in_order():
    listed = "<text:list><text:list-item><text:p>OA: én</text:p></text:list-item></text:list>"
    inside = f"<text:section>{listed}<text:p>F: to</text:p></text:section>"
    assert said(odt(inside), name="a.odt") == [("OA", "én"), ("F", "to")]


def test_our_rtf_reader_finds_the_words_that_another_program_finds():
    from striprtf.striprtf import rtf_to_text

    ours = read("turns.rtf", sample("turns.rtf"))[0].text.split()
    theirs = (
        rtf_to_text(sample("turns.rtf").decode("latin-1")).replace("•", " ").replace("\uf0b7", " ").split()
    )
    assert ours == theirs


def test_a_comma_in_the_last_cell_without_quotation_marks_loses_no_words():
    assert said("speaker,text\nOA,Ja, og så, vel\n", name="a.csv") == [("OA", "Ja, og så, vel")]


def test_a_comma_that_tears_other_cells_apart_is_a_problem_with_its_row():
    with pytest.raises(Unreadable) as trouble:
        read("a.csv", b"text,speaker\nJa, vel,OA\n")
    assert trouble.value.place == "row 2"


def test_a_table_of_one_column_keeps_its_commas():
    assert said("tekst\nOA: Ja, og så\n", name="a.csv") == [("OA", "Ja, og så")]


def test_the_line_that_excel_puts_first_to_name_its_mark_is_not_speech():
    assert said("sep=;\nTaler;Tekst\nOA;Ja, vel\n", name="a.csv") == [("OA", "Ja, vel")]


def test_a_title_above_the_names_of_the_columns_is_passed_over():
    assert said("Intervju 4;;\n;;\nTid;Taler;Tekst\n0:01;OA;Ja\n", name="a.csv") == [("OA", "Ja")]


def test_a_word_table_of_themes_and_contents_keeps_both_columns_as_narrative():
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for left, right in (("Tema", "Innhold"), ("Tillit", "Å møtes")):
        row = table.add_row().cells
        row[0].text, row[1].text = left, right
    assert said(saved(document), "minutes", "a.docx") == [
        ("NOTE", "Tema\tInnhold"),
        ("NOTE", "Tillit\tÅ møtes"),
    ]


def test_where_most_cues_have_a_name_in_front_one_cue_is_enough_to_be_a_speaker():
    cues = ["Kari: Hei", "Ola: Hallo", "Kari: Ja", "Per Ås: Nei"]
    text = "WEBVTT\n\n" + "".join(f"00:0{at}.000 --> 00:0{at}.900\n{cue}\n\n" for at, cue in enumerate(cues))
    assert said(text, name="a.vtt") == [("Kari", "Hei"), ("Ola", "Hallo"), ("Kari", "Ja"), ("Per Ås", "Nei")]
