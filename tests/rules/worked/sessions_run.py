"""Hand-worked examples of ``sessions_run``: p2 is optional, the other five sessions are mandatory."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="All mandatory sessions run.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am school/big li c2
            k1 2026-09-08 am school/small wu c1
            k2 2026-09-09 am bus@hill wu c2
            p1 2026-09-09 eve web li c1
        """,
        amount=0,
    ),
    Example(
        text="Without t1: one, whatever its four hours and thirteen persons.",
        plan="""
            t2 2026-09-08 am school/big li c2
            k1 2026-09-08 am school/small wu c1
            k2 2026-09-09 am bus@hill wu c2
            p1 2026-09-09 eve web li c1
        """,
        amount=1,
        subject=("t1",),
    ),
    Example(text="Nothing runs: five.", plan="", amount=5, subject=("p1",)),
    Example(
        text="Nothing runs, and optional sessions count too: six.",
        plan="",
        amount=6,
        parameters={"mandatory_only": False},
        subject=("p2",),
    ),
    Example(
        text="Only the optional session runs.",
        plan="p2 2026-09-09 eve web li c1",
        amount=5,
        parameters={"mandatory_only": False},
        subject=("k2",),
    ),
)
