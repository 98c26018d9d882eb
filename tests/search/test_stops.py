"""Stops of mobile units: legs that follow, what a stop adds to a tour, booking stops one by one."""

import json
from typing import Any

import numpy as np
import pytest

from edusched.checking.checker import check_plan
from edusched.compile import problem as compiling
from edusched.compile.arrays import Ints
from edusched.compile.assemble import compile_problem
from edusched.domain.instance import Instance
from edusched.domain.plan import Booking, Plan, StopPlace
from edusched.domain.policy import Objective
from edusched.model import read_back
from edusched.model.cp_sat import Interrupt, SolverSettings, solve_system
from edusched.model.system import LevelTerms, Model, build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.search.detours import NO_WAY
from edusched.search.engines.serial import SerialEngine
from edusched.search.improve import Improver
from edusched.search.landscape import Landscape
from edusched.search.limits import RunLimits
from edusched.search.solve import solve_instance
from edusched.search.start import begin
from edusched.search.state import State
from edusched.search.stops import book_stops, stop_sessions
from tests.search.villages import villages

COST = Objective.COST


def search_of(instance: Instance, level: Objective = Objective.OBLIGATIONS) -> Improver:
    """Return a search that begins with a plan in which nothing runs."""
    problem = compile_problem(instance, bound(rules_of(instance)))
    model = build_model(problem)
    values, _ = begin(problem, model, None, 1)
    assert values is not None
    state = State(model, values)
    landscape = Landscape(problem, state)
    interrupt = Interrupt()
    rng = np.random.default_rng(1)
    return Improver(state, landscape, level, rng, SerialEngine(interrupt), interrupt, deterministic=True)


def cost_of(instance: Instance, bookings: list[Booking]) -> int:
    report = check_plan(instance, Plan(instance=instance.id, bookings=tuple(bookings)))
    return dict(report.score).get(COST, 0)


def plan_of(search: Improver) -> list[Booking]:
    return list(read_back.plan_of(search.landscape.problem, search.state.values).bookings)


def book_all(search: Improver) -> int:
    return book_stops(search, stop_sessions(search.landscape), lambda: False)


def test_every_village_gets_its_stop_under_all_rules() -> None:
    search = search_of(villages(10))
    assert book_all(search) == 10
    assert search.state.holds
    bookings = plan_of(search)
    plan = Plan(instance=search.landscape.problem.instance.id, bookings=tuple(bookings))
    report = check_plan(search.landscape.problem.instance, plan)
    assert report.accepted
    assert len(bookings) == 10


def test_what_a_stop_adds_is_what_the_checker_charges() -> None:
    instance = villages(6, fen_per_stop=0)
    search = search_of(instance)
    book_all(search)
    landscape, state = search.landscape, search.state
    detours, problem = landscape.detours, landscape.problem
    assert detours is not None
    bookings = plan_of(search)
    looked_at = 0
    for gone in bookings:
        rest = [b for b in bookings if b != gone]
        session = problem.entities.session_index[gone.session]
        rows = np.flatnonzero(problem.placing.session == session)
        booked, _ = landscape.booked()
        held = np.setdiff1d(booked, rows)
        price = state.price_of(COST) * state.model.levels[COST].scale
        added = detours.added(rows, held, state.values, price)
        for row, fen in zip(rows.tolist(), added.tolist(), strict=True):
            if fen >= NO_WAY:
                continue
            moved = moved_to(gone, problem, row)
            if check_plan(instance, Plan(instance=instance.id, bookings=(*rest, moved))).accepted:
                assert cost_of(instance, [*rest, moved]) - cost_of(instance, rest) == fen
                looked_at += 1
    assert looked_at > 30


