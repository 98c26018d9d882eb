"""The capacity bound: worked by hand, held against the truth, and in words a planner can follow."""

import dataclasses
import json
from typing import Any

import numpy as np
import pytest

import edusched
from edusched.compile.problem import Problem
from edusched.compile.rows import at_most
from edusched.compile.table import Binding
from edusched.domain.policy import Mode, Objective
from edusched.model.cp_sat import SolverSettings, solve_system
from edusched.model.system import build_model
from edusched.rules.examples import BASE
from edusched.search.capacity.bound import CapacityBound, capacity_bound, trivial_bound
from edusched.search.capacity.hours import hour_limits
from edusched.search.capacity.supply import DAY
from tests.conftest import LONG
from tests.rules.harness import problem_of
from tests.search.crowded import crowded
from tests.tiny.listing import listed
from tests.tiny.problems import instance_from, tiny_problem

Data = dict[str, Any]

MONDAY = {"first_day": "2026-09-07", "last_day": "2026-09-07"}
MORNING = MONDAY | {"periods": ["am"]}
HALF_DAYS = MONDAY | {"periods": ["am", "pm"]}
FOUR_HALF_DAYS = {"first_day": "2026-09-07", "last_day": "2026-09-08", "periods": ["am", "pm"]}


def session(name: str, course: str, cohort: str, start: Data, **more: Any) -> Data:
    return {"id": name, "course": course, "cohorts": [cohort], "starts": [start]} | more


def school(sessions: list[Data], *rules: Data, rooms: tuple[str, ...] = ("big",), **changes: Any) -> Problem:
    """Compile the example's school with some sessions; rooms hold everybody, everybody is there always."""
    venue = {**BASE["venues"][0], "rooms": [{"id": room, "capacity_persons": 50} for room in rooms]}
    data = BASE | {"sessions": sessions, "venues": [venue], "mobile_units": [], "platforms": []} | changes
    return problem_of(instance_from(data | {"policy": {"rules": list(rules)}}))


def people(**limits: Data) -> list[Data]:
    return [person | {"limits": limits.get(person["id"], {})} for person in BASE["instructors"]]


def course(**staff: Data | int) -> list[Data]:
    """Return one course with roles: how many, or which competences."""
    needs = []
    for role, need in staff.items():
        asks = {"count": need} if isinstance(need, int) else {"competences": need}
        needs.append({"role": role} | asks)
    return [{"id": "talk", "subject_class": "theory", "study_hours": 4, "staff": needs}]


def only(found: CapacityBound) -> Any:
    assert len(found.shortages) == 1, found.texts
    assert found.bound == found.shortages[0].bound
    return found.shortages[0]


# --- worked by hand -----------------------------------------------------------------------------------------


def test_two_sessions_and_one_room_on_one_morning() -> None:
    # People there are enough, rooms not. Three hours of skill for 4 persons are the cheaper to leave out.
    problem = school([session("t1", "theory", "c1", MORNING), session("k1", "skill", "c2", MORNING)])
    found = capacity_bound(problem)
    assert found.bound == 300 * 4
    assert found.sessions_out == 1
    short = only(found)
    assert (short.kind, short.sessions, short.courses) == ("rooms", ("k1", "t1"), ("skill", "theory"))
    assert (short.need_periods, short.supply_periods, short.holders) == (2, 1, ("school/big",))
    assert short.text == (
        "2026-09-07: 2 sessions of course skill and theory need 6 h of rooms, school/big has 3 h at most: "
        "1 or more cannot run"
    )


def test_three_sessions_that_need_the_same_two_instructors() -> None:
    # Each needs Li to lecture (theory 3) and Wu to assist (skill 3); Monday has two half days for either.
    roles = course(assistant={"skill": 3}, lecturer={"theory": 3})
    sessions = [session(f"s{k}", "talk", cohort, HALF_DAYS) for k, cohort in enumerate(("c1", "c1", "c2"))]
    short = only(capacity_bound(school(sessions, rooms=("big", "small"), courses=roles)))
    assert (short.bound, short.sessions_out) == (400 * 4, 1)
    assert (short.need_periods, short.supply_periods, short.holders) == (6, 4, ("li", "wu"))
    assert "2026-09-07: 3 sessions of course talk need 18 h of instructors, li and wu have 12 h" in short.text


