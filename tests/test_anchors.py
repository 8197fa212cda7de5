"""Codings on a corrected transcript: the very words, or a person is asked."""

import random
import re
from typing import NamedTuple

import pytest

from pipeline.anchors import Moved, move

SETTING = """Kan du fortelle litt om hvordan dere begynte?
Ja, vi begynte vel egentlig med en idé om at innbyggerne skulle være med.
Mm.
Og så ble vi ganske usikre på hva samskaping egentlig betyr for oss.
Ja.
Hva gjorde dere da?
Vi prøvde å spørre dem som hadde vært med før, og det hjalp jo litt.
Mm.
Men det tok tid, og ikke alle torde å slippe kontrollen."""


def moved(old: str, new: str, quote: str, occurrence: int = 0) -> Moved:
    start = [match.start() for match in re.finditer(re.escape(quote), old)][occurrence]
    return move(old, new, [(start, start + len(quote))])[0]


def words(text: str, found: Moved) -> str:
    return text[found.start : found.end]


def test_in_an_unchanged_transcript_everything_is_kept():
    assert moved(SETTING, SETTING, "usikre på hva").status == "kept"
    assert moved(SETTING, SETTING, "Mm.", 1) == Moved("kept", *re.search(r"Mm\.(?=\nMen)", SETTING).span())


def test_words_behind_a_correction_are_moved_with_it():
    new = SETTING.replace("en idé", "en god idé")
    found = moved(SETTING, new, "usikre på hva")
    assert (found.status, words(new, found)) == ("moved", "usikre på hva")


def test_a_change_inside_the_words_goes_to_a_person_with_the_best_guess():
    new = SETTING.replace("ganske usikre på", "ganske usikker på")
    found = moved(SETTING, new, "ble vi ganske usikre på hva samskaping")
    assert (found.status, words(new, found)) == ("ambiguous", "ble vi ganske usikker på hva samskaping")


def test_words_that_are_gone_are_lost():
    new = SETTING.replace("\nMen det tok tid, og ikke alle torde å slippe kontrollen.", "")
    assert moved(SETTING, new, "torde å slippe kontrollen") == Moved("lost", 0, 0)


def test_words_that_are_gone_here_and_found_elsewhere_are_not_moved_there():
    new = SETTING.replace("Ja.\nHva gjorde", "Hva gjorde") + "\nJa."
    found = moved(SETTING, new, "Ja.")
    assert (found.status, words(new, found)) == ("ambiguous", "Ja.")


def test_a_repeated_turn_is_kept_where_both_neighbours_agree():
    new = SETTING.replace("en idé", "en god idé")
    found = moved(SETTING, new, "Mm.", 1)
    assert (found.status, found.start) == ("moved", new.rindex("Mm."))


def test_of_two_equal_turns_in_a_row_nobody_knows_which_one_was_dropped():
    old = SETTING.replace("Mm.\nOg så", "Mm.\nMm.\nOg så")
    for occurrence in (0, 1):
        assert moved(old, SETTING, "Mm.", occurrence).status == "ambiguous"


@pytest.mark.parametrize("occurrence", [0, 1, 2])
def test_when_one_more_equal_turn_was_put_in_a_row_nobody_knows_which_one_is_new(occurrence):
    old = SETTING.replace("Ja.\nHva", "Nei.\nNei.\nNei.\nHva")
    new = SETTING.replace("Ja.\nHva", "Nei.\nNei.\nNei.\nNei.\nHva")
    assert moved(old, new, "Nei.", occurrence).status == "ambiguous"


def test_of_two_copies_of_which_one_was_corrected_nobody_knows_which_one_was_coded():
    turn = "Vi prøvde å spørre dem som hadde vært med før, og det hjalp jo litt."
    new = SETTING.replace(turn, f"{turn.replace('jo litt', 'litt')}\n{turn}")
    assert moved(SETTING, new, "spørre dem som hadde vært med").status == "ambiguous"


def test_a_turn_that_was_doubled_is_ambiguous():
    turn = "Vi prøvde å spørre dem som hadde vært med før, og det hjalp jo litt."
    new = SETTING.replace(turn, f"{turn}\n{turn}")
    assert moved(SETTING, new, turn).status == "ambiguous"


