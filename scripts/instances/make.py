"""Write the instances of the folder ``instances``: ``python scripts/instances/make.py``.

``make.py NAME --planted FILE`` also writes the plan an instance was built around; it is never part of
the instance.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from common import dumped, write_text
from counts import count
from county import fujian_county_autumn
from libraries import shared_libraries
from planted import Planted
from professional import professional_72h
from rotation import members_five_years
from small import impossible_strict, short_of_instructors, tiny
from social import social_organisations
from tour import village_tour
from tour_year import village_tour_year

FOLDER = Path(__file__).parents[2] / "instances"
MAKERS: dict[str, Callable[[], Planted]] = {
    "tiny": tiny,
    "fujian-county-autumn": fujian_county_autumn,
    "village-tour": village_tour,
    "village-tour-year": village_tour_year,
    "short-of-instructors": short_of_instructors,
    "impossible-strict": impossible_strict,
    "social-organisations-2025-2027": social_organisations,
    "professional-72h": professional_72h,
    "members-five-years": members_five_years,
    "shared-libraries": shared_libraries,
}


def main(arguments: list[str]) -> None:
    """Write the named instances (all when none is named)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MAKERS))
    parser.add_argument("-o", "--output", type=Path, default=FOLDER, help="folder of the instances")
    parser.add_argument("--planted", type=Path, metavar="FILE", help="write the planted plan of one instance")
    given = parser.parse_args(arguments)
    unknown = sorted(set(given.names) - set(MAKERS))
    if unknown:
        parser.error(f"no instance {unknown[0]!r}; choose from {', '.join(MAKERS)}")
    if given.planted is not None and len(given.names) != 1:
        parser.error("--planted needs exactly one NAME")
    for name in given.names or MAKERS:
        made = MAKERS[name]()
        write_text(given.output / f"{name}.json", dumped(made.data))
        sys.stderr.write(f"{name}: {count(made.planter.instance)}\n")
        if given.planted is not None:
            write_text(given.planted, made.plan)


if __name__ == "__main__":
    main(sys.argv[1:])
