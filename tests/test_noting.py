"""Memos: written as files that read back as meant, found by subject and word, and shown harmlessly."""

import re
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_study import forankret, opened, put, small_study

from pipeline.coding.memo_form import memo_text, one_line, slug_of, tidy
from pipeline.coding.noted import links_of, memos_about, memos_by_subject, search_memos
from pipeline.model import Memo
from pipeline.problems import StudyError, UsageError
from pipeline.stages.noting import MemoChanged, memo_digest, open_memo, rewrite_memo, write_memo
from pipeline.store.folder import StudyFolder
from pipeline.store.memo_files import rewritten
from pipeline.store.memos import memo_of, read_memos
from pipeline.web.markdown import memo_html

FILE = "2024-03-01-ordet.md"
PLACE = f"codebooks/memos/{FILE}"
HEADED = """---
# skrevet på toget
date: 2024-03-01
title: Ordet er uklart   # foreløpig
tags: [ord, "uro"]
about:
  code: uklart
  document: INT-01

coder: hege
mood: trøtt
---
De sier at de ikke vet.
"""


def study(folder: Path):
    return opened(small_study(folder, coded=False))


def memo(name: str = "2024-03-08-tanke", text: str = "", about=(), title: str = "Tanke") -> Memo:
    return Memo(f"codebooks/memos/{name}.md", name[:10], title, tuple(about), "hege", text)


# Writing


def test_a_new_memo_is_a_file_in_the_form_of_the_others_and_reads_back(tmp_path):
    opened = study(tmp_path)
    made = write_memo(opened, "hege", "Måtte Øyvind lære «det»?", "Ja.\r\n\r\nKanskje.", [("code", "uklart")])
    day = made.date
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    assert made.file == f"codebooks/memos/{day}-matte-oyvind-laere-det.md"
    assert (tmp_path / made.file).read_text(encoding="utf-8") == (
        f'---\ndate: "{day}"\ntitle: "Måtte Øyvind lære «det»?"\n'
        "about: {code: uklart}\ncoder: hege\n---\n\nJa.\n\nKanskje.\n"
    )
    memos, problems = read_memos(opened.folder)
    assert made in memos and not problems


def test_the_demonstrations_memos_have_the_form_that_is_written():
    root = Path(__file__).resolve().parents[1]
    for one in read_memos(StudyFolder(root))[0]:
        written = (root / one.file).read_text(encoding="utf-8")
        assert memo_text(one.date, one.title, one.about, one.coder, one.text) == written


@pytest.mark.parametrize(
    "title",
    [
        'Hun sa "nei"',
        "Notat: om ord",
        "# Ikke en overskrift",
        "C:\\mappe\\x",
        "🙂 smil 👩🏽‍🔬",
        "'",
        "- a",
        "{a: b}",
        "null",
        "2024-01-02",
        "012",
        "---",
        "a\u0085b\u2028c",
        "\ufeffmerke",
        "tab\tog  to",
        "\x07\x7f",
        "&a *b !c %d @e `f",
    ],
)
def test_a_title_reads_back_on_one_line_whatever_it_holds(title, tmp_path):
    made = write_memo(
        study(tmp_path), "hege", f"{title}\nog mer", "---\n---\ntekst\n---\n", [("study", title)]
    )
    assert made.title == one_line(f"{title} og mer") and "\n" not in made.title
    assert made.text == "---\n---\ntekst\n---" and made.about == (("study", one_line(title)),)


WORDS = st.text(st.characters(codec="utf-8"), max_size=30)
IDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).map(one_line).filter(bool)
SUBJECTS = st.lists(
    st.tuples(st.sampled_from(["code", "document", "study", "on", "æ"]) | IDS, IDS), max_size=4, unique=True
)


