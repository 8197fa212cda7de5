"""No command opens a connection: with every socket forbidden, all of them answer as before.

One command listens, and only to this machine: the page. It is watched by the interpreter itself.
"""

import json
import os
import signal
import subprocess
import sys

import httpx
import pytest
from browser import LINK
from small_study import DOCUMENTS, built_study, put

FORBIDDEN = """\
import json, socket, sys
def forbidden(*args, **kwargs):
    raise RuntimeError("a socket was opened")
class Forbidden:
    def __init__(self, *args, **kwargs):
        forbidden()
socket.socket = Forbidden
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = socket.socketpair = forbidden
from pipeline.cli import main
codes = []
for arguments in json.loads(sys.argv[1]):
    try:
        main(arguments)
    except SystemExit as left:
        codes.append(left.code)
print("CODES", json.dumps(codes))
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What a process with forbidden sockets prints when it runs every command, and the commands."""
    folder = tmp_path_factory.mktemp("uten-nett")
    study = built_study(folder)
    put(study, "data/raw/ny.txt", "OA: Nytt her, rett og slett.\n")
    put(study, "data/raw/documents.csv", DOCUMENTS + "ny.txt,INT-03,interview,nord,end,,,\n")
    put(study, "koder.csv", "document,code,quote\nINT-03,uklart,Nytt her\n")
    put(study, "codebooks/manuscript.md", '# Et kapittel\n\nDet ble sagt {{ mentions("uklart") }}.\n')
    commands = [
        *(["ingest"], ["check"], ["check", "--mend"], ["code"], ["analyse"], ["status"], ["documents"]),
        *(["show", "INT-01:2"], ["find", "nytt", "--lemma"], ["quotes", "uklart"], ["mentions", "uklart"]),
        *(["coding", "add", "INT-01:4", "uklart", "--coder", "ola"], ["coding", "pin", "c1"]),
        *(["coding", "edit", "c1", "--cut", "ordet"], ["coding", "unpin", "c1"]),
        *(["coding", "place", "c2", "INT-01:2"], ["coding", "remove", "c2", "--coder", "hege"]),
        *(["import", "codings", str(study / "koder.csv"), "--coder", "hege"], ["new", str(folder / "ny")]),
        *(["codebook", "show"], ["codebook", "queue"], ["memo", "list"], ["sampling", "gaps"], ["coreq"]),
        *(["compare", "uklart", "--by", "role"], ["contradictions"], ["saturation"], ["agreement"]),
        *(["patterns", "--k", "2"], ["manuscript"], ["timeline"], ["trace", "INT-01:2"]),
        *(["report"], ["audit", "--out", str(folder / "spor")], ["verify"], ["all"], ["clean"], ["--help"]),
    ]
    typed = [["--study", str(study), *arguments] for arguments in commands]
    done = subprocess.run(
        [sys.executable, "-c", FORBIDDEN, json.dumps(typed)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    return commands, done


def test_no_command_opens_a_socket(said):
    commands, done = said
    assert "a socket was opened" not in done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
    codes = json.loads(done.stdout.rpartition("CODES ")[2])
    assert {" ".join(name): code for name, code in zip(commands, codes, strict=True) if code} == {}


def test_every_command_was_among_them(said):
    from pipeline.cli import COMMANDS

    assert set(COMMANDS) - {"serve"} == {arguments[0] for arguments in said[0]} - {"--help"}


WATCHED = """\
import sys
HERE = ("127.0.0.1", "::1")
def watch(event, told):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        address = told[1]
        if isinstance(address, tuple) and address[0] in HERE and event == "socket.bind":
            print("LISTENS AT", address[0], file=sys.stderr)
        elif address is not None and not isinstance(address, (str, bytes)):
            print("REACHED OUT", event, address, file=sys.stderr)
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "subprocess.Popen"):
        print("REACHED OUT", event, told, file=sys.stderr)
sys.addaudithook(watch)
from pipeline.cli import main
main(sys.argv[1:])
"""
MEASURED = {
    "FASTAPI_OTEL_AUTO_CONFIGURE": "true",
    "OTEL_SDK_DISABLED": "false",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "http://192.0.2.1:4318",
}
"""What would make the page's library send measurements out."""


def visited(study, program):
    """What a program that opens the page says beside, after a visit and an end."""
    serving = subprocess.Popen(
        [sys.executable, "-c", program, "--study", str(study), "serve", "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **MEASURED},
    )
    link = LINK.findall(serving.stdout.readline())[0]
    with httpx.Client() as person:
        person.get(link)
        assert person.get(link.partition("?")[0]).status_code == 200
    serving.send_signal(signal.SIGTERM)
    _, beside = serving.communicate(timeout=10)
    assert serving.returncode == 0
    return beside


def test_the_page_listens_to_this_machine_and_reaches_out_to_nobody(tmp_path):
    beside = visited(built_study(tmp_path), WATCHED)
    assert beside == "LISTENS AT 127.0.0.1\n"


def test_reaching_out_would_be_noticed(tmp_path):
    reaches = "import socket; out = socket.socket(); out.settimeout(0.01); out.connect_ex(('192.0.2.1', 9))"
    beside = visited(built_study(tmp_path), WATCHED.replace("main(sys", f"{reaches}\nmain(sys"))
    assert "REACHED OUT socket.connect ('192.0.2.1', 9)" in beside
