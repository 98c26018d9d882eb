"""Names, the order of lists and the week of the year mean nothing to any rule.

Renaming may change which of two equal plans comes first, never an amount or the optimum. Shuffling changes
nothing at all: the compiled problem is the same array by array, so the plan is the same byte by byte.
"""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from edusched.checking.checker import check_plan
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan, StopPlace
from edusched.domain.result import Result
from edusched.formats.files import plan_text
from edusched.search.limits import RunLimits
from edusched.search.solve import solve_instance
from tests.conftest import LONG
from tests.rules.harness import SHAPE, Rows, beside, problem_of, same_rows
from tests.strategies import RULES, Case, cases, least_mode
from tests.tiny.relabel import dates, renamed, renaming, shifted, shuffled
from tests.tiny.shrink import plan_data, plan_from

COUNT = 40 if LONG else 5
PLANS = 4
LIMITS = RunLimits(time_limit_seconds=30, workers=1, seed=1, deterministic=True)

PRESSURE = (
    {"id": "run", "rule": "mandatory_sessions", "enforcement": {"mode": "soft", "level": "policy"}},
    {"id": "one-at-a-time", "rule": "room_overlap"},
)
"""Rules beside the one under test, so that running nothing is not the best plan."""

ROLES = frozenset({"staff"})
"""The list whose order still matters to the compiled problem, see the test that is expected to fail."""

BY_YEAR = {
    "study_hours", "subject_share", "guaranteed_hours", "lending_quota", "teaching_mix",
    "joint_hire", "instructor_turns", "instructor_reach",
    "frequency", "teaching_days", "person_times", "session_count",
    "curriculum", "support_pairs", "access", "budget", "budget_share", "learner_fee",
    "person_share",
    "material_age",
}  # fmt: skip
"""Rules that ask in which year a day lies."""

BY_DATE = {"activity_day", "coverage", "instructor_hours", "provider_seats"}
"""Rules that ask which date or month of the year a day is: the same on the same weekday 28 years on."""


def document(found: Case) -> dict[str, Any]:
    """Return the instance of a case as plain data, the rule in its policy, with some pressure to run."""
    entry = {"id": "it", "rule": found.rule, "parameters": found.parameters}
    entry["enforcement"] = {"mode": least_mode(found.rule), "level": "cost"}
    rules = [
        *beside(found.data, found.rule),
        SHAPE,
        *(rule for rule in PRESSURE if rule["rule"] != found.rule),
    ]
    rules += [entry] if found.rule != "session_shape" else []
    return found.data | {"policy": {"defaults": "none", "rules": rules}}


def instance_from(data: dict[str, Any]) -> Instance:
    return Instance.model_validate_json(json.dumps(data))


def amounts(instance: Instance, plan: Plan) -> list[tuple[str, int]]:
    """Return (rule, amount) of all violations, in order."""
    return sorted((v.rule, v.amount) for v in check_plan(instance, plan).violations)


def solved(instance: Instance) -> Result:
    return solve_instance(instance, LIMITS)


def score(result: Result) -> tuple[str, list[tuple[str, int]]]:
    return result.status.value, [(level.level.value, level.value) for level in result.levels]


def tied(plan: Plan, instance: Instance) -> bool:
    """Tell whether a unit stops or sleeps at two sites at a time: their order is that of the sites' names."""
    seen: dict[tuple[Any, ...], str] = {}
    for b in plan.bookings:
        if isinstance(b.place, StopPlace):
            length = instance.session[b.session].length_periods
            key = (b.place.mobile_unit, b.day, b.period, length)
            if seen.setdefault(key, b.place.site) != b.place.site:
                return True
    nights = [(night.mobile_unit, night.day) for night in plan.overnights]
    return len(set(nights)) < len(nights)


def some_cases(rule: str) -> Iterator[tuple[Case, dict[str, Any], Random]]:
    for found in cases(rule, 2000, COUNT, PLANS):
        yield found, document(found), Random(f"relabel/{found.name}")


@pytest.mark.parametrize("rule", RULES)
def test_renaming_changes_no_amount_and_no_optimum(rule: str) -> None:
    for found, data, rng in some_cases(rule):
        names = renaming(rng, data, *(plan_data(plan) for plan in found.plans))
        other_data = renamed(data, names)
        here, there = instance_from(data), instance_from(other_data)
        rows_here, rows_there = Rows(here), Rows(there)
        for plan in found.plans:
            if tied(plan, here):
                continue
            other = plan_from(renamed(plan_data(plan), names))
            want = [(names.get(name, name), amount) for name, amount in amounts(here, plan)]
            assert amounts(there, other) == sorted(want), found
            assert rows_there.say(other) == rows_here.say(plan), found
        best = solved(here)
        assert score(solved(there)) == score(best), found
        if best.plan is not None:
            back = plan_from(renamed(plan_data(best.plan.model_copy(update={"certificate": None})), names))
            assert check_plan(there, back).score == check_plan(here, best.plan).score


@pytest.mark.parametrize("rule", RULES)
def test_shuffling_changes_nothing(rule: str) -> None:
    for found, data, rng in some_cases(rule):
        here, there = instance_from(data), instance_from(shuffled(data, rng, ROLES))
        assert same_rows(problem_of(here), problem_of(there)) is None, found
        for plan in found.plans:
            other = plan_from(shuffled(plan_data(plan), rng))
            assert amounts(there, other) == amounts(here, plan), found
        mine, others = solved(here), solved(there)
        assert score(others) == score(mine)
        if mine.plan is not None and others.plan is not None:
            plans = [p.model_copy(update={"certificate": None}) for p in (mine.plan, others.plan)]
            assert plan_text(plans[0]) == plan_text(plans[1])


def test_shuffling_roles_changes_nothing() -> None:
    for found, data, rng in some_cases("competence"):
        here, there = instance_from(data), instance_from(shuffled(data, rng))
        assert same_rows(problem_of(here), problem_of(there)) is None, found


@pytest.mark.parametrize("rule", RULES)
def test_another_week_is_no_other_question(rule: str) -> None:
    moved = 0
    for found, data, rng in some_cases(rule):
        weeks = _weeks(found, data, rng)
        if weeks is None:
            continue
        moved += 1
        here, there = instance_from(data), instance_from(shifted(data, weeks))
        assert score(solved(there)) == score(solved(here)), found
        for plan in found.plans:
            other = plan_from(shifted(plan_data(plan), weeks))
            assert amounts(there, other) == amounts(here, plan), found
    assert moved >= COUNT // 3


def _weeks(found: Case, data: dict[str, Any], rng: Random) -> int | None:
    """Return by how many weeks a case may be moved without a date that matters changing its year."""
    spans = [k for k in range(-60, 61) if k]
    rng.shuffle(spans)
    if found.rule in BY_DATE:
        return 1461
    if found.rule not in BY_YEAR:
        return spans[0]
    rest = {key: value for key, value in data.items() if key != "policy"}
    years = [_years(day) for day in dates(rest)]
    return next((k for k in spans if [_years(day) for day in dates(shifted(rest, k))] == years), None)


def _years(day: Any) -> tuple[int, int]:
    return day.year, day.year - (day.month < 9)
