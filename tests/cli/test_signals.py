"""Stopping at any moment: the best plan is kept, or it is said that there is none, and the code tells why."""

import os
import random
import shutil
import signal
import subprocess
import time

import pytest

from edusched import api
from edusched.cli.signals import SAME_REQUEST_SECONDS, Interrupted, StopRequest
from edusched.formats.files import load_plan
from tests.cli.helpers import FUJIAN, TINY, json_lines, start

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")

CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}

# A solver that has a plan at once and goes on until it is stopped; it tells when it is at work.
ENDLESS = """
on_progress(Progress(Objective.OBLIGATIONS, 0, 0, 0.1))
sys.stderr.write("working\\n")
sys.stderr.flush()
while not switch._pulled:
    time.sleep(0.01)
return tiny_result(Status.INTERRUPTED)
"""
DEAF = """
on_progress(Progress(Objective.OBLIGATIONS, {value}, 0, 0.1))
sys.stderr.write("working\\n")
sys.stderr.flush()
time.sleep(100)
"""


def wait_for(process, word):
    """Read messages until one has the word, and return what was read."""
    read = b""
    while word not in read:
        line = process.stderr.readline()
        assert line, read
        read += line
    return read


def end_of(process, timeout=20):
    began = time.monotonic()
    _, error = process.communicate(timeout=timeout)
    return process.returncode, error.decode(), time.monotonic() - began


@pytest.mark.parametrize("number", CODES, ids=lambda number: number.name)
def test_a_signal_keeps_the_best_plan(tmp_path, number):
    process = start("solve", TINY, "-o", tmp_path / "plan.json", body=ENDLESS)
    wait_for(process, b"working")
    process.send_signal(number)
    code, error, seconds = end_of(process)
    assert code == CODES[number]
    assert seconds < 2
    assert "interrupted: the best plan until then; checked" in error
    assert load_plan(tmp_path / "plan.json", api.load(TINY)).bookings


def test_a_signal_before_the_solve_ends_at_once():
    process = start("validate", "-", stdin=subprocess.PIPE)
    time.sleep(2)
    with process:  # closes the pipes in the end; a write to the input would let the command go on
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 143
        assert process.stderr.read() == b"error: interrupted: no plan was written\n"


def test_a_second_ctrl_c_gives_up_at_once(tmp_path):
    process = start("solve", TINY, "-o", tmp_path / "plan.json", body=DEAF.format(value=0))
    wait_for(process, b"working")
    process.send_signal(signal.SIGINT)
    wait_for(process, b"stopping")
    time.sleep(2 * SAME_REQUEST_SECONDS)
    process.send_signal(signal.SIGINT)
    code, error, seconds = end_of(process)
    assert (code, error) == (130, "error: interrupted: no plan was written\n")
    assert seconds < 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("value", "least", "most"), [(0, 4, 8), (None, 1, 3)])
def test_a_solver_that_hears_nothing_is_left_behind(tmp_path, value, least, most):
    process = start("solve", TINY, "-o", tmp_path / "plan.json", body=DEAF.format(value=value))
    wait_for(process, b"working")
    process.send_signal(signal.SIGTERM)
    code, error, seconds = end_of(process)
    assert code == 143
    assert least < seconds < most
    assert "the solver did not stop in time" in error
    assert list(tmp_path.iterdir()) == []


def test_a_thread_left_at_work_does_not_hold_up_the_end(tmp_path):
    body = """
    threading.Thread(target=time.sleep, args=(100,)).start()
    return tiny_result()
    """
    process = start("solve", TINY, "-o", tmp_path / "plan.json", body=body)
    code, error, seconds = end_of(process)
    assert (code, seconds < 10) == (0, True)
    assert f"plan: {tmp_path / 'plan.json'}" in error
    assert load_plan(tmp_path / "plan.json").bookings


def test_a_helper_thread_that_fails_is_a_warning(tmp_path):
    body = """
    def fail():
        raise ZeroDivisionError
    helper = threading.Thread(target=fail)
    helper.start()
    helper.join()
    return tiny_result()
    """
    process = start("solve", TINY, "-o", tmp_path / "plan.json", "--log-format", "json", body=body)
    code, error, _ = end_of(process)
    assert code == 0
    assert [e["problem"] for e in json_lines(error) if e["event"] == "thread_failed"] == ["ZeroDivisionError"]


def test_an_ignored_hang_up_stays_ignored(tmp_path):
    was = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # what is ignored is inherited, as under nohup
    try:
        process = start("solve", TINY, "-o", tmp_path / "plan.json", body=ENDLESS)
    finally:
        signal.signal(signal.SIGHUP, was)
    wait_for(process, b"working")
    process.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert end_of(process)[0] == 130


def moments(seed, count, last):
    rng = random.Random(seed)
    numbers = (signal.SIGINT, signal.SIGTERM)
    cases = [(numbers[k % 2], rng.uniform(0.1, last)) for k in range(count)]
    return [pytest.param(*case, id=f"{case[0].name}-{case[1]:.1f}s") for case in cases]


def interrupt_the_real_solver(tmp_path, number, moment):
    """Stop a solve of the county after so many seconds; a plan must be whole, and its absence told."""
    plan, county = tmp_path / "plan.json", tmp_path / "county.json"
    shutil.copy(FUJIAN, county)
    process = start("solve", county, "-o", plan, "--time-limit", "60", "--log-format", "json")
    time.sleep(moment)
    process.send_signal(number)
    code, error, seconds = end_of(process, 60)
    # In its very first moments it is Python's start that is interrupted, and a shell sees the same code.
    assert code in (CODES[number], -number), error
    assert seconds < 5
    events = json_lines(error)
    if plan.exists():
        instance = api.load(county)
        assert api.check(instance, load_plan(plan, instance)).accepted
        assert events[-1]["plan"] == str(plan)
    else:
        assert all(event["plan"] is None for event in events[-1:])
        assert [event for event in events if event.get("value") is not None] == []  # no plan was lost
    assert {p.name for p in tmp_path.iterdir()} <= {"county.json", "plan.json"}
    return seconds


@pytest.mark.parametrize(("number", "moment"), moments("fast", 5, 8))
def test_the_real_solver_stopped_at_some_moment(tmp_path, record_property, number, moment):
    record_property("seconds", interrupt_the_real_solver(tmp_path, number, moment))


@pytest.mark.long
@pytest.mark.parametrize(("number", "moment"), moments("long", 100, 30))
def test_the_real_solver_stopped_at_many_moments(tmp_path, record_property, number, moment):
    record_property("seconds", interrupt_the_real_solver(tmp_path, number, moment))


def test_before_the_solve_a_signal_is_an_end():
    stop = StopRequest()
    with pytest.raises(Interrupted) as raised:
        stop.handle(signal.SIGTERM)
    assert raised.value.exit_code == 143
    stop.handle(signal.SIGTERM)  # and only once


def test_one_request_may_come_twice():
    stop = StopRequest()
    with stop.keeping():
        stop.handle(signal.SIGINT)
        stop.handle(signal.SIGINT)
        stop.handle(signal.SIGTERM)
        time.sleep(1.5 * SAME_REQUEST_SECONDS)
        stop.handle(signal.SIGTERM)
        assert stop.exit_code == 130
        with pytest.raises(Interrupted):
            stop.handle(signal.SIGINT)


def test_after_the_end_nothing_is_heard():
    stop = StopRequest()
    stop.close()
    stop.handle(signal.SIGINT)
    assert not stop.asked
