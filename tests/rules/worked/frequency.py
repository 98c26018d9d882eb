"""Hand-worked examples of ``frequency``."""

from edusched.rules.examples import Example

C1 = {"cohorts": {"ids": ["c1"]}}
VAN = {"id": "van", "depot": "county", "capacity_persons": 20}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Once a year for everybody: c2, in which there is nobody, is asked for like any other.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        given={"cohorts": [{"id": "c2", "headcount": {"station": 0}}]},
        subject=("c2", "2026"),
    ),
    Example(
        text="Two sessions on one day, one of them chosen, are one day of three.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-07 eve web wu c1
        """,
        amount=2,
        parameters=C1 | {"min_days": 3},
        subject=("c1", "2026"),
    ),
    Example(
        text="Theory counts: one day in the plan and two in the history of the year.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/small wu c1
        """,
        # Four asked: one short.
        amount=1,
        given={
            "cohorts": [
                {
                    "id": "c1",
                    "history": [
                        {"on": "2026-01-01", "study_hours": 6, "days": 2, "subject_class": "theory"},
                        {"on": "2025-12-31", "study_hours": 6, "days": 3, "subject_class": "theory"},
                        {"on": "2026-04-01", "study_hours": 6, "days": 5, "subject_class": "public"},
                    ],
                }
            ]
        },
        parameters=C1 | {"min_days": 4, "counted": {"subject_classes": ["theory"]}},
        subject=("c1", "2026"),
    ),
    Example(
        text="What was before the plan is never too close.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given={
            "cohorts": [
                {
                    "id": "c1",
                    "history": [{"on": "2026-09-06", "study_hours": 6, "days": 1, "subject_class": "theory"}],
                }
            ]
        },
        parameters=C1 | {"min_days": 2, "min_gap_days": 30},
    ),
    Example(
        text="Three days, each two of them less than three days apart but for the first and the last.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-09 am school/small wu c1
            p1 2026-09-10 eve web li c1
        """,
        amount=2,
        parameters=C1 | {"min_gap_days": 3},
        subject=("c1", "2026-09-09", "2026-09-10"),
    ),
    Example(
        text="Three bookings on two days are one pair of days; other cohorts are others' business.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-07 eve web li c1
            k1 2026-09-08 am school/small wu c1
            t2 2026-09-08 pm school/big li c2
        """,
        amount=1,
        parameters={"min_gap_days": 14},
        subject=("c1", "2026-09-07", "2026-09-08"),
    ),
    Example(
        text="New Year's Eve and New Year: a day in each year, and too close all the same.",
        plan="""
            t1 2026-12-31 am school/big li c1
            k1 2027-01-01 am school/small wu c1
        """,
        amount=1,
        given={"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}},
        parameters=C1 | {"min_gap_days": 2},
        subject=("c1", "2026-12-31", "2027-01-01"),
    ),
    Example(
        text="The last day of August is in the school year that ends.",
        plan="t1 2026-08-31 am school/big li c1",
        amount=1,
        given={"calendar": {"first_day": "2026-08-31", "last_day": "2026-09-04"}},
        parameters=C1 | {"period": "school_year"},
        subject=("c1", "2026-2027"),
    ),
    Example(
        text="Sites of the sessions, twice each: two stops on one day are one day, a room is no stop.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-07 pm bus@hill wu c2
            t1 2026-09-08 am school/big li c1
        """,
        # Hill lacks one, lake two.
        amount=3,
        parameters={"of": "sites", "min_days": 2},
        subject=("lake", "2026"),
    ),
    Example(
        text="One site listed: visits of two units, on Monday and Wednesday, three days asked between.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-09 am van@hill wu c2
        """,
        amount=1,
        given={"mobile_units": [VAN]},
        parameters={"of": "sites", "sites": ["hill"], "min_days": 2, "min_gap_days": 3},
        subject=("hill", "2026-09-07", "2026-09-09"),
    ),
    Example(
        text="Only visits that count: a bus brings no theory.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-08 am bus@lake wu c2
        """,
        amount=2,
        parameters={"of": "sites", "counted": {"courses": ["theory"]}},
        subject=("hill", "2026"),
    ),
)
