"""The page as people meet it: the real command in a process of its own, and Debian's Chromium in front of it.

    def test_a_heading_is_there(page_on, own_demonstration):
        with served(own_demonstration, coder="hege") as desk:
            page = page_on(desk)
            assert page.get_by_role("heading", level=1).is_visible()

A test fails by itself where its page asks anything of another place, where the console tells of an error or
of something that the policy forbade, and where a script fails; ``page_on(desk, watched=False)`` lets that be.
With ``FORANKRET_SLOW=8`` in the environment the pages run eight times slower, as on a busy machine.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

CHROMIUM = os.environ.get("FORANKRET_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
PATIENCE = 60_000
"""How many thousandths of a second a test waits for what is to come, also on a busy machine."""

SLOW = float(os.environ.get("FORANKRET_SLOW", "1"))
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    f"there is no browser at {CHROMIUM}: install it with 'make browser', or name one in FORANKRET_CHROMIUM"
)
LINK = re.compile(r"http://\S+\?token=\S+")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ("light", "dark")


class Served(NamedTuple):
    """A study that is open as a page: its link with the token in it, and the process that serves it.

    ``said`` is what the command printed until it could be opened; ``pages`` are closed before the study is,
    so that none complains of a server that went away.
    """

    link: str
    process: subprocess.Popen[str]
    said: str
    pages: ExitStack

    @property
    def origin(self) -> str:
        """The address of the page without a path."""
        return self.link.partition("/?")[0]

    @property
    def token(self) -> str:
        return self.link.partition("token=")[2]

    @property
    def port(self) -> int:
        return int(self.origin.rpartition(":")[2])

    @property
    def headers(self) -> dict[str, str]:
        """What lets a program in that is no browser: ``httpx.post(url, headers=desk.headers)``."""
        return {"Authorization": f"Bearer {self.token}"}

    def at(self, path: str) -> str:
        """The address of a path on the page."""
        return self.origin + path

    def stop(self, how: int = signal.SIGTERM) -> tuple[int, str]:
        """The exit code of the page when it is stopped, and all that it said until then."""
        self.process.send_signal(how)
        said, _ = self.process.communicate(timeout=10)
        return self.process.returncode, said


@contextmanager
def served(
    study: Path,
    coder: str = "hege",
    environment: dict[str, str] | None = None,
    open_browser: bool = False,
    **options: object,
) -> Iterator[Served]:
    """The page of a study at a free port, as ``forankret serve`` opens it, until the block ends.

    Further options are those of the command: ``served(study, host="0.0.0.0", token="...")``; one that is
    ``""`` is left out.
    """
    told = {"port": 0, "coder": coder, **options}
    named = [word for name, value in told.items() if value != "" for word in (f"--{name}", str(value))]
    quiet = [] if open_browser else ["--no-browser"]
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "--study", str(study), "serve", *quiet, *named],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(environment or {})},
        encoding="utf-8",
    )
    assert process.stdout
    try:
        said = _said_until_open(process)
        with ExitStack() as pages:
            yield Served(LINK.findall(said)[0], process, said, pages)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _said_until_open(process: subprocess.Popen[str]) -> str:
    """What the command says until the page can be opened: its link, and how to stop it."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl+C" in line:
            return said
    raise AssertionError(f"the page does not open: {said}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of a process; the tests are skipped where there is none, but not in CI."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        _LOOPS.append(asyncio.get_running_loop())
        yield chromium
        chromium.close()
        _LOOPS.clear()


_LOOPS: list[asyncio.AbstractEventLoop] = []


def at_work(working: bool) -> None:
    """Let Playwright's loop be the one that runs in this thread, or leave the thread to other tests."""
    if _LOOPS:
        asyncio._set_running_loop(_LOOPS[0] if working else None)


class PageOn(Protocol):
    """How a page of a study is opened: ``page_on(desk, "/d/INT-01", colours="dark", size=(768, 1024))``.

    Further options are Playwright's own for a new context: ``locale="nn-NO"``, ``reduced_motion="reduce"``.
    """

    def __call__(
        self,
        desk: Served,
        path: str = "/",
        *,
        watched: bool = True,
        colours: str = "light",
        size: tuple[int, int] = (1280, 800),
        **context: Any,
    ) -> Any: ...


@pytest.fixture
def page_on(browser: Any) -> Iterator[PageOn]:
    """A way to open pages, each in a profile of its own and let in by the link; closed after the test."""
    faults: list[str] = []
    with ExitStack() as pages:

        def open_page(desk: Served, path: str = "/", *, watched: bool = True, **options: Any) -> Any:
            noted = faults if watched else None
            return pages.enter_context(opening(browser, desk, noted, path, **options))

        yield open_page
    assert not faults, "\n".join(faults)


@contextmanager
def opening(
    browser: Any,
    desk: Served,
    faults: list[str] | None,
    path: str = "/",
    colours: str = "light",
    size: tuple[int, int] = (1280, 800),
    **options: Any,
) -> Iterator[Any]:
    """A page in a new profile, at a path; what is wrong on it and on pages it opens comes into ``faults``."""
    width, height = size
    viewport = {"width": width, "height": height}
    context = browser.new_context(viewport=viewport, color_scheme=colours, **options)
    desk.pages.callback(context.close)
    try:
        if faults is not None:
            context.on("page", lambda page: _watch(page, desk.origin, faults))
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if SLOW > 1:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
        enter(page, desk, path)
        yield page
    finally:
        context.close()


def enter(page: Any, desk: Served, path: str = "/") -> None:
    """Go to a path of the page by its link, and wait until the token has left the address."""
    there, _, fragment = path.partition("#")
    joined = "&" if "?" in there else "?"
    page.goto(f"{desk.origin}{there}{joined}token={desk.token}")
    page.wait_for_url(lambda url: "token=" not in url)
    if fragment:
        page.goto(f"{desk.origin}{there}#{fragment}")


def _watch(page: Any, origin: str, faults: list[str]) -> None:
    """Note what a page asks of other places, and what its console and its scripts complain of."""
    inside = (f"{origin}/", "data:", "blob:", "about:")

    def asks(request: Any) -> None:
        if not request.url.startswith(inside):
            faults.append(f"a request left the page: {request.method} {request.url}")

    def tells(message: Any) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            faults.append(f"the console says: {message.text} ({message.location.get('url')})")

    page.on("request", asks)
    page.on("console", tells)
    page.on("pageerror", lambda error: faults.append(f"a script failed: {error}"))
    page.on("websocket", lambda socket: faults.append(f"a socket was opened: {socket.url}"))


def axe(page: Any, within: str = "html", colours: tuple[str, ...] = COLOURS) -> list[str]:
    """What axe finds on a page against WCAG 2.2 AA, a line each; both in light and in dark.

    ``assert axe(page) == []`` is how a test asks.
    """
    found = []
    for colour in colours:
        page.emulate_media(color_scheme=colour)
        found += [f"{colour}: {line}" for line in _axe(page, within)]
    return found


def _axe(page: Any, within: str) -> list[str]:
    from axe_playwright_python.base import AXE_FILE_PATH

    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    asked = "([within, tags]) => axe.run(within, {runOnly: {type: 'tag', values: tags}})"
    told = page.evaluate(asked, [within, WCAG])
    assert told["passes"], f"axe looked at nothing in {within}"
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in told["violations"]
        for node in violation["nodes"]
    ]
