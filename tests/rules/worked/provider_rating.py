"""Hand-worked examples of ``provider_rating``."""

from edusched.rules.examples import Example


def _uni(**more: object) -> dict[str, object]:
    uni = {"id": "uni", "kind": "university", "region": "county"} | more
    return {"organisations": [uni], "sessions": [{"id": "t1", "provider": "uni"}]}


PLAN = "t1 2026-09-07 am school/big li c1"

EXAMPLES: tuple[Example, ...] = (
    Example(text="Rated 3, and 3 is asked.", plan=PLAN, amount=0, given=_uni(rating=3)),
    Example(
        text="Rated 2.75 where 4.5 is asked.",
        plan=PLAN,
        amount=175,
        given=_uni(rating=2.75),
        parameters={"min_rating": 4.5},
        subject=("t1", "uni"),
    ),
    Example(text="Not rated counts as 0.", plan=PLAN, amount=300, given=_uni(), subject=("t1", "uni")),
    Example(
        text="A bad rating is no lack of one.",
        plan=PLAN,
        amount=200,
        given=_uni(rating=1),
        parameters={"unrated_pass": True},
    ),
    Example(
        text="It only co-organises, which takes no rating.",
        plan="t2 2026-09-07 am school/big li c2",
        amount=0,
        given=_uni(rating=1) | {"sessions": [{"id": "t2", "co_organisers": ["uni"]}]},
    ),
    Example(
        text="Asked in party schools only, and this is the hall.",
        plan="t1 2026-09-07 am hall/main li c1",
        amount=0,
        given=_uni(rating=1),
        parameters={"counted": {"venue_kinds": ["party_school"]}},
    ),
)
