"""Nobody is let in to the page but who has its link, whatever a request looks like."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterator

import httpx
import pytest
from small_page import SECRET, TOKEN, Standing, small_page, standing

from pipeline.web.asked import Asked
from pipeline.web.carried import CARRIED
from pipeline.web.door import Door
from pipeline.web.guard import MOST_BYTES, Guard, why_not
from pipeline.web.refusals import REFUSALS

DOOR = Door("127.0.0.1", 8753, TOKEN)
PASS = f"forankret-8753={DOOR.pass_word}"


@pytest.fixture(scope="module")
def desk() -> Iterator[Standing]:
    with standing() as page:
        yield page


def reason(door: Door = DOOR, method: str = "GET", path: str = "/", **headers: str) -> str:
    """Why a request with the right cookie is not let in; ``''`` where it is."""
    told = {"host": f"127.0.0.1:{door.port}", "cookie": f"{door.cookie}={door.pass_word}"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    return why_not(door, Asked(method, path, [], {name: [value] for name, value in told.items()}))


# Who is meant


@pytest.mark.parametrize("host", ["127.0.0.1:8753", "localhost:8753", "[::1]:8753", "LOCALHOST:8753"])
def test_the_page_answers_to_the_names_of_this_machine(host: str) -> None:
    assert reason(host=host) == ""


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example:8753", "evil.example", "127.0.0.1.evil.example:8753", "localhost.evil.example:8753"),
        *("127.0.0.1:8754", "127.0.0.1", "localhost", "127.0.0.1:8753@evil.example", "192.168.1.4:8753"),
        *("", " ", "127.0.0.1:8753, evil.example", "0.0.0.0:8753", "127.1:8753", "2130706433:8753"),
    ],
)
def test_a_name_that_leads_here_from_elsewhere_is_refused(host: str) -> None:
    assert reason(host=host) == "host"


def test_a_request_with_two_hosts_is_refused() -> None:
    headers = {"host": ["127.0.0.1:8753", "evil.example"], "cookie": [PASS]}
    assert why_not(DOOR, Asked("GET", "/", [], headers)) == "host"


def test_a_page_for_all_addresses_answers_to_numbers_and_to_the_names_it_was_given_only() -> None:
    door = Door("0.0.0.0", 8753, TOKEN, ("kontor-pc.local",))
    let_in = ("10.0.0.7:8753", "[fe80::1]:8753", "kontor-pc.local:8753", "127.0.0.1:8753", "localhost:8753")
    assert [reason(door, host=host) for host in let_in] == [""] * len(let_in)
    refused = ("evil.example:8753", "10.0.0.7:80", "10.0.0.7", "2130706433:8753", "10.7:8753", "fe80::1:8753")
    assert [reason(door, host=host) for host in refused] == ["host"] * len(refused)


def test_a_page_for_one_address_answers_to_that_one() -> None:
    door = Door("192.168.1.4", 8753, TOKEN)
    assert reason(door, host="192.168.1.4:8753") == ""
    assert reason(door, host="192.168.1.5:8753") == "host"


def test_the_port_that_browsers_leave_out_may_be_left_out() -> None:
    assert reason(Door("127.0.0.1", 80, TOKEN), host="localhost") == ""


# Who asks


@pytest.mark.parametrize(
    "origin",
    [
        *(
            "http://evil.example",
            "null",
            "https://127.0.0.1:8753",
            "http://127.0.0.1:8754",
            "http://127.0.0.1",
        ),
        *(
            "http://localhost:8753",
            "http://127.0.0.1:8753.evil.example",
            "file://",
            "",
            "chrome-extension://a",
        ),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_origin_is_refused(origin: str, method: str) -> None:
    assert reason(method=method, origin=origin) == "elsewhere"


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_another_origin_is_refused_though_it_shows_the_token(origin: str) -> None:
    assert reason(method="POST", origin=origin, authorization=f"Bearer {TOKEN}") == "elsewhere"


def test_the_pages_own_origin_may_write() -> None:
    assert reason(method="POST", origin="http://127.0.0.1:8753", sec_fetch_site="same-origin") == ""


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("mode", "into", "method"),
    [
        *(("no-cors", "image", "GET"), ("no-cors", "script", "GET"), ("navigate", "iframe", "GET")),
        *(("cors", "empty", "GET"), ("navigate", "document", "POST"), ("", "", "GET")),
    ],
)
def test_what_another_site_fetches_frames_or_posts_is_refused(
    site: str, mode: str, into: str, method: str
) -> None:
    told = {"sec_fetch_site": site, "sec_fetch_mode": mode, "sec_fetch_dest": into}
    assert reason(method=method, **told) == "elsewhere"


def test_a_link_on_another_site_may_lead_here() -> None:
    told = {"sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    assert reason(sec_fetch_site="cross-site", **told) == ""


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_a_cookie_alone_writes_nothing_where_no_origin_is_told(method: str) -> None:
    assert reason(method=method) == "unsigned"
    assert reason(method=method, authorization=f"Bearer {TOKEN}") == ""


# What lets in


def test_without_token_or_cookie_nobody_is_let_in(desk: Standing) -> None:
    for path in ("/", "/static/plain.css", "/api/count", "/nowhere", "/favicon.ico"):
        status, answer = desk.asked(f"GET {path} HTTP/1.1")
        assert (status, SECRET in answer, "body{}" in answer) == (401, False, False), path


def test_who_is_not_let_in_is_told_what_to_do_in_three_languages(desk: Standing) -> None:
    _, answer = desk.asked()
    for language, words in (("nb", "Åpne lenka"), ("nn", "Opne lenkja"), ("en", "Open the link")):
        assert f'<p lang="{language}">{words}' in answer


def test_a_script_that_is_not_let_in_is_told_so_as_json(desk: Standing) -> None:
    answer = httpx.get(f"{desk.origin}/api/count")
    assert answer.status_code == 401
    assert answer.json()["problems"][0]["message"] == answer.json()["en"] == REFUSALS["key"].en


@pytest.mark.parametrize(
    "token",
    [TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "", "%00", f"{TOKEN}%00", "å" * 20, DOOR.pass_word, f"+{TOKEN}"],
)
def test_a_token_that_was_tampered_with_opens_nothing(desk: Standing, token: str) -> None:
    written = token.replace("å", "%C3%A5")
    status, answer = desk.asked(f"GET /?token={written} HTTP/1.1")
    assert status in (400, 401) and "set-cookie" not in answer and SECRET not in answer
    headers = {"authorization": f"Bearer {token.replace('+', ' x')}", "cookie": ""}
    assert reason(**headers) == "key"


@pytest.mark.parametrize(
    "cookie",
    [
        f"forankret-8754={DOOR.pass_word}",
        f"forankret-8753={Door('127.0.0.1', 8754, TOKEN).pass_word}",
        f"forankret-8753={Door('127.0.0.1', 8753, TOKEN + 'x').pass_word}",
        f"forankret-8753={TOKEN}",
        "forankret-8753=",
        "forankret-8753",
        f"xforankret-8753={DOOR.pass_word}",
        ";;==;",
    ],
    ids=["name", "port", "token", "raw", "empty", "bare", "prefixed", "odd"],
)
def test_the_cookie_of_another_port_or_start_lets_nobody_in(cookie: str) -> None:
    assert reason(cookie=cookie) == "key"


def test_the_cookie_is_found_among_others_also_where_another_page_set_one_of_its_name() -> None:
    assert reason(cookie=f"a=b; forankret-8753=false; {PASS}; c") == ""


def test_the_link_gives_a_strict_cookie_and_goes_on_without_the_token(desk: Standing) -> None:
    status, answer = desk.asked(f"GET /doc/INT-01?role=OA&token={TOKEN}&q=a%20b HTTP/1.1")
    assert status == 200
    assert f"set-cookie: {desk.cookie}; HttpOnly; SameSite=Strict; Path=/\r\n" in answer
    assert '<meta http-equiv="refresh" content="0; url=/doc/INT-01?role=OA&amp;q=a+b">' in answer
    assert '<a lang="en" href="/doc/INT-01?role=OA&amp;q=a+b">Open the study</a>' in answer
    assert "referrer-policy: no-referrer" in answer and "location:" not in answer
    assert TOKEN not in answer and SECRET not in answer


def test_a_stale_link_leads_on_where_the_cookie_is_good(desk: Standing) -> None:
    status, answer = desk.let_in("GET /?token=en-gammel-lenke HTTP/1.1")
    assert status == 200 and "url=/" in answer and "set-cookie" not in answer


@pytest.mark.parametrize(
    "path", ['/"><script>alert(1)</script>', "/';x='", "/a;url=//evil.example", "/%0d%0aX:1"]
)
def test_nothing_in_an_address_becomes_markup_or_another_address(desk: Standing, path: str) -> None:
    quoted = path.replace('"', "%22").replace("<", "%3C").replace(">", "%3E")
    for answer in (desk.asked(f"GET {quoted} HTTP/1.1"), desk.asked(f"GET {quoted}?token={TOKEN} HTTP/1.1")):
        assert "<script" not in answer[1] and "\nX:1" not in answer[1]
        assert not re.search(r'url=(?!/[^/])|href="(?!/)', answer[1])


def test_a_token_is_taken_from_the_address_only_where_nothing_is_written(desk: Standing) -> None:
    origin = f"Origin: {desk.origin}"
    status, answer = desk.asked(f"POST /api/written?token={TOKEN} HTTP/1.1", origin, body="x")
    assert status == 401 and "set-cookie" not in answer


def test_a_program_shows_the_token_in_a_header(desk: Standing) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    before = httpx.get(f"{desk.origin}/api/count", headers=headers).json()
    assert httpx.post(f"{desk.origin}/api/written", headers=headers, content="x").status_code == 200
    assert httpx.get(f"{desk.origin}/api/count", headers=headers).json() == before + 1


def test_head_tells_no_more_than_get(desk: Standing) -> None:
    assert desk.asked("HEAD / HTTP/1.1")[0] == 401
    status, answer = desk.let_in("HEAD /nowhere HTTP/1.1")
    assert status in (404, 405) and answer.endswith("\r\n\r\n")


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "get", "BREW"])
def test_a_method_that_no_page_uses_is_refused(desk: Standing, method: str) -> None:
    assert desk.let_in(f"{method} / HTTP/1.1")[0] == 501


def test_a_preflight_of_another_origin_gets_no_permission(desk: Standing) -> None:
    asks = ("Origin: http://evil.example", "Access-Control-Request-Method: POST")
    status, answer = desk.let_in("OPTIONS /api/written HTTP/1.1", *asks)
    assert status == 403 and "access-control" not in answer.lower()


def test_a_socket_is_not_opened(desk: Standing) -> None:
    upgrade = (
        "Upgrade: websocket",
        "Connection: Upgrade, close",
        "Sec-WebSocket-Key: eA==",
        "Sec-WebSocket-Version: 13",
    )
    assert desk.asked("GET / HTTP/1.1", *upgrade)[0] == 401
    assert not desk.let_in("GET / HTTP/1.1", *upgrade)[1].startswith("HTTP/1.1 101")


# What is asked


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/..%2f..%2fetc/passwd",
            "/static/../app.py",
            "/static/%2e%2e/app.py",
            "/static/..%5capp.py",
            "/./",
        ),
        *("//evil.example", "//evil.example/%2e%2e", "/\\evil.example", "/static/a%00.css", "/%0a", "/%7f"),
        *("http://evil.example/", "*", "evil", "/?q=%00", "/?%00=q"),
    ],
)
def test_a_path_that_climbs_or_leads_away_is_refused(desk: Standing, path: str) -> None:
    status, answer = desk.let_in(f"GET {path} HTTP/1.1")
    assert status == 400 and "location:" not in answer and SECRET not in answer


def test_letters_of_any_language_may_stand_in_a_path(desk: Standing) -> None:
    assert reason(path="/d/Møte på Ås – 2") == ""
    assert desk.let_in("GET /d/M%C3%B8te%20p%C3%A5 HTTP/1.1")[0] == 404
    assert desk.let_in("GET /d/%ff%fe HTTP/1.1")[0] == 404


def signed(desk: Standing) -> str:
    return f"Authorization: Bearer {TOKEN}"


def test_as_much_as_the_page_takes_is_taken(desk: Standing) -> None:
    answer = httpx.post(
        f"{desk.origin}/api/written", headers={"Authorization": f"Bearer {TOKEN}"}, content=b"x" * MOST_BYTES
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("chunked", [False, True], ids=["told", "chunked"])
def test_more_than_the_page_takes_is_refused_in_words(desk: Standing, chunked: bool) -> None:
    body = b"x" * (MOST_BYTES + 1)
    pieces = (body[at : at + 65536] for at in range(0, len(body), 65536))
    answer = httpx.post(
        f"{desk.origin}/api/written",
        headers={"Authorization": f"Bearer {TOKEN}"},
        content=pieces if chunked else body,
    )
    assert (answer.status_code, answer.json()["en"]) == (413, REFUSALS["large"].en)


def test_a_length_that_is_told_too_large_is_refused_before_anything_is_sent(desk: Standing) -> None:
    length = ("Content-Length: 99999999999", signed(desk))
    assert desk.asked("POST /api/written HTTP/1.1", *length)[0] == 413


def test_what_was_sent_in_part_is_never_handed_on(desk: Standing) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    before = httpx.get(f"{desk.origin}/api/count", headers=headers).json()
    with socket.create_connection(("127.0.0.1", desk.port)) as wire:
        head = f"POST /api/written HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\n{signed(desk)}\r\n"
        wire.sendall(f"{head}Content-Length: 10\r\n\r\nhalf".encode())
    assert httpx.get(f"{desk.origin}/api/count", headers=headers).json() == before


BROKEN = {
    "no length": "Content-Length: -1",
    "words for a length": "Content-Length: lots",
    "two lengths": "Content-Length: 1\nContent-Length: 2",
    "an encoding nobody knows": "Transfer-Encoding: gzip, chunked",
    "a zero letter": "X-Note: a\0b",
    "a header with no name": ": value",
    "a very long header": f"X-Note: {'a' * 70_000}",
    "very many headers": "\n".join(f"X-{number}: {'a' * 50}" for number in range(2_000)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_request_is_answered_in_words(desk: Standing, name: str) -> None:
    lines = BROKEN[name].split("\n")
    status, answer = desk.let_in("POST /api/written HTTP/1.1", *lines, signed(desk))
    assert status == (431 if "very" in name else 400)
    assert answer.count("\n") < 40 and "Traceback" not in answer
    assert desk.let_in()[0] == 200


@pytest.mark.parametrize(
    "raw",
    [b"\0" * 50, b"GET / HTTP/x\r\n\r\n", b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", b"GET\r\n\r\n"],
)
def test_what_is_no_request_is_answered_in_a_line(desk: Standing, raw: bytes) -> None:
    status, answer = desk.said(raw)
    assert status == 400 and "not a request" in answer
    assert desk.let_in()[0] == 200


def test_headers_without_end_are_cut_off(desk: Standing) -> None:
    head = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nCookie: {desk.cookie}\r\nX-Note: "
    assert desk.said(head.encode() + b"a" * 1_000_000)[0] in (0, 400)
    assert desk.let_in()[0] == 200


def test_a_body_that_breaks_off_its_own_rules_ends_the_connection_and_nothing_else(desk: Standing) -> None:
    told = ("Transfer-Encoding: chunked", signed(desk))
    head = (
        f"POST /api/written HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\n{told[0]}\r\n{told[1]}\r\n\r\nzz\r\nx"
    )
    assert desk.said(head.encode())[0] in (0, 400)
    assert desk.let_in()[0] == 200


def test_a_request_of_old_that_names_no_host_is_refused(desk: Standing) -> None:
    assert desk.said(f"GET / HTTP/1.0\nCookie: {desk.cookie}\n\n")[0] == 403


# What every answer carries

ANSWERS = {
    "page": "GET / HTTP/1.1",
    "file": "GET /static/plain.css HTTP/1.1",
    "nowhere": "GET /nowhere HTTP/1.1",
    "fault": "GET /api/fault HTTP/1.1",
    "method": "BREW / HTTP/1.1",
    "unsigned": "POST /written HTTP/1.1",
    "path": "GET //evil HTTP/1.1",
    "broken": "GET / HTTP/x",
    "link": f"GET /?token={TOKEN} HTTP/1.1",
}


@pytest.mark.parametrize("line", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("known", [True, False], ids=["let-in", "stranger"])
def test_every_answer_carries_what_keeps_others_out(desk: Standing, line: str, known: bool) -> None:
    _, answer = desk.let_in(line) if known else desk.asked(line)
    head = answer.partition("\r\n\r\n")[0].lower().split("\r\n")[1:]
    told = dict(one.split(": ", 1) for one in head)
    assert len(told) == len(head), "a header stands twice"
    assert {name: told.get(name) for name in CARRIED if "policy" not in name} == {
        name: value for name, value in CARRIED.items() if "policy" not in name
    }
    assert told["content-security-policy"].startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    assert "unsafe" not in told["content-security-policy"]
    assert told["referrer-policy"] in ("same-origin", "no-referrer")
    assert told["cache-control"] == ("no-cache" if known and "/static/" in line else "no-store")
    assert "server" not in told and "x-powered-by" not in told


def test_a_fault_behind_the_door_is_told_in_words_and_shows_nothing(desk: Standing) -> None:
    status, answer = desk.let_in("GET /api/fault HTTP/1.1")
    assert status == 500 and SECRET not in answer and "Traceback" not in answer
    assert "a fault in the program, not in your study" in answer


def test_the_token_is_never_said_or_logged() -> None:
    with standing() as desk:
        for line in (*ANSWERS.values(), f"GET /x?token={TOKEN}x HTTP/1.1", f"BREW /?token={TOKEN} HTTP/1.1"):
            for _, answer in (desk.asked(line), desk.let_in(line)):
                assert TOKEN not in answer
        desk.process.terminate()
        said = "".join(desk.process.communicate(timeout=5))
    assert TOKEN not in said and "RuntimeError" in said and "Traceback" not in said
    assert TOKEN not in repr(DOOR) and TOKEN not in DOOR.pass_word


def asked_of(guard: Guard, method: str, path: str) -> httpx.Response:
    """What a guard answers a program with the token, without a network between."""

    async def ask() -> httpx.Response:
        wire = httpx.ASGITransport(guard)
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with httpx.AsyncClient(transport=wire, base_url="http://127.0.0.1:8753") as client:
            return await client.request(method, path, headers=headers, content=b"x")

    return asyncio.run(ask())


def test_a_fault_that_nobody_is_told_of_is_raised_again() -> None:
    door = Door("127.0.0.1", 8753, TOKEN)
    with pytest.raises(RuntimeError, match=SECRET):
        asked_of(Guard(small_page(), door), "GET", "/api/fault")


def test_two_doors_in_a_row_are_one() -> None:
    door = Door("127.0.0.1", 8753, TOKEN)
    inner = small_page()
    # A request that this inner door would refuse, were it asked.
    inner.add_middleware(Guard, door=Door("127.0.0.1", 8753, TOKEN + "x"))
    told: list[Exception] = []
    guard = Guard(inner, door, told.append)
    assert asked_of(guard, "POST", "/api/written").status_code == 200
    answer = asked_of(guard, "GET", "/api/fault")
    assert answer.json()["en"] == REFUSALS["fault"].en and [str(one) for one in told] == [SECRET]
