"""A run of a suite: what is asked of the command, what is made of its answer; no failure stops the suite."""

import json
from dataclasses import replace

import pytest

from edusched.bench.measure import Bench
from edusched.bench.process import COMMAND
from edusched.bench.suite import Case, SuiteInstance
from tests.bench.helpers import FAKE, MACHINE, write_instance
from tests.conftest import ROOT


@pytest.fixture
def measure(tmp_path):
    """Measure one run of an instance that says how the run goes."""
    folder = tmp_path / "bench"
    folder.mkdir()
    bench = Bench("small", MACHINE, folder, FAKE)

    def run(seed=1, limit_seconds=1.0, grace_seconds=60.0, file_format="instance", **data):
        name = "-".join(str(value) for value in data.values() if "/" not in str(value)) or "one"
        path = write_instance(tmp_path, name, **data)
        instance = SuiteInstance(path.stem, path, file_format)
        return bench.run(Case(instance, seed, limit_seconds, 2, grace_seconds=grace_seconds))

    return run


def test_a_run_with_a_plan(measure):
    measured = measure(seed=3)
    row = measured.row
    assert (row.suite, row.instance, row.seed, row.limit_seconds, row.workers) == ("small", "one", 3, 1.0, 2)
    assert (row.cpu, row.commit) == ("a cpu", "0123456789ab")
    assert (row.status, row.checked, row.error) == ("feasible", "yes", "")
    assert {name: level.value for name, level in row.levels.items()} == {"obligations": 0, "cost": 103}
    assert len(row.instance_hash) == 12
    assert row.convert_seconds is None
    assert 0 <= row.load_seconds <= row.total_seconds
    assert 0 < row.first_plan_seconds < row.near_best_seconds <= row.total_seconds
    assert row.near_best_seconds - row.first_plan_seconds == pytest.approx(0.02)
    assert row.solve_seconds == 0.04
    told = [(step.level, step.value) for step in measured.steps]
    assert told == [("obligations", None), ("obligations", 0), ("cost", 206), ("cost", 103)]


def test_what_the_command_is_asked(measure, tmp_path, monkeypatch):
    monkeypatch.setenv("SCHED_WORKERS", "9")
    kept = tmp_path / "kept.json"
    measure(seed=4, keep=str(kept))
    seen = json.loads(kept.read_text(encoding="utf-8"))
    words = seen["solve"]["arguments"]
    pairs = dict(zip(words[::2], words[1::2], strict=True))
    assert pairs.pop("-o").endswith("plan.json")
    assert pairs == {"--time-limit": "1.0", "--workers": "2", "--seed": "4", "--log-format": "json"}
    assert seen["solve"]["settings"] == []
    assert seen["solve"]["files"] == ["output.txt"]
    assert seen["check"][0] == "check"
    assert seen["check"][3:] == ["--format", "json"]


def test_flags_are_passed_on(tmp_path):
    kept = tmp_path / "kept.json"
    path = write_instance(tmp_path, "one", keep=str(kept))
    case = Case(SuiteInstance("one", path, strict=True), 1, 1.0, 1, deterministic=True)
    row = Bench("small", MACHINE, tmp_path, FAKE).run(case).row
    assert (row.strict, row.deterministic) == (True, True)
    seen = json.loads(kept.read_text(encoding="utf-8"))
    assert seen["solve"]["arguments"][-2:] == ["--strict", "--deterministic"]
    assert seen["check"][-1] == "--strict"


def test_nothing_stays_behind_in_the_folder(measure, tmp_path):
    measure()
    measure(how="dies")
    assert list((tmp_path / "bench").iterdir()) == []


