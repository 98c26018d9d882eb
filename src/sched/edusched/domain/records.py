"""Records: what happened after a plan, and figures that are followed over years; a file of its own.

Records are only ever added to. They hold ids, roles, dates and head-counts, never names of people. Whatever
is learnt from them (certificates, histories, tables) is computed anew each time: nothing here is a result.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from edusched.domain.base import Day, Hours, Id, Model, Percent, Text
from edusched.domain.people import Weight
from edusched.domain.places import Level
from edusched.domain.time import SlotPattern

Year = Annotated[int, Field(ge=1990, le=2200)]
Points = Annotated[int, Field(ge=0, le=10_000)]
Figure = Annotated[int, Field(ge=-(10**12), le=10**12)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Source(StrEnum):
    """How a fact was registered; of one fact told twice the earlier source in this list is kept."""

    CERTIFICATE = "certificate"
    FILE = "file"
    NETWORK = "network"


class Terms(Model):
    """What it takes to be credited, certified, inspected and told, where nobody said otherwise."""

    min_attended_percent: Percent = Field(
        default=80, description="Share of a session attended from which it counts in full; below it, not."
    )
    min_persons_percent: Percent = Field(
        default=100,
        description="Share of a cohort's persons who must reach it to credit the cohort.",
    )
    min_completed_percent: Percent = Field(
        default=80, description="Share of the sessions of a course or programme a certificate needs."
    )
    study_hour_minutes: int = Field(
        default=45, ge=1, le=240, description="Minutes of a study hour, where a credit has minutes only."
    )
    inspected_percent: Percent = Field(default=5, description="Share of sessions to be inspected.")
    inspection_seed: int = Field(default=1, ge=0, le=2**31 - 1, description="Seed of the draw of sessions.")
    inspected_level: Level = Field(default=Level.COUNTY, description="Level of the regions inspected.")
    min_inspections_per_year: int = Field(default=2, ge=0, le=366, description="By region and year.")
    provider_file_months: int = Field(
        default=6, ge=1, le=12, description="Months between the published files of a provider."
    )
    feedback_working_days: int = Field(
        default=10, ge=0, le=366, description="Within which units hear how their people did."
    )


class Person(Model):
    """A person by an opaque id: whose unit, which role, full-time or not. No name, by design."""

    id: Id
    unit: Id
    role: Id
    full_time: bool
    cohort: Id | None = Field(default=None, description="Cohort the person learns in.")


class Attendance(Model):
    """Who attended a session, how long, and what came of it; a whole cohort where no person is named."""

    instance: Id = Field(description="Instance the session is of; ids of people stay the same.")
    session: Id
    cohort: Id
    person: Id | None = None
    on: Day
    attended_minutes: int = Field(ge=0, le=100_000)
    of_minutes: int = Field(ge=1, le=100_000)
    study_hours: Hours | None = Field(
        default=None, description="Credit of the session; needed for sessions of another instance."
    )
    score_before: Points | None = Field(default=None, description="Points in a test before.")
    score_after: Points | None = Field(default=None, description="Points in the same test afterwards.")
    effect: Weight | None = Field(default=None, description="Effect on the work, 1 to 5.")
    source: Source = Source.FILE

    @property
    def identity(self) -> tuple[str, ...]:
        """What must be the same for two records to be one fact."""
        return self.instance, self.session, self.cohort, self.person or ""


class ExternalCredit(Model):
    """Study hours earned elsewhere. The key is given by whoever credited them, so that they count once."""

    key: Id
    cohort: Id
    person: Id | None = None
    on: Day
    study_hours: Hours | None = None
    minutes: int | None = Field(
        default=None, ge=0, le=1_000_000, description="Length, where study hours are not known."
    )
    days: int = Field(default=0, ge=0, le=366)
    subject_class: Id
    tags: tuple[Id, ...] = ()
    course: Id | None = None
    programme: Id | None = None
    project: Id | None = Field(default=None, description="Project that paid for it.")
    source: Source = Source.FILE

    @property
    def identity(self) -> tuple[str, ...]:
        """What must be the same for two records to be one fact."""
        return (self.key,)


class ExternalStudy(Model):
    """Study elsewhere that earns no hours here but takes time: an evening degree, a month at a college."""

    key: Id
    cohort: Id | None = None
    instructor: Id | None = None
    title: Text = ""
    busy: tuple[SlotPattern, ...] = Field(min_length=1, description="Slots it takes.")


class ExamResult(Model):
    """An exam of a course, passed or not; of a whole cohort where no person is named."""

    course: Id
    cohort: Id
    person: Id | None = None
    on: Day
    passed: bool
    score: Points | None = None
    source: Source = Source.FILE

    @property
    def identity(self) -> tuple[str, ...]:
        """What must be the same for two records to be one fact."""
        return self.course, self.cohort, self.person or "", self.on.isoformat()


class RatedKind(StrEnum):
    """What a rating is about."""

    SESSION = "session"
    COURSE = "course"
    INSTRUCTOR = "instructor"
    UNIT = "unit"
    ORGANISATION = "organisation"


class RatingRecord(Model):
    """What people think, 1 to 5, with its source and day. What nobody rated counts as 3."""

    kind: RatedKind
    subject: Id
    part: Id | None = Field(
        default=None, description="What of it was rated, such as work, duties, process or effect."
    )
    value: Weight
    responses: int = Field(default=1, ge=1, le=1_000_000)
    source: Id = Field(description="Survey, inspection or whatever else it comes from.")
    on: Day

    @property
    def identity(self) -> tuple[str, ...]:
        """What must be the same for two records to be one fact."""
        return self.kind.value, self.subject, self.part or "", self.source, self.on.isoformat()


class Standing(Model):
    """How a unit stands in a year: what kind it is, what it has."""

    unit: Id
    year: Year
    kind: Id = Field(description="Kind of organisation: office, community, firm, college ...")
    lead_office: Id | None = Field(default=None, description="Office that leads units of this kind.")
    learning: bool = Field(default=False, description="Recognised as a learning organisation.")
    connected: bool = Field(default=False, description="Reached by the remote network.")
    website: bool = False
    education_section: bool = Field(default=False, description="The website has a section on education.")


class IndicatorValue(Model):
    """A figure as measured on a day."""

    indicator: Id
    subject: Id | None = Field(default=None, description="Region, unit, kind or subject it is about.")
    on: Day
    value: Figure = Field(description="In the indicator's own unit.")


class Target(Model):
    """What an indicator should be by the end of a year, or what is expected of it."""

    indicator: Id
    subject: Id | None = None
    year: Year
    value: Figure
    at_most: bool = Field(default=False, description="Lower is better.")


class Milestone(Model):
    """Something to stand by a day: done, or an indicator that reaches its target."""

    id: Id
    name: Text = ""
    due: Day
    done: Day | None = None
    indicator: Id | None = None
    subject: Id | None = None
    target: Figure | None = None


class DueItem(Model):
    """One line of a checklist: reports, checks of units, published files, whatever has a day."""

    kind: Id
    subject: Id | None = Field(default=None, description="Who owes it, or whom it is about.")
    due: Day | None = None
    before: bool = Field(default=False, description="Done before the due day, not on it.")
    done: Day | None = None


class Inspection(Model):
    """An inspection of a region, and of a session there."""

    region: Id
    session: Id | None = None
    on: Day


class Feedback(Model):
    """A unit was told how its people did in a session."""

    unit: Id
    session: Id
    sent: Day


class Issue(Model):
    """A difficulty somebody is to solve."""

    id: Id
    about: Text = ""
    owner: Id
    opened: Day
    due: Day | None = None
    closed: Day | None = None


class Records(Model):
    """What happened. ``as_of`` is the day the file speaks of: what is late is late on that day."""

    schema_version: Literal["1.0"]
    kind: Literal["records"]
    id: Id
    name: Text = ""
    as_of: Day
    terms: Terms = Terms()
    people: tuple[Person, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    credits: tuple[ExternalCredit, ...] = ()
    studies: tuple[ExternalStudy, ...] = ()
    exams: tuple[ExamResult, ...] = ()
    ratings: tuple[RatingRecord, ...] = ()
    standings: tuple[Standing, ...] = ()
    indicators: tuple[IndicatorValue, ...] = ()
    targets: tuple[Target, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    checklist: tuple[DueItem, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    issues: tuple[Issue, ...] = ()
