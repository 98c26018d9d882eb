"""Which options of a large instance become columns: the near ones, so that memory stays in bounds.

Columns multiply starts, places and instructors; at 5,000 sessions that is tens of millions, of which a plan
uses ten thousand. Above a limit each session keeps the instructors nearest to each location, the tightest
rooms that fit, and starts spread over all it may use. What is left out is no proof: bounds of a shortlisted
problem are not bounds of the instance. Source: SOLVER 2 (cap options by cost and diversity).
"""

from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import Ints, distinct, ranks
from edusched.compile.entities import Entities
from edusched.compile.options import Options

MOST_COLUMNS = 2_400_000
"""Columns a problem may have before its options are shortlisted."""
MOST_STARTS = 60
PLACES_A_LOCATION = 2
LEAST_PAIRS = 6
NEAR_SHARE = 0.75
"""Share of a session's pairs that are its nearest; the rest are spread over all others, or sessions of one
region would all run out of the same few instructors."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """How many options a session may keep; None: all.

    Attributes
    ----------
    columns : columns a session may have, about
    """

    entities: Entities
    columns: int | None

    def starts(self, session: int, slots: Ints) -> Ints:
        """Return the starts to keep, spread evenly, shifted from session to session."""
        if self.columns is None or slots.size <= MOST_STARTS:
            return slots
        at = (np.arange(MOST_STARTS) + (session * 0.618) % 1.0) * slots.size / MOST_STARTS
        return slots[np.minimum(at.astype(np.int64), slots.size - 1)]

    def places(self, persons: int, places: Ints) -> Ints:
        """Return the places to keep: at each location the tightest that hold the cohorts."""
        if self.columns is None or places.size <= PLACES_A_LOCATION:
            return places
        location = self.entities.place_location[places]
        room = self.entities.place_capacity[places] - persons
        tightness = np.where(room >= 0, room, 10**9 - room)
        order = np.lexsort((places, tightness, location))
        kept = order[ranks(location[order]) < PLACES_A_LOCATION]
        return np.sort(places[kept])

    def pairs(self, starts: int, places: int, locations: Ints, people: Ints) -> tuple[Ints, Ints]:
        """Return (location, instructor) pairs to keep: the nearest, and some of the others."""
        where = np.repeat(locations, people.size)
        who = np.tile(people, locations.size)
        if self.columns is None:
            return where, who
        count = max(LEAST_PAIRS, self.columns // max(1, starts) - places)
        if where.size <= count:
            return where, who
        entities = self.entities
        points = entities.location_point[where]
        metres = np.where(
            points < 0, 0, entities.distances.metres[entities.home_point[who], np.maximum(points, 0)]
        )
        order = np.argsort(metres, kind="stable")
        near = round(count * NEAR_SHARE)
        far = near + (np.arange(count - near) * (order.size - near)) // (count - near)
        kept = np.sort(np.concatenate([order[:near], order[far]]))
        return where[kept], who[kept]


def shortlist(options: Options, most_columns: int | None) -> Shortlist:
    """Return what an instance's options have to be cut to, so that so many columns are about enough."""
    if most_columns is None:
        return Shortlist(options.entities, None)
    sessions = len(options.entities.sessions)
    starts = np.bincount(options.starts.session, minlength=sessions)
    places = np.bincount(options.places.session, minlength=sessions)
    people = np.bincount(options.staff.session, minlength=max(1, len(options.needs)))
    where = options.entities.place_location[options.places.item]
    pairs = distinct(options.places.session * (int(where.max(initial=0)) + 1) + where)
    locations = np.bincount(pairs // (int(where.max(initial=0)) + 1), minlength=sessions)
    staff = np.array([sum(int(people[need]) for need in needs) for needs in options.need_of], dtype=np.int64)
    total = int((starts * (places + locations * staff)).sum())
    if total <= most_columns:
        return Shortlist(options.entities, None)
    return Shortlist(options.entities, most_columns // max(1, int((starts > 0).sum())))
