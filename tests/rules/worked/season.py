"""Hand-worked examples of ``season``."""

from edusched.rules.examples import Example

SPRING = {
    "id": "spring",
    "ranges": [
        {"first": "2026-09-07", "last": "2026-09-08"},
        {"first": "2026-09-14", "last": "2026-09-14"},
    ],
}
AUTUMN = {"id": "autumn", "ranges": [{"first": "2026-09-10", "last": "2026-09-11"}]}
WINTER = {"id": "winter", "ranges": [{"first": "2026-12-01", "last": "2027-02-28"}]}
SEASONS = {"calendar": {"windows": [SPRING, AUTUMN, WINTER]}}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="First and last day of a range are inside, and so is a range of one day.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 eve school/small wu c1
            p1 2026-09-14 am web li c1
        """,
        amount=0,
        given=SEASONS,
        parameters={"windows": ["spring"]},
    ),
    Example(
        text="The day after one range and the days around the other.",
        plan="""
            t1 2026-09-09 am school/big li c1
            t2 2026-09-11 am school/big li c2
            p1 2026-09-15 am web li c1
            k1 2026-09-14 am school/small wu c1
        """,
        amount=3,
        given=SEASONS,
        parameters={"windows": ["spring"]},
        subject=("t2",),
    ),
    Example(
        text="Any of several windows will do; the 9th is in none of them.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-09 am school/small wu c1
            t2 2026-09-11 am school/big li c2
        """,
        amount=1,
        given=SEASONS,
        parameters={"windows": ["autumn", "spring"]},
        subject=("k1",),
    ),
    Example(
        text="Only what counts: theory in a party school, not in the hall, not law on the web.",
        plan="""
            t1 2026-09-09 am school/big li c1
            t2 2026-09-09 pm hall/main li c2
            p1 2026-09-09 eve web wu c1
        """,
        amount=1,
        given=SEASONS,
        parameters={"windows": ["spring"], "counted": {"venue_kinds": ["party_school"]}},
        subject=("t1",),
    ),
    Example(
        text="A window the plan's days never reach: nothing can be inside. Two periods are one booking.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p2 2026-09-14 eve web li c2
        """,
        amount=2,
        given=SEASONS | {"sessions": [{"id": "t1", "length_periods": 2}]},
        parameters={"windows": ["winter"]},
        subject=("p2",),
    ),
    Example(
        text="What does not run is not outside.",
        plan="",
        amount=0,
        given=SEASONS,
        parameters={"windows": ["winter"]},
    ),
)
