"""Hand-worked examples of ``price_for_quality``."""

from typing import Any

from edusched.rules.examples import Example


def bid(fen: int, rating: float | None = None) -> dict[str, Any]:
    rated = {} if rating is None else {"rating": rating}
    return {
        "organisations": [{"id": "uni", "kind": "university", "region": "county"} | rated],
        "sessions": [{"id": "t1", "price_fen": fen, "provider": "uni"}],
    }


PLAN = "t1 2026-09-07 am school/big li c1"

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Three yuan for each of 2.5 points, rounded down.",
        plan=PLAN,
        # 100 x 751 / 250 = 300.4.
        amount=300,
        given=bid(751, 2.5),
        subject=("t1",),
    ),
    Example(
        text="Nobody rated it: 3 points.",
        plan=PLAN,
        amount=100,
        given=bid(300),
        subject=("t1",),
    ),
    Example(
        text="Nobody gives it on order: 3 points too.",
        plan=PLAN,
        amount=200,
        given={"sessions": [{"id": "t1", "price_fen": 600}]},
    ),
    Example(
        text="What is free is free of this too, and what does not run.",
        plan="t2 2026-09-07 am hall/main wu c2",
        amount=0,
        given=bid(300, 1),
    ),
    Example(
        text="Only what is meant.",
        plan=PLAN,
        amount=0,
        given=bid(300, 1),
        parameters={"counted": {"subject_classes": ["public"]}},
    ),
)
