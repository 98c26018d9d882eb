"""Run a command in a process of its own, and say what it said and what it cost."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from edusched.bench.memory import MemoryBy, MemorySampler, rusage_mib

COMMAND = (sys.executable, "-m", "edusched")
"""The command ``sched``, as this very interpreter has it."""


GRACE_SECONDS = 8.0
"""What a process may take to end after it was asked to; then it is ended by force."""


@dataclass(frozen=True, slots=True)
class Reins:
    """What holds a process while it runs, from other threads.

    Attributes
    ----------
    hear
        Told each line of standard error as it comes in, with the seconds since the start.
    most_mib
        Memory all of its processes may hold together, where that can be seen; None: any amount.
    stop
        Once set, the process is asked to end (SIGTERM), and ended by force if it does not in time.
    abort
        Once set, it is ended by force.
    """

    hear: Callable[[float, str], None] = lambda _seconds, _line: None
    most_mib: float | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    abort: threading.Event = field(default_factory=threading.Event)


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
    oversized
        It was ended by force because it held too much memory.
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
    oversized: bool = False
    peak_mib: float | None = None
    memory_by: MemoryBy = ""
    cpu_seconds: float | None = None


def run_process(
    command: Sequence[str], folder: Path, allowed_seconds: float, reins: Reins | None = None
) -> Ended:
    """Run a command to its end, or to the end of its time.

    Parameters
    ----------
    command
        The program and its words. It gets no input.
    folder
        Where it runs, and where its standard output is kept meanwhile; a config file there would be read.
    allowed_seconds
        After these it is ended by force, with all processes it started.
    reins
        What else may end it; none: nothing.
    """
    reins = reins or Reins()
    with (folder / "output.txt").open("w+b") as output:
        began = time.monotonic()
        watch = _Watch(command, folder, output, began + allowed_seconds, reins)
        try:
            watch.start()
            process = watch.started()
            said = _listen(process.stderr, began, reins.hear)
            _wait(process)
            seconds = time.monotonic() - began
            watch.end()
            peak, by, cpu = _reap(process, watch.sampler)
        finally:
            watch.close()
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return Ended(process.returncode, seconds, said, text, watch.overdue, watch.oversized, peak, by, cpu)


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

    def __init__(
        self, command: Sequence[str], folder: Path, output: IO[bytes], deadline: float, reins: Reins
    ) -> None:
        super().__init__(name="bench-watch", daemon=True)
        self._command, self._folder, self._output = command, folder, output
        self._deadline, self._reins = deadline, reins
        self._asked_at: float | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._error: Exception | None = None
        self._begun, self._ended = threading.Event(), threading.Event()
        self.sampler: MemorySampler | None = None
        self.overdue = self.oversized = False

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
            if not self._ended.is_set() and self._must_end(process, sampler):
                _kill(process, sampler)
        _kill(process, sampler)  # what it left behind must not disturb the next run

    def _must_end(self, process: "subprocess.Popen[bytes]", sampler: MemorySampler) -> bool:
        """Tell whether the process is to be ended by force now; ask it to end where that comes first."""
        now, reins = time.monotonic(), self._reins
        if now > self._deadline:
            self.overdue = True
        elif reins.most_mib is not None and sampler.now_mib > reins.most_mib:
            self.oversized = True
        if reins.stop.is_set() and self._asked_at is None:
            self._asked_at = now
            with suppress(OSError):  # not its own method, which would look for an end and so free its number
                os.kill(process.pid, signal.SIGTERM)
        late = self._asked_at is not None and now - self._asked_at > GRACE_SECONDS
        return self.overdue or self.oversized or late or reins.abort.is_set()

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


def _listen(
    stream: IO[bytes] | None, began: float, hear: Callable[[float, str], None]
) -> tuple[tuple[float, str], ...]:
    said = []
    for line in stream or ():
        said.append((time.monotonic() - began, line.decode("utf-8", "replace").rstrip("\r\n")))
        hear(*said[-1])
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


def _kill(process: "subprocess.Popen[bytes]", sampler: MemorySampler) -> None:
    """End a process and all of its session; what has ended already is left alone."""
    if process.returncode is not None:
        return
    others = sampler.pids()  # workers have groups of their own
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    for pid in others:
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
