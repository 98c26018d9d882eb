"""Hand-worked examples of ``access``: c1 (13) in the county town, c2 (4) in the east.

One degree of latitude is 111.2 km: county town to north 22.2 km, to hill 33.4 km; along the parallel of 26
degrees 0.1 degrees are 10.0 km: county town to the hall and the east 20.0 km, to the lake 30.0 km.
"""

from edusched.rules.examples import Example

MOVED = {"cohorts": [{"id": "c1", "region": "hill"}, {"id": "c2", "region": "lake"}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Nothing is held: nobody has access, 13 + 4.",
        plan="",
        amount=17,
        subject=("county", "2026"),
    ),
    Example(
        text="A lecture in the hall is held in the east, and so below the county: both are inside.",
        plan="t2 2026-09-07 am hall/main li c2",
        amount=0,
        parameters={"radius_km": 0},
    ),
    Example(
        text="A lecture at the school is held in the county, but the east is not above it; 20 km is too far.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=4,
        parameters={"radius_km": 19},
        subject=("east", "2026"),
    ),
    Example(
        text="With 21 km it is near. Who attends does not matter.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        parameters={"radius_km": 21},
    ),
    Example(
        text="Ten kilometres are measured by road, and ten are near.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given={
            "travel": {
                "legs": [{"start": "east", "end": "school", "travel_minutes": 9, "travel_metres": 10000}]
            }
        },
    ),
    Example(
        text="The bus at the lake reaches the lake; the hill is some 45 km away.",
        plan="k2 2026-09-07 am bus@lake wu c2",
        amount=13,
        given=MOVED,
        parameters={"radius_km": 40},
        subject=("hill", "2026"),
    ),
    Example(
        text="Online is near nobody.",
        plan="p1 2026-09-07 eve web wu c1,c2",
        amount=17,
        parameters={"radius_km": 10000},
    ),
    Example(
        text="Only theory gives access, and only the staff need it.",
        plan="k1 2026-09-07 am school/small wu c1",
        amount=4,
        parameters={
            "radius_km": 30,
            "cohorts": {"categories": ["staff"]},
            "counted": {"courses": ["theory"]},
        },
        subject=("east", "2026"),
    ),
    Example(
        text="Two cohorts of one region are one violation of 17.",
        plan="",
        amount=17,
        given={"cohorts": [{"id": "c2", "region": "county"}]},
        subject=("county", "2026"),
    ),
    Example(
        text="A region without a point is reached from inside only.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=4,
        given={
            "regions": [{"id": "south", "level": "township", "parent": "county"}],
            "cohorts": [{"id": "c2", "region": "south"}],
        },
        parameters={"radius_km": 10000},
        subject=("south", "2026"),
    ),
)
