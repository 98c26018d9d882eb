"""What pydantic says, said to a planner: path, value, what was expected, what to try."""

import json

import pytest

from edusched.domain.errors import NO_VALUE, InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.formats import model_faults
from edusched.formats.json_text import parse_json
from edusched.formats.model_faults import parsed
from edusched.rules.examples import plan_of
from tests.formats.helpers import RICH, at, in_free_object, places, rich, with_value, without

PLAN = json.loads(
    plan_of(
        """t1 2026-09-07 am school/big li c1
        k1 2026-09-08 pm bus@hill wu c1
        p1 2026-09-09 eve web li,wu:assistant c1,c2
        night bus 2026-09-08 hill"""
    ).model_dump_json()
)


def faults_of(data, model=Instance):
    with pytest.raises(InvalidInputError) as caught:
        parsed(model, parse_json(json.dumps(data), "f.json"))
    return caught.value.faults


def only(data, model=Instance):
    (fault,) = faults_of(data, model)
    assert fault.file == "f.json"
    assert str(fault).isprintable()
    return fault


def test_good_data_is_parsed():
    assert parsed(Instance, parse_json(json.dumps(RICH))).id == "example"
    assert parsed(Plan, parse_json(json.dumps(PLAN))).instance == "example"


ID = "an id: a word without spaces"
BAD_VALUES = [
    # (path, value, shown path or None, words)
    (("id",), 7, None, "expected text in double quotes"),
    (("id",), None, None, "null: expected text in double quotes"),
    (("id",), "a b", None, ID),
    (("id",), "a/b", None, ID),
    (("id",), "a\n", None, ID),
    (("id",), "\x00", None, ID),
    (("id",), "", None, "expected at least 1 character(s)"),
    (("id",), "x" * 81, None, "expected at most 80 characters"),
    (("name",), "\x07", None, "text without control characters"),
    (("name",), "x" * 401, None, "expected at most 400 characters"),
    (("regions",), [], None, "expected at least 1 item(s), found 0"),
    (("regions",), {}, None, "expected a list"),
    (("regions", 0), 3, None, "expected an object"),
    (("regions", 0, "level"), "contry", None, "expected one of"),
    (("regions", 0, "level"), "conty", None, 'did you mean "county"?'),
    (("regions", 0, "location", "latitude_deg"), "26", None, "expected a number"),
    (("regions", 0, "location", "latitude_deg"), 90.5, None, "expected 90.0 or less"),
    (("regions", 0, "location", "latitude_deg"), -91, None, "expected -90.0 or more"),
    (("units", 0, "size_persons"), "12", None, '"12": expected a whole number'),
    (("units", 0, "size_persons"), 1.5, None, "expected a whole number"),
    (("units", 0, "size_persons"), True, None, "true: expected a whole number"),
    (("units", 0, "size_persons"), -1, None, "expected 0 or more"),
    (("units", 0, "size_persons"), 2**62, None, "expected 100000 or less"),
    (("cohorts", 0, "headcount"), [], None, "expected an object"),
    (("cohorts", 0, "headcount"), {}, None, "expected at least 1 item(s), found 0"),
    (("cohorts", 0, "headcount"), {"a b": 1}, '$.cohorts[0].headcount["a b"]', "this name: expected an id"),
    (
        ("cohorts", 0, "headcount"),
        {"[key]": "1"},
        '$.cohorts[0].headcount["[key]"]',
        "expected a whole number",
    ),
    (("cohorts", 0, "events", "joined_on"), "14.9.2025", None, "expected a date as YYYY-MM-DD"),
    (("cohorts", 0, "events", "joined_on"), "2025-02-30", None, "expected a date as YYYY-MM-DD"),
    (("cohorts", 0, "events", "joined_on"), "2025-09-14T00:00:00", None, "expected a date as YYYY-MM-DD"),
    (("cohorts", 0, "events", "joined_on"), 20250914, None, "expected a date as YYYY-MM-DD"),
    (("cohorts", 0, "history", 0, "delivery"), "mail", None, "expected one of in_person, mobile, online"),
    (("courses", 0, "study_hours"), "4", None, "expected a number of hours"),
    (("courses", 0, "study_hours"), True, None, "not true or false"),
    (("courses", 0, "study_hours"), 1.125, None, "expected at most 2 decimals"),
    (("courses", 0, "study_hours"), -1, None, "expected 0 or more"),
    (("courses", 0, "study_hours"), 10**9, None, "expected 10000 or less"),
    (("courses", 0, "study_hours"), [4], None, "a list of 1 item: expected a number of hours"),
    (("calendar", "periods", 0, "start"), "8:30", None, "a time of day from 00:00 to 23:59 as HH:MM"),
    (("calendar", "periods", 0, "start"), "24:00", None, "a time of day"),
    (("calendar", "periods"), [RICH["calendar"]["periods"][0]] * 13, None, "expected at most 12 item(s)"),
    (("calendar", "holidays"), "france", None, "expected 'china' or 'none'"),
    (("sessions", 0, "mandatory"), "yes", None, "expected true or false"),
    (("sessions", 0, "mandatory"), 1, None, "expected true or false"),
    (("sessions", 2, "deliveries", 0), "in-person", None, 'did you mean "in_person"?'),
    (("sessions", 0, "open_to"), [], None, "expected an object"),
    (("programmes", 0, "order", 0), ["t1"], "$.programmes[0].order[0][1]", "missing"),
    (("programmes", 0, "order", 0), ["t1", "k1", "k2"], None, "expected at most 2 item(s), found 3"),
    (("policy", "rules", 0, "parameters"), [], None, "expected an object"),
    (("policy", "rules", 0, "enforcement", "weight"), 0, None, "expected 1 or more"),
]


