"""What the contract cannot see of the pages on money: contracts, budgets as a planner writes them, faults."""

import json
from typing import Any

import pytest

from edusched.api import solve
from edusched.checking.checker import check_plan
from edusched.domain.instance import Instance
from edusched.domain.policy import Mode, Objective
from edusched.domain.result import Status
from edusched.rules.examples import BASE, merged, plan_of
from edusched.rules.policy_check import policy_faults
from tests.rules.harness import COMPANY, Contract
from tests.strategies import cases

Data = dict[str, Any]


def _instance(rules: list[Data], given: Data | None = None) -> Instance:
    data = merged(BASE, given or {}) | {"policy": {"defaults": "none", "rules": rules}}
    return Instance.model_validate_json(json.dumps(data))


def test_a_contract_is_a_price_a_session_and_a_cap() -> None:
    """Five sessions at 8,000 yuan may be bought; of three a contract allows two."""
    names = ["t1", "t2", "p1"]
    priced = {"sessions": [{"id": name, "price_fen": 800_000} for name in names]}
    contract = {"sessions": names, "min_run": 0, "max_run": 2}
    rules = [
        {"id": "prices", "rule": "session_price"},
        {"id": "contract", "rule": "alternatives", "parameters": contract},
    ]
    instance = _instance(rules, priced)
    two = "t1 2026-09-07 am school/big li c1\nt2 2026-09-08 am hall/main wu c2\n"
    report = check_plan(instance, plan_of(two))
    assert report.accepted
    assert report.score == ((Objective.COST, 1_600_000),)
    assert not check_plan(instance, plan_of(two + "p1 2026-09-09 am web li c1")).accepted


def _costs(*more: Data) -> list[Data]:
    return [{"id": "prices", "rule": "session_price"}, *more]


def _budget(**parameters: Any) -> Data:
    return {"id": "money", "rule": "budget", "parameters": parameters}


def _bids(**prices: int) -> Data:
    """Return the same class as offered by several institutions."""
    one = {"course": "theory", "cohorts": ["c1"], "venues": ["school"]}
    return {"sessions": [one | {"id": name, "price_fen": fen} for name, fen in prices.items()]}


@pytest.mark.parametrize(("ceiling_fen", "winner"), [(900_000, ["b"]), (600_000, [])])
def test_a_tender_has_one_winner_under_the_ceiling(ceiling_fen: int, winner: list[str]) -> None:
    """Three bids, one of them at most runs, the cheapest wins; a ceiling below all of them ends it."""
    names = ["a", "b", "c"]
    rules = _costs(
        {"id": "tender", "rule": "alternatives", "parameters": {"sessions": names, "min_run": 0}},
        _budget(sources=[{"source": "public", "amount_fen": ceiling_fen}]),
        {"id": "one", "rule": "mandatory_sessions"},
    )
    data = {key: BASE[key] for key in BASE if key not in {"sessions", "policy"}}
    data |= _bids(a=880_000, b=700_000, c=950_000) | {"policy": {"rules": rules}}
    result = solve(Instance.model_validate_json(json.dumps(data)), time_limit_seconds=20)
    assert result.status is Status.OPTIMAL
    assert [b.session for b in result.plan.bookings] == winner


@pytest.mark.parametrize(("percent", "short_fen"), [(50, 0), (60, 100_000)])
def test_mainly_is_more_than_half_or_sixty_percent(percent: int, short_fen: int) -> None:
    """Both readings of A27: 5,000.00 of 10,000.00 yuan in fees are spent on training."""
    fees = {"source": "membership_fees", "amount_fen": 1_000_000}
    rules = _costs(_budget(sources=[fees], min_spend_percent=percent))
    report = check_plan(_instance(rules, _bids(t1=500_000)), plan_of("t1 2026-09-07 am school/big li c1"))
    assert sum(v.amount for v in report.broken) == short_fen


@pytest.mark.parametrize(
    ("rate", "amount_fen"), [(150, 30_000), (250, 50_000), (1_500, 300_000), (2_500, 500_000)]
)
def test_a_rate_of_the_payroll_is_data(rate: int, amount_fen: int) -> None:
    """Both readings of A17, of a payroll of 20,000.00 yuan: spent to the fen, and one fen over."""
    payroll = {"source": "employer", "base_fen": 2_000_000, "rate_per_10_000": rate}
    for price, over in ((amount_fen, []), (amount_fen + 1, [1])):
        instance = _instance(_costs(_budget(sources=[payroll])), _bids(t1=price))
        report = check_plan(instance, plan_of("t1 2026-09-07 am school/big li c1"))
        assert [v.amount for v in report.broken] == over


