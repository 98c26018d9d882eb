"""The plan a search starts from: nothing runs, or only what some hard rule asks for.

Hard rules may ask that something runs, as one of two bids. Their rows cannot be met while nothing does; the
sessions in them are given to CP-SAT, all others do not run. That is a small model, where the whole one may
take minutes to show any plan.
"""

import numpy as np

from edusched.compile.arrays import Ints, Mask
from edusched.compile.problem import Problem
from edusched.compile.table import FREE
from edusched.domain.plan import Plan
from edusched.model.cp_sat import SolverSettings, solve_system
from edusched.model.read_back import columns_of
from edusched.model.system import NO_TERMS, LinearSystem, Model
from edusched.search.settle import followers, settled

START_SECONDS = 10.0
"""Deterministic seconds for a plan to start from."""
ROUNDS = 10
"""How often rows are looked at before a plan to start from is left to the solver."""


def begin(problem: Problem, model: Model, plan: Plan | None, seed: int) -> tuple[Ints | None, bool]:
    """Return the values of a plan to begin with, and whether one is still to be constructed from there.

    Parameters
    ----------
    plan
        None, or one that cannot be had: the values are those of a plan in which nothing runs.

    Returns
    -------
    Ints or None
        None where not even that was found.
    """
    for given in (plan, None) if plan is not None else (None,):
        values = values_of(problem, model, given)
        if values is None:
            continue
        found = first_plan(problem, model, values, followers(model, values), seed)
        if found is not None:
            idle, before = int(found[problem.not_run].sum()), int(values[problem.not_run].sum())
            nothing = idle >= problem.not_run.size - problem.pinned.size
            fresh = given is None or nothing or idle > before
            return (found if fresh else settled(model, found, seed)), fresh
    return None, plan is None


def values_of(problem: Problem, model: Model, plan: Plan | None) -> Ints | None:
    """Return the values of a plan's decisions, of nothing that runs without one; None: one has no column."""
    columns = problem.not_run if plan is None else columns_of(problem, plan)
    if columns is None:
        return None
    values = np.zeros(model.system.upper.size, dtype=np.int64)
    values[columns] = 1
    return values


def first_plan(problem: Problem, model: Model, values: Ints, follow: Mask, seed: int) -> Ints | None:
    """Return the values of a plan with given decisions, or with what hard rules ask for besides.

    Parameters
    ----------
    values : shape (variables,)
        The decisions.
    follow : shape (variables,)
        Variables that only follow from these decisions.

    Returns
    -------
    Ints or None
        None where no such plan was found.
    """
    system, values = model.system, values.copy()
    rest, names = system.restricted(follow, values)
    found = _raised(rest)
    if found is None:
        broken = _never_met(system, follow, values)
        if broken.any():
            every = np.arange(values.size) >= model.decision_count  # legs of tours, too: stops may run
            rest, names = system.restricted(every | _asked_for(problem, system, broken), values)
        found = _solved(rest, seed)
    if found is None:
        return None
    values[names] = found
    return values


def _raised(system: LinearSystem) -> Ints | None:
    """Return values that meet every row, made from nothing by raising the last variable that helps a row.

    That is its slack, or the one literal it has. Where this does not end soon the answer is None.
    """
    values, row = np.zeros(system.upper.size, dtype=np.int64), system.row_of_entry()
    for _ in range(ROUNDS):
        sums = system.sums(values)
        short = np.maximum(0, system.lo - sums) * (system.lo > -FREE)
        over = np.maximum(0, sums - system.hi) * (system.hi < FREE)
        if not (short.any() or over.any()):
            return values
        size = np.abs(system.coefs)
        helps = np.where(system.coefs > 0, short[row], over[row]) > 0
        helps &= values[system.columns] < system.upper[system.columns]
        at = np.flatnonzero(helps)
        if at.size == 0:
            return None
        last = at[np.append(row[at][1:] != row[at][:-1], True)]
        need = -(-np.maximum(short, over)[row[last]] // size[last])
        names = system.columns[last]
        np.maximum.at(values, names, np.minimum(values[names] + need, system.upper[names]))
    return None


def _solved(system: LinearSystem, seed: int) -> Ints | None:
    settings = SolverSettings(None, 1, seed, deterministic_seconds=START_SECONDS, light=True)
    return solve_system(system, NO_TERMS, settings).values


def _never_met(system: LinearSystem, free: Mask, values: Ints) -> Mask:
    """Tell which rows no values of the free variables can meet, all others held."""
    row, inside = system.row_of_entry(), free[system.columns]
    low = np.where(inside, np.minimum(system.coefs * system.upper[system.columns], 0), 0)
    high = np.where(inside, np.maximum(system.coefs * system.upper[system.columns], 0), 0)
    held = np.where(inside, 0, system.coefs * values[system.columns])
    least = np.bincount(row, weights=held + low, minlength=system.row_count)
    most = np.bincount(row, weights=held + high, minlength=system.row_count)
    return np.asarray((most < system.lo) | (least > system.hi))


def _asked_for(problem: Problem, system: LinearSystem, rows: Mask) -> Mask:
    """Return the decision columns of all sessions that some of the rows are about."""
    session_of = problem.session_of(system.upper.size)
    asked = np.zeros(problem.twin_of.size, dtype=np.bool_)
    found = session_of[system.columns[rows[system.row_of_entry()]]]
    asked[found[found >= 0]] = True
    return np.asarray((session_of >= 0) & asked[session_of])
