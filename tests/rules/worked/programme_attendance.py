"""Hand-worked examples of ``programme_attendance``: p1 and p2 are open, t1 and t2 are fixed to c1 and c2."""

from edusched.rules.examples import Example

OPEN = {"programmes": [{"id": "prog", "sessions": ["p1", "p2"]}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="One cohort attends everything, the other nothing.",
        plan="""
            p1 2026-09-07 am web li c1
            p2 2026-09-08 am web li c1
        """,
        amount=0,
        given=OPEN,
    ),
    Example(
        text="Each cohort misses one session.",
        plan="""
            p1 2026-09-07 am web li c1
            p2 2026-09-08 am web li c2
        """,
        # c1 misses p2 1, c2 misses p1 1: 2.
        amount=2,
        given=OPEN,
        subject=("prog", "c1", "p2"),
    ),
    Example(
        text="A session that does not run is not missed.",
        plan="p1 2026-09-07 am web li c1,c2",
        amount=0,
        given=OPEN,
    ),
    Example(
        text="Each missed session counts.",
        plan="""
            p1 2026-09-07 am web li c1,c2
            p2 2026-09-08 am web li c1
            x1 2026-09-09 am web li c1
        """,
        # c2 attends p1 and misses p2 and x1: 2.
        amount=2,
        given={
            "programmes": [{"id": "prog", "sessions": ["p1", "p2", "x1"]}],
            "sessions": [{"id": "x1", "course": "law", "deliveries": ["online"], "open_to": {}}],
        },
        subject=("prog", "c2", "x1"),
    ),
    Example(
        text="A fixed cohort that may also choose: it attends its own session, not the open one.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-08 am web li c2
        """,
        # c1 attends t1 and misses p1, which is open to it: 1. c2 may not choose p1 (open to secretaries).
        amount=1,
        given={
            "programmes": [{"id": "prog", "sessions": ["t1", "p1"]}],
            "sessions": [{"id": "p1", "open_to": {"categories": ["secretary"]}}],
        },
        subject=("prog", "c1", "p1"),
    ),
    Example(
        text="Cohorts without any open choice follow their sessions.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
        """,
        # t1 is fixed to c1 only, t2 to c2 only: nothing is asked.
        amount=0,
        given={"programmes": [{"id": "prog", "sessions": ["t1", "t2"]}]},
    ),
    Example(
        text="Two programmes: attending one asks nothing of the other.",
        plan="""
            p1 2026-09-07 am web li c1
            p2 2026-09-08 am web li c2
        """,
        amount=0,
        given={"programmes": [{"id": "first", "sessions": ["p1"]}, {"id": "second", "sessions": ["p2"]}]},
    ),
)
