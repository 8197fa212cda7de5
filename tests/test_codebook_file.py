"""The codebook is changed where it changes and nowhere else, and never over what somebody else saved."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from filelock import FileLock
from ruamel.yaml import YAML

from pipeline.problems import StudyError
from pipeline.store import codebook_file
from pipeline.store.codebook_file import Changed, change_codebook, entry_digest, entry_fields, refuse_changed
from pipeline.store.codebook_layout import layout
from pipeline.store.codebook_steps import Step, stepped
from pipeline.store.folder import StudyFolder
from pipeline.store.history import change_line
from pipeline.store.memos import read_history

DEMONSTRATION = Path(__file__).resolve().parents[1] / "codebooks/codebook.yaml"


def edited(text: str, code: str, **fields: Any) -> str:
    """The text after fields of a code were given other values."""
    return stepped(layout(text), Step("edit", code, fields, "")).text


def added(text: str, after: str = "", **fields: Any) -> str:
    """The text after a code was added."""
    return stepped(layout(text), Step("add", fields["id"], fields, "", after)).text


def changed_lines(old: str, new: str) -> list[str]:
    """The lines that went (-) and came (+), those of the version left out."""
    lines = list(unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))[2:]
    return [line for line in lines if line[0] in "-+" and "version:" not in line]


def read(text: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))
    return data


BOOK = """\
# Kodeboka vår

version: 7   # telles opp

codes:

  # Funn 1
  - id: uklart   # endres aldri
    label: 'Usikre på ordet'
    brief: >-
      Folk vet ikke
      hva ordet betyr.

    # se også notatet
    definition: Usikkerhet om ordet  # kort
    examples:
      - "Hva er det?"   # INT-01
      # denne er den beste
      - "Jeg vet ikke."

  - {id: styring, label: Slippe styringen}   # ny
  -   id: sist
      label: Sist
