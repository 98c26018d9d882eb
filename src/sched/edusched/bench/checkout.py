"""The checkout this package runs from, if it runs from one: its folder and its commit."""

import os
import shutil
import subprocess
from pathlib import Path

SOURCE = Path("src", "sched", "edusched")
GIT_SECONDS = 20


def checkout() -> Path | None:
    """Return the root of the checkout this package was imported from, or None for an installed package."""
    package = Path(__file__).resolve().parents[1]
    root = package.parents[len(SOURCE.parts) - 1]
    return root if package == root / SOURCE else None


def commit() -> str:
    """Return the commit of the checkout, with ``+`` when the source differs from it; "" if unknown."""
    root, git = checkout(), shutil.which("git")
    if root is None or git is None:
        return ""
    revision = _git(git, root, "rev-parse", "--short=12", "HEAD")
    if not revision:
        return ""
    changed = _git(git, root, "status", "--porcelain", "--", SOURCE.as_posix())
    return revision.strip() + ("+" if changed else "")


def _git(git: str, root: Path, *words: str) -> str:
    # Variables of a hook that happens to be running would name another repository.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, our own folder
            [git, "-C", str(root), *words],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=clean,
            stdin=subprocess.DEVNULL,
            timeout=GIT_SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""
