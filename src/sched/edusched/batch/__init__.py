"""Batches: many instances, each solved by the command in a process of its own, with a journal."""
