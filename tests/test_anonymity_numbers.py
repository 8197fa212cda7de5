"""The guard finds numbers and addresses that point at somebody, and lets other figures through."""

from __future__ import annotations

from itertools import pairwise

import pytest
from evidence import evidence, found, memo, record
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer, kontonr, orgnr

from pipeline.checks import run
from pipeline.checks.evidence import DOCUMENTS_FILE, SPEAKERS_FILE, Evidence
from pipeline.checks.identifiers import identifiers
from pipeline.checks.numbers import is_account_number, is_organisation_number, is_personal_number
from pipeline.study import Study

PERSON, D_NUMBER, TENOR, NAV = "01019000083", "41019000077", "01819000049", "01669000002"


def kinds(text: str) -> list[str]:
    return [item.kind for item in identifiers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Nummeret er 01019000083.",
        "010190 00083",
        "010190-00083",
        "01.01.90 00083",
        "01 01 90 000 83",
        "010190\u00a000083",
        "fnr:01019000083,",
        "(01019000083)",
        "D-nummer 410190 00077",
        "syntetisk 01819000049",
        "NAV 01669000002",
    ],
)
def test_a_personal_number_is_found_however_it_is_written(text):
    assert kinds(text) == ["national-id"]


@pytest.mark.parametrize(
    "text",
    [
        "01019000084",
        "010190 00093",
        "32019000083",
        "0101900008",
        "010190000831",
        "a01019000083",
        "1/01019000083x",
    ],
)
def test_eleven_figures_that_are_no_personal_number_are_let_through(text):
    assert kinds(text) == []


@given(st.from_regex(r"[0-7][0-9][01459][0-9]{8}", fullmatch=True))
def test_what_stdnum_takes_for_a_personal_number_so_do_we(digits):
    if fodselsnummer.is_valid(digits):
        assert is_personal_number(digits)


@given(st.integers(1, 28), st.integers(1, 12), st.integers(0, 99999))
def test_where_the_check_digits_are_wrong_neither_takes_it_for_one(day, month, rest):
    digits = f"{day:02d}{month:02d}60{rest:05d}"
    if not is_personal_number(digits):
        assert not fodselsnummer.is_valid(digits)


@given(st.from_regex(r"[1-9][0-9]{10}", fullmatch=True))
def test_account_numbers_are_those_of_stdnum(digits):
    assert is_account_number(digits) == kontonr.is_valid(digits)


@given(st.from_regex(r"[1-9][0-9]{8}", fullmatch=True))
def test_organisation_numbers_are_those_of_stdnum(digits):
    assert is_organisation_number(digits) == orgnr.is_valid(digits)


@pytest.mark.parametrize(
    "text",
    [
        "1234.56.78903",
        "1234 56 78903",
        "konto 12345678903",
        "Kontonr: 12345678903",
        "12345678903 er kontonummeret",
    ],
)
def test_an_account_number_is_found_by_its_grouping_or_a_cue(text):
    assert kinds(text) == ["account-number"]


@pytest.mark.parametrize("text", ["12345678903", "saken 12345678903", "1234.56.78904", "konto\n12345678903"])
def test_eleven_figures_without_cue_or_grouping_or_check_digit_are_let_through(text):
    assert kinds(text) == []


def test_a_number_that_is_personal_and_of_an_account_is_told_once():
    assert is_account_number(PERSON) and kinds(f"konto {PERSON}") == ["national-id"]


@pytest.mark.parametrize(
    "text",
    [
        "org.nr. 923609016",
        "orgnr 923609016",
        "Organisasjonsnummer: 923 609 016",
        "923 609 016",
        "NO923609016MVA",
    ],
)
def test_an_organisation_number_is_found_by_its_grouping_or_a_cue(text):
    assert kinds(text) == ["organisation-number"]


@pytest.mark.parametrize(
    "text",
    ["923609016", "923 609 017", "kr 923 609 016", "923 609 016 kroner", "112 113 114 115 116 117 118"],
)
def test_nine_figures_that_are_no_organisation_number_are_let_through(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "22 33 44 55",
        "922 33 445",
        "92233445",
        "+47 92233445",
        "+4792233445",
        "0047 922 33 445",
        "47 92 23 34 45",
        "(+47) 922 33 445",
        "tlf. 22.33.44.55",
        "mob:92233445",
        "ring 24022024",
        "+46 70 123 45 67",
        "22\u00a033\u00a044\u00a055",
        "Nr.92233445.",
        "født 01.01.90, 92233445",
    ],
)
def test_a_telephone_number_is_found_however_it_is_written(text):
    assert kinds(text) == ["telephone"]


@pytest.mark.parametrize(
    "text",
    [
        "20 000 000 kroner",
        "22334455 kroner",
        "kr 22334455",
        "20240214",
        "24022024",
        "2024-02-14 10:30",
        "14.02.2024 kl. 10.30-11.45",
        "fra 2010 2015 til 2019",
        "112, 113 og 116 117",
        "22 33 44 55 66",
        "123456789012345",
        "12 34 56 78",
        "sak 2023/22334455",
        "00:01:23.456 --> 00:01:25.678",
        "a92233445",
        "22334455,50",
        "https://doi.org/10.1177/22334455",
        "99999999",
        "linjene 22 23 24 25",
        "22 23 24 25 26 27 28 29 30 31 32 33",
        "20 30 40 50 personer",
        "9 10 11 22 33 44 55",
    ],
)
def test_other_figures_are_no_telephone_number(text):
    assert kinds(text) == []


