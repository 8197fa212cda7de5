"""The command that opens the study as a page in the browser."""

from __future__ import annotations

import os
import re
import secrets
import sys
from ipaddress import ip_address
from typing import TYPE_CHECKING

import click

from pipeline.cli.context import opened, show_problems, study_option
from pipeline.problems import ForankretError, UsageError

if TYPE_CHECKING:
    from pipeline.web.door import Door

SHORTEST = 16

EVERYONE = (
    "Everyone on the network who has the link can read the interviews and code in them, and nothing is "
    "encrypted on the way: who listens in on the network reads along."
)


@click.command(epilog="Example: forankret serve --no-browser")
@click.option("--coder", default="", help="Who is coding (default: chosen on the page).")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="The port (default: 8753, else the next free one)."
)
@click.option(
    "--host", default="127.0.0.1", help="Listen at this address; others than this machine need --token."
)
@click.option("--name", "names", multiple=True, help="What other machines call this one (with --host).")
@click.option(
    "--token",
    envvar="FORANKRET_TOKEN",
    show_envvar=True,
    help=f"The token in the link, at least {SHORTEST} letters and digits (default: a new one each time).",
)
@click.option("--no-browser", is_flag=True, help="Open no browser; only print the link.")
@study_option
@click.pass_context
def serve(
    ctx: click.Context,
    coder: str,
    port: int | None,
    host: str,
    names: tuple[str, ...],
    token: str | None,
    no_browser: bool,
) -> None:
    """Open the study as a page in the browser, for reading and coding; only this machine reaches it."""
    _refuse(host, names, token)
    # The page's library would send measurements where this is not said, and it is read when it is loaded.
    os.environ["OTEL_SDK_DISABLED"] = "true"
    from pipeline.stages.meant import the_coder
    from pipeline.web.app import create_app
    from pipeline.web.door import Door
    from pipeline.web.guard import Guard
    from pipeline.web.server import PORT, listening, run

    study = opened(ctx)
    coder = the_coder(study, coder) if coder else ""
    show_problems(study.settings_problems)
    with listening(host, port) as at:
        door = Door(host, at.getsockname()[1], token or secrets.token_urlsafe(24), names)
        app = create_app(study.folder.path, door, coder)
        if port is None and door.port != PORT:
            click.echo(f"Port {PORT} is taken, so the page is at port {door.port}.", err=True)
        _tell(door)
        if not no_browser:
            _open(door.link)
        run(Guard(app, door, _fault), at)
    click.echo("Stopped.")


def _refuse(host: str, names: tuple[str, ...], token: str | None) -> None:
    """Raise UsageError where a page would be open to more than was meant."""
    from pipeline.web.door import is_loopback

    if token is not None and not re.fullmatch(rf"[A-Za-z0-9_-]{{{SHORTEST},}}", token):
        raise UsageError(
            f"A token of your own has at least {SHORTEST} letters (a to z), digits, - or _: "
            "it is all that keeps others out."
        )
    if host != "localhost" and not _is_address(host):
        raise UsageError(
            f"'{host}' is no address of a machine. Write it in numbers (0.0.0.0 for all that this "
            "machine has), and what others call the machine with --name."
        )
    for name in names:
        if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?", name):
            raise UsageError(f"'{name}' is no name of a machine.")
    if not is_loopback(host) and token is None:
        raise UsageError(
            f"--host {host} lets other machines in. {EVERYONE} If that is what you want, choose a token "
            f"of at least {SHORTEST} letters and digits yourself, with --token."
        )


def _is_address(host: str) -> bool:
    try:
        return "%" not in host and bool(ip_address(host))
    except ValueError:
        return False


def _tell(door: Door) -> None:
    if not door.alone:
        click.echo(f"Warning: {EVERYONE}", err=True)
    click.echo(f"The study is open at {door.link}")
    if not door.alone:
        there = door.names[0] if door.names else "ADDRESS-OF-THIS-MACHINE"
        click.echo(f"From other machines: http://{there}:{door.port}/?token={door.token}")
    click.echo("Stop it with Ctrl+C.")
    sys.stdout.flush()


def _fault(fault: Exception) -> None:
    from pipeline.cli import _bug

    said = str(fault) if isinstance(fault, ForankretError) else _bug(fault)
    click.echo(said, err=True)


def _open(link: str) -> None:
    """Open the link in the browser of whoever sits here; nothing happens where no screen is."""
    import threading
    import webbrowser

    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform in ("win32", "darwin") or screen:
        threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()
