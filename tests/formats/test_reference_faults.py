"""Every cross-reference and consistency fault of an instance has its path and its words."""

import json

import pytest

from edusched.domain.errors import NO_VALUE
from edusched.domain.instance import Instance
from edusched.domain.references import KINDS, PATTERNS, REFERENCES, reference_faults
from tests.formats.helpers import RICH, at, rich, with_value, without

INDEX = {name: {item["id"]: k for k, item in enumerate(RICH[name])} for name in KINDS}
T1, K1, K2, P1, P2 = (INDEX["sessions"][name] for name in ("t1", "k1", "k2", "p1", "p2"))
SITE = INDEX["regions"]["lake"]


def faults_of(data):
    return reference_faults(Instance.model_validate_json(json.dumps(data)))


def appended(path, *items):
    data = rich()
    at(data, path).extend(items)
    return data


def copied(name, index=0):
    return appended((name,), RICH[name][index])


def many(*changes):
    data = rich()
    for path, value in changes:
        at(data, path[:-1])[path[-1]] = value
    return data


def session(index, **fields):
    data = rich()
    data["sessions"][index] |= fields
    return data


def programme(**fields):
    data = rich()
    data["programmes"][0] |= fields
    return data


PERIODS = RICH["calendar"]["periods"]
LEG = RICH["travel"]["legs"][0]
STAFF = [{"role": "lecturer"}, {"role": "lecturer"}]

