"""Engines by their names."""

from importlib.util import find_spec

from edusched.domain.errors import SchedError
from edusched.engines.contract import Engine
from edusched.engines.processes import ProcessEngine
from edusched.engines.serial import SerialEngine

NAMES = ("serial", "process", "dask")


class MissingExtraError(SchedError):
    """An engine needs what is not installed."""

    exit_code = 2

    def __str__(self) -> str:
        """Return one line for people."""
        return "the engine dask needs Dask distributed; pip install 'sched[cluster]'"


def open_engine(name: str, workers: int, scheduler: str = "") -> Engine:
    """Return an engine by its name; whoever opens it closes it.

    Parameters
    ----------
    workers
        Tasks that are worked on at the same time; a scheduler knows its own.
    scheduler
        Address of a scheduler of Dask; none given: a cluster is started on this machine.

    Raises
    ------
    MissingExtraError
        Dask distributed is not installed.
    FileAccessError
        No scheduler answers, or it has no workers.
    """
    match name:
        case "serial":
            return SerialEngine()
        case "process":
            return ProcessEngine(workers)
        case "dask":
            if find_spec("distributed") is None:
                raise MissingExtraError
            from edusched.engines.cluster import DaskEngine

            return DaskEngine(workers, scheduler)
        case _:
            raise ValueError(f"{name!r} is no engine; expected one of {', '.join(NAMES)}")
