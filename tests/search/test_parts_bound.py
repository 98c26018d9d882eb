"""What parts cost at least together is below every plan that is no worse on the levels before."""

from collections.abc import Iterator
from concurrent.futures import Future
from random import Random

import numpy as np
import pytest

from edusched.checking.checker import check_plan
from edusched.compile.assemble import compile_problem
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Objective
from edusched.domain.teaching import Delivery
from edusched.engines.contract import TaskError
from edusched.engines.serial import SerialEngine
from edusched.model.read_back import columns_of
from edusched.model.system import build_model
from edusched.policies import entries_of
from edusched.rules.catalogue import BY_ID, bound, rules_of
from edusched.search.limits import RunLimits
from edusched.search.parts import solve as parts_solving
from edusched.search.parts.bound import PartsBound, least_of
from edusched.search.parts.piece import open_policy, piece_of
from edusched.search.parts.reach import Reach
from edusched.search.parts.relaxed import UNIT, Worth, relaxed, totals_of
from edusched.search.parts.solve import PartsSolver
from edusched.search.parts.whole import Whole
from tests.search.city import city, planted_city
from tests.search.cut_by_hand import parts_of
from tests.search.test_parts import small_parts
from tests.search.test_spans import at_hand, worked


@pytest.fixture(scope="module")
def made():
    return city()


@pytest.fixture(scope="module")
def whole(made):
    whole = planted_city()
    assert len(whole.parts) > 2
    return whole


def values_of(instance, plan):
    return dict(check_plan(instance, plan).score)


def bounds_of(whole, values):
    policy = open_policy(whole.instance)
    with SerialEngine() as engine:
        return PartsBound(whole, policy, engine, lambda: False).of(values)


def test_it_is_below_the_planted_plan_and_not_far(made, whole):
    values = values_of(made.instance, made.plan)
    found = bounds_of(whole, values)
    assert all(found[level] <= values[level] for level in found)
    assert found[Objective.COST] > 0.7 * values[Objective.COST]


def test_it_is_below_any_plan(made, whole):
    """Also of one that leaves sessions out, and where fairness and policy are far from their best."""
    rng = np.random.default_rng(1)
    told = 0
    for share in (0.05, 0.5):
        kept = tuple(b for b in made.plan.bookings if rng.random() >= share)
        values = values_of(made.instance, made.plan.model_copy(update={"bookings": kept}))
        found = bounds_of(whole, values)
        assert found.keys() <= {level for level, value in values.items() if value > 0}
        assert all(found[level] <= values[level] for level in found)
        told += len(found)
    assert told


@pytest.mark.parametrize("seed", range(4))
def test_every_part_costs_no_more_than_it_does_in_the_planted_plan(made, whole, seed):
    """Whatever is taken for the worth of earlier levels and of sums over all parts."""
    rng = np.random.default_rng(seed)
    instance = made.instance
    values = values_of(instance, made.plan)
    least = 0
    levels = {level: int(rng.integers(0, 3 * UNIT)) for level in (Objective.POLICY, Objective.FAIRNESS)}
    for part in whole.parts:
        relaxation = relaxed(piece_of(instance, [part], [], open_policy(instance)))
        totals = {name: int(rng.integers(0, UNIT)) for name in sorted(relaxation.totals)}
        least += relaxation.least(Objective.COST, Worth(levels, totals, frozenset({Objective.OBLIGATIONS})))
    worth = sum(each * values[level] for level, each in levels.items())
    assert 0 < least <= values[Objective.COST] * UNIT + worth


def test_a_sum_over_all_parts_counts_for_no_more_than_its_excess_costs(made, whole):
    """A part may give more than its share of something where others give less, but only so much is gained."""
    part = relaxed(piece_of(made.instance, [whole.parts[0]], [], open_policy(made.instance)))
    (name,) = (name for name in part.totals if name == "part-time-mix / 2026 / maximum")
    assert part.totals[name].level is Objective.POLICY
    price = part.totals[name].price

    def least(policy, total):
        nothing = frozenset({Objective.OBLIGATIONS})
        return part.least(Objective.COST, Worth({Objective.POLICY: policy}, {name: total}, nothing))

    assert least(UNIT, 0) != least(UNIT, UNIT * price) == least(UNIT, 5 * UNIT * price)


def test_what_is_worth_nothing_may_cost_nothing(made, whole):
    """Earlier levels that count for nothing may be as bad as they like: that bound is the weakest."""
    part = relaxed(piece_of(made.instance, [whole.parts[0]], [], open_policy(made.instance)))
    free, dear = Worth({}, {}), Worth({Objective.FAIRNESS: 100 * UNIT}, {})
    nothing = Worth({}, {}, frozenset({Objective.OBLIGATIONS, Objective.FAIRNESS}))
    found = [part.least(Objective.COST, worth) for worth in (free, dear, nothing)]
    assert 0 == found[0] <= found[1] < found[2]


class Deaf(SerialEngine):
    """Fails on the parts of some numbers."""

    asked = 0

    def submit(self, function, /, *arguments, **how):
        self.asked += function is least_of
        if function is least_of and self.asked % 3 == 0:
            future = Future()
            future.set_exception(TaskError("least_of", "MemoryError", "", ""))
            return future
        return super().submit(function, *arguments, **how)


def test_parts_that_fail_make_it_weaker_and_not_wrong(made, whole):
    values = values_of(made.instance, made.plan)
    every, policy = bounds_of(whole, values), open_policy(whole.instance)
    with Deaf() as engine:
        some = PartsBound(whole, policy, engine, lambda: False).of(values)
        late = PartsBound(whole, policy, engine, lambda: True).of(values)
    assert some.get(Objective.COST, 0) < every[Objective.COST]
    assert late == {}