def moved_to(booking: Booking, problem: Any, row: int) -> Booking:
    day, period = problem.entities.slot_name(int(problem.placing.slot[row]))
    place = problem.entities.places[int(problem.placing.place[row])].place
    assert isinstance(place, StopPlace)
    host = place.mobile_unit.replace("bus", "host")
    staff = [{"role": "host", "instructor": host}]
    data = booking.model_dump(mode="json") | {"day": day, "period": period, "instructors": staff}
    return Booking.model_validate_json(json.dumps(data | {"place": place.model_dump(mode="json")}))


def whole_optimum(model: Model, columns: Ints, start: Ints) -> int:
    """Return the least cost when only some decision columns, and all that follows, may change."""
    free = np.arange(start.size) >= model.decision_count
    free[columns] = True
    rest, names = model.system.restricted(free, start)
    price = np.zeros(start.size, dtype=np.int64)
    terms = model.levels[COST]
    price[terms.variables] = terms.coefs
    priced = np.flatnonzero(price[names])
    inside = LevelTerms(priced.astype(np.int64), price[names][priced], 1, 0)
    answer = solve_system(rest, inside, SolverSettings(None, 1, 1), hint=start[names])
    assert answer.values is not None
    assert answer.optimal
    values = start.copy()
    values[names] = answer.values
    return int(price @ values)


def test_legs_left_out_of_a_sub_model_are_of_no_use() -> None:
    search = search_of(villages(8))
    book_all(search)
    state, landscape = search.state, search.landscape
    rng = np.random.default_rng(3)
    less = 0
    for _ in range(6):
        sessions = np.sort(rng.choice(8, size=3, replace=False)).astype(np.int64)
        problem = landscape.problem
        mine = landscape.columns_of(sessions)
        columns = np.sort(np.concatenate([mine, problem.nights.column]))
        names = state.with_followers(columns)
        legs = sum(tour.arc.size for tour in problem.tours)
        kept = int(np.isin(names, np.concatenate([tour.arc for tour in problem.tours])).sum())
        less += kept < legs
        system, terms = state.restricted(names, COST)
        answer = solve_system(system, terms, SolverSettings(None, 1, 1), hint=state.values[names])
        assert answer.optimal
        assert answer.values is not None
        held = state.total(COST) - int(terms.coefs @ state.values[names][terms.variables])
        found = held + int(terms.coefs @ answer.values[terms.variables])
        kept_cost = whole_optimum(state.model, columns, state.values)
        assert found == kept_cost
    assert less == 6


def test_a_network_of_the_nearest_stops_claims_no_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = search_of(villages(12)).landscape.problem
    monkeypatch.setattr(compiling, "MOST_ARCS", 10)
    monkeypatch.setattr("edusched.compile.tours.NEAREST", 2)
    near = search_of(villages(12)).landscape.problem
    assert whole.whole
    assert not near.whole
    for few, every in zip(near.tours, whole.tours, strict=True):
        assert few.arc.size < every.arc.size
        legs = set(zip(every.tail.tolist(), every.head.tolist(), every.metres.tolist(), strict=True))
        assert set(zip(few.tail.tolist(), few.head.tolist(), few.metres.tolist(), strict=True)) <= legs
        assert set(few.stop.tolist()) == set(every.stop.tolist())
    result = solve_instance(villages(12), RunLimits(time_limit_seconds=2, workers=1, deterministic=True))
    assert result.plan is not None
    assert all(level.bound < level.value or level.value == 0 for level in result.levels)


def test_nothing_is_booked_twice_or_without_time() -> None:
    search = search_of(villages(4))
    assert book_stops(search, stop_sessions(search.landscape), lambda: True) == 0
    assert book_all(search) == 4
    assert book_all(search) == 0


def test_sessions_of_programmes_are_left_to_sub_models() -> None:
    data = villages(4).model_dump(mode="json", exclude_none=True)
    data["programmes"] = [{"id": "p", "sessions": [data["sessions"][1]["id"]]}]
    search = search_of(Instance.model_validate_json(json.dumps(data)))
    assert np.flatnonzero(stop_sessions(search.landscape)).tolist() == [0, 2, 3]
