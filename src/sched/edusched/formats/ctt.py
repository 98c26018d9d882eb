"""Curriculum-based course timetabling (ITC-2007 track 3, UD2 rules) as an instance of ours.

==================  ==========================================================================================
of the file         in the instance
==================  ==========================================================================================
days, periods       consecutive days from a Monday, all of them working days; periods of an hour from 08:00
room                room of the one venue
teacher             instructor with a competence nobody else has
course              course that asks for its teacher's competence; cohort of category ``course``: its students
curriculum          cohort of category ``curriculum`` without heads: its people are counted by course
lecture             session ``<course>-01`` ... of one period, for the cohorts of its course and curricula
forbidden slots     what is left over of all slots is the session's ``starts``
==================  ==========================================================================================

Hard rules of the file are hard rules of the policy, but that every lecture is held, which is owed. The level
*cost* is the file's cost: 1 a student without a seat, 5 a day below the minimum, 2 an isolated lecture, 1 a
room beyond the first. Source: see ``ctt_text``.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from edusched.domain.instance import Instance
from edusched.domain.people import Cohort, Instructor, Library, Unit
from edusched.domain.places import Level, Location, Region, Room, Venue, VenueKind
from edusched.domain.policy import Clause, Enforcement, Mode, Objective, Policy, PolicyRule
from edusched.domain.teaching import Course, Session, StaffNeed
from edusched.domain.time import CalendarYear, Period, WorkCalendar
from edusched.formats.convert_grid import FIRST_DAY, Grid
from edusched.formats.convert_names import id_of
from edusched.formats.ctt_text import CttCourse, CttProblem

DAYS_PER_WEEK = 7
FIRST_HOUR = 8
REGION, VENUE, LIBRARY, UNIT = "town", "campus", "staff", "students"
COURSE, CURRICULUM = "course", "curriculum"
"""Categories of cohorts."""

# Nothing travels here: the one place is anywhere.
_ANYWHERE = Location(latitude_deg=0.0, longitude_deg=0.0)
_DOCUMENT = "ITC-2007 track 3, UD2"


def ctt_instance(problem: CttProblem) -> Instance:
    """Return the instance that a problem of ITC-2007 track 3 is.

    Parameters
    ----------
    problem
        As ``read_ctt`` returns it: all names known, all figures within its limits.
    """
    calendar = _calendar(problem.days, problem.periods_per_day)
    courses = list(problem.courses.values())
    teachers = dict.fromkeys(id_of(course.teacher) for course in courses)
    return Instance(
        schema_version="1.0",
        kind="instance",
        id=id_of(problem.name),
        note=f"Converted from {_DOCUMENT}: the level cost is the cost of the competition.",
        calendar=calendar,
        regions=(Region(id=REGION, level=Level.COUNTY, location=_ANYWHERE),),
        # How many people there are the file does not say, for a student takes several courses.
        units=(Unit(id=UNIT, region=REGION, size_persons=max(course.students for course in courses)),),
        cohorts=(*_course_cohorts(courses), *_curriculum_cohorts(problem.curricula)),
        libraries=(Library(id=LIBRARY, region=REGION, level=Level.COUNTY),),
        instructors=tuple(
            Instructor(id=name, library=LIBRARY, home=REGION, competences={name: 1}) for name in teachers
        ),
        venues=(_venue(problem.rooms),),
        courses=tuple(_course(course) for course in courses),
        sessions=_sessions(problem, Grid.of_calendar(calendar, DAYS_PER_WEEK)),
        policy=Policy(defaults="none", rules=tuple(_rules(problem))),
    )


def _calendar(day_count: int, period_count: int) -> WorkCalendar:
    days = [FIRST_DAY + timedelta(days=k) for k in range(day_count)]
    years = sorted({day.year for day in days})
    return WorkCalendar(
        first_day=days[0],
        last_day=days[-1],
        periods=tuple(
            Period(id=f"p{k}", start=f"{FIRST_HOUR + k:02}:00", end=f"{FIRST_HOUR + k + 1:02}:00")
            for k in range(period_count)
        ),
        holidays="none",
        overrides=tuple(table for year in years if (table := _weekends_worked(year, days)) is not None),
    )


def _weekends_worked(year: int, days: Iterable[date]) -> CalendarYear | None:
    """Return what makes the weekends of a year working days, or None where there are none."""
    weekends = tuple(day for day in days if day.year == year and day.weekday() >= 5)
    if not weekends:
        return None
    source = f"{_DOCUMENT}: every day of the file is taught"
    return CalendarYear(year=year, status="official", source=source, make_up_working_days=weekends)


def _course_cohorts(courses: Iterable[CttCourse]) -> tuple[Cohort, ...]:
    return tuple(
        Cohort(id=id_of(course.name), category=COURSE, region=REGION, headcount={UNIT: course.students})
        for course in courses
    )


def _curriculum_cohorts(curricula: Iterable[str]) -> tuple[Cohort, ...]:
    return tuple(
        Cohort(id=curriculum_id(name), category=CURRICULUM, region=REGION, headcount={UNIT: 0})
        for name in curricula
    )


def curriculum_id(name: str) -> str:
    """Return the id of a curriculum's cohort; no course has it, for ``id_of`` leaves no colon in an id."""
    return f"{CURRICULUM}:{id_of(name)}"


