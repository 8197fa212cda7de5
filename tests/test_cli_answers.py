"""What the commands that ask print, for people and for programs, and how they leave."""

import csv
import io
import json

import pytest
from small_study import answered, built_study, command, forankret, put, small_study


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return built_study(tmp_path_factory.mktemp("spurt"))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["mentions", "borte"], ["'borte'", "codebook"]),
        (["quotes", "borte"], ["'borte'"]),
        (["mentions", "uklart", "--role", "X"], ["'X'", "F, INN, NOTE, OA"]),
        (["mentions", "uklart", "--case", "X"], ["'X'", "nord, vest"]),
        (["mentions", "uklart", "--wave", "X"], ["'X'", "end, start"]),
        (["mentions", "uklart", "--coder", "X"], ["'X'", "hege, ola"]),
        (["quotes", "uklart", "--role", "X"], ["'X'", "F, INN, NOTE, OA"]),
        (["find", "ord", "--case", "X"], ["'X'", "nord, vest"]),
        (["show", "INT-09"], ["'INT-09'"]),
        (["show", "INT-01:0099"], ["'INT-01:0099'"]),
        (["show", "INT-01:" + "9" * 30], ["9999"]),
        (["show", ""], ["''"]),
    ],
)
def test_what_the_study_lacks_leaves_with_one_and_says_what_there_is(study, arguments, named):
    said = forankret(study, *arguments)
    assert said.code == 1 and said.out == ""
    assert all(name in said.err for name in named), said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nope"],
        ["nope"],
        ["mentions"],
        ["mentions", "uklart", "--by", "alder"],
        ["mentions", "uklart", "--kind", "roman"],
        ["mentions", "uklart", "--origin", "x"],
        ["quotes", "uklart", "--format", "xml"],
        ["find", "(", "--regex"],
        ["find", ""],
        ["find", "*"],
        ["find", "ord", "--width", "-1"],
        ["find", "ord", "--coder", "hege"],
        ["coding"],
        ["coding", "add"],
        ["new"],
        ["ingest", "ekstra"],
    ],
)
def test_wrong_usage_leaves_with_two(study, arguments):
    said = forankret(study, *arguments)
    assert said.code == 2, said
    assert "Traceback" not in said.both and said.both.strip()


def test_a_bug_leaves_with_three_one_line_and_a_log(study, monkeypatch, tmp_path):
    def broken(*_):
        raise ZeroDivisionError("hemmelig tekst")

    monkeypatch.setattr("pipeline.stages.status.status", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said = forankret(study, "status")
    assert said.code == 3 and len(said.err.splitlines()) == 1
    assert "ZeroDivisionError" in said.err and "hemmelig" not in said.err
    assert "hemmelig tekst" in (tmp_path / "forankret-error.log").read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_hides_nothing(study, monkeypatch, tmp_path):
    monkeypatch.setattr("pipeline.stages.status.status", lambda _: 1 / 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "ikke" / "der"))
    assert forankret(study, "status").code == 3


@pytest.mark.parametrize("place", ["data/processed", "reports"])
def test_a_folder_that_cannot_be_written_is_told_in_one_line_and_is_no_bug(tmp_path, place):
    study = small_study(tmp_path, coded=False)
    import shutil

    shutil.rmtree(study / place, ignore_errors=True)
    put(study, place, "en fil")
    said = forankret(study, "analyse")
    assert said.code == 1 and f"{place}" in said.err and "[disk]" in said.err
    assert len(said.err.splitlines()) == 1


def test_outside_a_study_it_says_how_to_get_into_one(tmp_path):
    for folder, arguments in ((tmp_path, []), (tmp_path / "borte", [])):
        said = forankret(folder, "status", *arguments)
        assert said.code == 1 and "study.yaml" in said.err and "forankret new" in said.err


def test_the_study_may_be_named_before_or_after_the_command_or_stood_in(study, monkeypatch):
    before = forankret(study, "status").out
    assert forankret(None, "status", "--study", str(study)).out == before
    monkeypatch.chdir(study / "data/raw")
    assert forankret(None, "status").out == before


def rows(folder, *arguments: str) -> list[dict[str, str]]:
    said = forankret(folder, *arguments, "--format", "csv")
    assert said.code == 0 and said.err == ""
    return list(csv.DictReader(io.StringIO(said.out)))


@pytest.mark.parametrize(
    "arguments",
    [
        ["mentions", "uklart"],
        ["mentions", "uklart", "--by", "role"],
        ["mentions", "uklart", "--by", "document"],
        ["mentions", "uklart", "--by", "coder"],
        ["quotes", "styring"],
        ["quotes", "uklart", "--origin", "rule"],
        ["find", "usik*"],
        ["find", "finnesikke"],
    ],
)
def test_csv_and_json_hold_the_same_rows(study, arguments):
    as_json = [{key: str(value) for key, value in row.items()} for row in answered(study, *arguments)]
    assert rows(study, *arguments) == as_json


