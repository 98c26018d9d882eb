"""Hand-worked examples of ``learner_overlap``: li learns in c2 where nothing else is said."""

from edusched.rules.examples import Example

LI_LEARNS = {"cohorts": [{"id": "c2", "instructors": ["li"]}]}
ZHAO = {"instructors": [{"id": "zhao", "library": "county-library", "home": "county"}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="He teaches morning and afternoon, his class has the afternoon.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main wu c2
        """,
        amount=1,
        given=LI_LEARNS | {"sessions": [{"id": "t1", "length_periods": 2}]},
        subject=("li", "2026-09-07", "pm"),
    ),
    Example(
        text="He teaches his own class, over two periods.",
        plan="t2 2026-09-07 am school/big li c2",
        amount=2,
        given=LI_LEARNS | {"sessions": [{"id": "t2", "length_periods": 2}]},
        subject=("li", "2026-09-07", "pm"),
    ),
    Example(
        text="A slot counts once, though he teaches twice in it and his class attends twice.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 am school/small li c1
            t2 2026-09-07 am hall/main wu c2
            p1 2026-09-07 am web wu c2
        """,
        amount=1,
        given=LI_LEARNS,
        subject=("li", "2026-09-07", "am"),
    ),
    Example(
        text="He learns in two cohorts at once, and assists elsewhere.",
        plan="""
            t1 2026-09-07 am school/big wu c1
            t2 2026-09-07 am school/small wu c2
            p1 2026-09-07 am web wu,li:assistant -
        """,
        amount=1,
        given={
            "cohorts": [{"id": "c1", "instructors": ["li"]}, {"id": "c2", "instructors": ["li"]}],
            "sessions": [{"id": "p1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}],
        },
        subject=("li", "2026-09-07", "am"),
    ),
    Example(
        text="Two who learn together both count.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 am school/small wu c1
            t2 2026-09-07 am hall/main zhao c2
        """,
        amount=2,
        given={"cohorts": [{"id": "c2", "instructors": ["li", "wu"]}]} | ZHAO,
        subject=("wu", "2026-09-07", "am"),
    ),
    Example(
        text="Afternoon and evening, and the next day: no slot is shared.",
        plan="""
            t1 2026-09-07 pm school/big li c1
            p1 2026-09-07 eve web wu c2
            t2 2026-09-08 pm hall/main wu c2
        """,
        amount=0,
        given=LI_LEARNS,
    ),
    Example(
        text="Wu learns with nobody.",
        plan="""
            t1 2026-09-07 am school/big wu c1
            t2 2026-09-07 am hall/main li c1
        """,
        amount=0,
        given=LI_LEARNS,
    ),
)
