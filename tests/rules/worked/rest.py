"""Hand-worked examples of ``rest``: from eve to the next am lie 11.5 hours, from pm 15.5, from am 21."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="From 21:00 to 8:30: exactly the rest asked.",
        plan="""
            t1 2026-09-07 eve school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        amount=0,
        parameters={"min_rest_hours": 11.5},
    ),
    Example(
        text="Half an hour more is asked.",
        plan="""
            t1 2026-09-07 eve school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        # 11.5 < 12: 1 for the pair.
        amount=1,
        parameters={"min_rest_hours": 12},
        subject=("li", "t1", "t2"),
    ),
    Example(
        text="Every pair counts, online too.",
        plan="""
            t1 2026-09-07 pm school/big li c1
            p1 2026-09-07 eve web li c1
            t2 2026-09-08 am hall/main li c2
            p2 2026-09-08 pm web li c2
        """,
        # 16 hours: t1 to t2 15.5: 1. p1 to t2 11.5: 1. p1 to p2 17: 0. t1 to p2 21: 0. Together 2.
        amount=2,
        parameters={"min_rest_hours": 16},
        subject=("li", "p1", "t2"),
    ),
    Example(
        text="One day, or two days apart, is not the night's business; nor is another instructor.",
        plan="""
            t1 2026-09-07 pm school/big li c1
            p1 2026-09-07 eve web li c1
            t2 2026-09-08 am hall/main wu c2
            p2 2026-09-09 am web li c2
        """,
        amount=0,
        parameters={"min_rest_hours": 20},
    ),
    Example(
        text="Friday and Saturday are consecutive, Friday and Monday are not.",
        plan="""
            t1 2026-09-11 eve school/big li c1
            k1 2026-09-14 am school/big li c1
            t2 2026-09-11 eve hall/main wu c2
            x1 2026-09-12 am hall/main wu c2
        """,
        # wu: 11.5 < 12: 1.
        amount=1,
        given={"sessions": [{"id": "x1", "course": "law", "cohorts": ["c2"]}]},
        parameters={"min_rest_hours": 12},
        subject=("wu", "t2", "x1"),
    ),
    Example(
        text="A long session ends when its last period ends.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        # 8:30 to 17:00, then 15.5 hours: less than 16.
        amount=1,
        given={"sessions": [{"id": "t1", "length_periods": 2}]},
        parameters={"min_rest_hours": 16},
        subject=("li", "t1", "t2"),
    ),
    Example(
        text="Own limits go before the parameter.",
        plan="""
            t1 2026-09-07 eve school/big li,wu:assistant c1
            t2 2026-09-08 am hall/main li,wu:assistant c2
        """,
        # 11.5: li asks 10: 0. wu asks 14: 1.
        amount=1,
        given={
            "instructors": [
                {"id": "li", "limits": {"min_rest_hours": 10}},
                {"id": "wu", "limits": {"min_rest_hours": 14}},
            ]
        },
        parameters={"min_rest_hours": 12},
        subject=("wu", "t1", "t2"),
    ),
    Example(
        text="Only part-timers are meant.",
        plan="""
            t1 2026-09-07 eve school/big li,wu:assistant c1
            t2 2026-09-08 am hall/main li,wu:assistant c2
        """,
        amount=1,
        parameters={"instructors": {"engagements": ["part_time"]}, "min_rest_hours": 12},
        subject=("wu", "t1", "t2"),
    ),
    Example(
        text="A hundredth of an hour more than there is: part of a minute is a minute.",
        plan="""
            t1 2026-09-07 eve school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        # 11.51 h = 690.6 minutes, so 691. 21:00 to 8:30 are 690.
        amount=1,
        parameters={"min_rest_hours": 11.51},
        subject=("li", "t1", "t2"),
    ),
)
