"""Solve a large instance in parts: cut it, plan each, improve them until the time is up, check the whole."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from edusched.checking.checker import CheckReport, check_plan
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Objective
from edusched.engines.contract import Engine
from edusched.rules.catalogue import bound, rules_of
from edusched.search.limits import Progress, RunLimits, tell_nobody
from edusched.search.parts.cut import cut
from edusched.search.parts.floors import floor
from edusched.search.parts.reach import Reach
from edusched.search.parts.run import PartsRun
from edusched.search.parts.whole import Whole

PARTS_FROM = 3_000
"""Sessions from which on an instance is solved in parts."""
KEEP_SECONDS = 30.0
"""A plan that got better is handed out so often."""
RESERVE = 1.5
"""Time kept for the last check, in terms of what the first took."""


class Checked(NamedTuple):
    """A plan with the checker's word on it, and how long that took."""

    plan: Plan
    report: CheckReport
    seconds: float

    @property
    def order(self) -> tuple[bool, list[int]]:
        """Return what comes first among plans: the lower the better."""
        return not self.report.accepted, [value for _, value in self.report.score]


@dataclass
class PartsSolver:
    """One solve in parts; ``stop`` may be called from any thread.

    Attributes
    ----------
    keep
        Handed the plan every half minute in which it got better.
    floor
        What each level costs at least, where that is known.
    """

    instance: Instance
    limits: RunLimits
    engine: Engine
    start: Plan | None = None
    keep: Callable[[Plan], None] = tell_nobody
    on_progress: Callable[[Progress], None] = tell_nobody
    floor: dict[Objective, int] = field(default_factory=dict)
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
        rules = rules_of(self.instance)
        hard = frozenset(rule.page for rule in bound(rules) if rule.binding.hard)
        reach = Reach(self.instance, hard, rules)
        self._whole = Whole(self.instance, reach, cut(self.instance, reach))
        given = None
        if self.start is not None:
            self._whole.take(self._whole.parts, self.start.bookings, self.start.overnights)
            given = self._checked()
        run = self._run = PartsRun(self._whole, self.limits, self.engine, self._stop.is_set, self._changed)
        until = self.limits.time_limit_seconds + (0.0 if self.limits.deterministic else began)
        run.construct(until)
        best = given if given is not None and not run.tasks else self._checked()
        if given is not None and given.order < best.order:
            best = given
            self._whole.take(self._whole.parts, best.plan.bookings, best.plan.overnights)
        run.gains.clear()
        self._base = dict(best.report.score)
        self._tell()
        self.keep(best.plan)
        if not self.limits.deterministic:
            until -= RESERVE * best.seconds
        if not self.stopped:
            run.improve(until)
            best = min(self._checked(), best, key=lambda each: each.order)
        self.floor = self._floors(best.report)
        self.failures += run.failures
        parts = self._whole.parts
        self.strategy.append(
            f"{len(parts)} parts, {run.tasks} times planned on {self.engine.workers} workers"
        )
        return best.plan, best.report

    def _checked(self) -> Checked:
        plan, asked = self._whole.plan(), time.monotonic()
        report = check_plan(self.instance, plan)
        return Checked(plan, report, time.monotonic() - asked)

    def _floors(self, report: CheckReport) -> dict[Objective, int]:
        """Return what each level costs at least in any plan that leaves no more unmet."""
        floors = self._run.floors
        if len(floors) < len(self._whole.parts):
            return {}
        unmet = dict(report.score).get(Objective.OBLIGATIONS, 0)
        return {
            level: floor([each[level] for each in floors.values() if level in each], unmet)
            for level, _ in report.score
        }

    def _changed(self) -> None:
        self._tell()
        now = time.monotonic()
        if self._base is not None and now - self._kept_at >= KEEP_SECONDS:
            self._kept_at = now
            self.keep(self._whole.plan())

    def _tell(self) -> None:
        """Say what the plan is worth up to the first level with something left, as the parts count it.

        As long as first plans are made, say how many there are.
        """
        seconds = time.monotonic() - self._began
        if self._base is None:
            made = self._run.planned, len(self._whole.parts)
            self.on_progress(Progress(Objective.OBLIGATIONS, None, 0, seconds, made))
            return
        for level, base in self._base.items():
            value = base - self._run.gains.get(level, 0)
            if self._told.get(level) != value:
                self._told[level] = value
                self.on_progress(Progress(level, value, 0, seconds))
            if value > 0:
                return
