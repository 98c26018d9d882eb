"""Tables of budgets: what each source gives and pays, and what it is spent on."""

from collections import Counter
from collections.abc import Iterator, Sequence

import networkx as nx

from edusched.report.tables.contract import Cell, Reading, ReportTable, counts, texts
from edusched.rules.budget import Budget
from edusched.rules.costs import Cost
from edusched.rules.sources import BudgetParameters


def _budgets(reading: Reading) -> Iterator[Budget]:
    return (rule for rule in reading.rules if isinstance(rule, Budget))


def budget_ledger(reading: Reading) -> ReportTable:
    """Money of each source of a budget in a year: what it gives, pays and has left; last what nobody pays.

    Sources with shares pay theirs of all costs. Others pay in the order of the budget, an earmarked one
    only what it is meant for, and together as much as they can. Paid and unpaid are what the year's costs
    come to.
    """
    rows = list[tuple[Cell, ...]]()
    for budget in _budgets(reading):
        p, instance = budget.parameters, reading.instance
        for (label, _, _), costs in budget.spent(reading.facts):
            mine = [cost for cost in costs if p.spending.cost(instance, cost)]
            given = p.available(instance, label)
            shared = p.sources[0].share_percent is not None
            paid = (
                _shares(p, given, mine) if shared else _flows(p, given, Counter(_by_payers(reading, p, mine)))
            )
            for source, fen in given.items():
                left = fen - paid[source]
                rows.append((budget.name, label, source, p.payer, fen, paid[source], left))
            unpaid = sum(cost.fen for cost in mine) - sum(paid.values())
            rows.append((budget.name, label, None, p.payer, 0, unpaid, -unpaid))
    columns = (
        *texts("budget", "year", "source", "payer"),
        *counts(available_fen="fen", paid_fen="fen", left_fen="fen"),
    )
    return ReportTable("budget_ledger", "Budgets by source", columns, tuple(rows))


def budget_spending(reading: Reading) -> ReportTable:
    """Costs that each budget pays in a year, by cost rule, with the rule's class for the books."""
    rows = []
    for budget in _budgets(reading):
        meant = budget.parameters.spending
        for (label, _, _), costs in budget.spent_on(reading.facts):
            fen = Counter[str]()
            for rule, cost in costs:
                fen[rule.name] += cost.fen if meant.cost(reading.instance, cost) else 0
            for rule in budget.meant():
                kind, label_of_books = rule.id, rule.parameters.tax_class or None
                rows.append((budget.name, label, rule.name, kind, label_of_books, fen[rule.name]))
    columns = (*texts("budget", "year", "rule", "item", "tax_class"), *counts(cost_fen="fen"))
    return ReportTable("budget_spending", "Budgets by what they are spent on", columns, tuple(rows))


def _by_payers(reading: Reading, p: BudgetParameters, costs: Sequence[Cost]) -> dict[int, int]:
    """Return the costs by which earmarked sources may pay them."""
    found = Counter[int]()
    for cost in costs:
        found[p.payers(reading.instance, cost)] += cost.fen
    return found


def _shares(p: BudgetParameters, given: dict[str, int], costs: Sequence[Cost]) -> dict[str, int]:
    """Return what sources with shares pay, none more than it has; parts of a fen go to the later one."""
    spent, before, paid = sum(cost.fen for cost in costs), 0, dict[str, int]()
    for source in p.sources:
        share = source.share_percent or 0
        part = (before + share) * spent // 100 - before * spent // 100
        paid[source.source], before = min(part, given[source.source]), before + share
    return paid


def _flows(p: BudgetParameters, given: dict[str, int], costs: dict[int, int]) -> dict[str, int]:
    """Return what sources pay: as much as they can, the earlier of two before the later one."""
    bit = {source.source: 1 << k for k, source in enumerate(p.earmarked)}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(["money", "costs"])
    for k, (source, fen) in enumerate(given.items()):
        graph.add_edge("money", f"source {k}", capacity=fen, weight=k)
        for mask in sorted(costs):
            if source not in bit or mask & bit[source]:
                graph.add_edge(f"source {k}", f"cost {mask}")
    for mask, fen in sorted(costs.items()):
        graph.add_edge(f"cost {mask}", "costs", capacity=fen)
    flow = nx.max_flow_min_cost(graph, "money", "costs")
    return {source: flow["money"][f"source {k}"] for k, source in enumerate(given)}
