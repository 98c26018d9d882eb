"""Hand-worked examples of ``lending_window``."""

from edusched.rules.examples import Example


def _east(**lending: object) -> dict[str, object]:
    """Return the library of the east, on terms."""
    return {"libraries": [{"id": "county-library", "region": "east", "lending": lending}]}


TUESDAYS = {"available": [{"weekdays": ["tue"]}]}
MORNINGS = {"available": [{"periods": ["am"]}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="To the county on Tuesdays: Tuesday is open, two slots of Monday are not.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 pm school/small li c1
        """,
        amount=2,
        given=_east(county=TUESDAYS) | {"sessions": [{"id": "t1", "length_periods": 2}]},
        subject=("t1", "li"),
    ),
    Example(
        text="Villages have terms of their own; the lake lies in the east and borrows nobody.",
        plan="""
            k1 2026-09-07 pm bus@hill wu c1
            k2 2026-09-08 pm bus@lake wu c2
        """,
        amount=1,
        given=_east(county=TUESDAYS, village=MORNINGS),
        subject=("k1", "wu"),
    ),
    Example(
        text="At home in the hall, and online, at any time.",
        plan="""
            t2 2026-09-07 pm hall/main li c2
            p1 2026-09-07 eve web li c1
        """,
        amount=0,
        given=_east(county=TUESDAYS, township=TUESDAYS),
    ),
    Example(
        text="Two instructors lent at the wrong time count each.",
        plan="t1 2026-09-07 am school/big li,wu:assistant c1",
        amount=2,
        given=_east(county=TUESDAYS)
        | {"sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}]},
        subject=("t1", "wu"),
    ),
    Example(
        text="Terms without times lend always.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=_east(county={"fee_fen_per_teaching_hour": 1}, village=TUESDAYS),
    ),
)
