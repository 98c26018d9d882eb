"""Places: regions, venues with rooms, mobile units, online platforms."""

from enum import StrEnum

from pydantic import Field

from edusched.domain.base import ClockTime, Fen, Id, Minutes, Model, Persons, Text
from edusched.domain.time import SlotPattern


class Level(StrEnum):
    """Administrative level, from the village up to the nation."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"

    @property
    def rank(self) -> int:
        """0 for a village up to 5 for the nation."""
        return list(Level).index(self)


class VenueKind(StrEnum):
    """What a venue is."""

    PARTY_SCHOOL = "party_school"
    COLLEGE = "college"
    SCHOOL = "school"
    TRAINING_BASE = "training_base"
    PRACTICE_SITE = "practice_site"
    HALL = "hall"
    OTHER = "other"


class Location(Model):
    """A point on the sphere in WGS-84 degrees."""

    latitude_deg: float = Field(ge=-90, le=90)
    longitude_deg: float = Field(ge=-180, le=180)


class Region(Model):
    """A node of the tree nation > province > city > county > township > village."""

    id: Id
    name: Text = ""
    code: Text = Field(default="", description="Statistical division code.")
    level: Level
    parent: Id | None = None
    flags: tuple[Id, ...] = Field(
        default=(), description="What rules may select it by: `pilot`, `old_base`, `disaster` ..."
    )
    location: Location | None = None
    allowed_sources: tuple[Id, ...] | None = Field(
        default=None, description="Sources of money it may use; none given: those of the region above."
    )


class Room(Model):
    """A bookable room of a venue."""

    id: Id
    capacity_persons: Persons
    features: tuple[Id, ...] = ()
    price_fen_per_period: Fen = 0
    unavailable: tuple[SlotPattern, ...] = ()


class Venue(Model):
    """A building with rooms; kind and level decide which study hours count there."""

    id: Id
    name: Text = ""
    kind: VenueKind
    level: Level
    region: Id
    location: Location
    demo_level: Level | None = Field(
        default=None, description="Level it is a demonstration base of; read by reports."
    )
    notice_days: int = Field(
        default=0,
        ge=0,
        le=366,
        description="Days a booking must be made before its day, as at a base shared with army or police.",
    )
    rooms: tuple[Room, ...] = Field(min_length=1)
    available: tuple[SlotPattern, ...] = ()
    unavailable: tuple[SlotPattern, ...] = ()


class MobileUnit(Model):
    """A mobile classroom: venue, vehicle and crew in one. It stops at sites (regions with a location)."""

    id: Id
    name: Text = ""
    depot: Id = Field(description="Region where the unit is based.")
    capacity_persons: Persons
    features: tuple[Id, ...] = ()
    crew: tuple[Id, ...] = Field(default=(), description="Instructors who travel with the unit.")
    set_up_minutes: Minutes = 30
    pack_up_minutes: Minutes = 20
    speed_kmh: int = Field(default=40, ge=5, le=120)
    earliest_departure: ClockTime = "06:30"
    latest_return: ClockTime = "21:00"
    max_nights_away: int = Field(default=0, ge=0, le=30, description="Consecutive nights.")
    available: tuple[SlotPattern, ...] = ()
    unavailable: tuple[SlotPattern, ...] = ()


class PlatformKind(StrEnum):
    """When the cohorts attend what runs on a platform, and how many seats there are."""

    LIVE = "live"
    BROADCAST = "broadcast"
    RECORDED = "recorded"
    MESSAGE = "message"


class Platform(Model):
    """An online platform.

    `live`: at one time, on a number of seats. `broadcast` (television, radio): at one time, any number of
    persons. `recorded`: the booking is the recording, and cohorts watch when they like in the `watch_days`
    days after it. `message` (texts, papers): likewise.
    """

    id: Id
    name: Text = ""
    kind: PlatformKind = PlatformKind.LIVE
    seats_persons: Persons | None = Field(
        default=None, description="Seats in use at the same time; a live platform has them, no other."
    )
    watch_days: int = Field(
        default=30, ge=0, le=366, description="Days after a recording within which cohorts watch it."
    )
    recorded_each_time: bool = Field(
        default=False,
        description="A recording is made anew for each cohort, so one cohort a booking (reading A24).",
    )
    credits_hours: bool | None = Field(
        default=None, description="Whether study hours are earned here; none given: yes, but by messages no."
    )
    price_fen_per_period: Fen = 0
    available: tuple[SlotPattern, ...] = ()
    unavailable: tuple[SlotPattern, ...] = ()

    @property
    def any_time(self) -> bool:
        """Cohorts attend at a time of their own, so they have no slot taken by it."""
        return self.kind in (PlatformKind.RECORDED, PlatformKind.MESSAGE)

    @property
    def earns(self) -> bool:
        """Study hours are earned here."""
        return self.kind is not PlatformKind.MESSAGE if self.credits_hours is None else self.credits_hours


class TravelLeg(Model):
    """A measured leg between two locations (ids of regions or venues), in both directions."""

    start: Id
    end: Id
    travel_minutes: Minutes
    travel_metres: int = Field(ge=0, le=10_000_000)


class TravelModel(Model):
    """How travel is estimated: measured legs first, else great circle x detour / speed."""

    detour_percent: int = Field(default=140, ge=100, le=500)
    speed_kmh: int = Field(default=40, ge=5, le=120)
    legs: tuple[TravelLeg, ...] = ()
    legs_file: Text | None = Field(
        default=None, description="CSV beside the instance: start,end,travel_minutes,travel_metres."
    )
