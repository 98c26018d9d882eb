"""Hand-worked examples of ``fees``: li is full time, wu part time; am and pm have 180 minutes, eve 120."""

from edusched.rules.examples import Example

BY_ENGAGEMENT = {"fee_fen_per_teaching_hour": {"full_time": 0, "part_time": 12000}}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="A full-timer costs nothing further.",
        plan="t1 2026-09-07 am school/big li c1",
        amount=0,
        parameters=BY_ENGAGEMENT,
    ),
    Example(
        text="A part-timer by the hour.",
        plan="""
            t1 2026-09-07 am school/big wu c1
            p1 2026-09-07 eve web wu c1
        """,
        # 3 x 12000 + 2 x 12000 = 60000.
        amount=60000,
        parameters=BY_ENGAGEMENT,
        subject=("p1", "wu"),
    ),
    Example(
        text="The own fee goes before that of the engagement, even when it is none.",
        plan="t1 2026-09-07 am school/big li,wu:assistant c1",
        # li own 5000: 15000. wu own 0: 0.
        amount=15000,
        given={
            "instructors": [
                {"id": "li", "fee_fen_per_teaching_hour": 5000},
                {"id": "wu", "fee_fen_per_teaching_hour": 0},
            ]
        },
        parameters=BY_ENGAGEMENT,
        subject=("t1", "li"),
    ),
    Example(
        text="Fen are rounded down for each session and instructor.",
        plan="""
            t1 2026-09-07 am school/big li,wu:assistant c1
            t2 2026-09-08 am school/big li c2
        """,
        # am of 8:30 to 11:10 has 160 minutes; x 100 / 60 = 266.67: 266 each, three times 798 (not 800).
        amount=798,
        given={"calendar": {"periods": [{"id": "am", "end": "11:10"}]}},
        parameters={"fee_fen_per_teaching_hour": {"full_time": 100, "part_time": 100}},
        subject=("t1", "wu"),
    ),
    Example(
        text="A session of two periods: the break is not paid.",
        plan="t1 2026-09-07 am school/big wu c1",
        # 6 hours x 12000 = 72000.
        amount=72000,
        given={"sessions": [{"id": "t1", "length_periods": 2}]},
        parameters=BY_ENGAGEMENT,
        subject=("t1", "wu"),
    ),
    Example(
        text="Rounded down once for the whole session, not for each period.",
        plan="t1 2026-09-07 am school/big wu c1",
        # 160 + 160 = 320 minutes x 100 / 60 = 533.3: 533 (not 266 + 266).
        amount=533,
        given={
            "calendar": {"periods": [{"id": "am", "end": "11:10"}, {"id": "pm", "end": "16:40"}]},
            "sessions": [{"id": "t1", "length_periods": 2}],
        },
        parameters={"fee_fen_per_teaching_hour": {"full_time": 100, "part_time": 100}},
        subject=("t1", "wu"),
    ),
)
