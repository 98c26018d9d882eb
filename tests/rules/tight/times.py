"""Days and their order: programmes, prerequisites, waves, seasons, rest, days in a row."""

from tests.rules.tight.form import FRIDAY, MONDAY, ONLY_LI, THURSDAY, TUESDAY, Tight, on, sessions

WEEK = {"calendar": {"last_day": FRIDAY}}
CLASS = {"id": "class", "sessions": ["t1", "k1"]}


def spring(last_day: str) -> dict[str, object]:
    """Return a season from Monday to a day."""
    return {"calendar": {"windows": [{"id": "spring", "ranges": [{"first": MONDAY, "last": last_day}]}]}}


CASES: tuple[Tight, ...] = (
    Tight(
        "programme_order",
        "theory in the afternoon, skill in the evening and not in the morning",
        ("t1", "k1"),
        given=sessions(on("t1", "pm"), on("k1", "am", "eve"))
        | {"programmes": [CLASS | {"order": [["t1", "k1"]]}]},
        tighter=sessions(on("k1", "am")),
    ),
    Tight(
        "programme_block",
        "Tuesday and Thursday are in a block of three days, not of two",
        ("t1", "k1"),
        given=WEEK
        | {"sessions": [on("t1", days=(TUESDAY,)), on("k1", days=(THURSDAY,))]}
        | {"programmes": [CLASS | {"block_days": 3}]},
        tighter={"programmes": [{"id": "class", "block_days": 2}]},
    ),
    Tight(
        "prerequisites",
        "law in the afternoon builds on theory in the morning, not in the evening",
        ("t1", "p1"),
        given=sessions(on("t1", "am", "eve"), on("p1", "pm", cohorts=["c1"], open_to=None))
        | {"courses": [{"id": "law", "prerequisites": ["theory"]}]},
        tighter=sessions(on("t1", "eve")),
    ),
    Tight(
        "waves",
        "from Monday to Thursday are three days, not four",
        ("t1", "t2"),
        given=WEEK | {"sessions": [on("t1", days=(MONDAY,)), on("t2", days=(THURSDAY,))]},
        loose={"waves": [{"ids": ["c1"]}, {"ids": ["c2"]}], "min_gap_days": 3},
        tight={"min_gap_days": 4},
    ),
    Tight(
        "season",
        "Tuesday is in a season of two days, not of one",
        ("t1",),
        given={"calendar": {**spring(TUESDAY)["calendar"], "last_day": FRIDAY}}
        | {"sessions": [on("t1", days=(TUESDAY,))]},
        loose={"windows": ["spring"]},
        tighter=spring(MONDAY),
    ),
    Tight(
        "consecutive_days",
        "Li teaches two days in a row, not where one is allowed",
        ("t1", "t2"),
        given=WEEK | {"sessions": [on("t1", days=(MONDAY,)), on("t2", days=(TUESDAY,))]} | ONLY_LI,
        loose={"max_consecutive_days": 2},
        tight={"max_consecutive_days": 1},
    ),
    Tight(
        "teaching_days",
        "Li teaches on two days, not where one is allowed",
        ("t1", "t2"),
        given=WEEK | {"sessions": [on("t1", days=(MONDAY,)), on("t2", days=(THURSDAY,))]} | ONLY_LI,
        loose={"max_days": 2},
        tight={"max_days": 1},
    ),
    Tight(
        "teaching_days",
        "Li teaches on two days, not on three",
        ("t1", "t2"),
        given=WEEK | {"sessions": [on("t1", days=(MONDAY,)), on("t2", days=(THURSDAY,))]} | ONLY_LI,
        loose={"instructors": {"ids": ["li"]}, "min_days": 2},
        tight={"min_days": 3},
    ),
    Tight(
        "rest",
        "from 21:00 to 8:30 are 11.50 hours, not 11.51",
        ("t1", "t2"),
        given=WEEK
        | {"sessions": [on("t1", "eve", days=(MONDAY,)), on("t2", "am", days=(TUESDAY,))]}
        | ONLY_LI,
        loose={"min_rest_hours": 11.5},
        tight={"min_rest_hours": 11.51},
    ),
    Tight(
        "spread_days",
        "c1's only session of theory is one day of it, not two",
        ("t1",),
        given=sessions(on("t1")),
        loose={"min_days": {"theory": 1}, "cohorts": {"ids": ["c1"]}},
        tight={"min_days": {"theory": 2}},
    ),
    Tight(
        "isolated_sessions",
        "skill right after theory in the morning, not in the evening",
        ("t1", "k1"),
        given=sessions(on("t1", "am"), on("k1", "pm", "eve")),
        tighter=sessions(on("k1", "eve")),
    ),
    Tight(
        "recurrence",
        "from Monday to Friday are four days, not three",
        ("t1", "k1"),
        given=WEEK | {"sessions": [on("t1", days=(MONDAY,)), on("k1", days=(FRIDAY,))]},
        loose={"max_gap_days": 4},
        tight={"max_gap_days": 3},
    ),
    Tight(
        "activity_day",
        "one session on the day, not two",
        ("t1", "k1"),
        given=WEEK | {"sessions": [on("t1", days=(THURSDAY,)), on("k1", days=(FRIDAY,))]},
        loose={"dates": ["09-10"], "min_sessions": 1},
        tight={"min_sessions": 2},
    ),
)
