"""The thirty ambiguities of the sources, each read both ways: as `docs/readings.md` says, and otherwise.

The base instance: cohort c1 has 13 persons (10 of the bureau, 3 of the station), c2 4 of the station; a
theory session earns 4 hours, a skill session 3, a law session 2.
"""

import json
import re
from pathlib import Path

import pytest

from edusched.api import carry_over, load
from edusched.calendar.horizon import Horizon
from edusched.checking.checker import check_plan
from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.places import Platform
from edusched.domain.records import Terms
from edusched.domain.time import WorkCalendar
from edusched.report.suspicions import suspicions
from edusched.report.tables.followed import checklist
from edusched.rules.catalogue import BY_ID
from edusched.rules.examples import BASE, Example, instance_data, instance_of, merged, plan_of
from tests.records.cases import PLAN, attended, instance_with, records_with
from tests.report.tables.cases import told as rows_told
from tests.report.tables.recorded_cases import told

PAGE = Path(__file__).resolve().parents[2] / "docs" / "readings.md"
T1 = "t1 2026-09-07 am school/big li c1"
K1 = "k1 2026-09-08 am school/small wu c1"
T2 = "t2 2026-09-07 pm school/big li c2"


def amount(rule, plan, given=None, **parameters):
    """Return what one rule alone says of a plan."""
    example = Example("", plan, 0, given or {}, parameters)
    return sum(v.amount for v in check_plan(instance_of(example, rule), plan_of(plan)).violations)


def default(rule, name):
    return BY_ID[rule].parameters_type.model_fields[name].default


def loaded(tmp_path, data):
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return load(path)


def history(*entries):
    return {"cohorts": [{"id": "c1", "history": [{"subject_class": "theory", **e} for e in entries]}]}


def test_a01_a_minimum_is_an_organisations_or_a_persons():
    # Once attended, 10 + 3 person-times by organisation are enough for 3 each; nobody has been three times.
    assert amount("person_times", T1, by="unit", count="sessions", min_person_times=3) == 0
    assert amount("frequency", T1, cohorts={"ids": ["c1"]}, min_days=3) > 0


def test_a02_five_over_all_kinds_or_five_each():
    both = {"count": "sessions", "min_person_times": 5}
    assert amount("person_times", T1, by="all", **both) == 0
    assert amount("person_times", T1, by="category", **both) == 5


def test_a03_about_is_a_band_an_exact_number_or_a_minimum():
    assert default("person_times", "band_percent") == 5
    about = {"count": "sessions", "target_person_times": 17}
    assert amount("person_times", T1 + "\n" + T2, **about) == 0
    assert amount("person_times", T1, **about) == 4
    assert amount("person_times", T1, **about, band_percent=10) == 3
    assert amount("person_times", T1, **about, band_percent=30) == 0
    exactly = {"count": "sessions", "target_person_times": 13, "band_percent": 0}
    assert amount("person_times", T1 + "\n" + T2, **exactly) == 4
    assert amount("person_times", T1 + "\n" + T2, count="sessions", min_person_times=13) == 0


def test_a04_a_person_time_is_a_programme_or_a_session():
    assert default("person_times", "count") == "programmes"
    given = {"programmes": [{"id": "class", "sessions": ["t1", "k1"]}]}
    assert amount("person_times", T1 + "\n" + K1, given, min_person_times=26) == 13
    assert amount("person_times", T1 + "\n" + K1, given, min_person_times=26, count="sessions") == 0


def carried(**parts):
    """Return what c1 brings into the next plan from what the records say."""
    made = carry_over(instance_with(), plan_of(PLAN), records_with(**parts), instance_with())
    return [float(entry.study_hours) for entry in made.cohort["c1"].history]


def test_a05_a_study_hour_has_45_minutes_or_60():
    told = {"key": "k", "cohort": "c1", "on": "2026-03-02", "minutes": 100, "subject_class": "theory"}
    assert Terms().study_hour_minutes == 45
    assert carried(credits=[told]) == [2.22], "100 / 45, rounded down"
    assert carried(credits=[told], terms={"study_hour_minutes": 60}) == [1.66]


def test_a06_hours_or_days_or_both():
    given = {}
    assert amount("study_hours", T1, given, cohorts={"ids": ["c1"]}, min_study_hours=8, min_days=1) == 0
    # Both: an entry for each. The days are there, of the hours 4 are short.
    assert amount("study_hours", T1, given, cohorts={"ids": ["c1"]}, min_days=1) == 0
    assert amount("study_hours", T1, given, cohorts={"ids": ["c1"]}, min_study_hours=8) == 400 * 13


