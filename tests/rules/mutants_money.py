"""Mistakes in the pages on money; ``mutant_list`` takes them in."""

from tests.rules.mutants import mistakes_in

MONEY = [
    *mistakes_in(
        "session_price",
        ("SessionPrice.costs", "b.session.price_fen", "b.session.price_fen * b.session.length_periods"),
        ("SessionPrice.charges", "problem, placing, price[placing.session]",
         "problem, problem.teaching, price[problem.teaching.session]"),
        ("SessionPrice.charges", "[s.price_fen for s in problem.entities.sessions]",
         "[s.price_fen * s.mandatory for s in problem.entities.sessions]"),
    ),
    *mistakes_in(
        "price_for_quality",
        ("_amount", "100 * session.price_fen // rated", "session.price_fen // (rated // 100)"),
        ("_amount", "NEUTRAL_HUNDREDTHS if provider", "100 if provider"),
        ("PriceForQuality.rows", "np.where(counts, amounts[placing.session], 0)", "amounts[placing.session]"),
    ),
    *mistakes_in(
        "sources",
        ("MoneySource.of_year", "self.by_year.get(label, each)", "each"),
        ("MoneySource.of_year", "// 10_000", "// 1_000"),
        ("BudgetParameters.available", "s.of_year(label) if s.source in usable else 0", "s.of_year(label)"),
        ("BudgetParameters.earmarked", " if not s.earmark.everything", ""),
        rules="budget",
    ),
    *mistakes_in(
        "budget",
        ("Budget._limits", "100 * fen // share", "fen"),
        ("Budget._limits", "sum(given.values()) - ", "sum(given.values()) + 0 * "),
        ("Budget._limits", "if held >> k & 1", "if True"),
        ("Budget._least", "-(-sum(given.values())", "(sum(given.values())"),
        ("Budget.check", "if mask | held == held", "if True"),
        ("Budget.check", "if p.spending.cost(instance, c)", ""),
        ("Budget.check", "self._least(given) - spent", "self._least(given) - sum(c.fen for c in costs)"),
        ("Budget.rows", "mask | held == held", "mask == held"),
        ("Budget.rows", "charges.select(self.parameters.spending.columns(problem, charges))", "charges"),
        ("Budget.rows", "mask |= ", "mask = "),
        ("Budget.rows", 'at_most((self.name, label)', 'at_most((self.name, label, str(held))'),
    ),
    *mistakes_in(
        "budget_share",
        ("BudgetShare.check", "for c in whole if", "for c in costs if"),
        ("BudgetShare.rows", "problem, whole), 100, 0)", "problem, whole), 1, 0)"),
        ("BudgetShare.rows", "charges.select(p.whole.columns(problem, charges))", "charges"),
        ("BudgetShare._sides", "p.max_percent, -1", "p.max_percent, 1"),
    ),
    *mistakes_in(
        "learner_fee",
        ("LearnerFee.check", "if first <= b.day <= last and", "if"),
        ("LearnerFee.check", "* b.persons", ""),
        ("LearnerFee.rows", "meant & between(problem, first, last)", "between(problem, first, last)"),
        ("LearnerFee.rows", "p.share_percent * mine.fen", "100 * mine.fen"),
    ),
    *mistakes_in(
        "spending",
        ("SpendingSelector._session", "instance.region_path(session.organiser)", "[session.organiser]"),
        ("SpendingSelector._session", "session.project not in self.projects", "session.project is None"),
        ("SpendingSelector.booking", "self.counted.booking(b, instance) and ", ""),
        ("SpendingSelector.cost", "self.everything or ", ""),
        ("SpendingSelector.at", " & mine[session]", ""),
        ("SpendingSelector.columns", "self.everything)", "True)"),
        ("SpendingRule.spent_on", "min(cost.day, facts.horizon.days[-1])", "cost.day"),
        ("SpendingRule.charged", "len(problem.horizon.days) - 1", "len(problem.horizon.days)"),
        ("SpendingRule.meant", "named is None or rule.name in named", "True"),
        rules="budget budget_share learner_fee",
    ),
]  # fmt: skip
