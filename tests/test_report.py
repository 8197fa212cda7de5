"""The report's content: every section speaks, numbers have utterances, the public edition keeps quiet."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from constructed import codings, utterances
from reported import WICKED, evidence, nothing, registered, said, study

from pipeline.checks import CHECKS
from pipeline.codebook import Change
from pipeline.model import Memo
from pipeline.report.blocks import (
    Figure,
    Heading,
    Listing,
    Number,
    Paragraph,
    Quote,
    Source,
    Table,
    Transcripts,
    text_of,
)
from pipeline.report.evidence import Evidence
from pipeline.report.sections import SECTIONS, build
from pipeline.report.sections.printed import printed_words, quote_key
from pipeline.report.sections.sentences import spread
from pipeline.report.wording import LANGUAGES, wording
from pipeline.study import Study

NAMES = [section.__name__ for section in SECTIONS]


def words_of(blocks):
    """All words of the blocks but those of the transcripts."""
    parts = []
    for block in blocks:
        if isinstance(block, Table):
            parts += [*block.header, block.caption, block.note]
            parts += [text_of(cell) for row in block.rows for cell in row.cells]
        elif isinstance(block, Figure):
            parts += [block.caption, block.alt, block.note]
        elif isinstance(block, Quote):
            parts += [text_of(block.runs), block.attribution, *block.utterances]
        elif isinstance(block, Heading):
            parts.append(block.text)
        elif isinstance(block, Paragraph):
            parts.append(text_of(block.runs))
        elif hasattr(block, "items"):
            parts += [text_of(item[1] if isinstance(item[0], str) else item) for item in block.items]
    return "\n".join(parts)


def numbers_of(blocks):
    """All numbers of the blocks, with what they open."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (
                one for row in block.rows for cell in row.cells for one in cell if isinstance(one, Number)
            )
        elif isinstance(block, Paragraph):
            yield from (one for one in block.runs if isinstance(one, Number))


def table(blocks, caption):
    return next(block for block in blocks if isinstance(block, Table) and block.caption.startswith(caption))


@pytest.mark.parametrize("section", SECTIONS, ids=NAMES)
@pytest.mark.parametrize("edition", ["internal", "public"])
def test_every_section_of_an_empty_study_says_what_is_empty(section, edition):
    blocks = section(nothing(edition=edition))
    if section.__name__ in ("sources", "manuscript"):
        assert blocks == []
        return
    assert blocks
    assert section.__name__ == "contents" or len(words_of(blocks)) > 20


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", ["internal", "public"])
def test_the_whole_report_is_made_in_each_language_and_edition(language, edition):
    blocks = build(evidence(language, edition))
    chapters = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert len(chapters) == len(set(chapters)) > 10
    assert "{" not in words_of(blocks)


def test_anchors_are_unique():
    anchors = [block.anchor for block in build(evidence()) if isinstance(block, Heading)]
    assert len(anchors) == len(set(anchors))


def test_the_three_languages_have_the_same_texts_with_the_same_holes():
    holes = {
        language: {
            key: sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})
            for key, text in wording(language).texts.items()
        }
        for language in LANGUAGES
    }
    assert holes["nb"] == holes["nn"] == holes["en"]


def test_numbers_and_dates_are_written_as_the_language_writes_them():
    assert wording("nb").number(12345) == "12\u00a0345" and wording("en").number(12345) == "12,345"
    assert wording("nn").decimal(2.25, 2) == "2,25" and wording("en").decimal(2.25, 2) == "2.25"
    assert wording("nb").date("2024-05-02T10:00:00Z") == "2. mai 2024"
    assert (
        wording("en").date("2024-05-02") == "2 May 2024" and wording("nb").date("2024-15-02") == "2024-15-02"
    )


def test_the_sentence_counts_utterances_people_and_documents_for_each_role():
    told = text_of(spread(evidence(), "rolle"))
    assert told == (
        "Til sammen er dette kodet i 10 ytringer i 10 av 10 dokumenter: "
        "1 ytring av innbyggere uten kjent taler, i 1 av 1 dokument; "
        "9 ytringer fra 9 av 9 offentlig ansatte, i 9 av 9 dokumenter; ingen avsnitt fortelling."
    )