def test_a_plan_that_was_not_announced_is_there_at_the_end(measure):
    row = measure(how="unannounced").row
    assert row.first_plan_seconds == row.near_best_seconds > row.load_seconds
    assert row.compile_seconds is None


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_no_plan_is_an_answer_and_no_failure(measure, status):
    measured = measure(how=status)
    row = measured.row
    assert (row.status, row.checked, row.error, row.failed) == (status, "", "", False)
    assert row.first_plan_seconds is None
    assert row.levels == {}


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ("dies", "died of signal SIGKILL"),
        ("refuses", "exit code 5; $.sessions[0]: expected a word; error"),
        ("too large", "exit code 4 without a last word; columns: 9 , at most 3 allowed"),
        ("silent", "exit code 0 without a last word"),
        ("stumbles", "exit code 1; Traceback; File x.py; ValueError: no"),
    ],
)
def test_a_run_that_fails_is_a_row_with_its_reason(measure, how, error):
    row = measure(how=how).row
    assert (row.status, row.error, row.checked) == ("failed", error, "")
    assert row.total_seconds > 0


def test_a_run_that_hangs_is_ended(measure):
    row = measure(how="hangs", limit_seconds=0.25, grace_seconds=0.75).row
    assert (row.status, row.error) == ("failed", "ended by force: not done 1 s after its start")


def test_a_plan_the_check_rejects_is_a_failure(measure):
    row = measure(check=7).row
    assert (row.status, row.checked) == ("failed", "no")
    assert row.error == "the check rejects the plan; broken: overlap"
    assert measure(check=7, rules=[]).row.error == (
        "the check rejects the plan; its certificate does not hold"
    )
    assert measure(check=7, output="no JSON").row.error == "the check rejects the plan"
    row = measure(check=1).row
    assert (row.status, row.checked) == ("failed", "")
    assert row.error == "the plan could not be checked: exit code 1; error: no"


def test_foreign_files_are_converted_once(tmp_path):
    folder = tmp_path / "bench"
    folder.mkdir()
    path = write_instance(tmp_path, "comp01", keep=str(tmp_path / "kept.json"))
    bench = Bench("small", MACHINE, folder, FAKE)
    case = Case(SuiteInstance("comp01", path, "ctt"), 1, 1.0, 1)
    first = bench.run(case).row
    path.unlink()
    second = bench.run(replace(case, seed=2)).row
    assert first.checked == second.checked == "yes"
    assert first.convert_seconds == second.convert_seconds > 0
    assert first.instance_hash == second.instance_hash
    seen = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))
    assert seen["converted"] == "ctt"


def test_a_file_that_cannot_be_converted_fails_each_of_its_runs(measure):
    for seed in (1, 2):
        row = measure(seed=seed, file_format="ctt", convert=5).row
        assert (row.status, row.seed) == ("failed", seed)
        assert row.error == "the instance could not be converted: exit code 5; error: line 3: not a course"
        assert row.total_seconds is None


def test_a_file_that_has_gone_is_a_failure(tmp_path):
    case = Case(SuiteInstance("gone", tmp_path / "gone.json"), 1, 1.0, 1)
    row = Bench("small", MACHINE, tmp_path, FAKE).run(case).row
    assert row.error == "the instance cannot be read: No such file or directory"


def test_the_real_command_is_understood(tmp_path):
    """The one test here with a solver: what we take from the command's words is what it says."""
    instance = SuiteInstance("tiny", ROOT / "instances" / "tiny.json")
    measured = Bench("small", MACHINE, tmp_path, COMMAND).run(Case(instance, 1, 5.0, 1, deterministic=True))
    row = measured.row
    assert (row.status, row.checked, row.error) == ("optimal", "yes", "")
    assert {name: level.value for name, level in row.levels.items()} == {"obligations": 0, "cost": 102346}
    assert all(level.bound == level.value and level.gap == 0 for level in row.levels.values())
    assert 0 < row.load_seconds < row.total_seconds
    assert 0 < row.solve_seconds < row.total_seconds
    assert 0 < row.first_plan_seconds <= row.near_best_seconds <= row.total_seconds
    last = {step.level: (step.value, step.bound) for step in measured.steps}
    assert last["cost"] == (102346, 102346)
