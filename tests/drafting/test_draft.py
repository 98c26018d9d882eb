"""The draft of a county: obligations covered, cohorts together where they can be, a plan that meets all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import edusched
from edusched.domain.base import hundredths
from edusched.formats.files import instance_text
from tests.drafting.county import PERIODS, TOWNSHIPS, built, county, read


def without_roster():
    """Return the county with two cohorts instead of its roster, and no policy yet."""
    data = county()
    data["drafting"]["roster"] = []
    data["cohorts"] = [
        {"id": "c1", "category": "staff", "region": "east", "headcount": {"east-offices": 12}},
        {"id": "c2", "category": "staff", "region": "north", "headcount": {"north-offices": 10}},
    ]
    data["policy"] = {"rules": []}
    return data


def with_rules(data, *rules, **drafting):
    data["policy"]["rules"] += [
        {"id": f"{page}-{k}", "rule": page, "parameters": p} for k, (page, p) in enumerate(rules)
    ]
    data["drafting"] |= drafting
    return data


def drafted(data, **options):
    return edusched.draft(built(data), **options)


def held(instance):
    """Return courses and cohorts of all sessions, in order."""
    return sorted((session.course, session.cohorts) for session in instance.sessions)


def notes(made, kind):
    return {note.subject: note.text for note in made.notes if note.kind == kind}


HOURS = ("study_hours", {"min_study_hours": 12})


def test_a_county_is_drafted_solved_and_owes_nothing(tmp_path):
    made = edusched.draft(read(county(), tmp_path))
    assert made.amiss == ()
    edusched.save(made.instance, tmp_path / "drafted.json")
    instance = edusched.load(tmp_path / "drafted.json")
    assert instance == made.instance
    result = edusched.solve(instance, time_limit_seconds=60, workers=1, deterministic=True)
    report = edusched.check(instance, result.plan)
    assert report.accepted
    assert report.violations == ()
    assert result.status == "optimal"


def test_equal_instances_give_equal_drafts(tmp_path):
    data, other = county(), county()
    for part in (other["drafting"], other, other["policy"]):
        for value in part.values():
            if isinstance(value, list) and value is not other["calendar"]["periods"]:
                value.reverse()
    other["policy"]["rules"].reverse()
    first, again = (edusched.draft(read(data, tmp_path)) for _ in range(2))
    assert instance_text(first.instance) == instance_text(again.instance)
    assert first.notes == again.notes
    shuffled = edusched.draft(read(other, tmp_path))
    assert sorted(shuffled.instance.sessions, key=repr) == sorted(first.instance.sessions, key=repr)
    assert shuffled.instance.cohorts == first.instance.cohorts


def test_a_draft_of_a_draft_adds_nothing():
    first = drafted(county())
    again = edusched.draft(first.instance)
    assert again.instance == first.instance


def test_what_is_there_already_stays_and_is_counted():
    data = with_rules(without_roster(), HOURS)
    data["sessions"] = [{"id": "mine", "course": "skill", "cohorts": ["c1"]}]
    made = drafted(data)
    mine = [s for s in made.instance.sessions if s.id == "mine"]
    assert mine == list(built(data).sessions)
    assert held(made.instance) == [
        ("skill", ("c1",)),
        ("skill", ("c1", "c2")),
        ("skill", ("c1", "c2")),
        ("skill", ("c2",)),
    ]
    assert "4 study hours in sessions there already" in notes(made, "covered")["study_hours-0", "c1"]


def test_an_open_session_counts_only_where_all_it_is_open_to_have_room():
    data = with_rules(without_roster(), HOURS)
    data["sessions"] = [{"id": "open", "course": "skill", "open_to": {"categories": ["staff"]}}]
    assert len(drafted(data).instance.sessions) == 1 + 2
    data["cohorts"][0]["headcount"] = {"east-offices": 31}
    text = notes(drafted(data), "covered")["study_hours-0", "c2"]
    assert "already" not in text


def test_an_open_session_counts_only_where_all_it_is_open_to_may_come():
    data = with_rules(without_roster(), HOURS)
    data["sessions"] = [{"id": "open", "course": "skill", "open_to": {}, "max_cohorts": 2}]
    assert "already" in notes(drafted(data), "covered")["study_hours-0", "c1"]
    data["sessions"][0]["max_cohorts"] = 1
    assert "already" not in notes(drafted(data), "covered")["study_hours-0", "c1"]


def test_history_is_counted_and_shortens_what_is_owed():
    data = with_rules(without_roster(), HOURS)
    entry = {"on": "2026-03-02", "study_hours": 5, "subject_class": "theory"}
    data["cohorts"][0]["history"] = [entry]
    made = drafted(data)
    assert held(made.instance) == [("skill", ("c1", "c2")), ("skill", ("c1", "c2")), ("skill", ("c2",))]
    assert "5 study hours of them before" in notes(made, "covered")["study_hours-0", "c1"]


def test_what_is_waived_is_not_drafted():
    data = with_rules(without_roster(), HOURS)
    data["policy"]["rules"][0]["waivers"] = [{"subject": "c1", "reason": "on leave"}]
    assert {cohorts for _, cohorts in held(drafted(data).instance)} == {("c2",)}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (("curriculum", {"courses": {"law": 2, "skill": 1}}), {"law": 2, "skill": 1}),
        (("frequency", {"min_days": 2, "counted": {"courses": ["law"]}}), {"law": 2}),
        (("study_hours", {"min_days": 3, "counted": {"methods": ["lecture"]}}), {"law": 3}),
        (("study_hours", {"min_study_hours": 3, "counted": {"deliveries": ["online"]}}), {"law": 2}),
        (("study_hours", {"min_study_hours": 3, "counted": {"min_level": "county"}}), {"skill": 1}),
        (("person_times", {"min_person_times": 30, "count": "sessions"}), {"law": 2}),
        (("session_count", {"min_sessions": 3, "counted": {"courses": ["law"]}}), {"law": 3}),
        (("session_count", {"min_sessions": 2, "by": "region", "level": "township"}), {"skill": 2}),
    ],
)
def test_each_kind_of_obligation_gets_its_sessions(rule, expected):
    made = drafted(with_rules(without_roster(), rule))
    found = [course for course, _ in held(made.instance)]
    assert {course: found.count(course) for course in found} == expected


def test_an_obligation_nothing_counts_for_is_named_with_its_reason():
    data = without_roster()
    data["courses"][2]["staff"] = [{"competences": {"skill": 5}}]
    made = drafted(with_rules(data, ("curriculum", {"courses": {"theory": 1, "skill": 1}})))
    assert made.count("short") == 4
    texts = [note.text for note in made.amiss if note.subject == ("curriculum-0", "c1")]
    assert any("no pattern meant for the cohort counts for it" in text for text in texts)
    assert any("skill-day: too few instructors have the competences" in text for text in texts)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"persons": 41}, "no place suits it and holds 41 persons"),
        ({"minutes": 5}, "no place that suits it is within 5 minutes"),
        ({"away": True}, "places, starts, shares or other rules let no more"),
    ],
)
def test_why_candidates_do_not_suffice(change, words):
    data = with_rules(without_roster(), ("curriculum", {"courses": {"skill": 1}}))
    data["cohorts"] = data["cohorts"][1:]
    if "persons" in change:
        data["cohorts"][0]["headcount"] = {"north-offices": 41}
    if "minutes" in change:
        data["drafting"]["max_travel_minutes"] = 5
    if "away" in change:
        data["cohorts"][0]["unavailable"] = [{"periods": ["am", "pm"]}]
    assert words in notes(drafted(data), "short")["curriculum-0", "c2"]


def test_a_cap_and_a_share_bound_what_is_chosen():
    capped = {"min_study_hours": 6, "caps": [{"subject_class": "public", "numerator": 1, "denominator": 3}]}
    share = {"subject_class": "public", "numerator": 1, "denominator": 3}
    needs = {"courses": {"law": 1}}
    data = with_rules(without_roster(), ("study_hours", capped), ("curriculum", needs))
    found = [course for course, _ in held(drafted(data).instance)]
    assert sorted(found) == ["law", "skill"]
    data = with_rules(
        without_roster(), ("subject_share", share), ("curriculum", {"courses": {"law": 2}}), HOURS
    )
    found = [course for course, _ in held(drafted(data).instance)]
    assert (found.count("law"), found.count("skill")) == (2, 2)
    data = with_rules(without_roster(), ("study_hours", {"max_study_hours": 7}), HOURS)
    made = drafted(data)
    assert [course for course, _ in held(made.instance)] == ["law", "skill"]
    assert "6 study hours stay owed" in notes(made, "short")["study_hours-1", "c1"]


def test_a_deadline_bounds_the_starts():
    data = with_rules(without_roster(), ("deadline", {"event": "joined_on", "min_study_hours": 4}))
    data["cohorts"][0]["events"] = {"joined_on": "2025-09-30"}
    (session,) = drafted(data).instance.sessions
    assert [(str(p.first_day), str(p.last_day)) for p in session.starts] == [("2026-09-07", "2026-09-30")]
    assert session.cohorts == ("c1",)


def test_a_deadline_on_the_first_day_leaves_that_day():
    data = with_rules(without_roster(), ("deadline", {"event": "joined_on", "min_study_hours": 4}))
    data["cohorts"][0]["events"] = {"joined_on": "2025-09-07"}
    (session,) = drafted(data).instance.sessions
    assert [(str(p.first_day), str(p.last_day)) for p in session.starts] == [("2026-09-07", "2026-09-07")]


def test_a_free_session_counts_only_where_it_counts_everywhere():
    data = county()
    data["policy"]["rules"][1]["parameters"]["min_study_hours"] = 12
    short = notes(drafted(data), "short")
    assert len(short) == 4
    assert "4 study hours stay owed" in short["secretaries-8-at-school", "secretary-1"]


def test_needs_decide_between_courses_that_count_alike():
    data = with_rules(without_roster(), ("study_hours", {"min_study_hours": 4}))
    data["courses"].append(
        {"id": "craft", "subject_class": "professional", "study_hours": 4, "tags": ["craft"]}
    )
    data["drafting"]["sessions"].append({"id": "zz-craft-day", "course": "craft"})
    assert held(drafted(data).instance) == [("skill", ("c1", "c2"))]
    data["cohorts"][0]["needs"] = {"craft": 5}
    assert held(drafted(data).instance) == [("craft", ("c1",)), ("skill", ("c2",))]


TOGETHER = ("curriculum", {"courses": {"skill": 1}})
APART = {
    "a place holds them": ({}, 1, ""),
    "no place holds both": ({"persons": 31}, 2, "no place within reach holds 41 persons"),
    "group size": ({"rule": ("group_size", {"max_persons": 21})}, 2, "groups of at most 21 persons"),
    "rotation": (
        {"rule": ("rotation_share", {"max_share_percent": 20})},
        2,
        "at most 12 persons of east-offices",
    ),
    "rotation just kept": ({"persons": 2, "rule": ("rotation_share", {"max_share_percent": 20})}, 1, ""),
    "most cohorts": ({"pattern": {"max_cohorts": 1}}, 2, "at most 1 cohorts together"),
    "no start suits both": ({"away": True}, 2, "too few starts suit all of them"),
    "no place near both": ({"minutes": 16}, 1, ""),
    "places apart": ({"minutes": 14}, 2, "no place within reach holds 22 persons"),
}


@pytest.mark.parametrize(("change", "sessions", "words"), APART.values(), ids=APART)
def test_cohorts_sit_together_where_everything_allows_it(change, sessions, words):
    data = with_rules(without_roster(), TOGETHER, *([change["rule"]] if "rule" in change else []))
    if "persons" in change:
        data["cohorts"][0]["headcount"] = {"east-offices": change["persons"]}
    if change.get("rule", [""])[0] == "rotation_share":
        data["cohorts"][1]["headcount"] = {"east-offices": 10}
    if "minutes" in change:
        data["drafting"]["max_travel_minutes"] = change["minutes"]
    if "away" in change:
        data["cohorts"][0]["unavailable"] = [{"periods": ["am"]}]
        data["cohorts"][1]["unavailable"] = [{"periods": ["pm"]}]
    skill = next(p for p in data["drafting"]["sessions"] if p["id"] == "skill-day")
    skill |= change.get("pattern", {})
    made = drafted(data)
    assert len(made.instance.sessions) == sessions
    assert words in " ".join(notes(made, "class").values())


def test_the_policy_names_the_programmes_made_beside_their_pattern():
    made = drafted(county())
    rule = next(rule for rule in made.instance.policy.rules if rule.id == "secretaries-once")
    names = [programme.id for programme in made.instance.programmes]
    assert len(names) == 4
    assert rule.parameters["programmes"] == ["class", *names]
    first = made.instance.programmes[0]
    assert first.order == (("class-1-theory-1", "class-1-theory-2"),)
    assert first.free_sessions == ("class-1-field",)
    assert first.block_days == 2
    field = made.instance.session["class-1-field"]
    theory = made.instance.session["class-1-theory-1"]
    assert theory.venues == ("school",), "hours count at the county's school only"
    assert field.venues == ("hall", "school"), "a free session stays free"


def test_spare_candidates_are_optional_and_open_to_all_who_take_them():
    made = drafted(with_rules(without_roster(), HOURS), spare_percent=50)
    spare = [s for s in made.instance.sessions if s.open_to is not None]
    assert len(made.instance.sessions) == 3 + 2
    assert [s.open_to.ids for s in spare] == [("c1", "c2")] * 2
    assert not any(s.mandatory for s in made.instance.sessions)
    with pytest.raises(ValueError, match="spare_percent"):
        drafted(county(), spare_percent=-1)


def recorded(**platform):
    """Return one cohort and one pattern, recorded on a platform, that is owed by the end of September."""
    data = without_roster()
    data["cohorts"] = [data["cohorts"][0] | {"events": {"joined_on": "2025-09-30"}}]
    data["platforms"] = [{"id": "web", "kind": "recorded", "watch_days": 10} | platform]
    pattern = {"id": "film", "course": "law", "deliveries": ["online"]}
    rule = ("deadline", {"event": "joined_on", "min_study_hours": 2})
    return with_rules(data, rule, sessions=[pattern], programmes=[])


@pytest.mark.parametrize(("days", "sessions"), [(10, 1), (23, 1), (24, 0)])
def test_a_recording_counts_only_where_it_can_be_watched_in_time(days, sessions):
    """From 7 September, a film that may be watched for 24 days is attended on 1 October at the latest."""
    made = drafted(recorded(watch_days=days))
    assert len(made.instance.sessions) == sessions
    assert made.count("short") == 1 - sessions


def test_a_recording_needs_no_free_time_of_the_cohort():
    data = recorded()
    data["cohorts"][0]["unavailable"] = [{"weekdays": ["mon", "tue", "wed", "thu", "fri"]}]
    assert len(drafted(data).instance.sessions) == 1


def test_messages_earn_nothing():
    assert drafted(recorded(kind="message", watch_days=0)).count("short") == 1


def test_a_recording_made_anew_for_each_cohort_is_shared_by_none():
    data = recorded(recorded_each_time=True)
    data["cohorts"].append(data["cohorts"][0] | {"id": "c2"})
    assert [cohorts for _, cohorts in held(drafted(data).instance)] == [("c1",), ("c2",)]
    del data["platforms"][0]["recorded_each_time"]
    assert [cohorts for _, cohorts in held(drafted(data).instance)] == [("c1", "c2")]


def class_for_staff(data):
    """Let the staff have the programme, and no other pattern."""
    data["drafting"]["sessions"] = data["drafting"]["sessions"][:3]
    for pattern in data["drafting"]["sessions"]:
        pattern["open_to"] = {"categories": ["staff"]}
    return data


@pytest.mark.parametrize(
    ("least", "programmes", "amiss"),
    [
        (11, {("c1",)}, 0),
        (12, {("c1",)}, 0),
        (13, {("c1", "c2")}, 0),
        (22, {("c1", "c2")}, 0),
        (23, {("c1", "c2")}, 1),
    ],
)
def test_person_times_of_programmes_take_as_few_cohorts_as_will_do(least, programmes, amiss):
    data = with_rules(class_for_staff(without_roster()), ("person_times", {"min_person_times": least}))
    made = drafted(data)
    assert {made.instance.session[p.sessions[0]].cohorts for p in made.instance.programmes} == programmes
    assert made.count("short") == amiss


def test_person_times_count_history_and_programmes_there_already():
    data = class_for_staff(without_roster())
    entry = {"on": "2026-02-02", "study_hours": 4, "subject_class": "theory", "programme": "class"}
    data["cohorts"][1]["history"] = [entry]
    data["sessions"] = [{"id": "mine", "course": "theory", "cohorts": ["c1"]}]
    data["programmes"] = [{"id": "mine-only", "sessions": ["mine"]}]
    made = drafted(with_rules(data, ("person_times", {"min_person_times": 22})))
    assert len(made.instance.programmes) == 1
    assert "22 of them without further sessions" in notes(made, "covered")["person_times-0", "all", "2026"]


def test_person_times_leave_a_programme_alone_that_is_due_once():
    once = {"programmes": ["class"], "first_day": "2026-01-01", "last_day": "2026-12-31"}
    rules = (("rotation_once", once), ("person_times", {"min_person_times": 44}))
    made = drafted(with_rules(class_for_staff(without_roster()), *rules))
    assert len(made.instance.programmes) == 1
    assert "22 stay owed" in notes(made, "short")["person_times-1", "all", "2026"]


def test_most_person_times_are_kept():
    times = {"min_person_times": 20, "max_person_times": 21, "count": "sessions"}
    made = drafted(with_rules(without_roster(), ("person_times", times)))
    assert [cohorts for _, cohorts in held(made.instance)] == [("c2",), ("c2",)]
    assert made.count("covered") == 1
    times = {"min_person_times": 30, "max_person_times": 5, "count": "sessions"}
    made = drafted(with_rules(without_roster(), ("person_times", times)))
    assert made.instance.sessions == ()
    assert made.count("short") == 1


def test_sessions_of_a_region_are_held_there():
    count = {"min_sessions": 1, "by": "region", "level": "township"}
    made = drafted(with_rules(without_roster(), ("session_count", count)))
    assert [session.venues for session in made.instance.sessions] == [("hall",)]
    assert set(notes(made, "short")) == {
        ("session_count-0", name, "2026") for name in ("north", "south", "west")
    }
    again = edusched.draft(made.instance)
    assert again.instance == made.instance


def test_sites_get_visits_of_a_mobile_unit():
    data = without_roster()
    data["mobile_units"] = [{"id": "bus", "depot": "county", "capacity_persons": 20, "speed_kmh": 60}]
    talk = {"id": "talk", "course": "law", "deliveries": ["mobile"], "sites": list(TOWNSHIPS)}
    data["sessions"] = [talk | {"id": "mine", "sites": ["east"], "cohorts": ["c1"]}]
    visits = ("frequency", {"of": "sites", "min_days": 2})
    made = drafted(with_rules(data, visits, sessions=[talk], programmes=[]))
    sites = sorted(s.sites[0] for s in made.instance.sessions if s.id != "mine")
    assert sites == sorted([*TOWNSHIPS, *(name for name in TOWNSHIPS if name != "east")])
    by_site = {s.sites[0]: s.open_to.ids for s in made.instance.sessions if s.id != "mine"}
    assert by_site["north"] == ("c2",), "open to those who live there"


def test_an_obligation_a_draft_does_not_read_is_named():
    pairs = {"pairs": [{"donor": "east", "recipient": "north"}]}
    made = drafted(with_rules(without_roster(), ("support_pairs", pairs)))
    assert "support_pairs" in notes(made, "left_out")["support_pairs-0",]


def test_nothing_to_draw_from_draws_up_nothing():
    data = with_rules(without_roster(), HOURS)
    del data["drafting"]
    made = drafted(data)
    assert made.instance == built(data)
    assert made.notes == ()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(TOWNSHIPS)), st.integers(1, 45), st.integers(0, 9)),
        min_size=1,
        max_size=4,
    ),
    st.integers(1, 24),
    st.booleans(),
)
def test_candidates_cover_what_is_owed_or_say_what_stays(cohorts, hours, capped):
    """Hours of candidates and history reach what a cohort owes, or a note says how much is lacking."""
    data = without_roster()
    data["cohorts"] = [
        {
            "id": f"c{k}",
            "category": "staff",
            "region": region,
            "headcount": {f"{region}-offices": persons},
            "history": [{"on": "2026-02-02", "study_hours": before, "subject_class": "public"}],
        }
        for k, (region, persons, before) in enumerate(cohorts)
    ]
    caps = [{"subject_class": "public", "numerator": 1, "denominator": 3}] if capped else []
    made = drafted(with_rules(data, ("study_hours", {"min_study_hours": hours, "caps": caps})))
    instance, short = made.instance, notes(made, "short")
    for cohort in instance.cohorts:
        public = sum(hundredths(entry.study_hours) for entry in cohort.history)
        other = 0
        for session in instance.sessions:
            if cohort.id in session.cohorts:
                course = instance.course[session.course]
                public += hundredths(course.study_hours) * (course.subject_class == "public")
                other += hundredths(course.study_hours) * (course.subject_class != "public")
        earned = other + (min(public, hours * 100 // 3) if capped else public)
        lacking = max(0, hours * 100 - earned)
        text = short.get(("study_hours-0", cohort.id), "")
        assert (f"{lacking / 100:g} study hours stay owed" in text) if lacking else not text
    for session in instance.sessions:
        persons = sum(instance.cohort[name].persons for name in session.cohorts)
        seats = {"school": 40, "hall": 30}
        assert session.platforms or persons <= max(seats[v] for v in session.venues or seats)


def test_a_long_session_needs_periods_in_a_row():
    data = with_rules(without_roster(), ("curriculum", {"courses": {"skill": 1}}))
    data["drafting"]["sessions"][4] |= {"length_periods": 2, "starts": []}
    data["cohorts"][0]["unavailable"] = [{"periods": [PERIODS[1]["id"]]}]
    made = drafted(data)
    assert {subject[1] for subject in notes(made, "short")} == {"c1"}
