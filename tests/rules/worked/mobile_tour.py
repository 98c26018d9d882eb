"""Hand-worked examples of ``mobile_tour``.

The bus drives 60 km/h, sets up 30 minutes, packs up 20, and may be away from 6:30 to 21:00.
"""

from typing import Any

from edusched.rules.examples import Example


def metres(hill: int = 30000, lake: int = 45000, between: int = 60000) -> dict[str, Any]:
    """Return measured legs between depot, hill and lake; their minutes must not be read."""
    legs = (("county", "hill", hill), ("lake", "county", lake), ("hill", "lake", between))
    return {
        "legs": [
            {"start": start, "end": end, "travel_minutes": 999, "travel_metres": length}
            for start, end, length in legs
        ]
    }


EXAMPLES: tuple[Example, ...] = (
    Example(
        text="The morning stop is just within reach.",
        plan="k1 2026-09-07 am bus@hill wu c1",
        # Out: 6:30 to 8:30 = 120; 90 + 30 = 120. Home: 11:30 to 21:00 = 570; 20 + 90 = 110.
        amount=0,
        given={"travel": metres(hill=90000)},
    ),
    Example(
        text="One metre more is one minute more.",
        plan="k1 2026-09-07 am bus@hill wu c1",
        # 90.001 minutes, rounded up 91: 91 + 30 - 120 = 1.
        amount=1,
        given={"travel": metres(hill=90001)},
        subject=("bus", "2026-09-07"),
    ),
    Example(
        text="After the evening session nothing is left for the way home.",
        plan="k1 2026-09-07 eve bus@hill wu c1",
        # Out: 19:00 - 6:30 = 750, 60 needed. Home: 21:00 to 21:00 = 0; 20 + 30 = 50.
        amount=50,
        given={"travel": metres()},
        subject=("bus", "2026-09-07"),
    ),
    Example(
        text="It sleeps at the stop, and stands there ready the next morning.",
        plan="""
            k1 2026-09-07 eve bus@hill wu c1
            night bus 2026-09-07 hill
            k2 2026-09-08 am bus@hill wu c2
        """,
        # 7th: out 19:00 - 8:20 = 640, 60 needed; no leg home. 8th: 8:20 to 8:30 = 10; no driving, no set-up;
        # home 570, 50 needed.
        amount=0,
        given={"travel": metres(), "mobile_units": [{"id": "bus", "earliest_departure": "08:20"}]},
    ),
    Example(
        text="From the night's site to another site in the morning.",
        plan="""
            k1 2026-09-07 eve bus@hill wu c1
            night bus 2026-09-07 hill
            k2 2026-09-08 am bus@lake wu c2
        """,
        # 8th: 6:30 to 8:30 = 120; hill to lake 100 + set-up 30 = 130: 10 lacking. Home 570, 65 needed.
        amount=10,
        given={"travel": metres(between=100000)},
        subject=("bus", "2026-09-08"),
    ),
    Example(
        text="Two sites on one day, just possible.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-07 pm bus@lake wu c2
        """,
        # Between: 11:30 to 14:00 = 150; 20 + 100 + 30 = 150. Out 120, 60 needed. Home 240, 65 needed.
        amount=0,
        given={"travel": metres(between=100000)},
    ),
    Example(
        text="Two sites at the same hour: the order is by site.",
        plan="""
            k1 2026-09-07 am bus@lake wu c1
            k2 2026-09-07 am bus@hill wu c2
        """,
        # hill before lake. Out: 120, 30 + 30 needed. Between: 8:30 - 11:30 = -180; 20 + 60 + 30 = 110:
        # 290 lacking. Home from lake: 570, 20 + 45 needed.
        amount=290,
        given={"travel": metres()},
        subject=("bus", "2026-09-07"),
    ),
    Example(
        text="At one site: two sessions at once are one stop, and staying there needs nothing.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-07 am bus@hill wu c2
            x1 2026-09-07 pm bus@hill wu c1
        """,
        # Set-up 100, pack-up 100. Out: 6:20 to 8:30 = 130, 30 + 100 = 130. am to pm: 0 needed, though
        # 100 + 100 would not fit into 150. Home: 240, 100 + 30 needed.
        amount=0,
        given={
            "travel": metres(),
            "mobile_units": [
                {"id": "bus", "set_up_minutes": 100, "pack_up_minutes": 100, "earliest_departure": "06:20"}
            ],
            "sessions": [
                {
                    "id": "x1",
                    "course": "skill",
                    "cohorts": ["c1"],
                    "deliveries": ["mobile"],
                    "sites": ["hill"],
                }
            ],
        },
    ),
    Example(
        text="A night away and no stop the next day: it still has to come home.",
        plan="""
            k1 2026-09-07 eve bus@hill wu c1
            night bus 2026-09-07 hill
        """,
        # 7th: out 750, 400 + 30 needed. 8th: 6:30 to 12:30 = 360; 20 + 400 = 420: 60 lacking.
        amount=60,
        given={
            "travel": metres(hill=400000),
            "mobile_units": [{"id": "bus", "latest_return": "12:30"}],
        },
        subject=("bus", "2026-09-08"),
    ),
    Example(
        text="Two units, each with its own depot and speed.",
        plan="""
            k1 2026-09-07 eve bus@hill wu c1
            k2 2026-09-07 eve van@lake li c2
        """,
        # bus: home 0, 20 + 30 = 50. van at 30 km/h: 30 km from east is 60 minutes; out 750, 90 needed;
        # home 0, 20 + 60 = 80. Together 130.
        amount=130,
        given={
            "travel": {
                "legs": [
                    {"start": "county", "end": "hill", "travel_minutes": 1, "travel_metres": 30000},
                    {"start": "east", "end": "lake", "travel_minutes": 1, "travel_metres": 30000},
                ]
            },
            "mobile_units": [{"id": "van", "depot": "east", "capacity_persons": 10, "speed_kmh": 30}],
        },
        subject=("van", "2026-09-07"),
    ),
    Example(
        text="As the crow flies: hill lies 0.3 degrees north of the depot.",
        plan="k1 2026-09-07 eve bus@hill wu c1",
        # 0.3 x 111.195 km = 33.36 km, rounded up 34 minutes. Home: 0, 20 + 34 = 54.
        amount=54,
    ),
)
