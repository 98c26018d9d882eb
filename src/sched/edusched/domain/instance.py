"""The instance: the whole question, immutable, one file."""

from functools import cached_property
from typing import Any, Literal, TypeVar

from pydantic import Field

from edusched.domain.base import Id, Model, Text
from edusched.domain.drafting import Drafting
from edusched.domain.materials import Material
from edusched.domain.organisations import Organisation
from edusched.domain.people import Cohort, Instructor, Library, Unit
from edusched.domain.places import MobileUnit, Platform, Region, TravelModel, Venue
from edusched.domain.policy import Policy
from edusched.domain.teaching import CohortSelector, Course, Programme, Session
from edusched.domain.time import WorkCalendar

T = TypeVar("T")


class Instance(Model):
    """The whole question. See the file format page for a walk through its parts."""

    schema_version: Literal["1.0"]
    kind: Literal["instance"]
    id: Id
    name: Text = ""
    note: Text = Field(default="", description="What the instance shows; for people only.")
    calendar: WorkCalendar
    travel: TravelModel = TravelModel()
    regions: tuple[Region, ...] = Field(min_length=1)
    organisations: tuple[Organisation, ...] = Field(
        default=(), description="Who runs sessions together, or provides them."
    )
    owner: Id | None = Field(
        default=None, description="Organisation that owns the plan and reports on it, such as a committee."
    )
    units: tuple[Unit, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    libraries: tuple[Library, ...] = ()
    instructors: tuple[Instructor, ...] = ()
    venues: tuple[Venue, ...] = ()
    mobile_units: tuple[MobileUnit, ...] = ()
    platforms: tuple[Platform, ...] = ()
    materials: tuple[Material, ...] = ()
    courses: tuple[Course, ...] = ()
    programmes: tuple[Programme, ...] = ()
    sessions: tuple[Session, ...] = ()
    policy: Policy = Policy()
    drafting: Drafting = Field(default=Drafting(), description="What `sched draft` draws from.")

    def with_changes(self, **changes: Any) -> "Instance":
        """Return the instance with some fields changed, and with nothing remembered of the old ones."""
        return Instance(**{name: getattr(self, name) for name in type(self).model_fields} | changes)

    @cached_property
    def region(self) -> dict[str, Region]:
        """Regions by id."""
        return {item.id: item for item in self.regions}

    @cached_property
    def organisation(self) -> dict[str, Organisation]:
        """Organisations by id."""
        return {item.id: item for item in self.organisations}

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by id."""
        return {item.id: item for item in self.units}

    @cached_property
    def cohort(self) -> dict[str, Cohort]:
        """Cohorts by id."""
        return {item.id: item for item in self.cohorts}

    @cached_property
    def ownerships(self) -> frozenset[str | None]:
        """What units say of who owns them."""
        return frozenset(unit.ownership for unit in self.units)

    @cached_property
    def library(self) -> dict[str, Library]:
        """Libraries by id."""
        return {item.id: item for item in self.libraries}

    @cached_property
    def instructor(self) -> dict[str, Instructor]:
        """Instructors by id."""
        return {item.id: item for item in self.instructors}

    @cached_property
    def venue(self) -> dict[str, Venue]:
        """Venues by id."""
        return {item.id: item for item in self.venues}

    @cached_property
    def mobile_unit(self) -> dict[str, MobileUnit]:
        """Mobile units by id."""
        return {item.id: item for item in self.mobile_units}

    @cached_property
    def platform(self) -> dict[str, Platform]:
        """Platforms by id."""
        return {item.id: item for item in self.platforms}

    @cached_property
    def material(self) -> dict[str, Material]:
        """Materials by id."""
        return {item.id: item for item in self.materials}

    @cached_property
    def course(self) -> dict[str, Course]:
        """Courses by id."""
        return {item.id: item for item in self.courses}

    @cached_property
    def session(self) -> dict[str, Session]:
        """Sessions by id."""
        return {item.id: item for item in self.sessions}

    @cached_property
    def programme_of(self) -> dict[str, Programme]:
        """Programme by the id of each of its sessions."""
        return {session: item for item in self.programmes for session in item.sessions}

    def region_path(self, region_id: str) -> tuple[str, ...]:
        """Return a region and those above it, lowest first."""
        path: list[str] = []
        current: str | None = region_id
        while current is not None and current not in path:
            path.append(current)
            current = self.region[current].parent
        return tuple(path)

    def allowed_sources(self, payer: str) -> tuple[str, ...] | None:
        """Return the sources of money a unit or region may use, from the nearest that says so; None: all."""
        unit = self.unit.get(payer)
        if unit is not None and unit.allowed_sources is not None:
            return unit.allowed_sources
        above = (
            self.region[name].allowed_sources for name in self.region_path(unit.region if unit else payer)
        )
        return next((allowed for allowed in above if allowed is not None), None)

    def selects(self, selector: CohortSelector, cohort: Cohort) -> bool:
        """Tell whether a selector means a cohort; one out of scope is never meant."""
        if not cohort.in_scope:
            return False
        if selector.ids is not None and cohort.id not in selector.ids:
            return False
        if selector.categories is not None and cohort.category not in selector.categories:
            return False
        if selector.has_event is not None and selector.has_event not in cohort.events:
            return False
        if selector.unit_flags is not None:
            units = (self.unit[u] for u, persons in cohort.headcount.items() if persons)
            if not any(flag in unit.flags for unit in units for flag in selector.unit_flags):
                return False
        path = self.region_path(cohort.region)
        if selector.region_flags is not None and not any(
            flag in self.region[name].flags for name in path for flag in selector.region_flags
        ):
            return False
        return selector.regions is None or not set(selector.regions).isdisjoint(path)

    def selected(self, selector: CohortSelector) -> tuple[Cohort, ...]:
        """Return the cohorts a selector means, by id."""
        named = None if selector.ids is None else sorted(set(selector.ids) & self.cohort.keys())
        asked = self.cohorts if named is None else [self.cohort[name] for name in named]
        return tuple(sorted((c for c in asked if self.selects(selector, c)), key=lambda c: c.id))
