"""The neutral problem: what it becomes, and a plan written and read again."""

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edusched.calendar.horizon import Horizon
from edusched.checking.checker import check_plan
from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.plan import Booking
from edusched.domain.policy import Objective
from edusched.domain.references import reference_faults
from edusched.formats.files import instance_text
from edusched.formats.neutral import read_problem
from edusched.formats.neutral_instance import Numbers, neutral_instance
from edusched.formats.neutral_solution import neutral_solution_text, read_neutral_solution
from edusched.rules.policy_check import policy_faults
from edusched.travel.distances import Distances
from tests.formats.helpers import at, places, with_value
from tests.formats.neutral_cases import COST, SOLUTION, TINY, tiny, tiny_instance


def plain(patterns):
    return [pattern.model_dump(mode="json", exclude_defaults=True) for pattern in patterns]


def test_the_instance_is_sound_and_stays_the_same_as_a_file():
    instance = tiny_instance()
    assert reference_faults(instance) == []
    assert policy_faults(instance) == []
    assert Instance.model_validate_json(instance_text(instance)) == instance


def test_slots_are_half_days_from_a_monday():
    calendar = tiny_instance().calendar
    assert calendar.first_day.weekday() == 0
    assert (calendar.last_day - calendar.first_day).days == 11
    assert len(Horizon(calendar).working_days) == 10
    assert [(p.start, p.end) for p in calendar.periods] == [("08:00", "12:00"), ("13:00", "17:00")]


def test_sites_with_rooms_are_venues():
    venues = {venue.id: [room.id for room in venue.rooms] for venue in tiny_instance().venues}
    assert venues == {"venue-0": ["room-0", "room-2"], "venue-2": ["room-1"]}


def test_ways_are_measured():
    distances = Distances(tiny_instance())
    metres = {
        (home, venue): distances.metres_between(home, venue)
        for home in ("home-0", "home-1")
        for venue in ("venue-0", "venue-2")
    }
    assert list(metres.values()) == [5000, 0, 11000, 3000]


def test_instructors_have_subjects_limits_and_leave():
    instance = tiny_instance()
    one, other = instance.instructors
    assert one.competences == {"subject-0": 1, "subject-1": 1}
    assert one.unavailable == ()
    assert (one.limits.max_teaching_hours_per_week, other.limits.max_teaching_hours_per_week) == (8, 24)
    assert plain(other.unavailable) == [
        {"last_day": "2026-09-07"},
        {"first_day": "2026-09-08", "last_day": "2026-09-08", "periods": ["pm"]},
        {"first_day": "2026-09-14"},
    ]


def test_windows_of_cohorts_are_the_starts_of_their_sessions():
    sessions = tiny_instance().session
    assert plain(sessions["session-0"].starts) == [{"day_kinds": ["working"]}]
    assert sessions["session-0"].starts == sessions["session-1"].starts
    assert plain(sessions["session-2"].starts) == [
        {"first_day": "2026-09-08", "last_day": "2026-09-08", "periods": ["pm"]},
        {"first_day": "2026-09-09", "last_day": "2026-09-14", "day_kinds": ["working"]},
        {"first_day": "2026-09-15", "last_day": "2026-09-15", "periods": ["am"]},
    ]


def test_sessions_have_a_subject_and_a_cohort():
    instance = tiny_instance()
    assert [(s.id, s.course, s.cohorts) for s in instance.sessions] == [
        ("session-0", "subject-0", ("cohort-0",)),
        ("session-1", "subject-1", ("cohort-0",)),
        ("session-2", "subject-1", ("cohort-1",)),
        ("session-3", "subject-1", ("cohort-2",)),
    ]
    assert all(session.mandatory for session in instance.sessions)
    assert [cohort.persons for cohort in instance.cohorts] == [15, 10, 8]
    assert instance.course["subject-1"].staff[0].competences == {"subject-1": 1}


def test_the_objective_is_one_level():
    policy = tiny_instance(with_value(("weights", "km"), 7, TINY)).policy
    assert policy.defaults == "none"
    soft = {r.rule: (r.enforcement.level.value, r.enforcement.weight) for r in policy.rules[-3:]}
    assert soft == {
        "sessions_run": ("cost", 1000),
        "travel_cost": ("cost", 7),
        "load_range": ("cost", 10),
    }
    assert {r.enforcement.mode.value for r in policy.rules[:-3]} == {"hard"}


def test_what_weighs_nothing_is_left_out():
    policy = tiny_instance(with_value(("weights", "load"), 0, TINY)).policy
    assert "load_range" not in {rule.rule for rule in policy.rules}


def test_ids_sort_as_the_list_does():
    numbers = Numbers("room", 101)
    assert (numbers[0], numbers[100]) == ("room-000", "room-100")
    assert list(numbers.positions()) == sorted(numbers.positions())
    assert Numbers("room", 1)[0] == "room-0"


