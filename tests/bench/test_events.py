"""What the command says is understood, and what is not of its form is kept as words."""

import json

import pytest

from edusched.bench.events import Told, error_words, told
from edusched.bench.rows import Level
from edusched.bench.trace import Step


def line(event, **data):
    return json.dumps({"time": "", "severity": "info", "event": event, **data})


def progress(level, value, bound, seconds):
    return line("progress", level=level, value=value, bound=bound, gap=None, seconds=seconds)


def test_the_moment_the_search_began_comes_from_the_promptest_line():
    found = told(
        [
            (0.5, line("start", sessions=3)),
            (1.59, progress("cost", 20, 5, 0.5)),
            (1.61, progress("cost", 30, 5, 0.6)),
            (
                3.0,
                line(
                    "finished",
                    status="feasible",
                    seconds=2.25,
                    levels=[{"level": "cost", "value": 20, "bound": 5, "gap": 0.75}],
                    plan="plan.json",
                ),
            ),
        ]
    )
    assert found.search_began_seconds == pytest.approx(1.01)
    assert found.load_seconds == 0.75
    assert found.compile_seconds == pytest.approx(0.26)
    assert [(round(s.seconds, 9), s.value) for s in found.steps] == [(1.51, 20), (1.61, 30)]
    assert (found.status, found.solve_seconds, found.plan) == ("feasible", 2.25, True)
    assert found.levels == {"cost": Level(20, 5, 0.75)}
    assert found.errors == ()


def test_nothing_said_is_nothing_known():
    assert told([]) == Told()
    assert told([(1.0, ""), (2.0, "  ")]) == Told()
    assert Told().load_seconds is None
    assert Told().compile_seconds is None
    assert Told(finished_seconds=1.0, solve_seconds=2.0).load_seconds == 0.0


def test_steps_are_in_the_order_of_time():
    found = told([(1.0, progress("cost", 5, 0, 0.9)), (1.0, progress("cost", 9, 0, 0.4))])
    assert found.steps == (Step(0.5, "cost", 9, 0), Step(1.0, "cost", 5, 0))


def test_errors_are_told_in_words():
    found = told(
        [
            (1.0, line("fault", file="x", path="$.sessions[0]", expected="expected a word", advice="")),
            (1.0, line("error", exit_code=5, faults=1)),
            (1.0, line("error", exit_code=4, what="columns", amount=9, limit=3, unit="")),
            (1.0, line("error", exit_code=1, problem="KeyError", bundle="/var/x")),
            (1.0, "terminate called after throwing"),
            (1.0, '{"no": "event"}'),
            (1.0, "{not json"),
            (1.0, line("thread_failed", problem="MemoryError")),
        ]
    )
    assert found.errors == (
        "$.sessions[0]: expected a word",
        "error",
        "columns: 9 , at most 3 allowed",
        "KeyError",
        "terminate called after throwing",
        '{"no": "event"}',
        "{not json",
    )


def test_words_name_no_folder_and_stay_short():
    said = ["one", "two", 'File "/home/me/secret/x.py"', "C:\\Users\\me\\y.py: a\nb", "last", " ", "\x1b[2J"]
    words = error_words(said, "exit code 1")
    assert words == 'exit code 1; two; File "x.py"; y.py: a\\u000ab; last; \\u001b[2J'
    assert len(error_words(["x" * 10_000])) == 300
    assert error_words([]) == ""