def test_a_yearly_line_is_carried_on_unless_changed() -> None:
    line = {"source": "central", "amount_fen": 1_000, "by_year": {"2027": 400}}
    given = {
        "calendar": {"first_day": "2026-12-28", "last_day": "2027-01-08"},
        "sessions": [{"id": "t1", "price_fen": 1_000}, {"id": "t2", "price_fen": 1_000}],
    }
    plan = plan_of("t1 2026-12-29 am school/big li c1\nt2 2027-01-05 am school/big li c2")
    report = check_plan(_instance(_costs(_budget(sources=[line])), given), plan)
    assert [(v.subject, v.amount) for v in report.broken] == [(("money", "2027"), 600)]


def test_what_an_institution_may_not_use_buys_nothing() -> None:
    """The firm's unit runs its class from the firm's money; the school may not, so its class stays out."""
    given = {
        "units": [
            {"id": "bureau", "allowed_sources": ["public"]},
            {"id": "station", "allowed_sources": ["employer"]},
        ],
        "sessions": [{"id": "t1", "price_fen": 900}, {"id": "t2", "price_fen": 900}],
    }
    own = {"source": "employer", "amount_fen": 900}
    budgets = [
        _budget(sources=[own], payer=unit, spending={"cohorts": {"ids": [cohort]}}) | {"id": unit}
        for unit, cohort in (("bureau", "c1"), ("station", "c2"))
    ]
    both = "t1 2026-09-07 am school/big li c1\nt2 2026-09-08 am school/big li c2"
    report = check_plan(_instance(_costs(*budgets), given), plan_of(both))
    assert [(v.subject, v.amount) for v in report.broken] == [(("bureau", "2026"), 900)]


BOTH = "t1 2026-09-07 am school/big li c1\nt2 2026-09-08 am school/big li c2"


def test_a_gift_pays_what_it_was_given_for() -> None:
    """A gift for the country runs the class there; with no other money the class in town stays out."""
    gift = {"source": "donation", "amount_fen": 5_000, "earmark": {"cohorts": {"regions": ["east"]}}}
    names = ("t1", "t2")
    data = {key: BASE[key] for key in BASE if key not in {"sessions", "policy"}}
    data["sessions"] = [s | {"price_fen": 900} for s in BASE["sessions"] if s["id"] in names]
    owed = {"id": "owed", "rule": "mandatory_sessions"}
    data["policy"] = {"rules": _costs(_budget(sources=[gift]), owed)}
    result = solve(Instance.model_validate_json(json.dumps(data)), time_limit_seconds=20)
    assert result.status is Status.OPTIMAL
    assert result.plan is not None
    assert [b.session for b in result.plan.bookings] == ["t2"]


@pytest.mark.parametrize(("learner_fen", "over_fen"), [(180, 0), (179, 10)])
def test_government_unit_and_person_share_the_cost(learner_fen: int, over_fen: int) -> None:
    """60/30/10 of 18.00 yuan; where the learners have less, less can be spent."""
    shares = (("government", 60, 10_000), ("employer", 30, 10_000), ("learner", 10, learner_fen))
    sources = [{"source": s, "share_percent": share, "amount_fen": fen} for s, share, fen in shares]
    report = check_plan(_instance(_costs(_budget(sources=sources)), _bids(t1=900, t2=900)), plan_of(BOTH))
    assert sum(v.amount for v in report.broken) == over_fen


@pytest.mark.parametrize(("price_fen", "short_fen"), [(1_000_000, 0), (999_999, 1)])
def test_a_project_sets_money_for_training_aside(price_fen: int, short_fen: int) -> None:
    """Of 1,000,000.00 yuan of a project 1 percent at least goes into its classes."""
    money = {"source": "project", "amount_fen": 100_000_000}
    rules = _costs(_budget(sources=[money], min_spend_percent=1, spending={"projects": ["p863"]}))
    given = {
        "sessions": [{"id": "t1", "price_fen": price_fen, "project": "p863"}, {"id": "t2", "price_fen": 9}]
    }
    report = check_plan(_instance(rules, given), plan_of(BOTH))
    assert [(v.subject[-1], v.amount) for v in report.broken] == [("minimum", short_fen)][: min(1, short_fen)]


