"""Run a command in a process of its own, and say what it said and what it cost."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from edusched.bench.memory import MemoryBy, MemorySampler, rusage_mib

COMMAND = (sys.executable, "-m", "edusched")
"""The command ``sched``, as this very interpreter has it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that has ended.

    Attributes
    ----------
    code
        Exit code; minus the signal's number where a signal ended it.
    seconds
        From its start to its end.
    said
        Lines of standard error, each with the seconds since the start at which it came in.
    output
        Standard output.
    overdue
        It was ended by force because its time was up.
    peak_mib, memory_by
        Peak memory and how it was measured; None where it was not.
    cpu_seconds
        Processor time of the process and of the children it waited for; None where the system does not say.
    """

    code: int
    seconds: float
    said: tuple[tuple[float, str], ...]
    output: str = ""
    overdue: bool = False
    peak_mib: float | None = None
    memory_by: MemoryBy = ""
    cpu_seconds: float | None = None


def run_process(command: Sequence[str], folder: Path, allowed_seconds: float) -> Ended:
    """Run a command to its end, or to the end of its time.

    Parameters
    ----------
    command
        The program and its words. It gets no input.
    folder
        Where it runs, and where its standard output is kept meanwhile; a config file there would be read.
    allowed_seconds
        After these it is ended by force, with all processes it started.
    """
    with (folder / "output.txt").open("w+b") as output:
        began = time.monotonic()
        process = subprocess.Popen(  # noqa: S603 - the caller's own command; no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=clean_environment(os.environ),
            start_new_session=True,
        )
        watch = _Watch(process, began + allowed_seconds)
        watch.start()
        with process:  # at its end it waits, so whatever goes wrong inside must end the process first
            try:
                said = _listen(process.stderr, began)
                _wait(process)
                seconds = time.monotonic() - began
            finally:
                watch.end()
                _kill(process)  # what it left behind must not disturb the next run
            peak, by, cpu = _reap(process, watch.sampler)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return Ended(process.returncode, seconds, said, text, watch.overdue, peak, by, cpu)


def clean_environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without settings of ``sched``: a suite says all there is to set."""
    clean = {name: value for name, value in variables.items() if not name.upper().startswith("SCHED_")}
    if clean.get("PYTHONPATH"):  # the process runs in another folder
        parts = clean["PYTHONPATH"].split(os.pathsep)
        clean["PYTHONPATH"] = os.pathsep.join(str(Path(part).absolute()) for part in parts if part)
    return clean


class _Watch(threading.Thread):
    """Looks at the memory of a running process, and ends the process when its time is up."""

    def __init__(self, process: "subprocess.Popen[bytes]", deadline: float) -> None:
        super().__init__(name="bench-watch", daemon=True)
        self._process, self._deadline = process, deadline
        self._ended = threading.Event()
        self.sampler = MemorySampler(process.pid)
        self.overdue = False

    def run(self) -> None:
        """Watch until told to end."""
        self.sampler.sample()
        while not self._ended.wait(self.sampler.wait_seconds):
            self.sampler.sample()
            if time.monotonic() > self._deadline and not self.overdue:
                self.overdue = True
                _kill(self._process)

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()
        if self.is_alive():
            self.join()


def _listen(stream: IO[bytes] | None, began: float) -> tuple[tuple[float, str], ...]:
    said = []
    for line in stream or ():
        now = time.monotonic() - began
        said.append((now, line.decode("utf-8", "replace").rstrip("\r\n")))
    return tuple(said)


def _wait(process: "subprocess.Popen[bytes]") -> None:
    """Wait for the end, where possible without giving the process's number free."""
    if hasattr(os, "waitid"):
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    elif not hasattr(os, "wait4"):
        process.wait()


def _reap(
    process: "subprocess.Popen[bytes]", sampler: MemorySampler
) -> tuple[float | None, MemoryBy, float | None]:
    """Take leave of an ended process; return its peak memory, how that was measured, and processor time."""
    if not hasattr(os, "wait4"):
        process.wait()
        return None, "", None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    if sampler.available:
        return sampler.peak_mib, "sampled", cpu
    return rusage_mib(usage.ru_maxrss), "rusage", cpu


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all of its session; what has ended already is left alone."""
    if process.returncode is not None:
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
