"""Hand-worked examples of ``duty``: c1 is of the county, c2 of a township (east)."""

from edusched.rules.examples import Example

OF_THE_COUNTY = {"sessions": [{"id": "t1", "organiser": "county"}, {"id": "t2", "organiser": "county"}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="The county may train both levels.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
        """,
        amount=0,
        given=OF_THE_COUNTY,
        parameters={"may_train": {"county": ["county", "township"]}},
    ),
    Example(
        text="Only its own level.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
        """,
        amount=1,
        given=OF_THE_COUNTY,
        parameters={"may_train": {"county": ["county"]}},
        subject=("t2", "c2"),
    ),
    Example(
        text="Townships are not in the table: they may train nobody, not even townships.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
        """,
        # t1 has no organiser.
        amount=1,
        given={"sessions": [{"id": "t2", "organiser": "north"}]},
        parameters={"may_train": {"county": ["county", "township"]}},
        subject=("t2", "c2"),
    ),
    Example(
        text="Villages are in the table with nothing.",
        plan="t2 2026-09-07 am school/big li c2",
        amount=1,
        given={"sessions": [{"id": "t2", "organiser": "hill"}]},
        parameters={"may_train": {"village": []}},
        subject=("t2", "c2"),
    ),
    Example(
        text="An open session, on a platform: whoever comes counts, each cohort by itself.",
        plan="p1 2026-09-07 eve web li c1,c2",
        amount=2,
        given={"sessions": [{"id": "p1", "organiser": "east"}]},
        parameters={"may_train": {"township": ["village"]}},
        subject=("p1", "c1"),
    ),
    Example(
        text="Another township's cohort: the level is what counts.",
        plan="p1 2026-09-07 eve web li c1,c2",
        # c2 is of the east, the organiser of the north: townships both. c1 is of the county.
        amount=1,
        given={"sessions": [{"id": "p1", "organiser": "north"}]},
        parameters={"may_train": {"township": ["township"]}},
        subject=("p1", "c1"),
    ),
    Example(
        text="A cohort without persons is trained like any other.",
        plan="t2 2026-09-07 am school/big li c2",
        amount=1,
        given=OF_THE_COUNTY | {"cohorts": [{"id": "c2", "headcount": {"station": 0}}]},
        parameters={"may_train": {"county": ["county"]}},
        subject=("t2", "c2"),
    ),
    Example(
        text="What does not run trains nobody.",
        plan="",
        amount=0,
        given=OF_THE_COUNTY,
        parameters={"may_train": {}},
    ),
)
