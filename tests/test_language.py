"""Norwegian text: words, lemmas, sentences, the language of a text, and stop lists."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import (
    WORD_CHARACTERS,
    fold,
    folded,
    language_of,
    lemma,
    lemmatiser,
    model_problems,
    sentences,
    stop_list,
    stop_list_problems,
    tokeniser,
    words,
)
from pipeline.problems import StudyError, UsageError

TEXTS = st.text(
    alphabet="abæøåÆØÅ ßİªµ–…«».,!?-'’()\n\t\u00a0\u00ad\u0301\u030a\u200bſ\ufb01é1290", max_size=40
)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


# words


def test_words_leave_out_punctuation_numbers_and_marks() -> None:
    assert words("Jeg vet ikke, altså … (kanskje) 3 av 10 #") == [
        "jeg",
        "vet",
        "ikke",
        "altså",
        "kanskje",
        "av",
    ]


def test_words_keep_hyphens_apostrophes_and_abbreviations_inside() -> None:
    assert words("E-posten om covid-19, bl.a. rock'n'roll") == [
        "e-posten",
        "om",
        "covid-19",
        "bl.a",
        "rock'n'roll",
    ]


def test_an_interrupted_word_loses_its_hyphen() -> None:
    assert words("va- var det og kommune- og fylkesplan") == [
        "va",
        "var",
        "det",
        "og",
        "kommune",
        "og",
        "fylkesplan",
    ]


def test_two_words_with_a_slash_or_dash_between_are_two_words() -> None:
    assert words("og/eller ja–nei ja…nei") == ["og", "eller", "ja", "nei", "ja", "nei"]


def test_a_decomposed_letter_and_a_soft_hyphen_make_no_other_word() -> None:
    assert words(unicodedata.normalize("NFD", "på") + " sam\u00adskaping") == ["på", "samskaping"]


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["kl.", "f.eks.", "«Ja»,", "va-", "e-post", "og/eller", "14.30", "(nei)", "…", "St.meld."]
        )
    )
)
def test_words_by_stretches_are_the_words_of_the_whole_text_tokenised(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = [word for token in tokeniser()(text) for word in re.findall(WORD_CHARACTERS, fold(token.text))]
    assert words(text) == [word for word in found if any(map(str.isalpha, word))]


@pytest.mark.parametrize("mark", [".", "...", "…", ":", ";", "?!", ".,"])
def test_a_mark_after_a_word_costs_no_tokeniser_and_changes_nothing(mark: str) -> None:
    known = [case.rstrip(".") for case in tokeniser().tokenizer.rules if case.rstrip(".").isalpha()]
    for word in [*known, "samskaping", "Å", "ja"]:
        tokens = (token.text for token in tokeniser()(word + mark))
        assert words(word + mark) == [fold(part) for token in tokens for part in re.findall(r"\w+", token)]


# folding


@settings(max_examples=300)
@given(TEXTS)
def test_folding_with_places_gives_the_same_text_as_folding_without(text: str) -> None:
    assert folded(text).text == fold(text)


@settings(max_examples=300)
@given(TEXTS, st.data())
def test_the_place_of_a_folded_stretch_folds_to_that_stretch_again(text: str, data: st.DataObject) -> None:
    read = folded(text)
    start = data.draw(st.integers(0, len(read.text)))
    end = data.draw(st.integers(start, len(read.text)))
    if start < end:
        original = text[read.start(start) : read.end(end)]
        assert read.text[start:end] in fold(original)


def test_folding_knows_the_place_of_words_after_a_letter_that_grows() -> None:
    text = "STRAßE usikker"
    read = folded(text)
    position = read.text.index("usikker")
    assert text[read.start(position) : read.end(position + 7)] == "usikker"


# lemmas


@pytest.mark.parametrize(
    ("form", "language", "expected"),
    [
        ("usikre", "nb", "usikker"),
        ("usikkert", "nn", "usikker"),
        ("Går", "nb", "gå"),
        ("leder", "nb", "leder"),
        ("vel", "nn", "vel"),
        ("korleis", "nn", "korleis"),
        ("xyzzy", "nb", "xyzzy"),
        ("communities", "en", "community"),
        ("", "nb", ""),
    ],
)
def test_the_lemma_follows_the_language_of_the_document(form: str, language: str, expected: str) -> None:
    assert lemma(form, language) == expected


def test_every_override_says_why_and_changes_what_simplemma_says() -> None:
    from simplemma import lemmatize

    for row in _overrides():
        order = {"nb": ("nb", "nn"), "nn": ("nn", "nb")}[row["variety"]]
        assert lemmatize(row["form"], lang=order) != row["lemma"], row
        assert row["reason"], row


def test_a_lemma_in_the_overrides_is_its_own_lemma() -> None:
    for row in _overrides():
        assert lemma(row["lemma"], row["variety"]) == row["lemma"], row


def _overrides() -> list[dict[str, str]]:
    content = (files("pipeline.language") / "lemma_overrides.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in content.splitlines() if not line.startswith("#")))


def test_a_named_model_that_is_missing_is_a_problem_that_says_what_to_do() -> None:
    (problem,) = model_problems("nb_core_news_sm_absent")
    assert problem.level == "error"
    assert "nb_core_news_sm_absent" in problem.message
    with pytest.raises(StudyError):
        lemmatiser("nb_core_news_sm_absent")


def test_a_named_model_gives_the_lemmas(tmp_path: Path) -> None:
    lemmas = lemmatiser(str(_small_model(tmp_path)), ["Vi går dit.", "Folk går."])
    assert lemmas("Går", "nb") == "vandre"
    assert lemmas("usikre", "nb") == "usikker", "what the model has not read is looked up as before"


def _small_model(folder: Path) -> Path:
    """A pipeline on disk that knows one lemma, in place of the large one that a study would name."""
    import spacy
    from spacy.lookups import Lookups

    pipeline = spacy.blank("nb")
    lookups = Lookups()
    lookups.add_table("lemma_lookup", {"går": "vandre"})
    pipeline.add_pipe("lemmatizer", config={"mode": "lookup"}).initialize(
        lambda: [], nlp=pipeline, lookups=lookups
    )
    pipeline.to_disk(folder / "model")
    assert json.loads((folder / "model" / "meta.json").read_text())["lang"] == "nb"
    return folder / "model"


# sentences


def test_sentences_do_not_end_at_abbreviations_ordinals_and_initials() -> None:
    text = "Vi leste St.meld. nr. 5 kl. 14.30 den 5. Mai med O. Hansen. Så gikk vi."
    assert _sentences(text) == ["Vi leste St.meld. nr. 5 kl. 14.30 den 5. Mai med O. Hansen.", "Så gikk vi."]


def test_a_sentence_goes_on_where_a_small_letter_follows() -> None:
    assert _sentences("Han sa ja! og nei. Åja?") == ["Han sa ja! og nei.", "Åja?"]


def test_quotation_marks_stay_with_their_sentence() -> None:
    assert _sentences("«Nei.» «Jo.» Slik var det.") == ["«Nei.»", "«Jo.»", "Slik var det."]


def test_text_without_capitals_is_divided_at_every_full_stop() -> None:
    assert _sentences("eg veit ikkje. kanskje det. ja") == ["eg veit ikkje.", "kanskje det.", "ja"]


def test_a_blank_line_ends_a_sentence() -> None:
    assert _sentences("Bare en overskrift\n\nSå en setning.") == ["Bare en overskrift", "Så en setning."]


@settings(max_examples=200)
@given(TEXTS)
def test_sentences_hold_every_visible_character_once_and_in_order(text: str) -> None:
    joined = "".join(_sentences(text))
    assert "".join(joined.split()) == "".join(text.split())


# language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nei, jeg vet ikke helt hva vi skal gjøre med dette her, altså, vi er usikre på det.", "nb"),
        ("Nei, eg veit ikkje heilt kva vi skal gjere med dette her, altså, vi er usikre på det.", "nn"),
        ("Jeg ved ikke helt, hvad vi skal gøre med det her, altså, vi er usikre på det af og til.", "da"),
        ("I do not really know what we are going to do about this, we are not sure of it.", "en"),
        ("Ja. Mm.", "und"),
        ("", "und"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert language_of("jeg vet ikke hva vi skal gjøre " * 100 + "the and of to you " * 10_000) == "nb"


# stop lists


PROTECTED = (
    "kanskje hvordan korleis hvorfor kvifor ikke ikkje aldri ingen uten nei må måtte bør burde kan kunne vil "
    "ville skal skulle vel nok visst"
)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_modality_negation_and_questions_are_never_removed_by_default(language: str) -> None:
    stops = stop_list()
    assert [word for word in PROTECTED.split() if stops.lookup(word, lemma(word, language))] == []


def test_the_default_names_the_list_that_removed_a_word() -> None:
    stops = stop_list()
    assert stops.lookup("og") == "base-function"
    assert stops.lookup("liksom") == "spoken"
    assert stops.lookup("samskaping") == ""


def test_a_word_is_removed_by_its_lemma_too() -> None:
    stops = stop_list(texts={"project-drop.txt": "kommune  # stedet, ikke funnet\n"})
    assert stops.lookup("kommunene", "kommune") == "project-drop"


def test_a_studys_keep_list_wins_over_every_other_list() -> None:
    own = {"project-drop.txt": "ting # tomt ord\nog", "project-keep.txt": "ting # likevel\nog # telles her"}
    stops = stop_list(texts=own)
    assert stops.lookup("ting") == ""
    assert stops.lookup("og") == ""


def test_a_study_may_remove_even_a_protected_word_and_is_named_for_it() -> None:
    stops = stop_list(texts={"project-drop.txt": "kanskje # vist i egen figur"})
    assert stops.lookup("kanskje", "kanskje") == "project-drop"


def test_the_spacy_preset_is_the_list_of_spacy_matched_by_form_alone() -> None:
    from spacy.lang.nb.stop_words import STOP_WORDS

    stops = stop_list("spacy-nb-3.8")
    assert len(stops.removed) == 211
    assert set(stops.removed) == set(STOP_WORDS)
    assert stops.lookup("ikke") == "spacy-nb-3.8"
    assert stops.lookup("kanskje") == stops.lookup("hvordan") == ""
    assert stops.lookup("årene", "år") == ""


def test_the_preset_none_removes_nothing() -> None:
    assert stop_list("none").lookup("og", "og") == ""


def test_an_unknown_preset_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"default, spacy-nb-3\.8, none"):
        stop_list("snowball")


def test_the_digest_changes_with_the_words_and_not_with_their_order_or_reasons() -> None:
    first = stop_list(texts={"project-drop.txt": "ting # a\nsak # b"})
    second = stop_list(texts={"project-drop.txt": "sak # c\nting"})
    third = stop_list(texts={"project-drop.txt": "sak # c"})
    assert first.digest == second.digest != third.digest
    assert first.name == "default + project"
    assert len(stop_list().digest) == 64


def test_every_packaged_word_has_a_reason_and_a_version() -> None:
    for name in ("base-function", "spoken", "project-keep"):
        content = (files("pipeline.language") / "stopwords" / f"{name}.txt").read_text(encoding="utf-8")
        assert "# version:" in content
        assert stop_list_problems({name: content}) == []


def test_a_line_of_several_words_and_a_word_without_a_reason_are_warned_about() -> None:
    problems = stop_list_problems({"project-drop.txt": "# mine\nikke sant # tagg\nting\n"})
    assert [(problem.place, problem.check) for problem in problems] == [
        ("codebooks/stopwords/project-drop.txt:2", "stopword-phrase"),
        ("codebooks/stopwords/project-drop.txt:3", "stopword-reason"),
    ]


# the measuring script


TREEBANK = """\
# text = Vi går dit.
1	Vi	vi	PRON	_	_	_	_	_	_
2	går	gå	VERB	_	_	_	_	_	_
3	dit	dit	ADV	_	_	_	_	_	SpaceAfter=No
4	.	.	PUNCT	_	_	_	_	_	_

