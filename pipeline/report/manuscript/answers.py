"""What each function of the manuscript gives, as it is printed and as numbers with their utterances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from pipeline.model import NOTE
from pipeline.report.blocks import Number, Run, Runs, Text
from pipeline.report.manuscript.asking import Asked
from pipeline.report.manuscript.counting import Stood
from pipeline.report.manuscript.quoting import quoted
from pipeline.report.manuscript.saying import Answer, Part, Saying
from pipeline.report.sections.cells import ALSO
from pipeline.report.sections.suppression import LEAST, Hidden, hidden_in
from pipeline.report.wording import capital

NOUNS = {"utterances": "utterance", "codings": "coding", "documents": "document"}


def answer(say: Saying, asked: Asked) -> Answer:
    """What the expression gives."""
    told = ANSWERS[asked.name](say, asked)
    return told._replace(runs=_capital(told.runs)) if "capital" in asked.filters else told


def _mentions(say: Saying, asked: Asked) -> Answer:
    stood, words = say.stood(asked), say.words
    if not stood.of_utterances:
        return Answer((Text(words("claim.undefined")),))
    hidden = say.hidden(asked, "utterances")
    n = say.figure(asked, stood.utterances, stood.ids, hidden)
    times = words.counted("claim.times", LEAST if hidden else stood.utterances)
    parts = (
        Part(stood.utterances, "utterances", stood.of_utterances),
        Part(stood.speakers, "speakers", stood.of_speakers),
        Part(stood.unknown, "unknown"),
        Part(stood.narrative, "narrative"),
    )
    form = "bare" if hidden or "number" in asked.filters else _form(asked, stood)
    runs: Runs = n
    if "number" not in asked.filters:
        holes = _people(say, asked, stood) if form == "known" else {"plural": say.people(asked, 2)}
        runs = words.runs(f"claim.mentions.{form}", n=n, times=times, **holes)
        runs = (*runs, *_besides(say, asked, stood)) if form == "known" else runs
    return Answer(runs, parts, stood.ids, say.about(asked), bool(hidden))


def _form(asked: Asked, stood: Stood) -> str:
    """Which form of the sentence fits: narrative, people known, or people whom nobody can tell apart."""
    if asked.narrow.roles == (NOTE,):
        return "note"
    if stood.of_speakers and (stood.speakers or not stood.unknown):
        return "known"
    return "unknown" if stood.utterances else "nobody"


def _people(say: Saying, asked: Asked, stood: Stood) -> dict[str, Runs | str]:
    """How many people, of how many; ``known`` ones where others are unknown."""
    hidden = say.hidden(asked, "speakers")
    known = say.words("claim.known") if stood.unknown else ""
    return {
        "m": say.figure(asked, stood.speakers, stood.ids, hidden),
        "k": say.figure(asked, stood.of_speakers, ()),
        "known": f"{known} " if known else "",
        "plural": say.people(asked, stood.of_speakers),
    }


def _besides(say: Saying, asked: Asked, stood: Stood) -> Runs:
    """In brackets how many of the times nobody known spoke, and how many stand in narrative."""
    rest = {"unknown": stood.unknown, "narrative": stood.narrative}
    told = {name: number for name, number in rest.items() if number}
    if not told:
        return ()
    all_parts = [*told.values(), stood.utterances - sum(told.values())]
    kept = say.evidence.public and bool(hidden_in(all_parts, stood.utterances)[0])
    made: list[Run] = []
    for name, number in told.items():
        made.append(Text(", " if made else " ("))
        figure: Runs | str = say.words("hidden") if kept else say.figure(asked, number, ())
        made += say.words.runs(f"claim.besides.{name}", n=figure)
    return (*made, Text(")"))


def _counted(say: Saying, asked: Asked) -> Answer:
    """A bare number, with its noun where that was asked for."""
    stood, unit = say.stood(asked), asked.name
    number = getattr(stood, unit)
    hidden = say.hidden(asked, unit)
    ids = stood.ids if unit != "speakers" else _spoken(say, stood.ids)
    runs = (*say.figure(asked, number, ids, hidden), *_noun(say, asked, unit, LEAST if hidden else number))
    parts = (Part(number, unit, getattr(stood, f"of_{unit}", None) if asked.subject else None),)
    return Answer(runs, parts, ids, say.about(asked), bool(hidden))


def _noun(say: Saying, asked: Asked, unit: str, number: int) -> Runs:
    if "noun" not in asked.filters:
        return ()
    noun = say.people(asked, number) if unit == "speakers" else say.words.counted(NOUNS[unit], number)
    return (Text(f" {noun}"),)


def _spoken(say: Saying, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the utterances whose speaker is known."""
    return tuple(id for id in ids if say.evidence.standing.speaker(id))


def _of(say: Saying, asked: Asked) -> Answer:
    """A number of all there are: *6 av 6*."""
    stood, unit = say.stood(asked), asked.name.removeprefix("of_")
    part, whole = getattr(stood, unit), getattr(stood, asked.name)
    if not whole:
        return Answer((Text(say.words("claim.undefined")),))
    hidden = say.hidden(asked, unit)
    ids = stood.ids if unit != "speakers" else _spoken(say, stood.ids)
    runs = say.figure(asked, part, ids, hidden)
    if "number" not in asked.filters:
        runs = say.words.runs("claim.of", n=runs, k=say.figure(asked, whole, ()))
    runs = (*runs, *_noun(say, asked, unit, whole))
    return Answer(runs, (Part(part, unit, whole),), ids, say.about(asked), bool(hidden))


