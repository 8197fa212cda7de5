"""Two copies of a study, built in other folders, time zones, locales and hash seeds, are equal in bytes."""

import shutil

import pytest
from small_study import command, contents, small_study

HERE = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "", "PYTHONHASHSEED": "1"}
THERE = {
    "TZ": "Pacific/Auckland",
    "LANG": "nb_NO.UTF-8",
    "LC_ALL": "",
    "PYTHONHASHSEED": "2024",
    "COLUMNS": "40",
}


@pytest.fixture(scope="module")
def clones(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kloner")
    one, two = folder / "en", folder / "et annet sted æ" / "to"
    small_study(one)
    shutil.rmtree(one / "data/processed")
    shutil.copytree(one, two)
    builds = [command(one, "report", **HERE), command(two, "report", **THERE)]
    said = [build.communicate() for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    return one, two


@pytest.mark.parametrize("place", ["reports", "data/processed"])
def test_everything_that_is_derived_is_equal(clones, place):
    one, two = (contents(clone, place) for clone in clones)
    assert one.keys() == two.keys() and len(one) > 10
    assert [name for name in one if one[name] != two[name]] == []


def test_no_derived_file_tells_where_it_was_made(clones):
    for clone in clones:
        for name, data in contents(clone, "reports", "data/processed").items():
            assert str(clone).encode() not in data and b"et annet sted" not in data, name
