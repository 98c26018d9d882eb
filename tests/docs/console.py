"""Runs what a page shows: console blocks with commands, Python blocks, and what they say.

How what is said is compared with what is shown:
- the lines shown stand in this order, and nothing stands between them, except where a line ``...`` says so;
- ``...`` inside a line stands for any text;
- runs of spaces and dashes count as one, and seconds (``0.1 s``) are not compared;
- a command ends with code 0 unless the next one is ``echo $?``, which shows another;
- messages and data are compared together, messages after data.
"""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TIMEOUT_SECONDS = 120


@dataclass(frozen=True)
class Step:
    """A command with the lines shown below it."""

    command: str
    shown: tuple[str, ...]


def steps(text: str) -> list[Step]:
    """Return the commands of a console block."""
    found: list[Step] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:], ()))
        else:
            found[-1] = Step(found[-1].command, (*found[-1].shown, line))
    return found


class Console:
    """A folder in which commands run one after the other.

    Attributes
    ----------
    code
        Exit code of the last command.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.code = 0

    def run(self, step: Step) -> str:
        """Run a command of a page, and return what it says; no shell, and only what pages need."""
        words = shlex.split(step.command)
        if words == ["echo", "$?"]:
            code, self.code = self.code, 0
            return f"{code}\n"
        assert self.code == 0, f"before {step.command!r}: code {self.code}, and the page does not say so"
        if words[0] == "cat":
            return "".join((self.folder / name).read_text(encoding="utf-8") for name in words[1:])
        assert words[0] == "sched", f"{step.command!r}: pages run sched, cat and echo $? only"
        return self._said(["-m", "edusched", *words[1:]])

    def python(self, code: str) -> str:
        """Run a Python block in a process of its own, and return what it prints; it must succeed."""
        (self.folder / "block.py").write_text(code, encoding="utf-8")
        said = self._said(["-W", "error", "block.py"])
        assert self.code == 0, said
        return said

    def _said(self, arguments: list[str]) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            check=False,
            cwd=self.folder,
            encoding="utf-8",
            env=_environment(),
            timeout=TIMEOUT_SECONDS,
        )
        self.code = done.returncode
        return done.stdout + done.stderr


def _environment() -> dict[str, str]:
    """Return the environment with a search path that means the same in another folder."""
    path = [str(Path(part).resolve()) for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONIOENCODING": "utf-8"}


def difference(shown: tuple[str, ...], said: str) -> str | None:
    """Return where what is said differs from what a page shows, or None."""
    pattern = "".join(_line_pattern(line) for line in (*shown, ""))
    lines = "".join(f"{_plain(line)}\n" for line in said.rstrip("\n").splitlines())
    if re.fullmatch(pattern.removesuffix("\n"), lines):
        return None
    return f"the page shows\n{chr(10).join(shown)}\n\nbut the command says\n{said}"


def _line_pattern(line: str) -> str:
    plain = _plain(line)
    if plain == "...":
        return "(?:.*\n)*"
    return ".*".join(re.escape(part.strip()) if part.strip() else "" for part in plain.split("...")) + "\n"


def _plain(line: str) -> str:
    line = re.sub(r"\b\d+(\.\d+)? s\b", "# s", line)
    return re.sub(r" +", " ", re.sub(r"-{2,}|={2,}", "--", line)).strip()
