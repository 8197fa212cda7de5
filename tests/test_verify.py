"""verify builds everything again elsewhere and names what is not as the manifest says."""

import json

import pytest
from small_study import STUDY, built_study, contents, forankret, put, small_study


@pytest.fixture
def study(tmp_path):
    return built_study(tmp_path)


def manifest(folder) -> dict:
    return json.loads((folder / "reports/manifest.json").read_text(encoding="utf-8"))


def test_an_untouched_study_is_as_its_manifest_says_and_stays_untouched(study):
    before = contents(study, ".")
    said = forankret(study, "verify")
    assert said.code == 0 and said.out.startswith(f"All {len(manifest(study)['outputs'])} outputs are as")
    assert contents(study, ".") == before


def test_a_study_without_its_derived_files_is_verified_just_so(study):
    forankret(study, "clean")
    said = forankret(study, "verify")
    assert said.code == 0, said.out
    assert not (study / "reports/report.docx").exists()


def test_each_difference_is_named(study):
    made = manifest(study)
    made["outputs"]["reports/tables/coverage.csv"]["sha256"] = "0" * 64
    made["outputs"]["reports/gone.csv"] = {"sha256": "0" * 64}
    del made["outputs"]["reports/report.docx"]
    made["inputs"]["study.yaml"] = "0" * 64
    put(study, "reports/manifest.json", json.dumps(made))
    forankret(study, "clean")
    said = forankret(study, "verify")
    assert said.code == 1
    assert said.out.splitlines()[:-1] == [
        "study.yaml: is not what the manifest was made from",
        "reports/gone.csv: is in the manifest, and is not made any more",
        "reports/report.docx: is made, and is not in the manifest",
        "reports/tables/coverage.csv: differs from the manifest",
    ]


def test_an_output_changed_by_hand_and_a_changed_input_are_named(study):
    put(study, "reports/tables/quotes.csv", "x")
    put(study, "reports/figures/coverage.png", "x")
    put(study, "study.yaml", STUDY + "# merknad\n")
    said = forankret(study, "verify")
    assert said.code == 1
    for name in ("study.yaml: ", "reports/tables/quotes.csv: ", "reports/figures/coverage.png: "):
        assert name in said.out


@pytest.mark.parametrize("text", [None, "{", '{"inputs": [], "outputs": {"a": 3}}'])
def test_without_a_manifest_it_says_how_to_make_one(tmp_path, text):
    study = small_study(tmp_path, coded=False)
    if text is not None:
        put(study, "reports/manifest.json", text)
    said = forankret(study, "verify")
    assert said.code == 1 and "reports/manifest.json: error" in said.err and "forankret report" in said.err


def test_what_the_checks_find_outside_the_data_is_the_same_in_the_copy(tmp_path):
    why = "privacy: {acknowledged: [{check: media-file, place: opptak.mp3, reason: Slettes i dag}]}\n"
    study = small_study(tmp_path, study__yaml=STUDY + why)
    put(study, "opptak.mp3", b"x")
    assert forankret(study, "report").code == 0
    said = forankret(study, "verify")
    assert said.code == 0, said.out