CASES = {
    # ids given twice
    **{f"{name} twice": (copied(name), f"$.{name}[{len(RICH[name])}].id", "given twice") for name in KINDS},
    "room twice": (
        appended(("venues", 0, "rooms"), {"id": "big", "capacity_persons": 1}),
        "$.venues[0].rooms[2].id",
        "room given twice; it stands at [0]",
    ),
    "period twice": (
        appended(("calendar", "periods"), {"id": "am", "start": "22:00", "end": "23:00"}),
        "$.calendar.periods[3].id",
        "period given twice",
    ),
    "window twice": (
        appended(("calendar", "windows"), RICH["calendar"]["windows"][0]),
        "$.calendar.windows[1].id",
        "window given twice",
    ),
    "override twice": (
        appended(("calendar", "overrides"), RICH["calendar"]["overrides"][0]),
        "$.calendar.overrides[1].year",
        "year given twice",
    ),
    "policy rule twice": (
        appended(("policy", "rules"), RICH["policy"]["rules"][0]),
        "$.policy.rules[2].id",
        "rule given twice",
    ),
    "cohort of a session twice": (
        session(T1, cohorts=["c1", "c1"]),
        f"$.sessions[{T1}].cohorts[1]",
        "cohort given twice",
    ),
    "role twice": (session(T1, staff=STAFF), f"$.sessions[{T1}].staff[1].role", "role given twice"),
    "role of a course twice": (
        with_value(("courses", 0, "staff"), STAFF),
        "$.courses[0].staff[1].role",
        "role given twice",
    ),
    "leg twice": (
        appended(("travel", "legs"), {**LEG, "start": LEG["end"], "end": LEG["start"]}),
        "$.travel.legs[1]",
        "both directions",
    ),
    "venue named like a region": (
        with_value(("venues", 1, "id"), "hill"),
        "$.venues[1].id",
        "a region has this id too",
    ),
    # ids that name nothing, where the table of references does not reach
    "selector cohort": (
        session(P1, open_to={"ids": ["c9"]}),
        f"$.sessions[{P1}].open_to.ids[0]",
        'unknown cohort; expected one of "c1", "c2"',
    ),
    "selector region": (
        session(P1, open_to={"regions": ["sea"]}),
        f"$.sessions[{P1}].open_to.regions[0]",
        "unknown region",
    ),
    "leg start": (
        with_value(("travel", "legs", 0, "start"), "sea"),
        "$.travel.legs[0].start",
        "unknown region or venue",
    ),
    "leg end": (
        with_value(("travel", "legs", 0, "end"), "sea"),
        "$.travel.legs[0].end",
        "unknown region or venue",
    ),
    "order session": (
        programme(order=[["t1", "t2"]]),
        "$.programmes[0].order[0][1]",
        "unknown session of programme class",
    ),
    "free session": (
        programme(free_sessions=["t2"]),
        "$.programmes[0].free_sessions[0]",
        "unknown session of programme class",
    ),
    # organisations
    "owner": (with_value(("owner",), "leagues"), "$.owner", "unknown organisation"),
    "shares beyond all": (
        session(T1, cost_shares={"farming": 60, "league": 50}),
        f"$.sessions[{T1}].cost_shares",
        "the shares add up to 110 percent; expected 100",
    ),
    "shares of less than all": (
        session(T1, cost_shares={"farming": 60}),
        f"$.sessions[{T1}].cost_shares",
        "the shares add up to 60 percent",
    ),
    "shares of employers beyond all": (
        with_value(("instructors", 0, "employers"), {"county": 60, "east": 50}),
        "$.instructors[0].employers",
        "the shares add up to 110 percent; expected at most 100",
    ),
    "window of lending terms": (
        with_value(("libraries", 0, "lending", "county", "available"), [{"window": "spring"}]),
        "$.libraries[0].lending.county.available[0].window",
        "unknown window",
    ),
    "share of a stranger": (
        session(T1, co_organisers=[]),
        f"$.sessions[{T1}].cost_shares.farming",
        "unknown co-organiser or provider of the session; expected",
    ),
    # the region tree
    "region its own parent": (
        with_value(("regions", 1, "parent"), "east"),
        "$.regions[1].parent",
        "cannot lie inside itself: east > east",
    ),
    "region cycle": (
        many((("regions", 1, "parent"), "lake")),
        "$.regions[1].parent",
        "cannot lie inside itself: east > lake > east",
    ),
    "level order": (
        with_value(("regions", 1, "parent"), "hill"),
        "$.regions[1].parent",
        "a township must lie in a region of a higher level, and hill is a village",
    ),
    "same level": (
        with_value(("regions", 2, "parent"), "east"),
        "$.regions[2].parent",
        "east is a township",
    ),
    # locations
    "home without location": (
        without(("regions", 1, "location")),
        "$.regions[1].location",
        "missing, and east is home of instructor wu",
    ),
    "site without location": (
        without(("regions", SITE, "location")),
        f"$.regions[{SITE}].location",
        "missing, and lake is a site of session k1 (and 1 more)",
    ),
    "depot without location": (
        many((("regions", 2, "location"), None), (("mobile_units", 0, "depot"), "north")),
        "$.regions[2].location",
        "north is depot of mobile unit bus",
    ),
    "leg without location": (
        many((("regions", 2, "location"), None), (("travel", "legs", 0, "start"), "north")),
        "$.regions[2].location",
        "north is an end of travel leg [0]",
    ),
    # days and periods
    "last day first": (
        with_value(("calendar", "last_day"), "2026-09-01"),
        "$.calendar.last_day",
        "expected a day not before first_day, 2026-09-07",
    ),
    "seven years": (
        with_value(("calendar", "last_day"), "2032-09-08"),
        "$.calendar.last_day",
        "at most 2,192 days (six years)",
    ),
    "closed days": (
        with_value(("calendar", "closed_days", 0, "last"), "2026-09-15"),
        "$.calendar.closed_days[0].last",
        "not before first",
    ),
    "window days": (
        with_value(("calendar", "windows", 0, "ranges", 0, "last"), "2026-09-01"),
        "$.calendar.windows[0].ranges[0].last",
        "not before first",
    ),
    "period ends first": (
        with_value(("calendar", "periods", 2, "end"), "19:00"),
        "$.calendar.periods[2].end",
        "expected a time after 19:00",
    ),
    "periods overlap": (
        with_value(("calendar", "periods", 1, "start"), "11:29"),
        "$.calendar.periods[1].start",
        "expected 11:30 or later, the end of am",
    ),
    "periods not ascending": (
        with_value(("calendar", "periods"), [PERIODS[1], PERIODS[0], PERIODS[2]]),
        "$.calendar.periods[1].start",
        "expected 17:00 or later",
    ),
    # programmes
    "session in two programmes": (
        appended(("programmes",), {"id": "second", "sessions": ["t1"]}),
        "$.programmes[1].sessions[0]",
        "session in two programmes; class has it already",
    ),
    "session twice in a programme": (
        programme(sessions=["t1", "k1", "t1"]),
        "$.programmes[0].sessions[2]",
        "session given twice",
    ),
    "order cycle": (
        programme(sessions=["t1", "k1", "t2"], order=[["t1", "k1"], ["k1", "t2"], ["t2", "t1"]]),
        "$.programmes[0].order",
        "t1 before k1 before t2 before t1",
    ),
    "order on itself": (
        programme(order=[["k1", "k1"]]),
        "$.programmes[0].order",
        "k1 before k1",
    ),
    # sessions that nothing could place
    "too long": (session(T1, length_periods=4), f"$.sessions[{T1}].length_periods", "at most 3"),
    "too few cohorts": (
        session(T1, cohorts=["c1", "c2"], max_cohorts=1),
        f"$.sessions[{T1}].max_cohorts",
        "expected at least 2",
    ),
    "no venue allowed": (
        session(T1, venues=[]),
        f"$.sessions[{T1}].venues",
        "needs a venue, and the session",
    ),
    "no unit allowed": (
        session(K1, mobile_units=[]),
        f"$.sessions[{K1}].mobile_units",
        "needs a mobile unit, and the session",
    ),
    "no platform allowed": (
        session(P2, platforms=[]),
        f"$.sessions[{P2}].platforms",
        "needs a platform, and the session allows none; name a platform or drop online",
    ),
    "no sites": (session(K2, sites=[]), f"$.sessions[{K2}].sites", "mobile needs sites"),
    "no mobile units": (
        with_value(("mobile_units",), []),
        f"$.sessions[{K2}].mobile_units",
        "the instance has none",
    ),
    "live without seats": (
        without(("platforms", 0, "seats_persons")),
        "$.platforms[0].seats_persons",
        "missing: a live platform has a number of seats; add seats_persons",
    ),
    "recorded with seats": (
        with_value(("platforms", 0, "kind"), "recorded"),
        "$.platforms[0].seats_persons",
        "a recorded platform reaches any number of persons",
    ),
    "live but recorded each time": (
        with_value(("platforms", 0, "recorded_each_time"), True),
        "$.platforms[0].recorded_each_time",
        "nothing is recorded on a live platform",
    ),
    "no platforms": (with_value(("platforms",), []), f"$.sessions[{P2}].platforms", "the instance has none"),
    "no venues": (with_value(("venues",), []), f"$.sessions[{K1}].venues", "the instance has none"),
}


