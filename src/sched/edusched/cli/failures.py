"""Every way a run can fail: what is said, and the exit code."""

import os
import platform
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

import click

from edusched._version import __version__
from edusched.cli.signals import Interrupted
from edusched.cli.terminal import Terminal
from edusched.domain.errors import (
    FileAccessError,
    InternalDisagreementError,
    InvalidInputError,
    LimitExceededError,
    SchedError,
    clean_text,
)

INTERNAL, USAGE, FAILED_IO = 1, 2, 6
CLOSED_PIPE = 141
INTERRUPTED = 130


def exit_code_of(error: BaseException, terminal: Terminal) -> int:
    """Say what went wrong, in one line or a line a fault, and return the exit code."""
    match error:
        case SystemExit():
            code = error.code if isinstance(error.code, int) else INTERNAL
        case Interrupted() | click.Abort() | KeyboardInterrupt():
            code = _interrupted(error, terminal)
        case click.ClickException():
            code = USAGE
            with suppress(OSError, ValueError):
                error.show()
        case SchedError():
            code = _known(error, terminal)
        case OSError() | MemoryError():
            code = _machine(error, terminal)
        case _:
            code = _internal(error, terminal)
    return code


def _machine(error: OSError | MemoryError, terminal: Terminal) -> int:
    match error:
        case OSError():
            words = clean_text(error.strerror or str(error))
            terminal.fail("error", f"input or output failed: {words}", exit_code=FAILED_IO, problem=words)
            return FAILED_IO
        case MemoryError():
            advice = "try fewer --workers, split the instance, or use a machine with more memory"
            terminal.fail("error", f"not enough memory; {advice}", exit_code=INTERNAL, problem="memory")
            return INTERNAL


def _interrupted(error: BaseException, terminal: Terminal) -> int:
    code = error.exit_code if isinstance(error, Interrupted) else INTERRUPTED
    match terminal.kept:
        case None:
            kept = "no plan was written"
        case "-":
            kept = "the plan is on standard output"
        case path:
            kept = f"the plan is at {path}"
    terminal.fail("interrupted", f"interrupted: {kept}", exit_code=code, plan=terminal.kept)
    return code


def _known(error: SchedError, terminal: Terminal) -> int:
    code = error.exit_code
    match error:
        case InvalidInputError():
            _faults(error, terminal)
        case FileAccessError():
            named = {"file": error.file, "problem": error.problem}
            terminal.fail("error", str(error), exit_code=code, **named)
        case LimitExceededError():
            sizes = {"what": error.what, "amount": error.amount, "limit": error.limit, "unit": error.unit}
            terminal.fail("error", str(error), exit_code=code, **sizes)
        case InternalDisagreementError():
            terminal.fail("error", f"internal error: {error}", exit_code=code, bundle=error.bundle)
            _debug(error)
        case _:
            terminal.fail("error", str(error), exit_code=code)
    return code


def _faults(error: InvalidInputError, terminal: Terminal) -> None:
    if terminal.style == "text":
        terminal.fail("fault", str(error).replace("\n", "\nerror: "))
        return
    for fault in error.faults:
        where = {"file": fault.file, "path": fault.path, "expected": fault.expected, "advice": fault.advice}
        terminal.fail("fault", "", **where)
    terminal.fail("error", "", exit_code=error.exit_code, faults=len(error.faults), omitted=error.omitted)


def _internal(error: BaseException, terminal: Terminal) -> int:
    words = f"{type(error).__name__}: {clean_text(str(error), 200)}"
    bundle = _bundle(error)
    where = f"; please send us {bundle}" if bundle else ""
    terminal.fail(
        "error",
        f"internal error: {words}{where}",
        exit_code=INTERNAL,
        problem=type(error).__name__,
        bundle=bundle,
    )
    _debug(error)
    return INTERNAL


def _debug(error: BaseException) -> None:
    if os.environ.get("SCHED_DEBUG") == "1":
        with suppress(OSError, ValueError):
            click.echo("".join(traceback.format_exception(error)), err=True, nl=False)


def _bundle(error: BaseException) -> str | None:
    """Write down what is needed to find the cause, and return the folder; None: not even that worked."""
    lines = [
        f"sched {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"arguments: {sys.argv[1:]!r}",
        "",
        "".join(traceback.format_exception(error)),
    ]
    try:
        folder = Path(tempfile.mkdtemp(prefix="sched-error-"))
        text = "\n".join(lines)
        (folder / "error.txt").write_text(text, encoding="utf-8", errors="backslashreplace")
    except (OSError, ValueError):
        return None
    return str(folder)
