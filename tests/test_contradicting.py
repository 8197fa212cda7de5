"""What speaks against a finding is collected, until it is taken back."""

from small_study import small_study
from test_live import apply, event

from pipeline.codebook import Codebook
from pipeline.coding.contradicting import negative_cases
from pipeline.coding.events import Event
from pipeline.coding.live import live
from pipeline.store.codings import append, read_codings
from pipeline.store.yaml_files import read_yaml

BOOK = Codebook(
    codes=[
        {"id": "A", "label": "A", "kind": "finding"},
        {"id": "a1", "label": "a1", "parent": "A"},
        {"id": "B", "label": "B", "kind": "finding"},
        {"id": "T", "label": "T", "kind": "cross-cutting"},
        {"id": "gammel", "label": "gammel", "status": "merged", "merged_into": "a1"},
        {"id": "løs", "label": "løs"},
    ]
)


def against(*records) -> dict[str, list[str]]:
    found = negative_cases(live([apply("c1", code="a1"), apply("c2", code="gammel"), *records]), BOOK)
    return {finding: [case.coding for case in cases] for finding, cases in found.items()}


def test_every_finding_is_there_also_where_nothing_speaks_against_it():
    assert against() == {"A": [], "B": [], "T": []}


def test_a_coding_contradicts_the_finding_that_is_named_else_its_own():
    assert against(event("contradict", "c1", code="B"), event("contradict", "c2")) == {
        "A": ["c2"],
        "B": ["c1"],
        "T": [],
    }


def test_a_code_below_a_finding_stands_for_it_and_one_without_a_finding_for_itself():
    found = against(event("contradict", "c1", code="gammel"), event("contradict", "c1", code="løs"))
    assert (found["A"], found["løs"]) == (["c1"], ["c1"])


def test_what_was_withdrawn_is_gone_and_may_be_said_again():
    said, back = event("contradict", "c1"), event("contradict", "c1", code="A", withdrawn=True)
    assert against(said, back)["A"] == []
    assert against(said, back, said)["A"] == ["c1"]


def test_withdrawing_for_one_finding_leaves_the_other():
    both = [event("contradict", "c1", code=code) for code in ("A", "B")]
    assert against(*both, event("contradict", "c1", code="A", withdrawn=True))["B"] == ["c1"]


def test_a_removed_coding_speaks_against_nothing():
    assert against(event("contradict", "c1"), event("remove", "c1"))["A"] == []


def test_a_case_tells_who_said_so_when_and_why(tmp_path):
    study = small_study(tmp_path)
    about = {"coding": "c5", "code": "uklart", "memo": "De vet det."}
    line = Event(at="2024-05-01T10:00:00Z", event="contradict", **about)
    append(study, "ola", "FN-01", [line])
    book = read_yaml(study / "codebooks/codebook.yaml", "x", Codebook)[0]
    assert book is not None
    (case,) = negative_cases(live(read_codings(study).records), book)["uklart"]
    assert (case.coder, case.owner, case.memo, case.at) == ("ola", "hege", "De vet det.", line.at)
    assert (case.code, case.utterances, case.quote) == (
        "styring",
        ("FN-01:0003",),
        "Vi vil bli spurt før alt er bestemt.",
    )
    assert case.place == "codebooks/codings/ola/FN-01.jsonl:1"
