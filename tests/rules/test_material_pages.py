"""Materials end to end: who can be taught with what, what is renewed, local, licensed or only told."""

import json
from pathlib import Path
from typing import Any

import pytest

from edusched import check, load, save, solve
from edusched.checking.checker import rule_violations
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.references import reference_faults
from edusched.report.words import Words
from edusched.rules.catalogue import rules_of
from edusched.rules.examples import BASE, Example, instance_of, merged, plan_of

Data = dict[str, Any]

SOFT = {"enforcement": {"mode": "soft", "level": "needs"}}


def instance_with(materials: list[Data], rules: list[Data], **changes: Any) -> Instance:
    names = [m["id"] for m in materials]
    courses = [{"id": "theory", "materials": names, "staff": []}]
    sessions = [{"id": name, "course": "theory", "cohorts": [f"c{k}"]} for k, name in ((1, "t1"), (2, "t2"))]
    data = merged(BASE, changes | {"materials": materials, "courses": courses})
    data |= {"sessions": sessions, "policy": {"rules": rules}}
    instance = Instance.model_validate_json(json.dumps(data))
    assert reference_faults(instance) == []
    return instance


def planned(instance: Instance) -> Plan:
    result = solve(instance, time_limit_seconds=20)
    assert result.status == "optimal"
    assert result.plan is not None
    assert check(instance, result.plan).accepted
    return result.plan


def test_no_text_of_the_level_no_session() -> None:
    """The county has no text of its own: the session of its cohort is not offered, and the plan says why."""
    plan = planned(instance_with([{"id": "primer", "level": "township"}], []))
    assert [b.session for b in plan.bookings] == ["t2"]
    (absent,) = plan.not_run
    assert absent.session == "t1"
    assert "material_fit" in absent.reason


def test_a_general_text_is_for_every_level_and_category() -> None:
    assert len(planned(instance_with([{"id": "primer"}], [])).bookings) == 2


def test_one_copy_of_a_film_is_in_one_room_at_a_time() -> None:
    """Both sessions have one morning in two rooms; with one copy of the film only one of them runs."""
    for copies, count in ((1, 1), (2, 2)):
        film = {"id": "film", "kind": "film", "copies": copies}
        data = json.loads(instance_with([film], []).model_dump_json())
        morning = [{"first_day": "2026-09-07", "last_day": "2026-09-07", "periods": ["am"]}]
        data["sessions"] = [s | {"starts": morning} for s in data["sessions"]]
        instance = Instance.model_validate_json(json.dumps(data))
        assert len(planned(instance).bookings) == count


def test_an_old_edition_costs_its_years() -> None:
    """Edition 2008 in 2015, five years allowed: two penalty years for each of the cohorts."""
    rule = {"id": "age", "rule": "material_age"} | SOFT
    days = {"first_day": "2015-09-07", "last_day": "2015-09-11"}
    for editions, years in ((["2008"], 4), (["2008", "2011"], 0)):
        materials = [{"id": f"e{year}", "edition_year": int(year)} for year in editions]
        instance = instance_with(materials, [rule], calendar=days)
        assert dict(check(instance, planned(instance)).score)["needs"] == years


def test_a_supplement_beside_the_base_reader_is_local() -> None:
    """The central office edits the base, the township of the east adds a supplement; the county has none."""
    base = {"id": "base-v3", "kind": "reader", "base": True, "edition_year": 2024}
    supplement = {"id": "east-supplement", "kind": "reader", "region": "east"}
    rule = {"id": "local", "rule": "local_material"} | SOFT
    for materials, lacking in (([base], {"c1", "c2"}), ([base, supplement], {"c1"})):
        instance = instance_with(materials, [rule])
        plan = planned(instance)
        assert {v.subject[1] for v in check(instance, plan).violations if v.rule == "local"} == lacking


