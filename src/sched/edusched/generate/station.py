"""Training offices: the parts a province is made of, each with people, places and classes of its own."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from edusched.generate.divisions import Division, below
from edusched.generate.geography import Geography, known_division
from edusched.generate.ground import BUREAUS, Json
from edusched.generate.instructors import CREW
from edusched.generate.request import MOST_OF_STATION, Request, shares

FIRST_MONDAY = date(2026, 3, 2)
LAST_DAY = date(2026, 12, 31)
WEEKS: tuple[int, ...] = (*range(16), *range(26, 30), *range(32, 43))
"""Weeks in which something may be held, counted from the first Monday: no summer, no National Day week."""
FARMING = {"sowing": ("2026-04-13", "2026-04-26"), "harvest": ("2026-10-19", "2026-11-01")}
MOST_TOWNSHIPS = 12
CREWED = ("bus-red", "bus-green", *CREW)
COUNTY_WIDE = frozenset(("county-library", *BUREAUS))
"""What all training offices of a county have together."""
SHARED_BY = {"culture-hall": 2} | dict.fromkeys(CREWED, 3)
"""How many offices of a county share a thing; all else is their own."""
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
    turn
        From 0 on likewise, the first offices of all counties before their second ones: neighbours in this
        order share people and schools of city and province, and are hardly ever of one county.
    offices
        How many training offices the county has.
    """

    request: Request
    geography: Geography
    county: Division
    number: int
    place: int
    turn: int
    offices: int
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
        """Return the id of something of the station, its county or its province."""
        if name == "province-online":
            return f"{self.county.code[:2]}-online"
        if name in COUNTY_WIDE:
            return f"{self.county.code}-{name}"
        return f"{self.county.code}-{self.sharers(name)[0]}-{name}"

    def sharers(self, name: str) -> range:
        """Return the numbers of the county's offices that share a thing with this one, its own included."""
        many = SHARED_BY.get(name, 1)
        first = (self.number - 1) // many * many + 1
        return range(first, min(first + many, self.offices + 1))

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
    sizes = shares(request.code, request.sessions)
    offices = {code: -(-sessions // MOST_OF_STATION) for code, sessions in sizes.items()}
    pairs = [(code, number) for code, count in offices.items() for number in range(count)]
    turns = {pair: turn for turn, pair in enumerate(sorted(pairs, key=lambda pair: (pair[1], pair[0])))}
    found = []
    for place, (code, number) in enumerate(pairs):
        share, more = divmod(sizes[code], offices[code])
        spot = (place, turns[code, number], offices[code], share + (number < more))
        found.append(_station(request, geography, code, number, spot))
    return found


def _station(
    request: Request, geography: Geography, county: str, number: int, spot: tuple[int, int, int, int]
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
        request, geography, known_division(county), number + 1, *spot,
        halls=halls, townships=mine, _names=names,
    )  # fmt: skip


def _part(sessions: int, percent: int) -> int:
    return (sessions * percent + 50) // 100