@given(title=IDS, text=st.text(max_size=80), about=SUBJECTS, coder=st.just("") | IDS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@example(title="on", text="\r\rtekst\r", about=[("code", "a"), ("code", "b"), ("no", "1e5")], coder="true")
@example(title="x", text="\n---\n\ud800", about=[], coder="")
def test_every_memo_reads_back_as_it_was_meant(title, text, about, coder):
    data = memo_text("2024-03-08", title, about, coder, tidy(text)).encode("utf-8")
    read, problems = memo_of("codebooks/memos/x.md", data.decode("utf-8-sig"))
    assert (read.date, read.title, read.about, read.coder) == ("2024-03-08", title, tuple(about), coder)
    assert read.text == tidy(text) and not problems


def test_a_memo_on_two_codes_reads_back(tmp_path):
    made = write_memo(study(tmp_path), "hege", "To", "x", [("code", "uklart"), ("code", "styring")])
    assert made.about == (("code", "uklart"), ("code", "styring"))
    assert "about: [{code: uklart}, {code: styring}]" in (tmp_path / made.file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "about", ["[{code: a}, {code: b}]", "{code: [a, b]}", "[{code: [a, b]}]", "\n  - code: a\n  - code: b"]
)
def test_people_may_write_several_subjects_of_a_kind(about):
    assert memo_of("x.md", f"---\nabout: {about}\n---\n\nTekst.\n")[0].about == (("code", "a"), ("code", "b"))


@pytest.mark.parametrize(
    "title, slug",
    [
        ("Måtte lære å dø", "matte-laere-a-do"),
        ("ÆØÅ", "aeoa"),
        ("🙂", "memo"),
        ("Привет", "memo"),
        ("../../x", "x"),
        ("CON", "con"),
        ("a" * 300, "a" * 60),
        ("ord " * 40, "-".join(["ord"] * 15)),
        ("Café Zürich", "cafe-zurich"),
    ],
)
def test_the_name_of_the_file_comes_from_the_title(title, slug):
    assert slug_of(title) == slug


@given(st.text(max_size=200))
def test_the_name_of_the_file_is_safe_on_every_system(title):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_of(title)) and len(slug_of(title)) <= 60


def test_half_a_character_is_replaced_and_two_halves_are_one():
    assert tidy("a\ud83db \ud83d\ude42") == "a\ufffdb 🙂"


def test_memos_of_one_title_and_day_get_numbers_and_none_is_lost(tmp_path):
    opened = study(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda n: write_memo(opened, "hege", "Samme", f"nr {n}", []), range(12)))
    assert len({one.file for one in made}) == 12
    assert {one.text for one in read_memos(opened.folder)[0]} >= {f"nr {n}" for n in range(12)}
    assert [path for path in (tmp_path / "codebooks/memos").iterdir() if path.suffix != ".md"] == []


@pytest.mark.parametrize("title, about", [("", []), (" \n ", []), ("x", [("", "a")]), ("x", [("code", " ")])])
def test_a_memo_without_title_or_subject_id_is_refused_and_nothing_is_written(title, about, tmp_path):
    opened = study(tmp_path)
    with pytest.raises(UsageError):
        write_memo(opened, "hege", title, "tekst", about)
    assert len(read_memos(opened.folder)[0]) == 1


def test_a_disk_that_refuses_is_told_in_words(tmp_path):
    opened = study(tmp_path)
    (tmp_path / PLACE).unlink()
    (tmp_path / "codebooks/memos").rmdir()
    put(tmp_path, "codebooks/memos", "en fil der mappa skal være")
    with pytest.raises(StudyError, match="could not be saved"):
        write_memo(opened, "hege", "Tanke", "tekst", [])


def test_a_new_memo_gives_the_check_nothing_to_tell(tmp_path):
    write_memo(study(tmp_path), "hege", "tanke", "tekst", [("code", "uklart"), ("utterance", "INT-01:0002")])
    assert "memos/" not in forankret(tmp_path, "check").both


# Writing anew


def test_only_what_changed_is_written_and_what_others_put_there_stays():
    new = rewritten(PLACE, HEADED.encode(), "Ordet er nytt", [("code", "styring")], "Ny tekst.").decode()
    assert new == (
        HEADED.replace("title: Ordet er uklart   # foreløpig", 'title: "Ordet er nytt"')
        .replace("about:\n  code: uklart\n  document: INT-01\n", "about: {code: styring}\n")
        .replace("---\nDe sier at de ikke vet.\n", "---\n\nNy tekst.\n")
    )


