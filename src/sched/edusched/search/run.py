"""A run over the levels of a model: minimise a level, cap it, go on to the next.

Small models go to CP-SAT whole. Larger ones are constructed, walked through where that suits, and improved
by sub-models, while the LP raises the bound; where it comes close, CP-SAT gets what reduced costs leave.
Measured: CP-SAT on a county's 20,000 columns leaves the cost bound at a third of what the LP proves in
seconds. A level is proven only when its bound equals its value.
"""

import time
from collections.abc import Callable

import numpy as np

from edusched.compile.arrays import Ints
from edusched.compile.problem import Problem
from edusched.domain.plan import Plan
from edusched.domain.policy import Objective
from edusched.domain.result import LevelScore
from edusched.model.cp_sat import Interrupt, SolverSettings, solve_system
from edusched.model.system import NO_TERMS, LevelTerms, Model
from edusched.search.bounds import Bounds
from edusched.search.construct import book_waiting, construct
from edusched.search.engines import Engine
from edusched.search.engines.processes import ProcessEngine
from edusched.search.engines.serial import SerialEngine
from edusched.search.finish import finish
from edusched.search.improve import Improver
from edusched.search.landscape import Landscape
from edusched.search.limits import Progress, RunLimits, RunOutcome, tell_nobody
from edusched.search.settle import settled
from edusched.search.start import begin
from edusched.search.state import State
from edusched.search.walk.anneal import MOVES_A_SECOND, WALKERS, anneal, suits

WHOLE_COLUMNS = 4_000
"""Up to so many decision columns the whole model goes to CP-SAT at once."""

WALK_SHARE = 0.75
"""Share of a level's time that is walked before sub-models take over, where a walk suits the level."""

FINISH_SHARE = 0.3
"""Share of a level's time kept for closing the gap, where the LP allows to try."""


