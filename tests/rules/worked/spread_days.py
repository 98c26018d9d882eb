"""Hand-worked examples of ``spread_days``: theory binds c1 (t1) and c2 (t2), law is open (p1, p2)."""

from edusched.rules.examples import Example

T3 = {"sessions": [{"id": "t3", "course": "theory", "cohorts": ["c1"]}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Two sessions on two days, two days asked.",
        plan="""
            t1 2026-09-07 eve school/big li c1
            t3 2026-09-08 am school/big li c1
        """,
        amount=0,
        given=T3,
        parameters={"cohorts": {"ids": ["c1"]}, "min_days": {"theory": 2}},
    ),
    Example(
        text="Two sessions on one day, and three days asked.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t3 2026-09-07 eve school/small li c1
        """,
        # One day of three: 2 short.
        amount=2,
        given=T3,
        parameters={"cohorts": {"ids": ["c1"]}, "min_days": {"theory": 3}},
        subject=("c1", "theory"),
    ),
    Example(
        text="Each cohort for itself, each course for itself; more days than asked do not help another.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t3 2026-09-08 am school/big li c1
            k1 2026-09-09 am school/small wu c1
        """,
        # c1: theory 2 of 1, skill 1 of 2: 1 short. c2: theory 0 of 1, skill 0 of 2: 1 + 2 short. Together 4.
        amount=4,
        given=T3,
        parameters={"min_days": {"theory": 1, "skill": 2}},
        subject=("c2", "skill"),
    ),
    Example(
        text="Nothing runs: every day is short.",
        plan="",
        # c1 and c2: theory 3 and skill 1 each; law binds nobody.
        amount=8,
        parameters={"min_days": {"theory": 3, "skill": 1, "law": 5}},
        subject=("c1", "theory"),
    ),
    Example(
        text="A session of theory attended by choice counts for those whom theory binds.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-08 am school/big li c1,c2
        """,
        # c1: 2 of 2. c2 is bound by t2, which does not run: 1 of 2.
        amount=1,
        given={"sessions": [{"id": "p1", "course": "theory"}]},
        parameters={"min_days": {"theory": 2}},
        subject=("c2", "theory"),
    ),
    Example(
        text="A session that has one cohort fixed and is open to others binds the one only.",
        plan="",
        # c1: law 0 of 2. c2 may attend law, but no session of it has c2 fixed.
        amount=2,
        given={"sessions": [{"id": "p1", "cohorts": ["c1"]}]},
        parameters={"min_days": {"law": 2}},
        subject=("c1", "law"),
    ),
    Example(
        text="A cohort without persons is there like any other.",
        plan="t2 2026-09-07 am hall/main wu c2",
        amount=1,
        given={"cohorts": [{"id": "c2", "headcount": {"station": 0}}]},
        parameters={"cohorts": {"ids": ["c2"]}, "min_days": {"theory": 2}},
        subject=("c2", "theory"),
    ),
)
