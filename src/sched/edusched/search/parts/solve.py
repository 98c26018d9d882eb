"""Solve a large instance in parts: cut it, plan each, improve them until the time is up, check the whole."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from edusched.checking.checker import CheckReport, check_plan
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Mode, Objective
from edusched.engines.contract import Engine, LostEngineError
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.contract import Rule
from edusched.search.limits import Progress, RunLimits, tell_nobody
from edusched.search.parts.bound import PartsBound
from edusched.search.parts.cut import cut
from edusched.search.parts.floors import floor
from edusched.search.parts.reach import Reach
from edusched.search.parts.run import PartsRun
from edusched.search.parts.whole import Whole

PARTS_FROM = 500
"""Sessions from which on an instance is solved in parts, where the cut pays.

Measured on two cores with the made-up city of Fuzhou, whole and in parts, points unmet: 500
sessions in 30 s 256,700 and 36,800; 1,000 in 60 s 1,116,000 (after 106 s) and none; 2,000 in 60 s 2,419,347
(after 66 s) and none.
"""
LARGEST_SHARE = 0.5
"""Most of the sessions that the largest part may hold: parts are planned without the pieces of the search
that need time, so one that is nearly the whole is better planned as the whole."""
SPANNING_FROM = 3_000
"""The same where a rule that must hold, or is owed, counts across parts and so is asked of none of them: up
to here the whole can be solved at once."""
KEEP_SECONDS = 30.0
"""A plan that got better is handed out so often."""
APART = 20.0
"""The whole is checked anew after so many times what the last check took, which has a core for itself."""
RESERVE = 1.5
"""Time kept for the last check, in terms of what the first took."""
BOUND_SECONDS, BOUND_AT_LEAST = 0.004, 2.0
"""Time kept for the bound, a session and worker, and in any case; measured on a province of 20,000."""
BOUND_SHARE = 0.1
"""Most of the time limit that may be; else the bound is what each session costs by itself."""
OF_SESSIONS = "what each session costs at least by itself"
OF_PARTS = "an LP of each part, with earlier levels priced"


class Checked(NamedTuple):
    """A plan with the checker's word on it, and how long that took."""

    plan: Plan
    report: CheckReport
    seconds: float

    @property
    def order(self) -> tuple[bool, list[int]]:
        """Return what comes first among plans: the lower the better."""
        return not self.report.accepted, [value for _, value in self.report.score]


def whole_of(instance: Instance) -> Whole:
    """Return an instance cut into parts, with nothing booked."""
    rules = rules_of(instance)
    hard = frozenset(rule.page for rule in bound(rules) if rule.binding.hard)
    reach = Reach(instance, hard, rules)
    return Whole(instance, reach, cut(instance, reach))


def worth_parts(instance: Instance, rules: Sequence[Rule[Any]]) -> Whole | None:
    """Return the cut of an instance that is better solved in parts; None: solve the whole."""
    sessions = len(instance.sessions)
    spanning = any(rule.spans and rule.enforcement.mode in (Mode.HARD, Mode.OBLIGATION) for rule in rules)
    if sessions < (SPANNING_FROM if spanning else PARTS_FROM):
        return None
    whole = whole_of(instance)
    largest = max(len(part.sessions) for part in whole.parts)
    return whole if largest <= LARGEST_SHARE * sessions else None


