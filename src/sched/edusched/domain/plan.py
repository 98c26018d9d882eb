"""The plan: one booking per session that runs, plus the reason for each that does not."""

from typing import Annotated, Literal

from pydantic import Field

from edusched.domain.base import Day, Id, Model, Text
from edusched.domain.result import Certificate


class RoomPlace(Model):
    """A room of a venue."""

    kind: Literal["room"] = "room"
    venue: Id
    room: Id


class StopPlace(Model):
    """A stop of a mobile unit at a site."""

    kind: Literal["stop"] = "stop"
    mobile_unit: Id
    site: Id


class PlatformPlace(Model):
    """An online platform."""

    kind: Literal["platform"] = "platform"
    platform: Id


Place = Annotated[RoomPlace | StopPlace | PlatformPlace, Field(discriminator="kind")]


class Assignment(Model):
    """An instructor in a role."""

    role: Id
    instructor: Id


class Booking(Model):
    """Session + start + place + instructors by role + cohorts attending."""

    session: Id
    day: Day
    period: Id = Field(description="Period in which the session starts.")
    place: Place
    instructors: tuple[Assignment, ...] = ()
    cohorts: tuple[Id, ...] = ()


class NotRun(Model):
    """A session that does not run, and why."""

    session: Id
    reason: Text


class Overnight(Model):
    """A night a mobile unit spends at a site after the stops of ``day``."""

    mobile_unit: Id
    day: Day
    site: Id


class Plan(Model):
    """The answer to an instance."""

    schema_version: Literal["1.0"] = "1.0"
    kind: Literal["plan"] = "plan"
    instance: Id
    bookings: tuple[Booking, ...] = ()
    not_run: tuple[NotRun, ...] = ()
    overnights: tuple[Overnight, ...] = ()
    certificate: Certificate | None = None
