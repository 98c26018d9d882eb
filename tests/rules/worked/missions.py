"""Hand-worked examples of ``missions``: school in the county town, hall in the east, hill in the north."""

from typing import Any

from edusched.rules.examples import Example


def _sent(**more: Any) -> dict[str, Any]:
    mission = {"instructor": "wu", "region": "east", "first_day": "2026-09-08", "last_day": "2026-09-10"}
    return {"missions": [mission | more]}


EXAMPLES: tuple[Example, ...] = (
    Example(
        text="On the mission Wu teaches in the hall and at the lake; at the school before he travels.",
        plan="""
            t2 2026-09-08 am hall/main wu c2
            k2 2026-09-10 am bus@lake wu c2
            t1 2026-09-14 am school/big wu c1
        """,
        amount=0,
        parameters=_sent(),
    ),
    Example(
        text="The school on the mission, and the hall on the day of travel home.",
        plan="""
            t1 2026-09-09 am school/big wu c1
            t2 2026-09-11 am hall/main wu c2
        """,
        amount=2,
        parameters=_sent(),
        subject=("t2", "wu"),
    ),
    Example(
        text="No days of travel: Monday and Friday are free.",
        plan="""
            t1 2026-09-07 am school/big wu c1
            t2 2026-09-11 am hall/main wu c2
        """,
        amount=0,
        parameters=_sent(travel_days_before=0, travel_days_after=0),
    ),
    Example(
        text="The hill lies in the north, not in the east. Online from there is well, on the way not.",
        plan="""
            k1 2026-09-08 am bus@hill wu c1
            p1 2026-09-09 eve web wu c1
            p2 2026-09-11 eve web wu c2
        """,
        amount=2,
        parameters=_sent(),
        subject=("k1", "wu"),
    ),
    Example(
        text="Sent to the county, all its townships are there.",
        plan="""
            t1 2026-09-08 am school/big wu c1
            t2 2026-09-09 am hall/main wu c2
        """,
        amount=0,
        parameters=_sent(region="county"),
    ),
    Example(
        text="Two missions that overlap: Tuesday breaks both, as the school is in neither region.",
        plan="t1 2026-09-08 am school/big wu c1",
        amount=2,
        parameters={"missions": [*_sent()["missions"], *_sent(region="north")["missions"]]},
        subject=("t1", "wu"),
    ),
)
