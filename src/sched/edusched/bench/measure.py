"""Measure the runs of a suite, one after the other: convert, solve, check the written plan.

A run that dies, hangs or fails is a result too, with its reason; the suite goes on.
"""

import hashlib
import json
import signal
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from edusched.bench.events import Told, error_words, told
from edusched.bench.machine import Machine
from edusched.bench.process import COMMAND, Ended, run_process
from edusched.bench.rows import FAILED, Row
from edusched.bench.suite import Case, SuiteInstance
from edusched.bench.trace import Step, first_plan_seconds, improvements, near_best_seconds

HASH_DIGITS = 12
BROKEN = 7
ANSWERED = (0, 3, 4)
"""Exit codes of a run that answered: a plan, proved infeasible, none within the limits."""

DETERMINISTIC_FACTOR = 10
"""A deterministic limit counts work: a wall clock may show so many times as much."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A run as a row of results, and its improvements."""

    row: Row
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An instance ready for the solver, or why it is not."""

    path: Path
    hash: str = ""
    convert_seconds: float | None = None
    error: str = ""


class Bench:
    """Measures runs in a folder of its own.

    Parameters
    ----------
    suite
        Name that stands in the results.
    folder
        A folder that holds nothing else; instances that had to be converted are kept in it.
    command
        The command ``sched`` as words; none given: that of this interpreter.
    """

    def __init__(
        self, suite: str, machine: Machine, folder: Path, command: Sequence[str] | None = None
    ) -> None:
        self._suite, self._machine, self._folder = suite, machine, folder
        self._command = tuple(command or COMMAND)
        self._prepared: dict[str, _Prepared] = {}

    def run(self, case: Case) -> Measured:
        """Measure one run."""
        prepared = self._prepared.get(case.instance.name)
        if prepared is None:
            prepared = self._prepared[case.instance.name] = self._prepare(case)
        row = Row(
            suite=self._suite,
            instance=case.instance.name,
            instance_hash=prepared.hash,
            seed=case.seed,
            limit_seconds=case.limit_seconds,
            workers=case.workers,
            strict=case.instance.strict,
            deterministic=case.deterministic,
            convert_seconds=prepared.convert_seconds,
            **asdict(self._machine),
        )
        if prepared.error:
            return Measured(replace(row, error=prepared.error))
        with tempfile.TemporaryDirectory(dir=self._folder, prefix="run-") as folder:
            return self._solve(case, prepared.path, row, Path(folder))

    def _solve(self, case: Case, instance: Path, row: Row, folder: Path) -> Measured:
        factor = DETERMINISTIC_FACTOR if case.deterministic else 1
        plan = folder / "plan.json"
        words = [
            *self._command,
            "solve",
            str(instance),
            *("-o", str(plan)),
            *("--time-limit", str(case.limit_seconds)),
            *("--workers", str(case.workers)),
            *("--seed", str(case.seed)),
            *("--log-format", "json"),
            *_flags(case),
        ]
        ended = run_process(words, folder, factor * case.limit_seconds + case.grace_seconds)
        heard = told(ended.said)
        levels = heard.levels or {}
        best = {name: level.value for name, level in levels.items()}
        there = heard.finished_seconds if heard.plan else None
        row = replace(
            row,
            status=heard.status or FAILED,
            levels=levels,
            first_plan_seconds=_or(first_plan_seconds(heard.steps), there),
            near_best_seconds=_or(near_best_seconds(heard.steps, best), there),
            total_seconds=ended.seconds,
            load_seconds=heard.load_seconds,
            compile_seconds=heard.compile_seconds,
            solve_seconds=heard.solve_seconds,
            cpu_seconds=ended.cpu_seconds,
            peak_mib=ended.peak_mib,
            memory_by=ended.memory_by,
        )
        steps = tuple(improvements(heard.steps))
        reason = _reason(ended, heard, case)
        if reason:
            return Measured(replace(row, status=FAILED, error=error_words(heard.errors, reason)), steps)
        if heard.plan:
            row = self._checked(case, row, instance, plan)
        return Measured(row, steps)

    def _checked(self, case: Case, row: Row, instance: Path, plan: Path) -> Row:
        """Return the row with the word of a check that is a process of its own, too."""
        words = [*self._command, "check", str(instance), str(plan), "--format", "json"]
        words += ["--strict"] if case.instance.strict else []
        ended = run_process(words, plan.parent, case.grace_seconds)
        if ended.code == 0:
            return replace(row, checked="yes")
        if ended.code == BROKEN:
            reasons = ("the check rejects the plan", _rejection(ended.output))
            return replace(row, status=FAILED, checked="no", error=error_words([], *filter(None, reasons)))
        reason = f"the plan could not be checked: {_end(ended, case.grace_seconds)}"
        return replace(row, status=FAILED, error=error_words([line for _, line in ended.said], reason))

    def _prepare(self, case: Case) -> _Prepared:
        """Return an instance's file, converted first where it is not ours."""
        instance = case.instance
        source = instance.path.absolute()
        try:
            digits = hashlib.sha256(source.read_bytes()).hexdigest()[:HASH_DIGITS]
        except OSError as error:
            words = error_words([], f"the instance cannot be read: {error.strerror or error}")
            return _Prepared(source, error=words)
        if instance.format == "instance":
            return _Prepared(source, digits)
        target = self._folder / f"converted-{len(self._prepared)}" / "instance.json"
        target.parent.mkdir()
        ended = self.convert(instance, target, case.grace_seconds)
        if ended.code != 0 or not target.is_file():
            reason = f"the instance could not be converted: {_end(ended, case.grace_seconds)}"
            words = error_words([line for _, line in ended.said], reason)
            return _Prepared(target, digits, error=words)
        return _Prepared(target, digits, ended.seconds)

    def convert(self, instance: SuiteInstance, target: Path, allowed_seconds: float) -> Ended:
        """Turn a foreign file into an instance, with the command that does so."""
        source = str(instance.path.absolute())
        words = [*self._command, "convert", "--from", instance.format, source, str(target)]
        return run_process(words, target.parent, allowed_seconds)


def _or(first: float | None, second: float | None) -> float | None:
    return second if first is None else first


def _flags(case: Case) -> list[str]:
    named = {"--strict": case.instance.strict, "--deterministic": case.deterministic}
    return [name for name, is_set in named.items() if is_set]


def _reason(ended: Ended, heard: Told, case: Case) -> str:
    """Return why a run is no measurement, or ""."""
    if ended.overdue or ended.code not in ANSWERED:
        return _end(ended, case.limit_seconds + case.grace_seconds)
    if heard.status is None:
        return f"exit code {ended.code} without a last word"
    return ""


def _end(ended: Ended, allowed_seconds: float) -> str:
    """Return how a process ended, in words."""
    if ended.overdue:
        return f"ended by force: not done {allowed_seconds:g} s after its start"
    if ended.code < 0:
        names: Mapping[int, str] = {int(number): number.name for number in signal.Signals}
        return f"died of signal {names.get(-ended.code, -ended.code)}"
    return f"exit code {ended.code}"


def _rejection(output: str) -> str:
    """Return which rules a check found broken, or that the certificate is false."""
    try:
        data: Any = json.loads(output)
        rules = sorted({violation["rule"] for violation in data["broken"]})
        return f"broken: {', '.join(rules)}" if rules else "its certificate does not hold"
    except (ValueError, KeyError, TypeError):
        return ""
