"""The pieces a run is made of; each can be switched off, to see what it brings or to get round a fault."""

from edusched.search.neighbourhoods import NEIGHBOURHOODS

ENGINES: dict[str, str] = {
    "parts": "a large instance is cut into parts that are planned side by side",
    "counting": "interchangeable sessions share one set of columns",
    "shortlist": "a large instance keeps the near options only",
    "whole": "small models go to CP-SAT as a whole",
    "insertion": "sessions are inserted by regret, without a solver",
    "walk": "single moves under slow cooling",
    "sub-models": "large neighbourhood search",
    "ties": "later levels settle ties in most sub-models",
    "finish": "columns are fixed by reduced costs, and CP-SAT closes the gap",
    "processes": "a process a core",
    "bound": "the LP of the rows on a core of its own",
}

PIECES: tuple[str, ...] = (*ENGINES, *(kind.name for kind in NEIGHBOURHOODS))
"""Names that can be switched off: engines, then neighbourhoods."""
