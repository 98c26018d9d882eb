"""Solve an instance: compile, run, read back, check, certify.

No plan leaves without the checker's word: it re-reads the plan in dates and people and must find no hard
rule broken and the very score the solver claims. A difference is our fault, never the user's, and is
reported as one.
"""

import hashlib
import json
import platform
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from edusched._version import __version__
from edusched.checking.checker import CheckReport, check_plan, levels_of
from edusched.compile.arrays import Ints
from edusched.compile.assemble import compile_problem
from edusched.compile.problem import Problem
from edusched.compile.shortlist import MOST_COLUMNS
from edusched.domain.errors import InternalDisagreementError
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.result import Certificate, LevelScore, Result, Status
from edusched.engines.contract import Engine
from edusched.engines.serial import SerialEngine
from edusched.model.confirm import Confirmation, confirm_infeasible
from edusched.model.read_back import plan_of
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.contract import Rule
from edusched.search.limits import Progress, RunLimits, RunOutcome, tell_nobody
from edusched.search.parts.solve import PartsSolver, worth_parts
from edusched.search.run import Run

MOST_SHORTAGES = 20
"""Shortages a certificate names; the largest come first."""
MOST_TEXT = 400
"""Characters of a text of the domain."""


class Stoppable(Protocol):
    """What can be ended from another thread."""

    def stop(self) -> None:
        """End as soon as possible."""
        ...


@dataclass(slots=True)
class StopSwitch:
    """Stops a running solve from another thread, keeping the best plan."""

    _run: Stoppable | None = None
    _pulled: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def stop(self) -> None:
        """End the solve as soon as possible."""
        with self._lock:
            self._pulled = True
            if self._run is not None:
                self._run.stop()

    def watch(self, run: Stoppable) -> None:
        """Take charge of a run; one that is already meant to end is stopped at once."""
        with self._lock:
            self._run = run
            if self._pulled:
                run.stop()


def _keeper(problem: Problem, keep: Callable[[Plan], None]) -> Callable[[Ints], None]:
    """Return what hands on the plan a level ends with, where it is another one than before."""
    kept: list[Ints] = []

    def hand_on(values: Ints) -> None:
        if not kept or not np.array_equal(kept[-1], values):
            kept[:] = [values]
            keep(plan_of(problem, values))

    return hand_on


def solve_instance(  # noqa: PLR0913 - keyword-only settings of the one call there is
    instance: Instance,
    limits: RunLimits,
    *,
    strict: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    switch: StopSwitch | None = None,
    start: Plan | None = None,
    keep: Callable[[Plan], None] | None = None,
    open_engine: Callable[[], Engine] = SerialEngine,
) -> Result:
    """Solve an instance and return its result.

    Parameters
    ----------
    start
        A plan to begin with; the result is no worse.
    keep
        Handed the best plan: of an instance in parts every half minute in which it got better, of one that
        is solved whole when a level is done.
    open_engine
        Where the parts of a large instance are planned; not given: here, one after the other.

    Raises
    ------
    InternalDisagreementError
        Solver and checker disagree; the error names a folder with what is needed to reproduce it.
    LimitExceededError
        The instance is too large for this machine or its numbers too big for the solver.
    """
    started, tell = time.monotonic(), on_progress or tell_nobody
    rules = rules_of(instance)
    whole = None if strict or "parts" in limits.without else worth_parts(instance, rules)
    if whole is not None:
        with open_engine() as engine:
            solver = PartsSolver(whole, limits, engine, start, keep or tell_nobody, tell)
            if switch is not None:
                switch.watch(solver)
            return _of_parts(instance, rules, solver, limits, started)
    problem = compile_problem(
        instance,
        bound(rules, strict=strict),
        counting="counting" not in limits.without,
        most_columns=None if "shortlist" in limits.without else MOST_COLUMNS,
    )
    keeper = tell_nobody if keep is None else _keeper(problem, keep)
    run = Run(problem, build_model(problem), limits, tell, start, keeper)
    if switch is not None:
        switch.watch(run)
    outcome = run.solve()
    if outcome.infeasible:
        found = confirm_infeasible(problem, max(10.0, limits.time_limit_seconds / 2), limits.seed)
        if found.counterexample is None:
            return _infeasible(found, time.monotonic() - started)
        outcome = RunOutcome(found.counterexample)
    if outcome.values is None:
        status = Status.INTERRUPTED if outcome.stopped else Status.UNKNOWN
        return Result(status, None, solve_seconds=time.monotonic() - started)
    return _certified(
        instance, rules, problem, outcome.values, outcome, limits, strict=strict, started=started
    )


