"""Measures the page: how soon a document shows, and how soon a code stands where it was applied.

python scripts/bench_page.py           prints the table; needs Chromium (make browser)
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import ENVIRONMENT, FORANKRET, ROOT, add_codings, make_study

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
SHOWN = """() => new Promise(done => {
  const shown = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
  if (document.readyState === "complete") shown(); else addEventListener("load", shown);
})"""
APPLIED = """(number) => new Promise(done => {
  let start = 0;
  addEventListener("keydown", event => { if (event.key === "Enter") start = performance.now(); }, true);
  new MutationObserver(() => requestAnimationFrame(() => done(performance.now() - start)))
    .observe(document.getElementById(`chips-${number}`), { childList: true });
})"""


@contextmanager
def served(study: Path) -> Iterator[str]:
    """The link of the page of a study, while it is served."""
    command = [*FORANKRET, "--study", str(study), "serve", "--no-browser", "--coder", "a"]
    process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", "".join(iter_until_link(process.stdout)))
        assert found, "the page did not start"
        yield found.group()
    finally:
        process.terminate()
        process.wait()


def iter_until_link(lines: Any) -> Iterator[str]:
    """The lines that a process prints, up to the one with a link."""
    for line in lines:
        yield line
        if "http://" in line:
            return


def measured(study: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds until the document shows, and from Enter until the chip shows."""
    from playwright.sync_api import sync_playwright

    with served(study) as link, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(link)
        page.wait_for_selector("table.documents")
        address = link.partition("?")[0] + "d/doc-00000"
        loads = [_load(page, address) for _ in range(rounds)]
        applied = [_apply(page, 2 + 2 * number) for number in range(rounds)]
        browser.close()
    return loads, applied


def _load(page: Any, address: str) -> float:
    page.goto(address, wait_until="commit")
    took: float = page.evaluate(SHOWN)
    return took


def _apply(page: Any, number: int) -> float:
    page.locator(f"#u{number}").focus()
    page.keyboard.press("c")
    page.keyboard.type(f"kode {number}")
    waiting = page.evaluate_handle(f"({{ done: ({APPLIED})({number}) }})")
    page.keyboard.press("Enter")
    took: float = page.evaluate("(held) => held.done", waiting)
    return took


def page_lines(rounds: int = 7) -> list[str]:
    """The table of the page's speed, as lines of Markdown."""
    rows = [
        "",
        "## The page",
        "",
        "| utterances in the document | codings | shown, ms (median; least to most) | Enter to chip, ms |",
        "|--:|--:|--:|--:|",
    ]
    for utterances, every in ((500, 1.25), (5_000, 1.25)):
        with tempfile.TemporaryDirectory() as temporary:
            study = Path(temporary) / "study"
            make_study(study, 1, utterances, 17, 30, 3)
            add_dense_codings(study, int(utterances / every))
            loads, applied = measured(study, rounds)
            figures = " | ".join(map(_figures, (loads, applied)))
            rows.append(f"| {utterances:,} | {int(utterances / every):,} | {figures} |")
            print(rows[-1], file=sys.stderr, flush=True)
    return rows


def add_dense_codings(study: Path, number: int) -> None:
    """Codings on so many utterances, by the coder whom the page is opened for."""
    add_codings(study, 1, number, 30, every=1)
    path = study / "codebooks/codings/a/doc-00000.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:number]))
    text = (study / "study.yaml").read_text(encoding="utf-8")
    (study / "study.yaml").write_text(re.sub(r"(?m)^coders:.*$", "coders: {a: {}}", text), encoding="utf-8")


def _figures(took: list[float]) -> str:
    return f"{statistics.median(took):.0f} ({min(took):.0f} to {max(took):.0f})"


if __name__ == "__main__":
    os.chdir(ROOT)
    print("\n".join(page_lines()))
