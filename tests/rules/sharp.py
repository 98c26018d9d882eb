"""Hand-worked examples for corners that seeded cases come to too seldom; each was needed to kill a mutant."""

from edusched.rules.examples import Example
from tests.rules.sharp_delivery import DELIVERY

ONE_MORNING = [{"first_day": "2026-09-07", "last_day": "2026-09-07", "periods": ["am"]}]
VAN = {"id": "van", "depot": "county", "capacity_persons": 20}

CORNERS: dict[str, tuple[Example, ...]] = {
    "session_shape": (
        Example(
            "the session may use the van, not the bus",
            "k2 2026-09-07 am bus@hill wu c2",
            1,
            given={"mobile_units": [VAN], "sessions": [{"id": "k2", "mobile_units": ["van"]}]},
            subject=("k2",),
        ),
        Example(
            "one person in both roles",
            "t1 2026-09-07 am school/big li,li:assistant c1",
            1,
            given={"sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}]},
            subject=("t1",),
        ),
        Example(
            "one fixed cohort and one guest fill a session for two",
            "t1 2026-09-07 am school/big li c1,c2",
            0,
            given={"sessions": [{"id": "t1", "open_to": {}, "max_cohorts": 2}]},
        ),
        Example(
            "the fixed cohort alone fills a session for one",
            "t1 2026-09-07 am school/big li c1,c2",
            1,
            given={"sessions": [{"id": "t1", "open_to": {}, "max_cohorts": 1}]},
            subject=("t1",),
        ),
    ),
    "instructor_availability": (
        Example(
            "the library lends on Tuesdays only, and this is Monday",
            "t1 2026-09-07 am school/big li c1",
            1,
            given={"libraries": [{"id": "county-library", "available": [{"weekdays": ["tue"]}]}]},
            subject=("t1", "li"),
        ),
    ),
    "load_fairness": (
        Example(
            "a step below a minute is a minute: 179 + 178 + ... + 1",
            "t1 2026-09-07 am school/big li c1",
            16110,
            given={
                "sessions": [
                    {"id": name, "starts": ONE_MORNING} for name in ("t1", "t2", "k1", "k2", "p1", "p2")
                ]
            },
            parameters={"step_teaching_hours": 0.01, "instructors": {"ids": ["li"]}},
            subject=("li",),
        ),
    ),
}

SHARP = {
    rule: CORNERS.get(rule, ()) + DELIVERY.get(rule, ()) for rule in sorted(CORNERS.keys() | DELIVERY.keys())
}
