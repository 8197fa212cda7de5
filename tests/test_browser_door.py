"""In a real browser: the link lets in, another page gets nothing through, and a leak would be noticed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from browser import PageOn, Served, axe, enter, opening, served
from small_page import SECRET, TOKEN, Standing, standing
from small_study import built_study

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def small() -> Iterator[Standing]:
    with standing() as page:
        yield page


@pytest.fixture
def desk(small: Standing) -> Served:
    return Served(small.link, small.process, "", ExitStack())  # type: ignore[arg-type]


def written(desk: Served) -> int:
    """How much was written to the page so far."""
    count: int = httpx.get(desk.at("/api/count"), headers=desk.headers).json()
    return count


class Elsewhere(BaseHTTPRequestHandler):
    """Another site, with one page; it notes what the browser asks of it."""

    def __init__(self, page: str, asked: list[str], *given: Any) -> None:
        self.page, self.asked = page, asked
        super().__init__(*given)

    def do_GET(self) -> None:
        self.asked.append(f"{self.path} {self.headers}")
        body = self.page.encode("utf-8") if self.path == "/" else b""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def elsewhere(page: str, host: str = "127.0.0.1") -> Iterator[tuple[str, list[str]]]:
    """Another site on this machine: its address, and what it was asked."""
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Elsewhere, f"<!doctype html>{page}", asked))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{host}:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()


SITES = pytest.mark.parametrize("host", ["127.0.0.1", "localhost"], ids=["other-port", "other-site"])
"""Another port of the same name, to which the browser sends the cookie too, and another name."""


def test_the_link_lets_in_and_the_token_leaves_the_address(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk)
    assert page.url == desk.at("/") and page.get_by_text(SECRET).is_visible()
    assert page.evaluate("document.cookie") == ""
    assert "token" not in page.evaluate("document.referrer")
    cookie = page.context.cookies()[0]
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == (
        f"forankret-{desk.port}",
        True,
        "Strict",
    )
    page.reload()
    assert page.get_by_text(SECRET).is_visible()


def test_a_deep_link_lets_in_too(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/?role=OA&q=Møte på#INT-01:4")
    assert unquote(page.url) == desk.at("/?role=OA&q=Møte på#INT-01:4")


def test_going_back_does_not_bring_the_token_to_the_address_again(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk)
    page.goto(desk.at("/api/count"))
    page.go_back()
    assert page.url == desk.at("/")


def test_a_form_and_a_script_of_the_page_itself_may_write(page_on: PageOn, desk: Served) -> None:
    page, before = page_on(desk), written(desk)
    for mode in ("cors", "same-origin"):
        sends = (
            "mode => fetch('/api/written', {method: 'POST', body: 'x', mode}).then(answer => answer.status)"
        )
        assert page.evaluate(sends, mode) == 200
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("heading", name="Lagret").wait_for()
    assert written(desk) == before + 3


def test_a_stranger_reads_what_to_do_and_axe_finds_nothing_there(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, watched=False)
    page.context.clear_cookies()
    page.reload()
    assert page.get_by_text("Åpne lenka som står i terminalen").is_visible()
    assert SECRET not in page.content()
    assert axe(page) == []
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.reload()
    assert [fault for fault in faults if "401" not in fault] == []


READS = """
<script>
const said = [];
const tries = [
  () => fetch("{0}/").then(a => a.text()),
  () => fetch("{0}/", {{credentials: "include"}}).then(a => a.text()),
  () => fetch("{0}/", {{credentials: "include", mode: "no-cors"}}).then(a => a.text()),
  () => fetch("{0}/api/count", {{headers: {{Authorization: "Bearer {1}"}}}}).then(a => a.text()),
  () => new Promise((yes, no) => {{
    const frame = document.createElement("iframe");
    frame.onload = () => {{ try {{ yes(frame.contentDocument.body.innerText) }} catch (e) {{ no(e) }} }};
    frame.src = "{0}/"; document.body.append(frame);
  }}),
  () => new Promise((yes, no) => {{
    const image = new Image();
    image.onload = () => yes("loaded"); image.onerror = no; image.src = "{0}/favicon.ico";
  }}),
  () => new Promise((yes, no) => {{
    const style = document.createElement("link");
    style.rel = "stylesheet"; style.href = "{0}/static/plain.css";
    style.onload = () => yes("loaded"); style.onerror = no; document.head.append(style);
  }}),
  () => new Promise((yes, no) => {{
    const wire = new WebSocket("{2}/"); wire.onopen = () => yes("opened"); wire.onerror = no;
  }}),
];
addEventListener("load", async () => {{
  for (const one of tries) {{
    try {{ said.push(await one()) }} catch (e) {{ said.push("") }}
  }}
  window.done = said;
}});
</script><body></body>
"""


@SITES
def test_another_page_reads_nothing(page_on: PageOn, desk: Served, host: str) -> None:
    page = page_on(desk, watched=False)
    told = READS.format(desk.origin, TOKEN, desk.origin.replace("http", "ws"))
    with elsewhere(told, host) as (address, _):
        page.goto(address)
        page.wait_for_function("window.done !== undefined")
        assert page.evaluate("window.done") == [""] * 8


POSTS = """
<script>
const ways = [
  ["{0}/written", {{method: "POST", body: "x"}}],
  ["{0}/written", {{method: "POST", body: "x", credentials: "include"}}],
  ["{0}/written", {{method: "POST", body: "x", credentials: "include", mode: "no-cors"}}],
  ["{0}/written", {{method: "POST", body: "x", credentials: "include", mode: "no-cors",
                    referrerPolicy: "no-referrer"}}],
  ["{0}/api/written", {{method: "POST", body: "{{}}", headers: {{"Content-Type": "application/json"}}}}],
  ["{0}/api/written", {{method: "POST", body: "x", headers: {{Authorization: "Bearer {1}"}}}}],
];
addEventListener("load", async () => {{
  for (const [to, how] of ways) {{ try {{ await fetch(to, how) }} catch (e) {{}} }}
  navigator.sendBeacon("{0}/written", "x");
  window.done = true;
}});
</script>
<form method="post" action="{0}/written" target="{2}"><input name="word"><button>Send</button></form>
<iframe name="inside"></iframe>
"""


@SITES
@pytest.mark.parametrize("target", ["_self", "_blank", "inside"])
@pytest.mark.parametrize(
    "policy", ["", '<meta name="referrer" content="no-referrer">'], ids=["plain", "null"]
)
def test_another_page_writes_nothing(
    page_on: PageOn, desk: Served, host: str, target: str, policy: str
) -> None:
    page, before = page_on(desk, watched=False), written(desk)
    with elsewhere(policy + POSTS.format(desk.origin, TOKEN, target), host) as (address, _):
        page.goto(address)
        page.wait_for_function("window.done")
        page.get_by_role("button", name="Send").click()
        page.wait_for_timeout(300)
    assert written(desk) == before


@SITES
def test_a_page_that_opens_the_study_in_a_window_cannot_look_into_it(
    page_on: PageOn, desk: Served, host: str
) -> None:
    page = page_on(desk, watched=False)
    opens = f"<button onclick=\"window.it = window.open('{desk.origin}/')\">Open</button>"
    with elsewhere(opens, host) as (address, _):
        page.goto(address)
        with page.context.expect_page() as opened:
            page.get_by_role("button", name="Open").click()
        opened.value.wait_for_load_state()
        looks = "() => { try { return it.document.body.innerText } catch (e) { return it.closed } }"
        assert page.evaluate(looks) is True
        assert opened.value.evaluate("window.opener") is None


def test_a_link_on_another_site_leads_to_a_page_that_leads_in(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, watched=False)
    with elsewhere(f'<a href="{desk.origin}/">Study</a>', "localhost") as (address, _):
        page.goto(address)
        page.get_by_role("link", name="Study").click()
        page.get_by_role("link", name="Try this address again").wait_for()
        assert SECRET not in page.content()
        page.get_by_role("link", name="Try this address again").click()
        page.get_by_text(SECRET).wait_for()


def test_the_name_of_a_stranger_that_leads_to_this_machine_shows_nothing(
    page_on: PageOn, desk: Served
) -> None:
    page = page_on(desk, watched=False)
    # Chromium takes every name under localhost for this machine, as a stranger's name server would.
    answer = page.goto(f"http://evil.localhost:{desk.port}/?token={TOKEN}")
    assert answer.status == 403 and SECRET not in page.content()


def test_another_page_never_learns_of_the_token(page_on: PageOn, desk: Served) -> None:
    with elsewhere("<p>Away") as (address, asked):
        page = page_on(desk, watched=False)
        page.evaluate("to => { location.href = to }", address)
        page.wait_for_url(address)
        page.route(desk.at("/"), lambda route: route.abort())
        page.goto(desk.link)
        page.goto(address)
    visits = [line for line in asked if line.startswith("/ ")]
    assert len(visits) == 2 and not [line for line in visits if TOKEN in line or "Referer" in line]


# The tests' own footing


LEAKS = {
    "a request": ("location.href = '{0}'", "a request left the page"),
    "a script error": ("setTimeout(() => {{ throw new Error('brast') }})", "a script failed: brast"),
    "a console error": ("console.error('galt')", "the console says: galt"),
    "an inline script": (
        "const s = document.createElement('script'); s.textContent = '1'; document.head.append(s)",
        "Content Security Policy",
    ),
    "an inline style": ("document.body.setAttribute('style', 'color:red')", "Content Security Policy"),
    "a socket": ("new WebSocket('ws://localhost:9/')", "Content Security Policy"),
}


@pytest.mark.parametrize("name", LEAKS)
def test_a_watched_page_tells_of(name: str, browser: Any, desk: Served) -> None:
    act, told = LEAKS[name]
    with elsewhere("<p>") as (address, _):
        faults: list[str] = []
        with opening(browser, desk, faults) as page:
            page.evaluate(f"() => {{ {act.format(address)} }}")
            for _ in range(100):
                page.wait_for_timeout(100)
                if any(told in fault for fault in faults):
                    break
    assert any(told in fault for fault in faults), faults


def test_axe_tells_of_what_is_wrong(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk)
    assert axe(page) == []
    page.evaluate("() => document.querySelector('label').replaceWith(document.querySelector('input'))")
    found = axe(page)
    assert [line.partition(":")[0] for line in found] == ["light", "dark"] and "label" in found[0]


def test_other_tests_may_run_loops_of_their_own_after_a_page_was_open() -> None:
    import asyncio

    asyncio.run(asyncio.sleep(0))


def test_a_page_is_entered_anew_after_its_cookie_was_lost(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, watched=False)
    page.context.clear_cookies()
    enter(page, desk)
    assert page.get_by_text(SECRET).is_visible()


def test_the_page_of_a_study_opens_by_its_link_and_asks_nobody_else(page_on: PageOn, tmp_path: Path) -> None:
    with served(built_study(tmp_path)) as study:
        page = page_on(study)
        assert page.get_by_text("INT-01").first.is_visible()
        page.reload()
        assert page.url == study.at("/") and page.get_by_text("INT-01").first.is_visible()
