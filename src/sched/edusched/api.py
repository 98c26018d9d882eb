"""The library's front door: load, draft, solve, check, save; records of what happened."""

from collections.abc import Callable, Iterable
from os import PathLike
from typing import TYPE_CHECKING

from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.records import Records
from edusched.domain.result import Result
from edusched.formats.files import (
    load_instance,
    load_plan,
    load_records,
    save_instance,
    save_plan,
    save_records,
)

if TYPE_CHECKING:
    from edusched.checking.checker import CheckReport
    from edusched.drafting.notes import Drafted
    from edusched.search.limits import Progress
    from edusched.search.solve import StopSwitch


def load(path: str | PathLike[str]) -> Instance:
    """Read and validate an instance from a JSON file (``-``: standard input).

    Raises
    ------
    InvalidInputError
        Everything that is wrong with it, each with its JSON path, value and advice.
    FileAccessError
        The file cannot be read.
    """
    return load_instance(path)


def save(what: Instance | Plan | Records, path: str | PathLike[str]) -> None:
    """Write an instance, a plan or records atomically; equal data give equal bytes.

    Raises
    ------
    FileAccessError
        The file cannot be written; what was there before is untouched.
    """
    if isinstance(what, Plan):
        save_plan(what, path)
    elif isinstance(what, Records):
        save_records(what, path)
    else:
        save_instance(what, path)


def read_plan(path: str | PathLike[str], instance: Instance | None = None) -> Plan:
    """Read a plan; with its instance, everything it refers to is looked up too."""
    return load_plan(path, instance)


def read_records(path: str | PathLike[str], instance: Instance | None = None) -> Records:
    """Read records; with an instance, everything they refer to is looked up too."""
    return load_records(path, instance)


def solve(  # noqa: PLR0913 - keyword-only settings of the one call users make
    instance: Instance,
    *,
    time_limit_seconds: float = 60.0,
    workers: int = 2,
    seed: int = 1,
    gap: float = 0.0,
    deterministic: bool = False,
    strict: bool = False,
    without: Iterable[str] = (),
    on_progress: "Callable[[Progress], None] | None" = None,
    switch: "StopSwitch | None" = None,
    start: Plan | None = None,
    keep: "Callable[[Plan], None] | None" = None,
    engine: str = "process",
    scheduler: str = "",
) -> Result:
    """Solve an instance; a large one in parts.

    Parameters
    ----------
    time_limit_seconds
        Wall time for all levels together (deterministic runs: units of the solver's deterministic clock).
    workers
        Processes and threads; a deterministic run gives the same plan for any number of them.
    gap
        Relative gap at which a level counts as good enough.
    strict
        Obligations are hard: the result may then be ``infeasible``.
    without
        Pieces of the search to switch off, of ``edusched.search.pieces.PIECES``.
    on_progress
        Called with level, value, bound and seconds whenever one of them changes, from the solver's thread;
        as long as a large instance has no plan, with how many of its parts have one.
    switch
        Pull it from another thread to end the run and keep the best plan.
    start
        A plan to begin with; the result is no worse.
    keep
        Handed the best plan: of a large instance in parts every half minute in which it got better, of one
        that is solved whole when a level is done.
    engine, scheduler
        Where the parts of a large instance are planned: ``serial``, ``process`` or ``dask``; for ``dask`` the
        address of its scheduler, none given: on this machine.

    Returns
    -------
    Result
        Status, plan with certificate, value and bound by level, violations as the checker sees them.

    Raises
    ------
    ValueError
        A limit is out of range, or there is no piece of that name.
    InternalDisagreementError, LimitExceededError
        See ``search.solve.solve_instance``.
    MissingExtraError
        The engine is not installed.
    """
    from functools import partial

    from edusched.engines.choice import open_engine
    from edusched.search.limits import RunLimits
    from edusched.search.pieces import PIECES
    from edusched.search.solve import solve_instance

    if not 0 <= time_limit_seconds <= 10**7 or workers < 1 or not 0 <= gap < 1:
        raise ValueError("time_limit_seconds must be in 0..10^7, workers >= 1, gap in [0, 1)")
    off = frozenset(without)
    unknown = sorted(off.difference(PIECES))
    if unknown:
        raise ValueError(f"no piece of the search is called {unknown[0]!r}; there are {', '.join(PIECES)}")
    limits = RunLimits(time_limit_seconds, workers, seed, gap, deterministic, off)
    return solve_instance(
        instance,
        limits,
        strict=strict,
        on_progress=on_progress,
        switch=switch,
        start=start,
        keep=keep,
        open_engine=partial(open_engine, engine, workers, scheduler),
    )


def carry_over(ended: Instance, plan: Plan, records: Records, upcoming: Instance) -> Instance:
    """Return the next instance with what people have learnt since: histories, taken time, ratings.

    Cohorts and instructors of both instances are the same where their ids are. Carrying over twice changes
    nothing.

    Raises
    ------
    InvalidInputError
        Plan, records or the slots of study elsewhere do not fit their instance.
    """
    from edusched.records import carry

    return carry.carry_over(ended, plan, records, upcoming)


def draft(instance: Instance, *, spare_percent: int = 0) -> "Drafted":
    """Draw up cohorts for the roster of an instance, and candidate sessions for what they owe.

    Parameters
    ----------
    spare_percent
        How many more candidates than needed are drawn up of each pattern, open to all who take it.

    Returns
    -------
    Drafted
        The instance to solve, and a note for each thing drawn up or not.

    Raises
    ------
    ValueError
        ``spare_percent`` is out of range.
    LimitExceededError
        The instance is too large for a draft in one piece.
    """
    from edusched.drafting.draft import draft_instance

    if not 0 <= spare_percent <= 1000:
        raise ValueError("spare_percent must be in 0..1000")
    return draft_instance(instance, spare_percent)


def check(instance: Instance, plan: Plan, *, strict: bool = False) -> "CheckReport":
    """Check a plan against its instance; needs no solver.

    Returns
    -------
    CheckReport
        Violations by rule, unmet obligations, score by level; ``accepted`` tells whether every hard rule
        holds.

    Raises
    ------
    InvalidInputError
        The plan refers to something the instance does not have.
    """
    from edusched.checking.checker import check_plan

    return check_plan(instance, plan, strict=strict)
