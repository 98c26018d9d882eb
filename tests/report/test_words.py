"""Names, amounts and subjects in words, for every rule of the catalogue."""

import pytest

from edusched.checking.checker import check_plan
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan, RoomPlace, StopPlace
from edusched.domain.policy import Objective
from edusched.domain.result import Conflict, Violation
from edusched.report.words import SUBJECTS, Words, amount_words, gap_words, labelled, plain
from edusched.rules.catalogue import CATALOGUE
from edusched.rules.examples import BASE, instance_of, merged, plan_of

EXAMPLES = [
    pytest.param(page.id, example, id=f"{page.id}: {example.text}"[:70])
    for page in CATALOGUE
    for example in page.examples
]


def named_instance(**changes):
    """Return the rule pages' instance, with names."""
    names = {
        "instructors": [{"id": "li", "name": "李"}],
        "cohorts": [{"id": "c1", "name": "第一班"}],
        "venues": [{"id": "school", "name": "县委党校"}],
        "mobile_units": [{"id": "bus", "name": "流动课堂"}],
        "regions": [{"id": "hill", "name": "山村"}],
        "platforms": [{"id": "web", "name": "网校"}],
        "courses": [{"id": "theory", "name": "理论"}],
    }
    data = merged(merged(BASE, names), changes)
    return Instance.model_validate(data, strict=False)


def test_every_page_says_what_its_subjects_are():
    assert set(SUBJECTS) == {page.id for page in CATALOGUE}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_subjects_are_of_the_kinds_that_are_named(rule, example):
    instance = instance_of(example, rule)
    words = Words(instance)
    known = {
        "cohort": set(instance.cohort),
        "course": set(instance.course),
        "instructor": set(instance.instructor),
        "library": set(instance.library),
        "material": set(instance.material),
        "mobile_unit": set(instance.mobile_unit),
        "organisation": set(instance.organisation),
        "asked": {*instance.organisation, *instance.instructor, *instance.venue},
        "person": {*instance.cohort, *instance.instructor},
        "platform": set(instance.platform),
        "programme": {p.id for p in instance.programmes},
        "region": set(instance.region),
        "session": set(instance.session),
        "unit": {u.id for u in instance.units},
    }
    places = {*instance.venue, *instance.mobile_unit}
    places |= {f"{v.id}/{r.id}" for v in instance.venues for r in v.rooms} | set(instance.platform)
    for found in check_plan(instance, plan_of(example.plan)).violations:
        if found.rule != rule:
            continue
        for kind, part in zip(SUBJECTS[rule], found.subject, strict=False):
            if kind == "place":
                assert part.partition("@")[0] in places
            elif kind and not (rule == "session_shape" and part in instance.mobile_unit):
                assert part in known[kind]
        line = words.violation(found)
        assert line.startswith(f"{rule}: ")
        assert str(found.subject[0]) in line


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (2400, "person-hours/100", "24 person-hours"),
        (150, "person-hours/100", "1.5 person-hours"),
        (1, "person-hours/100", "0.01 person-hours"),
        (123456789, "person-hours/100", "1,234,567.89 person-hours"),
        (102346, "fen", "1,023.46 yuan"),
        (0, "fen", "0.00 yuan"),
        (1, "breaches", "1 breach"),
        (1, "persons", "1 person"),
        (1, "double bookings", "1 double booking"),
        (2, "persons", "2 persons"),
        (1, "person-times", "1 person-time"),
        (3005, "minutes/100", "30.05 minutes"),
        (5, "x\x1b", "5 x\\u001b"),
    ],
)
def test_amounts(amount, unit, expected):
    assert amount_words(amount, unit) == expected


@pytest.mark.parametrize(
    ("gap", "expected"), [(0.0, "0 %"), (1e-9, "0.01 %"), (0.5, "50.00 %"), (1.0, "100.00 %")]
)
def test_gaps(gap, expected):
    assert gap_words(gap) == expected