def test_a07_the_december_date_is_the_sixth_or_the_sixteenth():
    def state(due):
        item = {"kind": "annual-summary", "due": due, "done": "2026-12-10"}
        (row,) = rows_told(checklist(told(as_of="2026-12-31", checklist=[item])))
        return row["state"]

    assert state("2026-12-06") == "late"
    assert state("2026-12-16") == "done"


def test_a08_a_third_of_what_is_required_or_of_what_is_taken():
    given = {"courses": [{"id": "theory", "subject_class": "public"}]} | history(
        {"on": "2026-03-02", "study_hours": 8, "subject_class": "skill"}
    )
    mine = {"cohorts": {"ids": ["c1"]}}
    third = {"subject_class": "public", "numerator": 1, "denominator": 3}
    # 8 hours and 4 public ones: of 9 required 3 public ones count, and 12 taken are a third public.
    assert amount("study_hours", T1, given, **mine, min_study_hours=12, caps=[third]) == 0
    assert amount("study_hours", T1, given, **mine, min_study_hours=11.5, caps=[third]) == 0
    less = history({"on": "2026-03-02", "study_hours": 6, "subject_class": "skill"})
    less |= {"courses": given["courses"]}
    assert amount("study_hours", T1, less, **mine, min_study_hours=9, caps=[third]) == 0
    assert amount("subject_share", T1, less, **mine, **third) == (3 * 400 - 1000) * 13


def test_a09_hours_at_a_lower_venue_do_not_count_or_are_forbidden():
    low = "t1 2026-09-07 am hall/main li c1"
    county = {"min_level": "county"}
    mine = {"cohorts": {"ids": ["c1"]}, "min_study_hours": 4}
    assert amount("study_hours", low, **mine, counted=county) == 400 * 13
    assert amount("venue_fit", low) == 0, "attendance is allowed"
    assert amount("venue_fit", low, {"courses": [{"id": "theory", "place": county}]}) == 1


def test_a10_instructors_are_a_category_among_those_who_owe_24_hours_or_not():
    given = {"cohorts": [{"id": "c2", "category": "instructor"}]}
    owed = {"min_study_hours": 24}
    looser = amount("study_hours", "", given, cohorts={"categories": ["secretary"]}, **owed)
    assert looser == 2400 * 13
    assert amount("study_hours", "", given, cohorts={"categories": ["secretary", "instructor"]}, **owed) == (
        looser + 2400 * 4
    )


def test_a11_promptly_is_so_many_days_or_any_delay():
    assert default("tardiness", "within_days") == 90
    soon = {"event": "joined_on", "min_study_hours": 4}
    # Joined on 14 September 2025; 7 September 2026 is long after 90 days, but the 359th day.
    assert amount("tardiness", T1, **soon) == 13
    assert amount("tardiness", T1, **soon, within_days=360) == 0


def test_a12_in_principle_is_waivable_or_hard():
    example = Example("", "", 0, {}, {"event": "joined_on", "min_study_hours": 4})
    data = instance_data(example, "deadline")
    entry = data["policy"]["rules"][0] | {"enforcement": {"mode": "hard"}}
    waived = entry | {"waivers": [{"subject": "c1", "reason": "on leave"}]}
    for rule, accepted in ((entry, False), (waived, True)):
        data["policy"]["rules"] = [rule]
        report = check_plan(parse(data), plan_of(""))
        assert report.accepted == accepted
    assert [v.subject for v, _ in report.waived] == [("c1",)]


def parse(data):
    return Instance.model_validate_json(json.dumps(data))


def windows(**ranges):
    found = [{"id": name, "ranges": [{"first": a, "last": b}]} for name, (a, b) in ranges.items()]
    return {"calendar": {"windows": found}}


def test_a13_seasons_are_dates_of_each_region():
    given = windows(north=("2026-09-07", "2026-09-08"), south=("2026-09-10", "2026-09-11"))
    assert amount("season", T1, given, windows=["north"]) == 0
    assert amount("season", T1, given, windows=["south"]) == 1
    assert amount("season", T1, given, windows=["north", "south"]) == 0


def test_a14_an_activity_day_keeps_its_date_or_moves_to_a_working_day():
    assert default("activity_day", "shift") == "keep"
    # 12 September 2026 is a Saturday, the 11th the nearest working day.
    friday = "t1 2026-09-11 am school/big li c1"
    assert amount("activity_day", friday, dates=["09-12"]) == 1
    assert amount("activity_day", friday, dates=["09-12"], shift="nearest_working_day") == 0


