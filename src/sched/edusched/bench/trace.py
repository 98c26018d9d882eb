"""What a run told while it went: when a plan was there, when it was good, how each level came down.

All seconds count from the start of the process, so that starting, reading and compiling are part of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

NEAR = 0.01
"""A value this share above the best one counts as near it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One improvement a run told of.

    Attributes
    ----------
    seconds
        Since the start of the process.
    level
        The level the run worked on.
    value
        Value of the best plan at this level; None: there is no plan yet.
    bound
        Proven lower bound of the level.
    """

    seconds: float
    level: str
    value: int | None
    bound: int


def improvements(steps: Iterable[Step]) -> list[Step]:
    """Return the steps at which value or bound of their level changed."""
    last: dict[str, tuple[int | None, int]] = {}
    changed = []
    for step in steps:
        if last.get(step.level) != (step.value, step.bound):
            last[step.level] = (step.value, step.bound)
            changed.append(step)
    return changed


def first_plan_seconds(steps: Iterable[Step]) -> float | None:
    """Return when the first plan was told of; None: never."""
    return next((step.seconds for step in steps if step.value is not None), None)


def near_best_seconds(steps: Sequence[Step], best: Mapping[str, int]) -> float | None:
    """Return from when on every level was within 1 % of the value the run ended with; None: never told.

    A run works on one level after the other, and a level it has not come to yet is not near. Levels it told
    nothing of needed no work and do not count.

    Parameters
    ----------
    steps
        In the order of time.
    best
        Value of each level in the plan the run ended with.
    """
    told = {step.level for step in steps if step.value is not None} & best.keys()
    now: dict[str, int] = {}
    since: float | None = None
    for step in steps:
        if step.value is None or step.level not in told:
            continue
        now[step.level] = step.value
        near = now.keys() == told and all(_near(now[level], best[level]) for level in told)
        since = (step.seconds if since is None else since) if near else None
    return since


def _near(value: int, best: int) -> bool:
    return value - best <= NEAR * abs(best)
