"""Hand-worked examples of ``travel_cost``: li lives in county (where the school is), wu in east."""

from typing import Any

from edusched.rules.examples import Example


def measured(*legs: tuple[str, str, int]) -> dict[str, Any]:
    """Return a travel model with measured legs (start, end, metres); the minutes must not be read."""
    return {
        "travel": {
            "legs": [
                {"start": start, "end": end, "travel_minutes": 7, "travel_metres": metres}
                for start, end, metres in legs
            ]
        }
    }


EXAMPLES: tuple[Example, ...] = (
    Example(
        text="At home, and online, travel costs nothing.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-07 pm web wu c1
        """,
        # The school stands on the very point of county.
        amount=0,
        parameters={"fen_per_km": 100},
    ),
    Example(
        text="There and back.",
        plan="t1 2026-09-07 am hall/main li c1",
        # 2 x 20 km x 100 = 4000.
        amount=4000,
        given=measured(("county", "hall", 20000)),
        parameters={"fen_per_km": 100},
    ),
    Example(
        text="Once for a venue and day, for each instructor, and again the next day.",
        plan="""
            t1 2026-09-07 am hall/main li c1
            t2 2026-09-07 pm hall/annex li c2
            k1 2026-09-08 am hall/main li,zhao:assistant c1
        """,
        # li on the 7th 4000 (two rooms of one venue) and on the 8th 4000; zhao on the 8th 4000: 12000.
        amount=12000,
        given={
            **measured(("hall", "county", 20000)),
            "venues": [{"id": "hall", "rooms": [{"id": "annex", "capacity_persons": 20}]}],
            "instructors": [{"id": "zhao", "library": "county-library", "home": "county"}],
        },
        parameters={"fen_per_km": 100},
    ),
    Example(
        text="Two places on one day: from home to each of them; fen are rounded down.",
        plan="""
            t1 2026-09-07 am hall/main li c1
            k1 2026-09-07 pm bus@hill li c1
        """,
        # hall: 2 x 20.003 x 90 = 3600.54: 3600. hill: 2 x 33.333 x 90 = 5999.94: 5999. Together 9599.
        amount=9599,
        given=measured(("county", "hall", 20003), ("county", "hill", 33333)),
        parameters={"fen_per_km": 90},
    ),
    Example(
        text="The crew rides along; a guest at the stop does not.",
        plan="k1 2026-09-07 am bus@hill wu,li:assistant c1",
        # wu 0. li: 2 x 30 x 100 = 6000.
        amount=6000,
        given=measured(("county", "hill", 30000), ("east", "hill", 50000)),
        parameters={"fen_per_km": 100},
    ),
    Example(
        text="Crew of the bus in a room, and at a stop of another unit.",
        plan="""
            t1 2026-09-07 am school/big wu c1
            k2 2026-09-08 am van@hill wu c2
        """,
        # school: 2 x 22 x 100 = 4400; van at hill: 2 x 50 x 100 = 10000. Together 14400.
        amount=14400,
        given={
            **measured(("east", "school", 22000), ("east", "hill", 50000)),
            "mobile_units": [{"id": "van", "depot": "east", "capacity_persons": 10}],
        },
        parameters={"fen_per_km": 100},
    ),
    Example(
        text="Only the way out.",
        plan="""
            t1 2026-09-07 am hall/main li c1
            t2 2026-09-07 pm hall/main li c2
        """,
        # 20.011 x 90 = 1800.99: 1800, once.
        amount=1800,
        given=measured(("county", "hall", 20011)),
        parameters={"fen_per_km": 90, "ways": 1},
        subject=("li", "2026-09-07", "hall"),
    ),
    Example(
        text="A trip for each booking: out and back twice on one day.",
        plan="""
            t1 2026-09-07 am hall/main li c1
            t2 2026-09-07 pm hall/main li c2
            k1 2026-09-08 am hall/main li,zhao:assistant c1
            p1 2026-09-08 eve web li c1
        """,
        # li 3 x 4000, zhao 4000: 16000; online there is no trip.
        amount=16000,
        given={
            **measured(("hall", "county", 20000)),
            "instructors": [{"id": "zhao", "library": "county-library", "home": "county"}],
        },
        parameters={"fen_per_km": 100, "per": "booking"},
        subject=("li", "2026-09-07", "hall", "t2"),
    ),
    Example(
        text="The way out for each booking; the crew rides along.",
        plan="""
            k1 2026-09-07 am bus@hill wu,li:assistant c1
            k2 2026-09-07 pm bus@hill wu c2
            t1 2026-09-07 eve school/big wu c1
        """,
        # li 30 x 100 = 3000; wu to the bus 0, to the school 22 x 100 = 2200. Together 5200.
        amount=5200,
        given=measured(("county", "hill", 30000), ("east", "hill", 50000), ("east", "school", 22000)),
        parameters={"fen_per_km": 100, "per": "booking", "ways": 1},
        subject=("wu", "2026-09-07", "school", "t1"),
    ),
)
