"""A plan of the rules' example instance and what happened then, worked out by hand."""

import json

from edusched.checking.facts import PlanFacts
from edusched.domain.instance import Instance
from edusched.domain.records import Records
from edusched.records.credited import Register
from edusched.rules.examples import BASE, merged, plan_of

# c1: 10 persons of the bureau, 3 of the station; c2: 4 of the station. t is theory, k is skill.
PLAN = """
    t1 2026-09-07 am school/big li c1
    t2 2026-09-08 am hall/main li c1,c2
    k1 2026-09-08 pm bus@lake wu c1
    p1 2026-09-10 eve web li c1,c2
"""
MINUTES = {"t1": 180, "t2": 180, "k1": 180, "p1": 120}
DAYS = {"t1": "2026-09-07", "t2": "2026-09-08", "k1": "2026-09-08", "p1": "2026-09-10"}


def attended(session, cohort="c1", minutes=None, person=None, **more):
    """Return a record of attendance; in full unless minutes say otherwise."""
    return {
        "instance": "example",
        "session": session,
        "cohort": cohort,
        "on": DAYS.get(session, "2026-03-01"),
        "attended_minutes": MINUTES.get(session, 180) if minutes is None else minutes,
        "of_minutes": MINUTES.get(session, 180),
        **({} if person is None else {"person": person}),
        **more,
    }


def instance_with(change=None):
    return Instance.model_validate_json(json.dumps(merged(BASE, change or {})))


def records_with(**parts):
    data = {"schema_version": "1.0", "kind": "records", "id": "autumn", "as_of": "2026-12-31"}
    return Records.model_validate_json(json.dumps(data | parts))


def register_with(change=None, **parts):
    return Register(facts_with(change, ""), records_with(**parts))


def facts_with(change=None, plan=PLAN):
    return PlanFacts(instance_with(change), plan_of(plan))


PERSONS = [
    {"id": f"p-{n:02}", "unit": unit, "role": "clerk", "full_time": True, "cohort": "c1"}
    for n, unit in enumerate(["bureau"] * 10 + ["station"] * 3, start=1)
]
