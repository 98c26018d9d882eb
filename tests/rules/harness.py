"""Holds rows against checks: fix a plan in a rule's rows, and compare with what the rule's check says."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from edusched.checking.checker import CheckReport, check_plan
from edusched.compile.assemble import compile_problem
from edusched.compile.problem import Problem
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Mode
from edusched.model.cp_sat import SolverSettings, solve_system
from edusched.model.read_back import columns_of
from edusched.model.system import LevelTerms, Model, build_model
from edusched.rules.catalogue import BY_ID, bound, rules_of

SHAPE = {"id": "shape", "rule": "session_shape"}

COMPANY = (
    {"id": "one-at-a-time", "rule": "cohort_overlap"},
    {"id": "present", "rule": "instructor_availability"},
)
"""Hard rules beside which others have fewer columns and other rows: a cohort does one thing at a time, so
interchangeable sessions share their columns, and not everybody can teach everything."""


def with_rule(
    data: dict[str, Any],
    rule: str,
    parameters: dict[str, Any],
    mode: str,
    also: tuple[dict[str, Any], ...] = (),
) -> Instance:
    """Return the instance with one rule in a mode (and the shape of a booking, which is always hard).

    What its policy says of other rules stays: the costs a budget reads.
    """
    entry: dict[str, Any] = {"id": "it", "rule": rule, "parameters": parameters}
    entry["enforcement"] = {"mode": mode, "level": "policy"}
    rules = [*beside(data, rule), *also, SHAPE, *([entry] if rule != "session_shape" else [])]
    return Instance.model_validate_json(json.dumps(data | {"policy": {"defaults": "none", "rules": rules}}))


def beside(data: dict[str, Any], rule: str) -> list[dict[str, Any]]:
    """Return the entries of an instance's policy beside those of a rule."""
    return [entry for entry in data["policy"].get("rules", ()) if entry["rule"] != rule]


@dataclass(frozen=True)
class Verdict:
    """What rows say of a fixed plan: expressible at all, feasible, and the least amount."""

    expressible: bool
    feasible: bool
    amount: int | None


def problem_of(instance: Instance, *, strict: bool = False) -> Problem:
    """Compile an instance under its policy."""
    return compile_problem(instance, bound(rules_of(instance), strict=strict))


class Rows:
    """The rows of an instance, built once; plans are fixed in them one after the other."""

    def __init__(self, instance: Instance, *, strict: bool = False) -> None:
        self.problem = problem_of(instance, strict=strict)
        self.built: Model = build_model(self.problem)

    def say(self, plan: Plan) -> Verdict:
        """Fix a plan and solve what is left (switches and slacks)."""
        chosen = columns_of(self.problem, plan)
        if chosen is None:
            return Verdict(expressible=False, feasible=False, amount=None)
        system = self.built.system
        values = np.zeros(system.upper.size, dtype=np.int64)
        values[chosen] = 1
        free = np.arange(values.size) >= self.built.decision_count
        rest, names = system.restricted(free, values)
        price = np.zeros(values.size, dtype=np.int64)
        constant = 0
        for terms in self.built.levels.values():
            np.add.at(price, terms.variables, terms.coefs * terms.scale)
            constant += terms.constant
        priced = np.flatnonzero(price[names])
        answer = solve_system(
            rest, LevelTerms(priced, price[names][priced], 1, 0), SolverSettings(seconds=60.0, light=True)
        )
        if answer.infeasible:
            return Verdict(expressible=True, feasible=False, amount=None)
        assert answer.optimal
        assert answer.values is not None
        values[names] = answer.values
        return Verdict(expressible=True, feasible=True, amount=constant + int(price @ values))


def rows_say(instance: Instance, plan: Plan) -> Verdict:
    """Return what the rows of an instance say of one plan."""
    return Rows(instance).say(plan)


@dataclass(frozen=True)
class Judged:
    """A plan under one rule: the check's amount, whether it is shaped as asked, where rows differ."""

    amount: int
    shaped: bool
    accepted: bool
    disagreement: str | None


class Contract:
    """One rule on one instance, hard and soft, ready to judge plans."""

    def __init__(
        self,
        data: dict[str, Any],
        rule: str,
        parameters: dict[str, Any],
        also: tuple[dict[str, Any], ...] = (),
    ) -> None:
        self.rule = rule
        self.others = {entry["id"] for entry in beside(data, rule)}
        self.modes = [mode for mode in (Mode.HARD, Mode.SOFT) if mode in BY_ID[rule].modes]
        self.instances = {mode: with_rule(data, rule, parameters, mode.value, also) for mode in self.modes}
        self.rows = {mode: Rows(instance) for mode, instance in self.instances.items()}

    def judge(self, plan: Plan) -> Judged:
        """Hold the rows' word on a plan against the check's.

        Hard: the plan is feasible in the rows exactly when the check accepts it (sound and complete).
        Soft: the least amount of the rows equals the check's (priced right).
        """
        amount, shaped, accepted, wrong = 0, True, True, None
        for mode in self.modes:
            report = check_plan(self.instances[mode], plan)
            verdict = self.rows[mode].say(plan)
            if any(v.amount <= 0 for v in report.violations):
                wrong = f"{self.rule}: a violation of nothing among {[str(v) for v in report.violations]}"
            if mode is Mode.HARD:
                amount = self._own(report)
                accepted = report.accepted
                if accepted != verdict.feasible:
                    wrong = wrong or f"{self.rule} hard: check accepts={accepted}, rows {verdict}"
                continue
            shaped = report.accepted
            amount, priced = self._own(report), sum(v.amount for v in report.violations)
            accepted = shaped and amount == 0
            if not shaped and verdict.feasible:
                wrong = wrong or f"{self.rule}: a plan without shape is feasible"
            elif shaped and (not verdict.feasible or verdict.amount != priced):
                wrong = wrong or f"{self.rule} soft: check says {priced}, rows {verdict}"
        return Judged(amount, shaped, accepted, wrong)

    def _own(self, report: CheckReport) -> int:
        return sum(v.amount for v in report.violations if v.rule not in self.others)


def disagreement(data: dict[str, Any], rule: str, parameters: dict[str, Any], plan: Plan) -> str | None:
    """Return how rows and check differ on a plan under one rule, or None where they agree."""
    return Contract(data, rule, parameters).judge(plan).disagreement


def same_rows(a: Problem, b: Problem) -> str | None:
    """Return where two problems differ in columns, rows or prices, or None."""
    mine, other = _parts(a), _parts(b)
    for name in mine:
        if mine[name] != other[name]:
            return f"{name}: {mine[name]} {other[name]}"
    return None


def _parts(problem: Problem) -> dict[str, Any]:
    table = problem.table
    rows = zip(table.lo, table.hi, table.slack_of, table.source, table.columns, table.coefs, strict=True)
    return {
        "columns": (problem.column_count, problem.decision_count),
        "rows": [(lo, hi, s, source[1], c.tolist(), k.tolist()) for lo, hi, s, source, c, k in rows],
        "blocks": [
            (c.row(k).subject, c.row(k).columns.tolist(), c.row(k).coefs.tolist(), c.lo, c.hi)
            for _, c in table.blocks
            for k in range(c.start.size - 1)
        ],
        "slacks": [(s.subject, s.price, s.upper) for s in table.slacks],
        "charges": [(columns.tolist(), amounts.tolist()) for _, columns, amounts in table.charges],
        "constants": [(subject, amount) for _, subject, amount in table.constants],
        "stacked": sorted(table.stacked.items()),
        "derived": sorted((column, inputs.tolist()) for column, inputs in problem.derived.items()),
    }