def test_a_solve_in_parts_says_what_proved_its_bound(made, monkeypatch):
    small_parts(monkeypatch)
    monkeypatch.setattr(parts_solving, "BOUND_SHARE", 1.0)
    limits = RunLimits(4.0, 1, 1, deterministic=True)
    with SerialEngine() as engine:
        solver = PartsSolver(parts_solving.whole_of(made.instance), limits, engine)
        _, report = solver.solve()
        without = PartsSolver(
            parts_solving.whole_of(made.instance),
            RunLimits(4.0, 1, 1, deterministic=True, without=frozenset({"bound"})),
            engine,
        )
        without.solve()
    values = dict(report.score)
    assert solver.kind == parts_solving.OF_PARTS
    assert without.kind == parts_solving.OF_SESSIONS
    assert without.floor[Objective.COST] < solver.floor[Objective.COST] <= values[Objective.COST]


def groups_of(instance: Instance) -> list[list[str]]:
    """Return the sessions that no part has without the others: of a programme, of a tour."""
    group = {name: {name} for name in instance.session}
    tours = [s.id for s in instance.sessions if Delivery.MOBILE in s.deliveries]
    for names in (tours, *(programme.sessions for programme in instance.programmes)):
        together = set[str]().union(*(group[name] for name in names))
        group |= dict.fromkeys(together, together)
    return [list(each) for each in sorted({tuple(sorted(each)) for each in group.values()})]


def cuts_of(rule: str) -> Iterator[Whole]:
    """Yield the worked examples of a rule with their plans, each cut in several ways."""
    for instance, plan in worked(rule):
        groups, rng = groups_of(instance), Random(1)
        cuts = [groups]
        for _ in range(6):
            halves: tuple[list[str], list[str]] = ([], [])
            for group in groups:
                halves[rng.randrange(2)].extend(group)
            cuts.append([half for half in halves if half])
        for each in cuts:
            reach = Reach(instance, frozenset())
            whole = Whole(instance, reach, parts_of(instance, reach, each))
            whole.take(whole.parts, plan.bookings, plan.overnights)
            if at_hand(whole, plan):
                yield whole


def apart(whole: Whole) -> Iterator[tuple[Instance, Plan]]:
    """Yield each part by itself with its own bookings."""
    policy = whole.instance.policy
    policy = policy.model_copy(update={"packs": (), "rules": tuple(entries_of(policy))})
    for part in whole.parts:
        yield piece_of(whole.instance, [part], [], policy), whole.start([part], [])


def named(instance: Instance, rule: str) -> set[str]:
    return {each.name for each in rules_of(instance) if each.id == rule}


def amount(instance: Instance, plan: Plan, rule: str) -> int:
    names = named(instance, rule)
    return sum(v.amount for v in check_plan(instance, plan).violations if v.rule in names)


@pytest.mark.parametrize("rule", sorted(name for name, page in BY_ID.items() if page.adds_up))
def test_what_parts_are_off_by_themselves_adds_up_to_no_more(rule: str) -> None:
    told = 0
    for whole in cuts_of(rule):
        parts = sum(amount(instance, plan, rule) for instance, plan in apart(whole))
        assert parts <= amount(whole.instance, whole.plan(), rule)
        told += parts > 0
    assert told


@pytest.mark.parametrize("rule", sorted(name for name, page in BY_ID.items() if page.adds_up))
def test_what_adds_up_starts_from_nothing(rule: str) -> None:
    """A constant below 0 belongs to two slacks together: a part that leaves one out would be too cheap."""
    told = 0
    for instance, _ in worked(rule):
        pages = rules_of(instance)
        mine = [each for page, each in zip(pages, bound(pages), strict=True) if page.id == rule]
        assert all(amount >= 0 for _, _, amount in compile_problem(instance, mine).table.constants)
        told += len(mine)
    assert told


@pytest.mark.parametrize("rule", sorted(name for name, page in BY_ID.items() if page.spans))
def test_totals_of_parts_add_up_to_no_more_than_what_the_whole_is_off(rule: str) -> None:
    told = 0
    for whole in cuts_of(rule):
        found: dict[str, int] = {}
        for instance, plan in apart(whole):
            pages = rules_of(instance)
            mine = [each for page, each in zip(pages, bound(pages), strict=True) if page.id == rule]
            problem = compile_problem(instance, [])
            model = build_model(problem)
            columns = columns_of(problem, plan)
            if columns is None:
                continue  # the plan breaks a rule on purpose
            for name, total in totals_of(problem, mine, model).items():
                found[name] = found.get(name, 0) + total.price * int(total.coefs[columns].sum())
        report = check_plan(whole.instance, whole.plan())
        amounts = {" / ".join((v.rule, *v.subject)): v.amount for v in report.violations}
        assert all(value <= amounts.get(name, 0) for name, value in found.items())
        told += any(value > 0 for value in found.values())
    assert told or rule != "teaching_mix"  # the one whose examples are off by a total


def test_a_share_is_such_a_total():
    """Which says that the test above has something to look at."""
    names = set[str]()
    for whole in cuts_of("teaching_mix"):
        for instance, _ in apart(whole):
            problem = compile_problem(instance, [])
            soft = [each for each in bound(rules_of(instance)) if not each.binding.hard]
            names |= totals_of(problem, soft, build_model(problem)).keys()
    assert {name.split(" / ")[-1] for name in names} >= {"2026", "maximum"}
