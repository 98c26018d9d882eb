"""Files a verb will write: whether they can be written is found out before the work, not after it."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import click

from edusched.domain.errors import FileAccessError
from edusched.domain.plan import Plan
from edusched.formats.files import save_plan
from edusched.formats.text_files import STANDARD_STREAM


def demand_distinct(**paths: str | None) -> None:
    """Refuse to write over what is read, or two things to one file.

    Raises
    ------
    click.UsageError
        Two of the paths are one file; both are named.
    """
    seen: dict[str, str] = {}
    for what, path in paths.items():
        if path is None or path == STANDARD_STREAM:
            continue
        real = os.path.realpath(path)
        if real in seen and not real.startswith("/dev/"):
            raise click.UsageError(f"{seen[real]} and {what} are the same file: {path!r}")
        seen[real] = what


def demand_writable(path: str) -> None:
    """Find out whether a file can be written, and leave everything as it was.

    Raises
    ------
    FileAccessError
        It cannot: no such folder, no permission, no room, or it is a folder.
    """
    if path == STANDARD_STREAM:
        return
    target = Path(path)
    try:
        if target.is_dir():
            raise FileAccessError(path, "cannot be written: a folder, not a file", "name a file in it")
        if target.exists() and not os.access(target, os.W_OK):
            raise FileAccessError(path, "cannot be written: no permission", "name a folder you may write to")
        if target.exists() and not target.is_file():
            return  # a device or a pipe: nothing to try without writing
        _try_folder(target)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        advice = "make the folder first" if isinstance(error, FileNotFoundError) else ""
        raise FileAccessError(path, f"cannot be written: {reason}", advice) from error


def _try_folder(target: Path) -> None:
    # Asking for permissions is not enough: a disk may be full or read-only, and root is told yes anyway.
    descriptor, name = tempfile.mkstemp(prefix=".sched-", suffix=".tmp", dir=target.parent)
    try:
        os.write(descriptor, b"\n")
    finally:
        os.close(descriptor)
        with suppress(OSError):
            Path(name).unlink()


def keep_plan(plan: Plan, path: str) -> str:
    """Write a plan; where that fails after all, keep it in a folder of its own, so that no work is lost.

    Returns
    -------
    str
        Where the plan is: the path, or ``-``.

    Raises
    ------
    FileAccessError
        The path cannot be written; the error says where the plan is instead.
    """
    try:
        save_plan(plan, path)
    except FileAccessError as error:
        kept = _rescue(plan)
        if kept is None:
            raise
        raise FileAccessError(error.file, error.problem, f"the plan is kept in {kept}") from error
    return path


def _rescue(plan: Plan) -> str | None:
    try:
        path = str(Path(tempfile.mkdtemp(prefix="sched-plan-")) / "plan.json")
        save_plan(plan, path)
    except (OSError, FileAccessError):
        return None
    return path
