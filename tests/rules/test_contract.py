"""The contract of a rule page: on tiny cases without number, its rows say what its check says, and no more.

Sound: a plan the check rejects is infeasible when fixed in the rows. Complete: one it accepts is feasible.
Priced right: in soft mode the least amount of the rows is the check's. Each case is made again by its number,
``case(rule, number)`` in ``tests.strategies``; a failure shows the case made small.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from edusched.checking.checker import check_plan
from edusched.checking.facts import PlanFacts
from edusched.compile.assemble import BoundRule, compile_problem
from edusched.compile.problem import Problem
from edusched.compile.table import Binding
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Mode, Objective
from edusched.domain.references import reference_faults
from edusched.formats.files import canonical_plan
from edusched.model.read_back import columns_of, plan_of
from edusched.rules.catalogue import BY_ID, CATALOGUE, bound, rules_of
from edusched.rules.contract import Rule
from edusched.rules.policy_check import policy_faults
from tests.rules.harness import COMPANY, SHAPE, Contract, Rows, beside, disagreement, same_rows, with_rule
from tests.strategies import LEANINGS, RULES, Case, case, cases, draw_case, instance_for, rule_cases
from tests.tiny.instances import Leaning
from tests.tiny.parameters import SAMPLERS
from tests.tiny.plans import PlanMaker
from tests.tiny.shrink import plan_data, plan_from, shrunk, sound

PLANS = 6
FAST, LONG = 24, 112  # instances a rule: 38 x 24 x 6 = 5,472 cases fast, 38 x 112 x 6 = 25,536 more long

LEAST = 0.1
"""A rule sees at least this share of plans it accepts, and of shaped plans it rejects."""

LEAST_BUT = {
    # Driving costs something almost always; free are the plans without a stop, or where no fuel is priced.
    "mobile_cost": 0.05,
}


@dataclass
class Tally:
    """What the cases of one rule came to."""

    plans: int = 0
    accepted: int = 0
    rejected: int = 0
    amounts: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def look_at(self, found: Case) -> None:
        contract = Contract(found.data, found.rule, found.parameters)
        for k, plan in enumerate(found.plans):
            judged = contract.judge(plan)
            self.plans += 1
            self.accepted += judged.accepted
            self.rejected += not judged.accepted and (judged.shaped or found.rule == "session_shape")
            self.amounts[judged.amount] += 1
            if judged.disagreement:
                self.wrong.append(f"{found!r}, plan {k}: {judged.disagreement}\n{_made_small(found, k)}")


def _made_small(found: Case, number: int) -> str:
    def fails(text: dict[str, Any]) -> bool:
        plan = plan_from(text["plan"])
        return sound(text["data"]) and bool(disagreement(text["data"], found.rule, text["parameters"], plan))

    plan = plan_data(found.plans[number])
    return json.dumps(shrunk({"data": found.data, "parameters": found.parameters, "plan": plan}, fails))


def test_every_rule_has_a_sampler() -> None:
    assert set(SAMPLERS) == {page.id for page in CATALOGUE}


@pytest.mark.parametrize("rule", RULES)
def test_cases_are_sound_and_come_again(rule: str) -> None:
    for number in range(5):
        found = case(rule, number)
        instance = instance_for(found.data, rule, found.parameters)
        assert reference_faults(instance) == []
        assert policy_faults(instance) == []
        again = case(rule, number)
        assert (again.data, again.parameters, again.plans) == (found.data, found.parameters, found.plans)


def _holds(rule: str, first: int, count: int) -> Tally:
    tally = Tally()
    for found in cases(rule, first, count, PLANS):
        tally.look_at(found)
        assert not tally.wrong, tally.wrong[0]
    return tally


@pytest.mark.parametrize("rule", RULES)
def test_rows_agree_with_the_check(rule: str) -> None:
    tally = _holds(rule, 0, FAST)
    least = LEAST_BUT.get(rule, LEAST) * tally.plans
    assert tally.accepted >= least, f"accepts {tally.accepted} of {tally.plans} plans only"
    assert tally.rejected >= least, f"rejects {tally.rejected} of {tally.plans} plans only"


@pytest.mark.long
@pytest.mark.parametrize("rule", RULES)
def test_rows_agree_with_the_check_on_many_cases(rule: str) -> None:
    _holds(rule, 1000, LONG)


BESIDE = [rule for rule in RULES if rule not in {other["rule"] for other in (SHAPE, *COMPANY)}]
BESIDE.remove("rotation_once")  # it speaks of programmes only, whose sessions share no columns
TWINNED = {"hot_days": (1, 2), "sessions": (3, 4), "twins": 0.9, "two_periods": 0.3, "away": 0.1, "open": 0.2,
           "programme": 0.1, "mobile": 0.2}  # fmt: skip


@pytest.mark.parametrize("rule", BESIDE)
def test_rows_agree_with_the_check_in_company(rule: str) -> None:
    """Beside hard rules, with interchangeable sessions: what is left amounts to what it amounts to alone."""
    shared = kept = 0
    for number in range(FAST // 2):
        rng = Random(f"company/{rule}/{number}")
        found = draw_case(rng, rule, PLANS, lean=Leaning(**(LEANINGS.get(rule, {}) | TWINNED)))
        beside = Contract(found.data, rule, found.parameters, COMPANY)
        alone = Contract(found.data, rule, found.parameters)
        shared += bool((beside.rows[beside.modes[-1]].problem.times > 1).any())
        for k, plan in enumerate(found.plans):
            judged, other = beside.judge(plan), alone.judge(plan)
            assert judged.disagreement is None, f"{number}, plan {k}: {judged.disagreement}"
            assert other.disagreement is None, f"{number}, plan {k}: {other.disagreement}"
            if judged.shaped:
                kept += 1
                assert judged.amount == other.amount, f"{number}, plan {k}"
    assert shared >= 1
    assert kept >= 10


@given(rule_cases())
def test_rows_agree_with_the_check_wherever_hypothesis_looks(found: Case) -> None:
    wrong = disagreement(found.data, found.rule, found.parameters, found.plans[0])
    shown = json.dumps([found.rule, found.parameters, found.data, plan_data(found.plans[0])])
    assert wrong is None, f"{wrong}\n{shown}"


@pytest.mark.parametrize("rule", RULES)
def test_a_plan_comes_back_from_its_columns(rule: str) -> None:
    """What the solver's values mean as a plan is the plan that these values were read from."""
    seen = 0
    for found in cases(rule, 0, 8, PLANS):
        rows = Rows(instance_for(found.data, rule, found.parameters))
        for plan in found.plans:
            columns = columns_of(rows.problem, plan)
            if columns is None or not rows.say(plan).feasible:
                continue
            values = np.zeros(rows.problem.column_count, dtype=np.int64)
            values[columns] = 1
            back = canonical_plan(plan_of(rows.problem, values))
            want = canonical_plan(plan)
            assert (back.bookings, back.overnights) == (want.bookings, want.overnights)
            idle = {s.id for s in rows.problem.instance.sessions} - {b.session for b in plan.bookings}
            assert {n.session for n in back.not_run} == idle
            seen += 1
    assert seen > 0