def test_the_scarce_role_carries_the_whole_price() -> None:
    # Six sessions over four half days need Li, of whom there is one; anybody of three can assist.
    roles = course(assistant={"skill": 1}, lecturer={"theory": 3})
    third = {"id": "xu", "library": "county-library", "home": "county", "competences": {"skill": 1}}
    sessions = [session(f"s{k}", "talk", ("c1", "c2")[k % 2], FOUR_HALF_DAYS) for k in range(6)]
    problem = school(
        sessions,
        rooms=("big", "small"),
        courses=roles,
        instructors=[*people(), third],
    )
    short = only(capacity_bound(problem))
    assert (short.bound, short.sessions_out) == (2 * 400 * 4, 2)
    assert (short.need_periods, short.supply_periods, short.holders) == (6, 4, ("li",))


def test_a_role_of_two_takes_two() -> None:
    # Three lectures by two people each, and two people: two half days are two lectures.
    sessions = [session(f"s{k}", "talk", ("c1", "c1", "c2")[k], HALF_DAYS) for k in range(3)]
    short = only(capacity_bound(school(sessions, rooms=("big", "small"), courses=course(lecturer=2))))
    assert (short.bound, short.need_periods, short.supply_periods) == (400 * 4, 6, 4)


def test_hours_a_week_and_a_year() -> None:
    # Six half days of theory 3, all Li's. Seven hours a week are two half days; a year's limit of 4 h is one.
    starts = {"first_day": "2026-09-07", "last_day": "2026-09-18", "periods": ["am", "pm"]}
    strict = [{"id": "theory", "subject_class": "theory", "study_hours": 4,
               "staff": [{"role": "lecturer", "competences": {"theory": 3}}]}]  # fmt: skip
    sessions = [session(f"s{k}", "theory", "c1", starts) for k in range(6)]
    hours = {"id": "hours", "rule": "instructor_hours"}
    weekly = people(li={"max_teaching_hours_per_week": 7})
    short = only(capacity_bound(school(sessions, hours, courses=strict, instructors=weekly)))
    assert (short.bound, short.supply_periods, short.grains) == (2 * 400 * 13, 4, ("week",))
    assert short.text == (
        "2026-09-07 to 2026-09-18 (weeks 37 to 38): 6 sessions of course theory need 18 h of instructors, "
        "li has 12 h at most (limits a week): 2 or more cannot run"
    )
    yearly = people(li={"max_teaching_hours_per_week": 7, "max_teaching_hours_per_year": 4})
    short = only(capacity_bound(school(sessions, hours, courses=strict, instructors=yearly)))
    assert (short.bound, short.supply_periods, short.grains) == (5 * 400 * 13, 1, ("year",))
    soft = hours | {"enforcement": {"mode": "soft", "level": "policy"}}
    assert capacity_bound(school(sessions, soft, courses=strict, instructors=yearly)).bound == 0


def test_periods_of_unequal_length_fill_a_limit_from_the_shortest() -> None:
    # Monday has two half days (3 h each) and an evening (2 h): eight hours hold all three, seven hold two.
    sessions = [session(f"s{k}", "theory", "c1", MONDAY) for k in range(3)]
    hours = {"id": "hours", "rule": "instructor_hours"}
    only_li = [person for person in people(li={"max_teaching_hours_per_day": 8}) if person["id"] == "li"]
    assert capacity_bound(school(sessions, hours, instructors=only_li)).bound == 0
    only_li[0]["limits"] = {"max_teaching_hours_per_day": 7}
    short = only(capacity_bound(school(sessions, hours, instructors=only_li)))
    assert (short.bound, short.supply_periods, short.minutes_per_period) == (400 * 13, 2, 0)
    assert "need 3 periods of instructors, li has 2 periods at most (limits a day)" in short.text


def test_three_periods_hold_one_session_of_two() -> None:
    sessions = [session(f"s{k}", "theory", f"c{k}", MONDAY, length_periods=2) for k in (1, 2)]
    short = only(capacity_bound(school(sessions, instructors=people())))
    assert (short.kind, short.bound, short.grains) == ("rooms", 400 * 4, ("day",))
    assert (short.need_periods, short.supply_periods) == (4, 2)


def test_a_long_session_pays_by_the_share_that_is_short() -> None:
    # One session of three periods, one of one, and a day of three: leaving out the short one is enough.
    sessions = [
        session("long", "theory", "c1", MORNING, length_periods=3),
        session("one", "theory", "c2", MONDAY),
    ]
    assert only(capacity_bound(school(sessions))).bound == 400 * 4