def test_turns_that_changed_places_go_to_a_person():
    turns = SETTING.split("\n")
    turns[5], turns[6] = turns[6], turns[5]
    assert moved(SETTING, "\n".join(turns), "Hva gjorde dere da?").status == "ambiguous"


def test_white_space_that_changed_inside_the_words_is_no_change_of_words():
    new = SETTING.replace("usikre på hva", "usikre  på\u00a0hva")
    found = moved(SETTING, new, "ble vi ganske usikre på hva samskaping")
    assert (found.status, words(new, found)) == ("moved", "ble vi ganske usikre  på\u00a0hva samskaping")


def test_a_break_between_turns_is_no_white_space():
    new = SETTING.replace("på hva samskaping", "på\nhva samskaping")
    assert moved(SETTING, new, "ble vi ganske usikre på hva samskaping").status == "ambiguous"


def test_a_word_that_grew_at_the_end_of_the_quote_is_another_word():
    new = SETTING.replace("ganske usikre på", "ganske usikrere på")
    assert moved(SETTING, new, "Og så ble vi ganske usikre").status == "ambiguous"


@pytest.mark.parametrize("old, new", [("", ""), ("Ja.", ""), ("", "Ja."), ("a", "b")])
def test_empty_texts_and_empty_spans_move_nothing(old, new):
    assert {found.status for found in move(old, new, [(0, 0), (0, len(old))])} <= {"lost", "ambiguous"}


# A thousand corrections. Every word knows who it is, so that the truth is known whatever is done to it.

VOCABULARY = re.findall(
    r"\w+",
    "vi jeg det er ikke må kanskje hvordan usikre trygge innbyggerne kommunen samskaping prøve møte "
    "veileder tid ja nei mm og men at å på som med til før da så jo vel litt mye noe alle ingen",
)
SHORT = ["Ja.", "Mm.", "Nei.", "Ja da.", "Ok."]


class Word(NamedTuple):
    id: int
    text: str
    copy: bool = False


