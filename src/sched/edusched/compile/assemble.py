"""From instance and bound rules to a problem: options, filters, join, numbering, structure, rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from edusched.compile import columns as joins
from edusched.compile.arrays import Ints, Mask, distinct, grouped, ints, joined, offsets, runs, spread
from edusched.compile.columns import Occurrences
from edusched.compile.entities import Entities
from edusched.compile.options import Options, Pairs, list_options
from edusched.compile.pins import held, strike_others
from edusched.compile.problem import Problem, RowSource
from edusched.compile.rows import Batch, Cells, Charge, Linear, Subject, at_most
from edusched.compile.shortlist import MOST_COLUMNS, shortlist
from edusched.compile.table import Binding
from edusched.compile.twins import twins
from edusched.domain.instance import Instance
from edusched.domain.plan import Booking

NOTHING = ints([])

NO_STAFF = "staffing"
"""Reason code: too few instructors are left for a start and place."""


@dataclass(frozen=True, slots=True)
class BoundRule:
    """A rule's page with how it binds."""

    page: str
    source: RowSource
    binding: Binding
    waived: frozenset[str] = frozenset()
    """Whom its rows leave out, by the first part of their subject."""


def compile_problem(
    instance: Instance,
    rules: Sequence[BoundRule],
    *,
    counting: bool = True,
    most_columns: int | None = MOST_COLUMNS,
    pinned: Sequence[Booking] = (),
) -> Problem:
    """Compile an instance under bound rules, in the order of the catalogue.

    A hard filter removes options or columns and is remembered as a reason; a priced one charges them.

    Parameters
    ----------
    counting
        Let interchangeable sessions share columns.
    most_columns
        Columns above which the options are shortlisted; None: never.
    pinned
        Bookings that stand as they are; every rule reads them, no search moves them.

    Returns
    -------
    Problem
        Columns numbered in the order of ids, so equal data give equal problems.
    """
    entities = Entities(instance)
    removed: dict[int, dict[str, int]] = {}
    hard_rules = frozenset(rule.page for rule in rules if rule.binding.hard)
    fixed = frozenset(booking.session for booking in pinned)
    twin_of = twins(entities, cohorts_apart=counting and "cohort_overlap" in hard_rules, alone=fixed)
    options = _filter_options(list_options(entities, twin_of), rules, removed)
    problem = _join(options, twin_of, most_columns, tours=any(rule.source.needs_tours for rule in rules))
    problem.removed = removed
    problem.hard_rules = hard_rules
    _filter_columns(problem, rules)
    if pinned:
        _keep(problem, strike_others(problem, pinned))
    _drop_unstaffed(problem, options)
    _number(problem)
    _structure(problem, options)
    problem.pinned = ints(sorted(entities.session_index[name] for name in fixed))
    for one in held(problem, pinned):
        problem.define(one)
    for rule in rules:
        if not rule.binding.hard:
            _charge_filters(problem, options, rule)
        for row in rule.source.rows(problem):
            if isinstance(row, Batch) and rule.waived:
                for one in row.rows():
                    if one.subject[0] not in rule.waived:
                        problem.table.add(rule.binding, one)
            elif isinstance(row, Batch | Cells) or row.subject[0] not in rule.waived:
                problem.table.add(rule.binding, row)
    _remember_legs(problem, rules)
    problem.table.finish()
    return problem


def options_left(instance: Instance, rules: Sequence[BoundRule]) -> Options:
    """Return what each session may use once the hard rules have struck out what breaks them on its own."""
    entities = Entities(instance)
    every = np.arange(len(entities.sessions), dtype=np.int64)
    return _filter_options(list_options(entities, every), rules, {})


def _filter_options(
    options: Options, rules: Sequence[BoundRule], removed: dict[int, dict[str, int]]
) -> Options:
    keep: dict[str, Mask] = {}
    for rule in rules:
        if not rule.binding.hard:
            continue
        for found in rule.source.option_filters(options):
            pairs = found.pairs
            bad = found.amounts > 0
            mask = keep.setdefault(pairs.kind, np.ones(pairs.session.size, dtype=np.bool_))
            mask &= ~bad
            struck = pairs.session[bad]
            if pairs.kind == "staff":  # these belong to needs, which sessions share
                struck = _with_needs(options, struck)
            _remember(removed, rule.binding.rule, struck)

    def kept(pairs: Pairs) -> Pairs:
        return pairs.select(keep[pairs.kind]) if pairs.kind in keep else pairs

    return Options(
        options.entities,
        kept(options.starts),
        kept(options.places),
        kept(options.staff),
        kept(options.cohorts),
        options.needs,
        options.need_of,
    )