def test_mentions_counts_in_four_units_with_their_denominators(study):
    assert answered(study, "mentions", "styring") == [
        {
            "codings": 3,
            "utterances": 2,
            "documents": 2,
            "speakers": 1,
            "unknown_speaker_utterances": 1,
            "of_utterances": 10,
            "of_documents": 3,
            "of_speakers": 2,
        }
    ]


def test_mentions_by_role_leaves_out_those_who_ask(study):
    assert [row["role"] for row in answered(study, "mentions", "uklart", "--by", "role")] == [
        "INN",
        "OA",
        "NOTE",
    ]


def test_mentions_by_coder_has_every_coder(study):
    counts = {row["coder"]: row["codings"] for row in answered(study, "mentions", "uklart", "--by", "coder")}
    assert counts == {"hege": 2, "ola": 1}


def test_quotes_have_the_columns_that_were_promised(study):
    first = answered(study, "quotes", "styring")[0]
    assert list(first)[:8] == ["utterance", "document", "role", "coder", "origin", "start", "end", "quote"]


def test_quotes_can_be_narrowed_to_another_coder(study):
    assert [row["coding"] for row in answered(study, "quotes", "uklart", "--coder", "ola")] == ["c6"]


@pytest.mark.parametrize(
    ("arguments", "matches"),
    [
        (["usikker"], ["usikker"]),
        (["usik*"], ["usikker", "usikre", "usikkerheten"]),
        (["*heten"], ["usikkerheten"]),
        (["usikker på"], ["usikker på"]),
        (["usikker", "--lemma"], ["usikker", "usikre"]),
        (["usik\\w+e\\b", "--regex"], ["usikre"]),
        (["VI"], ["Vi", "Vi", "Vi"]),
        (["vi", "--role", "INN"], ["Vi"]),
        (["ordet", "--role", "F"], ["ordet"]),
        (["ordet"], ["ordet"]),
        (["verktøy", "--case", "vest"], ["verktøy"]),
        (["verktøy", "--case", "nord"], []),
        (["vi", "--kind", "field-note"], ["Vi"]),
        (["kaldt", "--role", "NOTE"], ["kaldt"]),
    ],
)
def test_find_finds_words_phrases_endings_forms_and_patterns(study, arguments, matches):
    assert [row["match"] for row in answered(study, "find", *arguments)] == matches


def test_show_tells_about_an_utterance_its_question_and_its_codes(study):
    said = forankret(study, "show", "INT-01:2", "--all").out
    assert said.splitlines()[0] == "INT-01:0002  (OA, OA-7, nord, start, interview, line 3)"
    assert "  F: Hva betyr ordet for deg?" in said
    assert "[uklart] Usikre på begrepet – hege – «usikker på hva ordet betyr» (7–33) c1" in said
    assert "– rule: lemma: usikker –" in said


def test_show_tells_the_section_of_a_note(study):
    assert "Section: Møtet" in forankret(study, "show", "FN-01:3").out


def test_show_tells_about_a_document_a_code_and_a_coding(study):
    assert "7 utterances:" in forankret(study, "show", "INT-01").out
    code = forankret(study, "show", "styring").out
    assert "Below it: skummelt" in code and "Codings by people, all coders: 2; by rule: 0" in code
    coding = forankret(study, "show", "c3").out
    assert coding.startswith("Coding c3 by hege, 2024-03-01T09:00:00Z, codebook version 3\n")
    assert "Vi er usikre alle sammen" in coding and coding.count("[") == 1


def test_status_says_what_there_is_without_building_anything(tmp_path):
    study = small_study(tmp_path)
    said = forankret(study, "status").out
    assert "2 interview, 1 field-note" in said and "analyse  not run yet" in said
    assert not (study / "reports").exists()


def test_letters_come_through_and_no_progress_is_shown_when_piped_in_a_plain_locale(study):
    plain = {
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "",
    }
    out, err = command(study, "find", "på", **plain).communicate()
    assert "Jeg er usikker  på" in out.decode("utf-8") and err == b""


def test_a_reader_that_stops_early_is_no_trouble(study):
    process = command(study, "quotes", "styring", "--format", "json")
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b"" and process.wait() in (0, 1)
    process.stderr.close()


def test_progress_is_shown_to_a_person_who_watches(study, monkeypatch):
    from pipeline.cli.context import progress

    monkeypatch.setattr("sys.stderr", watched := io.StringIO())
    assert list(progress([1, 2, 3], "Reading")) == [1, 2, 3] and watched.getvalue() == ""
    watched.isatty = lambda: True  # type: ignore[method-assign]
    items = progress([1, 2, 3], "Reading documents")
    assert not isinstance(items, list)
    assert list(items) == [1, 2, 3] and "Reading documents" in watched.getvalue()


def test_json_holds_norwegian_letters_and_numbers_as_numbers(study):
    said = forankret(study, "quotes", "uklart", "--format", "json").out
    assert "på" in said and isinstance(json.loads(said)[0]["start"], int)


def test_help_and_version_answer_at_once_without_a_study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert forankret(None, "--help").code == 0 and forankret(None, "--version").code == 0
    assert forankret(None).code in (0, 2)
    assert list(tmp_path.iterdir()) == []
