"""Measures speed and size on made-up studies; writes what it found into docs/performance.md.

python scripts/bench.py             1,000, 10,000 and 100,000 utterances, 1,200 transcripts, and the page
python scripts/bench.py --large     a million utterances too
python scripts/bench.py --quick     only the two smallest and a small page, prints and writes nothing
"""

from __future__ import annotations

import argparse
import compileall
import json
import resource
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from measured import machine, put_section
from processes import FORANKRET, ROOT, Cost, run
from synthetic import add_codings, make_study


def stages(path: Path) -> dict[str, Cost]:
    """What each stage costs on a study, from nothing."""
    return {
        stage: run([*FORANKRET, "--study", str(path), stage], ROOT)
        for stage in ("ingest", "code", "analyse", "report")
    }


BARE_SCAN = """
import csv, pathlib, re, sys
word = re.compile(r"\\b" + sys.argv[2] + r"\\b", re.IGNORECASE)
counts, quotes = {}, []
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")):
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\\n"), 1):
        label, _, text = line.partition(": ")
        if text and label != sys.argv[3]:
            found = word.search(text)
            if found:
                counts[label] = counts.get(label, 0) + 1
                quotes.append((path.stem, number, label, found.start(), found.end(), found.group()))
out = csv.writer(sys.stdout)
out.writerows(sorted(counts.items()))
out.writerows(quotes)
"""


QUESTION = "One question: 1,200 transcripts of 200 utterances, one indicator"


class Round(NamedTuple):
    """The bare scan of every utterance, that of those who answer alone, and our four commands."""

    scan: Cost
    scan_of_answers: Cost
    ours: list[Cost]


def one_question(work: Path, rounds: int) -> list[Round]:
    """1,200 transcripts of 200 utterances, one indicator: bare scans and our four commands, in turn."""
    path = work / "question"
    make_study(path, 1200, 200, 27, 1, 1)
    (path / "codebooks/codebook.yaml").write_text(
        "version: 1\ncodes:\n  - {id: usikker, label: Usikker, kind: finding, indicators: [usikker]}\n"
    )
    results = []
    for _ in range(rounds):
        shutil.rmtree(path / "data/processed")
        (path / "data/processed").mkdir()
        scan = [sys.executable, "-c", BARE_SCAN, str(path / "data/raw"), "usikker"]
        every, answers = (run([*scan, passed_over], ROOT, work / "scan.csv") for passed_over in ("", "F"))
        asks = (
            ["ingest"],
            ["code"],
            ["mentions", "usikker", "--origin", "rule", "--by", "role", "--format", "csv"],
            ["quotes", "usikker", "--origin", "rule", "--format", "csv"],
        )
        ours = [run([*FORANKRET, "--study", str(path), *ask], ROOT, work / "out.csv") for ask in asks]
        results.append(Round(every, answers, ours))
    return results


def small_commands(rounds: int) -> dict[str, list[Cost]]:
    """The commands one waits for, on the demonstration."""
    asks = {
        "forankret --help": ["--help"],
        "forankret show INT-01:0004": ["show", "INT-01:0004"],
        "forankret report, nothing changed": ["report"],
    }
    run([*FORANKRET, "report"], ROOT)
    return {name: [run([*FORANKRET, *ask], ROOT) for _ in range(rounds)] for name, ask in asks.items()}


def demonstration(work: Path) -> Cost:
    """The demonstration built from nothing."""
    path = work / "demo"
    path.mkdir()
    for part in ("study.yaml", "data/raw", "codebooks"):
        source = ROOT / part
        (path / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, path / part) if source.is_dir() else shutil.copy(source, path / part)
    return run([*FORANKRET, "--study", str(path), "report"], ROOT)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--large", action="store_true")
    options.add_argument("--quick", action="store_true")
    asked = options.parse_args()
    sizes = [1_000, 10_000] + ([] if asked.quick else [100_000]) + ([1_000_000] if asked.large else [])
    from bench_agreement import agreement_lines
    from bench_codebook import history_lines
    from bench_page import is_missing, page_lines
    from double_coded import command_lines

    compileall.compile_dir(ROOT / "pipeline", quiet=1)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        _tell("Stages by size", _sizes(work, sizes), asked.quick)
        _tell(QUESTION, _question(work, 1 if asked.quick else 3), asked.quick)
        if not asked.quick:
            _tell(TRACE, _trace(work), False)
        _tell("What one waits for", _small(work, 3 if asked.quick else 7), asked.quick)
        _tell("The history of the codebook", history_lines(work, run, FORANKRET), asked.quick)
        agreement = [machine(), "", *command_lines(work, asked.quick), "", *agreement_lines(asked.quick)]
        _tell("Agreement", agreement, asked.quick)
    lines = page_lines(asked.quick)
    _tell("The page", lines, asked.quick or lines == [is_missing()])


