"""Tables about instructors, against numbers worked out by hand."""

from edusched.report.tables.instructors import instructor_loads
from tests.report.tables.cases import d, reading_with, rows_of


def test_loads_count_those_who_teach_nothing() -> None:
    extra = {
        "instructors": [{"id": "chen", "library": "county-library", "home": "county", "source": "expert"}]
    }
    rows = rows_of(instructor_loads, reading_with(extra), "instructor")
    li = {"library": "county-library", "engagement": "full_time", "source": None}
    # Li: two mornings of three hours and an evening of two; 13 + 4 + 17 persons.
    assert rows["li",] == li | {
        "instructor": "li",
        "sessions": 3,
        "days": 3,
        "teaching_hours": d("8"),
        "person_times": 34,
        "fee_fen": 0,
    }
    assert rows["wu",]["teaching_hours"] == d("6")
    assert rows["wu",]["person_times"] == 17
    assert rows["chen",]["sessions"] == 0
    assert rows["chen",]["teaching_hours"] == 0
    assert rows["chen",]["source"] == "expert"
