"""What ``sched draft`` draws from: people not yet in cohorts, and patterns of sessions and programmes."""

from typing import Annotated

from pydantic import Field

from edusched.domain.base import Day, Id, Minutes, Model, Percent, Persons
from edusched.domain.people import HistoryEntry
from edusched.domain.teaching import Programme, Session

SomePersons = Annotated[Persons, Field(ge=1)]


class RosterLine(Model):
    """People of one unit and category who are not yet in a cohort."""

    unit: Id
    category: Id
    region: Id | None = Field(default=None, description="Where they are; none given: the unit's region.")
    persons: SomePersons
    events: dict[Id, Day] = Field(default={}, description="Event dates they share, such as joined_on.")
    history: tuple[HistoryEntry, ...] = Field(default=(), description="Study hours each of them has earned.")


class Batching(Model):
    """How the people of a category become cohorts."""

    category: Id
    min_persons: SomePersons = Field(default=1, description="Smallest cohort.")
    max_persons: SomePersons = Field(description="Largest cohort.")
    max_unit_share_percent: Percent | None = Field(
        default=25, description="Most of a unit in one cohort, where avoidable; null: units stay together."
    )
    event_span_days: int = Field(
        default=0,
        ge=0,
        le=366,
        description="Event dates in one cohort lie at most so many days apart; it takes the earliest.",
    )


class Drafting(Model):
    """What ``sched draft`` draws from; nothing else reads it.

    A pattern is a session without cohorts: its copies are the candidates. ``open_to`` says for whom it is
    meant. A programme lists patterns in place of sessions; its copies are programmes.
    """

    roster: tuple[RosterLine, ...] = ()
    batchings: tuple[Batching, ...] = ()
    sessions: tuple[Session, ...] = Field(default=(), description="Patterns of sessions.")
    programmes: tuple[Programme, ...] = Field(default=(), description="Patterns of programmes.")
    max_travel_minutes: Minutes | None = Field(
        default=None, description="From the region of every attendant to the place; none given: no limit."
    )
