"""Insertion books by hand, row by row: what it books holds, and it leaves out only what has no room."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from edusched.compile.arrays import Ints, grouped, ints
from edusched.compile.assemble import compile_problem
from edusched.domain.policy import Objective
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.examples import BASE, merged
from edusched.search import row_kinds
from edusched.search.insertion import insert
from edusched.search.landscape import Landscape
from edusched.search.row_kinds import many_guests
from edusched.search.start import values_of
from edusched.search.state import State
from edusched.search.walk.insert import CLOSELY
from tests.conftest import LONG
from tests.tiny.moving import Moving, moving, settle, switches
from tests.tiny.problems import instance_from

COUNT = 600 if LONG else 80


def problems(count: int = COUNT) -> Iterator[Moving]:
    for number in range(count):
        found = moving(number)
        if found is not None and found.model.levels and found.plain.any():
            yield found


def inviting(count: int = COUNT) -> Iterator[Moving]:
    """Yield problems in which some sessions choose their guests."""
    for number in range(count):
        found = moving(number, guests=True)
        if found is not None and found.model.levels and (found.landscape.insertable & ~found.plain).any():
            yield found


def inserted(found: Moving, sessions: Ints | None = None, *, late: bool = False) -> Ints:
    """Insert sessions (all that can be) on a level by chance; return what was not booked in full."""
    levels = list(found.model.levels)
    mine = found.landscape.insertable.copy()
    if sessions is not None:
        mine[:] = False
        mine[sessions] = True
    by_window = found.number % 2 > 0
    level = levels[found.number % len(levels)]
    return insert(found.landscape, level, mine, lambda: late, by_window=by_window)


def test_what_is_inserted_holds() -> None:
    booked: Counter[str] = Counter()
    for found in (*problems(), *inviting()):
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
        booked["guests"] += int(state.values[found.problem.choosing.column].sum())
    assert booked["sessions"] > COUNT, booked
    assert min(booked["shared"], booked["roles"], booked["guests"]) > COUNT // 20, booked


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
        left = inserted(found)
        waiting = found.state.values[found.problem.not_run] > 0
        short = np.unique(found.problem.twin_of[waiting])
        assert set(left.tolist()) == set(short[found.plain[short]].tolist()), found
        for session in left.tolist():
            needs = found.problem.entities.staff(found.problem.entities.sessions[session])
            if sum(need.count for need in needs) <= 1:
                left_out += 1
                assert not any(possible(found, b) for b in bookings_of(found, session)), (found, session)
    assert left_out > COUNT // 10


def cost(found: Moving, columns: Ints, level: Objective) -> int | None:
    """Return what a level comes to once a session is booked so; None where that cannot be."""
    values = found.state.values.copy()
    waiting = found.problem.not_run[found.landscape.members_of(int(found.landscape.session_of[columns[0]]))]
    values[columns] = 1
    values[waiting[values[waiting] > 0][0]] = 0
    settled = settle(found.model, values)
    return None if settled is None else int(found.state.price_of(level) @ settled)


def test_one_session_alone_gets_its_best_booking() -> None:
    """Where few bookings are possible, and one person teaches: the one after which the level is least."""
    compared = 0
    for found in problems(10 * COUNT):  # few are as simple as that
        start = found.state.values.copy()
        if switches(found):
            continue  # insertion holds those that are no literals
        for session, level in product(np.flatnonzero(found.plain).tolist(), found.model.levels):
            found.go_to(start)
            needs = found.problem.entities.staff(found.problem.entities.sessions[session])
            bookings = list(bookings_of(found, session))
            if sum(need.count for need in needs) > 1 or len(bookings) > CLOSELY:
                continue
            cells = [int(found.landscape.cell_of[b[0]]) for b in bookings]
            rooms = {(cell, int(b[0])) for cell, b in zip(cells, bookings, strict=True)}
            if found.problem.times[session] > 1 or len(rooms) < len(bookings):
                continue
            costs = [c for c in (cost(found, b, level) for b in bookings) if c is not None]
            mine = np.zeros_like(found.plain)
            mine[session] = True
            insert(found.landscape, level, mine, lambda: False)
            booked = found.landscape.chosen(ints([session]))
            booked = booked[found.landscape.cell_of[booked] >= 0]
            assert (booked.size > 0) == (len(costs) > 0), (found, session)
            if costs:
                found.go_to(start)
                assert cost(found, booked, level) == min(costs), (found, session)
                compared += len(set(costs)) > 1
        found.go_to(start)
    assert compared >= COUNT // 20, compared


def test_no_other_guest_would_bring_more() -> None:
    """Of guests who may come alone, none that stayed away makes the level less, nor does one of those there
    make it less by staying away."""
    tally: Counter[str] = Counter()
    for found in inviting(10 * COUNT):
        start, choosing = found.state.values.copy(), found.problem.choosing
        if switches(found):
            continue
        mine = found.landscape.insertable & ~found.plain
        for session, level in product(np.flatnonzero(mine).tolist(), found.model.levels):
            found.go_to(start)
            only = np.zeros_like(mine)
            only[session] = True
            insert(found.landscape, level, only, lambda: False)
            booked = found.landscape.chosen(ints([session]))
            booked = booked[found.landscape.cell_of[booked] >= 0]
            found.go_to(start)
            tally["booked"] += booked.size > 0
            if booked.size == 0:
                continue
            guests = booked[np.isin(booked, choosing.column)]
            others = np.setdiff1d(booked, guests)
            best = cost(found, booked, level)
            assert best is not None, (found, session)
            there = choosing.column[(choosing.session == session)]
            home = np.isin(found.landscape.cell_of[there], found.landscape.cell_of[others])
            place = found.problem.placing.place[others[others < found.problem.placing.size]]
            home &= np.isin(choosing.place[choosing.session == session], place)
            for guest in np.setdiff1d(there[home], guests).tolist():
                alone = cost(found, np.append(others, guest), level)
                more = cost(found, np.append(booked, guest), level)
                assert alone is None or more is None or more >= best, (found, session, guest)
                tally["stayed away"] += more is not None
            for guest in guests.tolist():
                less = cost(found, booked[booked != guest], level)
                assert less is None or less >= best, (found, session, guest)
                tally["there"] += less is not None
    assert min(tally["booked"], tally["stayed away"], tally["there"]) >= COUNT // 10, tally


def test_sessions_with_many_guests_are_left_to_sub_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_kinds, "MOST_GUESTS", 1)
    left = 0
    for found in inviting():
        choosing = found.problem.choosing
        where = np.stack([choosing.session, choosing.slot, choosing.place])
        _, guests = np.unique(where, axis=1, return_counts=True)
        many = set(np.unique(where, axis=1)[0][guests > 1].tolist())
        assert set(many_guests(found.problem).tolist()) == many, found
        inserted(found)
        booked = found.problem.placing.session[found.state.values[found.problem.placing.column] > 0]
        assert many.isdisjoint(booked.tolist()), found
        left += len(many)
    assert left > COUNT // 4


TWO = {"staff": [{"role": "lecturer"}, {"role": "assistant"}]}
BESIDE = {"learners": {"ids": ["wu"]}, "mentors": {"ids": ["li"]}}


@pytest.mark.parametrize(
    ("session", "rule", "parameters", "insertable"),
    [
        ({}, "mentor_pairing", BESIDE, True),
        (TWO, "mentor_pairing", BESIDE, False),
        ({"cohorts": [], "open_to": {}}, "group_size", {"min_persons": 4}, True),
        ({"cohorts": [], "open_to": {}}, "group_size", {"min_persons": 5}, False),
    ],
)
def test_people_who_may_come_only_together_are_left_to_sub_models(
    session: dict[str, object], rule: str, parameters: dict[str, object], insertable: bool
) -> None:
    """It takes people one by one: a learner before the mentor, 4 guests of whom 5 have to come."""
    rules = [{"id": "mine", "rule": rule, "parameters": parameters, "enforcement": {"mode": "hard"}}]
    sessions = [{"id": "t2"} | session]
    instance = instance_from(merged(BASE, {"policy": {"rules": rules}, "sessions": sessions}))
    problem = compile_problem(instance, bound(rules_of(instance)))
    model = build_model(problem)
    values = values_of(problem, model, None)
    assert values is not None
    landscape = Landscape(problem, State(model, values))
    assert landscape.insertable[problem.entities.session_index["t2"]] == insertable


def test_what_it_cannot_see_through_is_left_alone() -> None:
    """Only the sessions it is given are booked, and those that are not plain are not given to it."""
    other = 0
    for found in problems():
        some = np.flatnonzero(found.landscape.insertable)[::2]
        inserted(found, some)
        placing = found.problem.placing
        running = placing.session[found.state.values[placing.column] > 0]
        assert set(running.tolist()) <= set(some.tolist()), found
        other += found.landscape.movers.size - some.size
    assert other > COUNT // 2


def test_out_of_time_is_out_of_time() -> None:
    for found in list(problems())[:10]:
        before = found.state.values.copy()
        left = inserted(found, late=True)
        assert (found.state.values == before).all()
        assert set(left.tolist()) == set(np.flatnonzero(found.plain & (found.problem.times > 0)).tolist())


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
