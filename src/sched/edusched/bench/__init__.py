"""Benchmarks: suites of instances, runs measured from outside, results as CSV, and results held side by side.

A run is the command ``sched solve`` in a process of its own: what is measured is what a user gets.
"""
