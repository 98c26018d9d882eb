"""Hand-worked examples of ``mobile_cost``: 150 fen a km, 8000 a night, 500 a stop."""

from typing import Any

from edusched.rules.examples import Example

PRICES = {"fen_per_km": 150, "fen_per_night": 8000, "fen_per_stop": 500}


def metres(hill: int = 30000, lake: int = 45000, between: int = 60000) -> dict[str, Any]:
    """Return measured legs from the depot to hill and lake, and between them."""
    legs = (("county", "hill", hill), ("lake", "county", lake), ("hill", "lake", between))
    return {
        "travel": {
            "legs": [
                {"start": start, "end": end, "travel_minutes": 7, "travel_metres": length}
                for start, end, length in legs
            ]
        }
    }


EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Without stops nothing is driven.",
        plan="t1 2026-09-07 am school/big wu c1",
        amount=0,
        given=metres(),
        parameters=PRICES,
    ),
    Example(
        text="Out and home, two sessions at one stop.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-07 am bus@hill wu c2
        """,
        # 30 x 150 = 4500 twice, one stop 500: 9500.
        amount=9500,
        given=metres(),
        parameters=PRICES,
        subject=("bus", "2026-09-07"),
    ),
    Example(
        text="Fen are rounded down on each leg.",
        plan="k1 2026-09-07 am bus@hill wu c1",
        # 33.333 x 150 = 4999.95: 4999 twice = 9998 (not 9999), + 500 = 10498.
        amount=10498,
        given=metres(hill=33333),
        parameters=PRICES,
    ),
    Example(
        text="Two sites on one day, and two stops at one site on another day.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-07 pm bus@lake wu c2
            x1 2026-09-09 am bus@hill wu c1
            x2 2026-09-09 pm bus@hill wu c1
        """,
        # 7th: 4500 + 9000 + 6750 + 2 x 500 = 21250. 9th: 4500 + 0 + 4500 + 2 x 500 = 10000. Together 31250.
        amount=31250,
        given={
            **metres(),
            "sessions": [
                {
                    "id": name,
                    "course": "skill",
                    "cohorts": ["c1"],
                    "deliveries": ["mobile"],
                    "sites": ["hill"],
                }
                for name in ("x1", "x2")
            ],
        },
        parameters=PRICES,
        subject=("bus", "2026-09-09"),
    ),
    Example(
        text="A night away, and on to the next site.",
        plan="""
            k1 2026-09-07 pm bus@hill wu c1
            night bus 2026-09-07 hill
            k2 2026-09-08 am bus@lake wu c2
        """,
        # 7th: 4500 + 8000 + 500 = 13000. 8th: 9000 + 6750 + 500 = 16250. Together 29250.
        amount=29250,
        given=metres(),
        parameters=PRICES,
        subject=("bus", "2026-09-08"),
    ),
    Example(
        text="A night away, and teaching there again.",
        plan="""
            k1 2026-09-07 pm bus@hill wu c1
            night bus 2026-09-07 hill
            k2 2026-09-08 am bus@hill wu c2
        """,
        # 7th: 4500 + 8000 + 500 = 13000. 8th: 0 + 4500 + 500 = 5000. Together 18000.
        amount=18000,
        given=metres(),
        parameters=PRICES,
    ),
    Example(
        text="A night away on Wednesday and no stop on Thursday: it drives home on Thursday.",
        plan="""
            k1 2026-09-09 pm bus@hill wu c1
            night bus 2026-09-09 hill
        """,
        # 9th: 4500 + 8000 + 500 = 13000. 10th: 4500. Together 17500.
        amount=17500,
        given=metres(),
        parameters=PRICES,
        subject=("bus", "2026-09-10"),
    ),
    Example(
        text="Two units, each from its own depot.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-07 am van@lake li c2
        """,
        # bus 9500. van: 10 x 150 = 1500 twice + 500 = 3500. Together 13000.
        amount=13000,
        given={
            "travel": {
                "legs": [
                    {"start": "county", "end": "hill", "travel_minutes": 7, "travel_metres": 30000},
                    {"start": "east", "end": "lake", "travel_minutes": 7, "travel_metres": 10000},
                ]
            },
            "mobile_units": [{"id": "van", "depot": "east", "capacity_persons": 10}],
        },
        parameters=PRICES,
        subject=("van", "2026-09-07"),
    ),
)
