"""Hand-worked examples of ``variety``: t1 and t2 are theory (tag core), k1 and k2 skill, p1 and p2 law."""

from edusched.rules.examples import Example

CLASS = {"programmes": [{"id": "class", "sessions": ["t1", "k1"]}, {"id": "other", "sessions": ["t2"]}]}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Each programme that runs is asked: both lack extra.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
        """,
        amount=2,
        given=CLASS,
        parameters={"wanted": ["core", "extra"]},
        subject=("other",),
    ),
    Example(
        text="k1 has no tag: the class lacks core and extra, and the other does not run.",
        plan="k1 2026-09-07 am school/big li c1",
        amount=2,
        given=CLASS,
        parameters={"wanted": ["core", "extra"]},
        subject=("class",),
    ),
    Example(
        text="One of the two is enough.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=CLASS,
        parameters={"wanted": ["core", "extra"], "min_kinds": 1},
    ),
    Example(
        text="Only what counts is looked at, also for whether it runs: no skill session counts.",
        plan="k1 2026-09-07 am school/big li c1",
        amount=0,
        given=CLASS,
        parameters={"wanted": ["core"], "counted": {"subject_classes": ["theory"]}},
    ),
    Example(
        text="Three subject classes wanted a year: c1 has two of them, c2 (nothing) none: 1 + 3.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-07 pm bus@hill wu c1
        """,
        amount=4,
        parameters={
            "of": "cohorts",
            "kinds": "subject_classes",
            "wanted": ["theory", "professional", "public"],
        },
        subject=("c1", "2026"),
    ),
    Example(
        text="More kinds asked than wanted can never be had: 3 - 1.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=2,
        given=CLASS,
        parameters={"wanted": ["core"], "min_kinds": 3},
    ),
)
