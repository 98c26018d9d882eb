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
        watch = _Watch(command, folder, output, began + allowed_seconds)
        try:
            watch.start()
            process = watch.started()
            said = _listen(process.stderr, began)
            _wait(process)
            seconds = time.monotonic() - began
            watch.end()
            peak, by, cpu = _reap(process, watch.sampler)
        finally:
            watch.close()
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
    """Starts a process, looks at its memory, and ends it: when its time is up, or when told to.

    All of this is done in a thread of its own, because a signal that ends us may come at any moment, also
    while the process is being started, and Python answers signals in its main thread only.
    """

    def __init__(self, command: Sequence[str], folder: Path, output: IO[bytes], deadline: float) -> None:
        super().__init__(name="bench-watch", daemon=True)
        self._command, self._folder, self._output = command, folder, output
        self._deadline = deadline
        self._process: subprocess.Popen[bytes] | None = None
        self._error: Exception | None = None
        self._begun, self._ended = threading.Event(), threading.Event()
        self.sampler: MemorySampler | None = None
        self.overdue = False

    def run(self) -> None:
        """Start the process and watch it until told to end; what is left of it then is ended by force."""
        try:
            self._process = process = self._popen()
        except (OSError, ValueError) as error:
            self._error = error
            return
        finally:
            self._begun.set()
        self.sampler = sampler = MemorySampler(process.pid)
        sampler.sample()
        while not self._ended.wait(sampler.wait_seconds):
            sampler.sample()
            if time.monotonic() > self._deadline and not self.overdue:
                self.overdue = True
                _kill(process)
        _kill(process)  # what it left behind must not disturb the next run

    def started(self) -> "subprocess.Popen[bytes]":
        """Return the process once it runs.

        Raises
        ------
        OSError, ValueError
            It could not be started.
        """
        self._begun.wait()
        if self._process is None:
            raise self._error or ValueError("the process did not start")
        return self._process

    def end(self) -> None:
        """End the process and stop watching."""
        self._ended.set()
        with suppress(RuntimeError):  # the thread was never started
            self.join()

    def close(self) -> None:
        """End, and leave nothing open, whatever happened."""
        self.end()
        if self._process is None:
            return
        if self._process.returncode is None:
            self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()

    def _popen(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - the caller's own command; no shell
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.PIPE,
            cwd=self._folder,
            env=clean_environment(os.environ),
            start_new_session=True,
        )


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
    process: "subprocess.Popen[bytes]", sampler: MemorySampler | None
) -> tuple[float | None, MemoryBy, float | None]:
    """Take leave of an ended process; return its peak memory, how that was measured, and processor time."""
    if not hasattr(os, "wait4"):
        process.wait()
        return None, "", None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    if sampler is not None and sampler.available:
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
