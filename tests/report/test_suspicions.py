"""What looks odd is warned of, and what is sound is not."""

import json

import pytest

from edusched.domain.instance import Instance
from edusched.report.suspicions import suspicions
from edusched.rules.examples import BASE, merged
from tests.drafting.county import built, county

NOBODY = [{"role": "lecturer", "competences": {"theory": 5}}]
NEVER = [{"weekdays": ["sun"], "day_kinds": ["working"]}]
FEES = {"id": "pay", "rule": "fees", "parameters": {"fee_fen_per_teaching_hour": {}}}


def lines(**changes):
    return suspicions(Instance.model_validate_json(json.dumps(merged(BASE, changes))))


def session(name, **changes):
    return {"sessions": [{"id": name, **changes}]}


def rule(page, **parameters):
    entry = {"id": "mine", "rule": page, "parameters": parameters}
    return {"policy": {"defaults": "none", "rules": [entry]}}


def test_a_sound_instance_has_no_suspicion():
    assert lines() == []


CASES = {
    "no start": (session("t1", starts=NEVER), "session t1 has no allowed start in the plan's days"),
    "no room large enough": (
        {"cohorts": [{"id": "c1", "headcount": {"bureau": 51}}]},
        "session t1 has no place that is large enough and has what its course needs",
    ),
    "no feature": (
        {"courses": [{"id": "theory", "place": {"features": ["pool"]}}]},
        "session t1 has no place that is large enough and has what its course needs",
    ),
    "no site": (session("k2", sites=[]), "session k2 has no place that is large enough"),
    "no platform": (session("p2", platforms=[]), "session p2 has no place that is large enough"),
    "no instructor": (session("t1", staff=NOBODY), "session t1 needs 1 lecturer, but 0 qualify"),
    "no cohort": (
        session("p1", open_to={"categories": ["nobody"]}),
        "session p1 is open to no cohort",
    ),
    "empty cohort": (
        {"cohorts": [{"id": "c3", "category": "x", "region": "east", "headcount": {"bureau": 0}}]},
        "cohort c3 has no persons",
    ),
    "idle unit": (
        {"mobile_units": [{"id": "van", "depot": "east", "capacity_persons": 5}]}
        | {"sessions": [{"id": s, "mobile_units": ["bus"]} for s in ("k1", "k2")]},
        "mobile unit van can stop for no session",
    ),
    "idle rule": (rule("programme_block"), "rule mine applies to nothing in this instance"),
    "rule about nobody": (
        rule("study_hours", min_study_hours=4, cohorts={"categories": ["nobody"]}),
        "rule mine is about no cohort",
    ),
    "more sessions demanded than there are": (
        rule("session_count", min_sessions=3, counted={"tags": ["theory", "nowhere"]}),
        "rule mine demands 3 sessions or more a year, and ",
    ),
    "estimated": (
        {"calendar": {"overrides": [{"year": 2026, "status": "estimated", "source": "x"}]}},
        "the holidays of 2026 are an estimate",
    ),
    "closed": (
        {"calendar": {"closed_days": [{"first": "2026-09-07", "last": "2026-09-18"}]}},
        "the plan has no working day",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_odd_is_named(name):
    changes, expected = CASES[name]
    assert any(line.startswith(expected) for line in lines(**changes)), lines(**changes)


def test_no_sessions_at_all():
    data = {**BASE, "sessions": []}
    found = suspicions(Instance.model_validate_json(json.dumps(data)))
    assert "there are no sessions: nothing can be planned" in found


def test_people_who_wait_in_the_roster():
    found = suspicions(built(county()))
    assert "169 persons of the roster are in no cohort: `sched draft` makes cohorts of them" in found


def test_a_rule_that_is_off_is_meant_to_do_nothing():
    off = {"id": "mine", "rule": "programme_block", "enforcement": {"mode": "off"}}
    assert lines(policy={"defaults": "none", "rules": [off]}) == []
    assert lines(policy={"defaults": "none", "rules": [FEES]}) == []


def test_idle_rules_of_packs_are_one_line():
    packs = {"packs": [{"pack": "members-2009-2013"}]}
    found = [line for line in lines(policy=packs) if "rules of policy packs" in line]
    assert len(found) == 1
    assert not any(line.endswith("is about no cohort") for line in lines(policy=packs))


def test_an_owed_number_of_sessions_is_no_suspicion():
    owed = rule("session_count", min_sessions=30)
    assert any("there will be no plan" in line for line in lines(**owed))
    owed["policy"]["rules"][0]["enforcement"] = {"mode": "obligation"}
    assert not any("there will be no plan" in line for line in lines(**owed))