def test_two_numbers_on_one_line_are_both_found():
    assert kinds("22 33 44 55 eller 922 33 445") == ["telephone", "telephone"]


def test_two_numbers_with_nothing_but_a_space_between_are_both_found():
    assert kinds("22 33 44 55 66 77 88 99") == ["telephone", "telephone"]


@pytest.mark.parametrize(
    "text",
    [
        "kari.nordmann@nordby.no",
        "<kari@nordby.kommune.no>",
        "kari (at) nordby.no",
        "kari krøllalfa nordby punktum no",
    ],
)
def test_an_e_mail_address_is_found_even_as_it_is_said(text):
    assert kinds(text) == ["e-mail"]


@pytest.mark.parametrize("text", ["@charmaz", "[@charmaz2006]", "a @ b", "vi møttes @ kafeen."])
def test_an_at_sign_alone_is_no_e_mail_address(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://www.facebook.com/kari.nordmann",
        "linkedin.com/in/kari-n",
        "https://x.com/karin",
        "kari.blogspot.com",
        "https://www.uni.no/ansatte/kari-n",
        "http://folk.uni.no/~karin",
        "på Instagram heter jeg @kari_n",
    ],
)
def test_a_personal_web_address_is_found(text):
    assert kinds(text) == ["personal-web-address"]


@pytest.mark.parametrize(
    "text",
    [
        "https://www.regjeringen.no/contentassets/rapport.pdf",
        "www.nordby.kommune.no",
        "https://facebook.com/events/123",
        "https://doi.org/10.1177/1049732305276687",
        "vi bruker Facebook og x.",
    ],
)
def test_the_address_of_an_organisation_is_let_through(text):
    assert kinds(text) == []


@pytest.mark.parametrize("text", ["Storgata 12, 0155 Oslo", "Øvre Fjellveien 3B, 1234 Nordby"])
def test_a_home_address_with_postcode_is_found(text):
    assert kinds(text) == ["street-address"]


def test_a_street_without_postcode_is_no_home_address():
    assert kinds("vi gikk ned Storgata i 2019 Oslo") == []


# Where it is looked for, and what is told of it


def test_the_message_does_not_pass_the_number_on():
    problem = found(run(evidence({"a.txt": f"OA: Nummeret er {PERSON}.\n"})), "national-id")[0]
    assert PERSON[2:] not in str(problem) and "01…" in problem.message


@pytest.mark.parametrize(
    ("study", "place"),
    [
        (evidence({"a.txt": "OA: Ja.\n\n\nOA: Ring\n92233445\n"}), "data/raw/a.txt:5"),
        (Evidence(texts={DOCUMENTS_FILE: "file,document\na.txt,92233445\n"}), "data/raw/documents.csv:2"),
        (Evidence(texts={SPEAKERS_FILE: "document,label\n*,92233445\n"}), "data/raw/speakers.csv:2"),
        (
            Evidence(texts={"codebooks/manuscript.md": "# Funn\n\nRing 92233445.\n"}),
            "codebooks/manuscript.md:3",
        ),
        (Evidence(texts={"codebooks/codebook.yaml": "- examples: [92233445]"}), "codebooks/codebook.yaml:1"),
        (evidence(memos=[memo("Hei.\nRing 92233445.")]), "codebooks/memos/2024-02-14-tanke.md:7"),
    ],
)
def test_a_number_is_found_wherever_it_stands(study, place):
    assert [problem.place for problem in found(run(study), "telephone")] == [place]


@pytest.mark.parametrize(
    "event",
    [
        {"quote": "ring 92233445"},
        {"memo": "ring 92233445"},
        {"edits": [{"op": "insert", "start": 0, "end": 0, "text": "92233445"}]},
    ],
)
def test_a_number_is_found_in_the_quote_memo_and_edits_of_a_coding(event):
    study = evidence(records=[record(4, **event)], study=Study(coders=["hege"]))
    assert [p.place for p in found(run(study), "telephone")] == ["codebooks/codings/hege/INT-1.jsonl:4"]


def test_a_number_in_a_replaced_document_is_found_too():
    from pipeline.model import Document

    rows = [
        Document("A", "a.txt", "interview", line=2),
        Document("B", "b.txt", "interview", replaces="A", line=3),
    ]
    study = evidence({"a.txt": "OA: Ring 92233445.\n", "b.txt": "OA: Ring meg.\n"}, rows)
    assert [problem.place for problem in found(run(study), "telephone")] == ["data/raw/a.txt:1"]


def test_identifiers_are_errors():
    assert [p.level for p in run(evidence({"a.txt": "OA: Ring 92233445.\n"}))] == ["error"]


@given(st.text(alphabet="0123456789 .-+()/@a\n", max_size=80))
def test_no_text_makes_the_search_fail(text):
    found_in = list(identifiers(text))
    assert all(0 <= item.start < item.end <= len(text) for item in found_in)
    assert all(one.end <= two.start for one, two in pairwise(found_in))
