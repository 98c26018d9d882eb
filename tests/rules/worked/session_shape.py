"""Hand-worked examples of ``session_shape``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Every session has a working day, a candidate place, one lecturer and its cohorts.",
        plan="""
            t1 2026-09-07 am school/small li c1
            k1 2026-09-07 pm bus@hill wu c1
            p1 2026-09-08 eve web li c1,c2
        """,
        # p2 and the others do not run: that is no matter of shape.
        amount=0,
    ),
    Example(
        text="No starts given: a Saturday and a closed Wednesday are no working days.",
        plan="""
            t1 2026-09-12 am school/big li c1
            t2 2026-09-09 am school/big li c2
        """,
        # t1 1 (12 September is a Saturday) + t2 1 (9 September is closed) = 2.
        amount=2,
        given={"calendar": {"closed_days": [{"first": "2026-09-09", "last": "2026-09-09"}]}},
        subject=("t2",),
    ),
    Example(
        text="Starts are given: Saturday morning is allowed for t1, Monday morning is not for t2.",
        plan="""
            t1 2026-09-12 am school/big li c1
            t2 2026-09-07 am school/big li c2
        """,
        # t1 0, t2 1.
        amount=1,
        given={
            "sessions": [
                {"id": "t1", "starts": [{"weekdays": ["sat"], "periods": ["am"]}]},
                {"id": "t2", "starts": [{"weekdays": ["sat"]}, {"weekdays": ["mon"], "periods": ["pm"]}]},
            ]
        },
        subject=("t2",),
    ),
    Example(
        text="A session of two periods fits from the afternoon, but not from the evening.",
        plan="""
            t1 2026-09-07 pm school/big li c1
            t2 2026-09-07 eve hall/main wu c2
        """,
        # t1 pm + eve: 0. t2 would need a period after eve: 1.
        amount=1,
        given={"sessions": [{"id": "t1", "length_periods": 2}, {"id": "t2", "length_periods": 2}]},
        subject=("t2",),
    ),
    Example(
        text="Places that are no candidates: a platform, another venue, a site that is not listed.",
        plan="""
            t1 2026-09-07 am web li c1
            t2 2026-09-07 pm hall/main li c2
            k1 2026-09-08 am school/small li c1
            k2 2026-09-08 pm bus@north wu c2
        """,
        # t1 is in person only: 1. t2 only at the school: 1. k1 may be in person anywhere: 0. k2 only at hill
        # or lake: 1. Together 3.
        amount=3,
        given={"sessions": [{"id": "t2", "venues": ["school"]}]},
        subject=("k2",),
    ),
    Example(
        text="Roles: nobody lectures, two lecture where one is asked, an assistant nobody asked for.",
        plan="""
            t1 2026-09-07 am school/big - c1
            t2 2026-09-07 pm school/big li,wu c2
            k1 2026-09-08 am school/big li,wu:assistant c1
        """,
        # One role each with a wrong number, or not asked for: 1 + 1 + 1 = 3.
        amount=3,
        subject=("t1",),
    ),
    Example(
        text="The same instructor twice: in two roles that are both asked, and twice in one role.",
        plan="""
            t1 2026-09-07 am school/big li,li:assistant c1
            t2 2026-09-07 pm school/big li,li c2
        """,
        # t1: both roles have their one instructor; li is there twice: 1.
        # t2: two lecturers where one is asked 1, li is there twice 1: 2. Together 3.
        amount=3,
        given={"sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}]},
        subject=("t1",),
    ),
    Example(
        text="Nobody attends; only a session without cohorts that is not open may stand empty.",
        plan="""
            t1 2026-09-07 am school/big li -
            p1 2026-09-07 pm web li -
            x1 2026-09-08 am school/big li -
        """,
        # t1: c1 missing 1, nobody 1. p1: nobody 1. x1 has no cohorts and is not open: 0. Together 3.
        amount=3,
        given={"sessions": [{"id": "x1", "course": "law"}]},
        subject=("p1",),
    ),
    Example(
        text="Cohorts that may not attend, and one more than there is room for in the list.",
        plan="""
            t1 2026-09-07 am school/big li c1,c2
            p1 2026-09-07 pm web li c1
            p2 2026-09-08 am web li c1,c2
        """,
        # t1: c2 is neither fixed nor eligible 1. p1 is open to c2 only, c1 attends 1. p2: two of one 1.
        amount=3,
        given={"sessions": [{"id": "p1", "open_to": {"ids": ["c2"]}}, {"id": "p2", "max_cohorts": 1}]},
        subject=("p2",),
    ),
    Example(
        text="A session is booked three times.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t1 2026-09-07 pm school/big li c1
            t1 2026-09-08 am school/big li c1
        """,
        # Two bookings too many: 2.
        amount=2,
        subject=("t1",),
    ),
    Example(
        text="The bus sleeps at the site of its last stop.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            k2 2026-09-07 pm bus@lake wu c2
            night bus 2026-09-07 lake
        """,
        amount=0,
    ),
    Example(
        text="One night at the site of the first stop, another night noted twice.",
        plan="""
            k1 2026-09-07 am bus@hill wu c1
            x1 2026-09-07 pm bus@lake wu c1
            k2 2026-09-09 am bus@hill wu c2
            night bus 2026-09-07 hill
            night bus 2026-09-09 hill
            night bus 2026-09-09 hill
        """,
        # Monday: the last stop is lake, the night is at hill: 1. Wednesday: a second night: 1. Together 2.
        amount=2,
        given={
            "sessions": [
                {
                    "id": "x1",
                    "course": "skill",
                    "cohorts": ["c1"],
                    "deliveries": ["mobile"],
                    "sites": ["lake"],
                }
            ]
        },
        subject=("bus",),
    ),
)
