"""Large instances in parts: cut where little is shared, planned beside each other's bookings, together."""

import json
from collections import Counter
from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from edusched import api
from edusched.checking.checker import check_plan
from edusched.compile.assemble import compile_problem
from edusched.domain.instance import Instance
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.domain.result import Status
from edusched.engines.choice import open_engine
from edusched.engines.serial import SerialEngine
from edusched.model.read_back import columns_of, plan_of
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.session_count import SessionCount, SessionCountParameters
from edusched.search.limits import RunLimits
from edusched.search.parts import cut as cutting
from edusched.search.parts import solve as parts_solving
from edusched.search.parts.cut import cut
from edusched.search.parts.floors import Floor, floor, floors_of
from edusched.search.parts.piece import open_policy, piece_of
from edusched.search.parts.reach import Reach
from edusched.search.parts.run import PartsRun
from edusched.search.parts.solve import PartsSolver, whole_of, worth_parts
from edusched.search.parts.task import Aim, answer_of, solve_part, task_of
from edusched.search.parts.whole import Whole
from edusched.search.run import Run
from tests.search.city import STRICT, city, planted_city
from tests.search.losing import Losing
from tests.search.villages import villages


@pytest.fixture(scope="module")
def made():
    return city()


@pytest.fixture(scope="module")
def planted(made):
    return planted_city()


def piece_and_start(whole, parts):
    pins = whole.pins(parts)
    return piece_of(whole.instance, parts, pins, open_policy(whole.instance)), pins, whole.start(parts, pins)


def test_every_session_is_in_one_part_and_parts_that_share_know_each_other(planted):
    counted = Counter(name for part in planted.parts for name in part.sessions)
    assert counted == Counter(planted.instance.session.keys())
    assert len(planted.parts) > 2
    for part in planted.parts:
        for other in planted.parts:
            meet = part is not other and bool(part.things & other.things)
            assert (other.number in part.neighbours) == meet


def test_what_shares_nothing_is_cut_apart_and_loses_nothing():
    """Two rounds of villages, each with a bus and a host of its own: together worth what they are apart."""
    instance = two_rounds()
    reach = Reach(instance, STRICT, rules_of(instance))
    parts = cut(instance, reach, part_sessions=1)
    assert [part.sessions for part in parts] == [
        ("visit-v00", "visit-v02", "visit-v04"),
        ("visit-v01", "visit-v03", "visit-v05"),
    ]
    assert not any(part.shared or part.neighbours for part in parts)
    pieces = [piece_of(instance, [part], (), open_policy(instance)) for part in parts]
    whole, *apart = [api.solve(each, time_limit_seconds=20, workers=1) for each in (instance, *pieces)]
    assert whole.status is Status.OPTIMAL
    for level in whole.levels:
        assert level.value == sum(dict_of(result)[level.level] for result in apart)
    assert dict_of(whole)[Objective.COST] > 0


def dict_of(result):
    return {score.level: score.value for score in result.levels}


def two_rounds():
    data = villages(6).model_dump(mode="json")
    for k, person in enumerate(data["instructors"]):
        person["competences"] = {f"round-{k}": 1}
    for k, session in enumerate(data["sessions"]):
        session["mobile_units"] = [f"bus-{k % 2}"]
        session["staff"] = [{"role": "host", "competences": {f"round-{k % 2}": 1}}]
    return Instance.model_validate_json(json.dumps(data))


def test_tours_are_never_cut(planted):
    users = Counter(thing for part in planted.parts for thing in part.things if thing[0] == "mobile_unit")
    assert set(users.values()) == {1}


def test_a_booking_uses_only_what_its_session_may_touch(planted):
    for booking in planted.bookings.values():
        part = planted.parts[planted.part_of[booking.session]]
        assert planted.reach.used(booking) <= part.things


def test_pieces_say_of_their_sessions_what_the_whole_says(planted):
    """What is owed and paid in the parts is what is owed and paid in the whole, pinned bookings apart."""
    whole = check_plan(planted.instance, planted.plan())
    assert whole.accepted
    owed = Counter()
    for part in planted.parts:
        piece, _, start = piece_and_start(planted, [part])
        report = check_plan(piece, start)
        assert report.accepted
        owed.update({(v.rule, v.subject): v.amount for v in report.unmet})
    assert owed == Counter({(v.rule, v.subject): v.amount for v in whole.unmet})


def test_pins_hold_and_only_they_do(planted):
    part = max(planted.parts, key=lambda p: len(p.shared))
    piece, pins, start = piece_and_start(planted, [part])
    assert pins
    problem = compile_problem(piece, bound(rules_of(piece)), pinned=pins)
    names = [problem.entities.sessions[k].id for k in problem.pinned.tolist()]
    assert names == [booking.session for booking in pins]
    assert columns_of(problem, start) is not None
    options = np.bincount(problem.placing.session, minlength=len(names) + len(part.sessions))
    assert (options[problem.pinned] == 1).all()
    assert (np.delete(options, problem.pinned) > 1).any()
    outcome = Run(problem, build_model(problem), RunLimits(5, 1, 1), start=start).construct()
    kept = {booking.session: alike(booking) for booking in plan_of(problem, outcome.values).bookings}
    assert [kept[booking.session] for booking in pins] == [alike(booking) for booking in pins]


