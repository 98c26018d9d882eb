"""Made-up provinces: the size asked for, equal from equal seeds, and a planted plan that meets everything."""

from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from edusched.checking.checker import check_plan
from edusched.domain.errors import InvalidInputError
from edusched.domain.plan import StopPlace
from edusched.domain.references import reference_faults
from edusched.formats.files import instance_text, plan_text
from edusched.generate.divisions import below, division, provinces
from edusched.generate.ground import BUREAUS
from edusched.generate.province import make
from edusched.generate.request import counties, request, shares
from edusched.generate.station import Mix
from edusched.rules.policy_check import policy_faults

LONG = pytest.mark.long


@pytest.fixture(scope="module")
def province():
    return make(request("province", "35", 300))


@pytest.mark.parametrize(
    ("size", "code", "sessions"),
    [
        ("county", "350426", 24),
        ("county", "410122", 300),
        ("prefecture", "5101", 250),
        pytest.param("prefecture", None, 2_000, marks=LONG),
        pytest.param("province", "41", 20_000, marks=LONG),
        pytest.param("large", "51", 160_000, marks=LONG),
    ],
)
def test_has_the_size_asked_for_and_a_plan_that_meets_everything(size, code, sessions):
    made = make(request(size, code, sessions))
    assert len(made.instance.sessions) == sessions
    assert reference_faults(made.instance) == policy_faults(made.instance) == []
    report = check_plan(made.instance, made.plan)
    assert report.broken == ()
    assert report.unmet == ()
    assert made.claims()["score"] == {level.value: value for level, value in report.score}


def test_equal_seeds_give_equal_bytes_and_others_do_not(province):
    again = make(request("province", "35", 300))
    assert instance_text(again.instance) == instance_text(province.instance)
    assert plan_text(again.plan) == plan_text(province.plan)
    other = make(request("province", "35", 300, seed=2))
    assert instance_text(other.instance) != instance_text(province.instance)


def test_the_region_tree_is_the_real_one(province):
    levels = Counter(region.level.value for region in province.instance.regions)
    assert (levels["province"], levels["city"], levels["county"], levels["township"]) == (1, 9, 84, 1170)
    assert province.instance.region["350426101"].name == "梅仙镇"
    assert province.instance.region_path("350426101") == ("350426101", "350426", "3504", "35")


def test_people_of_the_city_and_of_the_next_one_teach_within_quotas(province):
    instance = province.instance
    lenders = {rule.parameters["library"] for rule in instance.policy.rules if rule.rule == "lending_quota"}
    assert lenders
    assert lenders <= instance.library.keys()
    levels = {library.level.value for library in instance.libraries}
    assert levels == {"county", "city", "province"}
    taught = {person.instructor for booking in province.plan.bookings for person in booking.instructors}
    assert {instance.library[instance.instructor[name].library].level.value for name in taught} > {"county"}


def test_offices_of_a_county_share_library_bureaus_and_mobile_classrooms():
    made = make(request("county", "350426", 1_000))
    instance = made.instance
    offices = {course.id.split("-")[1] for course in instance.courses}
    assert len(offices) == 4
    levels = [library.level.value for library in instance.libraries]
    assert sorted(levels) == ["city", "county", "province"]
    (bureau,) = [unit for unit in instance.units if "education" in unit.id]
    assert bureau.size_persons >= 4 * BUREAUS["education-bureau"][1]
    assert [unit.id for unit in instance.mobile_units] == [
        f"350426-{first}-bus-{colour}" for first in (1, 4) for colour in ("red", "green")
    ]
    assert sum(venue.id.endswith("culture-hall") for venue in instance.venues) == 2
    driven = {(booking.place.mobile_unit, booking.session.split("-")[1])
              for booking in made.plan.bookings if isinstance(booking.place, StopPlace)}  # fmt: skip
    assert {office for unit, office in driven if unit == "350426-1-bus-red"} > {"1"}