def test_the_rich_instance_is_sound():
    assert faults_of(RICH) == []


@pytest.mark.parametrize(("data", "path", "words"), CASES.values(), ids=CASES.keys())
def test_a_fault_is_found_with_its_place(data, path, words):
    found = {fault.path: str(fault) for fault in faults_of(data)}
    assert path in found, list(found)
    assert words in found[path]


@pytest.mark.parametrize(("name", "field", "target"), REFERENCES)
def test_every_reference_is_looked_up(name, field, target):
    index = next(k for k, item in enumerate(RICH[name]) if item.get(field))
    kind = type(RICH[name][index][field])
    value, inside = {
        dict: ({"no-such": 1}, '["no-such"]'),
        list: (["no-such"], "[0]"),
        str: ("no-such", ""),
    }[kind]
    found = {fault.path: fault for fault in faults_of(with_value((name, index, field), value))}
    fault = found[f"$.{name}[{index}].{field}{inside}"]
    assert fault.value == "no-such"
    assert f"unknown {KINDS[target]}" in fault.expected


PATTERN_FAULTS = [
    ({"window": "spring"}, ".window", "unknown window"),
    ({"periods": ["am", "noon"]}, ".periods[1]", "unknown period"),
    ({"first_day": "2026-09-10", "last_day": "2026-09-09"}, ".last_day", "not before first_day"),
]


@pytest.mark.parametrize(("pattern", "inside", "words"), PATTERN_FAULTS, ids=["window", "periods", "days"])
@pytest.mark.parametrize(("name", "field"), PATTERNS)
def test_every_pattern_is_looked_at(name, field, pattern, inside, words):
    data = with_value((name, 0, field), [{}, pattern])
    found = {fault.path: str(fault) for fault in faults_of(data)}
    assert words in found[f"$.{name}[0].{field}[1]{inside}"]


def test_patterns_of_rooms_are_looked_at():
    data = with_value(("venues", 0, "rooms", 1, "unavailable"), [{"window": "spring"}])
    assert [fault.path for fault in faults_of(data)] == ["$.venues[0].rooms[1].unavailable[0].window"]


def test_all_faults_are_told_at_once():
    data = rich()
    data["sessions"][T1]["course"] = "thoery"
    data["regions"][4]["parent"] = "nowhere"
    data["calendar"]["last_day"] = "2026-01-01"
    data["programmes"][0]["order"].append(["k1", "t1"])
    data["venues"][0]["region"] = "cuonty"
    found = faults_of(data)
    assert len(found) == 5
    assert {fault.advice for fault in found} >= {'did you mean "theory"?', 'did you mean "county"?'}


def test_what_selects_nothing_is_no_fault():
    data = rich()
    data["sessions"][P1]["open_to"] = {"categories": ["nobody"], "has_event": "never"}
    assert faults_of(data) == []


def test_exactly_six_years_are_no_fault():
    assert faults_of(with_value(("calendar", "last_day"), "2032-09-06")) == []


def test_many_cycles_are_told_in_the_order_of_the_file():
    data = rich()
    data["regions"] += [
        {"id": f"r{k}", "level": "village", "parent": f"r{k ^ 1}"} for k in reversed(range(20))
    ]
    circles = [fault.expected.rpartition(": ")[2] for fault in faults_of(data)]
    assert circles == [f"r{k + 1} > r{k} > r{k + 1}" for k in range(18, -1, -2)]


def test_a_long_chain_of_regions_needs_no_recursion():
    data = rich()
    data["regions"] += [{"id": f"r{k}", "level": "village", "parent": f"r{k + 1}"} for k in range(5000)]
    data["regions"].append({"id": "r5000", "level": "nation"})
    assert len(faults_of(data)) == 4999


def test_a_missing_value_is_not_shown_as_null():
    fault = next(fault for fault in faults_of(CASES["no sites"][0]) if fault.path.endswith("sites"))
    assert fault.value is NO_VALUE
