"""Compliance by clause: every clause is told, met or not, waived, about nobody, or off."""

import json
from typing import Any

from edusched import check
from edusched.checking.checker import CheckReport
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.report.blocks import text_of
from edusched.report.compliance import State, compliance, compliance_blocks, compliance_data
from edusched.report.words import Words
from edusched.rules.examples import BASE, merged, plan_of

CLAUSE = {"document": "Plan 2025", "clause": "section 2", "statement": "R058"}


def hours(name: str, least: int, **more: Any) -> dict[str, Any]:
    cohorts = {"cohorts": {"categories": [more.pop("category", "secretary")]}}
    parameters = {"min_study_hours": least} | cohorts
    return {"id": name, "rule": "study_hours", "parameters": parameters, "clause": CLAUSE} | more


RULES = [
    hours("met", 4),
    hours("short", 6),
    hours("waived", 6, waivers=[{"subject": "c1", "reason": "on leave"}]),
    hours("nobody", 6, category="pilots"),
    hours("off", 6, enforcement={"mode": "off"}),
    {"id": "no-clause", "rule": "study_hours", "parameters": {"min_study_hours": 99}},
]


def case() -> tuple[Instance, Plan, CheckReport]:
    data = merged(BASE, {}) | {"policy": {"rules": RULES}}
    instance = Instance.model_validate_json(json.dumps(data))
    plan = plan_of("t1 2026-09-07 am school/big li c1")
    return instance, plan, check(instance, plan)


def test_every_clause_has_its_state() -> None:
    instance, _, report = case()
    states = {s.rule: s for s in compliance(instance, report)}
    assert {name: s.state for name, s in states.items()} == {
        "met": State.MET,
        "short": State.SHORT,
        "waived": State.WAIVED,
        "nobody": State.NOT_APPLICABLE,
        "off": State.OFF,
    }
    assert states["short"].amount == 200 * 13
    assert [v.subject for v in states["short"].short] == [("c1", "2026")]
    assert states["waived"].waived == (("c1", "on leave"),)


def test_the_section_names_clause_and_reason() -> None:
    instance, _, report = case()
    text = text_of(list(compliance_blocks(instance, report, Words(instance))))
    assert "Compliance by clause" in text
    assert "Plan 2025 section 2" in text
    assert "26 person-hours" in text
    assert "waived: c1: on leave" in text


def test_data_has_the_same() -> None:
    instance, _, report = case()
    data = compliance_data(instance, report)
    assert [entry["state"] for entry in data] == [s.state.value for s in compliance(instance, report)]
    assert data[1]["short"] == [{"subject": ["c1", "2026"], "amount": 2600}]
    assert data[1]["clause"]["statement"] == "R058"


def test_nothing_is_said_where_there_is_no_clause() -> None:
    data = merged(BASE, {}) | {"policy": {"rules": RULES[-1:]}}
    instance = Instance.model_validate_json(json.dumps(data))
    report = check(instance, plan_of("t1 2026-09-07 am school/big li c1"))
    assert list(compliance_blocks(instance, report, Words(instance))) == []
