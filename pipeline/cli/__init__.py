"""The command line: asks the stages, shows what they answer, and says in one line what went wrong."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from pathlib import Path

import click

from pipeline.cli.lazy import LazyGroup
from pipeline.problems import ForankretError

COMMANDS = {
    "new": "pipeline.cli.building:new",
    "ingest": "pipeline.cli.building:ingest",
    "check": "pipeline.cli.building:check",
    "code": "pipeline.cli.building:code",
    "analyse": "pipeline.cli.building:analyse",
    "report": "pipeline.cli.building:report",
    "all": "pipeline.cli.building:all_stages",
    "verify": "pipeline.cli.building:verify",
    "clean": "pipeline.cli.building:clean",
    "status": "pipeline.cli.building:status",
    "documents": "pipeline.cli.asking:documents",
    "show": "pipeline.cli.asking:show",
    "find": "pipeline.cli.asking:find",
    "quotes": "pipeline.cli.asking:quotes",
    "mentions": "pipeline.cli.asking:mentions",
    "compare": "pipeline.cli.comparing:compare",
    "patterns": "pipeline.cli.patterns:patterns",
    "contradictions": "pipeline.cli.comparing:contradictions",
    "saturation": "pipeline.cli.saturating:saturation",
    "manuscript": "pipeline.cli.manuscript:manuscript",
    "serve": "pipeline.cli.serving:serve",
    "coding": "pipeline.cli.coding:coding",
    "trace": "pipeline.cli.trailing:trace",
    "audit": "pipeline.cli.trailing:audit",
    "timeline": "pipeline.cli.trailing:timeline",
    "codebook": "pipeline.cli.codebook:codebook",
    "memo": "pipeline.cli.memos:memo",
    "sampling": "pipeline.cli.sampling:sampling",
    "coreq": "pipeline.cli.reporting:coreq",
    "import": "pipeline.cli.importing:import_group",
    "agreement": "pipeline.cli.agreeing:agreement",
}


@click.group(
    cls=LazyGroup,
    places=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: forankret status",
)
@click.option(
    "--study",
    type=click.Path(path_type=Path),
    help="The study's folder (default: the nearest with a study.yaml).",
)
@click.version_option(package_name="forankret", message="%(prog)s %(version)s")
@click.pass_context
def forankret(ctx: click.Context, study: Path | None) -> None:
    """From raw transcripts to a report in which every number leads back to the words it stands on."""
    ctx.obj = study


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code: 0 fine, 1 something in the study, 2 usage, 3 a bug."""
    _speak_utf8()
    _start_light()
    try:
        code = forankret.main(_typed(arguments), prog_name="forankret", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except click.Abort:
        sys.exit(130)
    except ForankretError as fault:
        click.echo(str(fault), err=True)
        sys.exit(fault.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as fault:
        said = _disk(fault)
        click.echo(said or _bug(fault), err=True)
        sys.exit(1 if said else 3)
    except Exception as fault:
        click.echo(_bug(fault), err=True)
        sys.exit(3)


def _typed(arguments: list[str] | None) -> list[str]:
    """The arguments as a person typed them, where the terminal's locale knows English letters only."""
    typed = sys.argv[1:] if arguments is None else arguments
    return [word if word.isprintable() else _as_utf8(word) for word in typed]


def _as_utf8(word: str) -> str:
    try:
        return word.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return word


def _speak_utf8() -> None:
    """Print Norwegian letters whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


DISK = frozenset(
    (
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENOSPC,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EEXIST,
        errno.ENAMETOOLONG,
    )
)
"""What a disk says that will not take or give a file: a matter for the user, and no fault of the program."""


def _disk(fault: OSError) -> str:
    """One line on a file that the disk will not give or take; '' where it is something else."""
    if fault.errno not in DISK:
        return ""
    return (
        f"{fault.filename or 'The disk'}: error: cannot be read or written ({fault.strerror}). "
        "See that the folder is yours and that the disk is not full; then type the command again. [disk]"
    )


def _start_light() -> None:
    """What numpy and Arrow are told before they are loaded.

    Hardly anything here multiplies matrices, and to start numpy's threads for it costs each command 0.05 s;
    with the system's own memory in place of Arrow's, a large study takes a quarter less of it.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


def _bug(fault: Exception) -> str:
    """One line for the user, after the traceback went to a log on this machine."""
    import tempfile

    log = Path(tempfile.gettempdir()) / "forankret-error.log"
    try:
        log.write_text("".join(traceback.format_exception(fault)), encoding="utf-8")
        where = f" What happened is in {log}; it may quote the study's texts, so look before you send it."
    except OSError:
        where = ""
    return f"forankret: this is a fault in the program, not in your study ({type(fault).__name__}).{where}"
