"""Teaching: courses, sessions and programmes."""

from enum import StrEnum

from pydantic import Field

from edusched.domain.base import Grade, Hours, Id, Model, Percent, Price, Text
from edusched.domain.places import Level, VenueKind
from edusched.domain.time import SlotPattern


class Delivery(StrEnum):
    """How a session reaches its cohorts: at a venue, from a mobile unit, or on a platform."""

    IN_PERSON = "in_person"
    MOBILE = "mobile"
    ONLINE = "online"


class StaffNeed(Model):
    """Instructors a session needs in one role, and the competences each of them must have."""

    role: Id = "lecturer"
    count: int = Field(default=1, ge=1, le=6)
    competences: dict[Id, Grade] = Field(default={}, description="Lowest grade by competence.")


class PlaceNeeds(Model):
    """What a place must offer for a course. Kind and level bind venues; features bind units too."""

    kinds: tuple[VenueKind, ...] = ()
    min_level: Level | None = None
    features: tuple[Id, ...] = ()


class CreditFactor(Model):
    """So many credits for so many study hours; credits are rounded down to a tenth."""

    credits: int = Field(default=1, ge=1, le=1000)
    per_study_hours: Hours = Field(gt=0)


class Course(Model):
    """What is taught. ``study_hours`` is the credit of one session of the course."""

    id: Id
    name: Text = ""
    subject_class: Id
    tags: tuple[Id, ...] = ()
    method: Id = "lecture"
    study_hours: Hours
    staff: tuple[StaffNeed, ...] = (StaffNeed(),)
    place: PlaceNeeds = PlaceNeeds()
    materials: tuple[Id, ...] = Field(
        default=(), description="What it is taught with; a session uses all that fit those who attend."
    )
    cases: tuple[Id, ...] = Field(
        default=(), description="Cases of the case library it draws on; no rule asks."
    )
    prerequisites: tuple[Id, ...] = Field(default=(), description="Courses a cohort attends before this one.")
    credit_factor: CreditFactor | None = Field(
        default=None, description="Credits it earns besides study hours; none given: none."
    )
    certificate_exam: bool = Field(
        default=False, description="Its certificate needs an exam passed after its last session."
    )


class CohortSelector(Model):
    """Which cohorts are meant; conditions given together must all hold; none given means all."""

    ids: tuple[Id, ...] | None = None
    categories: tuple[Id, ...] | None = None
    regions: tuple[Id, ...] | None = Field(default=None, description="The cohort's region or one above it.")
    has_event: Id | None = Field(default=None, description="Only cohorts with this event date.")
    region_flags: tuple[Id, ...] | None = Field(
        default=None, description="The cohort's region or one above it has one of these flags."
    )
    unit_flags: tuple[Id, ...] | None = Field(
        default=None, description="The cohort has persons of a unit with one of these flags."
    )


class Session(Model):
    """One teaching event of a course.

    Cohorts are fixed (``cohorts``), or chosen among those ``open_to`` describes, or both.
    Candidate places follow from ``deliveries``: rooms of ``venues`` (none given: all venues), stops of
    ``mobile_units`` (none given: all) at ``sites``, and ``platforms`` (none given: all).
    """

    id: Id
    course: Id
    length_periods: int = Field(default=1, ge=1, le=12)
    mandatory: bool = True
    starts: tuple[SlotPattern, ...] = Field(
        default=(), description="Allowed starts; none given: any slot of a working day."
    )
    deliveries: tuple[Delivery, ...] = Field(default=(Delivery.IN_PERSON,), min_length=1)
    venues: tuple[Id, ...] | None = None
    mobile_units: tuple[Id, ...] | None = None
    sites: tuple[Id, ...] = ()
    platforms: tuple[Id, ...] | None = None
    cohorts: tuple[Id, ...] = ()
    open_to: CohortSelector | None = None
    max_cohorts: int | None = Field(default=None, ge=1, le=1000)
    organiser: Id | None = Field(default=None, description="Region whose office runs the session.")
    co_organisers: tuple[Id, ...] = Field(
        default=(), description="Organisations that run it together, or meet in it; each must be free."
    )
    provider: Id | None = Field(default=None, description="Organisation that gives it on order.")
    cost_shares: dict[Id, Percent] = Field(
        default={}, description="What each of these organisations pays; together 100."
    )
    staff: tuple[StaffNeed, ...] | None = Field(
        default=None, description="Staff of this session; none given: the course's."
    )
    price_fen: Price = Field(
        default=0, description="Paid when the session runs: a service that is bought, a bid of a tender."
    )
    project: Id | None = Field(
        default=None, description="Project the session belongs to and is paid from, a word from the data."
    )

    @property
    def organisations(self) -> tuple[str, ...]:
        """Co-organisers and provider, each once, by id: who must be free for the session."""
        return tuple(sorted({*self.co_organisers, *filter(None, [self.provider])}))


class Programme(Model):
    """An ordered set of sessions given to the same cohorts as one thing."""

    id: Id
    name: Text = ""
    sessions: tuple[Id, ...] = Field(min_length=1)
    order: tuple[tuple[Id, Id], ...] = Field(
        default=(), description="Pairs (before, after) of the programme's sessions."
    )
    block_days: int | None = Field(
        default=None, ge=1, le=60, description="Held inside this many consecutive working days."
    )
    same_venue: bool = Field(default=False, description="All at one venue, but for free_sessions.")
    free_sessions: tuple[Id, ...] = Field(
        default=(), description="Sessions free of the same-venue demand, such as a site visit."
    )
