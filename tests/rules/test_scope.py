"""Who is planned for: flags that selectors read, people others plan for, ownership that nobody reads."""

import json
from typing import Any

import pytest

from edusched.checking.checker import check_plan
from edusched.domain.instance import Instance
from edusched.domain.references import reference_faults
from edusched.domain.teaching import CohortSelector
from edusched.report.summary import result_of_check, summary_text
from edusched.report.suspicions import suspicions
from edusched.rules.examples import BASE, merged, plan_of
from edusched.rules.policy_check import policy_faults
from edusched.search.limits import RunLimits
from edusched.search.solve import solve_instance

FLAGGED = {
    "regions": [{"id": "county", "flags": ["old_base"]}, {"id": "east", "flags": ["pilot"]}],
    "units": [
        {"id": "bureau", "ownership": "private", "flags": ["small"]},
        {"id": "station", "flags": ["new"]},
    ],
}
OWED = {"id": "hours", "rule": "study_hours", "parameters": {"min_study_hours": 4}}
NOT_C1 = {
    "cohorts": [{"id": "c1", "in_scope": False}],
    "sessions": [{"id": "t1", "cohorts": ["c2"]}, {"id": "k1", "cohorts": ["c2"]}],
}


def _instance(*changes: dict[str, Any]) -> Instance:
    data: Any = BASE
    for change in changes:
        data = merged(data, change)
    return Instance.model_validate_json(json.dumps(data))


@pytest.mark.parametrize(
    ("selector", "meant"),
    [
        ({"region_flags": ("old_base",)}, ["c1", "c2"]),
        ({"region_flags": ("pilot",)}, ["c2"]),
        ({"region_flags": ("pilot", "old_base"), "categories": ("secretary",)}, ["c1"]),
        ({"region_flags": ("poor",)}, []),
        ({"unit_flags": ("small",)}, ["c1"]),
        ({"unit_flags": ("new",)}, ["c1", "c2"]),
        ({"unit_flags": ("new",), "region_flags": ("pilot",)}, ["c2"]),
    ],
)
def test_flags_of_the_region_or_one_above_and_of_any_unit(selector: dict[str, Any], meant: list[str]) -> None:
    assert [c.id for c in _instance(FLAGGED).selected(CohortSelector(**selector))] == meant


def test_a_unit_without_persons_in_the_cohort_lends_it_no_flag() -> None:
    empty = {"cohorts": [{"id": "c1", "headcount": {"bureau": 0}}]}
    assert _instance(FLAGGED, empty).selected(CohortSelector(unit_flags=("small",))) == ()


def test_who_is_out_of_scope_is_owed_nothing_and_counted() -> None:
    instance = _instance(NOT_C1, {"policy": {"defaults": "standard", "rules": [OWED]}})
    assert reference_faults(instance) == []
    assert [c.id for c in instance.selected(CohortSelector())] == ["c2"]
    assert "13 persons are out of scope: c1" in suspicions(instance)
    result = solve_instance(instance, RunLimits(time_limit_seconds=20, workers=1))
    assert result.plan is not None
    assert all("c1" not in b.cohorts for b in result.plan.bookings)
    report = check_plan(instance, result.plan)
    assert report.accepted
    assert "Out of scope: 13 persons" in summary_text(instance, result_of_check(result.plan, report))
    lured = plan_of("p1 2026-09-07 am web wu c1")
    assert {v.rule for v in check_plan(instance, lured).violations if v.subject == ("p1",)} == {
        "session_shape"
    }


def test_a_session_for_people_out_of_scope_is_a_fault() -> None:
    faults = reference_faults(_instance({"cohorts": [{"id": "c2", "in_scope": False}]}))
    assert [f.path for f in faults] == ["$.sessions[1].cohorts[0]", "$.sessions[3].cohorts[0]"]
    assert "out of scope" in str(faults[0])


@pytest.mark.parametrize("field", ["categories", "unit_flags", "region_flags"])
def test_nobody_reads_ownership_by_another_name(field: str) -> None:
    """Neither who may attend nor any rule may ask who owns a unit (reading A26)."""
    lane = {"sessions": [{"id": "p1", "open_to": {field: ["public", "private"]}}]}
    assert [f.path for f in reference_faults(_instance(FLAGGED, lane))] == [
        f"$.sessions[4].open_to.{field}[1]"
    ]
    rules = [
        {"id": "h", "rule": "study_hours", "parameters": {"cohorts": {field: ["private"]}}},
        {"id": "w", "rule": "waves", "parameters": {"waves": [{}, {field: ["private"]}]}},
    ]
    faults = policy_faults(_instance(FLAGGED, {"policy": {"rules": rules}}))
    assert [f.path for f in faults] == [
        f"$.policy.rules[0].parameters.cohorts.{field}[0]",
        f"$.policy.rules[1].parameters.waves[1].{field}[0]",
    ]
    assert "no rule may read ownership" in str(faults[0])


def test_selectors_have_no_field_for_ownership() -> None:
    assert not [name for name in CohortSelector.model_fields if "owner" in name]
