"""Which of the coders somebody meant who typed a name that none of them has."""

from pipeline.coding.coder_names import likely_meant, same_name


def test_names_are_the_same_but_for_capitals_accents_and_spaces():
    assert same_name("HEGE", ["hege", "jon"]) == ["hege"]
    assert same_name("asé m", ["Ase M.", "ase"]) == ["Ase M."]
    assert same_name("hege", ["hege"]) == [] and same_name("jonn", ["jon"]) == []


def test_likely_meant_is_the_same_name_else_a_near_one():
    assert likely_meant("hgee", ["hege", "jon"]) == ["hege"]
    assert likely_meant("Hege", ["heg", "hege"]) == ["hege"]
    assert likely_meant("kari", ["hege", "jon"]) == []
