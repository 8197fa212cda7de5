"""How the Word report looks: its page, its styles, its language, and a document that names nobody."""

from __future__ import annotations

import datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pipeline.report.blocks import About
from pipeline.report.word_clean import cleaned
from pipeline.report.word_parts import element, field, run
from pipeline.report.wording import TAGS

FONT = "Arial"
INK = RGBColor(0x1F, 0x3A, 0x4D)
GREY = RGBColor(0x59, 0x59, 0x59)
FIXED = datetime.datetime(2000, 1, 1)
"""The date of creation and change in every report, because a clock would make two equal reports differ."""
TEXT_CM = 16.0
TABLE_STYLE = "Report Table"
USED = frozenset(
    [
        *("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "heading 1", "heading 2"),
        *("heading 3", "Caption", "caption", "Quote", "Quote Source", "List Bullet", "Footer", "footer"),
        *("By", "TOC Heading", "TOC 1", "TOC 2", "toc 1", "toc 2", "Lead", "Note"),
        *("Cell", "Cell Head", "Cell Across", "Figure"),
        *("Set Off", "Definition", "Strong", "Emphasis", "Mono", "Source Id", "Report Table"),
        *("Gone", "New"),
    ]
)
"""The styles that a report may use; the template's many others are taken out."""


def new_document(about: About) -> Any:
    """An empty A4 document with our styles, language and footer, and with no author in it."""
    document = Document()
    _page(document.sections[0])
    _styles(document, TAGS[about.language])
    _properties(document, about)
    _footer(document, about)
    return cleaned(document, USED)


def _page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1.1)


def _styles(document: Any, language: str) -> None:
    styles = document.styles
    _language(styles, language)
    normal = styles["Normal"]
    _font(normal, 10)
    _spacing(normal, after=7, line=1.18)
    normal.paragraph_format.widow_control = True
    for level, (size, before, after) in enumerate([(19, 30, 10), (14, 20, 5), (11.5, 14, 3)], start=1):
        heading = styles[f"Heading {level}"]
        _font(heading, size, INK, bold=True)
        _spacing(heading, before, after, 1.05)
        heading.paragraph_format.keep_with_next = True
    _tables(styles)
    _title_styles(styles)
    _small_styles(styles)


def _title_styles(styles: Any) -> None:
    title = styles["Title"]
    _font(title, 28, INK, bold=True)
    _spacing(title, before=120, after=6, line=1.02)
    _without_border(title)
    subtitle = styles["Subtitle"]
    _font(subtitle, 14, GREY, italic=False)
    _spacing(subtitle, after=20)
    by = _new(styles, "By")
    _font(by, 11)
    _spacing(by, after=2)
    lead = _new(styles, "Lead")
    _font(lead, 11.5, INK)
    _spacing(lead, after=8, line=1.2)


def _small_styles(styles: Any) -> None:
    caption = styles["Caption"]
    _font(caption, 9.5, INK, bold=True)
    _spacing(caption, before=10, after=4)
    caption.paragraph_format.keep_with_next = True
    figure = _new(styles, "Figure")
    _spacing(figure, before=4, after=0, line=1.0)
    figure.paragraph_format.keep_with_next = True
    note = _new(styles, "Note")
    _font(note, 8.5, GREY)
    _spacing(note, before=3, after=12, line=1.1)
    head = _new(styles, "Cell Head")
    _font(head, 7.5, INK, bold=True)
    _spacing(head, before=2, after=2, line=1.0)
    head.paragraph_format.keep_with_next = True
    cell = _new(styles, "Cell")
    _font(cell, 9)
    _spacing(cell, before=1.5, after=1.5, line=1.05)
    across = _new(styles, "Cell Across")
    _font(across, 8, GREY)
    _spacing(across, before=0, after=3, line=1.05)
    quote = styles["Quote"]
    _font(quote, 10, italic=False)
    _spacing(quote, before=6, after=0, line=1.2)
    quote.paragraph_format.left_indent, quote.paragraph_format.right_indent = Cm(0.9), Cm(0.9)
    quote.paragraph_format.keep_with_next = quote.paragraph_format.keep_together = True
    _left_rule(quote)
    source = _new(styles, "Quote Source")
    _font(source, 9, GREY)
    _spacing(source, after=11, line=1.2)
    source.paragraph_format.left_indent = source.paragraph_format.right_indent = Cm(0.9)
    apart = _new(styles, "Set Off")
    _spacing(apart, after=8, line=1.2)
    apart.paragraph_format.left_indent = apart.paragraph_format.right_indent = Cm(0.9)
    _lists(styles)


