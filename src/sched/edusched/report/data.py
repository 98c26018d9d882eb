"""A result as plain data, for other programs: ids, amounts and units, no names."""

from collections.abc import Iterable
from typing import Any

from edusched.domain.policy import Mode
from edusched.domain.result import Conflict, LevelScore, Result, Violation

Data = dict[str, Any]


def result_data(result: Result) -> Data:
    """Return status, levels, violations, conflicts and sessions not run; equal results give equal data."""
    plan = result.plan
    return {
        "kind": "result",
        "status": result.status.value,
        "checked": plan is not None and not any(v.mode is Mode.HARD for v in result.violations),
        "gap": result.gap,
        "levels": levels_data(result.levels),
        "violations": violations_data(result.violations),
        "not_run": [] if plan is None else [n.model_dump(mode="json") for n in plan.not_run],
        "conflicts": conflicts_data(result.conflicts),
        "confirmations": list(result.confirmations),
        "certificate": plan.certificate.model_dump(mode="json") if plan and plan.certificate else None,
    }


def levels_data(levels: Iterable[LevelScore]) -> list[Data]:
    """Return value, bound and gap of each level."""
    return [
        {"level": score.level.value, "value": score.value, "bound": score.bound, "gap": score.gap}
        for score in levels
    ]


def violations_data(violations: Iterable[Violation]) -> list[Data]:
    """Return violations and costs."""
    return [
        {
            "rule": v.rule,
            "subject": list(v.subject),
            "amount": v.amount,
            "unit": v.unit,
            "witness": list(v.witness),
            "mode": v.mode.value,
        }
        for v in violations
    ]


def conflicts_data(conflicts: Iterable[Conflict]) -> list[Data]:
    """Return what has to give, and by how much."""
    return [
        {
            "rule": c.rule,
            "subject": list(c.subject),
            "amount": c.amount,
            "unit": c.unit,
            "struck_out": dict(c.struck_out),
        }
        for c in conflicts
    ]
