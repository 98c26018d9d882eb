"""Hand-worked examples of ``budget``: rooms 200.00, 80.00 and 50.00 a period, the platform 10.00."""

from edusched.rules.examples import Example

ROOMS = {"id": "rooms", "rule": "venue_cost"}
PRICES = {"id": "prices", "rule": "session_price"}
TRIPS = {"id": "trips", "rule": "travel_cost", "parameters": {"fen_per_km": 100}}
LEG = {"start": "east", "end": "school", "travel_minutes": 20, "travel_metres": 20000}


def rules(*entries: dict[str, object]) -> dict[str, object]:
    return {"policy": {"rules": [*entries]}}


def paid(source: str, fen: int, **more: object) -> dict[str, object]:
    return {"source": source, "amount_fen": fen, **more}


EXAMPLES: tuple[Example, ...] = (
    Example(
        text="50,000 available, 49,200 used.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=rules(PRICES) | {"sessions": [{"id": "t1", "price_fen": 4_920_000}]},
        parameters={"sources": [paid("public", 5_000_000)]},
    ),
    Example(
        text="One fen over.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
        """,
        # 200.00 + 50.00 are 25,000 fen.
        amount=1,
        given=rules(ROOMS),
        parameters={"sources": [paid("public", 24_999)]},
        subject=("budget", "2026"),
    ),
    Example(
        text="A county that may not use government purchase has half of the money it hoped for.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=10_000,
        given=rules(ROOMS) | {"regions": [{"id": "county", "allowed_sources": ["public"]}]},
        parameters={
            "payer": "county",
            "sources": [paid("public", 10_000), paid("government_purchase", 10_000)],
        },
        subject=("budget", "2026"),
    ),
    Example(
        text="A firm's unit may use the firm's money, although its county may not.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=rules(ROOMS)
        | {
            "regions": [{"id": "county", "allowed_sources": ["public"]}],
            "units": [{"id": "bureau", "allowed_sources": ["employer"]}],
        },
        parameters={"payer": "bureau", "sources": [paid("employer", 20_000)]},
    ),
    Example(
        text="A unit that says nothing may use what the county above its township may.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=20_000,
        given=rules(ROOMS) | {"regions": [{"id": "county", "allowed_sources": ["public"]}]},
        parameters={"payer": "station", "sources": [paid("employer", 20_000)]},
        subject=("budget", "2026"),
    ),
    Example(
        text="A gift for country classes cannot pay one in town, for which there are 120.00 of 200.00.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
        """,
        # The gift pays 50.00 for the east; 120.00 of public money for the 200.00 in town.
        amount=8_000,
        given=rules(ROOMS),
        parameters={
            "sources": [
                paid("public", 12_000),
                paid("donation", 90_000, earmark={"cohorts": {"regions": ["east"]}}),
            ]
        },
        subject=("budget", "2026"),
    ),
    Example(
        text="Two gifts for the same class, and money for all: only what all three cannot pay is short.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-07 pm web li c1
        """,
        # Theory 20,000 fen, law 1,000: 9,000 + 8,000 for theory, 2,500 for anything; 21,000 - 19,500.
        amount=1_500,
        given=rules(ROOMS),
        parameters={
            "sources": [
                paid("donation", 9_000, earmark={"counted": {"tags": ["core"]}}),
                paid("employer", 8_000, earmark={"counted": {"courses": ["theory"]}}),
                paid("public", 2_500),
            ]
        },
        subject=("budget", "2026"),
    ),
    Example(
        text="60, 30 and 10 percent of 210.00: the learners' 20.99 are enough for 209.90.",
        plan="""
            t1 2026-09-07 am school/big li c1
            p1 2026-09-07 pm web li c1
        """,
        # floor(100 x 2,099 / 10) = 20,990; 21,000 - 20,990.
        amount=10,
        given=rules(ROOMS),
        parameters={
            "sources": [
                paid("public", 12_600, share_percent=60),
                paid("employer", 6_300, share_percent=30),
                paid("learner", 2_099, share_percent=10),
            ]
        },
        subject=("budget", "2026"),
    ),
    Example(
        text="1.5 percent of a payroll of 20,000.00 are 300.00.",
        plan="t1 2026-09-07 am school/big li c1",
        # 31,000 - 30,000.
        amount=1_000,
        given=rules(PRICES) | {"sessions": [{"id": "t1", "price_fen": 31_000}]},
        parameters={"sources": [{"source": "employer", "base_fen": 2_000_000, "rate_per_10_000": 150}]},
        subject=("budget", "2026"),
    ),
    Example(
        text="2.5 percent of it, where needs are high, are 500.00.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=rules(PRICES) | {"sessions": [{"id": "t1", "price_fen": 50_000}]},
        parameters={"sources": [{"source": "employer", "base_fen": 2_000_000, "rate_per_10_000": 250}]},
    ),
    Example(
        text="The rate is rounded down: 1.5 percent of 333 fen are 4.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        given=rules(PRICES) | {"sessions": [{"id": "t1", "price_fen": 5}]},
        parameters={"sources": [{"source": "employer", "base_fen": 333, "rate_per_10_000": 150}]},
    ),
    Example(
        text="Of 10,000.00 of membership fees 6,000.00 go into training.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=rules(PRICES) | {"sessions": [{"id": "t1", "price_fen": 600_000}]},
        parameters={"sources": [paid("membership_fees", 1_000_000)], "min_spend_percent": 50},
    ),
    Example(
        text="Half of 399.99 is 200.00, rounded up; 80.00 are spent.",
        plan="t1 2026-09-07 am school/small li c1",
        amount=12_000,
        given=rules(ROOMS),
        parameters={"sources": [paid("membership_fees", 39_999)], "min_spend_percent": 50},
        subject=("budget", "2026", "minimum"),
    ),
    Example(
        text="Nothing runs: the floor is short by all of it.",
        plan="",
        amount=5_000,
        given=rules(ROOMS),
        parameters={"sources": [paid("membership_fees", 10_000)], "min_spend_percent": 50},
        subject=("budget", "2026", "minimum"),
    ),
    Example(
        text="A yearly line of 100.00, changed to 250.00 for 2026.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=rules(ROOMS),
        parameters={"sources": [paid("central", 10_000, by_year={"2026": 25_000})]},
    ),
    Example(
        text="Changed for another year, or another kind of year, it is carried on as it was.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=10_000,
        given=rules(ROOMS),
        parameters={
            "sources": [paid("central", 10_000, by_year={"2027": 25_000, "2026-2027": 1, "plan": 1})]
        },
        subject=("budget", "2026"),
    ),
    Example(
        text="A project pays its own classes: 200.00 of 150.00; the other class is not its business.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
        """,
        amount=5_000,
        given=rules(ROOMS) | {"sessions": [{"id": "t1", "project": "p863"}]},
        parameters={"sources": [paid("project", 15_000)], "spending": {"projects": ["p863"]}},
        subject=("budget", "2026"),
    ),
    Example(
        text="The county's line pays what the county and the towns below it organise.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/main wu c2
            p1 2026-09-07 pm web li c1
        """,
        # 20,000 + 5,000; nobody is named for p1.
        amount=25_000,
        given=rules(ROOMS)
        | {"sessions": [{"id": "t1", "organiser": "county"}, {"id": "t2", "organiser": "east"}]},
        parameters={"sources": [paid("public", 0)], "spending": {"organisers": ["county"]}},
        subject=("budget", "2026"),
    ),
    Example(
        text="A day's trip belongs to no single class: whoever pays for everything pays it.",
        plan="t1 2026-09-07 am school/big wu c1",
        # 40 km at 1.00 yuan, and the room.
        amount=24_000,
        given=rules(ROOMS, TRIPS) | {"travel": {"legs": [LEG]}},
        parameters={"sources": [paid("public", 0)]},
        subject=("budget", "2026"),
    ),
    Example(
        text="Whoever pays for theory does not.",
        plan="t1 2026-09-07 am school/big wu c1",
        amount=20_000,
        given=rules(ROOMS, TRIPS) | {"travel": {"legs": [LEG]}},
        parameters={"sources": [paid("public", 0)], "spending": {"counted": {"tags": ["core"]}}},
        subject=("budget", "2026"),
    ),
    Example(
        text="Only the costs named: the trips, not the room.",
        plan="t1 2026-09-07 am school/big wu c1",
        amount=4_000,
        given=rules(ROOMS, TRIPS) | {"travel": {"legs": [LEG]}},
        parameters={"sources": [paid("public", 0)], "costs": ["trips"]},
        subject=("budget", "2026"),
    ),
)