"""


def test_one_field_of_the_demonstration_gives_a_diff_of_its_own_lines() -> None:
    old = DEMONSTRATION.read_text(encoding="utf-8")
    new = edited(old, "hva-er-det-egentlig", brief="Noen spør rett ut.")
    assert changed_lines(old, new) == [
        "-      Noen spør rett ut hva ordet betyr.",
        "+      Noen spør rett ut.",
    ]
    assert len([one for one in zip(old.split("\n"), new.split("\n"), strict=True) if one[0] != one[1]]) == 2


def test_a_word_in_long_prose_wraps_as_the_person_wrapped() -> None:
    old = DEMONSTRATION.read_text(encoding="utf-8")
    said = entry_fields(old, "uklart-begrep")["definition"]
    new = edited(old, "uklart-begrep", definition=said.replace("omskrivninger", "omskrivingar"))
    assert changed_lines(old, new) == changed_lines(old, old.replace("omskrivninger som", "omskrivingar som"))


def test_every_field_of_every_code_of_the_demonstration_can_be_written_again_as_it_is() -> None:
    old = DEMONSTRATION.read_text(encoding="utf-8")
    for code in layout(old).outline.by_id:
        fields = entry_fields(old, code)
        fields.pop("id")
        assert changed_lines(old, edited(old, code, **fields)) == [], code


def test_comments_quotes_and_blank_lines_stay() -> None:
    new = edited(BOOK, "uklart", label="Usikre", definition="Noe annet", brief="Kort.")
    assert changed_lines(BOOK, new) == [
        "-    label: 'Usikre på ordet'",
        "+    label: 'Usikre'",
        "-      Folk vet ikke",
        "-      hva ordet betyr.",
        "+      Kort.",
        "-    definition: Usikkerhet om ordet  # kort",
        "+    definition: Noe annet  # kort",
    ]
    assert "version: 8   # telles opp" in new


def test_one_more_example_is_one_more_line() -> None:
    new = edited(BOOK, "uklart", examples=["Hva er det?", "Ja: nei", "Jeg vet ikke."])
    assert changed_lines(BOOK, new) == ['+      - "Ja: nei"']


def test_an_example_taken_away_is_one_line_less() -> None:
    new = edited(BOOK, "uklart", examples=["Hva er det?"])
    assert changed_lines(BOOK, new) == ['-      - "Jeg vet ikke."']


def test_a_new_field_comes_where_it_belongs() -> None:
    new = edited(BOOK, "uklart", use_when="Når noen spør.", parent="sist")
    assert changed_lines(BOOK, new) == ["+    parent: sist", "+    use_when: Når noen spør."]
    assert new.index("parent: sist") < new.index("brief") < new.index("definition") < new.index("use_when")


def test_an_emptied_field_goes_but_not_a_comment_beside_it() -> None:
    new = edited(BOOK, "uklart", brief="", definition="")
    assert changed_lines(BOOK, new) == [
        "-    brief: >-",
        "-      Folk vet ikke",
        "-      hva ordet betyr.",
        "-    definition: Usikkerhet om ordet  # kort",
        '+    definition: ""  # kort',
    ]


def test_a_code_between_braces_changes_between_its_braces() -> None:
    new = edited(BOOK, "styring", label="Styring, kort", parent="uklart")
    assert changed_lines(BOOK, new) == [
        "-  - {id: styring, label: Slippe styringen}   # ny",
        '+  - {id: styring, label: "Styring, kort", parent: uklart}   # ny',
    ]


def test_a_code_between_braces_that_grows_long_gets_lines_of_its_own() -> None:
    text = "version: 1\ncodes:\n- {id: a, label: A, examples: [p, q]}\n- {id: b, label: B}\n"
    new = edited(text, "a", definition="Ord " * 30 + "slutt.")
    assert new.startswith("version: 2\ncodes:\n- id: a\n  label: A\n  definition: >-\n    Ord Ord")
    assert new.endswith("  examples: [p, q]\n- {id: b, label: B}\n")


def test_a_code_is_added_behind_another_with_the_indents_of_the_file() -> None:
    new = added(BOOK, "uklart", id="ny", label="Ny")
    assert changed_lines(BOOK, new) == ["+  - id: ny", "+    label: Ny"]
    new = added(BOOK, id="ny", label="Ny")
    assert new.endswith("  -   id: sist\n      label: Sist\n  -   id: ny\n      label: Ny\n")


def test_where_blank_lines_stand_between_codes_one_stands_before_a_new_one() -> None:
    text = "codes:\n\n- id: a\n  label: A\n\n- id: b\n  label: B\n"
    assert added(text, "a", id="ny", label="Ny").endswith(
        "  label: A\n\n- id: ny\n  label: Ny\n\n- id: b\n  label: B\n"
    )


TRICKY = [
    *(
        "no",
        "012",
        "2024-01-02",
        "a: b",
        "# nei",
        "a #b",
        "null",
        "~",
        "1e3",
        "0x1F",
        "12:30",
        "true",
        "-",
        "- a",
    ),
    *(
        "to\nlinjer",
        "avsnitt\n\navsnitt to\n- punkt",
        "æøå Æ Ø Å",
        "😀 ja",
        "«sitat»",
        "'",
        '"',
        "\\",
        "a\tb",
    ),
    *(
        "*stjerne*",
        "&anker",
        "!utrop",
        "%prosent",
        "@krøll",
        "`",
        "[a]",
        "{a}",
        "a, b",
        "?",
        "? a",
        ":",
        "a:",
    ),
    *(" foran", "bak ", "to  mellomrom", "\u2028", "\u00a0x", "|", ">", "ord " * 60 + "slutt", "x" * 200),
    *("---", "...", "=", "<<", "\x07", "en #to: tre"),
]


@pytest.mark.parametrize("value", TRICKY)
def test_any_text_reads_as_it_was_meant(value: str) -> None:
    for text in (
        BOOK,
        'version: 1\ncodes: [{id: uklart, label: "x"}]\n',
        "codes:\n- id: uklart\n  label: >-\n    x\n",
    ):
        new = edited(text, "uklart", label=value, not_when=value, examples=[value, "x"])
        code = read(new)["codes"][0]
        assert (code["label"], code["not_when"], code["examples"]) == (value, value, [value, "x"])


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", "version: 1\n\ncodes:\n+"),
        ("# bare en merknad", "# bare en merknad\nversion: 1\n\ncodes:\n+"),
        ("version: 3\ncodes: []  # ingen\n", "version: 4\ncodes:  # ingen\n+"),
        ("version: 3\ncodes:\n", "version: 4\ncodes:\n+"),
        ("version: 3\ncodes: ~\nrelations: []\n", "version: 4\ncodes:\n+relations: []\n"),
        ("version: 3\n", "version: 4\ncodes:\n+"),
        ("codes: []\n", "version: 2\ncodes:\n+"),
        ("---\nversion: 3\ncodes: []\n...\n", "---\nversion: 4\ncodes:\n+...\n"),
        ("version: 3\r\ncodes:\r\n", "version: 4\r\ncodes:\r\n+"),
        ("codes:\n  -\n    id: b\n    label: B\n", "version: 2\ncodes:\n  -\n    id: b\n    label: B\n+"),
    ],
)
def test_the_first_code_finds_its_place(text: str, made: str) -> None:
    lines = "  - id: a\n    label: A\n"
    made = made.replace("+", lines.replace("\n", "\r\n") if "\r" in text else lines)
    assert added(text, id="a", label="A") == made
    if "..." not in text:
        cut = added(text.rstrip("\r\n"), id="a", label="A")
        assert cut.rstrip("\r\n") == made.rstrip("\r\n")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{}", "{version: 2, codes: [+]}"),
        ('{"version": 3, "codes": []}\n', '{"version": 4, "codes": [+]}\n'),
        ("codes: [{id: b, label: B}]", "version: 2\ncodes: [{id: b, label: B}, +]"),
    ],
)
def test_a_code_finds_its_place_between_brackets(text: str, made: str) -> None:
    assert added(text, id="a", label="A") == made.replace("+", "{id: a, label: A}")


def test_line_breaks_of_windows_stay_and_new_lines_have_them_too() -> None:
    text = BOOK.replace("\n", "\r\n")
    new = edited(text, "uklart", brief="Ord " * 60 + "slutt", use_when="Når.", examples=["Hva er det?", "x"])
    assert "\n" not in new.replace("\r\n", "") and read(new)["codes"][0]["use_when"] == "Når."


def test_a_file_without_a_last_line_break_gets_none() -> None:
    text = BOOK.rstrip("\n")
    assert edited(text, "sist", label="Aller sist").endswith("label: Aller sist")
    assert edited(text, "sist", brief="Kort").endswith("label: Sist\n      brief: >-\n        Kort")


def test_a_kept_block_of_text_keeps_its_blank_lines() -> None:
    text = (
        "version: 1\ncodes:\n  - id: a\n    label: A\n    brief: |+\n      ord\n\n\n  - id: b\n    label: B\n"
    )
    new = edited(text, "a", definition="Ny")
    assert read(new)["codes"][0] == {"id": "a", "label": "A", "brief": "ord\n\n\n", "definition": "Ny"}


def test_aliases_are_read_and_what_others_stand_on_is_not_taken_from_them() -> None:
    text = (
        "version: 1\ncodes:\n  - &a\n    id: a\n    label: &navn Felles\n    brief: b\n"
        "  - id: b\n    label: *navn\n  - <<: *a\n    id: c\n"
    )
    new = edited(text, "b", label="Eget")
    assert changed_lines(text, new) == ["-    label: *navn", "+    label: Eget"]
    assert changed_lines(text, edited(text, "c", label="Eget")) == ["+    label: Eget"]
    with pytest.raises(StudyError, match="not"):
        edited(text, "a", label="Ikke felles lenger")


@pytest.mark.filterwarnings("ignore:")
def test_an_edit_that_would_give_another_code_another_label_is_refused() -> None:
    text = (
        "codes:\n  - {id: z, label: &navn Zett}\n  - {id: a, label: &navn Annet}\n  - {id: b, label: *navn}\n"
    )
    assert entry_fields(text, "b")["label"] == "Annet"
    with pytest.raises(StudyError, match="cannot be changed here"):
        edited(text, "a", label="Ny")


def test_emphasis_in_prose_is_no_alias() -> None:
    text = "version: 1\ncodes:\n  - id: a\n    label: A\n    brief: Det er *ikke* slik\n"
    assert not layout(text).special
    assert read(edited(text, "a", label="B"))["codes"][0]["brief"] == "Det er *ikke* slik"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version: 1\ncodes:\n  - id: a\n\tlabel: A\n", "cannot be read"),
        ("version: 1\ncodes:\n  - {id: a, label: A}\n  - {id: a, label: B}\n", "twice"),
        ("version: 1\ncodes:\n  - {id: a, label: A, label: B}\n", "twice"),
        ("version: x\ncodes:\n  - {id: a, label: A}\n", "whole number"),
        ("version: 1\ncodes: {a: b}\n", "list of codes"),
        ("version: 1\ncodes: tekst\n", "list of codes"),
        ("- a\n", "must be a list"),
        ("version: 1\rcodes: []\r", "line breaks"),
        ("[" * 3_000, "nested"),
        ("version: 1\n---\ncodes: []\n", "cannot be read"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_clear_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(StudyError, match=said):
        edited(text, "a", label="Ny")


def test_a_value_that_no_code_can_have_is_refused() -> None:
    with pytest.raises(StudyError, match="kind"):
        edited(BOOK, "uklart", kind="funn")


# --- the file on the disk


def study(folder: Path, text: str | bytes = BOOK, history: bytes = b"") -> Path:
    (folder / "codebooks").mkdir(parents=True)
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    (folder / "codebooks/codebook.yaml").write_bytes(data)
    if history:
        (folder / "codebooks/history.jsonl").write_bytes(history)
    return folder


def book_of(folder: Path) -> str:
    return (folder / "codebooks/codebook.yaml").read_bytes().decode("utf-8")


def lines_of(folder: Path) -> list[dict[str, Any]]:
    data = (folder / "codebooks/history.jsonl").read_bytes()
    return [json.loads(line) for line in data.split(b"\n") if line.strip()]


def edit(folder: Path, code: str = "uklart", seen: str = "", **fields: Any) -> codebook_file.Saved:
    def decide(now: Any, history: bytes) -> list[Step]:
        refuse_changed(now, code, seen, fields)
        return [Step("edit", code, fields, "fordi")]

    return change_codebook(folder, "hege", "2024-03-04T09:12:00+01:00", decide)


def test_a_change_tells_itself_in_a_line_like_those_of_the_demonstration(tmp_path: Path) -> None:
    edit(study(tmp_path), label="Ny", level="open")
    edit(tmp_path, label="Nyere")
    first, second = (tmp_path / "codebooks/history.jsonl").read_bytes().splitlines()
    assert first.decode("utf-8") == (
        '{"at":"2024-03-04T09:12:00+01:00","who":"hege","version":8,"event":"edit","code":"uklart",'
        '"reason":"fordi","before":{"label":"Usikre på ordet","level":""},'
        '"after":{"label":"Ny","level":"open"},"previous":"none"}'
    )
    assert read_history(StudyFolder(tmp_path))[1] == []
    assert json.loads(second)["previous"] != "none" and json.loads(second)["version"] == 9


def test_the_lines_of_the_demonstration_are_written_just_so() -> None:
    from pipeline.codebook import Change

    for line in DEMONSTRATION.with_name("history.jsonl").read_bytes().splitlines():
        assert change_line(Change.model_validate_json(line)) == line


def test_the_chain_goes_on_after_a_line_that_was_cut_off(tmp_path: Path) -> None:
    edit(study(tmp_path), label="Ny")
    path = tmp_path / "codebooks/history.jsonl"
    path.write_bytes(path.read_bytes() + b'{"at":"2024-0')
    edit(tmp_path, label="Nyere")
    changes, problems = read_history(StudyFolder(tmp_path))
    assert [change.version for change in changes] == [8, 9]
    assert [(one.check, one.level) for one in problems] == [("torn-line", "warning")]


def test_a_mark_at_the_start_and_the_rights_of_the_file_stay(tmp_path: Path) -> None:
    folder = study(tmp_path, b"\xef\xbb\xbf" + BOOK.encode("utf-8"))
    (folder / "codebooks/codebook.yaml").chmod(0o640)
    edit(folder, label="Ny")
    assert (folder / "codebooks/codebook.yaml").read_bytes().startswith(b"\xef\xbb\xbf# Kodeboka")
    assert (folder / "codebooks/codebook.yaml").stat().st_mode & 0o777 == 0o640


def test_what_somebody_else_changed_in_the_code_is_never_overwritten(tmp_path: Path) -> None:
    folder = study(tmp_path)
    seen = entry_digest(BOOK, "uklart")
    theirs = edited(BOOK, "uklart", label="Deres")
    (folder / "codebooks/codebook.yaml").write_text(theirs, encoding="utf-8")
    with pytest.raises(Changed) as told:
        edit(folder, seen=seen, label="Mitt")
    assert (told.value.theirs["label"], told.value.mine) == ("Deres", {"label": "Mitt"})
    assert book_of(folder) == theirs and not (folder / "codebooks/history.jsonl").exists()


def test_what_somebody_else_changed_elsewhere_does_not_hinder(tmp_path: Path) -> None:
    folder = study(tmp_path, edited(BOOK, "sist", label="Deres").replace("# Funn 1", "# Funn en"))
    edit(folder, seen=entry_digest(BOOK, "uklart"), label="Mitt")
    assert "# Funn en" in book_of(folder) and "label: Deres" in book_of(folder) and "Mitt" in book_of(folder)


def test_what_an_editor_saves_at_the_last_moment_is_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = study(tmp_path)
    synced = os.fsync
    saves = iter([edited(BOOK, "sist", label="Deres"), None])

    def fsync(handle: int) -> None:
        if (late := next(saves, None)) is not None:
            (folder / "codebooks/codebook.yaml").write_text(late, encoding="utf-8")
        synced(handle)

    monkeypatch.setattr(codebook_file.os, "fsync", fsync)
    saved = edit(folder, label="Mitt")
    assert saved.version == 9
    assert "label: Deres" in book_of(folder) and "Mitt" in book_of(folder)
    assert [line["version"] for line in lines_of(folder)] == [9]


def test_a_history_that_cannot_be_opened_changes_nothing(tmp_path: Path) -> None:
    folder = study(tmp_path)
    (folder / "codebooks/history.jsonl").mkdir()
    with pytest.raises(StudyError, match="is as it was"):
        edit(folder, label="Ny")
    assert book_of(folder) == BOOK


FULL = """
import resource, signal, sys
from pathlib import Path
from pipeline.problems import StudyError
from pipeline.store.codebook_file import change_codebook
from pipeline.store.codebook_steps import Step
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
steps = [Step("edit", "uklart", {"label": "Ny"}, "x")]
try:
    change_codebook(Path(sys.argv[1]), "hege", "2024", lambda now, told: steps)
