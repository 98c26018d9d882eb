"""Holds rows against checks: fix a plan in a rule's rows, and compare with what the rule's check says."""

import json
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from edusched.check.checker import check_plan
from edusched.compile.assemble import compile_problem
from edusched.compile.problem import Problem
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Mode
from edusched.model.build import BuiltModel, build_model
from edusched.model.read_back import columns_of
from edusched.rules.catalogue import BY_ID, bound, rules_of

SHAPE = {"id": "shape", "rule": "session_shape"}


def with_rule(
    data: dict[str, Any], rule: str, parameters: dict[str, Any], mode: str, also: tuple[dict[str, Any], ...] = ()
) -> Instance:
    """Return the instance with one rule in a mode (and the shape of a booking, which is always hard)."""
    entry: dict[str, Any] = {"id": "it", "rule": rule, "parameters": parameters}
    entry["enforcement"] = {"mode": mode, "level": "policy"}
    rules = [*also, SHAPE] if rule == "session_shape" else [*also, SHAPE, entry]
    return Instance.model_validate_json(json.dumps(data | {"policy": {"defaults": "none", "rules": rules}}))


@dataclass(frozen=True)
class Verdict:
    """What rows say of a fixed plan: expressible at all, feasible, and the least amount."""

    expressible: bool
    feasible: bool
    amount: int | None


def problem_of(instance: Instance, *, strict: bool = False) -> Problem:
    """Compile an instance under its policy."""
    return compile_problem(instance, bound(rules_of(instance), strict=strict))


def rows_say(instance: Instance, plan: Plan) -> Verdict:
    """Fix a plan in the model and solve what is left (switches and slacks)."""
    problem = problem_of(instance)
    chosen = columns_of(problem, plan)
    if chosen is None:
        return Verdict(expressible=False, feasible=False, amount=None)
    built = build_model(problem)
    return fixed(built, problem, set(chosen.tolist()))


def fixed(built: BuiltModel, problem: Problem, chosen: set[int]) -> Verdict:
    """Solve a model with the decision columns fixed."""
    proto = built.proto
    for column in range(problem.decision_count):
        value = int(column in chosen)
        proto.variables[column].domain[:] = [value, value]
    total = 0
    for terms in built.levels.values():
        proto.objective.vars.extend(terms.variables)
        proto.objective.coeffs.extend([coef * terms.scale for coef in terms.coefs])
        total += terms.constant
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(built.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
    if status == cp_model.INFEASIBLE:
        return Verdict(expressible=True, feasible=False, amount=None)
    return Verdict(expressible=True, feasible=True, amount=total + round(solver.objective_value))


def disagreement(data: dict[str, Any], rule: str, parameters: dict[str, Any], plan: Plan) -> str | None:
    """Return how rows and check differ on a plan under one rule, or None where they agree.

    Hard: the plan is feasible in the rows exactly when the check accepts it (sound and complete).
    Soft: the least amount of the rows equals the check's (priced right).
    """
    soft = Mode.SOFT in BY_ID[rule].modes
    hard = Mode.HARD in BY_ID[rule].modes
    if hard:
        instance = with_rule(data, rule, parameters, "hard")
        accepted = check_plan(instance, plan).accepted
        verdict = rows_say(instance, plan)
        if accepted != verdict.feasible:
            return f"{rule} hard: check accepts={accepted}, rows {verdict}"
    if soft:
        instance = with_rule(data, rule, parameters, "soft")
        report = check_plan(instance, plan)
        if not report.accepted:
            return None if not rows_say(instance, plan).feasible else f"{rule}: a plan without shape is feasible"
        amount = sum(v.amount for v in report.violations)
        verdict = rows_say(instance, plan)
        if not verdict.feasible or verdict.amount != amount:
            return f"{rule} soft: check says {amount}, rows {verdict}"
    return None