def test_new_text_alone_leaves_the_head_as_it_is():
    about = [("code", "uklart"), ("document", "INT-01")]
    new = rewritten(PLACE, HEADED.encode(), "Ordet er uklart", about, "Ny.").decode()
    assert new.partition("\n---\n")[0] == HEADED.partition("\n---\n")[0]


def test_windows_line_breaks_and_the_mark_at_the_start_stay():
    data = b"\xef\xbb\xbf" + HEADED.replace("\n", "\r\n").encode()
    new = rewritten(PLACE, data, "Ordet er uklart", [], "En\nto")
    assert new.startswith(b"\xef\xbb\xbf---\r\n") and new.endswith(b"\r\n\r\nEn\r\nto\r\n")
    assert new.count(b"\n") == new.count(b"\r\n")


def test_a_memo_without_front_matter_gets_one_with_its_date():
    new = rewritten(
        "codebooks/memos/2024-05-06-tanke.md", b"Bare en tanke.\n", "Tanke", [("study", "x")], "Mer."
    )
    assert new.decode() == '---\ndate: "2024-05-06"\ntitle: "Tanke"\nabout: {study: x}\n---\n\nMer.\n'


@pytest.mark.parametrize("head", ["title: [a", "{title: a, coder: b}", "title: a\ntitle: b", "bare tekst"])
def test_front_matter_that_a_program_cannot_change_is_left_to_people(head, tmp_path):
    opened = study(tmp_path)
    path = put(tmp_path, PLACE, f"---\n{head}\n---\n\nTekst.\n")
    before = path.read_bytes()
    with pytest.raises(StudyError, match="front matter"):
        rewrite_memo(opened, PLACE, "Ny", "Ny tekst.", [], memo_digest(before))
    assert path.read_bytes() == before


LINES = st.sampled_from(
    [
        "date: 2024-03-01",
        "coder: hege",
        "# merknad",
        "",
        "tags: [a, b]",
        "mood: |\n  to\n  linjer",
        "title: 'Gammel'",
        "about: {code: a}",
        "about:\n  - code: a\n  - code: b",
        "note: >-\n  lang\n\n  tekst",
        "æ: ø",
    ]
)


@given(st.lists(LINES, max_size=6, unique_by=lambda line: line.partition(":")[0]), IDS, SUBJECTS, WORDS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_written_anew_a_memo_says_what_is_meant_and_keeps_every_other_line(lines, title, about, text):
    head = "\n".join(lines)
    data = f"---\n{head}\n---\n\nGammel tekst.\n".encode()
    if "date" not in head and ":" not in head:
        return
    new = rewritten(PLACE, data, title, about, tidy(text)).decode()
    read = memo_of(PLACE, new)[0]
    assert (read.title, read.about, read.text, read.date) == (title, tuple(about), tidy(text), "2024-03-01")
    kept = new.split("\n")
    for line in "\n".join(one for one in lines if not one.startswith(("title", "about"))).split("\n"):
        assert line in kept


def test_a_memo_that_somebody_changed_meanwhile_is_never_overwritten(tmp_path):
    opened = study(tmp_path)
    seen = open_memo(opened, FILE)
    put(tmp_path, PLACE, HEADED.replace("De sier", "Noen sier"))
    with pytest.raises(MemoChanged) as told:
        rewrite_memo(opened, FILE, "Ordet", "Min tekst.", [], seen.digest)
    assert (told.value.theirs, told.value.mine) == ("Noen sier at de ikke vet.", "Min tekst.")
    assert b"Noen sier" in (tmp_path / PLACE).read_bytes()
    assert rewrite_memo(opened, FILE, "Ordet", "Min tekst.", [], told.value.digest).text == "Min tekst."


def test_four_who_write_one_memo_at_once_never_overwrite_each_other(tmp_path):
    opened = study(tmp_path)
    rewrite_memo(opened, FILE, "Ordet", "0", [], open_memo(opened, FILE).digest)

    def count(_: int) -> None:
        for _turn in range(10):
            while True:
                seen = open_memo(opened, FILE)
                try:
                    rewrite_memo(opened, FILE, "Ordet", str(int(seen.memo.text) + 1), [], seen.digest)
                    break
                except MemoChanged:
                    continue

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(4)))
    assert open_memo(opened, FILE).memo.text == "40"