def _venue(rooms: dict[str, int]) -> Venue:
    return Venue(
        id=VENUE,
        kind=VenueKind.COLLEGE,
        level=Level.COUNTY,
        region=REGION,
        location=_ANYWHERE,
        rooms=tuple(Room(id=id_of(name), capacity_persons=capacity) for name, capacity in rooms.items()),
    )


def _course(course: CttCourse) -> Course:
    return Course(
        id=id_of(course.name),
        subject_class=COURSE,
        study_hours=Decimal(1),
        staff=(StaffNeed(competences={id_of(course.teacher): 1}),),
    )


def _sessions(problem: CttProblem, grid: Grid) -> tuple[Session, ...]:
    attending: dict[str, list[str]] = {name: [id_of(name)] for name in problem.courses}
    for curriculum, members in problem.curricula.items():
        for name in members:
            attending[name].append(curriculum_id(curriculum))
    every = frozenset(range(grid.slot_count))
    sessions: list[Session] = []
    for name, course in problem.courses.items():
        ident, cohorts = id_of(name), tuple(attending[name])
        starts = grid.patterns(every - problem.forbidden.get(name, frozenset()))
        digits = max(2, len(str(course.lectures)))
        sessions += (
            Session(id=f"{ident}-{number:0{digits}}", course=ident, starts=starts, cohorts=cohorts)
            for number in range(1, course.lectures + 1)
        )
    return tuple(sessions)


def _rules(problem: CttProblem) -> Iterator[PolicyRule]:
    hard = Enforcement(mode=Mode.HARD)
    yield _rule("session_shape", hard, "Availability")
    yield _rule("cohort_overlap", hard, "Lectures, Conflicts")
    yield _rule("instructor_overlap", hard, "Conflicts")
    yield _rule("room_overlap", hard, "RoomOccupancy")
    yield _rule("competence", hard, "Courses")
    owed = Enforcement(mode=Mode.OBLIGATION, level=Objective.OBLIGATIONS)
    yield _rule("sessions_run", owed, "Lectures")
    yield _rule("place_capacity", _cost(1), "RoomCapacity")
    of_courses = {"cohorts": {"categories": [COURSE]}}
    min_days = {id_of(name): course.min_days for name, course in problem.courses.items() if course.min_days}
    if min_days:
        yield _rule("spread_days", _cost(5), "MinimumWorkingDays", {**of_courses, "min_days": min_days})
    if problem.curricula:
        of_curricula = {"cohorts": {"categories": [CURRICULUM]}}
        yield _rule("isolated_sessions", _cost(2), "CurriculumCompactness", of_curricula)
    yield _rule("room_stability", _cost(1), "RoomStability", of_courses)


def _cost(weight: int) -> Enforcement:
    return Enforcement(mode=Mode.SOFT, weight=weight, level=Objective.COST)


def _rule(
    page: str, enforcement: Enforcement, clause: str, parameters: Mapping[str, object] | None = None
) -> PolicyRule:
    return PolicyRule(
        id=page,
        rule=page,
        enforcement=enforcement,
        parameters=dict(parameters or {}),
        clause=Clause(document=_DOCUMENT, clause=clause),
    )
