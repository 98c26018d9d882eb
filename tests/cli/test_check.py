"""`sched check`: the rules one by one, and the plan's own claims held against them."""

import json

import pytest

from edusched import api
from edusched.cli.claims import hash_of
from edusched.domain.policy import Objective
from edusched.domain.result import LevelScore, Status
from edusched.search.solve import instance_hash
from tests.cli.helpers import INSTANCES, TINY, invoke, sound, tiny, tiny_plan

BROKEN = """
    law 2026-09-07 am meixian-hall/main chen-wei secretaries
    theory-staff 2026-09-07 am meixian-hall/main chen-wei staff
"""


@pytest.fixture
def checked(tmp_path):
    def run(plan, *words):
        api.save(plan, tmp_path / "plan.json")
        return invoke("check", TINY, tmp_path / "plan.json", *words)

    return run


def scores(**values):
    return tuple(
        LevelScore(level=Objective(name), value=value, bound=bound) for name, (value, bound) in values.items()
    )


def test_a_good_plan_is_accepted_with_its_score(checked):
    done = checked(tiny_plan())
    assert done.exit_code == 0
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "accepted: every hard rule holds",
        "certificate: agrees; its bounds are the solver's word and were not checked",
        "score:",
        "  obligations: 0 person-hours",
        "  cost: 1,023.46 yuan",
    ]


def test_broken_rules_are_told_with_subject_amount_unit_and_witness(checked):
    done = checked(tiny_plan(BROKEN))
    assert done.exit_code == 7
    text = sound(done.stdout)
    assert text.startswith("NOT accepted: 4 violations of 4 hard rules\n")
    assert (
        "  instructor_overlap: 陈伟 (chen-wei), 2026-09-07, am: 1 double booking (law, theory-staff)\n"
        in text
    )
    assert "  cohort_availability: theory-staff, staff: 1 slot (2026-09-07)\n" in text
    assert "  competence: law, lecturer, 陈伟 (chen-wei): 2 grades\n" in text
    assert "  mandatory_sessions: theory-secretaries: 48 person-hours\n" in text


def test_json_says_the_same_by_ids(checked):
    done = checked(tiny_plan(BROKEN), "--format", "json")
    assert done.exit_code == 7
    data = json.loads(done.stdout)
    assert data["accepted"] is False
    overlap = next(v for v in data["broken"] if v["rule"] == "instructor_overlap")
    assert overlap == {
        "rule": "instructor_overlap",
        "subject": ["chen-wei", "2026-09-07", "am"],
        "amount": 1,
        "unit": "double bookings",
        "witness": ["law", "theory-staff"],
        "mode": "hard",
    }
    assert [s["level"] for s in data["score"]] == ["obligations", "cost"]
    assert data["certificate"]["holds"] is True
    assert {v["mode"] for v in data["unmet"]} == {"obligation"}


def test_under_strict_what_is_owed_is_hard(checked):
    plan = tiny_plan("theory-staff 2026-09-11 am meixian-hall/main chen-wei staff")
    assert checked(plan).exit_code == 0
    done = checked(plan, "--strict")
    assert done.exit_code == 7
    assert "  secretaries-8-hours: secretaries, 2026: 96 person-hours (0 days)\n" in done.stdout


def test_a_plan_may_come_without_a_certificate(checked):
    done = checked(tiny_plan().model_copy(update={"certificate": None}))
    assert done.exit_code == 0
    assert "certificate: none; only the rules were checked\n" in done.stdout


def test_a_better_score_than_found_is_false(checked):
    done = checked(tiny_plan(levels=scores(obligations=(0, 0), cost=(100, 100))))
    assert done.exit_code == 7
    assert done.stdout.startswith("accepted: ")
    assert "certificate: FALSE: cost claimed 1.00 yuan, found 1,023.46 yuan\n" in done.stdout


def test_a_level_that_is_left_out_counts_as_zero(checked):
    assert checked(tiny_plan(levels=scores(obligations=(0, 0)))).exit_code == 7
    assert checked(tiny_plan(levels=scores(cost=(102346, 102346)))).exit_code == 0
    assert checked(tiny_plan(levels=scores(cost=(102346, 102346), fairness=(3, 3)))).exit_code == 7


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (
            {"levels": scores(obligations=(0, 0), cost=(102346, 102345))},
            "optimal, though value and bound differ",
        ),
        ({"levels": scores(obligations=(0, 1), cost=(102346, 102346))}, "bound of obligations lies above"),
        ({"status": Status.INFEASIBLE}, "a plan cannot be infeasible"),
    ],
)
def test_a_certificate_that_contradicts_itself_is_false(checked, claims, words):
    done = checked(tiny_plan(**claims))
    assert done.exit_code == 7
    assert f"certificate: FALSE: {words}" in done.stdout.replace("the bound", "bound")


def test_an_open_gap_is_no_contradiction(checked):
    levels = scores(obligations=(0, 0), cost=(102346, 1))
    assert checked(tiny_plan(status=Status.FEASIBLE, levels=levels)).exit_code == 0


def test_another_state_of_the_instance_is_told_but_no_failure(checked):
    done = checked(tiny_plan(instance_hash="0" * 64))
    assert done.exit_code == 0
    assert "certificate: made for another instance, or for another state of this one\n" in done.stdout
    assert json.loads(checked(tiny_plan(instance_hash="0" * 64), "--format", "json").stdout)[
        "certificate"
    ] == {
        "given": True,
        "same_instance": False,
        "holds": True,
        "differences": [],
        "contradictions": [],
    }


def test_5_a_plan_of_another_instance(tmp_path):
    api.save(tiny_plan(), tmp_path / "plan.json")
    done = invoke("check", INSTANCES / "village-tour.json", tmp_path / "plan.json")
    assert done.exit_code == 5
    assert '$.instance: "tiny": the plan answers another instance' in done.stderr


def test_the_hash_is_the_one_the_solver_writes():
    assert hash_of(tiny()) == instance_hash(tiny())
