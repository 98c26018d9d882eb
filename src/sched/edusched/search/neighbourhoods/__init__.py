"""Neighbourhoods: which sessions a sub-model may change. One visible list, one file each.

Sources: SOLVER notes (conflict neighbourhoods beat windows at size); Pisinger and Ropke (2010), large
neighbourhood search.
"""

from edusched.search.neighbourhoods.conflict import Conflict
from edusched.search.neighbourhoods.days import Days
from edusched.search.neighbourhoods.people import People
from edusched.search.neighbourhoods.places import Places
from edusched.search.neighbourhoods.programme import OneProgramme
from edusched.search.neighbourhoods.scattered import Scattered
from edusched.search.neighbourhoods.situation import Neighbourhood, Situation
from edusched.search.neighbourhoods.staff_fixed import StaffFixed
from edusched.search.neighbourhoods.starts_fixed import StartsFixed
from edusched.search.neighbourhoods.together import Together
from edusched.search.neighbourhoods.uneven import Uneven
from edusched.search.neighbourhoods.window import Window

NEIGHBOURHOODS: tuple[type[Neighbourhood], ...] = (
    Conflict,
    Window,
    Days,
    People,
    Places,
    Together,
    OneProgramme,
    Uneven,
    StartsFixed,
    StaffFixed,
    Scattered,
)

__all__ = ["NEIGHBOURHOODS", "Neighbourhood", "Situation"]
