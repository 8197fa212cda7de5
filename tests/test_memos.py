"""Memos and the history of the codebook, as people and programs left them."""

import json

from small_study import forankret, put, small_study

from pipeline.store.folder import StudyFolder
from pipeline.store.memos import read_history, read_memos

MEMO = """---
date: 2024-03-01
title: Om ordet
about: {code: uklart, document: INT-01}
coder: hege
---

Tekst.
"""


def memos(folder):
    return read_memos(StudyFolder(folder))


def history(folder, *lines: bytes):
    put(folder, "codebooks/history.jsonl", b"\n".join(lines))
    return read_history(StudyFolder(folder))


def change(previous: str = "none", **fields: object) -> bytes:
    base = {
        "at": "2024-03-01",
        "who": "hege",
        "version": 2,
        "event": "add",
        "code": "uklart",
        "previous": previous,
    }
    return json.dumps(base | fields).encode()


def digest(line: bytes) -> str:
    from hashlib import sha256

    return sha256(line).hexdigest()[:16]


def test_a_memo_knows_its_date_title_subject_coder_and_where_its_text_begins(tmp_path):
    put(tmp_path, "codebooks/memos/2024-03-01-ordet.md", MEMO)
    (memo,), problems = memos(tmp_path)
    assert not problems
    assert (memo.date, memo.title, memo.coder, memo.text) == ("2024-03-01", "Om ordet", "hege", "Tekst.")
    assert memo.about == (("code", "uklart"), ("document", "INT-01"))
    assert memo.line == 7


def test_windows_line_breaks_and_a_byte_order_mark_change_nothing(tmp_path):
    put(tmp_path, "codebooks/memos/2024-03-01-ordet.md", MEMO.replace("\n", "\r\n").encode("utf-8-sig"))
    (memo,), problems = memos(tmp_path)
    assert not problems and memo.title == "Om ordet" and memo.text == "Tekst."


def test_a_memo_without_front_matter_is_kept_under_its_file_name(tmp_path):
    put(tmp_path, "codebooks/memos/2024-05-06-tanke.md", "Bare en tanke.\n")
    (memo,), (problem,) = memos(tmp_path)
    assert (memo.date, memo.title, memo.text) == ("2024-05-06", "2024-05-06-tanke", "Bare en tanke.")
    assert problem.level == "warning"


def test_front_matter_that_cannot_be_read_costs_no_words(tmp_path):
    put(tmp_path, "codebooks/memos/2024-05-06-tanke.md", "---\ntitle: [a\n---\nTeksten.\n")
    (memo,), (problem,) = memos(tmp_path)
    assert memo.text == "Teksten." and problem.level == "warning"


def test_a_memo_that_is_no_text_is_an_error_and_the_others_are_read(tmp_path):
    put(tmp_path, "codebooks/memos/a.md", MEMO)
    put(tmp_path, "codebooks/memos/b.md", b"\xff\xfe\x00\x81")
    found, (problem,) = memos(tmp_path)
    assert len(found) == 1 and problem.place == "codebooks/memos/b.md" and problem.level == "error"


def test_memos_come_in_the_order_of_their_dates(tmp_path):
    put(tmp_path, "codebooks/memos/a.md", MEMO.replace("2024-03-01", "2025-01-01"))
    put(tmp_path, "codebooks/memos/b.md", MEMO)
    assert [memo.file[-4:] for memo in memos(tmp_path)[0]] == ["b.md", "a.md"]


def test_an_unbroken_history_has_no_problems(tmp_path):
    first = change()
    changes, problems = history(tmp_path, first, change(digest(first), code="styring"), b"")
    assert not problems and [row.code for row in changes] == ["uklart", "styring"]


def test_a_line_taken_out_of_the_history_is_noticed(tmp_path):
    first = change()
    second = change(digest(first), code="styring")
    problems = history(tmp_path, first, change(digest(second), code="x"), b"")[1]
    assert [(problem.place, problem.level) for problem in problems] == [
        ("codebooks/history.jsonl:2", "error")
    ]


def test_a_torn_last_line_of_the_history_is_survived(tmp_path):
    changes, (problem,) = history(tmp_path, change(), b'{"at": "2024')
    assert len(changes) == 1
    assert (problem.level, problem.check, problem.place) == (
        "warning",
        "torn-line",
        "codebooks/history.jsonl:2",
    )


def test_a_foreign_line_in_the_history_is_an_error_with_its_place(tmp_path):
    problems = history(tmp_path, b"hei", change(digest(b"hei")), b"")[1]
    assert [(problem.place, problem.check) for problem in problems] == [
        ("codebooks/history.jsonl:1", "broken-line")
    ]


def test_a_memo_about_a_code_that_is_gone_is_told_by_the_check(tmp_path):
    study = small_study(tmp_path, coded=False)
    put(study, "codebooks/memos/2024-05-06-tanke.md", MEMO.replace("uklart", "borte"))
    said = forankret(study, "check")
    assert said.code == 0 and "2024-05-06-tanke.md" in said.out and "'borte'" in said.out
