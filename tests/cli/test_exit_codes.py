"""Every exit code, each with what is said along with it."""

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from edusched import api
from edusched.cli import solving
from edusched.cli.terminal import Terminal, settle
from edusched.domain.errors import InternalDisagreementError, LimitExceededError
from edusched.domain.policy import Objective
from edusched.domain.result import Conflict, LevelScore, Result, Status
from edusched.formats.files import load_plan
from edusched.search.limits import Progress
from tests.cli.helpers import INSTANCES, TINY, invoke, run, sound, tiny_plan, tiny_result


@pytest.fixture
def solve_is(monkeypatch):
    """Let the solve of the command be a function of the test."""

    def replace(function):
        monkeypatch.setattr(api, "solve", function)

    return replace


def gives(result):
    return lambda instance, **limits: result


def raises(error):
    def solve(*instance, **limits):
        raise error

    return solve


@pytest.mark.parametrize("status", [Status.OPTIMAL, Status.FEASIBLE])
def test_0_a_checked_plan_is_written(tmp_path, solve_is, status):
    solve_is(gives(tiny_result(status)))
    done = invoke("solve", TINY, "-o", tmp_path / "plan.json")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert f"{status.value}: " in done.stderr
    assert "; checked (1.0 s)" in done.stderr
    assert f"plan: {tmp_path / 'plan.json'}" in done.stderr
    assert load_plan(tmp_path / "plan.json", api.load(TINY)).certificate.status is status


@pytest.mark.parametrize("words", [[], ["-o", "-"]])
def test_0_without_a_name_the_plan_goes_to_standard_output(solve_is, words):
    solve_is(gives(tiny_result()))
    done = invoke("solve", TINY, *words)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["kind"] == "plan"


def test_0_with_the_real_solver_and_the_checker(tmp_path):
    plan = tmp_path / "plan.json"
    done = run("solve", TINY, "-o", plan, "--time-limit", "30")
    assert done.returncode == 0, done.stderr
    assert b"optimal" in done.stderr
    done = run("check", TINY, plan)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"accepted: every hard rule holds\ncertificate: agrees")


def test_1_an_internal_error_is_one_line_and_a_folder(solve_is, tmp_path):
    solve_is(raises(ZeroDivisionError("division by\x1b[2J zero")))
    done = invoke("solve", TINY, "-o", tmp_path / "plan.json")
    assert done.exit_code == 1
    last = sound(done.stderr).splitlines()[-1]
    assert last.startswith(
        "error: internal error: ZeroDivisionError: division by\\u001b[2J zero; please send us "
    )
    assert "Traceback" in (Path(last.split()[-1]) / "error.txt").read_text(encoding="utf-8")
    assert not (tmp_path / "plan.json").exists()


def test_1_the_traceback_is_shown_to_those_who_ask(solve_is):
    solve_is(raises(ZeroDivisionError()))
    done = invoke("solve", TINY, env={"SCHED_DEBUG": "1"})
    assert done.exit_code == 1
    assert "Traceback" in done.stderr


def test_1_an_error_is_told_even_when_no_folder_can_be_made(solve_is, monkeypatch):
    monkeypatch.setattr("tempfile.mkdtemp", raises(PermissionError()))
    solve_is(raises(ZeroDivisionError("x")))
    done = invoke("solve", TINY)
    assert done.exit_code == 1
    assert done.stderr.endswith("error: internal error: ZeroDivisionError: x\n")


def test_1_solver_and_checker_disagree(solve_is):
    solve_is(raises(InternalDisagreementError("they differ", "/some/bundle")))
    done = invoke("solve", TINY)
    assert done.exit_code == 1
    assert "solver and checker disagree: they differ; please send us /some/bundle" in sound(done.stderr)


