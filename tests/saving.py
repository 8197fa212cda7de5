"""Many who save at once, at a server that is killed meanwhile, and what of it is not in the files."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from typing import Any, NamedTuple

import httpx
from browser import Served, served

from pipeline.coding.events import Record
from pipeline.model import digest
from pipeline.store.codings import read_codings

CODES = ("uklart", "styring", "skummelt")
ALLOWED = {"torn-line", "merged-history"}


class Saved(NamedTuple):
    """An act that was told as saved, and how long that took, in seconds."""

    coder: str
    act: str
    codings: tuple[str, ...]
    seconds: float


class Writer:
    """Somebody who codes: every act is asked for until it is told as saved, as the page does."""

    def __init__(self, link: str, token: str, coder: str, texts: dict[str, str], seed: int) -> None:
        self.link, self.coder, self.seed = link, coder, seed
        self.texts = texts
        self.chance = random.Random(seed)
        port = link.rpartition(":")[2]
        headers = {"Authorization": f"Bearer {token}", "Cookie": f"forankret-{port}-coder={coder}"}
        self.client = httpx.Client(base_url=link, headers=headers, timeout=35)
        self.number = 0

    def save(self) -> Saved:
        """One act: a code or two on some words or on a passage; at times the last one is taken back."""
        self.number += 1
        act = f"{self.coder}-{self.seed}-{self.number:08}"
        told = {"act": act, "coder": self.coder}
        begun = time.perf_counter()
        if self.number % 7 == 0:
            answer = self.ask("undo", told)
        else:
            codes = self.chance.sample(CODES, self.chance.choice((1, 1, 2)))
            answer = self.ask(
                "apply", {**told, "codes": codes, "places": self.places(), "memo": f"nr {self.number}"}
            )
        return Saved(
            self.coder, act, tuple(answer["codings"]) if self.number % 7 else (), time.perf_counter() - begun
        )

    def places(self) -> list[dict[str, object]]:
        ids = sorted(self.texts)
        first = self.chance.randrange(len(ids))
        chosen = [ids[first]]
        if self.chance.random() < 0.2:
            same = [id for id in ids if id.rpartition(":")[0] == ids[first].rpartition(":")[0]]
            at = same.index(ids[first])
            chosen = same[at : at + self.chance.choice((2, 3, 30))]
        if len(chosen) == 1:
            text = self.texts[chosen[0]]
            start = self.chance.randrange(len(text))
            end = self.chance.randrange(start, len(text)) + 1
            return [{"utterance": chosen[0], "start": start, "end": end, "digest": digest(text)}]
        return [
            {"utterance": id, "start": 0, "end": len(self.texts[id]), "digest": digest(self.texts[id])}
            for id in chosen
        ]

    def ask(self, name: str, told: dict[str, object]) -> dict[str, Any]:
        for _ in range(2000):
            try:
                answer = self.client.post(f"/api/{name}", json=told)
            except httpx.TransportError:
                time.sleep(0.02)
                continue
            if answer.status_code == 200:
                found: dict[str, Any] = answer.json()
                return found
            assert answer.status_code == 503, (answer.status_code, answer.text)
            time.sleep(0.02)
        raise AssertionError("the server never came back")


def _write(
    link: str, token: str, coder: str, texts: dict[str, str], seed: int, saves: int, told: Any
) -> None:
    writer = Writer(link, token, coder, texts, seed)
    told.put([writer.save() for _ in range(saves)])


def at_once(servers: list[Served], coders: list[str], texts: dict[str, str], saves: int) -> list[Saved]:
    """What some coders were told as saved who write at once, each in a process of their own."""
    fresh = get_context("spawn")
    told = fresh.Queue()
    writers = [
        fresh.Process(
            target=_write,
            args=(
                servers[n % len(servers)].origin,
                servers[n % len(servers)].token,
                coder,
                texts,
                n,
                saves,
                told,
            ),
        )
        for n, coder in enumerate(coders)
    ]
    for writer in writers:
        writer.start()
    found = [saved for _ in writers for saved in told.get(timeout=1200)]
    for writer in writers:
        writer.join()
    return found


def lost(study: Path, saved: list[Saved]) -> list[str]:
    """What is not in the files as it was told: acts that lack or are there twice, lines that hide others."""
    files = read_codings(study)
    by_act: dict[str, list[Record]] = {}
    for record in files.records:
        by_act.setdefault(record.event.act, []).append(record)
    wrong = [f"{one.place}: {one.check}" for one in files.problems if one.check not in ALLOWED]
    for one in saved:
        own = by_act.get(one.act, [])
        applied = {record.event.coding for record in own if record.event.event == "apply"}
        if not set(one.codings) <= applied:
            wrong.append(f"{one.act}: a coding that was told as saved is not there")
        if own and len(own) != (own[0].event.lines or 1):
            wrong.append(f"{one.act}: {len(own)} lines instead of {own[0].event.lines or 1}")
    lines = Counter(
        (r.event.act, r.event.event, r.event.coding, r.event.utterance, r.event.start) for r in files.records
    )
    wrong += [f"{key} is there {number} times" for key, number in lines.items() if number > 1]
    return wrong


def torn(study: Path) -> int:
    """How many lines were cut off."""
    return sum(problem.check == "torn-line" for problem in read_codings(study).problems)


class Killed:
    """A server that is killed at random moments and started again, with the same port and the same token."""

    def __init__(self, study: Path, seed: int, longest: float, most: int) -> None:
        self.study, self.chance, self.longest = study, random.Random(seed), longest
        self.kills, self.most = 0, most
        self.stopped = Event()
        self.token = "en-kort-nokkel-1234"
        self.serving = served(study, token=self.token)
        self.first = self.current = self.serving.__enter__()
        self.killer = Thread(target=self.kill)

    def kill(self) -> None:
        """Kill the server and start it again, until the block ends."""
        while self.kills < self.most and not self.stopped.wait(self.chance.uniform(0.02, self.longest)):
            self.current.process.send_signal(signal.SIGKILL)
            self.serving.__exit__(None, None, None)
            self.kills += 1
            self.serving = served(self.study, token=self.token, port=self.first.port)
            self.current = self.serving.__enter__()

    def __enter__(self) -> Killed:
        self.killer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.killer.join()
        self.serving.__exit__(None, None, None)
