"""Instances and plans from files and to files: canonical bytes, all faults at once, legs beside them."""

import gc
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from edusched.domain.errors import Fault, FileAccessError, InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.plan import Booking
from edusched.formats.files import (
    canonical_plan,
    instance_text,
    load_instance,
    load_plan,
    plan_text,
    save_instance,
    save_json,
    save_plan,
)
from edusched.rules.examples import plan_of
from tests.formats.helpers import RICH, rich, with_value, written

PLAN = plan_of(
    """t1 2026-09-07 am school/big li c1
    k1 2026-09-08 pm bus@hill wu c1
    p1 2026-09-09 eve web wu:assistant,li c2,c1
    night bus 2026-09-08 hill"""
)


def load(folder, content, **options):
    return load_instance(written(folder, content), **options)


def faults_of(action, *arguments, **options):
    with pytest.raises(InvalidInputError) as caught:
        action(*arguments, **options)
    assert str(caught.value)
    return caught.value.faults


# --- instances ---------------------------------------------------------------------------------------------


def test_an_instance_is_loaded(tmp_path):
    instance = load(tmp_path, RICH)
    assert instance == Instance.model_validate_json(json.dumps(RICH))
    assert load_instance(str(tmp_path / "instance.json")) == instance


def test_a_byte_order_mark_is_no_matter(tmp_path):
    assert load(tmp_path, "\ufeff" + json.dumps(RICH)).id == "example"


def test_an_instance_is_saved_canonically(tmp_path):
    instance = load(tmp_path, RICH)
    path = tmp_path / "again.json"
    save_instance(instance, path)
    first = path.read_bytes()
    assert first.endswith(b"}\n")
    assert first.startswith(b'{\n "schema_version": "1.0",\n "kind": "instance",\n "id": "example",\n')
    assert "一个县的秋天".encode() in first
    assert b"null" not in first
    again = load_instance(path)
    assert again == instance
    save_instance(again, path)
    assert path.read_bytes() == first


def test_null_in_parameters_is_kept(tmp_path):
    parameters = {"min_study_hours": 40, "min_days": None, "counted": {}}
    instance = load(tmp_path, with_value(("policy", "rules", 0, "parameters"), parameters))
    assert instance.policy.rules[0].parameters == parameters
    assert json.loads(instance_text(instance))["policy"]["rules"][0]["parameters"] == parameters


def test_hours_are_kept_exactly(tmp_path):
    for text in ("0.01", "7.5", "0.07", "1.15", "9999.99", "40", "40.00", "4e1"):
        instance = load(tmp_path, with_value(("courses", 0, "study_hours"), json.loads(text)))
        save_instance(instance, tmp_path / "again.json")
        assert (
            load_instance(tmp_path / "again.json").courses[0].study_hours == instance.courses[0].study_hours
        )
        assert str(instance.courses[0].study_hours) in (text, str(json.loads(text)))


def test_references_and_policy_are_told_together(tmp_path):
    data = rich()
    data["sessions"][0]["course"] = "thoery"
    data["policy"]["rules"][1]["rule"] = "rset"
    path = written(tmp_path, data)
    faults = faults_of(load_instance, path)
    assert [fault.path for fault in faults] == ["$.sessions[0].course", "$.policy.rules[1].rule"]
    assert {fault.file for fault in faults} == {str(path)}
    assert str(faults[0]) == (
        f'{path}: $.sessions[0].course: "thoery": unknown course; '
        'expected one of "theory", "skill", "law"; did you mean "theory"?'
    )


def test_somebody_else_may_judge_the_policy(tmp_path):
    seen = []

    def judge(instance):
        seen.append(instance.id)
        return [Fault("other", "$.policy", 1, "odd")]

    (fault,) = faults_of(load, tmp_path, RICH, policy_faults=judge)
    assert seen == ["example"]
    assert fault.file == "other"


