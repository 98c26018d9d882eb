"""The instance that docs/file-format.md builds up part by part is whole, and so is its plan."""

import json

import pytest

from edusched.api import check, load, read_plan, solve
from edusched.domain.result import Status
from tests.docs.guide import DOCS, blocks

PARTS = [json.loads(block.text) for block in blocks(DOCS / "file-format.md", "json")]


@pytest.fixture
def instance(tmp_path):
    whole = {}
    for part in PARTS[:-1]:
        assert not whole.keys() & part.keys(), "each part of the instance stands in one block"
        whole |= part
    (tmp_path / "instance.json").write_text(json.dumps(whole), encoding="utf-8")
    return load(tmp_path / "instance.json")


@pytest.fixture
def plan(instance, tmp_path):
    (tmp_path / "plan.json").write_text(json.dumps(PARTS[-1]), encoding="utf-8")
    return read_plan(tmp_path / "plan.json", instance)


def test_the_parts_show_most_kinds_of_things(instance):
    for kind in ("regions", "units", "cohorts", "libraries", "instructors", "venues", "courses", "sessions"):
        assert getattr(instance, kind), kind


def test_the_plan_of_the_page_keeps_every_hard_rule_and_leaves_nothing_unmet(instance, plan):
    report = check(instance, plan)
    assert report.accepted
    assert report.unmet == ()


def test_the_page_counts_right(instance, plan):
    """One session fewer leaves 2 of 16 hours short, for 12 persons."""
    fewer = plan.model_copy(update={"bookings": plan.bookings[:1]})
    unmet = {v.rule: v.amount for v in check(instance, fewer).unmet}
    assert unmet == {"staff-16-hours": 200 * 12}


def test_the_solver_finds_a_plan_as_good(instance, plan):
    result = solve(instance, time_limit_seconds=20)
    assert result.status is Status.OPTIMAL
    best = [level.value for level in result.levels]
    assert best <= [value for _, value in check(instance, plan).score]
    assert result.unmet == ()