def _with_needs(options: Options, needs: Ints) -> Ints:
    """Return the session of each staff pair struck out, by the needs struck out of."""
    struck = np.bincount(needs, minlength=len(options.needs)).tolist()
    counts = ints([sum(struck[need] for need in mine) for mine in options.need_of])
    return np.repeat(np.arange(counts.size, dtype=np.int64), counts)


def _remember(removed: dict[int, dict[str, int]], reason: str, sessions: Ints) -> None:
    counts = np.bincount(sessions) if sessions.size else ints([])
    for session in np.flatnonzero(counts).tolist():
        reasons = removed.setdefault(session, {})
        reasons[reason] = reasons.get(reason, 0) + int(counts[session])


def _join(options: Options, twin_of: Ints, most_columns: int | None, *, tours: bool) -> Problem:
    short = shortlist(options, most_columns)
    placing = joins.join_places(options, short)
    teaching = joins.join_staff(options, short).numbered(placing.size)
    choosing = joins.join_attendance(options, short).numbered(placing.size + teaching.size)
    nights = joins.list_nights(options, placing, wanted=tours)
    nights = nights.numbered(placing.size + teaching.size + choosing.size)
    attending = _attending(options.entities, placing, choosing)
    whole = short.columns is None
    return Problem(options.entities, placing, teaching, choosing, attending, nights, twin_of, whole)


def _filter_columns(problem: Problem, rules: Sequence[BoundRule]) -> None:
    count = problem.placing.size + problem.teaching.size + problem.choosing.size + problem.nights.size
    keep = np.ones(count, dtype=np.bool_)
    sessions = np.concatenate([t.session for t in (problem.placing, problem.teaching, problem.choosing)])
    for rule in rules:
        if not rule.binding.hard:
            continue
        for found in rule.source.column_filters(problem):
            bad = found.columns[found.amounts > 0]
            keep[bad] = False
            _remember(problem.removed, rule.binding.rule, sessions[distinct(bad[bad < sessions.size])])
            _remember(problem.removed, rule.binding.rule, _sleeping(problem, bad[bad >= sessions.size]))
    _keep(problem, keep)


def _sleeping(problem: Problem, columns: Ints) -> Ints:
    """Return for each night column among some, the sessions that may stop there on its day."""
    nights = problem.nights.select(np.isin(problem.nights.column, columns))
    if nights.size == 0:
        return NOTHING
    width = len(problem.entities.locations)
    cell = problem.days(problem.placing) * width + problem.placing.location
    there = np.isin(cell, nights.day * width + nights.location)
    pairs = np.unique(np.stack([problem.placing.session[there], cell[there]]), axis=1)
    session: Ints = pairs[0]
    return session


def _remember_legs(problem: Problem, rules: Sequence[BoundRule]) -> None:
    """Remember of which sessions' stops the legs from or to the depot are too long to be driven."""
    table = problem.placing
    for rule in rules:
        if rule.binding.hard and rule.page == "mobile_tour":
            stops = [
                problem.derived.get(stop, ints([stop])) for t in problem.tours for stop in t.cut.tolist()
            ]
            _remember(problem.removed, rule.binding.rule, table.session[np.isin(table.column, joined(stops))])


def _keep(problem: Problem, keep: Mask) -> None:
    """Drop columns; an open choice goes with the place column it depends on."""
    problem.placing = problem.placing.select(keep[problem.placing.column])
    problem.teaching = problem.teaching.select(keep[problem.teaching.column])
    problem.choosing = problem.choosing.select(keep[problem.choosing.column])
    problem.nights = problem.nights.select(keep[problem.nights.column])
    there = np.isin(problem.key(problem.choosing, place=True), problem.key(problem.placing, place=True))
    problem.choosing = problem.choosing.select(there)


