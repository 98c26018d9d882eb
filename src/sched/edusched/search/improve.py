"""Improve a plan on one level by sub-models: free a few sessions, hold the rest, keep what is no worse.

Source: Shaw (1998), large neighbourhood search; the sizes and limits are measured (docs/dev/decisions.md).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints, Mask, ints
from edusched.model.cp_sat import Answer, Interrupt, SolverSettings, solve_system
from edusched.model.system import LevelTerms, LinearSystem, Model
from edusched.search.landscape import Landscape, pains
from edusched.search.neighbourhoods import NEIGHBOURHOODS, Situation

SUB_SECONDS = 3.0
SUB_DETERMINISTIC_SECONDS = 0.7
FIRST_SIZE, LEAST_SIZE = 16, 6
BATCH = 2
GROUP_SIZE = 8
"""Sessions without a programme that the first pass takes up at a time."""
BUDGETS = (800, 1600, 3200)
"""Columns a sub-model may open when the LP can tell dear from cheap."""

FLOOR_WEIGHT = 0.3
"""Least weight of a neighbourhood in the draw: a weak one may be the right one later."""


@dataclass(slots=True)
class Improver:
    """Large neighbourhood search on one level.

    Attributes
    ----------
    prices
        Reduced costs of the level's LP, as far as known.
    pool
        ``map``, or that of a pool of threads: the solver lets go of Python's lock while it works.
    spent
        Deterministic seconds of all sub-models so far.
    """

    model: Model
    landscape: Landscape
    terms: LevelTerms
    values: Ints
    rng: Random
    interrupt: Interrupt
    prices: Callable[[], NDArray[np.float64] | None] = lambda: None
    pool: Callable[..., Iterable[tuple["Draft", Answer]]] = map
    size: float = FIRST_SIZE
    spent: float = 0.0
    _weights: list[float] = field(default_factory=lambda: [1.0] * len(NEIGHBOURHOODS))

    @property
    def value(self) -> int:
        """Sum of the level's terms in the present plan, in units of its scale."""
        return int(self.terms.coefs @ self.values[self.terms.variables])

    def run(self, good_enough: Callable[[int], bool], out_of_time: Callable[[], bool]) -> None:
        """Improve until the value is good enough, the time is up, or the run is interrupted."""
        while not (good_enough(self.value) or out_of_time() or self.interrupt.pulled):
            self.step()

    def construct(self, out_of_time: Callable[[], bool]) -> None:
        """Take up the sessions in groups: programmes first, the tightest first, then the rest by window."""
        for sessions in self._groups():
            if out_of_time() or self.interrupt.pulled:
                return
            self._take(self._solve(self._draft(self.landscape.free_mask(sessions))))

    def _groups(self) -> list[Ints]:
        entities, placing = self.landscape.problem.entities, self.landscape.problem.placing
        options = np.bincount(placing.session, minlength=self.landscape.sessions)
        first = np.full(self.landscape.sessions, entities.horizon.slot_count, dtype=np.int64)
        np.minimum.at(first, placing.session, placing.slot)
        grouped_sessions, single = [], []
        in_programme = entities.instance.programme_of
        grouped_sessions += [
            ints(sorted(entities.session_index[s] for s in programme.sessions))
            for programme in sorted(entities.instance.programmes, key=lambda p: p.id)
        ]
        for k, session in enumerate(entities.sessions):
            if session.id not in in_programme:
                single.append((int(first[k]), int(options[k]), k))
        rest = [k for _, _, k in sorted(single)]
        grouped_sessions.sort(key=lambda group: (int(options[group].sum()) / group.size, int(group[0])))
        return grouped_sessions + [
            ints(sorted(rest[k : k + GROUP_SIZE])) for k in range(0, len(rest), GROUP_SIZE)
        ]

    def step(self) -> None:
        """Solve a batch of sub-models of the present plan, at the same time, and take their gains in order.

        The batch is the same for any number of workers, so the workers change nothing but the time.
        """
        pain = pains(self.landscape, self.terms, self.values)
        situation = Situation(self.landscape, self.values, pain, min(int(self.size), self.landscape.sessions))
        kinds = [self.rng.choices(range(len(NEIGHBOURHOODS)), weights=self._weights)[0] for _ in range(BATCH)]
        drafts = []
        for kind in kinds:
            sessions = NEIGHBOURHOODS[kind](situation, self.rng)
            drafts.append(self._draft(self._thinned(self.landscape.free_mask(sessions))))
        answers = [self._solve(drafts[0])] if len(drafts) == 1 else list(self.pool(self._solve, drafts))
        for kind, answer in zip(kinds, answers, strict=True):
            gained = self._take(answer)
            self._weights[kind] = max(FLOOR_WEIGHT, 0.85 * self._weights[kind] + (0.6 if gained else 0.0))
            grown = self.size * (1.1 if answer[1].optimal else 0.85)
            self.size = min(max(grown, LEAST_SIZE), self.landscape.sessions)

    def _thinned(self, free: Mask) -> Mask:
        """Hold back the columns the LP finds dearest, down to a budget; what the plan uses now always stays.

        With the dear columns gone a sub-model can take in more sessions for the same work (a core problem,
        Balas and Zemel 1980); the budget is drawn anew each time, so no column is held back for good.
        """
        prices = self.prices()
        count = self.model.decision_count
        open_columns = np.flatnonzero(free[:count] & (self.values[:count] == 0))
        budget = self.rng.choice(BUDGETS)
        if prices is None or open_columns.size <= budget:
            return free
        mine = prices[open_columns]
        limit = np.partition(mine, budget)[budget]
        free[open_columns[mine > limit]] = False
        return free

    def _draft(self, free: Mask) -> "Draft":
        """Write down the sub-model over the free variables."""
        system, names = self.model.system.restricted(free, self.values)
        place = np.full(free.size, -1, dtype=np.int64)
        place[names] = np.arange(names.size)
        mine = place[self.terms.variables] >= 0
        terms = LevelTerms(place[self.terms.variables[mine]], self.terms.coefs[mine], 1, 0)
        return Draft(system, names, terms, self.values[names], self.rng.randrange(2**30))

    def _solve(self, draft: "Draft") -> tuple["Draft", Answer]:
        settings = SolverSettings(
            SUB_SECONDS, 1, draft.seed, deterministic_seconds=SUB_DETERMINISTIC_SECONDS, light=True
        )
        return draft, solve_system(
            draft.system, draft.terms, settings, hint=draft.start, interrupt=self.interrupt
        )

    def _take(self, solved: tuple["Draft", Answer]) -> bool:
        """Take an answer into the plan if that is no worse and still holds; tell whether it is better."""
        draft, answer = solved
        self.spent += answer.deterministic_seconds
        if answer.values is None:
            return False
        trial = self.values.copy()
        trial[draft.names] = answer.values
        before = self.value
        after = int(self.terms.coefs @ trial[self.terms.variables])
        if after > before or not self.model.system.holds(trial):
            return False
        self.values = trial
        return after < before


@dataclass(frozen=True, slots=True)
class Draft:
    """A sub-model: the system over its free variables, their names, terms, present values, a seed."""

    system: LinearSystem
    names: Ints
    terms: LevelTerms
    start: Ints
    seed: int
