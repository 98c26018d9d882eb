"""Engines by their names."""

from edusched.engines.contract import Engine
from edusched.engines.processes import ProcessEngine
from edusched.engines.serial import SerialEngine

NAMES = ("serial", "process")


def open_engine(name: str, workers: int) -> Engine:
    """Return an engine by its name; whoever opens it closes it.

    Parameters
    ----------
    workers
        Tasks that are worked on at the same time.
    """
    match name:
        case "serial":
            return SerialEngine()
        case "process":
            return ProcessEngine(workers)
        case _:
            raise ValueError(f"{name!r} is no engine; expected one of {', '.join(NAMES)}")