def test_names_come_with_ids():
    assert labelled("李", "li") == "李 (li)"
    assert labelled("", "li") == "li"
    assert labelled("li", "li") == "li"
    assert labelled("a\u202eb", "x\x9b") == "a\\u202eb (x\\u009b)"
    assert plain("a\nb") == "a\\u000ab"


def test_places_are_named():
    words = Words(named_instance())
    assert words.place(RoomPlace(venue="school", room="big")) == "县委党校 (school), big"
    assert words.place(StopPlace(mobile_unit="bus", site="hill")) == "流动课堂 (bus) at 山村 (hill)"
    assert words.place(plan_of("p1 2026-09-07 eve web - -").bookings[0].place) == "网校 (web)"
    assert words.named("place", "school/big") == "县委党校 big (school/big)"
    assert words.named("place", "bus@hill") == "流动课堂 @ 山村 (bus@hill)"
    assert words.named("place", "bus@lake") == "流动课堂 @ lake (bus@lake)"


def rule(name, page, **parameters):
    return {"id": name, "rule": page, "parameters": parameters}


def test_a_share_is_told_in_hours_and_a_clause_with_its_document():
    share = rule("a-third", "subject_share", subject_class="public", numerator=1, denominator=3)
    share["clause"] = {"document": "办法", "clause": "第三条"}
    words = Words(named_instance(policy={"defaults": "none", "rules": [share]}))
    unit = "person-hours/100 x denominator"
    found = Violation("a-third", ("c1", "2026"), 1300, unit, ("200 of 500",))
    assert words.violation(found) == (
        "a-third: 第一班 (c1), 2026: 4.33 person-hours on the wrong side of the share (200 of 500)"
    )
    assert words.conflict(Conflict("a-third", ("c1", "2026"), 600, unit)).endswith(
        "must give 2.00 person-hours on the wrong side of the share [办法 第三条]"
    )
    assert amount_words(600, unit) == "6 person-hours x the denominator of the share"


def test_a_rule_nobody_knows_is_told_as_it_is():
    words = Words(named_instance())
    assert words.violation(Violation("gone", ("c1",), 3, "things")) == "gone: c1: 3 things"
    assert words.clause("gone") == ""


def test_a_level_has_a_unit_where_all_its_rules_share_one():
    fees = rule("fees", "fees", fee_fen_per_teaching_hour={"full_time": 100})
    owed = rule("hours", "study_hours", min_study_hours=4)
    once = rule("once", "rotation_once", programmes=["p"], first_day="2026-01-01", last_day="2026-12-31")
    programme = [{"id": "p", "sessions": ["t1"]}]
    words = Words(named_instance(policy={"defaults": "none", "rules": [fees, owed]}))
    assert words.level(Objective.COST, 250) == "2.50 yuan"
    assert words.level(Objective.OBLIGATIONS, 250) == "2.5 person-hours"
    assert words.level(Objective.FAIRNESS, 1250) == "1,250 points"
    mixed = named_instance(policy={"defaults": "none", "rules": [owed, once]}, programmes=programme)
    assert Words(mixed).level(Objective.OBLIGATIONS, 250) == "250 points"
    weighed = {**owed, "enforcement": {"mode": "soft", "level": "needs", "weight": 3}}
    heavy = named_instance(policy={"defaults": "none", "rules": [weighed]})
    assert Words(heavy).level(Objective.NEEDS, 250) == "250 points"
    strict = Words(named_instance(policy={"defaults": "none", "rules": [owed]}), strict=True)
    assert strict.level(Objective.OBLIGATIONS, 0) == "0 points"


def test_an_empty_plan_is_a_plan():
    assert check_plan(named_instance(), Plan(instance="example")).accepted


def test_a_stop_has_the_names_of_its_unit_and_its_site():
    words = Words(named_instance())
    assert words.named("place", "bus@hill") == "流动课堂 @ 山村 (bus@hill)"
    assert words.named("place", "bus@nowhere") == "bus@nowhere"
    assert words.named("place", "no@bus@hill") == "no@bus@hill"
