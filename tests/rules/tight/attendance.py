"""Who attends what: programmes, rotation, curricula, needs, seats."""

from tests.rules.tight.form import MONDAY, TUESDAY, Tight, on, sessions

TWO_DAYS = {"calendar": {"last_day": TUESDAY}}
ONLINE = {"deliveries": ["online"], "mandatory": True}
C1 = {"cohorts": {"ids": ["c1"]}}

CASES: tuple[Tight, ...] = (
    Tight(
        "programme_attendance",
        "c1 attends both evenings, unless it cannot come to the second",
        ("p1", "p2"),
        given=TWO_DAYS
        | {
            "sessions": [
                on("p1", "eve", days=(MONDAY,), cohorts=["c1"]) | ONLINE,
                on("p2", "eve", days=(TUESDAY,), cohorts=["c2"], open_to={"ids": ["c1"]}) | ONLINE,
            ],
            "programmes": [{"id": "evenings", "sessions": ["p1", "p2"]}],
            "platforms": [{"id": "web", "seats_persons": 17}],
        },
        tighter={"cohorts": [{"id": "c1", "unavailable": [{"weekdays": ["tue"]}]}]},
    ),
    Tight(
        "programme_attendance",
        "c1 attends the second evening too, with 17 seats, unless that is full without it",
        ("p1", "p2"),
        given=TWO_DAYS
        | {
            "sessions": [
                on("p1", "eve", days=(MONDAY,), cohorts=["c1"]) | ONLINE,
                on("p2", "eve", days=(TUESDAY,), cohorts=["c2"], open_to={"ids": ["c1"]}) | ONLINE,
            ],
            "programmes": [{"id": "evenings", "sessions": ["p1", "p2"]}],
            "platforms": [{"id": "web", "seats_persons": 17}],
        },
        tighter={"sessions": [{"id": "p2", "max_cohorts": 1}]},
    ),
    Tight(
        "rotation_once",
        "c1 goes to the one class, not to a second one too",
        ("t1", "k1"),
        given=sessions(on("t1"), on("k1"))
        | {"programmes": [{"id": "one", "sessions": ["t1"]}, {"id": "two", "sessions": ["k1"]}]},
        loose={**C1, "programmes": ["one"], "first_day": "2026-01-01", "last_day": "2026-12-31"},
        tight={"programmes": ["one", "two"]},
    ),
    Tight(
        "turn_order",
        "c1 goes in the second week; it has waited no week, or one",
        ("t1",),
        given={"sessions": [on("t1", days=("2026-09-14",))]},
        loose={**C1, "never_weeks": 0},
        tight={"never_weeks": 1},
    ),
    Tight(
        "curriculum",
        "c1 attends theory once, not twice",
        ("t1",),
        given=sessions(on("t1")),
        loose={**C1, "courses": {"theory": 1}},
        tight={"courses": {"theory": 2}},
    ),
    Tight(
        "frequency",
        "c1 is taught on one day, not on two",
        ("t1",),
        given=sessions(on("t1")),
        loose={**C1, "min_days": 1},
        tight={"min_days": 2},
    ),
    Tight(
        "frequency",
        "Monday and Tuesday are one day apart, not two",
        ("t1", "k1"),
        given=TWO_DAYS | {"sessions": [on("t1", days=(MONDAY,)), on("k1", days=(TUESDAY,))]},
        loose={**C1, "min_gap_days": 1},
        tight={"min_gap_days": 2},
    ),
    Tight(
        "needs_met",
        "c1 is taught what is core, and nothing with a tag of law",
        ("t1",),
        given=sessions(on("t1")) | {"cohorts": [{"id": "c1", "needs": {"core": 1}}]},
        tighter={"cohorts": [{"id": "c1", "needs": {"law": 1}}]},
    ),
    Tight(
        "seat_priority",
        "two cohorts have a seat, not where one may come",
        ("p1",),
        given=sessions({"id": "p1", "deliveries": ["in_person"], "max_cohorts": 2}),
        tighter={"sessions": [{"id": "p1", "max_cohorts": 1}]},
    ),
    Tight(
        "sessions_run",
        "a session that cannot run does not count while it is optional, and then it does",
        ("t1", "p2"),
        given=sessions(on("t1")) | {"platforms": [{"id": "web", "unavailable": [{}]}]},
        loose={"mandatory_only": True},
        tight={"mandatory_only": False},
    ),
    Tight(
        "mandatory_sessions",
        "an hour's session of 13 persons runs where 13 fit in, not where 12 do",
        ("t1",),
        given=sessions(on("t1", venues=["hall"]))
        | {"venues": [{"id": "hall", "rooms": [{"id": "main", "capacity_persons": 13}]}]},
        tighter={"venues": [{"id": "hall", "rooms": [{"id": "main", "capacity_persons": 12}]}]},
    ),
)
