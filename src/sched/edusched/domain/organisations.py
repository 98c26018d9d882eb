"""Organisations: who runs sessions together, who provides them, who answers for the plan."""

from pydantic import Field

from edusched.domain.base import Id, Model, Persons, RatingPoints, Text
from edusched.domain.time import SlotPattern


class Organisation(Model):
    """An office, firm, school or group that runs sessions with others, or provides them."""

    id: Id = Field(description="Name sessions refer to.")
    name: Text = Field(default="", description="Title for people.")
    kind: Id = Field(
        description="What it is: department, university, institute, association, company, social_force, "
        "committee, army, town, community ..."
    )
    region: Id = Field(description="Region it belongs to.")
    rating: RatingPoints | None = Field(
        default=None, description="What its credit file says of it, 1 to 5; none given: not rated."
    )
    available: tuple[SlotPattern, ...] = Field(default=(), description="When it can take part; none: always.")
    unavailable: tuple[SlotPattern, ...] = Field(default=(), description="When it cannot.")
    sessions_at_once: int | None = Field(
        default=None, ge=1, le=1000, description="Sessions it can run at a time; none given: any number."
    )
    seats_per_month_persons: Persons | None = Field(
        default=None, description="Persons it teaches in a calendar month as a provider; none given: any."
    )
    notice_days: int = Field(
        default=0, ge=0, le=366, description="Days it must know of a session before its day."
    )