def alike(booking):
    return booking.model_copy(update={"cohorts": tuple(sorted(booking.cohorts))})


def test_a_part_answers_the_same_twice_and_no_worse(planted):
    part = planted.parts[0]
    piece, pins, start = piece_and_start(planted, [part])
    limits = RunLimits(0.2, 1, 3, deterministic=True, without=frozenset({"bound", "walk"}))
    task = task_of(piece, pins, start, limits, aim=Aim.IMPROVE)
    first = solve_part(task)
    assert solve_part(task) == first
    answer = answer_of(first)
    assert answer.sound
    assert [answer.after[k] for k in Objective if k in answer.after] <= list(answer.before.values())
    assert {booking.session for booking in answer.bookings} <= set(part.sessions)
    assert answer.start_sound


def test_a_part_tells_whether_its_start_breaks_a_hard_rule(planted):
    """A booking without its lecturer is cheaper than any plan; a part that is constructed has none yet."""
    part = planted.parts[0]
    piece, pins, start = piece_and_start(planted, [part])
    first = next(k for k, booking in enumerate(start.bookings) if booking.session in part.sessions)
    bookings = list(start.bookings)
    bookings[first] = bookings[first].model_copy(update={"instructors": ()})
    limits = RunLimits(0.2, 1, 3, deterministic=True, without=frozenset({"bound", "walk"}))
    for aim, given in ((Aim.IMPROVE, bookings), (Aim.CONSTRUCT, pins)):
        plan = start.model_copy(update={"bookings": tuple(given)})
        answer = answer_of(solve_part(task_of(piece, pins, plan, limits, aim=aim)))
        assert answer.sound
        assert not answer.start_sound
        assert bool(answer.before) == (aim is Aim.IMPROVE)


def test_parts_in_flight_share_nothing(made, monkeypatch):
    monkeypatch.setattr(cutting, "WIDE", 3)
    reach = Reach(made.instance, STRICT, rules_of(made.instance))
    whole = Whole(made.instance, reach, cut(made.instance, reach, part_sessions=24))
    engine = Watching(whole)
    PartsRun(whole, RunLimits(1, 1, 1, deterministic=True), engine, lambda: False).construct(1.0)
    assert max(len(together) for together in engine.batches) > 1
    for together in engine.batches:
        for one, other in pairwise(sorted(together)):
            assert other not in whole.parts[one].neighbours
    assert check_plan(whole.instance, whole.plan()).accepted


def _on_few(session, names):
    """Leave a session that may be on one of some platforms these alone."""
    few = tuple(name for name in session.platforms or () if name in names)
    return session.model_copy(update={"platforms": few}) if few else session


def test_what_very_many_share_holds_nobody_up_and_is_never_overfilled(made, monkeypatch):
    monkeypatch.setattr(cutting, "WIDE", 3)
    reach = Reach(made.instance, STRICT, rules_of(made.instance))
    whole = Whole(made.instance, reach, cut(made.instance, reach, part_sessions=24))
    platforms = {thing for part in whole.parts for thing in part.wide if thing[0] == "platform"}
    assert platforms
    names = {name for _, name in platforms}
    few = made.instance.with_changes(
        platforms=tuple(
            p.model_copy(update={"seats_persons": 60}) if p.id in names else p
            for p in made.instance.platforms
        ),
        sessions=tuple(_on_few(session, names) for session in made.instance.sessions),
    )
    tight = Whole(few, Reach(few, STRICT, rules_of(few)), whole.parts)
    PartsRun(tight, RunLimits(1, 1, 1, deterministic=True), SerialEngine(), lambda: False).construct(1.0)
    report = check_plan(few, tight.plan())
    assert report.accepted, report.broken
    assert any(
        b.place.kind == "platform" and ("platform", b.place.platform) in platforms
        for b in tight.plan().bookings
    )


class Watching(SerialEngine):
    """Remembers which parts were asked for between two answers."""

    workers = 3

    def __init__(self, whole):
        super().__init__()
        self.whole, self.batches, self.taken = whole, [set()], whole.take
        whole.take = self.take

    def take(self, *answer):
        if self.batches[-1]:
            self.batches.append(set())
        self.taken(*answer)

    def submit(self, function, task, **limits):
        name = next(
            n for n in sorted(self.whole.part_of) if f'"{n}"' in task["instance"] and n not in task["pins"]
        )
        self.batches[-1].add(self.whole.part_of[name])
        return super().submit(function, task, **limits)


