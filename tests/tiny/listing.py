"""All plans of a tiny instance, judged by the checker: the best score there is, without any solver."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from itertools import product

from edusched.checking.checker import levels_of
from edusched.checking.facts import PlanFacts
from edusched.domain.instance import Instance
from edusched.domain.plan import Booking, Overnight, Plan
from edusched.domain.policy import Objective
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.facts import BookingFacts
from tests.tiny.shapes import Shapes

Score = tuple[int, ...]


@dataclass
class Listing:
    """What listing every plan came to.

    Attributes
    ----------
    levels : levels that some rule is priced at, first to last
    plans : plans listed
    accepted : plans no hard rule is against
    best : best score among these, level by level, and a plan that has it
    """

    levels: tuple[Objective, ...]
    plans: int = 0
    accepted: int = 0
    best: Score | None = None
    plan: Plan | None = None

    def score(self) -> dict[Objective, int]:
        """Return the best value of each level."""
        assert self.best is not None
        return dict(zip(self.levels, self.best, strict=True))


def listed(instance: Instance, *, strict: bool = False) -> Listing:
    """List every plan of an instance and judge it.

    The facts are read once for each booking, not for each plan; otherwise this is what ``check_plan`` does.
    """
    rules = rules_of(instance)
    judges = [(rule, b.binding) for rule, b in zip(rules, bound(rules, strict=strict), strict=True)]
    hard = [rule for rule, binding in judges if binding.hard]
    priced = [(rule, binding) for rule, binding in judges if not binding.hard]
    found = Listing(levels_of(rules, strict=strict))
    place = {level: k for k, level in enumerate(found.levels)}
    empty = PlanFacts(instance, Plan(instance=instance.id))
    for bookings, nights in _all(instance, empty):
        facts = copy(empty)  # facts sort their bookings into groups once
        found.plans += 1
        facts.bookings = sorted(bookings, key=_order)
        facts.overnights = sorted(nights, key=lambda n: (n.mobile_unit, n.day, n.site))
        if any(violation for rule in hard for violation in rule.check(facts)):
            continue
        found.accepted += 1
        score = [0] * len(found.levels)
        for rule, binding in priced:
            score[place[binding.level]] += binding.weight * sum(v.amount for v in rule.check(facts))
        if found.best is None or tuple(score) < found.best:
            found.best = tuple(score)
            chosen = tuple(b.booking for b in bookings)
            found.plan = Plan(instance=instance.id, bookings=chosen, overnights=nights)
    return found


def _all(instance: Instance, facts: PlanFacts) -> Iterator[tuple[list[BookingFacts], tuple[Overnight, ...]]]:
    shapes = Shapes(instance)
    options: list[list[BookingFacts | None]] = []
    for session in sorted(instance.sessions, key=lambda s: s.id):
        options.append([None, *(facts._read(b) for b in shapes.bookings(session))])
    for choice in product(*options):
        bookings = [b for b in choice if b is not None]
        plain: list[Booking] = [b.booking for b in bookings]
        for nights in shapes.nights(plain):
            yield bookings, nights


def _order(b: BookingFacts) -> tuple[object, ...]:
    return (b.day, b.start_minute, b.end_minute, b.session.id, b.place_name)
