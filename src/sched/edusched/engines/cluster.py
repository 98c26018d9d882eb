"""Workers of Dask distributed: those of a scheduler somewhere, or of a cluster on this machine.

The scheduler runs tasks of lost workers again. Shared data are results of tasks of their own, because Dask
can make a lost result again, but not lost data that were scattered.
"""

import logging
import os
import signal
import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from edusched._version import __version__
from edusched.domain.errors import FileAccessError, SchedError
from edusched.engines.contract import (
    TRIES,
    Engine,
    Function,
    LostEngineError,
    LostWorkerError,
    Request,
    Shared,
    TaskError,
    payload,
    request,
)
from edusched.engines.plain import Plain
from edusched.engines.work import Workplace, value_of

CONNECT_SECONDS = 30
WORKERS_SECONDS = 60
# Their tracebacks of a lost connection say nothing to who uses us; we say what is lost. Dask gives these two
# levels of their own, and all others inherit from the first.
QUIET = ("distributed", "distributed.client")
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has the other one only
_SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1 TB"}
_LOCAL_SETTINGS = {"distributed.scheduler.allowed-failures": TRIES - 1}
# The interrupt a terminal sends to all processes of ours is not meant for workers.
_PRELOAD = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"


class DaskEngine(Engine):
    """Runs tasks on workers of Dask.

    Parameters
    ----------
    workers
        Of the cluster that is started on this machine when no scheduler is given.
    scheduler
        Address of a scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    FileAccessError
        There is no scheduler at this address, or it has no workers.
    ImportError
        Dask distributed is not installed.
    """

    def __init__(self, workers: int, scheduler: str = "") -> None:
        import dask
        from distributed import Client, LocalCluster

        self._dask = dask
        self._name = uuid4().hex
        self._over = self._gone = False
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._lock = threading.Lock()
        self._running: dict[Future[Plain], Any] = {}
        self._payloads: dict[str, Any] = {}
        self._client: Any = None
        self._cluster: Any = None
        if not scheduler:
            self._folder = TemporaryDirectory(prefix="sched-", ignore_cleanup_errors=True)
            with dask.config.set(_LOCAL_SETTINGS):
                self._cluster = LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                    preload=_PRELOAD,
                    local_directory=self._folder.name,
                )
        self._address = address = scheduler or self._cluster.scheduler_address
        try:
            self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            self.close()
            advice = "start one: dask scheduler; its address is in the first lines it says"
            raise FileAccessError(address, "no scheduler of Dask answers here", advice) from error
        try:
            self._client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except TimeoutError as error:
            self.close()
            problem = f"the scheduler had no worker for {WORKERS_SECONDS} s"
            advice = f"start some: dask worker {address} --nthreads 1"
            raise FileAccessError(address, problem, advice) from error
        self.workers = max(1, sum(self._client.nthreads().values()))

    def submit(
        self, function: Function, /, *arguments: Plain | Shared, allowed_seconds: float | None = None
    ) -> Future[Plain]:
        """Hand a task to the scheduler."""
        told = request(function, arguments)
        data = [self._payloads[key] for key in told.keys]
        words = (__version__, self._name, told.raw, list(told.keys), allowed_seconds)
        future: Future[Plain] = Future()
        with self._lock:
            if self._over:
                raise RuntimeError("the engine is closed")
            theirs = self._submit(run, *words, *data, pure=False)
            self._running[future] = theirs  # Dask forgets a task whose future nobody holds
        future.add_done_callback(self._let_go)
        theirs.add_done_callback(lambda done: self._settle(future, done, told))
        return future

    def share(self, data: Plain, prepare: Function | None = None) -> Shared:
        """Keep data that many tasks read, at the scheduler and at workers that need them."""
        shared, raw = payload(data, prepare)
        if shared.key not in self._payloads:
            self._payloads[shared.key] = self._submit(same, raw, key=f"edusched-{shared.key}")
        return shared

    def forget(self, shared: Shared) -> None:
        """Let go of shared data."""
        self._payloads.pop(shared.key, None)

    def stop(self) -> None:
        """Ask tasks to end soon; workers that join later do not hear of it."""
        from distributed.client import ClosedClientError

        with suppress(OSError, ClosedClientError):  # the scheduler is lost, and so are the tasks
            self._client.run(stop_tasks, self._name, on_error="ignore")

    def close(self) -> None:
        """Cancel what is not done, and end the workers of a cluster of our own at once."""
        with self._lock:
            self._over = True
            running = list(self._running)
        for future in running:
            future.cancel()
        self._payloads.clear()
        if self._cluster is not None:
            for nanny in self._cluster.workers.values():
                with suppress(AttributeError, OSError):  # it has no process at the moment
                    os.kill(nanny.process.pid, KILL)
        if self._client is not None:
            self._client.close()
        if self._cluster is not None:
            self._cluster.close()
            self._folder.cleanup()

    def _submit(self, function: Callable[..., object], *arguments: object, **how: object) -> Any:
        from distributed.client import ClosedClientError

        if self._gone:  # while Dask still tries to reach it
            raise self._lost()
        try:
            with self._dask.config.set(_SETTINGS):
                return self._client.submit(function, *arguments, **how)
        except ClosedClientError as error:
            raise self._lost() from error

    def _lost(self) -> LostEngineError:
        self._gone = True
        advice = "start it and its workers, and resume"
        return LostEngineError(self._address, "the scheduler was lost", advice)

    def _let_go(self, future: Future[Plain]) -> None:
        from distributed.client import ClosedClientError

        theirs = self._running.pop(future, None)
        if theirs is not None and future.cancelled():
            with suppress(ClosedClientError):  # the scheduler is lost, and the task with it
                theirs.cancel()

    def _settle(self, future: Future[Plain], theirs: Any, told: Request) -> None:
        """Pass on what became of a task; in a thread of Dask."""
        value, error = None, None
        try:
            value = value_of(theirs.result())
        except (CancelledError, Exception) as raised:  # noqa: BLE001 - the future raises it
            error = self._error(raised, told)
        with suppress(InvalidStateError):  # cancelled meanwhile
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)

    def _error(self, error: BaseException, told: Request) -> BaseException:
        from distributed.scheduler import KilledWorker

        if isinstance(error, SchedError):
            return error
        if isinstance(error, KilledWorker):
            problem = (
                f"{error.allowed_failures + 1} workers were lost, the last at {error.last_worker.address}"
            )
            return LostWorkerError(told.function, problem)
        if isinstance(error, CancelledError):
            return self._lost()
        return TaskError(told.function, type(error).__name__, str(error), "")