def test_the_sentence_in_english_says_n_utterances_by_m_of_k_in_d_of_d_documents():
    assert "9 utterances by 9 of 9 offentlig ansatte in 9 of 9 documents" in text_of(
        spread(evidence("en"), "uklart")
    )


def test_a_finding_that_nobody_was_coded_with_says_so():
    bare = evidence()
    assert "Ingen ytring" in text_of(spread(replace(bare, codings=bare.codings[:0]), "rolle"))


def test_numbers_of_utterances_open_exactly_as_many_utterances():
    blocks = build(evidence())
    counts = table(blocks, "Usikre på hva det er")
    at = counts.header.index("Ytringer")
    opened = [row.cells[at][0] for row in counts.rows]
    assert [(one.text, len(one.utterances)) for one in opened] == [("9", 9), ("8", 8), ("0", 0)]


def test_every_number_over_zero_that_stands_on_utterances_opens_some():
    known = set(said()["utterance"])
    opened = [one for one in numbers_of(build(evidence())) if one.utterances]
    assert len(opened) > 60
    assert all(set(one.utterances) <= known for one in opened)


def test_a_document_kind_and_a_corrected_transcript_leave_other_numbers_alone():
    theme = table(build(evidence()), "Tillit bærer mot")
    assert [text_of(cell) for cell in theme.rows[1].cells] == ["Ubehag i rollen", "10", "4", "40\u00a0%"]
    assert theme.rows[1].cells[2][0].utterances == tuple(f"INT-0{at}:0003" for at in range(1, 5))


def test_a_quote_is_printed_with_its_edits_and_its_key_has_the_source():
    about = evidence()
    pinned = next(quote for quote in about.quotes if quote.coding == "a1")
    assert printed_words(about, pinned).startswith("(...)[noe]")
    key = quote_key(about)
    row = key[key["coding"] == "a1"].iloc[0]
    assert row["quote"] == WICKED and "cut 0-7" in row["edits"]


def test_quotes_bear_a_role_and_never_a_case_or_a_person():
    quotes = [block for block in build(evidence()) if isinstance(block, Quote)]
    assert [quote.number for quote in quotes] == list(range(1, len(quotes) + 1))
    assert {quote.attribution for quote in quotes} <= {"Offentlig ansatt", "Innbygger"}


def test_codes_nobody_used_are_listed():
    unused = build(evidence())
    at = next(i for i, block in enumerate(unused) if isinstance(block, Heading) and block.anchor == "unused")
    assert "Nytt ord for noe gammelt" in text_of(unused[at + 2].items[0])


def test_the_stop_list_stands_under_a_cloud_with_the_words_it_removed():
    cloud = next(b for b in build(evidence()) if isinstance(b, Figure) and b.name == "cloud_OA_all")
    stops = evidence().stoplist
    assert stops.version in cloud.note and stops.digest[:16] in cloud.note
    assert "det (20, vanlige småord)" in cloud.note


def test_a_change_of_the_codebook_is_told_in_words():
    history = table(build(evidence()), "Endringer i kodeboken")
    assert [text_of(cell) for cell in history.rows[0].cells] == [
        "11. mai 2024",
        "2",
        "Første koder",
        "«Skummelt» slått sammen med «Ubehag i rollen»",
        "Dekkes av ubehaget.",
    ]


def edit(code, before, after, at="2024-05-11"):
    return Change(at=at, who="hege", version=2, event="edit", code=code, before=before, after=after)


