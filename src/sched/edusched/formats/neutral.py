"""A neutral problem of sessions, half-days, rooms and teachers: reading its file.

A JSON object with ``slots`` half-days (``slots_per_week`` of them a week, two a day from Monday on);
``rooms`` with a capacity, each at a site; ``teachers`` with subjects, slots they are away, hours a week and
kilometres to each site; ``cohorts`` with a size and a window of slots; ``sessions`` of a cohort in a subject;
and the weights of the objective: sessions that do not run, kilometres one way, and the largest less the
smallest number of sessions a teacher has. Ids are positions in their list. Unknown fields are refused, not
dropped: they may mean something.
"""

from collections.abc import Sequence

from pydantic import Field

from edusched.domain.base import Model, Persons, Text
from edusched.formats.convert_faults import Faults
from edusched.formats.json_text import parse_json
from edusched.formats.model_faults import parsed

MAX_BYTES = 64 * 1024 * 1024
DAYS_PER_WEEK = 5
SLOTS_PER_WEEK = 10
HOURS_PER_SESSION = 4
MAX_WEEKS = 312
"""Six years less a few days, the longest plan."""
MAX_LEGS = 200_000
"""Teachers times sites: each of them is a measured leg."""
MAX_POINTS = 5_000
"""Teachers and sites: the table of distances has the square of them."""


class Room(Model):
    """A room at a site."""

    id: int
    site: int = Field(ge=0)
    cap: Persons


class Teacher(Model):
    """A teacher; ``km`` are whole kilometres from home to each site, ``unavailable`` are slots."""

    id: int
    subjects: tuple[int, ...] = Field(max_length=1_000)
    unavailable: tuple[int, ...] = Field(max_length=MAX_WEEKS * SLOTS_PER_WEEK)
    max_hours_week: int = Field(ge=0, le=168)
    km: tuple[int, ...]


class Cohort(Model):
    """People who attend together, all sessions from ``first_slot`` to ``last_slot``, both included."""

    id: int
    size: Persons
    first_slot: int
    last_slot: int


class ProblemSession(Model):
    """A session of one half-day."""

    id: int
    cohort: int
    subject: int = Field(ge=0, le=999_999)


class Weights(Model):
    """Price of a session that does not run, of a kilometre one way, and of a session between loads."""

    unassigned: int = Field(ge=0, le=10_000)
    km: int = Field(ge=0, le=10_000)
    load: int = Field(ge=0, le=10_000)


class Problem(Model):
    """The whole problem, as its file holds it."""

    name: Text = Field(min_length=1)
    slots: int
    slots_per_week: int
    weeks: int = Field(ge=1, le=MAX_WEEKS)
    hours_per_session: int
    sites: int = Field(ge=1, le=1_000)
    rooms: tuple[Room, ...] = Field(min_length=1, max_length=10_000)
    teachers: tuple[Teacher, ...] = Field(min_length=1, max_length=MAX_POINTS)
    cohorts: tuple[Cohort, ...] = Field(min_length=1, max_length=10_000)
    sessions: tuple[ProblemSession, ...] = Field(max_length=50_000)
    weights: Weights


def read_problem(text: str, file: str = "") -> Problem:
    """Read the text of a neutral problem.

    Parameters
    ----------
    text
        JSON.
    file
        Name for messages.

    Raises
    ------
    InvalidInputError
        With all faults, each with its JSON path.
    """
    problem = parsed(Problem, parse_json(text, file))
    found = Faults(file)
    _look_at_time(problem, found)
    _look_at_size(problem, found)
    for name in ("rooms", "teachers", "cohorts", "sessions"):
        _look_at_ids(name, getattr(problem, name), found)
    _look_at_things(problem, found)
    found.demand_none()
    return problem


def _look_at_time(problem: Problem, found: Faults) -> None:
    if problem.slots_per_week != SLOTS_PER_WEEK:
        expected = f"expected {SLOTS_PER_WEEK}: {DAYS_PER_WEEK} days of two half-days"
        found.at_path(("slots_per_week",), problem.slots_per_week, expected)
    if problem.hours_per_session != HOURS_PER_SESSION:
        expected = f"expected {HOURS_PER_SESSION}: half-days are 08:00-12:00 and 13:00-17:00"
        found.at_path(("hours_per_session",), problem.hours_per_session, expected)
    slots = problem.weeks * SLOTS_PER_WEEK
    if problem.slots != slots:
        found.at_path(("slots",), problem.slots, f"expected {slots}, {SLOTS_PER_WEEK} for each week of weeks")


def _look_at_size(problem: Problem, found: Faults) -> None:
    teachers = len(problem.teachers)
    for amount, most, what in (
        (teachers * problem.sites, MAX_LEGS, "teachers times sites"),
        (teachers + problem.sites, MAX_POINTS, "teachers and sites together"),
    ):
        if amount > most:
            expected = f"{amount:,} {what}; expected at most {most:,}"
            found.at_path(("teachers",), list(problem.teachers), expected, "split it into several problems")


def _look_at_ids(
    name: str, things: Sequence[Room | Teacher | Cohort | ProblemSession], found: Faults
) -> None:
    for index, thing in enumerate(things):
        if thing.id != index:
            expected = f"expected {index}: ids are positions in the list, from 0"
            found.at_path((name, index, "id"), thing.id, expected)


def _look_at_things(problem: Problem, found: Faults) -> None:
    slots = problem.weeks * SLOTS_PER_WEEK
    for index, room in enumerate(problem.rooms):
        _below(("rooms", index, "site"), room.site, problem.sites, "site", found)
    for index, teacher in enumerate(problem.teachers):
        at = ("teachers", index)
        for number, slot in enumerate(teacher.unavailable):
            _below((*at, "unavailable", number), slot, slots, "slot", found)
        for number, subject in enumerate(teacher.subjects):
            _below((*at, "subjects", number), subject, 1_000_000, "subject", found)
        if len(teacher.km) != problem.sites:
            found.at_path((*at, "km"), list(teacher.km), f"expected {problem.sites}, one for each site")
        for number, kilometres in enumerate(teacher.km):
            _below((*at, "km", number), kilometres, 10_001, "number of kilometres", found)
    for index, cohort in enumerate(problem.cohorts):
        for end in ("first_slot", "last_slot"):
            _below(("cohorts", index, end), getattr(cohort, end), slots, "slot", found)
        if cohort.last_slot < cohort.first_slot:
            expected = f"expected a slot not before first_slot, {cohort.first_slot}"
            found.at_path(("cohorts", index, "last_slot"), cohort.last_slot, expected)
    for index, session in enumerate(problem.sessions):
        _below(("sessions", index, "cohort"), session.cohort, len(problem.cohorts), "cohort", found)


def _below(at: Sequence[str | int], value: int, count: int, what: str, found: Faults) -> None:
    if not 0 <= value < count:
        found.at_path(at, value, f"expected a {what} from 0 to {count - 1}")
