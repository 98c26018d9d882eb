"""Solutions of the neutral problem: a JSON list with ``[slot, room, teacher]`` or null for each session."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.plan import Assignment, Booking, NotRun, Plan, RoomPlace
from edusched.domain.teaching import Session
from edusched.formats.convert_faults import Faults
from edusched.formats.convert_grid import Grid
from edusched.formats.convert_plan import Fitting, demand_known, unfit_instance
from edusched.formats.json_text import parse_json
from edusched.formats.neutral import DAYS_PER_WEEK
from edusched.formats.neutral_instance import HALF_DAYS, Numbers

MAX_BYTES = 64 * 1024 * 1024
NULL = "null in the solution"
PARTS = ("slot", "room", "teacher")


class NeutralIds:
    """Positions of an instance's sessions, rooms and instructors in the problem it comes from.

    Parameters
    ----------
    instance
        As ``neutral_instance`` makes it.

    Raises
    ------
    InvalidInputError
        No neutral problem can have become this instance; without the name of the file.

    Attributes
    ----------
    grid
        The half-days.
    session, room, teacher
        Positions by id.
    """

    def __init__(self, instance: Instance) -> None:
        calendar = instance.calendar
        if [(p.start, p.end) for p in calendar.periods] != [(p.start, p.end) for p in HALF_DAYS]:
            expected = "expected the half-days 08:00-12:00 and 13:00-17:00"
            raise _unfit("$.calendar.periods", list(calendar.periods), expected)
        if calendar.first_day.weekday() != 0:
            raise _unfit("$.calendar.first_day", calendar.first_day, "expected a Monday")
        self.grid = Grid.of_calendar(calendar, DAYS_PER_WEEK)
        self._venue_of = {room.id: venue.id for venue in instance.venues for room in venue.rooms}
        rooms = [room.id for venue in instance.venues for room in venue.rooms]
        self.session = _positions("session", "$.sessions", [item.id for item in instance.sessions])
        self.room = _positions("room", "$.venues", rooms)
        self.teacher = _positions("teacher", "$.instructors", [item.id for item in instance.instructors])
        for index, session in enumerate(instance.sessions):
            staff = instance.course[session.course].staff if session.staff is None else session.staff
            if session.length_periods != 1 or [need.count for need in staff] != [1]:
                expected = "expected a session of one half-day with one instructor"
                raise _unfit(f"$.sessions[{index}]", session.id, expected)

    def place(self, room: str) -> RoomPlace:
        """Return the place a room is."""
        return RoomPlace(venue=self._venue_of[room], room=room)


def neutral_solution_text(plan: Plan, instance: Instance) -> tuple[str, tuple[str, ...]]:
    """Return the solution a plan is, and the sessions that are null in it because they do not run.

    Parameters
    ----------
    plan
        Any plan of the instance.
    instance
        As ``neutral_instance`` makes it.

    Raises
    ------
    InvalidInputError
        The plan says what no solution can say, each with its JSON path; or see ``NeutralIds``.
    """
    ids = NeutralIds(instance)
    demand_known(plan, instance)
    fitting = Fitting(plan, instance, ids.grid)
    solution: list[list[int] | None] = [None] * len(ids.session)
    for _, booking, slot, place in fitting.bookings():
        teacher = ids.teacher[booking.instructors[0].instructor]
        solution[ids.session[booking.session]] = [slot, ids.room[place.room], teacher]
    fitting.demand_fit()
    return "[" + ",\n ".join(map(json.dumps, solution)) + "]\n", fitting.not_run()


def read_neutral_solution(text: str, instance: Instance, file: str = "") -> Plan:
    """Return the plan a solution is.

    It need not keep any rule: two sessions may share a room, and the checker says so.

    Parameters
    ----------
    text
        JSON.
    instance
        As ``neutral_instance`` makes it.
    file
        Name for messages.

    Raises
    ------
    InvalidInputError
        With all faults, each with its JSON path; or see ``NeutralIds``.
    """
    ids = NeutralIds(instance)
    data = parse_json(text, file).data
    found = Faults(file)
    if not isinstance(data, list) or len(data) != len(ids.session):
        found.at_path(
            (), data, f"expected a list of {len(ids.session)}, one for each session of the instance"
        )
        data = []
    counts = (ids.grid.slot_count, len(ids.room), len(ids.teacher))
    for index, item in enumerate(data):
        _look_at(index, item, counts, found)
    found.demand_none()
    pairs = [(instance.session[name], item) for name, item in zip(ids.session, data, strict=True)]
    rooms, teachers = list(ids.room), list(ids.teacher)
    bookings = (
        _booking(session, instance, ids.grid.at(item[0]), ids.place(rooms[item[1]]), teachers[item[2]])
        for session, item in pairs
        if item is not None
    )
    not_run = (NotRun(session=session.id, reason=NULL) for session, item in pairs if item is None)
    return Plan(instance=instance.id, bookings=tuple(bookings), not_run=tuple(not_run))


def _booking(
    session: Session, instance: Instance, when: tuple[date, str], place: RoomPlace, teacher: str
) -> Booking:
    (need,) = instance.course[session.course].staff if session.staff is None else session.staff
    return Booking(
        session=session.id,
        day=when[0],
        period=when[1],
        place=place,
        instructors=(Assignment(role=need.role, instructor=teacher),),
        cohorts=session.cohorts,
    )


def _look_at(index: int, item: Any, counts: Iterable[int], found: Faults) -> None:
    if item is None:
        return
    if not isinstance(item, list) or len(item) != len(PARTS):
        found.at_path((index,), item, "expected [slot, room, teacher] or null")
        return
    for number, (part, value, count) in enumerate(zip(PARTS, item, counts, strict=True)):
        if type(value) is not int or not 0 <= value < count:
            found.at_path((index, number), value, f"expected a {part} from 0 to {count - 1}")


def _positions(word: str, path: str, names: list[str]) -> dict[str, int]:
    known = Numbers(word, len(names)).positions()
    for name in names:
        if name not in known:
            last = Numbers(word, len(names))[len(names) - 1]
            raise _unfit(path, name, f"expected ids up to {last}, a {word} and its number")
    return known


def _unfit(path: str, value: object, expected: str) -> InvalidInputError:
    return unfit_instance(path, value, expected, "a neutral problem")
