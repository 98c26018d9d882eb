"""Batching: everybody once, sizes and shares kept, as few cohorts as there can be."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edusched.drafting.batching import batch
from tests.drafting.county import built, county

UNITS = ("east", "north", "west", "south")


@st.composite
def rosters(draw):
    """Draw a county with a roster of one category."""
    data = county()
    for unit in data["units"]:
        unit["size_persons"] = draw(st.integers(1, 80))
    lines = st.builds(
        lambda unit, region, persons: {
            "unit": f"{unit}-offices",
            "region": region,
            "category": "staff",
            "persons": persons,
        },
        st.sampled_from(UNITS),
        st.sampled_from((*UNITS, "county")),
        st.integers(1, 40),
    )
    low = draw(st.integers(1, 30))
    data["drafting"] = {
        "roster": draw(st.lists(lines, min_size=1, max_size=6)),
        "batchings": [
            {
                "category": "staff",
                "min_persons": low,
                "max_persons": low + draw(st.integers(0, 30)),
                "max_unit_share_percent": draw(st.sampled_from((None, 10, 25, 100))),
            }
        ],
        "max_travel_minutes": draw(st.sampled_from((None, None, 14, 18))),
    }
    return data


def persons_by_unit(lines):
    found = Counter()
    for line in lines:
        found[line.unit] += line.persons
    return found


def shares(instance):
    """Return by unit the most persons of it wanted in one cohort, or nothing."""
    share = instance.drafting.batchings[0].max_unit_share_percent
    return {} if share is None else {u.id: max(1, u.size_persons * share // 100) for u in instance.units}


def fewest(instance):
    """Return people left over, people above a share and cohorts, all least in turn; no travel limit.

    Found by trying every number of cohorts: they seat anything from that many smallest to largest ones, and
    people are left over where that spares a unit most.
    """
    batching, units = instance.drafting.batchings[0], persons_by_unit(instance.drafting.roster)
    total = sum(units.values())
    best = []
    for cohorts in range(total // batching.min_persons + 1):
        left = total - min(total, cohorts * batching.max_persons)
        above = sum(max(0, units[u] - cap * cohorts) for u, cap in shares(instance).items())
        best.append((left, max(0, above - left), cohorts))
    return min(best)


@settings(max_examples=60, deadline=None)
@given(rosters())
def test_everybody_is_in_one_cohort_or_left_over_and_sizes_hold(data):
    instance = built(data)
    made, batching = batch(instance), instance.drafting.batchings[0]
    placed = sum((Counter(cohort.headcount) for cohort in made.cohorts), Counter())
    assert placed + persons_by_unit(made.unplaced) == persons_by_unit(instance.drafting.roster)
    for cohort in made.cohorts:
        assert batching.min_persons <= cohort.persons <= batching.max_persons
        assert all(persons > 0 for persons in cohort.headcount.values())
    assert len({cohort.id for cohort in made.cohorts}) == len(made.cohorts)
    sizes = [cohort.persons for cohort in made.cohorts]
    if data["drafting"]["max_travel_minutes"] is None and sizes:
        assert max(sizes) - min(sizes) <= 1


@settings(max_examples=60, deadline=None)
@given(rosters())
def test_fewest_left_over_then_fewest_above_a_share_then_fewest_cohorts(data):
    data["drafting"]["max_travel_minutes"] = None
    instance = built(data)
    made = batch(instance)
    above = sum(
        max(0, cohort.headcount.get(unit, 0) - cap)
        for unit, cap in shares(instance).items()
        for cohort in made.cohorts
    )
    left = sum(line.persons for line in made.unplaced)
    assert (left, above, len(made.cohorts)) == fewest(instance)


@settings(max_examples=40, deadline=None)
@given(rosters())
def test_a_travel_limit_holds_for_everybody_in_a_cohort(data):
    data["drafting"]["max_travel_minutes"] = 14
    instance = built(data)
    made = batch(instance)
    # The school lies in the county seat, 13 to 15 minutes from each township; the hall in the east.
    for cohort in made.cohorts:
        assert set(made.origins[cohort.id]) <= {"county", "north", "south"} or set(
            made.origins[cohort.id]
        ) <= {"east"}
    far = {line.region for line in made.unplaced}
    assert "west" in far or all(line.region != "west" for line in instance.drafting.roster)


def test_nobody_is_left_over_who_could_be_placed():
    data = county()
    data["drafting"]["roster"] = data["drafting"]["roster"][:4]
    data["drafting"]["max_travel_minutes"] = 16
    assert batch(built(data)).unplaced == []


def test_a_unit_stays_together_where_no_share_is_asked_for():
    data = county()
    data["drafting"]["batchings"][1] |= {"max_unit_share_percent": None, "max_persons": 15}
    made = [c for c in batch(built(data)).cohorts if c.category == "staff"]
    assert [cohort.headcount for cohort in made] == [{f"{unit}-offices": 15} for unit in sorted(UNITS)]
    assert [cohort.region for cohort in made] == sorted(UNITS)


@pytest.mark.parametrize(("days", "cohorts"), [(31, 1), (11, 1), (10, 2)])
def test_event_dates_in_a_cohort_lie_within_the_span(days, cohorts):
    data = county()
    data["drafting"]["batchings"][2]["event_span_days"] = days
    made = [c for c in batch(built(data)).cohorts if c.category == "member"]
    assert len(made) == cohorts
    assert str(made[0].events["joined_on"]) == "2025-10-09"


def test_people_with_another_history_are_in_another_cohort():
    data = county()
    entry = {"on": "2026-03-02", "study_hours": 4, "subject_class": "theory"}
    data["drafting"]["roster"][5]["history"] = [entry]
    made = [c for c in batch(built(data)).cohorts if c.category == "staff"]
    assert {(c.persons, len(c.history)) for c in made} == {(15, 0), (15, 1)} | {
        (c.persons, 0) for c in made[1:]
    }
    assert sum(cohort.persons for cohort in made) == 60


def test_a_cohort_lies_in_the_lowest_region_of_all_its_people():
    data = county()
    data["drafting"]["roster"] = [
        {"unit": "east-offices", "category": "staff", "persons": 12},
        {"unit": "north-offices", "category": "secretary", "persons": 5},
        {"unit": "west-offices", "category": "secretary", "persons": 5},
    ]
    assert {c.category: c.region for c in batch(built(data)).cohorts} == {
        "staff": "east",
        "secretary": "county",
    }


def test_each_cohort_and_each_one_left_over_has_its_reason():
    data = county()
    data["drafting"]["batchings"][1] |= {"min_persons": 70, "max_persons": 80}
    data["drafting"]["batchings"][0] |= {"max_unit_share_percent": 5, "min_persons": 30, "max_persons": 32}
    notes = {note.subject: note.text for note in batch(built(data)).notes}
    assert notes["staff", "east-offices"] == "15 persons: too few people for a cohort of 70"
    words = "8 of east-offices, 3 wanted at most"
    assert words in notes["secretary-1",]
    assert "3 cohorts in all" in notes["secretary-1",]


def test_ids_of_cohorts_are_new():
    data = county()
    data["cohorts"] = [
        {"id": "staff-1", "category": "staff", "region": "east", "headcount": {"east-offices": 3}}
    ]
    assert [c.id for c in batch(built(data)).cohorts if c.category == "staff"] == [
        "staff-2",
        "staff-3",
        "staff-4",
    ]


def test_the_order_of_the_roster_changes_nothing():
    data = county()
    other = county()
    other["drafting"]["roster"].reverse()
    other["drafting"]["batchings"].reverse()
    assert batch(built(data)).cohorts == batch(built(other)).cohorts