def test_people_above_the_counties_teach_in_several_and_most_is_taught_at_home():
    made = make(request("prefecture", "3504", 1_000))
    instance = made.instance
    counties_of = defaultdict(set)
    home = 0
    for booking in made.plan.bookings:
        people = [instance.instructor[person.instructor] for person in booking.instructors]
        levels = {instance.library[person.library].level.value for person in people}
        home += levels == {"county"}
        for person in people:
            counties_of[person.id].add(instance.session[booking.session].organiser)
    shared = {name for name, counties in counties_of.items() if len(counties) > 1}
    assert shared
    assert all(instance.library[instance.instructor[name].library].level.value != "county" for name in shared)
    assert 0.7 < home / len(made.plan.bookings) < 0.95


def test_who_may_come_to_an_open_session_is_a_choice_among_few():
    instance = make(request("county", "350426", 260)).instance
    choices = [len(session.open_to.ids) for session in instance.sessions if session.open_to is not None]
    assert min(choices) >= 2
    assert max(choices) == 8


def test_shares_of_the_members_pack_bind_members_only(province):
    by_id = {entry.id: entry.parameters for entry in province.instance.policy.rules}
    for name in ("theory-first-share", "practice-share"):
        assert by_id[name]["cohorts"] == {"categories": ["village_secretary", "new_member"]}
    short = {violation.rule for violation in check_plan(province.instance, province.plan).violations}
    assert not short & {"theory-first-share", "practice-share"}


def test_progress_is_told_office_by_office():
    told = []
    make(request("county", "350426", 600), lambda planted, offices: told.append((planted, offices)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_plan_is_no_part_of_the_instance(province):
    text = instance_text(province.instance)
    assert '"bookings"' not in text
    assert province.claims()["plan_sha256"] not in text


@pytest.mark.parametrize("code", ["35", "41", "51", "11"])
@pytest.mark.parametrize("sessions", [24, 1_000, 20_000, 160_000])
def test_shares_add_up_and_go_by_villages(code, sessions):
    found = shares(code, sessions)
    assert sum(found.values()) == sessions
    assert min(found.values()) >= 24
    weights = {county.code: county.villages for county in counties(code)}
    by_weight = sorted(found, key=lambda county: -weights[county])
    assert all(found[a] + 1 >= found[b] for a, b in pairwise(by_weight))


@pytest.mark.parametrize("sessions", range(24, 261))
def test_a_mix_has_as_many_sessions_as_asked_for(sessions):
    mix = Mix.of(sessions)
    singles = mix.visits + mix.day_classes + mix.open_sessions
    assert 10 * mix.blocks + 6 * mix.batches + singles == sessions
    assert min(mix.blocks, mix.batches, mix.visits, mix.day_classes, mix.open_sessions) > 0


def test_every_county_of_every_province_has_a_township_and_a_weight():
    assert len(provinces()) == 31
    found = [county for item in provinces() for county in counties(item.code)]
    assert len(found) == 2978
    assert all(below(county.code) for county in found)
    assert division("350426").villages == 271
    assert division("999999") is None


def test_tighter_instances_are_tighter():
    loose = make(request("county", "350426", 100, hours_percent=200, seats_percent=150, weeks=4))
    tight = make(request("county", "350426", 100, weeks=1, spare_study_hours=0))
    seats = [sum(r.capacity_persons for v in m.instance.venues for r in v.rooms) for m in (loose, tight)]
    assert seats[0] > 1.4 * seats[1]
    spans = [
        max((s.starts[0].last_day - s.starts[0].first_day).days for s in m.instance.sessions)
        for m in (loose, tight)
    ]
    assert spans[0] > spans[1]


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ({"size": "village"}, "size"),
        ({"size": "county", "code": "350426101"}, "code"),
        ({"size": "province", "code": "3504"}, "code"),
        ({"size": "county", "code": "99"}, "code"),
        ({"size": "county", "sessions": 23}, "sessions"),
        ({"size": "large", "sessions": 200_001}, "sessions"),
        ({"size": "county", "seed": -1}, "seed"),
        ({"size": "county", "weeks": 0}, "weeks"),
        ({"size": "county", "seats_percent": 89}, "seats_percent"),
    ],
)
def test_what_cannot_be_made_is_refused(words, path):
    with pytest.raises(InvalidInputError) as caught:
        request(**words)
    assert [fault.path for fault in caught.value.faults] == [path]
