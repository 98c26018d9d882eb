"""Every neighbourhood of the list: offers what it may, no more than asked for, the same for a seed."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from edusched.compile.arrays import Mask
from edusched.compile.assemble import compile_problem
from edusched.generate.province import make
from edusched.generate.request import request
from edusched.model.system import build_model
from edusched.rules.catalogue import bound, rules_of
from edusched.search.insertion import insert
from edusched.search.landscape import Landscape, pains
from edusched.search.neighbourhoods import NEIGHBOURHOODS, Neighbourhood, Situation
from edusched.search.neighbourhoods.programme import OneProgramme
from edusched.search.neighbourhoods.starts_fixed import StartsFixed
from edusched.search.pieces import ENGINES, PIECES
from edusched.search.start import values_of
from edusched.search.state import State
from tests.conftest import LONG
from tests.tiny.moving import Moving, moving

COUNT = 300 if LONG else 40
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "dev" / "developer-guide.md"
MORE = {"days": 4, "starts-fixed": 4, "staff-fixed": 2, "programme": 4}
"""Times the usual size that those take which leave little to choose, or whole programmes."""

kinds = pytest.mark.parametrize("kind", NEIGHBOURHOODS, ids=lambda kind: kind.name)


def problems() -> Iterator[Moving]:
    """Yield problems with some sessions booked and some not."""
    for number in range(COUNT):
        found = moving(number)
        if found is not None and found.model.levels and found.problem.placing.size:
            mine = np.zeros_like(found.plain)
            mine[np.flatnonzero(found.plain)[::2]] = True
            insert(found.landscape, next(iter(found.model.levels)), mine, lambda: False)
            yield found


def situation(found: Moving, size: int, taken: Mask | None = None) -> Situation:
    land, level = found.landscape, next(iter(found.model.levels))
    worth, cheapest = land.best_price(found.state.price_of(level))
    free = np.zeros(found.problem.twin_of.size, dtype=np.bool_)
    pain = pains(land, level, cheapest)
    return Situation(land, pain, worth.astype(np.float64), size, free if taken is None else taken)


def half_taken(found: Moving) -> Mask:
    taken = np.zeros(found.problem.twin_of.size, dtype=np.bool_)
    taken[found.landscape.movers[1::2]] = True
    return taken


@kinds
def test_it_offers_movers_that_nobody_has_in_hand(kind: type[Neighbourhood]) -> None:
    offers = 0
    for found in problems():
        taken = half_taken(found)
        for size in (1, 2, 5):
            sessions = kind().sessions(situation(found, size, taken), np.random.default_rng(size))
            assert sessions.tolist() == sorted(set(sessions.tolist())), found
            assert np.isin(sessions, found.landscape.movers).all(), found
            assert not taken[sessions].any(), found
            offers += sessions.size > 0
    assert offers > COUNT


@kinds
def test_it_stops_about_where_it_is_told_to(kind: type[Neighbourhood]) -> None:
    """A session counts for all it stands for; the first may be larger than was asked for."""
    cut = 0
    for found in problems():
        times = found.problem.times
        for size in (1, 2, 4):
            sessions = kind().sessions(situation(found, size), np.random.default_rng(size))
            most = max(2, size) if kind.name == "scattered" else MORE.get(kind.name, 1) * size
            largest = int(times[sessions].max(initial=0))
            assert int(times[sessions].sum()) <= max(most, largest), (found, size)
            cut += sessions.size < found.landscape.movers.size
    assert cut > COUNT // 4


@kinds
def test_a_seed_is_an_offer(kind: type[Neighbourhood]) -> None:
    offers: Counter[int] = Counter()
    for found in problems():
        one, again = (
            kind().sessions(situation(found, 1), np.random.default_rng(9)).tolist() for _ in range(2)
        )
        assert one == again, found
        many = {
            tuple(kind().sessions(situation(found, 1), np.random.default_rng(k)).tolist()) for k in range(6)
        }
        offers[len(many)] += 1
    assert max(offers) > 1, offers


@kinds
def test_what_it_keeps_holds_what_is_in_use(kind: type[Neighbourhood]) -> None:
    """Some of the columns it is given, in their order, and of those in use that it may move none is lost."""
    kept = lost = 0
    for found in problems():
        at, one = situation(found, 4), kind()
        sessions = one.sessions(at, np.random.default_rng(3))
        columns = found.landscape.columns_of(sessions)
        mine = one.kept(at, columns)
        assert np.isin(mine, columns).all(), found
        assert (mine == columns[np.isin(columns, mine)]).all(), found
        used = found.landscape.chosen(sessions)
        gone = used[~np.isin(used, mine)]
        kept += used.size - gone.size
        lost += gone.size
        if kind.name == "days":
            # Bookings on other days stay as they are: all of a booking's columns are kept, or none of them.
            cells = found.landscape.cell_of
            assert not np.isin(cells[gone], cells[used[np.isin(used, mine)]]).any(), found
        else:
            assert gone.size == 0, found
    assert kept > 0
    assert lost == 0 or kind.name == "days"


def test_starts_that_are_fixed_leave_one_start_to_each_booking() -> None:
    for found in problems():
        at, one = situation(found, 4), StartsFixed()
        sessions = one.sessions(at, np.random.default_rng(1))
        cells = found.landscape.cell_of
        mine = one.kept(at, found.landscape.columns_of(sessions))
        placed = found.landscape.chosen(sessions)
        assert np.isin(cells[mine[cells[mine] >= 0]], cells[placed]).all(), found
        places = mine[mine < found.problem.placing.size]
        assert (found.state.values[places] > 0).all(), found


def test_the_last_of_the_list_always_has_something_to_offer() -> None:
    """The search falls back on it, also where all but one session are in hand."""
    for found in problems():
        for taken in (None, half_taken(found)):
            at = situation(found, 3, taken)
            for seed in range(5):
                found_sessions = NEIGHBOURHOODS[-1]().sessions(at, np.random.default_rng(seed))
                assert taken is not None or found_sessions.size, found


def test_list_pieces_and_guide_agree() -> None:
    names = [kind.name for kind in NEIGHBOURHOODS]
    assert len(set(names)) == len(names)
    assert tuple(names) == PIECES[len(ENGINES) :]
    guide = GUIDE.read_text(encoding="utf-8")
    assert [name for name in PIECES if f"`{name}`" not in guide] == []
    folder = Path(__file__).resolve().parents[2] / "src" / "sched" / "edusched" / "search" / "neighbourhoods"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "situation"}
    assert {kind.__module__.rpartition(".")[2] for kind in NEIGHBOURHOODS} == files


def test_a_programme_that_is_short_is_offered_whole() -> None:
    instance = make(request("county", "350426", 60)).instance
    problem = compile_problem(instance, bound(rules_of(instance)))
    model = build_model(problem)
    state = State(model, values_of(problem, model, None))
    land = Landscape(problem, state)
    level = next(iter(model.levels))
    worth, cheapest = land.best_price(state.price_of(level))
    nothing = np.zeros(problem.twin_of.size, dtype=np.bool_)
    at = Situation(land, pains(land, level, cheapest), worth.astype(np.float64), 2, nothing)
    offers = {tuple(OneProgramme().sessions(at, np.random.default_rng(k)).tolist()) for k in range(20)}
    index = problem.entities.session_index
    wholes = {tuple(sorted(index[name] for name in p.sessions)) for p in instance.programmes}
    assert offers <= wholes
    assert len(offers) > 1
