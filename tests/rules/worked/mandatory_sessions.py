"""Hand-worked examples of ``mandatory_sessions``: persons c1 13, c2 4; hours theory 4, skill 3, law 2."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="All mandatory sessions run; p2 is not mandatory.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
            k1 2026-09-08 am bus@hill wu c1
            k2 2026-09-08 pm bus@lake wu c2
            p1 2026-09-09 am web li c1
        """,
        amount=0,
    ),
    Example(
        text="Nothing runs.",
        plan="",
        # t1 400 x 13 = 5200, t2 400 x 4 = 1600, k1 300 x 13 = 3900, k2 300 x 4 = 1200, p1 (no fixed cohort)
        # 200 x 1 = 200. Together 12100.
        amount=12100,
        subject=("p1",),
    ),
    Example(
        text="One session does not run; who attends the others does not matter.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am bus@hill wu -
            k2 2026-09-08 pm bus@lake wu c2
            p1 2026-09-09 am web li -
        """,
        # t2: 400 x 4 = 1600.
        amount=1600,
        subject=("t2",),
    ),
    Example(
        text="Quarter hours, two fixed cohorts, and a session that is no longer mandatory.",
        plan="""
            t2 2026-09-07 am hall/main wu c2
            k2 2026-09-08 pm bus@lake wu c2
            p1 2026-09-09 am web li c1
        """,
        # t1: 425 x (13 + 4) = 7225. k1 is not mandatory: 0.
        amount=7225,
        given={
            "courses": [{"id": "theory", "study_hours": 4.25}],
            "sessions": [{"id": "t1", "cohorts": ["c1", "c2"]}, {"id": "k1", "mandatory": False}],
        },
        subject=("t1",),
    ),
    Example(
        text="The hours of a session do not grow with its periods, nor its persons with its open places.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am bus@hill wu c1
            k2 2026-09-08 pm bus@lake wu c2
            p1 2026-09-09 am web li c1
        """,
        # t2: 400 x 4, though it takes two periods and c1 might join.
        amount=1600,
        given={"sessions": [{"id": "t2", "length_periods": 2, "open_to": {}}]},
        subject=("t2",),
    ),
    Example(
        text="A meeting gives no study hours and counts as one hour: 100 x 13, and 100 with nobody fixed.",
        plan="""
            t2 2026-09-07 am school/big li c2
            k1 2026-09-08 am bus@hill wu c1
            k2 2026-09-08 pm bus@lake wu c2
        """,
        amount=1400,
        given={"courses": [{"id": "theory", "study_hours": 0}, {"id": "law", "study_hours": 0}]},
        subject=("p1",),
    ),
)