def _share(say: Saying, asked: Asked) -> Answer:
    """A share in whole per cent of the utterances, documents or known speakers under the filters."""
    stood, (unit, *_) = say.stood(asked), asked.others.get("of", ("utterances",))
    part, whole = getattr(stood, unit), getattr(stood, f"of_{unit}")
    if not whole:
        return Answer((Text(say.words("claim.undefined")),))
    parts = (Part(Fraction(part * 100, whole), "percent"),)
    if say.hidden(asked, unit):
        return Answer((Text(ALSO),), parts, stood.ids, say.about(asked), True)
    text, per = say.words.percent(part, whole), round(float(f"{part * 100 / whole:.0f}"))
    told = say.words.number(per) if "number" in asked.filters else text
    if "words" in asked.filters:
        told = say.words("claim.percent", n=say.words.small_number(per))
    run: Run = Text(told) if say.evidence.public else Number(told, stood.ids, say.about(asked))
    return Answer((run,), parts, stood.ids, say.about(asked))


def _words(say: Saying, asked: Asked) -> Answer:
    """How many times a word was said."""
    said = say.counting.said(asked.subject, asked.narrow)
    named = asked._replace(subject="")
    hidden = _hidden_word(say, asked, said.times)
    runs = say.figure(named, said.times, said.ids, hidden)
    if "noun" in asked.filters:
        runs = (*runs, Text(" " + say.words.counted("claim.times", LEAST if hidden else said.times)))
    about = ", ".join(filter(None, [asked.subject, say.about(named)]))
    told = tuple(
        run.__class__(run.text, run.utterances, about) if isinstance(run, Number) else run for run in runs
    )
    return Answer(told, (Part(said.times, "words"),), said.ids, about, bool(hidden))


def _hidden_word(say: Saying, asked: Asked, times: int) -> Hidden:
    """Whether this edition hides how often a word was said: seldom, or by others seldom."""
    if not say.evidence.public:
        return ""
    if times < LEAST:
        return "small"
    parts = say.counting.said_by(asked.subject, asked.narrow)
    return "also" if any(hidden_in(numbers, sum(numbers))[0] for numbers in parts) else ""


def _quote(say: Saying, asked: Asked) -> Answer:
    told = quoted(say.evidence, asked.subject)
    return Answer(told.runs, (), told.ids, say.words("quote.label"))


def _negative(say: Saying, asked: Asked) -> Answer:
    """How many codings speak against a finding."""
    found = say.evidence.negative.get(say.subject(asked), ())
    number = len({case.coding for case in found})
    facts, asking = say.evidence.standing.facts, say.evidence.study.asking
    every = dict.fromkeys(id for case in found for id in case.utterances)
    ids = tuple(id for id in every if id in facts and facts[id][0] not in asking)
    hidden: Hidden = "small" if say.evidence.public and number < LEAST else ""
    noun = say.words.counted("negative", LEAST if hidden else number)
    runs = (
        *say.figure(asked, number, ids, hidden),
        *((Text(f" {noun}"),) if "noun" in asked.filters else ()),
    )
    return Answer(runs, (Part(number, "negative"),), ids, say.about(asked), bool(hidden))


def _label(say: Saying, asked: Asked) -> Answer:
    """The label that a code has today; a merged code has that of its heir."""
    return Answer((Text(say.evidence.codebook.by_id[say.subject(asked)].label),))


def _count_codes(say: Saying, asked: Asked) -> Answer:
    """How many codes there are, or stand below one; active ones unless another status is asked for."""
    book, others = say.evidence.codebook, asked.others
    below = set(book.descendants(say.subject(asked))) - {asked.subject} if asked.subject else set(book.by_id)
    wanted = {"status": ("active",), **others}
    found = [
        id for id in below if all(getattr(book.by_id[id], name) in values for name, values in wanted.items())
    ]
    name = "finding" if others.get("kind") == ("finding",) else "code"
    noun = (Text(f" {say.words.counted(name, len(found))}"),) if "noun" in asked.filters else ()
    number = say.words.small_number if "words" in asked.filters else say.words.number
    return Answer((Text(number(len(found))), *noun), (Part(len(found), "codes"),))


ANSWERS: Mapping[str, Callable[[Saying, Asked], Answer]] = {
    "mentions": _mentions,
    **dict.fromkeys(("utterances", "codings", "documents", "speakers"), _counted),
    **dict.fromkeys(("of_utterances", "of_documents", "of_speakers"), _of),
    "share": _share,
    "words": _words,
    "quote": _quote,
    "negative": _negative,
    "label": _label,
    "count_codes": _count_codes,
}


def _capital(runs: Runs) -> Runs:
    if not runs:
        return runs
    first = runs[0]
    if isinstance(first, Number):
        return (Number(capital(first.text), first.utterances, first.about), *runs[1:])
    return (Text(capital(first.text), first.style), *runs[1:]) if isinstance(first, Text) else runs