def test_a15_a_month_of_training_is_twenty_days_or_more():
    given = {
        "cohorts": [
            {"id": "c2", "history": [
                {"on": "2026-03-02", "study_hours": 100, "days": 19, "subject_class": "theory"}]}
        ]
    }  # fmt: skip
    mine = {"cohorts": {"ids": ["c2"]}, "hours_per_day": 1}
    assert amount("study_hours", T2, given, **mine, min_days=20) == 0
    assert amount("study_hours", T2, given, **mine, min_days=22) == 2 * 100 * 4


def test_a16_full_and_part_time_within_bounds_or_free():
    mix = {"part": {"engagements": ["part_time"]}, "min_percent": 20, "max_percent": 60}
    assert amount("teaching_mix", T1, **mix) > 0, "Li is full-time and teaches alone"
    assert amount("teaching_mix", T1, part=mix["part"], min_percent=0) == 0


def test_a17_a_levy_of_one_and_a_half_percent_or_of_fifteen():
    given = {"policy": {"rules": [{"id": "venues", "rule": "venue_cost"}]}}

    def over(rate):
        source = {"source": "employer", "base_fen": 1_000_000, "rate_per_10_000": rate}
        example = Example("", T1, 0, given, {"costs": ["venues"], "sources": [source]})
        report = check_plan(instance_of(example, "budget"), plan_of(T1))
        return sum(v.amount for v in report.violations if v.rule == "budget")

    assert over(150) == 20_000 - 15_000  # a morning in the big room costs 200 yuan
    assert over(1_500) == 0


def quota_lines(tmp_path, *rules):
    """Return what is told of quotas when an instance is looked at."""
    entries = [{"id": name, "rule": rule, "parameters": given} for name, rule, given in rules]
    data = merged(BASE, {}) | {"policy": {"defaults": "none", "rules": entries}}
    return [line for line in suspicions(loaded(tmp_path, data)) if line.startswith("quota")]


def test_a18_one_number_or_one_with_its_parts(tmp_path):
    whole = ("all", "person_times", {"target_person_times": 100})
    part = ("west", "person_times", {"min_person_times": 60, "part_of": "all"})
    assert quota_lines(tmp_path, whole) == []
    assert quota_lines(tmp_path, whole, part) == ["quota all: 40 of 100 are unallocated; parts: west"]


def test_a19_sizes_that_follow_from_two_ranges_are_a_warning_and_no_rule(tmp_path):
    seminars = ("seminars", "session_count", {"min_sessions": 30, "max_sessions": 50})
    sizes = {"count": "sessions", "min_person_times": 2000, "max_person_times": 3000}
    assert quota_lines(tmp_path, seminars, ("people", "person_times", sizes)) == [
        "quotas people and seminars imply 40 to 100 persons a session"
    ]
    assert amount("group_size", T1) == 0
    assert amount("group_size", T1, max_persons=12) == 1, "a rule where one is wanted"


def test_a20_no_rating_is_neutral_or_whatever_is_said():
    assert default("teaching_quality", "neutral_tenths") == 30
    assert amount("teaching_quality", T1) == 2 * amount("teaching_quality", T1, neutral_tenths=40)


def test_a21_a_quarter_of_a_unit_at_once_or_another_share():
    assert default("rotation_share", "max_share_percent") == 25
    given = {"units": [{"id": "bureau", "size_persons": 40}, {"id": "station", "size_persons": 3}]}
    # 10 of 40 are a quarter; of 3, one at least may go.
    assert amount("rotation_share", T1, given, units=["bureau"]) == 0
    assert amount("rotation_share", T1, given, units=["station"]) == 2
    assert amount("rotation_share", T1, given, units=["bureau"], max_share_percent=20) == 2


def test_a22_who_is_out_of_scope_owes_nothing():
    owed = {"min_study_hours": 4}
    left_out = {"cohorts": [{"id": "c2", "in_scope": False}], "sessions": []}
    data = merged(BASE, left_out)
    data["sessions"] = [s for s in data["sessions"] if "c2" not in s.get("cohorts", [])]
    assert amount("study_hours", "", **owed) == 400 * 17
    instance = parse(data | {"policy": {"defaults": "none", "rules": [
        {"id": "hours", "rule": "study_hours", "parameters": owed}]}})  # fmt: skip
    assert sum(v.amount for v in check_plan(instance, plan_of("")).violations) == 400 * 13


