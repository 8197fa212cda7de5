"""Seven real interviews, coded elsewhere: the frequencies are those that the other program printed."""

import csv
import io
import random
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.codebook import Codebook
from pipeline.coding.live import live
from pipeline.coding.placing import place_codings
from pipeline.exchange.codings_table import events_for, place_rows, read_rows
from pipeline.model import Utterance, utterance_id
from pipeline.store.codings import append, read_codings

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "coded"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "pdpilot_turns.csv").exists(), reason="the shared material is not here"),
]
NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)


def rows_of(name: str) -> list[dict[str, str]]:
    with (SHARED / f"pdpilot_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def utterances() -> list[Utterance]:
    return [
        utterance(row["interview"], int(row["turn"]), row["role"], row["text"]) for row in rows_of("turns")
    ]


def utterance(document: str, number: int, label: str, text: str) -> Utterance:
    role, speaker = ("F", "F1") if label == "interviewer" else ("P", f"{document}/P")
    id, place = utterance_id(document, number), f"row {number}"
    return Utterance(id, document, number, role, speaker, label, "", "", "interview", "", text, place, "", "")


def codebook() -> Codebook:
    codes: dict[str, dict[str, str]] = {}
    for row in rows_of("segments"):
        parent = ""
        for label in row["code_path"].split(" > "):
            id = re.sub(r"\W+", "-", f"{parent}-{label}".casefold()).strip("-")
            codes.setdefault(id, {"id": id, "label": label, "parent": parent})
            parent = id
    return Codebook(codes=list(codes.values()))


def table() -> bytes:
    """The segments as ``forankret import codings`` takes them."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["document", "code", "quote", "utterance"])
    for row in rows_of("segments"):
        place = utterance_id(row["interview"], int(row["first_turn"])) if row["first_turn"] else ""
        writer.writerow([row["interview"], row["code_path"], row["text"], place])
    return text.getvalue().encode()


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    study = tmp_path_factory.mktemp("pdpilot")
    rows, problems = read_rows("segments.csv", table(), coder="dan")
    assert not problems
    said, book = utterances(), codebook()
    placements, _ = place_rows(rows, said, book, live([]), "segments.csv")
    for (coder, document), events in events_for(placements, said, 1, NOW, random.Random(1).randbytes).items():
        append(study, coder, document, events)
    return study, placements, said, book


def frequencies(imported) -> Counter[str]:
    """How many codings each label has, when the imported codings are read back from the study."""
    study, _, said, book = imported
    placed = place_codings(live(read_codings(study).records), book, said)
    assert not placed.problems
    codes = {row.coding: row.code for row in placed.codings}
    return Counter(book.by_id[code].label for code in codes.values())


def test_all_segments_that_stand_in_the_transcripts_are_placed(imported):
    _, placements, _, _ = imported
    found = Counter(placement.status for placement in placements)
    assert found["placed"] >= 233
    assert found["placed"] + found["not found"] == len(placements) == 261


def test_a_segment_lies_on_the_turns_that_its_table_names(imported):
    _, placements, _, _ = imported
    for placement, segment in zip(placements, rows_of("segments"), strict=True):
        if placement.status == "placed":
            turns = [
                utterance_id(segment["interview"], int(segment[name])) for name in ("first_turn", "last_turn")
            ]
            assert [placement.spans[0].utterance, placement.spans[-1].utterance] == turns


def test_code_frequencies_are_the_printed_ones_each_difference_explained_by_a_row(imported):
    _, placements, _, _ = imported
    counted = frequencies(imported)
    gone = [placement for placement in placements if placement.status != "placed"]
    missing = Counter(placement.row.code.split(" > ")[-1] for placement in gone)
    for row in rows_of("code_system"):
        if row["code"] == "Anonymize":  # its 32 segments are not among those that were published
            continue
        printed = int(row["frequency_reported"])
        here, lacking = counted[row["code"]], missing[row["code"]]
        print(f"{row['code']}: printed {printed}, counted {here}, not found {lacking}")
        assert here + lacking == printed


def test_a_row_that_is_not_found_meets_page_numbers_inside_the_transcript(imported):
    """The transcripts came out of a PDF, whose line numbers stand between the words of these turns."""
    _, placements, said, _ = imported
    for placement in placements:
        if placement.status == "not found":
            quote = bare(re.sub(r"(^|\s)(Dan|Participant):\s", " ", placement.row.quote))
            text = bare(" ".join(row.text for row in said if row.document == placement.row.document))
            start = text.index(quote[:25])
            after = start + next(n for n, letter in enumerate(quote) if text[start + n] != letter)
            assert text[after : after + 2].isdigit(), placement.row


def bare(text: str) -> str:
    return "".join(text.split())


def test_importing_the_segments_again_adds_nothing(imported):
    study, placements, said, book = imported
    rows, _ = read_rows("segments.csv", table(), coder="dan")
    again, _ = place_rows(rows, said, book, live(read_codings(study).records), "segments.csv")
    first = {"placed": "already there"}
    assert [row.status for row in again] == [first.get(row.status, row.status) for row in placements]
