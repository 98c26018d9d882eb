"""Plant a station's plan: book its classes, move windows on where nothing fits, set what is owed by it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from edusched.domain.errors import Fault, InvalidInputError
from edusched.domain.instance import Instance
from edusched.domain.teaching import Programme, Session
from edusched.generate.dice import Dice
from edusched.generate.ground import Json, text_of
from edusched.generate.planter import Planter
from edusched.generate.sessions import Plot
from edusched.generate.station import WEEKS, Station

MOST_PUBLIC, OWED, LEAST_HISTORY, MOST_HISTORY = 9, 72, 40, 66
GOALS = (9, 12, 15, 18, 20, 22, 24, 26, 28, 30, 32)
OPEN_TRIES = 3
BUDGETS = (40, 1_000)
"""Steps of the search for a block: another week is cheaper than a long search."""


@dataclass(slots=True)
class Planted:
    """Sessions and programmes with their windows, and the bookings of the planted plan."""

    sessions: list[Json] = field(default_factory=list)
    programmes: list[Json] = field(default_factory=list)
    bookings: list[Json] = field(default_factory=list)
    spare: list[str] = field(default_factory=list)


class Planting:
    """One station while it is planted."""

    def __init__(self, station: Station, planter: Planter) -> None:
        self._station = station
        self._planter = planter
        self.planted = Planted()

    def classes(self, plots: Iterable[Plot]) -> list[list[Json]]:
        """Book classes whose cohorts are given; return their sessions with their windows.

        Raises
        ------
        InvalidInputError
            A class fits nowhere in the year: too little is to spare.
        """
        return [self._class(plot, turn) for turn, plot in enumerate(plots)]

    def open(self, plots: Iterable[Plot], cohorts: list[Json]) -> None:
        """Book open sessions with those furthest from their goal; what nobody needs stays spare."""
        dice = Dice(f"{self._station.seed}/goals")
        goals = {cohort["id"]: dice.pick(GOALS) for cohort in cohorts}
        most = dict.fromkeys(goals, OWED - LEAST_HISTORY)
        for plot in plots:
            rows = plot.at(self._station, plot.week)
            for week in _weeks_from(plot.week)[:OPEN_TRIES]:
                found = plot.at(self._station, week)
                (session,) = _sessions(found)
                if any(self._planter.book_open(session, hours, MOST_PUBLIC) for hours in (goals, most)):
                    rows = found
                    break
            else:
                rows[0]["mandatory"] = False
                self.planted.spare.append(rows[0]["id"])
            self.planted.sessions += rows

    def histories(self, cohorts: list[Json]) -> None:
        """Give professional staff what is missing to 72 hours beyond the planted plan, little more."""
        dice = Dice(f"{self._station.seed}/history")
        for cohort in cohorts:
            earned = self._planter.earned[cohort["id"]] // 100
            public_now = self._planter.earned_in[cohort["id"], "public"] // 100
            spare = dice.between(0, self._station.request.tightness.spare_study_hours)
            total = max(OWED - earned, min(MOST_HISTORY, OWED - earned + spare))
            # Half of them have all the public hours that count, so that more of these earn nothing.
            public = min(total // 2, OWED // 3 - public_now - dice.pick((0, 0, 2, 5)))
            first = (total - public) * dice.between(40, 60) // 100
            second = total - public - first
            college: Json = {"venue_kind": "college", "venue_level": "county"}
            entries: list[Json] = [
                {"study_hours": public, "days": public // 8, "subject_class": "public", "delivery": "online"},
                {"study_hours": first, "days": first // 7, "subject_class": "professional"} | college,
                {"study_hours": second, "days": second // 9, "subject_class": "professional",
                 "delivery": "online"},
            ]  # fmt: skip
            days = [f"2026-{1 + dice.below(2):02d}-{dice.between(1, 28):02d}" for _ in entries]
            dated = [{"on": day} | entry for day, entry in zip(days, entries, strict=True)]
            cohort["history"] = sorted(dated, key=lambda entry: str(entry["on"]))

    def finish(self, instructors: list[Json]) -> Planted:
        """Name the official who lectures, and return what was planted."""
        part_time = [item for item in instructors if item["engagement"] == "part_time"]
        official = max(part_time, key=lambda item: (self._planter.diary.load(item["id"]), item["id"]))
        official["source"] = "official"
        self.planted.bookings = self._planter.bookings()
        return self.planted

    def _class(self, plot: Plot, turn: int) -> list[Json]:
        for budget, week in product(BUDGETS, _weeks_from(plot.week)):
            rows = plot.at(self._station, week)
            if self._fits(plot, _sessions(rows), turn, budget):
                self.planted.sessions += rows
                if plot.programme is not None:
                    self.planted.programmes.append(plot.programme)
                return rows
        raise InvalidInputError(
            [Fault(None, "tightness", plot.rows[0]["id"], "this class fits nowhere in the year",
                   "loosen --hours, --seats or --weeks, or ask for fewer sessions")]
        )  # fmt: skip

    def _fits(self, plot: Plot, sessions: list[Session], turn: int, budget: int) -> bool:
        if plot.programme is not None and "block_days" in plot.programme:
            programme = Programme.model_validate_json(text_of(plot.programme))
            return self._planter.block_if_possible(programme, sessions, turn, budget)
        after = -1
        for number, session in enumerate(sessions):
            if not self._planter.book_if_possible(session, after, turn):
                for _ in range(number):
                    self._planter.diary.unbook()
                return False
            last = self._planter.diary.entries[-1]
            after = last.day * len(self._planter.diary.horizon.periods) + last.period
        return True


def joined(rows: list[Json], dice: Dice) -> str:
    """Return the day a batch joined: its year ends a few days after its class's window."""
    last = date.fromisoformat(rows[0]["starts"][0]["last_day"])
    return (last + timedelta(days=dice.between(3, 12) - 365)).isoformat()


def station_instance(data: Json) -> Instance:
    """Return a station as an instance without sessions, to plant into."""
    return Instance.model_validate_json(text_of(data))


def _weeks_from(week: int) -> tuple[int, ...]:
    at = WEEKS.index(week)
    return WEEKS[at:] + WEEKS[:at]


def _sessions(rows: list[Json]) -> list[Session]:
    return [Session.model_validate_json(text_of(row)) for row in rows]
