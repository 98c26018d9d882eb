"""Hand-worked examples for corners that seeded cases come to too seldom; each was needed to kill a mutant."""

from edusched.rules.examples import Example

VAN = {"id": "van", "depot": "county", "capacity_persons": 20}

SHARP: dict[str, tuple[Example, ...]] = {
    "session_shape": (
        Example(
            "the session may use the van, not the bus",
            "k2 2026-09-07 am bus@hill wu c2",
            1,
            given={"mobile_units": [VAN], "sessions": [{"id": "k2", "mobile_units": ["van"]}]},
            subject=("k2",),
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
}
