"""Solutions of ITC-2007 track 3: one line a lecture, ``course room day period``, days and periods from 0.

A solution knows no teachers and no students: a line is a booking with the instructor whom the course asks for
and the cohorts of its session. Lectures of a course are alike, so which line is which session means nothing;
lines that are read become the sessions of their course in order.
"""

import io
from collections.abc import Iterator

from edusched.domain.instance import Instance
from edusched.domain.plan import Assignment, Booking, NotRun, Plan, RoomPlace
from edusched.domain.teaching import Session
from edusched.formats.convert_faults import Faults
from edusched.formats.convert_grid import Grid
from edusched.formats.convert_names import word_of
from edusched.formats.convert_plan import Fitting, demand_known, unfit_instance
from edusched.formats.ctt import DAYS_PER_WEEK

MAX_BYTES = 4 * 1024 * 1024
NO_LINE = "no line in the solution"


def demand_ctt_instance(instance: Instance) -> None:
    """Refuse an instance that no ``.ctt`` file can have become.

    Raises
    ------
    InvalidInputError
        With what gives it away; without the name of the file.
    """
    if len(instance.venues) != 1:
        raise unfit_instance("$.venues", list(instance.venues), "expected one venue", "a .ctt file")
    for index, session in enumerate(instance.sessions):
        staff = instance.course[session.course].staff if session.staff is None else session.staff
        if session.length_periods != 1:
            path = f"$.sessions[{index}].length_periods"
            raise unfit_instance(path, session.length_periods, "expected one period", "a .ctt file")
        if [need.count for need in staff] != [1]:
            expected = "a session without or with several instructors; expected one"
            raise unfit_instance(f"$.sessions[{index}]", session.id, expected, "a .ctt file")


def ctt_solution_text(plan: Plan, instance: Instance) -> tuple[str, tuple[str, ...]]:
    """Return the lines of a plan, and the sessions that have none because they do not run.

    Lines stand in the order of the instance's courses, then of slots.

    Parameters
    ----------
    plan
        Any plan of the instance.
    instance
        As ``ctt_instance`` makes it.

    Raises
    ------
    InvalidInputError
        The plan says what no line can say, each with its JSON path; or see ``demand_ctt_instance``.
    """
    demand_ctt_instance(instance)
    demand_known(plan, instance)
    grid = Grid.of_calendar(instance.calendar, DAYS_PER_WEEK)
    fitting = Fitting(plan, instance, grid)
    order = {course.id: index for index, course in enumerate(instance.courses)}
    lines: list[tuple[int, int, str]] = []
    for _, booking, slot, place in fitting.bookings():
        course = instance.session[booking.session].course
        day, period = divmod(slot, len(grid.periods))
        line = f"{word_of(course)} {word_of(place.room)} {day} {period}\n"
        lines.append((order[course], slot, line))
    fitting.demand_fit()
    return "".join(line for _, _, line in sorted(lines)), fitting.not_run()


def read_ctt_solution(text: str, instance: Instance, file: str = "") -> Plan:
    """Return the plan a solution is.

    It need not keep any rule: two lectures may share a room, and the checker says so.

    Parameters
    ----------
    text
        The whole text.
    instance
        As ``ctt_instance`` makes it.
    file
        Name for messages.

    Raises
    ------
    InvalidInputError
        With all faults, each with its line; or see ``demand_ctt_instance``.
    """
    demand_ctt_instance(instance)
    reader = _Lines(instance, file)
    bookings = [
        booking
        for number, line in enumerate(io.StringIO(text, newline=None), 1)
        if line.strip()
        and not reader.faults.many
        and (booking := reader.booking(number, line.split())) is not None
    ]
    reader.faults.demand_none()
    booked = {booking.session for booking in bookings}
    not_run = (
        NotRun(session=session.id, reason=NO_LINE)
        for session in instance.sessions
        if session.id not in booked
    )
    return Plan(instance=instance.id, bookings=tuple(bookings), not_run=tuple(not_run))


class _Lines:
    """Reads lines one by one and deals out the sessions of each course in order."""

    def __init__(self, instance: Instance, file: str) -> None:
        self.faults = Faults(file)
        self._instance = instance
        self._grid = Grid.of_calendar(instance.calendar, DAYS_PER_WEEK)
        self._rooms = {word_of(room.id): room.id for room in instance.venues[0].rooms}
        self._courses = {word_of(course.id): course.id for course in instance.courses}
        self._teachers: dict[str, str | None] = {}
        sessions: dict[str, list[Session]] = {course.id: [] for course in instance.courses}
        for session in instance.sessions:
            sessions[session.course].append(session)
        self._left: dict[str, Iterator[Session]] = {name: iter(mine) for name, mine in sessions.items()}

    def booking(self, line: int, words: list[str]) -> Booking | None:
        """Return the booking of a line, or note what is wrong with it."""
        if len(words) != 4:
            expected = f"expected 4 words (course, room, day, period), found {len(words)}"
            self.faults.in_line(line, "", " ".join(words), expected)
            return None
        course = self._known(line, "course", words[0], self._courses)
        room = self._known(line, "room", words[1], self._rooms)
        day = self.faults.number_in_line(line, "day", words[2], 0, len(self._grid.days) - 1)
        period = self.faults.number_in_line(line, "period", words[3], 0, len(self._grid.periods) - 1)
        if course is None or room is None or day is None or period is None:
            return None
        session = next(self._left[course], None)
        if session is None:
            self.faults.in_line(line, "course", words[0], "more lines than the course has lectures")
            return None
        teacher = self._teacher(session)
        if teacher is None:
            self.faults.in_line(line, "course", words[0], "the instance has no instructor for this course")
            return None
        when, name = self._grid.at(day * len(self._grid.periods) + period)
        return Booking(
            session=session.id,
            day=when,
            period=name,
            place=RoomPlace(venue=self._instance.venues[0].id, room=room),
            instructors=(teacher,),
            cohorts=session.cohorts,
        )

    def _teacher(self, session: Session) -> Assignment | None:
        (need,) = self._instance.course[session.course].staff if session.staff is None else session.staff
        able = (
            person.id
            for person in self._instance.instructors
            if all(person.competences.get(name, 0) >= grade for name, grade in need.competences.items())
        )
        if session.course not in self._teachers:
            self._teachers[session.course] = next(able, None)
        person = self._teachers[session.course]
        return None if person is None else Assignment(role=need.role, instructor=person)

    def _known(self, line: int, what: str, word: str, known: dict[str, str]) -> str | None:
        if word not in known:
            self.faults.unknown_in_line(line, what, word, known)
        return known.get(word)
