"""A first plan: sub-models for what hangs together, insertion for the rest."""

from collections.abc import Callable

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints, joined
from edusched.search.improve import Improver
from edusched.search.insertion import insert
from edusched.search.landscape import Landscape
from edusched.search.stops import book_stops, stop_sessions

LEAST_INSERTED = 500
"""Fewer sessions are left to sub-models: the first insertion on a machine waits 25 s for its compiler."""
SESSION_COLUMNS = (24,) * 4 + (40,) * 4
"""Columns opened for each session of a programme: first, and each time again as long as some session of it
found no booking. Each time another week and location come first, so trying again is worth it."""
SINGLE_COLUMNS = 40
MORE_COLUMNS, MORE_SECONDS, MOST_FAILED = 400, 1.0, 5
"""How many columns a programme gets that a first plan left waiting, how long (the solver's own seconds), and
how many in a row may come to nothing."""


def construct(search: Improver, out_of_time: Callable[[], bool], *, part: bool = False) -> str:
    """Book what can be booked.

    Programmes come first, the tightest first, each by a sub-model; then sessions that insertion cannot see
    through, one by one in the order of their windows. Stops of mobile units follow, then all others.

    Parameters
    ----------
    part
        This is one part of many: insertion has its turn however few sessions there are, in the order of
        windows, which takes a third of the time and leaves no more unmet (measured on parts).

    Returns
    -------
    str
        What was done, in words.
    """
    landscape, problem = search.landscape, search.landscape.problem
    none = np.zeros(problem.times.size, dtype=np.bool_)
    plain, stops = landscape.insertable, stop_sessions(landscape)
    if "insertion" in search.without:
        plain, stops = none, none
    elif not part and int(problem.times[plain].sum()) < LEAST_INSERTED:
        plain = none

    def over() -> bool:
        return out_of_time() or search.interrupt.pulled

    programmes, singles = _programmes(landscape), _singles(landscape, plain | stops)
    for sessions in programmes:
        for columns in SESSION_COLUMNS:
            waiting = search.state.values[problem.not_run[sessions]] > 0
            if waiting.any() and not over():
                budget = columns * int(problem.times[sessions].sum())
                search.solve_sessions(sessions, budget, together=True)
    for session in singles:
        if not over():
            search.solve_sessions(ints([session]), SINGLE_COLUMNS * int(problem.times[session]))
    words = []
    if programmes or singles:
        words.append(f"{len(programmes)} programmes and {len(singles)} sessions by sub-models")
    if stops.any():
        words.append(f"{book_stops(search, stops, out_of_time)} stops inserted")
    if plain.any():
        left = insert(landscape, search.level, plain, out_of_time, by_window=part)
        words.append(f"{int(problem.times[plain].sum())} sessions inserted, {left.size} of them left out")
    return ", ".join(words)


def book_waiting(search: Improver, out_of_time: Callable[[], bool]) -> str | None:
    """Book programmes that a first plan left waiting, each with so many columns that little is left out.

    Returns
    -------
    str or None
        What was done, in words; None: nothing waited.
    """
    problem, tried, booked, failed = search.landscape.problem, 0, 0, 0
    for sessions in _programmes(search.landscape):
        waiting = search.state.values[problem.not_run[sessions]] > 0
        if not waiting.any():
            continue
        if failed == MOST_FAILED or out_of_time() or search.interrupt.pulled:
            break
        before = search.value
        budget = MORE_COLUMNS * int(problem.times[sessions].sum())
        search.solve_sessions(sessions, budget, together=True, seconds=MORE_SECONDS)
        helped = search.value < before
        tried, booked, failed = tried + 1, booked + helped, 0 if helped else failed + 1
    return f"{booked} of {tried} waiting programmes by more columns" if tried else None


def _programmes(landscape: Landscape) -> list[Ints]:
    """Return the sessions of each programme, those with fewest options a session first."""
    options = np.bincount(landscape.problem.placing.session, minlength=landscape.problem.twin_of.size)

    def room(group: Ints) -> tuple[float, int]:
        return int(options[group].sum()) / group.size, int(group[0])

    return sorted(landscape.programmes, key=room)


def _singles(landscape: Landscape, others: Mask) -> list[int]:
    """Return the other sessions without a programme, those whose window begins first ahead."""
    rest = np.setdiff1d(landscape.movers[~others[landscape.movers]], joined(landscape.programmes))
    found: list[int] = rest[landscape.in_turn(rest)].tolist()
    return found
