"""Hand-worked examples of ``study_hours``: persons c1 13, c2 4; hours theory 4, skill 3, law (public) 2."""

from typing import Any

from edusched.rules.examples import Example


def past(*entries: tuple[str, float, str], **more: Any) -> dict[str, Any]:
    """Return c1 with history entries (day, hours, class), each with the same further fields."""
    history = [
        {"on": on, "study_hours": hours, "subject_class": subject_class, **more}
        for on, hours, subject_class in entries
    ]
    return {"cohorts": [{"id": "c1", "history": history}]}


ONLY_C1 = {"ids": ["c1"]}
T1_K1 = """
    t1 2026-09-07 am school/big li c1
    k1 2026-09-07 pm bus@hill wu c1
"""

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Exactly the minimum; c2 is not meant.",
        plan=T1_K1,
        # 4 + 3 = 7.
        amount=0,
        parameters={"cohorts": ONLY_C1, "min_study_hours": 7},
    ),
    Example(
        text="A quarter of an hour short.",
        plan=T1_K1,
        # 725 - 700 = 25, x 13 = 325.
        amount=325,
        parameters={"cohorts": ONLY_C1, "min_study_hours": 7.25},
        subject=("c1", "2026"),
    ),
    Example(
        text="All cohorts are meant when none is named.",
        plan="p1 2026-09-07 am web li c1",
        # c1: (400 - 200) x 13 = 2600; c2: 400 x 4 = 1600. Together 4200.
        amount=4200,
        parameters={"min_study_hours": 4},
        subject=("c2", "2026"),
    ),
    Example(
        text="History of the year counts, from its first day.",
        plan="t1 2026-09-07 am school/big li c1",
        # 4 + 2 (1 January 2026); the 5 of 31 December 2025 do not. (1000 - 600) x 13 = 5200.
        amount=5200,
        given=past(("2026-01-01", 2, "theory"), ("2025-12-31", 5, "theory")),
        parameters={"cohorts": ONLY_C1, "min_study_hours": 10},
        subject=("c1", "2026"),
    ),
    Example(
        text="The school year begins on 1 September.",
        plan="t1 2026-09-07 am school/big li c1",
        # 4 + 2 (1 September); the 5 of 31 August belong to the year before. (1000 - 600) x 13 = 5200.
        amount=5200,
        given=past(("2026-09-01", 2, "theory"), ("2026-08-31", 5, "theory")),
        parameters={"cohorts": ONLY_C1, "min_study_hours": 10, "period": "school_year"},
    ),
    Example(
        text="The horizon is the plan's days.",
        plan="t1 2026-09-18 am school/big li c1",
        # 4 + 2 (the first day); the 5 of the day before do not count. (1000 - 600) x 13 = 5200.
        amount=5200,
        given=past(("2026-09-07", 2, "theory"), ("2026-09-06", 5, "theory")),
        parameters={"cohorts": ONLY_C1, "min_study_hours": 10, "period": "horizon"},
    ),
    Example(
        text="The plan touches two years: each is looked at by itself.",
        plan="""
            t2 2026-12-30 am hall/main li c2
            p1 2027-01-05 am web li c2
        """,
        # c2 in 2026: 4. In 2027: 2, (400 - 200) x 4 = 800.
        amount=800,
        given={"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}},
        parameters={"cohorts": {"ids": ["c2"]}, "min_study_hours": 4},
        subject=("c2", "2027"),
    ),
    Example(
        text="Days instead of hours: enough days are enough.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-08 am web li c1
        """,
        # 6 of 20 hours, but 2 of 2 days.
        amount=0,
        parameters={"cohorts": ONLY_C1, "min_study_hours": 20, "min_days": 2},
    ),
    Example(
        text="Two sessions on one day are one day; history brings its days.",
        plan=T1_K1,
        # Hours: 7 + 6 = 13 of 20, 7 short. Days: 1 + 1 = 2 of 3, 1 x 6 = 6 short. 600 x 13 = 7800.
        amount=7800,
        given=past(("2026-03-02", 6, "theory"), days=1),
        parameters={"cohorts": ONLY_C1, "min_study_hours": 20, "min_days": 3},
        subject=("c1", "2026"),
    ),
    Example(
        text="A short day: fewer hours stand for a missing day.",
        plan=T1_K1,
        # Hours: 3 short. Days: 1 short x 2 hours = 2. 200 x 13 = 2600.
        amount=2600,
        parameters={"cohorts": ONLY_C1, "min_study_hours": 10, "min_days": 2, "hours_per_day": 2},
    ),
    Example(
        text="Public hours count up to a third of the minimum.",
        plan="""
            p1 2026-09-07 am web li c2
            p2 2026-09-08 am web li c2
        """,
        # At most floor(1000 / 3) = 333 of 400 count. (1000 - 333) x 4 = 2668.
        amount=2668,
        parameters={
            "cohorts": {"ids": ["c2"]},
            "min_study_hours": 10,
            "caps": [{"subject_class": "public", "numerator": 1, "denominator": 3}],
        },
        subject=("c2", "2026"),
    ),
    Example(
        text="History counts toward the cap; two classes have their own caps.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am bus@hill wu c1
            p1 2026-09-09 am web li c1
        """,
        # public 2 + 2 of at most 2.5; theory 4 of at most 3; professional 3 without cap.
        # 250 + 300 + 300 = 850; (1000 - 850) x 13 = 1950.
        amount=1950,
        given=past(("2026-03-02", 2, "public")),
        parameters={
            "cohorts": ONLY_C1,
            "min_study_hours": 10,
            "caps": [
                {"subject_class": "public", "numerator": 1, "denominator": 4},
                {"subject_class": "theory", "numerator": 3, "denominator": 10},
            ],
        },
    ),
    Example(
        text="More than the maximum.",
        plan=T1_K1,
        # (700 - 500) x 13 = 2600.
        amount=2600,
        parameters={"cohorts": ONLY_C1, "max_study_hours": 5},
        subject=("c1", "2026", "maximum"),
    ),
    Example(
        text="Minimum with a cap and maximum without it.",
        plan="""
            t2 2026-09-07 am hall/main li c2
            p1 2026-09-08 am web li c2
            p2 2026-09-09 am web li c2
        """,
        # Minimum 6: theory 4 + public 4 capped at 3 = 7, enough. Maximum 7: 8 hours, 100 x 4 = 400.
        amount=400,
        parameters={
            "cohorts": {"ids": ["c2"]},
            "min_study_hours": 6,
            "max_study_hours": 7,
            "caps": [{"subject_class": "public", "numerator": 1, "denominator": 2}],
        },
        subject=("c2", "2026", "maximum"),
    ),
    Example(
        text="Only hours at a party school of county level count, in the past too.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 pm bus@hill wu c1
            p1 2026-09-08 am web li c1
        """,
        # t1 4 + history 2: the bus and the platform never count. (1000 - 600) x 13 = 5200.
        amount=5200,
        given=past(("2026-03-02", 2, "theory"), venue_kind="party_school", venue_level="city"),
        parameters={
            "cohorts": ONLY_C1,
            "min_study_hours": 10,
            "counted": {"venue_kinds": ["party_school"], "min_level": "county"},
        },
    ),
    Example(
        text="Classes and tags must both hold; one of the tags is enough.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am bus@hill wu c1
        """,
        # t1 has core and is theory: 4. k1 has no tag. History: public with core, not meant.
        # (700 - 400) x 13 = 3900.
        amount=3900,
        given=past(("2026-03-02", 2, "public"), tags=["core"]),
        parameters={
            "cohorts": ONLY_C1,
            "min_study_hours": 7,
            "counted": {"subject_classes": ["theory", "professional"], "tags": ["core", "digital"]},
        },
    ),
    Example(
        text="Only online hours count.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am bus@hill wu c1
            p1 2026-09-09 am web li c1
        """,
        # p1 2 + history 1.5 online. (700 - 350) x 13 = 4550.
        amount=4550,
        given=past(("2026-03-02", 1.5, "public"), delivery="online"),
        parameters={"cohorts": ONLY_C1, "min_study_hours": 7, "counted": {"deliveries": ["online"]}},
    ),
)
