"""Hand-worked examples of ``notice``."""

from edusched.rules.examples import Example

BASE_OF_ARMY = {"venues": [{"id": "hall", "notice_days": 3}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Three days after Monday is Thursday.",
        plan="t2 2026-09-10 am hall/main li c2",
        amount=0,
        given=BASE_OF_ARMY,
    ),
    Example(
        text="Wednesday is a day too early; the school asks for nothing.",
        plan="""
            t2 2026-09-09 am hall/main li c2
            t1 2026-09-07 am school/big li c1
        """,
        amount=1,
        given=BASE_OF_ARMY,
        subject=("t2", "hall"),
    ),
    Example(
        text="Decided on Friday, and held on Monday before: the hall is 7 days short, the school none.",
        plan="""
            t2 2026-09-07 am hall/main li c2
            t1 2026-09-07 am school/big li c1
        """,
        amount=7,
        given=BASE_OF_ARMY,
        parameters={"decided_on": "2026-09-11"},
        subject=("t2", "hall"),
    ),
    Example(
        text="Hall, league and union each want to know: 2 + 4 + 1.",
        plan="t2 2026-09-08 am hall/main li c2",
        amount=7,
        given=BASE_OF_ARMY
        | {
            "organisations": [
                {"id": "league", "kind": "association", "region": "east", "notice_days": 5},
                {"id": "union", "kind": "association", "region": "east", "notice_days": 2},
            ],
            "sessions": [{"id": "t2", "co_organisers": ["league"], "provider": "union"}],
        },
        subject=("t2", "league"),
    ),
    Example(
        text="Both are lent by the north: at the school, at a stop of the east, not at home, not online.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k2 2026-09-07 am bus@lake wu c2
            k1 2026-09-08 am bus@hill wu c1
            p1 2026-09-07 eve web li c1
        """,
        amount=4,
        given={"libraries": [{"id": "county-library", "region": "north", "notice_days": 2}]},
        subject=("k2", "wu"),
    ),
)
