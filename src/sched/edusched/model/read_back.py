"""From column values to a plan, and from a plan to column values."""

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints
from edusched.compile.entities import place_name
from edusched.compile.problem import Problem
from edusched.domain.plan import Assignment, Booking, NotRun, Overnight, Plan


def plan_of(problem: Problem, values: Ints) -> Plan:
    """Return the plan that column values mean; lists are in the order of ids."""
    entities = problem.entities
    chosen = values[: problem.decision_count] == 1
    members = _Members(problem, chosen)
    staff: dict[tuple[int, int, int], list[tuple[str, str]]] = {}
    taught = problem.teaching.select(chosen[problem.teaching.column])
    for session, slot, location, role, who in zip(
        *(a.tolist() for a in (taught.session, taught.slot, taught.location, taught.role, taught.who)),
        strict=True,
    ):
        name = entities.staff(entities.sessions[session])[role].role
        staff.setdefault((session, slot, location), []).append((name, entities.instructors[who].id))
    guests: dict[int, list[str]] = {}
    attended = problem.choosing.select(chosen[problem.choosing.column])
    for session, who in zip(attended.session.tolist(), attended.who.tolist(), strict=True):
        guests.setdefault(session, []).append(entities.cohorts[who].id)
    bookings = []
    placed = problem.placing.select(chosen[problem.placing.column])
    for session, slot, place, location in zip(
        *(a.tolist() for a in (placed.session, placed.slot, placed.place, placed.location)), strict=True
    ):
        data = entities.sessions[members.next_of(session)]
        day, period = divmod(slot, len(entities.horizon.periods))
        bookings.append(
            Booking(
                session=data.id,
                day=entities.horizon.days[day],
                period=entities.horizon.periods[period].id,
                place=entities.places[place].place,
                instructors=tuple(
                    Assignment(role=role, instructor=who)
                    for role, who in sorted(staff.get((session, slot, location), []))
                ),
                cohorts=tuple(sorted([*data.cohorts, *guests.get(session, [])])),
            )
        )
    absent = members.left()
    bookings.sort(key=lambda b: b.session)
    return Plan(
        instance=problem.instance.id,
        bookings=tuple(bookings),
        not_run=tuple(NotRun(session=entities.sessions[k].id, reason=_reason(problem, k)) for k in absent),
        overnights=_overnights(problem, chosen),
    )


class _Members:
    """Hands the bookings of shared columns to their sessions that run, in the order of start and of ids.

    Which of them run is no matter to most rules; one may name them, so it is as the columns say.
    """

    def __init__(self, problem: Problem, chosen: Mask) -> None:
        self._waiting: dict[int, list[int]] = {}
        idle = chosen[problem.not_run]
        for k in np.argsort(idle, kind="stable").tolist():
            self._waiting.setdefault(int(problem.twin_of[k]), []).append(k)

    def next_of(self, first: int) -> int:
        return self._waiting[first].pop(0)

    def left(self) -> list[int]:
        return sorted(k for waiting in self._waiting.values() for k in waiting)


def _overnights(
    problem: Problem, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[Overnight, ...]:
    entities = problem.entities
    nights = problem.nights.select(chosen[problem.nights.column])
    found = []
    for unit, day, location in zip(
        nights.unit.tolist(), nights.day.tolist(), nights.location.tolist(), strict=True
    ):
        site = entities.locations[location].point or ""
        name = entities.mobile_units[unit].id
        found.append(Overnight(mobile_unit=name, day=entities.horizon.days[day], site=site))
    return tuple(sorted(found, key=lambda n: (n.mobile_unit, n.day, n.site)))


def _reason(problem: Problem, session: int) -> str:
    """Say why a session does not run, as far as compiling alone can tell."""
    data = problem.entities.sessions[session]
    struck = problem.removed.get(int(problem.twin_of[session]), {})
    by_rule = ", ".join(f"{rule} ({count})" for rule, count in sorted(struck.items()))
    if not bool((problem.placing.session == problem.twin_of[session]).any()):
        return f"no start and place is left; options struck out by: {by_rule or 'the session itself'}"
    if not data.mandatory:
        return "optional, and the plan is no better with it"
    held = f"; options struck out before: {by_rule}" if by_rule else ""
    return f"it would cost more unmet obligations, or break a hard rule, with the rest of the plan{held}"


def columns_of(problem: Problem, plan: Plan) -> Ints | None:
    """Return the decision columns a plan sets, ascending; None when one of its choices has no column."""
    entities, nights = problem.entities, problem.nights
    runs = np.zeros(len(entities.sessions), dtype=np.bool_)
    runs[problem.twin_of[ints([entities.session_index[booking.session] for booking in plan.bookings])]] = True
    placing, teaching, choosing = (
        table.select(runs[table.session]) for table in (problem.placing, problem.teaching, problem.choosing)
    )
    place_of = _index(placing.column, placing.session, placing.slot, placing.place)
    staff_of = _index(
        teaching.column, teaching.session, teaching.slot, teaching.location, teaching.role, teaching.who
    )
    choice_of = _index(choosing.column, choosing.session, choosing.slot, choosing.place, choosing.who)
    night_of = _index(nights.column, nights.unit, nights.day, nights.location)
    found: list[int | None] = []
    running = set()
    for booking in plan.bookings:
        member = entities.session_index[booking.session]
        session = int(problem.twin_of[member])
        slot = entities.horizon.slot(booking.day, booking.period)
        place = entities.place_index.get(place_name(booking.place))
        if member in running or slot is None or place is None:
            return None
        running.add(member)
        location = int(entities.place_location[place])
        data = entities.sessions[session]
        roles = {need.role: k for k, need in enumerate(entities.staff(data))}
        found.append(place_of.get((session, slot, place)))
        for assigned in booking.instructors:
            role, who = roles.get(assigned.role), entities.instructor_index[assigned.instructor]
            found.append(staff_of.get((session, slot, location, role, who)))
        if not set(data.cohorts) <= set(booking.cohorts):
            return None
        guests = [entities.cohort_index[c] for c in booking.cohorts if c not in data.cohorts]
        found += [choice_of.get((session, slot, place, guest)) for guest in guests]
    at_stop = {(info.mobile_unit, info.point): k for k, info in enumerate(entities.locations)}
    for night in plan.overnights:
        unit, day = entities.unit_index[night.mobile_unit], entities.horizon.day_index(night.day)
        found.append(night_of.get((unit, day, at_stop.get((night.mobile_unit, night.site)))))
    found += [int(problem.not_run[k]) for k in range(len(entities.sessions)) if k not in running]
    known = [column for column in found if column is not None]
    return ints(sorted(known)) if len(set(known)) == len(found) else None


def _index(column: Ints, *keys: Ints) -> dict[tuple[int | None, ...], int]:
    rows = zip(*(key.tolist() for key in keys), strict=True)
    return dict(zip(rows, column.tolist(), strict=True))
