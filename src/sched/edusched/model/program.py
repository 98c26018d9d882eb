"""A small program in whole numbers, minimised goal by goal, each proved or with its bound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import ints
from edusched.compile.table import FREE
from edusched.domain.errors import LimitExceededError
from edusched.model.cp_sat import SolverSettings, solve_system
from edusched.model.system import MAX_ROW_SUM, LevelTerms, LinearSystem

Terms = Sequence[tuple[int, int]]
"""Pairs of variable and coefficient."""

DETERMINISTIC_SECONDS = 30.0
"""Limit of one goal in the solver's own time, so that the answer is the same on every machine."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Values of the variables; value and lower bound of each goal."""

    values: list[int]
    goals: tuple[tuple[int, int], ...]


class Program:
    """Variables from 0 to an upper bound, rows over them, goals in turn."""

    def __init__(self) -> None:
        self._upper: list[int] = []
        self._start = [0]
        self._columns: list[int] = []
        self._coefs: list[int] = []
        self._limits: list[tuple[int, int]] = []

    def variable(self, upper: int) -> int:
        """Add a variable and return its number."""
        self._upper.append(upper)
        return len(self._upper) - 1

    def row(self, terms: Iterable[tuple[int, int]], lo: int | None = None, hi: int | None = None) -> None:
        """Add lo <= sum of coef x variable <= hi.

        Raises
        ------
        LimitExceededError
            The row can sum up to more than the solver adds without fault.
        """
        summed: dict[int, int] = {}
        for variable, coef in terms:
            summed[variable] = summed.get(variable, 0) + coef
        most = sum(abs(coef) * self._upper[variable] for variable, coef in summed.items())
        if most > MAX_ROW_SUM:
            raise LimitExceededError("a sum of the draft", most, MAX_ROW_SUM, advice="split the instance")
        self._columns += summed.keys()
        self._coefs += summed.values()
        self._start.append(len(self._columns))
        self._limits.append((-FREE if lo is None else lo, FREE if hi is None else hi))

    def minimise(self, goals: Sequence[Terms]) -> Answer:
        """Minimise each goal in turn, without making an earlier one worse.

        Raises
        ------
        LimitExceededError
            No values were found within the limits.
        """
        system = LinearSystem(
            ints(self._upper),
            ints(self._start),
            ints(self._columns),
            ints(self._coefs),
            ints([lo for lo, _ in self._limits]),
            ints([hi for _, hi in self._limits]),
        )
        values = np.zeros(len(self._upper), dtype=np.int64)
        hint, reached = None, []
        settings = SolverSettings(None, deterministic_seconds=DETERMINISTIC_SECONDS)
        for goal in goals:
            used = {variable: coef for variable, coef in goal if coef}
            terms = LevelTerms(ints([*used]), ints([*used.values()]), 1, 0)
            if not used and hint is not None:
                reached.append((0, 0))
                continue
            answer = solve_system(system, terms, settings, hint=hint)
            if answer.values is None:
                raise LimitExceededError("seconds for a draft", 1, 0, advice="split the instance")
            values = hint = answer.values
            value = terms.value(values)
            reached.append((value, value if answer.optimal else answer.bound))
            system = system.capped(terms, value)
        return Answer(values.tolist(), tuple(reached))
