"""Comparing words on the page: a code's words together and side by side, words like one, negative cases."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from fastapi.testclient import TestClient
from small_study import CODEBOOK, INT_01, answered, code_words, put, small_study
from test_web_search import page_of

from pipeline.analysis.comparison import BY, says_against
from pipeline.coding.events import Event
from pipeline.stages.collecting import Wanted, compare
from pipeline.stages.comparing import about_coding
from pipeline.stages.deciding import contradict
from pipeline.stages.desk import Desk
from pipeline.stages.doing import Doing
from pipeline.stages.nearby import at_hand
from pipeline.stages.opposing import findings, opposed
from pipeline.store.codings import append
from pipeline.web.going_back import back_to


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path)


@pytest.fixture
def page(study: Path) -> TestClient:
    return page_of(study)


def compared(page: TestClient, /, **asked: str | int) -> str:
    """What the page shows for a choice."""
    answer = page.get("/compare?" + urlencode(asked))
    assert answer.status_code == 200, answer.text
    return answer.text


def shown(text: str) -> list[str]:
    """The codings on a page, in their order."""
    return re.findall(r'<li class="passage[^"]*" id="p-([^"]*)"', text)


def do(page: TestClient, deed: str, **told: Any) -> Any:
    """An act as the page sends it."""
    act = {"act": f"act-{deed}-{len(told):04d}", "coder": "hege", **told}
    return page.post(f"/api/{deed}", json=act)


def finished(study: Path, *coders: str, document: str = "INT-01") -> None:
    """Mark a document as done by some coders."""
    for coder in coders:
        append(study, coder, document, [Event(at="2024-05-01T09:00:00Z", event="done")])


def test_all_words_of_a_code_and_those_below_it_stand_together(page: TestClient) -> None:
    text = compared(page, code="styring")
    assert shown(text) == ["c3", "c2", "c5"]
    for words in ("slippe styringen", "skummelt", "Vi vil bli spurt før alt er bestemt."):
        assert f">{words}</p>" in text


def test_each_tells_whose_words_they_are_and_who_coded_them_when(page: TestClient) -> None:
    text = compared(page, code="skummelt")
    for told in ("INT-01:0004", "OA-7", "Nord", "start", "kodet av hege 2024-03-01", "Skummelt"):
        assert told in text


def test_the_other_words_of_the_utterance_are_at_hand_in_grey(page: TestClient) -> None:
    text = compared(page, code="skummelt")
    assert '<span class="grey">Vi er usikre alle sammen. Det er </span><mark>skummelt</mark>' in text


@pytest.mark.parametrize(
    ("narrowed", "left"),
    [
        ({"role": "INN"}, ["c5"]),
        ({"case": "nord"}, ["c3", "c2", "c5"]),
        ({"wave": "start"}, ["c3", "c2"]),
        ({"wave": "end", "role": "OA"}, []),
        ({"coder": "hege"}, ["c3", "c2", "c5"]),
        ({"coder": "ola"}, ["c3", "c2", "c5"]),
        ({"role": "X", "by": "Y", "sort": "Z", "left": "W", "page": 99}, ["c3", "c2", "c5"]),
    ],
    ids=str,
)
def test_filters_narrow_what_is_compared(
    page: TestClient, narrowed: dict[str, str | int], left: list[str]
) -> None:
    assert shown(compared(page, code="styring", **narrowed)) == left


def recoded_at(study: Path, coding: str, at: str, utterance: str, words: str, code: str = "styring") -> None:
    """A coding by hege made at a time of its own."""
    code_words(study, "hege", coding, utterance, code, words)
    file = study / "codebooks/codings/hege" / f"{utterance.rpartition(':')[0]}.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[-1] = lines[-1].replace("2024-03-01T09:00:00Z", at)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_the_words_are_sorted_by_date_or_role(study: Path) -> None:
    recoded_at(study, "c9", "2024-01-01T10:00:00+02:00", "INT-02:0002", "Vi mangler verktøy.")
    recoded_at(study, "c8", "2024-01-01T09:30:00Z", "FN-01:0004", "Ingen spør oss.")
    page = page_of(study)
    assert shown(compared(page, code="styring", sort="date")) == ["c9", "c8", "c3", "c2", "c5"]
    assert shown(compared(page, code="styring", sort="role")) == ["c5", "c8", "c3", "c2", "c9"]
    assert shown(compared(page, code="styring")) == ["c3", "c2", "c9", "c5", "c8"]


def test_two_values_stand_side_by_side_with_what_they_are_out_of(page: TestClient) -> None:
    text = compared(page, code="styring", by="role", left="OA", right="INN")
    left, right = re.findall(r'<section class="column".*?</section>', text, re.DOTALL)
    assert (shown(left), shown(right)) == (["c3", "c2"], ["c5"])
    assert "1 av 6 ytringer" in left and "1 av 2 talere" in left
    assert "1 av 2 ytringer" in right and "ingen kjente talere" in right


def test_the_first_values_that_have_words_are_shown_where_none_is_chosen(study: Path) -> None:
    found = compare(Desk(study), "hege", Wanted("uklart", by="case"))
    assert [column.value for column in found.columns] == ["nord", "vest"]
    assert [
        column.value for column in compare(Desk(study), "hege", Wanted("styring", by="role")).columns
    ] == [
        "INN",
        "OA",
    ]


@pytest.mark.parametrize("by", BY[:3])
@pytest.mark.parametrize("narrow", [{}, {"wave": "end"}, {"role": "OA"}], ids=str)
def test_the_counts_are_those_of_the_command(study: Path, by: str, narrow: dict[str, str]) -> None:
    code_words(study, "hege", "c7", "INT-01:0003", "styring", "for de andre")
    code_words(study, "hege", "c8", "FN-01:0002", "skummelt", "kaldt i salen")
    options = [word for name, value in narrow.items() for word in (f"--{name}", value)]
    rows = answered(study, "mentions", "styring", "--by", by, *options)
    table = compare(Desk(study), "hege", Wanted("styring", by=by, **narrow)).table
    names = ("codings", "utterances", "speakers", "of_utterances", "of_speakers")
    assert rows and all(
        table[row[by]] == tuple(row[name] for name in names) for row in rows if row[by] in table
    )
    assert {row[by] for row in rows if row["codings"]} <= table.keys()


def test_words_of_those_who_ask_are_left_out_and_that_is_told(study: Path) -> None:
    code_words(study, "hege", "c7", "INT-01:0003", "styring", "for de andre")
    page = page_of(study)
    text = compared(page, code="styring")
    assert "c7" not in shown(text) and "1 koding på ordene til F, som spør, er ikke med." in text
    assert "c7" in shown(compared(page, code="styring", asking="yes"))
    assert shown(compared(page, code="styring", role="F")) == ["c7"]


def test_a_passage_over_several_utterances_is_one(study: Path) -> None:
    code_words(study, "hege", "c7", "FN-01:0003", "uklart", "Vi vil bli spurt")
    code_words(study, "hege", "c7", "FN-01:0004", "uklart", "Ingen spør oss.")
    assert shown(compared(page_of(study), code="uklart", role="INN")) == ["c7"]


def test_another_coder_is_seen_only_where_both_have_finished(study: Path) -> None:
    assert shown(compared(page_of(study), code="uklart")) == ["c1", "c4"]
    finished(study, "ola")
    assert shown(compared(page_of(study), code="uklart")) == ["c1", "c4"]
    finished(study, "hege")
    text = compared(page_of(study), code="uklart", by="coder", left="hege", right="ola")
    left, right = re.findall(r'<section class="column".*?</section>', text, re.DOTALL)
    assert (shown(left), shown(right)) == (["c1", "c4"], ["c6"])
    assert "1 av 4 ytringer" in right


def test_only_own_codings_can_be_moved_and_chosen(study: Path) -> None:
    finished(study, "hege", "ola")
    text = compared(page_of(study), code="uklart")
    assert 'id="x-c1"' in text and 'id="m-c1"' in text
    assert 'id="x-c6"' not in text and 'id="m-c6"' not in text and 'id="a-c6"' in text


def test_who_has_not_said_who_codes_reads_and_changes_nothing(study: Path) -> None:
    text = compared(page_of(study, ""), code="styring")
    assert shown(text) == [] and "data-does=" not in text


def test_several_codings_are_moved_at_once_and_back(study: Path, page: TestClient) -> None:
    assert do(page, "recode", codings=["c2", "c5"], code="uklart").status_code == 200
    assert shown(compared(page, code="styring")) == ["c3"]
    assert len(shown(compared(page, code="uklart"))) == 4
    assert do(page, "undo").status_code == 200
    assert len(shown(compared(page, code="styring"))) == 3


def test_a_merged_code_is_compared_as_what_it_became(page: TestClient) -> None:
    assert shown(compared(page, code="redd")) == ["c3"]


def test_an_unknown_code_or_utterance_is_told_in_words(page: TestClient) -> None:
    assert page.get("/compare?code=../../etc").status_code == 404
    assert page.get("/compare?utterance=INT-01:9999").status_code == 404
    assert "Kodeboka har ikke den koden" in page.get("/compare?code=<b>").text


def test_a_place_leads_back_to_the_comparison_as_it_was(page: TestClient) -> None:
    text = compared(page, code="skummelt", sort="date", wave="start")
    link = re.search(r'href="(/d/INT-01\?back=([^"#]*)#u4)"', text)
    assert link and unquote(link[2]) == "/compare?code=skummelt&wave=start&sort=date#p-c3"
    there = page.get(link[1].partition("#")[0]).text
    assert (
        'href="/compare?code=skummelt&amp;wave=start&amp;sort=date#p-c3">← Tilbake til sammenligningen'
        in there
    )


@pytest.mark.parametrize(
    "address",
    ["", "/", "//elsewhere.no", "https://elsewhere.no/compare?", "/compare\\", "/comparex?", "javascript:x"],
)
def test_the_way_back_leads_to_no_other_page(address: str) -> None:
    assert back_to(address) is None


def test_html_in_the_words_and_in_a_note_stays_text(tmp_path: Path) -> None:
    said = INT_01.replace("Mm.", "<script>alert(1)</script> Mm.", 1)
    study = small_study(tmp_path, coded=False, **{"int-01__txt": said})
    code_words(study, "hege", "c1", "INT-01:0006", "uklart", "<script>alert(1)</script>")
    note = Event(at="2024-03-01T09:00:00Z", event="memo", coding="c1", memo="<img src=x onerror=y>")
    append(study, "hege", "INT-01", [note])
    text = compared(page_of(study), code="uklart")
    assert "<script>alert" not in text and "<img" not in text and "&lt;img" in text


def test_for_the_utterance_at_hand_unlike_words_with_its_codes_come_first(study: Path) -> None:
    code_words(study, "hege", "c8", "INT-01:0006", "uklart", "Mm.")
    code_words(study, "hege", "c9", "FN-01:0004", "uklart", "Ingen spør oss.")
    said = at_hand(Desk(study), "hege", "INT-01:0002")
    assert [same.code.id for same in said.codes] == ["uklart"]
    assert [item.passage.first.coding for item in said.codes[0].items] == ["c4", "c9", "c8"]


def test_the_utterance_at_hand_shows_each_of_its_codes(page: TestClient) -> None:
    text = compared(page, utterance="INT-01:0004")
    assert shown(text) == ["c5"]
    assert "Det er <mark>skummelt</mark> å <mark>slippe styringen</mark>." in text
    assert "har ingen koder ennå" in compared(page, utterance="INT-01:0001")


def test_every_finding_tells_what_speaks_against_it_and_none_is_told_too(page: TestClient) -> None:
    text = compared(page, contradictions="1")
    assert text.count("Ingen funnet ennå.") == 2 and text.count("0 taler mot") == 2


def test_what_speaks_against_a_finding_is_marked_told_and_withdrawn(page: TestClient) -> None:
    told = {"coding": "c3", "finding": "uklart", "memo": "Hun er sikker."}
    assert do(page, "contradict", **told).status_code == 200
    text = compared(page, contradictions="1")
    section = text[text.index('id="finding-uklart"') : text.index('id="finding-styring"')]
    assert shown(section) == ["c3"] and "Hun er sikker." in section and "<strong>hege</strong>, 20" in section
    assert do(page, "contradict", coding="c3", finding="uklart", withdrawn=True, memo="").status_code == 200
    assert shown(compared(page, contradictions="1")) == []


def test_what_another_says_against_is_unseen_until_both_have_finished(study: Path) -> None:
    said = {"coding": "c1", "utterance": "INT-01:0002", "code": "uklart", "memo": "Nei."}
    append(study, "ola", "INT-01", [Event(at="2024-03-02T09:00:00Z", event="contradict", **said)])
    desk = Desk(study)
    assert not any(one.against for one in opposed(desk, "hege"))
    assert about_coding(desk, "hege", "c1").against == []
    assert any(one.against for one in opposed(desk, "ola")) is False
    finished(study, "hege", "ola")
    desk.look(now=True)
    assert [said.case.coder for one in opposed(desk, "hege") for said in one.against] == ["ola"]
    assert about_coding(desk, "hege", "c1").against == ["uklart"]


def test_words_can_speak_against_findings_and_where_there_are_none_against_the_topmost_codes(
    tmp_path: Path,
) -> None:
    desk = Desk(small_study(tmp_path))
    assert [code.id for code in findings(desk)] == ["uklart", "styring"]
    put(tmp_path, "codebooks/codebook.yaml", CODEBOOK.replace("kind: finding", "kind: code"))
    desk.look(now=True)
    assert desk.codebook.findings == []
    assert [code.id for code in findings(desk)] == ["uklart", "styring"]


def test_a_note_that_words_speak_against_is_found_for_its_finding(study: Path) -> None:
    note = Event(at="2024-03-01T09:00:00Z", event="memo", coding="c3", memo="Taler mot funnet.")
    append(study, "hege", "INT-01", [note])
    desk = Desk(study)
    noted = {
        one.finding.id: [item.passage.first.coding for item in one.noted] for one in opposed(desk, "hege")
    }
    assert noted == {"uklart": [], "styring": ["c3"]}
    contradict(Doing(desk, "hege", "act-hege-0001"), "c3", "styring")
    assert not any(one.noted for one in opposed(desk, "hege"))


@pytest.mark.parametrize(
    ("note", "against"),
    [
        ("Taler mot funn 1: hun vet det.", True),
        ("Dette talar imot.", True),
        ("Speaks against it.", True),
        ("Hun møter motstand.", False),
        ("Han taler motvillig", False),
        ("", False),
    ],
)
def test_a_note_says_against_only_in_so_many_words(note: str, against: bool) -> None:
    assert says_against(note) is against


def test_a_study_without_findings_says_so(tmp_path: Path) -> None:
    study = small_study(tmp_path, coded=False, codebook__yaml="version: 1\ncodes: []\n")
    page = page_of(study)
    assert "ingen funn ennå" in compared(page, contradictions="1")
    assert "Kodeboka er tom ennå." in compared(page)


def test_a_hundred_passages_stand_in_a_column(tmp_path: Path) -> None:
    said = "\n\n".join(f"OA: Ord nummer {number}." for number in range(130))
    study = small_study(tmp_path, coded=False, **{"int-01__txt": said})
    for number in range(1, 131):
        code_words(study, "hege", f"k{number}", f"INT-01:{number:04d}", "uklart", "Ord")
    page = page_of(study)
    assert len(shown(compared(page, code="uklart"))) == 100
    assert shown(compared(page, code="uklart", page=2))[-1] == "k130"


def now(page: TestClient) -> str:
    """The version of now, as the script of the page compares it with the one it shows."""
    told = page.get("/api/pulse").json()
    return f"{told['study']}.{told['codebook']}.{told['codings']}"


def version_shown(text: str) -> str:
    """The version that a page says it shows."""
    return re.findall(r'data-seen="([^"]*)"', text)[0]


def test_whoever_asks_for_changes_or_opens_a_page_is_told_of_this_moment(
    study: Path, page: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.stages.desk.PATIENCE", 3600)
    before = now(page)
    code_words(study, "hege", "c8", "INT-02:0004", "skummelt", "oppskrift")
    assert now(page) != before
    code_words(study, "hege", "c9", "INT-02:0004", "skummelt", "oppskrift")
    opened = page.get("/compare?code=skummelt", headers={"Sec-Fetch-Mode": "navigate"}).text
    assert {"c8", "c9"} <= set(shown(opened))


def test_what_changes_while_a_page_is_written_is_not_taken_as_shown(
    study: Path, page: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(desk: Desk, coder: str, wanted: Wanted) -> Any:
        found = compare(desk, coder, wanted)
        code_words(study, "hege", "c9", "INT-02:0004", "skummelt", "oppskrift")
        desk.look(now=True)
        return found

    monkeypatch.setattr("pipeline.stages.collecting.compare", meanwhile)
    text = compared(page, code="skummelt")
    assert "c9" not in shown(text) and version_shown(text) != now(page)


def test_beside_the_utterance_the_nearest_words_come_first_and_the_least_alike_are_shown(study: Path) -> None:
    said = [
        "Jeg er usikker på ordet.",
        "Det var kaldt i salen.",
        *(f"Hva ordet betyr, er uklart {n}." for n in range(9)),
    ]
    put(study, "data/raw/int-02.md", "\n\n".join(f"**OA:** {text}" for text in said))
    for at, text in enumerate(said, 1):
        code_words(study, "hege", f"n{at:02d}", f"INT-02:{at:04d}", "uklart", text)
    same = at_hand(Desk(study), "hege", "INT-01:0002").codes[0]
    assert same.items[0].passage.first.coding == "n01"
    assert [item.passage.first.coding for item in same.farthest][:1] == ["n02"]
    assert not {item.passage.first.coding for item in same.farthest} & {
        item.passage.first.coding for item in same.items
    }
    assert "Likner minst" in compared(page_of(study), utterance="INT-01:0002")
