"""Hand-worked examples of ``recurrence``: the plan is from 7 to 18 September unless it is made shorter."""

from typing import Any

from edusched.rules.examples import Example

WEEK: dict[str, Any] = {"calendar": {"last_day": "2026-09-11"}}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Every seven days: the 7th, then the 14th; to the 18th nothing is due.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-14 am school/small wu c1
        """,
        amount=0,
        parameters={"max_gap_days": 7},
    ),
    Example(
        text="The 7th and the 15th are eight days apart.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-15 am school/small wu c1
        """,
        amount=1,
        parameters={"max_gap_days": 7},
        subject=("all", "2026-09-14"),
    ),
    Example(
        text="Nothing at all, every two days asked: from the 8th to the 11th.",
        plan="",
        amount=4,
        given=WEEK,
        parameters={"max_gap_days": 2},
        subject=("all", "2026-09-08"),
    ),
    Example(
        text="Last held two years ago: due on the very first day, and held on the third.",
        plan="t1 2026-09-09 am school/big li c1",
        amount=2,
        given=WEEK,
        parameters={"max_gap_days": 365, "last_day": "2024-09-09"},
        subject=("all", "2026-09-07"),
    ),
    Example(
        text="Last held on the day before, it is due on the 9th at the latest.",
        plan="t1 2026-09-09 am school/big li c1",
        amount=0,
        given=WEEK,
        parameters={"max_gap_days": 3, "last_day": "2026-09-06"},
    ),
    Example(
        text="The north has nothing from the 8th on; the hall is in the east. Skill does not count.",
        plan="""
            t2 2026-09-08 am hall/main li c2
            k1 2026-09-09 am bus@hill wu c1
            k2 2026-09-10 am bus@lake wu c2
        """,
        # East: 8 is held, so 9 is well; 10 and 11 are not. North: 8, 9, 10, 11.
        amount=6,
        given=WEEK,
        parameters={
            "max_gap_days": 2,
            "by": "region",
            "level": "township",
            "counted": {"courses": ["theory"]},
        },
        subject=("north", "2026-09-08"),
    ),
)
