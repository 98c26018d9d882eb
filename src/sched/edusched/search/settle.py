"""Slacks and switches at their best for given decisions; searches leave them as they fall."""

import numpy as np

from edusched.compile.arrays import Ints, Mask
from edusched.model.cp_sat import SolverSettings, solve_system
from edusched.model.system import LevelTerms, Model

SETTLE_SECONDS = 10.0
"""Deterministic seconds to settle a plan."""


def followers(model: Model, values: Ints) -> Mask:
    """Return which variables only follow from the decisions, less legs of tours they leave out."""
    first = model.decision_count
    free = np.arange(values.size) >= first
    if model.ends is not None:
        live = model.ends.live(np.zeros_like(free), np.flatnonzero(values[:first]))
        free[first:] = model.ends.passable(np.arange(first, values.size), live)
    return free


def settled(model: Model, values: Ints, seed: int) -> Ints:
    """Return the same plan with slacks and switches at their best."""
    free = followers(model, values)
    values = np.where(free | (np.arange(values.size) < model.decision_count), values, 0)
    rest, names = model.system.restricted(free, values)
    price = np.zeros(values.size, dtype=np.int64)
    for terms in model.levels.values():
        np.add.at(price, terms.variables, terms.coefs)
    priced = np.flatnonzero(price[names])
    terms = LevelTerms(priced, price[names][priced], 1, 0)
    settings = SolverSettings(None, 1, seed, deterministic_seconds=SETTLE_SECONDS, light=True)
    answer = solve_system(rest, terms, settings, hint=values[names])
    if answer.values is None:
        return values
    found = values.copy()
    found[names] = answer.values
    return found
