"""Hand-worked examples of ``lending_quota``: am and pm have 180 minutes, eve has 120.

The school and its town lie in the county; east (with the hall and lake) and north (with hill) are below it.
"""

from edusched.rules.examples import Example

OF_THE_EAST = {"libraries": [{"id": "county-library", "region": "east", "level": "township"}]}
LIBRARY = {"library": "county-library"}

OVER_NEW_YEAR = OF_THE_EAST | {"calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"}}
TWICE_AT_SCHOOL = """
    t1 2026-12-29 am school/big li c1
    t2 2027-01-05 am school/big li c2
"""

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Exactly the quota: the school and hill are outside, the hall and lake are not.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
            k1 2026-09-09 am bus@lake wu c1
            k2 2026-09-10 am bus@hill wu c2
        """,
        # li 180 at the school, wu 180 at hill: 360.
        amount=0,
        given=OF_THE_EAST,
        parameters=LIBRARY | {"max_teaching_hours": 6},
    ),
    Example(
        text="Everywhere outside shares one quota.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k2 2026-09-10 am bus@hill wu c2
        """,
        # 360 - 330 = 30.
        amount=30,
        given=OF_THE_EAST,
        parameters=LIBRARY | {"max_teaching_hours": 5.5},
        subject=("county-library", "outside", "2026"),
    ),
    Example(
        text="Each borrower has its own, and a booking at hill is in the north and in the county.",
        plan="""
            t1 2026-09-07 am school/big li c1
            k2 2026-09-10 am bus@hill wu c2
        """,
        # north 180 - 120 = 60; county 180 + 180 - 120 = 240. Together 300.
        amount=300,
        given=OF_THE_EAST,
        parameters=LIBRARY | {"max_teaching_hours": 2, "borrowers": ["north", "county"]},
        subject=("county-library", "north", "2026"),
    ),
    Example(
        text="A borrower inside the library's own region: nobody is lent there.",
        plan="""
            t2 2026-09-07 am hall/main li c2
            k2 2026-09-08 am bus@lake wu c2
        """,
        amount=0,
        parameters=LIBRARY | {"max_teaching_hours": 0, "borrowers": ["east"]},
    ),
    Example(
        text="A borrower around the library's region borrows only what is outside it.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-08 am hall/main li c2
        """,
        # 180 at the school; the hall lies in the library's own region.
        amount=180,
        given=OF_THE_EAST,
        parameters=LIBRARY | {"max_teaching_hours": 0, "borrowers": ["county"]},
        subject=("county-library", "county", "2026"),
    ),
    Example(
        text="Two of the library count each; another library's instructor does not.",
        plan="t1 2026-09-07 am school/big li,wu:assistant,zhao:assistant c1",
        # 2 x 180 - 180 = 180.
        amount=180,
        given=OF_THE_EAST
        | {
            "libraries": [
                {"id": "county-library", "region": "east"},
                {"id": "north-library", "region": "north", "level": "township"},
            ],
            "instructors": [{"id": "zhao", "library": "north-library", "home": "north"}],
            "sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant", "count": 2}]}],
        },
        parameters=LIBRARY | {"max_teaching_hours": 3},
        subject=("county-library", "outside", "2026"),
    ),
    Example(
        text="A platform lends nobody.",
        plan="p1 2026-09-07 eve web li c1",
        amount=0,
        given=OF_THE_EAST,
        parameters=LIBRARY | {"max_teaching_hours": 0},
    ),
    Example(
        text="Both roles of a booking are taught once.",
        plan="t1 2026-09-07 am school/big li,li:assistant c1",
        amount=180,
        given=OF_THE_EAST,
        parameters=LIBRARY | {"max_teaching_hours": 0},
    ),
    Example(
        text="Each calendar year by itself.",
        plan=TWICE_AT_SCHOOL,
        # 180 - 120 in each of two years.
        amount=120,
        given=OVER_NEW_YEAR,
        parameters=LIBRARY | {"max_teaching_hours": 2},
        subject=("county-library", "outside", "2027"),
    ),
    Example(
        text="One school year.",
        plan=TWICE_AT_SCHOOL,
        # 360 - 120.
        amount=240,
        given=OVER_NEW_YEAR,
        parameters=LIBRARY | {"max_teaching_hours": 2, "period": "school_year"},
        subject=("county-library", "outside", "2026-2027"),
    ),
)
