"""Hand-worked examples of ``place_availability``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="The big room is being painted; the small one is not.",
        plan="""
            t1 2026-09-07 am school/small li c1
            t2 2026-09-08 am school/big li c2
        """,
        # big is away on the 7th only.
        amount=0,
        given={
            "venues": [
                {
                    "id": "school",
                    "rooms": [
                        {
                            "id": "big",
                            "unavailable": [{"first_day": "2026-09-07", "last_day": "2026-09-07"}],
                        }
                    ],
                }
            ]
        },
    ),
    Example(
        text="The venue is shut in the afternoon: one slot of two.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        given={
            "venues": [{"id": "school", "unavailable": [{"periods": ["pm"]}]}],
            "sessions": [{"id": "t1", "length_periods": 2}],
        },
    ),
    Example(
        text="Room and venue both shut: the slot counts once.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=1,
        given={
            "venues": [
                {
                    "id": "school",
                    "unavailable": [{"weekdays": ["mon"]}],
                    "rooms": [{"id": "big", "unavailable": [{"weekdays": ["mon"]}]}],
                }
            ]
        },
    ),
    Example(
        text="A venue open on Mondays and Tuesdays only.",
        plan="""
            t1 2026-09-08 am hall/main li c1
            t2 2026-09-09 am hall/main li c2
            k1 2026-09-09 am school/big li c1
        """,
        # Tuesday 0, Wednesday 1; the school has no such limit.
        amount=1,
        given={"venues": [{"id": "hall", "available": [{"weekdays": ["mon", "tue"]}]}]},
    ),
    Example(
        text="The bus is in the garage from the 8th on, the platform is down that evening.",
        plan="""
            k1 2026-09-07 pm bus@hill wu c1
            k2 2026-09-08 am bus@lake wu c2
            p1 2026-09-08 eve web li c1
        """,
        # k1 0 (the 7th), k2 1, p1 1: 2.
        amount=2,
        given={
            "mobile_units": [{"id": "bus", "unavailable": [{"first_day": "2026-09-08"}]}],
            "platforms": [{"id": "web", "unavailable": [{"weekdays": ["tue"], "periods": ["eve"]}]}],
        },
    ),
    Example(
        text="Platform and bus with hours of their own.",
        plan="""
            p1 2026-09-07 am web li c1
            p2 2026-09-07 eve web li c2
            k2 2026-09-07 pm bus@hill wu c2
        """,
        # web in the evening only: p1 has am and pm, 2 slots; p2 0. The bus in the morning only: k2 1. Sum 3.
        amount=3,
        given={
            "sessions": [{"id": "p1", "length_periods": 2}],
            "platforms": [{"id": "web", "available": [{"periods": ["eve"]}]}],
            "mobile_units": [{"id": "bus", "available": [{"periods": ["am"]}]}],
        },
    ),
)
