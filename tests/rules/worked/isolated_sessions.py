"""Hand-worked examples of ``isolated_sessions``: a day has am, pm and eve, in this order."""

from edusched.rules.examples import Example

TWO_PERIODS = {"sessions": [{"id": "t1", "length_periods": 2}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Morning, afternoon and evening follow one another, in rooms and online.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 pm school/small wu c1
            p1 2026-09-07 eve web li c1
        """,
        amount=0,
    ),
    Example(
        text="Morning and evening with nothing between: each stands alone.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-07 eve web li c1
        """,
        amount=2,
        subject=("c1", "2026-09-07"),
    ),
    Example(
        text="The booking of another cohort is nobody's neighbour.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm school/big li c2
            p1 2026-09-07 eve web wu c2
        """,
        # c1 alone: 1. c2 pm and eve: 0.
        amount=1,
        subject=("c1", "2026-09-07"),
    ),
    Example(
        text="The evening of one day is not beside the morning of the next.",
        plan="""
            p1 2026-09-07 eve web li c1
            t1 2026-09-08 am school/big li c1
        """,
        amount=2,
        subject=("c1", "2026-09-08"),
    ),
    Example(
        text="A session of two periods and the evening after it.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-07 eve web wu c1
        """,
        amount=0,
        given=TWO_PERIODS,
    ),
    Example(
        text="A session of two periods is not its own neighbour.",
        plan="t1 2026-09-07 pm school/big li c1",
        amount=1,
        given=TWO_PERIODS,
        subject=("c1", "2026-09-07"),
    ),
    Example(
        text="One inside another: the short one has a neighbour before it, the long one none.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 pm school/small wu c1
        """,
        # t1 covers am and pm; in eve there is nothing: alone. k1 covers pm; am is covered by t1.
        amount=1,
        given=TWO_PERIODS,
        subject=("c1", "2026-09-07"),
    ),
    Example(
        text="Three at the same time are each alone.",
        plan="""
            t1 2026-09-07 pm school/big li c1
            k1 2026-09-07 pm school/small wu c1
            p1 2026-09-07 pm web li c1
        """,
        amount=3,
        subject=("c1", "2026-09-07"),
    ),
    Example(
        text="Two at the same time share a neighbour, and are its neighbours.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 am school/small wu c1
            p1 2026-09-07 pm web li c1
        """,
        amount=0,
    ),
    Example(
        text="A cohort without persons counts; a cohort that is not meant does not.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
        """,
        amount=1,
        given={"cohorts": [{"id": "c2", "headcount": {"station": 0}}]},
        parameters={"cohorts": {"ids": ["c2"]}},
        subject=("c2", "2026-09-08"),
    ),
)
