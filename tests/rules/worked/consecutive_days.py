"""Hand-worked examples of ``consecutive_days``."""

from edusched.rules.examples import Example

THREE_DAYS = """
    t1 2026-09-07 am school/big li c1
    t2 2026-09-08 am hall/main li c2
    p1 2026-09-09 am web li c1
"""

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Three days in a row of at most three.",
        plan=THREE_DAYS,
        amount=0,
        parameters={"max_consecutive_days": 3},
    ),
    Example(
        text="Three days in a row of at most two; online days are taught days.",
        plan=THREE_DAYS,
        # The 9th ends a run of 3.
        amount=1,
        parameters={"max_consecutive_days": 2},
        subject=("li", "2026-09-09"),
    ),
    Example(
        text="Each further day counts; several sessions a day do not.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm school/big li c2
            k1 2026-09-08 am school/big li c1
            p1 2026-09-09 am web li c1
            p2 2026-09-10 am web li c1
        """,
        # Limit 2: the 9th and the 10th each end a run of 3: 2.
        amount=2,
        parameters={"max_consecutive_days": 2},
        subject=("li", "2026-09-10"),
    ),
    Example(
        text="A free weekend breaks the run, a taught one does not.",
        plan="""
            t1 2026-09-10 am school/big li c1
            k1 2026-09-11 am school/big li c1
            p1 2026-09-14 am web li c1
            t2 2026-09-11 am hall/main wu c2
            x1 2026-09-12 am hall/main wu c2
            x2 2026-09-13 am hall/main wu c2
        """,
        # Limit 2. li: 10, 11 and 14: 0. wu: 11, 12, 13: the 13th 1.
        amount=1,
        given={
            "sessions": [
                {"id": "x1", "course": "law", "cohorts": ["c2"]},
                {"id": "x2", "course": "law", "cohorts": ["c2"]},
            ]
        },
        parameters={"max_consecutive_days": 2},
        subject=("wu", "2026-09-13"),
    ),
    Example(
        text="Own limits go before the parameter.",
        plan="""
            t1 2026-09-07 am school/big li,wu:assistant c1
            t2 2026-09-08 am hall/main li,wu:assistant c2
        """,
        # li own 1: the 8th 1. wu own 2: 0, though the parameter says 1.
        amount=1,
        given={
            "instructors": [
                {"id": "li", "limits": {"max_consecutive_days": 1}},
                {"id": "wu", "limits": {"max_consecutive_days": 2}},
            ]
        },
        parameters={"max_consecutive_days": 1},
        subject=("li", "2026-09-08"),
    ),
    Example(
        text="Two instructors, only one of them meant.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
            p1 2026-09-07 am web wu c1
            p2 2026-09-08 am web wu c1
        """,
        amount=1,
        parameters={"instructors": {"ids": ["wu"]}, "max_consecutive_days": 1},
        subject=("wu", "2026-09-08"),
    ),
)
