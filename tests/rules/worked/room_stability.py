"""Hand-worked examples of ``room_stability``: theory binds c1 (t1) and c2 (t2), law is open (p1, p2)."""

from edusched.rules.examples import Example

T3 = {"sessions": [{"id": "t3", "course": "theory", "cohorts": ["c1"]}]}
SKILLS = {
    "sessions": [
        {
            "id": name,
            "course": "skill",
            "cohorts": ["c1"],
            "deliveries": ["in_person", "mobile", "online"],
            "sites": ["hill", "lake"],
        }
        for name in ("k3", "k4")
    ]
}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Twice in one room; the other course is elsewhere.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t3 2026-09-08 am school/big li c1
            k1 2026-09-08 pm school/small wu c1
        """,
        amount=0,
        given=T3,
    ),
    Example(
        text="Two rooms of one venue are two places.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t3 2026-09-08 am school/small li c1
        """,
        amount=1,
        given=T3,
        subject=("c1", "theory"),
    ),
    Example(
        text="A room, a stop and a platform are three places.",
        plan="""
            k1 2026-09-07 am school/small wu c1
            k3 2026-09-08 am bus@hill wu c1
            k4 2026-09-09 am web wu c1
        """,
        amount=2,
        given=SKILLS,
        subject=("c1", "skill"),
    ),
    Example(
        text="A mobile unit at two sites is in two places.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k3 2026-09-08 am bus@lake wu c1
            k4 2026-09-09 am bus@hill wu c1
        """,
        amount=1,
        given=SKILLS,
        subject=("c1", "skill"),
    ),
    Example(
        text="Another cohort's room is its own affair; together in two rooms, each counts.",
        plan="""
            t1 2026-09-07 am school/big li c1,c2
            t3 2026-09-08 am school/small li c1,c2
            k1 2026-09-09 am school/small wu c1
            k2 2026-09-09 am bus@hill wu c2
        """,
        # theory: c1 1, c2 1. skill: one place each.
        amount=2,
        given={
            "sessions": [
                {"id": "t1", "cohorts": ["c1", "c2"]},
                {"id": "t3", "course": "theory", "cohorts": ["c1", "c2"]},
            ]
        },
        subject=("c2", "theory"),
    ),
    Example(
        text="Only the courses meant.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t3 2026-09-08 am school/small li c1
        """,
        amount=0,
        given=T3,
        parameters={"courses": ["skill", "law"]},
    ),
    Example(
        text="Law by choice, in a room and online: it binds nobody.",
        plan="""
            p1 2026-09-07 am school/big li c1
            p2 2026-09-08 am web li c1
        """,
        amount=0,
    ),
    Example(
        text="The same, but p1 has c1 fixed: law binds c1, and what it chose counts too.",
        plan="""
            p1 2026-09-07 am school/big li c1,c2
            p2 2026-09-08 am web li c1,c2
        """,
        # c1: two places, 1 too many. c2: law does not bind it.
        amount=1,
        given={"sessions": [{"id": "p1", "cohorts": ["c1"]}]},
        subject=("c1", "law"),
    ),
    Example(
        text="A cohort without persons is there like any other.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t3 2026-09-08 am school/small li c1
        """,
        amount=1,
        given={**T3, "cohorts": [{"id": "c1", "headcount": {"bureau": 0, "station": 0}}]},
        parameters={"cohorts": {"ids": ["c1"]}},
        subject=("c1", "theory"),
    ),
)