except StudyError as fault:
    print(fault)
"""


def test_a_full_disk_while_the_history_is_written_is_told_with_the_line_to_add(tmp_path: Path) -> None:
    line = (
        b'{"at":"2024","who":"hege","version":7,"event":"note","code":"uklart","reason":"'
        + b"x" * 19_900
        + b'"}\n'
    )
    folder = study(tmp_path, BOOK, line)
    ran = subprocess.run([sys.executable, "-c", FULL, str(folder)], capture_output=True, text=True)
    assert "history-not-written" in ran.stdout, ran.stderr
    assert "Ny" in book_of(folder)
    told = re.search(r"\{.*\}", ran.stdout)
    assert told is not None
    with (folder / "codebooks/history.jsonl").open("ab") as file:
        file.write(b"\n" + told.group(0).encode("utf-8") + b"\n")
    changes, problems = read_history(StudyFolder(folder))
    assert (
        changes[-1].after == {"label": "Ny"} and [one.check for one in problems if one.level == "error"] == []
    )


def test_a_writer_waits_until_another_is_done(tmp_path: Path) -> None:
    folder = study(tmp_path)
    (folder / codebook_file.LOCK).parent.mkdir(parents=True)
    with ThreadPoolExecutor(1) as other:
        with FileLock(folder / codebook_file.LOCK):
            waiting = other.submit(edit, folder, label="Ny")
            sleep(0.3)
            assert not waiting.done() and book_of(folder) == BOOK
        assert waiting.result(10).version == 8


def write_many(folder: Path, who: str, times: int) -> None:
    for number in range(times):
        code = f"{who}-{number}"

        def decide(now: Any, history: bytes, code: str = code) -> list[Step]:
            return [Step("add", code, {"id": code, "label": code}, "x")]

        change_codebook(folder, who, "2024-03-04T09:12:00+01:00", decide)
        edit(folder, code, definition=f"Av {who}, nummer {number}.")


def test_four_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = study(tmp_path)
    people = [
        multiprocessing.get_context("spawn").Process(target=write_many, args=(folder, who, 6))
        for who in "abcd"
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert [one.exitcode for one in people] == [0] * 4
    codes = {code["id"]: code for code in read(book_of(folder))["codes"]}
    for who in "abcd":
        for number in range(6):
            assert codes[f"{who}-{number}"]["definition"] == f"Av {who}, nummer {number}."
    changes, problems = read_history(StudyFolder(folder))
    assert (len(changes), problems) == (48, [])
    assert [change.version for change in changes] == list(range(8, 56))
    assert read(book_of(folder))["version"] == 55
