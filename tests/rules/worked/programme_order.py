"""Hand-worked examples of ``programme_order``."""

from edusched.rules.examples import Example

FIRST_T1 = {"programmes": [{"id": "prog", "sessions": ["t1", "k1", "p1"], "order": [["t1", "k1"]]}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Right after one another on one day; a session without an order runs before both.",
        plan="""
            p1 2026-09-07 am web li c1
            t1 2026-09-08 am school/big li c1
            k1 2026-09-08 pm school/big li c1
        """,
        amount=0,
        given=FIRST_T1,
    ),
    Example(
        text="No break between the periods: it starts at the minute the other ends.",
        plan="""
            t1 2026-09-08 am school/big li c1
            k1 2026-09-08 pm school/big li c1
        """,
        # 14:00 is not before 14:00.
        amount=0,
        given={**FIRST_T1, "calendar": {"periods": [{"id": "am", "end": "14:00"}]}},
    ),
    Example(
        text="The wrong way round, days apart.",
        plan="""
            t1 2026-09-17 am school/big li c1
            k1 2026-09-07 am school/big li c1
        """,
        # 1, however far apart.
        amount=1,
        given=FIRST_T1,
        subject=("prog", "t1", "k1"),
    ),
    Example(
        text="It starts while the first still runs.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 pm school/small wu c1
        """,
        # t1 ends at 17:00, k1 starts at 14:00.
        amount=1,
        given={**FIRST_T1, "sessions": [{"id": "t1", "length_periods": 2}]},
        subject=("prog", "t1", "k1"),
    ),
    Example(
        text="Only one of the two runs.",
        plan="k1 2026-09-07 am school/big li c1",
        amount=0,
        given=FIRST_T1,
    ),
    Example(
        text="Two pairs, and another programme.",
        plan="""
            p1 2026-09-07 am web li c1
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 am school/small wu c1
            t2 2026-09-08 pm hall/main li c2
            k2 2026-09-08 am bus@hill wu c2
        """,
        # t1 before k1: same hour 1. k1 before p1: same hour 1. t2 before k2: 1. Together 3.
        amount=3,
        given={
            "programmes": [
                {"id": "prog", "sessions": ["t1", "k1", "p1"], "order": [["t1", "k1"], ["k1", "p1"]]},
                {"id": "other", "sessions": ["t2", "k2"], "order": [["t2", "k2"]]},
            ]
        },
        subject=("other", "t2", "k2"),
    ),
)
