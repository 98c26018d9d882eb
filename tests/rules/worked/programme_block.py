"""Hand-worked examples of ``programme_block``."""

from typing import Any

from edusched.rules.examples import Example


def programme(**demands: Any) -> dict[str, Any]:
    """Return an instance's programme of t1, k1, p1 and p2 with the given demands."""
    return {"programmes": [{"id": "prog", "sessions": ["t1", "k1", "p1", "p2"], **demands}]}


EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Friday and Monday are two working days in a row; sessions that do not run do not matter.",
        plan="""
            t1 2026-09-11 am school/big li c1
            k1 2026-09-14 am hall/main li c1
        """,
        amount=0,
        given=programme(block_days=2),
    ),
    Example(
        text="Friday and Tuesday need three working days.",
        plan="""
            t1 2026-09-11 am school/big li c1
            k1 2026-09-15 am school/big li c1
        """,
        # Any block of two days holds one of them: 1 outside.
        amount=1,
        given=programme(block_days=2),
        subject=("prog",),
    ),
    Example(
        text="The best block is the one with most sessions.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-10 am school/big li c1
            p1 2026-09-10 pm web li c1
            p2 2026-09-11 am web li c1
        """,
        # 10th and 11th: 3 inside, t1 outside.
        amount=1,
        given=programme(block_days=2),
        subject=("prog",),
    ),
    Example(
        text="A session on Saturday lies in no block of working days.",
        plan="""
            t1 2026-09-11 am school/big li c1
            k1 2026-09-12 am school/big li c1
            p1 2026-09-14 am web li c1
        """,
        # Friday and Monday inside, Saturday outside: 1.
        amount=1,
        given=programme(block_days=2),
    ),
    Example(
        text="A block longer than the calendar holds all working days.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-18 eve hall/main li c1
        """,
        amount=0,
        given=programme(block_days=30),
    ),
    Example(
        text="One venue, whenever it may be, even on Saturday; a platform is not at the venue.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-12 am school/small li c1
            p1 2026-09-14 am hall/main li c1
            p2 2026-09-18 am web li c1
        """,
        # At the school 2 inside; hall 1 and web 1 outside: 2.
        amount=2,
        given=programme(same_venue=True),
        subject=("prog",),
    ),
    Example(
        text="Free sessions are free of the venue, not of the days.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/small li c1
            p1 2026-09-08 pm web li c1
            p2 2026-09-09 am web li c1
        """,
        # Block 7th to 8th at the school: t1, k1, p1 inside; p2 on the 9th is outside: 1.
        amount=1,
        given=programme(block_days=2, same_venue=True, free_sessions=["p1", "p2"]),
    ),
    Example(
        text="Days and venue together: the block with most at one venue.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am hall/main li c1
            p1 2026-09-09 am hall/main li c1
            p2 2026-09-09 pm web li c1
        """,
        # 8th to 9th at the hall: k1, p1. Outside t1 and p2 (not free): 2.
        amount=2,
        given=programme(block_days=2, same_venue=True),
    ),
    Example(
        text="Two programmes, one without any such demand.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-18 am hall/main li c1
            t2 2026-09-07 am hall/main wu c2
            k2 2026-09-08 am bus@hill wu c2
        """,
        # prog asks nothing: 0. day asks for one day: 1 outside.
        amount=1,
        given={
            "programmes": [
                {"id": "prog", "sessions": ["t1", "k1"]},
                {"id": "day", "sessions": ["t2", "k2"], "block_days": 1},
            ]
        },
        subject=("day",),
    ),
)
