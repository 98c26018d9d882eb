"""Strategies: which engines work on a problem, in what order, for how long."""
