"""Hand-worked examples of ``session_price``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Sessions without a price cost nothing here.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
    ),
    Example(
        text="Five sessions of a contract at 8,000 yuan, of which two run.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm hall/main wu c2
        """,
        # 2 x 800,000 fen.
        amount=1_600_000,
        given={"sessions": [{"id": s, "price_fen": 800_000} for s in ("t1", "t2", "k1", "k2", "p1")]},
        subject=("t2",),
    ),
    Example(
        text="The price is for the session, whatever its length, its place and who attends.",
        plan="p1 2026-09-07 am web li c1,c2",
        amount=99,
        given={"sessions": [{"id": "p1", "price_fen": 99, "length_periods": 2}]},
        subject=("p1",),
    ),
    Example(
        text="At a stop too, and for a session that nobody had to hold.",
        plan="""
            k2 2026-09-07 am bus@hill wu c2
            p2 2026-09-08 eve web li c1
        """,
        # 70 + 5.
        amount=75,
        given={"sessions": [{"id": "k2", "price_fen": 70}, {"id": "p2", "price_fen": 5}]},
    ),
)
