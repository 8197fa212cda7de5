"""What ``forankret show`` tells: everything that people decided about what stands behind an id."""

import shlex
import subprocess
import sys

import pytest
from small_study import DOCUMENTS, INT_01, built_study, forankret, put

CORRECTED = INT_01.replace("slippe styringen", "gi slipp på styringen")


@pytest.fixture
def study(tmp_path):
    return built_study(tmp_path)


@pytest.fixture
def corrected(study):
    """The study after its first interview was corrected, where c2 was coded and c1 was pinned and edited."""
    forankret(study, "coding", "pin", "c1", "--coder", "hege")
    forankret(study, "coding", "edit", "c1", "--mask", "ordet=[begrepet]", "--coder", "hege")
    put(study, "data/raw/int-01b.txt", CORRECTED)
    put(study, "data/raw/documents.csv", DOCUMENTS + "int-01b.txt,INT-01B,interview,nord,start,,,INT-01\n")
    return study


def shown(study, id: str) -> str:
    said = forankret(study, "show", id, "--all")
    assert said.code == 0, said.both
    return said.out


def test_a_waiting_coding_shows_its_best_guess_and_what_to_type(corrected):
    said = shown(corrected, "c2")
    assert "counted nowhere until it is placed" in said and "«slippe styringen» was here" in said
    typed = next(line for line in said.splitlines() if "coding place" in line)
    assert (
        "forankret coding place c2 INT-01B:0004 --words" in typed and "coding remove c2 --coder hege" in typed
    )
    assert "Perhaps it belongs here: «" in said


def test_what_it_says_to_type_places_the_coding(corrected):
    line = next(line for line in shown(corrected, "c2").splitlines() if "coding place" in line)
    typed = shlex.split(line.partition("forankret ")[2].partition(";")[0])
    assert forankret(corrected, *typed, "--coder", "hege").code == 0
    assert shown(corrected, "c2").startswith("Coding c2 by hege")


def test_a_waiting_passage_is_placed_as_a_whole(study):
    said = forankret(study, "coding", "add", "INT-01:2", "uklart", "--through", "4", "--coder", "hege").out
    put(study, "data/raw/int-01b.txt", CORRECTED)
    put(study, "data/raw/documents.csv", DOCUMENTS + "int-01b.txt,INT-01B,interview,nord,start,,,INT-01\n")
    typed = [line for line in shown(study, said.split()[0]).splitlines() if "coding place" in line]
    assert len(typed) == 1 and "INT-01B:0002 --through UTTERANCE" in typed[0]


def test_an_utterance_of_the_older_transcript_says_where_its_codings_are(corrected):
    assert "«slippe styringen» waits until a person says where it belongs c2" in shown(corrected, "INT-01:4")
    assert "is on INT-01B:0002 now c1" in shown(corrected, "INT-01:2")
    forankret(corrected, "coding", "place", "c2", "INT-01B:4", "--words", "styringen", "--coder", "hege")
    assert "«slippe styringen» is on INT-01B:0004 now c2" in shown(corrected, "INT-01:4")


def test_after_two_corrections_it_says_where_the_coding_ended(corrected):
    put(corrected, "data/raw/int-01c.txt", "F: Hei.\n\n" + CORRECTED)
    rows = (corrected / "data/raw/documents.csv").read_text(encoding="utf-8")
    put(corrected, "data/raw/documents.csv", rows + "int-01c.txt,INT-01C,interview,nord,start,,,INT-01B\n")
    assert "is on INT-01C:0003 now c1" in shown(corrected, "INT-01:2")


@pytest.mark.parametrize("id", ["c1", "INT-01B:2"])
def test_a_coding_shows_its_pin_and_its_words_as_they_are_printed(corrected, id):
    said = shown(corrected, id)
    assert "pinned for the report" in said
    assert "printed as: «usikker på hva [begrepet] betyr»" in said


def test_a_quote_whose_edits_were_lost_says_that_it_is_not_printed(corrected):
    forankret(corrected, "coding", "place", "c1", "INT-01B:2", "--words", "noe nytt", "--coder", "hege")
    assert "not printed, since its edits do not fit" in shown(corrected, "c1")


def test_memos_on_a_coding_are_shown_with_who_wrote_them(study):
    from pipeline.coding.events import Event
    from pipeline.store.codings import append

    at = "2024-03-02T09:00:00Z"
    append(study, "ola", "INT-01", [Event(at=at, event="memo", coding="c1", memo="Se også notatet.")])
    forankret(study, "coding", "add", "INT-02:4", "uklart", "--memo", "hun ler", "--coder", "hege")
    assert f"memo by ola, {at}: Se også notatet." in shown(study, "c1")
    assert "memo: hun ler" in shown(study, "INT-02:4")


def test_memos_about_a_code_a_document_or_an_utterance_are_shown_there(study):
    about = "{document: FN-01, utterance: 'FN-01:0003'}"
    memo = f"---\ndate: 2024-03-05\ntitle: Om møtet\nabout: {about}\n---\n\nDet var kaldt.\n"
    put(study, "codebooks/memos/2024-03-05-motet.md", memo)
    assert "memo 2024-03-01 «Ordet er uklart» by hege" in shown(study, "uklart")
    for id in ("FN-01", "FN-01:3"):
        assert "memo 2024-03-05 «Om møtet»: codebooks/memos/2024-03-05-motet.md" in shown(study, id)


def test_a_speaker_shows_their_documents_and_how_often_they_speak(study):
    said = shown(study, "OA-7").splitlines()
    assert said == ["OA-7  (OA, nord)", "4 utterances in 1 document:", "  INT-01: 4"]


def test_showing_loads_no_pandas(corrected):
    code = (
        "import sys; from pipeline.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: print('pandas' in sys.modules)"
    )
    forankret(corrected, "code")
    for id in ("c1", "c2", "OA-7", "INT-01:2"):
        arguments = [sys.executable, "-c", code, "--study", str(corrected), "show", id]
        said = subprocess.run(arguments, capture_output=True, encoding="utf-8")
        assert said.stdout.splitlines()[-1] == "False", said