@pytest.mark.parametrize(("path", "value", "shown", "words"), BAD_VALUES)
def test_a_bad_value_is_told_in_plain_words(path, value, shown, words):
    fault = only(with_value(path, value))
    assert fault.path == (shown or dotted(path))
    assert words in str(fault)


def dotted(path):
    return "$" + "".join(f".{part}" if isinstance(part, str) else f"[{part}]" for part in path)


FIELDS = [
    path
    for path, _ in places(RICH)
    if path and isinstance(path[-1], str) and not in_free_object(path[:-1]) and path[-1] != "kind"
]


@pytest.mark.parametrize("path", FIELDS, ids=dotted)
def test_every_misspelt_field_is_answered_with_the_right_one(path):
    data = without(path)
    wrong = path[-1] + path[-1][-1]
    at(data, path[:-1])[wrong] = at(RICH, path)
    found = {fault.path: fault for fault in faults_of(data)}
    fault = found[dotted((*path[:-1], wrong))]
    assert fault.expected == "unknown field"
    assert fault.advice == f'did you mean "{path[-1]}"?'


PLAN_FIELDS = [
    path
    for path, _ in places(PLAN)
    if path and isinstance(path[-1], str) and path[-1] not in ("kind", "schema_version")
]


@pytest.mark.parametrize("path", PLAN_FIELDS, ids=dotted)
def test_every_misspelt_field_of_a_plan_is_answered_with_the_right_one(path):
    data = without(path, PLAN)
    wrong = path[-1] + path[-1][-1]
    at(data, path[:-1])[wrong] = at(PLAN, path)
    found = {fault.path: fault for fault in faults_of(data, Plan)}
    assert found[dotted((*path[:-1], wrong))].advice == f'did you mean "{path[-1]}"?'


@pytest.mark.parametrize(
    "path",
    [
        ("id",),
        ("kind",),
        ("schema_version",),
        ("calendar",),
        ("regions",),
        ("calendar", "first_day"),
        ("sessions", 2, "course"),
        ("travel", "legs", 0, "end"),
        ("regions", 0, "location", "longitude_deg"),
    ],
    ids=dotted,
)
def test_a_missing_field_is_told(path):
    fault = only(without(path))
    assert (fault.path, fault.value) == (dotted(path), NO_VALUE)
    assert "missing" in fault.expected


