"""A part beside pinned bookings of others: what the whole plan may have, the part may have too."""

from collections.abc import Iterator
from typing import Any

import pytest

from edusched.checking.checker import CheckReport, check_plan
from edusched.compile.assemble import compile_problem
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Enforcement, Mode, Objective
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.examples import Example, instance_of, plan_of
from edusched.search.limits import RunLimits
from edusched.search.parts.piece import open_policy, piece_of
from edusched.search.parts.reach import Reach
from edusched.search.parts.whole import Whole
from edusched.search.run import Run
from tests.search.cut_by_hand import parts_of

Data = dict[str, Any]
STRICT = frozenset({"competence", "venue_fit"})
PEOPLE = [{"id": "li", "competences": {"is-li": 1}}, {"id": "wu", "competences": {"is-wu": 1}}]
UNITS = [{"id": f"unit-{k}", "region": "east", "size_persons": 9} for k in (1, 2)]
COHORTS = [
    {"id": f"n{k}", "category": "staff", "region": "east", "headcount": {f"unit-{k}": 9}} for k in (1, 2)
]
"""Cohorts n1 and n2, each of a unit of its own."""


def only(name: str, who: str, cohort: str, **how: Any) -> Data:
    """Return a session for one cohort that one instructor alone can teach."""
    staff = [{"role": "lecturer", "competences": {f"is-{who}": 1}}]
    return {"id": name, "staff": staff, "cohorts": [cohort], **how}


def asked(rule: str, plan: str, sessions: list[Data], **more: Any) -> tuple[Instance, Plan]:
    """Return an instance that asks one rule, and a plan of it."""
    parameters = more.pop("parameters", {})
    given = {"instructors": PEOPLE, "units": UNITS, "cohorts": COHORTS, "sessions": sessions, **more}
    return instance_of(Example("", plan, 0, given, parameters), rule), plan_of(plan)


def beside(instance: Instance, plan: Plan, *groups: list[str]) -> Iterator[CheckReport]:
    """Yield the checker's word on each part beside the others; a part that may stay as it is has a plan."""
    reach = Reach(instance, STRICT, rules_of(instance))
    whole = Whole(instance, reach, parts_of(instance, reach, groups))
    whole.take(whole.parts, plan.bookings, plan.overnights)
    for part in whole.parts:
        pins = whole.pins([part])
        piece = piece_of(instance, [part], pins, open_policy(instance))
        problem = compile_problem(piece, bound(rules_of(piece)), pinned=pins)
        report = check_plan(piece, whole.start([part], pins))
        if report.accepted:
            outcome = Run(problem, build_model(problem), RunLimits(10, 1, 1)).construct()
            assert outcome.values is not None
        yield report


def test_a_pinned_session_is_no_smaller_group() -> None:
    """Two parts share Li; the cohort of the session that is pinned is nothing to the other part."""
    sessions = [only("t1", "li", "n1", venues=["school"]), only("t2", "li", "n2", venues=["hall"])]
    plan = """t1 2026-09-07 am school/big li n1
        t2 2026-09-08 am hall/main li n2"""
    instance, whole = asked("group_size", plan, sessions, parameters={"min_persons": 5})
    assert check_plan(instance, whole).accepted
    assert [report.broken for report in beside(instance, whole, ["t1"], ["t2"])] == [(), ()]


def test_persons_of_a_pinned_session_take_seats_of_its_provider() -> None:
    """Two parts share a provider; who attends the pinned session is nothing to the other part."""
    sessions = [
        only("t1", "li", "n1", venues=["school"], provider="uni"),
        only("t2", "wu", "n2", venues=["hall"], provider="uni"),
    ]
    plan = """t1 2026-09-07 am school/big li n1
        t2 2026-09-08 am hall/main wu n2"""
    uni = {"id": "uni", "kind": "university", "region": "county", "seats_per_month_persons": 12}
    instance, whole = asked("provider_seats", plan, sessions, organisations=[uni])
    (broken,) = check_plan(instance, whole).broken
    assert [report.broken for report in beside(instance, whole, ["t1"], ["t2"])] == [(broken,), (broken,)]


def test_an_instructor_does_not_teach_in_one_part_while_learning_in_another() -> None:
    """Wu learns in n1; that is known where he teaches although n1 is nothing to that part."""
    sessions = [only("t1", "li", "n1", venues=["school"]), only("t2", "wu", "n2", venues=["hall"])]
    plan = """t1 2026-09-07 am school/big li n1
        t2 2026-09-07 am hall/main wu n2"""
    learner = [COHORTS[0] | {"instructors": ["wu"]}, COHORTS[1]]
    instance, whole = asked("learner_overlap", plan, sessions, cohorts=learner)
    (broken,) = check_plan(instance, whole).broken
    assert [report.broken for report in beside(instance, whole, ["t1"], ["t2"])] == [(broken,), (broken,)]


