"""ITC-2007 track 3: what a file becomes, and a plan written and read again."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edusched.calendar.horizon import Horizon
from edusched.checking.checker import check_plan
from edusched.domain.instance import Instance
from edusched.domain.policy import Objective
from edusched.domain.references import reference_faults
from edusched.formats.ctt import ctt_instance
from edusched.formats.ctt_solution import ctt_solution_text, read_ctt_solution
from edusched.formats.ctt_text import CttCourse, read_ctt
from edusched.formats.files import instance_text
from edusched.rules.policy_check import policy_faults
from tests.formats.ctt_cases import COST, SOLUTION, TINY, changed, tiny_instance


def test_a_file_is_read_as_it_stands():
    problem = read_ctt(TINY)
    assert (problem.name, problem.days, problem.periods_per_day) == ("tiny one", 3, 3)
    assert problem.courses["a%2Fb"] == CttCourse("a%2Fb", "wu", 2, 2, 12)
    assert problem.rooms == {"A": 20, "B/2": 40}
    assert problem.curricula == {"q1": ("Math/1", "a%2Fb"), "q:2": ("History", "Art:", "a%2Fb")}
    assert problem.forbidden == {"Math/1": {0, 1, 2}, "Art:": {3, 6}}


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n\n"])
def test_line_endings_and_blank_lines_mean_nothing(ending):
    assert read_ctt(TINY.replace("\n", ending)) == read_ctt(TINY)


def test_the_instance_is_sound_and_stays_the_same_as_a_file():
    instance = tiny_instance()
    assert reference_faults(instance) == []
    assert policy_faults(instance) == []
    assert Instance.model_validate_json(instance_text(instance)) == instance


def test_the_days_are_working_days_from_a_monday():
    six = ctt_instance(read_ctt(changed("Days: 3", "Days: 6")))
    horizon = Horizon(six.calendar)
    assert six.calendar.first_day.weekday() == 0
    assert len(horizon.working_days) == len(horizon.days) == 6
    assert horizon.estimated_years == ()
    assert [(p.id, p.start, p.end) for p in six.calendar.periods] == [
        ("p0", "08:00", "09:00"),
        ("p1", "09:00", "10:00"),
        ("p2", "10:00", "11:00"),
    ]


def test_people_places_and_courses_have_ids_that_tell_their_names():
    instance = tiny_instance()
    assert instance.id == "tiny%20one"
    assert [room.id for room in instance.venues[0].rooms] == ["A", "B%2F2"]
    assert [room.capacity_persons for room in instance.venues[0].rooms] == [20, 40]
    assert {person.id: person.competences for person in instance.instructors} == {
        name: {name: 1} for name in ("li", "wu", "zhao")
    }
    assert {course.id: course.staff[0].competences for course in instance.courses} == {
        "Math%2F1": {"li": 1},
        "a%252Fb": {"wu": 1},
        "History": {"li": 1},
        "Art%3A": {"zhao": 1},
    }


def test_courses_count_heads_and_curricula_do_not():
    cohorts = {cohort.id: (cohort.category, cohort.persons) for cohort in tiny_instance().cohorts}
    assert cohorts == {
        "Math%2F1": ("course", 30),
        "a%252Fb": ("course", 12),
        "History": ("course", 25),
        "Art%3A": ("course", 8),
        "curriculum:q1": ("curriculum", 0),
        "curriculum:q%3A2": ("curriculum", 0),
    }


def test_lectures_are_sessions_alike_but_for_the_id():
    instance = tiny_instance()
    mine = [session for session in instance.sessions if session.course == "a%252Fb"]
    assert [session.id for session in mine] == ["a%252Fb-01", "a%252Fb-02"]
    assert mine[0].model_copy(update={"id": "x"}) == mine[1].model_copy(update={"id": "x"})
    assert mine[0].mandatory
    assert mine[0].length_periods == 1
    assert mine[0].cohorts == ("a%252Fb", "curriculum:q1", "curriculum:q%3A2")
    assert len(instance.sessions) == 8


def test_starts_are_what_is_not_forbidden():
    starts = {
        session.course: [p.model_dump(mode="json", exclude_defaults=True) for p in session.starts]
        for session in tiny_instance().sessions
    }
    assert starts == {
        "Math%2F1": [{"weekdays": ["tue", "wed"]}],
        "a%252Fb": [{}],
        "History": [{}],
        "Art%3A": [{"weekdays": ["mon"]}, {"weekdays": ["tue", "wed"], "periods": ["p1", "p2"]}],
    }


def test_a_course_that_may_never_be_held_has_no_start():
    rows = "".join(f"History {day} {period}\n" for day in range(3) for period in range(3))
    text = changed("\nEND.", rows + "\nEND.", changed("Constraints: 5", "Constraints: 14"))
    instance = ctt_instance(read_ctt(text))
    (session,) = (session for session in instance.sessions if session.course == "History")
    assert Horizon(instance.calendar).mask(session.starts) == 0
    assert session.starts


def test_many_lectures_have_ids_of_one_length():
    instance = ctt_instance(read_ctt(changed("History li 1 1", "History li 100 1")))
    mine = [session.id for session in instance.sessions if session.course == "History"]
    assert (mine[0], mine[-1]) == ("History-001", "History-100")
    assert mine == sorted(mine)


def test_the_policy_is_the_rules_and_costs_of_the_competition():
    policy = tiny_instance().policy
    assert policy.defaults == "none"
    entries = {rule.rule: rule for rule in policy.rules}
    modes = {name: rule.enforcement.mode.value for name, rule in entries.items()}
    hard = {"session_shape", "cohort_overlap", "instructor_overlap", "room_overlap", "competence"}
    assert {name for name, mode in modes.items() if mode == "hard"} == hard
    assert modes["sessions_run"] == "obligation"
    costs = {
        name: rule.enforcement.weight
        for name, rule in entries.items()
        if (rule.enforcement.mode.value, rule.enforcement.level.value) == ("soft", "cost")
    }
    assert costs == {"place_capacity": 1, "spread_days": 5, "isolated_sessions": 2, "room_stability": 1}
    assert entries["spread_days"].parameters["min_days"] == {
        "Math%2F1": 2,
        "a%252Fb": 2,
        "History": 1,
        "Art%3A": 3,
    }


def test_a_solution_is_read_and_written_again():
    instance = tiny_instance()
    plan = read_ctt_solution(SOLUTION, instance)
    assert plan.not_run == ()
    text, not_run = ctt_solution_text(plan, instance)
    assert sorted(text.splitlines()) == sorted(SOLUTION.splitlines())
    assert not_run == ()


def test_the_cost_is_that_of_the_competition():
    instance = tiny_instance()
    report = check_plan(instance, read_ctt_solution(SOLUTION, instance))
    assert report.accepted
    assert report.score == ((Objective.OBLIGATIONS, 0), (Objective.COST, COST))


def test_wishes_of_nobody_are_left_out():
    text = changed("li 3 2 30", "li 3 0 30", changed("wu 2 2", "wu 2 0", changed("li 1 1", "li 1 0")))
    text = changed("zhao 2 3", "zhao 2 0", text)
    text = changed(
        "q1  2 Math/1 a%2Fb\nq:2  3 History Art: a%2Fb\n", "", changed("Curricula: 2", "Curricula: 0", text)
    )
    instance = ctt_instance(read_ctt(text))
    assert policy_faults(instance) == []
    assert {"spread_days", "isolated_sessions"} & {rule.rule for rule in instance.policy.rules} == set()


def test_a_line_is_a_booking_with_its_instructor_and_cohorts():
    plan = read_ctt_solution("History B/2 1 2\n", tiny_instance())
    (booking,) = plan.bookings
    assert json.loads(booking.model_dump_json()) == {
        "session": "History-01",
        "day": "2026-09-08",
        "period": "p2",
        "place": {"kind": "room", "venue": "campus", "room": "B%2F2"},
        "instructors": [{"role": "lecturer", "instructor": "li"}],
        "cohorts": ["History", "curriculum:q%3A2"],
    }
    assert len(plan.not_run) == 7


def test_lines_stand_in_the_order_of_courses_and_slots():
    instance = tiny_instance()
    text, not_run = ctt_solution_text(
        read_ctt_solution("Art: A 2 1\nMath/1 A 2 0\nMath/1 B/2 1 2\n", instance), instance
    )
    assert text.splitlines() == ["Math/1 B/2 1 2", "Math/1 A 2 0", "Art: A 2 1"]
    assert not_run == ("Math%2F1-03", "a%252Fb-01", "a%252Fb-02", "History-01", "Art%3A-02")


NAMES = st.text(st.characters(exclude_categories=["Cs", "Z", "Cc"]), min_size=1, max_size=5)


@given(
    st.lists(NAMES, min_size=2, max_size=4, unique=True), st.lists(NAMES, min_size=2, max_size=3, unique=True)
)
@example(["END.", "ROOMS:"], ["END", "CURRICULA:"])
def test_whatever_the_names_are_a_solution_comes_back_as_it_was(courses, rooms):
    head = f"Name: x\nCourses: {len(courses)}\nRooms: {len(rooms)}\nDays: 2\nPeriods_per_day: 2\n"
    head += f"Curricula: {len(courses)}\nConstraints: 0\n"
    parts = [f"COURSES:\n{rows(f'{name} {name} 1 1 9' for name in courses)}"]
    parts.append(f"ROOMS:\n{rows(f'{name} 9' for name in rooms)}")
    parts.append(f"CURRICULA:\n{rows(f'{name} 1 {name}' for name in courses)}")
    parts.append("UNAVAILABILITY_CONSTRAINTS:\nEND.\n")
    instance = ctt_instance(read_ctt(head + "".join(parts)))
    assert reference_faults(instance) == []
    lines = [f"{name} {rooms[k % len(rooms)]} {k // 2} {k % 2}" for k, name in enumerate(courses)]
    text, _ = ctt_solution_text(read_ctt_solution(rows(lines), instance), instance)
    assert text.splitlines() == lines


def rows(lines):
    return "".join(f"{line}\n" for line in lines)
