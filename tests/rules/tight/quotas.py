"""Numbers and shares of a year: person-times, sessions, hours by class, persons away."""

from tests.rules.tight.form import Tight, on, sessions

ONE_EACH = sessions(on("t1"), on("t2"))
BOTH = sessions(on("t1"), on("k1"))
LAW = on("p1", cohorts=["c1"], open_to=None)

CASES: tuple[Tight, ...] = (
    Tight(
        "person_times",
        "13 and 4 person-times are 17, not 18",
        ("t1", "t2"),
        given=ONE_EACH,
        loose={"count": "sessions", "min_person_times": 17},
        tight={"min_person_times": 18},
    ),
    Tight(
        "person_times",
        "17 person-times at most, not 16",
        ("t1", "t2"),
        given=ONE_EACH,
        loose={"count": "sessions", "max_person_times": 17},
        tight={"max_person_times": 16},
    ),
    Tight(
        "person_share",
        "theory has half of the person-times, not 51 percent",
        ("t1", "k1"),
        given=BOTH,
        loose={"count": "sessions", "part": {"courses": ["theory"]}, "min_percent": 50},
        tight={"min_percent": 51},
    ),
    Tight(
        "subject_share",
        "2 public hours of 6 are a third at most, not 2 of 5.99",
        ("t1", "p1"),
        given=sessions(on("t1"), LAW),
        loose={"subject_class": "public", "numerator": 1, "denominator": 3},
        tighter={"courses": [{"id": "theory", "study_hours": 3.99}]},
    ),
    Tight(
        "rotation_share",
        "3 of 12 and 10 of 40 away are 25 percent, not 24",
        ("t1",),
        given=sessions(on("t1")),
        loose={"max_share_percent": 25},
        tight={"max_share_percent": 24},
    ),
    Tight(
        "session_count",
        "two sessions can be held, not three",
        ("t1", "t2"),
        given=ONE_EACH,
        loose={"min_sessions": 2},
        tight={"min_sessions": 3},
    ),
    Tight(
        "session_count",
        "two sessions have to be held, not one at most",
        ("t1", "t2"),
        given=ONE_EACH,
        loose={"max_sessions": 2},
        tight={"max_sessions": 1},
    ),
    Tight(
        "alternatives",
        "both of two run, not one at most",
        ("t1", "t2"),
        given=ONE_EACH,
        loose={"sessions": ["t1", "t2"], "max_run": 2},
        tight={"max_run": 1},
    ),
)