def test_a_tax_class_changes_nothing() -> None:
    labelled = {"id": "prices", "rule": "session_price", "parameters": {"tax_class": "R&D expense"}}
    given = _bids(t1=900, t2=900)
    with_label, without = (check_plan(_instance([e], given), plan_of(BOTH)) for e in (labelled, *_costs()))
    assert with_label == without


def _faults(rule: str, parameters: Data, *beside: Data) -> list[str]:
    rules = [{"id": "it", "rule": rule, "parameters": parameters}, *beside]
    return [fault.path for fault in policy_faults(_instance(rules))]


MONEY = {"source": "public", "amount_fen": 1}


@pytest.mark.parametrize(
    ("parameters", "path"),
    [
        ({}, ".sources"),
        ({"sources": []}, ""),
        ({"sources": [{"source": "public"}]}, ".sources[0]"),
        ({"sources": [MONEY | {"base_fen": 1}]}, ".sources[0]"),
        ({"sources": [{"source": "public", "base_fen": 1}]}, ".sources[0]"),
        ({"sources": [MONEY, MONEY]}, ""),
        ({"sources": [MONEY | {"share_percent": 99}]}, ""),
        ({"sources": [MONEY | {"share_percent": 100}, MONEY | {"source": "learner"}]}, ""),
        ({"sources": [MONEY | {"share_percent": 100, "earmark": {"projects": []}}]}, ""),
        ({"sources": [MONEY | {"source": f"s{k}", "earmark": {"projects": []}} for k in range(7)]}, ""),
        ({"sources": [MONEY | {"earmark": {"projects": ["p1"]}}]}, ".sources[0].earmark.projects[0]"),
        ({"sources": [MONEY], "spending": {"organisers": ["west"]}}, ".spending.organisers[0]"),
        ({"sources": [MONEY], "spending": {"cohorts": {"ids": ["c9"]}}}, ".spending.cohorts.ids[0]"),
        ({"sources": [MONEY], "payer": "nobody"}, ".payer"),
        ({"sources": [MONEY], "costs": ["rooms"]}, ".costs[0]"),
        ({"sources": [MONEY], "costs": ["it"]}, ".costs[0]"),
        ({"sources": [MONEY], "costs": ["off"]}, ".costs[0]"),
        ({"sources": [MONEY], "costs": ["pay"]}, None),
    ],
)
def test_a_budget_that_cannot_be_is_named(parameters: Data, path: str | None) -> None:
    beside = (
        {"id": "pay", "rule": "fees"},
        {"id": "off", "rule": "fees", "enforcement": {"mode": "off"}},
    )
    want = [] if path is None else [f"$.policy.rules[0].parameters{path}"]
    assert _faults("budget", parameters, *beside) == want


def test_a_cost_from_a_pack_that_is_not_there_is_a_fault_of_the_pack() -> None:
    data = BASE | {
        "policy": {
            "packs": [{"pack": "nowhere"}],
            "rules": _costs(_budget(sources=[MONEY], costs=["prices"])),
        }
    }
    faults = policy_faults(Instance.model_validate_json(json.dumps(data)))
    assert [fault.path for fault in faults] == ["$.policy.packs[0].pack"]


@pytest.mark.parametrize("rule", ["budget", "budget_share", "learner_fee"])
def test_large_sums_say_the_same_in_fewer_terms(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where coefficients come to too much for the solver, columns that weigh the same are one literal."""
    fewer = 0
    for found in cases(rule, 500, 16, 4):
        plain = Contract(found.data, rule, found.parameters)
        with monkeypatch.context() as patch:
            patch.setattr("edusched.compile.problem.MOST_WEIGHT", 0)
            gathered = Contract(found.data, rule, found.parameters)
            beside = Contract(found.data, rule, found.parameters, COMPANY)
        sizes = [sum(c.size for c in x.rows[Mode.HARD].problem.table.columns) for x in (plain, gathered)]
        fewer += sizes[1] < sizes[0]
        for plan in found.plans:
            judged = gathered.judge(plan)
            assert judged.disagreement is None
            assert beside.judge(plan).disagreement is None
            assert judged.amount == plain.judge(plan).amount
    assert fewer >= 4
