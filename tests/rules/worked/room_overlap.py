"""Hand-worked examples of ``room_overlap``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Two rooms of one venue at the same hour, and one room twice a day.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am school/small wu c2
            k1 2026-09-07 pm school/big li c1
        """,
        amount=0,
    ),
    Example(
        text="Two sessions in one room in the same morning.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am school/big wu c2
        """,
        # 2 - 1 = 1.
        amount=1,
    ),
    Example(
        text="Rooms of the same name in two venues are two rooms.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 am hall/big wu c2
        """,
        amount=0,
        given={"venues": [{"id": "hall", "rooms": [{"id": "big", "capacity_persons": 30}]}]},
    ),
    Example(
        text="The bus cannot be at two sites in one morning, nor serve two sessions at one site.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-07 am bus@lake wu c2
            x1 2026-09-08 am bus@hill wu c1
            x2 2026-09-08 am bus@hill wu c2
        """,
        # Monday am 1, Tuesday am 1: 2.
        amount=2,
        given={
            "sessions": [
                {"id": "x1", "course": "skill", "deliveries": ["mobile"], "sites": ["hill"], "open_to": {}},
                {"id": "x2", "course": "skill", "deliveries": ["mobile"], "sites": ["hill"], "open_to": {}},
            ]
        },
        subject=("bus", "2026-09-07", "am"),
    ),
    Example(
        text="A platform is no room: it takes several sessions at once.",
        plan="""
            p1 2026-09-07 am web li c1
            p2 2026-09-07 am web wu c2
        """,
        amount=0,
    ),
    Example(
        text="Three sessions of two periods in the hall, the third one period later.",
        plan="""
            t1 2026-09-07 am hall/main li c1
            t2 2026-09-07 am hall/main wu c2
            k1 2026-09-07 pm hall/main li c1
        """,
        # am: t1, t2: 1. pm: t1, t2, k1: 2. eve: k1: 0. Together 3.
        amount=3,
        given={
            "sessions": [
                {"id": "t1", "length_periods": 2},
                {"id": "t2", "length_periods": 2},
                {"id": "k1", "length_periods": 2},
            ]
        },
    ),
)
