"""Tours of a mobile unit as a flow through its possible stops, day by day.

A stop (day, start, end, site) is a node that the unit passes exactly when a session is booked there; arcs
lead from where the unit slept to a first stop, between stops in time order, and home or to a night at the
last stop's site. Time only runs forward, so one unit of flow a day is one tour and needs no subtour
elimination; flow rows are near-integral in the LP, which a circuit with optional nodes is not.

Arcs grow with the square of a day's possible stops. Past a limit only those to and from the stops nearest by
are kept, and all to and from the depot; other plans are then left out, so the problem is no longer whole.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints, joined, ranks, runs, spread
from edusched.compile.columns import Nights, Occurrences
from edusched.compile.entities import Entities
from edusched.compile.rows import Batch, Cells, Subject
from edusched.domain.base import minute_of_day
from edusched.domain.places import MobileUnit

MINUTES_A_DAY = 24 * 60
DEPOT = -1
"""The end of a leg that is no stop."""
MOST_ARCS = 6_000_000
"""Arcs between stops of all units together up to which every one is kept."""
LEGS_AT_ONCE = 500_000
"""Pairs of stops and nights that are looked at together."""
NEAREST = 8
"""Stops at each time of a day to and from which arcs are kept where not all are."""


@dataclass(frozen=True, slots=True)
class Tour:
    """The network of one unit.

    Attributes
    ----------
    arc, day, metres, lacking : Ints, one entry a leg that may be driven
        Column, day index on which it is driven, metres, and minutes short of what the leg needs.
    tail, head : Ints, one entry a leg
        Literals of the stops or nights it leads from and to, ``DEPOT`` for the depot.
    stop, stop_day : Ints
        Literal and day of each possible stop.
    night, night_day : Ints
        Column and day of each possible night away.
    whole : every leg that may be driven is there
    cut : literals of stops of which a leg from or to the depot was left out
    """

    unit: MobileUnit
    arc: Ints
    day: Ints
    metres: Ints
    lacking: Ints
    tail: Ints
    head: Ints
    stop: Ints
    stop_day: Ints
    night: Ints
    night_day: Ints
    whole: bool
    cut: Ints


@dataclass(frozen=True, slots=True)
class _Nodes:
    """Possible stops, or nights (``literal`` is then the night column); arrays of equal length.

    ``only_session`` is the one session a stop is open to, -1 where there are several.
    """

    literal: Ints
    day: Ints
    start: Ints
    end: Ints
    location: Ints
    point: Ints
    only_session: Ints

    def select(self, keep: Mask | Ints) -> "_Nodes":
        """Return the nodes chosen by a mask or by positions."""
        return _Nodes(*(getattr(self, f.name)[keep] for f in fields(self)))

    def may_follow(self, first: Ints, second: Ints) -> Mask:
        """Tell which pairs of stops can be in one plan in this order.

        Two stops open to one and the same session cannot: without this the LP chains half a morning and half
        an afternoon of one session, for half the way.
        """
        earlier = np.lexsort((self.location, self.end, self.start, self.day))
        place = np.empty_like(earlier)
        place[earlier] = np.arange(earlier.size)
        same = (self.only_session[first] >= 0) & (self.only_session[first] == self.only_session[second])
        found: Mask = (place[first] < place[second]) & ~same
        return found


@dataclass(slots=True)
class TourBuilder:
    """Builds the network of one unit from its place and night columns.

    Attributes
    ----------
    most_arcs : arcs between stops up to which every one is kept
    """

    entities: Entities
    placing: Occurrences
    nights: Nights
    unit_index: int
    most_arcs: int
    _parts: list[tuple[Ints, ...]] = field(default_factory=list)

    def build(
        self,
        new_columns: Callable[[int], Ints],
        any_by: Callable[[Ints, Ints], tuple[Ints, Ints]],
        define: Callable[[Batch | Cells], None],
        *,
        prune: bool,
    ) -> Tour:
        """Return the network; ``prune`` leaves out legs that lack minutes."""
        unit = self.entities.mobile_units[self.unit_index]
        legs = _Legs(self.entities, unit)
        stops, nights = self._stops(any_by), self._nights()
        count = len(self.entities.horizon.days) + 1
        stops_on, nights_on = (np.bincount(nodes.day, minlength=count) for nodes in (stops, nights))
        pairs = stops_on * stops_on
        pairs[1:] += stops_on[1:] * nights_on[:-1]
        few = int(pairs.sum()) > self.most_arcs
        # Some days at a time: all legs of a year at once would take more memory than the network does.
        block = np.cumsum(pairs) // LEGS_AT_ONCE
        for days in np.split(np.arange(count), np.flatnonzero(np.diff(block)) + 1):
            today, there, before = (
                nodes.select((shifted >= days[0]) & (shifted <= days[-1]))
                for nodes, shifted in ((stops, stops.day), (nights, nights.day), (nights, nights.day + 1))
            )
            self._add(today.day, *legs.out(None, today), DEPOT, today.literal)
            self._add(today.day, *legs.home(today), today.literal, DEPOT)
            rows, columns = _pairs(today.day, today.day)
            follows = today.may_follow(rows, columns)
            first, second = today.select(rows[follows]), today.select(columns[follows])
            self._link(legs.between(first, second), first, second, prune=prune, few=few)
            last, stay = _pairs(today.day, there.day)
            same = today.location[last] == there.location[stay]
            last, stay = last[same], stay[same]
            zero = np.zeros(last.size, dtype=np.int64)
            self._add(today.day[last], zero, zero, today.literal[last], there.literal[stay])
            rows, columns = _pairs(before.day + 1, today.day)
            left, reached = before.select(rows), today.select(columns)
            self._link(legs.out(left, reached), left, reached, prune=prune, few=few)
            self._add(before.day + 1, *legs.home_next_day(before), before.literal, DEPOT)
        on = joined([part[0] for part in self._parts])
        order = np.argsort(on, kind="stable")
        on, metres, lacking, tail, head = (joined([p[k] for p in self._parts])[order] for k in range(5))
        good = lacking == 0 if prune else np.ones(on.size, dtype=np.bool_)
        arc = new_columns(int(good.sum()))
        tour = Tour(
            unit,
            arc,
            on[good],
            metres[good],
            lacking[good],
            tail[good],
            head[good],
            stops.literal,
            stops.day,
            nights.literal,
            nights.day,
            not few,
            joined([tail[~good & (head == DEPOT)], head[~good & (tail == DEPOT)]]),
        )
        self._flow(tour, define)
        return tour

    def _add(self, day: Ints, metres: Ints, lacking: Ints, tail: Ints | int, head: Ints | int) -> None:
        blank = np.zeros(metres.size, dtype=np.int64)
        self._parts.append((day, metres, lacking, blank + tail, blank + head))

    def _link(
        self, legs: tuple[Ints, Ints], first: _Nodes, second: _Nodes, *, prune: bool, few: bool
    ) -> None:
        """Add legs to stops: of ``few``, for each end those to the nearest at each time of day."""
        metres, lacking = legs
        kept = lacking == 0 if prune else np.ones(metres.size, dtype=np.bool_)
        if few:
            able, near = np.flatnonzero(kept), np.zeros(metres.size, dtype=np.bool_)
            for owner, other in ((first.literal, second.literal), (second.literal, first.literal)):
                order = able[np.lexsort((other[able], metres[able], second.start[able], owner[able]))]
                key = owner[order] * MINUTES_A_DAY + second.start[order]
                near[order[ranks(key) < NEAREST]] = True
            kept = near
        self._add(second.day[kept], metres[kept], lacking[kept], first.literal[kept], second.literal[kept])

    def _stops(self, any_by: Callable[[Ints, Ints], tuple[Ints, Ints]]) -> _Nodes:
        entities = self.entities
        table = self.placing.select(entities.location_unit[self.placing.location] == self.unit_index)
        periods, width = len(entities.horizon.periods), len(entities.locations)
        length = entities.lengths[table.session]
        key = (table.slot * (periods + 1) + length) * width + table.location
        _, literal = any_by(table.column, key)
        order, start = runs(key)
        one = order[start[:-1]]
        session = table.session[order]
        alone = np.ones(one.size, dtype=np.bool_)
        if one.size:
            alone = np.minimum.reduceat(session, start[:-1]) == np.maximum.reduceat(session, start[:-1])
        stops = table.select(one)
        first = stops.slot % periods
        begin = ints([period.start_minute for period in entities.horizon.periods])[first]
        end = ints([period.end_minute for period in entities.horizon.periods])[first + length[one] - 1]
        point, only = entities.location_point[stops.location], np.where(alone, stops.session, -1)
        return _Nodes(literal, entities.slot_day[stops.slot], begin, end, stops.location, point, only)

    def _nights(self) -> _Nodes:
        table = self.nights.select(self.nights.unit == self.unit_index)
        zero = np.zeros(table.size, dtype=np.int64)
        point = self.entities.location_point[table.location]
        return _Nodes(table.column, table.day, zero, zero, table.location, point, zero - 1)

    def _flow(self, tour: Tour, define: Callable[[Batch | Cells], None]) -> None:
        name = tour.unit.id
        nodes = np.concatenate([tour.stop, tour.night])

        def subject(_: int) -> Subject:
            return (name, "flow")

        for end in (tour.head, tour.tail):
            inside = end != DEPOT
            owner = np.concatenate([end[inside], nodes])
            columns = np.concatenate([tour.arc[inside], nodes])
            coefs = np.append(np.ones(int(inside.sum()), np.int64), np.full(nodes.size, -1))
            order, start = runs(owner)
            define(Cells(subject, start, columns[order], coefs[order], 0, 0))
        leaving = tour.tail == DEPOT
        day = np.concatenate([tour.day[leaving], tour.night_day + 1])
        order, start = runs(day)
        columns = np.concatenate([tour.arc[leaving], tour.night])[order]
        names, ones = [(name, "one tour a day")] * (start.size - 1), np.ones(start.size - 1, dtype=np.int64)
        define(Batch(names, start, columns, np.ones_like(columns), None, ones))


def _pairs(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Return every pair of one day (from the first, to the second) by position; days ascend."""
    start = np.searchsorted(second, first)
    rows, step = spread(np.searchsorted(second, first, side="right") - start)
    return rows, start[rows] + step


