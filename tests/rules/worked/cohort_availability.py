"""Hand-worked examples of ``cohort_availability``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Busy on Tuesday; taught on Monday and Wednesday.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k1 2026-09-09 am school/big li c1
        """,
        amount=0,
        given={"cohorts": [{"id": "c1", "unavailable": [{"weekdays": ["tue"]}]}]},
    ),
    Example(
        text="Three periods, two of them not available; persons do not matter.",
        plan="t1 2026-09-07 am school/big li c1",
        # am free; pm and eve not: 2 slots.
        amount=2,
        given={
            "cohorts": [{"id": "c1", "unavailable": [{"periods": ["pm", "eve"]}]}],
            "sessions": [{"id": "t1", "length_periods": 3}],
        },
        subject=("t1", "c1"),
    ),
    Example(
        text="Two cohorts of one online session, both busy that evening.",
        plan="p1 2026-09-08 eve web li c1,c2",
        # c1 1 + c2 1 = 2.
        amount=2,
        given={
            "cohorts": [
                {"id": "c1", "unavailable": [{"first_day": "2026-09-08", "last_day": "2026-09-08"}]},
                {"id": "c2", "unavailable": [{"periods": ["eve"]}]},
            ]
        },
        subject=("p1", "c2"),
    ),
    Example(
        text="Available in the second week only: its first day counts, the Friday before does not.",
        plan="""
            t2 2026-09-11 am hall/main li c2
            k2 2026-09-14 am bus@hill wu c2
        """,
        # The 11th 1; the 14th 0.
        amount=1,
        given={"cohorts": [{"id": "c2", "available": [{"first_day": "2026-09-14"}]}]},
        subject=("t2", "c2"),
    ),
    Example(
        text="Available in the slack window, but not on its Thursday.",
        plan="""
            t2 2026-09-10 am hall/main li c2
            k2 2026-09-11 am bus@hill wu c2
            p1 2026-09-14 am web wu c2
        """,
        # The window is the 9th to the 11th. 10th: absent 1. 11th: 0. 14th: outside 1. Together 2.
        amount=2,
        given={
            "calendar": {
                "windows": [{"id": "slack", "ranges": [{"first": "2026-09-09", "last": "2026-09-11"}]}]
            },
            "cohorts": [
                {"id": "c2", "available": [{"window": "slack"}], "unavailable": [{"weekdays": ["thu"]}]}
            ],
        },
        subject=("p1", "c2"),
    ),
    Example(
        text="A cohort that does not attend may be away.",
        plan="p1 2026-09-07 am web li c1",
        amount=0,
        given={"cohorts": [{"id": "c2", "unavailable": [{"weekdays": ["mon"]}]}]},
    ),
)
