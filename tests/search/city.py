"""A made-up city for tests of parts: four counties that share its lecturers and halls, and a plan of it."""

from functools import cache

from edusched.generate.province import Made, make
from edusched.generate.request import request
from edusched.rules.catalogue import rules_of
from edusched.search.parts.cut import cut
from edusched.search.parts.reach import Reach
from edusched.search.parts.whole import Whole

STRICT = frozenset({"competence", "venue_fit"})


@cache
def city() -> Made:
    """Return the city with a plan that meets everything."""
    return make(request("prefecture", "3504", 200))


def planted_city() -> Whole:
    """Return the city in parts, with that plan in them."""
    made = city()
    reach = Reach(made.instance, STRICT, rules_of(made.instance))
    whole = Whole(made.instance, reach, cut(made.instance, reach, part_sessions=24))
    whole.take(whole.parts, made.plan.bookings, made.plan.overnights)
    return whole