def test_a_solution_is_read_and_written_again():
    instance = tiny_instance()
    plan = read_neutral_solution(json.dumps(SOLUTION), instance)
    assert json.loads(plan.bookings[1].model_dump_json()) == {
        "session": "session-1",
        "day": "2026-09-11",
        "period": "pm",
        "place": {"kind": "room", "venue": "venue-2", "room": "room-1"},
        "instructors": [{"role": "lecturer", "instructor": "teacher-1"}],
        "cohorts": ["cohort-0"],
    }
    text, not_run = neutral_solution_text(plan, instance)
    assert text == "[[19, 2, 0],\n [9, 1, 1],\n [4, 1, 1],\n null]\n"
    assert not_run == ("session-3",)


def test_the_cost_is_the_objective():
    instance = tiny_instance()
    report = check_plan(instance, read_neutral_solution(json.dumps(SOLUTION), instance))
    assert report.accepted
    assert report.score == ((Objective.COST, COST),)


@given(st.data())
def test_every_solution_comes_back_as_it_was(data):
    parts = st.tuples(st.integers(0, 19), st.integers(0, 2), st.integers(0, 1)).map(list)
    solution = data.draw(st.lists(st.none() | parts, min_size=4, max_size=4))
    instance = tiny_instance()
    # An instructor without the subject is a plan that no solver makes; it is read, and not written.
    able = all(
        not item or item[2] == 0 or TINY["sessions"][k]["subject"] == 1 for k, item in enumerate(solution)
    )
    plan = read_neutral_solution(json.dumps(solution), instance)
    if able:
        assert json.loads(neutral_solution_text(plan, instance)[0]) == solution


def faults_of(read, *arguments):
    with pytest.raises(InvalidInputError) as caught:
        read(*arguments)
    return [str(fault) for fault in caught.value.faults]


CASES = {
    "no object": ([], "$: a list of 0 items: expected an object that holds the problem"),
    "an instance": (
        {"kind": "instance"},
        '$.kind: "instance": expected problem; this file holds the instance',
    ),
    "a field missing": ({"name": "x"}, "$.slots: missing; this field must be given"),
    "an unknown field": ({**TINY, "noon": 1}, "$.noon: 1: unknown field"),
    "half an hour": (
        with_value(("hours_per_session",), 4.5, TINY),
        "$.hours_per_session: 4.5: expected a whole",
    ),
    "other hours": (
        with_value(("hours_per_session",), 3, TINY),
        "$.hours_per_session: 3: expected 4: half-days",
    ),
    "other weeks": (
        with_value(("slots_per_week",), 14, TINY),
        "$.slots_per_week: 14: expected 10: 5 days of two",
    ),
    "other slots": (with_value(("slots",), 21, TINY), "$.slots: 21: expected 20, 10 for each week of weeks"),
    "too long": (with_value(("weeks",), 313, TINY), "$.weeks: 313: expected 312 or less"),
    "a long name": (with_value(("name",), "x" * 69, TINY), "$.name: "),
    "no rooms": (with_value(("rooms",), [], TINY), "$.rooms: a list of 0 items: expected at least 1 item(s)"),
    "an id that is no position": (
        with_value(("rooms", 1, "id"), 7, TINY),
        "$.rooms[1].id: 7: expected 1: ids are",
    ),
    "an unknown site": (
        with_value(("rooms", 1, "site"), 3, TINY),
        "$.rooms[1].site: 3: expected a site from 0 to 2",
    ),
    "a slot outside": (
        with_value(("teachers", 1, "unavailable", 0), -1, TINY),
        "$.teachers[1].unavailable[0]: -1: expected a slot from 0 to 19",
    ),
    "an unknown subject": (
        with_value(("teachers", 0, "subjects", 0), -2, TINY),
        "expected a subject from 0 to",
    ),
    "a way missing": (
        with_value(("teachers", 0, "km"), [1, 2], TINY),
        "$.teachers[0].km: a list of 2 items: expected 3, one for each site",
    ),
    "too far": (
        with_value(("teachers", 0, "km", 0), 10_001, TINY),
        "expected a number of kilometres from 0 to 10000",
    ),
    "a window backwards": (
        with_value(("cohorts", 1, "last_slot"), 2, TINY),
        "$.cohorts[1].last_slot: 2: expected a slot not before first_slot, 3",
    ),
    "an unknown cohort": (
        with_value(("sessions", 0, "cohort"), 3, TINY),
        "$.sessions[0].cohort: 3: expected a",
    ),
    "a weight too large": (
        with_value(("weights", "load"), 10_001, TINY),
        "$.weights.load: 10001: expected 10000 or",
    ),
}


def convert(text):
    return neutral_instance(read_problem(text, "p.json"), "p.json")


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_told_with_its_path(name):
    data, expected = CASES[name]
    faults = faults_of(convert, json.dumps(data))
    assert any(fault.startswith("p.json: ") and expected in fault for fault in faults), faults


def test_a_great_many_faults_are_counted_and_not_listed():
    data = with_value(("teachers", 1, "unavailable"), [-1] * 100, TINY)
    with pytest.raises(InvalidInputError) as caught:
        convert(json.dumps(data))
    assert (len(caught.value.faults), caught.value.omitted) == (50, 50)


