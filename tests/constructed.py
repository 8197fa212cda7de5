"""Small constructed tables for the tests of counts: what was said, what was coded, and by whom."""

from __future__ import annotations

import random

import pandas as pd

from pipeline.codebook import Code, Codebook
from pipeline.model import CODING_COLUMNS, UTTERANCE_COLUMNS, utterance_id
from pipeline.study import Study

STUDY = Study(cases={"nord": "Nord", "sør": "Sør"}, coders=["hege", "ola"])
CODEBOOK = Codebook(
    codes=[
        Code(id="uklart", label="Uklart", kind="finding"),
        Code(id="hva", label="«Hva er det?»", parent="uklart"),
        Code(id="gammelt", label="Nytt ord for noe gammelt", parent="uklart"),
        Code(id="rolle", label="Ubehag i rollen", kind="finding"),
        Code(id="styring", label="Miste styringen", parent="rolle"),
        Code(id="skummelt", label="Skummelt", status="merged", merged_into="styring"),
        Code(id="mot", label="Mot", parent="skummelt"),
        Code(id="tillit", label="Tillit", kind="cross-cutting"),
        Code(id="tar-tid", label="Tillit tar tid", parent="tillit"),
        Code(id="prat", label="Prat", status="retired"),
    ]
)


def utterances(*rows: tuple[str, ...] | dict[str, object]) -> pd.DataFrame:
    """Utterances from (document, role, speaker, text) and what else is named, numbered as they come."""
    numbers: dict[str, int] = {}
    table = []
    for row in rows:
        said = (
            dict(zip(("document", "role", "speaker", "text"), row, strict=False))
            if isinstance(row, tuple)
            else row
        )
        document = str(said["document"])
        numbers[document] = number = numbers.get(document, 0) + 1
        empty = dict.fromkeys(UTTERANCE_COLUMNS, "")
        base = {"kind": "interview", "wave": "start", "case": "nord", "label": said.get("role", "")}
        table.append(empty | base | {"number": number, "utterance": utterance_id(document, number)} | said)
    return pd.DataFrame(table, columns=list(UTTERANCE_COLUMNS))


def codings(said: pd.DataFrame, *rows: tuple[str, str, str] | dict[str, object]) -> pd.DataFrame:
    """Codings from (coding, utterance, code) and what else is named, by hege and by hand unless told."""
    facts = said.set_index("utterance")
    table = []
    for row in rows:
        made = dict(zip(("coding", "utterance", "code"), row, strict=True)) if isinstance(row, tuple) else row
        about = facts.loc[made["utterance"]] if made["utterance"] in facts.index else {}
        start, text = int(str(made.get("start", 0))), str(about["text"]) if len(about) else ""
        end = int(str(made.get("end", len(text))))
        known = {
            name: about[name]
            for name in ("document", "role", "speaker", "case", "wave", "kind")
            if len(about)
        }
        base = {
            "coder": "hege",
            "origin": "manual",
            "at": "2025-01-01T12:00:00Z",
            "codebook": 1,
            "finding": "",
        }
        span = {"start": start, "end": end, "quote": text[start:end]}
        table.append(dict.fromkeys(CODING_COLUMNS, "") | base | known | span | made)
    return pd.DataFrame(table, columns=list(CODING_COLUMNS))


def random_study(seed: int, size: int = 60, marks: int = 120) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Utterances and codings of every sort by chance: all roles, unknown speakers, passages, two coders."""
    chance = random.Random(seed)
    said = []
    for at in range(size):
        role = chance.choice(["INN", "OA", "F", "NOTE", "TOLK"])
        speaker = (
            "" if role == "NOTE" and chance.random() < 0.9 else chance.choice(["", "Kari", "Ola", "Siv"])
        )
        document = f"D{at * 5 // size}"
        said.append(
            {
                "document": document,
                "role": role,
                "speaker": speaker,
                "text": " ".join(["ord"] * chance.randint(1, 30)),
                "case": chance.choice(["nord", "sør", "øst", ""]),
                "wave": chance.choice(["start", "underway"]),
                "kind": "interview" if document < "D3" else "field-note",
            }
        )
    table = utterances(*said)
    made: list[dict[str, object]] = []
    codes = [code.id for code in CODEBOOK.codes] + ["ukjent"]
    for number in range(marks):
        origin = chance.choice(["manual", "manual", "rule", "suggested", "imported"])
        first = chance.randrange(size)
        for at in range(first, min(first + chance.choice([1, 1, 1, 3]), size)):
            if table["document"][at] == table["document"][first]:
                coder = "" if origin == "rule" else "hege" if number % 3 else "ola"
                made.append(
                    {
                        "coding": f"c{number}",
                        "utterance": table["utterance"][at],
                        "code": codes[number % len(codes)],
                        "origin": origin,
                        "coder": "gjest" if number % 7 == 0 and origin != "rule" else coder,
                    }
                )
    made.append({"coding": "borte", "utterance": "D9:0001", "code": "hva"})
    return table, codings(table, *made)
