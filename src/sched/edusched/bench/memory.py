"""Peak memory of a process and all its children together, by looking at them while they run.

``/proc`` says how much memory each process holds. A sample adds up all processes of the session; where there
are several, pages they share are counted once (to each its proportional share). A peak of a single process
between two samples is not missed, since the kernel remembers it. Where there is no ``/proc``, only what the
system says of the largest process is left; a result says which of the two it is.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SAMPLE_SECONDS = 0.1
MAX_SHARE_OF_TIME = 0.02
"""Sampling waits longer where a look takes long, so that it never costs more of a core than this."""

KIB_PER_MIB = 1024

MemoryBy = Literal["sampled", "rusage", ""]
"""``sampled``: all processes together. ``rusage``: the largest process only. Empty: not measured."""


@dataclass(frozen=True, slots=True)
class Member:
    """A process of the session, as ``/proc`` shows it."""

    pid: int
    parent: int
    session: int


class MemorySampler:
    """Remembers the largest amount of memory that a session of processes held at once.

    Parameters
    ----------
    root
        Process id of the leader of the session.
    proc
        Where the system shows its processes.
    """

    def __init__(self, root: int, proc: Path = Path("/proc")) -> None:
        self._root, self._proc = root, proc
        self.available = (proc / "self" / "stat").exists()
        self.peak_kib = self.now_kib = 0
        self.wait_seconds = SAMPLE_SECONDS

    def sample(self) -> None:
        """Look once, and say in ``wait_seconds`` when to look again."""
        if not self.available:
            return
        began = time.thread_time()  # a busy machine makes a look long, but no more costly
        members = self._members()
        together = sum(self._kib(member.pid, shared=len(members) > 1) for member in members)
        self.now_kib = together
        alone = max((self._high_water_kib(member.pid) for member in members), default=0)
        self.peak_kib = max(self.peak_kib, together, alone)
        spent = time.thread_time() - began
        self.wait_seconds = max(SAMPLE_SECONDS, spent / MAX_SHARE_OF_TIME)

    @property
    def peak_mib(self) -> float:
        """Return the peak in MiB."""
        return self.peak_kib / KIB_PER_MIB

    @property
    def now_mib(self) -> float:
        """Return in MiB what all held together at the last look."""
        return self.now_kib / KIB_PER_MIB

    def pids(self) -> list[int]:
        """Return the processes besides the leader; none where the system does not show them."""
        members = self._members() if self.available else []
        return sorted(member.pid for member in members if member.pid != self._root)

    def _members(self) -> list[Member]:
        """Return the leader, all of its session, and children of those that left it for one of their own."""
        everybody = list(self._everybody())
        inside = {self._root}
        inside.update(process.pid for process in everybody if process.session == self._root)
        grown = True
        while grown:
            more = {p.pid for p in everybody if p.parent in inside and p.pid not in inside}
            inside |= more
            grown = bool(more)
        return [process for process in everybody if process.pid in inside]

    def _everybody(self) -> Iterator[Member]:
        for folder in self._proc.iterdir():
            if folder.name.isdigit():
                member = _member(folder)
                if member is not None:
                    yield member

    def _kib(self, pid: int, *, shared: bool) -> int:
        folder = self._proc / str(pid)
        if shared and (found := _field(folder / "smaps_rollup", "Pss:")) is not None:
            return found
        return _field(folder / "status", "VmRSS:") or 0

    def _high_water_kib(self, pid: int) -> int:
        return _field(self._proc / str(pid) / "status", "VmHWM:") or 0


def rusage_mib(largest: int) -> float:
    """Return the memory of the largest process, as a system's resource usage says it, in MiB."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return largest / unit


def _member(folder: Path) -> Member | None:
    """Return what a process's ``stat`` says; None: it has gone."""
    try:
        text = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        # The name in brackets may hold anything, brackets and spaces too.
        words = text.rpartition(")")[2].split()
        return Member(int(folder.name), int(words[1]), int(words[3]))
    except (OSError, ValueError, IndexError):
        return None


def _field(path: Path, name: str) -> int | None:
    """Return a number of KiB from a file of ``/proc``; None: it is not there, or not ours to read."""
    try:
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith(name):
                return int(line.split()[1])
    except (OSError, ValueError, IndexError):
        pass
    return None
