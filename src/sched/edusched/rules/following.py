"""Shared by the pages on what follows too soon: times of arrival worked out for all people at once."""

from collections.abc import Callable, Iterator

import numpy as np

from edusched.compile.arrays import Ints, Mask, runs, spread


def following(
    left: Ints, right: Ints, first: Ints, after: Ints, clash: Callable[[Ints, Ints], Mask] | None = None
) -> Iterator[tuple[Ints, Ints]]:
    """Yield (rows of a time, rows that follow it too soon), by the key of the time, where there are both.

    Parameters
    ----------
    left, right : Ints, shape (rows,)
        What each row ends as, and what it starts as, in one number: person, day and minute, and more.
    first, after : Ints, shape (rows,)
        What starts too soon has a key from ``first`` to below ``after``; the same for all that end alike.
    clash : which pairs of a row that ends and one that starts too soon are meant; all by default
    """
    ending, end_at = runs(left)
    starting, start_at = runs(right)
    heads = right[starting[start_at[:-1]]]
    one = ending[end_at[:-1]]
    low = np.searchsorted(heads, first[one])
    cell, step = spread(np.maximum(np.searchsorted(heads, after[one]) - low, 0))
    later = low[cell] + step
    if clash is not None:
        meant = clash(one[cell], starting[start_at[later]])
        cell, later = cell[meant], later[meant]
    pair, step = spread(np.diff(start_at)[later])
    rows = starting[start_at[later[pair]] + step]
    owner = cell[pair]
    order = np.argsort(owner * max(1, left.size) + rows)
    owner, rows = owner[order], rows[order]
    bounds = [*np.flatnonzero(np.diff(owner, prepend=-1)).tolist(), owner.size]
    for k, number in enumerate(owner[bounds[:-1]].tolist()):
        yield ending[end_at[number] : end_at[number + 1]], rows[bounds[k] : bounds[k + 1]]
