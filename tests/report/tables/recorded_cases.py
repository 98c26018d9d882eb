"""Readings with records: the plan of the other tables, and what happened then."""

from typing import Any

from edusched.report.tables.contract import Reading, reading_of
from edusched.rules.examples import plan_of
from tests.records.cases import records_with
from tests.report.tables.cases import PLAN, instance_with

MINUTES = {"t1": 180, "k2": 180, "t2": 180, "k1": 180, "p1": 120}
DAYS = {"t1": "07", "k2": "08", "t2": "08", "k1": "09", "p1": "10"}


def told(change: dict[str, Any] | None = None, *, plan: str = PLAN, **parts: Any) -> Reading:
    """Return the reading of a plan and of records with these parts."""
    return reading_of(instance_with(change), plan_of(plan), records=records_with(**parts))


def came(session: str, cohort: str, minutes: int | None = None, **more: Any) -> dict[str, Any]:
    """Return a record of attendance on the day of the plan; in full unless minutes say otherwise."""
    return {
        "instance": "example",
        "session": session,
        "cohort": cohort,
        "on": f"2026-09-{DAYS[session]}",
        "attended_minutes": MINUTES[session] if minutes is None else minutes,
        "of_minutes": MINUTES[session],
        **more,
    }


def rated(kind: str, subject: str, value: int, responses: int = 1, **more: Any) -> dict[str, Any]:
    """Return a rating."""
    return {
        "kind": kind,
        "subject": subject,
        "value": value,
        "responses": responses,
        "source": "survey",
        "on": "2026-10-01",
        **more,
    }