@dataclass
class PartsSolver:
    """One solve in parts; ``stop`` may be called from any thread.

    Attributes
    ----------
    whole
        The instance, cut.
    keep
        Handed the plan every half minute in which it got better.
    floor
        What each level costs at least, where that is known, in any plan no worse on the levels before it.
    kind
        What proved it.
    """

    whole: Whole
    limits: RunLimits
    engine: Engine
    start: Plan | None = None
    keep: Callable[[Plan], None] = tell_nobody
    on_progress: Callable[[Progress], None] = tell_nobody
    floor: dict[Objective, int] = field(default_factory=dict)
    kind: str = OF_SESSIONS
    strategy: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _base: dict[Objective, int] | None = None
    _told: dict[Objective, int] = field(default_factory=dict)

    def stop(self) -> None:
        """End the solve as soon as possible, keeping the best plan."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Tell whether somebody stopped it."""
        return self._stop.is_set()

    def solve(self) -> tuple[Plan, CheckReport]:
        """Return the best plan with the checker's word on it."""
        began = time.monotonic()
        self._began = self._kept_at = began
        if self.start is not None:
            self.whole.take(self.whole.parts, self.start.bookings, self.start.overnights)
        self._run = run = PartsRun(self.whole, self.limits, self.engine, self._stop.is_set, self._changed)
        given = self._checked() if self.start is not None else None
        until = self.limits.time_limit_seconds + (0.0 if self.limits.deterministic else began)
        reached = self._worked(run.construct, until)
        best = given if given is not None and not run.tasks else self._checked()
        if given is not None and given.order < best.order:
            best = given
            self.whole.take(self.whole.parts, best.plan.bookings, best.plan.overnights)
        self._best = best
        self._count_from(best)
        self.keep(best.plan)
        end, proof = until, self._bound_seconds()
        if not self.limits.deterministic:
            until -= RESERVE * best.seconds + proof
        if reached and not self.stopped:
            self._worked(run.improve, until)
            best = min(self._checked(), self._best, key=lambda each: each.order)
        self.floor = self._floors(best.report)
        if reached and proof:
            self._prove(best.report, end)
        self.failures += run.failures
        parts, waiting = self.whole.parts, self._waiting()
        self.strategy.append(
            f"{len(parts)} parts, {run.tasks} times planned on {self.engine.workers} workers"
        )
        if waiting:
            of = "part" if len(waiting) == 1 else "parts"
            self.strategy.append(f"{len(waiting)} {of} had no turn that ended within the time limit")
        return best.plan, best.report

    def _worked(self, work: Callable[[float], None], until: float) -> bool:
        """Plan parts until a time; tell whether the engine was there all the while, if there is a plan."""
        try:
            work(until)
        except LostEngineError as error:
            if not self.whole.bookings:
                raise
            self.strategy.append(f"the best plan until workers were out of reach: {error}")
            return False
        return True

    def _waiting(self) -> frozenset[int]:
        """Return the numbers of the parts nobody planned yet, neither before nor now."""
        numbers = range(len(self.whole.parts))
        run = self._run
        turned = {n for n in numbers if n in run.floors or run.standing[n].turns}
        booked = {self.whole.part_of[name] for name in self.whole.bookings}
        return frozenset(numbers) - turned - booked

    def _checked(self) -> Checked:
        plan, asked = self.whole.plan(self._waiting()), time.monotonic()
        report = check_plan(self.whole.instance, plan)
        return Checked(plan, report, time.monotonic() - asked)

    def _floors(self, report: CheckReport) -> dict[Objective, int]:
        """Return what each level costs at least in any plan that leaves no more unmet."""
        floors = self._run.floors
        if len(floors) < len(self.whole.parts):
            return {}
        unmet = dict(report.score).get(Objective.OBLIGATIONS, 0)
        return {
            level: floor([each[level] for each in floors.values() if level in each], unmet)
            for level, _ in report.score
        }

    def _bound_seconds(self) -> float:
        """Return the time to keep for the bound; 0: there is none."""
        wanted = BOUND_AT_LEAST + BOUND_SECONDS * len(self.whole.instance.sessions) / self.engine.workers
        affordable = wanted <= BOUND_SHARE * self.limits.time_limit_seconds
        return wanted if affordable and "bound" not in self.limits.without else 0.0

    def _prove(self, report: CheckReport, end: float) -> None:
        """Raise what is known from below, until a time."""

        def over() -> bool:
            late = not self.limits.deterministic and time.monotonic() >= end
            return late or self.stopped

        proof = PartsBound(self.whole, self._run.policy, self.engine, over)
        for level, least in proof.of(dict(report.score)).items():
            if least > self.floor.get(level, 0):
                self.floor[level], self.kind = least, OF_PARTS

    def _count_from(self, checked: Checked) -> None:
        """Take the checker's word for what the plan is worth; the parts count on from there."""
        self._run.gains.clear()
        self._base = dict(checked.report.score)
        self._asked_at = time.monotonic()
        self._tell()

    def _changed(self) -> None:
        self._tell()
        now = time.monotonic()
        if self._base is None or now - self._kept_at < KEEP_SECONDS:
            return
        self._kept_at = now
        # A repeatable run must not depend on when the clock had it look.
        if self.limits.deterministic or now - self._asked_at < APART * self._best.seconds:
            self.keep(self.whole.plan(self._waiting()))
            return
        last = self._checked()
        self._count_from(last)
        self._best = min(last, self._best, key=lambda each: each.order)
        self.keep(self._best.plan)

    def _tell(self) -> None:
        """Say what the plan is worth up to the first level with something left.

        That is what the checker last found, less what the parts have counted since; they see a little more
        than what is theirs, so that they may count below nothing.
        As long as first plans are made, say how many there are.
        """
        seconds = time.monotonic() - self._began
        if self._base is None:
            made = self._run.planned, len(self.whole.parts)
            self.on_progress(Progress(Objective.OBLIGATIONS, None, 0, seconds, made))
            return
        for level, base in self._base.items():
            value = max(0, base - self._run.gains.get(level, 0))
            if self._told.get(level) != value:
                self._told[level] = value
                self.on_progress(Progress(level, value, 0, seconds))
            if value > 0:
                return
