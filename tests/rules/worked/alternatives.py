"""Hand-worked examples of ``alternatives``: class one is t1 and k1, class two is t2."""

from edusched.rules.examples import Example

CLASSES = {"programmes": [{"id": "one", "sessions": ["t1", "k1"]}, {"id": "two", "sessions": ["t2"]}]}
EITHER = {"programmes": ["one", "two"]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="One of the two runs, with both its sessions.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-08 am school/big wu c1
        """,
        amount=0,
        given=CLASSES,
        parameters=EITHER,
    ),
    Example(
        text="A part of one and all of two: both run.",
        plan="""
            k1 2026-09-08 am school/big wu c1
            t2 2026-09-08 pm hall/main li c2
        """,
        amount=1,
        given=CLASSES,
        parameters=EITHER,
        subject=("alternatives", "maximum"),
    ),
    Example(
        text="Neither runs; another session does not help.",
        plan="p1 2026-09-08 pm web li c2",
        amount=1,
        given=CLASSES,
        parameters=EITHER,
        subject=("alternatives",),
    ),
    Example(
        text="None need run.",
        plan="",
        amount=0,
        given=CLASSES,
        parameters={**EITHER, "min_run": 0},
    ),
    Example(
        text="A session and the programme it belongs to are two options.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        given=CLASSES,
        parameters={"programmes": ["one"], "sessions": ["t1"]},
        subject=("alternatives", "maximum"),
    ),
    Example(
        text="Two to three of four sessions: all four is one too many.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main li c2
            k1 2026-09-08 am school/big wu c1
            p1 2026-09-09 am web wu c1
        """,
        amount=1,
        parameters={"sessions": ["t1", "t2", "k1", "p1"], "min_run": 2, "max_run": 3},
        subject=("alternatives", "maximum"),
    ),
    Example(
        text="Three asked for, none of them runs.",
        plan="p1 2026-09-09 am web wu c1",
        amount=3,
        parameters={"sessions": ["t1", "t2", "k1"], "min_run": 3, "max_run": 3},
        subject=("alternatives",),
    ),
    Example(
        text="A session named twice is one option.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        parameters={"sessions": ["t1", "t1"]},
    ),
)
