"""Insertion books by hand, row by row: what it books holds, and it leaves out only what has no room."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import numpy as np

from edusched.compile.arrays import Ints, grouped, ints
from edusched.search.insertion import Insertion
from tests.conftest import LONG
from tests.tiny.moving import Moving, moving, settle

COUNT = 600 if LONG else 80


def problems() -> Iterator[Moving]:
    for number in range(COUNT):
        found = moving(number)
        if found is not None and found.plain.any():
            yield found


def inserted(found: Moving, sessions: Ints | None = None, *, late: bool = False) -> tuple[Insertion, Ints]:
    """Insert sessions (all that can be) at random prices; return what was not booked in full."""
    rng = np.random.default_rng(found.number)
    worth = rng.integers(0, 5, found.model.decision_count).astype(np.float64)
    insertion = Insertion(found.landscape, worth)
    mine = np.flatnonzero(found.plain) if sessions is None else sessions
    return insertion, insertion.run(mine, lambda: late)


def test_what_is_inserted_holds() -> None:
    booked: Counter[str] = Counter()
    for found in problems():
        inserted(found)
        state = found.state
        assert ((state.values >= 0) & (state.values <= found.model.system.upper)).all(), found
        settled = settle(found.model, state.values)
        assert settled is not None, found
        assert found.model.system.holds(settled), found
        report = found.report(settled)
        assert report.accepted, (found, report.broken)
        running = found.problem.placing.session[state.values[found.problem.placing.column] > 0]
        booked["sessions"] += running.size
        booked["shared"] += int((found.problem.times[running] > 1).sum())
        booked["roles"] += any(len(found.problem.entities.staff(found.problem.entities.sessions[k])) > 1
                               for k in running.tolist())  # fmt: skip
    assert booked["sessions"] > COUNT, booked
    assert min(booked["shared"], booked["roles"]) > COUNT // 20, booked


def bookings_of(found: Moving, session: int) -> Iterator[Ints]:
    """Yield every complete booking of a session: a place column, and as many of each role as it asks for."""
    problem = found.problem
    placing, teaching = problem.placing, problem.teaching
    needs = problem.entities.staff(problem.entities.sessions[session])
    assert all(need.count <= 2 for need in needs)
    for row in np.flatnonzero(placing.session == session).tolist():
        there = (
            (teaching.session == session)
            & (teaching.slot == placing.slot[row])
            & (teaching.location == placing.location[row])
        )
        each: list[list[tuple[int, ...]]] = []
        for role, need in enumerate(needs):
            able = teaching.column[there & (teaching.role == role)].tolist()
            pairs = [(a, b) for k, a in enumerate(able) for b in able[k + 1 :]]
            each.append([(a,) for a in able] if need.count == 1 else pairs)
        for choice in product(*each):
            yield ints([int(placing.column[row]), *(column for part in choice for column in part)])


def possible(found: Moving, columns: Ints) -> bool:
    """Tell whether a booking could be added to the plan, all else as it is: followers are settled anew."""
    session = int(found.landscape.session_of[columns[0]])
    values = found.state.values.copy()
    if (values[columns] > 0).any():
        return False
    waiting = found.problem.not_run[found.landscape.members_of(session)]
    values[columns] = 1
    values[waiting[values[waiting] > 0][0]] = 0
    return settle(found.model, values) is not None


def test_what_is_left_out_has_no_room() -> None:
    """Where one person teaches a session: had it a complete booking that fits, it would have been booked.

    (With several roles a person is given to the first role, who may have been the only one for the second.)
    """
    left_out = 0
    for found in problems():
        _, left = inserted(found)
        waiting = found.state.values[found.problem.not_run] > 0
        short = np.unique(found.problem.twin_of[waiting])
        assert set(left.tolist()) == set(short[found.plain[short]].tolist()), found
        for session in left.tolist():
            needs = found.problem.entities.staff(found.problem.entities.sessions[session])
            if sum(need.count for need in needs) <= 1:
                left_out += 1
                assert not any(possible(found, b) for b in bookings_of(found, session)), (found, session)
    assert left_out > COUNT // 10


def test_one_session_alone_gets_its_cheapest_booking() -> None:
    """By the dearest of its columns' worths, where the first role's cheapest person is free for it."""
    compared = 0
    for found in problems():
        start = found.state.values.copy()
        for session in np.flatnonzero(found.plain).tolist():
            found.go_to(start)
            insertion = Insertion(found.landscape, np.zeros(found.model.decision_count))
            insertion.worth = np.random.default_rng(session).integers(0, 9, start.size).astype(np.float64)
            needs = found.problem.entities.staff(found.problem.entities.sessions[session])
            if len(needs) > 1:
                continue
            free = [b for b in bookings_of(found, session) if possible(found, b)]
            insertion.run(ints([session]), lambda: False)
            mine = found.landscape.chosen(ints([session]))
            first = [b for b in free if set(b.tolist()) <= set(mine.tolist())]
            if not free:
                assert not first, (found, session)
                continue
            cost = {tuple(b.tolist()): float(insertion.worth[b].max()) for b in free}
            assert min(cost[tuple(b.tolist())] for b in first) == min(cost.values()), (found, session)
            compared += 1
        found.go_to(start)
    assert compared > COUNT


def test_what_it_cannot_see_through_is_left_alone() -> None:
    """Only the sessions it is given are booked, and those that are not plain are not given to it."""
    other = 0
    for found in problems():
        some = np.flatnonzero(found.plain)[::2]
        inserted(found, some)
        placing = found.problem.placing
        running = placing.session[found.state.values[placing.column] > 0]
        assert set(running.tolist()) <= set(some.tolist()), found
        other += found.landscape.movers.size - some.size
    assert other > COUNT // 2


def test_out_of_time_is_out_of_time() -> None:
    for found in list(problems())[:10]:
        before = found.state.values.copy()
        insertion, _ = inserted(found, ints([]), late=True)
        assert (found.state.values == before).all()
        assert insertion.run(ints([]), lambda: True).size == 0


def test_plain_sessions_have_known_rows_only() -> None:
    """A session is not plain when one of its columns stands in a row of a kind nobody knows."""
    odd = 0
    for number in range(COUNT):
        found = moving(number)
        if found is None:
            continue
        system, kinds = found.model.system, found.kinds
        known = kinds.structure | kinds.defines | kinds.priced | kinds.packing
        for (row,), at in grouped(system.row_of_entry()):
            if known[row]:
                continue
            touched = found.landscape.session_of[system.columns[at]]
            assert not found.plain[touched[touched >= 0]].any(), found
            odd += 1
    assert odd > 0
