"""Which sessions share columns: those alike in everything, none that differ in what a plan shows."""

from copy import deepcopy
from random import Random
from typing import Any

import numpy as np
import pytest

from edusched.compile.assemble import compile_problem
from edusched.compile.problem import Problem
from edusched.model.read_back import columns_of, plan_of
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.examples import BASE
from tests.conftest import LONG
from tests.tiny.moving import Moving, moving
from tests.tiny.plans import random_plan
from tests.tiny.problems import instance_from

COUNT = 300 if LONG else 60

LIKE: dict[str, Any] = {
    "course": "theory", "length_periods": 1, "mandatory": True, "deliveries": ["in_person"],
    "cohorts": ["c1"], "starts": [{"first_day": "2026-09-07", "last_day": "2026-09-08"}],
}  # fmt: skip

DIFFERENT: tuple[dict[str, Any], ...] = (
    {"course": "skill"},
    {"length_periods": 2},
    {"mandatory": False},
    {"starts": [{"first_day": "2026-09-07", "last_day": "2026-09-09"}]},
    {"starts": []},
    {"deliveries": ["online"]},
    {"deliveries": ["in_person", "online"]},
    {"venues": ["school"]},
    {"platforms": ["web"]},
    {"cohorts": ["c2"]},
    {"cohorts": ["c1", "c2"]},
    {"max_cohorts": 3},
    {"organiser": "county"},
    {"price_fen": 100},
    {"project": "p863"},
    {"co_organisers": ["farming"]},
    {"provider": "farming"},
    {"staff": []},
    {"staff": [{"role": "lecturer", "count": 2}]},
    {"open_to": {}},
    {"deliveries": ["mobile"], "sites": ["hill"]},
)


def school(*sessions: dict[str, Any], hard: bool = True, **more: Any) -> Problem:
    data = deepcopy(BASE)
    data["sessions"] = [LIKE | {"id": f"x{k}"} | session for k, session in enumerate(sessions)]
    data["programmes"] = []
    how = {"enforcement": {"mode": "hard" if hard else "soft", "level": "policy"}}
    rules = [{"id": "shape", "rule": "session_shape"}, {"id": "apart", "rule": "cohort_overlap"} | how]
    instance = instance_from(data | more | {"policy": {"defaults": "none", "rules": rules}})
    return compile_problem(instance, bound(rules_of(instance)))


def test_alike_in_everything_is_one_set_of_columns() -> None:
    one, three = school({}), school({}, {}, {})
    assert three.twin_of.tolist() == [0, 0, 0]
    assert three.times.tolist() == [3, 0, 0]
    assert (three.placing.size, three.teaching.size) == (one.placing.size, one.teaching.size)
    assert three.not_run.size == 3


@pytest.mark.parametrize("other", DIFFERENT, ids=str)
def test_different_in_one_field_is_two(other: dict[str, Any]) -> None:
    assert school({}, other, {}).twin_of.tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    "both",
    [
        {"open_to": {}},
        {"cohorts": [], "open_to": {}},
        {"cohorts": []},
        {"deliveries": ["mobile"], "sites": ["hill"]},
        {"deliveries": ["in_person", "mobile"], "sites": ["hill"]},
    ],
    ids=str,
)
def test_who_chooses_or_travels_keeps_columns_of_its_own(both: dict[str, Any]) -> None:
    assert school(both, both).twin_of.tolist() == [0, 1]


def test_a_session_of_a_programme_keeps_columns_of_its_own() -> None:
    programmes = [{"id": "class", "sessions": ["x0", "x1"]}]
    assert school({}, {}, {}, {}, programmes=programmes).twin_of.tolist() == [0, 1, 2, 2]


def test_where_a_cohort_may_be_in_two_places_nothing_is_shared() -> None:
    assert school({}, {}, hard=False).twin_of.tolist() == [0, 1]


def test_without_counting_nothing_is_shared() -> None:
    for number in range(COUNT // 4):
        found = moving(number, counting=False)
        if found is not None:
            assert (found.problem.times == 1).all(), found


def shared() -> list[Moving]:
    found = [moving(number) for number in range(COUNT)]
    return [one for one in found if one is not None and one.problem.times.max() > 1]


def test_a_plan_comes_back_through_its_columns() -> None:
    """Not always by the same names: shared bookings go to their sessions in the order of start."""
    carried = 0
    for found in shared():
        rng = Random(f"twins/{found.number}")
        sessions = found.problem.entities.sessions
        named = {
            session.id: sessions[first].id
            for session, first in zip(sessions, found.problem.twin_of.tolist(), strict=True)
        }
        for _ in range(10):
            plan = random_plan(rng, found.problem.instance)
            columns = columns_of(found.problem, plan)
            starts = {(named[b.session], b.day, b.period) for b in plan.bookings}
            if columns is None or len(starts) < len(plan.bookings):
                continue  # a cohort in two places at once, which is hard wherever columns are shared
            values = np.zeros(found.model.system.upper.size, dtype=np.int64)
            values[columns] = 1
            again = plan_of(found.problem, values)

            def said(bookings: Any, named: dict[str, str] = named) -> list[str]:
                return sorted(
                    b.model_copy(update={
                        "session": named[b.session],
                        "instructors": tuple(sorted(b.instructors, key=str)),
                        "cohorts": tuple(sorted(b.cohorts)),
                    }).model_dump_json()
                    for b in bookings
                )  # fmt: skip

            assert said(again.bookings) == said(plan.bookings), found
            assert len({b.session for b in again.bookings}) == len(again.bookings), found
            assert {n.session for n in again.not_run} | {b.session for b in again.bookings} == set(named)
            back = columns_of(found.problem, again)
            assert back is not None
            on = back[back < found.problem.not_run[0]]
            assert on.tolist() == columns[columns < found.problem.not_run[0]].tolist(), found
            carried += any(b.session in named and named[b.session] != b.session for b in plan.bookings)
    assert carried > COUNT // 4
