"""Where things are held: rooms, seats, what a place offers, mobile classrooms."""

from tests.rules.tight.form import ONLY_LI, TUESDAY, Tight, on, sessions

WEDNESDAY = "2026-09-09"


def bus(session: str, site: str, period: str, day: str = "2026-09-07") -> dict[str, object]:
    """Return a session held at a stop."""
    start = {"first_day": day, "last_day": day, "periods": [period]}
    return {"id": session, "deliveries": ["mobile"], "sites": [site], "starts": [start]}


def hill(minutes: int) -> dict[str, object]:
    """Return a hill so many minutes from the county town."""
    leg = {"start": "county", "end": "hill", "travel_minutes": minutes, "travel_metres": minutes * 1000}
    return {"travel": {"legs": [leg]}}


CASES: tuple[Tight, ...] = (
    Tight(
        "session_shape",
        "a session of three periods on a day of three, not one of four",
        ("t1",),
        given=sessions(on("t1", length_periods=3)),
        tighter=sessions(on("t1", length_periods=4)),
    ),
    Tight(
        "room_overlap",
        "the hall's room in the morning and in the afternoon, not twice in the morning",
        ("t1", "t2"),
        given=sessions(on("t1", "am", venues=["hall"]), on("t2", "am", "pm", venues=["hall"])),
        tighter=sessions(on("t2", "am")),
    ),
    Tight(
        "platform_seats",
        "13 persons on 13 seats, not on 12",
        ("p1",),
        given=sessions(on("p1", "am", deliveries=["online"], cohorts=["c1"], open_to=None))
        | {"platforms": [{"id": "web", "seats_persons": 13}]},
        tighter={"platforms": [{"id": "web", "seats_persons": 12}]},
    ),
    Tight(
        "place_availability",
        "the hall is open in the morning, and then at no time",
        ("t1",),
        given=sessions(on("t1", "am", "pm", venues=["hall"]))
        | {"venues": [{"id": "hall", "unavailable": [{"periods": ["pm"]}]}]},
        tighter={"venues": [{"id": "hall", "unavailable": [{"periods": ["am", "pm"]}]}]},
    ),
    Tight(
        "place_capacity",
        "13 persons in a room for 13, not for 12",
        ("t1",),
        given=sessions(on("t1", venues=["hall"]))
        | {"venues": [{"id": "hall", "rooms": [{"id": "main", "capacity_persons": 13}]}]},
        tighter={"venues": [{"id": "hall", "rooms": [{"id": "main", "capacity_persons": 12}]}]},
    ),
    Tight(
        "place_capacity",
        "whoever wants to come does: 13 and 4 persons in a room for 17, not for 16",
        ("t1",),
        given=sessions(on("t1", venues=["hall"], cohorts=["c1"], open_to={}))
        | {
            "venues": [{"id": "hall", "rooms": [{"id": "main", "capacity_persons": 17}]}],
            "policy": {
                "rules": [
                    {
                        "id": "reach",
                        "rule": "coverage",
                        "enforcement": {"mode": "hard"},
                        "parameters": {"min_percent": 100, "cohorts": {"ids": ["c2"]}},
                    }
                ]
            },
        },
        tighter={"venues": [{"id": "hall", "rooms": [{"id": "main", "capacity_persons": 16}]}]},
    ),
    Tight(
        "group_size",
        "13 persons where 13 are asked, not where 14 are",
        ("t1",),
        given=sessions(on("t1")),
        loose={"min_persons": 13},
        tight={"min_persons": 14},
    ),
    Tight(
        "venue_fit",
        "a school of the county where a county's is asked, not where a city's is",
        ("t1",),
        given=sessions(on("t1")) | {"courses": [{"id": "theory", "place": {"min_level": "county"}}]},
        tighter={"courses": [{"id": "theory", "place": {"min_level": "city"}}]},
    ),
    Tight(
        "mobile_tour",
        "90 minutes' drive and 30 to set up from half past six to half past eight, not 91",
        ("k2",),
        given=sessions(bus("k2", "hill", "am")) | hill(90),
        tighter=hill(91),
    ),
    Tight(
        "nights_away",
        "two nights at the hill, where they can only be reached and left in a day, not where one is allowed",
        ("k1", "k2"),
        given={
            "calendar": {"last_day": WEDNESDAY},
            "sessions": [bus("k1", "hill", "pm"), bus("k2", "hill", "pm", TUESDAY)],
            "mobile_units": [{"id": "bus", "max_nights_away": 2}],
            **hill(300),
        },
        tighter={"mobile_units": [{"id": "bus", "max_nights_away": 1}]},
    ),
    Tight(
        "nights_away",
        "a night at the hill, not before the day by whose evening all are back",
        ("k2",),
        given={
            "calendar": {"last_day": TUESDAY},
            "sessions": [bus("k2", "hill", "pm")],
            **hill(300),
        },
        loose={"home_by": ["2026-09-08"]},
        tight={"home_by": ["2026-09-07"]},
    ),
    Tight(
        "mobile_crew",
        "one of the crew teaches, not two where there is one",
        ("k2",),
        given=sessions(bus("k2", "hill", "am")),
        loose={"min_crew": 1},
        tight={"min_crew": 2},
    ),
    Tight(
        "competence",
        "Li holds theory at grade 3, not 4",
        ("t1",),
        given=sessions(on("t1")) | ONLY_LI,
        tighter={
            "courses": [{"id": "theory", "staff": [{"role": "lecturer", "competences": {"theory": 4}}]}]
        },
    ),
)
