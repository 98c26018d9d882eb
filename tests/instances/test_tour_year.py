"""What the village tour of a year shows, each by a plan that does it and one that does not."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from edusched import check, load
from edusched.domain.plan import Overnight, Plan
from edusched.travel.distances import Distances
from tests.instances.conftest import FOLDER

NAME = "village-tour-year"


@pytest.fixture(scope="module")
def year():
    return load(FOLDER / f"{NAME}.json")


@pytest.fixture(scope="module")
def planted():
    from tour_year import village_tour_year

    return Plan.model_validate_json(village_tour_year().plan)


def amounts(year, plan, rule):
    return {v.subject: v.amount for v in check(year, plan).violations if v.rule == rule}


def replaced(plan, old, new):
    return plan.model_copy(update={"bookings": tuple(new if b == old else b for b in plan.bookings)})


def days_of(plan):
    days = defaultdict(list)
    for booking in plan.bookings:
        days[booking.place.site].append(booking.day)
    return {site: sorted(found) for site, found in days.items()}


def test_each_village_is_visited_three_times_sixty_days_apart(year, planted):
    assert len(planted.bookings) == 36
    for days in days_of(planted).values():
        assert len(days) == 3
        assert all((later - day).days >= 60 for day, later in pairwise(days))
    assert not amounts(year, planted, "three-visits-a-year")


def test_a_visit_too_few_and_one_too_soon_are_told(year, planted):
    gone = planted.bookings[0]
    fewer = planted.model_copy(update={"bookings": planted.bookings[1:]})
    assert amounts(year, fewer, "three-visits-a-year") == {(gone.place.site, "2026"): 1}
    site, days = next((s, d) for s, d in sorted(days_of(planted).items()) if d[1].month == 7)
    other = next(b for b in planted.bookings if b.place.site == site and b.day == days[2])
    early = other.model_copy(update={"day": date(2026, 9, 16)})
    moved = replaced(planted, other, early)
    told = amounts(year, moved, "three-visits-a-year")
    assert told == {(site, days[1].isoformat(), "2026-09-16"): 1}


def test_nobody_is_called_on_in_the_tea_and_rice_seasons(year, planted):
    busy = {window.id: window.ranges[0] for window in year.calendar.windows}
    assert set(busy) == {"tea", "rice"}
    for booking in planted.bookings:
        cohort = year.cohort[booking.cohorts[0]]
        season = busy[cohort.unavailable[0].window]
        assert not season.first <= booking.day <= season.last


def test_several_stops_a_day_and_time_to_drive_between_them(year, planted):
    by_day = defaultdict(set)
    for booking in planted.bookings:
        by_day[booking.day].add(booking.place.site)
    assert max(len(sites) for sites in by_day.values()) == 2
    assert not amounts(year, planted, "mobile_tour")


def test_a_night_away_is_paid_and_the_unit_is_home_for_mid_autumn(year, planted):
    last = {}
    for booking in sorted(planted.bookings, key=lambda b: (b.day, b.period)):
        last[booking.day] = booking.place.site
    day = min(last)
    night = Overnight(mobile_unit="bus-red", day=day, site=last[day])
    away = planted.model_copy(update={"overnights": (night,)})
    assert not check(year, away).broken
    key = ("bus-red", day.isoformat())
    before, after = amounts(year, planted, "mobile"), amounts(year, away, "mobile")
    saved = Distances(year).metres_between(last[day], "youxi") * 250 // 1000
    assert after[key] - before[key] == 12_000 - saved
    late = Overnight(mobile_unit="bus-red", day=date(2026, 9, 24), site="x")
    eve = planted.model_copy(update={"overnights": (late.model_copy(update={"site": last[day]}),)})
    assert {v.subject for v in check(year, eve).broken if v.rule == "home-for-mid-autumn"} == {
        ("bus-red", "2026-09-24")
    }


def test_the_host_rides_along_and_the_adviser_pays_the_way(year, planted):
    travelled = amounts(year, planted, "travel")
    assert {subject[0] for subject in travelled} == {"xie-nong"}
    advised = {b.session for b in planted.bookings if len(b.instructors) == 2}
    assert len(travelled) == len(advised) == 12


def test_a_stop_without_able_crew_is_refused(year, planted):
    first = next(b for b in planted.bookings if len(b.instructors) == 1)
    other = first.instructors[0].model_copy(update={"instructor": "xie-nong"})
    swapped = first.model_copy(update={"instructors": (other,)})
    plan = replaced(planted, first, swapped)
    assert (first.session,) in {v.subject for v in check(year, plan).broken if v.rule == "able-crew"}
