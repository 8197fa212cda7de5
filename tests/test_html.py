"""The report as a web page: self-contained, everything escaped, each number open to its utterances."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from lxml import html as reader
from reported import evidence, nothing

from pipeline.report import html
from pipeline.report.blocks import (
    Heading,
    Number,
    Paragraph,
    Passage,
    Row,
    Table,
    Text,
    Told,
    Transcript,
    Transcripts,
)
from pipeline.report.html_figures import inline_svg
from pipeline.report.sections import build


@pytest.fixture(scope="module")
def page() -> str:
    about = evidence()
    return html.render(build(about), about)


@pytest.fixture(scope="module")
def tree(page):
    return reader.document_fromstring(page)


@pytest.fixture(scope="module")
def shared() -> str:
    about = evidence(edition="public")
    return html.render(build(about), about)


def test_words_of_a_transcript_are_never_markup(page, tree):
    assert "<script>alert" not in page and "alert('x')" not in page
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert len(tree.xpath("//script")) == 1


def test_nothing_is_fetched_from_anywhere(page):
    assert not re.search(r"(src|href)=[\"'](?!#|data:)", page)
    assert "@import" not in page and "url(http" not in page


def test_the_policy_allows_no_script_but_our_own(page, tree):
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    script = tree.xpath("//script")[0].text
    assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy
    assert policy.startswith("default-src 'none'")


def test_ids_are_unique_and_every_link_has_its_target(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {link[1:] for link in tree.xpath("//a/@href")} - {"closed"}
    assert targets <= set(ids)


def test_each_number_opens_the_list_of_its_utterances(tree):
    links = tree.xpath("//a[@class='n']")
    assert len(links) > 60
    row = tree.xpath("//tr[th[contains(., '«Hva er det?»')]]")[0]
    number = row.xpath("td[2]/a")[0]
    behind = tree.get_element_by_id(number.get("href")[1:])
    opened = [tree.get_element_by_id(a.get("href")[1:]) for a in behind.xpath(".//p[@class='ids']/a")]
    assert number.text == "8" and len(opened) == 8
    assert opened[0].xpath(".//span[@class='id']")[0].text == "INT-02:0002"


def test_the_side_panel_has_the_role_of_each_utterance_at_hand_and_not_its_case(page, tree):
    roles = set(tree.xpath("//li//span[@class='speaker']/@data-role"))
    assert roles == {"Forsker", "Offentlig ansatt", "Innbygger", "Fortelling"}
    assert "dataset.role" in tree.xpath("//script")[0].text


def test_names_of_codes_have_room_and_words_stand_apart_from_the_numbers_before(page):
    assert re.search(r"\.counts tbody th \{ min-width: 1\d\.\drem", page) and 'class="counts"' in page
    assert re.search(r"\.r \+ :not\(\.r\) \{ padding-left", page)


def test_a_quote_opens_its_utterance_after_the_question_with_its_words_marked(tree):
    quote = tree.xpath("//figure[@class='quote'][.//a[.='INT-01:0002']]")[0]
    spoken = tree.get_element_by_id(quote.xpath(".//a")[0].get("href")[1:])
    assert "Vi vet <script>" in spoken.xpath(".//mark")[0].text
    before = spoken.getprevious()
    assert before.get("class") == "asks" and "møte nummer 1?" in before.text_content()


def test_figures_are_drawn_in_the_page_with_what_they_show_in_words(tree):
    drawn = tree.xpath("//figure//svg")
    assert len(drawn) == 3
    assert all("<dette>" in one.get("aria-label") and one.get("role") == "img" for one in drawn)


def test_ids_of_two_figures_do_not_meet():
    inside = b'<path id="a"/><use xlink:href="#a"/><g clip-path="url(#a)"/>'
    svg = b'<?xml version="1.0"?><svg viewBox="0 0 1 1">' + inside + b"</svg>"
    drawn = inline_svg(svg, "g1-", 'sier "noe"')
    assert 'id="g1-a"' in drawn and 'xlink:href="#g1-a"' in drawn and "url(#g1-a)" in drawn
    assert 'aria-label="sier &#34;noe&#34;"' in drawn and not drawn.startswith("<?xml")


def test_the_page_has_a_language_landmarks_and_headers_of_tables(tree):
    assert tree.get("lang") == "nb-NO"
    assert tree.xpath("//main") and tree.xpath("//nav[@aria-label]") and tree.xpath("//a[@class='skip']")
    assert all(
        table.xpath(".//th[@scope='col']") and table.xpath("./caption") for table in tree.xpath("//table")
    )
    assert len(tree.xpath("//h1")) == 1


def test_what_is_added_to_a_row_goes_across_the_table():
    rows = (Row(((Text("mai"),), (Text("Hvorfor?"),))), Row(((Text("Springer ut av mye"),),), across=True))
    made = html.render([Table(("Dato", "Spørsmål"), rows, "T")], Told("T"))
    found = reader.document_fromstring(made).xpath("//tbody/tr")
    assert [row.get("class") for row in found] == ["led", "across"]
    assert found[1].xpath("td/@colspan") == ["2"]


def test_a_very_long_list_shows_the_first_and_says_how_many_more_there_are():
    ids = [f"INT-01:{number:04d}" for number in range(1, html.LONGEST + 4)]
    passages = tuple(Passage(id, "OA", "", "Ja.", role="OA") for id in ids)
    every = Number("2003", tuple(ids), "Alle")
    transcripts = Transcripts("Ytringene", "", "sources", (Transcript("INT-01", "Intervju", passages),))
    page = html.render([Paragraph((every,)), transcripts], Told("T"))
    behind = reader.document_fromstring(page).xpath("//section[@class='behind']")[0]
    assert len(behind.xpath(".//p[@class='ids']/a")) == html.LONGEST
    assert "… og 3 til." in behind.text_content() and "2\xa0003 ytringer" in behind.text_content()


def test_the_public_page_holds_no_ids_no_lists_and_no_script(shared):
    assert not re.search(r"(INT|FN)-\d", shared)
    assert "<script" not in shared and 'class="behind"' not in shared and "<details" not in shared
    assert "Det føles uvant å sitte stille og bare lytte til de andre, runde 9" not in re.sub(
        r"<blockquote>.*?</blockquote>", "", shared, flags=re.DOTALL
    )


def test_two_builds_are_equal(page):
    about = evidence()
    assert html.render(build(about), about) == page


def test_an_empty_study_gives_an_honest_page():
    about = nothing()
    assert "ingen dokumenter ennå" in html.render(build(about), about)


def test_broken_characters_do_not_break_the_page():
    page = html.render([Heading(1, "a\x00b\ud800", "x")], Told("T\ud800"))
    page.encode("utf-8")


def test_words_that_went_and_words_that_came_are_told_apart_in_a_row_across():
    across = [
        Row(((Text("før", "gone"), Text(" "), Text("nå", "new")),), across=True),
        Row(((),), across=True),
    ]
    made = html.render([Table(("Dato",), (Row(((Text("mai"),),)), *across), "T")], Told("T"))
    found = reader.document_fromstring(made)
    assert found.xpath("//td/del/text()") == ["før"] and found.xpath("//td/ins/text()") == ["nå"]
    assert found.xpath("//tbody/tr/@class") == ["led", "across led", "across"]


def test_a_number_of_neighbours_opens_its_pairs_each_with_both_utterances():
    said = tuple(Passage(f"A:000{at}", "OA", "", f"Ord {at}.") for at in range(1, 5))
    near = Number("2", ("A:0001", "A:0002", "A:0002", "A:0003"), "En + To", pairs=True)
    blocks = [
        Paragraph((Number("3", ("A:0001", "A:0002", "A:0003")), Text(" "), near)),
        Transcripts("Tekst", "", "tekst", (Transcript("A", "", said),)),
    ]
    tree = reader.document_fromstring(html.render(blocks, Told("Prøve")))
    behind = tree.get_element_by_id(tree.xpath("//a[@class='n']")[1].get("href")[1:])
    told = " ".join(behind.xpath(".//p[@class='behind-title']")[0].text_content().split())
    assert told == "En + To 2 par naboytringer"
    assert [p.xpath("a/text()") for p in behind.xpath(".//p[contains(@class, 'pair')]")] == [
        ["0001", "0002"],
        ["0002", "0003"],
    ]


def test_a_narrow_screen_breaks_no_word_of_a_table_but_lets_it_be_moved_aside(page):
    assert re.search(r"\bth, td \{[^}]*overflow-wrap: break-word", page)
    assert re.search(r"\.table \{[^}]*overflow-x: auto", page)
