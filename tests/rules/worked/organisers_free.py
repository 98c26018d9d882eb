"""Hand-worked examples of ``organisers_free``."""

from edusched.rules.examples import Example

TWO = {
    "organisations": [
        {"id": "farming", "kind": "department", "region": "county", "available": [{"weekdays": ["tue"]}]},
        {"id": "uni", "kind": "university", "region": "east", "unavailable": [{"periods": ["pm"]}]},
    ],
}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Both are free on Tuesday morning.",
        plan="t1 2026-09-08 am school/big li c1",
        amount=0,
        given=TWO | {"sessions": [{"id": "t1", "co_organisers": ["farming"], "provider": "uni"}]},
    ),
    Example(
        text="Monday afternoon suits neither.",
        plan="t1 2026-09-07 pm school/big li c1",
        amount=2,
        given=TWO | {"sessions": [{"id": "t1", "co_organisers": ["farming"], "provider": "uni"}]},
        subject=("t1", "uni"),
    ),
    Example(
        text="Two periods on Monday are two slots; provider and co-organiser in one is asked once.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=2,
        given=TWO
        | {
            "sessions": [
                {"id": "t1", "length_periods": 2, "co_organisers": ["farming"], "provider": "farming"}
            ]
        },
        subject=("t1", "farming"),
    ),
    Example(
        text="Online too: somebody has to be there.",
        plan="p1 2026-09-09 eve web li c1",
        amount=1,
        given=TWO | {"sessions": [{"id": "p1", "co_organisers": ["farming"]}]},
        subject=("p1", "farming"),
    ),
    Example(
        text="Of the two periods, the afternoon alone is taken.",
        plan="t2 2026-09-10 am school/big li c2",
        amount=1,
        given=TWO | {"sessions": [{"id": "t2", "length_periods": 2, "provider": "uni"}]},
        subject=("t2", "uni"),
    ),
)