def _tell(title: str, lines: list[str], only_told: bool) -> None:
    print("\n".join(["", f"## {title}", "", *lines]), flush=True)
    if not only_told:
        put_section(title, lines)


def _sizes(work: Path, sizes: list[int]) -> list[str]:
    lines = [
        machine(),
        "",
        "| utterances | stage | CPU s | wall s | utterances per CPU s | peak MB |",
        "|--:|---|--:|--:|--:|--:|",
    ]
    for size in sizes:
        path = work / f"study-{size}"
        documents = max(size // 200, 5)
        make_study(path, documents, size // documents, 17, 30, 10)
        add_codings(path, documents, size // documents, 30)
        costs = stages(path)
        upto = [costs[name] for name in ("ingest", "code", "analyse")]
        costs["raw text to tables and figures"] = Cost(
            sum(c.cpu for c in upto), sum(c.wall for c in upto), max(c.memory for c in upto)
        )
        for stage, cost in costs.items():
            figures = f"{cost.cpu:.2f} | {cost.wall:.2f} | {size / cost.cpu:,.0f} | {cost.memory:.0f}"
            lines.append(f"| {size:,} | {stage} | {figures} |")
            print(lines[-1], file=sys.stderr, flush=True)
        shutil.rmtree(path)
    return lines


TRACE = "Tracing: 200,000 utterances, 100,000 codings"


def _trace(work: Path) -> list[str]:
    """What it takes to follow something through a large study whose report is built."""
    path = work / "trace"
    make_study(path, 500, 400, 17, 30, 1)
    add_codings(path, 500, 400, 30, 2)
    run([*FORANKRET, "--study", str(path), "report"], ROOT)
    lines = trace_lines(path)
    shutil.rmtree(path)
    return lines


def trace_lines(path: Path, rounds: int = 5) -> list[str]:
    """The costs of following an utterance, a quote, a code and the first sentence about a finding."""
    trace = [*FORANKRET, "--study", str(path), "trace"]
    listed = path / "traced.json"
    run([*trace, "Til sammen er dette kodet i", "--format", "json"], ROOT, listed)
    sentence = json.loads(listed.read_text(encoding="utf-8"))["candidates"][0]["name"]
    asked = {"an utterance": "doc-00003:0002", "a printed quote": "sitat 3", "a code": "kode-3"}
    asked["a sentence with some 20,000 codings behind it"] = sentence
    rows = [
        machine(),
        "",
        "| `forankret trace` of | wall s (median) | CPU s (median) | peak MB |",
        "|---|--:|--:|--:|",
    ]
    for name, what in asked.items():
        costs = [run([*trace, what], ROOT) for _ in range(rounds)]
        wall = statistics.median(cost.wall for cost in costs)
        peak = max(cost.memory for cost in costs)
        rows.append(f"| {name} | {wall:.2f} | {_median(costs):.2f} | {peak:.0f} |")
    return rows


def _question(work: Path, rounds: int) -> list[str]:
    results = one_question(work, rounds)
    whole = [sum(cost.cpu for cost in one.ours) for one in results]
    ratios = [cpu / one.scan.cpu for cpu, one in zip(whole, results, strict=True)]
    stricter = [cpu / one.scan_of_answers.cpu for cpu, one in zip(whole, results, strict=True)]
    names = ("ingest", "code", "mentions", "quotes")
    rows = []
    for at, name in enumerate(names):
        costs = [one.ours[at] for one in results]
        rows.append(f"| {name} | {_median(costs):.2f} | {max(cost.memory for cost in costs):.0f} |")
    return [
        "| process | CPU s (median) | peak MB |",
        "|---|--:|--:|",
        f"| bare scan of every utterance, standard library | {_median(one.scan for one in results):.2f} | |",
        f"| the same, of those who answer alone | {_median(one.scan_of_answers for one in results):.2f} | |",
        *rows,
        "",
        f"Our four commands cost {statistics.median(ratios):.1f} times the bare scan "
        f"(median of {rounds}; {min(ratios):.1f} to {max(ratios):.1f}). Like the scan, `code` searches every "
        "utterance, those of the interviewer too; against a scan that passes over these it is "
        f"{statistics.median(stricter):.1f} times.",
    ]


def _median(costs: Iterable[Cost]) -> float:
    """The median of processor seconds."""
    return statistics.median(cost.cpu for cost in costs)


def _small(work: Path, rounds: int) -> list[str]:
    rows = [
        "| command | wall s (median) | CPU s (median) |",
        "|---|--:|--:|",
    ]
    for name, costs in small_commands(rounds).items():
        wall = statistics.median(cost.wall for cost in costs)
        rows.append(f"| `{name}` | {wall:.2f} | {_median(costs):.2f} |")
    built = demonstration(work)
    return [*rows, f"| the demonstration from nothing | {built.wall:.1f} | {built.cpu:.1f} |"]


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