def _of_parts(
    instance: Instance, rules: tuple[Rule[Any], ...], solver: PartsSolver, limits: RunLimits, started: float
) -> Result:
    """Return the result of a solve in parts; nothing is proven but what needs no proof."""
    plan, report = solver.solve()
    seconds = time.monotonic() - started
    strategy = (*solver.strategy, *solver.failures[:MOST_SHORTAGES])
    if not report.accepted:
        broken = sorted({violation.rule for violation in report.broken})
        words = f"rules that count across parts are broken: {', '.join(broken)}; try --without parts"
        return Result(Status.UNKNOWN, None, strategy=(*strategy, words), solve_seconds=seconds)
    values = dict(report.score)
    levels = tuple(
        LevelScore(level=k, value=values[k], bound=min(values[k], solver.floor.get(k, 0)))
        for k in levels_of(rules)
    )
    status = _status(levels, stopped=solver.stopped)
    certificate = _certificate(instance, levels, status, limits, solver.kind, ())
    plan = plan.model_copy(update={"certificate": certificate})
    return Result(status, plan, levels, report.violations, strategy=strategy, solve_seconds=seconds)


def _infeasible(found: Confirmation, seconds: float) -> Result:
    status = Status.INFEASIBLE if found.confirmed else Status.UNKNOWN
    return Result(status, None, conflicts=found.conflicts, confirmations=found.ways, solve_seconds=seconds)


def _certified(  # noqa: PLR0913 - everything a certificate states
    instance: Instance,
    rules: tuple[Rule[Any], ...],
    problem: Problem,
    values: Ints,
    outcome: RunOutcome,
    limits: RunLimits,
    *,
    strict: bool,
    started: float,
) -> Result:
    plan = plan_of(problem, values)
    report = check_plan(instance, plan, strict=strict)
    claimed = {score.level: score for score in outcome.levels}
    checked = dict(report.score)
    differs = [s for s in outcome.levels if checked.get(s.level, 0) != s.value]
    if differs or not report.accepted:
        raise InternalDisagreementError(
            "the solver's plan does not pass the checker",
            bundle=str(_bundle(instance, plan, report, outcome.levels, limits)),
        )
    levels = tuple(
        claimed.get(level, LevelScore(level=level, value=checked[level], bound=0))
        for level in levels_of(rules, strict=strict)
    )
    status = _status(levels, stopped=outcome.stopped)
    certificate = _certificate(instance, levels, status, limits, _bound_kind(outcome), outcome.reasons)
    return Result(
        status,
        plan.model_copy(update={"certificate": certificate}),
        levels,
        report.violations,
        strategy=tuple(f"{level.value}: {words}" for level, words in outcome.strategy.items()),
        solve_seconds=time.monotonic() - started,
    )


def _certificate(
    instance: Instance,
    levels: tuple[LevelScore, ...],
    status: Status,
    limits: RunLimits,
    bound_kind: str,
    reasons: tuple[str, ...],
) -> Certificate:
    return Certificate(
        status=status,
        levels=levels,
        bound_kind=bound_kind,
        shortages=tuple(_cut(text) for text in reasons[:MOST_SHORTAGES]),
        checked=True,
        instance_hash=instance_hash(instance),
        seed=limits.seed,
        deterministic=limits.deterministic,
        versions=versions(),
    )


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 3] + "..."


def _bound_kind(outcome: RunOutcome) -> str:
    proved = ", ".join(f"{level.value}: {method}" for level, method in outcome.methods.items())
    return f"level by level, each given the values of the levels before it ({proved})"


def _status(levels: tuple[LevelScore, ...], *, stopped: bool) -> Status:
    if all(score.value == score.bound for score in levels):
        return Status.OPTIMAL
    return Status.INTERRUPTED if stopped else Status.FEASIBLE


def instance_hash(instance: Instance) -> str:
    """Return the SHA-256 of an instance's canonical text."""
    return hashlib.sha256(instance.model_dump_json().encode()).hexdigest()


def versions() -> dict[str, str]:
    """Return the versions a certificate depends on."""
    return {"sched": __version__, "ortools": version("ortools"), "python": platform.python_version()}


def _bundle(
    instance: Instance, plan: Plan, report: CheckReport, levels: list[LevelScore], limits: RunLimits
) -> Path:
    """Write what is needed to reproduce a disagreement, and return the folder."""
    folder = Path(tempfile.mkdtemp(prefix="sched-disagreement-"))
    (folder / "instance.json").write_text(instance.model_dump_json(indent=1), encoding="utf-8")
    (folder / "plan.json").write_text(plan.model_dump_json(indent=1), encoding="utf-8")
    words = {
        "solver": [f"{s.level.value}: {s.value} (bound {s.bound})" for s in levels],
        "checker": [f"{level.value}: {value}" for level, value in report.score],
        "broken": [str(v) for v in report.broken],
        "limits": str(limits),
        "versions": versions(),
    }
    text = json.dumps(words, ensure_ascii=False, indent=1)
    (folder / "disagreement.json").write_text(text, encoding="utf-8")
    return folder
