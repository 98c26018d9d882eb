"""What stations share while their plans are planted: people and schools of city and province, and quotas."""

from collections import Counter

import numpy as np

from edusched.calendar.horizon import Horizon
from edusched.domain.instance import Instance
from edusched.domain.people import Instructor
from edusched.domain.places import TravelModel
from edusched.domain.plan import Place, RoomPlace
from edusched.domain.time import WorkCalendar
from edusched.generate.diary import Diary, Entry, When
from edusched.generate.geography import Point
from edusched.generate.ground import Json, text_of
from edusched.rules.lending import is_lent
from edusched.travel.distances import circle_km, driving_minutes, road_metres


class PointRoads:
    """Distances between points, each pair worked out when it is first asked for.

    Unlike `Distances` it takes points as stations come, and keeps pairs: each is asked for many times.
    """

    def __init__(self, travel: TravelModel) -> None:
        self.points: dict[str, Point] = {}
        self._travel = travel
        self._metres: dict[tuple[str, str], int] = {}

    def forget(self) -> None:
        """Forget distances; points stay, for whoever was there may go on to another county."""
        self._metres.clear()

    def metres_between(self, start: str, end: str) -> int:
        """Return metres on the road between two regions or venues, by id."""
        key = (start, end) if start < end else (end, start)
        if key not in self._metres:
            here, there = (np.array([self.points[name]], dtype=float) / 10_000 for name in key)
            self._metres[key] = road_metres(circle_km(here, there), self._travel.detour_percent).item()
        return self._metres[key]

    def minutes_between(self, start: str, end: str) -> int:
        """Return a person's travel minutes between two regions or venues, by id."""
        metres = np.array([self.metres_between(start, end)], dtype=np.int64)
        return int(driving_minutes(metres, self._travel.speed_kmh)[0])


class Shared:
    """Diaries of what several stations use: within a county, and above the counties.

    Attributes
    ----------
    quota_minutes
        What a library lends one borrower in the year.
    lent
        Minutes lent so far, by library and borrowing city.
    """

    def __init__(self, calendar: Json, travel: Json, quota_minutes: int) -> None:
        model = WorkCalendar.model_validate_json(text_of(calendar))
        self.horizon = Horizon(model)
        self.roads = PointRoads(TravelModel.model_validate_json(text_of(travel)))
        self.quota_minutes = quota_minutes
        self.lent: Counter[tuple[str, str]] = Counter()
        self.taken: dict[tuple[str, str], int] = {}
        self.visits: dict[tuple[str, str, int], list[tuple[int, int, str | None]]] = {}
        self.minutes: Counter[tuple[str, str]] = Counter()
        self.taught: Counter[tuple[str, int]] = Counter()
        self.away: dict[tuple[int, str], list[str]] = {}
        self.headcounts: dict[str, dict[str, int]] = {}
        self.seats: Counter[tuple[str, int]] = Counter()
        self.stops: dict[tuple[str, int], list[tuple[int, int, str]]] = {}

    def leave(self, county: str) -> None:
        """Forget what only a county's own stations need to know; its ids begin with its code."""
        self.taken = {key: value for key, value in self.taken.items() if not key[1].startswith(county)}
        self.visits = {key: value for key, value in self.visits.items() if not key[1].startswith(county)}
        self.seats = Counter({key: n for key, n in self.seats.items() if not key[0].startswith(county)})
        self.minutes = Counter({key: n for key, n in self.minutes.items() if not key[0].startswith(county)})
        self.taught = Counter({key: n for key, n in self.taught.items() if not key[0].startswith(county)})
        for diary in (self.away, self.headcounts, self.stops):
            diary.clear()
        self.roads.forget()


class StationDiary(Diary):
    """The diary of one station, with what others have written down of whom they share."""

    def __init__(self, instance: Instance, shared: Shared) -> None:
        super().__init__(instance, shared.horizon, shared.roads)
        self._shared = shared
        self.taken, self.visits = shared.taken, shared.visits
        self.minutes, self.taught = shared.minutes, shared.taught
        self.away, self.seats, self.stops = shared.away, shared.seats, shared.stops
        shared.headcounts |= self.headcounts
        self.headcounts = shared.headcounts

    def instructor_fits(self, person: Instructor, when: When, place: Place) -> bool:
        """Tell whether an instructor can take one more booking, and may be lent for it."""
        borrower = self._borrower(person, place)
        if borrower is not None:
            lent = self._shared.lent[person.library, borrower]
            if lent + when.minutes > self._shared.quota_minutes:
                return False
        return super().instructor_fits(person, when, place)

    def _change(self, entry: Entry, sign: int) -> None:
        super()._change(entry, sign)
        when = self.when(entry.session, entry.day * len(self.horizon.periods) + entry.period)
        for person in sorted({name for _, name in entry.staff}):
            known = self.instance.instructor[person]
            borrower = self._borrower(known, entry.place)
            if borrower is not None and when is not None:
                self._shared.lent[known.library, borrower] += sign * when.minutes

    def _borrower(self, person: Instructor, place: Place) -> str | None:
        """Return the city a library lends to for a booking; None if it lends nobody."""
        point = self.point(place)
        if point is None:
            return None
        region = self.instance.venue[point].region if isinstance(place, RoomPlace) else point
        return region[:4] if is_lent(self.instance, person.library, region) else None