class Transcript:
    """Turns of words that know who they are, and the corrections that a person may make in them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.next = rng, 0
        self.turns = [self.turn() for _ in range(rng.randint(3, 40))]

    def word(self, text: str) -> Word:
        self.next += 1
        return Word(self.next, text)

    def turn(self) -> list[Word]:
        if self.rng.random() < 0.3:
            return [self.word(text) for text in self.rng.choice(SHORT).split()]
        return [self.word(self.rng.choice(VOCABULARY)) for _ in range(self.rng.randint(1, 30))]

    def text(self) -> str:
        return "\n".join(" ".join(word.text for word in turn) for turn in self.turns)

    def places(self) -> list[tuple[int, int, Word, int]]:
        """Each word with where it stands and its turn."""
        found, at = [], 0
        for number, turn in enumerate(self.turns):
            for word in turn:
                found.append((at, at + len(word.text), word, number))
                at += len(word.text) + 1
            at += 0 if turn else 1
        return found

    def correct(self) -> None:
        """One correction, of one of eleven kinds."""
        kinds = (self.delete, self.insert, self.replace, self.drop, self.double, self.double_elsewhere)
        kinds += (self.join, self.split, self.swap, self.add_turn, self.take_away)
        self.rng.choice(kinds)(self.rng.randrange(len(self.turns)))

    def delete(self, number: int) -> None:
        turn = self.turns[number]
        at = self.rng.randrange(len(turn))
        del turn[at : at + self.rng.randint(1, 4)]
        if not turn:
            self.drop(number)

    def insert(self, number: int) -> None:
        at = self.rng.randint(0, len(self.turns[number]))
        self.turns[number][at:at] = [
            self.word(self.rng.choice(VOCABULARY)) for _ in range(self.rng.randint(1, 3))
        ]

    def replace(self, number: int) -> None:
        at = self.rng.randrange(len(self.turns[number]))
        self.turns[number][at] = self.word(self.rng.choice(VOCABULARY))

    def drop(self, number: int) -> None:
        del self.turns[number]
        self.turns = self.turns or [[self.word("Ja.")]]

    def double(self, number: int) -> None:
        self.turns.insert(number + 1, [word._replace(copy=True) for word in self.turns[number]])

    def double_elsewhere(self, number: int) -> None:
        copy = [word._replace(copy=True) for word in self.turns[number]]
        self.turns.insert(self.rng.randint(0, len(self.turns)), copy)

    def join(self, number: int) -> None:
        if number + 1 < len(self.turns):
            self.turns[number : number + 2] = [self.turns[number] + self.turns[number + 1]]

    def split(self, number: int) -> None:
        turn = self.turns[number]
        if len(turn) > 1:
            at = self.rng.randint(1, len(turn) - 1)
            self.turns[number : number + 1] = [turn[:at], turn[at:]]

    def swap(self, number: int) -> None:
        other = self.rng.randrange(len(self.turns))
        self.turns[number], self.turns[other] = self.turns[other], self.turns[number]

    def add_turn(self, number: int) -> None:
        self.turns.insert(number, self.turn())

    def take_away(self, number: int) -> None:
        del self.turns[number : number + self.rng.randint(1, 3)]
        self.turns = self.turns or [[self.word("Ja.")]]


def spans_of(places, rng):
    """Whole turns and stretches inside turns, each with the words it holds."""
    by_turn = {}
    for place in places:
        by_turn.setdefault(place[3], []).append(place)
    for turn in by_turn.values():
        yield turn
        for _ in range(2):
            first = rng.randrange(len(turn))
            yield turn[first : first + rng.randint(1, 8)]


def mistake(held, found, before, places) -> bool:
    """Whether a coding was put on other words than its own without a word."""
    now = [place for place in places if found.start <= place[0] and place[1] <= found.end]
    exact = bool(now) and (now[0][0], now[-1][1]) == (found.start, found.end)
    if not exact or [place[2].text for place in now] != [place[2].text for place in held]:
        return True
    if ids(now) == ids(held) and not (any(place[2].copy for place in now) and stands(held, before, places)):
        return False
    return not typed_again(held, now, before, places)


def ids(places):
    return [place[2].id for place in places]


def stands(held, before, places) -> bool:
    """Whether the turn that was coded still stands as it was; if not, its copy is as good as itself."""
    turn = [place[2] for place in before if place[3] == held[0][3]]
    now = {}
    for place in places:
        now.setdefault(place[3], []).append(place[2])
    return turn in now.values()


def typed_again(held, now, before, places) -> bool:
    """Whether words were taken out and the same ones put in in their very place, which no text can show."""
    return any(
        same_stretch(held, now, before, places, who) for who in (lambda word: word, lambda word: word.id)
    )


def same_stretch(held, now, before, places, who) -> bool:
    """Whether the texts are the same all the way between the nearest words that stayed on either side."""
    at, to = before.index(held[0]), places.index(now[0])
    after, beyond = at + len(held), to + len(now)
    while at > 0 and to > 0 and who(before[at][2]) != who(places[to][2]):
        at, to = at - 1, to - 1
    while (
        after < len(before)
        and beyond < len(places)
        and who(before[after - 1][2]) != who(places[beyond - 1][2])
    ):
        after, beyond = after + 1, beyond + 1
    return [place[2].text for place in before[at:after]] == [place[2].text for place in places[to:beyond]]


def corrected(seed: int):
    rng = random.Random(seed)
    transcript = Transcript(rng)
    old, before = transcript.text(), transcript.places()
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        transcript.correct()
    spans = list(spans_of(before, rng))
    found = move(old, transcript.text(), [(span[0][0], span[-1][1]) for span in spans])
    return before, transcript, spans, found


def test_a_thousand_random_corrections_make_no_silent_mistake():
    placed = total = 0
    for seed in range(1000):
        before, transcript, spans, answers = corrected(seed)
        places = transcript.places()
        for held, found in zip(spans, answers, strict=True):
            total += 1
            if found.status in ("kept", "moved"):
                placed += 1
                assert not mistake(held, found, before, places), (
                    f"seed {seed}: {[p[2].text for p in held]} {found}"
                )
    assert placed > 0.6 * total
