"""Measures the page in Chromium: how soon a document shows, and how soon a code stands where it was applied.

python scripts/bench_page.py             measures, and writes the section "The page" of docs/performance.md
python scripts/bench_page.py --quick     a small study, three times each; prints and writes nothing
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from measured import machine, put_section
from page_study import APPLIED, CODES, Size, make_page_study
from processes import ROOT

sys.path.insert(0, str(ROOT / "tests"))

SHOWN = """() => new Promise(done => {
  const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
  if (document.readyState === "complete") drawn(); else addEventListener("load", drawn);
})"""
"""Milliseconds from the click on a link until the second picture that is drawn after all was loaded."""
AFTER_KEY = """([key, place]) => ({ told: new Promise(tell => {
  const is = (place) => DONE, watched = document.querySelector(place);
  let pressed = 0;
  addEventListener("keydown", event => { if (event.key === key) pressed = event.timeStamp; }, true);
  const eyes = new MutationObserver(() => {
    if (!pressed || !is(watched)) return;
    eyes.disconnect();
    requestAnimationFrame(() => setTimeout(() => tell(performance.now() - pressed)));
  });
  eyes.observe(watched, { childList: true, subtree: true, attributes: true });
}) })"""
"""Milliseconds from a key until something on the page is so, and drawn."""


class Asked(NamedTuple):
    """What is measured: the documents one works in, the others beside them, and how often."""

    looked_at: tuple[Size, ...]
    others: tuple[Size, ...]
    rounds: int
    applied: int

    @property
    def documents(self) -> tuple[Size, ...]:
        return (*self.looked_at, *self.others)


WHOLE = Asked((Size(500, 400), Size(5_000, 4_000)), (*[Size(300, 271)] * 27, Size(300, 283)), 7, 200)
QUICK = Asked((Size(500, 400),), (Size(100, 90),) * 3, 3, 20)
GOALS = {"the document shows": ("500", "2,000"), "Enter until the chip is there": ("100", "")}
HOW = """\
A study of {documents} documents with {utterances:,} utterances and {codings:,} codings, each written by
an act of its own, half of them on whole utterances and half on some words; {codes} codes with 10
indicators each. The page is the real command, `forankret serve`, and the browser Debian's Chromium, 1280
by 900 pixels, on the same machine. *Shows* is from the click on a link until the second picture drawn
after everything was loaded; *until* is from the key press until the picture in which it is seen, and
what is seen as saved is on the disk. Milliseconds, median of {rounds} (least to most); the first of
each, with nothing prepared, is among them."""


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--quick", action="store_true")
    quick = options.parse_args().quick
    lines = page_lines(quick)
    print("\n".join(lines))
    if not quick and not is_missing():
        put_section("The page", lines)


def is_missing() -> str:
    """What the page cannot be measured without; '' where all is there."""
    try:
        import playwright.sync_api  # noqa: F401
        from browser import CHROMIUM, MISSING
    except ImportError as fault:
        return f"The page is not measured: {fault.name} is not installed."
    return "" if Path(CHROMIUM).exists() else f"The page is not measured: {MISSING}."


def page_lines(quick: bool = False) -> list[str]:
    """The tables of the page's speed, as lines of Markdown; a line that says so where there is no browser."""
    missing, wanted = is_missing(), QUICK if quick else WHOLE
    if missing:
        return [missing]
    on = machine()
    with tempfile.TemporaryDirectory() as temporary:
        study = Path(temporary) / "study"
        make_page_study(study, wanted.documents)
        by_document, by_view, memory = measured(study, wanted)
    told = HOW.format(
        documents=len(wanted.documents),
        codes=CODES,
        rounds=wanted.rounds,
        utterances=sum(one.utterances for one in wanted.documents),
        codings=sum(one.codings for one in wanted.documents),
    )
    return [
        *told.split("\n"),
        "",
        on,
        "",
        *_document_table(wanted, by_document),
        "",
        *_view_table(by_view),
        *memory,
    ]


def _document_table(wanted: Asked, found: list[dict[str, str]]) -> list[str]:
    rows = ["| in a document of | " + " | ".join(map(str, wanted.looked_at)) + " | wanted below |"]
    rows.append("|---" + "|--:" * (len(found) + 1) + "|")
    for what in found[0]:
        goals = " / ".join(filter(None, GOALS.get(what, ())))
        rows.append(f"| {what} | " + " | ".join(one[what] for one in found) + f" | {goals} |")
    return rows


def _view_table(found: dict[str, str]) -> list[str]:
    return [
        "| view of the whole study | shows |",
        "|---|--:|",
        *(f"| {view} | {ms} |" for view, ms in found.items()),
    ]


@contextmanager
def opened(study: Path) -> Iterator[tuple[Any, Any]]:
    """A page of the study in Chromium, and what serves it."""
    from browser import CHROMIUM, SWITCHES, enter, served
    from playwright.sync_api import sync_playwright

    with served(study, coder="a") as desk, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        enter(page, desk)
        yield page, desk
        browser.close()


