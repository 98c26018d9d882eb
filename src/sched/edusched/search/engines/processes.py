"""A process per worker: a solver that crashes or swallows memory takes its worker along, never the plan.

The workers are plain child processes with pipes, not those of ``multiprocessing``: these would import the
caller's main module again, which a program without a main guard does not survive. A worker that dies, or
that cannot be started, is replaced by solving its draft here.
"""

import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress

from edusched.model.cp_sat import Answer, Interrupt
from edusched.search.drafts import Draft, solve_draft
from edusched.search.engines.wire import read_answer, write_draft


class ProcessEngine:
    """Solves drafts in child processes, as many at a time as there are workers."""

    def __init__(self, workers: int, interrupt: Interrupt) -> None:
        self.workers = workers
        self._interrupt = interrupt
        self._drafts: queue.SimpleQueue[tuple[int, int, Draft] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[int, int, Answer | Exception]] = queue.SimpleQueue()
        self._children: list[subprocess.Popen[bytes] | None] = [None] * workers
        self._round = 0
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._serve, args=(k,), name=f"worker-{k + 1}", daemon=True)
            for k in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def map(self, drafts: Sequence[Draft]) -> list[Answer]:
        """Solve drafts and return their answers in the same order."""
        for number, draft in enumerate(drafts):
            self.submit(number, draft)
        found = dict(self.next_answer() for _ in drafts)
        return [found[number] for number in range(len(drafts))]

    def submit(self, number: int, draft: Draft) -> None:
        """Hand a draft to the next free worker."""
        self._drafts.put((self._round, number, draft))

    def next_answer(self) -> tuple[int, Answer]:
        """Wait for the next draft that is done."""
        while True:
            asked, number, answer = self._answers.get()
            if asked != self._round:
                continue
            if isinstance(answer, Exception):
                raise answer
            return number, answer

    def drop(self) -> None:
        """Forget the drafts in hand; a worker finishes its present one for nothing."""
        self._round += 1

    def close(self) -> None:
        """End the workers at once."""
        self._over.set()
        self._round += 1
        for _ in self._threads:
            self._drafts.put(None)
        for child in list(self._children):
            end_worker(child)
        for thread in self._threads:
            thread.join(1.0)

    def _serve(self, place: int) -> None:
        child = self._children[place] = start_worker()
        while (task := self._drafts.get()) is not None and not self._over.is_set():
            asked, number, draft = task
            if asked != self._round:
                continue
            answer: Answer | Exception | None = None if child is None else self._ask(child, draft)
            if answer is None:
                if self._over.is_set():
                    return
                end_worker(child)
                child = self._children[place] = None
                answer = self._solve_here(draft)
            self._answers.put((asked, number, answer))
        end_worker(child)

    def _solve_here(self, draft: Draft) -> Answer | Exception:
        """Solve a draft in this process; an error goes to whoever waits for the answer."""
        try:
            return solve_draft(draft, self._interrupt)
        except Exception as error:  # noqa: BLE001 - raised again by next_answer
            return error

    def _ask(self, child: subprocess.Popen[bytes], draft: Draft) -> Answer | None:
        """Return a worker's answer, None when the worker is gone."""
        if child.stdin is None or child.stdout is None:
            return None
        try:
            write_draft(child.stdin, draft)
            return read_answer(child.stdout)
        except (OSError, EOFError, ValueError):
            return None


def start_worker() -> subprocess.Popen[bytes] | None:
    """Start a worker; None where the machine does not allow it."""
    command = [sys.executable, "-c", "from edusched.search.engines.worker import main; main()"]
    # A group of its own: the interrupt a terminal sends to ours is not meant for it. What it says in dying is
    # not for the user: its draft is solved here, and an error that is no accident comes up again.
    group = 0 if sys.platform != "win32" else None
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=group,
        )
    except OSError:
        return None


def end_worker(child: subprocess.Popen[bytes] | None) -> None:
    """End a worker at once."""
    if child is not None:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
