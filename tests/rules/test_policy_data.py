"""Statements of the documents that are data for rules there are: solved small, and each reading both ways."""

import json
from typing import Any

import pytest

from edusched.checking.checker import check_plan, rule_violations
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.rules.examples import BASE, merged, plan_of
from edusched.search.limits import RunLimits
from edusched.search.solve import solve_instance

ONE_MORNING = [{"first_day": "2026-09-07", "last_day": "2026-09-07", "periods": ["am"]}]
ALWAYS = ("session_shape", "instructor_overlap", "cohort_overlap", "room_overlap", "platform_seats")


def _instance(given: dict[str, Any], *rules: dict[str, Any], sessions: list[dict[str, Any]]) -> Instance:
    """Return the base example with these sessions only, the hard rules of every day and some more."""
    policy = {"defaults": "none", "rules": [*({"id": name, "rule": name} for name in ALWAYS), *rules]}
    data = merged(BASE, given) | {"sessions": sessions, "policy": policy}
    return Instance.model_validate_json(json.dumps(data))


def _solved(instance: Instance) -> Plan:
    result = solve_instance(instance, RunLimits(time_limit_seconds=30, workers=1, seed=1))
    assert result.plan is not None
    assert check_plan(instance, result.plan).accepted
    return result.plan


def _runs(plan: Plan) -> list[str]:
    return sorted(b.session for b in plan.bookings)


def _attending(plan: Plan) -> list[str]:
    return sorted({name for b in plan.bookings for name in b.cohorts})


def _amount(instance: Instance, plan: str) -> int:
    return sum(v.amount for v in rule_violations(instance, plan_of(plan)))


