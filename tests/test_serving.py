"""``forankret serve`` opens the study to this machine only, says so, and stops when it is told to."""

from __future__ import annotations

import contextlib
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from browser import served
from small_page import TOKEN, Standing, standing
from small_study import built_study, contents, forankret, put

from pipeline.web.server import PORT

OWN = "et-selvvalgt-token-1"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small study that the tests of this file only look at."""
    return built_study(tmp_path_factory.mktemp("apnet"))


def test_the_link_that_is_printed_opens_the_page_and_leaves_what_people_wrote_as_it_was(study: Path) -> None:
    before = contents(study)
    with served(study) as desk, httpx.Client() as person:
        assert desk.link.startswith(f"http://127.0.0.1:{desk.port}/?token=") and len(desk.token) >= 32
        assert person.get(desk.at("/")).status_code == 401
        assert "refresh" in person.get(desk.link).text
        page = person.get(desk.at("/"))
        assert page.status_code == 200 and "En liten studie" in page.text
        code, said = desk.stop()
    assert desk.said == f"The study is open at {desk.link}\nStop it with Ctrl+C.\n"
    assert (code, said) == (0, "Stopped.\n")
    assert contents(study) == before


def test_every_start_has_a_token_of_its_own(study: Path) -> None:
    with served(study) as one, served(study) as other:
        assert one.token != other.token and one.port != other.port
        assert httpx.get(other.at("/"), headers=one.headers).status_code == 401


def test_where_the_usual_port_is_taken_the_next_free_one_is_told(study: Path) -> None:
    with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", PORT)):
        with served(study, port="") as desk:
            assert desk.port != PORT
            assert f"Port {PORT} is taken, so the page is at port {desk.port}." in desk.said
        return
    with served(study, port="") as desk:
        assert desk.port != PORT


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(study: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = forankret(study, "serve", "--no-browser", "--port", port)
    assert said.code == 1 and said.err.startswith(f"Port {port} is taken") and said.out == ""


def test_a_page_may_start_again_at_once_on_the_port_it_had(study: Path) -> None:
    with served(study) as desk, httpx.Client() as person:
        # A connection that the page closes first keeps the port for a while, as the system sees it.
        person.get(desk.at("/"), headers=desk.headers)
        desk.stop()
        with served(study, port=desk.port) as again:
            assert httpx.get(again.at("/"), headers=again.headers).status_code == 200


# Who may be let in


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_other_machines_are_let_in_only_with_a_token_that_was_chosen(study: Path, host: str) -> None:
    said = forankret(study, "serve", "--no-browser", "--host", host)
    assert said.code == 2 and said.out == ""
    for words in ("Everyone on the network", "can read the interviews", "nothing is encrypted", "--token"):
        assert words in said.err


@pytest.mark.parametrize(
    "token", ["", "kort", "a" * 15, "a" * 15 + "å", "a b c d e f g h i j", "a" * 20 + "\n"]
)
@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_token_that_could_be_guessed_or_broken_is_refused(study: Path, host: str, token: str) -> None:
    said = forankret(study, "serve", "--no-browser", "--host", host, "--token", token)
    assert said.code == 2 and "at least 16 letters" in said.err


@pytest.mark.parametrize("host", ["example.org", "evil", "127.0.0.1:80", "fe80::1%eth0", "1.2.3", ""])
def test_a_host_that_would_have_to_be_looked_up_is_refused(study: Path, host: str) -> None:
    said = forankret(study, "serve", "--no-browser", "--host", host, "--token", OWN)
    assert said.code == 2 and "is no address of a machine" in said.err


@pytest.mark.parametrize("name", ["a b", "-x", "evil/..", "x:80", ""])
def test_a_name_that_no_machine_has_is_refused(study: Path, name: str) -> None:
    said = forankret(study, "serve", "--no-browser", "--name", name)
    assert said.code == 2 and "is no name of a machine" in said.err


def test_an_address_of_another_machine_is_an_error_in_words(study: Path) -> None:
    said = forankret(study, "serve", "--no-browser", "--host", "192.0.2.1", "--token", OWN)
    assert said.code == 1 and "Name an address of this machine." in said.err


def test_a_page_for_others_starts_with_a_warning_and_their_link(study: Path) -> None:
    with served(study, host="0.0.0.0", token=OWN, name="kontor-pc.local") as desk:
        assert desk.said.startswith("Warning: Everyone on the network")
        assert desk.link == f"http://127.0.0.1:{desk.port}/?token={OWN}"
        headers = {**desk.headers, "Host": f"kontor-pc.local:{desk.port}"}
        assert httpx.get(desk.at("/"), headers=headers).status_code == 200
        headers["Host"] = f"evil.example:{desk.port}"
        assert httpx.get(desk.at("/"), headers=headers).status_code == 403
    assert f"From other machines: http://kontor-pc.local:{desk.port}/?token={OWN}\n" in desk.said


def test_a_token_may_stand_in_the_environment_where_no_list_of_processes_shows_it(study: Path) -> None:
    with served(study, environment={"FORANKRET_TOKEN": OWN}) as desk:
        assert desk.token == OWN


def test_a_study_that_cannot_be_opened_is_told_as_by_every_command(tmp_path: Path) -> None:
    study = built_study(tmp_path)
    put(study, "study.yaml", "title: [\n")
    said = forankret(study, "serve", "--no-browser", "--port", "0")
    assert said.code == 1 and said.err.startswith("study.yaml:") and "http://" not in said.both


# The browser of whoever sits here


def test_the_link_is_opened_in_the_browser_where_there_is_a_screen(study: Path, tmp_path: Path) -> None:
    script, opened = tmp_path / "browser", tmp_path / "opened"
    script.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n', encoding="utf-8")
    script.chmod(0o755)
    screen = {"DISPLAY": ":9", "WAYLAND_DISPLAY": "", "BROWSER": str(script)}
    with served(study, environment=screen, open_browser=True) as desk:
        for _ in range(100):
            if opened.exists() and opened.read_text(encoding="utf-8"):
                break
            time.sleep(0.05)
        assert opened.read_text(encoding="utf-8") == f"{desk.link}\n"
    opened.unlink()
    with served(study, environment=screen):
        pass
    with served(study, environment={**screen, "DISPLAY": ""}, open_browser=True):
        time.sleep(0.3)
    assert not opened.exists()


# How it stops


@pytest.fixture
def desk() -> Iterator[Standing]:
    with standing() as page:
        yield page


def open_wire(desk: Standing, request: str) -> socket.socket:
    wire = socket.create_connection(("127.0.0.1", desk.port))
    wire.sendall(request.format(port=desk.port, token=TOKEN).replace("\n", "\r\n").encode())
    return wire


HEAD = "{line} HTTP/1.1\nHost: 127.0.0.1:{{port}}\nAuthorization: Bearer {{token}}\n"
OPEN = {
    "nothing": "",
    "half a request": "GET / HT",
    "a connection that is kept": HEAD.format(line="GET /api/count") + "\n",
    "half a body": HEAD.format(line="POST /api/written") + "Content-Length: 10\n\nhalf",
    "an answer without end": HEAD.format(line="GET /api/endless") + "\n",
    "an act that hangs": HEAD.format(line="GET /api/hangs") + "\n",
}


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])
@pytest.mark.parametrize("request_of", OPEN.values(), ids=OPEN)
def test_it_stops_within_two_seconds_whatever_is_open(
    desk: Standing, how: signal.Signals, request_of: str
) -> None:
    assert desk.asked()[0] == 401
    with open_wire(desk, request_of):
        time.sleep(0.2)
        begun = time.monotonic()
        desk.process.send_signal(how)
        said, complained = desk.process.communicate(timeout=10)
        assert time.monotonic() - begun < 2
    assert (desk.process.returncode, said, complained) == (0, "", "")
