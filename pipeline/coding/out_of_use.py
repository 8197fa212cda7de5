"""Codings whose code is retired or split: who has them, and what each coder can do with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.codebook import Change, Codebook
from pipeline.coding.live import LiveCodings
from pipeline.coding.marks import Mark
from pipeline.coding.recoding import kept_since
from pipeline.counted import number_of
from pipeline.problems import Problem, warning

OUT_OF_USE = ("retired", "split")


def out_of_use(
    marks: Iterable[Mark], live: LiveCodings, book: Codebook, history: Sequence[Change]
) -> Iterator[Problem]:
    """One warning for each such code and file, at its first line; ``marks`` are those that count.

    A coding that its coder has read again and kept, with a reason, since its code went out of use, is none.
    """
    since = {change.code: change for change in history if (change.after or {}).get("status") in OUT_OF_USE}
    kept = kept_since(live, book, since)
    found: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        code = book.heir(mark.code)
        if book.by_id[code].status in OUT_OF_USE and mark.coding not in kept:
            found.setdefault((code, mark.place.rpartition(":")[0]), []).append(mark)
    for (code, _), here in found.items():
        yield _warning(code, book.by_id[code].status, here)


def _warning(code: str, status: str, here: Sequence[Mark]) -> Problem:
    first, number = here[0], len({mark.coding for mark in here})
    if status == "split":
        waits = number_of(
            number,
            "coding in this file waits to be read again and counts",
            "codings in this file wait to be read again and count",
        )
        message = f"The code '{code}' is split; {waits} under it until then."
        remedy = f"Go through them with: forankret codebook queue --work --coder {first.coder}"
    else:
        still = number_of(number, "coding in this file still counts", "codings in this file still count")
        message = f"The code '{code}' is retired; {still}."
        remedy = (
            f"See them with: forankret quotes {code} --coder {first.coder}. Give each another code with: "
            "forankret coding recode CODING CODE; or let it stand with: forankret coding keep CODING --reason"
        )
    return warning(first.place, "retired-code", message, remedy)