def test_new_codes_and_new_signs_are_summed_up_by_day_and_other_changes_stand_in_the_table():
    history = [
        Change(at="2024-03-04T10:00", who="hege", version=1, event="add", code="a", after={"label": "A"}),
        Change(at="2024-03-04T11:00", who="hege", version=2, event="add", code="b", after={"label": "B"}),
        edit("hva", {"indicators": []}, {"indicators": ["hva er"]}, at="2024-04-01"),
        Change(at="2024-05-06", who="hege", version=3, event="add", code="c", after={"label": "C"}),
        edit(
            "rolle", {"definition": "x", "kind": "code"}, {"definition": "y", "kind": "finding"}, "2024-05-06"
        ),
    ]
    blocks = build(evidence(history=history))
    days = next(b for b in blocks if isinstance(b, Listing) and "4. mars" in text_of(b.items[0]))
    assert [text_of(item) for item in days.items] == [
        "4. mars 2024: 2 nye koder.",
        "1. april 2024: 1 kode fikk nye indikatorer eller eksempler.",
    ]
    rows = table(blocks, "Endringer i kodeboken").rows
    told = [text_of(row.cells[3]) for row in rows if not row.across]
    assert told == ["Ny kode: «C»", "«Ubehag i rollen»: endret definisjon og type"]


def altered(edition="internal"):
    """The rows under a change that altered a definition and a name, and the note of their table."""
    before = {"label": "Ubehag", "definition": "Å sitte stille blir tungt for ansatte i møter."}
    after = {
        "label": "Ubehag i rollen",
        "definition": "Å sitte stille blir tungt for alle i møter. Også oss.",
    }
    shown = table(
        build(evidence(edition=edition, history=[edit("rolle", before, after)])), "Endringer i kodeboken"
    )
    return [row for row in shown.rows if row.across], shown.note


def test_under_a_change_stand_the_old_and_the_new_words_of_what_it_altered():
    (name, definition), note = altered()
    assert [(run.text, run.style) for run in name.cells[0]] == [
        ("Navn: ", "strong"),
        ("Ubehag", ""),
        (" ", ""),
        ("i rollen", "new"),
    ]
    marked = [(run.text, run.style) for run in definition.cells[0] if run.style in ("gone", "new")]
    assert marked == [("ansatte", "gone"), ("alle", "new"), ("Også oss.", "new")]
    assert "strøket over" in note


def test_texts_that_have_little_in_common_stand_one_after_the_other():
    history = [edit("rolle", {"definition": "En vei å gå."}, {"definition": "Det som er i huset nå."})]
    row = table(build(evidence(history=history)), "Endringer i kodeboken").rows[1]
    assert [(run.text, run.style) for run in row.cells[0] if run.style in ("gone", "new")] == [
        ("En vei å gå.", "gone"),
        ("Det som er i huset nå.", "new"),
    ]


def test_what_a_text_said_before_stays_inside():
    rows, note = altered("public")
    assert not rows and "tekstene slik de var før" in note


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_in_quotation_marks_gets_no_more_of_them(language):
    change = Change(at="2024-05-11", who="hege", version=2, event="retire", code="hva")
    memo = Memo("m.md", "2024-05-02", "Ordet", (("code", "hva"), ("code", "rolle")), "hege", "tekst")
    told = words_of(build(evidence(language, history=[change], memos=[memo])))
    assert "«Hva er det?»" in told and not re.search("[«“]{2}|[»”]{2}|“«|»”", told)
    assert "“Ubehag i rollen”" in told if language == "en" else "«Ubehag i rollen»" in told


@pytest.mark.parametrize(
    ("language", "said"), [("nb", "overskrifter"), ("nn", "overskrifter"), ("en", "headings")]
)
def test_it_is_said_that_headings_count_as_narrative_where_that_is_told_of_and_under_the_coverage(
    language, said
):
    data = [block for block in build(evidence(language)) if isinstance(block, Paragraph | Table)]
    intro = text_of(
        next(block for block in data if isinstance(block, Paragraph) and said in words_of([block])).runs
    )
    notes = [block.note for block in data if isinstance(block, Table) and said in block.note]
    assert said in intro and len(notes) == 2


def test_the_first_page_says_who_where_and_when_if_the_study_does():
    told = {"authors": "Kari Nordmann", "institution": "Universitetet i Nord", "date": 2025}
    title = build(evidence(study=Study(title="T", **told)))[0]
    assert title.by == ("Kari Nordmann", "Universitetet i Nord", "2025")
    assert build(evidence())[0].by == ()
    assert build(evidence(study=Study(authors=["A", "B"])))[0].by == ("A og B",)