def measured(study: Path, wanted: Asked) -> tuple[list[dict[str, str]], dict[str, str], list[str]]:
    """The figures of each document, of each view, and what the program holds in memory."""
    with opened(study) as (page, desk):
        each = [
            _in_document(page, desk, f"doc-{number:05d}", size, wanted)
            for number, size in enumerate(wanted.looked_at)
        ]
        views = {
            "documents": "/",
            "search for a word": "/search?how=word&q=usikker",
            "search for all forms of a word": "/search?how=lemma&q=usikker",
            "search for a code": "/search?how=code&q=kode-1",
            "codebook": "/codebook?code=kode-1",
            "all words under a code": "/compare?code=kode-1",
            "memos": "/memos",
        }
        shown = {
            view: figures([_shows(page, desk.at(path)) for _ in range(wanted.rounds)])
            for view, path in views.items()
        }
        return each, shown, _memory(desk.process.pid)


def _in_document(page: Any, desk: Any, document: str, size: Size, wanted: Asked) -> dict[str, str]:
    shows = [_shows(page, desk.at(f"/d/{document}")) for _ in range(wanted.rounds)]
    lists, applied, undone = [], [], []
    for number in range(size.utterances // 2, size.utterances // 2 + 2 * wanted.rounds, 2):
        chips = f"#chips-{number}"
        count = page.locator(f"{chips} .chip[data-coding]").count()
        is_so = f"place.querySelectorAll('.chip[data-coding]').length === {count}"
        page.locator(f"#u{number}").focus()
        lists.append(_after(page, "c", "#picker", "place.open"))
        page.keyboard.type(APPLIED.replace("-", " "))
        applied.append(_after(page, "Enter", chips, f"{is_so} + 1"))
        undone.append(_after(page, "u", chips, is_so))
    page.goto("about:blank")
    page_cost, act_cost = _costs(desk, document, wanted.applied)
    return {
        "the document shows": figures(shows),
        "`c` until the codes are listed": figures(lists),
        "Enter until the chip is there": figures(applied),
        "undo until it is gone": figures(undone),
        "processor time of the server for the document": page_cost,
        "processor time of the server for an act": act_cost,
    }


def _shows(page: Any, address: str) -> float:
    page.goto(address, wait_until="commit")
    took: float = page.evaluate(SHOWN)
    return took


def _after(page: Any, key: str, place: str, is_so: str) -> float:
    waiting = page.evaluate_handle(AFTER_KEY.replace("DONE", is_so), [key, place])
    page.keyboard.press(key)
    took: float = page.evaluate("(held) => held.told", waiting)
    return took


def _costs(desk: Any, document: str, acts: int) -> tuple[str, str]:
    """Processor time of the server for the page of a document, and for a code on an utterance."""
    import httpx

    from pipeline.model import digest

    with httpx.Client(base_url=desk.origin, headers=desk.headers) as client:
        texts = _texts(client.get(f"/d/{document}").text)

        def apply(number: int) -> httpx.Response:
            where = {"utterance": f"{document}:{number:04}", "start": 0, "end": len(texts[number])}
            told = {"act": f"malt-{document}-{number:06}", "coder": "a", "codes": [APPLIED]}
            place = {**where, "digest": digest(texts[number])}
            return client.post("/api/apply", json={**told, "places": [place]})

        page = _cost(desk, 10, lambda _: client.get(f"/d/{document}"))
        return page, _cost(desk, acts, apply)


def _cost(desk: Any, times: int, ask: Callable[[int], Any]) -> str:
    before = _processor_time(desk.process.pid)
    for number in range(1, times + 1):
        ask(number).raise_for_status()
    after = _processor_time(desk.process.pid)
    return f"{(after - before) * 1000 / times:.1f} (mean of {times})" if after else "not told by this system"


def _texts(page: str) -> dict[int, str]:
    """What was said, by the number of the utterance, as the page shows it."""
    from lxml import html

    shown = html.fromstring(page).xpath("//*[contains(concat(' ', @class, ' '), ' utterance ')]")
    words = "string(.//*[contains(concat(' ', @class, ' '), ' words ')])"
    return {int(one.get("id")[1:]): one.xpath(words) for one in shown}


def _processor_time(process: int) -> float:
    """Seconds of processor time that a process has had, 0 where the system does not tell."""
    place = Path(f"/proc/{process}/stat")
    if not place.exists():
        return 0
    fields = place.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> list[str]:
    place = Path(f"/proc/{process}/status")
    if not place.exists():
        return []
    held = re.search(r"VmHWM:\s+(\d+)", place.read_text())
    return ["", f"The program held {int(held[1]) // 1024} MB at most."] if held else []


def figures(took: list[float]) -> str:
    """The median, with the least and the most."""
    return f"{statistics.median(took):.0f} ({min(took):.0f} to {max(took):.0f})"


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