def test_only_memos_of_the_list_are_opened_or_written(tmp_path):
    opened = study(tmp_path)
    put(tmp_path, "codebooks/memos/under/x.md", HEADED)
    put(tmp_path, "codebooks/hemmelig.md", HEADED)
    outside = [
        "../hemmelig.md",
        "under/x.md",
        "/etc/passwd",
        "",
        ".",
        "study.yaml",
        f"../memos/{FILE}",
        "borte.md",
        "x\0.md",
    ]
    for file in outside:
        with pytest.raises(StudyError, match="no memo of this name"):
            rewrite_memo(opened, file, "x", "y", [], memo_digest(HEADED.encode()))
    assert (tmp_path / "codebooks/hemmelig.md").read_text(encoding="utf-8") == HEADED
    assert open_memo(opened, FILE) == open_memo(opened, PLACE)


# Finding


def test_a_text_links_to_codes_utterances_documents_and_memos():
    text = (
        "Se [[uklart]], [[INT-01:4]] og [[ INT-01 ]], [[2024-03-08-slug]], [[uklart]] igjen.\n\n[[]] [[a\nb]]"
    )
    assert links_of(text) == ["uklart", "INT-01:0004", "INT-01", "2024-03-08-slug"]


@pytest.mark.parametrize("text", ["`[[a]]`", "``x ` [[a]]``", "```\n[[a]]\n```", "~~~\n[[a]]", "\\[[a]]"])
def test_what_is_shown_as_code_is_no_link(text):
    assert links_of(text) == [] and "<a" not in memo_html(text, lambda id: f"/{id}")


def test_a_memo_stands_under_what_it_is_about_and_under_what_it_links_to():
    one = memo("2024-03-08-en", "Se [[styring]] og [[2024-03-09-to]] og [[INT-01:4]].", [("code", "uklart")])
    two = memo("2024-03-09-to", "[[INT-01]], [[ukjent]]")
    alone = memo("2024-03-10-tre")
    assert memos_about([one, two], "code", "uklart") == memos_about([one, two], "code", "styring") == [one]
    assert memos_about([one, two], "memo", "2024-03-09-to") == [one]
    assert memos_about([one, two], "utterance", "INT-01:0004") == [one]
    assert memos_about([one, two], "document", "INT-01") == [two]
    assert memos_by_subject([one, two, alone], {"styring"}, {"INT-01"}) == {
        ("", ""): [alone],
        ("code", "styring"): [one],
        ("code", "uklart"): [one],
        ("document", "INT-01"): [two],
        ("link", "ukjent"): [two],
        ("memo", "2024-03-09-to"): [one],
        ("utterance", "INT-01:0004"): [one],
    }


def test_a_search_wants_every_word_in_title_text_or_subject_capitals_aside():
    one = memo(
        text="Stillheten ble ikke brutt.", about=[("code", "sitte-pa-hendene")], title="Ved Kjøkkenbordet"
    )
    assert [found.memo for found in search_memos([one], "KJØKKEN stillheten hendene")] == [one]
    assert search_memos([one], "kjøkken borte") == [] and search_memos([one], "  ") == []


def test_a_snippet_shows_the_word_that_was_found():
    text = "Først en straße og mye annet. " * 100 + "Så kom straße og ENDELIG ordet. " + "Og så mer. " * 30
    (found,) = search_memos([memo(text=text)], "endelig")
    assert "ENDELIG" in found.snippet and len(found.snippet) <= 130
    assert found.snippet.startswith("…") and found.snippet.endswith("…")


# Showing