class _Legs:
    """Metres and minutes lacking of each kind of leg, for arrays of legs."""

    def __init__(self, entities: Entities, unit: MobileUnit) -> None:
        self._metres = entities.distances.metres
        self._depot = entities.distances.index[unit.depot]
        self._unit = unit
        self._leave = minute_of_day(unit.earliest_departure)
        self._return = minute_of_day(unit.latest_return)

    def _drive(self, a: Ints | int, b: Ints | int) -> tuple[Ints, Ints]:
        metres = np.asarray(self._metres[a, b], dtype=np.int64)
        return metres, -((-metres * 60) // (self._unit.speed_kmh * 1000))

    def out(self, slept: _Nodes | None, stop: _Nodes) -> tuple[Ints, Ints]:
        metres, minutes = self._drive(self._depot if slept is None else slept.point, stop.point)
        here = False if slept is None else slept.location == stop.location
        needed = minutes + np.where(here, 0, self._unit.set_up_minutes)
        return metres, np.maximum(0, needed - (stop.start - self._leave))

    def between(self, first: _Nodes, second: _Nodes) -> tuple[Ints, Ints]:
        metres, minutes = self._drive(first.point, second.point)
        same = first.location == second.location
        needed = np.where(same, 0, self._unit.pack_up_minutes + minutes + self._unit.set_up_minutes)
        return np.where(same, 0, metres), np.maximum(0, needed - (second.start - first.end))

    def home(self, stop: _Nodes) -> tuple[Ints, Ints]:
        metres, minutes = self._drive(stop.point, self._depot)
        return metres, np.maximum(0, self._unit.pack_up_minutes + minutes - (self._return - stop.end))

    def home_next_day(self, night: _Nodes) -> tuple[Ints, Ints]:
        metres, minutes = self._drive(night.point, self._depot)
        there_is = self._return - self._leave
        return metres, np.maximum(0, self._unit.pack_up_minutes + minutes - there_is)
