"""Hand-worked examples of ``person_travel``: 150 minutes lie between am and pm, 120 between pm and eve."""

from typing import Any

from edusched.rules.examples import Example


def measured(minutes: int, start: str = "school", end: str = "hall") -> dict[str, Any]:
    """Return a travel model with one measured leg."""
    return {"legs": [{"start": start, "end": end, "travel_minutes": minutes, "travel_metres": 20000}]}


EXAMPLES: tuple[Example, ...] = (
    Example(
        text="The break is just long enough.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main li c2
        """,
        # 11:30 to 14:00 = 150 minutes, 150 needed.
        amount=0,
        given={"travel": measured(150)},
    ),
    Example(
        text="One minute too far, for an instructor and for a cohort.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main li c2
            k1 2026-09-07 pm hall/main wu c1
        """,
        # li: t1 to t2 1. c1: t1 to k1 1. t2 and k1 are at one time and place. Together 2.
        amount=2,
        given={"travel": measured(151)},
        subject=("c1", "2026-09-07", "t1", "k1"),
    ),
    Example(
        text="With a margin that just fits.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main li c2
        """,
        # 140 + 10 = 150.
        amount=0,
        given={"travel": measured(140)},
        parameters={"margin_minutes": 10},
    ),
    Example(
        text="With a margin one minute too wide; rooms of one venue need no margin.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main li c2
            k1 2026-09-08 am school/big wu c1
            p1 2026-09-08 pm school/small wu c1
        """,
        # Monday: 140 + 11 = 151 > 150: 1. Tuesday: same location: 0.
        amount=1,
        given={"travel": measured(140)},
        parameters={"margin_minutes": 11},
        subject=("li", "2026-09-07", "t1", "t2"),
    ),
    Example(
        text="Every pair counts, not only neighbours.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main li c2
            p1 2026-09-07 eve hall/main li c2
        """,
        # 460 needed. li: t1 to t2 150: 1; t1 to p1 (11:30 to 19:00) 450: 1; t2 to p1 same place. c2: 0.
        amount=2,
        given={"travel": measured(460)},
        subject=("li", "2026-09-07", "t1", "p1"),
    ),
    Example(
        text="As the crow flies: school and hall lie 19,988 metres apart, 20 minutes at 60 km/h.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main li c2
        """,
        # 0.2 degrees x 111.195 km x cos 26 = 19.988 km, rounded up 20 minutes. 13:40 to 14:00 = 20.
        amount=0,
        given={"calendar": {"periods": [{"id": "am", "end": "13:40"}]}},
    ),
    Example(
        text="The same with 19 minutes between.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main li c2
        """,
        amount=1,
        given={"calendar": {"periods": [{"id": "am", "end": "13:41"}]}},
        subject=("li", "2026-09-07", "t1", "t2"),
    ),
    Example(
        text="No travel: online, on another day, or at the same time (that is an overlap).",
        plan="""
            t1 2026-09-07 am school/big li c1
            p2 2026-09-07 pm web li c1
            t2 2026-09-08 am hall/main li c2
            k1 2026-09-08 pm school/big li c1
        """,
        # 900 minutes apart. Monday: online has no location. Tuesday: t2 ends at 17:00, after k1 starts.
        amount=0,
        given={"travel": measured(900), "sessions": [{"id": "t2", "length_periods": 2}]},
    ),
    Example(
        text="To a stop and back from a stop: the measured leg holds in both directions.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 pm bus@hill wu c1
            k2 2026-09-08 am bus@hill wu c2
            p1 2026-09-08 pm school/big li c2
        """,
        # 200 > 150. c1 on Monday 1, c2 on Tuesday 1.
        amount=2,
        given={"travel": measured(200, "school", "hill")},
        subject=("c2", "2026-09-08", "k2", "p1"),
    ),
)
