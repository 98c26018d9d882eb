"""Hand-worked examples of ``coverage``: c1 is 13 persons (bureau 10, station 3), c2 is 4 (station)."""

from typing import Any

from edusched.rules.examples import Example

BEFORE: dict[str, Any] = {
    "cohorts": [{"id": "c2", "history": [{"on": "2026-03-02", "study_hours": 4, "subject_class": "theory"}]}]
}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="All are to be reached, c2 is not.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=4,
        subject=("all", "2026"),
    ),
    Example(
        text="c2 was reached in March.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=BEFORE,
    ),
    Example(
        text="It was not reached in March by the plan's own reckoning of years.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=4,
        given=BEFORE,
        parameters={"period": "horizon"},
        subject=("all", "plan"),
    ),
    Example(
        text="Half of the station's 7 persons are 4, the 3 of c1 are there; the bureau is well.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        parameters={"by": "unit", "min_percent": 50},
        subject=("station", "2026"),
    ),
    Example(
        text="Seven of eight take part on the day; four fifths are 6.4, so 7.",
        plan="t1 2026-09-10 am school/big li c1",
        amount=0,
        given={
            "cohorts": [{"id": "c1", "headcount": {"bureau": 7}}, {"id": "c2", "headcount": {"station": 1}}]
        },
        parameters={"min_percent": 80, "dates": ["09-10"]},
    ),
    Example(
        text="Two dates, one outside the plan; on the other nobody takes part. 80 % of 17 is 13.6.",
        plan="t1 2026-09-10 am school/big li c1",
        amount=14,
        parameters={"min_percent": 80, "dates": ["09-11", "10-01"]},
        subject=("all", "2026-09-11"),
    ),
    Example(
        text="Attending twice reaches once; each category by itself.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-08 eve web wu c1
        """,
        amount=4,
        parameters={"by": "category"},
        subject=("staff", "2026"),
    ),
    Example(
        text="Only those of small units, and those are c1; c2 is no violation.",
        plan="t2 2026-09-07 am hall/main li c2",
        amount=13,
        given={"units": [{"id": "bureau", "flags": ["small"]}]},
        parameters={"cohorts": {"unit_flags": ["small"]}},
        subject=("all", "2026"),
    ),
)