def test_interchangeable_sessions_count_each() -> None:
    sessions = [session(f"s{k}", "theory", "c1", HALF_DAYS) for k in range(5)]
    problem = school(sessions)
    assert problem.times.max() == 5
    short = only(capacity_bound(problem))
    assert (short.bound, short.sessions_out, len(short.sessions)) == (3 * 400 * 13, 3, 5)


def test_a_cohort_cannot_be_in_two_places() -> None:
    sessions = [session("t1", "theory", "c1", MORNING), session("k1", "skill", "c1", MORNING)]
    short = only(capacity_bound(school(sessions, rooms=("big", "small"))))
    assert (short.kind, short.bound, short.holders) == ("cohorts", 300 * 13, ("c1",))
    assert "need 6 h of cohorts, c1 has 3 h at most" in short.text


def test_two_kinds_of_shortage_add_up_where_they_share_no_session() -> None:
    # Monday: the one room. Tuesday, two rooms: Li alone has theory 3.
    tuesday = {"first_day": "2026-09-08", "last_day": "2026-09-08", "periods": ["am"]}
    strict = course(lecturer={"theory": 3})
    sessions = [
        session("m1", "theory", "c1", MORNING, venues=["school"]),
        session("m2", "skill", "c2", MORNING, venues=["school"]),
        session("t1", "talk", "c1", tuesday, venues=["hall", "school"]),
        session("t2", "talk", "c2", tuesday, venues=["hall", "school"]),
    ]
    venues = [{**BASE["venues"][0], "rooms": [{"id": "big", "capacity_persons": 50}]}, BASE["venues"][1]]
    found = capacity_bound(school(sessions, courses=[*BASE["courses"], *strict], venues=venues))
    assert [(s.kind, s.bound, s.sessions) for s in found.shortages] == [
        ("instructors", 1600, ("t1", "t2")),
        ("rooms", 1200, ("m1", "m2")),
    ]
    assert found.bound == 2800


def test_what_has_no_option_left_is_named_with_the_rules_that_took_them() -> None:
    hard = course(lecturer={"theory": 4})
    short = only(capacity_bound(school([session("s1", "talk", "c1", MORNING)], courses=hard)))
    assert (short.kind, short.bound, short.sessions_out) == ("options", 400 * 13, 1)
    reason = "no start, place and staff is left for s1 (struck out by competence and staffing)"
    assert short.text.startswith(reason)


# --- debts --------------------------------------------------------------------------------------------------


def study(hours: int, **more: Any) -> Data:
    only_c1 = {"ids": ["c1"]}
    parameters = {"cohorts": only_c1, "min_study_hours": hours, "period": "horizon"} | more
    return {"id": "study", "rule": "study_hours", "parameters": parameters}


def optional(count: int, starts: Data) -> list[Data]:
    return [session(f"s{k}", "theory", "c1", starts, mandatory=False) for k in range(count)]


def test_hours_owed_by_a_cohort_count_like_charges() -> None:
    # Three sessions of 4 h, 12 h owed, two half days: 4 h x 13 persons stay short.
    short = only(capacity_bound(school(optional(3, HALF_DAYS), study(12))))
    assert (short.bound, short.need_periods, short.supply_periods) == (400 * 13, 3, 2)


def test_what_is_offered_beyond_the_debt_may_be_left_out_for_nothing() -> None:
    # Four sessions of 4 h, 10 h owed: 6 h to spare. Two half days give 8 h, so 2 h x 13 persons stay short.
    short = only(capacity_bound(school(optional(4, HALF_DAYS), study(10))))
    assert (short.bound, short.spare_periods, short.sessions_out) == (200 * 13, 1, 2)
    assert "3 h may be left out at no price" in short.text
    assert capacity_bound(school(optional(4, HALF_DAYS), study(8))).bound == 0


def test_what_nobody_offers_is_owed_whatever_runs() -> None:
    short = only(capacity_bound(school(optional(1, HALF_DAYS), study(10))))
    assert (short.kind, short.bound, short.holders) == ("owed", 600 * 13, ("c1", "plan"))
    assert short.text == "study: c1 / plan: 7800 person-hours/100 short even if every session runs"


