"""A neutral problem as an instance of ours.

================  ===========================================================================================
of the problem    in the instance
================  ===========================================================================================
slot              half-day: 08:00-12:00 or 13:00-17:00, Monday to Friday, weeks from a Monday on
site with rooms   venue in a region of its own
teacher           instructor: subjects as competences, a home of his own, a measured leg to each venue
subject           competence, and the course that asks for it
cohort            cohort with its size; its window is the ``starts`` of its sessions
weights           weights of three rules of one level, *cost*
================  ===========================================================================================

Everything else of the problem is a hard rule. Ids are a word and the position, such as ``teacher-07``. Sites
that have no room are left out: nobody travels there.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from edusched.domain.errors import Fault, InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort, Instructor, Library, LoadLimits, Unit
from edusched.domain.places import Level, Location, Region, Room, TravelLeg, TravelModel, Venue, VenueKind
from edusched.domain.policy import Enforcement, Mode, Objective, Policy, PolicyRule
from edusched.domain.teaching import Course, Session, StaffNeed
from edusched.domain.time import Period, WorkCalendar
from edusched.formats.convert_grid import FIRST_DAY, Grid
from edusched.formats.convert_names import MAX_ID_CHARACTERS, id_of
from edusched.formats.neutral import DAYS_PER_WEEK, HOURS_PER_SESSION, Problem, Teacher

COUNTY, LIBRARY, UNIT = "county", "teachers", "people"
METRES_PER_KM = 1000
SPEED_KMH = 40
HALF_DAYS = (
    Period(id="am", start="08:00", end="12:00"),
    Period(id="pm", start="13:00", end="17:00"),
)

# The problem knows distances and no places: every way that is travelled has its measured leg.
_ANYWHERE = Location(latitude_deg=0.0, longitude_deg=0.0)


def neutral_instance(problem: Problem, file: str = "") -> Instance:
    """Return the instance that a neutral problem is.

    Parameters
    ----------
    problem
        As ``read_problem`` returns it.
    file
        Name for messages.

    Raises
    ------
    InvalidInputError
        The problem's name is too long for an id.
    """
    ident = id_of(problem.name[: MAX_ID_CHARACTERS + 1])
    if len(ident) > MAX_ID_CHARACTERS:
        expected = f"expected a name of at most {MAX_ID_CHARACTERS} characters, written as an id of ours"
        raise InvalidInputError([Fault(file, "$.name", problem.name, expected, "shorten it")])
    return _Mapping(problem).instance(ident)


class Numbers:
    """Ids of a kind of thing: a word and the position, with leading zeros so that they sort as the list does.

    Parameters
    ----------
    word
        What comes before the number.
    count
        How many there are.
    """

    def __init__(self, word: str, count: int) -> None:
        self._word = word
        self._digits = len(str(max(0, count - 1)))
        self.count = count

    def __getitem__(self, index: int) -> str:
        """Return the id of a position."""
        return f"{self._word}-{index:0{self._digits}}"

    def positions(self) -> dict[str, int]:
        """Return positions by id."""
        return {self[index]: index for index in range(self.count)}


class _Mapping:
    def __init__(self, problem: Problem) -> None:
        subjects = [session.subject for session in problem.sessions]
        subjects += [subject for teacher in problem.teachers for subject in teacher.subjects]
        self._problem = problem
        self._sites = Numbers("site", problem.sites)
        self._venues = Numbers("venue", problem.sites)
        self._rooms = Numbers("room", len(problem.rooms))
        self._homes = Numbers("home", len(problem.teachers))
        self._teachers = Numbers("teacher", len(problem.teachers))
        self._cohorts = Numbers("cohort", len(problem.cohorts))
        self._sessions = Numbers("session", len(problem.sessions))
        self._subjects = Numbers("subject", max(subjects, default=0) + 1)
        self._taught = sorted({session.subject for session in problem.sessions})
        self._used_sites = sorted({room.site for room in problem.rooms})
        self._calendar = WorkCalendar(
            first_day=FIRST_DAY,
            last_day=FIRST_DAY + timedelta(days=7 * problem.weeks - 8 + DAYS_PER_WEEK),
            periods=HALF_DAYS,
            holidays="none",
        )
        self._grid = Grid.of_calendar(self._calendar, DAYS_PER_WEEK)

    def instance(self, ident: str) -> Instance:
        problem = self._problem
        return Instance(
            schema_version="1.0",
            kind="instance",
            id=ident,
            note="Converted from a neutral problem: the level cost is its objective.",
            calendar=self._calendar,
            travel=TravelModel(speed_kmh=SPEED_KMH, legs=tuple(self._legs())),
            regions=tuple(self._regions()),
            # Somebody may be in several cohorts; the problem does not say.
            units=(Unit(id=UNIT, region=COUNTY, size_persons=max(c.size for c in problem.cohorts)),),
            cohorts=tuple(
                Cohort(id=self._cohorts[c.id], category="cohort", region=COUNTY, headcount={UNIT: c.size})
                for c in problem.cohorts
            ),
            libraries=(Library(id=LIBRARY, region=COUNTY, level=Level.COUNTY),),
            instructors=tuple(self._instructor(teacher) for teacher in problem.teachers),
            venues=tuple(self._venue(site) for site in self._used_sites),
            courses=tuple(self._course(subject) for subject in self._taught),
            sessions=self._session_list(),
            policy=Policy(defaults="none", rules=tuple(self._rules())),
        )

    def _regions(self) -> Iterator[Region]:
        yield Region(id=COUNTY, level=Level.COUNTY)
        names = [self._sites[site] for site in self._used_sites]
        names += [self._homes[teacher.id] for teacher in self._problem.teachers]
        for name in names:
            yield Region(id=name, level=Level.TOWNSHIP, parent=COUNTY, location=_ANYWHERE)

    def _legs(self) -> Iterator[TravelLeg]:
        for teacher in self._problem.teachers:
            for site in self._used_sites:
                yield TravelLeg(
                    start=self._homes[teacher.id],
                    end=self._venues[site],
                    travel_minutes=-(-teacher.km[site] * 60 // SPEED_KMH),
                    travel_metres=teacher.km[site] * METRES_PER_KM,
                )

    def _instructor(self, teacher: Teacher) -> Instructor:
        away = set(teacher.unavailable)
        return Instructor(
            id=self._teachers[teacher.id],
            library=LIBRARY,
            competences={self._subjects[subject]: 1 for subject in sorted(set(teacher.subjects))},
            home=self._homes[teacher.id],
            unavailable=self._grid.patterns(away) if away else (),
            limits=LoadLimits(max_teaching_hours_per_week=Decimal(teacher.max_hours_week)),
        )

    def _venue(self, site: int) -> Venue:
        return Venue(
            id=self._venues[site],
            kind=VenueKind.TRAINING_BASE,
            level=Level.TOWNSHIP,
            region=self._sites[site],
            location=_ANYWHERE,
            rooms=tuple(
                Room(id=self._rooms[room.id], capacity_persons=room.cap)
                for room in self._problem.rooms
                if room.site == site
            ),
        )

    def _course(self, subject: int) -> Course:
        name = self._subjects[subject]
        hours = Decimal(HOURS_PER_SESSION)
        staff = (StaffNeed(competences={name: 1}),)
        return Course(id=name, subject_class="subject", study_hours=hours, staff=staff)

    def _session_list(self) -> tuple[Session, ...]:
        spans = [(cohort.first_slot, cohort.last_slot + 1) for cohort in self._problem.cohorts]
        patterns = {span: self._grid.patterns(range(*span)) for span in dict.fromkeys(spans)}
        return tuple(
            Session(
                id=self._sessions[session.id],
                course=self._subjects[session.subject],
                starts=patterns[spans[session.cohort]],
                cohorts=(self._cohorts[session.cohort],),
            )
            for session in self._problem.sessions
        )

    def _rules(self) -> Iterator[PolicyRule]:
        hard = Enforcement(mode=Mode.HARD)
        for page in (
            "session_shape",
            "instructor_overlap",
            "cohort_overlap",
            "room_overlap",
            "instructor_availability",
            "competence",
            "place_capacity",
            "instructor_hours",
        ):
            yield PolicyRule(id=page, rule=page, enforcement=hard)
        weights = self._problem.weights
        one_way = {"fen_per_km": 1, "per": "booking", "ways": 1}
        for page, weight, parameters in (
            ("sessions_run", weights.unassigned, {}),
            ("travel_cost", weights.km, one_way),
            ("load_range", weights.load, {}),
        ):
            if weight:
                cost = Enforcement(mode=Mode.SOFT, weight=weight, level=Objective.COST)
                yield PolicyRule(id=page, rule=page, enforcement=cost, parameters=parameters)
