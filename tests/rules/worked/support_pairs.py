"""Hand-worked examples of ``support_pairs``: c1 is of the county, c2 of the east, which is below it."""

from typing import Any

from edusched.rules.examples import Example


def paired(*pairs: tuple[str, str], **more: Any) -> dict[str, Any]:
    """Return parameters with pairs of donor and recipient."""
    return {"pairs": [{"donor": donor, "recipient": recipient} for donor, recipient in pairs], **more}


EASTERN = {"libraries": [{"id": "county-library", "region": "east"}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="The county's people teach the east.",
        plan="t2 2026-09-07 am hall/main li c2",
        amount=0,
        parameters=paired(("county", "east")),
    ),
    Example(
        text="A cohort of the county itself is not of the east.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        parameters=paired(("county", "east")),
        subject=("county", "east", "2026"),
    ),
    Example(
        text="What is below a region counts for it: the east lies in the county, as recipient and as donor.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        amount=0,
        parameters=paired(("county", "county"), min_sessions=2),
    ),
    Example(
        text="What is above it does not: the school is not of the east, nor c2 of the lake.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
        """,
        amount=2,
        parameters=paired(("east", "county"), ("county", "lake")),
        subject=("east", "county", "2026"),
    ),
    Example(
        text="The east lends its hall only: a venue is enough.",
        plan="t1 2026-09-07 am hall/main li c1",
        amount=0,
        parameters=paired(("east", "county")),
    ),
    Example(
        text="The east lends its people only, here on a platform: an instructor is enough.",
        plan="p1 2026-09-07 eve web li c1",
        amount=0,
        given=EASTERN,
        parameters=paired(("east", "county")),
    ),
    Example(
        text="A stop by the lake is no venue of the east.",
        plan="k2 2026-09-07 am bus@lake wu c2",
        amount=1,
        parameters=paired(("east", "east")),
        subject=("east", "east", "2026"),
    ),
    Example(
        text="Two sessions of three: own people in the own hall count once, and so does a pair named twice.",
        plan="""
            t2 2026-09-07 am hall/main li c2
            p1 2026-09-08 eve web wu c1,c2
        """,
        amount=1,
        given=EASTERN,
        parameters=paired(("east", "east"), ("east", "east"), min_sessions=3),
        subject=("east", "east", "2026"),
    ),
    Example(
        text="An open session counts if somebody of the recipient comes.",
        plan="""
            p1 2026-09-07 eve web li c1
            p2 2026-09-08 eve web li c2
        """,
        amount=1,
        parameters=paired(("county", "east"), min_sessions=2),
        subject=("county", "east", "2026"),
    ),
    Example(
        text="Each year of a plan over New Year asks for itself.",
        plan="t2 2026-12-30 am school/big li c2",
        amount=1,
        given={"calendar": {"first_day": "2026-12-30", "last_day": "2027-01-05"}},
        parameters=paired(("county", "east")),
        subject=("county", "east", "2027"),
    ),
)
