"""The instance files: they load, come from the generator byte for byte, and somebody has described them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from edusched import check, load, read_plan
from edusched.domain.instance import Instance

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "instances"
MAKE = ROOT / "scripts" / "instances" / "make.py"
FILES = sorted(FOLDER.glob("*.json"))
SHORT = ("impossible-strict", "short-of-instructors")
UNPLANTED = ("members-five-years", "professional-72h", "shared-libraries", "social-organisations-2025-2027")
MET = ("fujian-county-autumn", "tiny", "village-tour", "village-tour-year")


def run_make(*arguments, hash_seed="0"):
    return subprocess.run(
        [sys.executable, str(MAKE), *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Instance and report of the checker on the planted plan, by name."""
    folder = tmp_path_factory.mktemp("planted")
    found = {}
    for path in FILES:
        plan = folder / f"{path.stem}.plan.json"
        run_make(path.stem, "-o", folder, "--planted", plan)
        instance = load(path)
        found[path.stem] = (instance, check(instance, read_plan(plan, instance)))
    return found


def test_the_files_are_those_described():
    names = {path.stem for path in FILES}
    assert names == {*MET, *SHORT, *UNPLANTED}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_loads_strictly(path):
    assert load(path).id == path.stem
    text = path.read_text(encoding="utf-8")
    assert Instance.model_validate_json(text).id == path.stem


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_is_made_again_byte_for_byte(tmp_path, hash_seed):
    run_make("-o", tmp_path, hash_seed=hash_seed)
    assert sorted(p.name for p in tmp_path.iterdir()) == [p.name for p in FILES]
    for path in FILES:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_make_prints_the_number_of_candidates(tmp_path):
    made = run_make("tiny", "-o", tmp_path)
    assert made.stdout == ""
    assert "tiny: 3 sessions, 30 starts" in made.stderr


@pytest.mark.parametrize(
    "arguments", [["no-such"], ["--planted", "x"], ["tiny", "village-tour", "--planted", "x"]]
)
def test_make_refuses_what_it_does_not_know(arguments, tmp_path):
    with pytest.raises(subprocess.CalledProcessError) as caught:
        run_make(*arguments, "-o", tmp_path)
    assert caught.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_plan_is_hidden_in_it(path):
    assert set(json.loads(path.read_text(encoding="utf-8"))) <= set(Instance.model_fields)
    assert "bookings" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*MET, *SHORT])
def test_the_planted_plan_keeps_every_hard_rule(name, planted):
    _, report = planted[name]
    assert report.broken == ()


@pytest.mark.parametrize("name", MET)
def test_the_planted_plan_meets_every_obligation(name, planted):
    instance, report = planted[name]
    assert report.unmet == ()
    assert instance.policy.rules


def test_short_of_instructors_leaves_the_two_smallest_cohorts_short(planted):
    # Thirteen half days for twenty sessions: 400 hundredths x (4 x 14 + 3 x 18 persons).
    _, report = planted["short-of-instructors"]
    assert {v.subject[0]: v.amount for v in report.unmet} == {"health-1": 1600 * 14, "health-2": 1200 * 18}


def test_impossible_strict_misses_two_half_days_of_the_smaller_cohort(planted):
    _, report = planted["impossible-strict"]
    assert {v.subject[0]: v.amount for v in report.unmet} == {"new-members-north": 800 * 24}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_readme_has_a_line_about_it(path):
    assert f"| [{path.stem}]({path.name}) |" in (FOLDER / "README.md").read_text(encoding="utf-8")
