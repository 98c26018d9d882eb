"""How long and how a run goes, what it tells while it goes, and how it ended."""

from dataclasses import dataclass, field

from edusched.compile.arrays import Ints
from edusched.domain.policy import Objective
from edusched.domain.result import LevelScore


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
    """What a run knows at a moment: the level it works on, its best value and bound, the seconds spent.

    Attributes
    ----------
    parts
        As long as parts of a large instance have no first plan: how many have one, and of how many.
    """

    level: Objective
    value: int | None
    bound: int
    seconds: float
    parts: tuple[int, int] | None = None


def tell_nobody(_: object) -> None:
    """Take in progress, or a plan to keep, where nobody asked for it."""


@dataclass(slots=True)
class RunOutcome:
    """How a run ended.

    Attributes
    ----------
    values : value of every variable in the best plan, or None
    levels : scores of the levels, first to last, as far as a plan was found
    infeasible : the solver claims that no plan exists
    strategy : which pieces worked on each level
    methods : what proved each level's bound
    reasons : what there is not enough of, in words
    """

    values: Ints | None
    levels: list[LevelScore] = field(default_factory=list)
    infeasible: bool = False
    stopped: bool = False
    strategy: dict[Objective, str] = field(default_factory=dict)
    methods: dict[Objective, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