def test_a_pinned_session_keeps_what_it_builds_on() -> None:
    """A lecture online, pinned for its platform, builds on one that the other part knows nothing of."""
    online: Data = {"deliveries": ["online"], "platforms": ["web"]}
    sessions = [
        only("t1", "li", "n1", venues=["school"]),
        only("p1", "li", "n1", **online),
        only("p2", "wu", "n2", course="theory", **online),
    ]
    plan = """t1 2026-09-07 am school/big li n1
        p1 2026-09-08 am web li n1
        p2 2026-09-08 pm web wu n2"""
    law = [{"id": "law", "prerequisites": ["theory"]}]
    instance, whole = asked("prerequisites", plan, sessions, courses=law)
    assert check_plan(instance, whole).accepted
    assert [report.broken for report in beside(instance, whole, ["t1", "p1"], ["p2"])] == [(), ()]


def two_programmes() -> tuple[str, list[Data], list[Data]]:
    """Return a plan in which n1 goes to two programmes, its sessions, and the programmes."""
    sessions = [
        only("t1", "li", "n1", venues=["school"]),
        only("t2", "wu", "n1", venues=["hall"]),
        only("k2", "wu", "n2", venues=["hall"], deliveries=["in_person"]),
    ]
    plan = """t1 2026-09-07 am school/big li n1
        t2 2026-09-08 am hall/main wu n1
        k2 2026-09-09 am hall/main wu n2"""
    programmes: list[Data] = [
        {"id": "batch-1", "sessions": ["t1"]},
        {"id": "batch-2", "sessions": ["t2", "k2"], "block_days": 3, "order": [["t2", "k2"]]},
    ]
    return plan, sessions, programmes


def test_a_programme_of_a_pinned_session_counts_for_its_cohort() -> None:
    """A cohort goes to two programmes, one in each part: that is once too often in both."""
    plan, sessions, programmes = two_programmes()
    cycle = {
        "programmes": ["batch-1", "batch-2"],
        "first_day": "2026-01-01",
        "last_day": "2026-12-31",
        "cohorts": {"ids": ["n1"]},
    }
    instance, whole = asked("rotation_once", plan, sessions, programmes=programmes, parameters=cycle)
    for report in (check_plan(instance, whole), *beside(instance, whole, ["t1"], ["t2", "k2"])):
        assert [violation.amount for violation in report.violations] == [9]


def test_a_programme_of_others_is_not_judged_by_its_pinned_sessions() -> None:
    """Two kinds of courses are asked of a programme; the other part knows only one session of it."""
    plan, sessions, programmes = two_programmes()
    wanted = {"wanted": ["core", "extra"], "programmes": ["batch-2"]}
    courses = [{"id": "theory", "tags": ["core"]}, {"id": "skill", "tags": ["extra"]}]
    more = {"programmes": programmes, "courses": courses, "parameters": wanted}
    instance, whole = asked("variety", plan, sessions, **more)
    assert check_plan(instance, whole).accepted
    for report in beside(instance, whole, ["t1"], ["t2", "k2"]):
        assert report.violations == ()


@pytest.mark.parametrize("payer", ["bureau", "hill"])
def test_a_budget_of_somebody_a_part_does_not_know_asks_nothing_of_it(payer: str) -> None:
    """A unit or region pays; neither part knows it, and soft rules stay in parts."""
    plan, sessions, _ = two_programmes()
    money = {"payer": payer, "sources": [{"source": "public", "amount_fen": 100}]}
    instance, whole = asked("budget", plan, sessions, parameters=money)
    soft = Enforcement(mode=Mode.SOFT, level=Objective.COST)
    rules = [entry.model_copy(update={"enforcement": soft}) for entry in instance.policy.rules]
    policy = instance.policy.model_copy(update={"rules": tuple(rules)})
    for report in beside(instance.with_changes(policy=policy), whole, ["t1"], ["t2", "k2"]):
        assert report.violations == ()


def test_a_part_that_touches_no_region_is_an_instance_all_the_same() -> None:
    """Nobody teaches the session and nobody is named to attend it, on a platform that is nowhere."""
    p3: Data = {"id": "p3", "course": "law", "deliveries": ["online"], "platforms": ["web"], "staff": []}
    instance, whole = asked("session_shape", "p3 2026-09-08 am web - -", [p3])
    assert [report.broken for report in beside(instance, whole, ["p3"])] == [()]


def test_a_night_where_no_session_may_stop_is_nothing_to_a_part() -> None:
    """The bus is said to spend a night at a lake of which the part knows nothing."""
    plan = """k2 2026-09-07 am bus@hill wu n2
        night bus 2026-09-07 lake"""
    stop = only("k2", "wu", "n2", sites=["hill"])
    instance, whole = asked("mobile_tour", plan, [stop])
    assert [report.broken for report in beside(instance, whole, ["k2"])] == [()]
