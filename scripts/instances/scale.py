"""Instances of the county's character in any size, for measuring what compile and check cost.

``county_like(n_sessions, seed)`` puts copies of the county's term side by side, about 130 sessions each:
an autumn and, from two on, a spring in each county. Neighbouring counties share the city's lecturers and
party schools, so the parts hang together. Starts, places and staff per session stay about the same in every
size; attendance options too where the size is near a multiple of 130 (open sessions take up the difference).
"""

from common import Json
from county import county
from frame import AUTUMN, SPRING, Frame
from planted import Planted

SESSIONS_PER_TERM = 130
OPEN_PER_TERM = 36
LEAST, MOST = 100, 5_000


def county_like(n_sessions: int, seed: int) -> Json:
    """Return an instance with exactly so many sessions.

    Raises
    ------
    ValueError
        The number lies outside 100 to 5,000.
    """
    return county_like_planted(n_sessions, seed).data


def county_like_planted(n_sessions: int, seed: int) -> Planted:
    """Return an instance with exactly so many sessions, with its planted plan."""
    if not LEAST <= n_sessions <= MOST:
        raise ValueError(f"n_sessions is {n_sessions}; give a number from {LEAST} to {MOST}")
    name = f"county-like-{n_sessions}-{seed}"
    return county(
        frames(n_sessions, seed),
        name,
        f"{n_sessions} sessions of a county's character",
        "Made for measuring; names of places are real, everything else is invented.",
    )


def frames(n_sessions: int, seed: int) -> list[Frame]:
    """Return the terms that make up an instance; their open sessions take up the difference in size."""
    terms = max(1, round(n_sessions / SESSIONS_PER_TERM))
    counties = -(-terms // 2)
    spare = n_sessions - SESSIONS_PER_TERM * terms
    found = []
    for number in range(terms):
        place, season = number // 2, (AUTUMN, SPRING)[number % 2]
        more = spare // terms + (1 if number < spare % terms else 0)
        found.append(
            Frame(
                seed=f"county-like/{seed}/{place}",
                term=season,
                prefix=f"k{place + 1:02d}-",
                shift=_shift(place),
                open_sessions=OPEN_PER_TERM + more,
                neighbour=f"k{(place + 1) % counties + 1:02d}-" if counties > 1 else None,
                city_school=f"city-party-school-{place // 2 + 1}",
                city_shift=_city_shift(place),
                terms=min(2, terms - 2 * place),
            )
        )
    return found


def _shift(place: int) -> tuple[int, int]:
    """Return where a county lies: six in a row, 0.4 degrees apart."""
    return 4_000 * (place // 6), 4_000 * (place % 6)


def _city_shift(place: int) -> tuple[int, int]:
    """Return where the school of a pair lies: between its two counties."""
    north, east = _shift(place - place % 2)
    return north, east + 7_500
