"""Hand-worked examples of ``learner_fee``: c1 has 13 persons, c2 4; theory gives 4 hours, law 2."""

from edusched.rules.examples import Example

ROOMS = {"policy": {"rules": [{"id": "rooms", "rule": "venue_cost"}]}}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="52 person-hours for 200.00 yuan are 3.85 an hour: 44.00 in all over a cap of 3.00.",
        plan="t1 2026-09-07 am school/big li c1",
        # 100 x 20,000 - 300 x 5,200 = 440,000 hundredths of a fen.
        amount=440_000,
        given=ROOMS,
        parameters={"max_fen_per_person_hour": 300},
        subject=("learner_fee", "2026"),
    ),
    Example(
        text="A fee of 2.00 under a cap of 3.00: half of 200.00 yuan is theirs.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        given=ROOMS,
        parameters={"max_fen_per_person_hour": 300, "share_percent": 50},
    ),
    Example(
        text="What is dear for few is made up for by what is cheap for many, over the year.",
        plan="""
            t2 2026-09-07 am hall/main wu c2
            p1 2026-09-07 pm web li c1,c2
        """,
        # 5,000 + 1,000 fen; 16 + 2 x 17 = 50 person-hours: 1.20 an hour.
        amount=0,
        given=ROOMS,
        parameters={"max_fen_per_person_hour": 120},
    ),
    Example(
        text="One fen less is passed by 0.50 yuan.",
        plan="""
            t2 2026-09-07 am hall/main wu c2
            p1 2026-09-07 pm web li c1,c2
        """,
        # 600,000 - 119 x 5,000.
        amount=5_000,
        given=ROOMS,
        parameters={"max_fen_per_person_hour": 119},
        subject=("learner_fee", "2026"),
    ),
    Example(
        text="Only what is meant counts, of costs and of hours.",
        plan="""
            t2 2026-09-07 am hall/main wu c2
            p1 2026-09-07 pm web li c1,c2
        """,
        # Theory: 500,000 - 119 x 1,600.
        amount=309_600,
        given=ROOMS,
        parameters={"max_fen_per_person_hour": 119, "spending": {"counted": {"tags": ["core"]}}},
        subject=("learner_fee", "2026"),
    ),
    Example(
        text="Each year by itself: cheap hours of 2027 do not make up for dear ones of 2026.",
        plan="""
            t1 2026-12-29 am school/big li c1
            p1 2027-01-05 pm web li c1,c2
        """,
        # As in the first example; 100,000 - 300 x 3,400 is nothing.
        amount=440_000,
        given=ROOMS | {"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}},
        parameters={"max_fen_per_person_hour": 300},
        subject=("learner_fee", "2026"),
    ),
)
