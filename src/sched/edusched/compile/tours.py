"""Tours of a mobile unit as a flow through its possible stops, day by day.

A stop (day, start, end, site) is a node that the unit passes exactly when a session is booked there; arcs
lead from where the unit slept to a first stop, between stops in time order, and home or to a night at the
last stop's site. Time only runs forward, so one unit of flow a day is one tour and needs no subtour
elimination; flow rows are near-integral in the LP, which a circuit with optional nodes is not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from edusched.compile.arrays import Ints, distinct, grouped, ints
from edusched.compile.columns import Nights, Occurrences
from edusched.compile.entities import Entities
from edusched.compile.rows import Linear, at_most
from edusched.domain.base import minute_of_day
from edusched.domain.places import MobileUnit


@dataclass(frozen=True, slots=True)
class Tour:
    """The network of one unit.

    Attributes
    ----------
    arc, day, metres, lacking : Ints, one entry a leg that may be driven
        Column, day index on which it is driven, metres, and minutes short of what the leg needs.
    stop, stop_day : Ints
        Literal and day of each possible stop.
    night, night_day : Ints
        Column and day of each possible night away.
    """

    unit: MobileUnit
    arc: Ints
    day: Ints
    metres: Ints
    lacking: Ints
    stop: Ints
    stop_day: Ints
    night: Ints
    night_day: Ints


@dataclass(frozen=True, slots=True)
class _Node:
    """A possible stop, or a night (``literal`` is then the night column)."""

    literal: int
    day: int
    start: int
    end: int
    location: int
    point: int
    only_session: int

    def is_elsewhere(self, other: "_Node") -> bool:
        """Tell whether both can be in one plan: two stops open to one and the same session cannot.

        Without this the LP chains half a morning and half an afternoon of one session, for half the way.
        """
        return self.only_session < 0 or self.only_session != other.only_session


@dataclass(slots=True)
class TourBuilder:
    """Builds the network of one unit from its place and night columns."""

    entities: Entities
    placing: Occurrences
    nights: Nights
    unit_index: int
    _arcs: list[tuple[int, int, int, int]] = field(default_factory=list)
    _inflow: dict[int, list[int]] = field(default_factory=dict)
    _outflow: dict[int, list[int]] = field(default_factory=dict)
    _departures: dict[int, list[int]] = field(default_factory=dict)

    def build(  # noqa: C901 - one branch for each kind of leg; splitting them hides the network
        self,
        new_column: Callable[[], int],
        any_of: Callable[[Ints], int],
        define: Callable[[Linear], None],
        *,
        prune: bool,
    ) -> Tour:
        """Return the network; ``prune`` leaves out legs that lack minutes."""
        unit = self.entities.mobile_units[self.unit_index]
        legs = _Legs(self.entities, unit)
        stops = self._stops(any_of)
        nights = self._nights()

        def arc(day: int, metres: int, lacking: int, tail: _Node | None, head: _Node | None) -> None:
            if prune and lacking > 0:
                return
            column = new_column()
            self._arcs.append((column, day, metres, lacking))
            if tail is None:
                self._departures.setdefault(day, []).append(column)
            else:
                self._outflow.setdefault(tail.literal, []).append(column)
            if head is not None:
                self._inflow.setdefault(head.literal, []).append(column)

        by_day: dict[int, list[_Node]] = {}
        for node in stops:
            by_day.setdefault(node.day, []).append(node)
        for node in stops:
            arc(node.day, *legs.out(None, node), None, node)
            arc(node.day, *legs.home(node), node, None)
            for later in by_day[node.day]:
                before = (node.start, node.end, node.location) < (later.start, later.end, later.location)
                if before and node.is_elsewhere(later):
                    arc(node.day, *legs.between(node, later), node, later)
        for night in nights:
            for node in by_day.get(night.day, []):
                if node.location == night.location:
                    arc(night.day, 0, 0, node, night)
            for node in by_day.get(night.day + 1, []):
                arc(night.day + 1, *legs.out(night, node), night, node)
            arc(night.day + 1, *legs.home_next_day(night), night, None)
        self._flow(define, stops + nights, nights)
        arcs = np.array(self._arcs, dtype=np.int64).reshape(len(self._arcs), 4)
        return Tour(
            unit,
            arcs[:, 0],
            arcs[:, 1],
            arcs[:, 2],
            arcs[:, 3],
            ints([n.literal for n in stops]),
            ints([n.day for n in stops]),
            ints([n.literal for n in nights]),
            ints([n.day for n in nights]),
        )

    def _stops(self, any_of: Callable[[Ints], int]) -> list[_Node]:
        name = self.entities.mobile_units[self.unit_index].id
        mine = ints([k for k, loc in enumerate(self.entities.locations) if loc.mobile_unit == name])
        table = self.placing.select(np.isin(self.placing.location, mine))
        length = self.entities.lengths[table.session]
        nodes = []
        for (slot, periods, location), rows in grouped(table.slot, length, table.location):
            nodes.append(
                _Node(
                    any_of(table.column[rows]),
                    int(self.entities.slot_day[slot]),
                    self.entities.start_minute(slot),
                    self.entities.end_minute(slot, periods),
                    location,
                    int(self.entities.location_point[location]),
                    int(table.session[rows[0]]) if distinct(table.session[rows]).size == 1 else -1,
                )
            )
        return nodes

    def _nights(self) -> list[_Node]:
        table = self.nights.select(self.nights.unit == self.unit_index)
        return [
            _Node(column, day, 0, 0, location, int(self.entities.location_point[location]), -1)
            for column, day, location in zip(
                table.column.tolist(), table.day.tolist(), table.location.tolist(), strict=True
            )
        ]

    def _flow(self, define: Callable[[Linear], None], nodes: list[_Node], nights: list[_Node]) -> None:
        name = self.entities.mobile_units[self.unit_index].id
        for node in nodes:
            for arcs in (self._inflow.get(node.literal, []), self._outflow.get(node.literal, [])):
                columns = ints([*arcs, node.literal])
                coefs = np.append(np.ones(len(arcs), np.int64), -1)
                define(Linear((name, "flow"), columns, coefs, 0, 0))
        slept: dict[int, list[int]] = {}
        for night in nights:
            slept.setdefault(night.day + 1, []).append(night.literal)
        for day in sorted(set(self._departures) | set(slept)):
            starts = self._departures.get(day, []) + slept.get(day, [])
            define(at_most((name, "one tour a day"), starts, 1))


class _Legs:
    """Metres and minutes lacking of each kind of leg."""

    def __init__(self, entities: Entities, unit: MobileUnit) -> None:
        self._metres = entities.distances.metres
        self._depot = entities.distances.index[unit.depot]
        self._unit = unit
        self._leave = minute_of_day(unit.earliest_departure)
        self._return = minute_of_day(unit.latest_return)

    def _drive(self, a: int, b: int) -> tuple[int, int]:
        metres = int(self._metres[a, b])
        return metres, -((-metres * 60) // (self._unit.speed_kmh * 1000))

    def out(self, slept: _Node | None, stop: _Node) -> tuple[int, int]:
        metres, minutes = self._drive(self._depot if slept is None else slept.point, stop.point)
        here = slept is not None and slept.location == stop.location
        needed = minutes + (0 if here else self._unit.set_up_minutes)
        return metres, max(0, needed - (stop.start - self._leave))

    def between(self, first: _Node, second: _Node) -> tuple[int, int]:
        if first.location == second.location:
            return 0, max(0, first.end - second.start)
        metres, minutes = self._drive(first.point, second.point)
        needed = self._unit.pack_up_minutes + minutes + self._unit.set_up_minutes
        return metres, max(0, needed - (second.start - first.end))

    def home(self, stop: _Node) -> tuple[int, int]:
        metres, minutes = self._drive(stop.point, self._depot)
        return metres, max(0, self._unit.pack_up_minutes + minutes - (self._return - stop.end))

    def home_next_day(self, night: _Node) -> tuple[int, int]:
        metres, minutes = self._drive(night.point, self._depot)
        return metres, max(0, self._unit.pack_up_minutes + minutes - (self._return - self._leave))
