"""The tables that other programs read hold what is promised: columns, types, ids and sums."""

from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import pytest

from pipeline.model import DECIDED, DOCUMENT_COLUMNS, KINDS, NOTE, ORIGINS

TEXT = pa.Column(str, nullable=False)
SHA256 = pa.Column(str, pa.Check.str_matches(r"^[0-9a-f]{64}$"))
UTTERANCE_ID = pa.Column(str, pa.Check.str_matches(r"^.+:\d{4,}$"))
COUNT = pa.Column(int, pa.Check.ge(0))

DOCUMENTS = pa.DataFrameSchema(
    dict.fromkeys(DOCUMENT_COLUMNS, TEXT)
    | {
        "document": pa.Column(str, unique=True),
        "sha256": SHA256,
        "kind": pa.Column(str, pa.Check.isin(KINDS)),
        "language": pa.Column(str, pa.Check.isin(("nb", "nn", "da", "en", "und"))),
    }
)
UTTERANCES = pa.DataFrameSchema(
    {
        "utterance": pa.Column(str, pa.Check.str_matches(r"^.+:\d{4,}$"), unique=True),
        "document": TEXT,
        "number": pa.Column(int, pa.Check.ge(1)),
        **dict.fromkeys(("role", "speaker", "label", "case", "wave", "kind", "section"), TEXT),
        "text": pa.Column(str, pa.Check.str_length(min_value=1)),
        **dict.fromkeys(("place", "time", "answers"), TEXT),
    },
    checks=[
        pa.Check(
            lambda table: table["speaker"].eq("") | table["role"].ne(NOTE), name="narrative has no speaker"
        ),
        pa.Check(
            lambda table: table.groupby("document")["number"].diff().fillna(1).eq(1), name="numbers in a row"
        ),
    ],
)
CODINGS = pa.DataFrameSchema(
    {
        "coding": TEXT,
        "coder": TEXT,
        "utterance": UTTERANCE_ID,
        "document": TEXT,
        "start": COUNT,
        "end": COUNT,
        **dict.fromkeys(("quote", "code", "finding", "role", "speaker", "case", "wave", "kind"), TEXT),
        "origin": pa.Column(str, pa.Check.isin(ORIGINS)),
        "at": TEXT,
        "codebook": pa.Column(int, pa.Check.ge(1)),
    },
    checks=[
        pa.Check(
            lambda table: table["end"] - table["start"] == table["quote"].str.len(),
            name="a quote is its span",
        ),
        pa.Check(
            lambda table: table["coder"].eq("") == table["origin"].eq("rule"), name="rules have no coder"
        ),
    ],
)
FREQUENCIES = pa.DataFrameSchema(
    {
        **dict.fromkeys(("code", "label", "finding", "role", "case", "wave"), TEXT),
        **dict.fromkeys(("codings", "utterances", "documents", "speakers"), COUNT),
        **dict.fromkeys(("of_utterances", "of_documents", "of_speakers"), COUNT),
    },
    checks=[
        pa.Check(
            lambda table: table["utterances"] <= table["of_utterances"], name="utterances of utterances"
        ),
        pa.Check(lambda table: table["documents"] <= table["of_documents"], name="documents of documents"),
        pa.Check(lambda table: table["speakers"] <= table["of_speakers"], name="speakers of speakers"),
    ],
)
PROCESSED = {"documents": DOCUMENTS, "utterances": UTTERANCES, "replaced": UTTERANCES, "codings": CODINGS}


def processed(study: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(study / f"data/processed/{name}.parquet")


@pytest.mark.parametrize("name", PROCESSED)
def test_a_derived_table_holds_what_is_promised(demonstration: Path, name: str) -> None:
    PROCESSED[name].validate(processed(demonstration, name), lazy=True)


def test_the_code_frequencies_hold_what_is_promised(demonstration: Path) -> None:
    table = pd.read_csv(demonstration / "reports/tables/code_frequencies.csv", keep_default_na=False)
    FREQUENCIES.validate(table, lazy=True)


def test_every_coding_quotes_the_words_at_its_place(demonstration: Path) -> None:
    texts = processed(demonstration, "utterances").set_index("utterance")["text"]
    codings = processed(demonstration, "codings")
    said = [
        texts[row.utterance][row.start : row.end]
        for row in codings[["utterance", "start", "end"]].itertuples(index=False)
    ]
    assert len(said) > 700
    assert said == codings["quote"].tolist()


def test_an_answer_follows_the_question_it_names(demonstration: Path) -> None:
    table = processed(demonstration, "utterances").set_index("utterance")
    answers = table[table["answers"] != ""]
    questions = table.loc[answers["answers"]]
    assert len(answers) > 300
    assert set(questions["role"]) == {"F"}
    assert (questions["number"].to_numpy() < answers["number"].to_numpy()).all()
    assert (questions["document"].to_numpy() == answers["document"].to_numpy()).all()


def test_the_demonstration_is_as_large_as_it_says(demonstration: Path) -> None:
    utterances, codings = processed(demonstration, "utterances"), processed(demonstration, "codings")
    documents = processed(demonstration, "documents")
    decided = codings[codings["origin"].isin(DECIDED)]
    first = decided[decided["coder"] == "hege"]
    assert len(utterances) >= 900
    assert (utterances["role"] == "INN").sum() >= 120
    assert utterances[utterances["kind"] == "interview"]["document"].nunique() == 12
    assert set(documents["file"].str.rpartition(".")[2]) == {
        *("txt", "md", "docx", "vtt", "srt", "csv", "xlsx", "odt", "rtf")
    }
    assert first["coding"].nunique() >= 700
    assert first["document"].nunique() == utterances["document"].nunique()
    assert decided[decided["coder"] == "amund"]["document"].nunique() * 4 == utterances["document"].nunique()
