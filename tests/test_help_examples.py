"""The help of every command ends with an example, and typed in the demonstration it does what it says."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import httpx
import pytest
from browser import LINK
from click.testing import CliRunner
from commands import run
from conftest import ROOT

from pipeline.cli import forankret


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The names of every command and group below this one, and of the group itself."""
    yield path
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


def help_of(path: tuple[str, ...]) -> str:
    return CliRunner().invoke(forankret, [*path, "--help"], terminal_width=80).output


def example_of(path: tuple[str, ...]) -> str:
    """What stands after ``Example:`` in the last line of a command's help."""
    last = help_of(path).rstrip().splitlines()[-1]
    return last.strip().removeprefix("Example: ")


COMMANDS = list(commands(forankret))
NAMES = [" ".join(path) or "forankret" for path in COMMANDS]

SAYS = {
    "forankret": r"Documents: 12 interview",
    "new": r"A new study lies in",
    "ingest": r"\d+ documents, \d+ utterances \(.*OA \d+",
    "check": r"^0 errors, \d+ warnings",
    "code": r"\d+ of \d+ utterances coded, \d+ by rule only, \d+ uncoded",
    "analyse": r"\d+ tables and \d+ figures",
    "report": r"reports/report.docx and reports/report.html \(\d+ quotes, \d+ figures\)\.$",
    "all": r"reports/report.docx and reports/report.html \(\d+ quotes, \d+ figures\)\.$",
    "verify": r"^All \d+ outputs are as reports/manifest.json says",
    "clean": r"^\d+ derived files removed; data/raw, codebooks and study.yaml are as they were",
    "status": r"^\s+report +(up to date|to be run again) \(quotes \d+, figures \d+\)",
    "documents": r"^INT-05 +interview +ungvei +underway +2024-11-12 +33 +\d+ +hege amund$",
    "show": r"^INT-01:0004 ",
    "find": r"^INT-\d\d:\d{4} +OA .* [Kk]anskje ",
    "quotes": r"^utterance: INT-\d\d:\d{4}  document: INT-\d\d  role: OA  coder: hege",
    "mentions": r"^INN +\d+ +\d+",
    "codebook relate": r"^version \d+  r\d+: siloer – condition – samme-runden, argued with 1$",
    "codebook unrelate": r"^version \d+  r1: love-for-mye – action – tillit-brytes is taken away$",
    "codebook relations": r"^r1 +love-for-mye +action +tillit-brytes +1 +Jeg skal ikke love noe",
    "codebook diagram": r"relations\.svg: \d+ relations?\.$",
    "saturation": r"^coding +INN +all +\d+ .* not-reached",
    "manuscript": r"fra fire steder i tre kommuner. I tolv av dem$",
    "manuscript numbers": r'^ +\d+ +\d+ +mentions\("uklart-begrep", role="OA",',
    "serve": r"^The study is open at http://127\.0\.0\.1:\d+/\?token=",
    "coding": r"^018f99fd\S+ +pinned «Jeg hadde kanskje sett for meg",
    "coding add": r"usikker-arbeidsmate on INT-07:0031: «eg veit ikkje korleis me gjer det»",
    "coding remove": r"^018f99fe\S+ +removed bryte-vaner from INT-01:0005",
    "coding pin": r"^018f99fd\S+ +pinned «Jeg hadde kanskje sett for meg",
    "coding unpin": r"^019909fd\S+ +unpinned «",
    "coding edit": r"will be printed: «Jeg hadde .*\[faget mitt\], men \(\.\.\.\) det er",
    "patterns": r"^== Group 8: \d+ utterances in \d+ documents$",
    "compare": r"^OA: 26 codings +│ INN: 24 codings",
    "contradictions": r"^INT-06:0034 +OA +ungvei",
    "coding contradict": r"^018f99fd\S+ +speaks against \S+: «",
    "coding done": r"^INT-03 is done for amund\. So it is for hege|^INT-03 is done for amund\. Nobody else",
    "coding settle": r"^engasjement-tillit stands on INT-05:0040 on «.*», as decided by hege and amund\.$",
    "coding place": r"placed on INT-02R:0044: «Jeg har kanskje ikke spurt dem ordentlig",
    "trace": r"^Quote 12: «.*» \(OA, pinned\)$",
    "audit": r"^The audit trail lies in \.\./audit; begin with \.\./audit/index\.html\.$",
    "timeline": r"^2025-03-11T14:22:00\+01:00 +hege +edit +bryte-vaner +version 95, kind, level +Løftet",
    "coding recode": r"^[0-9a-f-]{36}  samme-runden in place of bryte-vaner on INT-01:0005: «",
    "coding keep": r"^018f99fe\S+  kept bryte-vaner on INT-01:0005: «",
    "codebook record": r"^Nothing to write down: the codebook is as its history tells\.$",
    "codebook review": r"^version \d+  the codings of siloer are to be read again",
    "codebook queue": r"^(Nothing is to be read again\.|coding: \S{36}  coder: \w+  utterance: )",
    "codebook": r"^Code siloer, version \d+ of the codebook",
    "codebook show": r"^  Definition: +\S",
    "codebook table": r"^uklart-begrep,Usikre på hva samskaping er,active,",
    "codebook diff": r"^«Skummelt» slått sammen med «Redd for å miste styringen»\.",
    "codebook log": r"^ +46 +2024-09-17 +hege +«Tjenester hver for seg»: endret",
    "codebook at": r"^version: 40$",
    "codebook add": r"^version \d+  added «Et ja som ikke er et ja» \(et-ja-som-ikke-er-et-ja\)",
    "codebook edit": r"^version \d+  changed brief of siloer",
    "codebook rename": r"^version \d+  siloer is now called «Hver i sitt hus»",
    "codebook move": r"^version \d+  moved rydde-tid under bryte-vaner",
    "codebook merge": r"^version \d+  merged samme-runden into nytt-ord-for-gammelt",
    "codebook split": r"^version \d+  split siloer into hver-sin-liste, hvert-sitt-hus",
    "codebook retire": r"^version \d+  retired siloer",
    "codebook restore": r"^version \d+  kommunikasjon is in use again",
    "memo": r"^2024-04-15 +2024-04-15-han-som-ikke-lurer ",
    "memo add": r"^codebooks/memos/\d{4}-\d\d-\d\d-hvor-det-sporres\.md$",
    "memo list": r"^2024-04-15 +2024-04-15-han-som-ikke-lurer +Han som ikke lurer",
    "memo show": r"^2024-03-15  hege  code:hva-er-det-egentlig$",
    "memo search": r"^2024-09-03 +2024-09-03-skummelt-er-et-ord ",
    "memo edit": r"^codebooks/memos/2024-09-03-skummelt-er-et-ord\.md  changed: Skummelt er et godt ord$",
    "memo record": r"^0 memos logged\.$",
    "memo log": r"^2024-03-04T\S* +hege +write +2024-03-04-det-jeg-tror-pa-forhand\.md +study:positionality ",
    "coreq": r"^ 2\. Utdanning: ikke rapportert$",
    "sampling": r"^2024-03-15  answered  018e428e-",
    "sampling plan": r"^[0-9a-f-]{36}$",
    "sampling outcome": r"^0197cb0b-\S+  answered: Hvorfor kommer ikke mennene\?$",
    "sampling drop": r"^0197cb0b-\S+  dropped: Hvorfor kommer ikke mennene\?$",
    "sampling list": r"^2025-07-02  open      0197cb0b-",
    "sampling gaps": r"^nytt-ord-for-gammelt .* INN +bolig +44 +3$",
    "import": r"5 rows: 3 placed, 1 ambiguous, 1 not found\. Nothing was written\.",
    "import codings": r"5 rows: 3 placed, 1 ambiguous, 1 not found\.$",
    "agreement": r"^alpha_nominal +0\.7434",
    "agreement sample": r"^double_coding: \[.*INT-\d\d",
}
"""What the example of each command answers on the demonstration."""

