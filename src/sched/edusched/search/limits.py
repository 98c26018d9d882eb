"""How long and how a run goes, and what it tells while it goes."""

from dataclasses import dataclass

from edusched.domain.policy import Objective


@dataclass(frozen=True, slots=True)
class RunLimits:
    """How long and how to run.

    Attributes
    ----------
    time_limit_seconds
        Wall time for all levels together; in a deterministic run, seconds of the solver's own clock.
    workers
        Processes and threads; a deterministic run gives the same plan for any number of them.
    gap
        Relative gap at which a level counts as good enough.
    without
        Pieces of the search that are switched off (``edusched.search.pieces``).
    """

    time_limit_seconds: float = 60.0
    workers: int = 2
    seed: int = 1
    gap: float = 0.0
    deterministic: bool = False
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Progress:
    """What a run knows at a moment: the level it works on, its best value and bound, the seconds spent."""

    level: Objective
    value: int | None
    bound: int
    seconds: float
