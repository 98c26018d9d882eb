"""Where and when a county's term takes place: prefixes of ids, weeks, windows.

The same builders make the one county of ``fujian-county-autumn`` and the many counties and terms of
``scale.py``; all that differs is the frame.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from common import Json, text
from places import county_points

from edusched.generate.ground import AM_PM, PERIODS

__all__ = ["AM_PM", "AUTUMN", "PERIODS", "SPRING", "Frame", "Term"]


@dataclass(frozen=True, slots=True)
class Term:
    """A season of about eighteen weeks.

    Attributes
    ----------
    tag
        Goes into the ids of cohorts and sessions; empty for the autumn.
    monday
        Monday of week 0.
    farming
        First and last day of the season in which six townships cannot send anyone.
    """

    tag: str
    name: str
    monday: date
    first_day: date
    last_day: date
    farming_name: str
    farming: tuple[date, date]

    def day(self, week: int, weekday: int) -> date:
        """Return a day by week and weekday (0 is Monday), kept inside the term."""
        day = self.monday + timedelta(days=7 * week + weekday)
        return min(max(day, self.first_day), self.last_day)

    @property
    def window(self) -> str:
        """Id of the farming window."""
        return f"{self.tag}{self.farming_name}"


AUTUMN = Term(
    "", "autumn", date(2026, 8, 31), date(2026, 9, 1), date(2026, 12, 31), "harvest",
    (date(2026, 10, 1), date(2026, 10, 31)),
)  # fmt: skip
SPRING = Term(
    "spring-", "spring", date(2026, 3, 2), date(2026, 3, 2), date(2026, 6, 30), "sowing",
    (date(2026, 4, 1), date(2026, 4, 30)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One county in one term.

    Attributes
    ----------
    prefix
        Goes before every id of the county; empty when there is only one.
    seed
        All draws of the county derive from it.
    shift
        Moves the county's points, in ten-thousandths of a degree.
    open_sessions
        Number of evening, weekend and online sessions.
    neighbour
        Prefix of the county whose courses the city's lecturers know as well; None without neighbours.
    city_school, city_shift
        The party school of the city, and how far it is moved; neighbours in pairs share one.
    terms
        Number of terms of the county in the plan; limits by the year grow with it.
    halls, sites
        Townships with a hall, and model villages.
    """

    seed: str
    term: Term = AUTUMN
    prefix: str = ""
    shift: tuple[int, int] = (0, 0)
    open_sessions: int = 36
    neighbour: str | None = None
    city_school: str = "city-party-school"
    city_shift: tuple[int, int] = (0, 0)
    terms: int = 1
    halls: tuple[str, ...] = ("meixian", "yangzhong", "xinyang", "zhongxian")
    sites: tuple[str, ...] = ("guifeng", "banshan")

    def of(self, name: str) -> str:
        """Return the id of something the county has all year."""
        return self.prefix + name

    def region(self, name: str) -> str:
        """Return the id of a region of the county."""
        return self.of(name)

    def point(self, name: str) -> tuple[int, int]:
        """Return where a region of the county lies, in ten-thousandths of a degree."""
        lat, lon = county_points(self.seed)[name]
        return lat + self.shift[0], lon + self.shift[1]

    def now(self, name: str) -> str:
        """Return the id of something of this term."""
        return self.prefix + self.term.tag + name

    def starts(self, first: tuple[int, int], last: tuple[int, int], periods: list[str]) -> list[Json]:
        """Return the working days from one (week, weekday) to another as slot patterns."""
        return [
            {
                "first_day": text(self.term.day(*first)), "last_day": text(self.term.day(*last)),
                "periods": periods, "day_kinds": ["working"],
            }
        ]  # fmt: skip

    def weekly(self, first_week: int, weeks: int, weekday: int, periods: list[str]) -> list[Json]:
        """Return one weekday in some weeks on end as slot patterns; working days, or weekend days."""
        kinds = ["working"] if weekday < 5 else ["weekend"]
        return [
            {
                "first_day": text(self.term.day(first_week, weekday)),
                "last_day": text(self.term.day(first_week + weeks - 1, weekday)),
                "weekdays": [("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday]],
                "periods": periods, "day_kinds": kinds,
            }
        ]  # fmt: skip
