"""Hand-worked examples of ``provisional_dates``."""

from edusched.rules.examples import Example

WU = {"id": "wu", "provisional": [{"weekdays": ["mon"], "periods": ["pm"]}]}
LI = {"id": "li", "provisional": [{"first_day": "2026-09-14"}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Monday afternoon is open, Monday morning is promised.",
        plan="""
            t1 2026-09-07 am school/big wu c1
            t2 2026-09-07 pm school/big wu c2
        """,
        amount=1,
        given={"instructors": [WU]},
        subject=("t2", "wu"),
    ),
    Example(
        text="From morning to evening: one slot of three is enough for one.",
        plan="t1 2026-09-07 am school/big wu c1",
        amount=1,
        given={"instructors": [WU], "sessions": [{"id": "t1", "length_periods": 3}]},
        subject=("t1", "wu"),
    ),
    Example(
        text="Both of a booking may stay away.",
        plan="t1 2026-09-14 pm school/big li,wu:assistant c1",
        amount=2,
        given={
            "instructors": [WU, LI],
            "sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}],
        },
        subject=("t1", "li"),
    ),
    Example(text="Who says nothing has promised.", plan="t1 2026-09-07 pm school/big li c1", amount=0),
    Example(
        text="The Sunday before belongs to the week that is settled.",
        plan="t1 2026-09-13 pm school/big li c1",
        amount=0,
        given={"instructors": [LI]},
    ),
)
