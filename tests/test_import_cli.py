"""Codings made elsewhere, taken in by command; seven real interviews give the printed frequencies."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from small_study import answered, contents, forankret, opened, put, small_study

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "coded"
REAL = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "pdpilot_turns.csv").exists(), reason="the shared material is not here"),
]


def rows_of(name: str) -> list[dict[str, str]]:
    with (SHARED / f"pdpilot_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_csv(header: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def codes() -> dict[str, dict[str, str]]:
    """The printed code system as a codebook: each part of a code's path with its id and parent."""
    found: dict[str, dict[str, str]] = {}
    for row in rows_of("segments"):
        parent = ""
        for label in row["code_path"].split(" > "):
            id = re.sub(r"\W+", "-", f"{parent}-{label}".casefold()).strip("-")
            found.setdefault(id, {"id": id, "label": label, "parent": parent})
            parent = id
    return found


def yaml_of(found: dict[str, dict[str, str]]) -> str:
    import json

    return "codes:\n" + "".join(f"  - {json.dumps(code, ensure_ascii=False)}\n" for code in found.values())


def real_study(folder: Path) -> None:
    """The seven interviews as a person would lay them in: one csv each, a codebook, roles and speakers."""
    assert forankret(None, "new", str(folder)).code == 0
    settings = (folder / "study.yaml").read_text(encoding="utf-8")
    settings = settings.replace("roles:  ", "roles:  # P is added\n  P: {label: participant}\n#")
    put(folder, "study.yaml", settings.replace("coders: {}", "coders: {dan: {}}"))
    speech: dict[str, list[list[str]]] = {}
    for row in rows_of("turns"):
        speech.setdefault(row["interview"], []).append([row["role"], row["text"]])
    for name, turns in speech.items():
        put(folder, f"data/raw/{name}.csv", as_csv(["speaker", "text"], turns))
    register = [[f"{name}.csv", name, "interview"] for name in speech]
    put(folder, "data/raw/documents.csv", as_csv(["file", "document", "kind"], register))
    people = [["*", "interviewer", "I", "F"], *([name, "participant", name, "P"] for name in speech)]
    put(folder, "data/raw/speakers.csv", as_csv(["document", "label", "speaker", "role"], people))
    put(folder, "codebooks/codebook.yaml", yaml_of(codes()))
    quoted = [[row["interview"], row["code_path"], row["text"]] for row in rows_of("segments")]
    put(folder, "segments.csv", as_csv(["document", "code", "quote"], quoted))


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pdpilot") / "studie"
    real_study(folder)
    return folder, forankret(folder, "import", "codings", str(folder / "segments.csv"), "--format", "csv")


class TestRealStudy:
    pytestmark = REAL

    def test_the_interviews_are_read_turn_by_turn(self, real):
        said = forankret(real[0], "ingest")
        turns = Counter(row["role"] for row in rows_of("turns"))
        assert f"(F {turns['interviewer']}, P {turns['participant']})" in said.out, said.both

    def test_each_row_is_listed_as_placed_ambiguous_or_not_found(self, real):
        said = real[1]
        listed = list(csv.DictReader(io.StringIO(said.out)))
        assert said.code == 0 and len(listed) == len(rows_of("segments")) == 261
        counts = Counter(row["status"] for row in listed)
        assert set(counts) <= {"placed", "ambiguous", "not found"} and counts["not found"] <= 28
        assert counts["placed"] >= 230

    def test_the_frequencies_are_the_printed_ones_but_for_the_rows_that_were_not_placed(self, real):
        folder, said = real
        assert forankret(folder, "analyse").code == 0
        with (folder / "reports/tables/code_frequencies.csv").open(encoding="utf-8") as file:
            rows = [
                row for row in csv.DictReader(file) if (row["role"], row["wave"], row["case"]) == ("all",) * 3
            ]
        counted = {row["code"]: int(row["codings"]) for row in rows}
        lost = Counter(
            row["code"] for row in csv.DictReader(io.StringIO(said.out)) if row["status"] != "placed"
        )
        printed = {row["code"]: int(row["frequency_reported"]) for row in rows_of("code_system")}
        book = opened(folder).codebook
        assert sum(counted[id] for id in book.children()) >= 200
        for id in counted:
            below = book.descendants(id)
            expected = sum(printed[book.by_id[one].label] for one in below)
            assert counted[id] + sum(lost[one] for one in below) == expected, id

    def test_the_same_table_again_adds_nothing(self, real):
        folder = real[0]
        before = contents(folder, "codebooks")
        again = forankret(folder, "import", "codings", str(folder / "segments.csv"))
        assert (
            again.code == 0 and " already there" in again.out and " placed" not in again.out.splitlines()[-1]
        )
        assert contents(folder, "codebooks") == before


