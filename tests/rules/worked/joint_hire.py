"""Hand-worked examples of ``joint_hire``."""

from edusched.rules.examples import Example


def _shared(hours: float | None, *organised: tuple[str, str], **shares: int) -> dict[str, object]:
    limits = {} if hours is None else {"limits": {"max_teaching_hours_per_year": hours}}
    li = {"id": "li", "employers": shares} | limits
    return {"instructors": [li], "sessions": [{"id": s, "organiser": region} for s, region in organised]}


TWO = """
    t1 2026-09-07 am school/big li c1
    t2 2026-09-08 am school/big li c2
"""
AB = (("t1", "county"), ("t2", "east"))

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Of 9 hours, two thirds and a third less a percent each: 361 and 178 minutes for 180 each.",
        plan=TWO,
        amount=2,
        given=_shared(9, *AB, county=67, east=33),
        subject=("li", "east", "2026"),
    ),
    Example(text="Half of six hours each.", plan=TWO, amount=0, given=_shared(6, *AB, county=50, east=50)),
    Example(
        text="The own limit goes before the parameter.",
        plan=TWO,
        amount=240,
        given=_shared(4, *AB, county=25, east=25),
        parameters={"max_teaching_hours_per_year": 100},
        subject=("li", "county", "2026"),
    ),
    Example(text="No limit, no shares.", plan=TWO, amount=0, given=_shared(None, *AB, east=1)),
    Example(
        text="The lake belongs to the east first; the north to the county above it.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
            k1 2026-09-09 am school/small li c1
        """,
        amount=120,
        given=_shared(10, ("t1", "lake"), ("t2", "north"), ("k1", "hill"), county=40, east=40),
        subject=("li", "county", "2026"),
    ),
    Example(
        text="Nobody organises t1, and the county employs nobody here.",
        plan=TWO,
        amount=0,
        given=_shared(1, ("t2", "county"), east=100),
    ),
    Example(
        text="Asked of Wu only.",
        plan=TWO,
        amount=0,
        given=_shared(1, *AB, county=50, east=50),
        parameters={"instructors": {"ids": ["wu"]}},
    ),
    Example(
        text="Half of six hours in the old year, half of six in the new one.",
        plan="""
            t1 2026-12-31 am school/big li c1
            t2 2027-01-01 am school/big li c2
        """,
        amount=0,
        given={"calendar": {"first_day": "2026-12-31", "last_day": "2027-01-05"}}
        | _shared(6, ("t1", "county"), ("t2", "county"), county=50),
    ),
)