@pytest.mark.parametrize(
    ("place", "path", "words"),
    [
        ({"kind": "room", "venue": "school"}, ".room", "missing"),
        ({"kind": "room", "venue": "school", "room": 1}, ".room", "expected text"),
        ({"kind": "room", "venue": "school", "room": "big", "site": "x"}, ".site", "unknown field"),
        ({"kind": "stop", "mobile_unit": "bus", "stop": "hill", "site": "x"}, ".stop", "unknown field"),
        ({"kind": "rooms", "venue": "school"}, ".kind", 'did you mean "room"?'),
        ({"kind": 3}, ".kind", 'expected one of "room", "stop", "platform"'),
        ({"venue": "school", "room": "big"}, ".kind", 'missing; expected one of "room", "stop", "platform"'),
        ([], "", "expected"),
        (None, "", "expected"),
        ({"kind": "platform", "platform": ""}, ".platform", "at least 1 character"),
        ({"kind": "platform", "platfrom": "web", "platform": "web"}, ".platfrom", 'did you mean "platform"?'),
    ],
)
def test_faults_of_a_place_name_its_fields_and_not_its_kind(place, path, words):
    fault = only(with_value(("bookings", 0, "place"), place, PLAN), Plan)
    assert fault.path.removesuffix(".kind" if not path else "") == f"$.bookings[0].place{path}"
    assert words in str(fault)


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"kind": "plan"}, "$.kind", "this file holds the plan; give the file of the instance here"),
        ({"kind": "instanc"}, "$.kind", 'expected "instance"'),
        ({"kind": 7}, "$.kind", 'expected "instance"'),
        ({"kind": ["plan"]}, "$.kind", "expected"),
        ({"schema_version": "1.1"}, "$.schema_version", "newer version of sched"),
        ({"schema_version": "2.0", "new": 1}, "$.schema_version", 'this one reads "1.0"; update sched'),
        ({"schema_version": "0.9"}, "$.schema_version", "no known version"),
        ({"schema_version": "01.0"}, "$.schema_version", "no known version"),
        ({"schema_version": "one"}, "$.schema_version", 'expected "1.0"'),
        ({"schema_version": 1.0}, "$.schema_version", 'expected "1.0", in double quotes'),
        ({"schema_version": "٣.٠"}, "$.schema_version", 'expected "1.0"'),
        ({"schema_version": None}, "$.schema_version", 'expected "1.0"'),
    ],
)
def test_another_kind_or_version_is_told_alone(change, path, words):
    fault = only({**RICH, **change, "nonsense": 1})
    assert fault.path == path
    assert words in str(fault)


@pytest.mark.parametrize("data", [[], 1, "x", None, True, [RICH]])
def test_what_is_no_object_is_no_instance(data):
    assert only(data).path == "$"


def test_all_faults_are_told_at_once_and_the_rest_counted():
    data = rich()
    data["units"] = [{"id": "a b", "region": 1, "size_persons": -1}] * 30
    with pytest.raises(InvalidInputError) as caught:
        parsed(Instance, parse_json(json.dumps(data)))
    assert len(caught.value.faults) == 50
    assert str(caught.value).endswith("and 40 more faults")


# --- very many faults --------------------------------------------------------------------------------------


def test_a_flood_of_faults_is_met_with_a_sample(monkeypatch):
    monkeypatch.setattr(model_faults, "SAMPLED_ABOVE_VALUES", 100)
    data = {f"junk{k}": 1 for k in range(1000)} | rich()
    data["sessions"] = [1] * 1000
    with pytest.raises(InvalidInputError) as caught:
        parsed(Instance, parse_json(json.dumps(data)))
    assert str(caught.value).endswith("mend these first")
    assert caught.value.faults[0].path == "$.sessions[0]"


def test_a_sample_without_faults_is_not_the_last_word(monkeypatch):
    monkeypatch.setattr(model_faults, "SAMPLED_ABOVE_VALUES", 100)
    data = rich()
    assert parsed(Instance, parse_json(json.dumps(data))).id == "example"
    data["units"] = data["units"] * 100 + [3]
    (fault,) = faults_of(data)
    assert fault.path == "$.units[200]"
    monkeypatch.setattr(model_faults, "MAX_CONVERTED_FAULTS", 0)
    (fault,) = faults_of(data)
    assert fault.path == "$"
    assert "1 faults, none of them among the first 100 items" in fault.expected


def test_known_fields_are_in_the_sample_however_late_they_come():
    names = model_faults._field_names(Instance)
    assert {"sessions", "latitude_deg", "travel_metres", "weekdays"} <= names
    sample = model_faults._sample({f"k{k}": k for k in range(500)} | {"id": "x"}, names)
    assert len(sample) == model_faults.SAMPLE_ITEMS + 1
    assert sample["id"] == "x"


def test_an_error_without_words_of_ours_keeps_those_of_pydantic():
    detail = {"type": "odd", "loc": ("id",), "msg": "Something odd", "input": 1}
    fault = model_faults.fault_of(detail, Instance, parse_json("{}"))
    assert fault.expected == "something odd"