def test_the_table_of_distances_is_limited():
    teacher = TINY["teachers"][0]
    teachers = [{**teacher, "id": k, "km": [1] * 1000} for k in range(201)]
    (fault,) = faults_of(convert, json.dumps({**TINY, "sites": 1000, "teachers": teachers}))
    assert "201,000 teachers times sites; expected at most 200,000; split it" in fault


SOLUTIONS = {
    "no list": ({}, "$: an object of 0 fields: expected a list of 4, one for each session of the instance"),
    "too short": ([None], "$: a list of 1 item: expected a list of 4"),
    "no triple": (
        [[1, 2], None, None, None],
        "$[0]: a list of 2 items: expected [slot, room, teacher] or null",
    ),
    "a slot outside": ([[20, 0, 0], None, None, None], "$[0][0]: 20: expected a slot from 0 to 19"),
    "a room unknown": ([None, [0, 3, 0], None, None], "$[1][1]: 3: expected a room from 0 to 2"),
    "true": ([None, [0, 0, True], None, None], "$[1][2]: true: expected a teacher from 0 to 1"),
    "a fraction": ([None, [0, 1.0, 0], None, None], "$[1][1]: 1.0: expected a room from 0 to 2"),
}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_a_fault_of_a_solution_is_told_with_its_path(name):
    data, expected = SOLUTIONS[name]
    (fault,) = faults_of(read_neutral_solution, json.dumps(data), tiny_instance(), "s.json")
    assert fault.startswith(f"s.json: {expected}")


PLANS = {
    "no instructor": ({"instructors": ()}, "$.bookings[0].instructors: expected one instructor, found 0"),
    "an instructor without the subject": (
        {"instructors": [{"role": "lecturer", "instructor": "teacher-1"}]},
        'instructors[0].instructor: "teacher-1": expected somebody with competence "subject-0"',
    ),
    "a weekend": ({"day": "2026-09-12"}, "$.bookings[0].day: 2026-09-12: this format has no such day"),
    "an unknown session": ({"session": "session-9"}, '$.bookings[0].session: "session-9": unknown session'),
    "a session twice": ({"session": "session-1"}, "session booked twice; it stands at [0] already"),
    "nobody": (
        {"cohorts": ()},
        '$.bookings[0].cohorts: a list of 0 items: expected the cohorts of the session, "c',
    ),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_that_no_solution_can_say_is_refused(name):
    fields, expected = PLANS[name]
    instance = tiny_instance()
    plan = read_neutral_solution(json.dumps(SOLUTION), instance)
    first = Booking.model_validate({**plan.bookings[0].model_dump(), **fields}, strict=False)
    plan = plan.model_copy(update={"bookings": (first, *plan.bookings[1:])})
    faults = faults_of(neutral_solution_text, plan, instance)
    assert any(expected in fault for fault in faults), faults


def elsewhere(**fields):
    return tiny_instance().model_copy(update=fields)


def test_an_instance_from_elsewhere_is_refused():
    instance = tiny_instance()
    calendar = instance.calendar
    one = calendar.model_copy(update={"periods": calendar.periods[:1]})
    late = calendar.model_copy(update={"first_day": calendar.last_day})
    first = instance.sessions[0]
    for changed, path in (
        (elsewhere(calendar=one), "$.calendar.periods"),
        (elsewhere(calendar=late), "$.calendar.first_day"),
        (elsewhere(instructors=instance.instructors[1:]), "$.instructors"),
        (elsewhere(sessions=(first.model_copy(update={"id": "a"}),)), "$.sessions"),
        (elsewhere(sessions=(first.model_copy(update={"length_periods": 2}),)), "$.sessions[0]"),
    ):
        (fault,) = faults_of(read_neutral_solution, "[]", changed)
        assert fault.startswith(f"{path}: ")
        assert fault.endswith("give the instance that was converted from a neutral problem")


VALUES = [None, True, -1, 0, 1, 5, 10**6, 2**40, 1.5, "", "x", [], {}, [0], [[0, 0, 0]], {"id": 0}]


@st.composite
def mutated(draw, base):
    """Plain data with one to three of its values replaced, moved or dropped."""
    data = deepcopy(base)
    for _ in range(draw(st.integers(1, 3))):
        every = [path for path, _ in places(data) if path]
        if every:
            path = draw(st.sampled_from(every))
            holder = at(data, path[:-1])
            if draw(st.booleans()):
                holder[path[-1]] = deepcopy(draw(st.sampled_from(VALUES)))
            else:
                del holder[path[-1]]
    return json.dumps(data)


def told(error):
    assert error.faults
    assert all(fault.path.startswith(("$", "line ")) and fault.expected for fault in error.faults)


@given(mutated(tiny()))
def test_any_data_is_a_problem_or_is_refused_with_a_path(text):
    try:
        instance = convert(text)
    except InvalidInputError as error:
        told(error)
        return
    assert reference_faults(instance) == []


@given(mutated(SOLUTION))
def test_any_data_is_a_solution_or_is_refused_with_a_path(text):
    instance = tiny_instance()
    try:
        plan = read_neutral_solution(text, instance, "s.json")
    except InvalidInputError as error:
        told(error)
        return
    assert {b.session for b in plan.bookings} <= set(instance.session)
