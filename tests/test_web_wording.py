"""All that the page says is there in three languages, and nothing is there that the page never says."""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest

from pipeline.web.wording import LANGUAGES, PARTS, _all, words
from pipeline.web.wording.keys import KEYS

WEB = Path(__file__).resolve().parents[1] / "pipeline/web"
PIPELINE = WEB.parent
TEXTS = _all()
ENGLISH = re.compile(
    r"\b(the|and|with|of|is|are|this|that|was|you|your|not|which|from|save|saved)\b", re.IGNORECASE
)
NYNORSK = re.compile(r"\b(ikkje|eit|ein|kva|korleis|frå|berre|desse|kvar|no|vert|dykk|hjå|noko)\b")
BOKMAL = re.compile(r"(?<![-\w])(ikke|hva|hvordan|fra|bare|disse|hver|noe|jeg|en|et)\b")


def placeholders(said: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(said) if name is not None}


def sources(*endings: str) -> str:
    found = [
        path for ending in endings for path in sorted(WEB.rglob(f"*{ending}")) if "vendor" not in path.parts
    ]
    assert found
    return "\n".join(path.read_text(encoding="utf-8") for path in found)


TEMPLATES = sources(".j2")
SCRIPTS = sources(".js")
ROUTES = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(WEB.rglob("*.py")) if "wording" not in path.parts
)
IN_TEMPLATES = set(re.findall(r"""\bw(?:\.has)?\(\s*["']([\w.-]+)["']\s*[,)]""", TEMPLATES))
IN_SCRIPTS = set(re.findall(r"""\bsay\(\s*["'`]([\w.-]+)["'`]\s*[,)]""", SCRIPTS))
PUT_TOGETHER = set(re.findall(r"""["']([\w.-]+\.)["']\s*~""", TEMPLATES))
"""The beginnings of sayings whose end is a value: ``w("place." ~ name)``."""


def quoted(source: str) -> set[str]:
    """Every string of letters, dots and dashes that stands in quotes, chosen between or put in a list."""
    return set(re.findall(r"""["'`]([\w][\w.-]*)["'`]""", source))


def checks() -> set[str]:
    """The names of all checks that the program can tell of."""
    found: set[str] = set()
    for path in PIPELINE.rglob("*.py"):
        if "wording" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
    return found


def test_no_saying_is_in_two_parts() -> None:
    from importlib import import_module

    parts = [import_module(f"pipeline.web.wording.{name}").TEXTS for name in PARTS]
    keys = list(chain.from_iterable(parts))
    assert [key for key in set(keys) if keys.count(key) > 1] == []


def test_every_saying_is_there_in_three_languages_with_the_same_values() -> None:
    for key, said in TEXTS.items():
        assert len(said) == len(LANGUAGES) == 3, key
        assert all(one.strip() == one and one for one in said), key
        assert len({frozenset(placeholders(one)) for one in said}) == 1, (key, said)


def test_a_saying_of_one_takes_no_value_that_its_plural_does_not_take() -> None:
    for key in TEXTS:
        if key.endswith(".one") and key.removesuffix(".one") in TEXTS:
            assert placeholders(TEXTS[key][0]) <= placeholders(TEXTS[key.removesuffix(".one")][0]), key


@pytest.mark.parametrize("place", [0, 1])
def test_no_norwegian_saying_holds_english_words(place: int) -> None:
    told = {key: said[place] for key, said in TEXTS.items()} | {
        f"key {at}": said[place] for part in KEYS.values() for at, (_, said) in enumerate(part)
    }
    found = {
        key: ENGLISH.findall(re.sub(r"<[^>]*>|\{[^}]*\}|[\w.-]+\.\w+", "", said))
        for key, said in told.items()
    }
    assert {key: words for key, words in found.items() if words} == {}


def test_bokmal_and_nynorsk_are_not_mixed() -> None:
    assert {key: said[0] for key, said in TEXTS.items() if NYNORSK.search(said[0])} == {}
    assert {key: said[1] for key, said in TEXTS.items() if BOKMAL.search(said[1])} == {}


def test_bokmal_and_nynorsk_differ_in_most_sentences_and_english_in_all() -> None:
    sentences = [said for said in TEXTS.values() if len(said[0].split()) > 6]
    alike = [said for said in sentences if said[0] == said[1]]
    assert len(alike) < len(sentences) / 8, alike
    assert [said for said in sentences if said[2] in said[:2]] == []


def test_every_saying_that_a_template_asks_for_is_there() -> None:
    assert len(IN_TEMPLATES) > 100
    assert sorted(key for key in IN_TEMPLATES if key not in TEXTS) == []
    asked = set(re.findall(r"""\bw\(\s*["']([\w.-]+\.)["']\s*~""", TEMPLATES))
    assert sorted(begin for begin in asked if not any(key.startswith(begin) for key in TEXTS)) == []


def test_every_saying_that_a_script_asks_for_is_there() -> None:
    assert len(IN_SCRIPTS) > 20
    assert sorted(key for key in IN_SCRIPTS if f"js.{key}" not in TEXTS) == []


def test_every_saying_is_said_somewhere() -> None:
    said = IN_TEMPLATES | quoted(TEMPLATES) | quoted(ROUTES)
    for_scripts = IN_SCRIPTS | quoted(SCRIPTS)
    begun_in_scripts = tuple(re.findall(r"""say\(\s*[`"']([\w.-]+\.)(?:\$\{|["'] ?\+)""", SCRIPTS))
    begun = tuple(PUT_TOGETHER | set(re.findall(r"""f["']([\w.-]+\.)\{""", ROUTES)))
    unsaid = []
    for key in TEXTS:
        plain = key.removesuffix(".one")
        if plain.startswith("js."):
            name = plain.removeprefix("js.")
            known = name in for_scripts or name.startswith(begun_in_scripts or ("\0",))
        elif plain.startswith("problem."):
            continue
        else:
            known = plain in said or plain.startswith(begun)
        if not known:
            unsaid.append(key)
    assert unsaid == []


def test_every_problem_that_the_page_has_words_for_is_one_that_the_program_tells() -> None:
    known = checks()
    told = [key.removeprefix("problem.") for key in TEXTS if key.startswith("problem.")]
    assert len(told) > 10
    assert sorted(name for name in told if name not in known and not name.startswith("http-")) == []


def test_every_refusal_of_an_act_is_told_in_the_words_of_the_page() -> None:
    """The checks named in the stages that acts go through have a saying of their own."""
    stages = ("acts.py", "desk.py", "editing_quotes.py", "settling.py")
    named: set[str] = set()
    for name in stages:
        tree = ast.parse((PIPELINE / "stages" / name).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "error" and len(node.args) > 1:
                check = node.args[1]
                named |= {check.value} if isinstance(check, ast.Constant) else set()
    named |= {"not-saved", "malformed", "no-coder", "other-coder"}
    assert sorted(check for check in named if not words("nb").has(f"problem.{check}")) == []


def test_the_cheat_sheet_is_whole_in_three_languages() -> None:
    for part in KEYS.values():
        for keys, said in part:
            assert keys and len(said) == 3 and all(said), keys
