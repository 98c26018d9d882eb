"""How many periods hard limits of hours leave an instructor, read from the rows themselves."""

import numpy as np

from edusched.compile.arrays import Ints, Mask, ints, joined
from edusched.compile.problem import Problem
from edusched.compile.rows import Subject
from edusched.compile.table import FREE
from edusched.search.capacity.supply import DAY, GRAIN_WORDS, PLAN, spans_of_slots

WHOLE_LENGTHS = 27_720
"""Smallest number that each session length, 1 to 12 periods, divides: so rates a period are whole."""


def hour_limits(problem: Problem) -> dict[int, Ints]:
    """Return the most periods that hard rows allow each instructor in a span, by grain; ``FREE``: no limit.

    A row without slack counts if it sums all staff columns of one instructor in one day, week or year or in
    the plan, whatever rule it comes from. A session's coefficient is spread evenly over its periods, and the
    periods with the least fill the limit first: no plan can better that where people teach one session at a
    time.

    Returns
    -------
    dict from grain to Ints, shape (instructors, spans of the grain)
        Grains without any limit are left out.
    """
    rows = _personal_rows(problem)
    if rows is None:
        return {}
    row, position, coef, number = rows
    hi = ints([problem.table.hi[k] for k in number.tolist()])
    named = ints([_grain(problem.table.source[k][1]) for k in number.tolist()])
    teaching, spans = problem.teaching, spans_of_slots(problem.horizon)
    size = np.bincount(row, minlength=hi.size)
    head = np.searchsorted(row, np.arange(hi.size))
    person = teaching.who[position[head]]
    grain_of, span_of = np.full((2, hi.size), -1, dtype=np.int64)
    for grain in range(DAY, PLAN + 1):
        span, count = spans[grain][teaching.slot], int(spans[grain].max()) + 1
        # In one span, and as many columns as the person has in it: then it is all of them.
        alike = np.minimum.reduceat(span[position], head) == np.maximum.reduceat(span[position], head)
        all_of = np.bincount(teaching.who * count + span, minlength=(int(teaching.who.max()) + 1) * count)
        mine = alike & (size == all_of[person * count + span[position[head]]])
        # Somebody with one day in a week has the same columns in both: what the row is called decides.
        mine &= (grain_of < 0) | (named == grain)
        grain_of[mine], span_of[mine] = grain, span[position[head]][mine]
    fits = _fitting(problem, row, position, coef, hi)
    found: dict[int, Ints] = {}
    for grain in range(DAY, PLAN + 1):
        mine = np.flatnonzero(grain_of == grain)
        if mine.size:
            shape = (len(problem.entities.instructors), int(spans[grain].max()) + 1)
            top = np.full(shape, FREE, dtype=np.int64)
            np.minimum.at(top, (person[mine], span_of[mine]), fits[mine])
            found[grain] = top
    return found


def _grain(subject: Subject) -> int:
    """Return the grain a row's subject names; -1: none."""
    return max((grain for grain, word in enumerate(GRAIN_WORDS) if word in subject), default=-1)


def _personal_rows(problem: Problem) -> tuple[Ints, Ints, Ints, Ints] | None:
    """Return (row, row of ``teaching``, coefficient) of hard rows over one instructor, and their numbers."""
    table, teaching, first = problem.table, problem.teaching, problem.placing.size
    lo, hi, slack = ints(table.lo), ints(table.hi), ints(table.slack_of)
    # Rows that allow one of their columns, or none, are no limits of hours, and far too many to look into.
    likely = np.flatnonzero((lo == -FREE) & (hi < FREE) & (hi > 1) & (slack < 0)).tolist()
    ends = [(c.item(0), c.item(-1)) if c.size else (-1, -1) for c in (table.columns[row] for row in likely)]
    place = np.array(ends, dtype=np.int64).reshape(-1, 2) - first
    inside = np.logical_and.reduce((place >= 0) & (place < teaching.size), axis=1)
    likely = [row for row, good in zip(likely, inside.tolist(), strict=True) if good]
    place = place[inside]
    alike = (teaching.who[place[:, 0]] == teaching.who[place[:, 1]]).tolist()
    chosen = [row for row, good in zip(likely, alike, strict=True) if good and row not in table.stacked]
    if not chosen:
        return None
    sizes = ints([table.columns[row].size for row in chosen])
    row = np.repeat(np.arange(sizes.size, dtype=np.int64), sizes)
    position = joined([table.columns[number] for number in chosen]) - first
    coef = joined([table.coefs[number] for number in chosen])
    good = (position >= 0) & (position < teaching.size) & (coef > 0)
    good &= np.append(True, (row[1:] != row[:-1]) | (position[1:] > position[:-1]))  # none stands there twice
    position = np.where(good, position, 0)
    good &= teaching.who[position] == teaching.who[position][np.searchsorted(row, row)]
    fine = _all_good(row, good)
    if not fine.any():
        return None
    number = np.cumsum(fine) - 1
    keep = fine[row]
    return number[row[keep]], position[keep], coef[keep], ints(chosen)[fine]


def _all_good(row: Ints, good: Mask) -> Mask:
    """Return for each row whether all its entries are good."""
    bad: Mask = np.bincount(row, weights=~good) == 0
    return bad


def _fitting(problem: Problem, row: Ints, position: Ints, coef: Ints, hi: Ints) -> Ints:
    """Return the most periods each row has room for."""
    table = problem.teaching.select(position)
    entry, slot = problem.covered(table)
    rate = (coef * WHOLE_LENGTHS // problem.entities.lengths[table.session])[entry]
    key = row[entry] * problem.horizon.slot_count + slot
    order = np.lexsort((rate, key))
    cell, first = np.unique(key[order], return_index=True)
    least, owner = rate[order][first], cell // problem.horizon.slot_count
    order = np.lexsort((least, owner))
    least = least[order]  # the owners stay in their order
    total = np.cumsum(least)
    before = np.searchsorted(owner, np.arange(hi.size))
    total -= (total[before] - least[before])[owner]
    fits = np.bincount(owner, weights=total <= hi[owner] * WHOLE_LENGTHS, minlength=hi.size)
    return fits.astype(np.int64)