WRITES = {
    "coding": ("hege/INT-01", {"event": "pin"}),
    "coding add": ("amund/INT-07", {"event": "apply", "utterance": "INT-07:0031", "start": 33}),
    "coding remove": ("hege/INT-01", {"event": "remove", "memo": "handler mer om lista enn om vaner"}),
    "coding recode": ("hege/INT-01", {"event": "remove", "memo": "Det er runden hun snakker om."}),
    "coding keep": ("hege/INT-01", {"event": "keep", "code": "bryte-vaner"}),
    "coding pin": ("hege/INT-01", {"event": "pin"}),
    "coding unpin": ("hege/INT-01", {"event": "unpin"}),
    "coding edit": ("hege/INT-01", {"event": "edit", "utterance": "INT-01:0003"}),
    "coding contradict": ("hege/INT-01", {"event": "contradict", "memo": "Hun vet godt hva ordet betyr."}),
    "coding done": ("amund/INT-03", {"event": "done"}),
    "coding settle": ("hege/INT-05", {"event": "settle", "utterance": "INT-05:0040", "decision": "stands"}),
    "coding place": ("hege/INT-02R", {"event": "place", "utterance": "INT-02R:0044"}),
    "import codings": ("amund/INT-07", {"event": "apply", "origin": "imported", "code": "tillit-tar-tid"}),
}
"""Whose file on which document the example writes in, and what its last line holds then."""