OWED = [page.id for page in CATALOGUE if Mode.OBLIGATION in page.modes]


@pytest.mark.parametrize("rule", OWED)
def test_an_obligation_under_strict_is_hard(rule: str) -> None:
    for found in cases(rule, 0, 4, PLANS):
        owed = with_rule(found.data, rule, found.parameters, "obligation")
        hard = with_rule(found.data, rule, found.parameters, "hard")
        assert same_rows(_compiled(owed, strict=True), _compiled(hard)) is None
        for plan in found.plans:
            strict = check_plan(owed, plan, strict=True)
            assert strict.accepted == check_plan(hard, plan).accepted
            assert strict.unmet == ()


@pytest.mark.parametrize("rule", OWED)
def test_an_obligation_is_priced_like_a_soft_rule(rule: str) -> None:
    """Only the level differs, which is always that of obligations."""
    for found in cases(rule, 0, 2, PLANS):
        owed = Rows(with_rule(found.data, rule, found.parameters, "obligation"))
        soft = Rows(with_rule(found.data, rule, found.parameters, "soft"))
        costs = {Objective.COST} if beside(found.data, rule) else set()
        assert set(owed.built.levels) <= {Objective.OBLIGATIONS} | costs
        assert set(soft.built.levels) <= {Objective.POLICY} | costs
        for plan in found.plans:
            assert owed.say(plan) == soft.say(plan)


SOMETIMES = [page.id for page in CATALOGUE if page.applies is not Rule.applies]


@pytest.mark.parametrize("rule", SOMETIMES)
def test_a_rule_that_does_not_apply_is_silent(rule: str) -> None:
    page, seen = BY_ID[rule], 0
    lean = Leaning(mobile=0.3, programme=0.4, open=0.3)
    for number in range(200):
        found = draw_case(Random(f"idle/{rule}/{number}"), rule, 2, lean=lean)
        data = dict(found.data)
        if not any("mobile" in s["deliveries"] for s in data["sessions"]):
            data["mobile_units"] = []
        elif number % 2:
            data["mobile_units"] = [unit | {"crew": []} for unit in data["mobile_units"]]
        instance = instance_for(data, rule, found.parameters)
        if page(rule, page.parameters_type(), page.default).applies(instance):
            continue
        seen += 1
        assert all(r.id != rule for r in rules_of(instance))
        maker = PlanMaker(Random(number), instance)
        _is_silent(page, instance, found.parameters, [maker.plan(0.1) for _ in range(2)])
        if seen == 12:
            return
    pytest.fail(f"only {seen} instances to which the rule does not apply")


def _is_silent(
    page: type[Rule[Any]], instance: Instance, parameters: dict[str, Any], plans: list[Plan]
) -> None:
    rule = page("it", page.parameters_type.model_validate_json(json.dumps(parameters)), page.default)
    for plan in plans:
        assert list(rule.check(PlanFacts(instance, plan))) == []
    others = bound(rules_of(instance))
    without = compile_problem(instance, others)
    for mode in page.modes:
        if mode is Mode.OFF:
            continue
        forced = BoundRule(page.id, rule, Binding("it", mode, Objective.POLICY, 1, page.unit))
        assert same_rows(compile_problem(instance, [*others, forced]), without) is None


def _compiled(instance: Instance, *, strict: bool = False) -> Problem:
    return compile_problem(instance, bound(rules_of(instance), strict=strict))