def test_a23_hours_count_once_by_their_key():
    told = {"key": "k", "cohort": "c1", "on": "2026-03-02", "study_hours": 4, "subject_class": "theory"}
    assert carried(credits=[told, told | {"source": "network"}]) == [4], "told twice, counted once"
    assert carried(credits=[told, told | {"key": "other"}]) == [4, 4]


def test_a24_recorded_once_or_anew_for_each_cohort():
    assert not Platform.model_fields["recorded_each_time"].default
    both = "p1 2026-09-07 eve web li c1,c2"
    for each_time, wrong in ((False, 0), (True, 1)):
        web = {"id": "web", "kind": "recorded", "seats_persons": None, "recorded_each_time": each_time}
        assert amount("session_shape", both, {"platforms": [web]}) == wrong


def test_a25_part_attendance_counts_from_a_share_or_not_at_all():
    # 144 of 180 minutes are 80 %.
    assert Terms().min_attended_percent == 80
    assert carried(attendance=[attended("t1", minutes=144)]) == [4]
    assert carried(attendance=[attended("t1", minutes=143)]) == []
    assert carried(attendance=[attended("t1", minutes=144)], terms={"min_attended_percent": 100}) == []


def test_a26_no_rule_may_read_ownership(tmp_path):
    data = merged(BASE, {"units": [{"id": "bureau", "ownership": "private"}]})
    assert loaded(tmp_path, data).unit["bureau"].ownership == "private"
    selector = {"cohorts": {"unit_flags": ["private"]}, "min_study_hours": 4}
    data["policy"] = {"rules": [{"id": "owed", "rule": "study_hours", "parameters": selector}]}
    with pytest.raises(InvalidInputError, match="no rule may read ownership"):
        loaded(tmp_path, data)


def test_a27_mainly_is_more_than_half_or_another_share():
    given = {"policy": {"rules": [{"id": "venues", "rule": "venue_cost"}]}}

    def short(percent, amount_fen):
        source = {"source": "membership_fees", "amount_fen": amount_fen}
        parameters = {"costs": ["venues"], "sources": [source], "min_spend_percent": percent}
        report = check_plan(instance_of(Example("", T1, 0, given, parameters), "budget"), plan_of(T1))
        return sum(v.amount for v in report.violations if v.rule == "budget")

    assert short(50, 40_000) == 0  # 200 yuan of 400
    assert short(60, 40_000) == 4_000


def test_a28_one_time_zone_and_holidays_of_a_country_or_none():
    days = {"first_day": "2026-10-01", "last_day": "2026-10-09"}
    periods = [{"id": "am", "start": "08:30", "end": "11:30"}]
    china, none = (
        WorkCalendar.model_validate_json(json.dumps(days | {"periods": periods} | more))
        for more in ({}, {"holidays": "none", "time_zone": "Europe/Berlin"})
    )
    assert (china.time_zone, none.time_zone) == ("Asia/Shanghai", "Europe/Berlin")
    assert len(Horizon(china).working_days) < len(Horizon(none).working_days) == 7


def test_a29_ids_are_compared_as_given(tmp_path):
    data = merged(
        BASE, {"regions": [{"id": "福建", "level": "province"}, {"id": "褔建", "level": "province"}]}
    )
    assert {"福建", "褔建"} <= set(loaded(tmp_path, data).region)


def test_a30_a_year_is_a_calendar_year_a_school_year_a_contract_year_or_the_plan():
    assert default("study_hours", "period") == "calendar_year"
    given = history({"on": "2026-03-02", "study_hours": 4})
    mine = {"cohorts": {"ids": ["c1"]}, "min_study_hours": 4}
    assert amount("study_hours", "", given, **mine) == 0
    assert amount("study_hours", "", given, **mine, period="school_year") == 400 * 13
    assert amount("study_hours", "", given, **mine, period="horizon") == 400 * 13
    # From 14 September: one year ends on the 13th, in which March lies; one begins on the 14th.
    assert amount("study_hours", "", given, **mine, contract_from="joined_on") == 400 * 13


def test_every_reading_is_described_and_shown():
    described = re.findall(r"^\| (A\d\d) \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert described == [f"A{number:02}" for number in range(1, 31)]
    shown = sorted(name[5:8].upper() for name in globals() if re.match(r"test_a\d\d_", name))
    assert shown == described


def test_the_fields_that_are_named_exist():
    text = PAGE.read_text(encoding="utf-8")
    named = re.findall(r"`([a-z_]+)\.([a-z_]+)`", text)
    assert len(named) > 12
    for rule, field in named:
        assert field in BY_ID[rule].parameters_type.model_fields, (rule, field)
