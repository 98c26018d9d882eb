"""Tables of money: each cost, what is spent by month, which sessions give most for it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from edusched.domain.records import RatedKind
from edusched.report.tables.contract import (
    Cell,
    Column,
    Kind,
    Reading,
    ReportTable,
    counts,
    credit_hours,
    numbers,
    ratio,
    texts,
)
from edusched.report.tables.ratings import NEUTRAL_TENTHS, mean_ratings
from edusched.report.tables.slots import month_of
from edusched.rules.costs import Cost, CostRule
from edusched.rules.counting import earned_hours
from edusched.rules.facts import BookingFacts

BEST = 10
MIN_RESPONSES = 5


@dataclass(frozen=True, slots=True)
class Spent:
    """A cost, the rule that counts it, and the day it is counted on.

    What falls after the plan's last day, such as a drive home, is counted on that day, as budgets do.
    """

    rule: CostRule[Any]
    cost: Cost
    day: date


def spending(reading: Reading) -> Iterator[Spent]:
    """Yield every cost of a plan that is not nothing, in the order of the rules."""
    last = reading.facts.horizon.days[-1]
    for rule in reading.rules:
        if isinstance(rule, CostRule):
            for cost in rule.costs(reading.facts):
                if cost.fen:
                    yield Spent(rule, cost, min(cost.day, last))


def _fen_of_sessions(reading: Reading) -> Counter[str]:
    """Return what each session costs by itself; trips of a day and tours belong to no single session."""
    found: Counter[str] = Counter()
    for spent in spending(reading):
        if spent.cost.booking is not None:
            found[spent.cost.booking.session.id] += spent.cost.fen
    return found


def region_of(b: BookingFacts) -> str | None:
    """Return the region that runs a booking: the organiser, else where it is held; none on a platform."""
    return b.session.organiser or b.region


def region_of_cost(reading: Reading, spent: Spent) -> str | None:
    """Return the region a cost belongs to: that of its booking, of the place of a trip, or of the depot."""
    instance, subject = reading.instance, spent.cost.subject
    if spent.cost.booking is not None:
        return region_of(spent.cost.booking)
    if spent.rule.id == "mobile_cost":
        return instance.mobile_unit[subject[0]].depot
    if spent.rule.id == "travel_cost":
        place = subject[2]
        return instance.venue[place].region if place in instance.venue else place.rpartition("@")[2]
    return None


def cost_ledger(reading: Reading) -> ReportTable:
    """Each cost of the plan: its day, the rule that counts it, the session if it is one's, whom it is for.

    The sum is the plan's cost, to the fen.
    """
    rows: list[tuple[Cell, ...]] = [
        (
            spent.day,
            spent.rule.name,
            spent.rule.id,
            spent.cost.booking.session.id if spent.cost.booking else None,
            " / ".join(spent.cost.subject),
            spent.cost.fen,
        )
        for spent in spending(reading)
    ]
    rows.sort(key=lambda row: tuple(map(str, row[:5])))
    columns = (
        Column("day", kind=Kind.DAY),
        *texts("rule", "item", "session", "subject"),
        *counts(cost_fen="fen"),
    )
    return ReportTable("cost_ledger", "Costs one by one", columns, tuple(rows))


def spending_by_month(reading: Reading) -> ReportTable:
    """Money spent in each month, by rule."""
    sums: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for spent in spending(reading):
        sums[month_of(spent.day), spent.rule.name, spent.rule.id] += spent.cost.fen
    rows = tuple((*key, fen) for key, fen in sorted(sums.items()))
    columns = (*texts("month", "rule", "item"), *counts(cost_fen="fen"))
    return ReportTable("spending_by_month", "Spending by month", columns, rows)


def best_practice(reading: Reading) -> ReportTable:
    """Sessions that give most for their money: best rated first, then the cheapest by person-hour.

    A session has the rating of the records, else the average of its instructors', else 3; fewer than five
    answers count as none (reading A20). At most ten sessions, of those that somebody earns hours by. Costs
    are those of the session itself, without trips of a day and tours.
    """
    fen, rated, found = _fen_of_sessions(reading), _Ratings(reading), []
    for b in reading.facts.bookings:
        person_hours = earned_hours(b) * b.persons
        if person_hours:
            price = ratio(fen[b.session.id] * 100, person_hours)
            found.append((-rated.tenths(b), price, b.session.id, b.course.id, person_hours))
    found.sort()
    rows = tuple(
        (place, session, course, credit_hours(-tenths * 10), credit_hours(hours), fen[session], price)
        for place, (tenths, price, session, course, hours) in enumerate(found[:BEST], 1)
    )
    columns = (
        *counts(rank="place"),
        *texts("session", "course"),
        *numbers(rating="1 to 5", person_hours="person-hours"),
        *counts(cost_fen="fen"),
        *numbers(fen_per_person_hour="fen"),
    )
    return ReportTable("best_practice", "Sessions that give most for their money", columns, rows)


class _Ratings:
    """Ratings of sessions: their own, else those of who taught them; fewer than five answers count as 3."""

    def __init__(self, reading: Reading) -> None:
        self._sessions = mean_ratings(reading, RatedKind.SESSION)
        self._people = {
            person.id: (person.rating.value_tenths, person.rating.responses)
            for person in reading.instance.instructors
            if person.rating is not None
        } | mean_ratings(reading, RatedKind.INSTRUCTOR)

    def tenths(self, b: BookingFacts) -> int:
        """Return the rating of a booking in tenths, halves up."""
        own, responses = self._sessions.get(b.session.id, (NEUTRAL_TENTHS, 0))
        if responses >= MIN_RESPONSES:
            return own
        known = [self._people.get(person.id, (NEUTRAL_TENTHS, 0)) for person in b.instructors]
        values = [tenths if answers >= MIN_RESPONSES else NEUTRAL_TENTHS for tenths, answers in known]
        return (2 * sum(values) + len(values)) // (2 * len(values)) if values else NEUTRAL_TENTHS