def test_days_may_stand_in_for_hours_so_nothing_is_claimed() -> None:
    assert capacity_bound(school(optional(3, HALF_DAYS), study(12, min_days=1))).bound == 0


def test_after_the_deadline_a_session_runs_for_nothing() -> None:
    # 8 h within one day of 14 September a year before: only Monday counts, with one half day.
    due = {"event": "joined_on", "within_days": 358, "min_study_hours": 8, "cohorts": {"ids": ["c1"]}}
    late = {"first_day": "2026-09-07", "last_day": "2026-09-18", "periods": ["am"]}
    rule = {"id": "due", "rule": "deadline", "parameters": due}
    short = only(capacity_bound(school(optional(2, late), rule)))
    assert (short.bound, short.first_day, short.last_day) == (400 * 13, "2026-09-07", "2026-09-07")
    assert short.text.endswith("1 or more cannot run where they count")


# --- instances of the repository ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "best", "words"),
    [
        ("short-of-instructors", 44_000, "20 sessions of course elder-care need 60 h of instructors, deng"),
        ("impossible-strict", 19_200, "12 sessions of course theory need 36 h of instructors, chen-wei has"),
        ("tiny", 0, ""),
        ("village-tour", 0, ""),
        ("fujian-county-autumn", 0, ""),
    ],
)  # fmt: skip
def test_known_values_are_reached_and_never_passed(name: str, best: int, words: str) -> None:
    found = capacity_bound(problem_of(edusched.load(f"instances/{name}.json")))
    assert found.bound == best
    assert any(words in text for text in found.texts) or not words


# --- what may not be claimed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "kind", "cohorts", "rooms", "staff"),
    [
        ("room_overlap", "rooms", ("c1", "c2"), ("big",), 2),
        ("instructor_overlap", "instructors", ("c1", "c2"), ("big", "small"), 1),
        ("cohort_overlap", "cohorts", ("c1", "c1"), ("big", "small"), 2),
    ],
)
def test_what_is_not_hard_is_no_capacity(
    rule: str, kind: str, cohorts: tuple[str, str], rooms: tuple[str, ...], staff: int
) -> None:
    soft = {"id": "soft", "rule": rule, "enforcement": {"mode": "soft", "level": "policy"}}
    sessions = [session("t1", "theory", cohorts[0], MORNING), session("t2", "theory", cohorts[1], MORNING)]
    hard = school(sessions, rooms=rooms, instructors=people()[:staff])
    assert only(capacity_bound(hard)).kind == kind
    assert capacity_bound(school(sessions, soft, rooms=rooms, instructors=people()[:staff])).bound == 0


def test_a_week_over_the_turn_of_a_year_stands_in_both_years() -> None:
    # Four hours a year are one half day in each year.
    calendar = BASE["calendar"] | {"first_day": "2026-12-31", "last_day": "2027-01-01"}
    starts = {"periods": ["am", "pm"]}
    sessions = [session(f"s{k}", "theory", "c1", starts) for k in range(3)]
    hours = {"id": "hours", "rule": "instructor_hours"}
    limits = {"max_teaching_hours_per_week": 9, "max_teaching_hours_per_year": 4}
    problem = school(sessions, hours, instructors=people(li=limits)[:1], calendar=calendar)
    short = only(capacity_bound(problem))
    assert (short.bound, short.supply_periods, short.grains) == (400 * 13, 2, ("year",))


def test_a_row_over_some_of_a_persons_columns_is_no_limit_of_hours() -> None:
    problem = school(optional(3, HALF_DAYS))
    assert hour_limits(problem) == {}
    table = problem.teaching
    mine = table.column[table.who == table.who[0]]
    rule = Binding("some", Mode.HARD, Objective.POLICY, 1, "minutes")
    problem.table.add(rule, at_most(("li",), mine[1:], 2, np.full(mine.size - 1, 3)))
    assert hour_limits(problem) == {}
    problem.table.add(rule, at_most(("li",), mine, 2, np.full(mine.size, 2)))
    assert hour_limits(problem)[DAY][table.who[0]].tolist()[0] == 1


def test_hours_guaranteed_count_at_the_longest_a_session_may_be() -> None:
    # A half day of three hours meets the three that Li is sure of, an evening of two would not.
    sure = {"min_teaching_hours_per_year": 3, "instructors": {"ids": ["li"]}}
    rule = {
        "id": "sure",
        "rule": "guaranteed_hours",
        "parameters": sure,
        "enforcement": {"mode": "obligation"},
    }
    problem = school([session("s1", "theory", "c1", MONDAY, mandatory=False)], rule)
    assert capacity_bound(problem).bound == 0


