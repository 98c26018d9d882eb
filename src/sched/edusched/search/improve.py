"""Improve a plan on one level by sub-models: free a few sessions, hold the rest, keep what is no worse.

Source: Shaw (1998), large neighbourhood search; Pisinger and Ropke (2010) for the choice among
neighbourhoods by what they brought; sizes and limits are measured (docs/dev/decisions.md).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from edusched.compile.arrays import Ints, Mask, ints
from edusched.domain.policy import Objective
from edusched.model.cp_sat import Answer, Interrupt, SolverSettings
from edusched.search.drafts import Draft, solve_draft
from edusched.search.engines import Engine
from edusched.search.landscape import Landscape, pains
from edusched.search.neighbourhoods import NEIGHBOURHOODS, Neighbourhood, Situation
from edusched.search.neighbourhoods.scattered import Scattered
from edusched.search.opening import Wanted, opened
from edusched.search.state import State

SUB_SECONDS = 1.0
SUB_DETERMINISTIC_SECONDS = 0.06
LEAST_DETERMINISTIC_SECONDS = 2e-5
QUICK_DETERMINISTIC_SECONDS = 0.003
"""A sub-model proved optimal in so little time could take in more."""
FIRST_SIZE, LEAST_SIZE, MOST_SIZE = 24.0, 4.0, 400.0
MOST_RICHES = 1000.0
COLUMNS_A_SESSION = (16, 32)
"""Columns a sub-model opens for a session about; drawn anew each time."""
PAIN_AGE = 10
"""Sub-models after which it is worked out anew which sessions are painful."""
FLOOR_WEIGHT = 0.05
"""Least weight of a neighbourhood in the draw: a weak one may be the right one later."""
MEMORY = 0.9
TIED_AT_FIRST, TIED = 0.5, 0.75
"""Share of sub-models in which later levels settle ties, on the first level and on those after it."""
DEPTH = 4
"""Sub-models drawn from one plan in a deterministic run, whatever the number of workers."""


@dataclass(slots=True)
class Arm:
    """A neighbourhood with what it has brought: its weight in the draw, and the size it copes with.

    ``riches`` multiplies the columns it opens, once it takes in all sessions there are.
    """

    kind: Neighbourhood
    weight: float = 0.5
    size: float = FIRST_SIZE
    riches: float = 1.0


@dataclass(slots=True)
class View:
    """What is known of columns and sessions.

    Attributes
    ----------
    price : shape (variables,)
        Prices, or what the last LP left of them.
    worth : shape (decision columns,)
        What the cheapest booking costs that uses a column.
    cheapest, pain : shape (sessions,)
        The cheapest booking, and how much of the level's value a session could be answerable for.
    """

    reduced: NDArray[np.float64] | None
    price: Ints
    worth: NDArray[np.float64]
    cheapest: Ints
    pain: Ints
    age: int


@dataclass(frozen=True, slots=True)
class Task:
    """A draft on its way, with what its answer changes and whom it concerns."""

    arm: Arm
    sessions: Ints
    names: Ints
    draft: Draft


@dataclass(slots=True)
class Improver:
    """Large neighbourhood search on one level.

    Attributes
    ----------
    prices
        Reduced costs of the level's LP, as far as known.
    spent
        Deterministic seconds of all sub-models so far.
    """

    state: State
    landscape: Landscape
    level: Objective
    rng: np.random.Generator
    engine: Engine
    interrupt: Interrupt
    deterministic: bool = False
    prices: Callable[[], NDArray[np.float64] | None] = lambda: None
    spent: float = 0.0
    without: frozenset[str] = frozenset()
    arms: list[Arm] = field(init=False)
    _seen: View | None = None

    def __post_init__(self) -> None:
        kinds = [kind for kind in NEIGHBOURHOODS if kind.name not in self.without] or [Scattered]
        self.arms = [Arm(kind()) for kind in kinds]

    @property
    def value(self) -> int:
        """Sum of the level's terms in the present plan, in units of its scale."""
        return self.state.total(self.level)

    def level_value(self, values: Ints) -> int:
        """Return the sum of the level's terms under other values."""
        return int(self.state.price_of(self.level) @ values)

    def run(self, good_enough: Callable[[int], bool], out_of_time: Callable[[], bool]) -> None:
        """Improve until the value is good enough, the time is up, or the run is interrupted."""

        def over() -> bool:
            return good_enough(self.value) or out_of_time() or self.interrupt.pulled

        if self.deterministic:
            while not over():
                tasks = self._batch(DEPTH)
                for task, answer in zip(tasks, self.engine.map([t.draft for t in tasks]), strict=True):
                    self._take(task, answer)
            return
        flying: dict[int, Task] = {}
        number = 0
        while not over():
            # One more than there are workers, so that none waits while the next one is drawn.
            while len(flying) < self.engine.workers + 1:
                task = self._task([t.sessions for t in flying.values()])
                flying[number] = task
                self.engine.submit(number, task.draft)
                number += 1
            done, answer = self.engine.next_answer()
            self._take(flying.pop(done), answer)
        self.engine.drop()

    def solve_sessions(
        self, sessions: Ints, budget: int, *, together: bool = False, seconds: float | None = None
    ) -> None:
        """Solve one sub-model over given sessions, here and now.

        Parameters
        ----------
        together
            The sessions look for a week and location that suits all of them.
        seconds
            Limit in the solver's own seconds; not given: that of all sub-models.
        """
        view = self._view()
        wanted = Wanted(budget, together=together)
        columns = opened(self.landscape, sessions, view.worth, view.price, wanted, self.rng)
        self.solve_columns(sessions, columns, seconds)

    def solve_columns(self, sessions: Ints, columns: Ints, seconds: float | None = None) -> None:
        """Solve one sub-model over given columns of given sessions, here and now."""
        task = self._written(self.arms[0], sessions, columns, anew=True, seconds=seconds)
        self._take(task, solve_draft(task.draft, self.interrupt))

    def _batch(self, count: int) -> list[Task]:
        tasks: list[Task] = []
        for _ in range(count):
            tasks.append(self._task([t.sessions for t in tasks]))
        return tasks

    def _task(self, taken: list[Ints]) -> Task:
        """Draw a neighbourhood of the present plan that leaves other sub-models' sessions alone."""
        view = self._view()
        mask = np.zeros(view.pain.size, dtype=np.bool_)
        for sessions in taken:
            mask[sessions] = True
        if mask[self.landscape.movers].all():
            mask[:] = False
        mask[self.landscape.problem.pinned] = True
        arm, at, sessions = self._drawn(view, mask)
        each = int(self.rng.choice(COLUMNS_A_SESSION)) * arm.riches * arm.kind.breadth
        budget = int(self.landscape.problem.times[sessions].sum() * each)
        wanted = Wanted(budget, lambda columns: arm.kind.kept(at, columns), arm.kind.together)
        columns = opened(self.landscape, sessions, view.worth, view.price, wanted, self.rng)
        return self._written(arm, sessions, columns)

    def _drawn(self, view: View, taken: Mask) -> tuple[Arm, Situation, Ints]:
        """Draw a neighbourhood that has something to offer; a painful session is always left."""
        arm = self._draw()
        for _ in range(20):
            at = Situation(self.landscape, view.pain, view.worth, max(1, round(arm.size)), taken)
            sessions = arm.kind.sessions(at, self.rng)
            if sessions.size:
                return arm, at, sessions
            arm.weight *= MEMORY
            arm = self._draw()
        at = Situation(self.landscape, view.pain, view.worth, 1, taken)
        return arm, at, at.cut([at.draw(self.rng)])

    def _written(
        self, arm: Arm, sessions: Ints, columns: Ints, *, anew: bool = False, seconds: float | None = None
    ) -> Task:
        names = self.state.with_followers(columns)
        share = TIED if self.state.caps else TIED_AT_FIRST
        tied = not anew and "ties" not in self.without and self.rng.random() < share
        system, terms = self.state.restricted(names, self.level, tied=tied)
        own = SUB_DETERMINISTIC_SECONDS * math.sqrt(arm.kind.breadth) if seconds is None else seconds
        settings = SolverSettings(
            None if self.deterministic else max(SUB_SECONDS, own),
            1,
            int(self.rng.integers(2**30)),
            deterministic_seconds=own,
            light=True,
            anew=anew,
        )
        return Task(arm, sessions, names, Draft(system, terms, self.state.values[names], settings))

    def _draw(self) -> Arm:
        weights = np.cumsum([max(FLOOR_WEIGHT, arm.weight) for arm in self.arms])
        return self.arms[int(np.searchsorted(weights, self.rng.random() * weights[-1], side="right"))]

    def _view(self) -> View:
        """Return what columns are worth and which sessions hurt, worked out anew when that has changed."""
        reduced = self.prices()
        view = self._seen
        if view is None or reduced is not view.reduced:
            price = self.state.price_of(self.level)
            shown = price if reduced is None else np.rint(reduced * 256).astype(np.int64)
            worth = self.landscape.best_price(shown)[0].astype(np.float64)
            cheapest = self.landscape.best_price(price)[1]
            view = self._seen = View(reduced, shown, worth, cheapest, ints([]), 0)
        if view.age == 0:
            view.pain = pains(self.landscape, self.level, view.cheapest)
            view.age = PAIN_AGE
        view.age -= 1
        return view

    def _take(self, task: Task, answer: Answer) -> None:
        """Take an answer into the plan if that is no worse and still holds; learn from it."""
        # What presolve settles takes no deterministic time, and a clock that stands still ends no run.
        self.spent += max(answer.deterministic_seconds, LEAST_DETERMINISTIC_SECONDS)
        arm = task.arm
        gain = None
        if answer.values is not None:
            changed = answer.values != task.draft.start
            names, delta = self.state.changes(task.names[changed], answer.values[changed])
            gain = self.state.try_change(names, delta, self.level)
            if gain is not None:
                self.landscape.changed(names, delta)
        # What a sub-model brings counts per time it takes, so that quick ones are not starved by long ones.
        reward = (1.0 if gain else 0.0) / math.sqrt(0.005 + answer.deterministic_seconds)
        arm.weight = MEMORY * arm.weight + (1 - MEMORY) * reward
        quick = answer.optimal and answer.deterministic_seconds < QUICK_DETERMINISTIC_SECONDS
        every = float(self.landscape.problem.times.sum())
        if quick and arm.size >= min(every, MOST_SIZE):
            arm.riches = min(1.2 * arm.riches, MOST_RICHES)
        elif not answer.optimal and arm.riches > 1.0:
            arm.riches = max(1.0, 0.7 * arm.riches)
        else:
            grown = arm.size * ((1.08 if quick else 1.0) if answer.optimal else 0.8)
            arm.size = min(max(grown, LEAST_SIZE), MOST_SIZE, max(every, LEAST_SIZE))
