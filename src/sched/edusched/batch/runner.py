"""Runs jobs side by side, each a process of its own, and journals them.

A thread per running job waits for its process; everything else, above all every write, is done by the thread
that runs the batch. So one job that dies costs itself and nothing else.
"""

import queue
import shutil
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from edusched.batch.job import Identity, Job, identity
from edusched.batch.journal import Journal, file_hash, still_answers
from edusched.batch.outcome import Outcome, lost, outcome_of, plan_name
from edusched.batch.work import PLAN, Order, ended_of, solve_here, solve_task, task_of
from edusched.bench.events import improvement, told
from edusched.bench.process import Ended, Reins
from edusched.domain.errors import InvalidInputError
from edusched.engines.contract import STOP, Engine
from edusched.formats.text_files import read_text_file, write_text_file

WAIT_SECONDS = 0.1
RUNNING = ".running"
"""Folder, in that of the batch, of the jobs that run; a dead batch leaves it behind."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What jobs may take.

    Attributes
    ----------
    at_once
        How many run side by side.
    allowed_seconds
        After these a job is ended by force.
    memory_mib
        Memory of all processes of a job together; 0: any amount.
    workers
        Processes and threads of a job.
    """

    at_once: int = 1
    allowed_seconds: float = 180.0
    memory_mib: int = 0
    workers: int = 1


@dataclass(slots=True)
class Running:
    """A job that runs, and what it told last."""

    job: Job
    who: Identity
    folder: Path
    began: float
    reins: Reins
    thread: threading.Thread = field(default_factory=threading.Thread)
    level: str = ""
    value: int | None = None
    bound: int | None = None

    def hear(self, _seconds: float, line: str) -> None:
        """Take in a line the job says; called from its thread."""
        step = improvement(line)
        if step is not None:
            self.level, self.value, self.bound = step["level"], step["value"], step["bound"]


class Watcher:
    """Whoever looks on; this one looks at nothing and never stops a batch."""

    def stopped(self) -> bool:
        """Tell whether no more jobs may start and those that run are to end."""
        return False

    def started(self, running: Running) -> None:
        """Take note of a job that has started."""

    def ended(self, outcome: Outcome) -> None:
        """Take note of a job that has ended and is in the journal."""

    def tick(self, running: Sequence[Running]) -> None:
        """Take note that some time has passed."""


class Runner:
    """Runs jobs in a folder.

    Parameters
    ----------
    folder
        Where plans go.
    words
        What the verb ``solve`` is told besides instance, plan and number of workers; with other words it is
        another job.
    known
        What came of jobs before.
    command
        The command ``sched`` as words; none given: that of the interpreter at work.
    engine
        Whose workers run the jobs; none given: they are processes of this one. It is closed when whatever is
        raised ends the jobs.
    """

    def __init__(
        self,
        folder: Path,
        journal: Journal,
        words: Sequence[str],
        limits: Limits,
        known: Mapping[str, Outcome] | None = None,
        command: Sequence[str] | None = None,
        engine: Engine | None = None,
    ) -> None:
        self._folder, self._journal = folder.absolute(), journal
        self._words, self._at_once, self._engine = tuple(words), limits.at_once, engine
        self._order = Order(self._words, limits.allowed_seconds, limits.memory_mib, limits.workers, command)
        self._known = known or {}
        self._ended: queue.SimpleQueue[tuple[Running, Ended | Exception]] = queue.SimpleQueue()
        self._running: list[Running] = []

    def run(self, jobs: Sequence[Job], watcher: Watcher) -> list[Outcome]:
        """Run jobs and return what came of those that ended, in the order of their names.

        When the watcher stops the batch, no more jobs start; those that run keep their best plan. Whatever is
        raised in here ends them at once: they are run again by a batch that resumes this one.

        Raises
        ------
        FileAccessError
            The journal or a plan could not be written.
        """
        shutil.rmtree(self._folder / RUNNING, ignore_errors=True)
        waiting, outcomes = deque(jobs), []
        try:
            while waiting or self._running:
                while waiting and len(self._running) < self._at_once and not watcher.stopped():
                    watcher.started(self._start(waiting.popleft()))
                if watcher.stopped():
                    waiting.clear()
                    self._stop()
                watcher.tick(self._running)
                outcome = self._next()
                if outcome is not None:
                    outcomes.append(outcome)
                    watcher.ended(outcome)
        finally:
            self._end_all()
            shutil.rmtree(self._folder / RUNNING, ignore_errors=True)
        return sorted(outcomes, key=lambda outcome: outcome.job)

    def _start(self, job: Job) -> Running:
        who = identity(job, self._words)
        self._journal.start(job, who)
        folder = self._folder / RUNNING / job.name
        folder.mkdir(parents=True, exist_ok=True)
        running = Running(job, who, folder, time.monotonic(), Reins())
        most = float(self._order.memory_mib) or None
        running.reins = Reins(hear=running.hear, most_mib=most)
        # A daemon, so that a batch that is given up ends at once; its job ends with it.
        running.thread = threading.Thread(target=self._work, args=(running,), name=job.name, daemon=True)
        self._running.append(running)
        running.thread.start()
        return running

    def _work(self, running: Running) -> None:
        """Wait for a job; in its thread."""
        came: Ended | Exception
        try:
            if self._engine is None:
                came = solve_here(running.job.path, running.folder, self._order, running.reins)
            else:
                task = task_of(running.job.path, self._order)
                answer = self._engine.submit(solve_task, task, STOP).result()
                came = ended_of(answer, running.folder)
        except Exception as error:  # noqa: BLE001 - what came of the job
            came = error
        self._ended.put((running, came))

    def _stop(self) -> None:
        """Ask the jobs that run to end."""
        if self._engine is not None and not all(running.reins.stop.is_set() for running in self._running):
            self._engine.stop()
        for running in self._running:
            running.reins.stop.set()

    def _next(self) -> Outcome | None:
        """Return what came of the next job that ended, its plan kept and the journal told; None: not yet."""
        try:
            running, came = self._ended.get(timeout=WAIT_SECONDS)
        except queue.Empty:
            return None
        outcome = self._outcome(running, came)
        self._journal.end(outcome)
        self._running.remove(running)
        shutil.rmtree(running.folder, ignore_errors=True)
        return outcome

    def _outcome(self, running: Running, came: Ended | Exception) -> Outcome:
        job, who = running.job, running.who
        target = self._folder / plan_name(job)
        if isinstance(came, Ended):
            heard = told(came.said)
            plan_hash = _keep(running.folder / PLAN, target) if heard.plan else ""
            outcome = outcome_of(job, who, came, heard, plan_hash, stopped=running.reins.stop.is_set())
        else:
            outcome = lost(job, who, came)
        if outcome.plan:
            return outcome
        before = self._known.get(job.name)
        if outcome.failure and before and still_answers(before, who, self._folder):
            return outcome.with_plan_of(before)
        target.unlink(missing_ok=True)  # it answers another question
        return outcome

    def _end_all(self) -> None:
        if self._engine is not None and self._running:
            self._engine.close()
        for running in self._running:
            running.reins.abort.set()
        for running in self._running:
            running.thread.join()
        self._running.clear()


def _keep(plan: Path, target: Path) -> str:
    """Put a plan where it belongs, on disk as a whole, and return the hash of the file; "": there is none."""
    if not plan.is_file():
        return ""
    try:
        text = read_text_file(plan)
    except InvalidInputError:
        return ""
    write_text_file(target, text)
    return file_hash(target)
