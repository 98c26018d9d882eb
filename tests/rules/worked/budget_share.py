"""Hand-worked examples of ``budget_share``: rooms 200.00, 80.00 and 50.00 a period, the platform 10.00."""

from edusched.rules.examples import Example

PRICED = {
    "policy": {"rules": [{"id": "prices", "rule": "session_price"}]},
    "regions": [{"id": "east", "flags": ["hardship"]}],
    "sessions": [{"id": "t1", "price_fen": 7_200}, {"id": "t2", "price_fen": 2_800}],
}
POOR = {"part": {"cohorts": {"region_flags": ["hardship"]}}, "min_percent": 30}
BOTH = """
    t1 2026-09-07 am school/big li c1
    t2 2026-09-07 am hall/main wu c2
"""

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="28 percent go to poor units where 30 should: 2 percent of 100.00 yuan.",
        plan=BOTH,
        # 30 x 10,000 - 100 x 2,800 hundredths of a fen.
        amount=20_000,
        given=PRICED,
        parameters=POOR,
        subject=("budget_share", "2026"),
    ),
    Example(
        text="28 percent is exactly the least.",
        plan=BOTH,
        amount=0,
        given=PRICED,
        parameters=POOR | {"min_percent": 28},
    ),
    Example(
        text="Nothing is spent, nothing is amiss.",
        plan="",
        amount=0,
        given=PRICED,
        parameters=POOR,
    ),
    Example(
        text="Most of it in the east, and no more than half may be.",
        plan="t2 2026-09-07 am hall/main wu c2",
        # 100 x 2,800 - 50 x 2,800.
        amount=140_000,
        given=PRICED,
        parameters={"part": {"cohorts": {"region_flags": ["hardship"]}}, "max_percent": 50},
        subject=("budget_share", "2026", "maximum"),
    ),
    Example(
        text="Of a project's costs 1 percent at least goes into theory; costs of others do not matter.",
        plan=BOTH,
        # The project has t2, which is theory: 100 percent.
        amount=0,
        given=PRICED | {"sessions": [{"id": "t1", "price_fen": 7_200},
                                     {"id": "t2", "price_fen": 2_800, "project": "p863"}]},
        parameters={
            "part": {"counted": {"tags": ["core"]}}, "whole": {"projects": ["p863"]}, "min_percent": 1,
        },
    ),
    Example(
        text="The part is counted inside the whole only.",
        plan=BOTH,
        # Whole: t1 with 7,200; part of it: nothing, for c2 is not in t1. 10 x 7,200.
        amount=72_000,
        given=PRICED | {"sessions": [{"id": "t1", "price_fen": 7_200, "project": "p863"},
                                     {"id": "t2", "price_fen": 2_800}]},
        parameters={"part": {"cohorts": {"ids": ["c2"]}}, "whole": {"projects": ["p863"]}, "min_percent": 10},
        subject=("budget_share", "2026"),
    ),
)  # fmt: skip