def test_parameters_beyond_all_use_are_not_looked_at(tmp_path):
    data = with_value(("policy", "rules", 0, "parameters"), {"x": list(range(20_000))})
    (fault,) = faults_of(load, tmp_path, data, policy_faults=lambda _: pytest.fail("looked at"))
    assert fault.path == "$.policy.rules[0].parameters"


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_too_little_memory_is_told(tmp_path, error):
    def run_out(_):
        raise error

    with pytest.raises(FileAccessError, match="not enough memory") as caught:
        load(tmp_path, RICH, policy_faults=run_out)
    assert caught.value.exit_code == 6


@pytest.mark.parametrize("on", [True, False])
def test_the_search_for_cycles_is_left_as_it_was(tmp_path, on):
    before = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        load(tmp_path, RICH)
        assert gc.isenabled() == on
        faults_of(load, tmp_path, {})
        assert gc.isenabled() == on
    finally:
        (gc.enable if before else gc.disable)()


def test_a_file_that_is_too_large_is_refused(tmp_path):
    (fault,) = faults_of(load, tmp_path, RICH, max_bytes=100)
    assert "larger than 100 bytes" in fault.expected


# --- legs beside the instance ------------------------------------------------------------------------------

HEADER = "start,end,travel_minutes,travel_metres"


def with_legs(folder, *lines, name="legs.csv", header=HEADER):
    written(folder, "\n".join([header, *lines]) + "\n", name="legs.csv")
    return written(folder, with_value(("travel", "legs_file"), name))


def test_legs_of_a_file_join_those_of_the_instance(tmp_path):
    path = with_legs(tmp_path, "hill,county,70,41000", "", '"school",east,40,23000')
    instance = load_instance(path)
    assert [(leg.start, leg.end, leg.travel_minutes) for leg in instance.travel.legs] == [
        ("county", "hall", 35),
        ("hill", "county", 70),
        ("school", "east", 40),
    ]
    assert instance.travel.legs_file is None
    save_instance(instance, tmp_path / "again.json")
    assert load_instance(tmp_path / "again.json") == instance


LEG_FAULTS = [
    (
        "hill,sea,70,41000",
        "line 2, column end",
        'unknown region (with location) or venue; expected one of "county"',
    ),
    ("hil,county,70,41000", "line 2, column start", 'did you mean "hill"?'),
    ("hill,county,1.5,41000", "line 2, column travel_minutes", "expected a whole number"),
    ("hill,county,-1,41000", "line 2, column travel_minutes", "expected a whole number"),
    ("hill,county,,41000", "line 2, column travel_minutes", "expected a whole number"),
    ("hill,county,٣,41000", "line 2, column travel_minutes", "expected a whole number"),
    ("hill,county,100001,41000", "line 2, column travel_minutes", "expected 100000 or less"),
    ("hill,county,1,10000001", "line 2, column travel_metres", "expected 10000000 or less"),
    ("hill,county,1", "line 2", "expected 4 columns, found 3"),
    ("hill,county,1,2,3", "line 2", "expected 4 columns, found 5"),
    ("hall,county,1,2", "line 2", "the instance has it already"),
    ("hill,county,1,2\ncounty,hill,1,2", "line 3", "line 2 has it already"),
    ('"hill,county,1,2', "line 2", "not CSV"),
    ('"hi"ll,county,1,2', "line 2", "not CSV"),
    ("x" * 200_000 + ",county,1,2", "line 2", "not CSV: field larger than field limit"),
]


@pytest.mark.parametrize(("lines", "place", "words"), LEG_FAULTS, ids=range(len(LEG_FAULTS)))
def test_a_bad_leg_has_its_line(tmp_path, lines, place, words):
    (fault,) = faults_of(load_instance, with_legs(tmp_path, *lines.split("\n")))
    assert fault.file == str(tmp_path / "legs.csv")
    assert fault.path == place
    assert words in str(fault)


