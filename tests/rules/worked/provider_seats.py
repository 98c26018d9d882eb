"""Hand-worked examples of ``provider_seats``."""

from edusched.rules.examples import Example


def _uni(seats: int, *sessions: str) -> dict[str, object]:
    uni = {"id": "uni", "kind": "university", "region": "county", "seats_per_month_persons": seats}
    return {"organisations": [uni], "sessions": [{"id": name, "provider": "uni"} for name in sessions]}


AUTUMN = {"calendar": {"last_day": "2026-10-02"}}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="c1 has 13 persons, c2 four: 17 on 17 seats.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-18 am school/big li c2
        """,
        amount=0,
        given=_uni(17, "t1", "t2"),
    ),
    Example(
        text="The same persons twice take two seats each: 26 on 20.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/big li c1
        """,
        amount=6,
        given=_uni(20, "t1", "k1"),
        subject=("uni", "2026-09"),
    ),
    Example(
        text="October has seats of its own.",
        plan="""
            t1 2026-09-30 am school/big li c1
            k1 2026-10-01 am school/big li c1
        """,
        amount=0,
        given=AUTUMN | _uni(13, "t1", "k1"),
    ),
    Example(
        text="No seat at all, in either month; guests of an open session count.",
        plan="""
            p1 2026-09-30 am web li c1,c2
            k1 2026-10-01 am school/big li c1
        """,
        amount=30,
        given=AUTUMN | _uni(0, "p1", "k1"),
        subject=("uni", "2026-10"),
    ),
)