def _tables(styles: Any) -> None:
    """The style of all tables: rules above, below and between the rows, none between the columns."""
    style = styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.TABLE)
    style.base_style = styles["Normal Table"]
    borders = element(
        "w:tblBorders",
        element("w:top", w_val="single", w_sz="8", w_space="0", w_color="1F3A4D"),
        element("w:bottom", w_val="single", w_sz="8", w_space="0", w_color="1F3A4D"),
        element("w:insideH", w_val="single", w_sz="4", w_space="0", w_color="D5DCE0"),
    )
    sides = (element(f"w:{side}", w_w="55", w_type="dxa") for side in ("left", "right"))
    style.element.append(element("w:tblPr", borders, element("w:tblCellMar", *sides)))


def _lists(styles: Any) -> None:
    _spacing(styles["List Bullet"], after=3)
    definition = _new(styles, "Definition")
    _spacing(definition, after=3, line=1.12)
    definition.paragraph_format.left_indent = Cm(0.9)
    definition.paragraph_format.first_line_indent = Cm(-0.9)
    contents = {1: (0.0, 5, True), 2: (0.6, 1, False)}
    for level, (indent, before, bold) in contents.items():
        entry = _new(styles, f"TOC {level}")
        _font(entry, 10.5, bold=bold)
        _spacing(entry, before=before, after=1)
        entry.paragraph_format.left_indent = Cm(indent)
    heading = _new(styles, "TOC Heading")
    _font(heading, 14, INK, bold=True)
    _spacing(heading, before=18, after=6)
    heading.paragraph_format.keep_with_next = heading.paragraph_format.page_break_before = True
    plain = ("Strong", "Emphasis", "Mono", "Gone", "New")
    for name, colour in (("Source Id", GREY), *((name, None) for name in plain)):
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        if colour is not None:
            style.font.size, style.font.color.rgb = Pt(8), colour
    styles["Gone"].font.strike, styles["New"].font.underline = True, True
    styles["New"].font.color.rgb = INK
    _face(styles["Mono"], "Consolas")
    styles["Mono"].font.size = Pt(8.5)


def _new(styles: Any, name: str) -> Any:
    if name in styles:
        return styles[name]
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    return style


def _font(
    style: Any, size: float, colour: RGBColor | None = None, bold: bool = False, italic: bool = False
) -> None:
    _face(style, FONT)
    font = style.font
    font.size, font.bold, font.italic = Pt(size), bold, italic
    font.color.rgb = colour or RGBColor(0x1A, 0x1A, 0x1A)


def _face(style: Any, name: str) -> None:
    """One typeface for all scripts; the theme's own typefaces would win over it."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def _spacing(style: Any, before: float = 0, after: float = 0, line: float = 1.0) -> None:
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    layout.line_spacing = line


def _without_border(style: Any) -> None:
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _left_rule(style: Any) -> None:
    """A grey rule to the left of quotes, which tells them from the text also in black and white."""
    rule = element("w:left", w_val="single", w_sz="18", w_space="10", w_color="9FB4C0")
    borders = element("w:pBdr", rule)
    properties = style.element.get_or_add_pPr()
    later = [properties.find(qn(f"w:{name}")) for name in ("shd", "tabs", "spacing", "ind", "jc")]
    first = next((child for child in later if child is not None), None)
    if first is None:
        properties.append(borders)
    else:
        first.addprevious(borders)


def _language(styles: Any, language: str) -> None:
    """The language of every word of the document, so that Word checks and reads it in the right one."""
    for tag in styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), language)
        tag.set(qn("w:eastAsia"), language)


def _properties(document: Any, about: About) -> None:
    core = document.core_properties
    core.title, core.subject, core.language = about.title, about.subject, TAGS[about.language]
    core.author = core.last_modified_by = core.comments = core.keywords = core.category = ""
    core.created = core.modified = FIXED
    core.revision = 1
    settings = document.settings.element
    english = about.language == "en"
    told = {"themeFontLang": TAGS[about.language], "decimalSymbol": "." if english else ","}
    told["listSeparator"] = "," if english else ";"
    for name, value in told.items():
        for tag in settings.findall(qn(f"w:{name}")):
            tag.set(qn("w:val"), value)


def _footer(document: Any, about: About) -> None:
    """The title and the number of the page at the foot of every page but the first."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for tabs in document.styles["Footer"].element.pPr.findall(qn("w:tabs")):
        document.styles["Footer"].element.pPr.remove(tabs)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_CM), WD_TAB_ALIGNMENT.RIGHT)
    title = about.title if len(about.title) <= 80 else about.title[:79] + "…"
    for part in [run(title), element("w:r", element("w:tab")), *field("PAGE", "2")]:
        paragraph._p.append(part)
    footer = document.styles["Footer"]
    _font(footer, 8.5, GREY)