@pytest.mark.parametrize(
    "header", ["", "start;end;travel_minutes;travel_metres", "end,start,a,b", "\x00\x00"]
)
def test_a_legs_file_needs_its_header(tmp_path, header):
    (fault,) = faults_of(load_instance, with_legs(tmp_path, header=header))
    assert fault.path == "line 1"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../legs.csv",
        "/etc/passwd",
        "a/legs.csv",
        "a\\legs.csv",
        "..",
        ".",
        ".legs",
        "C:legs.csv",
        "legs.csv\t",
    ],
)
def test_a_legs_file_is_a_plain_name(tmp_path, name):
    (fault,) = faults_of(load_instance, with_legs(tmp_path, name=name))
    assert fault.path == "$.travel.legs_file"
    assert "plain name" in fault.expected


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX systems")
def test_a_legs_file_is_no_link_to_another_folder(tmp_path):
    path = with_legs(tmp_path, "hill,county,70,41000", name="link.csv")
    (tmp_path / "link.csv").symlink_to("legs.csv")
    assert len(load_instance(path).travel.legs) == 2
    (tmp_path / "link.csv").unlink()
    (tmp_path / "link.csv").symlink_to("/etc/passwd")
    (fault,) = faults_of(load_instance, path)
    assert "a link to another folder" in fault.expected


def test_a_legs_file_that_is_missing(tmp_path):
    with pytest.raises(FileAccessError, match=r"other\.csv: no such file"):
        load_instance(with_legs(tmp_path, name="other.csv"))


def test_standard_input_has_no_legs_file(tmp_path, monkeypatch):
    path = with_legs(tmp_path, "hill,county,70,41000")
    with path.open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        (fault,) = faults_of(load_instance, "-")
    assert (fault.file, fault.path) == ("standard input", "$.travel.legs_file")


# --- plans -------------------------------------------------------------------------------------------------


@pytest.fixture
def instance():
    return Instance.model_validate_json(json.dumps(RICH))


def test_a_plan_is_saved_canonically_and_loaded_again(tmp_path, instance):
    path = tmp_path / "plan.json"
    save_plan(PLAN, path)
    first = path.read_bytes()
    assert first.startswith(b'{\n "schema_version": "1.0",\n "kind": "plan",\n "instance": "example",\n')
    assert first.endswith(b"}\n")
    again = load_plan(path, instance)
    assert again == canonical_plan(PLAN) == canonical_plan(again)
    save_plan(again, path)
    assert path.read_bytes() == first
    assert load_plan(path) == again


def test_the_order_of_a_plan_does_not_change_its_bytes():
    turned = PLAN.model_copy(
        update={
            "bookings": tuple(
                booking.model_copy(
                    update={"cohorts": booking.cohorts[::-1], "instructors": booking.instructors[::-1]}
                )
                for booking in PLAN.bookings[::-1]
            )
        }
    )
    assert turned != PLAN
    assert plan_text(turned) == plan_text(PLAN)


PLAN_FAULTS = [
    (("instance",), "other", "the plan answers another instance; this one is example"),
    (("bookings", 0, "session"), "t9", "unknown session"),
    (("bookings", 0, "day"), "2026-09-06", "expected 2026-09-07 to 2026-09-18"),
    (("bookings", 0, "day"), "2026-09-19", "no day of the instance's calendar"),
    (("bookings", 0, "period"), "noon", 'unknown period; expected one of "am", "pm", "eve"'),
    (
        ("bookings", 2, "place", "venue"),
        "schol",
        'unknown venue; expected one of "school", "hall"; did you mean',
    ),
    (
        ("bookings", 2, "place", "room"),
        "bigg",
        'unknown room of venue school; expected one of "big", "small"',
    ),
    (("bookings", 0, "place", "mobile_unit"), "tram", "unknown mobile unit"),
    (("bookings", 0, "place", "site"), "sea", "unknown region"),
    (("bookings", 0, "place", "site"), "north", "a region without location"),
    (("bookings", 1, "place", "platform"), "wab", "unknown platform"),
    (("bookings", 1, "instructors", 0, "instructor"), "ho", "unknown instructor"),
    (("bookings", 1, "cohorts", 1), "c3", "unknown cohort"),
    (("not_run", 0, "session"), "t9", "unknown session"),
    (("overnights", 0, "mobile_unit"), "tram", "unknown mobile unit"),
    (("overnights", 0, "day"), "2027-01-01", "no day"),
    (("overnights", 0, "site"), "sea", "unknown region"),
]


