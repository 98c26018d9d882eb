"""Errors show themselves: one line a fault, safe for a terminal, short, with advice."""

import copy
import json
import multiprocessing

import pytest

from edusched.domain.errors import (
    MAX_NAMES_COMPARED,
    NO_VALUE,
    Fault,
    FaultList,
    FileAccessError,
    InternalDisagreementError,
    InvalidInputError,
    LimitExceededError,
    SchedError,
    clean_text,
    json_path,
    nearest,
    one_of,
    shown,
)
from edusched.domain.instance import Instance
from edusched.domain.places import Level
from edusched.rules.examples import BASE, merged
from edusched.rules.policy_check import policy_faults

FAULT = Fault(
    "a.json",
    "$.sessions[3].course",
    "thoery",
    'unknown course; expected one of "law", "theory"',
    'did you mean "theory"?',
)


def test_a_fault_is_one_line_that_says_all():
    assert str(FAULT) == (
        'a.json: $.sessions[3].course: "thoery": unknown course; expected one of "law", "theory"; '
        'did you mean "theory"?'
    )


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_fault_leaves_out_what_it_does_not_know(nothing):
    assert str(Fault(nothing, "$.id", NO_VALUE, "missing", nothing)) == "$.id: missing"


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (SchedError("oh"), 1, "oh"),
        (InvalidInputError([Fault("f", "$", 1, "bad")]), 5, "f: $: 1: bad"),
        (FileAccessError("f", "no such file"), 6, "f: no such file"),
        (FileAccessError("f", "no space", "free some"), 6, "f: no space; free some"),
        (InternalDisagreementError("t1"), 1, "solver and checker disagree: t1"),
        (InternalDisagreementError("t1", "/b"), 1, "solver and checker disagree: t1; please send us /b"),
        (LimitExceededError("columns", 5000, 400), 4, "columns: 5,000, at most 400 allowed"),
        (
            LimitExceededError("memory", 9000, 400, "MiB", "split it"),
            4,
            "memory: 9,000 MiB, at most 400 MiB allowed; split it",
        ),
    ],
)
def test_every_error_has_its_text_and_exit_code(error, code, text):
    assert (error.exit_code, str(error)) == (code, text)
    assert isinstance(error, SchedError)
    # Errors travel between processes of a batch.
    assert str(copy.copy(error)) == text


def test_errors_survive_the_way_from_another_process():
    with multiprocessing.get_context("spawn").Pool(1) as pool, pytest.raises(InvalidInputError) as caught:
        pool.apply(fail)
    assert caught.value.faults == (FAULT,)


def fail():
    raise InvalidInputError([FAULT])


@pytest.mark.parametrize(
    ("faults", "omitted", "last"),
    [
        (3, 0, "$[2]: bad"),
        (3, 1, "and 1 more fault"),
        (3, 1200, "and 1,200 more faults"),
        (51, 0, "and 1 more fault"),
        (60, 40, "and 50 more faults"),
        (3, None, "and more faults that were not listed: mend these first"),
    ],
)
def test_many_faults_are_counted_not_shown(faults, omitted, last):
    error = InvalidInputError([Fault("", f"$[{k}]", NO_VALUE, "bad") for k in range(faults)], omitted)
    lines = str(error).splitlines()
    assert lines[-1] == last
    assert len(lines) <= 51


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (2.5, "2.5"),
        ("a", '"a"'),
        ('a"b\\', '"a\\"b\\\\"'),
        ({}, "an object of 0 fields"),
        ({"a": 1}, "an object of 1 field"),
        ([1, 2], "a list of 2 items"),
        ((1,), "a list of 1 item"),
        (Level.CITY, '"city"'),
        (10**4000, "an integer of about 3986 digits"),
        ("文" * 3, '"文文文"'),
    ],
)
def test_values_are_shown_as_json_shows_them(value, text):
    assert shown(value) == text


@pytest.mark.parametrize(
    "value", ["x" * 10**6, "\x1b" * 10**6, '"' * 200, "\\" * 81, 1e300, "é" * 79, 10**70]
)
def test_values_are_short(value):
    assert len(shown(value)) <= 80


HOSTILE = [
    "\x1b[2J",
    "a\nb",
    "a\r",
    "\x00",
    "\x7f",
    "\x85",
    "\x9b31m",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u2028",
    "\ufeff",
    "\ud800",
    "\U000e0041",
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_nothing_reaches_a_terminal_that_could_rewrite_it(hostile):
    fault = Fault(f"f{hostile}", json_path(["a", hostile]), hostile, f"e{hostile}", f"a{hostile}")
    errors = [
        InvalidInputError([fault]),
        FileAccessError(hostile, hostile, hostile),
        InternalDisagreementError(hostile, hostile),
        LimitExceededError(hostile, 1, 1, hostile, hostile),
    ]
    for error in errors:
        text = str(error)
        assert hostile not in text
        assert text.isprintable()
        text.encode("utf-8")


def test_long_text_keeps_both_ends():
    text = clean_text("begin" + "x" * 5000 + "end", 100)
    assert len(text) <= 100
    assert text.startswith("begin")
    assert text.endswith("end")


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ([], "$"),
        (["sessions", 3, "course"], "$.sessions[3].course"),
        (["headcount", "a b"], '$.headcount["a b"]'),
        (["events", "a.b"], '$.events["a.b"]'),
        (["x\n"], '$["x\\u000a"]'),
        (["县"], '$["县"]'),
    ],
)
def test_paths(parts, path):
    assert json_path(parts) == path


def test_the_nearest_name_is_found():
    assert nearest("thoery", ["law", "theory", "skill"]) == 'did you mean "theory"?'
    assert nearest("zzz", ["law", "theory"]) == ""
    assert nearest("", ["law"]) == ""
    assert "other Unicode characters" in nearest("caf\u00e9-1", ["cafe\u0301-1"])


def test_the_nearest_of_many_names_is_found_fast():
    names = [f"session-{k}" for k in range(20 * MAX_NAMES_COMPARED)]
    assert nearest("sesion-77", names) == 'did you mean "session-77"?'
    assert nearest("x" * 10**6, names) == ""


def test_a_list_of_names_is_short():
    assert one_of([]) == "there is none to choose from"
    assert one_of(["a"]) == 'expected "a"'
    assert one_of(["a", "b"]) == 'expected one of "a", "b"'
    assert one_of([str(k) for k in range(5000)]).endswith('"7", ... (5,000 in all)')


def test_advice_stops_after_the_first_faults():
    found = FaultList()
    for k in range(100):
        found.unknown(("a", k), "thoery", "course", ["theory"])
    assert found.faults[0].advice
    assert not found.faults[99].advice


@pytest.mark.parametrize(
    ("parameters", "path", "advice"),
    [
        ({"min_hours": 8}, "min_hours", 'did you mean "min_study_hours"?'),
        ({"zzz": 8}, "zzz", "study_hours takes cohorts, "),
        ({"cohorts": {"ownership": ["x"]}}, "cohorts.ownership", ""),
    ],
)
def test_a_parameter_nobody_knows_is_named(parameters, path, advice):
    entry = {"id": "mine", "rule": "study_hours", "parameters": {"min_study_hours": 8} | parameters}
    data = merged(BASE, {"policy": {"rules": [entry]}})
    faults = policy_faults(Instance.model_validate_json(json.dumps(data)))
    (fault,) = (fault for fault in faults if fault.path.endswith(f"parameters.{path}"))
    assert fault.expected == "unknown parameter"
    assert (fault.advice or "").startswith(advice)
