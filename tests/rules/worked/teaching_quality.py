"""Hand-worked examples of ``teaching_quality``: mornings of 180 minutes, evenings of 120; c1 13, c2 4."""

from typing import Any

from edusched.rules.examples import Example

RATED: dict[str, Any] = {
    "instructors": [
        {"id": "li", "rating": {"value_tenths": 46, "responses": 5}},
        {"id": "wu", "rating": {"value_tenths": 39, "responses": 200}},
    ]
}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="4.6 is 0.4 below the best: 180 x 4 x 13.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=9360,
        given=RATED,
        subject=("t1", "li"),
    ),
    Example(
        text="3.9 for the same session: 180 x 11 x 13.",
        plan="t1 2026-09-07 am school/big wu c1",
        amount=25740,
        given=RATED,
        subject=("t1", "wu"),
    ),
    Example(
        text="Li's five answers are too few where six are asked, and 4.0 is neutral here: 180 x 10 x 4.",
        plan="t2 2026-09-07 am hall/main li c2",
        amount=7200,
        given=RATED,
        parameters={"min_responses": 6, "neutral_tenths": 40},
        subject=("t2", "li"),
    ),
    Example(
        text="An open session counts as one person, whoever comes: 120 x 11.",
        plan="p1 2026-09-07 eve web wu c1,c2",
        amount=1320,
        given=RATED,
        subject=("p1", "wu"),
    ),
    Example(
        text="Only part-timers are looked at, and Li is none.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=RATED,
        parameters={"instructors": {"engagements": ["part_time"]}},
    ),
    Example(
        text="Nobody is rated: 2.0 below the best for both roles, 2 x 180 x 20 x 13.",
        plan="t1 2026-09-07 am school/big li,wu:assistant c1",
        amount=93600,
        given={"sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}]},
        subject=("t1", "wu"),
    ),
)