def _drop_unstaffed(problem: Problem, options: Options) -> None:
    """Drop starts and locations for which some role has too few instructors left, and what hangs on them."""
    teaching = problem.teaching
    wanted = _staff_counts(options)
    roles = wanted.shape[1]
    key = problem.key(teaching, place=False) * roles + teaching.role
    distinct, first, count = np.unique(key, return_index=True, return_counts=True)
    enough = count >= wanted[teaching.session[first], teaching.role[first]]
    cell, staffed = np.unique(distinct[enough] // roles, return_counts=True)
    needed = ints([len(needs) for needs in options.need_of])[problem.placing.session]
    place_cell = problem.key(problem.placing, place=False)
    have = np.zeros(place_cell.size, dtype=np.int64)
    if cell.size:
        at = np.minimum(np.searchsorted(cell, place_cell), cell.size - 1)
        have = np.where(cell[at] == place_cell, staffed[at], 0)
    good = have >= needed
    _remember(problem.removed, NO_STAFF, problem.placing.session[~good])
    problem.placing = problem.placing.select(good)
    alive = np.isin(problem.key(teaching, place=False), problem.key(problem.placing, place=False))
    problem.teaching = teaching.select(alive)
    there = np.isin(problem.key(problem.choosing, place=True), problem.key(problem.placing, place=True))
    problem.choosing = problem.choosing.select(there)


def _staff_counts(options: Options) -> Ints:
    """Return the instructors wanted, shape (sessions, roles); 0 beyond a session's roles."""
    return ints([*(need.count for need in options.needs), 0])[_need_numbers(options)]


def _need_numbers(options: Options) -> Ints:
    """Return the position in ``needs`` of each role of each session; -1 beyond a session's roles."""
    roles = max((len(needs) for needs in options.need_of), default=0) + 1
    numbers = np.full((len(options.need_of), roles), -1, dtype=np.int64)
    for session, needs in enumerate(options.need_of):
        numbers[session, : len(needs)] = needs
    return numbers


def _number(problem: Problem) -> None:
    """Give the surviving columns their numbers: place, staff, attend, night, not_run; derived ones follow."""
    problem.placing = problem.placing.numbered(0)
    problem.teaching = problem.teaching.numbered(problem.placing.size)
    first = problem.placing.size + problem.teaching.size
    problem.choosing = problem.choosing.numbered(first)
    problem.nights = problem.nights.numbered(first + problem.choosing.size)
    first += problem.choosing.size + problem.nights.size
    sessions = len(problem.entities.sessions)
    problem.not_run = np.arange(first, first + sessions, dtype=np.int64)
    problem.column_count = problem.decision_count = first + sessions
    problem.attending = _attending(problem.entities, problem.placing, problem.choosing)


def _attending(entities: Entities, placing: Occurrences, choosing: Occurrences) -> Occurrences:
    every = joins.concatenated(joins.fixed_cohort_rows(entities, placing), choosing)
    return joins.as_attended(entities, every)


def _structure(problem: Problem, options: Options) -> None:
    """Add what makes a booking a booking: one start and place, its staff, its cohorts."""
    placing, teaching = problem.placing, problem.teaching
    columns_of = dict(grouped(placing.session))
    twins_of = dict(grouped(problem.twin_of))
    for (k,), members in twins_of.items():
        name = (problem.entities.sessions[k].id, "one start and place")
        both = np.concatenate([placing.column[columns_of.get((k,), NOTHING)], problem.not_run[members]])
        problem.define(Linear(name, both, np.ones_like(both), members.size, members.size))
    problem.define(_staff_cells(problem, _staff_counts(options)))
    several = ints([k for k, needs in enumerate(options.need_of) if len(needs) > 1])
    teaching = teaching.select(np.isin(teaching.session, several))
    people = max(len(problem.entities.instructors), 1)
    order, start = runs(problem.key(teaching, place=False) * people + teaching.who)
    size = np.diff(start)
    order, size = order[np.repeat(size > 1, size)], size[size > 1]
    start, ones = offsets(size), np.ones(size.size, dtype=np.int64)
    sessions = teaching.session[order[start[:-1]]].tolist()
    names = [(problem.entities.sessions[k].id, "one role each") for k in sessions]
    problem.define(Batch(names, start, teaching.column[order], np.ones_like(order), None, ones))
    _structure_attendance(problem)


def _staff_cells(problem: Problem, wanted: Ints) -> Cells:
    """Return for each session, slot, location and role: as many instructors as bookings there ask for."""
    placing, teaching = problem.placing, problem.teaching
    roles = wanted.shape[1]
    asked = (wanted > 0).sum(axis=1)[placing.session]
    row, role = spread(asked)
    taught = problem.key(teaching, place=False) * roles + teaching.role
    placed = problem.key(placing, place=False)[row] * roles + role
    key = np.concatenate([taught, placed])
    columns = np.concatenate([teaching.column, placing.column[row]])
    coefs = np.concatenate([np.ones(teaching.size, np.int64), -wanted[placing.session[row], role]])
    order = np.argsort(key, kind="stable")
    cell, count = np.unique(key[order], return_counts=True)
    width = problem.horizon.slot_count * problem.width * roles

    def subject(k: int) -> Subject:
        session = int(cell[k]) // width
        return (problem.entities.sessions[session].id, "staff")

    return Cells(subject, offsets(count), columns[order], coefs[order], 0, 0)


def _structure_attendance(problem: Problem) -> None:
    choosing = problem.choosing
    sessions = problem.entities.sessions
    asks = np.array([s.open_to is not None for s in sessions], dtype=np.bool_)
    placing = problem.placing.select(asks[problem.placing.session])
    placed, chosen = problem.key(placing, place=True), problem.key(choosing, place=True)
    order, by_place = np.argsort(chosen, kind="stable"), np.argsort(placed, kind="stable")
    placed, chosen = placed[by_place], chosen[order]
    column, choice = placing.column[by_place], choosing.column[order]
    both = np.stack([choice, column[np.searchsorted(placed, chosen)]], axis=1).ravel()
    none = np.zeros(choice.size, dtype=np.int64)
    start, signs = 2 * np.arange(choice.size + 1), np.tile(ints([1, -1]), choice.size)
    problem.define(Batch([("attendance",)] * choice.size, start, both, signs, None, none))
    empty = np.array([not s.cohorts for s in sessions], dtype=np.bool_)
    needy = np.flatnonzero(empty[placing.session[by_place]])
    first = np.searchsorted(chosen, placed[needy])
    size = np.searchsorted(chosen, placed[needy], side="right") - first
    row, step = spread(size + 1)
    last = step == size[row]
    at = np.where(last, choice.size + needy[row], first[row] + step)
    names = [(sessions[k].id, "somebody attends") for k in placing.session[by_place[needy]].tolist()]
    none = np.zeros(needy.size, dtype=np.int64)
    every, signs = np.concatenate([choice, column])[at], np.where(last, -1, 1)
    problem.define(Batch(names, offsets(size + 1), every, signs, none, None))
    once = problem.entities.one_cohort
    for (k, place), rows in grouped(choosing.session, choosing.place):
        if once[place]:
            session = problem.entities.sessions[k]
            problem.define(
                at_most((session.id, "one cohort"), choosing.column[rows], 1 - len(session.cohorts))
            )
    for (k,), rows in grouped(choosing.session):
        session = problem.entities.sessions[k]
        if session.max_cohorts is not None:
            room = session.max_cohorts - len(session.cohorts)
            problem.define(at_most((session.id, "cohorts"), choosing.column[rows], room))


def _charge_filters(problem: Problem, options: Options, rule: BoundRule) -> None:
    for found in rule.source.option_filters(options):
        columns, amounts = _columns_of_pairs(problem, options, found.pairs, found.amounts)
        problem.table.add(rule.binding, Charge(("option",), columns, amounts))
    for column_filter in rule.source.column_filters(problem):
        problem.table.add(rule.binding, Charge(("column",), column_filter.columns, column_filter.amounts))


def _columns_of_pairs(problem: Problem, options: Options, pairs: Pairs, amounts: Ints) -> tuple[Ints, Ints]:
    """Return the columns made from pairs, each with its pair's amount."""
    width = max(len(problem.entities.places), len(problem.entities.instructors), 1)
    if pairs.kind == "places":
        table, key = problem.placing, problem.placing.session * width + problem.placing.place
    elif pairs.kind == "staff":
        table = problem.teaching
        key = _need_numbers(options)[table.session, table.role] * width + table.who
    else:
        raise ValueError(f"no columns are made from {pairs.kind} alone")
    known = pairs.session * width + pairs.item
    order = np.argsort(known)
    return table.column, amounts[order][np.searchsorted(known[order], key)]
