"""A rule spans parts exactly where its page says so: what shares nothing is judged apart as together."""

from collections.abc import Iterator, Sequence

import pytest

from edusched.checking.checker import check_plan
from edusched.compile.assemble import compile_problem
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.teaching import Delivery
from edusched.policies import entries_of
from edusched.rules.catalogue import BY_ID, bound, rules_of
from edusched.rules.contract import Rule
from edusched.rules.examples import instance_of, plan_of
from edusched.search.parts.cut import Part, cut
from edusched.search.parts.piece import piece_of
from edusched.search.parts.reach import Reach
from edusched.search.parts.whole import Whole
from tests.rules.worked import WORKED
from tests.search.cut_by_hand import parts_of
from tests.search.side_by_side import side_by_side

STRICT = frozenset({"competence", "venue_fit"})
Amounts = dict[tuple[str, ...], int]


def worked(rule: str) -> Iterator[tuple[Instance, Plan]]:
    """Yield the examples of a rule that can be cut into parts, each with its plan."""
    for example in (*WORKED[rule], *BY_ID[rule].examples):
        instance, plan = instance_of(example, rule), plan_of(example.plan)
        named = example.parameters
        if "payer" in named or named.get("of") == "sites" or _books_twice(plan):
            continue  # nobody's piece knows a payer, or who else visits a site, and no part books twice
        yield instance, plan


def halves(rule: str) -> Iterator[tuple[Instance, Plan]]:
    """Yield the examples of a rule twice side by side, each with its plan in both halves, and dealt out."""
    for instance, plan in worked(rule):
        for dealt in (False, True):
            yield side_by_side(instance, plan, dealt=dealt)


def _books_twice(plan: Plan) -> bool:
    return len({booking.session for booking in plan.bookings}) < len(plan.bookings)


def judged(whole: Whole, parts: Sequence[Part], rule: str) -> Amounts:
    """Return what a rule says of some parts beside the others, as one instance; a part is compiled, too."""
    instance = whole.instance
    policy = instance.policy.model_copy(update={"packs": (), "rules": tuple(entries_of(instance.policy))})
    pins = whole.pins(parts)
    piece = piece_of(instance, parts, pins, policy)
    rules = rules_of(piece)
    if len(parts) == 1:
        compile_problem(piece, bound(rules), pinned=pins)
    names = {each.name for each in rules if each.id == rule}
    report = check_plan(piece, whole.start(parts, pins))
    return {v.subject: v.amount for v in report.violations if v.rule in names}


def at_hand(whole: Whole, plan: Plan) -> bool:
    """Tell whether bookings use only what their sessions may touch; no part comes to others."""
    parts = ((booking, whole.parts[whole.part_of[booking.session]]) for booking in plan.bookings)
    return all(whole.reach.used(booking) <= part.things for booking, part in parts)


def comparisons(rule: str) -> Iterator[tuple[Amounts, Amounts]]:
    """Yield what a rule says of plans as a whole, and of their parts, each apart."""
    for instance, plan in halves(rule):
        reach = Reach(instance, STRICT)
        parts = cut(instance, reach, part_sessions=len(instance.sessions) // 2)
        assert len(parts) > 1
        assert not any(part.shared for part in parts)
        whole = Whole(instance, reach, parts)
        whole.take(parts, plan.bookings, plan.overnights)
        if at_hand(whole, plan):
            apart: Amounts = {}
            for part in parts:
                apart |= judged(whole, [part], rule)
            yield judged(whole, parts, rule), apart


QUOTAS = {name for name, page in BY_ID.items() if page.quotas is not Rule.quotas}
"""What these allow is counted where parts are put together."""
SPAN = {name for name, page in BY_ID.items() if page.spans}


@pytest.mark.parametrize("rule", sorted(BY_ID.keys() - SPAN - QUOTAS))
def test_what_shares_nothing_is_judged_apart_as_together(rule: str) -> None:
    found = list(comparisons(rule))
    assert any(together for together, _ in found)
    for together, apart in found:
        assert apart == together


@pytest.mark.parametrize("rule", sorted(SPAN))
def test_no_part_alone_answers_for_a_rule_that_spans(rule: str) -> None:
    assert any(apart != together for together, apart in comparisons(rule))


def one_by_one(instance: Instance, reach: Reach) -> tuple[Part, ...]:
    """Return a part for each session, and one for all that mobile units may hold."""
    tours = [s.id for s in instance.sessions if Delivery.MOBILE in s.deliveries]
    groups = [*([tours] if tours else []), *([s.id] for s in instance.sessions if s.id not in tours)]
    return parts_of(instance, reach, groups)


@pytest.mark.parametrize("rule", sorted(BY_ID.keys() - SPAN - QUOTAS))
def test_what_is_broken_over_parts_that_share_is_told_by_one_of_them(rule: str) -> None:
    told = 0
    for instance, plan in worked(rule):
        reach = Reach(instance, frozenset())
        parts = one_by_one(instance, reach)
        whole = Whole(instance, reach, parts)
        whole.take(parts, plan.bookings, plan.overnights)
        if at_hand(whole, plan):
            amounts = judged(whole, parts, rule)
            assert amounts.keys() <= {subject for part in parts for subject in judged(whole, [part], rule)}
            told += len(amounts)
    assert told