@pytest.mark.parametrize("name", ["serial", "process", "dask"])
def test_a_deterministic_solve_is_the_same_on_any_engine(made, name, solved, monkeypatch):
    if name == "dask":
        pytest.importorskip(
            "distributed", reason="Dask distributed is not installed: pip install 'sched[cluster]'"
        )
    small_parts(monkeypatch)
    with open_engine(name, 2) as engine:
        plan, report = PartsSolver(whole_of(made.instance), LIMITS, engine).solve()
    assert report.accepted
    assert plan == solved[0]
    assert report.score == solved[1].score


LIMITS = RunLimits(0.6, 1, 1, deterministic=True)


def small_parts(monkeypatch):
    """Cut into counties, of which some may be planned at the same time."""
    monkeypatch.setattr(cutting, "WIDE", 3)
    monkeypatch.setattr(parts_solving, "cut", partial(cut, part_sessions=24))


@pytest.fixture(scope="module")
def solved(made):
    with SerialEngine() as engine, pytest.MonkeyPatch.context() as monkeypatch:
        small_parts(monkeypatch)
        solver = PartsSolver(whole_of(made.instance), LIMITS, engine)
        answer = solver.solve()
    assert solver.strategy[0].startswith("4 parts")
    return answer


def test_a_worker_that_is_killed_changes_nothing(made, solved, tmp_path, monkeypatch):
    small_parts(monkeypatch)
    with Losing(2, tmp_path) as engine:
        plan, _ = PartsSolver(whole_of(made.instance), LIMITS, engine).solve()
    assert len(list(tmp_path.iterdir())) == 1  # of the worker that was killed
    assert plan == solved[0]


def test_what_is_resumed_gets_no_worse(made, solved, monkeypatch):
    small_parts(monkeypatch)
    before = solved[1].score
    with SerialEngine() as engine:
        _, report = PartsSolver(whole_of(made.instance), LIMITS, engine, start=solved[0]).solve()
    assert report.accepted
    assert [value for _, value in report.score] <= [value for _, value in before]


def test_what_sessions_cost_at_least_is_below_every_plan(planted):
    """Whichever sessions a plan leaves out, it costs no less than what is proven for as much unmet."""
    floors = []
    for part in planted.parts:
        piece, pins, _ = piece_and_start(planted, [part])
        problem = compile_problem(piece, bound(rules_of(piece)), pinned=pins)
        found = floors_of(problem, [Objective.COST])["cost"]
        floors.append(Floor(found[0], tuple(zip(found[1], found[2], strict=True))))
    rng = np.random.default_rng(1)
    last = None
    for share in (0.0, 0.02, 0.1, 0.4):
        plan = planted.plan()
        kept = tuple(booking for booking in plan.bookings if rng.random() >= share)
        score = dict(check_plan(planted.instance, plan.model_copy(update={"bookings": kept})).score)
        least = floor(floors, score[Objective.OBLIGATIONS])
        assert 0 < least <= score[Objective.COST]
        assert last is None or least <= last
        last = least
    assert floor(floors, 0) > score[Objective.COST] // 2


def test_the_most_that_can_be_saved_is_a_knapsack():
    floors = [Floor(100, ((10, 30), (5, 20))), Floor(50, ((4, 8),))]
    assert [floor(floors, unmet) for unmet in (0, 4, 5, 9, 10, 100)] == [150, 142, 130, 122, 115, 92]


def test_in_parts_where_the_cut_pays(made, monkeypatch):
    """Fewer sessions, a part that is nearly the whole, or a rule no part can answer for: solved whole."""
    rules = rules_of(made.instance)
    monkeypatch.setattr(parts_solving, "PARTS_FROM", len(made.instance.sessions))
    assert worth_parts(made.instance, rules) is None  # it hangs together, and small parts are not cut
    small_parts(monkeypatch)
    assert len(worth_parts(made.instance, rules).parts) == 4
    counts = {mode: SessionCount("many", SessionCountParameters(), Enforcement(mode=mode)) for mode in Mode}
    found = {mode: worth_parts(made.instance, (*rules, rule)) is not None for mode, rule in counts.items()}
    assert found == {Mode.HARD: False, Mode.OBLIGATION: False, Mode.SOFT: True, Mode.OFF: True}
    monkeypatch.setattr(parts_solving, "SPANNING_FROM", len(made.instance.sessions))
    assert worth_parts(made.instance, (*rules, counts[Mode.HARD])) is not None
    monkeypatch.setattr(parts_solving, "PARTS_FROM", len(made.instance.sessions) + 1)
    assert worth_parts(made.instance, rules) is None


def test_large_instances_are_solved_in_parts_by_themselves(made, monkeypatch):
    monkeypatch.setattr(parts_solving, "PARTS_FROM", 200)
    small_parts(monkeypatch)
    kept = []
    result = api.solve(made.instance, time_limit_seconds=0.2, deterministic=True, keep=kept.append)
    assert result.strategy[0].startswith("4 parts")
    assert kept
    report = check_plan(made.instance, result.plan)
    assert report.accepted
    assert [level.value for level in result.levels] == [value for _, value in report.score]
    assert all(level.bound <= level.value for level in result.levels)