def test_a_problem_with_options_left_out_claims_nothing() -> None:
    problem = school([session("t1", "theory", "c1", MORNING), session("k1", "skill", "c2", MORNING)])
    problem.whole = False
    assert capacity_bound(problem) == CapacityBound(Objective.OBLIGATIONS)
    assert trivial_bound(problem, Objective.OBLIGATIONS) == 0


def test_a_session_that_may_be_online_needs_no_room() -> None:
    both = {"deliveries": ["in_person", "online"]}
    sessions = [session("t1", "theory", "c1", MORNING, **both), session("k1", "skill", "c2", MORNING)]
    web = [{"id": "web", "seats_persons": 90}]
    assert capacity_bound(school(sessions, platforms=web)).bound == 0


# --- against the truth --------------------------------------------------------------------------------------


def least(problem: Problem, level: Objective) -> int:
    """Return the best value of a level, proven by CP-SAT on the whole model."""
    model = build_model(problem)
    terms = model.levels.get(level)
    if terms is None:
        return 0
    answer = solve_system(model.system, terms, SolverSettings(60.0, seed=1))
    assert answer.optimal
    assert answer.values is not None
    return terms.value(answer.values)


def sound(found: CapacityBound) -> bool:
    """Tell whether the parts of a bound add up and share no session."""
    names = [name for shortage in found.shortages for name in shortage.sessions]
    total = sum(shortage.bound for shortage in found.shortages)
    return (
        len(set(names)) == len(names) and total == found.bound and all(s.bound > 0 for s in found.shortages)
    )


def test_where_something_is_scarce_the_bound_holds_and_is_often_the_optimum() -> None:
    count = 2000 if LONG else 200
    positive = tight = 0
    kinds: set[str] = set()
    for number in range(count):
        problem = problem_of(instance_from(crowded(number)))
        found, best = capacity_bound(problem), least(problem, Objective.OBLIGATIONS)
        assert found.bound <= best, f"crowded({number}): {found.bound} > {best}: {found.texts}"
        assert trivial_bound(problem, Objective.OBLIGATIONS) <= best, f"crowded({number})"
        assert sound(found), f"crowded({number})"
        positive += found.bound > 0
        tight += found.bound == best > 0
        kinds |= {shortage.kind for shortage in found.shortages}
    assert positive >= count * 0.7
    assert tight >= count * 0.35
    assert kinds == {"instructors", "rooms", "cohorts", "options", "owed"}


def test_at_every_level_the_bounds_hold_for_all_plans_of_tiny_instances() -> None:
    count = 1500 if LONG else 150
    positive = 0
    for number in range(count):
        tiny = tiny_problem("capacity", number, most=200)
        found = listed(tiny.instance, strict=tiny.strict)
        if found.best is None:
            continue
        problem = problem_of(tiny.instance, strict=tiny.strict)
        settled: dict[Objective, int] = {}
        for level, best in zip(found.levels, found.best, strict=True):
            bound = capacity_bound(problem, level)
            assert bound.bound <= best, f"{tiny!r} {level}: {bound}"
            assert sound(bound), f"{tiny!r} {level}"
            assert trivial_bound(problem, level) <= trivial_bound(problem, level, settled) <= best, tiny
            settled[level] = best
            positive += bound.bound > 0
    assert positive >= count // 5


@pytest.mark.parametrize("most", [-1, 40])
def test_coarser_time_only_lets_more_through(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problems = [problem_of(instance_from(crowded(number))) for number in range(80)]
    fine = [capacity_bound(problem) for problem in problems]
    monkeypatch.setattr("edusched.search.capacity.cuts.MOST_ARCS", most)
    coarse = [capacity_bound(problem) for problem in problems]
    assert all(a.bound <= b.bound for a, b in zip(coarse, fine, strict=True))
    assert sum(a.bound > 0 for a in coarse) >= 40
    if most < 0:
        assert any(a.bound < b.bound for a, b in zip(coarse, fine, strict=True))


def test_a_bound_is_plain_data() -> None:
    found = capacity_bound(problem_of(edusched.load("instances/short-of-instructors.json")))
    assert json.loads(json.dumps(dataclasses.asdict(found)))["bound"] == 44_000