def _rule(name: str, rule: str, parameters: dict[str, Any], **how: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": name, "rule": rule, "parameters": parameters}
    return entry | ({"enforcement": {"mode": "soft", "level": "needs"} | how} if how else {})


# --- who goes first ----------------------------------------------------------------------------------------

TWO_LECTURES = [
    {"id": "west", "course": "theory", "cohorts": ["c1"], "starts": ONE_MORNING, "venues": ["hall"]},
    {"id": "north", "course": "theory", "cohorts": ["c2"], "starts": ONE_MORNING, "venues": ["hall"]},
]


@pytest.mark.parametrize("first", ["c1", "c2"])
def test_a_tie_is_broken_for_a_region_and_nothing_else(first: str) -> None:
    """One hall, one morning, two lectures: the region decides only where nothing above it does."""
    regions = {"c1": ["county"], "c2": ["north"]}
    given = {"cohorts": [{"id": "c1", "region": "county"}, {"id": "c2", "region": "north"}]}
    run = _rule("run", "sessions_run", {}, level="fairness")
    only = {"ids": [first], "regions": regions[first]}
    tie = _rule("tie", "sessions_run", {"cohorts": only}, level="ties")
    plan = _solved(_instance(given, run, tie, sessions=TWO_LECTURES))
    assert _attending(plan) == [first]
    # Anything above outweighs it, however little: the other has a need for theory.
    other = "c2" if first == "c1" else "c1"
    needy = {"cohorts": [{"id": other, "needs": {"core": 1}}]}
    needs = _rule("needs", "needs_met", {}, level="needs", weight=1)
    heavy = tie | {"enforcement": {"mode": "soft", "level": "ties", "weight": 10_000}}
    plan = _solved(_instance(merged(given, needy), run, needs, heavy, sessions=TWO_LECTURES))
    assert _attending(plan) == [other]


def test_seats_go_to_the_highest_score() -> None:
    """20 seats, 35 applicants in three groups: of those that fit, the score decides."""
    groups = {"top": (12, 5), "mid": (15, 4), "low": (8, 1)}
    cohorts = [
        {"id": name, "category": "talent", "region": "county", "headcount": {"bureau": n}, "priority": p}
        for name, (n, p) in groups.items()
    ]
    given = {
        "cohorts": cohorts,
        "venues": [{"id": "school", "rooms": [{"id": "big", "capacity_persons": 20}]}],
    }
    sessions = [{"id": "s", "course": "theory", "venues": ["school"], "open_to": {"categories": ["talent"]}}]
    seats = {"id": "seats", "rule": "place_capacity"}
    plan = _solved(_instance(given, seats, _rule("who", "seat_priority", {}), sessions=sessions))
    # top and low together are 12 x 5 + 8 x 1 = 68; mid alone is 60, and with anybody more than 20.
    assert _attending(plan) == ["low", "top"]


def test_those_who_will_teach_more_people_go_first() -> None:
    """Three trainers x 4 sessions reach more than four x 2: the seats are for one group."""
    given = {
        "cohorts": [
            {"id": "c1", "headcount": {"bureau": 3, "station": 0}, "later_sessions": 4, "priority": 1},
            {"id": "c2", "headcount": {"station": 4}, "later_sessions": 2, "priority": 5},
        ]
    }
    sessions = [{"id": "s", "course": "theory", "open_to": {}, "max_cohorts": 1}]
    reach = _rule("reach", "seat_priority", {"score": "later_sessions"})
    assert _attending(_solved(_instance(given, reach, sessions=sessions))) == ["c1"]
    rank = _rule("rank", "seat_priority", {})
    assert _attending(_solved(_instance(given, rank, sessions=sessions))) == ["c2"]


def test_the_better_rated_teaches() -> None:
    given = {
        "instructors": [
            {"id": "li", "rating": {"value_tenths": 39, "responses": 30}},
            {"id": "wu", "rating": {"value_tenths": 46, "responses": 12}},
        ]
    }
    sessions = [{"id": "s", "course": "theory", "cohorts": ["c1"]}]
    must = {"id": "must", "rule": "mandatory_sessions"}
    quality = _rule("quality", "teaching_quality", {})
    (booking,) = _solved(_instance(given, must, quality, sessions=sessions)).bookings
    assert [a.instructor for a in booking.instructors] == ["wu"]


@pytest.mark.parametrize(("flagged", "served"), [("disaster", "c2"), ("none", "c1")])
def test_hardship_weighs_more(flagged: str, served: str) -> None:
    """Weights 1, 1.5 and 2 are an entry of weight 2, and one of 1 for each flag."""
    given = {
        "regions": [{"id": "north", "flags": [flagged]}],
        "cohorts": [
            {"id": "c1", "headcount": {"bureau": 9, "station": 0}, "region": "east"},
            {"id": "c2", "headcount": {"station": 5}, "region": "north"},
        ],
    }
    rules = [
        _rule("all", "coverage", {"by": "cohort"}, level="fairness", weight=2),
        *(
            _rule(name, "coverage", {"by": "cohort", "cohorts": {"region_flags": flags}}, level="fairness")
            for name, flags in (("poor", ["old_base", "disaster"]), ("hit", ["disaster"]))
        ),
    ]
    # 9 x 2 = 18 against 5 x (2 + 1 + 1) = 20 where a disaster was, 10 where not.
    assert _attending(_solved(_instance(given, *rules, sessions=TWO_LECTURES))) == [served]


@pytest.mark.parametrize(("flags", "served"), [(["small"], "c2"), ([], "c1")])
def test_the_needs_of_small_firms_weigh_half_as_much_again(flags: list[str], served: str) -> None:
    given = {
        "units": [{"id": "station", "flags": flags}],
        "cohorts": [
            {"id": "c1", "headcount": {"bureau": 7, "station": 0}, "needs": {"core": 3}},
            {"id": "c2", "headcount": {"station": 5}, "needs": {"core": 3}},
        ],
    }
    rules = [
        _rule("all", "needs_met", {}, weight=2),
        _rule("small", "needs_met", {"cohorts": {"unit_flags": ["small"]}}),
    ]
    # 7 x 3 x 2 = 42 against 5 x 3 x 3 = 45, or 30.
    assert _attending(_solved(_instance(given, *rules, sessions=TWO_LECTURES))) == [served]


def test_pilot_regions_are_in_the_first_wave() -> None:
    given = {"regions": [{"id": "north", "flags": ["pilot"]}], "cohorts": [{"id": "c2", "region": "north"}]}
    first_days = [{"last_day": "2026-09-09"}]
    sessions = [
        {"id": "pilot", "course": "theory", "cohorts": ["c2"], "starts": first_days},
        {"id": "others", "course": "theory", "cohorts": ["c1"], "starts": first_days},
    ]
    others = {"regions": ["county"], "categories": ["secretary"]}
    waves = _rule("waves", "waves", {"waves": [{"region_flags": ["pilot"]}, others], "min_gap_days": 2})
    must = {"id": "must", "rule": "mandatory_sessions"}
    day = {b.session: b.day for b in _solved(_instance(given, must, waves, sessions=sessions)).bookings}
    assert (day["pilot"].day, day["others"].day) == (7, 9)


# --- when --------------------------------------------------------------------------------------------------


def test_before_taking_a_post_and_within_a_year_of_it() -> None:
    """Job on 1 July: four hours by 30 June, four more within twelve months; neither stands for the other."""
    calendar = {"first_day": "2026-06-29", "last_day": "2027-07-02"}
    given = {"calendar": calendar, "cohorts": [{"id": "c1", "events": {"job_start": "2026-07-01"}}]}
    who = {"cohorts": {"has_event": "job_start"}, "event": "job_start", "min_study_hours": 4}
    before = _rule("before", "deadline", who | {"side": "before", "counted": {"tags": ["pre"]}})
    after = _rule("after", "deadline", who | {"within_days": 365, "counted": {"tags": ["post"]}})
    given["courses"] = [
        {"id": "theory", "tags": ["pre"]},
        {"id": "skill", "tags": ["post"], "study_hours": 4},
    ]
    sessions = [{"id": "pre", "course": "theory", "cohorts": ["c1"]},
                {"id": "post", "course": "skill", "cohorts": ["c1"]}]  # fmt: skip
    instance = _instance(given, before, after, sessions=sessions)
    day = {b.session: b.day.isoformat() for b in _solved(instance).bookings}
    assert day["pre"] in ("2026-06-29", "2026-06-30")
    assert "2026-07-01" <= day["post"] <= "2027-07-01"
    late = "pre 2026-07-01 am school/big li c1\npost 2027-07-02 am school/big li c1"
    assert _amount(instance, late) == 2 * 400 * 13
    on_time = "pre 2026-06-30 am school/big li c1\npost 2027-07-01 am school/big li c1"
    assert _amount(instance, on_time) == 0


@pytest.mark.parametrize(("last_day", "late"), [("2026-12-05", "2026-12-07"), ("2026-12-15", "2026-12-16")])
def test_the_summary_of_the_year_is_done_before_the_day_in_december(last_day: str, late: str) -> None:
    """Before the 6th, or the 16th if the other reading of the digits is meant (A07): a date in the data."""
    given = {"calendar": {"first_day": "2026-11-30", "last_day": "2026-12-18"}}
    summary = {"id": "summary", "course": "law", "cohorts": ["c1"],
               "starts": [{"last_day": last_day, "day_kinds": ["working"]}]}  # fmt: skip
    instance = _instance(given, {"id": "must", "rule": "mandatory_sessions"}, sessions=[summary])
    (booking,) = _solved(instance).bookings
    assert booking.day.isoformat() <= last_day
    assert _amount(instance, f"summary {late} am school/big li c1") == 1
    assert _amount(instance, "summary 2026-12-04 am school/big li c1") == 0


def test_awards_come_again_within_two_years() -> None:
    """October 2007, October 2009: on the same day it is in time, on the next it is late."""
    given = {"calendar": {"first_day": "2009-10-01", "last_day": "2009-10-30"}}
    award = {"id": "award", "course": "law", "cohorts": ["c1"], "mandatory": False}
    asked = {"counted": {"courses": ["law"]}, "max_gap_days": 731, "last_day": "2007-10-15"}
    instance = _instance(given, _rule("awards", "recurrence", asked), sessions=[award])
    (booking,) = _solved(instance).bookings
    assert booking.day.isoformat() <= "2009-10-15"
    assert _amount(instance, "award 2009-10-15 am school/big li c1") == 0
    assert _amount(instance, "award 2009-10-16 am school/big li c1") == 1


def test_special_training_comes_each_may() -> None:
    """A template of the year: a window with a range in each year, one session a year, held inside it."""
    years = (2026, 2027)
    may = {"id": "may", "ranges": [{"first": f"{y}-05-04", "last": f"{y}-05-29"} for y in years]}
    calendar = {"first_day": "2026-01-05", "last_day": "2027-12-31", "windows": [may]}
    sessions = [
        {"id": f"special-{k}", "course": "skill", "cohorts": ["c2"], "venues": ["hall"]} for k in years
    ]
    given = {"calendar": calendar, "courses": [{"id": "skill", "tags": ["special"]}]}
    special = {"counted": {"tags": ["special"]}}
    rules = [
        _rule("in-may", "season", special | {"windows": ["may"]}),
        _rule("each-year", "frequency", special | {"cohorts": {"ids": ["c2"]}}),
    ]
    found = sorted(b.day for b in _solved(_instance(given, *rules, sessions=sessions)).bookings)
    assert [(day.year, day.month) for day in found] == [(2026, 5), (2027, 5)]


@pytest.mark.parametrize(("region", "first", "last"), [("east", 7, 9), ("north", 14, 16)])
def test_each_region_has_a_winter_of_its_own(region: str, first: int, last: int) -> None:
    """Spring and winter training are windows with dates, by region (reading A13)."""
    windows = [
        {"id": name, "ranges": [{"first": f"2026-09-{a:02}", "last": f"2026-09-{b:02}"}]}
        for name, a, b in (("winter-east", 7, 9), ("winter-north", 14, 16))
    ]
    sessions = [
        {"id": f"winter-{name}", "course": "law", "venues": ["school"], "open_to": {"regions": [name]}}
        for name in ("east", "north")
    ]
    given = {"calendar": {"windows": windows}, "cohorts": [{"id": "c1", "region": "north"}],
             "programmes": [{"id": f"p-{s['id']}", "sessions": [s["id"]]} for s in sessions]}  # fmt: skip
    rules = [
        _rule(name, "season", {"windows": [f"winter-{name}"],
                              "counted": {"programmes": [f"p-winter-{name}"]}}, mode="hard")
        for name in ("east", "north")
    ]  # fmt: skip
    plan = _solved(_instance(given, *rules, _rule("all", "coverage", {}), sessions=sessions))
    (day,) = [b.day.day for b in plan.bookings if b.session == f"winter-{region}"]
    assert first <= day <= last


@pytest.mark.parametrize(("shift", "amount"), [("keep", 1), ("nearest_working_day", 0)])
def test_an_activity_day_on_a_weekend_stays_or_moves(shift: str, amount: int) -> None:
    """The 12th is a Saturday; the session is on Friday (reading A14)."""
    rule = _rule("day", "activity_day", {"dates": ["09-12"], "shift": shift})
    session = {"id": "s", "course": "law", "cohorts": ["c1"]}
    assert _amount(_instance({}, rule, sessions=[session]), "s 2026-09-11 am school/big li c1") == amount


# --- who plans, and what is one plan -----------------------------------------------------------------------


@pytest.mark.parametrize(("office", "amount"), [("county", 0), ("east", 1)])
def test_a_township_may_only_ask(office: str, amount: int) -> None:
    """Offices from the county up plan; a level that is not listed may train nobody."""
    levels = ["county", "township", "village"]
    duty = _rule("duty", "duty", {"may_train": dict.fromkeys(("county", "city", "province"), levels)})
    session = {"id": "s", "course": "law", "cohorts": ["c2"], "organiser": office}
    assert _amount(_instance({}, duty, sessions=[session]), "s 2026-09-07 am school/big li c2") == amount


def test_a_plan_is_the_union_of_its_parts_by_field_category_and_level() -> None:
    """Each part is one entry; together they count what one entry for all counts."""
    given = {"regions": [{"id": "county", "flags": ["senior"]}], "courses": [{"id": "skill", "tags": ["it"]}]}
    parts = [
        _rule(f"{tag}-{category}", "person_times",
              {"counted": {"tags": [tag]}, "cohorts": {"categories": [category]}, "count": "sessions",
               "min_person_times": 1000, "part_of": "all"})
        for tag in ("core", "it") for category in ("secretary", "staff")
    ]  # fmt: skip
    whole = _rule("all", "person_times", {"count": "sessions", "min_person_times": 4000})
    sessions = [{"id": "t", "course": "theory", "cohorts": ["c1"]},
                {"id": "k", "course": "skill", "cohorts": ["c2"]},
                {"id": "u", "course": "skill", "cohorts": ["c1"]}]  # fmt: skip
    plan = plan_of("""t 2026-09-07 am school/big li c1
                      k 2026-09-08 am hall/main wu c2
                      u 2026-09-09 am school/big li c1""")
    short = {
        v.rule: v.amount for v in rule_violations(_instance(given, whole, *parts, sessions=sessions), plan)
    }
    assert short.pop("all") == 4000 - 13 - 4 - 13
    assert sum(short.values()) == 4000 - 13 - 4 - 13
    assert short == {"core-secretary": 987, "core-staff": 1000, "it-secretary": 987, "it-staff": 996}


# --- readings of a number ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("per_kind", "amount"), [(False, 0), (True, 4)])
def test_five_specialists_in_all_or_five_of_each_kind(per_kind: bool, amount: int) -> None:
    """Counted together, or each category by itself: `by` says which (reading A02)."""
    given = {"cohorts": [{"id": "c1", "headcount": {"bureau": 5, "station": 0}},
                         {"id": "c2", "headcount": {"station": 1}}]}  # fmt: skip
    asked = {"min_person_times": 5, "count": "sessions"} | ({"by": "category"} if per_kind else {})
    session = {"id": "s", "course": "theory", "cohorts": ["c1", "c2"]}
    instance = _instance(given, _rule("five", "person_times", asked), sessions=[session])
    assert _amount(instance, "s 2026-09-07 am school/big li c1,c2") == amount


@pytest.mark.parametrize(
    ("target", "band", "amount"), [(18, 10, 0), (18, 5, 1), (18, 0, 1), (16, 10, 0), (16, 5, 1)]
)
def test_about_so_many_is_a_band(target: int, band: int, amount: int) -> None:
    """17 are trained: 10 % about 18 begins at 16.2, 5 % at 17.1; about 16 they end at 17.6 and 16.8 (A03)."""
    asked = {"target_person_times": target, "band_percent": band, "count": "sessions"}
    session = {"id": "s", "course": "theory", "cohorts": ["c1", "c2"]}
    instance = _instance({}, _rule("about", "person_times", asked), sessions=[session])
    assert _amount(instance, "s 2026-09-07 am school/big li c1,c2") == amount
