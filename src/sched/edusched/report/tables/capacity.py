"""Tables of need against capacity, month by month: hours of instructors, hours of seats, money."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from edusched.calendar.horizon import Horizon, slots_of
from edusched.domain.instance import Instance
from edusched.domain.people import Instructor
from edusched.domain.teaching import Course, Delivery, Session, StaffNeed
from edusched.report.tables.contract import Cell, Reading, ReportTable, counts, hours, numbers, texts
from edusched.report.tables.slots import minutes_by_day, month_of, open_slots
from edusched.rules.budget import Budget
from edusched.rules.competence import missing_grades
from edusched.rules.instructor_hours import InstructorHours

ALL = "all"


@dataclass(frozen=True, slots=True)
class _Need:
    """What a session needs, and when."""

    session: Session
    course: Course
    staff: tuple[StaffNeed, ...]
    day: date
    minutes: int
    persons: int
    delivery: Delivery


def instructor_capacity(reading: Reading) -> ReportTable:
    """Hours of instructors needed and there to be had, by month and subject class; what is short.

    Needed: every session that runs or is mandatory, with as many instructors as it asks for, in the month
    it is booked or, if it does not run, in the month of its first allowed start. There: open periods of the
    instructors who have the competences of some session of the class, within their limits a day, a week and
    a month. An instructor stands in each class he or she can teach, and once in the row of all classes.
    """
    instance, horizon = reading.instance, reading.facts.horizon
    need: Counter[tuple[str, str]] = Counter()
    asks: defaultdict[str, list[StaffNeed]] = defaultdict(list)
    for item in _needs(reading):
        for key in (item.course.subject_class, ALL):
            need[month_of(item.day), key] += item.minutes * sum(ask.count for ask in item.staff)
            asks[key] += [ask for ask in item.staff if ask not in asks[key]]
    supply: Counter[tuple[str, str]] = Counter()
    for person in sorted(instance.instructors, key=lambda p: p.id):
        classes = [key for key, needs in asks.items() if any(not missing_grades(n, person) for n in needs)]
        for month, minutes in _available(reading, person).items():
            supply.update({(month, key): minutes for key in classes})
    months = sorted({month_of(day) for day in horizon.days})
    rows: list[tuple[Cell, ...]] = [
        (month, key, *_compared(need[month, key], supply[month, key]))
        for month in months
        for key in sorted(asks)
    ]
    columns = (
        *texts("month", "subject_class"),
        *numbers(need_hours="hours", supply_hours="hours", short_hours="hours"),
    )
    return ReportTable("instructor_capacity", "Hours of instructors needed and there", columns, tuple(rows))


def seat_capacity(reading: Reading) -> ReportTable:
    """Hours of seats needed and there to be had, by month and delivery; what is short.

    Needed: persons times hours of every session that is booked; of a mandatory one that is not, its fixed
    cohorts in its first delivery, in the month of its first allowed start. There: seats times hours that
    rooms, mobile units and platforms are open. Platforms without a number of seats have no part in it.
    """
    horizon = reading.facts.horizon
    need: Counter[tuple[str, str]] = Counter()
    for item in _needs(reading):
        need[month_of(item.day), item.delivery.value] += item.minutes * item.persons
    supply: Counter[tuple[str, str]] = Counter()
    for delivery, seats, mask in _seats(reading.instance, horizon):
        for day, minutes in minutes_by_day(horizon, mask).items():
            supply[month_of(horizon.days[day]), delivery.value] += minutes * seats
    rows: list[tuple[Cell, ...]] = [
        (month, delivery, *_compared(need[month, delivery], supply[month, delivery]))
        for month, delivery in sorted(set(need) | set(supply))
    ]
    columns = (
        *texts("month", "delivery"),
        *numbers(need_seat_hours="seat-hours", supply_seat_hours="seat-hours", short_seat_hours="seat-hours"),
    )
    return ReportTable("seat_capacity", "Hours of seats needed and there", columns, tuple(rows))


def money_capacity(reading: Reading) -> ReportTable:
    """Money spent in each month, and what each budget has left of its year by then; what is short.

    Left is what all sources together can still pay, less what the months before it cost.
    """
    horizon, rows = reading.facts.horizon, list[tuple[Cell, ...]]()
    for budget in (rule for rule in reading.rules if isinstance(rule, Budget)):
        p = budget.parameters
        for (label, first, last), costs in budget.spent(reading.facts):
            left = budget.most(p.available(reading.instance, label))
            spent: Counter[str] = Counter()
            for cost in costs:
                if p.spending.cost(reading.instance, cost):
                    spent[month_of(min(cost.day, horizon.days[-1]))] += cost.fen
            for month in sorted({month_of(day) for day in horizon.days if first <= day <= last}):
                need = spent[month]
                rows.append((budget.name, label, month, need, max(0, left), max(0, need - max(0, left))))
                left -= need
    columns = (
        *texts("budget", "year", "month"),
        *counts(need_fen="fen", left_fen="fen", short_fen="fen"),
    )
    return ReportTable("money_capacity", "Money needed and left", columns, tuple(rows))


def _compared(need: int, supply: int) -> tuple[Cell, Cell, Cell]:
    return hours(need), hours(supply), hours(max(0, need - supply))


def _needs(reading: Reading) -> Iterator[_Need]:
    """Yield what each session needs that runs, or should."""
    instance, horizon = reading.instance, reading.facts.horizon
    booked = reading.facts.by_session()
    for session in sorted(instance.sessions, key=lambda s: s.id):
        for b in booked.get(session.id, ()):
            seated = 0 if b.platform and b.platform.seats_persons is None else b.persons
            yield _Need(session, b.course, b.staff, b.day, b.teaching_minutes, seated, b.delivery)
        if session.id not in booked and session.mandatory:
            course = instance.course[session.course]
            day, minutes = _first_start(horizon, session)
            persons = sum(instance.cohort[name].persons for name in session.cohorts)
            staff = course.staff if session.staff is None else session.staff
            yield _Need(session, course, staff, day, minutes, persons, session.deliveries[0])


def _first_start(horizon: Horizon, session: Session) -> tuple[date, int]:
    """Return the day of a session's first allowed start, and how long it would be; else the first day."""
    count = len(horizon.periods)
    mask = horizon.mask(session.starts) if session.starts else horizon.working_slots
    fitting = (slot for slot in slots_of(mask) if slot % count + session.length_periods <= count)
    slot = next(fitting, 0)
    periods = horizon.periods[slot % count : slot % count + session.length_periods]
    return horizon.days[slot // count], sum(p.end_minute - p.start_minute for p in periods)


def _available(reading: Reading, person: Instructor) -> Counter[str]:
    """Return the minutes by month an instructor can teach, within the limits a day, a week and a month."""
    horizon, library = reading.facts.horizon, reading.instance.library[person.library]
    mask = open_slots(horizon, person.available, person.unavailable)
    mask &= horizon.mask(library.available) if library.available else horizon.all_slots
    day_limit, week_limit, month_limit = (_limit(reading, person, span) for span in ("day", "week", "month"))
    weeks: Counter[tuple[str, int, int]] = Counter()
    for index, minutes in minutes_by_day(horizon, mask).items():
        day = horizon.days[index]
        weeks[month_of(day), *day.isocalendar()[:2]] += (
            minutes if day_limit is None else min(minutes, day_limit)
        )
    found: Counter[str] = Counter()
    for (month, _, _), minutes in weeks.items():
        found[month] += minutes if week_limit is None else min(minutes, week_limit)
    if month_limit is not None:
        found = Counter({month: min(minutes, month_limit) for month, minutes in found.items()})
    return found


def _limit(reading: Reading, person: Instructor, span: str) -> int | None:
    limits = [
        rule.limit_minutes(person, span)
        for rule in reading.rules
        if isinstance(rule, InstructorHours) and person in rule.parameters.instructors
    ]
    return min((limit for limit in limits if limit is not None), default=None)


def _seats(instance: Instance, horizon: Horizon) -> Iterator[tuple[Delivery, int, int]]:
    """Yield delivery, seats and open slots of each room, mobile unit and platform."""
    for venue in instance.venues:
        opened = open_slots(horizon, venue.available, venue.unavailable)
        for room in venue.rooms:
            yield Delivery.IN_PERSON, room.capacity_persons, opened & ~horizon.mask(room.unavailable)
    for unit in instance.mobile_units:
        yield Delivery.MOBILE, unit.capacity_persons, open_slots(horizon, unit.available, unit.unavailable)
    for platform in instance.platforms:
        opened = open_slots(horizon, platform.available, platform.unavailable)
        if platform.seats_persons is not None:
            yield Delivery.ONLINE, platform.seats_persons, opened
