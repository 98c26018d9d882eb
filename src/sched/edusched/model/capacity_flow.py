"""Flows through a network of capacities: how much fits at most, and what leaving the rest out costs at least.

Arrays in, arrays out; who stands behind the nodes is not known here. Sources: Ford and Fulkerson (1956) for
the cut; push-relabel of Goldberg and Tarjan (1988), cost scaling of Goldberg (1997), as OR-Tools has them.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow, min_cost_flow

from edusched.compile.arrays import Ints, Mask, joined

MOST_COST = 2**61
"""The solver works with costs times nodes, and adds costs along paths, in 64 bits."""


@dataclass(frozen=True, slots=True)
class Arcs:
    """Arcs of a network; arrays of equal length.

    Attributes
    ----------
    tail, head : Ints
        Nodes.
    capacity : Ints
        Most that may flow.
    cost : Ints
        Cost of a unit that flows; not negative.
    """

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints

    def select(self, keep: Mask) -> "Arcs":
        """Return the arcs chosen by a mask."""
        return Arcs(self.tail[keep], self.head[keep], self.capacity[keep], self.cost[keep])

    @property
    def size(self) -> int:
        """Number of arcs."""
        return int(self.tail.size)


def chained(parts: list[Arcs]) -> Arcs:
    """Return the arcs of all parts, in order."""
    return Arcs(
        joined([p.tail for p in parts]),
        joined([p.head for p in parts]),
        joined([p.capacity for p in parts]),
        joined([p.cost for p in parts]),
    )


def largest_flow(arcs: Arcs, source: int, sink: int, nodes: int) -> tuple[int, Mask] | None:
    """Return the most that flows from source to sink, and the smallest source side of a least cut.

    Parameters
    ----------
    nodes
        Number of nodes.

    Returns
    -------
    int
        The flow, which is the capacity of the arcs that leave the source side.
    Mask, shape (nodes,)
        Nodes that the source still reaches. None instead of both when the solver fails.
    """
    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(arcs.tail, arcs.head, arcs.capacity)
    if solver.solve(source, sink) != solver.OPTIMAL:
        return None
    side = np.zeros(nodes, dtype=np.bool_)
    side[solver.get_source_side_min_cut()] = True
    return int(solver.optimal_flow()), side


def cheapest_flow(arcs: Arcs, supply: Ints, sink: int) -> Ints | None:
    """Return the flow on each arc when all supply goes to the sink as cheaply as it can.

    Parameters
    ----------
    supply : shape (nodes,)
        What each node sends out; 0 at the sink, which takes it all.

    Returns
    -------
    Ints, shape (arcs,)
        None when the solver fails or costs are too large for it.
    """
    if int(arcs.cost.max(initial=0)) * (supply.size + 1) > MOST_COST:
        return None
    balance = supply.copy()
    balance[sink] -= int(supply.sum())
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(arcs.tail, arcs.head, arcs.capacity, arcs.cost)
    nodes = np.arange(supply.size, dtype=np.int64)
    solver.set_nodes_supplies(nodes, balance)
    if solver.solve() != solver.OPTIMAL:
        return None
    return np.asarray(solver.flows(np.arange(arcs.size, dtype=np.int64)), dtype=np.int64)
