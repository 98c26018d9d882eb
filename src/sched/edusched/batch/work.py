"""The work of a job: the command in a process of its own, here or at a worker of an engine."""

import os
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from edusched.batch import child
from edusched.batch.job import files_of
from edusched.bench.process import COMMAND, Ended, Reins, run_process
from edusched.engines.plain import Plain

PLAN = "plan.json"


@dataclass(frozen=True, slots=True)
class Order:
    """How a job is solved.

    Attributes
    ----------
    words
        What the verb ``solve`` is told besides instance, plan and number of workers.
    allowed_seconds
        After these it is ended by force.
    memory_mib
        Memory of all its processes together; 0: any amount.
    workers
        Its processes and threads.
    command
        The command ``sched`` as words; none: that of the interpreter at work.
    """

    words: Sequence[str]
    allowed_seconds: float
    memory_mib: int
    workers: int
    command: Sequence[str] | None = None


def solve_here(instance: Path, folder: Path, order: Order, reins: Reins) -> Ended:
    """Run a job to its end; its plan is in the folder then, if it has one.

    Raises
    ------
    OSError, ValueError
        Its process could not be started.
    """
    words = ["solve", str(instance), "-o", str(folder / PLAN), *order.words]
    words += ["--workers", str(order.workers), "--log-format", "json"]
    command = [*_bound(order.memory_mib), *(order.command or COMMAND), *words]
    return run_process(command, folder, order.allowed_seconds, reins)


def task_of(instance: Path, order: Order) -> Plain:
    """Return a job as it crosses to a worker: how it is solved, and what the files hold."""
    return {"instance": instance.name, "files": files_of(instance), "order": asdict(order)}


def solve_task(task: Plain, stop: threading.Event) -> Plain:
    """Run a job at a worker, which has none of its files; return how it ended, and its plan if it has one."""
    order = Order(**task["order"])
    if stop.is_set():  # it was still waiting for a worker
        return {"ended": asdict(Ended(-signal.SIGTERM, 0.0, ())), "plan": None}
    with TemporaryDirectory(prefix="sched-job-") as place:
        folder, files = Path(place, "work"), Path(place, "files")
        folder.mkdir()
        files.mkdir()
        for name, content in task["files"].items():
            (files / name).write_bytes(content)
        most = float(order.memory_mib) or None
        ended = solve_here(files / task["instance"], folder, order, Reins(most_mib=most, stop=stop))
        plan = folder / PLAN
        return {"ended": asdict(ended), "plan": plan.read_bytes() if plan.is_file() else None}


def ended_of(answer: Plain, folder: Path) -> Ended:
    """Return how a job ended at a worker, and put its plan where `solve_here` would have."""
    if answer["plan"] is not None:
        (folder / PLAN).write_bytes(answer["plan"])
    said = tuple((seconds, line) for seconds, line in answer["ended"]["said"])
    return Ended(**{**answer["ended"], "said": said})


def _bound(memory_mib: int) -> list[str]:
    """Return what binds a job to this process and bounds its memory, where the system can."""
    if os.name != "posix":
        return []
    return [sys.executable, "-I", "-S", child.__file__, str(os.getpid()), str(memory_mib)]
