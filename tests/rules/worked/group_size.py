"""Hand-worked examples of ``group_size``: c1 are 13 persons, c2 are 4."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Somebody is there: nothing else is asked.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
        """,
        amount=0,
    ),
    Example(
        text="At most twelve: 13 are one over, 17 five.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
            p1 2026-09-09 eve web li c1,c2
        """,
        amount=6,
        parameters={"max_persons": 12},
        subject=("p1", "maximum"),
    ),
    Example(
        text="Exactly the smallest and exactly the largest group.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-09 eve web li c2
        """,
        amount=0,
        parameters={"min_persons": 4, "max_persons": 13},
    ),
    Example(
        text="c2 has nobody in it, so its session has no persons.",
        plan="t2 2026-09-07 am school/big li c2",
        amount=1,
        given={"cohorts": [{"id": "c2", "headcount": {"station": 0}}]},
        subject=("t2",),
    ),
    Example(
        text="Nobody asked for: nobody may be there.",
        plan="t2 2026-09-07 am school/big li c2",
        amount=0,
        given={"cohorts": [{"id": "c2", "headcount": {"station": 0}}]},
        parameters={"min_persons": 0},
    ),
    Example(
        text="Too few in one session and too many in another.",
        plan="""
            p1 2026-09-07 eve web li c2
            p2 2026-09-08 eve web li c1
        """,
        # p1 lacks 2 of 6, p2 has 3 over 10.
        amount=5,
        parameters={"min_persons": 6, "max_persons": 10},
        subject=("p1",),
    ),
    Example(
        text="Seminars only: theory is a lecture.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-08 eve web li c1,c2
        """,
        amount=2,
        given={"courses": [{"id": "law", "method": "seminar"}]},
        parameters={"max_persons": 15, "counted": {"methods": ["seminar"]}},
        subject=("p1", "maximum"),
    ),
    Example(
        text="Party schools only: the hall is none, and the web neither.",
        plan="""
            t1 2026-09-07 am hall/main li c1
            t2 2026-09-08 am school/small li c2
            p1 2026-09-09 eve web li c2
        """,
        amount=6,
        parameters={"min_persons": 10, "max_persons": 12, "counted": {"venue_kinds": ["party_school"]}},
        subject=("t2",),
    ),
    Example(
        text="A fixed cohort and a guest together.",
        plan="t2 2026-09-07 am school/big li c1,c2",
        amount=1,
        given={"sessions": [{"id": "t2", "open_to": {}}]},
        parameters={"min_persons": 14, "max_persons": 16},
        subject=("t2", "maximum"),
    ),
)
