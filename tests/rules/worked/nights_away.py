"""Hand-worked examples of ``nights_away``: the bus may sleep away one night in a row."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="One night, home, and one night again.",
        plan="""
            night bus 2026-09-07 hill
            night bus 2026-09-09 lake
        """,
        amount=0,
    ),
    Example(
        text="Two nights in a row, at two sites.",
        plan="""
            night bus 2026-09-07 hill
            night bus 2026-09-08 lake
        """,
        # The 8th ends a run of 2 nights.
        amount=1,
        subject=("bus", "2026-09-08"),
    ),
    Example(
        text="Four nights in a row: every night after the first.",
        plan="""
            night bus 2026-09-07 hill
            night bus 2026-09-08 hill
            night bus 2026-09-09 hill
            night bus 2026-09-10 hill
        """,
        # The 8th, 9th and 10th each end a run of 2: 3.
        amount=3,
        subject=("bus", "2026-09-10"),
    ),
    Example(
        text="A limit of three nights, four in a row over the weekend.",
        plan="""
            night bus 2026-09-10 hill
            night bus 2026-09-11 hill
            night bus 2026-09-12 hill
            night bus 2026-09-13 hill
        """,
        # Only the 13th ends a run of 4.
        amount=1,
        given={"mobile_units": [{"id": "bus", "max_nights_away": 3}]},
        subject=("bus", "2026-09-13"),
    ),
    Example(
        text="Friday and Monday are not in a row.",
        plan="""
            night bus 2026-09-11 hill
            night bus 2026-09-14 hill
        """,
        amount=0,
    ),
    Example(
        text="Back by Tuesday evening: Monday's night is over by then, Tuesday's is one too late.",
        plan="""
            night bus 2026-09-07 hill
            night bus 2026-09-08 hill
        """,
        # The 8th: too late; with a limit of 2 it ends no run.
        amount=1,
        given={"mobile_units": [{"id": "bus", "max_nights_away": 2}]},
        parameters={"home_by": ["2026-09-08"]},
        subject=("bus", "2026-09-08"),
    ),
    Example(
        text="One night too many, on the very day the bus is to be back.",
        plan="""
            night bus 2026-09-07 hill
            night bus 2026-09-08 hill
        """,
        # The 8th ends a run of 2 (limit 1), and is too late: 1 + 1.
        amount=2,
        parameters={"home_by": ["2026-09-08"]},
        subject=("bus", "2026-09-08"),
    ),
    Example(
        text="A unit that must come home each night, beside one that may stay; no run over two units.",
        plan="""
            night van 2026-09-07 lake
            night van 2026-09-09 lake
            night bus 2026-09-08 hill
        """,
        # van (limit 0): 2. bus (limit 1): 0.
        amount=2,
        given={"mobile_units": [{"id": "van", "depot": "east", "capacity_persons": 10}]},
        subject=("van", "2026-09-09"),
    ),
)
