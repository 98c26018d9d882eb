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
]  # fmt: skip