@pytest.mark.parametrize(("path", "value", "words"), PLAN_FAULTS)
def test_what_the_instance_does_not_have_is_told(tmp_path, path, value, words):
    data = json.loads(plan_text(PLAN)) | {"not_run": [{"session": "p2", "reason": "no seats"}]}
    base = Instance.model_validate_json(json.dumps(with_value(("regions", 2, "location"), None)))
    file = written(tmp_path, with_value(path, value, data))
    (fault,) = faults_of(load_plan, file, base)
    assert fault.path == "$" + "".join(f".{p}" if isinstance(p, str) else f"[{p}]" for p in path)
    assert words in str(fault)
    load_plan(file)


@pytest.mark.parametrize("name", ["schema_version", "kind"])
def test_a_plan_in_a_file_says_what_it_is(tmp_path, name):
    data = json.loads(plan_text(PLAN))
    del data[name]
    (fault,) = faults_of(load_plan, written(tmp_path, data))
    assert fault.path == f"$.{name}"
    assert "missing" in fault.expected


def test_a_plan_cut_off_anywhere_is_noticed(tmp_path):
    whole = plan_text(PLAN).encode()
    for cut in range(0, len(whole) - 2, max(1, len(whole) // 200)):
        faults_of(load_plan, written(tmp_path, whole[:cut]))
        faults_of(load_plan, written(tmp_path, whole[:cut] + b"\0" * (len(whole) - cut)))
    assert load_plan(written(tmp_path, whole[:-1])) == canonical_plan(PLAN)


def test_plain_data_is_saved(tmp_path, capsysbinary):
    save_json({"b": ["县"], "a": 1}, tmp_path / "x.json")
    assert (tmp_path / "x.json").read_text(encoding="utf-8") == '{\n "b": [\n  "县"\n ],\n "a": 1\n}\n'
    save_json([], "-")
    assert capsysbinary.readouterr().out == b"[]\n"
    with pytest.raises(ValueError, match="JSON"):
        save_json(float("nan"), tmp_path / "x.json")
    assert (tmp_path / "x.json").read_bytes().startswith(b"{")


def test_what_no_file_can_hold_is_refused(tmp_path):
    booking = Booking.model_construct(**{**dict(PLAN.bookings[0]), "session": "a\ud800"})
    plan = PLAN.model_copy(update={"bookings": (booking,)})
    faults_of(save_plan, plan, tmp_path / "plan.json")
    assert list(tmp_path.iterdir()) == []


# --- long --------------------------------------------------------------------------------------------------

WRITER = """
import sys
from edusched.formats.files import save_json
print("go", flush=True)
k = 0
while True:
    k += 1
    save_json([k] * 20_000, sys.argv[1])
"""


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")
def test_a_killed_writer_leaves_a_whole_file(tmp_path):
    path = tmp_path / "x.json"
    for kill in range(20):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            writer.stdout.readline()
            time.sleep(0.05 + 0.013 * kill)
            writer.send_signal(signal.SIGKILL)
        values = json.loads(path.read_bytes())
        assert len(values) == 20_000
        assert len(set(values)) == 1


@pytest.mark.long
def test_a_large_instance_is_loaded_in_seconds(tmp_path, record_property):
    data = rich()
    session = data["sessions"][0] | {"starts": data["sessions"][0]["starts"] * 8}
    data["sessions"] += [session | {"id": f"session-{k}", "venues": ["school"]} for k in range(5000)]
    path = written(tmp_path, json.dumps(data, indent=1))
    start = time.perf_counter()
    load_instance(path)
    seconds = time.perf_counter() - start
    record_property("megabytes", path.stat().st_size / 1e6)
    record_property("seconds", seconds)
    assert path.stat().st_size > 8e6
    assert seconds < 5
