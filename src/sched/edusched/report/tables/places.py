"""Tables of places: rooms, venues, bases, platforms, mobile units; how much they are open and used."""

from collections import defaultdict
from collections.abc import Iterable

from edusched.calendar.horizon import Horizon
from edusched.domain.places import Level, Room, Venue, VenueKind
from edusched.report.tables.contract import (
    Cell,
    Column,
    Kind,
    Reading,
    ReportTable,
    counts,
    numbers,
    percent,
    texts,
)
from edusched.report.tables.slots import day_mask, minutes_by_day, open_slots, used_slots
from edusched.rules.counting import years
from edusched.rules.facts import BookingFacts
from edusched.rules.touring import legs, stops

_USE = (*counts(used_periods="periods", open_periods="periods"), *numbers(use_percent="percent"))


def room_use(reading: Reading) -> ReportTable:
    """Use of each room: periods used of those it is open, and seats taken of those it has then.

    A room is open when its venue says, else on working days; a period used outside that counts as open too.
    """
    horizon, booked = reading.facts.horizon, _by_room(reading)
    rows = []
    for venue in sorted(reading.instance.venues, key=lambda v: v.id):
        for room in sorted(venue.rooms, key=lambda r: r.id):
            bookings = booked[venue.id, room.id]
            used = used_slots(horizon, bookings)
            seats = sum(b.persons * len(b.periods) for b in bookings)
            held = sum(room.capacity_persons * len(b.periods) for b in bookings)
            rows.append(
                (
                    *(venue.id, room.id, room.capacity_persons, len(bookings)),
                    sum(b.persons for b in bookings),
                    *_use(used, _room_open(horizon, venue, room)),
                    percent(seats, held),
                )
            )
    columns = (
        *texts("venue", "room"),
        *counts(capacity_persons="persons", sessions="sessions", person_times="person-times"),
        *_USE,
        *numbers(seats_taken_percent="percent"),
    )
    return ReportTable("room_use", "Use of rooms", columns, tuple(rows))


def venue_use(reading: Reading) -> ReportTable:
    """Use of each venue by calendar year, and how its open periods grow from year to year.

    A venue is open or used in a period when any of its rooms is. Only days of the plan count: ``plan_days``
    tells how many of the year's days these are. Periods are half-days where the calendar's periods are.
    """
    horizon, booked, rows = reading.facts.horizon, _by_venue(reading), list[tuple[Cell, ...]]()
    for venue in sorted(reading.instance.venues, key=lambda v: v.id):
        bookings = booked[venue.id]
        opened = _venue_open(horizon, venue)
        before: int | None = None
        for label, first, last in years(horizon, "calendar_year"):
            begin, end = max(first, horizon.days[0]), min(last, horizon.days[-1])
            days = day_mask(horizon, (begin - horizon.days[0]).days, (end - horizon.days[0]).days)
            mine = [b for b in bookings if first <= b.day <= last]
            use = _use(used_slots(horizon, mine), opened & days)
            grown = None if before is None else use[1] - before
            before = use[1]
            persons = sum(b.persons for b in mine)
            rows.append(
                (
                    *(venue.id, venue.kind.value, venue.level.value, venue.region, label),
                    *((end - begin).days + 1, len(mine), persons, *use, grown),
                )
            )
    columns = (
        *texts("venue", "venue_kind", "level", "region", "year"),
        *counts(plan_days="days", sessions="sessions", person_times="person-times"),
        *_USE,
        *counts(more_open_periods="periods"),
    )
    return ReportTable("venue_use", "Use and opening of venues by year", columns, tuple(rows))


def base_use(reading: Reading) -> ReportTable:
    """Use of training bases: venues of the kind ``training_base``, and those that are a demonstration base.

    As many rows as there are bases.
    """
    horizon, booked, rows = reading.facts.horizon, _by_venue(reading), []
    for venue in sorted(reading.instance.venues, key=lambda v: v.id):
        if venue.kind is VenueKind.TRAINING_BASE or venue.demo_level is not None:
            use = _use(used_slots(horizon, booked[venue.id]), _venue_open(horizon, venue))
            rows.append((venue.id, venue.region, venue.demo_level and venue.demo_level.value, *use))
    columns = (*texts("venue", "region", "demo_level"), *_USE)
    return ReportTable("base_use", "Use of training bases", columns, tuple(rows))


