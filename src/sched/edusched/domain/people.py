"""People: units and cohorts who learn, libraries and instructors who teach."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from edusched.domain.base import Day, Fen, Grade, Hours, Id, Model, Percent, Persons, Text
from edusched.domain.places import Level, VenueKind
from edusched.domain.time import SlotPattern

Weight = Annotated[int, Field(ge=1, le=5)]
"""Urgency of a need; 3 where nobody said (reading A20)."""


CreditCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{18}$")]
"""Unified credit code of a legal person: 18 digits and capital letters."""


class Unit(Model):
    """An organisation that releases staff; ``size_persons`` is what a rotation share is taken of."""

    id: Id
    name: Text = ""
    region: Id
    size_persons: Persons
    flags: tuple[Id, ...] = Field(
        default=(), description="What rules may select its people by: `small`, `new` ..."
    )
    ownership: Id | None = Field(
        default=None, description="Who owns it, for reports; no rule may read it (reading A26)."
    )
    allowed_sources: tuple[Id, ...] | None = Field(
        default=None, description="Sources of money it may use; none given: those of its region."
    )
    credit_code: CreditCode | None = Field(
        default=None, description="Unified credit code, by which registers are joined: 18 characters."
    )


class HistoryEntry(Model):
    """Study hours a cohort earned before the plan (or outside it)."""

    on: Day
    study_hours: Hours
    days: int = Field(default=0, ge=0, le=366, description="Training days this entry counts for.")
    subject_class: Id
    tags: tuple[Id, ...] = ()
    venue_kind: VenueKind | None = None
    venue_level: Level | None = None
    delivery: str = Field(default="in_person", pattern="^(in_person|mobile|online)$")
    programme: Id | None = Field(default=None, description="Programme attended, for rotation cycles.")
    course: Id | None = Field(default=None, description="Course attended, for curricula and prerequisites.")


class Cohort(Model):
    """People who attend together; the head-count is given by the unit that releases them."""

    id: Id
    name: Text = ""
    category: Id
    region: Id
    headcount: dict[Id, Persons] = Field(min_length=1, description="Persons by unit.")
    instructors: tuple[Id, ...] = Field(
        default=(), description="Instructors who learn in this cohort, and cannot teach meanwhile."
    )
    needs: dict[Id, Weight] = Field(
        default={}, description="Course tags the cohort asks for, each with its urgency, 1 to 5."
    )
    priority: int = Field(default=3, ge=1, le=5, description="Who goes first where seats are few: 5.")
    later_sessions: int = Field(
        default=0, ge=0, le=1000, description="Sessions each of its people is to hold for others afterwards."
    )
    in_scope: bool = Field(
        default=True,
        description="False: others plan for these people. No rule or session means them; they are counted.",
    )
    readings: tuple[Id, ...] = Field(default=(), description="Titles recommended to it; no rule asks.")
    events: dict[Id, Day] = Field(default={}, description="Event dates, such as joined_on.")
    history: tuple[HistoryEntry, ...] = ()
    available: tuple[SlotPattern, ...] = ()
    unavailable: tuple[SlotPattern, ...] = ()

    @property
    def persons(self) -> int:
        """Number of people in the cohort."""
        return sum(self.headcount.values())


class Engagement(StrEnum):
    """How an instructor is engaged; fees and limits hang on it."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    VOLUNTEER = "volunteer"
    JOINT = "joint"


class LendingTerms(Model):
    """On which terms a library lends to regions of a level."""

    available: tuple[SlotPattern, ...] = Field(default=(), description="When it lends; none given: always.")
    fee_fen_per_teaching_hour: Fen = Field(
        default=0, description="What the borrower pays the library, beside the instructor's own fee."
    )


class Library(Model):
    """A pool of instructors owned by a region; ``available`` is the lending window."""

    id: Id
    name: Text = ""
    region: Id
    level: Level
    available: tuple[SlotPattern, ...] = ()
    notice_days: int = Field(
        default=0, ge=0, le=366, description="Days it must know before it lends an instructor."
    )
    lending: dict[Level, LendingTerms] = Field(
        default={},
        description="Terms by the level of the borrowing region; a level without terms borrows as it likes.",
    )


class LoadLimits(Model):
    """Limits of one instructor; a limit left out is the default of the rule that reads it.

    Teaching hours are clock hours of the periods taught.
    """

    max_teaching_hours_per_day: Hours | None = None
    max_teaching_hours_per_week: Hours | None = None
    max_teaching_hours_per_month: Hours | None = Field(
        default=None, description="Most teaching hours in a calendar month."
    )
    max_teaching_hours_per_year: Hours | None = None
    min_teaching_hours_per_year: Hours | None = None
    max_consecutive_days: int | None = Field(default=None, ge=1, le=366)
    min_rest_hours: Hours | None = None


class Rating(Model):
    """What learners think of an instructor: a mean from 1 to 5, and how many said so."""

    value_tenths: int = Field(ge=10, le=50, description="Mean in tenths: 46 is 4.6.")
    responses: int = Field(ge=0, le=10_000_000, description="Answers it is the mean of.")


class Instructor(Model):
    """A person of a library: competences with grade, engagement, home, availability, limits."""

    id: Id
    name: Text = ""
    library: Id
    engagement: Engagement = Engagement.FULL_TIME
    source: Id | None = Field(
        default=None, description="Where the instructor comes from: official, expert, practitioner ..."
    )
    competences: dict[Id, Grade] = {}
    rating: Rating | None = Field(default=None, description="None: nobody asked, which is neutral.")
    home: Id = Field(description="Region the instructor lives in; travel starts and ends there.")
    available: tuple[SlotPattern, ...] = ()
    unavailable: tuple[SlotPattern, ...] = ()
    provisional: tuple[SlotPattern, ...] = Field(
        default=(), description="When the instructor may be there, but has not promised to."
    )
    employers: dict[Id, Percent] = Field(
        default={},
        description="Regions that employ the instructor together, each with its share of the hours a year.",
    )
    limits: LoadLimits = LoadLimits()
    fee_fen_per_teaching_hour: Fen | None = Field(
        default=None, description="Overrides the fee of the engagement."
    )