def test_titles_to_read_are_told_and_not_planned() -> None:
    """Three titles recommended to a cohort change no plan; a title that does not exist is a fault."""
    titles = [{"id": f"title-{k}", "kind": "reading"} for k in range(3)]
    data = merged(
        BASE, {"materials": titles, "cohorts": [{"id": "c1", "readings": [t["id"] for t in titles]}]}
    )
    instance = Instance.model_validate_json(json.dumps(data | {"policy": {}}))
    assert reference_faults(instance) == []
    assert instance.cohort["c1"].readings == ("title-0", "title-1", "title-2")
    pages = {type(rule).id for rule in rules_of(instance)}
    assert pages.isdisjoint({"material_fit", "licensed_copies"})
    data["cohorts"][0]["readings"] = ["title-9"]
    (fault,) = reference_faults(Instance.model_validate_json(json.dumps(data | {"policy": {}})))
    assert fault.path == "$.cohorts[0].readings[0]"


def test_cases_are_linked_to_courses_and_not_planned() -> None:
    """A case that a course draws on changes no plan; one that does not exist is a fault."""
    data = merged(
        BASE,
        {
            "materials": [{"id": "case-017", "kind": "case"}],
            "courses": [{"id": "theory", "cases": ["case-017"]}],
        },
    )
    instance = Instance.model_validate_json(json.dumps(data | {"policy": {}}))
    assert reference_faults(instance) == []
    assert instance.material[instance.course["theory"].cases[0]].kind.value == "case"
    pages = {type(rule).id for rule in rules_of(instance)}
    assert pages.isdisjoint({"material_fit", "licensed_copies"})
    data["courses"][0]["cases"] = ["case-018"]
    (fault,) = reference_faults(Instance.model_validate_json(json.dumps(data | {"policy": {}})))
    assert fault.path == "$.courses[0].cases[0]"


def test_the_second_edition_and_its_readers_votes_are_data() -> None:
    """What a market says of a text is kept and sent on; which edition is used is a matter of its year."""
    first = {"id": "skills", "edition_year": 2019, "votes": 40}
    second = {"id": "skills-2", "edition_year": 2025, "votes": 310}
    instance = instance_with([first, second], [{"id": "age", "rule": "material_age"} | SOFT])
    assert dict(check(instance, planned(instance)).score)["needs"] == 0
    again = Instance.model_validate_json(instance.model_dump_json())
    assert [(m.id, m.votes) for m in again.materials] == [("skills", 40), ("skills-2", 310)]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("copies", 0, "greater than or equal to 1"), ("edition_year", 25, "greater than or equal to 1900")],
)
def test_a_senseless_number_is_refused(field: str, value: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        instance_with([{"id": "film", field: value}], [])


def test_a_report_names_the_material() -> None:
    given = {
        "materials": [{"id": "film", "name": "The long road", "copies": 1}],
        "courses": [{"id": "theory", "materials": ["film"]}],
    }
    plan = """t1 2026-09-07 am school/big li c1
              t2 2026-09-07 am hall/main wu c2"""
    instance = instance_of(Example("", plan, 1, given), "licensed_copies")
    (found,) = rule_violations(instance, plan_of(plan))
    said = Words(instance).violation(found)
    assert said == "licensed_copies: The long road (film), 2026-09-07, am: 1 booking (t1, t2)"


def test_names_in_both_scripts_are_two_names(tmp_path: Path) -> None:
    """Reading A29: text is kept as given and compared by id alone, simplified beside traditional."""
    simplified, traditional = {"id": "党课读本", "name": "党课读本"}, {"id": "黨課讀本", "name": "党课读本"}
    composed, decomposed = {"id": "caf\u00e9"}, {"id": "cafe\u0301"}
    instance = instance_with([simplified, traditional, composed, decomposed], [])
    save(instance, tmp_path / "both.json")
    again = load(tmp_path / "both.json")
    assert again == instance
    assert len({m.id for m in again.materials}) == 4
    data = json.loads(instance.model_dump_json())
    data["courses"][0]["materials"] = ["黨课读本"]
    (fault,) = reference_faults(Instance.model_validate_json(json.dumps(data)))
    assert fault.path == "$.courses[0].materials[0]"