def test_warnings_are_told_in_words_with_their_number_and_the_name_of_the_check():
    blocks = build(evidence(warnings={"coding-waits": 4}))
    told = [text_of(item) for b in blocks if isinstance(b, Listing) for item in b.items]
    waiting = "kodinger som venter på at et menneske plasserer dem i en rettet utskrift"
    assert f"4 advarsler: {waiting} (coding-waits)" in told
    one = build(evidence("nn", warnings={"coding-waits": 1}))
    assert any(
        text_of(item).startswith("1 åtvaring: ") for b in one if isinstance(b, Listing) for item in b.items
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_is_told_in_words(language):
    names = {name for one in CHECKS for name in one.names}
    page = (Path(__file__).parents[1] / "docs/checks.md").read_text(encoding="utf-8")
    before = page.split("## Found while reading")[1].split("\n## ")[0].split("\n### ")[0]
    names |= set(
        re.findall(
            r"`([a-z-]+)`",
            "".join(line.split(" | ")[0] for line in before.splitlines() if line.startswith("| `")),
        )
    )
    assert len(names) > 60
    assert [name for name in sorted(names) if not wording(language).has(f"check.{name}")] == []


def test_a_table_without_rows_becomes_a_sentence():
    empty = evidence().keyness or {"OA": evidence().words[("OA", "all")][:0].assign(g2=[], log_ratio=[])}
    assert all(block.rows for block in build(evidence(keyness=empty)) if isinstance(block, Table))
    few = evidence(edition="public")
    few = replace(few, codings=few.codings[few.codings["coding"].isin(["b1", "c1"])])
    blocks = build(few)
    assert all(block.rows for block in blocks if isinstance(block, Table))
    assert "det er ingenting å vise her" in words_of(blocks)


def test_only_the_great_parts_begin_a_new_page():
    chapters = [b for b in build(evidence()) if isinstance(b, Heading) and b.new_page]
    assert [chapter.text for chapter in chapters] == ["Data og metode", "Funn", "Kodeboken", "Vedlegg"]


def test_the_public_edition_holds_no_ids_no_transcripts_and_no_words_but_the_printed_quotes():
    blocks = build(evidence(edition="public"))
    told = words_of([block for block in blocks if not isinstance(block, Quote)])
    assert not re.search(r"(INT|FN)-\d", told)
    assert not any(isinstance(block, Transcripts) for block in blocks)
    assert not any(block.utterances for block in blocks if isinstance(block, Quote))
    assert not any(one.utterances for one in numbers_of(blocks))
    assert not any(text[:30] in told for text in said()["text"])
    assert "Jeg vet kanskje ikke helt ennå" not in told
    assert "flaut" not in told


def test_the_public_edition_leaves_people_s_words_and_ids_out_of_researchers_prose():
    quoting = "«Men de stolte på meg etter hvert» (INT-09:0004) sier det best."
    memo = Memo("m.md", "2024-05-02", quoting, (), "hege", "tekst")
    inside, outside = (
        text_of(
            table(build(evidence(edition=edition, memos=[memo], pins=frozenset())), "Notatene")
            .rows[0]
            .cells[2]
        )
        for edition in ("internal", "public")
    )
    assert inside == quoting
    assert outside == "«[…]» ([…]) sier det best."


def test_the_public_edition_prints_no_number_under_three():
    tables = [block for block in build(evidence(edition="public")) if isinstance(block, Table)]
    cells = [
        text_of(row.cells[at])
        for one in tables
        for row in one.rows
        for at in one.numeric
        if at < len(row.cells)
    ]
    small = [cell for cell in cells if cell in ("0", "1", "2")]
    # running numbers of versions and quotes are not counts of people's words
    history = table(build(evidence(edition="public")), "Endringer i kodeboken")
    assert small == [text_of(row.cells[1]) for row in history.rows]
    assert "<3" in cells


def test_the_public_edition_leaves_out_figures_that_show_documents_or_numbers_their_table_hides():
    names = [block.name for block in build(evidence(edition="public")) if isinstance(block, Figure)]
    assert names == ["cloud_OA_all"]


def test_ids_of_the_key_lead_to_the_transcripts():
    blocks = build(evidence())
    key = table(blocks, "Fra sitatnummer")
    ids = {one.utterance for row in key.rows for one in row.cells[2] if isinstance(one, Source)}
    held = {
        p.utterance for b in blocks if isinstance(b, Transcripts) for d in b.documents for p in d.passages
    }
    assert ids and ids <= held


def test_the_same_evidence_gives_the_same_blocks():
    assert build(evidence()) == build(evidence())


def two_talks(speakers: tuple[str, str], **more: Any) -> Evidence:
    """Two interviews with an employee each, both coded; ``speakers`` as they are called."""
    rows = [
        {"document": f"INT-{at}", "role": "OA", "speaker": who, "text": "Vet ikke."}
        for at, who in enumerate(speakers, 1)
    ]
    table = utterances(*rows)
    marked = codings(table, ("a", "INT-1:0001", "hva"), ("b", "INT-2:0001", "hva"))
    given = {"utterances": table, "documents": registered(table), "codings": marked}
    return evidence(**given, pins=frozenset(), edits={}, **more)


def test_speakers_whom_nobody_told_apart_are_not_called_so_many_people() -> None:
    untold = two_talks(("INT-1/OA", "INT-2/OA"))
    assert "2 ytringer fra 2 av 2 talere som er offentlig ansatte" in text_of(spread(untold, "uklart"))
    data = " ".join(text_of(one.runs) for one in build(untold) if isinstance(one, Paragraph))
    assert "Hos offentlig ansatte er det ikke sagt hvem som er samme person" in data
    told = two_talks(("Kari", "Ola"))
    assert "2 ytringer fra 2 av 2 offentlig ansatte" in text_of(spread(told, "uklart"))
    assert "ikke sagt hvem som er samme" not in " ".join(
        text_of(one.runs) for one in build(told) if isinstance(one, Paragraph)
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "2 ytringer fra 1 av 1 offentlig ansatt, i"),
        ("nn", "2 ytringar frå 1 av 1 offentlig ansatt, i"),
        ("en", "2 utterances by 1 of 1 offentlig ansatt in"),
    ],
)
def test_one_of_one_is_told_in_the_singular(language: str, told: str) -> None:
    known = study(language)
    assert told in text_of(spread(two_talks(("Kari", "Kari"), study=known), "uklart"))
    none = two_talks(("Kari", "Kari"), study=known)
    assert "offentlig ansatte" not in text_of(spread(none, "uklart"))


