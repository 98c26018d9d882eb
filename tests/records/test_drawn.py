"""Drawn records: what is carried over and told is what a plain count on the same data says."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from edusched.api import carry_over
from edusched.report.tables.contract import reading_of
from edusched.report.tables.rankings import progress
from edusched.rules.examples import plan_of
from tests.records.cases import MINUTES, PERSONS, PLAN, attended, instance_with, records_with

INSTANCE = instance_with()
PLANNED = plan_of(PLAN)
WORTH = {"t1": 4, "t2": 4, "k1": 3, "p1": 2}
SIZE = {"c1": 13, "c2": 4}
STATION = [
    {"id": f"s-{k}", "unit": "station", "role": "clerk", "full_time": True, "cohort": "c2"} for k in range(4)
]
BY_COHORT = {"c1": [p["id"] for p in PERSONS], "c2": [p["id"] for p in STATION]}


@st.composite
def told(draw):
    """Draw attendance by (session, cohort, person or None): minutes."""
    found = {}
    for session in WORTH:
        for cohort in ("c1", "c2"):
            if draw(st.booleans()):
                found[session, cohort, None] = draw(st.integers(0, MINUTES[session]))
            for person in draw(st.lists(st.sampled_from(BY_COHORT[cohort]), unique=True)):
                found[session, cohort, person] = draw(st.integers(0, MINUTES[session]))
    return found


def there(facts, session, cohort, share):
    """Return the persons of a cohort who were there long enough, counted one by one."""
    persons = set()
    for person in BY_COHORT[cohort]:
        minutes = facts.get((session, cohort, person), facts.get((session, cohort, None)))
        if minutes is not None and Fraction(minutes, MINUTES[session]) >= Fraction(share, 100):
            persons.add(person)
    return persons


def records_of(facts, share, persons):
    return records_with(
        people=[*PERSONS, *STATION],
        terms={"min_attended_percent": share, "min_persons_percent": persons},
        attendance=[
            attended(session, cohort, minutes, person) for (session, cohort, person), minutes in facts.items()
        ],
    )


@given(told(), st.sampled_from([0, 50, 79, 80, 81, 100]), st.sampled_from([1, 50, 100]))
def test_histories_hold_the_sessions_enough_persons_attended(facts, share, persons):
    records = records_of(facts, share, persons)
    made = carry_over(INSTANCE, PLANNED, records, INSTANCE)
    for cohort, size in SIZE.items():
        expected = [
            WORTH[session]
            for session in WORTH
            if len(there(facts, session, cohort, share)) * 100 >= persons * size
            and any(key[:2] == (session, cohort) for key in facts)
        ]
        assert sorted(e.study_hours for e in made.cohort[cohort].history) == sorted(expected)
    assert carry_over(INSTANCE, PLANNED, records, made) == made


@given(told(), st.sampled_from([50, 80, 100]))
def test_progress_counts_every_person_once(facts, share):
    table = progress(reading_of(INSTANCE, PLANNED, records=records_of(facts, share, 100)))
    done = sum(row[3] for row in table.rows)
    planned = [(b.session, cohort) for b in PLANNED.bookings for cohort in b.cohorts]
    assert done == sum(WORTH[s] * len(there(facts, s, cohort, share)) for s, cohort in planned)
    assert sum(row[2] for row in table.rows) == sum(WORTH[s] * SIZE[cohort] for s, cohort in planned)
