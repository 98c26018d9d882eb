"""Training offices: the parts a province is made of, each with people, places and classes of its own."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from edusched.generate.divisions import Division, below
from edusched.generate.geography import Geography, known_division
from edusched.generate.ground import Json
from edusched.generate.request import MOST_OF_STATION, Request, shares

FIRST_MONDAY = date(2026, 3, 2)
LAST_DAY = date(2026, 12, 31)
WEEKS: tuple[int, ...] = (*range(16), *range(26, 30), *range(32, 43))
"""Weeks in which something may be held, counted from the first Monday: no summer, no National Day week."""
FARMING = {"sowing": ("2026-04-13", "2026-04-26"), "harvest": ("2026-10-19", "2026-11-01")}
MOST_TOWNSHIPS = 12
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Mix:
    """How many sessions of each kind a station holds: blocks of ten, batches of six, and single ones."""

    blocks: int
    batches: int
    visits: int
    day_classes: int
    open_sessions: int

    @classmethod
    def of(cls, sessions: int) -> "Mix":
        """Return the usual mix of so many sessions: of 130, five blocks and four batches."""
        blocks, batches = max(1, _part(sessions, 38) // 10), max(1, _part(sessions, 19) // 6)
        visits, classes = max(2, _part(sessions, 7)), max(2, _part(sessions, 9))
        return cls(blocks, batches, visits, classes, sessions - 10 * blocks - 6 * batches - visits - classes)


@dataclass(frozen=True)
class Station:
    """A training office of a county: a ground for the tables, and the weeks of the year.

    Attributes
    ----------
    number
        From 1 on, within the county.
    place
        From 0 on, within the whole instance.
    """

    request: Request
    geography: Geography
    county: Division
    number: int
    place: int
    sessions: int
    halls: tuple[str, ...] = ()
    sites: tuple[str, ...] = ("site-1", "site-2")
    terms: int = 2
    townships: tuple[Division, ...] = ()
    _names: dict[str, str] = field(default_factory=dict)

    @cached_property
    def mix(self) -> Mix:
        """How many sessions of each kind it holds."""
        return Mix.of(self.sessions)

    @property
    def seed(self) -> str:
        """All draws of the station derive from it."""
        return f"{self.request.seed}/{self.county.code}/{self.number}"

    @property
    def city(self) -> str:
        """Code of its city."""
        return self.county.code[:4]

    def of(self, name: str) -> str:
        """Return the id of something of the station."""
        return f"{self.county.code}-{self.number}-{name}"

    def region(self, name: str) -> str:
        """Return the region that stands for one of the tables."""
        return self._names[name]

    def point(self, name: str) -> tuple[int, int]:
        """Return where such a region lies."""
        return self.geography.point(self.region(name))

    def starts(self, week: int, periods: list[str], weeks: int | None = None) -> list[Json]:
        """Return the working days of some weeks on end as slot patterns."""
        span = weeks or self.request.tightness.weeks
        return [self._days(week, span) | {"periods": periods, "day_kinds": ["working"]}]

    def weekly(self, week: int, weekday: int, periods: list[str]) -> list[Json]:
        """Return one weekday of some weeks on end as slot patterns; working days, or weekend days."""
        kinds = ["working"] if weekday < 5 else ["weekend"]
        days = self._days(week, self.request.tightness.weeks + 1)
        return [days | {"weekdays": [WEEKDAYS[weekday]], "periods": periods, "day_kinds": kinds}]

    def _days(self, week: int, weeks: int) -> Json:
        first = FIRST_MONDAY + timedelta(days=7 * week)
        last = min(LAST_DAY, first + timedelta(days=7 * weeks - 1))
        return {"first_day": first.isoformat(), "last_day": last.isoformat()}


def stations(request: Request, geography: Geography) -> list[Station]:
    """Return the stations of all counties, in the order of codes."""
    found: list[Station] = []
    for code, sessions in shares(request.code, request.sessions).items():
        count = -(-sessions // MOST_OF_STATION)
        for number in range(count):
            share = sessions // count + (1 if number < sessions % count else 0)
            found.append(_station(request, geography, code, number, len(found), share))
    return found


def _station(
    request: Request, geography: Geography, county: str, number: int, place: int, sessions: int
) -> Station:
    towns = below(county)
    first = number * MOST_TOWNSHIPS % len(towns)
    mine = (towns[first:] + towns[:first])[:MOST_TOWNSHIPS]
    sites = [geography.village(mine[k % len(mine)].code, 1 + 2 * number + k) for k in (0, 1)]
    halls = tuple(f"town-{k + 1}" for k in range(min(4, len(mine))))
    names = {"youxi": county, "chengguan": mine[0].code}
    names |= {name: mine[k % len(mine)].code for name, k in (("meixian", 1), ("xicheng", 2))}
    names |= dict(zip(("guifeng", "banshan"), sites, strict=True))
    names |= dict(zip(("site-1", "site-2"), sites, strict=True))
    names |= {hall: mine[(k + 1) % len(mine)].code for k, hall in enumerate(halls)}
    return Station(
        request, geography, known_division(county), number + 1, place, sessions,
        halls=halls, townships=mine, _names=names,
    )  # fmt: skip


def _part(sessions: int, percent: int) -> int:
    return (sessions * percent + 50) // 100
