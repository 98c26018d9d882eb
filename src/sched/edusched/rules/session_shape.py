"""A booking is as its session asks: when, where, with whom, for whom.

Amount: breaches, one each. Start outside the session's `starts` (none given: working days) or running past
the day's last period; a place that is no candidate; a role with another number of instructors than asked, a
role nobody asked for, an instructor twice; a fixed cohort missing, a cohort not eligible, too many cohorts,
nobody attending although somebody could; a session booked twice; an overnight that is not at the unit's last
stop. Source: the shape of a plan; every other rule builds on it (R003, R016, R027, R131). Rows: none of its
own. Columns exist only for what is allowed, and the structure rows of every problem tie one start and place,
the staff and the cohorts together; tours allow a night only after a last stop.
"""

from collections.abc import Iterable, Iterator

from edusched.compile.problem import Problem
from edusched.compile.rows import Row
from edusched.domain.policy import Mode
from edusched.domain.result import Violation
from edusched.domain.teaching import Delivery
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import BookingFacts, Facts


class SessionShape(Rule[RuleParameters]):
    """A booking is as its session asks."""

    id = "session_shape"
    title = "A booking has a start, a place, staff and cohorts that its session allows"
    unit = "breaches"
    adds_up = True
    always = True
    modes = (Mode.HARD,)
    needs_tours = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        for name, bookings in facts.by_session().items():
            if len(bookings) > 1:
                yield self.violation((name,), len(bookings) - 1, "booked more than once")
        for booking in facts.bookings:
            for breach in self._breaches(facts, booking):
                yield self.violation((booking.session.id,), 1, breach)
        yield from self._overnights(facts)

    def _breaches(self, facts: Facts, b: BookingFacts) -> Iterator[str]:
        horizon, session = facts.horizon, b.session
        allowed = horizon.mask(session.starts) if session.starts else horizon.working_slots
        slot = horizon.slot(b.day, b.booking.period)
        fits = len(b.periods) == session.length_periods
        if slot is None or not fits or not allowed >> slot & 1:
            yield "start not allowed"
        if not _is_candidate(b):
            yield "place not a candidate"
        yield from _staffing(b)
        yield from _attendance(facts, b)

    def _overnights(self, facts: Facts) -> Iterator[Violation]:
        stops = facts.by_mobile_unit()
        seen: set[tuple[str, str]] = set()
        for night in facts.overnights:
            today = [b for b in stops[night.mobile_unit] if b.day == night.day]
            last = max(today, key=lambda b: (b.start_minute, b.end_minute, b.location or ""), default=None)
            if last is None or last.location != night.site:
                yield self.violation(
                    (night.mobile_unit,), 1, f"{night.day}: overnight away from the last stop"
                )
            key = (night.mobile_unit, night.day.isoformat())
            if key in seen:
                yield self.violation((night.mobile_unit,), 1, f"{night.day}: two overnights")
            seen.add(key)

    def rows(self, problem: Problem) -> Iterable[Row]:
        for unit in range(len(problem.entities.mobile_units)):
            problem.tour(unit)
        return ()

    examples = (
        Example("a secretary session as asked", "t1 2026-09-07 am school/big li c1", 0),
        Example("on a Saturday", "t1 2026-09-12 am school/big li c1", 1, subject=("t1",)),
        Example("no lecturer and without its cohort", "t1 2026-09-07 am school/big - -", 3),
    )


def _is_candidate(b: BookingFacts) -> bool:
    session = b.session
    if b.delivery not in session.deliveries:
        return False
    if b.delivery is Delivery.IN_PERSON:
        return b.venue is not None and (session.venues is None or b.venue.id in session.venues)
    if b.delivery is Delivery.ONLINE:
        return b.platform is not None and (session.platforms is None or b.platform.id in session.platforms)
    unit_allowed = session.mobile_units is None or (
        b.mobile_unit is not None and b.mobile_unit.id in session.mobile_units
    )
    return unit_allowed and b.location in session.sites


def _staffing(b: BookingFacts) -> Iterator[str]:
    wanted = {need.role: need.count for need in b.staff}
    there = [a.role for a in b.booking.instructors]
    for role in sorted({*wanted, *there}):
        if wanted.get(role, 0) != there.count(role):
            yield f"{there.count(role)} instead of {wanted.get(role, 0)} instructors as {role}"
    people = [a.instructor for a in b.booking.instructors]
    for person in sorted(set(people)):
        for _ in range(people.count(person) - 1):
            yield f"{person} twice"


def _attendance(facts: Facts, b: BookingFacts) -> Iterator[str]:
    session, there = b.session, [c.id for c in b.cohorts]
    for name in session.cohorts:
        if name not in there:
            yield f"{name} missing"
    for cohort in b.cohorts:
        invited = session.open_to is not None and facts.instance.selects(session.open_to, cohort)
        if cohort.id not in session.cohorts and not invited:
            yield f"{cohort.id} not eligible"
    each_time = b.platform is not None and b.platform.recorded_each_time
    most = [x for x in (session.max_cohorts, 1 if each_time else None) if x is not None]
    if most and len(there) > min(most):
        yield f"{len(there)} cohorts"
    if not there and (session.cohorts or session.open_to is not None):
        yield "nobody attends"
