"""Hand-worked examples of ``lending_fees``."""

from edusched.rules.examples import Example


def _east(**lending: object) -> dict[str, object]:
    """Return the library of the east, on terms."""
    return {"libraries": [{"id": "county-library", "region": "east", "lending": lending}]}


DEAR = {"fee_fen_per_teaching_hour": 10000}
CHEAP = {"fee_fen_per_teaching_hour": 50}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Three hours to the county at 10,000, three to a village at 50.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k2 2026-09-08 am bus@hill wu c2
        """,
        amount=30150,
        given=_east(county=DEAR, village=CHEAP),
        subject=("k2", "wu"),
    ),
    Example(
        text="No terms for the county: nothing.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=_east(village=CHEAP),
    ),
    Example(
        text="Both instructors of a booking, and each rounded down: 10 minutes at 50 are 8.33.",
        plan="t1 2026-09-07 am school/big li,wu:assistant c1",
        amount=16,
        given=_east(county=CHEAP)
        | {
            "calendar": {"periods": [{"id": "am", "start": "08:00", "end": "08:10"}]},
            "sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}],
        },
        subject=("t1", "li"),
    ),
    Example(
        text="The east's own hall, its lake, and the platform: nobody is lent.",
        plan="""
            t2 2026-09-07 am hall/main li c2
            k2 2026-09-08 am bus@lake wu c2
            p1 2026-09-08 eve web li c1
        """,
        amount=0,
        given=_east(county=DEAR, village=DEAR, township=DEAR),
    ),
)