def same(raw: bytes) -> bytes:
    """Return shared data: the task whose result they are."""
    return raw


def stop_tasks(engine: str, dask_worker: Any = None) -> None:
    """Tell the tasks of an engine at a worker of Dask, by this name of the argument, to end soon."""
    _stops(dask_worker)[engine].set()


def _stops(worker: Any) -> "defaultdict[str, threading.Event]":
    stops: defaultdict[str, threading.Event]
    stops = vars(worker).setdefault("edusched_stops", defaultdict(threading.Event))
    return stops


def run(
    version: str, engine: str, raw: bytes, keys: list[str], allowed_seconds: float | None, *data: bytes
) -> bytes:
    """Run a task at a worker of Dask.

    A task that takes too long ends its worker. Its nanny starts another one, and the scheduler runs the task
    again, a limited number of times.
    """
    from distributed import get_worker

    if version != __version__:
        raise RuntimeError(f"the worker has sched {__version__}, whoever asks has {version}")
    worker = get_worker()
    workplace: Workplace = vars(worker).setdefault("edusched_workplace", Workplace())
    timer = threading.Timer(allowed_seconds or 0.0, os._exit, (1,))
    timer.daemon = True
    if allowed_seconds is not None:
        timer.start()
    try:
        return workplace.answer(raw, dict(zip(keys, data, strict=True)).__getitem__, _stops(worker)[engine])
    finally:
        timer.cancel()