@pytest.mark.parametrize("path", COMMANDS, ids=NAMES)
def test_the_help_of_a_command_ends_with_an_example_on_one_line(path: tuple[str, ...]) -> None:
    last = help_of(path).rstrip().splitlines()[-1]
    assert last.startswith("  Example: forankret ")
    words = shlex.split(example_of(path))[1:]
    assert path in (tuple(words[: len(path)]), ()) and "--help" not in words


LASTS = ("serve",)
"""The commands that go on until they are stopped."""


@pytest.mark.parametrize(
    "path", [path for path in COMMANDS if path != LASTS], ids=lambda path: " ".join(path)
)
def test_the_example_of_a_command_does_what_it_says(path: tuple[str, ...], own_demonstration: Path) -> None:
    name = " ".join(path) or "forankret"
    done = run(own_demonstration, *shlex.split(example_of(path))[1:])
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert re.search(SAYS[name], done.stdout, re.MULTILINE), done.stdout
    assert changed_files(own_demonstration) == ({WRITES[name][0]} if name in WRITES else set())
    if name in WRITES:
        file, expected = WRITES[name]
        assert expected.items() <= last_event(own_demonstration, file).items()


def test_the_example_of_serve_opens_the_demonstration_until_it_is_stopped(own_demonstration: Path) -> None:
    words = shlex.split(example_of(LASTS))[1:]
    command = [sys.executable, "-m", "pipeline.cli", *words]
    serving = subprocess.Popen(command, cwd=own_demonstration, stdout=subprocess.PIPE, encoding="utf-8")
    try:
        assert serving.stdout
        said = serving.stdout.readline()
        assert re.search(SAYS["serve"], said)
        with httpx.Client() as person:
            person.get(LINK.findall(said)[0])
            page = person.get(LINK.findall(said)[0].partition("?")[0])
        assert page.status_code == 200 and "INT-01" in page.text
        serving.send_signal(signal.SIGINT)
        assert serving.communicate(timeout=10)[0].endswith("Stopped.\n") and serving.returncode == 0
    finally:
        serving.kill()
        serving.wait()
        serving.stdout.close()
    assert changed_files(own_demonstration) == set()


def changed_files(study: Path) -> set[str]:
    """The coders' files that are not as they are in the repository: ``amund/INT-07``."""
    folder = study / "codebooks" / "codings"
    return {
        path.relative_to(folder).with_suffix("").as_posix()
        for path in folder.glob("*/*.jsonl")
        if not (before := ROOT / path.relative_to(study)).exists() or before.read_bytes() != path.read_bytes()
    }


def last_event(study: Path, file: str) -> dict[str, object]:
    lines = (study / "codebooks" / "codings" / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    event: dict[str, object] = json.loads(lines[-1])
    return event


def test_what_an_example_answers_is_known_for_every_command() -> None:
    assert set(SAYS) == set(NAMES)


def test_the_example_of_new_starts_a_study_that_builds(own_demonstration: Path) -> None:
    run(own_demonstration, *shlex.split(example_of(("new",)))[1:])
    assert "reports/report.docx" in run(own_demonstration.parent / "my-study", "all").stdout