def address(id: str) -> str | None:
    return {"INT-01": "/les/INT-01?a=1&b=2", "INT-01:0004": "/les/INT-01#y4", "uklart": "/kode/uklart"}.get(
        id
    )


def test_links_in_brackets_lead_where_the_page_says():
    assert memo_html("Se [[INT-01]] og [[INT-01:4]].", address) == (
        '<p>Se <a href="/les/INT-01?a=1&amp;b=2">INT-01</a> og <a href="/les/INT-01#y4">INT-01:4</a>.</p>\n'
    )


def test_a_link_to_nothing_stays_as_it_was_written():
    assert memo_html("[[borte]] [[<b>]]", address) == "<p>[[borte]] [[&lt;b&gt;]]</p>\n"


def test_markdown_shows_with_headings_below_those_of_the_page():
    html = memo_html("# En\n\n**sterk** *svak* ~~bort~~\n\n- a\n- b\n\n> sitat\n\n##### Seks", address)
    for part in ("<h3>En</h3>", "<strong>", "<em>", "<s>", "<li>", "<blockquote>", "<h6>Seks</h6>"):
        assert part in html


def test_html_in_a_memo_shows_as_text():
    html = memo_html("<script>alert(1)</script>\n\n<div onclick='x'>hei</div> <img src=x onerror=y>", address)
    assert not re.search(r"<(script|div|img)", html) and "&lt;script&gt;" in html


def test_a_picture_is_its_description_and_is_not_fetched():
    assert memo_html("![et *kart* <b>](https://x.no/spor.png)", address) == "<p>et kart &lt;b&gt;</p>\n"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://x.no",
        "//x.no",
        "/forankret",
        "&#106;avascript:x",
        "< javascript:x>",
        "http:x",
        "vbscript:x",
    ],
)
def test_a_link_to_anything_else_is_dead_text(url):
    for text in (f"[ordet]({url})", f"[ordet][r]\n\n[r]: {url}", f"[![ordet](x)]({url})"):
        html = memo_html(text, address)
        assert "<a" not in html and "ordet" in html


def test_links_out_tell_nobody_where_they_come_from():
    html = memo_html("[a](https://x.no) <mailto:a@b.no> [c](#under)", address)
    assert '<a href="https://x.no" rel="noreferrer noopener">a</a>' in html
    assert '<a href="mailto:a@b.no">' in html and '<a href="#under">c</a>' in html


class Strict(HTMLParser):
    """Every tag and attribute that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[tuple[str, str]] = set()
        self.inside = 0

    def handle_endtag(self, tag):
        self.inside -= tag == "a"

    def handle_starttag(self, tag, attrs):
        self.seen |= {(tag, name) for name, _ in attrs} | {(tag, "")}
        self.inside += tag == "a"
        assert self.inside < 2, "a link in a link"
        for name, value in attrs:
            if name == "href":
                assert re.match(r"(?i)https?://|mailto:|#|/les/|/kode/", value or ""), value


TAGS = {"p", "a", "strong", "em", "s", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "br"}
TAGS |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
PIECES = st.sampled_from(
    [
        "[",
        "]",
        "(",
        ")",
        "[[",
        "]]",
        "INT-01",
        "uklart",
        "!",
        "<",
        ">",
        "javascript:",
        "https://x.no",
        "`",
        "\n",
        "|",
        "---",
        "#",
        "*",
        "\\",
        "&lt;",
        '"',
        "'",
        " onclick=x ",
        "<img src=x>",
        "\n\n",
        "[r]: ",
        "|:-:|",
        "{",
        "a",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@example("| a |\n|:-:|\n| b |")
@example("[se [[INT-01]] her](https://x.no) [![[[INT-01]]](x)](#a) [a][r]\n\n[r]: #b '[[INT-01]]'")
def test_whatever_a_memo_holds_only_harmless_html_comes_of_it(text):
    parser = Strict()
    parser.feed(memo_html(text, address))
    assert {tag for tag, _ in parser.seen} <= TAGS
    assert {name for _, name in parser.seen} <= {"", "href", "rel", "title", "start", "class"}
