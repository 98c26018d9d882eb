"""The trivial bound and the flows under the capacity bound, on numbers small enough to add up by hand."""

from typing import Any

import numpy as np
import pytest

import edusched
from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.domain.policy import Objective
from edusched.model.capacity_flow import Arcs, cheapest_flow, largest_flow
from edusched.rules.examples import BASE
from edusched.search.capacity.bound import trivial_bound
from tests.rules.harness import problem_of
from tests.tiny.problems import instance_from

Data = dict[str, Any]

FEES = {"id": "fees", "rule": "fees", "parameters": {}}
VENUES = {"id": "venues", "rule": "venue_cost", "parameters": {}}
MUST = {Objective.OBLIGATIONS: 0}


def costly(*sessions: Data, count: int = 1) -> Problem:
    """Compile sessions; Li takes 100 fen an hour, Wu 60, the rooms cost 8,000 and 20,000 a period."""
    fees = {"li": 100, "wu": 60}
    people = [p | {"fee_fen_per_teaching_hour": fees[p["id"]]} for p in BASE["instructors"]]
    need = {"role": "lecturer", "count": count, "competences": {"theory": 2}}
    courses = [{"id": "talk", "subject_class": "theory", "study_hours": 4, "staff": [need]}]
    data = BASE | {"sessions": list(sessions), "instructors": people, "courses": courses}
    data |= {"venues": BASE["venues"][:1], "policy": {"rules": [FEES, VENUES]}}
    return problem_of(instance_from(data))


def talk(name: str, cohort: str = "c1", **more: Any) -> Data:
    starts = [{"first_day": "2026-09-07", "last_day": "2026-09-08", "periods": ["am", "pm"]}]
    return {"id": name, "course": "talk", "cohorts": [cohort], "starts": starts} | more


def test_a_session_may_stay_out_unless_an_earlier_level_forbids_it() -> None:
    problem = costly(talk("t1"))
    assert trivial_bound(problem, Objective.COST) == 0
    # Wu for three hours in the small room.
    assert trivial_bound(problem, Objective.COST, MUST) == 8_000 + 3 * 60
    assert trivial_bound(problem, Objective.COST, {Objective.OBLIGATIONS: 400 * 13}) == 0
    assert trivial_bound(problem, Objective.COST, {Objective.OBLIGATIONS: 400 * 13 - 1}) == 8_180


def test_a_role_of_two_pays_two() -> None:
    assert trivial_bound(costly(talk("t1"), count=2), Objective.COST, MUST) == 8_000 + 3 * 160


def test_sessions_add_up_twins_included() -> None:
    problem = costly(talk("t1"), talk("t2"), talk("t3", "c2"), talk("t4", mandatory=False))
    assert problem.times.max() == 2
    assert trivial_bound(problem, Objective.COST, MUST) == 3 * 8_180


def test_what_cannot_run_is_charged_for_that() -> None:
    assert trivial_bound(costly(talk("t1"), count=3), Objective.OBLIGATIONS) == 400 * 13


def test_the_county_pays_for_what_it_owes() -> None:
    # 6,334,629 is the best known cost under obligations of 0 (instances/README.md).
    problem = problem_of(edusched.load("instances/fujian-county-autumn.json"))
    assert 1_000_000 < trivial_bound(problem, Objective.COST, MUST) <= 6_334_629


# --- flows: 0 is the source, 1 the sink ---------------------------------------------------------------------


def arcs(*rows: tuple[int, int, int, int]) -> Arcs:
    tail, head, capacity, cost = (ints(column) for column in zip(*rows, strict=True))
    return Arcs(tail, head, capacity, cost)


def test_the_least_cut_is_the_one_nearest_to_the_source() -> None:
    found = largest_flow(arcs((0, 2, 5, 0), (2, 3, 4, 0), (3, 1, 4, 0)), 0, 1, 4)
    assert found is not None
    amount, side = found
    assert amount == 4
    assert side.tolist() == [True, False, True, False]


def test_supply_takes_the_cheapest_way_out() -> None:
    network = arcs((2, 1, 3, 0), (2, 1, 9, 7), (2, 3, 2, 1), (3, 1, 9, 1))
    flow = cheapest_flow(network, ints([0, 0, 6, 0]), 1)
    assert flow is not None
    assert flow.tolist() == [3, 1, 2, 2]
    assert int(flow @ network.cost) == 7 + 2 + 2


@pytest.mark.parametrize("cost", [2**60, 2**62])
def test_costs_too_large_are_refused_and_never_wrong(cost: int) -> None:
    assert cheapest_flow(arcs((2, 1, 9, cost)), ints([0, 0, 6]), 1) is None


def test_supply_that_does_not_fit_has_no_flow() -> None:
    assert cheapest_flow(arcs((2, 1, 5, 0)), np.array([0, 0, 6]), 1) is None