TABLE = "document,code,quote,coder,date,memo\n"


def take_in(study: Path, text: str | bytes, *options: str, name: str = "koder.csv"):
    return forankret(study, "import", "codings", str(put(study, name, text)), *options)


@pytest.fixture
def study(tmp_path):
    return small_study(tmp_path, coded=False)


def test_rows_are_put_on_their_words_with_coder_date_and_memo(study):
    said = take_in(study, TABLE + "INT-01,Slippe styringen,slippe  styringen,ola,01.03.2024,viktig\n")
    assert said.code == 0 and "1 row: 1 placed." in said.out
    (row,) = answered(study, "quotes", "styring", "--coder", "ola")
    assert (row["utterance"], row["quote"], row["origin"]) == ("INT-01:0004", "slippe styringen", "imported")
    line = (study / "codebooks/codings/ola/INT-01.jsonl").read_text(encoding="utf-8")
    assert '"at": "2024-03-01T00:00:00' in line and '"memo": "viktig"' in line


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_table_saved_by_norwegian_excel_is_taken_in(study, encoding):
    text = "document;code;quote;coder\r\nFN-01;uklart;Det var kaldt i salen, og få hadde kommet.;hege\r\n"
    assert take_in(study, text.encode(encoding)).code == 0
    assert answered(study, "quotes", "uklart")[0]["utterance"] == "FN-01:0002"


def test_words_that_stand_twice_wait_for_an_utterance(study):
    said = take_in(study, TABLE + "INT-01,uklart,Mm.,hege,,\n")
    assert "1 ambiguous" in said.out and answered(study, "mentions", "uklart")[0]["codings"] == 0
    said = take_in(study, "document,code,quote,utterance,coder\nINT-01,uklart,Mm.,INT-01:7,hege\n")
    assert "1 placed" in said.out
    assert answered(study, "quotes", "uklart")[0]["utterance"] == "INT-01:0007"


def test_a_dry_run_writes_nothing(study):
    before = contents(study)
    said = take_in(study, TABLE + "INT-01,uklart,nytt,hege,,\n", "--dry-run", name="../koder.csv")
    assert "1 placed" in said.out and "Nothing was written." in said.out
    assert contents(study) == before


@pytest.mark.parametrize(
    ("row", "check"),
    [
        ("INT-99,uklart,ordet,hege,,", "import-document"),
        ("INT-01,borte,ordet,hege,,", "import-code"),
        ("INT-01,uklart,,hege,,", "import-row"),
        (",uklart,ordet,hege,,", "import-row"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_others_are_placed(study, row, check):
    said = take_in(study, TABLE + row + "\nINT-02,uklart,usikkerheten,hege,,\n")
    assert said.code == 1 and f"[{check}]" in said.err and "koder.csv:2" in said.err
    assert answered(study, "mentions", "uklart")[0]["codings"] == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hei\n",
        b"document,code\nINT-01,uklart\n",
        bytes(range(256)) * 9,
        b'document,code,quote\n"a,b,c\n',
    ],
)
def test_a_table_that_is_none_is_told_in_a_line(study, data):
    said = take_in(study, data)
    assert said.code == 1 and "koder.csv" in said.err and "Traceback" not in said.both


def test_a_table_that_is_not_there_is_told(study):
    said = forankret(study, "import", "codings", str(study / "borte.csv"))
    assert said.code == 1 and "borte.csv" in said.err


def test_a_broken_workbook_is_told(study):
    said = take_in(study, b"PK\x03\x04abc", name="koder.xlsx")
    assert said.code == 1 and "koder.xlsx" in said.err and "Traceback" not in said.both


def test_the_list_can_be_had_as_csv_without_the_sentence_in_it(study):
    said = take_in(study, TABLE + "INT-01,uklart,nytt,hege,,\n", "--format", "csv")
    assert len(list(csv.reader(io.StringIO(said.out)))) == 2 and "1 row: 1 placed." in said.err