class Run:
    """One run over all levels; ``stop`` may be called from any thread.

    ``strategy`` says which pieces worked on each level.

    Parameters
    ----------
    start
        The plan to begin with; None, or one that cannot be had: one is constructed.
    keep
        Handed the values a level ends with.
    """

    def __init__(
        self,
        problem: Problem,
        model: Model,
        limits: RunLimits,
        on_progress: Callable[[Progress], None] = tell_nobody,
        start: Plan | None = None,
        keep: Callable[[Ints], None] = tell_nobody,
    ) -> None:
        self._problem, self._model, self._limits = problem, model, limits
        self._start, self._fresh, self._keep = start, start is None, keep
        self._whole_model = model
        self._caps: dict[Objective, int] = {}
        self._report = on_progress
        self._interrupt = Interrupt()
        self._engine: Engine | None = None
        self._present: tuple[Objective | None, int | None] = (None, None)
        self._rng = np.random.default_rng(limits.seed)
        self._landscape: Landscape | None = None
        self._state: State | None = None
        self._methods: dict[Objective, str] = {}
        self.strategy: dict[Objective, str] = {}
        self._bounds = Bounds(problem, limits, self._on_raise)
        self._started = time.monotonic()
        self._spent = 0.0

    def stop(self) -> None:
        """End the run as soon as possible, keeping the best plan."""
        self._interrupt.pull()

    def solve(self) -> RunOutcome:
        """Minimise all levels in order."""
        self._started = time.monotonic()
        try:
            return self._levels()
        finally:
            self._end()

    def construct(self) -> RunOutcome:
        """Book what can be booked for the first level, and leave it at that; nothing is proven."""
        try:
            values = self._begin()
            if values is None:
                return RunOutcome(None)
            level = next(iter(self._model.levels), Objective.OBLIGATIONS)
            search = self._improver(level, values)
            self.strategy[level] = construct(search, lambda: False, part=True)
            return self._unproven(self._settled(search.state.values))
        finally:
            self._end()

    def meet(self) -> RunOutcome:
        """Minimise the first level, and leave it at that; nothing is proven."""
        self._started = time.monotonic()
        level = next(iter(self._model.levels), Objective.OBLIGATIONS)
        try:
            found = self._level(level, self._model.levels.get(level, NO_TERMS), None, self._left())
        finally:
            self._end()
        return RunOutcome(None, infeasible=found) if isinstance(found, bool) else self._unproven(found[0])

    def _unproven(self, values: Ints) -> RunOutcome:
        scores = [
            LevelScore(level=level, value=terms.value(values), bound=0)
            for level, terms in self._model.levels.items()
        ]
        return RunOutcome(values, scores, stopped=self._interrupt.pulled, strategy=self.strategy)

    def _end(self) -> None:
        if self._engine is not None:
            self._engine.close()
        self._bounds.stop()

    def _levels(self) -> RunOutcome:
        values: Ints | None = None
        scores: list[LevelScore] = []
        names = list(self._model.levels) or [Objective.OBLIGATIONS]
        for position, level in enumerate(names):
            terms = self._model.levels.get(level, NO_TERMS)
            share = self._left() / (2 if position == 0 and len(names) > 1 else len(names) - position)
            found = self._level(level, terms, values, share)
            if isinstance(found, bool):
                return RunOutcome(values, scores, infeasible=found, stopped=self._interrupt.pulled)
            values, bound = found
            self._keep(values)
            value = terms.value(values)
            scores.append(LevelScore(level=level, value=value, bound=min(value, max(0, bound))))
            self._model = self._model.capped(terms, value)
            self._caps[level] = (value - terms.constant) // terms.scale
        if values is not None:
            scores = [self._final(score, values) for score in scores]
        return RunOutcome(
            values,
            scores,
            stopped=self._interrupt.pulled,
            strategy=self.strategy,
            methods=self._methods,
            reasons=self._bounds.reasons,
        )

    def _final(self, score: LevelScore, values: Ints) -> LevelScore:
        """Return a level's score in the last plan: work on later levels may have bettered it by the way."""
        terms = self._model.levels.get(score.level, NO_TERMS)
        value = terms.value(values)
        return LevelScore(level=score.level, value=value, bound=min(value, score.bound))

    def _left(self) -> float:
        used = self._spent if self._limits.deterministic else time.monotonic() - self._started
        return max(0.0, self._limits.time_limit_seconds - used)

    def _level(
        self, level: Objective, terms: LevelTerms, values: Ints | None, seconds: float
    ) -> tuple[Ints, int] | bool:
        """Return values and bound of a level, or whether it is infeasible when there is no plan."""
        self._methods[level] = "trivial"
        if values is None and self._interrupt.pulled:
            return False
        start = values if values is not None else self._begin()
        fresh = values is None and self._fresh
        if start is not None and not fresh:
            if terms.value(start) in {0, terms.constant}:
                self._bounds.settle(level, terms, terms.value(start))
                return start, terms.value(start)
            if self._interrupt.pulled or seconds <= 0:
                return start, max(0, terms.constant)
        small = self._model.decision_count <= WHOLE_COLUMNS and "whole" not in self._limits.without
        if start is None or small:
            self.strategy[level] = "CP-SAT on the whole model"
            return self._whole(level, terms, start, seconds)
        return self._improve(level, terms, start, seconds, fresh=fresh)

    def _begin(self) -> Ints | None:
        """Return the plan to begin with, and note whether there is still one to be constructed."""
        values, self._fresh = begin(self._problem, self._model, self._start, self._limits.seed)
        return values

    def _whole(
        self, level: Objective, terms: LevelTerms, values: Ints | None, seconds: float
    ) -> tuple[Ints, int] | bool:
        limits = self._limits
        bound_now = self._bounds.of(level, terms, self._model)
        self._present = (level, None)
        settings = SolverSettings(
            None if limits.deterministic else seconds,
            1 if limits.deterministic else limits.workers,
            limits.seed,
            limits.gap,
            deterministic_seconds=seconds if limits.deterministic else None,
        )

        def on_change(value: int | None, bound: int) -> None:
            self._present = (level, value)
            self._tell(level, terms, value, max(bound, bound_now()))
            if value is not None and value <= bound_now():
                self._interrupt.end_call()

        answer = solve_system(
            self._model.system,
            terms,
            settings,
            hint=values,
            floor=bound_now(),
            interrupt=self._interrupt,
            on_change=on_change,
        )
        self._spent += answer.deterministic_seconds
        proved, claimed = bound_now(), answer.bound
        if not self._problem.whole:  # what a shortlist left out may be better, or possible at all
            claimed = proved
            if answer.values is None and values is None:
                return False
        if answer.values is None:
            return answer.infeasible if values is None else (values, terms.constant + terms.scale * proved)
        better = "CP-SAT" if claimed >= proved else "LP"
        self._methods[level] = self._bounds.kind(level, terms, max(claimed, proved), better)
        found = self._no_worse(values, self._settled(answer.values))
        self._bounds.settle(level, terms, terms.value(found))
        return found, terms.constant + terms.scale * max(claimed, proved)

    def _on_raise(self, level: Objective, bound: int) -> None:
        """End a whole-model call whose plan a new bound has just proven; called from the prover's thread."""
        at, value = self._present
        if at is level and value is not None and value <= bound:
            self._interrupt.end_call()

    def _improve(
        self, level: Objective, terms: LevelTerms, start: Ints, seconds: float, *, fresh: bool
    ) -> tuple[Ints, int]:
        until = self._clock() + seconds
        bound_now = self._bounds.of(level, terms, self._model)
        search = self._improver(level, start)
        steps = [] if self._problem.whole else ["the nearest options only"]
        spent = self._spent

        def good_enough(value: int) -> bool:
            self._spent = spent + search.spent
            bound = bound_now()
            self._tell(level, terms, value, bound)
            return value <= bound or (value - bound) <= self._limits.gap * value

        def out_of_time() -> bool:
            return self._clock() >= until

        if fresh:
            steps.append(construct(search, out_of_time))
            search.state.reset(self._settled(search.state.values))
            search.landscape.refresh()
        if not self._caps and not good_enough(search.value) and "sub-models" not in self._limits.without:
            booked = book_waiting(search, out_of_time)
            steps += [] if booked is None else [booked]
        if not good_enough(search.value):
            steps += self._walk(search, until - (1 - WALK_SHARE) * seconds, good_enough)
        if "sub-models" not in self._limits.without:
            steps.append(f"sub-models on {search.engine.workers} workers")
            before = until - FINISH_SHARE * seconds

            def time_to_finish() -> bool:
                return out_of_time() or (self._clock() >= before and self._bounds.proof(level) is not None)

            search.run(good_enough, time_to_finish)
            raised = self._finish(search, level, terms, until, good_enough)
            if raised is not None:
                steps.append(raised)
            search.run(good_enough, out_of_time)
        self.strategy[level] = ", ".join(steps)
        found = self._no_worse(start, self._settled(search.state.values))
        bound = bound_now()
        self._methods[level] = self._bounds.kind(level, terms, bound, "LP")
        self._bounds.settle(level, terms, terms.value(found))
        return found, terms.constant + terms.scale * bound

    def _finish(
        self,
        search: Improver,
        level: Objective,
        terms: LevelTerms,
        until: float,
        good_enough: Callable[[int], bool],
    ) -> str | None:
        """Try to close the gap by fixing columns; say what was done."""
        proof, state = self._bounds.proof(level), search.state
        if proof is None or "finish" in self._limits.without or good_enough(search.value):
            return None
        settings = SolverSettings(
            until - self._clock(), self._limits.workers, self._limits.seed, self._limits.gap
        )
        found = finish(
            self._model.system,
            terms,
            self._settled(state.values),
            proof,
            self._model.decision_count,
            settings,
            self._interrupt,
            lambda value, bound: self._tell(level, terms, value, bound),
        )
        if found is None:
            return None
        self._bounds.closed[level] = found.bound
        state.reset(found.values)
        search.landscape.refresh()
        return f"{found.left} columns left by reduced costs to CP-SAT"

    def _walk(self, search: Improver, until: float, good_enough: Callable[[int], bool]) -> list[str]:
        """Walk through single moves first where the level is one for it; say so."""
        began = self._clock()
        if until <= began or "walk" in self._limits.without or not suits(search.landscape, search.level):
            return []
        state, limits = search.state, self._limits

        def used() -> float:
            if self._interrupt.pulled:
                return 1.0
            return 0.0 if limits.deterministic else (self._clock() - began) / (until - began)

        moves = max(1, round((until - began) * MOVES_A_SECOND)) if limits.deterministic else None
        walkers = WALKERS if limits.deterministic else limits.workers  # the same plan on any machine
        found = anneal(search.landscape, search.level, walkers, limits.seed, used, good_enough, moves=moves)
        if moves is not None:
            search.spent += until - began
        if found.values is not None:
            settled = self._settled(found.values)
            if self._model.system.holds(settled) and search.level_value(settled) <= search.value:
                state.reset(settled)
                search.landscape.refresh()
        failed = f" ({len(found.failures)} failed: {found.failures[0]})" if found.failures else ""
        return [f"{walkers} walks{failed}"]

    def _improver(self, level: Objective, values: Ints) -> Improver:
        """Return what improves a plan on a level."""
        state, landscape = self._held(values)
        return Improver(
            state,
            landscape,
            level,
            self._rng,
            self._helpers(),
            self._interrupt,
            self._limits.deterministic,
            lambda: self._bounds.prices(level),
            without=self._limits.without,
        )

    def _held(self, values: Ints) -> tuple[State, Landscape]:
        """Return the plan in the form the search changes, made on first use."""
        if self._state is None or self._landscape is None:
            self._state = State(self._whole_model, values)
            self._landscape = Landscape(self._problem, self._state)
        else:
            self._state.reset(values)
            self._landscape.refresh()
        self._state.caps = dict(self._caps)
        return self._state, self._landscape

    def _helpers(self) -> Engine:
        """Return the engine, started on first use."""
        if self._engine is None:
            if self._limits.workers > 1 and "processes" not in self._limits.without:
                self._engine = ProcessEngine(self._limits.workers, self._interrupt)
            else:
                self._engine = SerialEngine(self._interrupt)
        return self._engine

    def _no_worse(self, before: Ints | None, found: Ints) -> Ints:
        """Return what was found, or the plan before it where a tie on one level cost more on later ones."""
        plans = [found] if before is None else [before, found]
        return min(plans, key=lambda plan: [terms.value(plan) for terms in self._model.levels.values()])

    def _settled(self, values: Ints) -> Ints:
        return settled(self._model, values, self._limits.seed)

    def _clock(self) -> float:
        return self._spent if self._limits.deterministic else time.monotonic()

    def _tell(self, level: Objective, terms: LevelTerms, value: int | None, bound: int) -> None:
        shown = None if value is None else terms.constant + terms.scale * value
        seconds = time.monotonic() - self._started
        # No amount is negative, whatever constant a range brings in.
        self._report(Progress(level, shown, max(0, terms.constant + terms.scale * bound), seconds))