def demonstration_bases(reading: Reading) -> ReportTable:
    """Demonstration bases of each region from county level up, and where there is none.

    A base belongs to the region of its own demonstration level that it lies in.
    """
    instance = reading.instance
    found: dict[str, list[str]] = defaultdict(list)
    for venue in sorted(instance.venues, key=lambda v: v.id):
        for name in instance.region_path(venue.region):
            if instance.region[name].level is venue.demo_level:
                found[name].append(venue.id)
    regions = [r for r in instance.regions if r.level.rank >= Level.COUNTY.rank]
    regions.sort(key=lambda region: (-region.level.rank, region.id))
    rows = [
        (
            region.level.value,
            region.id,
            len(found[region.id]),
            " ".join(found[region.id]),
            not found[region.id],
        )
        for region in regions
    ]
    columns = (*texts("level", "region"), *counts(bases="bases"), *texts("which_bases"))
    columns = (*columns, Column("gap", kind=Kind.YES_NO))
    return ReportTable("demonstration_bases", "Demonstration bases by level", columns, tuple(rows))


def platform_use(reading: Reading) -> ReportTable:
    """Use of each online platform: periods, and the most seats taken at the same time."""
    horizon, rows = reading.facts.horizon, []
    booked: dict[str, list[BookingFacts]] = defaultdict(list)
    for b in reading.facts.bookings:
        if b.platform is not None:
            booked[b.platform.id].append(b)
    for platform in sorted(reading.instance.platforms, key=lambda p: p.id):
        bookings = booked[platform.id]
        taken: dict[tuple[object, str], int] = defaultdict(int)
        for b in bookings:
            for period in b.periods:
                taken[b.day, period] += b.persons
        use = _use(
            used_slots(horizon, bookings), open_slots(horizon, platform.available, platform.unavailable)
        )
        persons = sum(b.persons for b in bookings)
        most = max(taken.values(), default=0)
        rows.append((platform.id, platform.seats_persons, len(bookings), persons, most, *use))
    columns = (
        *texts("platform"),
        *counts(seats_persons="persons", sessions="sessions", person_times="person-times"),
        *counts(most_at_once_persons="persons"),
        *_USE,
    )
    return ReportTable("platform_use", "Use of online platforms", columns, tuple(rows))


def mobile_unit_use(reading: Reading) -> ReportTable:
    """Use of each mobile unit: days out of those it is open, stops, sites, kilometres and nights away.

    A day out is one with a stop. Sessions at one site and time are one stop. Kilometres are those driven,
    with the way out and home.
    """
    facts, horizon, rows = reading.facts, reading.facts.horizon, []
    booked = facts.by_mobile_unit()
    for unit in sorted(reading.instance.mobile_units, key=lambda u: u.id):
        halts = stops(facts, unit)
        out = {stop.day for stop in halts}
        opened = minutes_by_day(horizon, open_slots(horizon, unit.available, unit.unavailable))
        open_days = {horizon.days[k] for k in opened} | out
        rows.append(
            (
                *(unit.id, len(out), len(open_days), percent(len(out), len(open_days))),
                *(len(booked[unit.id]), sum(b.persons for b in booked[unit.id])),
                *(len(halts), len({stop.site for stop in halts})),
                sum(night.mobile_unit == unit.id for night in facts.overnights),
                sum(leg.metres for leg in legs(facts, unit)),
            )
        )
    columns = (
        *texts("mobile_unit"),
        *counts(used_days="days", open_days="days"),
        *numbers(use_percent="percent"),
        *counts(sessions="sessions", person_times="person-times", stops="stops", sites="sites"),
        *counts(nights_away="nights", travel_metres="metres"),
    )
    return ReportTable("mobile_unit_use", "Use of mobile units", columns, tuple(rows))


def _by_room(reading: Reading) -> dict[tuple[str, str], list[BookingFacts]]:
    found: dict[tuple[str, str], list[BookingFacts]] = defaultdict(list)
    for b in reading.facts.bookings:
        if b.venue is not None and b.room is not None:
            found[b.venue.id, b.room.id].append(b)
    return found


def _by_venue(reading: Reading) -> dict[str, list[BookingFacts]]:
    found: dict[str, list[BookingFacts]] = defaultdict(list)
    for b in reading.facts.bookings:
        if b.venue is not None:
            found[b.venue.id].append(b)
    return found


def _room_open(horizon: Horizon, venue: Venue, room: Room) -> int:
    return open_slots(horizon, venue.available, venue.unavailable) & ~horizon.mask(room.unavailable)


def _venue_open(horizon: Horizon, venue: Venue) -> int:
    return _union(_room_open(horizon, venue, room) for room in venue.rooms)


def _union(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _use(used: int, opened: int) -> tuple[int, int, Cell]:
    """Return periods used, periods open, and the share of one in the other."""
    count, whole = used.bit_count(), (opened | used).bit_count()
    return count, whole, percent(count, whole)