def test_1_not_enough_memory(solve_is):
    solve_is(raises(MemoryError()))
    done = invoke("solve", TINY)
    assert done.exit_code == 1
    assert "error: not enough memory; try fewer --workers" in sound(done.stderr)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["sovle"],
        ["solve"],
        ["solve", TINY, "x"],
        ["solve", TINY, "--time-limit", "-1"],
        ["solve", TINY, "--time-limit", "nan"],
        ["solve", TINY, "--time-limit", "inf"],
        ["solve", TINY, "--time-limit", "1e9"],
        ["solve", TINY, "--gap", "1"],
        ["solve", TINY, "--workers", "0"],
        ["solve", TINY, "--workers", "1" * 5000],
        ["solve", TINY, "--seed", "-1"],
        ["solve", TINY, "--seed", str(2**31)],
        ["solve", TINY, "--log-format", "xml"],
        ["solve", TINY, "--report", "report.pdf"],
        ["solve", TINY, "-o", TINY],
        ["solve", TINY, "-o", "out.txt", "--report", "out.txt"],
        ["check", "-", "-"],
        ["schema", "result"],
        ["validate", TINY, "--strict"],
    ],
    ids=lambda words: " ".join(words)[-40:],
)
def test_2_usage(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = invoke(*words)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert list(tmp_path.iterdir()) == []


def test_2_the_instance_is_not_written_over(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_bytes((INSTANCES / "tiny.json").read_bytes())
    (tmp_path / "link.json").symlink_to("a.json")
    done = invoke("solve", "a.json", "-o", "./link.json")
    assert done.exit_code == 2
    assert "INSTANCE and PLAN are the same file" in done.stderr


def test_3_infeasible_names_what_must_give(solve_is, tmp_path):
    conflict = Conflict("secretaries-8-hours", ("secretaries", "2026"), 4800, "person-hours/100")
    ways = ("infeasible again with presolve off", "the hard rules must give by at least 4800")
    solve_is(gives(Result(Status.INFEASIBLE, None, conflicts=(conflict,), confirmations=ways)))
    done = invoke(
        "solve", TINY, "--strict", "--quiet", "-o", tmp_path / "plan", "--report", tmp_path / "r.md"
    )
    assert done.exit_code == 3
    assert "secretaries-8-hours: secretaries, 2026: must give 48 person-hours" in done.stderr
    assert "confirmed: infeasible again with presolve off; the hard rules must" in done.stderr
    assert "no plan was written" in done.stderr
    assert not (tmp_path / "plan").exists()
    assert "must give 48 person-hours" in (tmp_path / "r.md").read_text(encoding="utf-8")


def test_3_with_the_real_solver():
    done = invoke("solve", INSTANCES / "impossible-strict.json", "--strict", "--time-limit", 60)
    assert done.exit_code == 3, done.stderr
    assert "confirmed: " in done.stderr
    assert done.stdout == ""


def test_4_no_plan_within_the_limits(solve_is):
    solve_is(gives(Result(Status.UNKNOWN, None)))
    done = invoke("solve", TINY)
    assert done.exit_code == 4
    assert done.stdout == ""
    assert "unknown: no plan found within the limits; that proves nothing" in done.stderr


def test_4_an_unconfirmed_infeasible_is_unknown(solve_is):
    conflict = Conflict("secretaries-8-hours", ("secretaries", "2026"), 4800, "person-hours/100")
    solve_is(gives(Result(Status.UNKNOWN, None, conflicts=(conflict,))))
    done = invoke("solve", TINY)
    assert done.exit_code == 4
    assert "a second look could not confirm it" in done.stderr


def test_4_half_a_confirmation_is_no_proof(solve_is, tmp_path):
    solve_is(gives(Result(Status.UNKNOWN, None, confirmations=("infeasible again with presolve off",))))
    done = invoke("solve", TINY, "--report", tmp_path / "r.md")
    assert done.exit_code == 4
    assert "confirmed in one way of two: infeasible again with presolve off; give it more" in done.stderr
    assert "\nconfirmed:" not in done.stderr
    assert "Not proved; confirmed in one way of two" in (tmp_path / "r.md").read_text(encoding="utf-8")


def test_4_larger_than_the_machine(solve_is):
    solve_is(raises(LimitExceededError("columns", 10**9, 10**7, advice="split the instance")))
    done = invoke("solve", TINY)
    assert done.exit_code == 4
    assert "columns: 1,000,000,000, at most 10,000,000 allowed; split the instance" in done.stderr


@pytest.mark.parametrize("limit", ["0", "0.001"])
def test_0_or_4_with_hardly_any_time(limit):
    assert invoke("solve", TINY, "--time-limit", limit, "--quiet").exit_code in (0, 4)


def with_year(tmp_path, year):
    text = (INSTANCES / "tiny.json").read_text(encoding="utf-8").replace("2026-", f"{year}-")
    path = tmp_path / "instance.json"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", ["solve", "check", "validate"])
def test_5_a_year_without_published_holidays(tmp_path, verb):
    path = with_year(tmp_path, 2030)
    done = invoke(verb, path, *([TINY] if verb == "check" else []))
    assert done.exit_code == 5
    expected = (
        f"error: {path}: $.calendar: 2030: no official holiday calendar for this year; add calendar.overrides"
    )
    assert expected in done.stderr


def test_5_every_fault_is_a_line(tmp_path):
    path = tmp_path / "x.json"
    path.write_text('{"kind": "instance", "schema_version": "1.0", "id": 3}', encoding="utf-8")
    done = invoke("validate", path)
    assert done.exit_code == 5
    lines = sound(done.stderr).splitlines()
    assert len(lines) > 2
    assert all(line.startswith(f"error: {path}: $.") for line in lines)


def test_6_a_plan_that_cannot_be_written_after_all_is_kept_elsewhere(solve_is, tmp_path):
    folder = tmp_path / "soon gone"
    folder.mkdir()

    def solve(instance, **limits):
        folder.rmdir()
        return tiny_result()

    solve_is(solve)
    done = invoke("solve", TINY, "-o", folder / "plan.json")
    assert done.exit_code == 6
    kept = sound(done.stderr).splitlines()[-1].partition("the plan is kept in ")[2]
    assert load_plan(kept).instance == "tiny"


def test_7_a_broken_rule(tmp_path):
    path = tmp_path / "plan.json"
    api.save(tiny_plan("law 2026-09-07 eve meixian-hall/main chen-wei staff"), path)
    done = invoke("check", TINY, path)
    assert done.exit_code == 7


def interrupts(number, result):
    terminal = Terminal()

    def solve(instance, *, on_progress, switch, **limits):
        terminal.stop.handle(number)
        return result

    return terminal, solve


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_130_and_143_keep_the_plan(solve_is, tmp_path, number, code):
    terminal, solve = interrupts(number, tiny_result(Status.INTERRUPTED))
    solve_is(solve)
    done = invoke("solve", TINY, "-o", tmp_path / "plan.json", terminal=terminal)
    assert done.exit_code == code
    assert "interrupted: the best plan until then; checked" in done.stderr
    assert load_plan(tmp_path / "plan.json").certificate.status is Status.INTERRUPTED


def test_130_without_a_plan_says_so(solve_is, tmp_path):
    terminal, solve = interrupts(signal.SIGINT, Result(Status.INTERRUPTED, None))
    solve_is(solve)
    done = invoke("solve", TINY, "-o", tmp_path / "plan.json", "--quiet", terminal=terminal)
    assert done.exit_code == 130
    assert "interrupted before a plan was found" in done.stderr
    assert "no plan was written" in done.stderr
    assert not (tmp_path / "plan.json").exists()


def test_130_the_switch_is_pulled_once_and_the_solver_may_take_its_time(solve_is, monkeypatch):
    terminal = Terminal()
    pulled = threading.Event()
    monkeypatch.setattr("edusched.search.solve.StopSwitch.stop", lambda self: pulled.set())

    def solve(instance, *, on_progress, switch, **limits):
        on_progress(Progress(Objective.OBLIGATIONS, 5, 0, 0.1))
        terminal.stop.handle(signal.SIGINT)
        assert pulled.wait(5)
        time.sleep(0.3)
        return tiny_result(Status.INTERRUPTED)

    solve_is(solve)
    assert invoke("solve", TINY, terminal=terminal).exit_code == 130


@pytest.mark.parametrize("has_plan", [True, False])
def test_130_a_solver_that_does_not_stop_is_left_behind(solve_is, monkeypatch, tmp_path, has_plan):
    terminal = Terminal()
    end = threading.Event()

    def solve(instance, *, on_progress, switch, **limits):
        if has_plan:
            on_progress(Progress(Objective.OBLIGATIONS, 5, 0, 0.1))
        terminal.stop.handle(signal.SIGINT)
        end.wait(30)
        return tiny_result(Status.INTERRUPTED)

    monkeypatch.setattr(solving, "GRACE_SECONDS", 0.6)
    monkeypatch.setattr(solving, "GRACE_WITHOUT_PLAN_SECONDS", 0.3)
    solve_is(solve)
    began = time.monotonic()
    done = invoke("solve", TINY, "-o", tmp_path / "plan.json", terminal=terminal)
    assert (time.monotonic() - began > 0.6) >= has_plan
    end.set()
    assert done.exit_code == 130
    lost = "its best plan is lost" if has_plan else "it had found no plan"
    assert f"the solver did not stop in time; {lost}" in done.stderr
    assert not (tmp_path / "plan.json").exists()


def test_a_result_without_levels_has_no_table(solve_is):
    result = tiny_result()
    solve_is(gives(Result(Status.FEASIBLE, result.plan, (), result.violations)))
    assert "level " not in invoke("solve", TINY).stderr


def test_a_gap_that_is_not_zero_does_not_read_as_zero(solve_is):
    result = tiny_result()
    levels = (LevelScore(level=Objective.COST, value=10**9, bound=10**9 - 1),)
    solve_is(gives(Result(Status.FEASIBLE, result.plan, levels, result.violations)))
    assert "0.01 %" in invoke("solve", TINY).stderr


def test_6_a_failure_of_the_machine_inside_a_solve(solve_is):
    solve_is(raises(OSError(28, "No space left on device")))
    done = invoke("solve", TINY)
    assert done.exit_code == 6
    assert sound(done.stderr).endswith("error: input or output failed: No space left on device\n")


def test_6_a_plan_that_can_be_kept_nowhere(solve_is, tmp_path, monkeypatch):
    def solve(instance, **limits):
        (tmp_path / "out").rmdir()
        monkeypatch.setattr("tempfile.mkdtemp", raises(PermissionError()))
        return tiny_result()

    (tmp_path / "out").mkdir()
    solve_is(solve)
    done = invoke("solve", TINY, "-o", tmp_path / "out" / "plan.json")
    assert done.exit_code == 6
    assert "plan.json: cannot be written: No such file or directory" in sound(done.stderr)
    assert "the plan is kept" not in done.stderr


def test_0_a_device_can_be_named_as_output():
    assert invoke("solve", TINY, "-o", os.devnull, "--quiet").exit_code == 0


def test_0_shells_can_complete_the_verbs():
    done = invoke(env={"_SCHED_COMPLETE": "zsh_source"})
    assert done.exit_code == 0
    assert "#compdef sched" in done.stdout
    words = {"_SCHED_COMPLETE": "zsh_complete", "COMP_WORDS": "sched va", "COMP_CWORD": "1"}
    assert "validate" in invoke(env=words).stdout


@pytest.mark.parametrize("kept", [None, "-", "plan.json"])
def test_130_a_second_request_says_where_the_plan_is(kept, monkeypatch):
    terminal = Terminal()
    terminal.kept = kept
    monkeypatch.setattr(api, "load", raises(KeyboardInterrupt()))
    done = invoke("validate", TINY, terminal=terminal)
    assert done.exit_code == 130
    where = {None: "no plan was written", "-": "the plan is on standard output"}
    assert f"error: interrupted: {where.get(kept, 'the plan is at plan.json')}\n" in done.stderr


class Full:
    """A stream that nobody can take anything from."""

    def __init__(self, file):
        self.file = file

    def flush(self):
        raise OSError(28, "No space left on device")

    def fileno(self):
        return self.file.fileno()


def test_streams_that_cannot_be_emptied_are_let_go(tmp_path, monkeypatch):
    with (tmp_path / "stream").open("w", encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdout", Full(file))
        monkeypatch.setattr("sys.stderr", None)
        settle()
        file.write("lost")
    assert (tmp_path / "stream").read_text(encoding="utf-8") == ""
