"""A walk through plans by single moves: millions of them, where a sub-model makes hundreds."""
