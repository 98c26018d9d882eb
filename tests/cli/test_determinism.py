"""The same question, seed and version under --deterministic: the same plan, byte for byte."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cli.helpers import INSTANCES, run

NAMES = ("tiny", "short-of-instructors")
ODD = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "HOME": "/"}


def plans(tmp_path, name, runs):
    """Solve once for each environment, two at a time, and return the bytes of plan and summary."""

    def one(number):
        folder = tmp_path / str(number)
        folder.mkdir()
        plan, report = folder / "plan.json", folder / "summary.md"
        words = ("--deterministic", "--time-limit", "1", "--seed", "7", "--report", report)
        done = run("solve", INSTANCES / f"{name}.json", "-o", plan, *words, env=runs[number], cwd=folder)
        assert done.returncode == 0, done.stderr
        return plan.read_bytes(), report.read_bytes()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(len(runs))))


@pytest.mark.parametrize("name", NAMES)
def test_a_deterministic_plan_is_the_same_under_every_hash_seed(tmp_path, name):
    seeds = ("0", "1", "2", "random")
    runs = [{"PYTHONHASHSEED": seed} | (ODD if seed == "2" else {}) for seed in seeds]
    assert len(set(plans(tmp_path, name, runs))) == 1


def test_a_deterministic_plan_is_the_same_in_every_run(tmp_path):
    assert len(set(plans(tmp_path, "tiny", [{}] * 3))) == 1


@pytest.mark.long
@pytest.mark.parametrize("name", [*NAMES, "village-tour"])
def test_a_deterministic_plan_is_the_same_in_many_runs(tmp_path, name):
    assert len(set(plans(tmp_path, name, [{}] * 10))) == 1


def test_it_says_so_of_itself(tmp_path):
    done = run("solve", INSTANCES / "tiny.json", "--deterministic", "--quiet", "--seed", "7")
    assert b'"deterministic": true' in done.stdout
    assert b'"seed": 7' in done.stdout
