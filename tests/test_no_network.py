"""No command opens a connection: with every socket forbidden, all of them answer as before."""

import json
import subprocess
import sys

import pytest
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
    commands = [
        *(["ingest"], ["check"], ["check", "--mend"], ["code"], ["analyse"], ["status"]),
        *(["show", "INT-01:2"], ["find", "nytt", "--lemma"], ["quotes", "uklart"], ["mentions", "uklart"]),
        *(["coding", "add", "INT-01:4", "uklart", "--coder", "ola"], ["coding", "pin", "c1"]),
        *(["coding", "edit", "c1", "--cut", "ordet"], ["coding", "unpin", "c1"]),
        *(["coding", "place", "c2", "INT-01:2"], ["coding", "remove", "c2", "--coder", "hege"]),
        *(["import", "codings", str(study / "koder.csv"), "--coder", "hege"], ["new", str(folder / "ny")]),
        *(["report"], ["verify"], ["all"], ["clean"], ["--help"]),
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

    assert set(COMMANDS) <= {arguments[0] for arguments in said[0]}