@pytest.mark.parametrize(
    ("language", "place", "told"),
    [
        ("nb", "line 2", "linje 2"),
        ("nn", "paragraph 13", "avsnitt 13"),
        ("nb", "cue 4", "replikk 4"),
        ("nb", "sheet Svar A row 3", "ark Svar A, rad 3"),
        ("en", "row 7", "row 7"),
        ("nb", "", ""),
    ],
)
def test_places_are_told_in_the_language_of_the_report(language: str, place: str, told: str) -> None:
    table = said().assign(place=place)
    blocks = build(evidence(language, utterances=table))
    transcripts = next(one for one in blocks if isinstance(one, Transcripts))
    assert {one.place for document in transcripts.documents for one in document.passages} == {told}


def test_the_list_behind_a_number_is_headed_by_labels_and_by_no_id() -> None:
    known = study(waves={"start": {"label": "Oppstart"}, "end": {"label": "Avslutning"}})
    numbers = [
        run
        for block in build(evidence(study=known))
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        for run in cell
        if isinstance(run, Number)
    ]
    heads = {run.about for run in numbers}
    assert "«Hva er det?» – Offentlig ansatte" in heads and "«Hva er det?» – Avslutning" in heads
    assert not any(head.endswith(("– OA", "– end", "– NOTE")) for head in heads)
