"""Hand-worked examples of ``venue_fit``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="A room of the right kind, at just the level asked, with the feature.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given={
            "courses": [
                {
                    "id": "theory",
                    "place": {"kinds": ["party_school"], "min_level": "county", "features": ["projector"]},
                }
            ]
        },
    ),
    Example(
        text="Kind, level and feature all miss; in another room only the feature does.",
        plan="""
            t1 2026-09-07 am hall/main li c1
            t2 2026-09-07 am school/small li c2
        """,
        # t1: a hall 1, township below county 1, no projector 1. t2: no projector 1. Together 4.
        amount=4,
        given={
            "courses": [
                {
                    "id": "theory",
                    "place": {"kinds": ["party_school"], "min_level": "county", "features": ["projector"]},
                }
            ]
        },
        subject=("t1",),
    ),
    Example(
        text="Any of the kinds will do, and a level above the least one.",
        plan="""
            t1 2026-09-07 am school/small li c1
            t2 2026-09-07 am hall/main li c2
        """,
        # township is the least level: hall is at it, school above it.
        amount=0,
        given={
            "courses": [
                {"id": "theory", "place": {"kinds": ["hall", "party_school"], "min_level": "township"}}
            ]
        },
    ),
    Example(
        text="Each missing feature counts.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am school/small li c2
        """,
        # big has the projector: stage 1. small has nothing: 2. Together 3.
        amount=3,
        given={"courses": [{"id": "theory", "place": {"features": ["projector", "stage"]}}]},
        subject=("t2",),
    ),
    Example(
        text="At a stop only features are asked.",
        plan="k1 2026-09-07 am bus@hill wu c1",
        # kind and level are asked of rooms only; the bus has the stage but no projector: 1.
        amount=1,
        given={
            "courses": [
                {
                    "id": "skill",
                    "place": {
                        "kinds": ["training_base"],
                        "min_level": "city",
                        "features": ["projector", "stage"],
                    },
                }
            ],
            "mobile_units": [{"id": "bus", "features": ["stage"]}],
        },
        subject=("k1",),
    ),
    Example(
        text="On a platform nothing is asked.",
        plan="p1 2026-09-07 am web li c1",
        amount=0,
        given={
            "courses": [
                {"id": "law", "place": {"kinds": ["college"], "min_level": "city", "features": ["projector"]}}
            ]
        },
    ),
)
