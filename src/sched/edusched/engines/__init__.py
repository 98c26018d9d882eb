"""Engines: where pure functions of plain data are run, here, in processes, or on a cluster; one interface."""