# text = De er usikre.
1	De	de	PRON	_	_	_	_	_	_
2	er	være	AUX	_	_	_	_	_	_
3	usikre	feil	ADJ	_	_	_	_	_	SpaceAfter=No
4	.	.	PUNCT	_	_	_	_	_	_
"""


def test_the_measuring_script_prints_a_row_for_each_treebank(tmp_path: Path) -> None:
    treebank = tmp_path / "tiny.conllu"
    treebank.write_text(TREEBANK, encoding="utf-8")
    script = Path(__file__).resolve().parents[1] / "scripts" / "measure_norwegian.py"
    done = subprocess.run(
        [sys.executable, str(script), str(treebank), "--language", "nb"], capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "file\tlanguage\tsentences\ttoken\tsentence\tall\tcont\tinfl",
        "tiny.conllu\tnb\t2\t1.0000\t1.0000\t0.8333\t0.6667\t0.5000",
    ]


def test_the_measuring_script_says_which_file_is_no_treebank(tmp_path: Path) -> None:
    (tmp_path / "empty.conllu").write_text("", encoding="utf-8")
    script = Path(__file__).resolve().parents[1] / "scripts" / "measure_norwegian.py"
    for name in ("empty.conllu", "absent.conllu"):
        done = subprocess.run(
            [sys.executable, str(script), str(tmp_path / name)], capture_output=True, text=True
        )
        assert done.returncode == 1
        assert name in done.stderr and "Traceback" not in done.stderr
