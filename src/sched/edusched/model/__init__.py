"""CP-SAT from rows: build, run, read back. The only room that knows the solver."""
