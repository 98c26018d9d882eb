"""Values and bounds keep to `instances/README.md`: no plan below a bound, no bound above a plan."""

import re
from pathlib import Path

import pytest

from edusched import check, load, solve
from tests.conftest import LONG

FOLDER = Path(__file__).resolve().parents[2] / "instances"
ROW = re.compile(r"^\| \[([a-z0-9-]+)\]\(.*\| ([^|]*) \|$")
QUICK = ("tiny",)


def described():
    """Return what is said of each instance: best known values by level, and the bound of the last one."""
    found = {}
    for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines():
        if row := ROW.match(line):
            values = {
                level: int(number.replace(",", ""))
                for level, number in re.findall(r"(\w+) ([\d,]+)", row[2].split(";")[0])
                if level != "bound"
            }
            bound = re.search(r"bound ([\d,]+)", row[2])
            last = list(values.values())[-1]
            found[row[1]] = (values, int(bound[1].replace(",", "")) if bound else last)
    return found


def test_every_instance_is_described():
    assert sorted(described()) == sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.mark.parametrize("name", sorted(described()))
def test_values_and_bounds_keep_to_what_is_known(name):
    if name not in QUICK and not LONG:
        pytest.skip("long: run with SCHED_LONG=1 (make test-long)")
    values, last_bound = described()[name]
    instance = load(FOLDER / f"{name}.json")
    result = solve(instance, time_limit_seconds=60)
    assert result.plan is not None
    assert check(instance, result.plan).accepted
    last = list(values)[-1]
    for level in result.levels:
        known = values.get(level.level.value, 0)
        assert level.bound <= known, level
        assert level.value >= (last_bound if level.level.value == last else known), level
        if level.value > known:
            break  # what comes after a level that ended higher is not to be compared
