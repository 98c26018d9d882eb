"""Hand-worked examples of ``organiser_capacity``."""

from edusched.rules.examples import Example


def _uni(most: int | None, *sessions: dict[str, object]) -> dict[str, object]:
    uni = {"id": "uni", "kind": "university", "region": "county"}
    limit = {} if most is None else {"sessions_at_once": most}
    return {"organisations": [uni | limit], "sessions": list(sessions)}


THREE = """
    t1 2026-09-07 am school/big li c1
    t2 2026-09-07 am school/small wu c2
    p1 2026-09-07 am web zhao c2
"""
ZHAO = {"instructors": [{"id": "zhao", "library": "county-library", "home": "county"}]}
PROVIDED = [{"id": name, "provider": "uni"} for name in ("t1", "p1")]
ALL = (*PROVIDED, {"id": "t2", "co_organisers": ["uni"]})

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Three at a time where two can be: in a room, another room and online.",
        plan=THREE,
        amount=1,
        given=ZHAO | _uni(2, *ALL),
        subject=("uni", "2026-09-07", "am"),
    ),
    Example(text="No limit is none.", plan=THREE, amount=0, given=ZHAO | _uni(None, *ALL)),
    Example(text="One of the three is not theirs.", plan=THREE, amount=0, given=ZHAO | _uni(2, *ALL[1:])),
    Example(
        text="A session of two periods meets another one in the second of them.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm school/small wu c2
        """,
        amount=1,
        given=_uni(1, {"id": "t1", "length_periods": 2, "provider": "uni"}, ALL[2]),
        subject=("uni", "2026-09-07", "pm"),
    ),
    Example(
        text="Two slots, each one over.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am school/small wu c2
        """,
        amount=2,
        given=_uni(
            1,
            {"id": "t1", "length_periods": 2, "provider": "uni"},
            {"id": "t2", "length_periods": 2, "provider": "uni", "co_organisers": ["uni"]},
        ),
        subject=("uni", "2026-09-07", "am"),
    ),
)
