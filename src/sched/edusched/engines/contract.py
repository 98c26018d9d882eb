"""What every engine does, and how it fails.

An engine runs functions on workers. It is shaped like ``concurrent.futures.Executor``, and its futures are
those of ``concurrent.futures``, so that ``wait`` and ``as_completed`` work with any engine. Four things
are its own:

- A function is known by its import path and arguments are plain data, so that both reach any machine.
- A function must be pure: what it returns depends on its arguments alone, whatever is random on a seed among
  them. A worker that is lost is made up for by running its tasks again, so anything else would show.
- What many tasks read is shared once and named by a handle.
- Every engine packs arguments and answers the same way, also the one that could do without. So what works
  with one works with all, and ``map`` yields the same values in the same order.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256
from types import TracebackType
from typing import Any, ClassVar, Self

from edusched.domain.errors import FileAccessError, SchedError, clean_text
from edusched.engines.plain import Plain, packed

Function = Callable[..., Plain]

TRIES = 3
"""How many workers a task may cost before it is given up."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Stands for shared data among the arguments of a task; not inside of one."""

    key: str


STOP = Shared("stop")
"""Among the arguments of a task; in its place the function gets an event, set once the engine is to stop."""


class Engine(ABC):
    """Runs functions on workers.

    Attributes
    ----------
    workers
        Tasks that are worked on at the same time.
    """

    workers: int

    @abstractmethod
    def submit(
        self, function: Function, /, *arguments: Plain | Shared, allowed_seconds: float | None = None
    ) -> Future[Plain]:
        """Have a function of a module called on some worker; return what is to become of it.

        Parameters
        ----------
        allowed_seconds
            A worker that takes longer is lost, and replaced. The engine without workers cannot keep to it.

        Raises
        ------
        TypeError, ValueError
            The function cannot be found by its path, or an argument is not plain data.

        Notes
        -----
        The future raises `TaskError` when the function raised something, and `LostWorkerError` when worker
        after worker was lost. Where all workers are out of reach, it or the call raises `LostEngineError`.
        """

    @abstractmethod
    def share(self, data: Plain, prepare: Function | None = None) -> Shared:
        """Keep data that many tasks read: sent to each worker once, and unpacked there once.

        Parameters
        ----------
        prepare
            Makes of the data what functions get in its place, once on each worker, such as an instance from
            its file. It may be any object. Functions must not change it.
        """

    @abstractmethod
    def forget(self, shared: Shared) -> None:
        """Let go of shared data; no task that is still to come names it."""

    @abstractmethod
    def stop(self) -> None:
        """Ask tasks to end soon, with the best they have; only those given `STOP` hear of it.

        It holds for tasks that begin later, too. What such tasks return depends on when they were asked.
        """

    @abstractmethod
    def close(self) -> None:
        """End all workers at once; what is not done is cancelled."""

    def map(
        self,
        function: Function,
        /,
        *arguments: Iterable[Plain | Shared],
        allowed_seconds: float | None = None,
    ) -> Iterator[Plain]:
        """Yield what a function makes of each set of arguments, in their order, whichever is done first.

        The shortest of the iterables ends it; a handle for all is ``itertools.repeat(shared)``.
        """
        futures = [
            self.submit(function, *each, allowed_seconds=allowed_seconds)
            for each in zip(*arguments, strict=False)
        ]
        return _in_order(futures)

    def __enter__(self) -> Self:
        """Return the engine."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


class TaskError(SchedError):
    """A function raised something; the same would happen again.

    Attributes
    ----------
    function
        Its import path.
    kind, problem
        Class and text of what was raised.
    trace
        Where, as Python shows it; for developers.
    """

    def __init__(self, function: str, kind: str, problem: str, trace: str) -> None:
        self.function, self.kind, self.problem, self.trace = function, kind, problem, trace
        super().__init__(function, kind, problem, trace)

    def __str__(self) -> str:
        """Return one line for people."""
        return clean_text(f"{self.function} failed: {self.kind}: {self.problem}")


class LostWorkerError(SchedError):
    """A task was given up: each worker that had it died, or took too long.

    Attributes
    ----------
    function
        Import path of the function.
    problem
        How often it was tried, and how the last worker was lost.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, function: str, problem: str) -> None:
        self.function, self.problem = function, problem
        super().__init__(function, problem)

    def __str__(self) -> str:
        """Return one line for people."""
        advice = "maybe a worker has too little memory or time for such a task"
        return f"{clean_text(self.function)} was given up: {clean_text(self.problem)}; {advice}"


class LostEngineError(FileAccessError):
    """All workers are out of reach, as when a scheduler is lost; no task will be worked on any more."""


@dataclass(frozen=True, slots=True)
class Request:
    """A task as it crosses to a worker.

    Attributes
    ----------
    function
        Import path.
    raw
        Path, arguments and keys, packed.
    keys
        Of the shared data among the arguments.
    """

    function: str
    raw: bytes
    keys: tuple[str, ...]


def request(function: Function, arguments: Iterable[Plain | Shared]) -> Request:
    """Return a task as it crosses to a worker."""
    path = path_of(function)
    every = list(arguments)
    keys = [each.key if isinstance(each, Shared) else None for each in every]
    plain = [None if isinstance(each, Shared) else each for each in every]
    return Request(
        path, packed([path, keys, plain]), tuple(sorted({key for key in keys if key not in (None, STOP.key)}))
    )


def payload(data: Plain, prepare: Function | None) -> tuple[Shared, bytes]:
    """Return shared data as they cross to a worker, and their handle: the same for the same data."""
    raw = packed([None if prepare is None else path_of(prepare), data])
    return Shared(sha256(raw).hexdigest()), raw


def path_of(function: Function) -> str:
    """Return the import path of a function: ``module:name``.

    Raises
    ------
    ValueError
        It has none that a worker could follow.
    """
    module, name = function.__module__, function.__qualname__
    if module == "__main__" or "<" in name:
        raise ValueError(f"{module}:{name}: a worker finds only functions that stand in a module by name")
    return f"{module}:{name}"


def _in_order(futures: list[Future[Plain]]) -> Iterator[Any]:
    try:
        for future in futures:
            yield future.result()
    finally:
        for future in futures:
            future.cancel()
