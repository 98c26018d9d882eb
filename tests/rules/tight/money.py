"""Money: what is available, shares of it, what learners pay."""

from typing import Any

from tests.rules.tight.form import Tight, on, sessions

VENUES = {"policy": {"rules": [{"id": "rooms", "rule": "venue_cost"}]}}


def hall(price_fen: int) -> dict[str, Any]:
    """Return the hall at a price a period."""
    return {"venues": [{"id": "hall", "rooms": [{"id": "main", "price_fen_per_period": price_fen}]}]}


def given(price_fen: int, *names: str) -> dict[str, Any]:
    """Return sessions in the hall, which is paid for."""
    return sessions(*(on(name, venues=["hall"]) for name in names)) | VENUES | hall(price_fen)


CASES: tuple[Tight, ...] = (
    Tight(
        "budget",
        "the hall costs 50.00, and 50.00 are there, not 49.99",
        ("t1",),
        given=given(5000, "t1"),
        loose={"sources": [{"source": "public", "amount_fen": 5000}]},
        tight={"sources": [{"source": "public", "amount_fen": 4999}]},
    ),
    Tight(
        "budget",
        "half of 100.00 is spent, not 51 percent",
        ("t1",),
        given=given(5000, "t1"),
        loose={"sources": [{"source": "public", "amount_fen": 10000}], "min_spend_percent": 50},
        tight={"min_spend_percent": 51},
    ),
    Tight(
        "budget_share",
        "half of the money is spent on people of the east, not 51 percent",
        ("t1", "t2"),
        given=given(50, "t1", "t2"),
        loose={"part": {"cohorts": {"regions": ["east"]}}, "min_percent": 50},
        tight={"min_percent": 51},
    ),
    Tight(
        "learner_fee",
        "51.50 over 52 person-hours are 1.00 at most, not 0.99",
        ("t1",),
        given=given(5150, "t1"),
        loose={"max_fen_per_person_hour": 100},
        tight={"max_fen_per_person_hour": 99},
    ),
)
