"""A process per worker on this machine: one that dies or hangs is replaced, and its task run again."""

import queue
import threading
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass

from edusched.engines.child import Child
from edusched.engines.contract import (
    TRIES,
    Engine,
    Function,
    LostWorkerError,
    Request,
    Shared,
    payload,
    request,
)
from edusched.engines.plain import Plain
from edusched.engines.work import value_of


@dataclass(frozen=True, slots=True)
class _Task:
    future: Future[Plain]
    request: Request
    allowed_seconds: float | None


class ProcessEngine(Engine):
    """Runs tasks in child processes, as many at a time as there are workers.

    A process is started when there is a task for it.

    Parameters
    ----------
    tries
        How many workers a task may cost before it is given up.
    """

    def __init__(self, workers: int, tries: int = TRIES) -> None:
        self.workers = workers
        self._tries = tries
        self._payloads: dict[str, bytes] = {}
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._children: list[Child | None] = [None] * workers
        self._lock = threading.Lock()  # held while a child starts, so that none starts after the end
        self._over = self._stopping = False
        self._threads = [
            threading.Thread(target=self._serve, args=(k,), name=f"worker-{k + 1}", daemon=True)
            for k in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(
        self, function: Function, /, *arguments: Plain | Shared, allowed_seconds: float | None = None
    ) -> Future[Plain]:
        """Hand a task to the next free worker."""
        task = _Task(Future(), request(function, arguments), allowed_seconds)
        with self._lock:
            if self._over:
                raise RuntimeError("the engine is closed")
            self._tasks.put(task)
        return task.future

    def share(self, data: Plain, prepare: Function | None = None) -> Shared:
        """Keep data that many tasks read; a worker asks for them when it needs them."""
        shared, raw = payload(data, prepare)
        self._payloads[shared.key] = raw
        return shared

    def forget(self, shared: Shared) -> None:
        """Let go of shared data."""
        self._payloads.pop(shared.key, None)

    def stop(self) -> None:
        """Ask tasks to end soon."""
        with self._lock:
            self._stopping = True
            children = [child for child in self._children if child is not None]
        for child in children:
            child.stop()

    def close(self) -> None:
        """End the workers at once."""
        with self._lock:
            self._over = True
            children = [child for child in self._children if child is not None]
        for child in children:
            child.kill()
        with suppress(queue.Empty):
            while True:
                task = self._tasks.get_nowait()
                if task is not None:
                    task.future.cancel()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self, place: int) -> None:
        """Work off tasks with one child after the other; in a thread of its own."""
        while (task := self._tasks.get()) is not None:
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                task.future.set_result(self._run(place, task))
            except Exception as error:  # noqa: BLE001 - the future raises it
                task.future.set_exception(error)
        child = self._children[place]
        if child is not None:
            child.end()

    def _run(self, place: int, task: _Task) -> Plain:
        how = ""
        for _ in range(self._tries):
            child = self._child(place, task)
            reply = child.ask(task.request.raw, task.allowed_seconds)
            if reply is not None:
                return value_of(reply)
            how = child.end()
        raise LostWorkerError(task.request.function, f"{self._tries} workers were lost, the last since {how}")

    def _child(self, place: int, task: _Task) -> Child:
        """Return a child that can be asked."""
        child = self._children[place]
        if child is not None and child.is_alive:
            return child
        if child is not None:
            child.end()
        with self._lock:
            if self._over:
                raise CancelledError
            try:
                child = self._children[place] = Child(self._payloads.__getitem__)
            except OSError as error:
                problem = f"its process could not be started: {error.strerror or error}"
                raise LostWorkerError(task.request.function, problem) from error
            if self._stopping:
                child.stop()
        return child
